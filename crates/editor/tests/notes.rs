//! Notes by hand and by key (spec: interface.md, region Canvas).
#![allow(clippy::unwrap_used)]

mod headless;

use canvas::{gesture::Target, view::View};
use editor::{
    Mode,
    commands::table::{DELETE, DUPLICATE, NOTE},
    tools::Press,
};
use headless::{Headless, by, draft, id, place};
use journey::{
    edit::Edit,
    graph::{Note, Point, Tone},
    journey::Draft,
};
use keymap::chord::{Key, Mods};
use reactive_graph::{graph::untrack, prelude::*};

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

/// Clicks the note, which only a page finds under the pointer.
fn click(test: &Headless, mods: Mods) {
    let at = test.middle("note");
    test.press(at, Target::Node(id("note")), mods);
    test.release(at, mods);
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

fn text(test: &Headless, name: &str) -> Option<String> {
    test.editor.draft.with_untracked(|draft| draft.graph.note(&id(name)).map(|note| note.text.clone()))
}

#[test]
fn a_note_is_added_and_written_on_in_a_step_each() {
    let test = Headless::new(draft());
    test.run(&NOTE);
    assert_eq!(test.editor.writing.get_untracked(), Some(id("new0")));
    assert_eq!(test.selected(), ["new0"]);
    test.editor.written(&id("new0"), "Ask legal\nbefore it goes out");
    assert_eq!(test.said(), "Wrote “Ask legal before it goes out” on a note.");
    let written = test.editor.draft.get_untracked();
    test.editor.undo();
    assert_eq!(text(&test, "new0").as_deref(), Some(""));
    test.undoes_one_step_to(&draft());
    test.editor.redo();
    test.editor.redo();
    assert_eq!(test.editor.draft.get_untracked(), written);
    assert_eq!(text(&test, "new0").as_deref(), Some("Ask legal\nbefore it goes out"));
}

#[test]
fn a_note_is_put_where_it_was_asked_for_and_elsewhere_covers_nothing() {
    let test = Headless::new(draft());
    let at = Point { x: 420.0, y: 380.0 };
    test.editor.run(&NOTE, Some(at));
    test.editor.written(&id("new0"), "Here");
    let place = |name: &str| test.editor.draft.with_untracked(|draft| draft.graph.note(&id(name)).unwrap().at);
    assert_eq!(place("new0"), at);
    test.editor.run(&NOTE, Some(at));
    assert_eq!(place("new1"), by(at, 20.0, 20.0), "two in one place would be seen as one");
    test.run(&NOTE);
    let rect = |name: &str| untrack(|| test.editor.rect_of(&id(name))).unwrap();
    for other in ["start", "hello", "alone", "new0", "new1"] {
        assert!(!rect("new2").meets(rect(other)), "{other}");
    }
}

#[test]
fn a_note_is_duplicated_with_its_size_and_colour_and_deleted() {
    let test = Headless::new(noted());
    test.editor.set_note(&id("note"), true, &|note| {
        (note.tone, note.size) = (Tone::Rose, Point { x: 300.0, y: 100.0 });
    });
    let before = test.editor.draft.get_untracked();
    click(&test, Mods::NONE);
    test.run(&DUPLICATE);
    assert_eq!(test.selected(), ["new0"]);
    let copy = test.editor.draft.with_untracked(|draft| draft.graph.note(&id("new0")).unwrap().clone());
    assert_eq!(Note { at: note(&test).at, ..copy.clone() }, note(&test));
    assert_ne!(copy.at, note(&test).at);
    test.run(&DELETE);
    assert_eq!(test.editor.draft.get_untracked(), before);
    click(&test, Mods::NONE);
    assert!(test.key(Mods::COMMAND, Key::Char('d')));
    assert_eq!(test.editor.draft.with_untracked(|draft| draft.graph.notes().len()), 2);
}

#[test]
fn by_keys_a_note_is_made_reached_after_all_nodes_written_on_moved_and_deleted() {
    let test = Headless::new(draft());
    test.click("start", Mods::NONE);
    assert!(test.key(Mods::SHIFT, Key::Char('n')));
    test.editor.written(&id("new0"), "Short");
    let at = || test.editor.draft.with_untracked(|draft| draft.graph.note(&id("new0")).unwrap().at);
    let before = at();
    assert!(test.key(Mods::ALT, Key::Right));
    assert!(test.key(Mods::ALT_SHIFT, Key::Down));
    assert_eq!(at(), by(before, 20.0, 4.0));
    for (key, name) in [(Key::PageUp, "alone"), (Key::PageDown, "new0")] {
        assert!(test.key(Mods::NONE, key));
        assert_eq!((test.focused(), test.selected()), (name.to_owned(), vec![name.to_owned()]));
    }
    for key in [Key::Enter, Key::F(2)] {
        assert!(test.key(Mods::NONE, key));
        assert_eq!(test.editor.writing.get_untracked(), Some(id("new0")));
        test.editor.written(&id("new0"), "Short");
        assert_eq!(test.editor.writing.get_untracked(), None);
    }
    test.editor.set_note(&id("new0"), true, &|note| note.tone = Tone::Blue);
    assert_eq!(test.said(), "Made the note “Short” blue.");
    let blue = test.editor.draft.get_untracked();
    assert!(test.key(Mods::NONE, Key::Delete));
    assert_eq!(text(&test, "new0"), None);
    assert!(test.key(Mods::COMMAND, Key::Char('z')));
    assert_eq!(test.editor.draft.get_untracked(), blue);
}

#[test]
fn a_note_and_a_node_are_selected_together_by_shift() {
    let test = Headless::new(noted());
    click(&test, Mods::NONE);
    test.click("hello", Mods::SHIFT);
    assert_eq!(test.selected(), ["hello", "note"]);
    click(&test, Mods::SHIFT);
    assert_eq!(test.selected(), ["hello"]);
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
