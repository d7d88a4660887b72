//! Tabs that hear of each other late and out of order: no change is lost in silence.

use super::{
    super::merge::tests::{node, read, start, subject},
    *,
};
use crate::{
    arbitrary::Dice,
    edit::Edit,
    model::{
        field::Section,
        graph::{Node, Point},
        kind::Kind,
        text::NodeId,
    },
};

/// A tab of the simulation.
struct Tab {
    draft: Draft,
    number: u64,
    together: SyncState,
    written: (u64, Draft, BTreeMap<String, u64>),
}

impl Tab {
    fn new(draft: &Draft) -> Self {
        let draft = draft.clone();
        Self {
            together: SyncState::new(draft.clone(), Some(1)),
            written: (0, draft.clone(), BTreeMap::new()),
            draft,
            number: 0,
        }
    }

    /// Writes what is there, as the journal does every 250 ms.
    fn write(&mut self) {
        self.number += 1;
        self.together.record_sent(self.number, &self.draft);
        self.written = (self.number, self.draft.clone(), self.together.seen());
    }
}

/// Tab `who` writes a subject.
fn write(tabs: &mut [Tab; 2], who: usize, text: &str) {
    subject("a", text).apply(&mut tabs[who].draft).unwrap();
    tabs[who].write();
}

/// Tab `to` hears of what `from` has written; whether it asked.
fn receive(tabs: &mut [Tab; 2], to: usize) -> Option<usize> {
    let from = 1 - to;
    let (number, theirs, seen) = tabs[from].written.clone();
    let [name, own] = [["0", "1"][from], ["0", "1"][to]];
    let tab = &mut tabs[to];
    if number == 0 {
        return None;
    }
    let other = Other { tab: name, number, seen: &seen, base: 1, draft: &theirs };
    let here = Here { tab: own, base: 1, saved: None, draft: &tab.draft };
    let Heard::New { mine: merged, .. } = tab.together.receive(other, here) else { return None };
    tab.together.acknowledge(other.state(own), &theirs, (&tab.draft, &merged.draft));
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
        let mut dice = Dice::of_seed(seed, 3_000);
        let base = read(&dice.draft(20));
        let mut tabs = [Tab::new(&base), Tab::new(&base)];
        // The text typed last into each part, where nobody was asked.
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
                _ => conflicts += receive(&mut tabs, who).unwrap_or_default(),
            }
        }
        // In the end each writes and hears until nothing is new.
        for _ in 0..3 {
            for who in 0..2 {
                tabs[who].write();
                conflicts += receive(&mut tabs, 1 - who).unwrap_or_default();
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
            assert_eq!(receive(&mut tabs, 1 - who).unwrap_or_default(), 0, "{n}");
        }
    }
}

#[test]
fn what_the_other_tab_brought_is_no_change_of_ones_own() {
    let base = start();
    let mut tabs = [Tab::new(&base), Tab::new(&base)];
    // One tab types on and on, and never gets to hear what the other one answers.
    for text in ["S", "Sp", "Spr"] {
        write(&mut tabs, 0, text);
        assert_eq!(receive(&mut tabs, 1), Some(0), "{text}");
        assert!(tabs[1].draft.is_same(&tabs[0].draft), "{text}");
    }
    // Another text that a person writes over it is a conflict.
    write(&mut tabs, 1, "Winter");
    write(&mut tabs, 0, "Spring");
    assert_eq!(receive(&mut tabs, 1), Some(1));
}

/// One tab undoes and does it again, and hears nothing of the other one, which follows: that has all of it again.
#[test]
fn what_one_tab_takes_away_and_brings_back_is_there_again_in_the_other_one() {
    let push = Node::new(node("c"), Kind::Push, Point::default());
    for (edit, back) in [
        (Edit::Title(node("a"), "Spring".into()), Edit::Title(node("a"), String::new())),
        (subject("a", "Spring"), Edit::Field { node: node("a"), section: Section::What, key: "subject", value: None }),
        (Edit::add(push), Edit::remove(node("c"))),
    ] {
        let base = start();
        let mut tabs = [Tab::new(&base), Tab::new(&base)];
        let write = |tabs: &mut [Tab; 2], edit: &Edit| {
            edit.apply(&mut tabs[0].draft).unwrap();
            tabs[0].write();
            receive(tabs, 1);
        };
        write(&mut tabs, &edit);
        receive(&mut tabs, 0);
        write(&mut tabs, &back);
        assert!(tabs[1].draft.is_same(&base), "{back:?}");
        write(&mut tabs, &edit);
        assert!(tabs[1].draft.is_same(&tabs[0].draft), "{edit:?}");
    }
}

