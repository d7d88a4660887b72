//! Selecting, moving and arranging by hand and by key (spec: interface.md, region Canvas; canvas.md, 10 to 26).
#![allow(clippy::unwrap_used)]

mod headless;

use canvas::{gesture::Target, view::View};
use editor::{
    Focused, Mode,
    commands::table::{ALIGN_TOP, DISTRIBUTE_ACROSS, SELECT_ALL, TIDY},
};
use headless::{Headless, by, draft, link, place};
use journey::{
    graph::{Graph, LinkTiming, Point},
    kind::Outcome,
};
use keymap::{
    chord::{Chord, Key, Mods},
    focus::Focus,
};
use reactive_graph::prelude::*;

const ZOOMS: [f64; 3] = [0.25, 1.0, 2.0];

/// The editor of the draft, at a zoom.
fn at_zoom(zoom: f64) -> Headless {
    let test = Headless::new(draft());
    test.editor.set_view(View { zoom, ..View::default() });
    test
}

fn drawn(test: &Headless) -> bool {
    test.editor.marquee.with_untracked(Option::is_some)
}

#[test]
fn ctrl_adds_and_takes_away_as_shift_does_and_escape_leaves_one() {
    let test = Headless::new(draft());
    test.click("start", Mods::NONE);
    test.click("hello", Mods::NONE);
    assert_eq!(test.selected(), ["hello"]);
    test.click("start", Mods::COMMAND);
    assert_eq!(test.selected(), ["hello", "start"]);
    test.click("hello", Mods::COMMAND);
    assert_eq!(test.selected(), ["start"]);
    test.click("hello", Mods::SHIFT);
    assert!(test.key(Mods::NONE, Key::Escape));
    assert_eq!(test.selected(), ["hello"]);
    assert!(!test.key(Mods::NONE, Key::Escape));
    assert_eq!(test.editor.undoable(), None);
}

#[test]
fn a_box_selects_while_it_is_drawn_and_survives_that_shift_is_let_go() {
    let test = Headless::new(draft());
    let (from, half, to) = (Point { x: 20.0, y: 20.0 }, Point { x: 100.0, y: 150.0 }, Point { x: 400.0, y: 150.0 });
    test.click("alone", Mods::NONE);
    test.press(from, Target::Pane, Mods::SHIFT);
    test.drag_on(from, half, Mods::SHIFT);
    assert_eq!((test.selected(), drawn(&test)), (vec!["start".to_owned()], true));
    test.drag_on(half, to, Mods::NONE);
    assert_eq!(test.selected(), ["start", "hello"]);
    test.release(to, Mods::NONE);
    assert_eq!(test.selected(), ["start", "hello"]);
    assert_eq!(test.said(), "2 nodes selected.");
    assert!(test.is_at_rest());
    assert_eq!(test.editor.undoable(), None);
}

#[test]
fn escape_takes_a_box_back_with_what_it_selected() {
    let test = Headless::new(draft());
    test.click("alone", Mods::NONE);
    let (before, from, to) = (test.seen(), Point { x: 20.0, y: 20.0 }, Point { x: 400.0, y: 150.0 });
    test.press(from, Target::Pane, Mods::SHIFT);
    test.drag_on(from, to, Mods::SHIFT);
    assert_eq!(test.selected(), ["start", "hello"]);
    assert!(test.key(Mods::SHIFT, Key::Escape));
    assert_eq!(test.seen(), before);
    test.release(to, Mods::SHIFT);
    assert_eq!(test.seen(), before);
    assert!(test.is_at_rest());
}

#[test]
fn all_are_selected_and_moved_in_one_step() {
    let test = Headless::new(draft());
    let before = draft();
    assert!(test.key(Mods::COMMAND, Key::Char('a')));
    assert_eq!(test.said(), "3 nodes selected.");
    let from = test.middle("alone");
    test.drag(from, by(from, 60.0, 80.0), Mods::COMMAND);
    for (name, x, y) in [("start", 100.0, 120.0), ("hello", 420.0, 120.0), ("alone", 420.0, 320.0)] {
        assert_eq!(place(&test, name), Point { x, y }, "{name}");
    }
    assert_eq!(test.said(), "Moved 3 nodes.");
    test.undoes_one_step_to(&before);
    assert_eq!(test.said(), "Undone: Moved 3 nodes.");
}

