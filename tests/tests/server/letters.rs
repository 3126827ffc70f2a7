//! Letters speak the language of who causes them.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::client::{Answer, PASSWORD};
use tests::{Client, House};

async fn ask(client: &Client, path: &str, language: &str, body: &Value) -> StatusCode {
    let request = client.request(Method::POST, path).header("accept-language", language).json(body);
    Answer::read(request).await.status
}

#[tokio::test]
async fn what_the_browser_asks_for_is_spoken() {
    let house = House::without_workers().await;
    for (language, email, greeting) in [
        ("de-AT,de;q=0.9,en;q=0.8", "anna@example.org", "Hallo,"),
        ("ar-EG", "mona@example.org", "مرحبًا،"),
        ("fr", "jean@example.org", "Hello,"),
    ] {
        let new = json!({ "full_name": "New", "email": email, "password": PASSWORD });
        let visitor = house.visitor();
        assert_eq!(ask(&visitor, "/register", language, &new).await, StatusCode::ACCEPTED);
        let letter = house.outbox().after(email, 0).await;
        assert!(letter.starts_with(greeting), "{language}: {letter}");
        let code = house.outbox().code_after(email, 0).await;
        assert_eq!(visitor.verify("", email, &code).await.status, StatusCode::OK, "{language}: the code arrives whole");
        assert_eq!(ask(&visitor, "/register", language, &new).await, StatusCode::ACCEPTED);
        let known = house.outbox().after(email, 1).await;
        assert!(known.starts_with(greeting) && known.contains("/forgot"), "{language}: {known}");
    }
}

#[tokio::test]
async fn what_was_chosen_outranks_it_also_for_those_who_are_asked_in() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("owner@example.org").await;
    let choice = [("language", "de"), ("here", "/")];
    let request = owner.request(Method::POST, "/api/fn/choose_language").header("accept", "text/html").form(&choice);
    assert_eq!(Answer::read(request).await.status, StatusCode::SEE_OTHER);
    let asked = json!({ "email": "ben@example.org", "role": "editor" });
    assert_eq!(ask(&owner, "/api/admin/invitations", "ar", &asked).await, StatusCode::CREATED);
    let letter = house.outbox().after("ben@example.org", 0).await;
    assert!(letter.starts_with("Hallo,") && letter.contains("/admin/invitation?token="), "{letter}");
}
