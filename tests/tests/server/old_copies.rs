//! Copies that were made before they were WebP.

use std::path::Path;

use domain::event::{Event, Page};
use domain::photo::{Photo, Watermark};
use reqwest::{Method, StatusCode};
use serde_json::json;
use tests::client::Answer;
use tests::{World, photos};

/// Puts a JPEG in the place of every copy in a folder that this is said of.
fn make_old(world: &World, is_one: impl Fn(&str) -> bool) {
    let root = world.house.folder.path().join("photos");
    let copies: Vec<String> = world.house.files().into_iter().filter(|file| is_one(file)).collect();
    assert!(!copies.is_empty());
    for copy in copies {
        let path = root.join(&copy);
        assert_eq!(path.extension().and_then(|ending| ending.to_str()), Some("webp"), "{copy}");
        std::fs::write(path.with_extension("jpg"), photos::bytes("sample1.jpg")).unwrap();
        std::fs::remove_file(path).unwrap();
    }
}

fn endings(world: &World, photo: &str) -> Vec<String> {
    let files = world.house.files().into_iter().filter(|file| file.contains(photo) && !file.ends_with("original"));
    files.map(|file| Path::new(&file).file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn old_copies_are_sent_as_what_they_are_and_carry_another_mark_when_it_changes() {
    let world = World::new().await;
    let photo = world.photo("sample1.jpg").await;
    let id = photo.id.to_string();
    make_old(&world, |file| file.contains(&id) && !file.ends_with("original"));
    let is = async |url: &str, media_type: &str| {
        let answer = world.owner.get(url).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, media_type), "{url}");
        answer.body
    };
    let old = is(photo.view_url.as_deref().unwrap(), "image/jpeg").await;
    assert_eq!(old, photos::bytes("sample1.jpg"));
    is(&format!("/faces/{}/{}/crop", world.event.code, photo.faces[0].id), "image/jpeg").await;

    let mark = json!({ "text": "Ours", "position": "center", "opacity": 90 });
    let path = format!("/api/admin/events/{}/watermark", world.event.id);
    let put = world.owner.request(Method::PUT, &path).json(&mark);
    Answer::read(put).await.json::<Watermark>(StatusCode::OK);
    world.remarked().await;
    let photo = world.photo("sample1.jpg").await;
    assert_eq!(is(photo.view_url.as_deref().unwrap(), "image/jpeg").await, old, "the clean copy is the same file");
    let public = world.guest.get(&format!("/api/events/{}/photos", world.event.code)).await;
    let public = public.json::<Page<Photo>>(StatusCode::OK).items;
    let marked = public.iter().find(|photo| photo.filename == "sample1.jpg").unwrap();
    is(&marked.view_url, "image/webp").await;

    world.process_again().await;
    let left = endings(&world, &id);
    assert!(left.iter().all(|name| Path::new(name).extension().is_some_and(|ending| ending == "webp")), "{left:?}");
    is(world.photo("sample1.jpg").await.view_url.as_deref().unwrap(), "image/webp").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_cover_is_sent_as_what_it_is() {
    let world = World::new().await;
    let path = format!("/api/admin/events/{}/thumbnail", world.event.id);
    let event: Event =
        world.owner.send_file(Method::POST, &path, photos::bytes("sample3.jpg")).await.json(StatusCode::OK);
    make_old(&world, |file| file.contains("/cover/"));
    let cover = world.guest.get(&event.cover_thumbnail.unwrap()).await;
    assert_eq!((cover.status, cover.header("content-type")), (StatusCode::OK, "image/jpeg"));
}
