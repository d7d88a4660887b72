//! Groups by hand and by key (spec: interface.md, region Canvas).
#![allow(clippy::unwrap_used)]

mod headless;

use canvas::gesture::Target;
use editor::{
    Mode,
    commands::table::{COLLAPSE, DELETE, DUPLICATE, EXPAND, GROUP, UNGROUP},
};
use headless::{Headless, by, id, link, place};
use journey::{
    edit::Edit,
    graph::{Graph, Group, LinkTiming, Node, Point},
    journey::Draft,
    kind::{Kind, Outcome},
};
use keymap::chord::{Key, Mods};
use reactive_graph::{graph::untrack, prelude::*};

/// Four in a row: the entry, two mails, and a push behind them.
fn row() -> Draft {
    let node = |name: &str, kind, x, y| Node::new(id(name), kind, Point { x, y });
    let nodes = [
        Node { entry: true, ..node("start", Kind::Action, 40.0, 60.0) },
        node("first", Kind::Email, 320.0, 60.0),
        node("second", Kind::Email, 600.0, 160.0),
        node("last", Kind::Push, 880.0, 60.0),
    ];
    let links =
        [("start", Outcome::Yes, "first"), ("first", Outcome::Sent, "second"), ("second", Outcome::Sent, "last")];
    let links = links.map(|(from, outcome, to)| (link(from, outcome, to), LinkTiming::default()));
    Draft { graph: Graph::of(nodes, links), ..Draft::new("Europe/Berlin") }
}

/// The row with its mails in a group.
fn grouped(collapsed: bool) -> Draft {
    let mut draft = row();
    let group = Group { name: "Win back".to_owned(), nodes: vec![id("first"), id("second")], collapsed };
    Edit::Group(id("group"), Some(group)).apply(&mut draft).unwrap();
    draft
}

/// The row whose mails were grouped by key and named, as the group new0.
fn made() -> Headless {
    let test = Headless::new(row());
    test.click("first", Mods::NONE);
    test.click("second", Mods::SHIFT);
    assert!(test.key(Mods::COMMAND, Key::Char('g')));
    assert_eq!(test.said(), "Grouped 2 nodes.");
    assert_eq!(test.editor.writing.get_untracked(), Some(id("new0")));
    test.editor.written(&id("new0"), "Win back");
    test
}

/// Drags a group by its head, or its box.
fn drag(test: &Headless, group: &str, x: f64, y: f64) {
    let rect = untrack(|| test.editor.rect_of(&id(group))).unwrap();
    let from = test.editor.view.get_untracked().to_pane(Point { x: rect.x + 40.0, y: rect.y + 12.0 });
    test.press(from, Target::Node(id(group)), Mods::COMMAND);
    test.drag_on(from, by(from, x, y), Mods::COMMAND);
    test.release(by(from, x, y), Mods::COMMAND);
}

/// The nodes that are seen as cards.
fn cards(test: &Headless) -> Vec<&'static str> {
    let seen = |name: &&str| untrack(|| test.editor.hidden_in(&id(name))).is_none();
    ["start", "first", "second", "last"].into_iter().filter(seen).collect()
}

fn groups(test: &Headless) -> usize {
    test.editor.draft.with_untracked(|draft| draft.graph.groups().len())
}

#[test]
fn a_group_is_made_named_renamed_and_taken_apart_in_a_step_each() {
    let test = made();
    assert_eq!(test.said(), "Named the group “Win back”.");
    let named = test.editor.draft.get_untracked();
    test.editor.double_click(&Target::Node(id("new0")), Point::default());
    assert_eq!(test.editor.writing.get_untracked(), Some(id("new0")));
    for text in ["W", "Wo", "Won"] {
        test.editor.write(&id("new0"), text);
    }
    test.editor.written(&id("new0"), "Won");
    assert_eq!(test.editor.text_of(&id("new0")).as_deref(), Some("Won"));
    test.editor.undo();
    assert_eq!(test.editor.draft.get_untracked(), named);
    test.run(&UNGROUP);
    assert_eq!(test.said(), "Ungrouped “Win back”.");
    assert_eq!((groups(&test), test.count()), (0, (4, 3)));
    // Taken back: the ungrouping, the name, the group.
    test.editor.undo();
    test.editor.undo();
    test.undoes_one_step_to(&row());
}

