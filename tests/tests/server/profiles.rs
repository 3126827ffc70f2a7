//! An account in its owner's hands: name, picture, password, and its end.

use domain::ProblemCode;
use domain::account::AccountKind;
use domain::organization::{Organization, Role};
use domain::problem::{FieldProblemCode, Problem};
use domain::profile::Profile;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::client::Answer;
use tests::letters::invitation_token;
use tests::oidc::{self, Person, Provider};
use tests::{Client, House, photos};

const PASSWORD: &str = "a long enough password";

async fn send(client: &Client, method: Method, path: &str, body: &Value) -> Answer {
    Answer::read(client.request(method, path).json(body)).await
}

async fn send_picture(client: &Client, content: Vec<u8>) -> Answer {
    let form = Form::new().part("picture", Part::bytes(content).file_name("me.jpg"));
    Answer::read(client.request(Method::POST, "/api/me/picture").multipart(form)).await
}

async fn organization(client: &Client) -> Organization {
    client.get("/api/admin/organization").await.json(StatusCode::OK)
}

async fn joined(house: &House, owner: &Client, email: &str, role: Role) -> Client {
    let sent = owner.post("/api/admin/invitations", &json!({ "email": email, "role": role })).await;
    assert_eq!(sent.status, StatusCode::CREATED);
    let token = invitation_token(house, email).await;
    let client = house.visitor();
    let answer = json!({ "token": token, "full_name": "Ben", "password": PASSWORD });
    assert_eq!(client.post("/api/admin/invitation", &answer).await.status, StatusCode::NO_CONTENT);
    client
}

#[tokio::test]
async fn a_name_is_changed() {
    let house = House::without_workers().await;
    let anna = house.visitor().as_organizer("anna@example.org").await;
    let changed = send(&anna, Method::PUT, "/api/me/profile", &json!({ "full_name": " Anna Berg " })).await;
    let profile: Profile = changed.json(StatusCode::OK);
    assert_eq!((profile.full_name.as_str(), profile.kind), ("Anna Berg", AccountKind::Organizer));
    let empty = send(&anna, Method::PUT, "/api/me/profile", &json!({ "full_name": "" })).await;
    assert_eq!(empty.problem(), ProblemCode::InvalidFields);
    let page = anna.get("/admin/profile").await;
    assert!(page.text().contains("Anna Berg") && page.text().contains("anna@example.org"));
    assert_eq!(house.visitor().get("/api/me/profile").await.problem(), ProblemCode::SignInRequired);
}

