//! JSON to and from the server.

use domain::{Problem, ProblemCode};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, Request, RequestInit, Response};

use super::time;

/// An answer is waited for this long, in milliseconds: a phone at a party may be on two bars.
const PATIENCE: i32 = 30_000;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scan) enum NoAnswer {
    /// The server cannot be reached, or what answered is not PicMe.
    Offline,
    /// The server said no.
    Refused(ProblemCode),
}

/// `GET`.
pub(in crate::scan) async fn get<T: DeserializeOwned>(address: &str) -> Result<T, NoAnswer> {
    answer(request("GET", address, None)).await
}

/// `POST` with a JSON body: exactly these bytes.
pub(in crate::scan) async fn post<T: DeserializeOwned>(address: &str, body: &str) -> Result<T, NoAnswer> {
    answer(request("POST", address, Some(body))).await
}

fn request(method: &str, address: &str, body: Option<&str>) -> Result<Request, JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        headers.set("content-type", "application/json")?;
        init.set_body(&body.into());
    }
    init.set_headers(&headers);
    Request::new_with_str_and_init(address, &init)
}

async fn answer<T: DeserializeOwned>(request: Result<Request, JsValue>) -> Result<T, NoAnswer> {
    let exchange = async {
        let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
        let response: Response = JsFuture::from(window.fetch_with_request(&request?)).await?.dyn_into()?;
        let text = JsFuture::from(response.text()?).await?.as_string();
        Ok::<_, JsValue>((response.ok(), text.unwrap_or_default()))
    };
    let Some(Ok((ok, text))) = time::within(PATIENCE, exchange).await else {
        return Err(NoAnswer::Offline);
    };
    if ok {
        return serde_json::from_str(&text).map_err(|_| NoAnswer::Offline);
    }
    match serde_json::from_str::<Problem>(&text) {
        Ok(problem) => Err(NoAnswer::Refused(problem.code)),
        Err(_) => Err(NoAnswer::Offline),
    }
}
