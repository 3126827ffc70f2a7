//! Before a file is sent: whether it is one that is taken, and whether it is there already.

use domain::photo::{FailureCode, foreign_format};
use domain::{EventId, Problem, ProblemCode};
use js_sys::{Array, ArrayBuffer, Promise, Uint8Array};
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, Headers, Request, RequestInit, Response};

use super::send::{is_lost, upload_address};
use super::state::Reason;
use crate::assets::from_page;

/// Bytes by which formats are told apart.
const HEAD: f64 = 64.0;
/// The largest file in bytes, as the server has it: what is larger need not be sent to be refused.
const LARGEST: f64 = 100_000_000.0;
/// How long the server's answer is waited for, in milliseconds.
const PATIENCE: i32 = 30_000;

/// What is known of a file before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing speaks against it.
    New,
    /// The event has it already.
    Known,
    /// It would not be taken.
    Refused(Reason),
    /// The server could not be asked.
    Lost,
}

/// Looks at a file and asks whether the event has it. Only this one file is in memory meanwhile.
pub async fn check(event: EventId, file: &File) -> Verdict {
    let refused = |code| Verdict::Refused(Reason::File(code));
    if file.size() == 0.0 {
        return refused(FailureCode::Empty);
    }
    if file.size() > LARGEST {
        return refused(FailureCode::TooLarge);
    }
    // It was moved or taken away since it was chosen.
    let Ok(head) = head(file).await else { return refused(FailureCode::Unreadable) };
    if let Some(code) = foreign_format(&head).filter(|code| !is_taken_here(*code)) {
        return refused(code);
    }
    match sha256(file).await {
        Ok(Some(hash)) => ask(event, &hash).await,
        // Outside of https and localhost browsers do not hash. The server does, and keeps one of two equal files.
        Ok(None) => Verdict::New,
        Err(_) => refused(FailureCode::Unreadable),
    }
}

/// Whether this server takes a format that not every one does.
fn is_taken_here(code: FailureCode) -> bool {
    matches!(code, FailureCode::Heic | FailureCode::Avif) && from_page().is_some_and(|assets| assets.heif)
}

async fn head(file: &File) -> Result<Vec<u8>, JsValue> {
    let head = file.slice_with_f64_and_f64(0.0, HEAD)?;
    Ok(Uint8Array::new(bytes(&head).await?.as_ref()).to_vec())
}

async fn bytes(blob: &Blob) -> Result<ArrayBuffer, JsValue> {
    JsFuture::from(blob.array_buffer()).await?.dyn_into()
}

/// The SHA-256 of a file in hexadecimal; `None` where the browser does not hash.
async fn sha256(file: &File) -> Result<Option<String>, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    if !window.is_secure_context() {
        return Ok(None);
    }
    let content = bytes(file).await?;
    let digest = window.crypto()?.subtle().digest_with_str_and_buffer_source("SHA-256", &content)?;
    let digest = Uint8Array::new(&JsFuture::from(digest).await?).to_vec();
    Ok(Some(hexadecimal(&digest)))
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

/// What the server knows of the files that it was asked about.
#[derive(Deserialize)]
struct Known {
    hashes: Vec<String>,
}

async fn ask(event: EventId, hash: &str) -> Verdict {
    let address = format!("{}/known", upload_address(event));
    match post(&address, &format!("{{\"hashes\":[\"{hash}\"]}}")).await {
        Ok((status, text)) => verdict(status, &text),
        Err(_) => Verdict::Lost,
    }
}

fn verdict(status: u16, text: &str) -> Verdict {
    if is_lost(status) {
        return Verdict::Lost;
    }
    match serde_json::from_str::<Known>(text) {
        Ok(known) if known.hashes.is_empty() => Verdict::New,
        Ok(_) => Verdict::Known,
        Err(_) => {
            let code = serde_json::from_str::<Problem>(text).map_or(ProblemCode::Unavailable, |problem| problem.code);
            Verdict::Refused(Reason::Request(code))
        }
    }
}

async fn post(address: &str, body: &str) -> Result<(u16, String), JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    headers.set("content-type", "application/json")?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&body.into());
    init.set_headers(&headers);
    let request = Request::new_with_str_and_init(address, &init)?;
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let answer = Promise::race(&Array::of2(&window.fetch_with_request(&request), &after_patience()));
    let response: Response = JsFuture::from(answer).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?.as_string();
    Ok((response.status(), text.unwrap_or_default()))
}

/// A promise that fails once nobody should wait any longer.
fn after_patience() -> Promise {
    Promise::new(&mut |_, reject| {
        if let Some(window) = web_sys::window() {
            // It fails in a page that is gone only, where nobody waits.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&reject, PATIENCE);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_says_whether_the_file_is_there() {
        assert_eq!(verdict(200, r#"{"hashes":[]}"#), Verdict::New);
        assert_eq!(verdict(200, r#"{"hashes":["ab"]}"#), Verdict::Known);
        assert_eq!(verdict(0, ""), Verdict::Lost);
        let out = r#"{"code":"sign_in_required","title":"","status":401}"#;
        assert_eq!(verdict(401, out), Verdict::Refused(Reason::Request(ProblemCode::SignInRequired)));
    }

    #[test]
    fn hashes_are_written_as_the_server_reads_them() {
        assert_eq!(hexadecimal(&[0, 10, 255]), "000aff");
    }
}
