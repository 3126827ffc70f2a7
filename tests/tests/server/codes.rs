//! Codes by mail: what spends them, and what they open.

use domain::ProblemCode;
use domain::account::Next;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tests::House;
use tests::client::{Answer, PASSWORD};
use time::Duration;

const ANNA: &str = "anna@example.org";

/// Another code than this one.
fn other_than(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

#[tokio::test]
async fn a_code_signs_in_and_is_good_once() {
    let house = House::without_workers().await;
    let anna = house.visitor();
    let code = anna.register("/admin", ANNA).await;
    assert_eq!(anna.get("/api/admin/events").await.problem(), ProblemCode::SignInRequired);
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    assert_eq!(anna.verify("/admin", "Anna@example.org", &spaced).await.status, StatusCode::OK);
    assert_eq!(anna.get("/api/admin/events").await.status, StatusCode::OK);
    assert_eq!(anna.verify("/admin", ANNA, &code).await.problem(), ProblemCode::WrongCode);
}

#[tokio::test]
async fn five_wrong_tries_spend_a_code() {
    let house = House::without_workers().await;
    let anna = house.visitor();
    let code = anna.register("", ANNA).await;
    for _ in 0..5 {
        assert_eq!(anna.verify("", ANNA, &other_than(&code)).await.problem(), ProblemCode::WrongCode);
    }
    assert_eq!(anna.verify("", ANNA, &code).await.problem(), ProblemCode::WrongCode);
}

#[tokio::test]
async fn four_wrong_tries_do_not() {
    let house = House::without_workers().await;
    let anna = house.visitor();
    let code = anna.register("", ANNA).await;
    for _ in 0..4 {
        anna.verify("", ANNA, &other_than(&code)).await;
    }
    assert_eq!(anna.verify("", ANNA, &code).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_code_is_good_for_ten_minutes() {
    let house = House::without_workers().await;
    let anna = house.visitor();
    let code = anna.register("", ANNA).await;
    house.pass(Duration::seconds(601));
    assert_eq!(anna.verify("", ANNA, &code).await.problem(), ProblemCode::WrongCode);
}

#[tokio::test]
async fn a_code_is_good_for_one_thing() {
    let house = House::without_workers().await;
    let anna = house.visitor();
    let code = anna.register("/admin", ANNA).await;
    let reset = json!({ "email": ANNA, "code": code, "password": "quite another password" });
    assert_eq!(anna.post("/admin/reset", &reset).await.problem(), ProblemCode::WrongCode);
    assert_eq!(anna.verify("", ANNA, &code).await.problem(), ProblemCode::WrongCode, "a guest's is another");
    assert_eq!(anna.verify("/admin", "ben@example.org", &code).await.problem(), ProblemCode::WrongCode);
    assert_eq!(anna.verify("/admin", ANNA, &code).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_newer_code_replaces_the_one_before() {
    let house = House::without_workers().await;
    let anna = house.visitor();
    let first = anna.register("", ANNA).await;
    let asked: Next = anna.post("/verify/again", &json!({ "email": ANNA })).await.json(StatusCode::ACCEPTED);
    assert_eq!(serde_json::to_value(asked).unwrap(), json!({ "next": "verify" }));
    let second = house.outbox().code_after(ANNA, 1).await;
    if first != second {
        assert_eq!(anna.verify("", ANNA, &first).await.problem(), ProblemCode::WrongCode);
    }
    assert_eq!(anna.verify("", ANNA, &second).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_right_password_of_an_unverified_address_asks_for_a_new_code() {
    let house = House::without_workers().await;
    house.visitor().register("/admin", ANNA).await;
    let elsewhere = house.visitor();
    let wrong = json!({ "email": ANNA, "password": "not the password" });
    assert_eq!(elsewhere.post("/admin/login", &wrong).await.problem(), ProblemCode::WrongCredentials);
    let right = json!({ "email": ANNA, "password": PASSWORD });
    assert_eq!(elsewhere.post("/admin/login", &right).await.problem(), ProblemCode::VerifyRequired);
    let code = house.outbox().code_after(ANNA, 1).await;
    assert_eq!(elsewhere.verify("/admin", ANNA, &code).await.status, StatusCode::OK);
}

/// Somebody registers a stranger's address and hopes that the stranger verifies it.
#[tokio::test]
async fn whoever_enters_a_code_gets_their_own_password_and_not_a_strangers() {
    let house = House::without_workers().await;
    let anna = house.visitor();
    let first = anna.register("", ANNA).await;
    let planter = house.visitor();
    let planted = json!({ "full_name": "Anna", "email": ANNA, "password": "a planted password here" });
    assert_eq!(planter.post("/register", &planted).await.status, StatusCode::ACCEPTED);
    let second = house.outbox().code_after(ANNA, 1).await;
    for code in [&first, &second] {
        assert_eq!(anna.verify("", ANNA, code).await.problem(), ProblemCode::WrongCode);
    }
    anna.post("/verify/again", &json!({ "email": ANNA })).await;
    let own = anna.register("", ANNA).await;
    assert_eq!(anna.verify("", ANNA, &own).await.status, StatusCode::OK);
    let planted = json!({ "email": ANNA, "password": "a planted password here" });
    assert_eq!(planter.post("/login", &planted).await.problem(), ProblemCode::WrongCredentials);
}

#[tokio::test]
async fn nobody_fills_a_mailbox() {
    let house = House::without_workers().await;
    let mut refused = 0;
    for _ in 0..8 {
        let answer = house.visitor().post("/forgot", &json!({ "email": ANNA })).await;
        refused += usize::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(refused, 2, "six letters, then none for a while, whether or not the address is known");
}

#[tokio::test]
async fn plain_forms_lead_from_the_registration_to_the_code_and_in() {
    let house = House::without_workers().await;
    let anna = house.visitor();
    let send = async |function: &str, form: &[(&str, &str)]| {
        let request = anna.request(Method::POST, &format!("/api/fn/{function}")).header("accept", "text/html");
        let answer = Answer::read(request.form(form)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{function}: {}", answer.text());
        answer.header("location").to_owned()
    };
    let account = [("full_name", "Anna Larsen"), ("email", ANNA), ("password", PASSWORD), ("next", "/e/7k2m9011ab")];
    assert_eq!(send("register_guest", &account).await, "/verify?next=/e/7k2m9011ab");
    assert!(anna.get("/verify").await.text().contains(ANNA), "the page says where the letter went");
    assert!(!house.visitor().get("/verify").await.text().contains(ANNA), "to nobody else");
    assert_eq!(send("sign_in_guest", &account[1..]).await, "/verify?next=/e/7k2m9011ab", "not verified yet");
    let code = house.outbox().code_after(ANNA, 1).await;
    let given = [("kind", "guest"), ("email", ANNA), ("code", &code), ("next", "/e/7k2m9011ab")];
    assert_eq!(send("verify_address", &given).await, "/e/7k2m9011ab");
    assert_eq!(send("ask_for_reset", &[("kind", "guest"), ("email", ANNA)]).await, "/reset");
}
