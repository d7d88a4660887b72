//! Giving the focus to what stands on the canvas, without the browser scrolling there.

use journey::text::NodeId;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

use crate::ui::focus_in_next_frame;

/// Gives the focus to a node's card, unless a note or a name is being written on: as soon as what was changed is drawn, for who
/// types on does not wait for a frame, and once more in the next frame, where the card comes later.
pub fn focus_node(id: &NodeId) {
    let id = id.clone();
    let focus = move || {
        let is_written = document().active_element().is_some_and(|here| here.class_list().contains("writing__field"));
        if !is_written {
            focus_now(&id);
        }
    };
    queue_microtask(focus.clone());
    focus_in_next_frame(focus);
}

/// Gives the focus to a node's card, where it is mounted; while the outline is shown, to its line there.
pub fn focus_now(id: &NodeId) {
    let find = |selector: String| document().query_selector(&selector).ok().flatten();
    let card = find(format!(".tree [data-line=\"{id}\"]"))
        .or_else(|| find(format!("[data-node=\"{id}\"]")))
        .and_then(|card| card.dyn_into().ok());
    if let Some(card) = card {
        focus_still(&card);
    }
}

/// Gives the focus to an element where it stands.
pub fn focus_still(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Gives the focus to the first field of the inspector; where it has none, to its first button. Where the form's code is still
/// on its way, as soon as it is here, unless a person has moved the focus by then.
pub fn open_fields() {
    let first = |selector: &str| document().query_selector(selector).ok().flatten();
    if first(".inspector:empty").is_some() {
        return focus_in_next_frame(open_fields);
    }
    let field = first(".inspector .pane__body :is(input, textarea, select):not(:disabled)")
        .or_else(|| first(".inspector .pane__body button:not(:disabled)"))
        .and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(field) = field {
        let _ = field.focus();
    }
}
