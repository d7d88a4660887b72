//! Copy, cut, paste and duplicate (spec: interface.md, region Canvas; canvas.md, 36).
#![allow(clippy::unwrap_used)]

mod headless;

use editor::{
    Mode, clipboard,
    commands::table::{DUPLICATE, PASTE, SELECT_ALL},
};
use headless::{Headless, draft, id};
use journey::{journey::Draft, setup::EntryCriteria, time::Span};
use keymap::chord::{Key, Mods};
use reactive_graph::prelude::*;

fn places(test: &Headless) -> Vec<(i64, i64)> {
    let mut places: Vec<_> = test
        .editor
        .draft
        .with_untracked(|draft| draft.graph.nodes().map(|node| (node.at.x as i64, node.at.y as i64)).collect());
    places.sort_unstable();
    places.dedup();
    places
}

#[test]
fn copies_stand_apart_say_what_stayed_behind_and_are_one_step_each() {
    let test = Headless::new(draft());
    test.click("hello", Mods::NONE);
    let text = clipboard::copied(test.editor).unwrap();
    clipboard::announce_copied(test.editor);
    assert_eq!(test.said(), "Copied 1 node. 1 link to other nodes was not copied.");
    for n in 1..=2 {
        clipboard::paste_text(test.editor, &text);
        assert_eq!(test.count(), (3 + n, 1));
        assert_eq!(places(&test).len(), 3 + n);
        assert_eq!(test.selected(), [format!("new{}", n - 1)]);
        assert_eq!(test.focused(), format!("new{}", n - 1));
    }
    test.editor.undo();
    test.undoes_one_step_to(&draft());
}

#[test]
fn copies_keep_the_links_between_them_and_a_second_entry_comes_as_a_step() {
    let test = Headless::new(draft());
    test.run(&SELECT_ALL);
    let text = clipboard::copied(test.editor).unwrap();
    clipboard::paste_text(test.editor, &text);
    assert_eq!(test.count(), (6, 2));
    assert!(test.said().contains("came as a step, not as the entry: this journey has its entry already"));
    test.undoes_one_step_to(&draft());
}

#[test]
fn what_is_cut_goes_to_another_journey_with_its_delay() {
    let (test, other) = (Headless::new(draft()), Headless::new(Draft::new("Europe/Berlin")));
    test.run(&SELECT_ALL);
    let text = clipboard::copied(test.editor).unwrap();
    clipboard::cut(test.editor);
    assert_eq!((test.count(), test.said().as_str()), ((0, 0), "Cut 3 nodes."));
    test.undoes_one_step_to(&draft());

    clipboard::paste_text(other.editor, &text);
    assert_eq!(other.count(), (3, 1));
    other.editor.draft.with_untracked(|draft| {
        let delay = draft.graph.links().next().and_then(|(_, timing)| timing.delay);
        assert_eq!(delay, Some(Span::Hours(1)));
        assert_eq!(draft.setup.entry, EntryCriteria::OnEvent);
    });
    assert!(other.said().contains("The entry criteria are “By an event trigger” now"), "{}", other.said());
    // A mail around it does not matter.
    clipboard::paste_text(other.editor, &format!("Hi,\n\nhere it is:\n{text}\n\nAnn"));
    assert_eq!(other.count(), (6, 2));
}

#[test]
fn text_that_holds_no_nodes_changes_nothing_and_is_told() {
    let test = Headless::new(draft());
    let deep = "{".repeat(5_000);
    for text in ["Hello", r#"{"format":"sojourn","version":1,"journeys":"no"}"#, &deep] {
        test.editor.announce("");
        clipboard::paste_text(test.editor, text);
        assert!(!test.said().is_empty(), "{text}");
        assert_eq!(test.editor.draft.get_untracked(), draft());
        assert_eq!(test.editor.undoable(), None);
    }
}

#[test]
fn where_nothing_is_selected_nothing_is_copied_and_that_is_said() {
    let test = Headless::new(draft());
    assert_eq!(clipboard::copied(test.editor), None);
    assert_eq!(test.said(), "Select a node to copy it.");
}

#[test]
fn duplicate_is_one_step_by_key_and_from_the_menu() {
    let test = Headless::new(draft());
    test.click("hello", Mods::NONE);
    assert!(test.key(Mods::COMMAND, Key::Char('d')));
    assert_eq!((test.count(), test.selected()), ((4, 1), vec!["new0".to_owned()]));
    test.undoes_one_step_to(&draft());
    test.click("hello", Mods::NONE);
    test.run(&DUPLICATE);
    assert_eq!(test.count(), (4, 1));
    test.undoes_one_step_to(&draft());
}

#[test]
fn into_what_is_published_nothing_is_pasted() {
    let test = Headless::with_mode(draft(), Mode::ContentOnly);
    assert!(test.editor.refusal(&PASTE).is_some());
    test.editor.select_node(&id("hello"));
    let text = clipboard::copied(test.editor).unwrap();
    clipboard::paste_text(test.editor, &text);
    assert_eq!(test.editor.draft.get_untracked(), draft());
}