#[test]
fn a_group_moves_as_one_step_and_others_stay() {
    let test = Headless::new(grouped(false));
    drag(&test, "group", 40.0, 80.0);
    assert_eq!(["first", "second"].map(|name| place(&test, name)), [(360.0, 140.0), (640.0, 240.0)].map(point));
    assert_eq!(["start", "last"].map(|name| place(&test, name)), [(40.0, 60.0), (880.0, 60.0)].map(point));
    test.undoes_one_step_to(&grouped(false));
}

#[test]
fn a_node_of_a_group_that_is_moved_alone_stretches_the_frame() {
    let test = Headless::new(grouped(false));
    let frame = || untrack(|| test.editor.rect_of(&id("group"))).unwrap();
    let (before, from) = (frame(), test.middle("second"));
    test.drag(from, by(from, 0.0, 90.0), Mods::COMMAND);
    assert_eq!(place(&test, "first"), point((320.0, 60.0)));
    let after = frame();
    assert_eq!((after.x, after.y, after.w, after.h), (before.x, before.y, before.w, before.h + 90.0));
    test.undoes_one_step_to(&grouped(false));
}

#[test]
fn a_box_moves_as_a_card_and_expanded_all_is_as_far_apart_as_it_was() {
    let test = Headless::new(grouped(false));
    test.editor.toggle_collapsed(&id("group"), true);
    assert_eq!(test.focused(), "group");
    assert_eq!(cards(&test), ["start", "last"]);
    let at = untrack(|| test.editor.rect_of(&id("group"))).unwrap();
    assert_eq!((at.x, at.y), (320.0, 60.0), "in the place of its leftmost card");
    drag(&test, "group", 0.0, 100.0);
    assert_eq!(["first", "second"].map(|name| place(&test, name)), [(320.0, 160.0), (600.0, 260.0)].map(point));
    test.editor.toggle_collapsed(&id("group"), false);
    assert_eq!(cards(&test).len(), 4);
    // Taken back: expanded, moved, collapsed.
    test.editor.undo();
    test.editor.undo();
    test.undoes_one_step_to(&grouped(false));
}

#[test]
fn a_collapsed_group_is_walked_to_as_one_box_and_past_it() {
    let test = Headless::new(grouped(true));
    test.editor.go_and_focus(&id("start"));
    for (key, name, count) in
        [(Key::Right, "group", 2), (Key::Right, "last", 1), (Key::Left, "group", 2), (Key::Left, "start", 1)]
    {
        assert!(test.key(Mods::NONE, key));
        assert_eq!((test.focused().as_str(), test.selected().len()), (name, count));
    }
    assert!(test.editor.is_collapsed(&id("group")), "walking past it looks not into it");
    assert_eq!(test.editor.undoable(), None);
}

#[test]
fn by_keys_a_group_is_collapsed_moved_named_expanded_walked_into_and_deleted() {
    let test = made();
    test.editor.go_and_focus(&id("new0"));
    assert!(test.key(Mods::NONE, Key::Enter));
    assert_eq!((test.focused(), test.said()), ("new0".to_owned(), "Collapsed the group “Win back”.".to_owned()));
    assert!(test.key(Mods::ALT, Key::Down));
    assert_eq!(["first", "second"].map(|name| place(&test, name).y), [80.0, 180.0]);
    assert!(test.key(Mods::NONE, Key::F(2)));
    assert_eq!(test.editor.writing.get_untracked(), Some(id("new0")));
    test.editor.written(&id("new0"), "Two mails");
    assert!(test.key(Mods::NONE, Key::Enter));
    assert_eq!((test.focused(), test.said()), ("new0".to_owned(), "Expanded the group “Two mails”.".to_owned()));
    // A frame comes right before its nodes.
    for (key, name) in [(Key::PageDown, "first"), (Key::PageUp, "new0")] {
        assert!(test.key(Mods::NONE, key));
        assert_eq!(test.focused(), name);
    }
    let before = test.editor.draft.get_untracked();
    assert!(test.key(Mods::NONE, Key::Delete));
    assert_eq!((test.count().0, groups(&test)), (2, 0));
    assert!(test.key(Mods::COMMAND, Key::Char('z')));
    assert_eq!(test.editor.draft.get_untracked(), before);
}

