//! Reading restores all events up to the last whole entry, whatever fails and wherever the text is cut.

use journey::{
    edit::history::{History, HistoryEvent},
    format::{Json, draft_to_value, put_history},
    journey::Draft,
};

use super::*;
use crate::{
    journal::{ENTRIES_MAX, EntryMeta},
    unsaved::{Tab, ViewState},
};

/// A page while a person works: a draft with its history, written as it changes.
struct Desk {
    draft: Draft,
    history: History,
    place: ViewState,
    tab: Tab,
    name: String,
    ms: f64,
    journal: Journal,
}

impl Desk {
    fn new() -> Self {
        Self {
            draft: Draft::new("UTC"),
            history: History::default(),
            place: ViewState::default(),
            tab: Tab::default(),
            name: "Mine".to_owned(),
            ms: 1.7e12,
            journal: Journal::new(WorkKey::draft(Some(&id("a")))),
        }
    }

    fn act(&mut self, dice: &mut Dice) {
        self.ms += dice.within(0, 1_400) as f64;
        let event = match dice.below(12) {
            0 | 1 => HistoryEvent::Undo,
            2 => HistoryEvent::Redo,
            3 => HistoryEvent::Mark,
            _ => {
                let edit = dice.edit(&self.draft);
                HistoryEvent::Apply { coalesces: self.history.coalesces(&edit, self.ms), edit, at: self.ms }
            }
        };
        if self.history.replay(&mut self.draft, &event).is_ok() {
            self.journal.note(event);
        }
    }

    fn work(&self) -> Unsaved {
        Unsaved {
            of: self.journal.of().clone(),
            base: 3,
            name: self.name.clone(),
            draft: Some(self.draft.clone()),
            history: self.history.clone(),
            place: self.place.clone(),
            tab: self.tab.clone(),
            at: now(),
        }
    }

    fn write(&mut self, store: &dyn Store, records: &JourneyStore) -> Result<(), SaveError> {
        let (work, whole) = (self.work(), self.work());
        let head = EntryMeta { name: &work.name, place: &work.place, tab: &work.tab, now: now() };
        self.journal.write(records, store, head, || whole)
    }

    /// The state that reading has to restore.
    fn state(&self) -> String {
        told(&self.work())
    }
}

fn told(work: &Unsaved) -> String {
    let draft = work.draft.as_ref().map(draft_to_value).unwrap_or_default();
    let history = Json::text(|out| put_history(out, &work.history, usize::MAX));
    format!("{draft} {history} {} {:?} {:?}", work.name, work.place, work.tab)
}

