//! What the pages ask of the database, and whether it has an index for it.

use std::collections::BTreeSet;

use domain::{GrantId, PersonId, PhotoId};
use entities::{grant, person};
use reqwest::Method;
use sea_orm::{
    ColumnTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, EntityTrait, QueryFilter,
    QueryOrder, Statement,
};
use server::routes::{Audience, Route, table};

use crate::seed::{self, Owner};
use crate::statements::{plan, reads_whole};
use crate::{Client, World};

/// Tables that stay small whatever grows: read whole, they cost nothing.
const SMALL: [&str; 2] = ["seaql_migrations", "organizations"];
/// Rows that a database may read whole where it counts what stands there: a few milliseconds.
const FEW: f32 = 10_000.0;
/// Addresses that are no lists: one picture, a stream, a file made of many.
const OTHERS: [&str; 6] = ["/progress", "/zip", "{rendition}", "{face}", "/poster", "/preview"];

/// Ways to ask for a list: other orders, filters and pages than the usual ones.
const WAYS: [(&str, &[&str]); 5] = [
    ("/events", &["?sort=name", "?sort=oldest&page=3", "?category=Race&from=2026-01-01", "?q=garden"]),
    ("/admin", &["?sort=name", "?sort=oldest&page=3", "?category=Race&to=2026-12-31", "?q=garden"]),
    (
        "/admin/events/{event}",
        &["?sort=taken&page=3", "?sort=name", "?filter=group&sort=name", "?filter=failed", "?person={person}"],
    ),
    ("/admin/events/{event}/people/{person}", &["?page=2"]),
    ("/e/{code}/photos", &["?page=3"]),
];

/// What one address asked.
pub struct Asked {
    pub address: String,
    pub statements: Vec<Statement>,
    pub took: std::time::Duration,
}

/// The statements behind every address that is read, asked twice so that what is kept in memory is there.
pub async fn ask_all(world: &World, photo: PhotoId) -> Vec<Asked> {
    let person = most_seen(world).await;
    let mut all = Vec::new();
    for route in table() {
        if route.method != Method::GET || OTHERS.iter().any(|part| route.path.contains(part)) {
            continue;
        }
        let ways = WAYS.iter().find(|(path, _)| *path == route.path).map_or(&[][..], |(_, ways)| ways);
        for way in std::iter::once(&"").chain(ways) {
            let (client, path) = fill(world, &route, photo);
            let path = format!("{path}{way}").replace("{person}", &person.to_string());
            client.get(&path).await;
            world.house.statements.take();
            let begun = std::time::Instant::now();
            client.get(&path).await;
            let took = begun.elapsed();
            let address = format!("{}{way} ({:?})", route.path, route.audience);
            all.push(Asked { address, statements: world.house.statements.take(), took });
        }
    }
    all
}

/// What workers ask while no photo waits, and what is swept now and then.
pub async fn ask_idle(world: &World) -> Asked {
    let (house, begun) = (&world.house, std::time::Instant::now());
    house.statements.take();
    house.services.delete_old_faces().await.unwrap();
    house.services.sweep_files().await.unwrap();
    let took = begun.elapsed();
    let mut statements = Vec::new();
    // An idle worker looks every other second.
    let mut look = tokio::time::interval(std::time::Duration::from_millis(100));
    while !statements.iter().any(|statement: &Statement| statement.sql.contains("people_repairs")) {
        look.tick().await;
        statements.extend(house.statements.take());
    }
    Asked { address: "sweeping, and a worker without work".to_owned(), statements, took }
}

/// Who of the world's event is in most photos.
async fn most_seen(world: &World) -> PersonId {
    let people = person::Entity::of(world.event.id).filter(person::Column::Photos.gt(0));
    let found = people.order_by_desc(person::Column::Photos).one(&world.house.database).await.unwrap();
    found.expect("somebody").id
}

fn fill<'a>(world: &'a World, route: &Route, photo: PhotoId) -> (&'a Client, String) {
    let (client, event) = match route.audience {
        Audience::Organizer | Audience::EventMember => (&world.owner, world.event.id.to_string()),
        _ => (&world.guest, world.event.code.to_string()),
    };
    let path = route.path.replace("{event}", &event).replace("{code}", world.event.code.as_str());
    let path = path.replace("{photo}", &photo.to_string());
    let path = if route.path.contains("/photo/") { format!("{path}?among=group&page=1") } else { path };
    (client, path)
}

/// Whose the world's event is.
pub async fn owner(world: &World) -> Owner {
    let event = entities::event::Entity::find_by_id(world.event.id).one(&world.house.database).await.unwrap().unwrap();
    Owner { organization: event.organization_id, account: event.created_by }
}

/// Plants events and photos, and opens the photos of the world's own event to its guest.
pub async fn grow(world: &World, events: usize, photos: usize) {
    let (database, owner) = (&world.house.database, owner(world).await);
    seed::events(database, owner, events).await;
    let photos = seed::photos(database, owner, world.event.id, photos).await;
    let grants = grant::Entity::find().all(database).await.unwrap();
    let grants: Vec<GrantId> = grants.into_iter().map(|row| row.id).collect();
    seed::open(database, grants[0], &photos).await;
    // SQLite that was never analysed plans for tables of a million rows, which is what is asked here.
    if database.get_database_backend() == DbBackend::Postgres {
        database.execute_unprepared("ANALYZE").await.unwrap();
    }
}

/// The statements that read a large table whole, with their addresses. A database reads small tables whole for speed; `as_if_large`
/// asks PostgreSQL what it would do if that were dear. Otherwise the tables are as large as they are.
pub async fn without_index(world: &World, asked: &[Asked], as_if_large: bool) -> Vec<String> {
    let database = explaining(world, as_if_large).await;
    let small = if as_if_large { BTreeSet::new() } else { small_tables(&database).await };
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for Asked { address, statements, .. } in asked {
        // Of an empty list nothing is read: its condition is one that no row meets.
        let reading = |statement: &&Statement| {
            let sql = &statement.sql;
            sql.starts_with("SELECT") && !sql.contains("WHERE ? = ?") && !sql.contains("WHERE $1 = $2")
        };
        for statement in statements.iter().filter(reading) {
            if !seen.insert(statement.sql.clone()) {
                continue;
            }
            for step in plan(&database, statement).await {
                let table = reads_whole(&step).map(|table| table.trim_matches('"'));
                if let Some(table) = table.filter(|table| !SMALL.contains(table) && !small.contains(*table)) {
                    wrong.push(format!("{address} reads all of {table}: {}", statement.sql));
                }
            }
        }
    }
    wrong
}

/// The tables that hold few rows, as PostgreSQL has counted them.
async fn small_tables(database: &DatabaseConnection) -> BTreeSet<String> {
    let counted = format!("SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND reltuples < {FEW}");
    let rows = database.query_all_raw(Statement::from_string(DbBackend::Postgres, counted)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "name").unwrap()).collect()
}

async fn explaining(world: &World, as_if_large: bool) -> DatabaseConnection {
    let mut options = ConnectOptions::new(world.house.database_url());
    options.max_connections(1).sqlx_logging(false);
    let database = Database::connect(options).await.unwrap();
    if as_if_large && database.get_database_backend() == DbBackend::Postgres {
        database.execute_unprepared("SET enable_seqscan = off").await.unwrap();
    }
    database
}
