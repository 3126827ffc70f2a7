//! Plants a listed event with public photos, among other listed events, in a database that does not exist yet; prints the event's code.
//!
//! `plant DATABASE_URL EVENTS PHOTOS`

#![expect(clippy::unwrap_used, reason = "a tool for developers fails where it stands")]

use domain::{AccountId, OrganizationId};
use entities::{event, organization};
use sea_orm::{EntityTrait, Set};
use services::{migrate, open_database};
use tests::seed::{self, Owner};
use time::OffsetDateTime;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, events, photos] = arguments.as_slice() else { panic!("plant DATABASE_URL EVENTS PHOTOS") };
    let database = open_database(url).await.unwrap();
    migrate(&database).await.unwrap();
    let owner = Owner { organization: OrganizationId::new(), account: AccountId::new() };
    let host = organization::ActiveModel {
        id: Set(owner.organization),
        name: Set("Bench".to_owned()),
        created_at: Set(OffsetDateTime::now_utc()),
        ..Default::default()
    };
    organization::Entity::insert(host).exec_without_returning(&database).await.unwrap();
    let planted = seed::events(&database, owner, events.parse().unwrap()).await;
    seed::photos(&database, owner, planted[0], photos.parse().unwrap()).await;
    let row = event::Entity::find_by_id(planted[0]).one(&database).await.unwrap().unwrap();
    println!("{}", row.code);
}
