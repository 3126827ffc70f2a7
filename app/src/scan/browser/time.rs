//! Waiting.

use futures::future::{Either, select};
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

/// Milliseconds on a clock that never jumps.
pub(in crate::scan) fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// Waits so many milliseconds.
pub(in crate::scan) async fn sleep(milliseconds: i32) {
    let timer = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // It fails in a page that is gone only, where nobody waits.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    });
    // A promise that is never rejected.
    let _ = JsFuture::from(timer).await;
}

/// Waits until the browser is about to paint; in a hidden page that is when it is shown again.
pub(in crate::scan) async fn next_paint() {
    let paint = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let callback = Closure::once_into_js(move || {
                // `resolve` is the promise's own function.
                let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
            });
            let _ = window.request_animation_frame(callback.unchecked_ref());
        }
    });
    let _ = JsFuture::from(paint).await;
}

/// What `future` gives, or `None` when it takes longer than so many milliseconds.
pub(in crate::scan) async fn within<T>(milliseconds: i32, future: impl Future<Output = T>) -> Option<T> {
    match select(Box::pin(future), Box::pin(sleep(milliseconds))).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}
