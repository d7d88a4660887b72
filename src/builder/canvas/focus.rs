//! Giving the focus to what stands on the canvas, without the browser scrolling there.

use journey::text::NodeId;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Gives the focus to a node's card once it is mounted.
pub fn focus_node(id: &NodeId) {
    let id = id.clone();
    request_animation_frame(move || focus_now(&id));
}

/// Gives the focus to a node's card, where it is mounted; while the outline is shown, to its line there.
pub fn focus_now(id: &NodeId) {
    let find = |selector: String| document().query_selector(&selector).ok().flatten();
    let card = find(format!(".tree [data-line=\"{id}\"]"))
        .or_else(|| find(format!("[data-node=\"{id}\"]")))
        .and_then(|card| card.dyn_into::<web_sys::HtmlElement>().ok());
    // A note or a name that is being written on has it in its field.
    if let Some(card) = card.filter(|card| !card.class_list().contains("writing")) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = card.focus_with_options(&options);
    }
}
