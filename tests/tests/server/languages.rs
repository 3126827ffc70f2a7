//! The language of a page: chosen, preferred by the browser, or English; and the way to choose.

use reqwest::{Method, StatusCode};
use tests::client::Answer;
use tests::{Client, House};

async fn page(client: &Client, path: &str, accept_language: &str) -> String {
    let request = client.request(Method::GET, path).header("accept-language", accept_language);
    Answer::read(request).await.text()
}

/// What `<html>` says of itself.
fn html(page: &str) -> &str {
    page.split("<html").nth(1).and_then(|rest| rest.split('>').next()).unwrap_or_default()
}

#[tokio::test]
async fn the_browser_is_asked_first() {
    let house = House::without_workers().await;
    for (asked, language, direction, word) in [
        ("", "en", "ltr", "What is kept"),
        ("fr", "en", "ltr", "What is kept"),
        ("de-AT,de;q=0.9,en;q=0.8", "de", "ltr", "Was gespeichert wird"),
        ("en;q=0.3, ar-EG;q=0.9", "ar", "rtl", "ما الذي يُحفَظ"),
    ] {
        let page = page(&house.visitor(), "/privacy", asked).await;
        let html = html(&page);
        assert!(html.contains(&format!("lang=\"{language}\"")), "{asked}: {html}");
        assert!(html.contains(&format!("dir=\"{direction}\"")), "{asked}: {html}");
        assert!(page.contains(word), "{asked}");
    }
}

#[tokio::test]
async fn who_chooses_a_language_comes_back_to_the_same_page_in_it() {
    let house = House::without_workers().await;
    let visitor = house.visitor();
    let chosen = choose(&visitor, "ar", "/privacy?x=1").await;
    assert_eq!((chosen.status, chosen.header("location")), (StatusCode::SEE_OTHER, "/privacy?x=1"));
    assert!(chosen.header("set-cookie").starts_with("picme_lang=ar;"));
    assert!(html(&page(&visitor, "/privacy", "de").await).contains("lang=\"ar\""));
    assert!(html(&page(&visitor, "/nowhere", "de").await).contains("dir=\"rtl\""), "error pages too");
}

#[tokio::test]
async fn nobody_is_led_to_another_site_by_choosing() {
    let house = House::without_workers().await;
    for place in ["https://evil.example", "//evil.example", "/\\evil.example"] {
        assert_eq!(choose(&house.visitor(), "de", place).await.header("location"), "/", "{place}");
    }
    assert!(choose(&house.visitor(), "tlh", "/").await.header("set-cookie").is_empty());
}

async fn choose(visitor: &Client, language: &str, here: &str) -> Answer {
    let form = [("language", language), ("here", here)];
    let request = visitor.request(Method::POST, "/api/fn/choose_language").header("accept", "text/html").form(&form);
    Answer::read(request).await
}
