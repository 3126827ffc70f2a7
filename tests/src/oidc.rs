//! A real `OpenID` Connect provider on this machine: discovery, authorization code with PKCE, tokens, keys.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use openidconnect::core::{
    CoreIdToken, CoreIdTokenClaims, CoreIdTokenFields, CoreJsonWebKeySet, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreResponseType, CoreRsaPrivateSigningKey, CoreSubjectIdentifierType, CoreTokenResponse,
    CoreTokenType,
};
use openidconnect::{
    AccessToken, AuthUrl, EmptyAdditionalProviderMetadata, EmptyExtraTokenFields, IssuerUrl, JsonWebKeyId,
    JsonWebKeySetUrl, PkceCodeChallenge, PkceCodeVerifier, PrivateSigningKey, ResponseTypes, TokenUrl,
};
use serde::Deserialize;
use serde_json::json;
use services::OidcSettings;
use time::OffsetDateTime;

use crate::Client;
use crate::client::Answer;

const CLIENT_ID: &str = "picme-in-a-test";

/// Somebody with an account there.
#[derive(Clone)]
pub struct Person {
    pub subject: String,
    pub email: String,
    pub email_verified: bool,
    pub name: String,
}

/// A provider that lets whoever it is told to in at once.
#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    person: Person,
    /// Whether tokens carry another nonce than was asked for.
    forgets_nonce: bool,
    /// What was asked for, by the code that it is handed out for.
    asked: HashMap<String, Asked>,
}

#[derive(Clone, Deserialize)]
struct Asked {
    redirect_uri: String,
    state: String,
    nonce: String,
    code_challenge: String,
    code_challenge_method: String,
}

#[derive(Deserialize)]
struct Exchange {
    code: String,
    code_verifier: String,
    redirect_uri: String,
}

impl Person {
    pub fn new(subject: &str, email: &str, name: &str) -> Self {
        Self { subject: subject.into(), email: email.into(), email_verified: true, name: name.into() }
    }
}

impl Provider {
    pub async fn open(person: Person) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let inner = Inner { person, forgets_nonce: false, asked: HashMap::new() };
        let provider = Self { issuer, inner: Arc::new(Mutex::new(inner)) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .route("/keys", get(keys))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    /// What PicMe is told of it.
    pub fn settings(&self) -> OidcSettings {
        OidcSettings {
            issuer: self.issuer.clone(),
            client_id: CLIENT_ID.to_owned(),
            client_secret: Some("a secret of the test".to_owned()),
            name: "Testhouse".to_owned(),
        }
    }

    /// Who comes next.
    pub fn expect(&self, person: Person) {
        self.inner.lock().unwrap().person = person;
    }

    pub fn forget_nonces(&self) {
        self.inner.lock().unwrap().forgets_nonce = true;
    }
}

/// Goes to the other house and comes back with this path, which the browser has not asked for yet.
pub async fn go_there(client: &Client, start: &str, house: &str) -> String {
    let sent = client.get(start).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let there = Client::new("", std::path::Path::new("")).get(sent.header("location")).await;
    assert_eq!(there.status, StatusCode::SEE_OTHER, "{}", there.text());
    there.header("location").strip_prefix(house).expect("back to where it came from").to_owned()
}

/// Signs in, there and back.
pub async fn sign_in(client: &Client, start: &str, house: &str) -> Answer {
    let back = go_there(client, start, house).await;
    client.get(&back).await
}

fn signing_key() -> CoreRsaPrivateSigningKey {
    CoreRsaPrivateSigningKey::from_pem(KEY_OF_THE_TEST_PROVIDER, Some(JsonWebKeyId::new("test".to_owned()))).unwrap()
}

async fn configuration(State(provider): State<Provider>) -> Json<CoreProviderMetadata> {
    let at = |path: &str| format!("{}{path}", provider.issuer);
    let metadata = CoreProviderMetadata::new(
        IssuerUrl::new(provider.issuer.clone()).unwrap(),
        AuthUrl::new(at("/authorize")).unwrap(),
        JsonWebKeySetUrl::new(at("/keys")).unwrap(),
        vec![ResponseTypes::new(vec![CoreResponseType::Code])],
        vec![CoreSubjectIdentifierType::Public],
        vec![CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256],
        EmptyAdditionalProviderMetadata {},
    );
    Json(metadata.set_token_endpoint(Some(TokenUrl::new(at("/token")).unwrap())))
}

async fn keys() -> Json<CoreJsonWebKeySet> {
    Json(CoreJsonWebKeySet::new(vec![signing_key().as_verification_key()]))
}

async fn authorize(State(provider): State<Provider>, Query(asked): Query<Asked>) -> Redirect {
    assert_eq!(asked.code_challenge_method, "S256");
    let code = uuid::Uuid::new_v4().to_string();
    let to = format!("{}?code={code}&state={}", asked.redirect_uri, asked.state);
    provider.inner.lock().unwrap().asked.insert(code, asked);
    Redirect::to(&to)
}

async fn token(State(provider): State<Provider>, Form(exchange): Form<Exchange>) -> Response {
    let mut inner = provider.inner.lock().unwrap();
    let asked = inner.asked.remove(&exchange.code);
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(exchange.code_verifier));
    let asked = asked.filter(|asked| asked.redirect_uri == exchange.redirect_uri);
    let Some(asked) = asked.filter(|asked| asked.code_challenge == challenge.as_str()) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    let nonce = if inner.forgets_nonce { "another one".to_owned() } else { asked.nonce };
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let claims: CoreIdTokenClaims = serde_json::from_value(json!({
        "iss": provider.issuer,
        "aud": [CLIENT_ID],
        "exp": now + 300,
        "iat": now,
        "sub": inner.person.subject,
        "nonce": nonce,
        "email": inner.person.email,
        "email_verified": inner.person.email_verified,
        "name": inner.person.name,
    }))
    .unwrap();
    let access = AccessToken::new(uuid::Uuid::new_v4().to_string());
    let algorithm = CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256;
    let id = CoreIdToken::new(claims, &signing_key(), algorithm, Some(&access), None).unwrap();
    let fields = CoreIdTokenFields::new(Some(id), EmptyExtraTokenFields {});
    Json(CoreTokenResponse::new(access, CoreTokenType::Bearer, fields)).into_response()
}

