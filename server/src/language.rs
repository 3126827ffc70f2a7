//! Which languages a request asks for.

use app::language::{Asked, COOKIE, is_spoken};
use axum::http::{HeaderMap, header};

/// The languages a request asks for, best first: what the reader has chosen, then what their browser prefers.
pub(crate) fn asked(headers: &HeaderMap) -> Asked {
    let chosen = chosen(headers).into_iter();
    Asked(chosen.chain(preferred(headers)).collect::<Vec<_>>().join(","))
}

fn chosen(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, value)| *name == COOKIE && is_spoken(value)).map(|(_, value)| value.to_owned()).next()
}

/// `Accept-Language` by weight. What has no weight is wanted most; what has none left is not wanted.
fn preferred(headers: &HeaderMap) -> Vec<String> {
    let text = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut wanted: Vec<(&str, f32)> = text.split(',').map(weighed).filter(|(_, weight)| *weight > 0.0).collect();
    // Stable: among equals the first one wins.
    wanted.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    wanted.into_iter().map(|(language, _)| language.to_owned()).collect()
}

fn weighed(entry: &str) -> (&str, f32) {
    let (language, parameters) = entry.split_once(';').unwrap_or((entry, ""));
    let weight = parameters.trim().strip_prefix("q=").and_then(|weight| weight.parse().ok());
    (language.trim(), weight.unwrap_or(1.0))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn of(language: &'static str, cookie: &'static str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(language));
        headers.insert(header::COOKIE, HeaderValue::from_static(cookie));
        asked(&headers).0
    }

    #[test]
    fn what_was_chosen_outranks_what_the_browser_prefers() {
        assert_eq!(of("de-AT,de;q=0.9,en;q=0.8", ""), "de-AT,de,en");
        assert_eq!(of("de", "picme=1; picme_lang=ar"), "ar,de");
        assert_eq!(of("de", "picme_lang=klingon"), "de");
    }

    #[test]
    fn weights_count_and_not_the_order() {
        assert_eq!(of("en;q=0.2, ar, de;q=0", ""), "ar,en");
    }
}
