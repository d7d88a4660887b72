//! The described changes applied to the one give the other, and nothing unchanged is named (issue 3, Compare).

use std::collections::HashSet;

use proptest::prelude::*;

use super::{
    picture::{Mark, picture},
    *,
};
use crate::{
    arbitrary::{Dice, dice},
    model::{
        field::{Input, Value},
        graph::{Group, LinkTiming, Note, Point, When},
        kind::{KINDS, Kind},
        setup::{EntryCriteria, Goal, QuietHours, Start, Timeline},
        time::{ClockTime, Span, read_date, read_local},
    },
};

/// A graph, and the same after a random sequence of edits.
fn pair(dice: &mut Dice) -> (Draft, Draft) {
    let from = dice.draft(40);
    let mut to = from.clone();
    for _ in 0..dice.below(16) {
        let edit = dice.edit(&to);
        let _ = edit.apply(&mut to);
    }
    (from, to)
}

/// The order of the links by each outcome, which equality of maps does not compare.
fn tried(draft: &Draft) -> HashMap<(NodeId, Outcome), Vec<NodeId>> {
    let mut tried: HashMap<_, Vec<_>> = HashMap::new();
    for (key, _) in draft.graph.links() {
        tried.entry((key.from.clone(), key.outcome)).or_default().push(key.to.clone());
    }
    tried
}

