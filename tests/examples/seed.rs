//! Plants many events and photos in an empty database, asks every page once, and says what it took and which statement had no index.
//!
//! `cargo xtask seed`, or: `seed DATABASE_URL EVENTS PHOTOS`

#![expect(clippy::unwrap_used, reason = "a tool for developers fails where it stands")]

use std::time::Instant;

use tests::queries::{ask_all, grow, owner, without_index};
use tests::{House, World, seed};

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, events, photos] = arguments.as_slice() else { panic!("seed DATABASE_URL EVENTS PHOTOS") };
    let (events, photos): (usize, usize) = (events.parse().unwrap(), photos.parse().unwrap());
    let world = World::within(House::on(url).await).await;
    world.guest_scans().await;
    let photo = world.photo("sample1.jpg").await.id;
    let begun = Instant::now();
    let database = &world.house.database;
    let owner = owner(&world).await;
    for (number, event) in seed::events(database, owner, events).await.into_iter().enumerate() {
        seed::photos(database, owner, event, photos).await;
        if number.is_multiple_of(100) {
            eprintln!("{number} of {events} events after {} s", begun.elapsed().as_secs());
        }
    }
    grow(&world, 0, photos).await;
    eprintln!("{events} events with {photos} photos each, in {} s", begun.elapsed().as_secs());
    let asked = ask_all(&world, photo).await;
    for page in &asked {
        println!("{:>6} ms  {:>3} queries  {}", page.took.as_millis(), page.statements.len(), page.address);
    }
    let wrong = without_index(&world, &asked, false).await;
    println!("{} statements read a large table whole", wrong.len());
    for line in &wrong {
        println!("{line}");
    }
    std::process::exit(i32::from(!wrong.is_empty()));
}
