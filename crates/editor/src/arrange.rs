//! Arranging nodes: into line, at equal distances, tidied up; and selecting all of them.

use canvas::{
    align::{Line, aligned, distributed},
    tidy::tidy,
};
use journey::{edit::Edit, graph::Point, text::NodeId};
use reactive_graph::prelude::*;

use crate::{clipboard::count, selection::Selection, state::Editor};

/// Brings the selected nodes into line.
pub(crate) fn align(editor: Editor, line: Line) {
    rearrange(editor, &|cards| aligned(cards, line));
}

/// Brings the selected nodes to equal distances, side by side or one above the other.
pub(crate) fn distribute(editor: Editor, across: bool) {
    rearrange(editor, &|cards| distributed(cards, across));
}

/// Selects every node.
pub(crate) fn select_all(editor: Editor) {
    let all: Vec<NodeId> =
        editor.draft.with_untracked(|draft| draft.graph.nodes().map(|node| node.id.clone()).collect());
    let notes: Vec<NodeId> =
        editor.draft.with_untracked(|draft| draft.graph.notes().iter().map(|(id, _)| id.clone()).collect());
    editor.announce(if notes.is_empty() {
        format!("{} nodes selected.", all.len())
    } else {
        format!("{} selected.", count(all.len(), notes.len()))
    });
    editor.selection.set(Selection { nodes: all, notes, links: Vec::new() });
}

/// A node and where it stands.
type Card = (NodeId, Point);

/// Moves the selected nodes to where `places` wants them.
fn rearrange(editor: Editor, places: &dyn Fn(&[Card]) -> Vec<Card>) {
    let cards: Vec<Card> = editor.draft.with_untracked(|draft| {
        let place = |id: &NodeId| draft.graph.node(id).map(|node| (id.clone(), node.at));
        editor.selection.with_untracked(|selection| selection.nodes.iter().filter_map(place).collect())
    });
    editor.apply(&Edit::Move(places(&cards)));
    editor.mark();
}

/// Tidies the whole graph up.
pub fn tidy_up(editor: Editor) {
    let moves = editor.draft.with_untracked(|draft| tidy(&draft.graph));
    let count = moves.len();
    if count == 0 {
        editor.announce("Everything is tidy.");
        return;
    }
    editor.mark();
    if editor.apply(&Edit::Move(moves)) {
        editor.announce(if count == 1 {
            "Tidied up: 1 node moved.".to_owned()
        } else {
            format!("Tidied up: {count} nodes moved.")
        });
    }
    editor.mark();
}
