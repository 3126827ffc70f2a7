//! Somebody with a browser: a cookie jar and the habits of one.

use std::path::Path;

use domain::Problem;
use domain::account::{Credentials, Verification};
use domain::event::Event;
use domain::photo::UploadAnswer;
use domain::scan::ScanOffer;
use domain::{EventId, ProblemCode};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::Outbox;

/// Everybody's password.
pub const PASSWORD: &str = "a long enough password";

#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    url: String,
    outbox: Outbox,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub body: Vec<u8>,
}

impl Client {
    /// Somebody who reads the mail of everybody: it waits in the server's data folder.
    pub fn new(url: &str, data: &Path) -> Self {
        let policy = reqwest::redirect::Policy::none();
        let http = reqwest::Client::builder().cookie_store(true).redirect(policy).build().unwrap();
        Self { http, url: url.to_owned(), outbox: Outbox::of(data) }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.url))
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::read(self.request(Method::GET, path)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        Answer::read(self.request(Method::DELETE, path)).await
    }

    pub async fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        Answer::read(self.request(Method::POST, path).json(body)).await
    }

    /// Registers an organization, reads the code and enters it: that signs in.
    pub async fn as_organizer(self, email: &str) -> Self {
        self.registered("/admin", email).await
    }

    /// Registers a guest's account, reads the code and enters it: that signs in.
    pub async fn as_guest(self, email: &str) -> Self {
        self.registered("", email).await
    }

    async fn registered(self, base: &str, email: &str) -> Self {
        let code = self.register(base, email).await;
        let verified = self.verify(base, email, &code).await;
        assert_eq!(verified.status, StatusCode::OK, "{}", verified.text());
        self
    }

    /// Registers at `/admin/register` (base `/admin`) or `/register` (base empty); answers the code that was sent.
    pub async fn register(&self, base: &str, email: &str) -> String {
        let seen = self.outbox.codes(email).len();
        let new = json!({ "organization_name": format!("House of {email}"), "full_name": format!("Guest {email}"),
            "email": email, "password": PASSWORD });
        let registered = self.post(&format!("{base}/register"), &new).await;
        assert_eq!(registered.status, StatusCode::ACCEPTED, "{}", registered.text());
        self.outbox.code_after(email, seen).await
    }

    /// Asks for a new password; answers the code that was sent.
    pub async fn forgot(&self, base: &str, email: &str) -> String {
        let seen = self.outbox.codes(email).len();
        let asked = self.post(&format!("{base}/forgot"), &json!({ "email": email })).await;
        assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.text());
        self.outbox.code_after(email, seen).await
    }

    /// Enters a code at `/admin/verify` (base `/admin`) or `/verify` (base empty).
    pub async fn verify(&self, base: &str, email: &str, code: &str) -> Answer {
        let given = Verification { email: email.to_owned(), code: code.to_owned() };
        self.post(&format!("{base}/verify"), &given).await
    }

    /// Signs in somebody who has registered.
    pub async fn sign_in(self, email: &str) -> Self {
        let given = Credentials { email: email.to_owned(), password: PASSWORD.to_owned() };
        let signed_in = self.post("/admin/login", &given).await;
        assert_eq!(signed_in.status, StatusCode::OK, "{}", signed_in.text());
        self
    }

    pub async fn create_event(&self, name: &str) -> Event {
        let draft = json!({ "name": name, "date": "2026-06-20", "location": "Garden", "category": "Party" });
        self.post("/api/create_event", &draft).await.json(StatusCode::CREATED)
    }

    pub async fn upload(&self, event: EventId, files: &[(&str, &[u8])]) -> UploadAnswer {
        self.try_upload(event, files).await.json(StatusCode::ACCEPTED)
    }

    pub async fn try_upload(&self, event: EventId, files: &[(&str, &[u8])]) -> Answer {
        let mut form = Form::new();
        for (name, bytes) in files {
            form = form.part("photos", Part::bytes(bytes.to_vec()).file_name((*name).to_owned()));
        }
        let path = format!("/api/upload_photos/{event}");
        Answer::read(self.request(Method::POST, &path).multipart(form)).await
    }

    /// Sends a file as the only field of a form.
    pub async fn send_file(&self, method: Method, path: &str, bytes: &[u8]) -> Answer {
        let form = Form::new().part("thumbnail", Part::bytes(bytes.to_vec()).file_name("a file"));
        Answer::read(self.request(method, path).multipart(form)).await
    }

    pub async fn put(&self, path: &str, body: &impl Serialize) -> Answer {
        Answer::read(self.request(Method::PUT, path).json(body)).await
    }

    /// Changes some fields of an event to what the JSON says.
    pub async fn edit(&self, event: &Event, changes: serde_json::Value) -> Event {
        let path = format!("/api/events/{}", event.id);
        let now: Event = self.get(&path).await.json(StatusCode::OK);
        let mut body = edit_of(&now);
        body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        self.put(&path, &body).await.json(StatusCode::OK)
    }

    pub async fn offer(&self, event: &Event) -> ScanOffer {
        self.get(&format!("/api/events/{}/scan", event.code)).await.json(StatusCode::OK)
    }

    /// Scans with these frames.
    pub async fn scan(&self, event: &Event, frames: &[Vec<f32>]) -> Answer {
        let offer = self.offer(event).await;
        self.post("/recognize", &request(&offer, frames)).await
    }
}

/// An edit of an event that changes nothing.
pub fn edit_of(event: &Event) -> serde_json::Value {
    json!({
        "version": event.version,
        "name": event.name,
        "date": event.date.to_string(),
        "location": event.location,
        "category": event.category,
        "listed": event.listed,
        "downloads": event.downloads,
        "camera_only": event.camera_only,
    })
}

/// The request of a scan, as the page sends it.
pub fn request(offer: &ScanOffer, frames: &[Vec<f32>]) -> serde_json::Value {
    json!({
        "event_id": offer.event_id,
        "nonce": offer.nonce,
        "model_id": offer.model_id,
        "consent": true,
        "frames": frames,
    })
}

impl Answer {
    pub async fn read(request: RequestBuilder) -> Self {
        let response: Response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Self { status, headers, body: response.bytes().await.unwrap().to_vec() }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON, after checking the status.
    pub fn json<T: DeserializeOwned>(&self, status: StatusCode) -> T {
        assert_eq!(self.status, status, "{}", self.text());
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The problem's code, after checking that status and type go with it.
    pub fn problem(&self) -> ProblemCode {
        let problem: Problem = serde_json::from_slice(&self.body).unwrap_or_else(|_| {
            panic!("{} is no problem: {}", self.status, self.text().chars().take(300).collect::<String>())
        });
        assert_eq!(self.status.as_u16(), problem.code.status());
        assert_eq!(self.header("content-type"), "application/problem+json");
        problem.code
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
