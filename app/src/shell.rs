//! The document around every page.

use domain::ProblemCode;
use leptos::config::LeptosOptions;
use leptos::hydration::AutoReload;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::assets::{Assets, use_assets};
use crate::pages::{App, Refused};

/// A face in a lens. Of the accent's colour, as style sheets do not reach into it.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E\
    %3Crect width='32' height='32' rx='8' fill='%23b8400f'/%3E\
    %3Ccircle cx='16' cy='16' r='10' fill='none' stroke='%23fff' stroke-width='2.5'/%3E\
    %3Ccircle cx='12.5' cy='14' r='1.6' fill='%23fff'/%3E%3Ccircle cx='19.5' cy='14' r='1.6' fill='%23fff'/%3E\
    %3Cpath d='M12 18.5q4 4 8 0' fill='none' stroke='%23fff' stroke-width='2' stroke-linecap='round'/%3E%3C/svg%3E";

/// The whole document. The server renders it; the browser hydrates its body.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let assets = use_assets();
    let head = view! {
        <Hydration assets=assets.clone() />
        <AutoReload options />
    };
    document(assets, head, App)
}

/// The document that says why there is no page. Nothing in it needs WASM.
pub fn refused(code: ProblemCode) -> impl IntoView {
    document(use_assets(), (), move || view! { <Refused code /> })
}

fn document<B: IntoView>(assets: Assets, head: impl IntoView, body: impl FnOnce() -> B) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        // The language is set by the words' provider.
        <html data-assets=assets.base.clone() data-heif=assets.heif.then_some("")>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#faf8f5" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#131211" media="(prefers-color-scheme: dark)" />
                <link rel="icon" type="image/svg+xml" href=ICON />
                <link rel="stylesheet" href=assets.url("pkg/picme.css") />
                {head}
                <MetaTags />
            </head>
            <body>{body()}</body>
        </html>
    }
}

/// Fetches the page's module early and starts it once the document is parsed.
///
/// Leptos' own `HydrationScripts` names the files by how leptos itself was compiled; this names them as they are.
#[component]
fn Hydration(assets: Assets) -> impl IntoView {
    let (glue, module) = (assets.url("pkg/picme.js"), assets.url("pkg/picme_bg.wasm"));
    let script =
        format!("import start,{{hydrate}} from '{glue}';await start({{module_or_path:'{module}'}});hydrate();");
    view! {
        <link rel="modulepreload" href=glue />
        <link rel="preload" href=module r#as="fetch" type="application/wasm" crossorigin="anonymous" />
        <script type="module" nonce=use_nonce()>
            {script}
        </script>
    }
}
