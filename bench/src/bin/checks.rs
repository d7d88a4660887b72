//! Checking a journey again after an edit (issue 3: under 2 ms for 1,000 nodes).

use bench::{
    Report,
    journeys::{faulty, id, large},
    measure,
};
use journey::{
    checks::{self, Context, Finding},
    edit::Edit,
    field::Section,
    graph::Point,
    journey::Draft,
    schedule::Publishing,
    text::NodeId,
    time::{read_instant, read_local},
};
use std::process::ExitCode;

const NODES: usize = 1_000;
const LIMIT: f64 = 2.0;
const EDITS: usize = 50;

fn main() -> ExitCode {
    let (sound, faulty) = (large(NODES), faulty(NODES));
    let count = |draft: &Draft| {
        let links = draft.graph.links().len();
        format!("{NODES} nodes, {links} links, {} findings", check(draft).len())
    };
    let mut report = Report::new(
        "checks",
        "All checks of journey.md §7 that need no timetable, over the whole journey, after each of 50 edits: a text typed \
         into a field, a node moved, a link's delay. Natively, compiled for speed.",
    );
    // The limit applies to a journey as people build it; the other one is the worst case.
    for (name, draft, limit) in [("filled in", sound, Some(LIMIT)), ("a fault at every node", faulty, None)] {
        let mut draft = draft;
        let what = format!("{name}: {}", count(&draft));
        let times = measure(EDITS, |i| {
            // An edit of the same kind in turn; each is applied, and then everything is checked anew.
            let edited = edit(&draft, i).is_some_and(|edit| edit.apply(&mut draft).is_ok());
            (edited, check(&draft))
        });
        report.row(&what, times, limit);
    }
    report.close()
}

fn check(draft: &Draft) -> Vec<Finding> {
    let nodes = |journey: &str| (journey == "Something").then(|| vec![NodeId::random(1)]);
    let now = read_instant("2026-11-22T16:40:00Z").unwrap_or_default();
    let local = read_local("2026-11-22T17:40").unwrap_or_default();
    let context = Context {
        name: "A large journey",
        name_taken: false,
        publishing: Publishing::at_once(now),
        to_local: Some(&|_| local),
        journey_nodes: &nodes,
    };
    checks::check(draft, &context)
}

fn edit(draft: &Draft, i: usize) -> Option<Edit> {
    let node = draft.graph.node(&id(i * NODES / EDITS))?;
    Some(match i % 3 {
        0 => {
            let section = Section::ALL.into_iter().find(|section| !node.kind.spec().fields(*section).is_empty())?;
            let spec = node.kind.spec().fields(section).first()?;
            let value = node.fields(section).get(spec.key).cloned();
            Edit::Field { node: node.id.clone(), section, key: spec.key, value }
        }
        1 => Edit::Move(vec![(node.id.clone(), Point { x: node.at.x + 8.0, y: node.at.y })]),
        _ => {
            let (key, timing) = draft.graph.links_from(&node.id).next()?;
            Edit::Link(key.clone(), *timing)
        }
    })
}
