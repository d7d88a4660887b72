//! The keys of the canvas (spec: interface.md, Keyboard). Those that hold everywhere in the builder are in
//! `builder/commands/keymap.rs`.

use canvas::{
    fold::{nearest, stops, walked},
    view::ZOOM_STEP,
    walk::{Direction, reading_order, step},
};
use journey::{
    edit::compose::move_all,
    graph::{LinkKey, LinkTime, Point},
    text::NodeId,
};
use keymap::{
    chord::{Chord, Key, Mods},
    command::repeats_on_stage,
};
use reactive_graph::{graph::untrack, prelude::*};

use crate::{
    arrange,
    clipboard::heal,
    links::{aim, land, leave_link, next_step, set_time, start_link, turn_outcome},
    selection::Selection,
    state::Editor,
};

/// The part of the canvas that has the focus while a key is pressed.
#[derive(Clone, Debug, Default)]
pub struct Focused {
    /// The link whose label it is on.
    pub link: Option<LinkKey>,
    /// The node whose card it is on.
    pub node: Option<NodeId>,
}

/// The distance by which Alt with an arrow moves a node, in canvas units.
const NUDGE: f64 = 20.0;
/// The distance by which Alt and Shift with an arrow move a node, in canvas units.
const NUDGE_FINE: f64 = 4.0;

/// Does what a key of the canvas stands for; returns true where it is one.
pub fn down(editor: Editor, chord: Chord, focused: &Focused) -> bool {
    let drawing = editor.drawing.with_untracked(Option::is_some);
    match direction(chord.key) {
        _ if chord.repeat && !repeats_on_stage(chord.key) => is_own(chord),
        Some(direction) => arrow(editor, chord.mods, direction, drawing),
        None => press(editor, chord, drawing, focused),
    }
}

/// Does something that a key always does.
fn done(run: impl FnOnce()) -> bool {
    run();
    true
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

fn press(editor: Editor, chord: Chord, drawing: bool, focused: &Focused) -> bool {
    select_focused(editor, chord, focused);
    match (chord.mods, chord.key) {
        (Mods::NONE, Key::Enter) if drawing => land(editor),
        (Mods::NONE, Key::Enter) => open(editor),
        (Mods::NONE, Key::Escape) => escape(editor),
        (Mods::NONE, Key::Char('l')) => start_link(editor),
        (Mods::NONE, Key::Char('o')) if drawing => turn_outcome(editor),
        (Mods::SHIFT, Key::Char('n')) => done(|| editor.add_note(None)),
        (Mods::NONE, Key::Char('n')) => next_step(editor),
        (Mods::NONE, Key::Char('d')) => set_time(editor, focused.link.clone(), LinkTime::Delay),
        (Mods::NONE, Key::Char('w')) => set_time(editor, focused.link.clone(), LinkTime::Window),
        (Mods::NONE, Key::F(2)) => editor.active.get_untracked().is_some_and(|id| editor.write_on(&id)),
        (Mods::NONE, Key::PageDown) => along(editor, true),
        (Mods::NONE, Key::PageUp) => along(editor, false),
        (Mods::SHIFT, Key::Delete) => done(|| heal(editor)),
        (Mods::NONE, Key::Delete) => delete(editor),
        (Mods::NONE, Key::Char('t')) => done(|| arrange::tidy_up(editor)),
        (Mods::NONE, Key::Char('1')) => done(|| editor.zoom(1.0 / editor.view.with_untracked(|view| view.zoom))),
        (Mods::NONE, Key::Char('2')) => done(|| editor.fit_selected()),
        (Mods::NONE, Key::Char('+' | '=')) => done(|| editor.zoom(ZOOM_STEP)),
        (Mods::NONE, Key::Char('-')) => done(|| editor.zoom(1.0 / ZOOM_STEP)),
        (Mods::NONE, Key::Char('0')) => done(|| editor.fit()),
        (Mods::NONE, Key::Home) => end_of_order(editor, false),
        (Mods::NONE, Key::End) => end_of_order(editor, true),
        _ => false,
    }
}

/// Tells that a key did something when it went down, so that nobody gets it while it is held.
fn is_own(chord: Chord) -> bool {
    matches!(chord.key, Key::Enter | Key::Delete | Key::Char('l' | 'o' | 'n' | 'd' | 'w' | 't'))
        && matches!(chord.mods, Mods::NONE | Mods::SHIFT)
}

/// After an undo, say, nothing is selected: what a key does to a node it does to the card that has the focus. Not that it deletes
/// it: what goes is what is seen to be selected.
fn select_focused(editor: Editor, chord: Chord, focused: &Focused) {
    let is_meant = chord.mods == Mods::NONE && matches!(chord.key, Key::Char('l' | 'n' | 'd' | 'w'));
    if is_meant
        && editor.selection.with_untracked(Selection::is_empty)
        && let Some(id) = &focused.node
    {
        editor.select_node(id);
    }
}

/// Goes to a node: selects it, shows it, and gives it the focus.
pub fn go(editor: Editor, id: &NodeId) {
    editor.go_to(id);
    editor.host.focus(id);
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

fn escape(editor: Editor) -> bool {
    // A drag is called off where all keys of the page arrive (`builder/canvas/pointer.rs`).
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

fn delete(editor: Editor) -> bool {
    editor.delete_selected();
    if let Some(active) = editor.active.get_untracked() {
        editor.host.focus(&active);
    }
    true
}
