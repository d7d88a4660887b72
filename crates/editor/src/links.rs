//! Links drawn and moved elsewhere, by hand or by key: what may be is done, what may not says why.

use std::collections::HashSet;

use canvas::{
    card as geometry, hit,
    keyboard_nav::{Direction, reading_order},
    link::REACH,
};
use journey::{
    edit::{Edit, compose},
    graph::{LinkKey, LinkTime, Point},
    journey::Draft,
    kind::Outcome,
    text::NodeId,
};
use reactive_graph::{graph::untrack, prelude::*};

use crate::{
    interaction::{AddNode, LinkDraft},
    selection::Selection,
    state::{Editor, Mode},
};

/// Ends the link that is being drawn at a node.
pub fn finish_link(editor: Editor, link_draft: LinkDraft, to: NodeId) {
    editor.link_draft.set(None);
    let LinkDraft { from, outcome, reconnecting, .. } = link_draft;
    let key = LinkKey { from, outcome, to };
    match reconnecting {
        Some((old, _)) => reconnect(editor, &old, key),
        None => connect(editor, key),
    }
}

/// The link that comes of leading an end of one to a node, where it may lead there: from another node it leaves by the same
/// outcome, else by the first that is free.
pub fn reconnected(draft: &journey::journey::Draft, key: &LinkKey, at_from: bool, node: &NodeId) -> Option<LinkKey> {
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
pub(crate) fn link_under(editor: Editor, point: Point, pass: &[&NodeId]) -> Option<LinkKey> {
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
pub fn reconnect(editor: Editor, key: &LinkKey, new: LinkKey) {
    match editor.draft.with_untracked(|draft| compose::reconnect(draft, key, new.clone())) {
        Ok(edit) => {
            if editor.apply(&edit) {
                editor.selection.set(Selection::link(new));
            }
        }
        Err(refusal) => editor.announce(refusal.to_string()),
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
        Err(refusal) => editor.announce(refusal.to_string()),
    }
}

/// Offers the next node behind an outcome, to the right of its node.
pub fn offer_next_node(editor: Editor, id: &NodeId, outcome: Outcome) {
    if editor.mode.get_untracked() != Mode::Draft {
        return;
    }
    // Below what stands there already: else the second of two would lie on the first.
    let at = editor
        .draft
        .with_untracked(|draft| draft.graph.node(id).map(|node| journey::edit::compose::beside(&draft.graph, node)));
    if let Some(at) = at {
        editor.add_node.set(Some(AddNode { from: Some((id.clone(), outcome)), at }));
    }
}

/// Leaves the link that is being drawn.
pub(crate) fn leave_link(editor: Editor) {
    if let Some(link_draft) = editor.link_draft.get_untracked() {
        editor.link_draft.set(None);
        editor.announce("No link was drawn.");
        editor.host.focus(&link_draft.from);
    }
}

/// Offers the next node behind the first free outcome of the selected node, and while there is no node at all, the first one.
pub(crate) fn add_next_node(editor: Editor) -> bool {
    let Some(id) = untrack(|| editor.only_node()) else {
        let empty = editor.draft.with_untracked(|draft| draft.graph.nodes().len() == 0);
        if empty {
            let middle = editor.middle();
            let at = Point { x: middle.x - geometry::WIDTH / 2.0, y: middle.y - geometry::HEIGHT / 2.0 };
            editor.add_node.set(Some(AddNode { from: None, at }));
        }
        return empty;
    };
    match editor.draft.with_untracked(|draft| draft.graph.free_outcome(&id)) {
        Some(outcome) => offer_next_node(editor, &id, outcome),
        None => editor.announce("Every outcome of this node leads somewhere already."),
    }
    true
}

/// The selected link, where it is only one and nothing else.
pub(crate) fn only_link(editor: Editor) -> Option<LinkKey> {
    editor.selection.with(|selection| match selection.links.as_slice() {
        [only] if selection.nodes.is_empty() => Some(only.clone()),
        _ => None,
    })
}

/// Starts a link from the first free outcome of the selected node, or leads the selected link elsewhere.
pub(crate) fn start_link(editor: Editor) -> bool {
    let only_link = untrack(|| only_link(editor));
    let Some(from) = untrack(|| editor.only_node()).or(only_link.as_ref().map(|key| key.from.clone())) else {
        return false;
    };
    // Of a link that is selected, the end is moved elsewhere.
    if let Some(key) = only_link {
        point_link_at(editor, from, key.outcome, Some(key), 0);
        return true;
    }
    let outcome = editor.draft.with_untracked(|draft| {
        draft
            .graph
            .free_outcome(&from)
            .or_else(|| draft.graph.node(&from).and_then(|node| node.outcomes().first().copied()))
    });
    match outcome {
        Some(outcome) => point_link_at(editor, from, outcome, None, 0),
        None => editor.announce("Nothing can follow this node."),
    }
    true
}

/// The nodes that a link by this outcome may lead to, in reading order from its own node on, for most links lead on; where a link
/// is moved elsewhere, without it.
fn targets(editor: Editor, from: &NodeId, outcome: Outcome, reconnecting: Option<&LinkKey>) -> Vec<NodeId> {
    let among = |draft: &Draft| -> Vec<NodeId> {
        let leads_there =
            |to: &NodeId| reconnecting.is_some_and(|key| key.from == *from && key.outcome == outcome && key.to == *to);
        // A node that is hidden in a collapsed group cannot be a target.
        let seen = |to: &NodeId| untrack(|| editor.hidden_in(to)).is_none();
        let legal: HashSet<&NodeId> = draft.graph.targets(from, outcome).map(|node| &node.id).collect();
        let mut all = reading_order(&draft.graph);
        let at = all.iter().position(|id| id == from).unwrap_or(0);
        all.rotate_left(at);
        all.retain(|to| legal.contains(to) && !leads_there(to) && seen(to));
        all
    };
    let Some(key) = reconnecting else { return editor.draft.with_untracked(among) };
    let mut draft = editor.draft.get_untracked();
    let _ = Edit::Remove { nodes: Vec::new(), links: vec![key.clone()] }.apply(&mut draft);
    among(&draft)
}

/// Points the link that is being drawn at the `i`th of the nodes it may lead to.
pub fn point_link_at(editor: Editor, from: NodeId, outcome: Outcome, reconnecting: Option<LinkKey>, i: usize) {
    let targets = targets(editor, &from, outcome, reconnecting.as_ref());
    let Some(to) = targets.get(i.min(targets.len().saturating_sub(1))).cloned() else {
        editor.link_draft.set(None);
        editor.announce("There is no other node that this outcome may lead to.");
        return;
    };
    editor.show(&to);
    let said = editor.draft.with_untracked(|draft| {
        let key = LinkKey { from: from.clone(), outcome, to: to.clone() };
        let end = draft.graph.node(&to).map(|node| geometry::arrival(node.at)).unwrap_or_default();
        editor.link_draft.set(Some(LinkDraft {
            from: from.clone(),
            outcome,
            to: end,
            target: Some((to.clone(), true)),
            reconnecting: reconnecting.clone().map(|key| (key, false)),
        }));
        draft.graph.link_label(&key)
    });
    editor.announce(format!(
        "Link {said}? {} of {}. Enter draws it, the arrows or a press choose the target, O the outcome, Escape leaves it.",
        i + 1,
        targets.len()
    ));
}

/// Points the link that is being drawn at the next node it may lead to, or at the one before.
pub fn turn_target(editor: Editor, direction: Direction) -> bool {
    let Some(LinkDraft { from, outcome, target: Some((to, _)), reconnecting, .. }) = editor.link_draft.get_untracked()
    else {
        return true;
    };
    let reconnecting = reconnecting.map(|(key, _)| key);
    let targets = targets(editor, &from, outcome, reconnecting.as_ref());
    let at = targets.iter().position(|id| *id == to).unwrap_or(0);
    let next = match direction {
        Direction::Right | Direction::Down => (at + 1) % targets.len().max(1),
        Direction::Left | Direction::Up => (at + targets.len().saturating_sub(1)) % targets.len().max(1),
    };
    point_link_at(editor, from, outcome, reconnecting, next);
    true
}

/// Turns to the next outcome of the node.
pub(crate) fn turn_outcome(editor: Editor) -> bool {
    let Some(LinkDraft { from, outcome, reconnecting, .. }) = editor.link_draft.get_untracked() else { return false };
    let outcomes =
        editor.draft.with_untracked(|draft| draft.graph.node(&from).map(|node| node.outcomes())).unwrap_or_default();
    let at = outcomes.iter().position(|other| *other == outcome).unwrap_or(0);
    if let Some(next) = outcomes.get((at + 1) % outcomes.len().max(1)) {
        point_link_at(editor, from, *next, reconnecting.map(|(key, _)| key), 0);
    }
    true
}

/// Draws the link to the node it points at.
pub(crate) fn finish_at_target(editor: Editor) -> bool {
    if let Some(link_draft) = editor.link_draft.get_untracked()
        && let Some((to, _)) = link_draft.target.clone()
    {
        let from = link_draft.from.clone();
        finish_link(editor, link_draft, to);
        // The inspector shows the link now; the focus stays at its start.
        editor.host.focus(&from);
    }
    true
}

/// Sets the delay or the window: of the link that has the focus, else of the one that is selected, else of the only
/// one that leaves the selected node.
pub(crate) fn set_time(editor: Editor, focused: Option<LinkKey>, time: LinkTime) -> bool {
    if let Some(key) = focused.or_else(|| untrack(|| only_link(editor))) {
        if time.fits(key.outcome) {
            open_time(editor, key, time);
        } else {
            editor.announce("This outcome is not waited for: it has no window.");
        }
        return true;
    }
    let Some(id) = untrack(|| editor.only_node()) else { return false };
    let links: Vec<LinkKey> = editor.draft.with_untracked(|draft| {
        let links = draft.graph.links_from(&id).map(|(key, _)| key);
        links.filter(|key| time.fits(key.outcome)).cloned().collect()
    });
    match <[LinkKey; 1]>::try_from(links) {
        Ok([only]) => open_time(editor, only, time),
        Err(links) if links.is_empty() => {
            editor.announce(format!("No link with a {} leaves this node.", time.slug()));
        }
        Err(_) => editor.announce("Several links leave this node. Select the one that is meant."),
    }
    true
}

/// Opens the pop-over in which the time of a link is set.
pub fn open_time(editor: Editor, key: LinkKey, time: LinkTime) {
    match untrack(|| editor.locked()) {
        None => editor.link_time.set(Some((key, time))),
        Some(why) => editor.announce(why),
    }
}
