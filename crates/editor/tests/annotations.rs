//! Notes and groups by hand and by key (spec: interface.md, region Canvas).
#![allow(clippy::unwrap_used)]

mod headless;

use canvas::{gesture::Target, view::View};
use editor::{
    Mode,
    commands::table::{COLLAPSE, EXPAND, NOTE, UNGROUP},
    tools::Press,
};
use headless::{Headless, by, draft, id, place};
use journey::{
    edit::Edit,
    graph::{Note, Point},
    journey::Draft,
};
use keymap::chord::{Key, Mods};
use reactive_graph::prelude::*;

/// The draft with a note.
fn noted() -> Draft {
    let mut draft = draft();
    let note = Note { text: "Ask legal first".to_owned(), ..Note::new(Point { x: 640.0, y: 260.0 }) };
    Edit::Note(id("note"), Some(note)).apply(&mut draft).unwrap();
    draft
}

fn note(test: &Headless) -> Note {
    test.editor.draft.with_untracked(|draft| draft.graph.note(&id("note")).unwrap().clone())
}

/// Takes the note by its corner.
fn take_corner(test: &Headless) -> Point {
    let Note { at, size, .. } = note(test);
    let at = test.editor.view.get_untracked().to_pane(by(at, size.x - 4.0, size.y - 4.0));
    let press =
        Press { pointer: 1, at, target: Target::Node(id("note")), middle: false, corner: true, mods: Mods::NONE };
    test.editor.press(press);
    at
}

/// The two messages in a group, which is called new0.
fn grouped() -> (Headless, Draft) {
    let test = Headless::new(draft());
    test.click("hello", Mods::NONE);
    test.click("alone", Mods::SHIFT);
    assert!(test.key(Mods::COMMAND, Key::Char('g')));
    assert_eq!(test.said(), "Grouped 2 nodes.");
    assert_eq!(test.editor.writing.get_untracked(), Some(id("new0")));
    test.editor.written(&id("new0"), "Win back");
    let draft = test.editor.draft.get_untracked();
    (test, draft)
}

#[test]
fn a_note_is_moved_as_one_step_and_what_it_lies_behind_is_not() {
    for zoom in [0.25, 1.0, 2.0] {
        let test = Headless::new(noted());
        test.editor.set_view(View { zoom, ..View::default() });
        let (from, before, hello) = (test.middle("note"), note(&test), place(&test, "hello"));
        let to = by(from, 120.0 * zoom, 60.0 * zoom);
        test.press(from, Target::Node(id("note")), Mods::COMMAND);
        test.drag_on(from, to, Mods::COMMAND);
        test.release(to, Mods::COMMAND);
        assert_eq!(note(&test).at, by(before.at, 120.0, 60.0), "at {zoom}");
        assert_eq!(place(&test, "hello"), hello);
        assert_eq!(test.said(), "Moved the note “Ask legal first”.");
        test.undoes_one_step_to(&noted());
    }
}

#[test]
fn a_note_and_nodes_that_are_selected_together_move_by_steps_that_are_one_undo() {
    let test = Headless::new(noted());
    test.editor.select_node(&id("note"));
    test.click("hello", Mods::SHIFT);
    let before = (note(&test).at, place(&test, "hello"));
    for _ in 0..2 {
        assert!(test.key(Mods::ALT, Key::Down));
    }
    assert_eq!((note(&test).at, place(&test, "hello")), (by(before.0, 0.0, 40.0), by(before.1, 0.0, 40.0)));
    test.undoes_one_step_to(&noted());
}

#[test]
fn the_corner_of_a_note_resizes_it_within_limits_as_one_step_at_every_zoom() {
    for zoom in [0.25, 1.0, 2.0] {
        let test = Headless::new(noted());
        test.editor.set_view(View { zoom, ..View::default() });
        let before = note(&test);
        for (by_x, by_y, size) in [
            (100.0, 50.0, by(before.size, 100.0, 50.0)),
            (-900.0, -900.0, Point { x: 80.0, y: 80.0 }),
            (9_000.0, 9_000.0, Point { x: 2_000.0, y: 2_000.0 }),
        ] {
            let from = take_corner(&test);
            let to = by(from, by_x * zoom, by_y * zoom);
            test.drag_on(from, to, Mods::NONE);
            assert_eq!(test.editor.sizing.get_untracked(), Some((id("note"), size)), "in the hand at {zoom}");
            test.release(to, Mods::NONE);
            assert_eq!((note(&test).at, note(&test).size), (before.at, size), "at {zoom}");
            assert_eq!(test.said(), "Resized the note “Ask legal first”.");
            test.undoes_one_step_to(&noted());
        }
    }
}

