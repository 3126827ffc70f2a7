//! Files dropped anywhere on the page.

use leptos::ev;
use leptos::prelude::*;
use web_sys::{DataTransfer, DragEvent, File, FileList};

use super::queue::Queue;

/// Takes files dropped anywhere on the page for as long as the component lives. The signal says whether files hover.
pub fn take_drops(queue: Queue) -> ReadSignal<bool> {
    let (hovering, set_hovering) = signal(false);
    Effect::new(move || {
        // A browser opens a dropped file unless both events are taken.
        let over = window_event_listener(ev::dragover, move |event| {
            if files_of(&event).is_some() {
                event.prevent_default();
                set_hovering.set(true);
            }
        });
        let leave = window_event_listener(ev::dragleave, move |event| {
            // Between two elements of the page there is a related one; outside of the window there is none.
            if event.related_target().is_none() {
                set_hovering.set(false);
            }
        });
        let dropped = window_event_listener(ev::drop, move |event| {
            set_hovering.set(false);
            if let Some(transfer) = files_of(&event) {
                event.prevent_default();
                queue.add(transfer.files().map(|list| to_vec(&list)).unwrap_or_default());
            }
        });
        on_cleanup(move || {
            over.remove();
            leave.remove();
            dropped.remove();
        });
    });
    hovering
}

/// The files of a list.
pub fn to_vec(list: &FileList) -> Vec<File> {
    (0..list.length()).filter_map(|at| list.get(at)).collect()
}

/// What is dragged, when it is files: text and links are none of ours.
fn files_of(event: &DragEvent) -> Option<DataTransfer> {
    event.data_transfer().filter(|transfer| transfer.types().includes(&"Files".into(), 0))
}
