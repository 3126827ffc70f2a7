//! The API's description: whole, and the same as the one that is committed.

use std::path::Path;

use domain::ProblemCode;
use reqwest::StatusCode;
use serde_json::Value;
use server::routes::table;
use tests::House;

#[tokio::test]
async fn every_rest_route_is_described() {
    let house = House::without_workers().await;
    let document: Value = house.visitor().get("/api/openapi.json").await.json(StatusCode::OK);
    let mut missing = Vec::new();
    for route in table().iter().filter(|route| route.is_rest()) {
        let operation = &document["paths"][route.path][route.method.as_str().to_lowercase()];
        if operation["summary"].as_str().is_none_or(str::is_empty) {
            missing.push(format!("{} {}", route.method, route.path));
        }
    }
    assert!(missing.is_empty(), "say in server/src/routes/operations.rs what these do: {missing:#?}");
}

#[tokio::test]
async fn every_type_and_every_code_is_described() {
    let house = House::without_workers().await;
    let text = house.visitor().get("/api/openapi.json").await.text();
    let document: Value = serde_json::from_str(&text).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for name in text.split("\"#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(schemas.contains_key(name), "{name} is named and not described");
    }
    let codes = schemas["ProblemCode"]["enum"].as_array().unwrap();
    for code in ProblemCode::ALL {
        assert!(codes.contains(&code.as_str().into()), "{}", code.as_str());
        assert!(document["info"]["description"].as_str().unwrap().contains(code.title()), "{}", code.as_str());
    }
}

#[tokio::test]
async fn the_description_can_be_read_as_a_page() {
    let house = House::without_workers().await;
    let page = house.visitor().get("/api/docs").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(!page.text().contains("<script"), "no scripts");
    for path in ["POST /recognize", "GET /api/events/{event}", "RecognizeRequest"] {
        assert!(page.text().contains(path), "{path}");
    }
}

#[tokio::test]
async fn the_description_is_the_committed_one() {
    let house = House::without_workers().await;
    let now = house.visitor().get("/api/openapi.json").await.text();
    let file = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("../server/openapi.json");
    if std::env::var_os("PICME_WRITE_OPENAPI").is_some() {
        std::fs::write(&file, &now).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        now == committed,
        "server/openapi.json is not what the server says. Look at the difference, then write it anew: \
         PICME_WRITE_OPENAPI=1 cargo test --package tests --test server openapi"
    );
}
