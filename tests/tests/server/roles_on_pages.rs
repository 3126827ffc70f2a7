//! The organizer's pages show everybody what they may do and nothing that is refused to them.

use std::collections::BTreeSet;

use domain::ProblemCode;
use domain::event::Event;
use domain::organization::Role;
use reqwest::{Method, StatusCode};
use sea_orm::ConnectionTrait;
use serde_json::json;
use tests::client::Answer;
use tests::letters::invitation_token;
use tests::{Client, House, photos};

/// An event with a photo of the owner's and one of somebody's who has joined with a role.
struct Place {
    house: House,
    member: Client,
    event: Event,
    theirs: String,
    owners: String,
}

impl Place {
    async fn with(role: Role) -> Self {
        let house = House::without_workers().await;
        let owner = house.visitor().as_organizer("owner@example.org").await;
        let event = owner.create_event("Anna & Jonas").await;
        let asked = json!({ "email": "member@example.org", "role": role });
        assert_eq!(owner.post("/api/admin/invitations", &asked).await.status, StatusCode::CREATED);
        let token = invitation_token(&house, "member@example.org").await;
        let member = house.visitor();
        let answer = json!({ "token": token, "full_name": "Member", "password": "a long enough password" });
        assert_eq!(member.post("/api/admin/invitation", &answer).await.status, StatusCode::NO_CONTENT);
        let owners = upload(&owner, &event, "sample1.jpg").await;
        let theirs = upload(&member, &event, "sample2.jpg").await;
        let ready = "UPDATE photos SET state = 'ready', kind = 'group', version = 1, width = 4, height = 3";
        house.database.execute_unprepared(ready).await.unwrap();
        Self { house, member, event, theirs, owners }
    }

    fn at(&self, rest: &str) -> String {
        format!("/admin/events/{}{rest}", self.event.id)
    }

    async fn page(&self, path: &str) -> Answer {
        Answer::read(self.member.request(Method::GET, path).header("accept", "text/html")).await
    }

    /// The pages that everybody of the organization may open.
    async fn pages(&self) -> String {
        let mut all = String::new();
        let photo = format!("/photo/{}", self.theirs);
        for path in ["/admin".to_owned(), self.at(""), self.at("/share"), self.at("/numbers"), self.at(&photo)] {
            let page = self.page(&path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            all.push_str(&page.text());
        }
        all
    }
}

async fn upload(client: &Client, event: &Event, name: &str) -> String {
    client.upload(event.id, &[(name, photos::bytes(name))]).await.accepted[0].id.to_string()
}

/// Where the links of a page lead and where its forms are sent.
fn values(page: &str, attribute: &str) -> BTreeSet<String> {
    let marked = format!(" {attribute}=\"");
    page.split(&marked).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// What is refused to photographers.
const REFUSED: &[&str] = &["/admin/events/new", "/people", "/watermark", "/settings"];
const REFUSED_FORMS: &[&str] = &["/api/fn/decide_kind", "/api/fn/set_retention"];

fn ends_with_any(values: &BTreeSet<String>, ends: &[&str]) -> Vec<String> {
    values.iter().filter(|value| ends.iter().any(|end| value.ends_with(end))).cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photographer_finds_no_link_and_no_form_that_is_refused() {
    let place = Place::with(Role::Photographer).await;
    let pages = place.pages().await;
    assert_eq!(ends_with_any(&values(&pages, "href"), REFUSED), [""; 0]);
    let forms: BTreeSet<String> = ["action", "formaction"].iter().flat_map(|name| values(&pages, name)).collect();
    assert_eq!(ends_with_any(&forms, REFUSED_FORMS), [""; 0]);
    for path in values(&pages, "href").into_iter().filter(|path| path.starts_with("/admin") && !path.contains('?')) {
        assert_eq!(place.page(&path).await.status, StatusCode::OK, "{path} is offered");
    }
    assert!(forms.contains("/api/fn/delete_photo"), "their own photos are theirs to delete");
    assert!(!pages.contains(&place.owners), "nothing of what others have uploaded");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_editor_finds_them_all() {
    let place = Place::with(Role::Editor).await;
    let pages = place.pages().await;
    let (links, forms) = (values(&pages, "href"), values(&pages, "action"));
    for end in REFUSED {
        assert!(!ends_with_any(&links, &[end]).is_empty(), "{end}");
    }
    for end in REFUSED_FORMS {
        assert!(!ends_with_any(&forms, &[end]).is_empty(), "{end}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_only_change_something_refuse_a_photographer_before_anything_is_filled_in() {
    let place = Place::with(Role::Photographer).await;
    let others = format!("/photo/{}", place.owners);
    for path in ["/admin/events/new".to_owned(), place.at("/settings"), place.at("/people"), place.at("/watermark")] {
        let page = place.page(&path).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        assert!(
            !page.text().contains("/api/fn/create_event") && !page.text().contains("/api/fn/update_event"),
            "{path}"
        );
    }
    assert_eq!(place.page(&place.at(&others)).await.status, StatusCode::NOT_FOUND, "another's photo");
    let details = format!("/api/admin/events/{}/photos/{}", place.event.id, place.owners);
    assert_eq!(place.member.get(&details).await.problem(), ProblemCode::NotFound);
    assert_eq!(place.house.count("photos").await, 2);
}
