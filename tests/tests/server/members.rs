//! Organizations with several members: who may do what, who comes in, who goes.

use domain::ProblemCode;
use domain::event::{Event, OrganizerEvent, Page};
use domain::organization::{InvitationOffer, InvitationWay, Organization, Orphan, Role};
use domain::photo::AdminPhoto;
use domain::problem::{FieldProblemCode, Problem};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::client::{Answer, edit_of};
use tests::letters::invitation_token;
use tests::{Client, House, photos};
use time::Duration;

const PASSWORD: &str = "a long enough password";

/// An organization with somebody of every role, and an event.
struct Team {
    house: House,
    owner: Client,
    editor: Client,
    photographer: Client,
    event: Event,
}

impl Team {
    async fn new() -> Self {
        let house = House::without_workers().await;
        let owner = house.visitor().as_organizer("owner@example.org").await;
        let event = owner.create_event("Anna & Jonas").await;
        let editor = joined(&house, &owner, "editor@example.org", Role::Editor).await;
        let photographer = joined(&house, &owner, "photographer@example.org", Role::Photographer).await;
        Self { house, owner, editor, photographer, event }
    }

    /// Everybody, with whether they may edit and whether they may own.
    fn all(&self) -> [(&'static str, &Client, bool, bool); 3] {
        [
            ("owner", &self.owner, true, true),
            ("editor", &self.editor, true, false),
            ("photographer", &self.photographer, false, false),
        ]
    }

    async fn id(&self, role: Role) -> String {
        let organization = organization(&self.owner).await;
        let found = organization.members.iter().find(|member| member.role == role);
        found.expect("a member of this role").account_id.to_string()
    }
}

async fn organization(client: &Client) -> Organization {
    client.get("/api/admin/organization").await.json(StatusCode::OK)
}

async fn invite(house: &House, owner: &Client, email: &str, role: Role) -> String {
    let sent = owner.post("/api/admin/invitations", &json!({ "email": email, "role": role })).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    invitation_token(house, email).await
}

async fn accept(client: &Client, token: &str) -> Answer {
    let answer = json!({ "token": token, "full_name": "Somebody New", "password": PASSWORD });
    client.post("/api/admin/invitation", &answer).await
}

/// Somebody new, asked in and joined.
async fn joined(house: &House, owner: &Client, email: &str, role: Role) -> Client {
    let token = invite(house, owner, email, role).await;
    let client = house.visitor();
    let answer = accept(&client, &token).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text());
    client
}

async fn send(client: &Client, method: Method, path: &str, body: &Value) -> Answer {
    Answer::read(client.request(method, path).json(body)).await
}

async fn upload(client: &Client, event: &Event, name: &str) -> String {
    client.upload(event.id, &[(name, photos::bytes(name))]).await.accepted[0].id.to_string()
}

#[tokio::test]
async fn every_role_may_do_what_it_is_for() {
    let team = Team::new().await;
    let event = &team.event;
    let draft = json!({ "name": "Another", "date": "2026-07-01" });
    for (who, client, may_edit, may_own) in team.all() {
        let created = client.post("/api/create_event", &draft).await;
        check(who, "creates an event", &created, may_edit, StatusCode::CREATED);
        let now: Event = client.get(&format!("/api/events/{}", event.id)).await.json(StatusCode::OK);
        let change = edit_of(&now);
        let changed = send(client, Method::PUT, &format!("/api/events/{}", event.id), &change).await;
        check(who, "changes an event", &changed, may_edit, StatusCode::OK);
        let events = client.get("/api/admin/events").await;
        check(who, "lists events", &events, true, StatusCode::OK);
        let members = client.get("/api/admin/organization").await;
        check(who, "sees the members", &members, true, StatusCode::OK);

        let renamed = send(client, Method::PUT, "/api/admin/organization", &json!({ "name": "The house" })).await;
        check(who, "renames the organization", &renamed, may_own, StatusCode::OK);
        let guest = json!({ "email": "somebody@example.org", "role": "editor" });
        let invited = client.post("/api/admin/invitations", &guest).await;
        check(who, "invites", &invited, may_own, StatusCode::CREATED);
        let path = format!("/api/admin/members/{}", team.id(Role::Photographer).await);
        let role = send(client, Method::PUT, &path, &json!({ "role": "photographer" })).await;
        check(who, "changes a role", &role, may_own, StatusCode::NO_CONTENT);
        if !may_own {
            let open = organization(&team.owner).await.invitations;
            assert!(!open.is_empty() && organization(client).await.invitations.is_empty(), "{who} sees no invitations");
            let withdrawn = client.delete(&format!("/api/admin/invitations/{}", open[0].id)).await;
            check(who, "withdraws an invitation", &withdrawn, false, StatusCode::NO_CONTENT);
            let removed = client.delete(&format!("/api/admin/members/{}", team.id(Role::Owner).await)).await;
            check(who, "removes a member", &removed, false, StatusCode::NO_CONTENT);
            let end = json!({ "organization_id": organization(client).await.id, "name": "The house" });
            let ended = send(client, Method::DELETE, "/api/admin/organization", &end).await;
            check(who, "deletes the organization", &ended, false, StatusCode::NO_CONTENT);
        }
    }
    let deleted = team.photographer.delete(&format!("/api/events/{}", event.id)).await;
    check("photographer", "deletes an event", &deleted, false, StatusCode::NO_CONTENT);
    let deleted = team.editor.delete(&format!("/api/events/{}", event.id)).await;
    check("editor", "deletes an event", &deleted, true, StatusCode::NO_CONTENT);
}

