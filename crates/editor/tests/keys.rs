//! The effects of keys on the canvas (spec: interface.md, Keyboard).
#![allow(clippy::unwrap_used)]

mod headless;

use canvas::view::View;
use headless::{Headless, id, link};
use journey::{
    graph::{Graph, LinkTime, LinkTiming, Node, Point},
    journey::Draft,
    kind::{Kind, Outcome},
};
use keymap::chord::{Key, Mods};
use reactive_graph::{graph::untrack, prelude::*};

/// An entry, two messages behind it one after the other.
fn draft() -> Draft {
    let node = |name: &str, kind, x| Node::new(id(name), kind, Point { x, y: 40.0 });
    let nodes = [node("start", Kind::Action, 40.0), node("hello", Kind::Push, 360.0), node("more", Kind::Email, 680.0)];
    let links = [
        (link("start", Outcome::Yes, "hello"), LinkTiming::default()),
        (link("hello", Outcome::Sent, "more"), LinkTiming::default()),
    ];
    Draft { graph: Graph::of(nodes, links), ..Draft::new("Europe/Berlin") }
}

#[test]
fn the_arrows_walk_along_the_links_and_say_where_none_leads_on() {
    let test = Headless::new(draft());
    test.click("start", Mods::NONE);
    for name in ["hello", "more"] {
        assert!(test.key(Mods::NONE, Key::Right));
        assert_eq!((test.focused(), test.selected()), (name.to_owned(), vec![name.to_owned()]));
    }
    test.key(Mods::NONE, Key::Right);
    assert_eq!(test.said(), "Nothing follows.");
    test.key(Mods::NONE, Key::Left);
    assert_eq!(test.focused(), "hello");
    test.key(Mods::NONE, Key::Home);
    assert_eq!(test.focused(), "start");
    for (key, said) in
        [(Key::Left, "Nothing leads here."), (Key::Up, "No sibling above."), (Key::Down, "No sibling below.")]
    {
        assert!(test.key(Mods::NONE, key));
        assert_eq!(test.said(), said);
    }
    test.key(Mods::NONE, Key::End);
    assert_eq!(test.focused(), "more");
}

#[test]
fn alt_with_an_arrow_moves_what_is_selected() {
    let test = Headless::new(draft());
    let x = || test.editor.draft.with_untracked(|draft| draft.graph.node(&id("more")).unwrap().at.x);
    test.click("more", Mods::NONE);
    let before = x();
    test.key(Mods::ALT, Key::Right);
    assert_eq!(x() - before, 20.0);
    test.key(Mods::ALT_SHIFT, Key::Left);
    assert_eq!(x() - before, 16.0);
}

#[test]
fn delete_removes_what_is_selected_and_the_focus_goes_to_what_led_to_it() {
    let test = Headless::new(draft());
    test.click("more", Mods::NONE);
    assert!(test.key(Mods::NONE, Key::Delete));
    assert!(test.editor.draft.with_untracked(|draft| draft.graph.node(&id("more")).is_none()));
    assert_eq!(test.focused(), "hello");
    // Its links went with it, and come back with it.
    assert_eq!(test.count(), (2, 1));
    assert!(test.key(Mods::COMMAND, Key::Char('z')));
    assert_eq!(test.editor.draft.get_untracked(), draft());
    assert_eq!(test.editor.undoable(), None);
    assert!(test.key(Mods::COMMAND_SHIFT, Key::Char('z')));
    assert_eq!(test.count(), (2, 1));
    assert!(test.said().starts_with("Redone: "), "{}", test.said());
}

#[test]
fn plus_and_minus_zoom_there_and_back() {
    let test = Headless::new(draft());
    let zoom = || test.editor.view.get_untracked().zoom;
    let before = zoom();
    assert!(test.key(Mods::NONE, Key::Char('+')));
    assert!(zoom() > before);
    assert!(test.key(Mods::NONE, Key::Char('-')));
    assert_eq!(zoom(), before);
}

