//! Many photos at once.

use domain::photo::{AdminPhoto, PhotoState};
use domain::{PhotoId, ProblemCode};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::client::Answer;
use tests::{House, World, photos};

fn path(world: &World, deed: &str) -> String {
    format!("/api/admin/events/{}/photos/{deed}", world.event.id)
}

fn ids(photos: &[AdminPhoto]) -> Value {
    json!({ "ids": photos.iter().map(|photo| photo.id).collect::<Vec<_>>() })
}

#[tokio::test(flavor = "multi_thread")]
async fn chosen_photos_go_with_everything_and_the_others_stay() {
    let world = World::new().await;
    world.guest_scans().await;
    let all = world.admin_photos().await;
    let (gone, kept): (Vec<_>, Vec<_>) = all.into_iter().partition(|photo| photo.filename != "sample3.jpg");
    assert_eq!(world.rival.post(&path(&world, "delete"), &ids(&gone)).await.problem(), ProblemCode::Forbidden);
    let answer: Value = world.owner.post(&path(&world, "delete"), &ids(&gone)).await.json(StatusCode::OK);
    assert_eq!(answer, json!({ "photos": gone.len() }));
    let left = world.admin_photos().await;
    assert_eq!(left.iter().map(|photo| photo.id).collect::<Vec<_>>(), [kept[0].id]);
    let files = world.house.files();
    assert!(files.iter().all(|file| file.contains(&kept[0].id.to_string())), "{files:?}");
    let mine: domain::scan::MyPhotos =
        world.guest.get(&format!("/api/events/{}/my-photos", world.event.code)).await.json(StatusCode::OK);
    assert_eq!(mine.items.len(), 1, "what a scan had opened is gone too");
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_of_another_event_are_not_touched_and_not_told() {
    let world = World::new().await;
    let theirs = photos::bytes("sample2.jpg");
    let theirs = world.rival.upload(world.rivals_event.id, &[("theirs.jpg", theirs)]).await.accepted.remove(0);
    for deed in ["delete", "reprocess"] {
        let asked = json!({ "ids": [theirs.id, PhotoId::new()] });
        let answer = world.owner.post(&path(&world, deed), &asked).await;
        assert!(answer.status.is_success(), "{deed}: {}", answer.text());
        assert_eq!(answer.text(), "{\"photos\":0}", "{deed}");
    }
    let list = world.rival.get(&format!("/api/admin/events/{}/photos", world.rivals_event.id)).await.text();
    assert!(list.contains("theirs.jpg"));
    let many: Vec<PhotoId> = (0..501).map(|_| PhotoId::new()).collect();
    let answer = world.owner.post(&path(&world, "delete"), &json!({ "ids": many })).await;
    assert_eq!(answer.problem(), ProblemCode::BadRequest);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_processed_again_gets_new_addresses_and_the_same_faces() {
    let world = World::new().await;
    let before = world.photo("sample1.jpg").await;
    let answer = world.owner.post(&path(&world, "reprocess"), &json!({ "ids": [before.id] })).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text());
    world.settle().await;
    let after = world.photo("sample1.jpg").await;
    assert_eq!((after.state, after.kind, after.faces.len()), (PhotoState::Ready, before.kind, before.faces.len()));
    assert_ne!(after.view_url, before.view_url);
    assert_eq!(world.owner.get(before.view_url.as_deref().unwrap()).await.problem(), ProblemCode::Forbidden);
    assert_eq!(world.owner.get(after.view_url.as_deref().unwrap()).await.status, StatusCode::OK);
    let folder = format!("{}/v", after.id);
    let version = after.view_url.as_deref().unwrap().split('/').nth(4).unwrap();
    let files = world.house.files();
    let of_photo: Vec<_> = files.iter().filter(|file| file.contains(&folder)).collect();
    assert!(of_photo.iter().all(|file| file.contains(&format!("{folder}{version}/"))), "{of_photo:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_failed_is_tried_again_at_once() {
    let world = World::new().await;
    let answer = world.owner.post(&path(&world, "retry"), &json!({})).await;
    assert_eq!((answer.status, answer.text().as_str()), (StatusCode::ACCEPTED, "{\"photos\":1}"));
    world.settle().await;
    assert_eq!(world.photo(World::BROKEN).await.state, PhotoState::Failed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plain_form_with_boxes_deletes_what_is_ticked() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await;
    let files = [("a.jpg", photos::bytes("sample1.jpg")), ("b.jpg", photos::bytes("sample2.jpg"))];
    let stored = organizer.upload(event.id, &files).await.accepted;
    let fields = |ids: &[PhotoId]| {
        let ids = ids.iter().map(|id| ("ids[]".to_owned(), id.to_string()));
        [("event".to_owned(), event.id.to_string())].into_iter().chain(ids).collect::<Vec<_>>()
    };
    let send = async |fields: Vec<(String, String)>| {
        let request = organizer.request(Method::POST, "/api/fn/delete_photos").header("accept", "text/html");
        Answer::read(request.form(&fields)).await
    };
    let nothing = send(fields(&[])).await;
    assert_eq!(nothing.status, StatusCode::SEE_OTHER, "{}", nothing.text());
    assert_eq!(house.files().len(), 2, "no box ticked, nothing deleted");
    let both = send(fields(&[stored[0].id, stored[1].id])).await;
    assert_eq!(both.status, StatusCode::SEE_OTHER, "{}", both.text());
    assert_eq!(both.header("location"), format!("/admin/events/{}", event.id));
    assert_eq!(house.files(), Vec::<String>::new());
}
