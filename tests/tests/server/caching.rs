//! What an answer says about being kept, and how little is sent when it has not changed.

use domain::photo::AdminPhoto;
use reqwest::{Method, StatusCode};
use server::routes::table;
use tests::client::Answer;
use tests::{Client, House, World};

#[tokio::test]
async fn every_answer_says_whether_it_may_be_kept() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("owner@example.org").await;
    let event = owner.create_event("Party").await;
    for route in table() {
        let path = route.path.replace("{event}", event.id.to_string().as_str()).replace("{code}", event.code.as_str());
        let path = path.replace(['{', '}'], "");
        for client in [&owner, &house.visitor()] {
            // Streams have no end: the head says it all.
            let response = client.request(route.method.clone(), &path).send().await.unwrap();
            let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
            let caching = header("cache-control");
            assert!(!caching.is_empty(), "{} {}", route.method, route.path);
            if route.is_page() || route.method != Method::GET {
                assert!(caching.contains("no-store"), "{} {}: {caching}", route.method, route.path);
            }
            if header("content-type").starts_with("text/html") {
                let policy = header("content-security-policy");
                let scripts = policy.split(';').find(|part| part.trim().starts_with("script-src"));
                let scripts = scripts.map(str::to_owned).unwrap_or_default();
                assert!(policy.contains("default-src 'none'"), "{} {}: {policy:?}", route.method, route.path);
                assert!(!scripts.contains("unsafe-inline"), "{} {}: {policy:?}", route.method, route.path);
            }
            assert_eq!(header("x-content-type-options"), "nosniff", "{} {}", route.method, route.path);
        }
    }
}

async fn ask_again(client: &Client, path: &str, tag: &str) -> Answer {
    Answer::read(client.request(Method::GET, path).header("if-none-match", tag)).await
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("owner@example.org").await;
    let event = owner.create_event("Party").await;
    for path in [
        format!("/api/events/{}", event.code),
        format!("/api/events/{}/photos", event.code),
        format!("/api/qr_code/{}", event.code),
        "/api/openapi.json".to_owned(),
    ] {
        let first = house.visitor().get(&path).await;
        assert_eq!(first.status, StatusCode::OK, "{path}");
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{path}: {tag}");
        let second = ask_again(&house.visitor(), &path, &tag).await;
        assert_eq!((second.status, second.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
        assert_eq!(
            (second.header("etag"), second.header("cache-control")),
            (tag.as_str(), first.header("cache-control"))
        );
        assert_eq!(ask_again(&house.visitor(), &path, "W/\"another\"").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn what_is_gone_is_not_taken_from_a_cache() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("owner@example.org").await;
    let event = owner.create_event("Party").await;
    let path = format!("/api/events/{}", event.id);
    let tag = owner.get(&path).await.header("etag").to_owned();
    assert_eq!(ask_again(&owner, &path, &tag).await.status, StatusCode::NOT_MODIFIED);
    assert_eq!(owner.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(ask_again(&owner, &path, &tag).await.problem(), domain::ProblemCode::EventNotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_kept_by_the_browser_alone() {
    let world = World::new().await;
    let AdminPhoto { id, .. } = world.photo("sample1.jpg").await;
    let address = |rendition: &str| format!("/photos/{}/{id}/1/{rendition}", world.event.code);
    let public = world.house.visitor().get(&address("public-thumb")).await;
    assert_eq!(public.status, StatusCode::OK);
    assert!(public.header("cache-control").contains("immutable"), "{}", public.header("cache-control"));
    let clean = world.owner.get(&address("thumb")).await;
    assert_eq!(clean.header("cache-control"), "private, no-cache", "a grant that is over closes it");
    let again = ask_again(&world.owner, &address("thumb"), clean.header("etag")).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}
