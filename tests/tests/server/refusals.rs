//! Refusals: a page for people, in their language; a problem for programs. The status is the same for both.

use reqwest::{Method, StatusCode};
use tests::client::Answer;
use tests::{Client, House};

/// What a browser sends when a person follows a link or sends a form.
const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

async fn as_browser(client: &Client, method: Method, path: &str) -> Answer {
    Answer::read(client.request(method, path).header("accept", BROWSER).header("accept-language", "de")).await
}

fn assert_page(answer: &Answer, status: StatusCode, words: &str) {
    let text = answer.text();
    assert_eq!(answer.status, status, "{text}");
    assert!(answer.header("content-type").starts_with("text/html"), "{}", answer.header("content-type"));
    assert!(text.contains(words), "{words}: {text}");
    assert!(text.contains("lang=\"de\"") && text.contains("<main"), "a whole page: {text}");
    assert!(!text.contains("<script type=\"module\""), "it is not hydrated");
    assert!(answer.header("cache-control").contains("no-store"));
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("script-src 'self' 'nonce-"), "{policy}");
}

#[tokio::test]
async fn a_refused_request_of_a_browser_gets_a_page() {
    let house = House::without_workers().await;
    let visitor = house.visitor();
    let picture = "/photos/0000000000/00000000-0000-7000-8000-000000000000/1/view";
    assert_page(&as_browser(&visitor, Method::GET, picture).await, StatusCode::FORBIDDEN, "nicht offen");
    assert_page(&as_browser(&visitor, Method::GET, "/api/nothing").await, StatusCode::NOT_FOUND, "Hier ist nichts");
    let events = as_browser(&visitor, Method::GET, "/api/admin/events").await;
    assert_page(&events, StatusCode::UNAUTHORIZED, "Bitte melde dich zuerst an");
    assert!(events.text().contains("href=\"/admin/login?first\""), "and the way in");
    let wrong_way = as_browser(&visitor, Method::GET, "/recognize").await;
    assert_page(&wrong_way, StatusCode::METHOD_NOT_ALLOWED, "nimmt solche Anfragen nicht an");
}

#[tokio::test]
async fn an_upload_that_is_refused_as_a_whole_says_so_in_words() {
    let house = House::without_workers().await;
    let event = house.visitor().as_organizer("owner@example.org").await.create_event("Party").await;
    let path = format!("/api/upload_photos/{}", event.id);
    assert_page(
        &as_browser(&house.visitor(), Method::POST, &path).await,
        StatusCode::UNAUTHORIZED,
        "Bitte melde dich zuerst an",
    );
    let rival = house.visitor().as_organizer("rival@example.org").await;
    assert_page(&as_browser(&rival, Method::POST, &path).await, StatusCode::FORBIDDEN, "nicht offen");
}

#[tokio::test]
async fn who_tries_too_often_is_told_when_to_try_again() {
    let house = House::without_workers().await;
    let guess = serde_json::json!({ "email": "anna@example.org", "password": "a guess, one of many" });
    let mut last = None;
    for _ in 0..14 {
        let request = house.visitor().request(Method::POST, "/admin/login").header("accept", BROWSER);
        last = Some(Answer::read(request.header("accept-language", "de").json(&guess)).await);
    }
    let last = last.unwrap();
    assert_page(&last, StatusCode::TOO_MANY_REQUESTS, "Zu viele Versuche");
    assert_eq!(last.header("retry-after"), "60");
}

#[tokio::test]
async fn another_site_is_refused_in_words_too() {
    let house = House::without_workers().await;
    let request = house.visitor().request(Method::POST, "/admin/logout").header("accept", BROWSER);
    let request = request.header("sec-fetch-site", "cross-site").header("accept-language", "de");
    assert_page(&Answer::read(request).await, StatusCode::FORBIDDEN, "von einer anderen Website");
}

#[tokio::test]
async fn programs_and_pictures_keep_the_problem() {
    let house = House::without_workers().await;
    for accept in ["*/*", "application/json", "image/avif,image/webp,*/*;q=0.8"] {
        let request = house.visitor().request(Method::GET, "/api/admin/events").header("accept", accept);
        assert_eq!(Answer::read(request).await.problem(), domain::ProblemCode::SignInRequired, "{accept}");
    }
}
