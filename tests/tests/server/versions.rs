//! An event's version grows with every change of it, its photos or its faces: what was made of it before is out of date.

use domain::EventId;
use reqwest::{Method, StatusCode};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use tests::client::{Answer, edit_of};
use tests::{House, World};

async fn version(house: &House, event: EventId) -> i64 {
    let row = entities::event::Entity::find()
        .filter(entities::event::Column::Id.eq(event))
        .select_only()
        .column(entities::event::Column::Version)
        .into_tuple();
    row.one(&house.database).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_raises_it() {
    let world = World::new().await;
    let event = world.event.id;
    let photos = format!("/api/admin/events/{event}/photos");
    let mut before = version(&world.house, event).await;
    assert!(before >= 6, "five photos were processed: {before}");
    let mut raised = async |by: i64, what: &str, answer: Answer| {
        assert!(answer.status.is_success(), "{what}: {}", answer.text());
        world.settle().await;
        let now = version(&world.house, event).await;
        assert!(now >= before + by, "{what}: {now}, before {before}");
        before = now;
    };
    let broken = world.photo(World::BROKEN).await.id;
    let sample = world.photo("sample1.jpg").await.id;
    let owner = &world.owner;
    // Two where a worker follows: once for the queue, once for what came of it.

    raised(2, "retry", owner.post(&format!("{photos}/{broken}/retry"), &json!({})).await).await;
    raised(2, "retry all", owner.post(&format!("{photos}/retry"), &json!({})).await).await;
    raised(2, "reprocess", owner.post(&format!("{photos}/reprocess"), &json!({ "ids": [sample] })).await).await;
    let draft = edit_of(&world.event);
    let edit = owner.request(Method::PUT, &format!("/api/events/{event}")).json(&draft);
    raised(1, "edit", Answer::read(edit).await).await;
    let mark = json!({ "text": "Ours", "position": "center", "opacity": 50 });
    let mark = owner.request(Method::PUT, &format!("/api/admin/events/{event}/watermark")).json(&mark);
    raised(1, "watermark", Answer::read(mark).await).await;
    raised(1, "delete", owner.delete(&format!("{photos}/{sample}")).await).await;
    raised(1, "delete many", owner.post(&format!("{photos}/delete"), &json!({ "ids": [broken] })).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_nothing_does_not_raise_it() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await.id;
    let before = version(&house, event).await;
    let nothing = json!({ "ids": [domain::PhotoId::new()] });
    for deed in ["delete", "reprocess", "retry"] {
        let answer = organizer.post(&format!("/api/admin/events/{event}/photos/{deed}"), &nothing).await;
        assert!(answer.status.is_success(), "{deed}: {}", answer.text());
    }
    assert_eq!(organizer.get(&format!("/api/admin/events/{event}/photos")).await.status, StatusCode::OK);
    assert_eq!(version(&house, event).await, before);
}
