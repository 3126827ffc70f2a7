//! The mark that new events of the organization take over.

use domain::photo::{Watermark, WatermarkDraft};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::read_watermark::read_organization_watermark;
use super::remove_logo::RemoveOrganizationLogo;
use super::set_watermark::SetOrganizationWatermark;
use crate::error::AppError;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, loaded};
use crate::watermark::{Logo, MarkFields, Preview, RemoveLogoButton};

/// What changes the mark, and the mark itself. Made beside the page's other data, not within what that shows: the server draws
/// that more than once.
#[derive(Clone, Copy)]
pub(super) struct MarkData {
    save: ServerAction<SetOrganizationWatermark>,
    remove: ServerAction<RemoveOrganizationLogo>,
    mark: Resource<Result<Option<Watermark>, AppError>>,
}

impl MarkData {
    pub(super) fn new() -> Self {
        let save = ServerAction::<SetOrganizationWatermark>::new();
        let remove = ServerAction::<RemoveOrganizationLogo>::new();
        let changes = move || (save.version().get(), remove.version().get());
        Self { save, remove, mark: Resource::new(changes, |_| read_organization_watermark()) }
    }
}

/// What marks the organization's new events: for owners.
#[component]
pub(super) fn OrganizationMark(
    /// The mark.
    data: MarkData,
) -> impl IntoView {
    let MarkData { save, remove, mark } = data;
    loaded(mark, move |mark| mark.map(|mark| view! { <ShowMark mark save remove /> }))
}

#[component]
fn ShowMark(
    mark: Watermark,
    save: ServerAction<SetOrganizationWatermark>,
    remove: ServerAction<RemoveOrganizationLogo>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Watermark { text, position, opacity, has_logo, .. } = mark;
    let draft = RwSignal::new(WatermarkDraft { text: text.unwrap_or_default(), position, opacity });
    let of = "/api/admin/organization/watermark".to_owned();
    let there = has_logo.then(|| {
        view! {
            <ActionForm action=remove>
                <RemoveLogoButton />
            </ActionForm>
        }
        .into_any()
    });
    view! {
        <section class="card watermark" aria-labelledby="mark-title">
            <h2 id="mark-title">{say!(i18n, organization.mark.title)}</h2>
            <p>{say!(i18n, organization.mark.text)}</p>
            <Preview of=of.clone() draft alt=say!(i18n, organization.mark.preview) />
            <ActionForm action=save>
                <MarkFields draft errors=FormErrors::of(save) pending=save.pending() />
            </ActionForm>
            <Logo of there />
        </section>
    }
}
