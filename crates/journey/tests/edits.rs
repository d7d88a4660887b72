//! What holds for every sequence of edits, whatever they are: the graph stays valid, and the way back is exact.

// The helpers of a test are tests too, which clippy cannot tell in a file of their own.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;

use journey::{
    edit::Edit,
    field::{Section, Value},
    graph::{LinkKey, LinkTiming, Node, Path, Point, When},
    history::History,
    journey::Draft,
    kind::{Kind, Outcome},
    setup::{EntryCriteria, Setup},
    text::NodeId,
    time::{ClockTime, Span},
};
use proptest::prelude::*;

/// What an edit is made of: which one, and numbers for its parts. What it names is looked up in the draft it meets, so that
/// most can be applied; some cannot, on purpose.
#[derive(Clone, Debug)]
enum Dice {
    One(u8, [u16; 6]),
    Batch(Vec<(u8, [u16; 6])>),
}

fn dice() -> impl Strategy<Value = Dice> {
    let one = || (0..16_u8, any::<[u16; 6]>());
    prop_oneof![
        6 => one().prop_map(|(which, n)| Dice::One(which, n)),
        1 => prop::collection::vec(one(), 0..5).prop_map(Dice::Batch),
    ]
}

fn edit_of(dice: &Dice, draft: &Draft) -> Edit {
    match dice {
        Dice::One(which, n) => random_edit(*which, *n, draft),
        Dice::Batch(list) => Edit::Batch(list.iter().map(|(which, n)| random_edit(*which, *n, draft)).collect()),
    }
}

fn new_id(n: u16) -> NodeId {
    NodeId::parse(&format!("n{}", n % 40)).unwrap()
}

/// A node of the draft, or now and then one that is not there.
fn some_id(draft: &Draft, n: u16) -> NodeId {
    let count = draft.graph.nodes().len() + 1;
    draft.graph.nodes().nth(usize::from(n) % count).map_or_else(|| new_id(n / 64), |node| node.id.clone())
}

fn some_outcome(draft: &Draft, id: &NodeId, n: u16) -> Outcome {
    let outcomes = draft.graph.node(id).map(Node::outcomes).unwrap_or_default();
    outcomes.get(usize::from(n) % (outcomes.len() + 1)).copied().unwrap_or(Outcome::Path(3))
}

fn some_key(draft: &Draft, n: u16, m: u16, o: u16) -> LinkKey {
    let from = some_id(draft, n);
    LinkKey { outcome: some_outcome(draft, &from, o), to: some_id(draft, m), from }
}

fn known_key(draft: &Draft, n: u16) -> LinkKey {
    let count = draft.graph.links().len() + 1;
    let key = draft.graph.links().nth(usize::from(n) % count).map(|(key, _)| key.clone());
    key.unwrap_or_else(|| some_key(draft, n, n / 7, n / 3))
}

fn place(n: u16) -> usize {
    if n.is_multiple_of(2) { usize::MAX } else { usize::from(n % 8) }
}

