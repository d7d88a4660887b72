//! The few steps below the level of a view: ids that labels and descriptions refer to, and where the focus is.
use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

/// An id no other element on the page has: `dialog-7`.
///
/// Labels, descriptions and pop-overs refer to elements by id, and a component may be on the page many times.
pub fn unique_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{prefix}-{number}")
}

/// A text in small letters, to be compared. The browser has the tables for it already.
pub fn fold(text: &str) -> String {
    #[cfg(target_family = "wasm")]
    return js_sys::JsString::from(text).to_lower_case().into();
    #[cfg(not(target_family = "wasm"))]
    text.to_lowercase()
}

/// Everything under `root` that `selector` finds, in document order.
pub(super) fn find_all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.item(at)).filter_map(|node| node.dyn_into().ok()).collect()
}

/// The element that has the focus, if it is one that can be given it again.
pub(super) fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Gives the focus; an element that is gone or hidden is passed over in silence, as the browser does.
pub(super) fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

/// True where no element has the focus, or one that was removed or disabled: the browser then moves it to the page.
pub fn is_focus_lost() -> bool {
    document().active_element().is_none_or(|here| here.matches("body, main, :disabled").unwrap_or(true))
}

/// Gives the focus to the first element that a selector finds.
pub fn focus_first(selector: &str) {
    if let Ok(Some(found)) = document().query_selector(selector) {
        focus(found.unchecked_ref());
    }
}

/// Gives the focus to the page's main part.
pub(super) fn focus_page() {
    focus_first("main[tabindex]");
}

/// Joins the ids of those descriptions that are there, for `aria-describedby`; none, and the attribute is left out.
pub(super) fn described_by(ids: &[(bool, &str)]) -> Option<String> {
    let present: Vec<&str> = ids.iter().filter(|(there, _)| *there).map(|(_, id)| *id).collect();
    (!present.is_empty()).then(|| present.join(" "))
}
