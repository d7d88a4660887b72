//! The records of this browser: the crate `storage` over localStorage, and how it fares as a signal. No page writes there by
//! another way (spec: journey.md §3.4; house.md), and only the workspace saves and removes journeys.

mod deleted;
mod points;
mod settings;
mod space;
mod texts;
mod work;

use std::{collections::HashMap, time::Duration};

use journey::{format::Defaults, journey::Journey, text::JourneyId, time::Instant};
use leptos::{ev, prelude::*};
use signals::{RwSignal, shared};
use storage::{
    bin::{self, Roomy},
    journal::Journal,
    key::WorkKey,
    records::{JourneyStore, Problem, SaveError, Stored, UnparsedGraphs},
    settings::Settings,
    store::{MemoryStore, Store, StoreError},
    undo::{Made, Since},
};
use wasm_bindgen::{JsCast, JsValue};

use crate::platform::{clock, store::BrowserStore, zone};

/// The notice that stays for as long as something is not being kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageNotice {
    /// In a few words.
    pub title: &'static str,
    /// In sentences.
    pub text: String,
}

struct Inner {
    store: Box<dyn Store>,
    kept: JourneyStore,
    /// The record of each journey as it was last seen: a save on top of anything else is a conflict.
    seen: HashMap<JourneyId, Seen>,
    /// The journals of what is open, or was.
    journals: HashMap<WorkKey, Journal>,
    /// The settings, as they were last seen.
    settings: Settings,
    /// The number of lost journeys when the clock last ticked.
    lost: usize,
}

/// A journey's record, as it was last seen.
#[derive(Clone)]
struct Seen {
    revision: u64,
    saved: Instant,
    /// Set where something else than Sojourn has removed the record since.
    lost: bool,
}

impl Inner {
    fn revision(&self, id: &JourneyId) -> Option<u64> {
        self.seen.get(id).map(|seen| seen.revision)
    }

    fn count_lost(&self) -> usize {
        self.seen.values().filter(|seen| seen.lost).count()
    }
}

/// The records of this browser.
#[derive(Clone, Copy)]
pub struct Storage {
    inner: StoredValue<Inner, LocalStorage>,
    notice: RwSignal<Option<StorageNotice>>,
    problems: RwSignal<Vec<Problem>>,
    lost: RwSignal<usize>,
}

impl Storage {
    /// Opens localStorage; where it is denied, everything works in memory, and the page says that it will not last.
    pub(super) fn open() -> Self {
        let (store, notice): (Box<dyn Store>, _) = match BrowserStore::open() {
            Some(store) => (Box::new(Roomy(store)), None),
            None => (
                Box::new(MemoryStore::new()),
                Some(StorageNotice {
                    title: "Nothing is being kept in this browser.",
                    text: "It does not allow this page to store anything, so all journeys are gone when you close it. Export what you want to keep.".to_owned(),
                }),
            ),
        };
        Self {
            inner: StoredValue::new_local(Inner {
                store,
                kept: JourneyStore::new(),
                seen: HashMap::new(),
                journals: HashMap::new(),
                settings: Settings::default(),
                lost: 0,
            }),
            notice: RwSignal::new(notice),
            problems: RwSignal::new(Vec::new()),
            lost: RwSignal::new(0),
        }
    }

    /// The notice of what is not being kept, and why.
    pub fn notice(self) -> Option<StorageNotice> {
        shared(self.notice).get()
    }

    /// Records that could not be loaded.
    pub fn problems(self) -> Vec<Problem> {
        shared(self.problems).get()
    }

    /// Every readable journey, without its graphs where those can wait. Unreadable ones are quarantined and listed in
    /// the settings. `None` where the store does not even list its keys.
    pub(super) fn load(self, now: Instant) -> Option<Vec<Stored>> {
        // Records that cannot be removed now go the next time.
        let _ = self.with(|inner| inner.kept.empty_bin(&*inner.store, now));
        let report = self.with(|inner| inner.kept.look_through(&*inner.store, &defaults(now)));
        match report {
            Ok(report) => {
                if !report.problems.is_empty() {
                    self.tell_unread();
                }
                self.look_later();
                let see = |stored: &Stored| {
                    let seen = Seen { revision: stored.revision, saved: stored.saved, lost: false };
                    (stored.journey.id.clone(), seen)
                };
                self.see(report.journeys.iter().map(see).collect(), &report.problems);
                self.problems.set(report.problems);
                Some(report.journeys)
            }
            Err(error) => {
                self.fail(&error);
                None
            }
        }
    }

