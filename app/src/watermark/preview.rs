//! What a mark looks like.

use domain::photo::WatermarkDraft;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::browser::calm::calmly;
use crate::i18n::use_i18n;

/// The mark as it is chosen, drawn by the server, at most once a second.
#[component]
pub fn Preview(
    /// The address that draws it: what a mark is asked of.
    of: String,
    /// The mark as it is chosen.
    draft: RwSignal<WatermarkDraft>,
    /// What is seen.
    alt: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = Memo::new(move |_| draft.get());
    let shown = calmly(chosen);
    let address = move || {
        let WatermarkDraft { text, position, opacity } = shown.get();
        let text: String = url_encoded(&text);
        format!("{of}/preview?text={text}&position={position}&opacity={opacity}")
    };
    view! {
        <figure class="watermark-preview">
            <img src=address width="1024" height="683" alt=alt />
            <figcaption class="hint">{say!(i18n, dashboard.watermark.preview_hint)}</figcaption>
        </figure>
    }
}

/// Percent-encoding as RFC 3986 has it; the server's half of a component that renders on both sides has no browser to ask.
fn url_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            encoded.push('%');
            encoded.push(char::from(DIGITS[usize::from(byte >> 4)]));
            encoded.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::url_encoded;

    #[test]
    fn words_of_any_language_go_into_an_address() {
        assert_eq!(url_encoded("Anna & Ben"), "Anna%20%26%20Ben");
        assert_eq!(url_encoded("é"), "%C3%A9");
    }
}
