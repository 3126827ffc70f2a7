//! Signing in with another house's account, against a real provider on this machine.

use domain::ProblemCode;
use domain::account::AccountKind;
use domain::organization::{Organization, Role};
use domain::profile::Profile;
use reqwest::StatusCode;
use tests::oidc::{Person, Provider, go_there, sign_in};
use tests::{Client, House};
use time::Duration;

const ORGANIZERS: &str = "/admin/oidc/start";
const GUESTS: &str = "/oidc/start";

async fn open() -> (Provider, House) {
    let provider = Provider::open(Person::new("1", "Anna@example.org", "Anna Berg")).await;
    let house = House::with_oidc(provider.settings()).await;
    (provider, house)
}

async fn profile(client: &Client) -> Profile {
    client.get("/api/me/profile").await.json(StatusCode::OK)
}

#[tokio::test]
async fn a_new_organizer_gets_an_organization_named_after_them() {
    let (_provider, house) = open().await;
    let anna = house.visitor();
    let back = sign_in(&anna, ORGANIZERS, &house.url).await;
    let expected = (StatusCode::SEE_OTHER, "/admin/organization?new");
    assert_eq!((back.status, back.header("location")), expected);
    let organization: Organization = anna.get("/api/admin/organization").await.json(StatusCode::OK);
    assert_eq!((organization.name.as_str(), organization.role), ("Anna Berg", Role::Owner));
    assert_eq!(profile(&anna).await.email, "anna@example.org");

    let again = house.visitor();
    assert_eq!(sign_in(&again, ORGANIZERS, &house.url).await.header("location"), "/admin");
    assert_eq!(house.count("accounts").await, 1, "the same person");
}

#[tokio::test]
async fn an_account_with_the_same_address_is_linked_and_stays_linked() {
    let (provider, house) = open().await;
    let by_password = house.visitor().as_organizer("anna@example.org").await;
    let event = by_password.create_event("Anna & Jonas").await;
    // However an account is verified, this one is.
    let verify = "UPDATE accounts SET verified_at = created_at";
    sea_orm::ConnectionTrait::execute_unprepared(&house.database, verify).await.unwrap();
    let anna = house.visitor();
    assert_eq!(sign_in(&anna, ORGANIZERS, &house.url).await.header("location"), "/admin");
    let photos = format!("/api/admin/events/{}/photos", event.id);
    assert_eq!(anna.get(&photos).await.status, StatusCode::OK);
    assert!(profile(&anna).await.has_password, "her password stays good");

    // Her address there has changed; it is still her.
    provider.expect(Person::new("1", "anna.berg@example.org", "Anna Berg"));
    let later = house.visitor();
    sign_in(&later, ORGANIZERS, &house.url).await;
    assert_eq!(later.get(&photos).await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_registered_an_address_without_proving_it_loses_it_to_who_proves_it() {
    let (_provider, house) = open().await;
    let squatter = house.visitor().as_organizer("anna@example.org").await;
    let unverify = "UPDATE accounts SET verified_at = NULL";
    sea_orm::ConnectionTrait::execute_unprepared(&house.database, unverify).await.unwrap();
    let anna = house.visitor();
    sign_in(&anna, ORGANIZERS, &house.url).await;
    assert!(!profile(&anna).await.has_password);
    assert_eq!(squatter.get("/api/me/profile").await.problem(), ProblemCode::SignInRequired);
}

#[tokio::test]
async fn guests_and_organizers_do_not_mix() {
    let (_provider, house) = open().await;
    let guest = house.visitor();
    let back = sign_in(&guest, GUESTS, &house.url).await;
    assert_eq!((back.status, back.header("location")), (StatusCode::SEE_OTHER, "/me/profile"));
    assert_eq!(profile(&guest).await.kind, AccountKind::Guest);
    assert_eq!(guest.get("/api/admin/events").await.problem(), ProblemCode::SignInRequired);
    assert_eq!((house.count("guests").await, house.count("accounts").await), (1, 0));

    // The same person is an organizer too, in another account; a session is one or the other.
    sign_in(&guest, ORGANIZERS, &house.url).await;
    assert_eq!(profile(&guest).await.kind, AccountKind::Organizer);
    assert_eq!((house.count("guests").await, house.count("oidc_identities").await), (1, 2));
    // What was begun for guests does not end for organizers.
    let other = house.visitor();
    let crossed = go_there(&other, GUESTS, &house.url).await;
    let crossed = other.get(&format!("/admin{crossed}")).await;
    assert_eq!(crossed.header("location"), "/admin/login?oidc=oidc_failed");
}

#[tokio::test]
async fn another_nonce_is_refused() {
    let (provider, house) = open().await;
    provider.forget_nonces();
    let anna = house.visitor();
    let back = sign_in(&anna, ORGANIZERS, &house.url).await;
    assert_eq!(back.header("location"), "/admin/login?oidc=oidc_failed");
    assert_eq!(anna.get("/api/me/profile").await.problem(), ProblemCode::SignInRequired);
    assert_eq!(house.count("accounts").await, 0);
}

#[tokio::test]
async fn another_state_is_refused_and_an_answer_is_good_once() {
    let (_provider, house) = open().await;
    let anna = house.visitor();
    let back = go_there(&anna, ORGANIZERS, &house.url).await;
    let forged = back.replace("state=", "state=x");
    assert_eq!(anna.get(&forged).await.header("location"), "/admin/login?oidc=oidc_failed");
    assert_eq!(anna.get(&back).await.header("location"), "/admin/login?oidc=oidc_failed", "it was taken out");

    let back = go_there(&anna, ORGANIZERS, &house.url).await;
    let thief = house.visitor();
    assert_eq!(thief.get(&back).await.header("location"), "/admin/login?oidc=oidc_failed", "another browser");
    house.pass(Duration::minutes(11));
    assert_eq!(anna.get(&back).await.header("location"), "/admin/login?oidc=oidc_failed", "too late");
    assert_eq!(house.count("accounts").await, 0);
    let page = anna.get("/admin/login?oidc=oidc_failed").await;
    assert!(page.text().contains("did not work"), "the page says so");
}

#[tokio::test]
async fn an_address_that_is_not_verified_there_is_refused() {
    let (provider, house) = open().await;
    provider.expect(Person { email_verified: false, ..Person::new("2", "anna@example.org", "Anna") });
    for (start, page) in [(ORGANIZERS, "/admin/login?oidc=oidc_unverified"), (GUESTS, "/login?oidc=oidc_unverified")] {
        assert_eq!(sign_in(&house.visitor(), start, &house.url).await.header("location"), page);
    }
    assert_eq!((house.count("accounts").await, house.count("guests").await), (0, 0));
}

#[tokio::test]
async fn it_is_off_unless_configured() {
    let house = House::without_workers().await;
    for path in [ORGANIZERS, GUESTS, "/oidc/callback?code=a&state=b", "/admin/oidc/callback?code=a&state=b"] {
        assert_eq!(house.visitor().get(path).await.problem(), ProblemCode::NotFound, "{path}");
    }
    assert!(!house.visitor().get("/admin/login").await.text().contains("oidc/start"), "no button");
    let (_provider, house) = open().await;
    let page = house.visitor().get("/admin/login").await.text();
    assert!(page.contains("/admin/oidc/start") && page.contains("Testhouse"), "a button that names it");
}
