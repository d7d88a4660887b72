//! The keys of the canvas (spec: interface.md, Keyboard). Those that hold everywhere in the builder are in `builder/keys.rs`.

use std::collections::HashSet;

use canvas::{
    card as geometry,
    fold::{nearest, stops, walked},
    view::ZOOM_STEP,
    walk::{Direction, reading_order, step},
};
use journey::{
    edit::Edit,
    graph::{LinkKey, LinkTime, Point},
    journey::Draft,
    kind::Outcome,
    text::NodeId,
};
use keymap::{
    chord::{Chord, Key, Mods},
    command::repeats_on_stage,
};
use leptos::prelude::*;
use web_sys::Event;

use super::{
    chip::set_time,
    commands::{Command, run},
    hand::move_all,
    linking::{land_on, open_next},
};
use crate::{
    builder::{
        aside::open_aside,
        dom::{
            attributes::target_node,
            focus::{focus_node, open_fields},
            regions::is_menu_open,
        },
        editor::{AddStep, Drawing, Editor, Mode, Selection},
    },
    ui::chord,
};

/// How far Alt with an arrow moves a node, in canvas units.
const NUDGE: f64 = 20.0;
/// The same with Shift.
const NUDGE_FINE: f64 = 4.0;

/// A key went down while the focus is in the canvas.
pub fn down(editor: Editor, event: &Event) {
    let Some(chord) = chord(event).filter(|_| !event.default_prevented() && !is_menu_open()) else { return };
    let drawing = editor.drawing.with_untracked(Option::is_some);
    let handled = match direction(chord.key) {
        _ if chord.repeat && !repeats_on_stage(chord.key) => is_own(chord),
        Some(direction) => arrow(editor, chord.mods, direction, drawing),
        None => press(editor, chord, drawing, event),
    };
    if handled {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn direction(key: Key) -> Option<Direction> {
    Some(match key {
        Key::Left => Direction::Left,
        Key::Right => Direction::Right,
        Key::Up => Direction::Up,
        Key::Down => Direction::Down,
        _ => return None,
    })
}

fn arrow(editor: Editor, mods: Mods, direction: Direction, drawing: bool) -> bool {
    match mods {
        Mods::NONE | Mods::SHIFT if drawing => aim(editor, direction),
        Mods::NONE | Mods::SHIFT => walk(editor, direction),
        Mods::ALT => nudge(editor, direction, NUDGE),
        Mods::ALT_SHIFT => nudge(editor, direction, NUDGE_FINE),
        _ => false,
    }
}

fn press(editor: Editor, chord: Chord, drawing: bool, event: &Event) -> bool {
    select_focused(editor, chord, event);
    match (chord.mods, chord.key) {
        (Mods::NONE, Key::Enter) if drawing => land(editor),
        (Mods::NONE, Key::Enter) => open(editor),
        (Mods::NONE, Key::Escape) => escape(editor),
        (Mods::NONE, Key::Char('l')) => start_link(editor),
        (Mods::NONE, Key::Char('o')) if drawing => turn_outcome(editor),
        (Mods::SHIFT, Key::Char('n')) => run(editor, Command::Note),
        (Mods::NONE, Key::Char('n')) => next_step(editor),
        (Mods::NONE, Key::Char('d')) => set_time(editor, LinkTime::Delay, event),
        (Mods::NONE, Key::Char('w')) => set_time(editor, LinkTime::Window, event),
        (Mods::NONE, Key::F(2)) => editor.active.get_untracked().is_some_and(|id| editor.write_on(&id)),
        (Mods::NONE, Key::PageDown) => along(editor, true),
        (Mods::NONE, Key::PageUp) => along(editor, false),
        (Mods::SHIFT, Key::Delete) => run(editor, Command::Heal),
        (Mods::NONE, Key::Delete) => delete(editor),
        (Mods::NONE, Key::Char('t')) => run(editor, Command::Tidy),
        (Mods::NONE, Key::Char('1')) => {
            editor.zoom(1.0 / editor.view.with_untracked(|view| view.zoom));
            true
        }
        (Mods::NONE, Key::Char('2')) => run(editor, Command::ZoomTo),
        (Mods::NONE, Key::Char('+' | '=')) => {
            editor.zoom(ZOOM_STEP);
            true
        }
        (Mods::NONE, Key::Char('-')) => {
            editor.zoom(1.0 / ZOOM_STEP);
            true
        }
        (Mods::NONE, Key::Char('0')) => {
            editor.fit();
            true
        }
        (Mods::NONE, Key::Home) => end_of_order(editor, false),
        (Mods::NONE, Key::End) => end_of_order(editor, true),
        _ => false,
    }
}

/// Whether a key did something when it went down, so that nobody gets it while it is held.
fn is_own(chord: Chord) -> bool {
    matches!(chord.key, Key::Enter | Key::Delete | Key::Char('l' | 'o' | 'n' | 'd' | 'w' | 't'))
        && matches!(chord.mods, Mods::NONE | Mods::SHIFT)
}

/// After an undo, say, nothing is selected: what a key does to a node it does to the card that has the focus. Not that it deletes
/// it: what goes is what is seen to be selected.
fn select_focused(editor: Editor, chord: Chord, event: &Event) {
    let is_meant = chord.mods == Mods::NONE && matches!(chord.key, Key::Char('l' | 'n' | 'd' | 'w'));
    if is_meant
        && editor.selection.with_untracked(Selection::is_empty)
        && let Some(id) = target_node(event)
    {
        editor.select_node(&id);
    }
}

/// Goes to a node: selects it, shows it, and gives it the focus.
pub fn go(editor: Editor, id: &NodeId) {
    editor.go_to(id);
    focus_node(id);
}

fn walk(editor: Editor, direction: Direction) -> bool {
    let Some(active) = editor.active.get_untracked() else { return false };
    let active = editor.stop_of(&active);
    let is_node = editor.draft.with_untracked(|draft| draft.graph.node(&active).is_some());
    let found = untrack(|| {
        if !is_node && !editor.is_folded(&active) {
            // From a note or a frame, which no link leads to, to what is nearest.
            let from = editor.rect_of(&active)?;
            return nearest(from, editor.rects().into_iter().filter(|(id, _)| *id != active), direction);
        }
        editor.draft.with(|draft| {
            editor.with_folded(|folded| match folded {
                Some(folded) => step(&walked(folded), &active, direction),
                None => step(&draft.graph, &active, direction),
            })
        })
    });
    match found {
        Some(id) => go(editor, &id),
        None if !is_node => editor.say("Nothing lies there."),
        None => editor.say(match direction {
            Direction::Left => "Nothing leads here.",
            Direction::Right => "Nothing follows.",
            Direction::Up => "No sibling above.",
            Direction::Down => "No sibling below.",
        }),
    }
    true
}

/// Goes on to the next of all that can have the focus, notes and groups too, or back.
fn along(editor: Editor, on: bool) -> bool {
    let stops = untrack(|| editor.draft.with(|draft| editor.with_folded(|folded| stops(&draft.graph, folded))));
    let active = editor.active.get_untracked().map(|id| editor.stop_of(&id));
    let at = stops.iter().position(|id| Some(id) == active.as_ref());
    let next = match at {
        Some(at) if on => at + 1,
        Some(at) => at.wrapping_sub(1),
        None => 0,
    };
    match stops.get(next) {
        Some(id) => go(editor, id),
        None => editor.say(if on { "Nothing follows." } else { "Nothing comes before it." }),
    }
    true
}

fn end_of_order(editor: Editor, last: bool) -> bool {
    let order = untrack(|| {
        editor.draft.with(|draft| {
            editor.with_folded(|folded| {
                folded.map_or_else(|| reading_order(&draft.graph), |folded| reading_order(&walked(folded)))
            })
        })
    });
    if let Some(id) = if last { order.last() } else { order.first() } {
        go(editor, id);
    }
    true
}

fn nudge(editor: Editor, direction: Direction, by: f64) -> bool {
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
fn open(editor: Editor) -> bool {
    let aside =
        editor.active.get_untracked().filter(|id| editor.draft.with_untracked(|draft| draft.graph.node(id).is_none()));
    if let Some(id) = aside.map(|id| editor.stop_of(&id)) {
        // A frame is collapsed, a box expanded, a note written on.
        if editor.draft.with_untracked(|draft| draft.graph.group(&id).is_some()) && !untrack(|| editor.is_folded(&id)) {
            editor.fold(&id, true);
            focus_node(&id);
            return true;
        }
        return open_aside(editor, &id);
    }
    if untrack(|| editor.only_node()).is_none()
        && editor.selection.with_untracked(|selection| selection.links.len() != 1)
    {
        return false;
    }
    open_fields();
    true
}

fn escape(editor: Editor) -> bool {
    // What the hand is doing is called off where all of the page's keys arrive.
    if editor.carry.with_untracked(Option::is_some) || editor.marquee.with_untracked(Option::is_some) {
        return false;
    }
    if editor.drawing.with_untracked(Option::is_some) {
        leave_link(editor);
        return true;
    }
    if editor.selection.with_untracked(|selection| selection.nodes.len() > 1 || !selection.links.is_empty()) {
        if let Some(active) = editor.active.get_untracked() {
            editor.select_node(&active);
        }
        return true;
    }
    false
}

/// Leaves the link that is being drawn.
pub fn leave_link(editor: Editor) {
    if let Some(drawing) = editor.drawing.get_untracked() {
        editor.drawing.set(None);
        editor.say("No link was drawn.");
        focus_node(&drawing.from);
    }
}

fn delete(editor: Editor) -> bool {
    editor.delete_selected();
    if let Some(active) = editor.active.get_untracked() {
        focus_node(&active);
    }
    true
}

/// N offers the next node behind the first free outcome, and while there is no node at all, the first one.
pub fn next_step(editor: Editor) -> bool {
    let Some(id) = untrack(|| editor.only_node()) else {
        let empty = editor.draft.with_untracked(|draft| draft.graph.nodes().len() == 0);
        if empty && editor.mode.get_untracked() == Mode::Draft {
            let middle = editor.middle();
            let at = Point { x: middle.x - geometry::WIDTH / 2.0, y: middle.y - geometry::HEIGHT / 2.0 };
            editor.add_step.set(Some(AddStep { from: None, at }));
        }
        return empty;
    };
    match editor.draft.with_untracked(|draft| draft.graph.free_outcome(&id)) {
        Some(outcome) => open_next(editor, &id, outcome),
        None => editor.say("Every outcome of this node leads somewhere already."),
    }
    true
}

/// L starts a link from the first free outcome; the arrows choose the target, O the outcome, Enter draws it.
pub fn start_link(editor: Editor) -> bool {
    let only_link = editor.selection.with_untracked(|selection| match selection.links.as_slice() {
        [only] if selection.nodes.is_empty() => Some(only.clone()),
        _ => None,
    });
    let Some(from) = untrack(|| editor.only_node()).or(only_link.as_ref().map(|key| key.from.clone())) else {
        return false;
    };
    if editor.mode.get_untracked() != Mode::Draft {
        editor.say("It is published: no links can be drawn.");
        return true;
    }
    // Of a link that is selected, the end is led elsewhere.
    if let Some(key) = only_link {
        aim_at(editor, from, key.outcome, Some(key), 0);
        return true;
    }
    let outcome = editor.draft.with_untracked(|draft| {
        draft
            .graph
            .free_outcome(&from)
            .or_else(|| draft.graph.node(&from).and_then(|node| node.outcomes().first().copied()))
    });
    match outcome {
        Some(outcome) => aim_at(editor, from, outcome, None, 0),
        None => editor.say("Nothing can follow this node."),
    }
    true
}

/// The nodes that a link by this outcome may lead to, in reading order from its own node on, for most links lead on; where a link
/// is led elsewhere, without it.
fn targets(editor: Editor, from: &NodeId, outcome: Outcome, moving: Option<&LinkKey>) -> Vec<NodeId> {
    let among = |draft: &Draft| -> Vec<NodeId> {
        let leads_there =
            |to: &NodeId| moving.is_some_and(|key| key.from == *from && key.outcome == outcome && key.to == *to);
        // What is hidden in a collapsed group cannot be pointed at.
        let seen = |to: &NodeId| untrack(|| editor.hidden_in(to)).is_none();
        let legal: HashSet<&NodeId> = draft.graph.targets(from, outcome).map(|node| &node.id).collect();
        let mut all = reading_order(&draft.graph);
        let at = all.iter().position(|id| id == from).unwrap_or(0);
        all.rotate_left(at);
        all.retain(|to| legal.contains(to) && !leads_there(to) && seen(to));
        all
    };
    let Some(key) = moving else { return editor.draft.with_untracked(among) };
    let mut draft = editor.draft.get_untracked();
    let _ = Edit::Remove { nodes: Vec::new(), links: vec![key.clone()] }.apply(&mut draft);
    among(&draft)
}

/// Points the link that is being drawn at the `i`th of the nodes it may lead to.
pub fn aim_at(editor: Editor, from: NodeId, outcome: Outcome, moving: Option<LinkKey>, i: usize) {
    let targets = targets(editor, &from, outcome, moving.as_ref());
    let Some(to) = targets.get(i.min(targets.len().saturating_sub(1))).cloned() else {
        editor.drawing.set(None);
        editor.say("There is no other node that this outcome may lead to.");
        return;
    };
    editor.show(&to);
    let said = editor.draft.with_untracked(|draft| {
        let key = LinkKey { from: from.clone(), outcome, to: to.clone() };
        let end = draft.graph.node(&to).map(|node| geometry::arrival(node.at)).unwrap_or_default();
        editor.drawing.set(Some(Drawing {
            from: from.clone(),
            outcome,
            to: end,
            over: Some((to.clone(), true)),
            moving: moving.clone().map(|key| (key, false)),
        }));
        draft.graph.link_label(&key)
    });
    editor.say(format!(
        "Link {said}? {} of {}. Enter draws it, the arrows or a press choose the target, O the outcome, Escape leaves it.",
        i + 1,
        targets.len()
    ));
}

fn aim(editor: Editor, direction: Direction) -> bool {
    let Some(Drawing { from, outcome, over: Some((to, _)), moving, .. }) = editor.drawing.get_untracked() else {
        return true;
    };
    let moving = moving.map(|(key, _)| key);
    let targets = targets(editor, &from, outcome, moving.as_ref());
    let at = targets.iter().position(|id| *id == to).unwrap_or(0);
    let next = match direction {
        Direction::Right | Direction::Down => (at + 1) % targets.len().max(1),
        Direction::Left | Direction::Up => (at + targets.len().saturating_sub(1)) % targets.len().max(1),
    };
    aim_at(editor, from, outcome, moving, next);
    true
}

/// O turns to the next outcome of the node.
pub fn turn_outcome(editor: Editor) -> bool {
    let Some(Drawing { from, outcome, moving, .. }) = editor.drawing.get_untracked() else { return false };
    let outcomes =
        editor.draft.with_untracked(|draft| draft.graph.node(&from).map(|node| node.outcomes())).unwrap_or_default();
    let at = outcomes.iter().position(|other| *other == outcome).unwrap_or(0);
    if let Some(next) = outcomes.get((at + 1) % outcomes.len().max(1)) {
        aim_at(editor, from, *next, moving.map(|(key, _)| key), 0);
    }
    true
}

fn land(editor: Editor) -> bool {
    if let Some(drawing) = editor.drawing.get_untracked()
        && let Some((to, _)) = drawing.over.clone()
    {
        editor.drawing.set(None);
        let from = drawing.from.clone();
        land_on(editor, drawing, to);
        // The inspector shows the link now; the focus stays at its start.
        focus_node(&from);
    }
    true
}
