//! `/admin/profile` and `/me/profile`.

use domain::account::AccountKind;
use domain::profile::Profile;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;

use super::change_name::ChangeName;
use super::frame::{AccountFrame, Part, kind_here};
use super::password_form::PasswordForm;
use super::picture::PictureForm;
use super::read_profile::read_profile;
use super::remove_picture::RemovePicture;
use crate::i18n::use_i18n;
use crate::layout::{Field, FieldKind, FormErrors, FormProblem, SubmitButton, loaded};

/// The page of a kind of account.
pub(super) const fn profile_page(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Organizer => "/admin/profile",
        AccountKind::Guest => "/me/profile",
    }
}

/// `/admin/profile`, and `/me/profile` for guests. Who comes to the other kind's page goes on to their own.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let remove = ServerAction::<RemovePicture>::new();
    let profile = Resource::new(move || remove.version().get(), |_| read_profile());
    let here = kind_here();
    loaded(profile, move |profile| {
        if profile.kind == here {
            view! { <ShowProfile profile remove /> }.into_any()
        } else {
            view! { <Redirect path=profile_page(profile.kind) /> }.into_any()
        }
    })
}

#[component]
fn ShowProfile(profile: Profile, remove: ServerAction<RemovePicture>) -> impl IntoView {
    let i18n = use_i18n();
    let end = format!("{}/delete", profile_page(profile.kind));
    view! {
        <AccountFrame part=Part::Profile>
            <h1>{say!(i18n, profile.title)}</h1>
            <NameForm profile=profile.clone() />
            <PictureForm kind=profile.kind picture_url=profile.picture_url.clone() remove />
            <PasswordForm has_password=profile.has_password email=profile.email />
            <p class="aside">
                <a href=end>{say!(i18n, profile.delete.link)}</a>
            </p>
        </AccountFrame>
    }
}

#[component]
fn NameForm(profile: Profile) -> impl IntoView {
    let i18n = use_i18n();
    let change = ServerAction::<ChangeName>::new();
    let errors = FormErrors::of(change);
    let saved_plainly = use_query_map().get_untracked().get("saved").is_some();
    let saved = move || change.value().get().map_or(saved_plainly, |last| last.is_ok());
    view! {
        <section class="card">
            <dl>
                <dt>{say!(i18n, profile.email)}</dt>
                <dd>{profile.email}</dd>
            </dl>
            <ActionForm action=change>
                <FormProblem errors />
                <Field
                    name="full_name"
                    label=say!(i18n, profile.name)
                    kind=FieldKind::Text("name")
                    value=profile.full_name
                    error=errors.field("full_name")
                />
                <SubmitButton
                    pending=change.pending()
                    label=say!(i18n, profile.save)
                    busy=say!(i18n, profile.saving)
                />
                <p class="fine" role="status">
                    {move || saved().then(|| say!(i18n, profile.saved))}
                </p>
            </ActionForm>
        </section>
    }
}
