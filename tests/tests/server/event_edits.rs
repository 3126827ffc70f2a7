//! Creating, changing and deleting events: fields, options, stale edits.

use domain::event::Event;
use domain::problem::{FieldProblemCode, Problem};
use domain::{EventId, ProblemCode};
use reqwest::{Method, StatusCode};
use serde_json::json;
use tests::client::{Answer, edit_of};
use tests::{Client, House, World, photos};

fn path(event: EventId) -> String {
    format!("/api/events/{event}")
}

async fn house_with_event() -> (House, Client, Event) {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("anna@example.org").await;
    let event = owner.create_event("Party").await;
    (house, owner, event)
}

#[tokio::test]
async fn an_event_is_made_with_its_options() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("anna@example.org").await;
    let plain = owner.create_event("Plain").await;
    assert!(!plain.listed && !plain.pin && plain.downloads && !plain.camera_only && plain.version == 1);
    let draft = json!({
        "name": "Race", "date": "2026-07-01", "listed": true, "pin": "123456", "downloads": false,
        "camera_only": true, "opens_at": "2026-07-01", "closes_at": "2026-07-03",
    });
    let race: Event = owner.post("/api/create_event", &draft).await.json(StatusCode::CREATED);
    assert!(race.listed && race.pin && !race.downloads && race.camera_only);
    assert_eq!(race.opens_at, Some(time::macros::datetime!(2026-07-01 00:00 UTC)));
    assert_eq!(race.last_day(), Some(time::macros::date!(2026 - 07 - 03)));
    let text = owner.get(&path(race.id)).await.text();
    assert!(!text.contains("123456") && !text.contains("argon2"), "a PIN is not given away: {text}");
}

#[tokio::test]
async fn what_is_wrong_with_an_event_is_said_field_by_field() {
    let (_house, owner, event) = house_with_event().await;
    let mut edit = edit_of(&event);
    edit["name"] = json!("x".repeat(201));
    edit["date"] = json!("soon");
    edit["pin"] = json!("12");
    edit["opens_at"] = json!("2026-07-02");
    edit["closes_at"] = json!("2026-07-01");
    let problem: Problem = owner.put(&path(event.id), &edit).await.json(StatusCode::UNPROCESSABLE_ENTITY);
    let fields: Vec<_> = problem.fields.iter().map(|field| (field.field.as_str(), field.code)).collect();
    assert_eq!(
        fields,
        [
            ("name", FieldProblemCode::TooLong),
            ("date", FieldProblemCode::NotADate),
            ("closes_at", FieldProblemCode::TooEarly),
            ("pin", FieldProblemCode::NotAPin),
        ]
    );
}

#[tokio::test]
async fn a_stale_edit_is_refused_and_changes_nothing() {
    let (house, owner, event) = house_with_event().await;
    let mut first = edit_of(&event);
    first["name"] = json!("First");
    let mut second = edit_of(&event);
    second["name"] = json!("Second");
    let saved: Event = owner.put(&path(event.id), &first).await.json(StatusCode::OK);
    assert_eq!((saved.name.as_str(), saved.version), ("First", 2));
    assert_eq!(owner.put(&path(event.id), &second).await.problem(), ProblemCode::EditConflict);
    // Visible to every reader at the next request.
    let seen: Event = house.visitor().get(&format!("/api/events/{}", event.code)).await.json(StatusCode::OK);
    assert_eq!(seen.name, "First");
    let without = json!({ "name": "Third", "date": "2026-06-20" });
    assert_eq!(owner.put(&path(event.id), &without).await.problem(), ProblemCode::BadRequest);
}

#[tokio::test]
async fn of_edits_at_the_same_moment_one_is_saved() {
    let (_house, owner, event) = house_with_event().await;
    let edits = (0..6).map(|number| {
        let (owner, mut edit) = (owner.clone(), edit_of(&event));
        edit["name"] = json!(format!("Number {number}"));
        async move { owner.put(&path(event.id), &edit).await.status }
    });
    let answers = futures::future::join_all(edits).await;
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::OK).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|status| [StatusCode::OK, StatusCode::CONFLICT].contains(status)), "{answers:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_that_come_in_make_no_edit_stale() {
    let (_house, owner, event) = house_with_event().await;
    let thumbnail = format!("/api/admin/events/{}/thumbnail", event.id);
    assert_eq!(owner.send_file(Method::PUT, &thumbnail, photos::bytes("sample2.jpg")).await.status, StatusCode::OK);
    owner.upload(event.id, &[("a.jpg", photos::bytes("sample1.jpg"))]).await;
    assert_eq!(owner.put(&path(event.id), &edit_of(&event)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_plain_form_that_meets_a_conflict_keeps_what_was_typed() {
    let (_house, owner, event) = house_with_event().await;
    let send = async |name: &str| {
        let fields = [
            ("event", event.id.to_string()),
            ("form[version]", event.version.to_string()),
            ("form[name]", name.to_owned()),
            ("form[date]", "2026-06-21".to_owned()),
            ("form[pin]", "4711".to_owned()),
        ];
        let request = owner.request(Method::POST, "/api/fn/update_event").header("accept", "text/html");
        Answer::read(request.form(&fields)).await
    };
    let settings = format!("/admin/events/{}/settings", event.id);
    let saved = send("Theirs").await;
    assert_eq!((saved.status, saved.header("location")), (StatusCode::SEE_OTHER, format!("{settings}?saved").as_str()));
    let refused = send("Mine & only mine").await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER);
    let back = refused.header("location").to_owned();
    assert!(back.starts_with(&settings) && !back.contains("4711"), "{back}");
    let page = owner.get(&back).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    assert!(text.contains("value=\"Mine &amp; only mine\""), "what was typed stands in the field");
    assert!(text.contains("It says now: Theirs"), "what was saved stands beside it");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_organization_changes_nothing() {
    let world = World::new().await;
    let mut edit = edit_of(&world.event);
    edit["name"] = json!("Taken over");
    assert_eq!(world.rival.put(&path(world.event.id), &edit).await.problem(), ProblemCode::Forbidden);
    assert_eq!(world.rival.delete(&path(world.event.id)).await.problem(), ProblemCode::Forbidden);
    let form = [("event", world.event.id.to_string()), ("confirm_name", world.event.name.clone())];
    let request = world.rival.request(Method::POST, "/api/fn/delete_event").form(&form);
    assert_eq!(Answer::read(request).await.status, StatusCode::FORBIDDEN);
    let settings = world.rival.get(&format!("/admin/events/{}/settings", world.event.id)).await;
    assert_eq!(settings.status, StatusCode::FORBIDDEN);
    let event: Event = world.owner.get(&path(world.event.id)).await.json(StatusCode::OK);
    assert_eq!(event.name, world.event.name);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_event_takes_everything_with_it() {
    let world = World::new().await;
    world.guest_scans().await;
    let photo = world.photo("sample1.jpg").await;
    let form = |name: &str| [("event", world.event.id.to_string()), ("confirm_name", name.to_owned())];
    let delete = async |name: &str| {
        Answer::read(world.owner.request(Method::POST, "/api/fn/delete_event").form(&form(name))).await.status
    };
    assert_eq!(delete("Anna").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(delete(&world.event.name).await.is_success());
    assert_eq!(world.guest.get(&format!("/e/{}", world.event.code)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.guest.get(&photo.view_url.unwrap()).await.problem(), ProblemCode::Forbidden);
    let left: Vec<String> =
        world.house.files().into_iter().filter(|file| file.contains(&world.event.id.to_string())).collect();
    assert!(left.is_empty(), "{left:?}");
}
