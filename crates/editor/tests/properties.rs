//! Properties that hold for all sequences of input.
#![allow(clippy::unwrap_used)]

mod headless;

use canvas::gesture::Target;
use editor::{Focused, commands, tools::Press};
use headless::Headless;
use journey::{arbitrary::Dice, graph::Point, text::NodeId};
use keymap::{
    chord::{Chord, Key, Mods},
    focus::Focus,
};
use proptest::{collection::vec, prelude::*};
use reactive_graph::prelude::*;

const KEYS: [Key; 18] = [
    Key::Left,
    Key::Right,
    Key::Up,
    Key::Down,
    Key::Enter,
    Key::Escape,
    Key::Delete,
    Key::Home,
    Key::End,
    Key::PageDown,
    Key::PageUp,
    Key::F(2),
    Key::Char('l'),
    Key::Char('o'),
    Key::Char('n'),
    Key::Char('d'),
    Key::Char('w'),
    Key::Char('t'),
];
const FOCUS: [Focus; 3] = [Focus::Canvas, Focus::Outline, Focus::Page];
const MODS: [Mods; 6] = [Mods::NONE, Mods::SHIFT, Mods::ALT, Mods::ALT_SHIFT, Mods::COMMAND, Mods::NONE];

fn mods(dice: &mut Dice) -> Mods {
    dice.pick(&MODS)
}

fn point(dice: &mut Dice) -> Point {
    Point { x: dice.below(1_000) as f64, y: dice.below(600) as f64 }
}

/// A card, a handle or an end of a link, or what lies at the point.
fn target(test: &Headless, at: Point, dice: &mut Dice) -> Target {
    let draft = test.editor.draft.get_untracked();
    let nodes: Vec<_> = draft.graph.nodes().collect();
    let links: Vec<_> = draft.graph.links().map(|(key, _)| key.clone()).collect();
    match dice.below(4) {
        0 if !nodes.is_empty() => {
            let node = dice.pick(&nodes);
            let outcomes = node.outcomes();
            if outcomes.is_empty() {
                Target::Node(node.id.clone())
            } else {
                Target::Handle(node.id.clone(), dice.pick(&outcomes))
            }
        }
        1 if !links.is_empty() => Target::End(dice.pick(&links), dice.one_in(2)),
        2 if !nodes.is_empty() => Target::Node(dice.pick(&nodes).id.clone()),
        _ => test.editor.target_at(test.editor.view.get_untracked().to_canvas(at)),
    }
}

/// Presses, and moves so and so often.
fn begin(test: &Headless, dice: &mut Dice) {
    let at = point(dice);
    let press = Press {
        pointer: 1,
        at,
        target: target(test, at, dice),
        middle: dice.one_in(6),
        corner: dice.one_in(6),
        mods: mods(dice),
    };
    test.editor.press(press);
    if dice.one_in(8) {
        // A second finger.
        let at = point(dice);
        test.editor.press(Press {
            pointer: 2,
            at,
            target: Target::Pane,
            middle: false,
            corner: false,
            mods: Mods::NONE,
        });
    }
    for _ in 0..dice.below(6) {
        test.editor.pointer_moves(1 + i32::from(dice.one_in(4)), point(dice), mods(dice));
        if dice.one_in(4) {
            test.editor.follow_rim();
        }
    }
}

/// Something that a person does with the graph.
fn act(test: &Headless, dice: &mut Dice) {
    let editor = test.editor;
    match dice.below(12) {
        0..=3 => {
            begin(test, dice);
            for pointer in [1, 2] {
                editor.release(pointer, point(dice), mods(dice));
            }
        }
        4..=7 => {
            let node = editor.active.get_untracked();
            let chord = Chord { key: dice.pick(&KEYS), mods: mods(dice), repeat: dice.one_in(6) };
            editor.key_down(chord, dice.pick(&FOCUS), &Focused { link: None, node });
        }
        8 => editor.run(if dice.one_in(2) { &commands::table::UNDO } else { &commands::table::REDO }, None),
        _ => editor.run(dice.pick(commands::ALL), None),
    }
}

fn in_graph(test: &Headless) -> bool {
    let is_there = |id: &NodeId| test.editor.draft.with_untracked(|draft| draft.graph.has(id));
    let active = test.editor.active.get_untracked();
    let any = test.editor.draft.with_untracked(|draft| draft.graph.nodes().len() > 0);
    test.editor.selection.with_untracked(|selection| {
        selection.nodes.iter().chain(&selection.notes).all(is_there)
            && selection
                .links
                .iter()
                .all(|key| test.editor.draft.with_untracked(|draft| draft.graph.link(key).is_some()))
    }) && active.map_or(!any, |id| is_there(&id))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_gesture_that_is_called_off_at_any_point_leaves_draft_selection_and_viewport(row in vec(any::<u32>(), 40..600)) {
        let mut dice = Dice::new(row);
        let test = Headless::new(dice.draft(12));
        for _ in 0..dice.below(5) {
            act(&test, &mut dice);
        }
        let before = test.seen();
        begin(&test, &mut dice);
        test.editor.cancel();
        prop_assert_eq!(test.seen(), before);
        prop_assert!(test.is_at_rest());
    }

    #[test]
    fn after_whatever_was_done_the_selection_is_within_the_graph(row in vec(any::<u32>(), 40..800)) {
        let mut dice = Dice::new(row);
        let test = Headless::new(dice.draft(12));
        for _ in 0..dice.below(20) {
            act(&test, &mut dice);
            prop_assert!(in_graph(&test));
        }
    }

    #[test]
    fn undoing_everything_gives_the_draft_it_began_with(row in vec(any::<u32>(), 40..800)) {
        let mut dice = Dice::new(row);
        let draft = dice.draft(12);
        let test = Headless::new(draft.clone());
        for _ in 0..dice.below(20) {
            act(&test, &mut dice);
        }
        while test.editor.undoable().is_some() {
            test.editor.undo();
        }
        prop_assert!(test.editor.draft.get_untracked().is_same(&draft));
    }
}
