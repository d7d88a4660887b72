//! An act is taken back only where nothing has come after it.

use journey::edit::history::HistoryEvent;

use super::*;
use crate::{
    journal::EntryMeta,
    undo::{Made, Since},
    unsaved::{Tab, ViewState},
};

struct Desk {
    store: MemoryStore,
    records: JourneyStore,
}

impl Desk {
    /// A store in which an act has just made the journey.
    fn new() -> (Self, Made) {
        let desk = Self { store: MemoryStore::new(), records: JourneyStore::new() };
        desk.records.save(&desk.store, &journey("mine"), None, now()).unwrap();
        let made = desk.records.made(&desk.store, &id("mine"), now()).unwrap().unwrap();
        (desk, made)
    }

    fn since(&self, made: &Made) -> Since {
        self.records.since(&self.store, made, &defaults()).unwrap()
    }

    fn keep(&self, work: Unsaved) {
        let mut journal = Journal::new(work.of.clone());
        journal.write_snapshot(&self.records, &self.store, work).unwrap();
    }
}

#[test]
fn what_nobody_has_touched_can_be_taken_back() {
    let (desk, made) = Desk::new();
    assert_eq!(desk.since(&made), Since::Untouched);
    // Opened and left: where the person was is kept, and nothing else.
    desk.keep(Unsaved { draft: None, ..unsaved(Some("mine"), "mine") });
    // Work on other journeys is not this one's.
    desk.keep(unsaved(Some("other"), "other"));
    desk.keep(unsaved(None, "fresh"));
    assert_eq!(desk.since(&made), Since::Untouched);
}

#[test]
fn what_was_saved_since_stays_in_this_tab_or_another() {
    let (desk, made) = Desk::new();
    JourneyStore::new()
        .save(&desk.store, &Journey { description: "x".to_owned(), ..journey("mine") }, Some(1), now())
        .unwrap();
    assert_eq!(desk.since(&made), Since::Changed);
    // Of the same number, but not the same: deleted, and brought anew.
    let (desk, made) = Desk::new();
    desk.store.remove("sojourn/journey/mine").unwrap();
    assert_eq!(desk.since(&made), Since::Gone);
    JourneyStore::new()
        .save(&desk.store, &Journey { description: "x".to_owned(), ..journey("mine") }, None, now())
        .unwrap();
    assert_eq!(desk.since(&made), Since::Changed);
}

#[test]
fn work_that_is_not_saved_counts_in_whichever_tab_and_version() {
    let main = WorkKey::draft(Some(&id("mine")));
    for of in [main.clone(), main.in_tab("a"), WorkKey { version: Some(1), ..main.clone() }] {
        let (desk, made) = Desk::new();
        desk.keep(Unsaved { of, ..unsaved(Some("mine"), "mine") });
        assert_eq!(desk.since(&made), Since::Unsaved);
    }
    // A journal that goes on from a whole, and a record that cannot be read.
    let (desk, made) = Desk::new();
    let mut journal = Journal::new(main.clone());
    let work = || unsaved(Some("mine"), "mine");
    journal.note(HistoryEvent::Mark);
    let head = EntryMeta { name: "mine", place: &ViewState::default(), tab: &Tab::default(), now: now() };
    journal.write(&desk.records, &desk.store, head, work).unwrap();
    assert_eq!(desk.since(&made), Since::Unsaved);
    desk.store.set(&main.key(), "{").unwrap();
    assert_eq!(desk.since(&made), Since::Unsaved);
}

#[test]
fn a_restore_point_that_a_person_has_made_counts() {
    let (desk, made) = Desk::new();
    let point = |manual| {
        desk.records.add_point(&desk.store, &id("mine"), ("x", manual), &Draft::new("UTC"), now()).unwrap();
    };
    point(false);
    assert_eq!(desk.since(&made), Since::Untouched);
    point(true);
    assert_eq!(desk.since(&made), Since::Kept);
}
