//! People of an event: told apart by their faces, and corrected by hand for good.

use std::collections::BTreeSet;

use domain::people::{ActKind, People, Person, PersonPhotos};
use domain::photo::PhotoKind;
use domain::{FaceId, PersonId, PhotoId, ProblemCode};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::client::Answer;
use tests::{World, photos};

#[tokio::test(flavor = "multi_thread")]
async fn the_woman_of_several_photos_is_one_person() {
    let world = World::new().await;
    let people = world.sorted_people().await;
    let woman = &people.people[0];
    assert_eq!(woman.photos, 3, "{people:?}");
    assert!(people.people[1..].iter().all(|person| person.photos < 3), "{people:?}");
    assert_eq!((people.hidden.len(), people.undo), (0, None));
    let mut names = names(&world, woman.id).await;
    names.sort();
    let mut hers = World::names()[..3].to_vec();
    hers.sort_unstable();
    assert_eq!(names, hers);
    // Nobody is in a photo twice, and everybody has a face to be shown by.
    for person in &people.people {
        let shown = show(&world, person.id).await;
        let photos: BTreeSet<PhotoId> = shown.photos.items.iter().map(|shown| shown.photo.id).collect();
        assert_eq!(photos.len() as u64, person.photos);
        assert_eq!(world.owner.get(&person.crop_url).await.status, StatusCode::OK);
    }
    let page = world.owner.get(&format!("/admin/events/{}/people", world.event.id)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains(&woman.id.to_string()));
    let page = world.owner.get(&format!("/admin/events/{}/people/{}", world.event.id, woman.id)).await;
    assert!(page.text().contains("sample3.jpg"), "{}", page.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_and_a_merge_outlive_processing_and_repair_and_can_be_undone() {
    let world = World::new().await;
    let people = world.sorted_people().await.people;
    let woman = people[0].clone();
    change(&world, woman.id, json!({ "name": " Anna " })).await;
    assert_eq!(world.sorted_people().await.people[0].name.as_deref(), Some("Anna"));

    // Somebody who is in none of her photos.
    let other = apart_from(&world, &woman, &people[1..]).await;
    let merged = post(&world, "merge", json!({ "people": [woman.id, other.id] })).await;
    assert_eq!(merged.status, StatusCode::NO_CONTENT, "{}", merged.text());
    let after = world.sorted_people().await;
    assert_eq!((after.people.len(), after.people[0].id), (people.len() - 1, woman.id));
    assert_eq!(after.people[0].photos, woman.photos + other.photos);
    assert_eq!(after.undo.as_ref().map(|act| act.kind), Some(ActKind::Merged));

    world.process_again().await;
    let after = world.sorted_people().await;
    assert_eq!(after.people[0].name.as_deref(), Some("Anna"));
    assert_eq!(after.people[0].photos, woman.photos + other.photos, "{after:?}");

    undo(&world, &after).await;
    let before = world.sorted_people().await;
    assert_eq!(before.people.len(), people.len());
    assert_eq!((before.people[0].id, before.people[0].photos), (woman.id, woman.photos));
    assert!(before.people.iter().any(|person| person.id == other.id), "{before:?}");
    // What was done before that is the last thing now.
    assert_eq!(before.undo.as_ref().map(|act| act.kind), Some(ActKind::Named));
    undo(&world, &before).await;
    assert_eq!(world.sorted_people().await.people[0].name, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_split_stays_split_and_who_was_taken_out_stays_out() {
    let world = World::new().await;
    let woman = world.sorted_people().await.people[0].clone();
    let faces = faces(&world, woman.id).await;
    let split = post(&world, &format!("{}/split", woman.id), json!({ "faces": [faces[0]] })).await;
    let new: Person = split.json(StatusCode::CREATED);
    assert_eq!(new.photos, 1);
    world.process_again().await;
    let people = world.sorted_people().await;
    assert_eq!(show(&world, woman.id).await.person.photos, 2, "{people:?}");
    assert!(!self::faces(&world, woman.id).await.contains(&faces[0]));
    undo(&world, &people).await;
    world.sorted_people().await;
    assert_eq!(show(&world, woman.id).await.person.photos, 3);

    let out = post(&world, &format!("{}/not", woman.id), json!({ "faces": [faces[1]] })).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT, "{}", out.text());
    world.process_again().await;
    let people = world.sorted_people().await;
    assert!(!self::faces(&world, woman.id).await.contains(&faces[1]), "{people:?}");
    undo(&world, &people).await;
    world.sorted_people().await;
    assert_eq!(show(&world, woman.id).await.person.photos, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_merge_outweighs_an_earlier_split() {
    let world = World::new().await;
    let woman = world.sorted_people().await.people[0].clone();
    let faces = faces(&world, woman.id).await;
    let path = format!("{}/split", woman.id);
    let new: Person = post(&world, &path, json!({ "faces": [faces[2]] })).await.json(StatusCode::CREATED);
    let merge = json!({ "people": [new.id], "into": woman.id });
    assert_eq!(post(&world, "merge", merge).await.status, StatusCode::NO_CONTENT);
    world.process_again().await;
    let people = world.sorted_people().await;
    assert_eq!(people.people[0].photos, 3);
    undo(&world, &people).await;
    assert_eq!(show(&world, woman.id).await.person.photos, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn hidden_people_are_listed_apart() {
    let world = World::new().await;
    let woman = world.sorted_people().await.people[0].clone();
    change(&world, woman.id, json!({ "hidden": true })).await;
    world.process_again().await;
    let people = world.sorted_people().await;
    assert!(people.people.iter().all(|person| person.id != woman.id));
    assert_eq!(people.hidden.iter().map(|person| person.id).collect::<Vec<_>>(), [woman.id]);
    assert_eq!(world.guest_scans().await.certain, 3, "a guest finds their photos either way");
    undo(&world, &people).await;
    assert_eq!(world.sorted_people().await.people[0].id, woman.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused() {
    let world = World::new().await;
    let people = world.sorted_people().await.people;
    let woman = &people[0];
    let beside = world.details("sample1.jpg").await.people;
    let ids: Vec<PersonId> = beside.iter().map(|found| found.person.id).collect();
    assert!(ids.contains(&woman.id) && ids.len() == 3, "{ids:?}");
    let merge = async |body: Value| post(&world, "merge", body).await.problem();
    assert_eq!(merge(json!({ "people": ids })).await, ProblemCode::PeopleShareAPhoto);
    assert_eq!(merge(json!({ "people": [woman.id] })).await, ProblemCode::ChooseSome);
    assert_eq!(merge(json!({ "people": [woman.id, PersonId::new()] })).await, ProblemCode::NotFound);
    let faces = faces(&world, woman.id).await;
    let split = async |faces: &[FaceId]| {
        post(&world, &format!("{}/split", woman.id), json!({ "faces": faces })).await.problem()
    };
    assert_eq!(split(&[]).await, ProblemCode::ChooseSome);
    assert_eq!(split(&faces).await, ProblemCode::ChooseSome);
    assert_eq!(split(&[FaceId::new()]).await, ProblemCode::NotFound);
    let long = json!({ "name": "a".repeat(201) });
    assert_eq!(try_change(&world, woman.id, long).await.problem(), ProblemCode::InvalidFields);
    assert_eq!(post(&world, "undo", json!({ "act": domain::ActId::new() })).await.problem(), ProblemCode::NotFound);

    let path = format!("/api/admin/events/{}/people", world.event.id);
    assert_eq!(world.rival.get(&path).await.problem(), ProblemCode::Forbidden);
    assert_eq!(world.guest.get(&path).await.problem(), ProblemCode::SignInRequired);
    // Under one's own event nobody of another one is found.
    let theirs = format!("/api/admin/events/{}/people/{}", world.rivals_event.id, woman.id);
    assert_eq!(world.rival.get(&theirs).await.problem(), ProblemCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_her_last_photo_a_person_is_gone() {
    let world = World::new().await;
    let woman = world.sorted_people().await.people[0].clone();
    change(&world, woman.id, json!({ "name": "Anna" })).await;
    for (name, left) in World::names()[..3].iter().zip([2, 1, 0]) {
        let photo = world.photo(name).await;
        let path = format!("/api/admin/events/{}/photos/{}", world.event.id, photo.id);
        assert_eq!(world.owner.delete(&path).await.status, StatusCode::NO_CONTENT);
        let people = world.people().await;
        let hers = people.people.iter().find(|person| person.id == woman.id);
        assert_eq!(hers.map_or(0, |person| person.photos), left, "{people:?}");
    }
    assert_eq!(try_show(&world, woman.id).await.problem(), ProblemCode::NotFound);
    let rest = world.sorted_people().await;
    assert!(rest.people.iter().all(|person| person.photos == 1), "{rest:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_outlives_the_photo_it_was_said_of() {
    let world = World::new().await;
    let people = world.sorted_people().await.people;
    let woman = people[0].clone();
    let other = apart_from(&world, &woman, &people[1..]).await;
    let merge = json!({ "people": [other.id], "into": woman.id });
    assert_eq!(post(&world, "merge", merge).await.status, StatusCode::NO_CONTENT);
    // Her best face is what the merge was said of.
    let best = woman.crop_url.split('/').nth(3).unwrap().parse::<FaceId>().unwrap();
    let shown = show(&world, woman.id).await.photos.items;
    let photo = shown.iter().find(|shown| shown.face == best).unwrap().photo.id;
    let path = format!("/api/admin/events/{}/photos/{photo}", world.event.id);
    assert_eq!(world.owner.delete(&path).await.status, StatusCode::NO_CONTENT);
    world.process_again().await;
    world.sorted_people().await;
    assert_eq!(show(&world, woman.id).await.person.photos, woman.photos + other.photos - 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_tells_who_is_in_it_and_keeps_the_kind_that_was_decided() {
    let world = World::new().await;
    world.sorted_people().await;
    let found = world.details("sample1.jpg").await;
    assert_eq!((found.people.len(), found.decided), (3, false));
    assert_eq!(found.photo.faces.len(), 3);
    let neighbours = [found.previous, found.next];
    assert!(neighbours.iter().flatten().count() >= 1 && !neighbours.contains(&Some(found.photo.id)));
    let page = world.owner.get(&format!("/admin/events/{}/photo/{}", world.event.id, found.photo.id)).await;
    assert!(page.text().contains("sample1.jpg"), "{}", page.status);

    let alone = world.somebody_elses().await;
    let path = format!("/api/admin/events/{}/photos/{}/kind", world.event.id, alone.id);
    let decided = Answer::read(world.owner.request(Method::PUT, &path).json(&json!({ "kind": "group" }))).await;
    assert_eq!(decided.status, StatusCode::NO_CONTENT, "{}", decided.text());
    world.process_again().await;
    let found = world.details(&alone.filename).await;
    assert_eq!((found.photo.kind, found.decided), (Some(PhotoKind::Group), true));
    let broken = world.photo(World::BROKEN).await.id;
    let path = format!("/api/admin/events/{}/photos/{broken}/kind", world.event.id);
    let refused = Answer::read(world.owner.request(Method::PUT, &path).json(&json!({ "kind": "group" }))).await;
    assert_eq!(refused.problem(), ProblemCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_one_by_one_give_the_people_that_photos_at_once_give() {
    let world = World::new().await;
    let more: Vec<&str> = photos::pictures_of(&photos::woman());
    for name in more.iter().filter(|name| !World::names().contains(*name)) {
        world.owner.upload(world.event.id, &[(*name, photos::bytes(name))]).await;
        world.settle().await;
    }
    let woman = world.sorted_people().await.people[0].clone();
    assert_eq!(woman.photos, 2 + more.len() as u64);
}

async fn show(world: &World, person: PersonId) -> PersonPhotos {
    try_show(world, person).await.json(StatusCode::OK)
}

async fn try_show(world: &World, person: PersonId) -> Answer {
    world.owner.get(&format!("/api/admin/events/{}/people/{person}", world.event.id)).await
}

async fn faces(world: &World, person: PersonId) -> Vec<FaceId> {
    show(world, person).await.photos.items.iter().map(|shown| shown.face).collect()
}

async fn names(world: &World, person: PersonId) -> Vec<String> {
    show(world, person).await.photos.items.into_iter().map(|shown| shown.photo.filename).collect()
}

/// Somebody who is in no photo with this person.
async fn apart_from(world: &World, person: &Person, among: &[Person]) -> Person {
    let hers = names(world, person.id).await;
    for other in among {
        if names(world, other.id).await.iter().all(|name| !hers.contains(name)) {
            return other.clone();
        }
    }
    panic!("everybody is in a photo with {person:?}");
}

async fn post(world: &World, what: &str, body: Value) -> Answer {
    world.owner.post(&format!("/api/admin/events/{}/people/{what}", world.event.id), &body).await
}

async fn try_change(world: &World, person: PersonId, body: Value) -> Answer {
    let path = format!("/api/admin/events/{}/people/{person}", world.event.id);
    Answer::read(world.owner.request(Method::PUT, &path).json(&body)).await
}

async fn change(world: &World, person: PersonId, body: Value) {
    let changed = try_change(world, person, body).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.text());
}

async fn undo(world: &World, people: &People) {
    let act = people.undo.as_ref().expect("something to undo").id;
    let undone = post(world, "undo", json!({ "act": act })).await;
    assert_eq!(undone.status, StatusCode::NO_CONTENT, "{}", undone.text());
}
