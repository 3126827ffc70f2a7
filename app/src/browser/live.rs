//! What the server tells as it happens (server-sent events).

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

/// Follows the events called `name` at `address` for as long as the component lives. The browser connects again by
/// itself when the connection breaks.
pub fn follow<T: DeserializeOwned + 'static>(address: String, name: &'static str, tell: impl Fn(T) + 'static) {
    let tell = std::rc::Rc::new(tell);
    Effect::new(move || {
        let Ok(source) = EventSource::new(&address) else { return };
        let tell = tell.clone();
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            if let Some(value) = message.data().as_string().and_then(|text| serde_json::from_str(&text).ok()) {
                tell(value);
            }
        });
        // Fails only for a name that is no string.
        let _ = source.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
        let open = StoredValue::new_local((source, heard));
        on_cleanup(move || {
            open.try_with_value(|(source, _)| source.close());
        });
    });
}
