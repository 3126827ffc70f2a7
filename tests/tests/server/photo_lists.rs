//! The organizer's lists: filters, orders, pages, counts.

use domain::ProblemCode;
use domain::photo::{EventPhotos, FailureCode, PhotoFilter};
use reqwest::StatusCode;
use tests::{House, World, photos};

async fn list(world: &World, query: &str) -> EventPhotos {
    world.owner.get(&format!("/api/admin/events/{}/photos{query}", world.event.id)).await.json(StatusCode::OK)
}

fn names(list: &EventPhotos) -> Vec<&str> {
    list.photos.items.iter().map(|photo| photo.filename.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_filter_shows_as_many_photos_as_it_says() {
    let world = World::new().await;
    let all = list(&world, "").await;
    for &filter in PhotoFilter::ALL {
        let found = list(&world, &format!("?filter={filter}")).await;
        assert_eq!(found.photos.total, all.counts.of(filter), "{filter}");
        assert_eq!(found.photos.items.len() as u64, found.photos.total, "{filter}");
        assert_eq!(found.counts, all.counts, "counts are those of the event, whatever is shown");
        let kinds = found.photos.items.iter().all(|photo| filter.kind().is_none() || photo.kind == filter.kind());
        assert!(kinds, "{filter}: {found:?}");
    }
    assert_eq!((all.counts.all, all.counts.ready, all.counts.failed, all.counts.waiting), (5, 4, 1, 0));
    assert_eq!((all.counts.group, all.counts.individual), (2, 2));
    assert_eq!(all.counts.failures[0].code, FailureCode::Unreadable);
    assert_eq!(names(&list(&world, "?filter=failed").await), [World::BROKEN]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ready_photo_has_a_placeholder_in_every_list() {
    let world = World::new().await;
    let ready = list(&world, "?filter=ready").await;
    let placeholders: Vec<_> = ready.photos.items.iter().map(|photo| photo.placeholder.clone()).collect();
    let small = |address: &str| address.starts_with("data:image/png;base64,") && address.len() < 300;
    assert!(placeholders.iter().all(|placeholder| placeholder.as_deref().is_some_and(small)), "{placeholders:?}");
    let public = world.guest.get(&format!("/api/events/{}/photos", world.event.code)).await.text();
    assert!(public.contains("data:image/png;base64,"));
    let page = world.guest.get(&format!("/e/{}/photos", world.event.code)).await.text();
    assert!(page.contains("background-image:url(data:image/png;base64,"), "the guests' grid");
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_come_in_the_order_asked_for() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await;
    for (name, photo) in [("b.jpg", "sample1.jpg"), ("c.jpg", "sample2.jpg"), ("a.jpg", "sample3.jpg")] {
        organizer.upload(event.id, &[(name, photos::bytes(photo))]).await;
    }
    let names = async |query: &str| -> Vec<String> {
        let path = format!("/api/admin/events/{}/photos{query}", event.id);
        let found: EventPhotos = organizer.get(&path).await.json(StatusCode::OK);
        found.photos.items.into_iter().map(|photo| photo.filename).collect()
    };
    assert_eq!(names("").await, ["a.jpg", "c.jpg", "b.jpg"]);
    assert_eq!(names("?sort=name").await, ["a.jpg", "b.jpg", "c.jpg"]);
    assert_eq!(names("?sort=taken").await, ["b.jpg", "c.jpg", "a.jpg"], "none says when: as they came");
    assert_eq!(names("?sort=name&page=2&per_page=2").await, ["c.jpg"]);
    assert_eq!(names("?filter=waiting&sort=name").await.len(), 3);
    for wrong in ["?filter=everything", "?sort=size", "?person=me"] {
        let path = format!("/api/admin/events/{}/photos{wrong}", event.id);
        assert_eq!(organizer.get(&path).await.problem(), ProblemCode::BadRequest, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_filters_with_their_counts_before_any_script_runs() {
    let world = World::new().await;
    let page = world.owner.get(&format!("/admin/events/{}?filter=failed", world.event.id)).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    assert!(text.contains(World::BROKEN) && !text.contains("sample1.jpg"), "only what failed is shown");
    assert!(text.contains("?filter=individual") && text.contains("aria-setsize"));
}
