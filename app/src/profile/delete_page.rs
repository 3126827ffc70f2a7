//! `/admin/profile/delete` and `/me/profile/delete`: the end of an account.

use domain::account::AccountKind;
use domain::organization::Orphan;
use domain::profile::Profile;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::components::Redirect;

use super::delete_account::DeleteAccount;
use super::frame::{AccountFrame, Part, kind_here};
use super::page::profile_page;
use super::read_profile::read_profile;
use crate::error::AppError;
use crate::i18n::use_i18n;
use crate::layout::{Field, FieldKind, FormErrors, FormProblem, SubmitButton, loaded};
use crate::organization::{OrphanActions, OrphanCard, read_orphans};

/// Asks for the password; before that, what becomes of organizations that would have no owner.
#[component]
pub fn DeleteAccountPage() -> impl IntoView {
    let actions = OrphanActions::default();
    let here = kind_here();
    let data = Resource::new(move || actions.version(), |_| read_all());
    loaded(data, move |(profile, orphans)| {
        if profile.kind == here {
            view! { <ShowEnd profile orphans actions /> }.into_any()
        } else {
            view! { <Redirect path=format!("{}/delete", profile_page(profile.kind)) /> }.into_any()
        }
    })
}

async fn read_all() -> Result<(Profile, Vec<Orphan>), AppError> {
    let profile = read_profile().await?;
    let orphans = if profile.kind == AccountKind::Organizer { read_orphans().await? } else { Vec::new() };
    Ok((profile, orphans))
}

#[component]
fn ShowEnd(profile: Profile, orphans: Vec<Orphan>, actions: OrphanActions) -> impl IntoView {
    let i18n = use_i18n();
    let back = profile_page(profile.kind);
    let what_stays = match profile.kind {
        AccountKind::Organizer => say!(i18n, profile.delete.text_organizer),
        AccountKind::Guest => say!(i18n, profile.delete.text_guest),
    };
    let next = if orphans.is_empty() {
        view! { <EndForm has_password=profile.has_password /> }.into_any()
    } else {
        let cards = orphans.into_iter().map(|orphan| view! { <OrphanCard orphan actions /> }).collect_view();
        view! {
            <p class="notice">{say!(i18n, profile.delete.orphans)}</p>
            {cards}
        }
        .into_any()
    };
    view! {
        <AccountFrame part=Part::Profile>
            <h1>{say!(i18n, profile.delete.title)}</h1>
            <p>{say!(i18n, profile.delete.text)} " " {what_stays}</p>
            {next}
            <p class="aside">
                <a href=back>{say!(i18n, profile.delete.stay)}</a>
            </p>
        </AccountFrame>
    }
}

#[component]
fn EndForm(has_password: bool) -> impl IntoView {
    let i18n = use_i18n();
    let end = ServerAction::<DeleteAccount>::new();
    let errors = FormErrors::of(end);
    let (label, kind) = if has_password {
        (say!(i18n, profile.delete.password), FieldKind::CurrentPassword)
    } else {
        (say!(i18n, profile.delete.email), FieldKind::Email)
    };
    view! {
        <ActionForm action=end>
            <FormProblem errors />
            <Field name="confirmation" label=label kind=kind error=errors.field("confirmation") />
            <SubmitButton
                pending=end.pending()
                label=say!(i18n, profile.delete.submit)
                busy=say!(i18n, profile.delete.submitting)
            />
        </ActionForm>
    }
}