fn check(who: &str, what: &str, answer: &Answer, may: bool, status: StatusCode) {
    if may {
        assert_eq!(answer.status, status, "{who} {what}: {}", answer.text());
    } else {
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{who} {what}: {}", answer.text());
        assert_eq!(answer.problem(), ProblemCode::Forbidden);
    }
}

#[tokio::test]
async fn a_photographer_sees_and_touches_their_own_photos_only() {
    let team = Team::new().await;
    let (event, photographer) = (&team.event, &team.photographer);
    let theirs = upload(&team.owner, event, "sample1.jpg").await;
    let own = upload(photographer, event, "sample2.jpg").await;
    let list = format!("/api/admin/events/{}/photos", event.id);
    let names = async |client: &Client| {
        let page: Page<AdminPhoto> = client.get(&list).await.json(StatusCode::OK);
        let mut names: Vec<String> = page.items.into_iter().map(|photo| photo.filename).collect();
        names.sort();
        names
    };
    assert_eq!(names(&team.owner).await, ["sample1.jpg", "sample2.jpg"]);
    assert_eq!(names(&team.editor).await, ["sample1.jpg", "sample2.jpg"]);
    assert_eq!(names(photographer).await, ["sample2.jpg"]);
    let events: Vec<OrganizerEvent> = photographer.get("/api/admin/events").await.json(StatusCode::OK);
    assert_eq!(events[0].progress.total, 2, "the progress is of all photos");

    let original = |photo: &str| format!("/photos/{}/{photo}/0/original", event.code);
    assert_eq!(photographer.get(&original(&theirs)).await.problem(), ProblemCode::Forbidden);
    assert_eq!(photographer.get(&original(&own)).await.status, StatusCode::OK);
    assert_eq!(team.editor.get(&original(&own)).await.status, StatusCode::OK);
    let retried = photographer.post(&format!("{list}/{theirs}/retry"), &json!({})).await;
    assert_eq!(retried.problem(), ProblemCode::Forbidden);
    assert_eq!(photographer.delete(&format!("{list}/{theirs}")).await.problem(), ProblemCode::Forbidden);
    assert_eq!(photographer.delete(&format!("{list}/{own}")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(names(&team.owner).await, ["sample1.jpg"]);
}

#[tokio::test]
async fn the_last_owner_stays() {
    let team = Team::new().await;
    let me = format!("/api/admin/members/{}", team.id(Role::Owner).await);
    let editor = format!("/api/admin/members/{}", team.id(Role::Editor).await);
    let leave = "/api/admin/organization/leave";
    assert_eq!(team.owner.post(leave, &json!({})).await.problem(), ProblemCode::LastOwner);
    assert_eq!(team.owner.delete(&me).await.problem(), ProblemCode::LastOwner);
    let demoted = send(&team.owner, Method::PUT, &me, &json!({ "role": "editor" })).await;
    assert_eq!(demoted.problem(), ProblemCode::LastOwner);
    assert_eq!(organization(&team.owner).await.role, Role::Owner, "nothing of it has happened");

    let promoted = send(&team.owner, Method::PUT, &editor, &json!({ "role": "owner" })).await;
    assert_eq!(promoted.status, StatusCode::NO_CONTENT);
    assert_eq!(organization(&team.editor).await.role, Role::Owner, "from the next request on");
    assert_eq!(team.owner.post(leave, &json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(team.owner.get("/api/admin/events").await.problem(), ProblemCode::SignInRequired);
    assert_eq!(team.editor.post(leave, &json!({})).await.problem(), ProblemCode::LastOwner);
}

#[tokio::test]
async fn a_removed_member_loses_access_at_once_and_can_begin_anew() {
    let team = Team::new().await;
    let member = format!("/api/admin/members/{}", team.id(Role::Editor).await);
    let photos = format!("/api/admin/events/{}/photos", team.event.id);
    assert_eq!(team.editor.get(&photos).await.status, StatusCode::OK);
    assert_eq!(team.owner.delete(&member).await.status, StatusCode::NO_CONTENT);
    assert_eq!(team.editor.get(&photos).await.problem(), ProblemCode::SignInRequired);
    assert_eq!(team.owner.delete(&member).await.problem(), ProblemCode::Forbidden, "there is no such member");

    let again = team.house.visitor().sign_in("editor@example.org").await;
    assert_eq!(again.get(&photos).await.problem(), ProblemCode::Forbidden);
    let own = organization(&again).await;
    assert_eq!((own.role, own.name.as_str()), (Role::Owner, "Somebody New"));
}

#[tokio::test]
async fn an_invitation_is_good_once_for_its_address_and_a_week() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("owner@example.org").await;
    let token = invite(&house, &owner, "new@example.org", Role::Photographer).await;
    let path = format!("/api/admin/invitation?token={token}");
    let offer: InvitationOffer = house.visitor().get(&path).await.json(StatusCode::OK);
    let offered = (offer.way, offer.role, offer.email.as_str());
    assert_eq!(offered, (InvitationWay::NewAccount, Role::Photographer, "new@example.org"));

    let other: InvitationOffer = owner.get(&path).await.json(StatusCode::OK);
    assert_eq!(other.way, InvitationWay::OtherAccount);
    assert_eq!(accept(&owner, &token).await.problem(), ProblemCode::Forbidden, "it is not for them");

    let empty = json!({ "token": token, "full_name": " ", "password": "short" });
    let wrong: Problem =
        house.visitor().post("/api/admin/invitation", &empty).await.json(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.fields.len(), 2);
    let new = house.visitor();
    assert_eq!(accept(&new, &token).await.status, StatusCode::NO_CONTENT);
    assert_eq!(organization(&new).await.role, Role::Photographer);
    assert_eq!(accept(&house.visitor(), &token).await.problem(), ProblemCode::InvitationOver, "it was used");
    assert_eq!(house.visitor().get(&path).await.problem(), ProblemCode::InvitationOver);

    let member = owner.post("/api/admin/invitations", &json!({ "email": "NEW@example.org", "role": "editor" })).await;
    let member: Problem = member.json(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(member.fields[0].code, FieldProblemCode::AlreadyMember);

    let late = invite(&house, &owner, "late@example.org", Role::Editor).await;
    house.pass(Duration::days(7) + Duration::seconds(1));
    assert_eq!(accept(&house.visitor(), &late).await.problem(), ProblemCode::InvitationOver);
    assert!(organization(&owner).await.invitations.is_empty());
}

#[tokio::test]
async fn a_withdrawn_invitation_and_one_that_was_replaced_let_nobody_in() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("owner@example.org").await;
    let rival = house.visitor().as_organizer("rival@example.org").await;
    let first = invite(&house, &owner, "new@example.org", Role::Editor).await;
    let sent = owner.post("/api/admin/invitations", &json!({ "email": "new@example.org", "role": "editor" })).await;
    assert_eq!(sent.status, StatusCode::CREATED);
    assert_eq!(accept(&house.visitor(), &first).await.problem(), ProblemCode::InvitationOver);
    let open = organization(&owner).await.invitations;
    assert_eq!(open.len(), 1);
    let path = format!("/api/admin/invitations/{}", open[0].id);
    assert_eq!(rival.delete(&path).await.problem(), ProblemCode::Forbidden);
    assert_eq!(owner.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(house.count("invitations").await, 0);
}

#[tokio::test]
async fn somebody_with_an_account_joins_with_its_password_and_works_for_either() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("owner@example.org").await;
    let event = owner.create_event("Anna & Jonas").await;
    let anna = house.visitor().as_organizer("anna@example.org").await;
    let home = organization(&anna).await;
    // However an account is verified, this one is.
    set_verified(&house, "created_at").await;
    let token = invite(&house, &owner, "anna@example.org", Role::Editor).await;

    let elsewhere = house.visitor();
    let guess = json!({ "token": token, "password": "not her password at all" });
    assert_eq!(elsewhere.post("/api/admin/invitation", &guess).await.problem(), ProblemCode::WrongCredentials);
    let path = format!("/api/admin/invitation?token={token}");
    let offer: InvitationOffer = anna.get(&path).await.json(StatusCode::OK);
    assert_eq!(offer.way, InvitationWay::Join);
    assert_eq!(anna.post("/api/admin/invitation", &json!({ "token": token })).await.status, StatusCode::NO_CONTENT);

    let joined = organization(&anna).await;
    assert_eq!((joined.role, joined.mine.len()), (Role::Editor, 2));
    let photos = format!("/api/admin/events/{}/photos", event.id);
    assert_eq!(anna.get(&photos).await.status, StatusCode::OK);
    let choose = "/api/admin/organization/choose";
    assert_eq!(anna.post(choose, &json!({ "organization_id": home.id })).await.status, StatusCode::NO_CONTENT);
    assert_eq!(organization(&anna).await.id, home.id);
    assert_eq!(anna.get(&photos).await.problem(), ProblemCode::Forbidden, "she works at home now");
    let anew = house.visitor().sign_in("anna@example.org").await;
    assert_eq!(organization(&anew).await.id, home.id, "a new session begins where she joined first");
    let foreign = json!({ "organization_id": organization(&owner).await.id });
    let stranger = house.visitor().as_organizer("stranger@example.org").await;
    assert_eq!(stranger.post(choose, &foreign).await.problem(), ProblemCode::Forbidden);
}

#[tokio::test]
async fn who_holds_the_letter_takes_an_address_from_who_never_proved_it() {
    let house = House::without_workers().await;
    let owner = house.visitor().as_organizer("owner@example.org").await;
    let squatter = house.visitor().as_organizer("anna@example.org").await;
    set_verified(&house, "NULL").await;
    let token = invite(&house, &owner, "anna@example.org", Role::Editor).await;
    let anna = house.visitor();
    let offer: InvitationOffer = anna.get(&format!("/api/admin/invitation?token={token}")).await.json(StatusCode::OK);
    assert_eq!(offer.way, InvitationWay::NewAccount);
    let answer = json!({ "token": token, "full_name": "Anna", "password": "a sentence of her own" });
    assert_eq!(anna.post("/api/admin/invitation", &answer).await.status, StatusCode::NO_CONTENT);
    assert_eq!(organization(&anna).await.role, Role::Editor);
    assert_eq!(squatter.get("/api/me/profile").await.problem(), ProblemCode::SignInRequired);
    let old = json!({ "email": "anna@example.org", "password": PASSWORD });
    assert_eq!(house.visitor().post("/admin/login", &old).await.problem(), ProblemCode::WrongCredentials);
}

/// Says of all accounts whether their addresses are proved.
async fn set_verified(house: &House, value: &str) {
    let change = format!("UPDATE accounts SET verified_at = {value}");
    sea_orm::ConnectionTrait::execute_unprepared(&house.database, &change).await.unwrap();
}

#[tokio::test]
async fn an_organization_goes_with_everything_when_its_name_is_typed() {
    let team = Team::new().await;
    upload(&team.owner, &team.event, "sample2.jpg").await;
    let own = organization(&team.owner).await;
    let orphans: Vec<Orphan> = team.owner.get("/api/admin/orphans").await.json(StatusCode::OK);
    assert_eq!((orphans.len(), orphans[0].events, orphans[0].others.len()), (1, 1, 2));
    let end = |name: &str| json!({ "organization_id": own.id, "name": name });
    let wrong = send(&team.owner, Method::DELETE, "/api/admin/organization", &end("Another")).await;
    assert_eq!(wrong.problem(), ProblemCode::InvalidFields);
    assert_eq!(team.house.count("events").await, 1);
    let gone = send(&team.owner, Method::DELETE, "/api/admin/organization", &end(&own.name)).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text());
    for table in ["organizations", "memberships", "events", "photos", "invitations"] {
        assert_eq!(team.house.count(table).await, 0, "{table}");
    }
    assert_eq!(team.house.files(), Vec::<String>::new());
    assert_eq!(team.editor.get("/api/admin/events").await.problem(), ProblemCode::SignInRequired);
}

#[tokio::test]
async fn pages_of_the_organization_work_without_wasm() {
    let team = Team::new().await;
    let page = team.owner.get("/admin/organization").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("editor@example.org"), "the first response is the whole page");
    let fields = [("email", "plain@example.org"), ("role", "editor")];
    let form = team.owner.request(Method::POST, "/api/fn/invite").header("accept", "text/html").form(&fields);
    let sent = Answer::read(form).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/admin/organization"));
    let token = invitation_token(&team.house, "plain@example.org").await;
    let visitor = team.house.visitor();
    let page = visitor.get(&format!("/admin/invitation?token={token}")).await;
    assert!(page.status == StatusCode::OK && page.text().contains("plain@example.org"));
    let fields = [("token", token.as_str()), ("full_name", "Plain"), ("password", PASSWORD)];
    let form = visitor.request(Method::POST, "/api/fn/accept_invitation").header("accept", "text/html").form(&fields);
    let joined = Answer::read(form).await;
    assert_eq!((joined.status, joined.header("location")), (StatusCode::SEE_OTHER, "/admin"));
    assert_eq!(organization(&visitor).await.role, Role::Editor);
    let over = team.house.visitor().get("/admin/invitation?token=none").await;
    assert_eq!(over.status, StatusCode::NOT_FOUND);
}