/// Made for these tests and used nowhere else: it guards nothing.
const KEY_OF_THE_TEST_PROVIDER: &str = "-----BEGIN RSA PRIVATE KEY-----
MIIEpQIBAAKCAQEAzd6PJVwFjSofuAY+F9Gw9V4y16/04dym3PFUGzPC1hKvJ4fo
KgU2DFZ0I22sxpKYVNJT5qk0QYjOssnf4WZgqRJ3lSlHEdyNXJV644sYyscmRAPF
3Io1GMCH08tJZ/UFBKbaUqlbsfL8J7xjbMPzvGZYVVgRNXewgg31EoBKjBU96ru1
0rNPEuLfiMrAPf79EDJQSNRbYWKOtcstqgcLVp0+olw0qGZe5mf9ilGDb2e4VSVv
L1gR9KQv6+GiZv3MEWpaOxbudJfDrlj/QlWiPalajoNqHCotXzP7sdaPWuq1+H6Z
F5qlmXLkqYiDCvixou2fLS59VfNqXpX6ieq/QwIDAQABAoIBAAu/k7OyGK8BpGXA
FXMOiGa4RXaBmBv7l5osO3yB67CDyHMdEmazfW4e0OnkrGN4ojDU/+y94zmKMSGK
27flO8bqQuDERkYCrB6IeUba/UM1Mj3XaUc4q+cJtbakdz/zf6HQU8071PvGvhUW
byYZ2KL7xDa6m+DNP8lsOnwfziFISr8qntHnVlg/WS218vkTj0ONqPEb2XOvYEXk
PuQ6rBQpHBdKhavtT6qc7p50qyZGSLsulpvWalxrvJAY4Rc2pWF/Q+RMD2enOylw
zFjG0mv2XDXFLzwSO1GxoTJ75VBIkjqYix/BdzELomSrC3oGvE8h9X7lIDOLy9qy
16ozfeECgYEA+mpRGfs8ZUXDeXO2zERjsDZVxbwuaKBjmgncddqgu6S/iTvd7E5U
JFhBv1mE4jM8AgkJTGRDUrQ864L02X7FIlRRr/QGYA4xUz5rZayk1flYFCeRmOLs
uEbJDCc1q2WSzrzOkGnesVm7hii5424wSupopiVTVEOVqwmlngL0wJ8CgYEA0nXr
KEN3caIFSls6yQ496YYENTWG1X1Puoo4UNR+qHwe2uISESaqwulIYhmTS+H+VHOV
TikycMBljp7DokugqkbFnBHzjd885zgTiQyTSGFJUrbMPQN5vAOLUdOoS/0niwVJ
PgxtckweFNTDqWVTDm4qTZNQIi5LK5Wk59F9yt0CgYEAvDyPGmiwza/TcMh68LG3
/g3aC/mZKSznsjMXdcAScvs0v4QxHiEDPw7Y3W39Zcv9n8oLI1F7CgBSiva194hD
x7p6bTmSUUJZ8alKMfPFNNNqUjwsRjDOoPcUyf3vahfAc4eZ/xSWQdqiDAcxNLTv
uGDcqYgFS6JCL3/g7xZpxSECgYEAkCPsw625X50czHlBALR9WLPNq/eV+h+R/Gtv
+IQgnxorM7QDtbVq3IVTasSjaiREwOhMiLSUdD6BD7XSvRPY3OYNrz9oNHGBT8bL
MmDnenoO8tR5ewwnUsqGn6s7p5ehfohHSnTOfKp/K7swqpLX2JlA5dKP3mkgWKBr
yc1jvw0CgYEA7Cl9DTU0X4KiUXa7vzE+VIzFJI4qyH/mHXMZ5vX4DRgg7cqjJqYi
ascpZAUWdu4L5mBNJDdDYIIVH/YBXuUhKvBJ05vzgdaMJiAoOP/CTHwBYNiFc0BO
wmsQBbRxuIoydNh4M/7GZxksHq06wYFTlZVhWZ79Kr455yHX3I0CmCE=
-----END RSA PRIVATE KEY-----
";
