//! Links by hand and by key: drawn, refused, led elsewhere, and nodes put into them (spec: interface.md, region Canvas;
//! canvas.md, 27 to 34).
#![allow(clippy::unwrap_used)]

mod headless;

use canvas::{card, gesture::Target, view::View};
use editor::{Focused, Selection, add_node, links::point_link_at};
use headless::{Headless, by, draft, handle, id, link};
use journey::{
    graph::{Graph, LinkKey, Node, Point},
    kind::{Kind, Outcome},
    time::Span,
};
use keymap::{
    chord::{Chord, Key, Mods},
    focus::Focus,
};
use reactive_graph::prelude::*;

fn way() -> LinkKey {
    link("start", Outcome::Yes, "hello")
}

fn delay(test: &Headless, key: &LinkKey) -> Option<Span> {
    test.editor.draft.with_untracked(|draft| draft.graph.link(key).and_then(|timing| timing.delay))
}

fn hour() -> Option<Span> {
    Some(Span::Hours(1))
}

/// Takes something and carries it to a point; it is still in the hand.
fn take(test: &Headless, what: Target, from: Point, to: Point) {
    test.press(from, what, Mods::NONE);
    test.drag_on(from, to, Mods::NONE);
}

/// Takes the handle of an outcome and carries it to a point; it is still in the hand.
fn draw(test: &Headless, node: &str, outcome: Outcome, to: Point) {
    take(test, Target::Handle(id(node), outcome), handle(test.editor, node, outcome), to);
}

/// The node that the link in the hand would lead to, and whether it may.
fn target(test: &Headless) -> Option<(String, bool)> {
    let of = |(node, may): (journey::text::NodeId, bool)| (node.to_string(), may);
    test.editor.link_draft.get_untracked().and_then(|drawing| drawing.target.map(of))
}

#[test]
fn a_link_is_drawn_within_the_magnets_reach_at_every_zoom() {
    for zoom in [0.25, 1.0, 2.0] {
        let test = Headless::new(draft());
        test.editor.set_view(View { zoom, ..View::default() });
        // Beside the card, 20 pixels before its left edge.
        let arrival = card::arrival(Point { x: 360.0, y: 240.0 });
        let to = by(test.editor.view.get_untracked().to_pane(arrival), -20.0, 0.0);
        draw(&test, "start", Outcome::No, to);
        assert_eq!(target(&test), Some(("alone".to_owned(), true)), "at {zoom}");
        test.release(to, Mods::NONE);
        let key = link("start", Outcome::No, "alone");
        assert!(test.has_link(&key), "at {zoom}");
        assert!(test.is_at_rest());
        assert_eq!(test.editor.selection.get_untracked(), Selection::link(key));
        assert!(test.said().contains(" No to "), "{}", test.said());
        test.undoes_one_step_to(&draft());
    }
}

#[test]
fn a_link_that_may_not_be_is_shown_as_such_and_told() {
    let test = Headless::new(draft());
    for (from, outcome, to, why) in [
        ("hello", Outcome::Failed, "start", "The entry is where users come in; nothing can lead to it."),
        ("start", Outcome::Yes, "hello", "There is this link already."),
    ] {
        let to = test.middle(to);
        draw(&test, from, outcome, to);
        assert!(target(&test).is_some_and(|(_, may)| !may));
        test.release(to, Mods::NONE);
        assert_eq!(test.said(), why);
        assert!(test.is_at_rest());
    }
    // Let go on its own node it is given up.
    draw(&test, "hello", Outcome::Failed, test.middle("hello"));
    test.release(test.middle("hello"), Mods::NONE);
    assert_eq!(test.editor.draft.get_untracked(), draft());
    assert_eq!(test.editor.undoable(), None);
}

#[test]
fn escape_leaves_no_trace_of_a_link_in_the_hand() {
    let test = Headless::new(draft());
    let before = test.seen();
    draw(&test, "start", Outcome::No, test.middle("alone"));
    assert!(test.key(Mods::NONE, Key::Escape));
    assert!(test.editor.link_draft.with_untracked(Option::is_none));
    test.release(test.middle("alone"), Mods::NONE);
    assert_eq!(test.seen(), before);
}

