//! Which of a guest's photos are shown: the chips.

use domain::photo::{Photo, PhotoKind};
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;
use crate::words;

/// A selection of a guest's photos.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Everything the scan opened.
    All,
    /// Nobody else is in it.
    JustMe,
    /// Others are in it too.
    WithOthers,
    /// Faces to be answered.
    Maybe,
}

impl Selection {
    /// Its word in the address, `?show=…`; everything where there is none.
    pub fn parse(word: Option<&str>) -> Self {
        match word {
            Some("me") => Self::JustMe,
            Some("others") => Self::WithOthers,
            Some("maybe") => Self::Maybe,
            _ => Self::All,
        }
    }

    /// What is added to the address of the list.
    pub const fn query(self) -> &'static str {
        match self {
            Self::All => "",
            Self::JustMe => "?show=me",
            Self::WithOthers => "?show=others",
            Self::Maybe => "?show=maybe",
        }
    }

    /// Whether a photo belongs to it. A photo of which nobody is sure how many are in it is neither "just me" nor
    /// "with others".
    pub fn has(self, photo: &Photo) -> bool {
        match self {
            Self::All => true,
            Self::JustMe => photo.kind == PhotoKind::Individual,
            Self::WithOthers => photo.kind == PhotoKind::Group,
            Self::Maybe => false,
        }
    }
}

/// The selections as links, so that they work without WASM and the back button goes through them.
#[component]
pub fn Chips(
    /// The address of the list.
    base: String,
    /// How many faces are to be answered.
    maybe: u64,
    /// The selection that is shown.
    shown: Memo<Selection>,
) -> impl IntoView {
    let i18n = use_i18n();
    let chip = move |to: Selection, text: String| {
        let current = move || (shown.get() == to).then_some("true");
        view! {
            <li>
                <a class="chip" href=format!("{base}{}", to.query()) aria-current=current data-noscroll>
                    {text}
                </a>
            </li>
        }
    };
    view! {
        <ul class="chips" aria-label=say!(i18n, gallery.chips.label)>
            {chip(Selection::All, say!(i18n, gallery.chips.all).to_owned())}
            {chip(Selection::JustMe, say!(i18n, gallery.chips.me).to_owned())}
            {chip(Selection::WithOthers, say!(i18n, gallery.chips.others).to_owned())}
            {(maybe > 0)
                .then(|| chip(Selection::Maybe, say!(i18n, gallery.chips.maybe, n = words::number(i18n, maybe))))}
        </ul>
    }
}
