//! A page's data, or what stands in for it.

use leptos::prelude::*;

use super::ProblemPage;
use crate::error::AppError;

/// Shows a page's data once it is there, or why it is not.
///
/// On the server the response waits for it; in the browser the page before stays until the next one is ready.
pub fn loaded<T, V>(
    data: Resource<Result<T, AppError>>,
    show: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! {
        <Transition>
            {move || {
                let show = show.clone();
                Suspend::new(async move {
                    match data.await {
                        Ok(value) => show(value).into_any(),
                        Err(error) => view! { <ProblemPage error /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}