#[test]
fn a_resize_that_is_called_off_leaves_no_trace() {
    let test = Headless::new(noted());
    let before = test.seen();
    let from = take_corner(&test);
    test.drag_on(from, by(from, 60.0, 60.0), Mods::NONE);
    assert!(test.editor.sizing.with_untracked(Option::is_some));
    assert!(test.key(Mods::NONE, Key::Escape));
    test.release(by(from, 60.0, 60.0), Mods::NONE);
    assert_eq!(test.seen(), before);
    assert!(test.is_at_rest());
    assert_eq!(test.editor.undoable(), None);
}

#[test]
fn what_is_written_on_a_note_without_leaving_it_is_one_step() {
    let test = Headless::new(noted());
    test.editor.double_click(&Target::Node(id("note")), Point::default());
    assert_eq!(test.editor.writing.get_untracked(), Some(id("note")));
    for text in ["D", "Do", "Done"] {
        test.editor.write(&id("note"), text);
    }
    test.editor.written(&id("note"), "Done");
    assert_eq!((note(&test).text.as_str(), test.editor.writing.get_untracked()), ("Done", None));
    assert_eq!(test.said(), "Wrote “Done” on a note.");
    test.undoes_one_step_to(&noted());
}

#[test]
fn the_notes_of_what_is_published_stay_as_they_are() {
    let test = Headless::with_mode(noted(), Mode::ContentOnly);
    let from = test.middle("note");
    test.press(from, Target::Node(id("note")), Mods::NONE);
    test.drag_on(from, by(from, 90.0, 0.0), Mods::NONE);
    test.release(by(from, 90.0, 0.0), Mods::NONE);
    test.editor.double_click(&Target::Node(id("note")), Point::default());
    assert_eq!((test.editor.writing.get_untracked(), test.focused().as_str()), (None, "fields"));
    test.editor.select_node(&id("note"));
    assert!(test.key(Mods::NONE, Key::Delete));
    test.run(&NOTE);
    assert_eq!(test.said(), "It is published. Make a new version to change it.");
    assert_eq!(test.editor.draft.get_untracked(), noted());
}

#[test]
fn a_group_is_made_named_moved_and_taken_apart_in_a_step_each() {
    let (test, named) = grouped();
    let from = Point { x: 355.0, y: 150.0 };
    test.press(from, Target::Node(id("new0")), Mods::COMMAND);
    test.drag_on(from, by(from, 40.0, 80.0), Mods::COMMAND);
    test.release(by(from, 40.0, 80.0), Mods::COMMAND);
    assert_eq!(["hello", "alone"].map(|name| place(&test, name).y), [120.0, 320.0]);
    assert_eq!(place(&test, "start").y, 40.0);
    test.editor.undo();
    assert_eq!(test.editor.draft.get_untracked(), named);
    test.run(&UNGROUP);
    assert_eq!(test.said(), "Ungrouped “Win back”.");
    assert!(test.editor.draft.with_untracked(|draft| draft.graph.groups().is_empty()));
    // Taken back: the ungrouping, the name, the group.
    test.editor.undo();
    test.editor.undo();
    test.undoes_one_step_to(&draft());
}

#[test]
fn a_collapsed_group_is_walked_to_as_one_box_and_expanded_all_is_where_it_was() {
    let (test, named) = grouped();
    test.run(&COLLAPSE);
    assert_eq!(test.said(), "Collapsed the group “Win back”.");
    assert!(test.editor.is_collapsed(&id("new0")));
    test.key(Mods::NONE, Key::Left);
    assert_eq!(test.focused(), "start");
    test.key(Mods::NONE, Key::Right);
    assert_eq!((test.focused().as_str(), test.selected().len()), ("new0", 2));
    test.run(&EXPAND);
    assert_eq!(test.said(), "Expanded the group “Win back”.");
    assert_eq!(test.editor.draft.get_untracked(), named);
}
