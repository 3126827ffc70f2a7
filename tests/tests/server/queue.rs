//! The photo queue: from upload to ready, and what fails says why.

use domain::ProblemCode;
use domain::photo::{FailureCode, PhotoKind, PhotoState};
use reqwest::StatusCode;
use tests::World;

#[tokio::test(flavor = "multi_thread")]
async fn photos_become_ready_with_their_faces_and_their_kind() {
    let world = World::new().await;
    let group = world.photo("sample1.jpg").await;
    assert_eq!((group.state, group.kind, group.faces.len()), (PhotoState::Ready, Some(PhotoKind::Group), 3));
    assert!(group.faces.iter().all(|face| face.x >= 0.0 && face.x + face.width <= 1.01 && face.sure));
    let alone = world.somebody_elses().await;
    assert_eq!((alone.kind, alone.faces.len()), (Some(PhotoKind::Individual), 1));
    let progress = world.progress().await;
    assert_eq!((progress.total, progress.ready, progress.failed), (5, 4, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_ends_early_fails_with_words_and_can_be_tried_again() {
    let world = World::new().await;
    let broken = world.photo(World::BROKEN).await;
    assert_eq!((broken.state, broken.kind), (PhotoState::Failed, None));
    let failure = broken.failure.unwrap();
    assert_eq!(failure.code, FailureCode::Unreadable);
    assert!(failure.detail.contains(World::BROKEN), "{}", failure.detail);

    let retry = |id| format!("/api/admin/events/{}/photos/{id}/retry", world.event.id);
    assert_eq!(world.owner.post(&retry(broken.id), &()).await.status, StatusCode::ACCEPTED);
    world.settle().await;
    assert_eq!(world.photo(World::BROKEN).await.state, PhotoState::Failed);
    let ready = world.photo("sample1.jpg").await;
    assert_eq!(world.owner.post(&retry(ready.id), &()).await.problem(), ProblemCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_photo_is_public_before_it_is_ready() {
    let house = tests::House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await;
    let photo = organizer.upload(event.id, &[("a.jpg", tests::photos::bytes("sample1.jpg"))]).await.accepted.remove(0);
    let list = house.visitor().get(&format!("/api/events/{}/photos", event.code)).await.text();
    assert!(list.contains("\"total\":0"), "{list}");
    for rendition in ["public-thumb", "public-view", "thumb", "view", "original"] {
        for version in [0, 1] {
            let url = format!("/photos/{}/{}/{version}/{rendition}", event.code, photo.id);
            assert_eq!(house.visitor().get(&url).await.problem(), ProblemCode::Forbidden);
        }
    }
    let original = organizer.get(&format!("/photos/{}/{}/0/original", event.code, photo.id)).await;
    assert_eq!(original.status, StatusCode::OK, "its organization may have what it uploaded");
}
