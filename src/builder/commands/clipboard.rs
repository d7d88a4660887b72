//! Copy, cut and paste of nodes through the system's clipboard, as text of the file format (spec: interface.md, region
//! Canvas; format.md). It works across journeys, tabs and mails, and needs no permission: the browser hands the clipboard
//! over with the event of its own keys.

use journey::{clip, edit::compose, graph::Point, text::NodeId};
use keymap::command::{Clip, Marked, is_for_graph};
use leptos::{ev, prelude::*};
use web_sys::ClipboardEvent;

use crate::{
    builder::{
        dom::{
            focus::focus_node,
            regions::{focus_now, is_in_graph},
        },
        model::editor::Editor,
    },
    platform::{self, new_node_id},
};

/// Listens while the builder is open.
pub fn listen(editor: Editor) {
    let copy = window_event_listener(ev::copy, move |event| take(editor, &event, Clip::Copy));
    let cut = window_event_listener(ev::cut, move |event| take(editor, &event, Clip::Cut));
    let paste = window_event_listener(ev::paste, move |event| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if let Some(text) = text.filter(|_| is_ours(editor, Clip::Paste)) {
            event.prevent_default();
            paste_text(editor, &text);
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

/// Whether a key of the clipboard is meant for the graph, and not for a box, a dialog or words that are marked.
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
    let nodes = selected(editor);
    let text = editor.draft.with_untracked(|draft| clip::encode(draft, &nodes));
    let Some(text) = text else {
        editor.say("Select a node to copy it.");
        return;
    };
    event.prevent_default();
    if data.set_data("text/plain", &text).is_err() {
        editor.say("The browser does not let the page copy.");
        return;
    }
    let what = editor.selection.with_untracked(|selection| count(selection.nodes.len(), selection.notes.len()));
    if clip == Clip::Cut {
        let size = || editor.draft.with_untracked(|draft| draft.graph.nodes().len() + draft.graph.notes().len());
        let before = size();
        editor.delete_selected();
        if size() < before {
            editor.say(format!("Cut {what}."));
            if let Some(active) = editor.active.get_untracked() {
                focus_node(&active);
            }
        }
    } else {
        let left = editor.draft.with_untracked(|draft| clip::take(&draft.graph, &nodes).left);
        editor.say([vec![format!("Copied {what}.")], left].concat().join(" "));
    }
}

/// Pastes the nodes of a text, in the middle of what is seen or beside what they are copies of.
pub fn paste_text(editor: Editor, text: &str) {
    match clip::decode(text) {
        Ok(clip) => put(editor, &clip, None),
        Err(journey::format::FormatErrors::OtherFormat) => {
            editor.say("The clipboard holds no nodes. Copy some here or in another journey first.");
        }
        Err(errors) => editor.tell(errors.to_string()),
    }
}

/// Duplicates what is selected.
pub fn duplicate(editor: Editor) {
    let nodes = selected(editor);
    duplicate_by(editor, &nodes, None);
}

/// Duplicates nodes, so and so far from where they are.
pub fn duplicate_by(editor: Editor, nodes: &[NodeId], by: Option<Point>) {
    let mut clip = editor.draft.with_untracked(|draft| clip::take(&draft.graph, nodes));
    // That what leads in and out is not doubled goes without saying here.
    clip.left.clear();
    put(editor, &clip, by);
}

fn put(editor: Editor, clip: &clip::Clip, by: Option<Point>) {
    let pasted = editor.draft.with_untracked(|draft| {
        let by = by.unwrap_or_else(|| clip::offset(draft, clip, editor.seen()));
        clip::paste(draft, clip, by, &mut new_node_id)
    });
    let done = pasted.edit.as_ref().is_some_and(|edit| editor.apply(edit));
    if done {
        // A note that is moved on right away is not part of it.
        editor.end_run();
        if let Some(last) = pasted.nodes.last().or(pasted.notes.last()) {
            focus_node(&editor.stop_of(last));
            editor.show(last);
        }
        editor.select_nodes(pasted.nodes, pasted.notes);
    }
    if !pasted.left.is_empty() && (done || pasted.edit.is_none()) {
        editor.tell(pasted.left.join(" "));
    }
}

/// The nodes and notes that are selected.
fn selected(editor: Editor) -> Vec<NodeId> {
    editor.selection.with_untracked(|selection| [selection.nodes.clone(), selection.notes.clone()].concat())
}

/// So many nodes and notes, in words.
pub fn count(nodes: usize, notes: usize) -> String {
    let of = |n: usize, what: &str| if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") };
    match (nodes, notes) {
        (nodes, 0) => of(nodes, "node"),
        (0, notes) => of(notes, "note"),
        (nodes, notes) => format!("{} and {}", of(nodes, "node"), of(notes, "note")),
    }
}

/// Deletes nodes and leads the ways on that went through them.
pub fn heal(editor: Editor) {
    let nodes = editor.selection.with_untracked(|selection| selection.nodes.clone());
    let edit = editor.draft.with_untracked(|draft| compose::heal(draft, &nodes));
    if edit.is_some_and(|edit| editor.apply(&edit))
        && let Some(active) = editor.active.get_untracked()
    {
        focus_node(&active);
    }
}
