//! The keys of the canvas, from the event to `editor::keys`.

use editor::{
    Editor,
    keys::{self, Focused},
};
use web_sys::Event;

use crate::{
    builder::dom::{
        attributes::{target_link, target_node},
        regions::is_menu_open,
    },
    ui::chord,
};

/// A key went down while the focus is in the canvas.
pub fn down(editor: Editor, event: &Event) {
    let Some(chord) = chord(event).filter(|_| !event.default_prevented() && !is_menu_open()) else { return };
    if keys::down(editor, chord, &Focused { link: target_link(event), node: target_node(event) }) {
        event.prevent_default();
        event.stop_propagation();
    }
}
