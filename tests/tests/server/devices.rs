//! Your devices: where an account is signed in, and signing out elsewhere.

use domain::ProblemCode;
use domain::device::Device;
use reqwest::StatusCode;
use serde_json::json;
use tests::client::Answer;
use tests::{Client, House};
use time::Duration;

const FIREFOX: &str = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";

async fn devices(client: &Client) -> Vec<Device> {
    client.get("/api/me/devices").await.json(StatusCode::OK)
}

/// Signs in with a browser that says its name.
async fn with_firefox(house: &House, email: &str) -> Client {
    let client = house.visitor();
    let given = json!({ "email": email, "password": "a long enough password" });
    let request = client.request(reqwest::Method::POST, "/admin/login").header("user-agent", FIREFOX).json(&given);
    assert_eq!(Answer::read(request).await.status, StatusCode::OK);
    client
}

#[tokio::test]
async fn one_device_is_signed_out_and_the_others_stay() {
    let house = House::without_workers().await;
    let desk = house.visitor().as_organizer("anna@example.org").await;
    let phone = with_firefox(&house, "anna@example.org").await;
    let stranger = house.visitor().as_organizer("stranger@example.org").await;
    let listed = devices(&desk).await;
    assert_eq!(listed.len(), 2);
    assert_eq!(listed.iter().filter(|device| device.is_this).count(), 1);
    let other = listed.iter().find(|device| !device.is_this).expect("the phone");
    assert_eq!(other.user_agent.as_deref(), Some(FIREFOX));
    assert!(other.signed_in_at.is_some() && other.seen_at.is_some());

    let path = format!("/api/me/devices/{}", other.id);
    assert_eq!(stranger.delete(&path).await.problem(), ProblemCode::Forbidden);
    assert_eq!(phone.get("/api/admin/events").await.status, StatusCode::OK);
    assert_eq!(desk.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(phone.get("/api/admin/events").await.problem(), ProblemCode::SignInRequired);
    assert_eq!(desk.get("/api/admin/events").await.status, StatusCode::OK);
    assert_eq!(desk.delete(&path).await.problem(), ProblemCode::Forbidden, "it is not there any more");

    let this = devices(&desk).await.remove(0);
    assert_eq!(desk.delete(&format!("/api/me/devices/{}", this.id)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.get("/api/admin/events").await.problem(), ProblemCode::SignInRequired);
}

#[tokio::test]
async fn all_other_devices_are_signed_out_at_once() {
    let house = House::without_workers().await;
    let desk = house.visitor().as_organizer("anna@example.org").await;
    let others = [with_firefox(&house, "anna@example.org").await, with_firefox(&house, "anna@example.org").await];
    assert_eq!(desk.delete("/api/me/devices").await.status, StatusCode::NO_CONTENT);
    for other in &others {
        assert_eq!(other.get("/api/me/devices").await.problem(), ProblemCode::SignInRequired);
    }
    assert_eq!(devices(&desk).await.len(), 1);
    let page = desk.get("/admin/devices").await;
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test]
async fn when_a_device_was_last_used_is_known_to_ten_minutes() {
    let house = House::without_workers().await;
    let desk = house.visitor().as_organizer("anna@example.org").await;
    let first = devices(&desk).await[0].seen_at;
    house.pass(Duration::minutes(5));
    assert_eq!(devices(&desk).await[0].seen_at, first, "reading does not write each time");
    house.pass(Duration::minutes(6));
    devices(&desk).await;
    assert!(devices(&desk).await[0].seen_at > first);
}

#[tokio::test]
async fn a_page_names_the_browser() {
    let house = House::without_workers().await;
    house.visitor().as_organizer("anna@example.org").await;
    let phone = with_firefox(&house, "anna@example.org").await;
    let page = phone.get("/admin/devices").await;
    assert!(page.text().contains("Firefox on Android"), "{}", page.text());
}
