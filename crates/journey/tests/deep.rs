//! Long chains on a small stack: nothing calls itself once per node or link (issue 12, A21).

// The helpers of a test are tests too, which clippy cannot tell in a file of their own.
#![allow(clippy::unwrap_used)]

use std::thread;

use journey::{
    arbitrary::Shape,
    checks, clip,
    compare::{
        diff::{
            diff, edit,
            picture::{Mark, picture},
        },
        merge::{MergeInput, Side, merge},
    },
    edit::{Edit, compose, history::History},
    format,
    journey::{Draft, Journey},
    preview,
    schedule::Publishing,
    text::{JourneyId, Name, NodeId},
    time::{read_instant, read_local},
};

/// A quarter of the stack that the page's module has. A frame for each of 2,000 nodes leaves 128 bytes.
const STACK: usize = 256 * 1024;

/// Runs a test for every shape of graph, on a small stack.
fn on_a_small_stack(nodes: usize, test: fn(&Draft)) {
    for shape in Shape::ALL {
        let run = move || test(&shape.draft(nodes, None));
        let thread = thread::Builder::new().stack_size(STACK).name(shape.name().to_owned()).spawn(run).unwrap();
        thread.join().unwrap();
    }
}

fn id(n: usize) -> NodeId {
    NodeId::parse(&format!("n{n}")).unwrap()
}

/// The number of its nodes and links.
fn size(draft: &Draft) -> (usize, usize) {
    (draft.graph.nodes().len(), draft.graph.links().len())
}

fn saved(draft: &Draft) -> Journey {
    let now = read_instant("2026-11-27T12:00:00Z").unwrap();
    Journey::new(JourneyId::parse("deep").unwrap(), Name::parse("Deep").unwrap(), draft.clone(), now)
}

#[test]
fn checks_of_50_000_nodes() {
    on_a_small_stack(50_000, |draft| {
        let local = read_local("2026-11-27T13:00").unwrap();
        let context = checks::Context {
            name: "Deep",
            name_taken: false,
            publishing: Publishing::at_once(read_instant("2026-11-27T12:00:00Z").unwrap()),
            to_local: Some(&|_| local),
            journey_nodes: &|_| None,
        };
        let found = checks::check(draft, &context);
        assert_eq!(checks::in_order(draft, found.clone()), found);
    });
}

#[test]
fn files_of_10_000_nodes() {
    on_a_small_stack(10_000, |draft| {
        let journey = saved(draft);
        let defaults = format::Defaults { zone: "UTC".to_owned(), now: journey.created };
        let text = format::encode(std::slice::from_ref(&journey));
        let read = format::decode(&text, &defaults).unwrap().journeys;
        assert_eq!(size(read[0].draft.as_ref().unwrap()), size(draft));
        let value = format::draft_to_value(draft);
        assert_eq!(size(&format::draft_from_value(&value, &defaults).unwrap()), size(draft));
        let all: Vec<NodeId> = draft.graph.nodes().map(|node| node.id.clone()).collect();
        let text = clip::encode(draft, &all).unwrap();
        assert_eq!(clip::decode(&text).unwrap().graph.nodes().len(), draft.graph.nodes().len());
    });
}

#[test]
fn comparison_merge_and_undo_of_2_000_nodes() {
    on_a_small_stack(2_000, |draft| {
        let mut mine = draft.clone();
        let mut history = History::default();
        let all: Vec<NodeId> = (100..1_900).map(id).collect();
        history.apply(&mut mine, &compose::delete(draft, &all, &[]).unwrap(), 0.0).unwrap();
        let changes = diff(draft, &mine);
        assert!(!changes.is_empty());
        assert!(picture(draft, &mine).count(Mark::Removed) > 0);
        let mut theirs = draft.clone();
        edit(&changes, &theirs).unwrap().apply(&mut theirs).unwrap();
        assert_eq!(theirs.graph.nodes().count(), 200);
        let merged = merge(MergeInput::of_three(draft, &mine, draft), Side::Mine);
        assert_eq!(size(&merged.draft), size(&mine));
        history.undo(&mut mine).unwrap();
        assert_eq!(size(&mine), size(draft));
    });
}

#[test]
fn healing_grouping_and_previews_in_10_000_nodes() {
    on_a_small_stack(10_000, |draft| {
        let all: Vec<NodeId> = (1..9_999).map(id).collect();
        let mut healed = draft.clone();
        compose::delete_and_reconnect(draft, &all).unwrap().apply(&mut healed).unwrap();
        assert_eq!(healed.graph.nodes().count(), 2);
        let mut grouped = draft.clone();
        let (_, group) = compose::group(draft, &all, id(60_000)).unwrap();
        group.apply(&mut grouped).unwrap();
        assert!(draft.graph.nodes().flat_map(preview::parts).count() > 0);
        let mut edited = draft.clone();
        Edit::remove(id(5_000)).apply(&mut edited).unwrap();
    });
}