/// The state that a newly opened page finds, and the number of problems that it reports.
fn found(store: &dyn Store) -> (Option<String>, usize) {
    let read = Journal::new(WorkKey::draft(Some(&id("a")))).read(&JourneyStore::new(), store, &defaults()).unwrap();
    let work = match &read.work {
        Outcome::Loaded(kept) => Some(told(&kept.value)),
        _ => None,
    };
    (work, read.problems.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_is_read_again_is_the_draft_with_its_whole_history(mut dice in dice(1_500)) {
        let (store, records, mut desk) = (MemoryStore::new(), JourneyStore::new(), Desk::new());
        for n in 0..dice.below(40) {
            for _ in 0..dice.below(5) {
                desk.act(&mut dice);
            }
            desk.name = dice.text(20);
            desk.tab = Tab { id: "x".to_owned(), number: n as u64, seen: [("y".to_owned(), 7)].into() };
            desk.place = ViewState { view: Some([n as f64, 0.5, 1.0]), ..ViewState::default() };
            desk.write(&store, &records).unwrap();
            prop_assert_eq!(found(&store), (Some(desk.state()), 0));
            // Another tab sees the same, and changes nothing.
            let (texts, records) = (store.texts(), JourneyStore::new());
            let Ok(Outcome::Loaded(peeked)) = Journal::peek(desk.journal.of(), &records, &store, &defaults()) else { panic!() };
            prop_assert_eq!(told(&peeked.value), desk.state());
            prop_assert_eq!(store.texts(), texts);
            // A page that is opened on it goes on where it was.
            if dice.one_in(6) {
                desk.journal = Journal::new(desk.journal.of().clone());
                desk.journal.read(&records, &store, &defaults()).unwrap();
            }
        }
    }

    #[test]
    fn a_cut_or_a_flip_at_any_byte_loses_what_comes_after_it_and_nothing_before(mut dice in dice(900), at in 0.0..1.0_f64, bit in 0..8_u8) {
        let (store, records, mut desk) = (MemoryStore::new(), JourneyStore::new(), Desk::new());
        let mut states = Vec::new();
        for _ in 0..12 {
            desk.act(&mut dice);
            desk.write(&store, &records).unwrap();
            states.push(desk.state());
        }
        let entries = store.texts().into_keys().filter(|key| key.starts_with(key::JOURNAL)).count();
        // Entries that outgrow the whole are folded into it: then nothing is cut here.
        prop_assume!(entries == 11);
        let which = dice.below(11);
        let key = desk.journal.of().journal() + &which.to_string();
        let raw = store.get(&key).unwrap().unwrap();
        let mut bytes = raw.clone().into_bytes();
        let at = (at * bytes.len() as f64) as usize;
        if bit < 7 {
            bytes[at] ^= 1 << bit;
        } else {
            bytes.truncate(at);
        }
        let damaged = String::from_utf8_lossy(&bytes).into_owned();
        store.set(&key, &damaged).unwrap();
        let (work, problems) = found(&store);
        prop_assert_eq!(work, Some(states[which].clone()));
        prop_assert_eq!(problems, 11 - which);
        // All of it is aside, to the letter, and told once.
        let quarantined: Vec<_> = quarantine::list(&store).unwrap().into_iter().map(|quarantined| quarantined.raw).collect();
        prop_assert_eq!(quarantined.len(), 11 - which);
        prop_assert!(quarantined.contains(&damaged));
        prop_assert_eq!(found(&store), (Some(states[which].clone()), 0));
        // Work goes on from there.
        let mut again = Desk::new();
        let Outcome::Loaded(kept) = again.journal.read(&records, &store, &defaults()).unwrap().work else { panic!() };
        again.tab = kept.value.tab.clone();
        (again.draft, again.history, again.name) = (kept.value.draft.unwrap(), kept.value.history, kept.value.name);
        again.place = kept.value.place;
        again.act(&mut dice);
        again.write(&store, &records).unwrap();
        prop_assert_eq!(found(&store), (Some(again.state()), 0));
    }

    #[test]
    fn any_write_that_fails_leaves_what_was_there_and_the_next_one_brings_it_all(mut dice in dice(900), nth in 0..60_usize) {
        let (store, records, mut desk) = (MemoryStore::new(), JourneyStore::new(), Desk::new());
        store.fail_nth(nth, StoreError::Full);
        let mut before = None;
        for n in 0..30 {
            desk.act(&mut dice);
            match desk.write(&store, &records) {
                Ok(()) => before = Some(desk.state()),
                Err(error) => prop_assert_eq!(error, SaveError::Store(StoreError::Full)),
            }
            prop_assert_eq!(found(&store), (before.clone(), 0));
            if n % 10 == 9 {
                // Folding fails as well where it has to.
                let work = desk.work();
                if desk.journal.write_snapshot(&records, &store, work).is_ok() {
                    before = Some(desk.state());
                }
                prop_assert_eq!(found(&store), (before.clone(), 0));
            }
        }
    }
}

#[test]
fn a_write_costs_the_edit_and_not_the_journey_and_the_journal_is_folded_as_it_grows() {
    let (store, records, mut desk) = (MemoryStore::new(), JourneyStore::new(), Desk::new());
    let graph = journey::graph::Graph::of(
        (0..300).map(|n| {
            let id = journey::text::NodeId::parse(&format!("n{n}")).unwrap();
            journey::graph::Node::new(id, journey::kind::Kind::Email, journey::graph::Point::default())
        }),
        [],
    );
    desk.draft.graph = graph;
    desk.write(&store, &records).unwrap();
    let whole = store.texts()[&desk.journal.of().key()].len();
    let (mut writes, mut folds) = (store.writes(), 0);
    for n in 0..1_000 {
        let before = store.texts().len();
        let node = journey::text::NodeId::parse(&format!("n{}", n % 300)).unwrap();
        let edit = journey::edit::Edit::Title(node, format!("Title {n}"));
        desk.history.apply(&mut desk.draft, &edit, f64::from(n) * 2_000.0).unwrap();
        desk.journal.note(HistoryEvent::Apply { edit, coalesces: false, at: f64::from(n) * 2_000.0 });
        desk.write(&store, &records).unwrap();
        let texts = store.texts();
        if texts.len() > before {
            // One write, of some hundred characters.
            assert_eq!(store.writes(), writes + 1);
            assert!(texts[&(desk.journal.of().journal() + &(n - folds).to_string())].len() < 400);
        } else {
            folds += 1;
        }
        writes = store.writes();
        assert!(texts.len() as u64 <= ENTRIES_MAX + 1);
    }
    assert!((9..=12).contains(&folds), "{folds} times folded, beside a whole of {whole}");
    assert_eq!(found(&store), (Some(desk.state()), 0));
}

/// Append only: what an older build wrote is read for ever.
const OLD: &str = r#"{"sojourn":1,"revision":3,"saved":"2026-03-27T12:00:00Z","unsaved":{"journey":"a","name":"Mine","draft":{"setup":{"zone":"UTC"},"graph":{"nodes":[],"links":[]}}}}"#;
const WHOLE: &str = r#"{"sojourn":1,"revision":3,"saved":"2026-03-27T12:00:00Z","unsaved":{"journey":"a","name":"Mine","draft":{"setup":{"zone":"UTC"},"graph":{"nodes":[{"id":"n","kind":"push","at":[0,0]}],"links":[]}},"place":{"view":[1.0,2.0,0.5],"nodes":["n"]},"next":4,"history":{"undo":[{"edit":{"do":"remove","nodes":["n"],"links":[]},"said":"Added Push"}],"redo":[]}}}"#;
const ENTRY: &str = r#"{"on":"SUM","n":4,"at":"2026-03-27T12:00:01Z","name":"Yours","place":{},"acts":[{"do":"undo"},{"do":"redo"},{"do":"title","node":"n","to":"T","ms":1.0},{"do":"end-run"}]}"#;

#[test]
fn unsaved_work_of_before_there_was_a_journal_is_read_for_ever() {
    let (store, mut desk) = (MemoryStore::new(), Desk::new());
    store.set("sojourn/unsaved/of/a", OLD).unwrap();
    assert_eq!(found(&store), (Some(desk.state()), 0));
    // And goes on.
    desk.journal.read(&JourneyStore::new(), &store, &defaults()).unwrap();
    desk.act(&mut Dice::new(vec![9; 40]));
    desk.write(&store, &JourneyStore::new()).unwrap();
    assert_eq!(found(&store), (Some(desk.state()), 0));
    assert_eq!(store.texts()["sojourn/unsaved/of/a"], OLD);
}

#[test]
fn unsaved_work_with_its_journal_is_read_for_ever_and_written_so() {
    let store = MemoryStore::new();
    store.set("sojourn/unsaved/of/a", WHOLE).unwrap();
    let sum = |text: &str| {
        text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
    };
    let json = ENTRY.replace("SUM", &format!("{:x}", sum(WHOLE)));
    store.set("sojourn/journal/of/a/4", &format!("{:x} {json}", sum(&json))).unwrap();
    let mut journal = Journal::new(WorkKey::draft(Some(&id("a"))));
    let read = journal.read(&JourneyStore::new(), &store, &defaults()).unwrap();
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    let Outcome::Loaded(kept) = read.work else { panic!("{:?}", read.work) };
    let mut work = kept.value;
    let draft = work.draft.as_mut().unwrap();
    assert_eq!(work.name, "Yours");
    assert_eq!(work.history.undo(draft).as_deref(), Some("Named Push “T”"));
    assert_eq!(work.history.undo(draft).as_deref(), Some("Added Push"));
    assert_eq!(draft.graph.nodes().len(), 0);
    // Work that was read is written unchanged.
    let store = MemoryStore::new();
    store.set("sojourn/unsaved/of/a", WHOLE).unwrap();
    let Outcome::Loaded(kept) = kept_of(&store) else { panic!() };
    let mut journal = Journal::new(kept.value.of.clone());
    journal.read(&JourneyStore::new(), &store, &defaults()).unwrap();
    journal.write_snapshot(&JourneyStore::new(), &store, kept.value).unwrap();
    assert_eq!(store.texts()["sojourn/unsaved/of/a"], WHOLE);
}

fn kept_of(store: &dyn Store) -> Outcome<Unsaved> {
    kept(store, &JourneyStore::new(), &WorkKey::draft(Some(&id("a"))))
}

#[test]
fn the_history_of_a_saved_journey_is_kept_without_its_draft_and_work_begins_whole() {
    let (store, records, mut desk) = (MemoryStore::new(), JourneyStore::new(), Desk::new());
    let mut dice = Dice::new((1..400).map(|n| n * 7_919).collect());
    for _ in 0..10 {
        desk.act(&mut dice);
    }
    let work = Unsaved { draft: None, ..desk.work() };
    desk.journal.write_snapshot(&records, &store, work.clone()).unwrap();
    assert_eq!(found(&store), (Some(told(&work)), 0));
    desk.act(&mut dice);
    desk.journal.note(HistoryEvent::Mark);
    desk.write(&store, &records).unwrap();
    assert_eq!(found(&store), (Some(desk.state()), 0));
    assert_eq!(store.texts().len(), 1);
}

#[test]
fn entries_without_their_beginning_are_quarantined() {
    let (store, records, mut desk) = (MemoryStore::new(), JourneyStore::new(), Desk::new());
    let mut dice = Dice::new((1..400).map(|n| n * 7_919).collect());
    for _ in 0..3 {
        desk.journal.note(HistoryEvent::Mark);
        desk.write(&store, &records).unwrap();
    }
    store.remove("sojourn/unsaved/of/a").unwrap();
    // This page knows better, and writes it whole.
    desk.act(&mut dice);
    desk.journal.note(HistoryEvent::Mark);
    desk.write(&store, &records).unwrap();
    assert_eq!(found(&store), (Some(desk.state()), 0));
    desk.journal.note(HistoryEvent::Mark);
    desk.write(&store, &records).unwrap();
    store.remove("sojourn/unsaved/of/a").unwrap();
    assert_eq!(found(&store), (None, 1));
    assert_eq!(quarantine::list(&store).unwrap().len(), 1);
}

#[test]
fn keys_say_what_they_belong_to() {
    let of = WorkKey { journey: Some(id("new")), version: Some(3), tab: None };
    for of in [
        WorkKey::default(),
        WorkKey::draft(Some(&id("a"))),
        of.clone(),
        of.in_tab("x1"),
        WorkKey::default().in_tab("y"),
    ] {
        assert_eq!(WorkKey::of_key(&of.key()), Some(of));
    }
    assert_eq!(WorkKey::of_any_key("sojourn/journal/of/a/tab/x/12"), Some(WorkKey::draft(Some(&id("a"))).in_tab("x")));
    for bad in ["sojourn/unsaved/", "sojourn/unsaved/of/", "sojourn/unsaved/of/a/b", "sojourn/unsaved/of/a/v/x", "x"] {
        assert_eq!(WorkKey::of_key(bad), None);
    }
}
