//! The one request that leaves the phone: vectors, and nothing else.

use std::cell::RefCell;

use domain::scan::{RecognizeAnswer, RecognizeRequest, ScanOffer};
use domain::{Embedding, ModelId, ProblemCode};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::browser::http::{self, NoAnswer};
use super::browser::storage;
use super::step::Trouble;

/// The vectors of one scan and the model they come from. They live in the page's memory only, so that "look again"
/// needs no new scan; they are in no storage, and gone when the tab is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frames {
    /// The event's code, as the address of the page has it.
    pub(super) code: String,
    /// Which model made the vectors.
    pub(super) model_id: ModelId,
    /// One to five.
    pub(super) embeddings: Vec<Embedding>,
}

/// What the guest is shown about what was sent: JSON in the tab's session storage under `picme.receipt`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Bytes of the request's body, counted, not estimated.
    pub bytes: usize,
    /// When it was sent.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// The model that made the numbers.
    pub model_id: ModelId,
    /// How many vectors.
    pub frames: usize,
}

impl Receipt {
    /// The receipt of the last scan in this tab. None on the server.
    pub fn read() -> Option<Self> {
        serde_json::from_str(&storage::receipt()?).ok()
    }
}

thread_local! {
    // A browser's page has one thread; the server never touches this.
    static FRAMES: RefCell<Option<Frames>> = const { RefCell::new(None) };
}

/// Whether the last scan's frames of this event are still in memory, so that [`look_again`] can work.
pub fn can_look_again(code: &str) -> bool {
    kept(code).is_some()
}

/// Sends the frames at hand anew: after new photos came, or after a "yes, this is me".
///
/// `None`: there are none, the guest has to scan again. Otherwise what was found, or why not.
pub async fn look_again(code: &str) -> Option<Result<RecognizeAnswer, ProblemCode>> {
    let frames = kept(code)?;
    let answer = send(&frames).await;
    Some(answer.map_err(|trouble| match trouble {
        Trouble::Refused(code) => code,
        _ => ProblemCode::Unavailable,
    }))
}

/// Drops the frames and the receipt: "forget me" on this side.
pub fn forget_frames() {
    FRAMES.with_borrow_mut(Option::take);
    storage::drop_receipt();
}

fn kept(code: &str) -> Option<Frames> {
    FRAMES.with_borrow(|kept| kept.as_ref().filter(|frames| frames.code == code).cloned())
}

/// Keeps the frames of a new scan in memory, in place of those before.
pub(super) fn keep(frames: Frames) {
    FRAMES.with_borrow_mut(|kept| *kept = Some(frames));
}

/// Sends the frames that are kept for this event, the first time or again.
pub(super) async fn send_kept(code: &str) -> Result<RecognizeAnswer, Trouble> {
    let frames = kept(code).ok_or(Trouble::Refused(ProblemCode::InvalidFrames))?;
    send(&frames).await
}

/// Asks for leave and sends; an expired leave is asked for once more, without a word.
async fn send(frames: &Frames) -> Result<RecognizeAnswer, Trouble> {
    match send_once(frames).await {
        Err(Trouble::Refused(ProblemCode::ScanExpired)) => send_once(frames).await,
        answer => answer,
    }
}

async fn send_once(frames: &Frames) -> Result<RecognizeAnswer, Trouble> {
    let offer: ScanOffer = http::get(&format!("/api/events/{}/scan", frames.code)).await?;
    let body = body(&offer, frames)?;
    let answer = http::post("/recognize", &body).await?;
    let receipt = Receipt {
        bytes: body.len(),
        at: OffsetDateTime::from_unix_timestamp((js_sys::Date::now() / 1_000.0) as i64)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH),
        model_id: frames.model_id.clone(),
        frames: frames.embeddings.len(),
    };
    if let Ok(json) = serde_json::to_string(&receipt) {
        storage::keep_receipt(&json);
    }
    Ok(answer)
}

/// The request's body. A page that is older than the server says so here, before any vector leaves.
fn body(offer: &ScanOffer, frames: &Frames) -> Result<String, Trouble> {
    if offer.model_id != frames.model_id {
        return Err(Trouble::Refused(ProblemCode::ModelMismatch));
    }
    let request = RecognizeRequest {
        event_id: offer.event_id,
        nonce: offer.nonce.clone(),
        model_id: frames.model_id.clone(),
        // The camera and the picture are reached through the guest's "yes" only.
        consent: true,
        frames: frames.embeddings.iter().map(|embedding| embedding.as_slice().to_vec()).collect(),
    };
    serde_json::to_string(&request).map_err(|_| Trouble::Refused(ProblemCode::InvalidFrames))
}

impl From<NoAnswer> for Trouble {
    fn from(answer: NoAnswer) -> Self {
        match answer {
            NoAnswer::Offline => Self::Offline,
            NoAnswer::Refused(code) => Self::Refused(code),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::scan::FRAMES as COUNTS;
    use domain::{EMBEDDING_DIMENSIONS, EventId};

    use super::*;

    fn offer(model: &str) -> ScanOffer {
        ScanOffer {
            event_id: EventId::new(),
            nonce: "n".to_owned(),
            model_id: ModelId(model.to_owned()),
            frames: COUNTS,
            expires_at: OffsetDateTime::UNIX_EPOCH,
        }
    }

    fn frames(model: &str) -> Frames {
        let embedding = Embedding::from_raw([1.0; EMBEDDING_DIMENSIONS]).expect("a direction");
        Frames { code: "abc".to_owned(), model_id: ModelId(model.to_owned()), embeddings: vec![embedding] }
    }

    #[test]
    fn a_request_has_the_vectors_and_nothing_more() {
        let json = body(&offer("m"), &frames("m")).expect("a body");
        let value: serde_json::Value = serde_json::from_str(&json).expect("json");
        let mut names: Vec<_> = value.as_object().expect("an object").keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["consent", "event_id", "frames", "model_id", "nonce"]);
        assert_eq!(value["frames"][0].as_array().map(Vec::len), Some(EMBEDDING_DIMENSIONS));
    }

    #[test]
    fn an_old_page_sends_no_vector() {
        let refused = body(&offer("new"), &frames("old"));
        assert_eq!(refused, Err(Trouble::Refused(ProblemCode::ModelMismatch)));
    }
}
