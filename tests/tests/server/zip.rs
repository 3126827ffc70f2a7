//! Many photos as one archive.

use std::io::{Cursor, Read};

use domain::download::Download;
use domain::event::Page;
use domain::scan::MyPhotos;
use domain::{PhotoId, ProblemCode};
use reqwest::{Method, StatusCode};
use tests::client::Answer;
use tests::{Client, World, photos};
use zip::{CompressionMethod, ZipArchive};

/// Names and contents of an archive, by name.
fn unpacked(answer: &Answer) -> Vec<(String, Vec<u8>)> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/zip");
    assert_eq!(answer.header("content-encoding"), "");
    let mut archive = ZipArchive::new(Cursor::new(&answer.body)).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            assert_eq!(file.compression(), CompressionMethod::Stored);
            let name = file.name().unwrap().into_owned();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (name, bytes)
        })
        .collect();
    files.sort();
    files
}

async fn mine(world: &World) -> MyPhotos {
    world.guest.get(&format!("/api/events/{}/my-photos", world.event.code)).await.json(StatusCode::OK)
}

fn path(world: &World) -> String {
    format!("/api/events/{}/zip", world.event.code)
}

async fn form(client: &Client, path: &str, fields: &[(&str, String)]) -> Answer {
    Answer::read(client.request(Method::POST, path).header("accept", "text/html").form(fields)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_holds_the_stripped_originals_of_the_guest() {
    let world = World::new().await;
    world.guest_scans().await;
    let answer = world.guest.get(&path(&world)).await;
    assert!(answer.header("content-disposition").starts_with("attachment; filename=\"Anna _ Jonas.zip\""));
    let files = unpacked(&answer);
    let mut expected = Vec::new();
    for photo in mine(&world).await.items {
        let original = world.guest.get(photo.download_url.as_ref().unwrap()).await.body;
        expected.push((photo.filename, original));
    }
    expected.sort();
    assert_eq!(expected.len(), 3);
    assert_eq!(files, expected);
    let downloads: Page<Download> = world.guest.get("/api/my-downloads").await.json(StatusCode::OK);
    assert_eq!(downloads.total, 3, "they are recorded");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_selection_and_the_favourites_hold_just_these() {
    let world = World::new().await;
    world.guest_scans().await;
    let photos = mine(&world).await.items;
    let names = |answer: &Answer| unpacked(answer).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let marked: Vec<_> = photos[..2].iter().map(|photo| ("photos", photo.id.to_string())).collect();
    let mut expected: Vec<String> = photos[..2].iter().map(|photo| photo.filename.clone()).collect();
    expected.sort();
    assert_eq!(names(&form(&world.guest, &path(&world), &marked).await), expected);
    let listed = format!("{}?photos={},{}", path(&world), photos[0].id, photos[1].id);
    assert_eq!(names(&world.guest.get(&listed).await), expected);

    let favourites = format!("{}?which=favourites", path(&world));
    assert_eq!(world.guest.get(&favourites).await.problem(), ProblemCode::NotFound, "there is none yet");
    let heart = format!("/api/events/{}/favourites/{}", world.event.code, photos[2].id);
    Answer::read(world.guest.request(Method::PUT, &heart)).await;
    assert_eq!(names(&world.guest.get(&favourites).await), [photos[2].filename.clone()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_is_not_theirs_refuses_the_whole() {
    let world = World::new().await;
    world.guest_scans().await;
    world.lookalike_scans().await;
    let (own, theirs) = (mine(&world).await.items[0].id, world.somebody_elses().await.id);
    for other in [theirs, PhotoId::new()] {
        let asked = [("photos", own.to_string()), ("photos", other.to_string())];
        // A form is refused in a page.
        assert_eq!(form(&world.guest, &path(&world), &asked).await.status, StatusCode::FORBIDDEN);
    }
    for nobody in [&world.house.visitor(), &world.rival] {
        assert_eq!(nobody.get(&path(&world)).await.problem(), ProblemCode::ScanRequired);
    }
    assert_eq!(world.lookalike.get(&path(&world)).await.problem(), ProblemCode::NotFound, "a maybe opens nothing");
    let odd = format!("{}?which=everything", path(&world));
    assert_eq!(world.guest.get(&odd).await.problem(), ProblemCode::BadRequest);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_gets_every_photo_and_each_name_is_there_once() {
    let world = World::new().await;
    // The same name once more, in other letters.
    let again: &[u8] = photos::bytes("sample4.jpg");
    world.owner.upload(world.event.id, &[("SAMPLE1.jpg", again)]).await;
    world.settle().await;
    let files = unpacked(&world.owner.get(&path(&world)).await);
    assert_eq!(files.len(), 5);
    let mut names: Vec<String> = files.iter().map(|(name, _)| name.to_lowercase()).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 5);
    assert!(names.contains(&"sample1 (2).jpg".to_owned()), "{names:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_marks_goes_back_to_mark_some() {
    let world = World::new().await;
    world.guest_scans().await;
    let answer = form(&world.guest, &path(&world), &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let back = answer.header("location").to_owned();
    assert_eq!(back, format!("/e/{}/mine?select", world.event.code));
    let page = world.guest.get(&back).await.text();
    assert!(page.contains(&format!("action=\"{}\"", path(&world))), "the form works without WASM");
    assert!(page.contains("name=\"photos\""));
    let program = Answer::read(world.guest.request(Method::POST, &path(&world)).form(&[("x", "y")])).await;
    assert_eq!(program.problem(), ProblemCode::BadRequest);
}
