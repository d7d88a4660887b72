//! Copy, cut and paste of nodes through the system's clipboard, as text of the file format (spec: interface.md, region
//! Canvas; format.md). It works across journeys, tabs and mails, and needs no permission: the browser hands the clipboard
//! over with the event of its own keys.

use editor::{
    Editor,
    clipboard::{announce_copied, copied, cut, paste_text, selected},
};
use keymap::focus::{Clip, Marked, is_for_graph};
use leptos::{ev, prelude::*};
use web_sys::ClipboardEvent;

use crate::{
    builder::dom::regions::{focus_now, is_in_graph},
    platform,
};

crate::lazy! {
    panels: /// Pastes the nodes of a text.
        pub static PASTE: fn(Editor, &str) = paste_text;
}

/// Listens while the builder is open.
pub fn listen(editor: Editor) {
    let copy = window_event_listener(ev::copy, move |event| take(editor, &event, Clip::Copy));
    let cut = window_event_listener(ev::cut, move |event| take(editor, &event, Clip::Cut));
    let paste = window_event_listener(ev::paste, move |event| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if let Some(text) = text.filter(|_| is_ours(editor, Clip::Paste)) {
            event.prevent_default();
            PASTE.run(move |paste| paste(editor, &text));
        }
    });
    // Whoever turns to the nodes is done with the words, as with a press elsewhere on a page.
    Effect::new(move |before: Option<()>| {
        editor.selection.track();
        if before.is_some() {
            platform::clipboard::unmark();
        }
    });
    on_cleanup(move || {
        copy.remove();
        cut.remove();
        paste.remove();
    });
}

/// True where a key of the clipboard is meant for the graph, and not for a box, a dialog or words that are marked.
fn is_ours(editor: Editor, clip: Clip) -> bool {
    let marked = match platform::clipboard::marked() {
        None => Marked::Nowhere,
        Some(element) if is_in_graph(&element) => Marked::OnStage,
        Some(_) => Marked::Elsewhere,
    };
    is_for_graph(clip, focus_now(), marked, !selected(editor).is_empty())
}

fn take(editor: Editor, event: &ClipboardEvent, clip: Clip) {
    let Some(data) = event.clipboard_data().filter(|_| is_ours(editor, clip)) else { return };
    let Some(text) = copied(editor) else { return };
    event.prevent_default();
    if data.set_data("text/plain", &text).is_err() {
        editor.announce("The browser does not let the page copy.");
    } else if clip == Clip::Cut {
        cut(editor);
    } else {
        announce_copied(editor);
    }
}
