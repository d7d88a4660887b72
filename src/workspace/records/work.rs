//! Work that is not saved, as a journal beside the records.

use journey::{edit::history::HistoryEvent, journey::Draft, text::JourneyId};
use leptos::prelude::*;
use storage::{
    envelope::Outcome,
    journal::{EntryMeta, Journal},
    key::WorkKey,
    records::SaveError,
    unsaved::{Tab, Unsaved, ViewState},
};

use super::{Inner, Storage, defaults};
use crate::platform::clock;

impl Storage {
    /// The revision of the saved journey that the page knows; 0 where there is none.
    pub fn base(self, of: &WorkKey) -> u64 {
        of.journey.as_ref().and_then(|id| self.with(|inner| inner.revision(id))).unwrap_or(0)
    }

    /// The unsaved work on a journey, or on a new one. Unreadable parts are quarantined, with a message on the page.
    /// Work without a draft builds on the saved journey: where that has changed meanwhile, there is none.
    pub fn open_work(self, of: &WorkKey) -> Option<Unsaved> {
        let mut journal = Journal::new(of.clone());
        let now = defaults(clock::read());
        let read = self.with(|inner| journal.read(&inner.kept, &*inner.store, &now));
        self.update(|inner| drop(inner.journals.insert(of.clone(), journal)));
        let read = match read {
            Ok(read) => read,
            Err(error) => {
                self.fail(&error);
                return None;
            }
        };
        let mut problems = read.problems;
        let work = match read.work {
            Outcome::Loaded(kept) | Outcome::Migrated { kept, .. } => Some(kept.value),
            Outcome::Absent | Outcome::TooNew { .. } => None,
            Outcome::Corrupt { .. } => {
                let quarantined = self.with(|inner| inner.kept.quarantine_unsaved(&*inner.store, of, &now));
                problems.extend(quarantined.ok().flatten());
                None
            }
        };
        if !problems.is_empty() {
            self.tell_unread();
            self.problems.update(|all| all.extend(problems));
        }
        work.filter(|work| work.draft.is_some() || work.base == self.base(of))
    }

    /// The work of another tab, as it has written it; nothing is changed by looking at it.
    pub fn peek_work(self, of: &WorkKey) -> Option<Unsaved> {
        let now = defaults(clock::read());
        match self.with(|inner| Journal::peek(of, &inner.kept, &*inner.store, &now)) {
            Ok(Outcome::Loaded(kept) | Outcome::Migrated { kept, .. }) => Some(kept.value),
            _ => None,
        }
    }

    /// The draft of work that was read, its own or the saved one, as it is on record at this moment: newer than what the page
    /// shows where the news of it are still on their way.
    pub fn draft_of(self, work: &Unsaved) -> Option<Draft> {
        let now = defaults(clock::read());
        self.with(|inner| inner.kept.draft_of(&*inner.store, work, &now)).ok().flatten()
    }

    /// The names of all work that is kept, in whichever tab.
    pub fn all_work(self) -> Vec<WorkKey> {
        self.with(|inner| inner.kept.list_unsaved(&*inner.store)).unwrap_or_default()
    }

    /// The work on a journey, in whichever tab and on whichever version.
    pub(in crate::workspace) fn work_of(self, id: &JourneyId) -> Vec<WorkKey> {
        self.all_work().into_iter().filter(|of| of.journey.as_ref() == Some(id)).collect()
    }

    /// Tells whether something is not kept yet: an event, the name, or the place where it is given.
    pub fn is_pending(self, of: &WorkKey, name: &str, place: Option<&ViewState>) -> bool {
        self.with(|inner| {
            inner.journals.get(of).is_none_or(|journal| {
                journal.is_pending() || !journal.is_named(name) || place.is_some_and(|place| !journal.is_at(place))
            })
        })
    }

    /// Keeps what was done. Where that fails the page says so, and it is kept with what is done next.
    pub fn keep_work(
        self,
        of: &WorkKey,
        events: Vec<HistoryEvent>,
        (name, place, tab): (&str, &ViewState, &Tab),
        whole: impl FnOnce() -> Unsaved,
    ) {
        self.journal(of, |journal, inner| {
            events.into_iter().for_each(|event| journal.note(event));
            let head = EntryMeta { name, place, tab, now: clock::read() };
            journal.write(&inner.kept, &*inner.store, head, whole)
        });
    }

    /// Keeps work as a whole. Without a draft it is what is on record.
    pub fn compact(self, work: Unsaved) {
        let base = if work.draft.is_none() { self.base(&work.of) } else { work.base };
        let of = work.of.clone();
        self.journal(&of, |journal, inner| {
            journal.write_snapshot(&inner.kept, &*inner.store, Unsaved { base, ..work })
        });
    }

    /// Lets go of work that was saved, or is not wanted.
    pub fn forget_work(self, of: &WorkKey) {
        self.journal(of, |journal, inner| journal.clear(&inner.kept, &*inner.store, clock::read()));
        // The key of a new journey never comes again.
        if of.journey.is_none() {
            self.close_work(of);
        }
    }

    /// Lets go of what was read of work that this page does not go on with.
    pub fn close_work(self, of: &WorkKey) {
        self.update(|inner| drop(inner.journals.remove(of)));
    }

    fn journal(self, of: &WorkKey, write: impl FnOnce(&mut Journal, &Inner) -> Result<(), SaveError>) {
        let mut result = Ok(());
        self.update(|inner| {
            let mut journal = inner.journals.remove(of).unwrap_or_else(|| Journal::new(of.clone()));
            result = write(&mut journal, inner);
            inner.journals.insert(of.clone(), journal);
        });
        if let Err(error) = result {
            self.tell(error);
        }
    }
}
