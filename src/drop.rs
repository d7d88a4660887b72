//! Files that are dropped on a page are imported, on every page. Without this the browser would open them, and the app would
//! be gone.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast};
use web_sys::{DragEvent, Element};

use crate::{
    import::{Importer, use_importer},
    platform::file::holds_files,
};

/// Takes in files that are dropped, and keeps all else from the browser. The listings, which show where to drop, come first.
pub fn keep_in_app() {
    let importer = use_importer();
    let over = window_event_listener(ev::dragover, move |event| guard(&event, None));
    let dropped = window_event_listener(ev::drop, move |event| guard(&event, Some(importer)));
    on_cleanup(move || {
        over.remove();
        dropped.remove();
    });
}

fn guard(event: &DragEvent, dropped: Option<Importer>) {
    let Some(data) = event.data_transfer().filter(|_| !event.default_prevented()) else { return };
    let on_field = || {
        let on = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        on.is_some_and(|on| matches!(on.closest("input, textarea"), Ok(Some(_))))
    };
    if holds_files(event) {
        event.prevent_default();
        if let Some(importer) = dropped {
            importer.drop(event);
        }
    } else if !on_field() {
        // A link or an address that is written out would be opened as well.
        event.prevent_default();
        data.set_drop_effect("none");
    }
}
