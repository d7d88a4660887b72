//! The keys of the builder: one listener, which asks the table of commands in `crates/editor`.

use editor::{Editor, Focused};
use leptos::{ev, prelude::*};
use web_sys::KeyboardEvent;

use crate::{
    builder::{
        dom::{
            attributes::{target_link, target_node},
            regions::{focus_of, is_dialog_open, keep_focus},
        },
        panels::Panels,
    },
    ui::chord,
};

/// Listens while the builder is open.
pub fn listen(editor: Editor, panels: Panels) {
    let listener = window_event_listener(ev::keydown, move |event| {
        // Keys for a dialog whose code is still loading are not meant for the canvas.
        if is_dialog_open() || !panels.is_dialog_asked() {
            down(editor, &event);
        }
    });
    on_cleanup(move || listener.remove());
    // The focused element may be gone with a cancelled choice, or with a line that stands elsewhere now.
    Effect::new(move |before: Option<bool>| {
        let choosing = editor.add_node.with(Option::is_some);
        if before == Some(true) && !choosing {
            request_animation_frame(keep_focus);
        }
        choosing
    });
}

fn down(editor: Editor, event: &KeyboardEvent) {
    // A widget that has a use for the key has kept it from the browser.
    let Some(chord) = chord(event).filter(|_| !event.default_prevented()) else { return };
    let focused = Focused { link: target_link(event), node: target_node(event) };
    if editor.key_down(chord, focus_of(event), &focused) {
        event.prevent_default();
        request_animation_frame(keep_focus);
    }
}
