//! Letters over a real SMTP conversation.

use reqwest::StatusCode;
use serde_json::json;
use tests::House;
use tests::client::PASSWORD;
use tests::letters::{code, read};
use tests::smtp::MailServer;

#[tokio::test]
async fn a_code_arrives_by_smtp() {
    let mail = MailServer::open().await;
    let house = House::with_mail_server(&mail.url).await;
    let anna = house.visitor();
    let new = json!({ "full_name": "Anna Larsen", "email": "anna@example.org", "password": PASSWORD });
    assert_eq!(anna.post("/register", &new).await.status, StatusCode::ACCEPTED);
    let delivered = mail.first().await;
    assert_eq!(
        (delivered.from.as_str(), delivered.to.as_slice()),
        ("picme@localhost", &["anna@example.org".to_owned()][..])
    );
    let letter = read(&delivered.message);
    assert_eq!(letter.to, "anna@example.org");
    let code = code(&letter.text).unwrap_or_else(|| panic!("no code in {}", letter.text));
    assert_eq!(anna.verify("", "anna@example.org", &code).await.status, StatusCode::OK);
}
