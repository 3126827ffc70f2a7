//! The door of an event: PIN, dates, listing, downloads, on every route that guests have.

use domain::event::Event;
use domain::photo::Rendition;
use domain::scan::MyPhotos;
use domain::{PhotoId, Problem, ProblemCode};
use reqwest::{Method, StatusCode};
use serde_json::json;
use server::routes::{Audience, table};
use tests::client::{Answer, request};
use tests::frames::looks;
use tests::{Client, House, World, photos};
use time::macros::format_description;
use time::{Duration, OffsetDateTime};

/// Every address that guests have of an event, by its code; the pictures too.
async fn guest_addresses(world: &World) -> Vec<(Method, String)> {
    let code = world.event.code.as_str();
    let photo = world.photo("sample1.jpg").await;
    let thumbnail = format!("/api/admin/events/{}/thumbnail", world.event.id);
    let event: Event =
        world.owner.send_file(Method::PUT, &thumbnail, photos::bytes("sample2.jpg")).await.json(StatusCode::OK);
    let mut addresses = Vec::new();
    for route in table().iter().filter(|route| matches!(route.audience, Audience::Guest | Audience::Scanned)) {
        let elsewhere = ["/api/fn/", "/api/qr_code/", "/recognize", "/covers/", "/photos/"];
        // The door itself, and being forgotten, are asked below.
        let itself = route.path.ends_with("/door") || (route.method == Method::DELETE && route.path.ends_with("/scan"));
        if itself || elsewhere.iter().any(|start| route.path.starts_with(start)) {
            continue;
        }
        let path = route.path.replace("{event}", code).replace("{code}", code);
        let path = path.replace("{photo}", &photo.id.to_string()).replace("{face}", &photo.faces[0].id.to_string());
        addresses.push((route.method.clone(), path));
    }
    for rendition in Rendition::ALL {
        addresses.push((Method::GET, format!("/photos/{code}/{}/1/{rendition}", photo.id)));
    }
    let cover = event.cover_thumbnail.unwrap();
    addresses.push((Method::GET, cover.replace("large", "small")));
    addresses.push((Method::GET, cover));
    addresses
}

async fn ask(client: &Client, method: &Method, path: &str, photo: PhotoId) -> Answer {
    let request = client.request(method.clone(), path);
    let request = match *method {
        Method::POST if path == "/api/download-photo" => request.json(&json!({ "photo_id": photo })),
        Method::POST if path.ends_with("/zip") => request.form(&[("which", "all")]),
        Method::POST => request.json(&json!({ "mine": false })),
        _ => request,
    };
    Answer::read(request).await
}

