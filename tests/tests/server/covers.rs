//! Covers: what is taken, what is refused, and that one replaces the other at once.

use domain::ProblemCode;
use domain::event::Event;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, StatusCode};
use tests::client::Answer;
use tests::{Client, House, photos};

async fn house_with_event() -> (House, Client, Event, String) {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("anna@example.org").await;
    let event = owner.create_event("Party").await;
    let path = format!("/api/admin/events/{}/thumbnail", event.id);
    (house, owner, event, path)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cover_comes_in_two_sizes_and_replaces_the_one_before() {
    let (house, owner, event, path) = house_with_event().await;
    let first: Event = owner.send_file(Method::POST, &path, photos::bytes("sample1.jpg")).await.json(StatusCode::OK);
    let first = first.cover_thumbnail.unwrap();
    let picture = house.visitor().get(&first).await;
    assert_eq!((picture.status, picture.header("content-type")), (StatusCode::OK, "image/webp"));
    assert!(picture.header("cache-control").contains("immutable"));
    let width = |bytes: &[u8]| faces::probe(bytes).unwrap().width;
    let small = house.visitor().get(&first.replace("large", "small")).await;
    assert!(width(&picture.body) <= 1600 && width(&small.body) <= 640);

    let second: Event = owner.send_file(Method::PUT, &path, photos::bytes("sample3.jpg")).await.json(StatusCode::OK);
    let second = second.cover_thumbnail.unwrap();
    assert_ne!(first, second);
    assert_ne!(house.visitor().get(&second).await.body, picture.body);
    assert_eq!(house.visitor().get(&first).await.problem(), ProblemCode::Forbidden, "the old one is gone");
    let files: Vec<String> = house.files().into_iter().filter(|file| file.contains("/cover/")).collect();
    assert_eq!(files.len(), 2, "{files:?}");
    let landing = house.visitor().get(&format!("/e/{}", event.code)).await.text();
    assert!(landing.contains(&second), "the landing page shows it");
    assert_eq!(owner.delete(&format!("/api/events/{}", event.id)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(house.files(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_or_too_large_is_refused_and_changes_nothing() {
    let (house, owner, event, path) = house_with_event().await;
    let before: Event = owner.send_file(Method::POST, &path, photos::bytes("sample1.jpg")).await.json(StatusCode::OK);
    let cut = photos::bytes("sample2.jpg");
    let mut large = photos::bytes("sample2.jpg").to_vec();
    large.resize(5_000_001, 0);
    for (what, bytes, code) in [
        ("a text", b"<svg>no picture at all</svg>".as_slice(), ProblemCode::NotAPicture),
        ("nothing", b"", ProblemCode::NotAPicture),
        ("half a picture", &cut[..cut.len() / 2], ProblemCode::NotAPicture),
        ("5 MB and a byte", &large, ProblemCode::TooLarge),
    ] {
        assert_eq!(owner.send_file(Method::PUT, &path, bytes).await.problem(), code, "{what}");
    }
    let no_file = owner.request(Method::POST, &path).multipart(Form::new().text("thumbnail", "words"));
    assert_eq!(Answer::read(no_file).await.problem(), ProblemCode::BadRequest);
    let after: Event = owner.get(&format!("/api/events/{}", event.id)).await.json(StatusCode::OK);
    assert_eq!(after.cover_thumbnail, before.cover_thumbnail);
    assert_eq!(house.files().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn covers_at_the_same_moment_leave_one() {
    let (house, owner, event, path) = house_with_event().await;
    let sends = ["sample1.jpg", "sample2.jpg", "sample3.jpg"].map(|name| {
        let (owner, path) = (owner.clone(), path.clone());
        async move { owner.send_file(Method::POST, &path, photos::bytes(name)).await.status }
    });
    for status in futures::future::join_all(sends).await {
        assert_eq!(status, StatusCode::OK);
    }
    let now: Event = owner.get(&format!("/api/events/{}", event.id)).await.json(StatusCode::OK);
    assert_eq!(house.visitor().get(&now.cover_thumbnail.unwrap()).await.status, StatusCode::OK);
    assert_eq!(house.files().len(), 2, "{:?}", house.files());
}

#[tokio::test]
async fn a_cover_is_the_organizations_own() {
    let (house, owner, event, path) = house_with_event().await;
    let rival = house.visitor().as_organizer("rival@example.org").await;
    let picture = photos::bytes("sample2.jpg");
    assert_eq!(rival.send_file(Method::POST, &path, picture).await.problem(), ProblemCode::Forbidden);
    assert_eq!(house.visitor().send_file(Method::POST, &path, picture).await.problem(), ProblemCode::SignInRequired);
    let none = format!("/covers/{}/1/large", event.code);
    assert_eq!(owner.get(&none).await.problem(), ProblemCode::Forbidden);
}

#[tokio::test]
async fn a_plain_form_comes_back_to_its_page() {
    let (_house, owner, event, path) = house_with_event().await;
    for (bytes, outcome) in [(photos::bytes("sample2.jpg"), "saved"), (b"words".as_slice(), "not_a_picture")] {
        let form = Form::new().part("thumbnail", Part::bytes(bytes.to_vec()).file_name("a.jpg"));
        let answer =
            Answer::read(owner.request(Method::POST, &path).header("accept", "text/html").multipart(form)).await;
        let back = format!("/admin/events/{}/settings?cover={outcome}", event.id);
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, back.as_str()));
        assert_eq!(owner.get(&back).await.status, StatusCode::OK);
    }
}
