//! Favourites: which photos have a heart, and the button that gives or takes it.

use std::collections::HashSet;

use domain::PhotoId;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::favour_photo::FavourPhoto;
use super::selection::Selection;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem};

/// The hearts of a page.
#[derive(Clone, Copy)]
pub struct Hearts {
    code: StoredValue<String>,
    given: RwSignal<HashSet<PhotoId>>,
    action: ServerAction<FavourPhoto>,
}

impl Hearts {
    /// The hearts of an event's photos as the server has them.
    pub fn of(code: String, given: Vec<PhotoId>) -> Self {
        let action = ServerAction::<FavourPhoto>::new();
        let given = RwSignal::new(given.into_iter().collect::<HashSet<_>>());
        Effect::new(move || {
            if let Some(Ok(done)) = action.value().get() {
                given.update(|given| {
                    if done.favourite {
                        given.insert(done.photo_id)
                    } else {
                        given.remove(&done.photo_id)
                    };
                });
            }
        });
        Self { code: StoredValue::new(code), given, action }
    }

    /// Whether a photo has one.
    pub fn has(self, photo: PhotoId) -> bool {
        self.given.with(|given| given.contains(&photo))
    }

    /// The photos that have one at this moment.
    pub fn now(self) -> HashSet<PhotoId> {
        self.given.get_untracked()
    }

    /// How many there are.
    pub fn count(self) -> u64 {
        self.given.with(|given| given.len() as u64)
    }
}

/// A heart to press. A form, so that it works without WASM.
#[component]
pub fn Heart(
    /// The page's hearts.
    hearts: Hearts,
    /// The photo.
    photo: PhotoId,
    /// The selection to come back to.
    show: Selection,
    /// Whether it stands in the viewer.
    viewer: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let given = Memo::new(move |_| hearts.has(photo));
    let label = move || if given.get() { say!(i18n, gallery.heart.take) } else { say!(i18n, gallery.heart.give) };
    view! {
        <div class="heart">
            <ActionForm action=hearts.action>
                <input type="hidden" name="code" value=hearts.code.get_value() />
                <input type="hidden" name="photo" value=photo.to_string() />
                <input type="hidden" name="favourite" value=move || (!given.get()).to_string() />
                <input type="hidden" name="show" value=show.word() />
                <input type="hidden" name="viewer" value=viewer.to_string() />
                <button type="submit" aria-pressed=move || given.get().to_string() aria-label=label title=label>
                    <svg viewBox="0 0 24 24" aria-hidden="true">
                        <path d="M12 20.5 4.3 12.9a5 5 0 0 1 7.1-7.1l.6.6.6-.6a5 5 0 0 1 7.1 7.1z"></path>
                    </svg>
                </button>
            </ActionForm>
        </div>
    }
}

/// Why a heart could not be given or taken.
#[component]
pub fn HeartProblem(
    /// The page's hearts.
    hearts: Hearts,
) -> impl IntoView {
    view! { <FormProblem errors=FormErrors::of(hearts.action) /> }
}
