//! Rules for every sequence of edits: the graph stays valid, and the inverse is exact.

// The helpers of a test are tests too, which clippy cannot tell in a file of their own.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;

use journey::{
    arbitrary::dice,
    edit::{Edit, history::History},
    field::Section,
    graph::{LinkKey, LinkTiming, Node, Point, When},
    journey::Draft,
    kind::{Kind, Outcome},
    text::NodeId,
    time::{ClockTime, Span},
};
use proptest::prelude::*;

fn new_id(n: u16) -> NodeId {
    NodeId::parse(&format!("n{}", n % 40)).unwrap()
}

/// A draft where something is to be edited: splits in both modes, messages, links.
fn start() -> Draft {
    let mut draft = Draft::new("UTC");
    for (n, kind) in
        [Kind::CustomList, Kind::SplitTest, Kind::Email, Kind::Push, Kind::ConditionalSplit].iter().enumerate()
    {
        let mut node = Node::new(new_id(u16::try_from(n).unwrap()), *kind, Point::default());
        node.entry = n == 0;
        if *kind == Kind::SplitTest {
            node.what.set("mode", Some("manual".into()));
        }
        Edit::add(node).apply(&mut draft).unwrap();
    }
    draft
}

/// The draft with its order: maps are equal whatever the order of their entries.
fn exact(draft: &Draft) -> String {
    format!("{draft:?}")
}

fn is_valid(draft: &Draft) -> bool {
    let graph = &draft.graph;
    let ids: HashSet<_> = graph.nodes().map(|node| &node.id).collect();
    let keys: HashSet<_> = graph.links().map(|(key, _)| key).collect();
    ids.len() == graph.nodes().len()
        && keys.len() == graph.links().len()
        && graph.nodes().all(|node| graph.node(&node.id) == Some(node))
        && graph.links().all(|(key, _)| {
            let ends = graph.node(&key.from).zip(graph.node(&key.to));
            ends.is_some_and(|(from, to)| from.has_outcome(key.outcome) && key.from != key.to && !to.entry)
        })
        && graph.groups().iter().all(|(id, group)| {
            !group.nodes.is_empty()
                && group
                    .nodes
                    .iter()
                    .all(|node| graph.group_of(node).is_some_and(|(of, _)| of == id) && graph.node(node).is_some())
        })
}

/// True where no added node has an impossible number of paths, as from a file: such nodes are restored as a whole.
fn is_sound(draft: &Draft) -> bool {
    draft
        .graph
        .nodes()
        .all(|node| node.kind.spec().paths.is_none_or(|limits| (limits.min..=limits.max).contains(&node.paths.len())))
}

