//! What this browser keeps: the crate `storage` over localStorage, and how it fares as a signal. No page writes there by
//! another way (spec: journey.md §3.4; house.md).

use std::{collections::HashMap, rc::Rc, time::Duration};

use journey::{
    edit::history::Act,
    format::Defaults,
    journey::{Draft, Journey},
    text::JourneyId,
    time::Instant,
};
use leptos::{ev, prelude::*};
use signals::shared;
use storage::{
    aside::{self, Aside},
    bin::{self, Deleted, Roomy},
    envelope::Outcome,
    journal::{Head, Journal},
    records::{Problem, Records as Kept, SaveError, Stored},
    settings::{self, Settings},
    space::{Space, WARN_PERCENT},
    store::{MemoryStore, Store, StoreError},
};
pub use storage::{
    key::Of,
    points::{Point, Replacing},
    records::Unread,
    undo::{Made, Since},
    unsaved::{Place, Tab, Unsaved},
};
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    lazy,
    platform::{clock, store::BrowserStore, zone},
};

/// What is said of storage that is nearly full.
const NEARLY: &str = "The storage of this browser is nearly full.";

/// What the page says for as long as something is not being kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// In a few words.
    pub title: &'static str,
    /// In sentences.
    pub text: String,
}

struct Inner {
    store: Box<dyn Store>,
    kept: Kept,
    /// What was last seen of each journey: a save on top of anything else is a conflict.
    seen: HashMap<JourneyId, Seen>,
    /// The journals of what is open, or was.
    journals: HashMap<Of, Journal>,
    /// The settings, as they were last seen.
    settings: Settings,
    /// How many journeys were lost when the clock last ticked.
    lost: usize,
}

/// What was last seen of a journey's record.
#[derive(Clone)]
struct Seen {
    revision: u64,
    saved: Instant,
    /// Whether something else than Sojourn has removed the record since.
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

crate::lazy! {
    actions: static LOOK: fn(Records) = Records::look_at_space;
}

/// The records of this browser.
#[derive(Clone, Copy)]
pub struct Records {
    inner: StoredValue<Inner, LocalStorage>,
    trouble: RwSignal<Option<Trouble>>,
    problems: RwSignal<Vec<Problem>>,
    lost: RwSignal<usize>,
}

impl Records {
    /// Opens localStorage; where it is denied, everything works in memory, and the page says that it will not last.
    pub fn open() -> Self {
        let (store, trouble): (Box<dyn Store>, _) = match BrowserStore::open() {
            Some(store) => (Box::new(Roomy(store)), None),
            None => (
                Box::new(MemoryStore::new()),
                Some(Trouble {
                    title: "Nothing is being kept in this browser.",
                    text: "It does not allow this page to store anything, so all journeys are gone when you close it. Export what you want to keep.".to_owned(),
                }),
            ),
        };
        Self {
            inner: StoredValue::new_local(Inner {
                store,
                kept: Kept::new(),
                seen: HashMap::new(),
                journals: HashMap::new(),
                settings: Settings::default(),
                lost: 0,
            }),
            trouble: RwSignal::new(trouble),
            problems: RwSignal::new(Vec::new()),
            lost: RwSignal::new(0),
        }
    }

    /// What is not being kept, and why.
    pub fn trouble(self) -> Option<Trouble> {
        shared(self.trouble).get()
    }

    /// Records that could not be loaded.
    pub fn problems(self) -> Vec<Problem> {
        shared(self.problems).get()
    }