#[test]
fn digits_fit_all_show_it_at_full_size_and_zoom_to_what_is_selected() {
    let test = Headless::new(draft());
    let view = || test.editor.view.get_untracked();
    let is_seen = |name: &str| {
        let (rect, (width, height)) = (untrack(|| test.editor.rect_of(&id(name))).unwrap(), (1_000.0, 600.0));
        let seen = view().visible(width, height);
        rect.x >= seen.x && rect.y >= seen.y && rect.x + rect.w <= seen.x + seen.w && rect.y + rect.h <= seen.y + seen.h
    };
    test.editor.set_view(View { x: 4_000.0, ..View::default() });
    assert!(test.key(Mods::NONE, Key::Char('0')));
    let fitted = view();
    assert!(["start", "hello", "more"].into_iter().all(is_seen));
    test.key(Mods::NONE, Key::Char('+'));
    assert!(view().zoom > fitted.zoom);
    test.key(Mods::NONE, Key::Char('0'));
    assert_eq!(view(), fitted);
    test.editor.zoom(0.5);
    assert!(test.key(Mods::NONE, Key::Char('1')));
    assert!((view().zoom - 1.0).abs() < 1e-9);
    test.click("more", Mods::NONE);
    assert!(test.key(Mods::NONE, Key::Char('2')));
    let middle = test.middle("more");
    assert!((middle.x - 500.0).abs() < 1.0 && (middle.y - 300.0).abs() < 1.0, "{middle:?}");
}

#[test]
fn shift_delete_leads_the_way_on() {
    let test = Headless::new(draft());
    test.click("hello", Mods::NONE);
    assert!(test.key(Mods::SHIFT, Key::Delete));
    assert!(test.editor.draft.with_untracked(|draft| draft.graph.link(&link("start", Outcome::Yes, "more")).is_some()));
}

#[test]
fn a_link_is_drawn_by_keys_alone() {
    let test = Headless::new(draft());
    test.click("more", Mods::NONE);
    assert!(test.key(Mods::NONE, Key::Char('l')));
    let drawing = test.editor.link_draft.get_untracked().unwrap();
    assert_eq!(drawing.from, id("more"));
    // Escape leaves it, and the draft is as it was.
    let before = test.editor.draft.get_untracked();
    assert!(test.key(Mods::NONE, Key::Escape));
    assert_eq!(test.said(), "No link was drawn.");
    assert_eq!(test.editor.draft.get_untracked(), before);
    assert_eq!(test.focused(), "more");
    test.key(Mods::NONE, Key::Char('l'));
    assert!(test.key(Mods::NONE, Key::Enter));
    assert!(test.editor.draft.with_untracked(|draft| draft.graph.links().len()) > before.graph.links().len());
}

#[test]
fn d_and_w_open_the_time_of_the_link_that_is_meant() {
    let test = Headless::new(draft());
    test.click("start", Mods::NONE);
    assert!(test.key(Mods::NONE, Key::Char('d')));
    assert_eq!(test.editor.link_time.get_untracked(), Some((link("start", Outcome::Yes, "hello"), LinkTime::Delay)));
}

#[test]
fn n_offers_the_next_node_behind_the_first_free_outcome() {
    let test = Headless::new(draft());
    test.click("more", Mods::NONE);
    assert!(test.key(Mods::NONE, Key::Char('n')));
    assert_eq!(test.editor.add_node.get_untracked().unwrap().from, Some((id("more"), Outcome::Sent)));
}

#[test]
fn a_key_of_nobody_is_left_to_the_browser() {
    let test = Headless::new(draft());
    for (mods, key) in [(Mods::NONE, Key::Char('x')), (Mods::COMMAND, Key::Char('r')), (Mods::NONE, Key::Tab)] {
        assert!(!test.key(mods, key), "{key:?}");
    }
}
