//! Scans: exactly the guest's photos, and every way to send something that is no scan.

use domain::ProblemCode;
use domain::photo::PhotoKind;
use domain::scan::{MyPhotos, RecognizeAnswer};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::client::{Answer, request};
use tests::frames::{looks, stranger};
use tests::{House, World, photos};
use time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_gets_exactly_the_photos_she_is_in() {
    let world = World::new().await;
    let found = world.guest_scans().await;
    let path = format!("/api/events/{}/my-photos", world.event.code);
    let mine: MyPhotos = world.guest.get(&path).await.json(StatusCode::OK);
    let mut names: Vec<&str> = mine.items.iter().map(|photo| photo.filename.as_str()).collect();
    names.sort_unstable();
    let mut hers = World::names()[..3].to_vec();
    hers.sort_unstable();
    assert_eq!(names, hers);
    assert_eq!(found.certain, 3);
    let alone = mine.items.iter().find(|photo| photo.filename == World::names()[2]).unwrap();
    assert_eq!(alone.kind, PhotoKind::Individual);
    for photo in &mine.items {
        for url in [Some(&photo.thumb_url), Some(&photo.view_url), photo.download_url.as_ref()].into_iter().flatten() {
            assert_eq!(world.guest.get(url).await.status, StatusCode::OK, "{url}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_scan_knows_the_photos_that_came_and_went() {
    let world = World::new().await;
    assert_eq!(world.guest_scans().await.certain, 3);
    let hers = World::names()[2];
    let path = format!("/api/admin/events/{}/photos/{}", world.event.id, world.photo(hers).await.id);
    assert_eq!(world.owner.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.guest_scans().await.certain, 2);
    let other = photos::pictures_of(&photos::woman()).into_iter().filter(|name| *name != hers);
    let files: Vec<(&str, &[u8])> = other.map(|name| (name, photos::bytes(name))).collect();
    world.owner.upload(world.event.id, &files).await;
    world.settle().await;
    assert_eq!(world.guest_scans().await.certain, 2 + files.len() as u64);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_scan_knows_the_photos_that_another_process_has_worked_on() {
    let house = House::without_workers().await;
    let _elsewhere = house.work_elsewhere().await;
    let world = World::within(house).await;
    assert_eq!(world.guest_scans().await.certain, 3);
    let more: Vec<&str> =
        photos::pictures_of(&photos::woman()).into_iter().filter(|name| *name != World::names()[2]).collect();
    for (added, name) in (1..).zip(&more) {
        world.owner.upload(world.event.id, &[(*name, photos::bytes(name))]).await;
        world.settle().await;
        assert_eq!(world.guest_scans().await.certain, 3 + added, "{name}");
    }
    // Looked at anew, its faces stay; then it goes.
    world.process_again().await;
    assert_eq!(world.guest_scans().await.certain, 3 + more.len() as u64);
    let path = format!("/api/admin/events/{}/photos/{}", world.event.id, world.photo(more[0]).await.id);
    assert_eq!(world.owner.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.guest_scans().await.certain, 2 + more.len() as u64);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_gets_none_and_still_sees_the_group_photos() {
    let world = World::new().await;
    let visitor = world.house.visitor();
    let answer: RecognizeAnswer = visitor.scan(&world.event, &looks(&stranger(), 3)).await.json(StatusCode::OK);
    assert_eq!((answer.certain, answer.maybe), (0, 0));
    let mine: MyPhotos = visitor.get(&format!("/api/events/{}/my-photos", world.event.code)).await.json(StatusCode::OK);
    assert!(mine.items.is_empty());
    let group: Value = visitor.get(&format!("/api/events/{}/photos", world.event.code)).await.json(StatusCode::OK);
    assert_eq!(group["total"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maybe_shows_the_crop_only_until_it_is_answered() {
    let world = World::new().await;
    let asked = world.lookalike_scans().await;
    assert_eq!((asked.certain, asked.maybe), (0, 1));
    let photo = world.somebody_elses().await;
    let guest = &world.lookalike;
    let mine_path = format!("/api/events/{}/my-photos", world.event.code);
    let mine: MyPhotos = guest.get(&mine_path).await.json(StatusCode::OK);
    let (crop, view) = (mine.maybe[0].crop_url.clone(), photo.view_url.clone().unwrap());
    assert_eq!(guest.get(&crop).await.header("content-type"), "image/webp");
    assert_eq!(guest.get(&view).await.problem(), ProblemCode::Forbidden);
    assert_eq!(world.house.visitor().get(&crop).await.problem(), ProblemCode::Forbidden);

    let answer_path = format!("/api/events/{}/maybe/{}", world.event.code, mine.maybe[0].face_id);
    let yes: RecognizeAnswer = guest.post(&answer_path, &json!({ "mine": true })).await.json(StatusCode::OK);
    assert_eq!((yes.certain, yes.maybe), (1, 0));
    assert_eq!(guest.get(&view).await.status, StatusCode::OK);

    // A no is remembered by the next scan of the session.
    let no: RecognizeAnswer = guest.post(&answer_path, &json!({ "mine": false })).await.json(StatusCode::OK);
    assert_eq!(no.maybe, 0);
    assert_eq!(world.lookalike_scans().await.maybe, 0);
    let other = world.photo("sample1.jpg").await.faces[0].id;
    let unasked = format!("/api/events/{}/maybe/{other}", world.event.code);
    assert_eq!(guest.post(&unasked, &json!({ "mine": true })).await.problem(), ProblemCode::Forbidden);
}

#[tokio::test(flavor = "multi_thread")]
async fn forgetting_and_time_close_what_a_scan_opened() {
    let world = World::new().await;
    world.guest_scans().await;
    let mine = format!("/api/events/{}/my-photos", world.event.code);
    let scan = format!("/api/events/{}/scan", world.event.code);
    let photos: MyPhotos = world.guest.get(&mine).await.json(StatusCode::OK);
    let view = &photos.items[0].view_url;
    assert_eq!(world.guest.delete(&scan).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.guest.get(&mine).await.problem(), ProblemCode::ScanRequired);
    assert_eq!(world.guest.get(view).await.problem(), ProblemCode::Forbidden);

    world.guest_scans().await;
    assert_eq!(world.guest.get(view).await.status, StatusCode::OK);
    world.house.pass(Duration::hours(25));
    assert_eq!(world.guest.get(&mine).await.problem(), ProblemCode::ScanRequired);
    assert_eq!(world.guest.get(view).await.problem(), ProblemCode::Forbidden);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_scan_is_refused_and_spends_nothing() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await;
    let guest = house.visitor();
    let offer = guest.offer(&event).await;
    let good = looks(&photos::woman(), 3);
    let send = async |change: &dyn Fn(&mut Value)| {
        let mut body = request(&offer, &good);
        change(&mut body);
        guest.post("/recognize", &body).await.problem()
    };
    let (short, long) = (json!([vec![0.1; 127]]), json!(vec![&good[0]; 6]));
    let (far, copies) = (json!([good[0], looks(&stranger(), 1)[0]]), json!([good[0], good[0]]));
    assert_eq!(send(&|body| body["consent"] = json!(false)).await, ProblemCode::ConsentRequired);
    assert_eq!(send(&|body| body["model_id"] = json!("another/1")).await, ProblemCode::ModelMismatch);
    assert_eq!(send(&|body| body["event_id"] = json!(domain::EventId::new())).await, ProblemCode::EventNotFound);
    assert_eq!(send(&|body| body["frames"] = json!([])).await, ProblemCode::InvalidFrames);
    assert_eq!(send(&|body| body["frames"] = short.clone()).await, ProblemCode::InvalidFrames);
    assert_eq!(send(&|body| body["frames"] = long.clone()).await, ProblemCode::InvalidFrames);
    assert_eq!(send(&|body| body["frames"] = json!([vec![1.0; 128]])).await, ProblemCode::InvalidFrames);
    assert_eq!(send(&|body| body["frames"] = far.clone()).await, ProblemCode::FramesDisagree);
    assert_eq!(send(&|body| body["frames"] = copies.clone()).await, ProblemCode::FramesRepeat);
    assert_eq!(send(&|body| body["frames"] = json!([[null]])).await, ProblemCode::BadRequest);
    assert_eq!(send(&|body| body["picture"] = json!("aGVsbG8=")).await, ProblemCode::BadRequest, "nothing but a scan");
    assert_eq!(send(&|body| body["nonce"] = json!("guessed")).await, ProblemCode::ScanExpired);

    // Not a number: JSON has no word for it, so it comes as text that is no JSON.
    let text = request(&offer, &good).to_string().replacen("[[", "[[NaN,", 1);
    let raw = guest.request(Method::POST, "/recognize").header("content-type", "application/json").body(text);
    assert_eq!(Answer::read(raw).await.problem(), ProblemCode::BadRequest);

    // Somebody else's session cannot spend it.
    let thief = house.visitor();
    thief.offer(&event).await;
    assert_eq!(thief.post("/recognize", &request(&offer, &good)).await.problem(), ProblemCode::ScanExpired);

    // After all that the offer is still good, once.
    assert_eq!(guest.post("/recognize", &request(&offer, &good)).await.status, StatusCode::OK);
    assert_eq!(guest.post("/recognize", &request(&offer, &good)).await.problem(), ProblemCode::ScanExpired);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_of_another_event_or_another_hour_is_worth_nothing() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let (event, other) = (organizer.create_event("Party").await, organizer.create_event("Race").await);
    let guest = house.visitor();
    let frames = looks(&stranger(), 3);
    let offer = guest.offer(&event).await;
    let mut body = request(&offer, &frames);
    body["event_id"] = json!(other.id);
    assert_eq!(guest.post("/recognize", &body).await.problem(), ProblemCode::ScanExpired);
    house.pass(Duration::minutes(16));
    assert_eq!(guest.post("/recognize", &request(&offer, &frames)).await.problem(), ProblemCode::ScanExpired);
}