#[test]
fn a_link_let_go_on_the_pane_offers_the_next_node_and_both_are_one_step() {
    let test = Headless::new(draft());
    let to = Point { x: 700.0, y: 500.0 };
    draw(&test, "hello", Outcome::Clicked, to);
    test.release(to, Mods::NONE);
    let step = test.editor.add_node.get_untracked().unwrap();
    add_node::add_chosen(test.editor, Kind::Sms, &step);
    assert!(test.has_link(&link("hello", Outcome::Clicked, "new0")));
    assert_eq!(test.focused(), "new0");
    test.undoes_one_step_to(&draft());
}

#[test]
fn a_press_on_a_handle_and_one_on_a_node_link_them() {
    let test = Headless::new(draft());
    let from = handle(test.editor, "start", Outcome::No);
    let begin = || {
        test.press(from, Target::Handle(id("start"), Outcome::No), Mods::NONE);
        test.release(from, Mods::NONE);
        assert_eq!(test.editor.add_node.get_untracked().unwrap().from, Some((id("start"), Outcome::No)));
        // “A node that is there” of the menu.
        point_link_at(test.editor, id("start"), Outcome::No, None, 0);
        assert!(test.said().starts_with("Link "), "{}", test.said());
    };
    begin();
    assert!(test.key(Mods::NONE, Key::Escape));
    assert_eq!((test.said().as_str(), test.focused().as_str()), ("No link was drawn.", "start"));
    // So does a press on the empty canvas.
    begin();
    let empty = Point { x: 900.0, y: 500.0 };
    test.press_at(empty, Mods::NONE);
    test.release(empty, Mods::NONE);
    assert_eq!(test.said(), "No link was drawn.");
    assert_eq!(test.editor.draft.get_untracked(), draft());
    begin();
    test.click("alone", Mods::NONE);
    assert!(test.has_link(&link("start", Outcome::No, "alone")));
    test.undoes_one_step_to(&draft());
}

#[test]
fn a_double_click_opens_the_fields_and_on_the_pane_offers_a_node() {
    let test = Headless::new(draft());
    for target in [Target::Node(id("hello")), Target::Link(way())] {
        test.click("start", Mods::NONE);
        test.editor.double_click(&target, Point::default());
        assert_eq!(test.focused(), "fields");
    }
    let at = Point { x: 700.0, y: 500.0 };
    test.editor.double_click(&Target::Pane, at);
    assert_eq!(test.editor.add_node.get_untracked(), Some(editor::interaction::AddNode { from: None, at }));
}

#[test]
fn the_ends_of_a_link_are_led_elsewhere_with_its_delay_and_on_nothing_it_stays() {
    let test = Headless::new(draft());
    test.editor.select(Selection::link(way()));
    let view = test.editor.view.get_untracked();
    let arrival = view.to_pane(card::arrival(Point { x: 360.0, y: 40.0 }));
    let empty = Point { x: 700.0, y: 500.0 };
    take(&test, Target::End(way(), false), arrival, empty);
    test.release(empty, Mods::NONE);
    assert_eq!(test.said(), "The link stays where it was.");
    assert_eq!(test.editor.draft.get_untracked(), draft());

    take(&test, Target::End(way(), false), arrival, test.middle("alone"));
    test.release(test.middle("alone"), Mods::NONE);
    assert_eq!(delay(&test, &link("start", Outcome::Yes, "alone")), hour());
    assert!(!test.has_link(&way()));
    test.undoes_one_step_to(&draft());

    // The other end: by the first outcome that is free there.
    take(&test, Target::End(way(), true), handle(test.editor, "start", Outcome::Yes), test.middle("alone"));
    test.release(test.middle("alone"), Mods::NONE);
    assert_eq!(delay(&test, &link("alone", Outcome::Sent, "hello")), hour());
    assert_eq!(test.count(), (3, 1));
    test.undoes_one_step_to(&draft());
}

#[test]
fn l_on_a_selected_link_leads_it_elsewhere_with_its_delay() {
    let test = Headless::new(draft());
    test.editor.select(Selection::link(way()));
    assert!(test.key(Mods::NONE, Key::Char('l')));
    assert_eq!(target(&test), Some(("alone".to_owned(), true)));
    assert!(test.key(Mods::NONE, Key::Enter));
    assert_eq!(delay(&test, &link("start", Outcome::Yes, "alone")), hour());
    assert!(!test.has_link(&way()));
    test.undoes_one_step_to(&draft());
}

