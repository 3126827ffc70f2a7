//! Which of their organizations somebody works for.

use domain::OrganizationId;
use domain::organization::Membership;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::choose_organization::ChooseOrganization;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem};
use crate::words;

/// The organizations of an account, where it has several.
#[component]
pub(super) fn Switcher(
    /// All of them.
    mine: Vec<Membership>,
    /// The one of now.
    current: OrganizationId,
) -> impl IntoView {
    let i18n = use_i18n();
    let choose = ServerAction::<ChooseOrganization>::new();
    (mine.len() > 1).then(|| {
        let rows = mine.into_iter().map(|one| view! { <Row is_current=one.organization_id == current one choose /> });
        view! {
            <section class="card">
                <h2>{say!(i18n, organization.mine.title)}</h2>
                <FormProblem errors=FormErrors::of(choose) />
                <ul class="rows">{rows.collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn Row(one: Membership, is_current: bool, choose: ServerAction<ChooseOrganization>) -> impl IntoView {
    let i18n = use_i18n();
    let label = say!(i18n, organization.mine.choose_label, name = one.name.clone());
    let way = if is_current {
        view! { <span class="tag">{say!(i18n, organization.mine.current)}</span> }.into_any()
    } else {
        view! {
            <ActionForm action=choose>
                <input type="hidden" name="organization_id" value=one.organization_id.to_string() />
                <button class="button small quiet" type="submit" aria-label=label>
                    {say!(i18n, organization.mine.choose)}
                </button>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <li class="row">
            <div class="row-text">
                <p class="row-name">{one.name}</p>
                <p class="fine">{words::role(i18n, one.role)}</p>
            </div>
            {way}
        </li>
    }
}
