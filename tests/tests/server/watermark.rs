//! The mark of public copies: settings, logo, preview, and copies made anew.

use domain::ProblemCode;
use domain::event::Page;
use domain::photo::{Photo, Watermark, WatermarkPosition};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::client::Answer;
use tests::{World, photos};

fn path(world: &World, rest: &str) -> String {
    format!("/api/admin/events/{}/watermark{rest}", world.event.id)
}

async fn put(world: &World, draft: Value) -> Answer {
    Answer::read(world.owner.request(Method::PUT, &path(world, "")).json(&draft)).await
}

async fn public(world: &World) -> Vec<Photo> {
    let path = format!("/api/events/{}/photos", world.event.code);
    world.guest.get(&path).await.json::<Page<Photo>>(StatusCode::OK).items
}

#[tokio::test(flavor = "multi_thread")]
async fn another_mark_makes_public_copies_anew_at_new_addresses_and_leaves_the_clean_ones() {
    let world = World::new().await;
    world.guest_scans().await;
    let before = public(&world).await;
    let old = world.guest.get(&before[0].view_url).await.body;
    let clean = world.photo(&before[0].filename).await;
    let clean_bytes = world.owner.get(clean.view_url.as_deref().unwrap()).await.body;

    let answer = put(&world, json!({ "text": "Ours", "position": "center", "opacity": 90 })).await;
    let mark: Watermark = answer.json(StatusCode::OK);
    assert_eq!((mark.text.as_deref(), mark.position, mark.opacity), (Some("Ours"), WatermarkPosition::Center, 90));
    world.remarked().await;

    let after = public(&world).await;
    assert_eq!(after.len(), before.len());
    assert_ne!(after[0].view_url, before[0].view_url, "an address is never of two pictures");
    assert_eq!(world.guest.get(&before[0].view_url).await.problem(), ProblemCode::Forbidden);
    let new = world.guest.get(&after[0].view_url).await;
    assert_eq!(new.status, StatusCode::OK);
    assert_ne!(new.body, old);
    let still = world.photo(&before[0].filename).await;
    assert_eq!(world.owner.get(still.view_url.as_deref().unwrap()).await.body, clean_bytes);
    assert_eq!(still.faces, clean.faces, "nothing was looked for anew");
    let crop = format!("/faces/{}/{}/crop", world.event.code, still.faces[0].id);
    assert_eq!(world.owner.get(&crop).await.status, StatusCode::OK, "crops moved on with the copies");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_of_another_name_has_another_mark_unless_it_has_words_of_its_own() {
    let world = World::new().await;
    let rename = async |name: &str| {
        world.owner.edit(&world.event, json!({ "name": name })).await;
        world.remarked().await;
        public(&world).await.remove(0).view_url
    };
    let first = public(&world).await.remove(0).view_url;
    let second = rename("Anna & Ben").await;
    assert_ne!(second, first);
    assert_eq!(rename("Anna & Ben").await, second, "the same name is the same mark");
    put(&world, json!({ "text": "Ours", "position": "tiled", "opacity": 34 })).await;
    world.remarked().await;
    let own_words = public(&world).await.remove(0).view_url;
    assert_eq!(rename("Anna & Bea").await, own_words);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_mark_again_changes_nothing() {
    let world = World::new().await;
    let before = public(&world).await;
    let mark: Watermark = put(&world, json!({ "position": "tiled", "opacity": 34 })).await.json(StatusCode::OK);
    assert_eq!((mark.waiting, mark.text), (0, None));
    let faint: Watermark = put(&world, json!({ "position": "tiled", "opacity": 1 })).await.json(StatusCode::OK);
    assert_eq!(faint.opacity, 10, "a mark that nobody sees would be none");
    assert_eq!(before.len(), public(&world).await.len());
    let long = put(&world, json!({ "text": "x".repeat(201), "position": "tiled", "opacity": 34 })).await;
    assert_eq!(long.problem(), ProblemCode::InvalidFields);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_shows_the_mark_and_changes_nothing() {
    let world = World::new().await;
    let before = public(&world).await;
    let preview = async |query: &str| world.owner.get(&path(&world, &format!("/preview{query}"))).await;
    let tiled = preview("?text=Hello%20there&position=tiled&opacity=40").await;
    assert_eq!((tiled.status, tiled.header("content-type")), (StatusCode::OK, "image/webp"));
    let strong = preview("?text=Hello%20there&position=tiled&opacity=90").await;
    assert_ne!(tiled.body, strong.body);
    faces::decode(&tiled.body, &faces::DecodeLimits::default()).expect("a picture");
    assert_eq!(public(&world).await, before);
    let theirs = world.rival.get(&path(&world, "/preview")).await;
    assert_eq!(theirs.problem(), ProblemCode::Forbidden);
    let without_photos = format!("/api/admin/events/{}/watermark/preview", world.rivals_event.id);
    assert_eq!(world.rival.get(&without_photos).await.status, StatusCode::OK, "a grey picture where there is none");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_logo_is_checked_by_content_and_takes_the_place_of_the_words() {
    let world = World::new().await;
    let send = async |bytes: &[u8], accept: &str| {
        let form = Form::new().part("logo", Part::bytes(bytes.to_vec()).file_name("logo.png"));
        let request = world.owner.request(Method::POST, &path(&world, "/logo")).header("accept", accept);
        Answer::read(request.multipart(form)).await
    };
    let svg = send(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "application/json").await;
    assert_eq!(svg.problem(), ProblemCode::BadRequest);
    let large = send(&vec![0xFF; 5_000_001], "application/json").await;
    assert_eq!(large.problem(), ProblemCode::TooLarge);
    let plain = send(b"no picture", "text/html").await;
    assert_eq!(plain.status, StatusCode::SEE_OTHER);
    assert!(plain.header("location").ends_with("/watermark?logo=bad_request"), "{}", plain.header("location"));

    let before = public(&world).await;
    let mark: Watermark = send(photos::bytes("sample2.jpg"), "application/json").await.json(StatusCode::OK);
    assert!(mark.has_logo);
    world.remarked().await;
    assert_ne!(public(&world).await[0].view_url, before[0].view_url);
    let logos = || world.house.files().into_iter().filter(|file| file.contains("/logo-")).count();
    assert_eq!(logos(), 1);
    let removed: Watermark = world.owner.delete(&path(&world, "/logo")).await.json(StatusCode::OK);
    assert!(!removed.has_logo);
    assert_eq!(logos(), 0);
}