async fn is_shut(world: &World, client: &Client, code: ProblemCode) {
    let photo = world.photo("sample1.jpg").await.id;
    for (method, path) in guest_addresses(world).await {
        let answer = ask(client, &method, &path, photo).await;
        // It names no event: who has not been in is not told that there is one.
        if path == "/api/download-photo" && answer.problem() == ProblemCode::Forbidden {
            continue;
        }
        assert_eq!(answer.status.as_u16(), code.status(), "{method} {path}: {}", answer.text());
        if path.starts_with("/e/") {
            let shown = ["sample1.jpg", "Anna &amp; Jonas", "Anna & Jonas", "/photos/"];
            let page = answer.text();
            assert!(shown.iter().all(|secret| !page.contains(secret)), "{path} shows what is behind the door");
        } else {
            assert_eq!(answer.problem(), code, "{method} {path}");
        }
    }
    let landing =
        Answer::read(client.request(Method::POST, "/api/fn/landing").form(&[("code", world.event.code.to_string())]));
    assert_eq!(landing.await.status.as_u16(), code.status());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_shuts_every_route_until_it_is_given() {
    let world = World::new().await;
    world.guest_scans().await;
    let offer = world.guest.offer(&world.event).await;
    world.owner.edit(&world.event, json!({ "pin": "4711" })).await;

    is_shut(&world, &world.house.visitor(), ProblemCode::PinRequired).await;
    is_shut(&world, &world.rival, ProblemCode::PinRequired).await;
    // A scan before the PIN was set opens nothing more.
    is_shut(&world, &world.guest, ProblemCode::PinRequired).await;
    let scan = request(&offer, &looks(&photos::woman(), 3));
    assert_eq!(world.guest.post("/recognize", &scan).await.problem(), ProblemCode::PinRequired);

    let door = format!("/api/events/{}/door", world.event.code);
    assert_eq!(world.guest.post(&door, &json!({ "pin": "4712" })).await.problem(), ProblemCode::WrongPin);
    assert_eq!(world.guest.post(&door, &json!({ "pin": " 47 11" })).await.status, StatusCode::NO_CONTENT);
    let mine: MyPhotos =
        world.guest.get(&format!("/api/events/{}/my-photos", world.event.code)).await.json(StatusCode::OK);
    assert_eq!(world.guest.get(&mine.items[0].view_url).await.status, StatusCode::OK);
    // Who has been in finds the event by its id too.
    assert_eq!(world.guest.get(&format!("/api/events/{}", world.event.id)).await.status, StatusCode::OK);

    // Another PIN is asked for anew; none lets everybody in again.
    world.owner.edit(&world.event, json!({ "pin": "0815" })).await;
    assert_eq!(world.guest.get(&mine.items[0].view_url).await.problem(), ProblemCode::PinRequired);
    assert_eq!(world.owner.get(&mine.items[0].view_url).await.status, StatusCode::OK, "members always pass");
    world.owner.edit(&world.event, json!({ "pin": "" })).await;
    assert_eq!(world.guest.get(&mine.items[0].view_url).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_event_is_shut_and_forgets_all_the_same() {
    let world = World::new().await;
    world.guest_scans().await;
    let yesterday = (OffsetDateTime::now_utc() - Duration::days(1)).date().to_string();
    let event = world.owner.edit(&world.event, json!({ "closes_at": yesterday })).await;
    assert!(event.closes_at.is_some_and(|closes| closes <= OffsetDateTime::now_utc()));
    is_shut(&world, &world.guest, ProblemCode::EventClosed).await;
    let scan = format!("/api/events/{}/scan", world.event.code);
    assert_eq!(world.guest.delete(&scan).await.status, StatusCode::NO_CONTENT, "being forgotten needs no open door");
    assert_eq!(world.owner.get(&format!("/e/{}", world.event.code)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_event_opens_on_its_day() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("anna@example.org").await;
    let event = owner.create_event("Party").await;
    let path = format!("/api/events/{}", event.code);
    let opens = OffsetDateTime::now_utc() + Duration::hours(2);
    let moment = opens.format(&time::format_description::well_known::Rfc3339).unwrap();
    owner.edit(&event, json!({ "opens_at": moment })).await;
    let answer = house.visitor().get(&path).await;
    assert_eq!(answer.problem(), ProblemCode::EventClosed);
    let problem: Problem = answer.json(StatusCode::FORBIDDEN);
    assert!(problem.opens_at.is_some_and(|told| (told - opens).abs() < Duration::SECOND));
    let page = house.visitor().get(&format!("/e/{}", event.code)).await;
    let year = opens.format(format_description!("[year]")).unwrap();
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.text().contains("It opens on") && page.text().contains(&year));
    house.pass(Duration::hours(3));
    assert_eq!(house.visitor().get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_unlisted_event_is_found_by_its_code_only() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("anna@example.org").await;
    let event = owner.create_event("Party").await;
    let by_id = format!("/api/events/{}", event.id);
    assert_eq!(house.visitor().get(&by_id).await.problem(), ProblemCode::EventNotFound);
    assert_eq!(house.visitor().get(&format!("/api/qr_code/{}", event.id)).await.problem(), ProblemCode::EventNotFound);
    assert_eq!(owner.get(&by_id).await.status, StatusCode::OK);
    assert_eq!(house.visitor().get(&format!("/api/events/{}", event.code)).await.status, StatusCode::OK);
    owner.edit(&event, json!({ "listed": true, "pin": "4711" })).await;
    assert_eq!(house.visitor().get(&by_id).await.problem(), ProblemCode::PinRequired);
    // The poster is for those who have not been in yet.
    assert_eq!(house.visitor().get(&event.qr_code).await.status, StatusCode::OK);
}

#[tokio::test]
async fn trying_pins_is_slowed_down_and_typing_the_right_one_is_not() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("anna@example.org").await;
    let event = owner.create_event("Party").await;
    owner.edit(&event, json!({ "pin": "4711" })).await;
    let door = format!("/api/events/{}/door", event.code);
    for _ in 0..25 {
        let guest = house.visitor();
        assert_eq!(guest.post(&door, &json!({ "pin": "4711" })).await.status, StatusCode::NO_CONTENT);
    }
    let guesser = house.visitor();
    let mut last = None;
    for guess in 0..21 {
        last = Some(guesser.post(&door, &json!({ "pin": format!("10{guess:02}") })).await.problem());
    }
    assert_eq!(last, Some(ProblemCode::RateLimited));
    assert_eq!(guesser.post(&door, &json!({ "pin": "4711" })).await.problem(), ProblemCode::RateLimited);
}

#[tokio::test]
async fn the_pin_form_works_without_wasm() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("anna@example.org").await;
    let event = owner.create_event("Party").await;
    owner.edit(&event, json!({ "pin": "4711" })).await;
    let (guest, page) = (house.visitor(), format!("/e/{}", event.code));
    let send = async |pin: &str| {
        let request = guest.request(Method::POST, "/api/fn/pass_door").header("accept", "text/html");
        let request = request.header("referer", format!("{}{page}", house.url));
        Answer::read(request.form(&[("code", event.code.to_string()), ("pin", pin.to_owned())])).await
    };
    let asked = guest.get(&page).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert!(asked.text().contains("name=\"pin\""), "the page has the form");
    let wrong = send("0000").await;
    assert_eq!(wrong.status, StatusCode::SEE_OTHER);
    assert!(wrong.header("location").contains(&page), "{}", wrong.header("location"));
    let right = send("4711").await;
    assert_eq!((right.status, right.header("location")), (StatusCode::SEE_OTHER, page.as_str()));
    assert_eq!(guest.get(&page).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn downloads_off_means_off_on_every_route() {
    let world = World::new().await;
    world.guest_scans().await;
    let mine = format!("/api/events/{}/my-photos", world.event.code);
    let before: MyPhotos = world.guest.get(&mine).await.json(StatusCode::OK);
    let original = before.items[0].download_url.clone().unwrap();
    assert_eq!(world.guest.get(&original).await.status, StatusCode::OK);

    world.owner.edit(&world.event, json!({ "downloads": false })).await;
    let after: MyPhotos = world.guest.get(&mine).await.json(StatusCode::OK);
    assert_eq!(after.items.len(), before.items.len());
    assert!(after.items.iter().all(|photo| photo.download_url.is_none()));
    assert_eq!(world.guest.get(&original).await.problem(), ProblemCode::Forbidden);
    assert_eq!(world.guest.get(&after.items[0].view_url).await.status, StatusCode::OK);
    assert_eq!(world.owner.get(&original).await.status, StatusCode::OK, "the organization has its files");
}
