//! The language of the pages: what the reader chose, else what their browser asks for, else English.

mod choose_language;
mod switch;

use leptos::prelude::use_context;
use leptos_i18n::context::UseLocalesOptions;

pub use switch::LanguageSwitch;

use crate::i18n::Locale;

/// The cookie that remembers what the reader chose.
pub const COOKIE: &str = "picme_lang";

/// The languages a request asks for, best first, as in `Accept-Language`. The server provides it as a context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked(pub String);

/// Whether the pages are written in this language.
pub fn is_spoken(language: &str) -> bool {
    language.parse::<Locale>().is_ok()
}

/// Where the words' provider finds what is asked for. The browser does not use it: it reads `<html lang>`.
pub(crate) fn asked() -> UseLocalesOptions {
    UseLocalesOptions::default().ssr_lang_header_getter(|| use_context::<Asked>().map(|asked| asked.0))
}
