//! One file over the wire. `XMLHttpRequest`, because `fetch` does not tell how much is sent.

use domain::photo::UploadAnswer;
use domain::{EventId, Problem, ProblemCode};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

use super::state::{Reason, State};

/// Where an event's photos are sent to.
pub fn upload_address(event: EventId) -> String {
    format!("/api/upload_photos/{event}")
}

/// Sends one file. `progress` hears the share that is sent, 0 to 1; `done` how it ended, once.
pub fn send(event: EventId, file: &File, progress: impl Fn(f64) + 'static, done: impl FnOnce(Outcome) + 'static) {
    if let Err(done) = begin(event, file, progress, done) {
        done(Outcome::Settled(State::Refused(Reason::Request(ProblemCode::Internal))));
    }
}

fn begin<D: FnOnce(Outcome) + 'static>(
    event: EventId,
    file: &File,
    progress: impl Fn(f64) + 'static,
    done: D,
) -> Result<(), D> {
    let Ok(request) = prepare(event) else { return Err(done) };
    let (Ok(form), Ok(upload)) = (form_of(file), request.upload()) else { return Err(done) };

    let on_progress = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.total() > 0.0 {
            progress(event.loaded() / event.total());
        }
    });
    upload.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));

    let answered = request.clone();
    let on_end = Closure::once_into_js(move || {
        // Dropped here and not before: the browser calls it until now.
        drop(on_progress);
        done(outcome(answered.status().unwrap_or(0), answered.response_text().ok().flatten().as_deref()));
    });
    request.set_onloadend(Some(on_end.unchecked_ref()));
    // What fails from here on is told through `loadend`.
    let _ = request.send_with_opt_form_data(Some(&form));
    Ok(())
}

fn prepare(event: EventId) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open_with_async("POST", &upload_address(event), true)?;
    request.set_request_header("accept", "application/json")?;
    Ok(request)
}

fn form_of(file: &File) -> Result<FormData, JsValue> {
    let form = FormData::new()?;
    form.append_with_blob_and_filename("photos", file, &file.name())?;
    Ok(form)
}

/// How one file's request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server has said what became of it.
    Settled(State),
    /// No answer: the file may be stored or not.
    Lost,
}

/// Whether a status says that the server was not reached, or asks to come back later. 0: no answer at all.
pub const fn is_lost(status: u16) -> bool {
    matches!(status, 0 | 429 | 502..=504)
}

/// How one file's request ended, from its status and its body.
fn outcome(status: u16, body: Option<&str>) -> Outcome {
    if is_lost(status) {
        return Outcome::Lost;
    }
    let body = body.unwrap_or_default();
    if let (200..300, Ok(answer)) = (status, serde_json::from_str::<UploadAnswer>(body)) {
        if let Some(refused) = answer.rejected.first() {
            return Outcome::Settled(State::Refused(Reason::File(refused.code)));
        }
        if let Some(stored) = answer.accepted.first() {
            return Outcome::Settled(State::Sent { duplicate: stored.duplicate });
        }
    }
    let problem = serde_json::from_str::<Problem>(body).map_or(ProblemCode::Unavailable, |problem| problem.code);
    Outcome::Settled(State::Refused(Reason::Request(problem)))
}

#[cfg(test)]
mod tests {
    use domain::photo::FailureCode;

    use super::*;

    #[test]
    fn an_answer_is_about_its_one_file() {
        let id = domain::PhotoId::new();
        let stored = format!(r#"{{"accepted":[{{"id":"{id}","filename":"a.jpg"}}],"rejected":[]}}"#);
        assert_eq!(outcome(202, Some(&stored)), Outcome::Settled(State::Sent { duplicate: false }));
        let refused = r#"{"accepted":[],"rejected":[{"filename":"a.jpg","code":"empty","detail":"0 bytes"}]}"#;
        assert_eq!(outcome(202, Some(refused)), Outcome::Settled(State::Refused(Reason::File(FailureCode::Empty))));
    }

    #[test]
    fn no_answer_is_a_loss_and_an_answer_that_says_nothing_has_a_way_out() {
        assert_eq!(outcome(0, None), Outcome::Lost);
        assert_eq!(outcome(502, Some("<html>")), Outcome::Lost);
        let refused = |code| Outcome::Settled(State::Refused(Reason::Request(code)));
        let signed_out = r#"{"code":"sign_in_required","title":"","status":401}"#;
        assert_eq!(outcome(401, Some(signed_out)), refused(ProblemCode::SignInRequired));
        assert_eq!(outcome(200, Some(r#"{"accepted":[],"rejected":[]}"#)), refused(ProblemCode::Unavailable));
    }
}
