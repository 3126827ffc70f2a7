//! What cannot be read or is not there: a clear problem, and nothing of ours in it.

use domain::ProblemCode;
use reqwest::{Method, StatusCode};
use tests::House;
use tests::client::Answer;

#[tokio::test]
async fn an_unknown_event_is_said_to_be_unknown() {
    let house = House::without_workers().await;
    for event in ["0000000000", "nonsense", "00000000-0000-7000-8000-000000000000"] {
        let answer = house.visitor().get(&format!("/api/events/{event}")).await;
        assert_eq!(answer.problem(), ProblemCode::EventNotFound, "{event}");
    }
    let page = house.visitor().get("/e/0000000000").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.header("content-type").starts_with("text/html"), "people get a page");
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused() {
    let house = House::without_workers().await;
    for body in ["", "{", "[]", "{\"email\": 1}"] {
        let request = house.visitor().request(Method::POST, "/admin/login").header("content-type", "application/json");
        let answer = Answer::read(request.body(body)).await;
        assert_eq!(answer.problem(), ProblemCode::BadRequest, "{body}");
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let house = House::without_workers().await;
    let request = house.visitor().request(Method::POST, "/recognize").header("content-type", "application/json");
    let answer = Answer::read(request.body(vec![b' '; 70_000])).await;
    assert_eq!(answer.problem(), ProblemCode::TooLarge);
}

#[tokio::test]
async fn nothing_there_is_a_problem_for_programs_and_a_page_for_people() {
    let house = House::without_workers().await;
    assert_eq!(house.visitor().get("/api/nothing").await.problem(), ProblemCode::NotFound);
    let page = house.visitor().get("/nothing").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.header("content-type").starts_with("text/html"));
    assert_eq!(house.visitor().get("/recognize").await.problem(), ProblemCode::MethodNotAllowed);
}

#[tokio::test]
async fn pages_are_protected_by_a_policy_without_inline_scripts() {
    let house = House::without_workers().await;
    let page = house.visitor().get("/").await;
    let policy = page.header("content-security-policy");
    assert!(policy.contains("script-src 'self' 'nonce-") && !policy.contains("script-src 'unsafe-inline'"), "{policy}");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    let worker_path = page.text();
    let base = worker_path.split("data-assets=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let worker = house.visitor().get(&format!("{base}/scanner/worker.js")).await;
    assert_eq!(worker.status, StatusCode::OK, "the site is built by `cargo xtask test`");
    assert!(worker.header("content-security-policy").contains("connect-src 'none'"));
}

#[tokio::test]
async fn the_server_says_how_it_is() {
    let house = House::without_workers().await;
    let health: serde_json::Value = house.visitor().get("/health").await.json(StatusCode::OK);
    assert_eq!(
        (&health["status"], &health["database"], &health["storage"]),
        (&"ok".into(), &"up".into(), &"up".into())
    );
}
