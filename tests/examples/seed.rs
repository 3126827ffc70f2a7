//! Plants many events and photos in an empty database, asks every page once, and says what it took and which statement had no index.
//!
//! `cargo xtask seed`, or: `seed DATABASE_URL EVENTS PHOTOS`, on PostgreSQL

#![expect(clippy::unwrap_used, reason = "a tool for developers fails where it stands")]

use std::time::Instant;

use sea_orm::ConnectionTrait;
use tests::queries::{ask_all, ask_idle, grow, owner, without_index};
use tests::{House, World, seed};

/// Events that are filled between two words of how far it is.
const PART: usize = 100;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, events, photos] = arguments.as_slice() else { panic!("seed DATABASE_URL EVENTS PHOTOS") };
    let world = World::within(House::on(url).await).await;
    world.guest_scans().await;
    let photo = world.photo("sample1.jpg").await.id;
    plant(&world, events.parse().unwrap(), photos.parse().unwrap()).await;
    let mut asked = ask_all(&world, photo).await;
    asked.push(ask_idle(&world).await);
    println!("| ms | queries | address |\n|---|---|---|");
    for page in &asked {
        println!("| {} | {} | {} |", page.took.as_millis(), page.statements.len(), page.address);
    }
    let wrong = without_index(&world, &asked, false).await;
    println!("{} statements read a large table whole", wrong.len());
    for line in &wrong {
        println!("{line}");
    }
    std::process::exit(i32::from(!wrong.is_empty()));
}

/// Fills one event row by row and the others with copies of it, then has the database count what it holds.
async fn plant(world: &World, events: usize, photos: usize) {
    let (begun, database) = (Instant::now(), &world.house.database);
    let owner = owner(world).await;
    let planted = seed::events(database, owner, events).await;
    let (first, others) = planted.split_first().expect("an event or more");
    seed::photos(database, owner, *first, photos).await;
    for (part, some) in others.chunks(PART).enumerate() {
        seed::copies(database, *first, some, part * PART).await;
        eprintln!("{} of {events} events after {} s", part * PART + some.len() + 1, begun.elapsed().as_secs());
    }
    grow(world, 0, photos).await;
    // As it does by itself after a while: without it, what an index holds is looked up in the table once more.
    database.execute_unprepared("VACUUM ANALYZE").await.unwrap();
    eprintln!("{events} events with {photos} photos each, in {} s", begun.elapsed().as_secs());
}
