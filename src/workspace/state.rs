//! The state of the workspace: the journeys in view, and how they come on record.

use std::{any::Any, collections::HashMap, rc::Rc, sync::Arc, time::Duration};

use journey::{journey::Journey, lifecycle::EntryWindow, order, text::JourneyId, time::Instant};
use leptos::prelude::*;
use signals::{RwSignal, shared};

use super::{failure::Failure, lazy_journey::LazyJourney, records::Storage};
use crate::{
    lazy::when_idle,
    platform::clock::{self, Clock},
};

/// The interval of the check whether this tab itself has emptied the storage, for which there is no event.
const LOOK: Duration = Duration::from_secs(1);

/// The bytes that are read at a time when the browser has nothing else to do: some milliseconds.
const STEP: usize = 40_000;

/// The workspace. It is made once, at the root, lives as long as the page, and is handed around by copy.
#[derive(Clone, Copy)]
pub struct Workspace(&'static State);

impl std::ops::Deref for Workspace {
    type Target = State;

    fn deref(&self) -> &State {
        self.0
    }
}

/// Values of any types, one of each.
pub(super) type Handed = Vec<Box<dyn Any + Send + Sync>>;

/// The state behind the handle.
pub struct State {
    /// The journeys in view, the newest first.
    pub(super) journeys: RwSignal<Vec<Arc<LazyJourney>>>,
    /// Set while graphs that were not read yet are being read.
    reading: StoredValue<bool>,
    /// The current instant.
    pub now: Signal<Instant>,
    /// The clock, which can be set by hand.
    pub clock: Clock,
    /// The records, and how they fare.
    pub records: Storage,
    /// Entry windows that were worked out before: a published version never gets another.
    pub(super) windows: StoredValue<HashMap<(JourneyId, u32), EntryWindow>>,
    /// The things that one page hands over to the next.
    pub(super) handed: StoredValue<Handed>,
}

/// Opens what this browser keeps and makes it known to everything below.
pub fn provide_workspace() -> Workspace {
    let records = Storage::open();
    let clock = clock::start();
    let workspace = Workspace(Box::leak(Box::new(State {
        journeys: RwSignal::new(Vec::new()),
        reading: StoredValue::new(false),
        now: clock.now,
        clock,
        records,
        windows: StoredValue::default(),
        handed: StoredValue::default(),
    })));
    workspace.read_again();
    records.on_change_elsewhere(move || workspace.read_again());
    // It looks as long as the page lives.
    let _ = set_interval_with_handle(move || workspace.look_for_lost(), LOOK);
    provide_context(workspace);
    workspace
}

/// The workspace. Call it in a component's body, not in a handler.
pub fn use_workspace() -> Workspace {
    expect_context()
}

impl Workspace {
    /// Takes over what is on record: at the start, and when another tab has written. What something else has removed stays.
    pub(super) fn read_again(self) {
        let Some(stored) = self.records.load(clock::read()) else { return };
        let read = stored.into_iter().map(|stored| LazyJourney::new(stored.journey, stored.unread));
        let mut lost = self.journeys.get_untracked();
        lost.retain(|held| self.records.is_lost(&held.outline().id));
        let mut journeys: Vec<Arc<LazyJourney>> = read.chain(lost).collect();
        order::sort_by(&mut journeys, |a, b| {
            let (a, b) = (a.outline(), b.outline());
            b.created.cmp(&a.created).then_with(|| a.id.cmp(&b.id))
        });
        self.windows.update_value(HashMap::clear);
        self.journeys.set(journeys);
        if self.reading.try_update_value(|reading| std::mem::replace(reading, true)) == Some(false) {
            self.read_on();
        }
    }

    /// All journeys, the newest first; those whose graphs were not read yet are read now.
    pub fn journeys(self) -> Vec<Arc<Journey>> {
        shared(self.journeys).get().iter().filter_map(|held| self.whole(held)).collect()
    }

    /// All journeys without anything of their graphs, which may be empty: what the listings show. **Not for what is saved.**
    pub fn outlines(self) -> Vec<Arc<Journey>> {
        shared(self.journeys).with(|journeys| journeys.iter().map(|held| held.outline().clone()).collect())
    }

    /// Tells whether there is no journey.
    pub fn is_empty(self) -> bool {
        shared(self.journeys).with(Vec::is_empty)
    }

    /// The journey of an id.
    pub fn get(self, id: &JourneyId) -> Option<Arc<Journey>> {
        let held =
            shared(self.journeys).with(|journeys| journeys.iter().find(|held| held.outline().id == *id).cloned())?;
        self.whole(&held)
    }

    /// The journey of an id, without hearing of changes.
    pub fn get_untracked(self, id: &JourneyId) -> Option<Arc<Journey>> {
        untrack(|| self.get(id))
    }

    /// All of a journey. Nothing where its graphs cannot be read: it goes off the workspace then, a moment later.
    fn whole(self, held: &LazyJourney) -> Option<Arc<Journey>> {
        held.whole(|id, unread| {
            let whole = self.records.read_rest(id, unread);
            if whole.is_none() {
                let id = id.clone();
                set_timeout(move || self.drop_from_view(&id), Duration::ZERO);
            }
            whole
        })
    }

    /// Reads what was not read yet, in steps: what is damaged is to be found while there is time for it, and what is opened
    /// next is there.
    fn read_on(self) {
        when_idle(Rc::new(move || {
            let mut room = STEP;
            for held in self.journeys.get_untracked() {
                match held.left() {
                    0 => {}
                    _ if room == 0 => return self.read_on(),
                    bytes => {
                        room = room.saturating_sub(bytes);
                        self.whole(&held);
                    }
                }
            }
            self.reading.set_value(false);
        }));
    }

    /// Puts a journey on record, and then in view. Where it is refused, what is on record comes in: it may have changed without
    /// a word, which nobody but this save would ever find out.
    pub(super) fn put(self, journey: Journey) -> Result<(), Failure> {
        if let Err(why) = self.records.save(&journey) {
            self.read_again();
            if !self.records.is_lost(&journey.id) {
                return Err(why.into());
            }
            self.records.save(&journey)?;
        }
        self.clock.look();
        let (id, created) = (journey.id.clone(), journey.created);
        let held = LazyJourney::new(journey, None);
        self.journeys.update(|journeys| match journeys.iter_mut().find(|other| other.outline().id == id) {
            Some(old) => *old = held,
            None => {
                let at = journeys.partition_point(|other| other.outline().created > created);
                journeys.insert(at, held);
            }
        });
        Ok(())
    }

    /// Takes a journey out of view that is not on record any more.
    pub(super) fn drop_from_view(self, id: &JourneyId) {
        self.clock.look();
        self.journeys.update(|journeys| journeys.retain(|held| held.outline().id != *id));
    }

    /// Looks whether a journey is still on record, and says what is lost.
    fn look_for_lost(self) {
        let gone = self.journeys.with_untracked(|journeys| {
            let mut ids = journeys.iter().map(|held| &held.outline().id);
            ids.find(|id| !self.records.is_lost(id)).is_some_and(|id| !self.records.is_there(id))
        });
        if gone {
            self.read_again();
        }
        self.records.tell_lost();
    }
}