#[test]
fn a_node_that_is_not_selected_is_dragged_alone_and_is_selected_then() {
    let test = Headless::new(draft());
    test.click("start", Mods::NONE);
    let (start, from) = (place(&test, "start"), test.middle("alone"));
    test.drag(from, by(from, 100.0, 100.0), Mods::COMMAND);
    assert_eq!((place(&test, "start"), test.selected()), (start, vec!["alone".to_owned()]));
}

#[test]
fn a_dragged_node_stays_under_the_pointer_at_every_zoom_on_the_grid() {
    for zoom in ZOOMS {
        let test = at_zoom(zoom);
        let from = test.middle("alone");
        let to = by(from, 37.0, 93.0);
        test.drag(from, to, Mods::NONE);
        let (at, now) = (place(&test, "alone"), test.middle("alone"));
        assert_eq!((at.x.fract(), at.y.fract()), (0.0, 0.0), "at {zoom}");
        assert!((now.x - to.x).hypot(now.y - to.y) < 1.5, "at {zoom}: {now:?} and not {to:?}");
        test.undoes_one_step_to(&draft());
    }
}

#[test]
fn with_ctrl_a_node_stands_exactly_where_it_was_let_go_and_there_is_no_guide() {
    for zoom in ZOOMS {
        let test = at_zoom(zoom);
        let from = test.middle("alone");
        // Two units from being in line with the start.
        let to = by(from, -318.0 * zoom, 100.0 * zoom);
        test.press_at(from, Mods::COMMAND);
        test.drag_on(from, to, Mods::COMMAND);
        assert!(test.editor.guides.with_untracked(Vec::is_empty), "at {zoom}");
        test.release(to, Mods::COMMAND);
        assert_eq!(place(&test, "alone"), Point { x: 42.0, y: 340.0 }, "at {zoom}");
    }
}

#[test]
fn a_guide_shows_where_a_card_is_in_line_and_none_stays() {
    for zoom in ZOOMS {
        let test = at_zoom(zoom);
        let from = test.middle("alone");
        let to = by(from, -320.0 * zoom + 3.0, 100.0 * zoom);
        test.press_at(from, Mods::NONE);
        test.drag_on(from, to, Mods::NONE);
        assert!(!test.editor.guides.with_untracked(Vec::is_empty), "at {zoom}");
        test.release(to, Mods::NONE);
        assert!(test.is_at_rest());
        assert_eq!(place(&test, "alone").x, place(&test, "start").x, "at {zoom}");
    }
}

#[test]
fn escape_and_a_lost_pointer_or_window_leave_no_trace_of_a_drag() {
    // A pointer that is called off or loses its capture is cancelled; a window that is left lets go.
    let ways: [fn(&Headless); 3] = [
        |test| assert!(test.key(Mods::NONE, Key::Escape)),
        |test| test.editor.cancel(),
        |test| {
            test.editor.let_go();
        },
    ];
    for (zoom, off) in ZOOMS.into_iter().flat_map(|zoom| ways.map(|off| (zoom, off))) {
        let test = at_zoom(zoom);
        test.click("start", Mods::NONE);
        let (before, from) = (test.seen(), test.middle("alone"));
        let to = by(from, 20.0, 90.0);
        test.press_at(from, Mods::NONE);
        test.drag_on(from, to, Mods::NONE);
        assert!(test.editor.drag.with_untracked(Option::is_some));
        off(&test);
        // Later events of this pointer have no effect.
        test.move_to(by(to, 30.0, 30.0), Mods::NONE);
        test.release(by(to, 30.0, 30.0), Mods::NONE);
        assert_eq!(test.seen(), before);
        assert!(test.is_at_rest());
        assert_eq!(test.editor.undoable(), None);
    }
}

#[test]
fn a_node_that_is_deleted_under_the_hand_is_dropped_nowhere() {
    let test = Headless::new(draft());
    let from = test.middle("alone");
    test.press_at(from, Mods::NONE);
    test.drag_on(from, by(from, 20.0, 90.0), Mods::NONE);
    assert!(test.key(Mods::NONE, Key::Delete));
    test.move_to(by(from, 60.0, 60.0), Mods::NONE);
    test.release(by(from, 60.0, 60.0), Mods::NONE);
    assert!(!test.has_node("alone"));
    assert!(test.is_at_rest());
    test.undoes_one_step_to(&draft());
}

