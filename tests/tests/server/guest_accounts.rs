//! Guests' accounts, and that they open nothing of the organizers'.

use domain::ProblemCode;
use domain::account::Guest;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tests::House;
use tests::client::{Answer, PASSWORD};

const ANNA: &str = "anna@example.org";

async fn who(client: &tests::Client) -> Option<Guest> {
    let nothing: [(&str, &str); 0] = [];
    Answer::read(client.request(Method::POST, "/api/fn/guest").form(&nothing)).await.json(StatusCode::OK)
}

#[tokio::test]
async fn a_guest_registers_signs_in_and_out() {
    let house = House::without_workers().await;
    let anna = house.visitor().as_guest(ANNA).await;
    assert_eq!(who(&anna).await.map(|guest| guest.email), Some(ANNA.to_owned()));
    assert_eq!(anna.post("/logout", &json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(who(&anna).await, None);
    let given = json!({ "email": "Anna@Example.org", "password": PASSWORD });
    let signed_in: Guest = anna.post("/login", &given).await.json(StatusCode::OK);
    assert_eq!(who(&anna).await, Some(signed_in));
    assert!(anna.get("/").await.text().contains(r#"href="/logout""#), "the header offers the way out");
    assert!(house.visitor().get("/").await.text().contains(r#"href="/login""#), "and the way in");
}

#[tokio::test]
async fn a_guest_does_not_enter_the_organizers_side_nor_an_organizer_the_guests() {
    let house = House::without_workers().await;
    let guest = house.visitor().as_guest(ANNA).await;
    let given = json!({ "email": ANNA, "password": PASSWORD });
    assert_eq!(guest.get("/api/admin/events").await.problem(), ProblemCode::SignInRequired);
    assert_eq!(guest.post("/admin/login", &given).await.problem(), ProblemCode::WrongCredentials);
    assert!(who(&guest).await.is_some(), "a failed try changes nothing");

    let host = house.visitor().as_organizer("host@example.org").await;
    assert_eq!(who(&host).await, None);
    let given = json!({ "email": "host@example.org", "password": PASSWORD });
    assert_eq!(host.post("/login", &given).await.problem(), ProblemCode::WrongCredentials);
}

#[tokio::test]
async fn one_address_may_have_both_and_a_session_is_one() {
    let house = House::without_workers().await;
    let both = house.visitor().as_guest(ANNA).await.as_organizer(ANNA).await;
    assert_eq!(both.get("/api/admin/events").await.status, StatusCode::OK);
    assert_eq!(who(&both).await, None, "the session is the organizer's now");
}

#[tokio::test]
async fn signing_in_goes_on_to_a_page_of_this_site_only() {
    let house = House::without_workers().await;
    house.visitor().as_guest(ANNA).await;
    for (next, goes_to) in [
        ("/e/7k2m9011ab/mine", "/e/7k2m9011ab/mine"),
        ("//evil.example", "/me"),
        ("https://evil.example", "/me"),
        ("", "/me"),
    ] {
        let form = [("email", ANNA), ("password", PASSWORD), ("next", next)];
        let request = house.visitor().request(Method::POST, "/api/fn/sign_in_guest").header("accept", "text/html");
        let answer = Answer::read(request.form(&form)).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, goes_to), "{next}");
    }
}
