//! Every change of either tab is in the result, or was asked about.

use proptest::prelude::*;

use super::*;
use crate::{
    arbitrary::dice,
    edit::Edit,
    model::{
        field::Section,
        graph::{LinkKey, Point},
        kind::{Kind, Outcome},
    },
};

pub(crate) fn node(id: &str) -> NodeId {
    NodeId::parse(id).unwrap()
}

/// Two mails, one after the other.
pub(crate) fn start() -> Draft {
    let mut draft = Draft::new("UTC");
    for id in ["a", "b"] {
        Edit::add(Node::new(node(id), Kind::Email, Point::default())).apply(&mut draft).unwrap();
    }
    let key = LinkKey { from: node("a"), outcome: Outcome::Sent, to: node("b") };
    Edit::link(key).apply(&mut draft).unwrap();
    draft
}

fn with(draft: &Draft, edits: &[Edit]) -> Draft {
    let mut draft = draft.clone();
    edits.iter().for_each(|edit| drop(edit.apply(&mut draft).unwrap()));
    draft
}

pub(crate) fn subject(id: &str, text: &str) -> Edit {
    Edit::Field { node: node(id), section: Section::What, key: "subject", value: Some(text.into()) }
}

fn together(mine: &[Edit], theirs: &[Edit], side: Side) -> Merged {
    let base = start();
    merge(MergeInput::of_three(&base, &with(&base, mine), &with(&base, theirs)), side)
}

#[test]
fn changes_of_different_parts_come_together() {
    let push = Node::new(node("c"), Kind::Push, Point::default());
    let cases: [(Vec<Edit>, Vec<Edit>); 5] = [
        (vec![subject("a", "Hi")], vec![subject("b", "Ho")]),
        (
            vec![subject("a", "Hi")],
            vec![Edit::Title(node("a"), "T".into()), Edit::Move(vec![(node("a"), Point { x: 9.0, y: 9.0 })])],
        ),
        (vec![Edit::remove(node("b"))], vec![subject("a", "Hi")]),
        (vec![Edit::add(push.clone())], vec![Edit::UserZone(node("a"), false)]),
        (vec![subject("a", "Same")], vec![subject("a", "Same"), subject("b", "Ho")]),
    ];
    for (mine, theirs) in cases {
        let merged = together(&mine, &theirs, Side::Mine);
        assert_eq!(merged.conflicts, []);
        let both: Vec<Edit> = theirs.iter().chain(&mine).cloned().collect();
        assert_eq!(merged.draft, with(&start(), &both));
        assert_eq!(together(&theirs, &mine, Side::Mine).draft, merged.draft);
    }
}

#[test]
fn a_change_of_the_same_part_is_asked_about_with_what_differs() {
    let (mine, theirs) = ([subject("a", "Hi")], [subject("a", "Ho")]);
    let merged = together(&mine, &theirs, Side::Mine);
    let expected = Conflict { what: "Email: Subject".into(), mine: Some("Hi".into()), theirs: Some("Ho".into()) };
    assert_eq!(merged.conflicts, [expected]);
    assert_eq!(merged.draft, with(&start(), &mine));
    assert_eq!(together(&mine, &theirs, Side::Theirs).draft, with(&start(), &theirs));
}

#[test]
fn a_node_that_one_deletes_and_the_other_changes_or_links_stays_or_goes_as_a_whole() {
    let key = LinkKey { from: node("a"), outcome: Outcome::Failed, to: node("b") };
    for change in [subject("b", "Ho"), Edit::link(key)] {
        let (delete, change) = ([Edit::remove(node("b"))], [change]);
        for (mine, theirs) in [(&delete, &change), (&change, &delete)] {
            let merged = together(mine, theirs, Side::Mine);
            assert_eq!(merged.conflicts.len(), 1, "{:?}", merged.conflicts);
            assert_eq!(merged.draft, with(&start(), mine));
            assert_eq!(together(mine, theirs, Side::Theirs).draft, with(&start(), theirs));
        }
    }
}

/// The changes of an edit, part by part.
fn changed(before: &Draft, after: &Draft) -> Vec<(String, String, Option<Value>)> {
    let (before, after) = (parts(before), parts(after));
    let groups: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut list = Vec::new();
    for group in groups {
        let of = |parts: &Parts, field: &str| parts.get(group).and_then(|fields| fields.get(field)).cloned();
        let fields: BTreeSet<&String> =
            [&before, &after].into_iter().filter_map(|parts| parts.get(group)).flat_map(BTreeMap::keys).collect();
        for field in fields {
            if of(&before, field) != of(&after, field) {
                list.push((group.clone(), field.clone(), of(&after, field)));
            }
        }
    }
    list
}

pub(crate) fn read(draft: &Draft) -> Draft {
    draft_from_value(&draft_to_value(draft), &Defaults { zone: "UTC".into(), now: Instant::UNIX_EPOCH }).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_change_is_in_the_result_or_was_asked_about(mut dice in dice(500)) {
        let base = read(&dice.draft(20));
        let mut edited = || {
            let mut draft = base.clone();
            for _ in 0..dice.below(6) {
                let edit = dice.edit(&draft);
                let _ = edit.apply(&mut draft);
            }
            read(&draft)
        };
        let (mine, theirs) = (edited(), edited());
        for side in [Side::Mine, Side::Theirs] {
            let input = MergeInput::of_three(&base, &mine, &theirs);
            let merged = merge(input, side);
            let found = parts(&merged.draft);
            if merged.conflicts.is_empty() {
                // A group's list of nodes follows from what each node says: two that take away a node each leave none.
                let all = changed(&base, &mine).into_iter().chain(changed(&base, &theirs));
                for (group, field, value) in all.filter(|(_, field, _)| field != MEMBERS) {
                    let is = found.get(&group).and_then(|fields| fields.get(&field)).cloned();
                    prop_assert_eq!(is, value, "{} {}", group, field);
                }
                // The other tab comes to the same.
                let there = merge(MergeInput::of_three(&base, &theirs, &mine), side);
                prop_assert_eq!(there.conflicts, vec![]);
                prop_assert_eq!(parts(&there.draft), found);
            }
            // No link hangs in the air that did not before.
            let loose = |draft: &Draft| draft.graph.links().filter(|(key, _)| draft.graph.node(&key.from).is_none() || draft.graph.node(&key.to).is_none()).count();
            prop_assert_eq!(loose(&merged.draft), 0);
        }
    }
}