/// The draft with all that may change in a published version put to the same.
fn masked(draft: &Draft) -> String {
    let nodes = draft.graph.nodes().map(|node| {
        let mut node = node.clone();
        if node.kind.is_engagement() {
            node.what = Default::default();
        }
        if node.kind == Kind::SplitTest && node.what.text("mode") == "manual" {
            node.paths.iter_mut().for_each(|path| path.percent = None);
        }
        node
    });
    let nodes: Vec<Node> = nodes.collect();
    format!("{:?} {nodes:?} {:?}", draft.setup, draft.graph.links().collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn every_edit_keeps_the_graph_valid_and_can_be_taken_back_exactly(mut dice in dice(1_500)) {
        let mut draft = start();
        for _ in 0..60 {
            let edit = dice.edit(&draft);
            let sound = is_sound(&draft);
            let before = exact(&draft);
            let mask = edit.is_what_only(&draft).then(|| masked(&draft));
            match edit.apply(&mut draft) {
                Err(_) => prop_assert_eq!(exact(&draft), before, "refused, but changed: {:?}", edit),
                Ok(back) => {
                    prop_assert!(is_valid(&draft), "{:?}", edit);
                    prop_assert!(!sound || !matches!(back, Edit::Restore(_)), "a sound graph needs no restoring: {:?}", edit);
                    if let Some(mask) = mask {
                        prop_assert_eq!(masked(&draft), mask, "not What alone: {:?}", edit);
                    }
                    let after = exact(&draft);
                    let again = back.apply(&mut draft);
                    prop_assert_eq!(exact(&draft), before, "not taken back: {:?}", edit);
                    prop_assert!(again.and_then(|again| again.apply(&mut draft)).is_ok(), "not done again: {:?}", edit);
                    prop_assert_eq!(exact(&draft), after, "done again otherwise: {:?}", edit);
                }
            }
        }
    }

    #[test]
    fn undoing_all_gives_the_original_and_redoing_all_the_last(
        mut dice in dice(1_500),
        pauses in prop::collection::vec(0..2_000_u32, 1..60),
        steps in prop::collection::vec(any::<bool>(), 0..20),
    ) {
        let (mut draft, mut history, mut now) = (start(), History::default(), 0.0);
        let first = exact(&draft);
        for pause in &pauses {
            now += f64::from(*pause);
            let edit = dice.edit(&draft);
            let before = exact(&draft);
            if history.apply(&mut draft, &edit, now).is_err() {
                prop_assert_eq!(exact(&draft), before);
            }
        }
        let last = exact(&draft);
        for back in steps {
            let _ = if back { history.undo(&mut draft) } else { history.redo(&mut draft) };
            prop_assert!(is_valid(&draft));
        }
        while history.undo(&mut draft).is_some() {}
        prop_assert_eq!(history.undoable(), None);
        prop_assert_eq!(exact(&draft), first);
        while history.redo(&mut draft).is_some() {}
        prop_assert_eq!(history.redoable(), None);
        prop_assert_eq!(exact(&draft), last);
    }

    #[test]
    fn what_only_edits_change_nothing_else(mut dice in dice(900)) {
        let mut draft = start();
        for _ in 0..30 {
            let edit = dice.edit(&draft);
            let before = edit.is_what_only(&draft).then(|| masked(&draft));
            let _ = edit.apply(&mut draft);
            if let Some(before) = before {
                prop_assert_eq!(masked(&draft), before, "{:?}", edit);
            }
        }
    }
}

fn mail() -> Draft {
    let mut draft = Draft::new("UTC");
    Edit::add(Node::new(new_id(1), Kind::Email, Point::default())).apply(&mut draft).unwrap();
    draft
}

fn subject(text: &str) -> Edit {
    Edit::Field { node: new_id(1), section: Section::What, key: "subject", value: Some(text.into()) }
}

#[test]
fn typing_is_one_step_and_a_pause_or_another_field_begins_a_new_one() {
    let (mut draft, mut history) = (mail(), History::default());
    let empty = exact(&draft);
    for (i, text) in ["H", "Hi", "Hi!"].into_iter().enumerate() {
        history.apply(&mut draft, &subject(text), i as f64 * 900.0).unwrap();
    }
    let hi = exact(&draft);
    history.apply(&mut draft, &subject("Hi!!"), 10_000.0).unwrap();
    history.apply(&mut draft, &Edit::Title(new_id(1), "x".into()), 10_001.0).unwrap();
    history.undo(&mut draft);
    history.undo(&mut draft);
    assert_eq!(exact(&draft), hi);
    history.undo(&mut draft);
    assert_eq!(exact(&draft), empty);
    history.redo(&mut draft);
    assert_eq!(exact(&draft), hi);
    // After an undo a run does not go on.
    history.apply(&mut draft, &subject("Ho"), 10_002.0).unwrap();
    history.undo(&mut draft);
    assert_eq!(exact(&draft), hi);
}

#[test]
fn a_batch_is_all_or_nothing() {
    let mut draft = mail();
    let before = exact(&draft);
    let refused = Edit::Batch(vec![subject("x"), Edit::remove(new_id(1)), subject("y")]).apply(&mut draft);
    assert!(refused.is_err());
    assert_eq!(exact(&draft), before);
}

/// A file has a window at segments and at what is waited for alone, and *When* at engagements (format.md); so has an edit.
#[test]
fn what_a_kind_does_not_have_cannot_be_set() {
    let mut draft = mail();
    let (window, clock) = (Some(Span::Days(1)), ClockTime::new(9, 0).map_or(When::AtOnce, When::Clock));
    Edit::add(Node::new(new_id(2), Kind::Action, Point::default())).apply(&mut draft).unwrap();
    let key = |outcome| LinkKey { from: new_id(1), outcome, to: new_id(2) };
    for outcome in [Outcome::Sent, Outcome::Viewed] {
        Edit::link(key(outcome)).apply(&mut draft).unwrap();
    }
    let before = exact(&draft);
    let mut stray = Node::new(new_id(3), Kind::Push, Point::default());
    stray.window = window;
    for edit in [
        Edit::Window(new_id(1), window),
        Edit::When(new_id(2), clock),
        Edit::UserZone(new_id(2), false),
        Edit::Link(key(Outcome::Sent), LinkTiming { window, delay: None }),
        Edit::add(stray),
    ] {
        assert!(edit.apply(&mut draft).is_err(), "{edit:?}");
        assert_eq!(exact(&draft), before);
    }
    for edit in [
        Edit::Window(new_id(2), window),
        Edit::When(new_id(1), clock),
        Edit::UserZone(new_id(1), false),
        Edit::Link(key(Outcome::Viewed), LinkTiming { window, delay: None }),
    ] {
        assert!(edit.apply(&mut draft).is_ok(), "{edit:?}");
    }
}
