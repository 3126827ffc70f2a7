//! The document around every page.

use leptos::config::LeptosOptions;
use leptos::hydration::HydrationScripts;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::assets::use_assets;
use crate::pages::App;

/// The whole document. The server renders it; the browser hydrates its body.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let assets = use_assets();
    view! {
        <!DOCTYPE html>
        // The language is set by the words' provider in `App`.
        <html data-assets=assets.base.clone()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#faf8f5" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#131211" media="(prefers-color-scheme: dark)" />
                <link rel="stylesheet" href=assets.url("pkg/picme.css") />
                <HydrationScripts options root=assets.base.clone() />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}
