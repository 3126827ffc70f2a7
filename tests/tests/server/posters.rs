//! The printable poster.

use domain::ProblemCode;
use domain::event::Event;
use reqwest::StatusCode;
use serde_json::json;
use tests::House;

#[tokio::test]
async fn a_poster_is_a_pdf_of_the_size_that_was_asked_for() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("anna@example.org").await;
    for name in ["Jürgen & Zoë", "حفل زفاف ليلى وأحمد", &"Donaudampfschifffahrt ".repeat(9)] {
        let draft = json!({ "name": name, "date": "2026-06-20", "location": "Schönbrunn" });
        let event: Event = owner.post("/api/create_event", &draft).await.json(StatusCode::CREATED);
        let path = format!("/api/admin/events/{}/poster", event.id);
        let (a4, a6) = (owner.get(&format!("{path}?size=a4")).await, owner.get(&format!("{path}?size=a6")).await);
        for poster in [&a4, &a6] {
            assert_eq!((poster.status, poster.header("content-type")), (StatusCode::OK, "application/pdf"));
            assert!(poster.body.starts_with(b"%PDF-"), "{name}");
        }
        // 210 × 297 mm and 105 × 148 mm in points.
        assert!(a4.text().contains("/MediaBox[0 0 595.2") && a6.text().contains("/MediaBox[0 0 297.6"));
        assert_eq!(owner.get(&path).await.body.len(), a4.body.len(), "A4 unless it is said otherwise");
        assert_eq!(owner.get(&format!("{path}?size=a5")).await.problem(), ProblemCode::BadRequest);
        assert_eq!(owner.get(&format!("{path}?size=a6&lang=nowhere")).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_poster_is_the_organizations_own() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("anna@example.org").await;
    let rival = house.visitor().as_organizer("rival@example.org").await;
    let event = owner.create_event("Party").await;
    let path = format!("/api/admin/events/{}/poster", event.id);
    assert_eq!(rival.get(&path).await.problem(), ProblemCode::Forbidden);
    assert_eq!(house.visitor().get(&path).await.problem(), ProblemCode::SignInRequired);
    let share = owner.get(&format!("/admin/events/{}/share", event.id)).await.text();
    assert!(share.contains("size=a4") && share.contains("size=a6") && share.contains("No PIN"));
}
