//! The organization's own mark, which new events take over.

use domain::ProblemCode;
use domain::event::Event;
use domain::photo::{Watermark, WatermarkPosition};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::client::Answer;
use tests::{Client, House, photos};

const PATH: &str = "/api/admin/organization/watermark";

async fn put(client: &Client, draft: Value) -> Answer {
    Answer::read(client.request(Method::PUT, PATH).json(&draft)).await
}

async fn send_logo(client: &Client, bytes: &[u8], accept: &str) -> Answer {
    let form = Form::new().part("logo", Part::bytes(bytes.to_vec()).file_name("logo.png"));
    let request = client.request(Method::POST, &format!("{PATH}/logo")).header("accept", accept);
    Answer::read(request.multipart(form)).await
}

async fn mark_of(client: &Client, event: &Event) -> Watermark {
    client.get(&format!("/api/admin/events/{}/watermark", event.id)).await.json(StatusCode::OK)
}

#[tokio::test(flavor = "multi_thread")]
async fn new_events_take_it_over_and_those_that_are_there_keep_theirs() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("anna@example.org").await;
    let before = owner.create_event("Before").await;
    let at_first: Watermark = owner.get(PATH).await.json(StatusCode::OK);
    assert_eq!(at_first, mark_of(&owner, &before).await, "until somebody chooses, it is what every event has");

    let draft = json!({ "text": "Studio Berg", "position": "bottom_right", "opacity": 60 });
    let set: Watermark = put(&owner, draft).await.json(StatusCode::OK);
    assert_eq!(
        (set.text.as_deref(), set.position, set.opacity),
        (Some("Studio Berg"), WatermarkPosition::BottomRight, 60)
    );
    let after = owner.create_event("After").await;
    assert_eq!(mark_of(&owner, &after).await, set);
    assert_eq!(mark_of(&owner, &before).await, at_first);

    let faint: Watermark = put(&owner, json!({ "position": "tiled", "opacity": 1 })).await.json(StatusCode::OK);
    assert_eq!((faint.opacity, faint.text), (10, None), "a mark that nobody sees would be none");
    assert_eq!(mark_of(&owner, &after).await, set, "an event's mark is its own");
    let long = put(&owner, json!({ "text": "x".repeat(201), "position": "tiled", "opacity": 34 })).await;
    assert_eq!(long.problem(), ProblemCode::InvalidFields);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_event_has_a_logo_of_its_own() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("anna@example.org").await;
    assert_eq!(send_logo(&owner, b"<svg/>", "application/json").await.problem(), ProblemCode::BadRequest);
    assert_eq!(send_logo(&owner, &vec![0xFF; 5_000_001], "application/json").await.problem(), ProblemCode::TooLarge);
    let plain = send_logo(&owner, b"no picture", "text/html").await;
    assert_eq!(plain.status, StatusCode::SEE_OTHER);
    assert!(plain.header("location").ends_with("/admin/organization?logo=bad_request"), "{}", plain.header("location"));

    let logos = || house.files().into_iter().filter(|file| file.contains("/logo-")).collect::<Vec<_>>();
    for _ in 0..2 {
        let set: Watermark =
            send_logo(&owner, photos::bytes("sample2.jpg"), "application/json").await.json(StatusCode::OK);
        assert!(set.has_logo);
        assert_eq!(logos().len(), 1, "the one before is gone: {:?}", logos());
    }
    let event = owner.create_event("Party").await;
    assert!(mark_of(&owner, &event).await.has_logo);
    let removed: Watermark = owner.delete(&format!("{PATH}/logo")).await.json(StatusCode::OK);
    assert!(!removed.has_logo);
    assert_eq!(logos(), [format!("events/{}/logo-1.png", event.id)], "the event has its own");

    let path = format!("/api/admin/events/{}/watermark/logo", event.id);
    let form = Form::new().part("logo", Part::bytes(photos::bytes("sample3.jpg").to_vec()).file_name("logo.png"));
    Answer::read(owner.request(Method::POST, &path).multipart(form)).await.json::<Watermark>(StatusCode::OK);
    assert_eq!(logos(), [format!("events/{}/logo-2.png", event.id)]);
    assert!(!mark_of(&owner, &owner.create_event("Later").await).await.has_logo);
}

#[tokio::test(flavor = "multi_thread")]
async fn its_preview_follows_what_is_chosen_and_the_page_shows_it_to_owners() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("anna@example.org").await;
    let preview = async |query: &str| owner.get(&format!("{PATH}/preview{query}")).await;
    let tiled = preview("?text=Hello&position=tiled&opacity=40").await;
    assert_eq!((tiled.status, tiled.header("content-type")), (StatusCode::OK, "image/webp"));
    faces::decode(&tiled.body, &faces::DecodeLimits::default()).expect("a picture");
    assert_ne!(tiled.body, preview("?text=Hello&position=center&opacity=40").await.body);
    let page = owner.get("/admin/organization").await.text();
    assert!(page.contains(&format!("{PATH}/preview?text=")) && page.contains(&format!("{PATH}/logo\"")), "{page}");
}
