//! Hearts: for photos that are open to the guest, and for nobody else's eyes.

use domain::photo::Photo;
use domain::scan::MyPhotos;
use domain::{PhotoId, ProblemCode};
use reqwest::{Method, StatusCode};
use tests::client::Answer;
use tests::{Client, World};

async fn put(client: &Client, path: &str) -> Answer {
    Answer::read(client.request(Method::PUT, path)).await
}

async fn favourites(world: &World, client: &Client) -> Vec<PhotoId> {
    let mine: MyPhotos = client.get(&format!("/api/events/{}/my-photos", world.event.code)).await.json(StatusCode::OK);
    mine.favourites
}

async fn first(world: &World) -> Photo {
    let path = format!("/api/events/{}/my-photos", world.event.code);
    world.guest.get(&path).await.json::<MyPhotos>(StatusCode::OK).items.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_heart_is_given_and_taken_and_outlives_the_next_scan() {
    let world = World::new().await;
    world.guest_scans().await;
    let photo = first(&world).await.id;
    let heart = format!("/api/events/{}/favourites/{photo}", world.event.code);
    for _ in 0..2 {
        assert_eq!(put(&world.guest, &heart).await.status, StatusCode::NO_CONTENT, "twice is once");
    }
    assert_eq!(favourites(&world, &world.guest).await, [photo]);
    world.guest_scans().await;
    assert_eq!(favourites(&world, &world.guest).await, [photo]);
    for _ in 0..2 {
        assert_eq!(world.guest.delete(&heart).await.status, StatusCode::NO_CONTENT);
    }
    assert!(favourites(&world, &world.guest).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_likes_what_is_not_open_to_them() {
    let world = World::new().await;
    world.guest_scans().await;
    world.lookalike_scans().await;
    let theirs = world.somebody_elses().await.id;
    let path = |photo: &str| format!("/api/events/{}/favourites/{photo}", world.event.code);
    let there = put(&world.guest, &path(&theirs.to_string())).await;
    let absent = put(&world.guest, &path(&PhotoId::new().to_string())).await;
    assert_eq!(there.problem(), ProblemCode::Forbidden);
    assert_eq!(there.text(), absent.text(), "whether a photo exists is not told");
    assert_eq!(put(&world.guest, &path("no-id")).await.problem(), ProblemCode::Forbidden);

    let photo = first(&world).await.id.to_string();
    for nobody in [&world.house.visitor(), &world.rival] {
        assert_eq!(put(nobody, &path(&photo)).await.problem(), ProblemCode::ScanRequired);
        assert_eq!(nobody.delete(&path(&photo)).await.problem(), ProblemCode::ScanRequired);
    }
    assert_eq!(put(&world.lookalike, &path(&photo)).await.problem(), ProblemCode::Forbidden);
    assert_eq!(put(&world.guest, &path(&photo)).await.status, StatusCode::NO_CONTENT);
    assert!(favourites(&world, &world.lookalike).await.is_empty(), "each guest has hearts of their own");
}

#[tokio::test(flavor = "multi_thread")]
async fn forgetting_and_deleting_take_the_hearts_along() {
    let world = World::new().await;
    world.guest_scans().await;
    let photo = first(&world).await.id;
    let heart = format!("/api/events/{}/favourites/{photo}", world.event.code);
    put(&world.guest, &heart).await;
    world.guest.delete(&format!("/api/events/{}/scan", world.event.code)).await;
    world.guest_scans().await;
    assert!(favourites(&world, &world.guest).await.is_empty());

    put(&world.guest, &heart).await;
    let path = format!("/api/admin/events/{}/photos/{photo}", world.event.id);
    assert_eq!(world.owner.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert!(favourites(&world, &world.guest).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_wasm_a_heart_is_a_form() {
    let world = World::new().await;
    world.guest_scans().await;
    let photo = first(&world).await.id;
    let page = world.guest.get(&format!("/e/{}/mine", world.event.code)).await.text();
    assert!(page.contains("action=\"/api/fn/favour_photo\""), "the page has the form");
    let fields = [
        ("code", world.event.code.to_string()),
        ("photo", photo.to_string()),
        ("favourite", "true".to_owned()),
        ("show", "me".to_owned()),
        ("viewer", "false".to_owned()),
    ];
    let form = world.guest.request(Method::POST, "/api/fn/favour_photo").header("accept", "text/html").form(&fields);
    let answer = Answer::read(form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.header("location").ends_with(&format!("/mine?show=me#photo-{photo}")), "{:?}", answer.headers);
    assert_eq!(favourites(&world, &world.guest).await, [photo]);
    let page = world.guest.get(&format!("/e/{}/mine?show=favourites", world.event.code)).await.text();
    assert!(page.contains(&format!("photo-{photo}")));
}
