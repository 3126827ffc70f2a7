//! The table "who sees which picture", asked over HTTP: every copy of every kind of photo, by everybody.

use domain::ProblemCode;
use domain::photo::{AdminPhoto, Rendition};
use reqwest::StatusCode;
use services::access::{Asset, Downloads, Viewer, may_see};
use tests::{Client, World};

#[tokio::test(flavor = "multi_thread")]
async fn every_copy_is_open_to_those_the_table_names() {
    let world = World::new().await;
    world.guest_scans().await;
    world.lookalike_scans().await;
    let group = world.photo("sample1.jpg").await;
    let alone = world.somebody_elses().await;
    let hers = world.photo(World::names()[2]).await;
    let past_door = world.house.visitor();
    let cells: [(&str, &Client, &AdminPhoto, Viewer); 9] = [
        ("a visitor", &past_door, &group, Viewer::PastDoor),
        ("a visitor", &past_door, &alone, Viewer::PastDoor),
        ("the guest", &world.guest, &group, Viewer::Certain),
        ("the guest", &world.guest, &hers, Viewer::Certain),
        ("the guest", &world.guest, &alone, Viewer::PastDoor),
        ("the lookalike", &world.lookalike, &alone, Viewer::Maybe),
        ("another organization", &world.rival, &alone, Viewer::PastDoor),
        ("a member", &world.owner, &group, Viewer::Member),
        ("a member", &world.owner, &alone, Viewer::Member),
    ];
    for (who, client, photo, viewer) in cells {
        for &rendition in Rendition::ALL {
            let url = address(&world, photo, rendition, world.event.code.as_str());
            let answer = client.get(&url).await;
            let expected = may_see(viewer, photo.kind.unwrap(), Asset::Rendition(rendition), Downloads::On);
            assert_eq!(answer.status == StatusCode::OK, expected, "{who} · {:?} · {rendition}", photo.kind);
            if !expected {
                assert_eq!(answer.problem(), ProblemCode::Forbidden);
            }
        }
    }
    // Outside the door: the right photo under a code that is not its event's.
    for &rendition in Rendition::ALL {
        let url = address(&world, &group, rendition, world.rivals_event.code.as_str());
        assert_eq!(past_door.get(&url).await.problem(), ProblemCode::Forbidden, "{rendition}");
    }
}

fn address(_: &World, photo: &AdminPhoto, rendition: Rendition, code: &str) -> String {
    format!("/photos/{code}/{}/1/{rendition}", photo.id)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_does_not_exist_is_refused_like_one_that_is_not_yours() {
    let world = World::new().await;
    let visitor = world.house.visitor();
    let there =
        visitor.get(&address(&world, &world.somebody_elses().await, Rendition::View, world.event.code.as_str())).await;
    let absent = visitor.get(&format!("/photos/{}/{}/1/view", world.event.code, domain::PhotoId::new())).await;
    assert_eq!((there.status, there.text()), (absent.status, absent.text()));
}

#[tokio::test(flavor = "multi_thread")]
async fn public_copies_are_watermarked_and_originals_are_not() {
    let world = World::new().await;
    let photo = world.photo("sample1.jpg").await;
    let picture =
        async |rendition| world.owner.get(&address(&world, &photo, rendition, world.event.code.as_str())).await.body;
    assert_ne!(picture(Rendition::View).await, picture(Rendition::PublicView).await);
    assert_ne!(picture(Rendition::Thumb).await, picture(Rendition::PublicThumb).await);
    let original = picture(Rendition::Original).await;
    let pixels = |bytes: &[u8]| faces::decode(bytes, &faces::DecodeLimits::default()).unwrap().pixels;
    assert_eq!(pixels(&original), pixels(tests::photos::bytes("sample1.jpg")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_photo_is_gone_everywhere() {
    let world = World::new().await;
    world.guest_scans().await;
    let photo = world.photo(World::names()[2]).await;
    let path = format!("/api/admin/events/{}/photos/{}", world.event.id, photo.id);
    assert_eq!(world.rival.delete(&path).await.problem(), ProblemCode::Forbidden);
    assert_eq!(world.owner.delete(&path).await.status, StatusCode::NO_CONTENT);
    for client in [&world.owner, &world.guest] {
        assert_eq!(client.get(photo.view_url.as_deref().unwrap()).await.problem(), ProblemCode::Forbidden);
    }
    assert!(world.house.files().iter().all(|file| !file.contains(&photo.id.to_string())), "no file is left");
    assert_eq!(world.guest_scans().await.certain, 2);
}
