//! Downloads: recorded once for each photo and visitor, listed again, counted for good.

use domain::download::{Download, Downloaded};
use domain::event::Page;
use domain::numbers::Numbers;
use domain::scan::MyPhotos;
use domain::{PhotoId, ProblemCode};
use reqwest::StatusCode;
use serde_json::json;
use tests::{Client, World};
use time::Duration;

async fn list(client: &Client) -> Page<Download> {
    client.get("/api/my-downloads").await.json(StatusCode::OK)
}

async fn numbers(world: &World) -> Numbers {
    world.owner.get(&format!("/api/admin/events/{}/numbers", world.event.id)).await.json(StatusCode::OK)
}

async fn hers(world: &World) -> Vec<PhotoId> {
    let path = format!("/api/events/{}/my-photos", world.event.code);
    let mine: MyPhotos = world.guest.get(&path).await.json(StatusCode::OK);
    mine.items.iter().map(|photo| photo.id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_is_recorded_once_whichever_way_it_goes() {
    let world = World::new().await;
    world.guest_scans().await;
    let photo = hers(&world).await[0];
    let asked = json!({ "photo_id": photo });
    let answer: Downloaded = world.guest.post("/api/download-photo", &asked).await.json(StatusCode::OK);
    for _ in 0..2 {
        assert_eq!(world.guest.get(&answer.download_url).await.status, StatusCode::OK);
        world.guest.post("/api/download-photo", &asked).await;
    }
    let mine = list(&world.guest).await;
    assert_eq!((mine.total, mine.items[0].photo_id), (1, photo));
    assert_eq!(mine.items[0].event_name, "Anna & Jonas");
    assert_eq!(mine.items[0].download_url.as_ref(), Some(&answer.download_url));
    assert_eq!(numbers(&world).await.downloads, 1);

    // Fetching the original alone is a download, too.
    let other = hers(&world).await[1];
    world.guest.get(&format!("/photos/{}/{other}/1/original", world.event.code)).await;
    assert_eq!(list(&world.guest).await.total, 2);
    assert_eq!(numbers(&world).await.downloads, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_open_is_not_downloaded_and_not_told_of() {
    let world = World::new().await;
    world.guest_scans().await;
    let theirs = json!({ "photo_id": world.somebody_elses().await.id });
    let absent = json!({ "photo_id": PhotoId::new() });
    let group = json!({ "photo_id": world.photo("sample1.jpg").await.id });
    for asked in [&theirs, &absent] {
        assert_eq!(world.guest.post("/api/download-photo", asked).await.problem(), ProblemCode::Forbidden);
    }
    for nobody in [&world.house.visitor(), &world.rival] {
        for asked in [&theirs, &absent, &group] {
            assert_eq!(nobody.post("/api/download-photo", asked).await.problem(), ProblemCode::Forbidden);
        }
        assert_eq!(list(nobody).await.total, 0);
    }
    assert_eq!(numbers(&world).await.downloads, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_organizations_own_downloads_are_not_counted() {
    let world = World::new().await;
    let photo = world.somebody_elses().await.id;
    let answer = world.owner.post("/api/download-photo", &json!({ "photo_id": photo })).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(list(&world.owner).await.total, 1);
    assert_eq!(numbers(&world).await.downloads, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn totals_outlive_the_photo_and_the_guest() {
    let world = World::new().await;
    world.guest_scans().await;
    let photos = hers(&world).await;
    for photo in &photos[..2] {
        world.guest.post("/api/download-photo", &json!({ "photo_id": photo })).await;
    }
    let path = format!("/api/admin/events/{}/photos/{}", world.event.id, photos[0]);
    assert_eq!(world.owner.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(list(&world.guest).await.total, 1, "the deleted photo is in no list");
    let after = numbers(&world).await;
    assert_eq!((after.downloads, after.most_downloaded.len()), (2, 1));

    world.guest.delete(&format!("/api/events/{}/scan", world.event.code)).await;
    assert_eq!(list(&world.guest).await.total, 0, "who is forgotten has downloaded nothing");
    assert_eq!(numbers(&world).await.downloads, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_says_what_is_closed_by_now() {
    let world = World::new().await;
    world.guest_scans().await;
    world.guest.post("/api/download-photo", &json!({ "photo_id": hers(&world).await[0] })).await;
    world.house.pass(Duration::hours(25));
    let mine = list(&world.guest).await;
    assert_eq!((mine.total, mine.items[0].download_url.as_ref(), mine.items[0].thumb_url.as_ref()), (1, None, None));
    let page = world.guest.get("/me").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Anna &amp; Jonas"), "the event is listed");
}
