//! The system's clipboard, for buttons: the keys of the browser need none of this.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::promise::settled;

/// The element with the marked words of the page, if any.
pub fn marked() -> Option<Element> {
    let marked = window().get_selection().ok().flatten().filter(|marked| !marked.is_collapsed())?;
    // Marked may also be what cannot be copied: lines that are empty, or not meant to be marked.
    String::from(marked.to_string()).chars().any(|letter| !letter.is_whitespace()).then_some(())?;
    let node = marked.anchor_node()?;
    node.dyn_ref().cloned().or_else(|| node.parent_element())
}

/// Takes the mark from whatever words have it, as a press elsewhere does.
pub fn unmark() {
    if marked().is_some()
        && let Ok(Some(selection)) = window().get_selection()
    {
        let _ = selection.remove_all_ranges();
    }
}

/// Has the browser copy or cut as if its keys were pressed: not the words that are marked, but what the page gives. Whether it did.
pub fn command(name: &str) -> bool {
    unmark();
    document().dyn_into::<web_sys::HtmlDocument>().is_ok_and(|page| page.exec_command(name).unwrap_or(false))
}

/// Asks the browser for the clipboard's text, which asks the person. `None` where that is refused or not possible.
pub fn read(then: impl FnOnce(Option<String>) + 'static) {
    let navigator = window().navigator();
    // Without a secure connection there is no clipboard, whatever the bindings say.
    let exists = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| !clipboard.is_undefined());
    if !exists {
        then(None);
        return;
    }
    settled(navigator.clipboard().read_text(), move |text| then(text.ok().and_then(|text| text.as_string())));
}

/// Puts a text on the clipboard, and calls `then` with whether the browser did it.
pub fn write(text: &str, then: impl FnOnce(bool) + 'static) {
    match request(text) {
        Some(promise) => settled(promise, move |written| then(written.is_ok())),
        None => then(false),
    }
}

fn request(text: &str) -> Option<Promise> {
    let get = |of: &JsValue, key: &str| Reflect::get(of, &key.into()).ok().filter(|value| !value.is_undefined());
    let clipboard = get(&get(&window(), "navigator")?, "clipboard")?;
    let write: Function = get(&clipboard, "writeText")?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}
