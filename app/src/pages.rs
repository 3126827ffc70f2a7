//! Which address shows which page.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::home::HomePage;
use crate::i18n::I18nContextProvider;
use crate::layout::NotFoundPage;
use crate::scan::ScanPage;

/// The site: the same component renders on the server and hydrates in the browser.
///
/// Every route waits for its data (`SsrMode::Async`), so that the first response is the whole page: it has the right
/// status and is readable before WASM arrives, or without it.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <I18nContextProvider>
            <Router>
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view=HomePage ssr=SsrMode::Async />
                    <Route path=path!("/e/:code/scan") view=ScanPage ssr=SsrMode::Async />
                </Routes>
            </Router>
        </I18nContextProvider>
    }
}
