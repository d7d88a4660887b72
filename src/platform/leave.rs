//! Release of held keys and pointers when the window loses the focus: their events do not arrive from then on.

use leptos::{ev, prelude::*};

/// Runs when the window loses the focus or is hidden, for as long as the present owner lives.
pub fn when_left(run: impl Fn() + Copy + 'static) {
    let blur = window_event_listener(ev::blur, move |_| run());
    let hidden = window_event_listener(ev::visibilitychange, move |_| {
        if document().hidden() {
            run();
        }
    });
    on_cleanup(move || {
        blur.remove();
        hidden.remove();
    });
}
