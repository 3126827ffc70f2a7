//! What is known of the file, and deleting it.

use domain::people::PhotoDetails;
use domain::photo::AdminPhoto;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::events::delete_photo::DeletePhoto;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem};
use crate::words;

/// The file's facts, its download, and its deletion.
#[component]
pub fn Facts(
    /// The photo.
    found: PhotoDetails,
    /// Deletes it.
    delete: ServerAction<DeletePhoto>,
) -> impl IntoView {
    let i18n = use_i18n();
    let photo = found.photo;
    let size = say!(i18n, photo.pixels, width = photo.width, height = photo.height);
    let taken = found.taken_at.map(|at| {
        view! {
            <dt>{say!(i18n, photo.taken)}</dt>
            <dd>{words::moment(i18n, at)}</dd>
        }
    });
    view! {
        <section class="photo-side">
            <h2>{say!(i18n, photo.file)}</h2>
            <dl class="photo-facts">
                <dt>{say!(i18n, photo.name)}</dt>
                <dd>{photo.filename.clone()}</dd>
                {taken}
                <dt>{say!(i18n, photo.uploaded)}</dt>
                <dd>{words::moment(i18n, photo.uploaded_at)}</dd>
                <dt>{say!(i18n, photo.size)}</dt>
                <dd>{(photo.width > 0).then(|| format!("{size} · "))} {words::bytes(i18n, photo.bytes)}</dd>
            </dl>
            <p>
                <a class="button small quiet" href=photo.download_url.clone() download=photo.filename.clone()>
                    {say!(i18n, photo.download)}
                </a>
            </p>
            <FormProblem errors=FormErrors::of(delete) />
            <Delete photo delete />
        </section>
    }
}

/// Deleting says what goes before it does.
#[component]
fn Delete(photo: AdminPhoto, delete: ServerAction<DeletePhoto>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <details class="fold">
            <summary>{say!(i18n, photo.delete)}</summary>
            <ActionForm action=delete>
                <p>{say!(i18n, events.photos.delete_question, name = photo.filename)}</p>
                <input type="hidden" name="event" value=photo.event_id.to_string() />
                <input type="hidden" name="photo" value=photo.id.to_string() />
                <button class="button small bad" type="submit">
                    {say!(i18n, events.photos.delete_confirm)}
                </button>
            </ActionForm>
        </details>
    }
}