#[test]
fn keys_draw_a_link_and_choose_its_target_and_outcome_while_the_start_keeps_the_focus() {
    let test = Headless::new(draft());
    test.click("start", Mods::NONE);
    assert!(test.key(Mods::NONE, Key::Char('l')));
    let drawing = || test.editor.link_draft.get_untracked().unwrap();
    assert_eq!((drawing().outcome, target(&test)), (Outcome::No, Some(("hello".to_owned(), true))));
    assert!(test.said().starts_with("Link Action No to Push? 1 of 2. Enter draws it,"), "{}", test.said());
    for (key, to) in [(Key::Right, "alone"), (Key::Right, "hello"), (Key::Left, "alone"), (Key::Down, "hello")] {
        assert!(test.key(Mods::NONE, key));
        assert_eq!(target(&test), Some((to.to_owned(), true)), "{key:?}");
    }
    assert!(test.key(Mods::NONE, Key::Char('o')));
    let outcome = drawing().outcome;
    assert_ne!(outcome, Outcome::No);
    test.focus_elsewhere();
    assert!(test.key(Mods::NONE, Key::Enter));
    assert_eq!(test.focused(), "start");
    assert_eq!(test.count(), (3, 2));
    assert!(test.said().starts_with("Linked "), "{}", test.said());
    test.editor.undo();
    assert!(test.said().starts_with("Undone: "), "{}", test.said());
    assert_eq!(test.editor.draft.get_untracked(), draft());
    test.editor.redo();
    assert_eq!(test.count(), (3, 2));
    // After an undo nothing is selected: the keys mean the card that has the focus.
    test.editor.undo();
    test.editor.select(Selection::default());
    let focused = Focused { link: None, node: Some(id("start")) };
    test.editor.key_down(Chord { key: Key::Char('l'), mods: Mods::NONE, repeat: false }, Focus::Canvas, &focused);
    assert_eq!(drawing().from, id("start"));
}

#[test]
fn what_is_aimed_at_far_away_comes_into_view() {
    let mut draft = draft();
    let far = Node::new(id("far"), Kind::Email, Point { x: 9_000.0, y: 40.0 });
    let links: Vec<_> = draft.graph.links().map(|(key, timing)| (key.clone(), *timing)).collect();
    draft.graph = Graph::of(draft.graph.nodes().cloned().chain([far]), links);
    let test = Headless::new(draft);
    let in_view = |name: &str| {
        let at = test.middle(name);
        (0.0..1_000.0).contains(&at.x) && (0.0..600.0).contains(&at.y)
    };
    test.click("start", Mods::NONE);
    test.key(Mods::NONE, Key::Char('l'));
    for _ in 0..4 {
        let aim = target(&test).unwrap().0;
        assert!(in_view(&aim), "{aim}");
        assert_eq!(test.focused(), "start");
        test.key(Mods::NONE, Key::Right);
    }
}

#[test]
fn a_kind_dropped_on_a_link_goes_into_it_and_taking_it_out_heals_the_way() {
    let test = Headless::new(draft());
    let (start, hello) = (test.middle("start"), test.middle("hello"));
    let middle = by(start, (hello.x - start.x) / 2.0, 0.0);
    add_node::drop_at(test.editor, Kind::Webhook, test.editor.view.get_untracked().to_canvas(middle));
    assert_eq!(delay(&test, &link("start", Outcome::Yes, "new0")), hour());
    assert!(test.has_link(&link("new0", Outcome::Sent, "hello")));
    assert!(!test.has_link(&way()));
    assert_eq!((test.focused(), test.selected()), ("new0".to_owned(), vec!["new0".to_owned()]));
    assert!(test.key(Mods::SHIFT, Key::Delete));
    assert_eq!(delay(&test, &way()), hour());
    assert_eq!(test.count(), (3, 1));
    test.editor.undo();
    assert!(test.has_node("new0"));
    test.undoes_one_step_to(&draft());
}

#[test]
fn a_card_that_stands_alone_is_put_into_a_link_that_shows_it_in_one_step() {
    let test = Headless::new(draft());
    let (start, hello, from) = (test.middle("start"), test.middle("hello"), test.middle("alone"));
    let to = by(start, (hello.x - start.x) / 2.0, 0.0);
    test.press_at(from, Mods::COMMAND);
    test.drag_on(from, to, Mods::COMMAND);
    assert_eq!(test.editor.drop_link.get_untracked(), Some(way()));
    test.release(to, Mods::COMMAND);
    assert_eq!(delay(&test, &link("start", Outcome::Yes, "alone")), hour());
    assert!(test.has_link(&link("alone", Outcome::Sent, "hello")));
    assert!(test.is_at_rest());
    test.undoes_one_step_to(&draft());
}
