//! A guest's downloads on a new device, where the event asks for a PIN.

use domain::download::Download;
use domain::event::Page;
use domain::scan::MyPhotos;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tests::client::{Answer, PASSWORD};
use tests::frames::looks;
use tests::{Client, World, photos};
use time::{Duration, OffsetDateTime};

const ANNA: &str = "anna@example.org";

async fn page(client: &Client, path: &str) -> Answer {
    Answer::read(client.request(Method::GET, path).header("accept", "text/html")).await
}

async fn download(client: &Client) -> Download {
    client.get("/api/my-downloads").await.json::<Page<Download>>(StatusCode::OK).items.remove(0)
}

/// A guest with an account who has downloaded a photo; and her new phone.
async fn two_devices(world: &World) -> (Client, Client) {
    let old = world.house.visitor().as_guest(ANNA).await;
    assert_eq!(old.scan(&world.event, &looks(&photos::woman(), 3)).await.status, StatusCode::OK);
    let path = format!("/api/events/{}/my-photos", world.event.code);
    let mine: MyPhotos = old.get(&path).await.json(StatusCode::OK);
    let asked = json!({ "photo_id": mine.items[0].id });
    assert_eq!(old.post("/api/download-photo", &asked).await.status, StatusCode::OK);
    let new = world.house.visitor();
    assert_eq!(new.post("/login", &json!({ "email": ANNA, "password": PASSWORD })).await.status, StatusCode::OK);
    (old, new)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_leads_to_the_pin_and_on_to_the_photo() {
    let world = World::new().await;
    let (old, new) = two_devices(&world).await;
    assert!(download(&new).await.download_url.is_some(), "her account opens it on every device");
    world.owner.edit(&world.event, json!({ "pin": "4711" })).await;

    let shut = download(&new).await;
    assert_eq!((shut.pin_required, shut.download_url, shut.thumb_url), (true, None, None));
    let photo = format!("/e/{}/photo/{}?mine", world.event.code, shut.photo_id);
    let me = page(&new, "/me").await.text();
    assert!(me.contains(&format!("href=\"{photo}\"")), "{me}");

    let door = page(&new, &photo).await;
    assert_eq!(door.status, StatusCode::UNAUTHORIZED);
    assert!(door.text().contains(&format!("name=\"next\" value=\"{photo}\"")), "{}", door.text());
    let code = world.event.code.to_string();
    let form = [("code", code.as_str()), ("pin", "4711"), ("next", photo.as_str())];
    let request = new.request(Method::POST, "/api/fn/pass_door").header("accept", "text/html");
    let passed = Answer::read(request.form(&form)).await;
    assert_eq!((passed.status, passed.header("location")), (StatusCode::SEE_OTHER, photo.as_str()));
    let shown = page(&new, &photo).await;
    assert_eq!(shown.status, StatusCode::OK);
    let open = download(&new).await;
    assert!(!open.pin_required && shown.text().contains(&format!("/photos/{code}/{}/", open.photo_id)));
    assert_eq!(new.get(&open.download_url.unwrap()).await.status, StatusCode::OK);
    assert!(download(&old).await.pin_required, "each device gives it once");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pin_leads_to_no_other_site() {
    let world = World::new().await;
    world.owner.edit(&world.event, json!({ "pin": "4711" })).await;
    let (code, event) = (world.event.code.to_string(), format!("/e/{}", world.event.code));
    for next in ["", "//evil.example", "https://evil.example", "/\\evil.example"] {
        let form = [("code", code.as_str()), ("pin", "4711"), ("next", next)];
        let request = world.house.visitor().request(Method::POST, "/api/fn/pass_door").header("accept", "text/html");
        let passed = Answer::read(request.form(&form)).await;
        assert_eq!((passed.status, passed.header("location")), (StatusCode::SEE_OTHER, event.as_str()), "{next:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_event_has_no_way_to_its_downloads() {
    let world = World::new().await;
    let (_, new) = two_devices(&world).await;
    let yesterday = (OffsetDateTime::now_utc() - Duration::days(1)).date().to_string();
    world.owner.edit(&world.event, json!({ "closes_at": yesterday, "pin": "4711" })).await;
    let shut = download(&new).await;
    assert_eq!((shut.pin_required, shut.download_url), (false, None));
}