#[test]
fn all_nodes_are_grouped_and_ungrouped_by_keys() {
    let test = Headless::new(row());
    assert!(test.key(Mods::COMMAND, Key::Char('a')));
    assert!(test.key(Mods::COMMAND, Key::Char('g')));
    assert_eq!((groups(&test), test.selected().len(), test.said().as_str()), (1, 4, "Grouped 4 nodes."));
    test.editor.written(&id("new0"), "All");
    assert!(test.key(Mods::COMMAND_SHIFT, Key::Char('g')));
    assert_eq!((groups(&test), test.said().as_str()), (0, "Ungrouped “All”."));
}

#[test]
fn what_leads_to_a_hidden_node_expands_its_group_and_that_is_no_change() {
    let test = Headless::new(grouped(true));
    test.editor.centre(&id("second"));
    assert_eq!((cards(&test).len(), test.selected()), (4, vec!["second".to_owned()]));
    assert_eq!(test.editor.active.get_untracked(), Some(id("second")));
    assert_eq!((test.editor.draft.get_untracked(), test.editor.undoable()), (grouped(true), None));
    test.editor.toggle_collapsed(&id("group"), true);
    assert_eq!(cards(&test).len(), 2);
    assert_eq!(test.editor.undoable(), None, "it was only looked into");
}

#[test]
fn a_group_is_duplicated_with_its_nodes_in_one_step() {
    for collapsed in [false, true] {
        let test = Headless::new(grouped(collapsed));
        test.editor.select_node(&id("group"));
        test.run(&DUPLICATE);
        assert_eq!((groups(&test), test.count()), (2, (6, 4)));
        let copies = test.editor.draft.with_untracked(|draft| {
            let copy = draft.graph.groups().iter().find(|(name, _)| *name != id("group")).unwrap();
            (copy.1.name.clone(), copy.1.collapsed, copy.1.nodes.len())
        });
        assert_eq!(copies, ("Win back".to_owned(), collapsed, 2));
        test.undoes_one_step_to(&grouped(collapsed));
    }
}

#[test]
fn the_menu_offers_what_fits_a_group_as_it_is_shown() {
    let test = Headless::new(grouped(false));
    let offered = || [&GROUP, &UNGROUP, &COLLAPSE, &EXPAND].map(|command| test.editor.refusal(command).is_none());
    test.editor.select_node(&id("start"));
    assert_eq!(offered(), [false, false, false, false]);
    test.editor.choose(&Target::Node(id("group")));
    assert_eq!(offered(), [false, true, true, false]);
    test.run(&COLLAPSE);
    assert_eq!(test.focused(), "group");
    assert_eq!(offered(), [false, true, false, true]);
    test.run(&EXPAND);
    assert_eq!(test.editor.draft.get_untracked(), grouped(false));
    test.editor.select_node(&id("first"));
    assert_eq!(offered(), [false, true, false, false], "a node of it is not it");
    test.key(Mods::COMMAND, Key::Char('a'));
    assert_eq!(offered(), [true, true, false, false]);
}

#[test]
fn a_group_of_what_is_published_is_looked_into_and_not_changed() {
    let test = Headless::with_mode(grouped(true), Mode::ContentOnly);
    test.editor.select_node(&id("group"));
    test.run(&EXPAND);
    assert_eq!((cards(&test).len(), test.said().as_str()), (4, "Expanded the group “Win back”."));
    test.editor.double_click(&Target::Node(id("group")), Point::default());
    assert_eq!(test.editor.writing.get_untracked(), None);
    drag(&test, "group", 50.0, 70.0);
    for command in [&GROUP, &UNGROUP, &DELETE, &DUPLICATE] {
        assert!(test.editor.refusal(command).is_some(), "{}", command.id);
    }
    assert!(test.key(Mods::NONE, Key::Delete));
    test.editor.select_node(&id("group"));
    test.run(&COLLAPSE);
    assert_eq!(cards(&test).len(), 2);
    assert_eq!(test.editor.draft.get_untracked(), grouped(true));
}

fn point((x, y): (f64, f64)) -> Point {
    Point { x, y }
}
