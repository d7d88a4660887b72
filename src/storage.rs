//! What this browser keeps: the crate `storage` over localStorage, and how it fares as a signal. No page writes there by
//! another way (spec: journey.md §3.4; house.md).

use std::collections::HashMap;

use gloo_storage::{LocalStorage, Storage as _};
use journey::{
    format::Defaults,
    journey::{Draft, Journey},
    text::JourneyId,
    time::Instant,
};
use leptos::{ev, prelude::*};
use storage::{
    aside::{self, Aside},
    envelope::Outcome,
    records::{Problem, Records as Kept, SaveError},
    settings::{self, Settings},
    store::{MemoryStore, Store, StoreError},
    unsaved,
};
use wasm_bindgen::{JsCast, JsValue};

use crate::platform::{clock, zone};

/// What the page says for as long as something is not being kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// In a few words.
    pub title: &'static str,
    /// In sentences.
    pub text: String,
}

/// Work that was not saved.
#[derive(Clone)]
pub struct Unsaved {
    /// What the journey is called so far.
    pub name: String,
    /// What was made.
    pub draft: Draft,
    /// When it was last changed.
    pub at: Instant,
}

struct Inner {
    store: Box<dyn Store>,
    kept: Kept,
    /// What was last seen of each journey: a save on top of anything else is a conflict.
    revisions: HashMap<JourneyId, u64>,
}

/// The records of this browser.
#[derive(Clone, Copy)]
pub struct Records {
    inner: StoredValue<Inner, LocalStorageArena>,
    trouble: RwSignal<Option<Trouble>>,
    problems: RwSignal<Vec<Problem>>,
}

type LocalStorageArena = leptos::prelude::LocalStorage;

impl Records {
    /// Opens localStorage; where it is denied, everything works in memory, and the page says that it will not last.
    pub fn open() -> Self {
        let (store, trouble): (Box<dyn Store>, _) = match BrowserStore::open() {
            Some(store) => (Box::new(store), None),
            None => (
                Box::new(MemoryStore::new()),
                Some(Trouble {
                    title: "Nothing is being kept in this browser.",
                    text: "It does not allow this page to store anything, so all journeys are gone when you close it. Export what you want to keep.".to_owned(),
                }),
            ),
        };
        Self {
            inner: StoredValue::new_local(Inner { store, kept: Kept::new(), revisions: HashMap::new() }),
            trouble: RwSignal::new(trouble),
            problems: RwSignal::new(Vec::new()),
        }
    }

    /// What is not being kept, and why.
    pub fn trouble(self) -> Option<Trouble> {
        self.trouble.get()
    }

    /// Records that could not be loaded.
    pub fn problems(self) -> Vec<Problem> {
        self.problems.get()
    }

    /// Every journey that can be read. What cannot is set aside and listed in the settings.
    pub fn load(self, now: Instant) -> Vec<Journey> {
        let report = self.with(|inner| inner.kept.load_all(&*inner.store, &defaults(now)));
        match report {
            Ok(report) => {
                if !report.problems.is_empty() {
                    self.trouble.set(Some(Trouble {
                        title: "Some records could not be read.",
                        text: "They are set aside and can be downloaded; nothing else is touched.".to_owned(),
                    }));
                }
                self.problems.set(report.problems);
                self.update(|inner| {
                    inner.revisions =
                        report.journeys.iter().map(|stored| (stored.journey.id.clone(), stored.revision)).collect();
                });
                report.journeys.into_iter().map(|stored| stored.journey).collect()
            }
            Err(error) => {
                self.fail(&error);
                Vec::new()
            }
        }
    }

    /// Puts a journey on record.
    pub fn save(self, journey: &Journey) -> Result<(), String> {
        let expected = self.with(|inner| inner.revisions.get(&journey.id).copied());
        let result = self.with(|inner| inner.kept.save(&*inner.store, journey, expected, clock::read()));
        match result {
            Ok(revision) => {
                self.update(|inner| {
                    inner.revisions.insert(journey.id.clone(), revision);
                });
                Ok(())
            }
            Err(error) => Err(self.tell(&error)),
        }
    }

    /// Takes a journey off the record.
    pub fn remove(self, id: &JourneyId) -> Result<(), String> {
        let Some(revision) = self.with(|inner| inner.revisions.get(id).copied()) else { return Ok(()) };
        match self.with(|inner| inner.kept.remove(&*inner.store, id, revision, clock::read())) {
            Ok(()) => {
                self.update(|inner| {
                    inner.revisions.remove(id);
                });
                Ok(())
            }
            Err(error) => Err(self.tell(&error)),
        }
    }

    /// The work on a journey, or on a new one, that was not saved.
    pub fn unsaved(self, id: Option<&JourneyId>) -> Option<Unsaved> {
        let found = self.with(|inner| inner.kept.load_unsaved(&*inner.store, id, &defaults(clock::read())));
        match found {
            Ok(Outcome::Loaded(kept) | Outcome::Migrated { kept, .. }) => {
                let unsaved::Unsaved { name, draft, at, .. } = kept.value;
                Some(Unsaved { name, draft, at })
            }
            Ok(Outcome::Absent | Outcome::TooNew { .. }) => None,
            Ok(Outcome::Corrupt { .. }) => {
                let problem =
                    self.with(|inner| inner.kept.set_unsaved_aside(&*inner.store, id, &defaults(clock::read())));
                if let Ok(Some(problem)) = problem {
                    self.problems.update(|problems| problems.push(problem));
                }
                None
            }
            Err(error) => {
                self.fail(&error);
                None
            }
        }
    }

