//! Organizers: registration, sign-in, sign-out, expired sessions.

use argon2::password_hash::{PasswordHasher, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::ProblemCode;
use domain::organizer::Organizer;
use domain::problem::{FieldProblemCode, Problem};
use reqwest::{Method, StatusCode};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Query;
use serde_json::json;
use tests::House;
use tests::client::{Answer, PASSWORD};
use time::Duration;

#[tokio::test]
async fn registering_says_the_same_for_a_known_address() {
    let house = House::without_workers().await;
    house.visitor().as_organizer("anna@example.org").await;
    let again = json!({ "organization_name": "B", "email": "Anna@Example.org ", "password": "quite another password" });
    let fresh = json!({ "organization_name": "B", "email": "ben@example.org", "password": "quite another password" });
    let known = house.visitor().post("/admin/register", &again).await;
    let unknown = house.visitor().post("/admin/register", &fresh).await;
    assert_eq!(known.text(), r#"{"next":"verify"}"#);
    assert_eq!((known.status, known.text()), (unknown.status, unknown.text()));
    assert_eq!(known.headers.contains_key("set-cookie"), unknown.headers.contains_key("set-cookie"));

    let letter = house.outbox().after("anna@example.org", 1).await;
    assert!(letter.contains("/admin/login") && letter.contains("/admin/forgot"), "{letter}");
    assert_eq!(tests::letters::code(&letter), None, "a verified address needs no code");
    house.visitor().sign_in("anna@example.org").await;
}

#[tokio::test]
async fn a_newer_registration_replaces_one_that_was_never_verified() {
    let house = House::without_workers().await;
    house.visitor().register("/admin", "anna@example.org").await;
    let owner = house.visitor();
    let new = json!({ "organization_name": "Hers", "email": "anna@example.org", "password": "quite another password" });
    owner.post("/admin/register", &new).await;
    let code = house.outbox().code_after("anna@example.org", 1).await;
    let signed_in: Organizer = owner.verify("/admin", "anna@example.org", &code).await.json(StatusCode::OK);
    assert_eq!(signed_in.organization_name, "Hers");
    let first = json!({ "email": "anna@example.org", "password": PASSWORD });
    assert_eq!(house.visitor().post("/admin/login", &first).await.problem(), ProblemCode::WrongCredentials);
}

#[tokio::test]
async fn common_passwords_are_refused() {
    let house = House::without_workers().await;
    for password in ["passwordpassword", "gardenhosts2026", "anna.larsen1234"] {
        let new =
            json!({ "organization_name": "Garden Hosts", "email": "anna.larsen@example.org", "password": password });
        let problem: Problem =
            house.visitor().post("/admin/register", &new).await.json(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(problem.fields[0].code, FieldProblemCode::TooCommon, "{password}");
    }
}

#[tokio::test]
async fn an_old_hash_is_made_anew_at_the_next_sign_in() {
    let house = House::without_workers().await;
    house.visitor().as_organizer("anna@example.org").await;
    let params = Params::new(8 * 1024, 1, 1, None).unwrap();
    let salt = SaltString::encode_b64(&[7; 16]).unwrap();
    let old =
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password(PASSWORD.as_bytes(), &salt).unwrap();
    let write = format!("UPDATE accounts SET password_hash = '{old}'");
    house.database.execute_unprepared(&write).await.unwrap();
    let stored = async || {
        let query = Query::select().column("password_hash").from("accounts").to_owned();
        let row = house.database.query_one(&query).await.unwrap().unwrap();
        row.try_get::<String>("", "password_hash").unwrap()
    };
    house.visitor().sign_in("anna@example.org").await;
    let new = stored().await;
    assert!(new.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{new}");
    house.visitor().sign_in("anna@example.org").await;
    assert_eq!(stored().await, new, "made anew once");
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
