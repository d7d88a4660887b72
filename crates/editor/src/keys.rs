//! The parts of the keyboard's commands that walk, move and open (spec: interface.md, Keyboard). Which key runs which command is
//! in `commands/table.rs`.

use canvas::{
    collapsed::{focus_order, nav_graph, nearest},
    keyboard_nav::{Direction, reading_order, step},
};
use journey::{edit::compose::move_all, graph::Point, text::NodeId};
use keymap::chord::{Chord, Key};
use reactive_graph::{graph::untrack, prelude::*};

use crate::{context::Context, state::Editor};

/// The distance by which Alt with an arrow moves a node, in canvas units.
pub(crate) const NUDGE: f64 = 20.0;
/// The distance by which Alt and Shift with an arrow move a node, in canvas units.
pub(crate) const NUDGE_FINE: f64 = 4.0;

/// Escape calls off the gesture that is under way; returns true where there was one.
pub(crate) fn calls_off(editor: Editor, chord: Chord) -> bool {
    let is_meant = chord.key == Key::Escape && !editor.is_tool_idle();
    if is_meant {
        editor.cancel();
    }
    is_meant
}

/// The direction of the arrow that was pressed.
pub(crate) fn direction(context: &Context<'_>) -> Option<Direction> {
    Some(match context.chord?.key {
        Key::Left => Direction::Left,
        Key::Right => Direction::Right,
        Key::Up => Direction::Up,
        Key::Down => Direction::Down,
        _ => return None,
    })
}

/// Goes along the links, or to the sibling above or below.
pub(crate) fn walk(context: &Context<'_>) -> bool {
    let (editor, Some(direction)) = (context.editor, direction(context)) else { return false };
    let Some(active) = editor.active.get_untracked() else { return false };
    let active = editor.focus_target(&active);
    let is_node = editor.draft.with_untracked(|draft| draft.graph.node(&active).is_some());
    let found = untrack(|| {
        if !is_node && !editor.is_collapsed(&active) {
            // From a note or a frame, which no link leads to, to what is nearest.
            let from = editor.rect_of(&active)?;
            return nearest(from, editor.rects().into_iter().filter(|(id, _)| *id != active), direction);
        }
        editor.draft.with(|draft| {
            editor.with_collapsed(|collapsed| match collapsed {
                Some(collapsed) => step(&nav_graph(collapsed), &active, direction),
                None => step(&draft.graph, &active, direction),
            })
        })
    });
    match found {
        Some(id) => editor.go_and_focus(&id),
        None if !is_node => editor.announce("Nothing lies there."),
        None => editor.announce(match direction {
            Direction::Left => "Nothing leads here.",
            Direction::Right => "Nothing follows.",
            Direction::Up => "No sibling above.",
            Direction::Down => "No sibling below.",
        }),
    }
    true
}

/// Goes on to the next of all that can have the focus, notes and groups too, or back.
pub(crate) fn along(editor: Editor, on: bool) -> bool {
    let focus_order =
        untrack(|| editor.draft.with(|draft| editor.with_collapsed(|collapsed| focus_order(&draft.graph, collapsed))));
    let active = editor.active.get_untracked().map(|id| editor.focus_target(&id));
    let at = focus_order.iter().position(|id| Some(id) == active.as_ref());
    let next = match at {
        Some(at) if on => at + 1,
        Some(at) => at.wrapping_sub(1),
        None => 0,
    };
    match focus_order.get(next) {
        Some(id) => editor.go_and_focus(id),
        None => editor.announce(if on { "Nothing follows." } else { "Nothing comes before it." }),
    }
    true
}

/// Goes to the first or the last node in reading order.
pub(crate) fn end_of_order(editor: Editor, last: bool) -> bool {
    let order = untrack(|| {
        editor.draft.with(|draft| {
            editor.with_collapsed(|collapsed| {
                collapsed.map_or_else(|| reading_order(&draft.graph), |collapsed| reading_order(&nav_graph(collapsed)))
            })
        })
    });
    if let Some(id) = if last { order.last() } else { order.first() } {
        editor.go_and_focus(id);
    }
    true
}

/// Moves the selection by so many canvas units.
pub(crate) fn nudge(context: &Context<'_>, by: f64) -> bool {
    let (editor, Some(direction)) = (context.editor, direction(context)) else { return false };
    let (dx, dy) = match direction {
        Direction::Left => (-by, 0.0),
        Direction::Right => (by, 0.0),
        Direction::Up => (0.0, -by),
        Direction::Down => (0.0, by),
    };
    let moves: Vec<(NodeId, Point)> = editor.draft.with_untracked(|draft| {
        let to =
            |id: &NodeId| draft.graph.node(id).map(|node| (id.clone(), Point::settled(node.at.x + dx, node.at.y + dy)));
        editor.selection.with_untracked(|selection| selection.nodes.iter().filter_map(to).collect())
    });
    let notes = editor.selection.with_untracked(|selection| selection.notes.clone());
    let last = notes.last().cloned().or_else(|| moves.last().map(|(id, _)| id.clone()));
    let edit = editor.draft.with_untracked(|draft| move_all(&draft.graph, moves, notes.iter(), Point { x: dx, y: dy }));
    if let Some(last) = last
        && editor.apply(&edit)
    {
        editor.show(&last);
    }
    true
}

/// Enter opens a node: the focus goes to its first field.
pub(crate) fn open(editor: Editor) -> bool {
    let annotation =
        editor.active.get_untracked().filter(|id| editor.draft.with_untracked(|draft| draft.graph.node(id).is_none()));
    if let Some(id) = annotation.map(|id| editor.focus_target(&id)) {
        // A frame is collapsed, a box expanded, a note written on.
        if editor.draft.with_untracked(|draft| draft.graph.group(&id).is_some())
            && !untrack(|| editor.is_collapsed(&id))
        {
            editor.set_collapsed(&id, true);
            editor.host.focus(&id);
            return true;
        }
        return editor.open_annotation(&id);
    }
    if untrack(|| editor.only_node()).is_none()
        && editor.selection.with_untracked(|selection| selection.links.len() != 1)
    {
        return false;
    }
    editor.host.open_fields();
    true
}

/// Selects only the node that has the tab stop, where more is selected.
pub(crate) fn select_one(editor: Editor) -> bool {
    let more = editor.selection.with_untracked(|selection| selection.nodes.len() > 1 || !selection.links.is_empty());
    if more && let Some(active) = editor.active.get_untracked() {
        editor.select_node(&active);
    }
    more
}

/// Deletes the selection, and gives the focus to what has the tab stop then.
pub(crate) fn delete(editor: Editor) {
    editor.delete_selected();
    editor.focus_active();
}

/// Has a note written on, or a group named.
pub(crate) fn write(editor: Editor) -> bool {
    editor.active.get_untracked().is_some_and(|id| editor.write_on(&id))
}