/// True where the part that a change names differs between the two, looked up without the diff.
fn is_true(change: &Change, from: &Draft, to: &Draft) -> bool {
    let (old, new) = (&from.graph, &to.graph);
    let differs = |id: &NodeId, of: fn(&Node) -> String| match (old.node(id), new.node(id)) {
        (Some(a), Some(b)) => of(a) != of(b),
        _ => false,
    };
    let other_kind = |id: &NodeId| differs(id, |node| format!("{:?}", node.kind));
    match change {
        Change::Setup { part, .. } => {
            let mut taken = from.setup.clone();
            (part.take)(&mut taken, &to.setup);
            taken != from.setup
        }
        Change::Added { nodes, links } => {
            let ids: HashSet<_> = nodes.iter().map(|(_, node)| &node.id).collect();
            nodes.iter().all(|(_, node)| old.node(&node.id).is_none() || other_kind(&node.id))
                && links.iter().all(|(_, key, _)| ids.contains(&key.from) || ids.contains(&key.to))
        }
        Change::Removed { nodes, links } => {
            let ids: HashSet<_> = nodes.iter().collect();
            nodes.iter().all(|id| new.node(id).is_none() || other_kind(id))
                && links.iter().all(|key| ids.contains(&key.from) || ids.contains(&key.to))
        }
        Change::Title { node, .. } => differs(node, |node| node.title.clone()),
        Change::Entry(node, _) => differs(node, |node| node.entry.to_string()),
        Change::Field { node, section, key, from: was, to: is } => {
            let held = |graph: &Graph| graph.node(node).and_then(|node| node.fields(*section).get(key).cloned());
            held(old) == *was && held(new) == *is && was != is
        }
        Change::Window(node, ..) => differs(node, |node| format!("{:?}", node.window)),
        Change::When(node, ..) => differs(node, |node| format!("{:?}", node.when)),
        Change::UserZone(node, _) => differs(node, |node| node.user_zone.to_string()),
        Change::Paths(node, ..) => differs(node, |node| format!("{:?}", node.paths)),
        Change::Linked(_, key, _) => old.link(key).is_none() && new.link(key).is_some(),
        Change::Unlinked(key) => old.link(key).is_some() && new.link(key).is_none(),
        Change::Timing { link, .. } => old.link(link) != new.link(link),
        Change::Order { node, outcome, .. } => {
            let of = (node.clone(), *outcome);
            tried(from).get(&of) != tried(to).get(&of)
        }
        Change::Note(id, was, is) => old.note(id) == was.as_ref() && new.note(id) == is.as_ref() && was != is,
        Change::Group(id, was, is) => old.group(id) == was.as_ref() && new.group(id) == is.as_ref() && was != is,
        Change::Moved(moves) => moves.iter().all(|(id, ..)| differs(id, |node| format!("{:?}", node.at))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_described_changes_applied_to_the_one_give_the_other_and_nothing_unchanged_is_named(mut dice in dice(900)) {
        let (from, to) = pair(&mut dice);
        let changes = diff(&from, &to);
        let mut applied = from.clone();
        let edit = edit(&changes, &from).map_err(|why| TestCaseError::fail(format!("{why:?} {changes:?}")))?;
        edit.apply(&mut applied).map_err(|why| TestCaseError::fail(format!("{why:?}")))?;
        prop_assert_eq!(&applied, &to);
        prop_assert_eq!(tried(&applied), tried(&to));
        prop_assert!(diff(&applied, &to).is_empty());
        prop_assert!(diff(&to, &to).is_empty());
        for change in &changes {
            prop_assert!(is_true(change, &from, &to), "not so: {:?}", change);
            let said = change.sentence(&from, &to);
            prop_assert!(!said.trim().is_empty() && !said.ends_with(": "), "{:?}", change);
            prop_assert!(!said.contains(char::is_control), "{:?}", said);
        }
        let twice: HashSet<String> = changes.iter().map(|change| format!("{change:?}")).collect();
        prop_assert_eq!(twice.len(), changes.len());
    }

    #[test]
    fn a_picture_shows_every_node_and_link_of_both_once_and_no_card_hides_one_that_went(mut dice in dice(600)) {
        let (from, to) = pair(&mut dice);
        let picture = picture(&from, &to);
        let count = |mark: Mark| picture.nodes.iter().filter(|drawn| drawn.mark == mark).count();
        prop_assert_eq!(picture.nodes.len(), to.graph.nodes().len() + count(Mark::Removed));
        prop_assert_eq!(from.graph.nodes().len(), to.graph.nodes().len() - count(Mark::Added) + count(Mark::Removed));
        let gone = picture.links.iter().filter(|link| link.mark == Mark::Removed).count();
        prop_assert_eq!(picture.links.len(), to.graph.links().len() + gone);
        for (i, drawn) in picture.nodes.iter().enumerate().filter(|(_, drawn)| drawn.mark == Mark::Removed) {
            let near = |other: &crate::compare::diff::picture::DrawnNode| {
                (other.node.at.x - drawn.node.at.x).abs() < crate::edit::compose::CARD_WIDTH
                    && (other.node.at.y - drawn.node.at.y).abs() < crate::edit::compose::CARD_HEIGHT
            };
            prop_assert!(!picture.nodes.iter().enumerate().any(|(j, other)| j != i && near(other)));
        }
        let gone = |what: fn(&Change) -> bool| diff(&from, &to).iter().filter(|change| what(change)).count();
        let notes = gone(|change| matches!(change, Change::Note(.., None)));
        let groups = gone(|change| matches!(change, Change::Group(.., None)));
        prop_assert_eq!(picture.notes.len(), to.graph.notes().len() + notes);
        prop_assert_eq!(picture.groups.len(), to.graph.groups().len() + groups);
        prop_assert!(picture.groups.iter().all(|drawn| drawn.nodes.len() == drawn.group.nodes.len()));
        for link in &picture.links {
            prop_assert_eq!(&picture.nodes[link.from].node.id, &link.key.from);
            prop_assert_eq!(&picture.nodes[link.to].node.id, &link.key.to);
        }
    }
}

#[test]
fn the_random_pairs_hold_every_sort_of_change() {
    let (mut sorts, mut differ) = (HashSet::new(), 0);
    for seed in 0..400_u32 {
        let (from, to) = pair(&mut Dice::of_seed(seed, 900));
        let changes = diff(&from, &to);
        differ += i32::from(!changes.is_empty());
        let usual = changes.iter().filter(|change| !matches!(change, Change::Order { .. }));
        sorts.extend(usual.map(std::mem::discriminant));
    }
    assert_eq!(sorts.len(), 16, "every variant but the order of links, which needs a case of its own");
    assert!(differ > 300, "{differ}");
}

#[test]
fn links_tried_in_another_order_are_a_change_and_it_can_be_made() {
    let mut from = welcome();
    let segment = |name: &str| (usize::MAX, Node::new(id(name), Kind::PageVisit, Point::default()));
    let link =
        |to: &str| (usize::MAX, LinkKey { from: id("m"), outcome: Outcome::Viewed, to: id(to) }, LinkTiming::default());
    Edit::Insert { nodes: vec![segment("x"), segment("y")], links: vec![link("x"), link("y")] }
        .apply(&mut from)
        .unwrap();
    let mut to = from.clone();
    Edit::Remove { nodes: vec![], links: vec![link("x").1] }.apply(&mut to).unwrap();
    Edit::Insert { nodes: vec![], links: vec![link("x")] }.apply(&mut to).unwrap();
    assert_eq!(from, to, "maps are equal whatever their order");
    assert_eq!(said(&from, &to), ["Email “Welcome”: order of the links by Viewed is Page visit then Page visit now"]);
    edit(&diff(&from, &to), &from).unwrap().apply(&mut from).unwrap();
    assert_eq!(tried(&from), tried(&to));
}

fn id(text: &str) -> NodeId {
    NodeId::parse(text).unwrap()
}

/// A mail after an action, and a push after the mail.
fn welcome() -> Draft {
    let mut draft = Draft::new("Europe/Berlin");
    let mut action = Node::new(id("a"), Kind::Action, Point::default());
    action.entry = true;
    let mut mail = Node::new(id("m"), Kind::Email, Point { x: 300.0, y: 0.0 });
    mail.title = "Welcome".to_owned();
    mail.what.set("subject", Some("Hello".into()));
    let push = Node::new(id("p"), Kind::Push, Point { x: 600.0, y: 0.0 });
    let link = |from: &str, outcome, to: &str, delay| {
        (usize::MAX, LinkKey { from: id(from), outcome, to: id(to) }, LinkTiming { delay, window: None })
    };
    let links = vec![link("a", Outcome::Yes, "m", None), link("m", Outcome::Sent, "p", Some(Span::Days(1)))];
    let nodes = [action, mail, push].map(|node| (usize::MAX, node)).into();
    Edit::Insert { nodes, links }.apply(&mut draft).unwrap();
    draft
}

fn said(from: &Draft, to: &Draft) -> Vec<String> {
    diff(from, to).iter().map(|change| change.sentence(from, to)).collect()
}

fn after(edits: &[Edit]) -> Vec<String> {
    let from = welcome();
    let mut to = from.clone();
    for edit in edits {
        edit.apply(&mut to).unwrap();
    }
    said(&from, &to)
}

#[test]
fn changes_are_told_in_plain_sentences() {
    let sent = LinkKey { from: id("m"), outcome: Outcome::Sent, to: id("p") };
    let field = |key, text: &str| Edit::Field { node: id("m"), section: Section::What, key, value: Some(text.into()) };
    assert_eq!(after(&[field("subject", "Good day")]), ["Email “Welcome”: Subject changed from “Hello” to “Good day”"]);
    assert_eq!(
        after(&[Edit::Link(sent.clone(), LinkTiming { delay: Some(Span::Days(2)), window: None })]),
        ["Delay of Email “Welcome” Sent to Push changed from 1 day to 2 days"]
    );
    assert_eq!(after(&[Edit::remove(id("p"))]), ["Push removed after Email “Welcome”"]);
    assert_eq!(after(&[Edit::Title(id("m"), "Bye".to_owned())]), ["Email “Welcome”: renamed to “Bye”"]);
    assert_eq!(after(&[Edit::Move(vec![(id("p"), Point { x: 9.0, y: 9.0 })])]), ["Push moved on the canvas"]);
    let clock = ClockTime::new(20, 0).map_or(When::AtOnce, When::Clock);
    assert_eq!(
        after(&[Edit::When(id("m"), clock)]),
        ["Email “Welcome”: when it goes out changed from at once to at 20:00"]
    );
    assert_eq!(
        after(&[Edit::Remove { nodes: vec![], links: vec![sent] }]),
        ["Link removed: Email “Welcome” Sent to Push"]
    );
}

#[test]
fn nodes_that_came_together_are_one_change_that_says_after_what() {
    let mut sms = Node::new(id("s"), Kind::Sms, Point::default());
    sms.title = "Nudge".to_owned();
    let webhook = Node::new(id("w"), Kind::Webhook, Point::default());
    let key = |from: &str, to: &str, outcome| LinkKey { from: id(from), outcome, to: id(to) };
    let links = vec![
        (usize::MAX, key("m", "s", Outcome::Failed), LinkTiming::default()),
        (usize::MAX, key("s", "w", Outcome::Sent), LinkTiming::default()),
    ];
    let edit = Edit::Insert { nodes: vec![(usize::MAX, sms), (usize::MAX, webhook)], links };
    assert_eq!(after(&[edit]), ["2 nodes added after Email “Welcome”: SMS “Nudge” and Webhook"]);
}

#[test]
fn every_part_of_the_setup_is_told_by_itself() {
    let base = Draft::new("UTC");
    let mut other = base.setup.clone();
    other.zone = "Europe/Berlin".to_owned();
    other.entry = EntryCriteria::OnEvent;
    other.timeline = Timeline::Dates(vec![read_date("2026-03-27").unwrap()]);
    other.start = Start::Later(read_local("2026-03-27T17:00").unwrap());
    other.end = read_date("2026-04-01");
    (other.run_at_activation, other.reentry, other.user_zone) = (true, true, true);
    other.quiet_hours = Some(QuietHours::default());
    other.control_percent = 10;
    other.timeout = Some(Span::Days(30));
    other.goals = vec![Goal { name: "Bought".to_owned(), kind: Kind::Action, segment: Default::default() }];
    for part in SETUP {
        let mut to = base.clone();
        (part.take)(&mut to.setup, &other);
        let said = said(&base, &to);
        assert_eq!(said.len(), 1, "{part:?}");
        assert!(said[0].starts_with(&format!("Setup: {} changed from ", part.label)), "{said:?}");
        assert_ne!((part.say)(&base.setup), (part.say)(&other), "{part:?}");
    }
    let mut all = base.clone();
    SETUP.iter().for_each(|part| (part.take)(&mut all.setup, &other));
    assert_eq!(all.setup, other, "the table has every part");
}

#[test]
fn every_field_of_every_kind_is_told_under_its_label() {
    for spec in KINDS {
        for section in Section::ALL {
            for field in spec.fields(section) {
                let mut from = Draft::new("UTC");
                Edit::add(Node::new(id("n"), spec.kind, Point::default())).apply(&mut from).unwrap();
                let mut to = from.clone();
                let value = match field.input {
                    Input::Choice(choices) => Value::Text(choices[choices.len() - 1].0.to_owned()),
                    Input::Number { max, .. } => Value::Number(max),
                    Input::Span => Value::Span(Span::Days(9)),
                    Input::Conditions => {
                        let matching = crate::model::field::Match::Any;
                        Value::Conditions(crate::model::field::Conditions { matching, ..Default::default() })
                    }
                    Input::Behaviours => Value::Behaviours(Default::default()),
                    Input::Pairs => Value::Pairs(vec![("a".to_owned(), "b".to_owned())]),
                    Input::Updates => Value::Updates(vec![Default::default()]),
                    _ => Value::Text("Other".to_owned()),
                };
                let edit = Edit::Field { node: id("n"), section, key: field.key, value: Some(value) };
                edit.apply(&mut to).unwrap();
                let said = said(&from, &to);
                assert_eq!(said.len(), 1, "{} {}", spec.slug, field.key);
                assert!(said[0].contains(&format!("{} changed from ", field.label)), "{said:?}");
            }
        }
    }
}

#[test]
fn what_changed_and_moved_is_marked_as_changed_and_each_mark_as_what_it_is() {
    let from = welcome();
    let mut to = from.clone();
    let edits = [
        Edit::Move(vec![(id("m"), Point { x: 9.0, y: 9.0 }), (id("a"), Point { x: 5.0, y: 5.0 })]),
        Edit::Title(id("m"), "Bye".to_owned()),
        Edit::remove(id("p")),
        Edit::add(Node::new(id("s"), Kind::Sms, Point { x: 600.0, y: 20.0 })),
    ];
    edits.iter().for_each(|edit| drop(edit.apply(&mut to).unwrap()));
    let picture = picture(&from, &to);
    let marks: Vec<_> = picture.nodes.iter().map(|drawn| (drawn.node.id.as_str(), drawn.mark)).collect();
    assert_eq!(marks, [("a", Mark::Moved), ("m", Mark::Changed), ("s", Mark::Added), ("p", Mark::Removed)]);
    assert_eq!(picture.nodes[3].node.at, Point { x: 600.0, y: 20.0 + 72.0 + 32.0 }, "below what stands there now");
    let links: Vec<_> = picture.links.iter().map(|link| (link.key.to.as_str(), link.mark)).collect();
    assert_eq!(links, [("m", Mark::Same), ("p", Mark::Removed)]);
}

#[test]
fn notes_and_groups_of_both_are_in_the_picture_with_what_became_of_them() {
    let mut from = welcome();
    let note = |x: f64, text: &str| Note { text: text.to_owned(), ..Note::new(Point { x, y: 300.0 }) };
    let group = |name: &str, nodes: &[&str]| Group {
        name: name.to_owned(),
        nodes: nodes.iter().map(|name| id(name)).collect(),
        collapsed: false,
    };
    let apply = |draft: &mut Draft, edits: Vec<Edit>| {
        edits.into_iter().for_each(|edit| drop(edit.apply(draft).unwrap()));
    };
    apply(
        &mut from,
        vec![
            Edit::Note(id("n1"), Some(note(0.0, "One"))),
            Edit::Note(id("n2"), Some(note(300.0, "Two"))),
            Edit::Note(id("n3"), Some(note(600.0, "Three"))),
            Edit::Group(id("g1"), Some(group("Both", &["a", "m"]))),
        ],
    );
    let mut to = from.clone();
    apply(
        &mut to,
        vec![
            Edit::Note(id("n1"), None),
            Edit::Note(id("n2"), Some(note(0.0, "Two"))),
            Edit::Note(id("n3"), Some(note(600.0, "Other"))),
            Edit::Note(id("n4"), Some(note(900.0, "Four"))),
            Edit::Group(id("g1"), None),
            Edit::Group(id("g2"), Some(group("One", &["p"]))),
        ],
    );
    let picture = picture(&from, &to);
    let notes: Vec<_> = picture.notes.iter().map(|drawn| (drawn.id.as_str(), drawn.mark)).collect();
    assert_eq!(notes, [("n2", Mark::Moved), ("n3", Mark::Changed), ("n4", Mark::Added), ("n1", Mark::Removed)]);
    let gone = Point { x: 0.0, y: 300.0 + Note::SIZE.y + 32.0 };
    assert_eq!(picture.notes[3].note.at, gone, "below the note that stands there now");
    let names = |nodes: &[usize]| nodes.iter().map(|i| picture.nodes[*i].node.id.as_str()).collect::<Vec<_>>();
    let groups: Vec<_> = picture.groups.iter().map(|drawn| (drawn.mark, names(&drawn.nodes))).collect();
    assert_eq!(groups, [(Mark::Added, vec!["p"]), (Mark::Removed, vec!["a", "m"])]);
    assert_eq!((picture.count(Mark::Added), picture.count(Mark::Removed)), (2, 2));
    let places: Vec<_> = diff(&from, &to).iter().filter_map(|change| change.place().cloned()).collect();
    assert_eq!(places, ["n1", "n2", "n3", "n4", "g1", "g2"].map(id), "each sentence leads to what it is about");
}