    /// Notes what was seen on record. What is missing without a trace of a deletion is lost: something else has removed it.
    fn see(self, mut seen: HashMap<JourneyId, Seen>, problems: &[Problem]) {
        self.update(|inner| {
            inner.seen.retain(|id, _| !seen.contains_key(id));
            for (id, missing) in inner.seen.drain() {
                let key = storage::key::journey(&id);
                let traced = problems.iter().any(|problem| problem.key == key) || bin::holds(&*inner.store, &key);
                if !traced {
                    seen.insert(id, Seen { lost: true, ..missing });
                }
            }
            inner.seen = seen;
        });
        self.count_found();
    }

    fn forget_seen(self, id: &JourneyId) {
        self.update(|inner| {
            inner.seen.remove(id);
        });
    }

    /// The number of journeys that something else has removed. They are still in memory.
    pub fn lost(self) -> usize {
        shared(self.lost).get()
    }

    /// Tells whether something else has removed a journey from the record.
    pub(super) fn is_lost(self, id: &JourneyId) -> bool {
        self.with(|inner| inner.seen.get(id).is_some_and(|seen| seen.lost))
    }

    /// Tells whether there is a record of a journey. It is not read.
    pub(super) fn is_there(self, id: &JourneyId) -> bool {
        self.with(|inner| inner.store.length(&storage::key::journey(id)).is_ok_and(|length| length > 0))
    }

    /// Says what is lost. While the number changes, other tabs' deletions are still coming in.
    pub(super) fn tell_lost(self) {
        let mut steady = false;
        let lost = self.with(Inner::count_lost);
        self.update(|inner| steady = std::mem::replace(&mut inner.lost, lost) == lost);
        if steady && self.lost.get_untracked() != lost {
            self.lost.set(lost);
        }
    }

    /// Lowers the number of lost journeys by those that were found again, saved or deleted.
    fn count_found(self) {
        let lost = self.with(Inner::count_lost);
        if lost < self.lost.get_untracked() {
            self.lost.set(lost);
        }
    }

    /// Writes a lost journey back, as it was.
    ///
    /// # Errors
    /// [`SaveError`]: the journey stays lost.
    pub(super) fn write_back(self, journey: &Journey) -> Result<(), SaveError> {
        let Some(seen) = self.with(|inner| inner.seen.get(&journey.id).cloned()) else { return Ok(()) };
        let done = self.with(|inner| inner.kept.write_back(&*inner.store, journey, (seen.revision, seen.saved)));
        done.map_err(|error| self.tell(error.into()))
    }

    /// Writes the settings back, and lets all open work be written whole.
    pub(super) fn write_rest_back(self) {
        self.update(|inner| inner.journals.clear());
        let settings = self.with(|inner| inner.settings.clone());
        if settings != Settings::default() && !self.has_settings() {
            self.keep_settings(&settings);
        }
    }

    /// Reads all of a journey of which only the outline was read. A damaged one is quarantined; the message follows a
    /// moment later, as the caller may be drawing.
    pub(super) fn read_rest(self, id: &JourneyId, unread: UnparsedGraphs) -> Option<Journey> {
        let now = defaults(clock::read());
        match self.with(|inner| inner.kept.read_rest(&*inner.store, id, unread, &now)) {
            Ok(journey) => Some(journey),
            Err(problem) => {
                self.forget_seen(id);
                let tell = move || {
                    self.problems.update(|problems| problems.push(problem));
                    self.tell_unread();
                };
                set_timeout(tell, Duration::ZERO);
                None
            }
        }
    }

