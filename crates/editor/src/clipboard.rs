//! Copies of nodes and notes: taken to the clipboard's text, pasted, duplicated.

use journey::{
    clip::{self, Clip},
    edit::compose,
    format::FormatErrors,
    graph::Point,
    text::NodeId,
};
use reactive_graph::prelude::*;

use crate::state::Editor;

/// The text of what is selected, for the clipboard; none, and said so, where nothing is.
pub fn copied(editor: Editor) -> Option<String> {
    let text = editor.draft.with_untracked(|draft| clip::encode(draft, &selected(editor)));
    if text.is_none() {
        editor.announce("Select a node to copy it.");
    }
    text
}

/// Announces what was copied, and what of it stayed behind.
pub fn announce_copied(editor: Editor) {
    let left = editor.draft.with_untracked(|draft| clip::take(&draft.graph, &selected(editor)).left);
    editor.announce([vec![format!("Copied {}.", counted(editor))], left].concat().join(" "));
}

/// Deletes what was taken to the clipboard.
pub fn cut(editor: Editor) {
    let what = counted(editor);
    let size = || editor.draft.with_untracked(|draft| draft.graph.nodes().len() + draft.graph.notes().len());
    let before = size();
    editor.delete_selected();
    if size() < before {
        editor.announce(format!("Cut {what}."));
        editor.focus_active();
    }
}

/// Pastes the nodes of a text, in the middle of what is seen or beside what they are copies of.
pub fn paste_text(editor: Editor, text: &str) {
    match clip::decode(text) {
        Ok(clip) => put(editor, &clip, None),
        Err(FormatErrors::OtherFormat) => {
            editor.announce("The clipboard holds no nodes. Copy some here or in another journey first.");
        }
        Err(errors) => editor.toast(errors.to_string()),
    }
}

/// Duplicates what is selected.
pub fn duplicate(editor: Editor) {
    let nodes = selected(editor);
    duplicate_by(editor, &nodes, None);
}

/// Duplicates nodes, so and so far from where they are.
pub(crate) fn duplicate_by(editor: Editor, nodes: &[NodeId], by: Option<Point>) {
    let mut clip = editor.draft.with_untracked(|draft| clip::take(&draft.graph, nodes));
    // That what leads in and out is not doubled goes without saying here.
    clip.left.clear();
    put(editor, &clip, by);
}

fn put(editor: Editor, clip: &Clip, by: Option<Point>) {
    let pasted = editor.draft.with_untracked(|draft| {
        let by = by.unwrap_or_else(|| clip::offset(draft, clip, editor.seen()));
        clip::paste(draft, clip, by, &mut || editor.host.new_id())
    });
    let done = pasted.edit.as_ref().is_some_and(|edit| editor.apply(edit));
    if done {
        // A note that is moved on right away is not part of it.
        editor.mark();
        if let Some(last) = pasted.nodes.last().or(pasted.notes.last()) {
            editor.host.focus(&editor.focus_target(last));
            editor.show(last);
        }
        editor.select_nodes(pasted.nodes, pasted.notes);
    }
    if !pasted.left.is_empty() && (done || pasted.edit.is_none()) {
        editor.toast(pasted.left.join(" "));
    }
}

/// The number of selected nodes and notes, in words.
pub(crate) fn counted(editor: Editor) -> String {
    editor.selection.with_untracked(|selection| count(selection.nodes.len(), selection.notes.len()))
}

/// The nodes and notes that are selected.
pub fn selected(editor: Editor) -> Vec<NodeId> {
    editor.selection.with_untracked(|selection| [selection.nodes.clone(), selection.notes.clone()].concat())
}

/// A number of nodes and notes, in words.
pub fn count(nodes: usize, notes: usize) -> String {
    let of = |n: usize, what: &str| if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") };
    match (nodes, notes) {
        (nodes, 0) => of(nodes, "node"),
        (0, notes) => of(notes, "note"),
        (nodes, notes) => format!("{} and {}", of(nodes, "node"), of(notes, "note")),
    }
}

/// Deletes nodes and leads the ways on that went through them.
pub fn delete_and_reconnect(editor: Editor) {
    let nodes = editor.selection.with_untracked(|selection| selection.nodes.clone());
    let edit = editor.draft.with_untracked(|draft| compose::delete_and_reconnect(draft, &nodes));
    if edit.is_some_and(|edit| editor.apply(&edit)) {
        editor.focus_active();
    }
}
