//! Links drawn and led elsewhere, by hand or by key: what may be is done, what may not says why.

use canvas::{hit, link::REACH};
use journey::{
    edit::{Edit, compose},
    graph::{LinkKey, Point},
    kind::Outcome,
    text::NodeId,
};
use leptos::prelude::*;

use super::super::editor::{AddStep, Drawing, Editor, Mode, Selection};

/// Ends the link that is being drawn at a node.
pub fn land_on(editor: Editor, drawing: Drawing, to: NodeId) {
    let Drawing { from, outcome, moving, .. } = drawing;
    let key = LinkKey { from, outcome, to };
    match moving {
        Some((old, _)) => lead_elsewhere(editor, &old, key),
        None => connect(editor, key),
    }
}

/// The link that comes of leading an end of one to a node, where it may lead there: from another node it leaves by the same
/// outcome, else by the first that is free.
pub fn led(draft: &journey::journey::Draft, key: &LinkKey, at_from: bool, node: &NodeId) -> Option<LinkKey> {
    let fits = |new: &LinkKey| compose::reconnect(draft, key, new.clone()).is_ok();
    if !at_from {
        return Some(LinkKey { to: node.clone(), ..key.clone() }).filter(fits);
    }
    let same = LinkKey { from: node.clone(), ..key.clone() };
    let free = |key: LinkKey| draft.graph.free_outcome(node).map(|outcome| LinkKey { outcome, ..key });
    if fits(&same) { Some(same) } else { free(same).filter(fits) }
}

/// The link that passes a point, where a node that stands alone could be put into it. `pass` are nodes whose links do not
/// count; a node of them that is linked already goes into none.
pub fn link_under(editor: Editor, point: Point, pass: &[&NodeId]) -> Option<LinkKey> {
    let zoom = editor.view.get_untracked().zoom;
    let routes = editor.routes.get_untracked();
    editor.draft.with_untracked(|draft| {
        let graph = &draft.graph;
        let of = |key: &LinkKey| pass.iter().any(|id| **id == key.from || **id == key.to);
        if pass.iter().any(|id| graph.node(id).is_some_and(|node| node.entry)) || graph.links().any(|(key, _)| of(key))
        {
            return None;
        }
        untrack(|| editor.with_shown(|graph| hit::link_at(graph, &routes, point, 2.0 * REACH / zoom, &of).cloned()))
    })
}

/// Leads a link elsewhere, or says why it cannot be.
pub fn lead_elsewhere(editor: Editor, key: &LinkKey, new: LinkKey) {
    match editor.draft.with_untracked(|draft| compose::reconnect(draft, key, new.clone())) {
        Ok(edit) => {
            if editor.apply(&edit) {
                editor.selection.set(Selection::link(new));
            }
        }
        Err(refusal) => editor.say(refusal.to_string()),
    }
}

/// Draws a link, or says why it cannot be.
pub fn connect(editor: Editor, key: LinkKey) {
    match editor.draft.with_untracked(|draft| draft.graph.can_link(&key)) {
        Ok(()) => {
            if editor.apply(&Edit::link(key.clone())) {
                editor.selection.set(Selection::link(key));
            }
        }
        Err(refusal) => editor.say(refusal.to_string()),
    }
}

/// Offers the next node behind an outcome, to the right of its node.
pub fn open_next(editor: Editor, id: &NodeId, outcome: Outcome) {
    if editor.mode.get_untracked() != Mode::Draft {
        return;
    }
    // Below what stands there already: else the second of two would lie on the first.
    let at = editor
        .draft
        .with_untracked(|draft| draft.graph.node(id).map(|node| journey::edit::compose::beside(&draft.graph, node)));
    if let Some(at) = at {
        editor.add_step.set(Some(AddStep { from: Some((id.clone(), outcome)), at }));
    }
}