/// One tab writes over what the other one has, which undoes its own step, hears late that this was followed, and does it again.
#[test]
fn what_a_tab_does_again_is_its_own_whoever_brought_it_before() {
    let base = start();
    let mut tabs = [Tab::new(&base), Tab::new(&base)];
    // The undo goes out and is followed; before that is heard of, the step is done again.
    for (who, text) in [(0, "Spring"), (1, "Spring sale"), (0, "")] {
        write(&mut tabs, who, text);
        assert_eq!(receive(&mut tabs, 1 - who), Some(0), "{text}");
    }
    write(&mut tabs, 0, "Spring sale");
    assert_eq!(receive(&mut tabs, 0), Some(0));
    assert_eq!(subject_of(&tabs[0].draft), "Spring sale");
}

/// One tab takes its step back, the other one follows and writes over what is left, and the step is done again meanwhile: both
/// are new, though the other one had the step before.
#[test]
fn a_step_that_is_done_again_is_no_echo_of_what_the_other_tab_had_before() {
    let base = start();
    let mut tabs = [Tab::new(&base), Tab::new(&base)];
    write(&mut tabs, 0, "Spring");
    assert_eq!([receive(&mut tabs, 1), receive(&mut tabs, 0)], [Some(0); 2]);
    write(&mut tabs, 0, "");
    assert_eq!(receive(&mut tabs, 1), Some(0));
    write(&mut tabs, 0, "Spring");
    write(&mut tabs, 1, "Winter");
    assert_eq!(receive(&mut tabs, 1), Some(1));
}

/// The first that a tab hears of another one is that it took back what was typed here; then it does that again.
#[test]
fn what_was_taken_away_first_and_is_brought_back_is_there_again() {
    let base = start();
    let mut tabs = [Tab::new(&base), Tab::new(&base)];
    write(&mut tabs, 1, "Spring");
    assert_eq!(receive(&mut tabs, 0), Some(0));
    for text in ["", "Spring"] {
        write(&mut tabs, 0, text);
        assert_eq!(receive(&mut tabs, 1), Some(0), "{text}");
        assert_eq!(subject_of(&tabs[1].draft), text);
    }
}

/// One tab takes a step back, and this one follows. It does the step again, and is gone before that is heard: a third one goes on
/// from its work.
#[test]
fn what_a_tab_did_again_is_there_again_when_another_one_goes_on_from_its_work() {
    let (undone, mut done) = (start(), start());
    subject("a", "Spring").apply(&mut done).unwrap();
    let mut here = SyncState::new(start(), Some(1));
    here.record_sent(1, &done);
    let seen = BTreeMap::from([("own".to_owned(), 1)]);
    let gone = Other { tab: "gone", number: 1, seen: &seen, base: 1, draft: &undone };
    assert_eq!(met(&here, gone, Here { tab: "own", base: 1, saved: None, draft: &done }), (undone.clone(), 0));
    here.acknowledge(gone.state("own"), &undone, (&done, &undone));
    let seen = BTreeMap::from([("own".to_owned(), 1), ("gone".to_owned(), 2)]);
    let next = Other { tab: "next", number: 1, seen: &seen, base: 1, draft: &done };
    let (draft, asked) = met(&here, next, Here { tab: "own", base: 1, saved: None, draft: &undone });
    assert_eq!((subject_of(&draft), asked), ("Spring", 0));
}

/// Receives the state of another tab that has seen nothing of this one. Returns the merged draft and the number of
/// conflicts.
fn met(together: &SyncState, other: Other<'_>, here: Here<'_>) -> (Draft, usize) {
    match together.receive(other, here) {
        Heard::New { mine, .. } => (mine.draft, mine.conflicts.len()),
        heard => panic!("{heard:?}"),
    }
}

