//! What is dropped on a page: without this the browser would open it, and the app would be gone.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast};
use web_sys::{DragEvent, Element};

use crate::ui::{Toasts, use_toasts};

/// Keeps what is dropped from the browser, on every page. The listings take files in before it comes to this.
pub fn keep_in_app() {
    let toasts = use_toasts();
    let over = window_event_listener(ev::dragover, move |event| refuse(&event, None));
    let dropped = window_event_listener(ev::drop, move |event| refuse(&event, Some(toasts)));
    on_cleanup(move || {
        over.remove();
        dropped.remove();
    });
}

fn refuse(event: &DragEvent, dropped: Option<Toasts>) {
    let Some(data) = event.data_transfer().filter(|_| !event.default_prevented()) else { return };
    let on_field = || {
        let on = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        on.is_some_and(|on| matches!(on.closest("input, textarea"), Ok(Some(_))))
    };
    if holds_files(event) {
        event.prevent_default();
        if let Some(toasts) = dropped {
            toasts.info("Files are imported on the Journeys page. Drop the file on its list.");
        }
    } else if !on_field() {
        // A link or an address that is written out would be opened as well.
        event.prevent_default();
        data.set_drop_effect("none");
    }
}

/// Whether what is dragged are files.
pub fn holds_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}
