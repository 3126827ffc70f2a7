//! Forgotten passwords.

use domain::ProblemCode;
use reqwest::StatusCode;
use serde_json::json;
use services::Caller;
use tests::House;
use tests::client::PASSWORD;

const ANNA: &str = "anna@example.org";
const NEW: &str = "quite another sentence";

#[tokio::test]
async fn a_reset_gives_a_new_password_and_ends_every_session() {
    let house = House::without_workers().await;
    for (base, page) in [("/admin", "/api/admin/events"), ("", "/api/fn/guest")] {
        let before = if base.is_empty() {
            house.visitor().as_guest(ANNA).await
        } else {
            house.visitor().as_organizer(ANNA).await
        };
        let forgetful = house.visitor();
        let code = forgetful.forgot(base, ANNA).await;
        let reset = json!({ "email": ANNA, "code": code, "password": NEW });
        assert_eq!(forgetful.post(&format!("{base}/reset"), &reset).await.status, StatusCode::OK);
        let again = forgetful.post(&format!("{base}/reset"), &reset).await;
        assert_eq!(again.problem(), ProblemCode::WrongCode, "a code is good once");

        let login = format!("{base}/login");
        let old = house.visitor().post(&login, &json!({ "email": ANNA, "password": PASSWORD })).await;
        assert_eq!(old.problem(), ProblemCode::WrongCredentials);
        let new = house.visitor().post(&login, &json!({ "email": ANNA, "password": NEW })).await;
        assert_eq!(new.status, StatusCode::OK);
        if base == "/admin" {
            assert_eq!(forgetful.get(page).await.status, StatusCode::OK, "who has reset is signed in");
            assert_eq!(before.get(page).await.problem(), ProblemCode::SignInRequired, "who was before is not");
        } else {
            assert_ne!(forgetful.post(page, &json!({})).await.text(), "null");
            assert_eq!(before.post(page, &json!({})).await.text(), "null");
        }
    }
}

#[tokio::test]
async fn asking_says_the_same_for_known_and_unknown_addresses() {
    let house = House::without_workers().await;
    house.visitor().as_organizer(ANNA).await;
    let ask = async |email: &str| house.visitor().post("/admin/forgot", &json!({ "email": email })).await;
    let (known, unknown) = (ask(ANNA).await, ask("nobody@example.org").await);
    assert_eq!(known.text(), r#"{"next":"reset"}"#);
    assert_eq!((known.status, known.text()), (unknown.status, unknown.text()));
    assert_eq!(known.headers.contains_key("set-cookie"), unknown.headers.contains_key("set-cookie"));
    for email in [ANNA, "nobody@example.org"] {
        let reset = json!({ "email": email, "code": "000000", "password": NEW });
        let answer = house.visitor().post("/admin/reset", &reset).await;
        assert_eq!(answer.problem(), ProblemCode::WrongCode);
    }
    house.outbox().after(ANNA, 1).await;
    assert_eq!(house.outbox().letters("nobody@example.org"), Vec::<String>::new());
}

#[tokio::test]
async fn a_new_password_has_to_be_a_good_one() {
    let house = House::without_workers().await;
    house.visitor().as_guest(ANNA).await;
    let code = house.visitor().forgot("", ANNA).await;
    let common = json!({ "email": ANNA, "code": code, "password": "passwordpassword" });
    assert_eq!(house.visitor().post("/reset", &common).await.problem(), ProblemCode::InvalidFields);
    let good = json!({ "email": ANNA, "code": code, "password": NEW });
    assert_eq!(house.visitor().post("/reset", &good).await.status, StatusCode::OK, "the code was not spent");
}

#[tokio::test]
async fn an_operator_makes_a_link_without_mail() {
    let house = House::without_workers().await;
    house.visitor().as_organizer(ANNA).await;
    house.visitor().as_guest(ANNA).await;
    let operator = Caller::local(&house.services);
    let links = house.services.reset_links(&operator, "Anna@Example.org").await.unwrap();
    let start = |base: &str| format!("{}{base}/reset?email=anna%40example.org&code=", house.url);
    assert_eq!(links.len(), 2);
    for (link, base) in links.iter().zip(["/admin", ""]) {
        let code = link.strip_prefix(&start(base)).unwrap_or_else(|| panic!("{link}"));
        let path = link.strip_prefix(&house.url).unwrap();
        assert!(house.visitor().get(path).await.text().contains(code), "the page has it filled in");
        let reset = json!({ "email": ANNA, "code": code, "password": NEW });
        assert_eq!(house.visitor().post(&format!("{base}/reset"), &reset).await.status, StatusCode::OK);
    }
    assert_eq!(house.services.reset_links(&operator, "nobody@example.org").await, Ok(vec![]));
}

#[tokio::test]
async fn nobody_but_the_operator_makes_links() {
    let house = House::without_workers().await;
    let somebody = Caller::local(&house.services).again(&house.services).await.unwrap();
    let refused = house.services.reset_links(&somebody, ANNA).await.map_err(|problem| problem.code);
    assert_eq!(refused, Err(ProblemCode::Forbidden));
}
