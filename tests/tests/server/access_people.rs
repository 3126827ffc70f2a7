//! How the routes of people are asked.

use domain::people::{People, Person, PersonPhotos};
use reqwest::{Method, StatusCode};
use serde_json::json;
use tests::World;
use tests::client::Answer;

use crate::access::{Body, Filling};

pub(crate) fn is_about_people(path: &str) -> bool {
    path.contains("people") || path.contains("person") || path.ends_with("separate_faces")
}

/// The event's people as they were before any other route changed them, with something to undo.
pub(crate) async fn whole_people(world: &World) -> People {
    let undo = format!("/api/admin/events/{}/people/undo", world.event.id);
    while let Some(act) = world.sorted_people().await.undo {
        assert_eq!(world.owner.post(&undo, &json!({ "act": act.id })).await.status, StatusCode::NO_CONTENT);
    }
    let woman = world.sorted_people().await.people[0].id;
    let path = format!("/api/admin/events/{}/people/{woman}", world.event.id);
    let named = world.owner.request(Method::PUT, &path).json(&json!({ "name": "Anna" }));
    assert_eq!(Answer::read(named).await.status, StatusCode::NO_CONTENT);
    world.sorted_people().await
}

/// One of the woman's faces, and somebody who is in no photo with her.
pub(crate) async fn hers(people: &People, world: &World) -> (String, String) {
    let show = async |person: &Person| -> PersonPhotos {
        let path = format!("/api/admin/events/{}/people/{}", world.event.id, person.id);
        world.owner.get(&path).await.json(StatusCode::OK)
    };
    let shown = show(&people.people[0]).await.photos.items;
    for other in &people.people[1..] {
        let theirs = show(other).await.photos.items;
        if theirs.iter().all(|theirs| shown.iter().all(|hers| hers.photo.id != theirs.photo.id)) {
            return (shown[0].face.to_string(), other.id.to_string());
        }
    }
    panic!("everybody is in a photo with her");
}

pub(crate) async fn people_body(path: &str, people: &People, world: &World) -> Body {
    let (face, other) = hers(people, world).await;
    Body::Json(match path.rsplit('/').next().unwrap_or_default() {
        "merge" => json!({ "people": [people.people[0].id, other] }),
        "undo" => json!({ "act": people.undo.as_ref().map(|act| act.id) }),
        "split" | "not" => json!({ "faces": [face] }),
        _ => json!({ "name": "Berta" }),
    })
}

pub(crate) async fn people_function(path: &str, filling: &Filling, people: &People, world: &World) -> Body {
    let (face, other) = hers(people, world).await;
    let woman = people.people[0].id.to_string();
    let event = ("event", filling.event.clone());
    let act = people.undo.as_ref().map(|act| act.id.to_string()).unwrap_or_default();
    Body::Form(match path.trim_start_matches("/api/fn/") {
        "people" => vec![event],
        "person" => vec![event, ("person", woman), ("page", "1".into())],
        "name_person" => vec![event, ("person", woman), ("name", "Clara".into())],
        "hide_person" => vec![event, ("person", woman), ("hidden", "true".into())],
        "merge_people" => vec![event, ("people[]", woman), ("people[]", other)],
        "separate_faces" => vec![event, ("person", woman), ("faces[]", face), ("what", "split".into())],
        "undo_people" => vec![event, ("act", act)],
        other => panic!("say how {other} is asked"),
    })
}