fn random_edit(which: u8, [a, b, c, d, e, f]: [u16; 6], draft: &Draft) -> Edit {
    let kind = |n: u16| Kind::ALL[usize::from(n) % Kind::ALL.len()];
    let node = |n: u16, k: u16| {
        let mut node = Node::new(new_id(n), kind(k), Point::settled(f64::from(n), f64::from(k)));
        node.entry = n.is_multiple_of(9);
        node
    };
    let timing = LinkTiming { delay: Some(Span::Hours(u32::from(c))), window: None };
    match which {
        0 | 1 => Edit::Insert { nodes: vec![(place(a), node(b, c))], links: vec![] },
        2 => {
            let (first, second) = (node(a, b), node(c, d));
            let key = |from: &Node, to: NodeId| LinkKey {
                from: from.id.clone(),
                outcome: *from.outcomes().first().unwrap_or(&Outcome::Yes),
                to,
            };
            let links = vec![
                (place(e), key(&first, second.id.clone()), timing),
                (place(f), key(&second, some_id(draft, f)), timing),
            ];
            Edit::Insert { nodes: vec![(place(c), first), (place(d), second)], links }
        }
        3..=5 => Edit::Insert { nodes: vec![], links: vec![(place(d), some_key(draft, a, b, c), timing)] },
        6 => Edit::Remove { nodes: vec![some_id(draft, a)], links: vec![] },
        7 => Edit::Remove {
            nodes: vec![some_id(draft, a), some_id(draft, b)],
            links: vec![known_key(draft, c), known_key(draft, d)],
        },
        8 => Edit::Remove { nodes: vec![], links: vec![known_key(draft, a)] },
        9 => Edit::Move(vec![
            (some_id(draft, a), Point { x: f64::from(c) / 3.0, y: f64::NAN }),
            (some_id(draft, b), Point { x: f64::INFINITY, y: -f64::from(d) }),
        ]),
        10 => Edit::Title(some_id(draft, a), "x".repeat(usize::from(b % 110))),
        11 => Edit::Entry(some_id(draft, a), b.is_multiple_of(2)),
        12 => {
            let id = some_id(draft, a);
            let spec = draft.graph.node(&id).map(|node| node.kind.spec());
            let section = Section::ALL[usize::from(b) % 3];
            let fields = spec.map(|spec| spec.fields(section)).unwrap_or_default();
            let key = fields.get(usize::from(c) % (fields.len() + 1)).map_or("nothing", |spec| spec.key);
            let value = match d % 5 {
                0 => None,
                1 => Some(Value::Span(Span::Days(1))),
                2 => Some(Value::Number(i64::from(e % 20))),
                3 => Some(Value::Text(["manual", "automatic", "before", "contains"][usize::from(e % 4)].to_owned())),
                _ => Some(Value::Text(format!("text {e}"))),
            };
            Edit::Field { node: id, section, key, value }
        }
        13 => {
            let id = some_id(draft, a);
            let mut paths = draft.graph.node(&id).map(|node| node.paths.clone()).unwrap_or_default();
            match b % 4 {
                0 => paths.push(Path::default()),
                1 => drop(paths.pop()),
                2 => paths.reverse(),
                _ => paths.iter_mut().for_each(|path| path.percent = Some(u8::try_from(c % 101).unwrap())),
            }
            Edit::Paths(id, paths)
        }
        14 => match b % 4 {
            0 => Edit::Window(some_id(draft, a), Some(Span::Minutes(u32::from(c)))),
            1 => Edit::When(some_id(draft, a), ClockTime::new(c % 24, 0).map_or(When::AtOnce, When::Clock)),
            2 => Edit::UserZone(some_id(draft, a), c.is_multiple_of(2)),
            _ => Edit::Setup(Box::new(Setup {
                entry: EntryCriteria::CHOICES[usize::from(c % 2)].0,
                reentry: d.is_multiple_of(2),
                ..draft.setup.clone()
            })),
        },
        _ => Edit::Link(known_key(draft, a), LinkTiming { window: Some(Span::Days(u32::from(b))), ..timing }),
    }
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
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_edit_keeps_the_graph_valid_and_can_be_taken_back_exactly(list in prop::collection::vec(dice(), 1..60)) {
        let mut draft = start();
        for dice in &list {
            let edit = edit_of(dice, &draft);
            let before = exact(&draft);
            let mask = edit.is_what_only(&draft).then(|| masked(&draft));
            match edit.apply(&mut draft) {
                Err(_) => prop_assert_eq!(exact(&draft), before, "refused, but changed: {:?}", edit),
                Ok(back) => {
                    prop_assert!(is_valid(&draft), "{:?}", edit);
                    prop_assert!(!matches!(back, Edit::Restore(_)), "a sound graph needs no restoring: {:?}", edit);
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
        list in prop::collection::vec((dice(), 0..2_000_u32), 1..60),
        steps in prop::collection::vec(any::<bool>(), 0..20),
    ) {
        let (mut draft, mut history, mut now) = (start(), History::default(), 0.0);
        let first = exact(&draft);
        for (dice, pause) in &list {
            now += f64::from(*pause);
            let edit = edit_of(dice, &draft);
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
    fn what_only_edits_change_nothing_else(which in 12..14_u8, n in any::<[u16; 6]>(), more in any::<[u16; 6]>()) {
        let mut draft = start();
        for edit in [random_edit(which, n, &draft), Edit::Batch(vec![random_edit(13, n, &draft), random_edit(12, more, &draft)])] {
            if edit.is_what_only(&draft) {
                let before = masked(&draft);
                let _ = edit.apply(&mut draft);
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
