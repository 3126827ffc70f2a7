//! Lists of events: the public one and an organizer's own, searched, filtered, sorted, in pages.

use domain::ProblemCode;
use domain::event::{Event, OrganizerEvent, Page};
use reqwest::{Method, StatusCode};
use serde_json::json;
use tests::{Client, House, photos};
use time::Duration;

async fn make(owner: &Client, name: &str, date: &str, category: &str, listed: bool) -> Event {
    let draft = json!({ "name": name, "date": date, "category": category, "location": "Köln", "listed": listed });
    owner.post("/api/create_event", &draft).await.json(StatusCode::CREATED)
}

async fn names(client: &Client, query: &str) -> Vec<String> {
    let page: Page<Event> = client.get(&format!("/api/events{query}")).await.json(StatusCode::OK);
    page.items.into_iter().map(|event| event.name).collect()
}

/// Two organizations with listed events, and one that is not.
async fn house() -> (House, Client, Client) {
    let house = House::without_workers().await;
    let anna = house.visitor().as_organizer("anna@example.org").await;
    let ben = house.visitor().as_organizer("ben@example.org").await;
    make(&anna, "Ärzteball", "2026-05-01", "Ball", true).await;
    make(&anna, "City Run", "2026-06-01", "Race", true).await;
    make(&ben, "100 % Techno", "2026-07-01", "Festival", true).await;
    make(&ben, "Secret wedding", "2026-07-02", "Wedding", false).await;
    (house, anna, ben)
}

#[tokio::test]
async fn the_public_list_has_the_listed_events_of_everybody() {
    let (house, anna, _) = house().await;
    let visitor = house.visitor();
    assert_eq!(names(&visitor, "").await, ["100 % Techno", "City Run", "Ärzteball"]);
    assert_eq!(names(&anna, "").await, names(&visitor, "").await, "the same for members");
    assert_eq!(names(&visitor, "?sort=oldest").await, ["Ärzteball", "City Run", "100 % Techno"]);
    assert_eq!(names(&visitor, "?q=wedding").await, [""; 0]);
    let page = visitor.get("/events").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("City Run") && !page.text().contains("Secret wedding"));
}

#[tokio::test]
async fn the_public_list_is_searched_and_filtered() {
    let (house, ..) = house().await;
    let visitor = house.visitor();
    for (query, found) in [
        ("?q=%C3%84RZTE", vec!["Ärzteball"]),
        ("?q=run+k%C3%B6ln", vec!["City Run"]),
        ("?q=ben%40example", vec!["100 % Techno"]),
        ("?q=%25", vec!["100 % Techno"]),
        ("?q=_", vec![]),
        ("?category=Race", vec!["City Run"]),
        ("?from=2026-05-02&to=2026-06-30", vec!["City Run"]),
        ("?from=&to=&q=&category=", vec!["100 % Techno", "City Run", "Ärzteball"]),
        ("?sort=name&q=example&from=2026-05-15", vec!["100 % Techno", "City Run"]),
    ] {
        assert_eq!(names(&visitor, query).await, found, "{query}");
    }
    assert_eq!(visitor.get("/api/events?from=soon").await.problem(), ProblemCode::InvalidFields);
    assert_eq!(visitor.get("/api/events?sort=best").await.problem(), ProblemCode::BadRequest);
    let page = visitor.get("/events?q=run&sort=name").await.text();
    assert!(page.contains("City Run") && !page.contains("Techno"));
    let none = visitor.get("/events?q=nothing+of+the+kind").await;
    assert!(none.text().contains("Nothing fits this search"));
}

#[tokio::test]
async fn lists_come_in_pages() {
    let (house, ..) = house().await;
    let page: Page<Event> = house.visitor().get("/api/events?per_page=2&page=2").await.json(StatusCode::OK);
    assert_eq!((page.page, page.per_page, page.total, page.items.len()), (2, 2, 3, 1));
    let beyond: Page<Event> = house.visitor().get("/api/events?page=9").await.json(StatusCode::OK);
    assert_eq!((beyond.total, beyond.items.len()), (3, 0));
}

#[tokio::test]
async fn only_open_events_are_listed_and_covers_stay_behind_the_pin() {
    let (house, anna, _) = house().await;
    let event: Event = {
        let page: Page<Event> = house.visitor().get("/api/events?q=run").await.json(StatusCode::OK);
        page.items.into_iter().next().unwrap()
    };
    let thumbnail = format!("/api/admin/events/{}/thumbnail", event.id);
    anna.send_file(Method::POST, &thumbnail, photos::bytes("sample2.jpg")).await.json::<Event>(StatusCode::OK);
    let cover = async || {
        let page: Page<Event> = house.visitor().get("/api/events?q=run").await.json(StatusCode::OK);
        page.items[0].cover_thumbnail.clone()
    };
    assert!(cover().await.is_some());
    let today = (time::OffsetDateTime::now_utc()).date().to_string();
    anna.edit(&event, json!({ "pin": "4711", "closes_at": today })).await;
    assert_eq!(cover().await, None);
    house.pass(Duration::days(2));
    assert_eq!(names(&house.visitor(), "?q=run").await, [""; 0]);
}

#[tokio::test]
async fn an_organizer_has_a_list_or_a_page_of_their_own() {
    let (_house, anna, ben) = house().await;
    let all: Vec<OrganizerEvent> = ben.get("/api/admin/events").await.json(StatusCode::OK);
    assert_eq!(all.len(), 2, "listed or not");
    let some: Vec<OrganizerEvent> = ben.get("/api/admin/events?q=secret").await.json(StatusCode::OK);
    assert_eq!(some[0].event.name, "Secret wedding");
    let page: Page<OrganizerEvent> = anna.get("/api/admin/events?sort=oldest&per_page=1").await.json(StatusCode::OK);
    assert_eq!((page.total, page.items[0].event.name.as_str()), (2, "Ärzteball"));
    let dashboard = ben.get("/admin?q=techno").await.text();
    assert!(dashboard.contains("100 % Techno") && !dashboard.contains("Secret wedding"));
    let none = ben.get("/admin?q=nothing").await.text();
    assert!(none.contains("Nothing fits this search") && none.contains("role=\"search\""));
}
