//! The one place that asks what kind of key event has come, before it is read.
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, KeyboardEvent};

/// The key code of every key that an input method takes for itself. Safari sends it for the Enter and the Escape that end a
/// composition, after `isComposing` is false again.
const TAKEN: u32 = 229;

/// The event as a key that the page may act on: `None` where it has no key, or belongs to a composition.
///
/// Browsers and password managers send plain events named `keydown` when they fill a field in. Such an event has no `key`, and to
/// read it would throw. The parameter may have any type: the type of a listener's argument is only a promise.
pub fn key_event(event: &Event) -> Option<&KeyboardEvent> {
    let event = event.dyn_ref::<KeyboardEvent>()?;
    (!event.is_composing() && event.key_code() != TAKEN).then_some(event)
}