#[test]
fn what_is_dragged_with_alt_stays_in_its_place_and_the_copy_is_one_step() {
    let test = Headless::new(draft());
    let from = test.middle("alone");
    let to = by(from, 200.0, 100.0);
    test.press_at(from, Mods::ALT);
    test.drag_on(from, to, Mods::ALT);
    assert!(test.editor.drag.with_untracked(|drag| drag.as_ref().is_some_and(|drag| drag.copy)));
    assert_eq!(test.middle("alone"), from);
    test.release(to, Mods::ALT);
    assert_eq!(test.count(), (4, 1));
    assert!(test.is_at_rest());
    test.undoes_one_step_to(&draft());
}

#[test]
fn arrows_move_by_steps_that_are_one_undo() {
    let test = Headless::new(draft());
    test.click("hello", Mods::NONE);
    let before = place(&test, "hello");
    for (mods, key) in
        [(Mods::ALT, Key::Down), (Mods::ALT, Key::Down), (Mods::ALT, Key::Right), (Mods::ALT_SHIFT, Key::Right)]
    {
        assert!(test.key(mods, key));
    }
    assert_eq!(place(&test, "hello"), by(before, 24.0, 40.0));
    assert_eq!(test.said(), "Moved Push.");
    test.editor.set_saved(draft());
    assert!(test.editor.is_dirty());
    test.undoes_one_step_to(&draft());
    assert!(!test.editor.is_dirty(), "what is taken back need not be saved");
    // A key that is held moves on.
    test.click("hello", Mods::NONE);
    test.editor.key_down(Chord { key: Key::Up, mods: Mods::ALT, repeat: true }, Focus::Canvas, &Focused::default());
    assert_eq!(place(&test, "hello"), by(before, 0.0, -20.0));
}

#[test]
fn nodes_are_aligned_and_distributed_in_one_step_each() {
    let test = Headless::new(draft());
    test.click("hello", Mods::NONE);
    test.key(Mods::ALT, Key::Down);
    test.key(Mods::ALT, Key::Right);
    let moved = test.editor.draft.get_untracked();
    test.run(&SELECT_ALL);
    test.run(&ALIGN_TOP);
    assert_eq!(["start", "hello", "alone"].map(|name| place(&test, name).y), [40.0; 3]);
    test.editor.undo();
    assert_eq!(test.editor.draft.get_untracked(), moved);
    test.editor.redo();
    test.run(&DISTRIBUTE_ACROSS);
    let mut x = ["start", "hello", "alone"].map(|name| place(&test, name).x);
    x.sort_by(f64::total_cmp);
    assert_eq!(x[1] - x[0], x[2] - x[1]);
    assert_eq!((x[0], x[2]), (40.0, 380.0), "the outermost stay");
}

#[test]
fn a_graph_is_tidied_in_one_step_and_a_second_time_nothing_moves() {
    let mut draft = draft();
    draft.graph = Graph::of(
        draft.graph.nodes().cloned(),
        [
            (link("start", Outcome::Yes, "hello"), LinkTiming::default()),
            (link("hello", Outcome::Sent, "alone"), LinkTiming::default()),
        ],
    );
    let test = Headless::new(draft.clone());
    test.run(&TIDY);
    assert!(test.said().starts_with("Tidied up: ") && test.said().ends_with(" moved."), "{}", test.said());
    let start = place(&test, "start");
    assert_eq!(place(&test, "hello"), by(start, 360.0, 0.0));
    assert_eq!(place(&test, "alone"), by(start, 720.0, 0.0));
    assert!(test.key(Mods::NONE, Key::Char('t')));
    assert_eq!(test.said(), "Everything is tidy.");
    test.undoes_one_step_to(&draft);
}

#[test]
fn what_is_published_is_not_tidied_up_and_says_why() {
    let test = Headless::with_mode(draft(), Mode::ContentOnly);
    assert!(test.editor.refusal(&TIDY).is_some_and(|why| why.contains("published")));
    test.run(&TIDY);
    assert_eq!(test.editor.draft.get_untracked(), draft());
}
