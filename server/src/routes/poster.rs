//! `GET …/poster`: the printable sign with the QR code.

use app::events::poster_words;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use services::Services;

use super::events::{Asked, event_id};
use crate::guard::By;
use crate::poster::{Poster, Sheet, pdf};
use crate::refusal::Refusal;

/// How large, and in which language.
#[derive(Deserialize)]
pub(super) struct PosterQuery {
    #[serde(default)]
    size: Sheet,
    #[serde(default)]
    lang: String,
}

pub(super) async fn poster(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
    Asked(query): Asked<PosterQuery>,
) -> Result<Response, Refusal> {
    let found = services.organizer_event(&caller, event_id(&event)?).await?;
    let words = poster_words(&query.lang, &found.event);
    let poster = Poster {
        name: found.event.name,
        date: words.date,
        place: found.event.location,
        link: found.landing_url,
        code: words.code,
        lines: words.lines.map(str::to_owned),
        language: words.language,
    };
    let bytes = pdf(&poster, query.size)?;
    let name = format!("inline; filename=\"poster-{}-{}.pdf\"", found.event.code, query.size.as_str());
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
