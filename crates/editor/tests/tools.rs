//! The effects of the pointer on the canvas (spec: interface.md, region Canvas).
#![allow(clippy::unwrap_used)]

mod headless;

use canvas::{card, gesture::Target};
use editor::{Mode, tools::Press};
use headless::{Headless, by, draft, handle, id, link, place};
use journey::{
    edit::Edit,
    graph::{Note, Point},
    kind::Outcome,
};
use keymap::chord::{Key, Mods};
use reactive_graph::prelude::*;

#[test]
fn a_click_selects_a_node_and_with_shift_one_more() {
    let test = Headless::new(draft());
    test.click("hello", Mods::NONE);
    assert_eq!(test.selected(), ["hello"]);
    assert_eq!(test.focused(), "hello");
    test.click("alone", Mods::SHIFT);
    assert_eq!(test.selected(), ["hello", "alone"]);
    test.click("hello", Mods::SHIFT);
    assert_eq!(test.selected(), ["alone"]);
    let empty = Point { x: 900.0, y: 500.0 };
    test.press_at(empty, Mods::NONE);
    test.release(empty, Mods::NONE);
    assert_eq!(test.selected(), [""; 0]);
}

#[test]
fn a_press_that_moves_by_less_than_four_pixels_is_a_click() {
    let test = Headless::new(draft());
    let before = place(&test, "hello");
    let at = test.middle("hello");
    test.press_at(at, Mods::NONE);
    test.move_to(by(at, 2.0, 2.0), Mods::NONE);
    test.release(by(at, 2.0, 2.0), Mods::NONE);
    assert_eq!(place(&test, "hello"), before);
    assert_eq!(test.selected(), ["hello"]);
}

#[test]
fn a_drag_moves_a_node_in_one_step_that_undo_takes_back() {
    let test = Headless::new(draft());
    let before = test.editor.draft.get_untracked();
    let from = test.middle("alone");
    test.drag(from, by(from, 200.0, 100.0), Mods::COMMAND);
    assert_eq!(place(&test, "alone"), Point { x: 560.0, y: 340.0 });
    assert!(test.is_at_rest());
    test.editor.undo();
    assert_eq!(test.editor.draft.get_untracked(), before);
    assert_eq!(test.editor.undoable(), None);
}

#[test]
fn what_is_selected_moves_together() {
    let test = Headless::new(draft());
    test.click("hello", Mods::NONE);
    test.click("alone", Mods::SHIFT);
    let from = test.middle("alone");
    test.drag(from, by(from, 40.0, 40.0), Mods::COMMAND);
    assert_eq!(place(&test, "hello"), Point { x: 400.0, y: 80.0 });
    assert_eq!(place(&test, "alone"), Point { x: 400.0, y: 280.0 });
}

#[test]
fn a_drag_with_alt_leaves_the_node_and_adds_a_copy() {
    let test = Headless::new(draft());
    let from = test.middle("alone");
    test.drag(from, by(from, 200.0, 100.0), Mods { alt: true, ..Mods::COMMAND });
    assert_eq!(place(&test, "alone"), Point { x: 360.0, y: 240.0 });
    assert_eq!(place(&test, "new0"), Point { x: 560.0, y: 340.0 });
    assert_eq!(test.selected(), ["new0"]);
}

#[test]
fn a_node_that_is_dropped_on_a_link_is_put_into_it() {
    let test = Headless::new(draft());
    let from = test.middle("alone");
    let (start, hello) = (test.middle("start"), test.middle("hello"));
    test.drag(from, by(start, (hello.x - start.x) / 2.0, 0.0), Mods::COMMAND);
    let links: Vec<_> =
        test.editor.draft.with_untracked(|draft| draft.graph.links().map(|(key, _)| key.clone()).collect());
    assert_eq!(links.len(), 2);
    assert!(links.contains(&link("start", Outcome::Yes, "alone")), "{links:?}");
}

#[test]
fn a_box_with_shift_selects_what_it_touches_and_with_alt_what_lies_in_it() {
    let test = Headless::new(draft());
    let (from, to) = (Point { x: 350.0, y: 20.0 }, Point { x: 400.0, y: 300.0 });
    test.press(from, Target::Pane, Mods::SHIFT);
    test.drag_on(from, to, Mods::SHIFT);
    test.release(to, Mods::SHIFT);
    assert_eq!(test.selected(), ["hello", "alone"]);
    assert_eq!(test.said(), "2 nodes selected.");
    test.press(from, Target::Pane, Mods::ALT_SHIFT);
    test.drag_on(from, to, Mods::ALT_SHIFT);
    test.release(to, Mods::ALT_SHIFT);
    assert_eq!(test.selected(), [""; 0]);
}

