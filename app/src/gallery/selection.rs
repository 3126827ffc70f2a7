//! Which of a guest's photos are shown: the chips.

use std::collections::HashSet;

use domain::PhotoId;
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
    /// Those with a heart.
    Favourites,
    /// Faces to be answered.
    Maybe,
}

impl Selection {
    /// Its word in the address, `?show=…`; everything where there is none.
    pub fn parse(word: Option<&str>) -> Self {
        match word {
            Some("me") => Self::JustMe,
            Some("others") => Self::WithOthers,
            Some("favourites") => Self::Favourites,
            Some("maybe") => Self::Maybe,
            _ => Self::All,
        }
    }

    /// Its word in the address; empty for everything.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "",
            Self::JustMe => "me",
            Self::WithOthers => "others",
            Self::Favourites => "favourites",
            Self::Maybe => "maybe",
        }
    }

    /// What is added to the address of the list.
    pub fn query(self) -> String {
        match self {
            Self::All => String::new(),
            other => format!("?show={}", other.word()),
        }
    }

    /// What is added to the address of a photo of the list.
    pub fn mine_query(self) -> String {
        match self {
            Self::All => "?mine".to_owned(),
            other => format!("?show={}&mine", other.word()),
        }
    }

    /// What is added to the address of the list to mark photos of it.
    pub fn select_query(self) -> String {
        match self {
            Self::All => "?select".to_owned(),
            other => format!("?show={}&select", other.word()),
        }
    }

    /// Whether a photo belongs to it. A photo of which nobody is sure how many are in it is neither "just me" nor
    /// "with others".
    pub fn has(self, photo: &Photo, favourites: &HashSet<PhotoId>) -> bool {
        match self {
            Self::All => true,
            Self::JustMe => photo.kind == PhotoKind::Individual,
            Self::WithOthers => photo.kind == PhotoKind::Group,
            Self::Favourites => favourites.contains(&photo.id),
            Self::Maybe => false,
        }
    }
}

/// The selections as links, so that they work without WASM and the back button goes through them.
#[component]
pub fn Chips(
    /// The address of the list.
    base: String,
    /// How many photos have a heart.
    favourites: Signal<u64>,
    /// How many faces are to be answered.
    maybe: u64,
    /// The selection that is shown.
    shown: Memo<Selection>,
) -> impl IntoView {
    let i18n = use_i18n();
    let liked = move || match favourites.get() {
        0 => say!(i18n, gallery.chips.favourites).to_owned(),
        n => say!(i18n, gallery.chips.favourites_n, n = words::number(i18n, n)),
    };
    let chip = move |to: Selection, text: AnyView| {
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
            {chip(Selection::All, say!(i18n, gallery.chips.all).into_any())}
            {chip(Selection::JustMe, say!(i18n, gallery.chips.me).into_any())}
            {chip(Selection::WithOthers, say!(i18n, gallery.chips.others).into_any())}
            {chip(Selection::Favourites, liked.into_any())}
            {(maybe > 0)
                .then(|| chip(Selection::Maybe, say!(i18n, gallery.chips.maybe, n = words::number(i18n, maybe)).into_any()))}
        </ul>
    }
}