    /// Every journey that can be read, without its graphs where those can wait. What cannot be read is set aside and listed in
    /// the settings. Nothing where the store does not even name its keys.
    pub fn load(self, now: Instant) -> Option<Vec<Stored>> {
        // What cannot be let go of now goes the next time.
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

    /// How many journeys something else has removed. They are still in memory.
    pub fn lost(self) -> usize {
        shared(self.lost).get()
    }

    /// Whether something else has removed a journey from the record.
    pub fn is_lost(self, id: &JourneyId) -> bool {
        self.with(|inner| inner.seen.get(id).is_some_and(|seen| seen.lost))
    }

    /// Whether there is a record of a journey. It is not read.
    pub fn is_there(self, id: &JourneyId) -> bool {
        self.with(|inner| inner.store.length(&storage::key::journey(id)).is_ok_and(|length| length > 0))
    }

    /// Says what is lost. While the number changes, other tabs' deletions are still coming in.
    pub fn tell_lost(self) {
        let mut steady = false;
        let lost = self.with(Inner::count_lost);
        self.update(|inner| steady = std::mem::replace(&mut inner.lost, lost) == lost);
        if steady && self.lost.get_untracked() != lost {
            self.lost.set(lost);
        }
    }

    /// What was found again, saved or deleted is not lost any more.
    fn count_found(self) {
        let lost = self.with(Inner::count_lost);
        if lost < self.lost.get_untracked() {
            self.lost.set(lost);
        }
    }

    /// Writes a lost journey back, as it was.
    pub fn write_back(self, journey: &Journey) -> Result<(), String> {
        let Some(seen) = self.with(|inner| inner.seen.get(&journey.id).cloned()) else { return Ok(()) };
        let done = self.with(|inner| inner.kept.write_back(&*inner.store, journey, (seen.revision, seen.saved)));
        done.map_err(|error| self.tell(&error.into()))
    }

    /// Writes the settings back, and lets all open work be written whole.
    pub fn write_rest_back(self) {
        self.update(|inner| inner.journals.clear());
        let settings = self.with(|inner| inner.settings.clone());
        if settings != Settings::default() && !self.has_settings() {
            self.keep_settings(&settings);
        }
    }

    /// A journey of which only the outline was read, whole. Where it is damaged it is set aside and the page says so, a moment
    /// later: whoever asks may be in the middle of drawing.
    pub fn read_rest(self, id: &JourneyId, unread: Unread) -> Option<Journey> {
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
    pub fn save(self, journey: &Journey) -> Result<(), String> {
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
            Err(error) => Err(self.tell(&error)),
        }
    }

    /// Takes a journey off the record.
    pub fn remove(self, id: &JourneyId) -> Result<(), String> {
        let Some(revision) = self.with(|inner| inner.revision(id)) else { return Ok(()) };
        match self.with(|inner| inner.kept.remove(&*inner.store, id, revision, clock::read())) {
            Ok(()) => {
                self.forget_seen(id);
                self.count_found();
                self.look_later();
                Ok(())
            }
            Err(error) => Err(self.tell(&error)),
        }
    }

    /// Takes a journey off the record, and keeps it with what was deleted as long as there is room.
    pub fn delete(self, journey: &Journey) -> Result<(), String> {
        let key = storage::key::journey(&journey.id);
        self.throw(&key, journey.name.as_str());
        self.remove(&journey.id)
    }

    /// Lets go of work, and keeps it with what was deleted.
    pub fn delete_work(self, work: Unsaved) {
        let of = work.of.clone();
        let name = if work.name.trim().is_empty() { "Untitled journey".to_owned() } else { work.name.clone() };
        self.fold_work(work);
        self.throw(&of.key(), &name);
        self.forget_work(&of);
    }

    fn throw(self, key: &str, name: &str) {
        // Without room for a copy it is deleted all the same, for that is how room is made; but not without a word.
        if let Err(error) = self.with(|inner| inner.kept.throw(&*inner.store, key, name, clock::read())) {
            self.fail(&error);
        }
        self.problems.notify();
    }

    /// What was deleted, the newest first.
    pub fn deleted(self) -> Vec<Deleted> {
        shared(self.problems).track();
        self.with(|inner| inner.kept.thrown(&*inner.store)).unwrap_or_default()
    }

    /// Notes the record of a journey as an act leaves it.
    pub fn made(self, id: &JourneyId) -> Option<Made> {
        self.with(|inner| inner.kept.made(&*inner.store, id, clock::read())).ok().flatten()
    }

    /// Tells what has happened to a journey since an act. What cannot be told counts as a change.
    pub fn since(self, made: &Made) -> Since {
        let now = defaults(clock::read());
        self.with(|inner| inner.kept.since(&*inner.store, made, &now)).unwrap_or(Since::Changed)
    }

    /// The work on a journey, in whichever tab and on whichever version.
    pub fn work_of(self, id: &JourneyId) -> Vec<Of> {
        self.all_work().into_iter().filter(|of| of.journey.as_ref() == Some(id)).collect()
    }

    /// Puts what was deleted back where it was; `false` where something else stands there by now.
    pub fn bring_back(self, deleted: &Deleted) -> Result<bool, String> {
        let done = self.with(|inner| inner.kept.fetch(&*inner.store, deleted)).map_err(|error| error.to_string());
        self.problems.notify();
        done
    }

    /// Makes a restore point of a draft.
    pub fn add_point(self, id: &JourneyId, name: &str, by_hand: bool, draft: &Draft) -> Result<(), String> {
        let now = clock::read();
        let done = self.with(|inner| inner.kept.add_point(&*inner.store, id, (name, by_hand), draft, now));
        self.problems.notify();
        done.map_err(|error| self.tell(&error))
    }

    /// Makes a restore point of the saved draft where a draft is about to replace it that has not taken it in.
    pub fn keep_replaced(self, by: Replacing<'_>) -> Result<(), String> {
        let now = clock::read();
        let done = self.with(|inner| inner.kept.keep_replaced(&*inner.store, by, now));
        self.problems.notify();
        done.map_err(|error| self.tell(&error))
    }

    /// The restore points of a journey, the newest first.
    pub fn points(self, id: &JourneyId) -> Vec<Point> {
        shared(self.problems).track();
        self.with(|inner| inner.kept.points(&*inner.store, id, &defaults(clock::read()))).unwrap_or_default()
    }

    /// Deletes a restore point.
    pub fn remove_point(self, id: &JourneyId, point: &Point) -> Result<(), String> {
        let done = self.with(|inner| inner.kept.remove_point(&*inner.store, id, point, clock::read()));
        self.problems.notify();
        done.map_err(|error| error.to_string())
    }

    /// The work on a journey, or on a new one, that was kept; what of it cannot be read is set aside, and the page says so.
    /// Work without a draft goes on from what is saved: where that has changed meanwhile, there is none.
    pub fn open_work(self, of: &Of) -> Option<Unsaved> {
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
                let aside = self.with(|inner| inner.kept.set_unsaved_aside(&*inner.store, of, &now));
                problems.extend(aside.ok().flatten());
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
    pub fn peek_work(self, of: &Of) -> Option<Unsaved> {
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

    /// What there is work of, in whichever tab.
    pub fn all_work(self) -> Vec<Of> {
        self.with(|inner| inner.kept.list_unsaved(&*inner.store)).unwrap_or_default()
    }

    /// Whether something is not kept yet: what was done, the name, or the place where it is given.
    pub fn has_news(self, of: &Of, name: &str, place: Option<&Place>) -> bool {
        self.with(|inner| {
            inner.journals.get(of).is_none_or(|journal| {
                journal.has_news() || !journal.is_named(name) || place.is_some_and(|place| !journal.is_at(place))
            })
        })
    }

    /// Keeps what was done. Where that fails the page says so, and it is kept with what is done next.
    pub fn keep_work(
        self,
        of: &Of,
        acts: Vec<Act>,
        (name, place, tab): (&str, &Place, &Tab),
        whole: impl FnOnce() -> Unsaved,
    ) {
        self.journal(of, |journal, inner| {
            acts.into_iter().for_each(|act| journal.note(act));
            let head = Head { name, place, tab, now: clock::read() };
            journal.write(&inner.kept, &*inner.store, head, whole)
        });
    }

    /// Keeps work as a whole. Without a draft it is what is on record.
    pub fn fold_work(self, work: Unsaved) {
        let base = if work.draft.is_none() { self.base(&work.of) } else { work.base };
        let of = work.of.clone();
        self.journal(&of, |journal, inner| journal.write_whole(&inner.kept, &*inner.store, Unsaved { base, ..work }));
    }

    /// Lets go of work that was saved, or is not wanted.
    pub fn forget_work(self, of: &Of) {
        self.journal(of, |journal, inner| journal.clear(&inner.kept, &*inner.store, clock::read()));
        // The key of a new journey never comes again.
        if of.journey.is_none() {
            self.close_work(of);
        }
    }

    /// Lets go of what was read of work that this page does not go on with.
    pub fn close_work(self, of: &Of) {
        self.update(|inner| drop(inner.journals.remove(of)));
    }

    fn journal(self, of: &Of, write: impl FnOnce(&mut Journal, &Inner) -> Result<(), SaveError>) {
        let mut result = Ok(());
        self.update(|inner| {
            let mut journal = inner.journals.remove(of).unwrap_or_else(|| Journal::new(of.clone()));
            result = write(&mut journal, inner);
            inner.journals.insert(of.clone(), journal);
        });
        if let Err(error) = result {
            self.tell(&error);
        }
    }

    /// The revision of the saved journey that the page knows; 0 where there is none.
    pub fn base(self, of: &Of) -> u64 {
        of.journey.as_ref().and_then(|id| self.with(|inner| inner.revision(id))).unwrap_or(0)
    }

    /// What a person chose for the listings.
    pub fn settings(self) -> Settings {
        // Nothing of Sojourn's removes them: where they are missing, those in memory hold.
        if self.has_settings() {
            let settings = self.with(|inner| settings::load(&*inner.store)).unwrap_or_default();
            self.update(|inner| inner.settings = settings);
        }
        self.with(|inner| inner.settings.clone())
    }

    fn has_settings(self) -> bool {
        self.with(|inner| inner.store.length(storage::key::SETTINGS).is_ok_and(|length| length > 0))
    }

    /// Keeps what a person chose for the listings.
    pub fn keep_settings(self, new: &Settings) {
        self.update(|inner| inner.settings = new.clone());
        if let Err(error) = self.with(|inner| settings::save(&*inner.store, new)) {
            self.tell(&error);
        }
    }

    /// Does something in the store that leaves no record; a failure is told.
    pub fn in_store<T>(self, act: impl FnOnce(&dyn Store) -> Result<T, StoreError>) -> Option<T> {
        self.with(|inner| act(&*inner.store)).map_err(|error| self.fail(&error)).ok()
    }

    /// What was set aside because it could not be read.
    pub fn asides(self) -> Vec<Aside> {
        shared(self.problems).track();
        self.with(|inner| aside::list(&*inner.store)).unwrap_or_default()
    }

    /// Lets go of something that was set aside.
    pub fn discard(self, aside: &Aside) -> Result<(), String> {
        self.with(|inner| aside::discard(&*inner.store, aside)).map_err(|error| error.to_string())?;
        self.problems.notify();
        Ok(())
    }

    /// How much room is used, and by what.
    pub fn space(self) -> Space {
        shared(self.problems).track();
        self.with(|inner| Space::of(&*inner.store)).unwrap_or_default()
    }

    /// Looks at the room when the browser has nothing else to do: it takes reading everything.
    fn look_later(self) {
        lazy::after_first(Rc::new(move || LOOK.run(move |look| look(self))));
    }

    /// Says so while there is not much room left.
    fn look_at_space(self) {
        let percent = self.with(|inner| Space::of(&*inner.store)).unwrap_or_default().percent();
        let trouble = (percent >= WARN_PERCENT).then(|| Trouble {
            title: NEARLY,
            text: format!(
                "{percent} % of what browsers usually allow is used. Export journeys and delete those you no longer need."
            ),
        });
        // What is worse is told first.
        let free = self.trouble.with_untracked(|old| old.as_ref().is_none_or(|old| old.title == NEARLY));
        if free && self.trouble.with_untracked(|old| *old != trouble) {
            self.trouble.set(trouble);
        }
    }

    /// Calls back when another tab has written a journey.
    pub fn on_change_elsewhere(self, then: impl Fn() + 'static) {
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
        self.trouble.set(Some(Trouble {
            title: "Some records could not be read.",
            text: "They are set aside and can be downloaded; nothing else is touched.".to_owned(),
        }));
    }

    fn tell(self, error: &SaveError) -> String {
        if let SaveError::Store(error) = error {
            self.fail(error);
        }
        error.to_string()
    }

    fn fail(self, error: &StoreError) {
        let trouble = Trouble { title: "Not everything is being kept.", text: error.to_string() };
        if self.trouble.get_untracked().as_ref() != Some(&trouble) {
            self.trouble.set(Some(trouble));
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
