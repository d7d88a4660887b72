//! Every change of either tab is in the result, or was asked about.

use proptest::prelude::*;

use super::*;
use crate::{
    arbitrary::{Dice, dice},
    edit::Edit,
    model::{
        field::Section,
        graph::{LinkKey, Point},
        kind::{Kind, Outcome},
    },
};

fn node(id: &str) -> NodeId {
    NodeId::parse(id).unwrap()
}

/// Two mails, one after the other.
fn start() -> Draft {
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

fn subject(id: &str, text: &str) -> Edit {
    Edit::Field { node: node(id), section: Section::What, key: "subject", value: Some(text.into()) }
}

fn together(mine: &[Edit], theirs: &[Edit], side: Side) -> Merged {
    let base = start();
    merge(Four::of_three(&base, &with(&base, mine), &with(&base, theirs)), side)
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

/// What an edit did, part by part.
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

fn read(draft: &Draft) -> Draft {
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
            let four = Four::of_three(&base, &mine, &theirs);
            let merged = merge(four, side);
            let found = parts(&merged.draft);
            if merged.conflicts.is_empty() {
                // A group's list of nodes follows from what each node says: two that take away a node each leave none.
                let all = changed(&base, &mine).into_iter().chain(changed(&base, &theirs));
                for (group, field, value) in all.filter(|(_, field, _)| field != MEMBERS) {
                    let is = found.get(&group).and_then(|fields| fields.get(&field)).cloned();
                    prop_assert_eq!(is, value, "{} {}", group, field);
                }
                // The other tab comes to the same.
                let there = merge(Four::of_three(&base, &theirs, &mine), side);
                prop_assert_eq!(there.conflicts, vec![]);
                prop_assert_eq!(parts(&there.draft), found);
            }
            // No link hangs in the air that did not before.
            let loose = |draft: &Draft| draft.graph.links().filter(|(key, _)| draft.graph.node(&key.from).is_none() || draft.graph.node(&key.to).is_none()).count();
            prop_assert_eq!(loose(&merged.draft), 0);
        }
    }
}

/// A tab of the simulation.
struct Tab {
    draft: Draft,
    number: u64,
    together: Together,
    written: (u64, Draft, BTreeMap<String, u64>),
}

impl Tab {
    fn new(draft: &Draft) -> Self {
        let draft = draft.clone();
        Self {
            together: Together::new(0, draft.clone()),
            written: (0, draft.clone(), BTreeMap::new()),
            draft,
            number: 0,
        }
    }

    /// Writes what is there, as the journal does every 250 ms.
    fn write(&mut self) {
        self.number += 1;
        self.together.sent(self.number, &self.draft);
        self.written = (self.number, self.draft.clone(), self.together.seen());
    }
}

/// Tab `to` hears of what `from` has written; whether it asked.
fn hear(tabs: &mut [Tab; 2], to: usize, side: Side) -> Option<usize> {
    let from = 1 - to;
    let (number, theirs, seen) = tabs[from].written.clone();
    let name = ["0", "1"][from];
    let seen = seen.get(["0", "1"][to]).copied();
    let tab = &mut tabs[to];
    if number == 0 {
        return None;
    }
    let merged = tab.together.hear((name, number, seen), &theirs, &tab.draft, side)?;
    tab.together.took(name, number, &theirs, &tab.draft);
    let changed = !merged.draft.is_same(&tab.draft);
    tab.draft = merged.draft;
    // Also where nothing changed: the other one has to know that its state was seen.
    if changed || !merged.conflicts.is_empty() {
        tab.write();
    }
    Some(merged.conflicts.len())
}

#[test]
fn five_hundred_interleavings_lose_no_change_and_end_in_the_same_draft() {
    let (mut asked, mut quiet) = (0, 0);
    for seed in 0..500_u32 {
        let mut row = seed;
        let numbers = (0..3_000).map(|_| {
            row = row.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            row >> 4
        });
        let mut dice = Dice::new(numbers.collect());
        let base = read(&dice.draft(20));
        let mut tabs = [Tab::new(&base), Tab::new(&base)];
        // What was typed last into each part, where nobody was asked.
        let mut conflicts = 0;
        let mut titles: BTreeMap<NodeId, (usize, String)> = BTreeMap::new();
        for step in 0..40 {
            let who = dice.below(2);
            match dice.below(4) {
                0 | 1 => {
                    // Titles: each tab has its own half of the nodes, and sometimes takes the other's.
                    let ids: Vec<NodeId> = tabs[who].draft.graph.nodes().map(|node| node.id.clone()).collect();
                    let own: Vec<&NodeId> =
                        ids.iter().filter(|id| id.as_str().len() % 2 == who || dice.one_in(8)).collect();
                    if !own.is_empty() {
                        let id = own[dice.below(own.len())].clone();
                        let title = format!("{who} {step}");
                        Edit::Title(id.clone(), title.clone()).apply(&mut tabs[who].draft).unwrap();
                        titles.insert(id, (who, title));
                    }
                }
                2 => tabs[who].write(),
                _ => conflicts += hear(&mut tabs, who, Side::Mine).unwrap_or_default(),
            }
        }
        // In the end each writes and hears until nothing is new.
        for _ in 0..3 {
            for who in 0..2 {
                tabs[who].write();
                conflicts += hear(&mut tabs, 1 - who, Side::Mine).unwrap_or_default();
            }
        }
        assert!(tabs[0].draft.is_same(&tabs[1].draft), "{seed}: not the same in the end");
        if conflicts == 0 {
            quiet += 1;
            for (id, (_, title)) in &titles {
                let is = tabs[0].draft.graph.node(id).map(|node| node.title.as_str());
                assert_eq!(is, Some(title.as_str()), "{seed}: lost");
            }
        } else {
            asked += 1;
        }
    }
    assert!(quiet > 50 && asked > 50, "{quiet} without a question, {asked} with one");
}

#[test]
fn typing_in_two_places_at_once_asks_nobody() {
    let base = start();
    let mut tabs = [Tab::new(&base), Tab::new(&base)];
    for n in 0..50 {
        for (who, id) in [(0, "a"), (1, "b")] {
            subject(id, &format!("{n}")).apply(&mut tabs[who].draft).unwrap();
            tabs[who].write();
            // The news come late: the other one has typed on.
            subject(["b", "a"][who], &format!("{n}+")).apply(&mut tabs[1 - who].draft).unwrap();
            assert_eq!(hear(&mut tabs, 1 - who, Side::Mine).unwrap_or_default(), 0, "{n}");
        }
    }
}

#[test]
fn what_the_other_tab_brought_is_no_change_of_ones_own() {
    let base = start();
    let mut tabs = [Tab::new(&base), Tab::new(&base)];
    // One tab types on and on, and never gets to hear what the other one answers.
    for text in ["S", "Sp", "Spr"] {
        subject("a", text).apply(&mut tabs[0].draft).unwrap();
        tabs[0].write();
        assert_eq!(hear(&mut tabs, 1, Side::Mine), Some(0), "{text}");
        assert!(tabs[1].draft.is_same(&tabs[0].draft), "{text}");
    }
    // What a person writes over it is asked about.
    subject("a", "Winter").apply(&mut tabs[1].draft).unwrap();
    tabs[1].write();
    subject("a", "Spring").apply(&mut tabs[0].draft).unwrap();
    tabs[0].write();
    assert_eq!(hear(&mut tabs, 1, Side::Mine), Some(1));
}