    /// Puts a journey on record.
    ///
    /// # Errors
    /// [`SaveError`]: what is stored is as it was.
    pub(super) fn save(self, journey: &Journey) -> Result<(), SaveError> {
        let now = clock::read();
        let seen = self.with(|inner| inner.seen.get(&journey.id).cloned());
        let expected = seen.filter(|seen| !seen.lost).map(|seen| seen.revision);
        match self.with(|inner| inner.kept.save(&*inner.store, journey, expected, now)) {
            Ok(revision) => {
                let seen = Seen { revision, saved: now, lost: false };
                self.update(|inner| {
                    inner.seen.insert(journey.id.clone(), seen);
                });
                self.count_found();
                self.look_later();
                Ok(())
            }
            Err(error) => Err(self.tell(error)),
        }
    }

    /// Takes a journey off the record.
    ///
    /// # Errors
    /// [`SaveError`]: what is stored is as it was.
    pub(super) fn remove(self, id: &JourneyId) -> Result<(), SaveError> {
        let Some(revision) = self.with(|inner| inner.revision(id)) else { return Ok(()) };
        match self.with(|inner| inner.kept.remove(&*inner.store, id, revision, clock::read())) {
            Ok(()) => {
                self.forget_seen(id);
                self.count_found();
                self.look_later();
                Ok(())
            }
            Err(error) => Err(self.tell(error)),
        }
    }

    /// Notes the record of a journey as an act leaves it.
    pub(super) fn made(self, id: &JourneyId) -> Option<Made> {
        self.with(|inner| inner.kept.made(&*inner.store, id, clock::read())).ok().flatten()
    }

    /// The changes of a journey since an act. An unknown state counts as a change.
    pub(super) fn since(self, made: &Made) -> Since {
        let now = defaults(clock::read());
        self.with(|inner| inner.kept.since(&*inner.store, made, &now)).unwrap_or(Since::Changed)
    }

    /// Calls back when another tab has written a journey.
    pub(super) fn on_change_elsewhere(self, then: impl Fn() + 'static) {
        let listener = window_event_listener(ev::storage, move |event| {
            // A script of the page may send a plain event of this name, which says nothing.
            let Some(event) = event.dyn_ref::<web_sys::StorageEvent>() else { return };
            let Some(key) = event.key() else {
                // The whole storage was cleared.
                then();
                return self.lost.set(self.with(Inner::count_lost));
            };
            let Some(id) = key.strip_prefix(storage::key::JOURNEY) else { return };
            // Sojourn empties a record before it removes it.
            match (length_of(event, "oldValue"), length_of(event, "newValue"), JourneyId::parse(id)) {
                (Some(0), None, _) => {}
                (_, Some(0), Some(id)) => {
                    self.forget_seen(&id);
                    then();
                }
                _ => then(),
            }
        });
        // The workspace lives as long as the page.
        std::mem::forget(listener);
    }

    fn tell_unread(self) {
        self.notice.set(Some(StorageNotice {
            title: "Some records could not be read.",
            text: "They are set aside and can be downloaded; nothing else is touched.".to_owned(),
        }));
    }

    /// Says so where the store does not keep what it is given, and hands the error on.
    fn tell(self, error: SaveError) -> SaveError {
        if let SaveError::Store(error) = &error {
            self.fail(error);
        }
        error
    }

    fn fail(self, error: &StoreError) {
        let notice = StorageNotice { title: "Not everything is being kept.", text: error.to_string() };
        if self.notice.get_untracked().as_ref() != Some(&notice) {
            self.notice.set(Some(notice));
        }
    }

    fn with<T>(self, f: impl FnOnce(&Inner) -> T) -> T {
        self.inner.with_value(f)
    }

    fn update(self, f: impl FnOnce(&mut Inner)) {
        self.inner.update_value(f);
    }
}

fn defaults(now: Instant) -> Defaults {
    Defaults { zone: zone::local_name(), now }
}

/// The length of a text that an event holds, without bringing it over.
fn length_of(event: &JsValue, name: &str) -> Option<u32> {
    let text = js_sys::Reflect::get(event, &name.into()).ok()?.dyn_into::<js_sys::JsString>().ok()?;
    Some(text.length())
}
