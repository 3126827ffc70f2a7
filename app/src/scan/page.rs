use leptos::prelude::*;

/// `/e/{code}/scan`: consent, then the scan.
#[component]
pub fn ScanPage() -> impl IntoView {}
