//! Organizers: registration, sign-in, sign-out, expired sessions.

use domain::ProblemCode;
use domain::problem::Problem;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tests::House;
use tests::client::Answer;
use time::Duration;

#[tokio::test]
async fn registering_says_the_same_for_a_known_address() {
    let house = House::without_workers().await;
    let body = json!({ "organization_name": "A", "email": "Anna@Example.org ", "password": "a long enough password" });
    let first = house.visitor().post("/admin/register", &body).await;
    let taken = json!({ "organization_name": "B", "email": "anna@example.org", "password": "quite another password" });
    let second = house.visitor().post("/admin/register", &taken).await;
    assert_eq!((first.status, first.text()), (second.status, second.text()));

    let first_password = json!({ "email": "anna@example.org", "password": "a long enough password" });
    let second_password = json!({ "email": "anna@example.org", "password": "quite another password" });
    assert_eq!(house.visitor().post("/admin/login", &first_password).await.status, StatusCode::OK);
    assert_eq!(house.visitor().post("/admin/login", &second_password).await.problem(), ProblemCode::WrongCredentials);
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_said_field_by_field() {
    let house = House::without_workers().await;
    let body = json!({ "organization_name": " ", "email": "nobody", "password": "short" });
    let problem: Problem = house.visitor().post("/admin/register", &body).await.json(StatusCode::UNPROCESSABLE_ENTITY);
    let fields: Vec<&str> = problem.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["organization_name", "email", "password"]);
}

#[tokio::test]
async fn signing_in_gives_a_new_session_and_signing_out_ends_it() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    assert_eq!(organizer.get("/api/admin/events").await.status, StatusCode::OK);
    assert_eq!(organizer.post("/admin/logout", &json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(organizer.get("/api/admin/events").await.problem(), ProblemCode::SignInRequired);
}

#[tokio::test]
async fn an_expired_session_is_nobodys() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    house.pass(Duration::days(15));
    assert_eq!(organizer.get("/api/admin/events").await.problem(), ProblemCode::SignInRequired);
}

#[tokio::test]
async fn another_site_cannot_use_a_session() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let draft = json!({ "name": "Planted", "date": "2026-06-20" });
        let request = organizer.request(Method::POST, "/api/create_event").header(name, value).json(&draft);
        assert_eq!(Answer::read(request).await.problem(), ProblemCode::CrossSite);
    }
    assert_eq!(organizer.get("/api/admin/events").await.text(), "[]");
}

#[tokio::test]
async fn guessing_passwords_is_slowed_down() {
    let house = House::without_workers().await;
    let guesses = (0..14).map(|number| json!({ "email": "anna@example.org", "password": format!("guess {number}") }));
    let mut last = None;
    for guess in guesses {
        last = Some(house.visitor().post("/admin/login", &guess).await);
    }
    assert_eq!(last.unwrap().problem(), ProblemCode::RateLimited);
}
