//! Signing in with another house's account.

mod read_oidc;

use domain::account::AccountKind;
use domain::problem::ProblemCode;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use leptos_router::hooks::use_query_map;

use self::read_oidc::read_oidc;
use crate::i18n::use_i18n;
use crate::words;

/// The way in through another house's account; nothing where none is configured. Also why the last try failed.
#[component]
pub fn SignInElsewhere(
    /// Who signs in.
    kind: AccountKind,
) -> impl IntoView {
    let name = Resource::new(|| (), |()| read_oidc());
    let start = match kind {
        AccountKind::Organizer => "/admin/oidc/start",
        AccountKind::Guest => "/oidc/start",
    };
    view! {
        <WhyNot />
        <Transition>
            {move || Suspend::new(async move {
                let name = name.await.ok().flatten()?;
                Some(view! { <Button name start /> })
            })}
        </Transition>
    }
}

#[component]
fn Button(name: String, start: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="elsewhere">
            <p class="fine">{say!(i18n, account.oidc.or)}</p>
            // `external`: a way out of the site, not one of its pages.
            <a class="button quiet" rel="external" href=start>
                {say!(i18n, account.oidc.with, name = name)}
            </a>
        </div>
    }
}

/// The server names the code in the address it comes back to.
#[component]
fn WhyNot() -> impl IntoView {
    let i18n = use_i18n();
    let code = use_query_map().get_untracked().get("oidc");
    let code = code.and_then(|text| ProblemCode::ALL.iter().copied().find(|code| code.as_str() == text));
    code.map(|code| {
        view! {
            <div class="form-problem" role="alert">
                <p>{words::problem(i18n, code)}</p>
            </div>
        }
    })
}