    /// Keeps work that is not saved. Where that fails the page says so, and the work stays open.
    pub fn keep_unsaved(self, id: Option<&JourneyId>, unsaved: &Unsaved) {
        let base = id.and_then(|id| self.with(|inner| inner.revisions.get(id).copied())).unwrap_or(0);
        let record = unsaved::Unsaved {
            journey: id.cloned(),
            base,
            name: unsaved.name.clone(),
            draft: unsaved.draft.clone(),
            at: unsaved.at,
        };
        if let Err(error) = self.with(|inner| inner.kept.save_unsaved(&*inner.store, &record)) {
            self.tell(&error);
        }
    }

    /// Lets go of work that was saved, or is not wanted.
    pub fn forget_unsaved(self, id: Option<&JourneyId>) {
        if let Err(error) = self.with(|inner| inner.kept.clear_unsaved(&*inner.store, id, clock::read())) {
            self.tell(&error);
        }
    }

    /// What a person chose for the listings.
    pub fn settings(self) -> Settings {
        self.with(|inner| settings::load(&*inner.store)).unwrap_or_default()
    }

    /// Keeps what a person chose for the listings.
    pub fn keep_settings(self, new: &Settings) {
        if let Err(error) = self.with(|inner| settings::save(&*inner.store, new)) {
            self.tell(&error);
        }
    }

    /// What was set aside because it could not be read.
    pub fn asides(self) -> Vec<Aside> {
        self.problems.track();
        self.with(|inner| aside::list(&*inner.store)).unwrap_or_default()
    }

    /// Lets go of something that was set aside.
    pub fn discard(self, aside: &Aside) -> Result<(), String> {
        self.with(|inner| aside::discard(&*inner.store, aside)).map_err(|error| error.to_string())?;
        self.problems.notify();
        Ok(())
    }

    /// How many characters are kept, of journeys, of unsaved work, and of all else of this app.
    pub fn used(self) -> [(&'static str, usize); 3] {
        self.with(|inner| {
            let mut used = [("Journeys", 0), ("Work that is not saved", 0), ("Settings and what was set aside", 0)];
            for key in inner.store.keys().unwrap_or_default() {
                let length = inner.store.get(&key).ok().flatten().map_or(0, |text| text.encode_utf16().count());
                let of = if key.starts_with(storage::key::JOURNEY) {
                    0
                } else if key == storage::key::UNSAVED_NEW || key.starts_with(storage::key::UNSAVED_OF) {
                    1
                } else {
                    2
                };
                if key.starts_with("sojourn/") {
                    used[of].1 += key.len() + length;
                }
            }
            used
        })
    }

    /// Calls back when another tab has written a journey.
    pub fn on_change_elsewhere(self, then: impl Fn() + 'static) {
        let listener = window_event_listener(ev::storage, move |event| {
            // Without a key the whole storage was cleared.
            let key = event.unchecked_ref::<web_sys::StorageEvent>().key();
            if key.is_none_or(|key| key.starts_with(storage::key::JOURNEY)) {
                then();
            }
        });
        // The workspace lives as long as the page.
        std::mem::forget(listener);
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

/// localStorage, after a look whether it may be used at all: where it is denied, asking for it throws.
struct BrowserStore;

impl BrowserStore {
    fn open() -> Option<Self> {
        window().local_storage().ok().flatten().map(|_| Self)
    }
}

impl Store for BrowserStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        let raw = LocalStorage::raw();
        let text = raw.get_item(key).map_err(refusal)?;
        // A text of Rust's cannot hold half a character, which comes across as U+FFFD. Such a record is better left where
        // it is than set aside as something else.
        if text.as_ref().is_some_and(|text| text.contains('\u{fffd}')) && !is_whole(&raw, key) {
            return Err(StoreError::Other("The record holds half a character.".to_owned()));
        }
        Ok(text)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        LocalStorage::raw().set_item(key, value).map_err(refusal)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        LocalStorage::raw().remove_item(key).map_err(refusal)
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let raw = LocalStorage::raw();
        let count = raw.length().map_err(refusal)?;
        Ok((0..count).filter_map(|i| raw.key(i).ok().flatten()).collect())
    }
}

/// Whether the text of a key has no half of a character in it.
fn is_whole(raw: &web_sys::Storage, key: &str) -> bool {
    let get_item =
        js_sys::Reflect::get(raw, &"getItem".into()).ok().and_then(|f| f.dyn_into::<js_sys::Function>().ok());
    let text = get_item.and_then(|get_item| get_item.call1(raw, &key.into()).ok());
    text.and_then(|text| text.dyn_into::<js_sys::JsString>().ok()).is_none_or(|text| text.is_valid_utf16())
}

/// What the browser says, in ours.
fn refusal(error: JsValue) -> StoreError {
    let name = js_sys::Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => StoreError::Full,
        "SecurityError" => StoreError::Denied,
        _ => StoreError::Other(name),
    }
}
