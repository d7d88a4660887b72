//! Moves of the focus that wait for a frame, in which a person may have moved it elsewhere.

use leptos::prelude::*;
use leptos::web_sys::Element;

/// The element that had the focus.
struct Held(Option<Element>);

impl Held {
    fn now() -> Self {
        Self(document().active_element())
    }

    /// True where no person has moved the focus. Removal of its element, or a dialog that opened or closed, is no such
    /// move.
    fn is_still(&self) -> bool {
        let here = document().active_element();
        let Some(here) = here.filter(|here| !matches!(here.tag_name().as_str(), "BODY" | "HTML" | "MAIN")) else {
            return true;
        };
        let Some(held) = &self.0 else { return false };
        let dialog = |element: &Element| element.closest("dialog[open]").ok().flatten();
        let is_gone = held.get_bounding_client_rect().width() == 0.0;
        let is_text = here.matches("input, textarea, select").unwrap_or(false);
        *held == here || is_gone && !is_text || dialog(held).is_none() && dialog(&here).is_some()
    }
}

/// Moves the focus in the next frame, when what is to have it is drawn, unless a person has moved it by then.
pub fn focus_in_next_frame(move_it: impl FnOnce() + 'static) {
    // A menu that is chosen from gives the focus back first.
    queue_microtask(move || {
        let held = Held::now();
        request_animation_frame(move || {
            if held.is_still() {
                move_it();
            }
        });
    });
}