fn subject_of(draft: &Draft) -> &str {
    draft.graph.node(&node("a")).unwrap().what.text("subject")
}

/// A tab sleeps; another one goes on from its work, types and is killed; a third one begins with what that left, and hears of
/// the sleeper. What the sleeper does not have it did not take away.
#[test]
fn a_tab_that_slept_takes_nothing_away_from_work_that_it_never_saw() {
    let (saved, mut work) = (start(), start());
    subject("a", "typed").apply(&mut work).unwrap();
    let mut together = SyncState::new(work.clone(), None);
    let killed = BTreeMap::from([("sleeper".to_owned(), 1)]);
    together.go_beside(Some(("killed".to_owned(), 5)), &killed);
    let (seen, none) = (BTreeMap::from([("killed".to_owned(), 4)]), BTreeMap::new());
    let mut theirs = start();
    Edit::Title(node("b"), "theirs".into()).apply(&mut theirs).unwrap();
    let other = Other { tab: "sleeper", number: 2, seen: &seen, base: 1, draft: &theirs };
    // Both have the saved draft in them: nobody is asked.
    let here = Here { tab: "third", base: 1, saved: Some((1, &saved)), draft: &work };
    let (draft, asked) = met(&together, other, here);
    assert_eq!((subject_of(&draft), asked), ("typed", 0));
    assert_eq!(draft.graph.node(&node("b")).map(|node| node.title.as_str()), Some("theirs"));
    // The sleeper has not taken in what was saved: all of either stays.
    for seen in [&seen, &none] {
        let other = Other { base: 0, seen, ..other };
        let (draft, _) = met(&together, other, here);
        assert_eq!(subject_of(&draft), "typed");
    }
    // A state that is part of the work already is not received again.
    assert_eq!(together.receive(Other { number: 1, ..other }, here), Heard::Known);
    // Who has seen the work and took the subject away has taken it away.
    let seen = BTreeMap::from([("killed".to_owned(), 5)]);
    assert_eq!(subject_of(&met(&together, Other { seen: &seen, ..other }, here).0), "");
}

/// A tab takes its step back and does it again, and is killed. The other one has seen the first and not the second, and wrote
/// over what was left. Who goes on from the work of the killed one has something new, though it is what was saved.
#[test]
fn work_that_has_seen_more_of_another_tab_than_what_is_saved_is_not_compared_with_that() {
    let (mut work, mut theirs) = (start(), start());
    subject("a", "again").apply(&mut work).unwrap();
    subject("a", "over").apply(&mut theirs).unwrap();
    let mut together = SyncState::new(work.clone(), None);
    together.go_beside(Some(("killed".to_owned(), 7)), &BTreeMap::from([("other".to_owned(), 7)]));
    let seen = BTreeMap::from([("killed".to_owned(), 4)]);
    let other = Other { tab: "other", number: 8, seen: &seen, base: 1, draft: &theirs };
    let here = Here { tab: "next", base: 1, saved: Some((1, &work)), draft: &work };
    assert_eq!(met(&together, other, here).1, 1);
}

#[test]
fn what_differs_is_asked_about_where_nobody_knows_what_both_began_with() {
    let (mut mine, mut theirs) = (start(), start());
    subject("a", "here").apply(&mut mine).unwrap();
    subject("a", "there").apply(&mut theirs).unwrap();
    let together = SyncState::new(mine.clone(), None);
    let none = BTreeMap::new();
    let other = Other { tab: "other", number: 1, seen: &none, base: 0, draft: &theirs };
    let here = Here { tab: "own", base: 1, saved: None, draft: &mine };
    assert_eq!(met(&together, other, here).1, 1);
    // A tab that began with what was saved, and another one that has that in it: only the other one's is new.
    let clean = SyncState::new(start(), Some(1));
    let draft = start();
    let here = Here { draft: &draft, ..here };
    let (draft, asked) = met(&clean, Other { base: 2, ..other }, here);
    assert_eq!((subject_of(&draft), asked), ("there", 0));
}