#[test]
fn a_link_is_drawn_from_a_handle_and_refused_with_its_reason() {
    let test = Headless::new(draft());
    let from = handle(test.editor, "hello", Outcome::Sent);
    let draw = |to: Point| {
        test.press(from, Target::Handle(id("hello"), Outcome::Sent), Mods::NONE);
        test.drag_on(from, to, Mods::NONE);
        test.release(to, Mods::NONE);
    };
    draw(test.middle("alone"));
    assert!(
        test.editor.draft.with_untracked(|draft| draft.graph.link(&link("hello", Outcome::Sent, "alone")).is_some())
    );
    // Nothing leads to the entry.
    let before = test.editor.draft.get_untracked();
    draw(test.middle("start"));
    assert_eq!(test.editor.draft.get_untracked(), before);
    assert!(!test.said().is_empty());
    // On the empty canvas the next node is offered there.
    draw(Point { x: 800.0, y: 500.0 });
    let step = test.editor.add_node.get_untracked().unwrap();
    assert_eq!(step.from, Some((id("hello"), Outcome::Sent)));
    let at = test.editor.view.get_untracked().to_canvas(Point { x: 800.0, y: 500.0 });
    assert_eq!(step.at, by(at, 0.0, -card::HEIGHT / 2.0));
}

#[test]
fn the_corner_of_a_note_resizes_it() {
    let mut draft = draft();
    Edit::Note(id("note"), Some(Note::new(Point { x: 600.0, y: 100.0 }))).apply(&mut draft).unwrap();
    let test = Headless::new(draft);
    let size = || test.editor.draft.with_untracked(|draft| draft.graph.note(&id("note")).unwrap().size);
    let (before, at) = (size(), Point { x: 700.0, y: 200.0 });
    let press =
        Press { pointer: 1, at, target: Target::Node(id("note")), middle: false, corner: true, mods: Mods::NONE };
    test.editor.press(press);
    test.drag_on(at, by(at, 60.0, 40.0), Mods::NONE);
    test.release(by(at, 60.0, 40.0), Mods::NONE);
    assert_eq!(size(), by(before, 60.0, 40.0));
    test.editor.undo();
    assert_eq!(size(), before);
}

#[test]
fn the_middle_button_and_the_held_space_bar_move_the_view_and_nothing_else() {
    let test = Headless::new(draft());
    let before = test.editor.draft.get_untracked();
    let (from, was) = (test.middle("alone"), test.editor.view.get_untracked());
    let press = Press {
        pointer: 1,
        at: from,
        target: Target::Node(id("alone")),
        middle: true,
        corner: false,
        mods: Mods::NONE,
    };
    test.editor.press(press);
    test.drag_on(from, by(from, 50.0, 30.0), Mods::NONE);
    test.release(by(from, 50.0, 30.0), Mods::NONE);
    let view = test.editor.view.get_untracked();
    assert_eq!((view.x - was.x, view.y - was.y), (50.0, 30.0));
    assert_eq!(test.editor.draft.get_untracked(), before);
    assert_eq!(test.selected(), [""; 0]);
}

#[test]
fn a_drag_at_the_rim_takes_the_view_along() {
    let test = Headless::new(draft());
    let from = test.middle("alone");
    let rim = Point { x: 995.0, y: from.y };
    test.press_at(from, Mods::NONE);
    test.drag_on(from, rim, Mods::NONE);
    assert!(test.editor.is_at_rim());
    let before = test.editor.view.get_untracked();
    test.editor.follow_rim();
    assert!(test.editor.view.get_untracked().x < before.x);
    test.editor.cancel();
    assert!(!test.editor.is_at_rim());
    assert_eq!(test.editor.view.get_untracked(), Default::default());
}

#[test]
fn a_drag_that_is_called_off_leaves_the_selection_it_found() {
    let test = Headless::new(draft());
    test.click("hello", Mods::NONE);
    let before = test.seen();
    let from = test.middle("alone");
    test.press_at(from, Mods::NONE);
    test.drag_on(from, by(from, 100.0, 0.0), Mods::NONE);
    assert_eq!(test.selected(), ["alone"]);
    test.editor.cancel();
    assert_eq!(test.seen(), before);
    assert!(test.is_at_rest());
    // The release that comes after it is nobody's.
    test.release(by(from, 100.0, 0.0), Mods::NONE);
    assert_eq!(test.seen(), before);
}

#[test]
fn what_is_published_is_looked_at_and_not_moved() {
    let test = Headless::with_mode(draft(), Mode::ContentOnly);
    let before = test.editor.draft.get_untracked();
    let from = test.middle("alone");
    test.drag(from, by(from, 100.0, 0.0), Mods::NONE);
    assert_eq!(test.editor.draft.get_untracked(), before);
    assert!(test.key(Mods::NONE, Key::Char('l')) || test.selected().is_empty());
    test.click("hello", Mods::NONE);
    assert!(test.key(Mods::NONE, Key::Delete));
    assert_eq!(test.editor.draft.get_untracked(), before);
    assert_eq!(test.said(), "It is published. Make a new version to change it.");
}

#[test]
fn a_group_is_dragged_as_a_whole() {
    let test = Headless::new(draft());
    test.click("hello", Mods::NONE);
    test.click("alone", Mods::SHIFT);
    test.editor.group_selected();
    let from = Point { x: 355.0, y: 150.0 };
    test.press(from, Target::Node(id("new0")), Mods::NONE);
    test.drag_on(from, by(from, 40.0, 0.0), Mods::COMMAND);
    test.release(by(from, 40.0, 0.0), Mods::COMMAND);
    assert_eq!((place(&test, "hello").x, place(&test, "alone").x), (400.0, 400.0));
    assert_eq!(test.selected(), ["alone", "hello"]);
}