#[tokio::test]
async fn a_password_asks_for_the_one_before_and_signs_others_out() {
    let house = House::without_workers().await;
    let anna = house.visitor().as_organizer("anna@example.org").await;
    let phone = house.visitor().sign_in("anna@example.org").await;
    let change = |current: &str, new: &str| json!({ "current_password": current, "new_password": new });
    let wrong = send(&anna, Method::PUT, "/api/me/password", &change("not it, surely", "short")).await;
    let wrong: Problem = wrong.json(StatusCode::UNPROCESSABLE_ENTITY);
    let fields: Vec<_> = wrong.fields.iter().map(|field| (field.field.as_str(), field.code)).collect();
    let expected =
        [("new_password", FieldProblemCode::TooShort), ("current_password", FieldProblemCode::WrongPassword)];
    assert_eq!(fields, expected);
    assert_eq!(phone.get("/api/me/profile").await.status, StatusCode::OK);

    let new = "quite another sentence of mine";
    let changed = send(&anna, Method::PUT, "/api/me/password", &change(PASSWORD, new)).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.text());
    assert_eq!(anna.get("/api/me/profile").await.status, StatusCode::OK);
    assert_eq!(phone.get("/api/me/profile").await.problem(), ProblemCode::SignInRequired);
    let given = json!({ "email": "anna@example.org", "password": new });
    assert_eq!(house.visitor().post("/admin/login", &given).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_picture_is_a_square_for_fellow_members_only() {
    let house = House::without_workers().await;
    let anna = house.visitor().as_organizer("anna@example.org").await;
    let ben = joined(&house, &anna, "ben@example.org", Role::Photographer).await;
    let rival = house.visitor().as_organizer("rival@example.org").await;
    assert_eq!(anna.get("/api/me/picture").await.problem(), ProblemCode::NotFound);
    assert_eq!(send_picture(&anna, b"<svg>no</svg>".to_vec()).await.problem(), ProblemCode::NotAPicture);
    assert_eq!(send_picture(&anna, vec![0xff; 5 * 1024 * 1024 + 1]).await.problem(), ProblemCode::TooLarge);
    assert_eq!(house.files(), Vec::<String>::new());

    let stored: Profile = send_picture(&anna, photos::bytes("sample2.jpg").to_vec()).await.json(StatusCode::OK);
    let own = anna.get(&stored.picture_url.expect("an address")).await;
    assert_eq!((own.status, own.header("content-type")), (StatusCode::OK, "image/jpeg"));
    let size = faces::probe(&own.body).expect("a JPEG");
    assert_eq!((size.width, size.height), (256, 256));
    let members = organization(&ben).await.members;
    let url = members.iter().find_map(|member| member.picture_url.clone()).expect("her picture");
    assert_eq!(ben.get(&url).await.status, StatusCode::OK);
    assert_eq!(rival.get(&url).await.problem(), ProblemCode::Forbidden);
    assert_eq!(house.visitor().get(&url).await.problem(), ProblemCode::SignInRequired);

    send_picture(&anna, photos::bytes("sample1.jpg").to_vec()).await.json::<Profile>(StatusCode::OK);
    assert_eq!(house.files().len(), 1, "the one before is gone");
    assert_eq!(anna.delete("/api/me/picture").await.status, StatusCode::OK);
    assert_eq!(house.files(), Vec::<String>::new());
}

#[tokio::test]
async fn a_plain_form_with_a_picture_comes_back_to_its_page() {
    let house = House::without_workers().await;
    let anna = house.visitor().as_organizer("anna@example.org").await;
    let form = Form::new().part("picture", Part::bytes(b"nothing".to_vec()).file_name("me.jpg"));
    let request = anna.request(Method::POST, "/api/me/picture").header("accept", "text/html").multipart(form);
    let answer = Answer::read(request).await;
    let expected = (StatusCode::SEE_OTHER, "/admin/profile?picture=not_a_picture");
    assert_eq!((answer.status, answer.header("location")), expected);
    let page = anna.get("/admin/profile?picture=not_a_picture").await;
    assert!(page.text().contains("Export it as JPEG"), "the page says why");
}

#[tokio::test]
async fn the_last_owner_hands_over_before_their_account_goes_and_it_leaves_nothing() {
    let house = House::without_workers().await;
    let anna = house.visitor().as_organizer("anna@example.org").await;
    let ben = joined(&house, &anna, "ben@example.org", Role::Editor).await;
    let event = anna.create_event("Anna & Jonas").await;
    send_picture(&anna, photos::bytes("sample2.jpg").to_vec()).await.json::<Profile>(StatusCode::OK);
    let phone = house.visitor().sign_in("anna@example.org").await;

    let end = |confirmation: &str| json!({ "confirmation": confirmation });
    let wrong = send(&anna, Method::DELETE, "/api/me/account", &end("not it, surely")).await;
    assert_eq!(wrong.problem(), ProblemCode::InvalidFields);
    let last = send(&anna, Method::DELETE, "/api/me/account", &end(PASSWORD)).await;
    assert_eq!(last.problem(), ProblemCode::LastOwner);
    let page = anna.get("/admin/profile/delete").await;
    assert!(page.text().contains("Ben"), "the page names who could take over");

    let own = organization(&anna).await;
    let heir = own.members.iter().find(|member| member.email == "ben@example.org").expect("Ben");
    let to = json!({ "organization_id": own.id, "to": heir.account_id });
    assert_eq!(ben.post("/api/admin/organization/hand-over", &to).await.problem(), ProblemCode::Forbidden);
    assert_eq!(anna.post("/api/admin/organization/hand-over", &to).await.status, StatusCode::NO_CONTENT);
    let gone = send(&anna, Method::DELETE, "/api/me/account", &end(PASSWORD)).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text());

    for client in [&anna, &phone] {
        assert_eq!(client.get("/api/me/profile").await.problem(), ProblemCode::SignInRequired);
    }
    assert_eq!(house.count("accounts").await, 1);
    assert_eq!(house.count("memberships").await, 1);
    assert_eq!(house.count("sessions WHERE account_id IS NOT NULL").await, 1, "Ben's");
    assert_eq!(house.files(), Vec::<String>::new());
    let photos = format!("/api/admin/events/{}/photos", event.id);
    assert_eq!(ben.get(&photos).await.status, StatusCode::OK, "the event stays with its organization");
    let given = json!({ "email": "anna@example.org", "password": PASSWORD });
    assert_eq!(house.visitor().post("/admin/login", &given).await.problem(), ProblemCode::WrongCredentials);
}

#[tokio::test]
async fn a_guests_account_leaves_nothing() {
    let provider = Provider::open(Person::new("1", "guest@example.org", "Gala Guest")).await;
    let house = House::with_oidc(provider.settings()).await;
    let guest = house.visitor();
    oidc::sign_in(&guest, "/oidc/start", &house.url).await;
    let profile: Profile = guest.get("/api/me/profile").await.json(StatusCode::OK);
    let known = (profile.kind, profile.has_password, profile.email.as_str());
    assert_eq!(known, (AccountKind::Guest, false, "guest@example.org"));
    assert!(guest.get("/me/profile").await.text().contains("Gala Guest"));
    assert_eq!(guest.get("/admin/profile").await.header("location"), "/me/profile");
    send_picture(&guest, photos::bytes("sample2.jpg").to_vec()).await.json::<Profile>(StatusCode::OK);

    let wrong = send(&guest, Method::DELETE, "/api/me/account", &json!({ "confirmation": "" })).await;
    assert_eq!(wrong.problem(), ProblemCode::InvalidFields);
    let end = json!({ "confirmation": "Guest@example.org" });
    assert_eq!(send(&guest, Method::DELETE, "/api/me/account", &end).await.status, StatusCode::NO_CONTENT);
    for table in ["guests", "oidc_identities", "sessions", "codes"] {
        assert_eq!(house.count(table).await, 0, "{table}");
    }
    assert_eq!(house.files(), Vec::<String>::new());
}
