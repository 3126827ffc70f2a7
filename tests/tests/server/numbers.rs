//! An event in numbers: counted right, shown to its organization only, and to no spreadsheet as a formula.

use domain::numbers::{Numbers, Retention};
use domain::scan::MyPhotos;
use domain::{EventId, ProblemCode};
use reqwest::{Method, StatusCode};
use serde_json::json;
use tests::client::Answer;
use tests::frames::{looks, stranger};
use tests::{World, photos};
use time::Duration;

async fn numbers(world: &World) -> Numbers {
    world.owner.get(&format!("/api/admin/events/{}/numbers", world.event.id)).await.json(StatusCode::OK)
}

#[tokio::test(flavor = "multi_thread")]
async fn scans_are_counted_by_guest_and_matched_once() {
    let world = World::new().await;
    let before = numbers(&world).await;
    assert_eq!((before.photos, before.scans, before.matched, before.downloads), (4, 0, 0, 0));
    assert!(before.faces >= 4 && before.days.is_empty() && before.most_downloaded.is_empty());
    let page = world.owner.get(&format!("/admin/events/{}/numbers", world.event.id)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text().contains("<polyline"), "nothing to draw yet");

    world.guest_scans().await;
    world.guest_scans().await;
    let visitor = world.house.visitor();
    visitor.scan(&world.event, &looks(&stranger(), 3)).await;
    let after = numbers(&world).await;
    assert_eq!((after.scans, after.matched, after.matched_percent()), (2, 1, Some(50)));

    world.house.pass(Duration::days(2));
    world.guest_scans().await;
    let later = numbers(&world).await;
    assert_eq!((later.scans, later.matched), (3, 2), "after its day a scan is a new one");
    assert_eq!(later.days.iter().map(|day| day.scans).collect::<Vec<_>>(), [2, 0, 1], "quiet days are there");
    let page = world.owner.get(&format!("/admin/events/{}/numbers", world.event.id)).await.text();
    assert!(page.contains("<polyline"), "the chart is drawn by the server");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_most_downloaded_photo_comes_first() {
    let world = World::new().await;
    let other = world.house.visitor();
    world.guest_scans().await;
    other.scan(&world.event, &looks(&photos::woman(), 3)).await;
    let path = format!("/api/events/{}/my-photos", world.event.code);
    let mine: MyPhotos = world.guest.get(&path).await.json(StatusCode::OK);
    for photo in &mine.items {
        world.guest.post("/api/download-photo", &json!({ "photo_id": photo.id })).await;
    }
    other.post("/api/download-photo", &json!({ "photo_id": mine.items[1].id })).await;
    let now = numbers(&world).await;
    assert_eq!(now.downloads, 4);
    assert_eq!((now.most_downloaded[0].photo_id, now.most_downloaded[0].downloads), (mine.items[1].id, 2));
    assert_eq!(now.most_downloaded.iter().map(|photo| photo.downloads).sum::<u64>(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_the_organizations_own() {
    let world = World::new().await;
    world.guest_scans().await;
    let event = world.event.id;
    for path in ["numbers", "numbers.csv", "retention"] {
        let path = format!("/api/admin/events/{event}/{path}");
        assert_eq!(world.rival.get(&path).await.problem(), ProblemCode::Forbidden);
        assert_eq!(world.guest.get(&path).await.problem(), ProblemCode::SignInRequired);
        assert_eq!(world.house.visitor().get(&path).await.problem(), ProblemCode::SignInRequired);
        assert_eq!(world.owner.get(&path).await.status, StatusCode::OK);
        let absent = path.replace(&event.to_string(), &EventId::new().to_string());
        assert_eq!(world.owner.get(&absent).await.problem(), ProblemCode::Forbidden);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_name_is_no_formula_in_the_table() {
    let world = World::new().await;
    let photo = photos::pictures_of(&photos::woman()).into_iter().find(|name| *name != World::names()[2]).unwrap();
    world.owner.upload(world.event.id, &[("=cmd,x.jpg", photos::bytes(photo))]).await;
    world.settle().await;
    world.guest_scans().await;
    let path = format!("/api/events/{}/my-photos", world.event.code);
    let mine: MyPhotos = world.guest.get(&path).await.json(StatusCode::OK);
    let named = mine.items.iter().find(|photo| photo.filename.starts_with('=')).unwrap();
    world.guest.post("/api/download-photo", &json!({ "photo_id": named.id })).await;
    let csv = format!("/api/admin/events/{}/numbers.csv", world.event.id);
    let by_photo = world.owner.get(&format!("{csv}?by=photo")).await;
    assert_eq!(by_photo.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(by_photo.text(), "photo,downloads\r\n\"'=cmd,x.jpg\",1\r\n");
    let by_day = world.owner.get(&csv).await.text();
    assert!(by_day.starts_with("day,scans,matched,downloads\r\n") && by_day.ends_with(",1,1,1\r\n"), "{by_day}");
}

#[tokio::test(flavor = "multi_thread")]
async fn faces_go_when_their_time_is_over_and_photos_stay() {
    let world = World::new().await;
    world.guest_scans().await;
    let path = format!("/api/admin/events/{}/retention", world.event.id);
    let now: Retention = world.owner.get(&path).await.json(StatusCode::OK);
    assert_eq!(now.face_days, 30);
    let set = async |days: u32| {
        let request = world.owner.request(Method::PUT, &path).json(&json!({ "face_days": days }));
        Answer::read(request).await
    };
    assert_eq!(set(100_000).await.problem(), ProblemCode::InvalidFields);
    assert_eq!(set(10).await.status, StatusCode::OK);
    world.house.pass(Duration::days(9));
    assert_eq!(world.house.services.delete_old_faces().await.unwrap(), 0, "the last photo came 9 days ago");
    assert_eq!(set(0).await.status, StatusCode::OK);
    // No longer than a session lives.
    world.house.pass(Duration::days(3));
    assert_eq!(world.house.services.delete_old_faces().await.unwrap(), 0, "kept as long as the event");
    assert_eq!(set(10).await.status, StatusCode::OK);
    world.guest_scans().await;
    assert!(world.house.files().iter().any(|file| file.contains("/face-")));
    assert_eq!(world.house.services.delete_old_faces().await.unwrap(), 1);
    let after = numbers(&world).await;
    assert_eq!((after.faces, after.photos), (0, 4));
    assert!(world.house.files().iter().all(|file| !file.contains("/face-")), "no picture of a face is left");
    let mine = world.guest.get(&format!("/api/events/{}/my-photos", world.event.code)).await;
    assert_eq!(mine.problem(), ProblemCode::ScanRequired, "what was opened by faces is closed with them");
    assert_eq!(world.guest_scans().await.certain, 0);
    assert_eq!(world.house.services.delete_old_faces().await.unwrap(), 0, "once");
}
