//! The one place that asks what kind of key event has come, before it is read; and what keys are called on this system.
use std::cell::OnceCell;

use keymap::{
    chord::{self, Chord, Mods, Platform, Press},
    shown,
};
use leptos::prelude::{window, window_event_listener_untyped};
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, KeyboardEvent, MouseEvent};

/// The key code of every key that an input method takes for itself. Safari sends it for the Enter and the Escape that end a
/// composition, after `isComposing` is false again.
const TAKEN: u32 = 229;

/// The event as a key that the page may act on: `None` where it has no key, or belongs to a composition.
///
/// Browsers and password managers send plain events named `keydown` when they fill a field in. Such an event has no `key`, and to
/// read it would throw. The parameter may have any type: the type of a listener's argument is only a promise.
pub fn key_event(event: &Event) -> Option<&KeyboardEvent> {
    event.dyn_ref::<KeyboardEvent>().filter(|event| !is_of_composition(event))
}

/// True where a key event belongs to a composition: what it means is the input method's to say.
fn is_of_composition(event: &Event) -> bool {
    event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.is_composing() || event.key_code() == TAKEN)
}

/// Keeps the Escape that calls off a composition from closing the dialog or the pop-over around the field. Once, for the app.
pub fn guard_composition() {
    window_event_listener_untyped("keydown", |event| {
        let is_escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.key() == "Escape");
        if is_escape && is_of_composition(&event) {
            event.prevent_default();
        }
    });
}

/// The chord of a key event, on whatever keyboard layout. `None` also for keys that are no shortcut anywhere.
pub fn chord(event: &Event) -> Option<Chord> {
    let event = key_event(event)?;
    let (key, code) = (event.key(), event.code());
    let press = Press {
        key: &key,
        code: &code,
        ctrl: event.ctrl_key(),
        meta: event.meta_key(),
        alt: event.alt_key(),
        shift: event.shift_key(),
        composing: event.is_composing(),
        repeat: event.repeat(),
    };
    chord::chord(&press, platform())
}

/// The modifiers that are held during an event of the pointer.
pub fn pointer_mods(event: &MouseEvent) -> Mods {
    Mods::of(platform(), event.ctrl_key(), event.meta_key(), event.alt_key(), event.shift_key())
}

/// A text that names keys as on a PC, in the words of this system: `Ctrl Z` is `⌘Z` on a Mac.
pub fn keys_shown(text: &str) -> String {
    shown::shown(text, platform())
}

/// Keys as the attribute `aria-keyshortcuts` holds them.
pub(super) fn keys_for_aria(keys: &str) -> String {
    shown::aria(keys, platform())
}

/// The system that the browser runs on.
fn platform() -> Platform {
    thread_local! {
        static PLATFORM: OnceCell<Platform> = const { OnceCell::new() };
    }
    PLATFORM.with(|known| *known.get_or_init(|| Platform::of(&window().navigator().platform().unwrap_or_default())))
}
