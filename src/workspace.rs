//! The open workspace: the one place where the app's state changes. Pages call its methods; what it holds is on record
//! before they see it.

mod choices;
mod handed;
mod held;
mod transfer;
mod undo;

pub use transfer::read;
pub use undo::{KEEP, Undo};

use std::{collections::HashMap, rc::Rc, sync::Arc, time::Duration};

use journey::{
    checks::{self, Cleared},
    graph::Node,
    journey::{Draft, Journey, Published, VersionRef},
    lifecycle::{self, Action, EntryWindow, Facts, Previous, Statuses},
    order,
    schedule::{Publishing, Schedule},
    text::{JourneyId, Name, NameError},
    time::{Instant, Local},
};
use leptos::prelude::*;
use rehearsal::{checks::Other, pace::Pace, runs::entry_window};
use signals::shared;
use storage::bin::Deleted;

use held::Held;

pub use crate::storage::{Of, Place, Point, Replacing, Tab, Unsaved};
use crate::{
    platform::{
        clock::{self, Clock},
        decomposed, new_journey_id,
        slices::Slice,
        zone::{self, BrowserZone},
    },
    storage::Records,
};

/// How often it is looked whether something in this very tab has emptied the storage, of which no event tells.
const LOOK: Duration = Duration::from_secs(1);

/// Why nothing can be done with a journey that another tab has deleted.
const GONE: &str = "The journey is not there any more.";

/// The workspace. It is made once, at the root, lives as long as the page, and is handed around by copy.
#[derive(Clone, Copy)]
pub struct Workspace(&'static State);

impl std::ops::Deref for Workspace {
    type Target = State;

    fn deref(&self) -> &State {
        self.0
    }
}

/// What the workspace holds.
pub struct State {
    journeys: RwSignal<Vec<Arc<Held>>>,
    /// Whether what was not read yet is being read.
    reading: StoredValue<bool>,
    /// The instant it is.
    pub now: Signal<Instant>,
    /// What says so, and can be set by hand.
    pub clock: Clock,
    /// The records, and how they fare.
    pub records: Records,
    /// Entry windows that were worked out before: a published version never gets another.
    windows: StoredValue<HashMap<(JourneyId, u32), EntryWindow>>,
    /// What one page hands over to the next.
    handed: StoredValue<handed::Slot>,
}

/// Opens what this browser keeps and makes it known to everything below.
pub fn provide_workspace() -> Workspace {
    let records = Records::open();
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
    fn read_again(self) {
        let Some(stored) = self.records.load(clock::read()) else { return };
        let read = stored.into_iter().map(|stored| Held::new(stored.journey, stored.unread));
        let mut lost = self.journeys.get_untracked();
        lost.retain(|held| self.records.is_lost(&held.outline().id));
        let mut journeys: Vec<Arc<Held>> = read.chain(lost).collect();
        order::sort_by(&mut journeys, |a, b| {
            let (a, b) = (a.outline(), b.outline());
            b.created.cmp(&a.created).then_with(|| a.id.cmp(&b.id))
        });
        self.windows.update_value(HashMap::clear);
        self.journeys.set(journeys);
        if self.reading.try_update_value(|reading| std::mem::replace(reading, true)) == Some(false) {
            held::read_on(self);
        }
    }

    /// All journeys, the newest first; those whose graphs were not read yet are read now.
    pub fn journeys(self) -> Vec<Arc<Journey>> {
        shared(self.journeys).get().iter().filter_map(|held| held.whole(self)).collect()
    }

    /// All journeys without anything of their graphs, which may be empty: what the listings show. **Not for what is saved.**
    pub fn outlines(self) -> Vec<Arc<Journey>> {
        shared(self.journeys).with(|journeys| journeys.iter().map(|held| held.outline().clone()).collect())
    }

    /// Takes a journey out of view that is not on record any more.
    fn drop_from_view(self, id: &JourneyId) {
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

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        shared(self.journeys).with(Vec::is_empty)
    }

    /// The journey of an id.
    pub fn get(self, id: &JourneyId) -> Option<Arc<Journey>> {
        shared(self.journeys)
            .with(|journeys| journeys.iter().find(|held| held.outline().id == *id).cloned())?
            .whole(self)
    }

    /// The same, without hearing of changes.
    pub fn get_untracked(self, id: &JourneyId) -> Option<Arc<Journey>> {
        untrack(|| self.get(id))
    }

    /// The statuses of a journey's versions now. Whoever asks hears of every tick; compare before drawing.
    pub fn statuses(self, journey: &Journey) -> Statuses {
        let now = self.now.get();
        // A clock set by hand shows the past as it was; the real one takes nothing back that was done.
        let now = if self.clock.by_hand().is_some() { now } else { lifecycle::present(journey, now) };
        self.statuses_at(journey, now)
    }

    fn statuses_at(self, journey: &Journey, now: Instant) -> Statuses {
        Statuses::of(journey, &|journey, version| self.entry_window(journey, version), now)
    }

    /// The status table's facts and statuses of a journey at this instant.
    pub fn standing(self, journey: &Journey) -> (Statuses, Facts) {
        let facts = Facts { rehearsing: self.clock.by_hand().is_some(), ..Facts::of(journey) };
        (self.statuses(journey), facts)
    }

    /// From when to when a published version takes users in.
    pub fn entry_window(self, journey: &Journey, version: &Published) -> EntryWindow {
        let key = (journey.id.clone(), version.number());
        if let Some(known) = self.windows.with_value(|windows| windows.get(&key).copied()) {
            return known;
        }
        let window = window_of(journey, version);
        self.windows.update_value(|windows| {
            windows.insert(key, window);
        });
        window
    }

    /// A name that may be used: valid, and no other journey's that is not archived.
    pub fn check_name(self, text: &str, own: Option<&JourneyId>) -> Result<Name, NameError> {
        let name = Name::parse(text)?;
        if self.is_taken(&name, own) { Err(NameError::Taken) } else { Ok(name) }
    }

    /// Whether another journey that is not archived bears the name.
    pub fn is_taken(self, name: &Name, own: Option<&JourneyId>) -> bool {
        let key = key_of(name);
        shared(self.journeys).with(|journeys| {
            let mut outlines = journeys.iter().map(|held| held.outline());
            outlines.any(|other| Some(&other.id) != own && !other.archived && key_of(&other.name) == key)
        })
    }

    /// The name, or the same with the first number behind it that makes it free.
    fn free_name(self, name: &Name) -> Name {
        let mut free = name.clone();
        let mut number = 2;
        while untrack(|| self.is_taken(&free, None)) {
            free = name.with("", &format!(" ({number})"));
            number += 1;
        }
        free
    }

    /// What the checks find in a draft; of the other journeys it reads those that a trigger names.
    pub fn check(
        self,
        draft: &Draft,
        (name, name_taken): (&str, bool),
        publishing: Publishing,
    ) -> Vec<checks::Finding> {
        let zone = BrowserZone::open(&draft.setup.zone);
        let to_local = zone.as_ref().map(|zone| |at: Instant| rehearsal::zone::to_local(zone, at));
        let nodes = |id: &str| {
            let journey = self.get(&JourneyId::parse(id)?)?;
            Some(shown_graph(&journey)?.nodes().map(|node| node.id.clone()).collect())
        };
        let context = checks::Context {
            name,
            name_taken,
            publishing,
            to_local: to_local.as_ref().map(|to_local| to_local as &dyn Fn(Instant) -> Local),
            journey_nodes: &nodes,
        };
        checks::check(draft, &context)
    }

    /// What the checks that need time find in a draft (journey.md §7), in slices. They cost more than those of
    /// [`Workspace::check`]: not to be asked at every key.
    pub async fn check_times(
        self,
        draft: Draft,
        own: Option<JourneyId>,
        publishing: Publishing,
        slice: Rc<Slice>,
    ) -> Vec<checks::Finding> {
        let journeys = untrack(|| self.journeys());
        let live: Vec<(&Arc<Journey>, &Published, Schedule, BrowserZone)> = journeys
            .iter()
            .filter(|journey| Some(&journey.id) != own.as_ref() && !journey.archived)
            .filter_map(|journey| {
                let (number, _) = untrack(|| self.statuses_at(journey, publishing.at())).live()?;
                let version = journey.version(number)?;
                let zone = BrowserZone::open_or_utc(&version.content().setup.zone);
                Some((journey, version, Schedule::of(journey, version), zone))
            })
            .collect();
        let others: Vec<Other> = live
            .iter()
            .map(|(journey, version, schedule, zone)| Other {
                name: journey.name.as_str(),
                draft: version.content(),
                schedule,
                zone,
            })
            .collect();
        let zone = BrowserZone::open(&draft.setup.zone);
        let zone = zone.as_ref().map(|zone| zone as &dyn rehearsal::zone::Zone);
        let context = rehearsal::checks::Context { publishing, zone, others: &others };
        let pause = |pace: &Pace| slice.reach(pace.progress());
        rehearsal::checks::check_paced(&draft, &context, &Pace::new(&pause)).await
    }

    /// The journeys a trigger can name: their ids and names.
    pub fn journey_choices(self) -> Vec<(String, String)> {
        shared(self.journeys).with(|journeys| {
            let choice = |journey: &Arc<Journey>| (journey.id.to_string(), journey.name.to_string());
            journeys.iter().map(|held| held.outline()).filter(|journey| !journey.archived).map(choice).collect()
        })
    }

    /// The nodes a trigger can name: their ids and labels.
    pub fn node_choices(self, journey: &str) -> Vec<(String, String)> {
        let Some(journey) = JourneyId::parse(journey).and_then(|id| self.get(&id)) else { return Vec::new() };
        let choice = |node: &Node| (node.id.to_string(), node.label());
        shown_graph(&journey).map(|graph| graph.nodes().map(choice).collect()).unwrap_or_default()
    }

    /// Saves a draft: of a journey that is there, or as a new one. Returns its id.
    pub fn save_draft(self, id: Option<&JourneyId>, name: Name, draft: Draft) -> Result<JourneyId, String> {
        let journey = match id.and_then(|id| self.get_untracked(id)) {
            Some(known) => {
                let mut journey = with_room_for_a_draft(&known, name);
                lifecycle::keep_draft(&mut journey, draft).map_err(|error| error.to_string())?;
                journey
            }
            None => Journey::new(id.cloned().unwrap_or_else(new_journey_id), name, draft, clock::read()),
        };
        let id = journey.id.clone();
        self.put(journey)?;
        Ok(id)
    }

    /// Lets go of the draft that waits beside what is published, with what is not saved of it. Undo brings back the draft that
    /// is shown, else what was on record.
    pub fn discard_draft(self, id: &JourneyId, shown: Option<Draft>) -> Result<Undo, String> {
        let before = self.get_untracked(id).ok_or(GONE)?;
        let mut journey = (*before).clone();
        let draft = lifecycle::discard_draft(&mut journey).map_err(|error| error.to_string())?;
        self.put(journey)?;
        self.records.forget_work(&Of::draft(Some(id)));
        let before = Journey { draft: Some(shown.unwrap_or(draft)), ..(*before).clone() };
        Ok(self.undo_of(id, Some(Arc::new(before))))
    }

    /// Saves and publishes a draft, unless the checks find an error in it; the checks are made in slices. `before_write` is
    /// called when nothing but the writing is left, and can refuse it. Returns the number the version got.
    pub async fn publish(
        self,
        id: Option<JourneyId>,
        (name, description): (Name, String),
        draft: Draft,
        previous: Previous,
        slice: Rc<Slice>,
        before_write: impl FnOnce() -> Result<(), String>,
    ) -> Result<(JourneyId, u32), String> {
        if untrack(|| self.clock.by_hand()).is_some() {
            return Err("The clock is set by hand. Go back to real time first.".to_owned());
        }
        let now = clock::read();
        let known = id.as_ref().and_then(|id| self.get_untracked(id));
        let mut journey = match &known {
            Some(known) => Journey { name, ..(**known).clone() },
            None => Journey::new(id.clone().unwrap_or_else(new_journey_id), name, draft.clone(), now),
        };
        journey.description = description;
        lifecycle::keep_draft(&mut journey, draft.clone()).map_err(|error| error.to_string())?;
        let now = lifecycle::present(&journey, now);
        let statuses = self.statuses_at(&journey, now);
        let over = statuses.live().map(|_| previous).unwrap_or_default();
        let cleared = self.cleared(&journey, draft, over.publishing(now), slice).await?;
        if id.as_ref().and_then(|id| self.get_untracked(id)) != known {
            return Err("The journey was changed meanwhile. Press Done again.".to_owned());
        }
        let number =
            lifecycle::publish(&mut journey, cleared, previous, &statuses, now).map_err(|error| error.to_string())?;
        let id = journey.id.clone();
        before_write()?;
        self.put(journey)?;
        Ok((id, number))
    }

    /// Clears a draft of a journey for publishing, by all the checks.
    async fn cleared(
        self,
        journey: &Journey,
        draft: Draft,
        publishing: Publishing,
        slice: Rc<Slice>,
    ) -> Result<Cleared, String> {
        let (id, name) = (&journey.id, &journey.name);
        let mut found = untrack(|| self.check(&draft, (name.as_str(), self.is_taken(name, Some(id))), publishing));
        found.extend(self.check_times(draft.clone(), Some(id.clone()), publishing, slice).await);
        checks::cleared(draft, &found).map_err(|errors| match errors {
            1 => "One error has to be put right first.".to_owned(),
            n => format!("{n} errors have to be put right first."),
        })
    }

    /// Saves what was changed of a published version: the same content but for its *What*.
    pub fn save_what(self, id: &JourneyId, number: u32, content: &Draft) -> Result<(), String> {
        let mut journey = (*self.get_untracked(id).ok_or(GONE)?).clone();
        let version = journey.version_mut(number).ok_or("The version is not there any more.")?;
        version.take_what(content, clock::read()).map_err(|refused| refused.to_string())?;
        self.put(journey)
    }

    /// Does an action to the version that is named, else to the one that the journey's row shows.
    pub fn act(self, id: &JourneyId, version: Option<u32>, action: Action) -> Result<(), String> {
        let mut journey = (*self.get_untracked(id).ok_or(GONE)?).clone();
        let now = lifecycle::present(&journey, clock::read());
        let statuses = self.statuses_at(&journey, now);
        if action == Action::Unarchive {
            journey.name = self.free_name(&journey.name);
        }
        let version = statuses.meant(action, version).0;
        lifecycle::act(&mut journey, version, action, &statuses, now).map_err(|error| error.to_string())?;
        self.put(journey)
    }

    /// Starts a new version from the one that is named, else from the one that the journey's row shows.
    pub fn new_version(self, id: &JourneyId, version: Option<u32>) -> Result<Undo, String> {
        let before = self.get_untracked(id).ok_or(GONE)?;
        let mut journey = (*before).clone();
        let statuses = self.statuses_at(&journey, lifecycle::present(&journey, clock::read()));
        let VersionRef::Number(number) = statuses.meant(Action::NewVersion, version).0 else {
            return Err("It is a draft already.".to_owned());
        };
        lifecycle::new_version(&mut journey, number, &statuses).map_err(|error| error.to_string())?;
        // What was left of an earlier draft is not of this one.
        self.records.forget_work(&Of::draft(Some(id)));
        self.put(journey)?;
        Ok(self.undo_of(id, Some(before)))
    }

    /// Makes a draft of the same content as the version that is named, else as the one that the journey's row shows, named
    /// “Clone of …”. Returns its id.
    pub fn clone_journey(self, id: &JourneyId, version: Option<u32>) -> Result<JourneyId, String> {
        let journey = self.get_untracked(id).ok_or(GONE)?;
        let now = lifecycle::present(&journey, clock::read());
        let meant = self.statuses_at(&journey, now).meant(Action::Clone, version).0;
        let content = journey.content(meant).ok_or("The version is not there any more.")?;
        let name = self.free_name(&journey.name.with("Clone of ", ""));
        let clone = lifecycle::cloned(&journey, content, new_journey_id(), name, now);
        let id = clone.id.clone();
        self.put(clone)?;
        Ok(id)
    }

    /// Keeps a draft as a journey of its own; returns the name it got.
    pub fn keep_copy(self, name: &str, draft: Draft) -> Result<Name, String> {
        let name = Name::parse(name).or_else(|_| Name::parse("Untitled journey")).map_err(|error| error.to_string())?;
        let name = self.free_name(&name.with("", " (other tab)"));
        self.save_draft(None, name.clone(), draft)?;
        Ok(name)
    }

    /// Deletes a journey that was never published, and returns it so that it can be brought back.
    pub fn delete(self, id: &JourneyId) -> Result<Arc<Journey>, String> {
        let journey = self.get_untracked(id).ok_or(GONE)?;
        let shown = self.statuses_at(&journey, lifecycle::present(&journey, clock::read())).shown().1;
        lifecycle::available(Action::Delete, shown, Facts::of(&journey))?;
        self.records.delete(&journey)?;
        self.drop_from_view(id);
        Ok(journey)
    }

    /// Brings back what was deleted; its name may be another's by now. What is here again stays as it is: another tab may have
    /// brought it back and gone on with it.
    pub fn restore(self, journey: &Journey) -> Result<(), String> {
        if self.records.made(&journey.id).is_some() {
            return Err(format!("“{}” is here again already. Nothing was changed.", journey.name));
        }
        let key = storage::key::journey(&journey.id);
        if let Some(deleted) = untrack(|| self.records.deleted()).iter().find(|deleted| deleted.from == key) {
            return self.bring_back(deleted);
        }
        let name = self.free_name(&journey.name);
        self.put(Journey { name, ..journey.clone() })
    }

    /// Brings back what was deleted, a journey or something else.
    pub fn bring_back(self, deleted: &Deleted) -> Result<(), String> {
        if !self.records.bring_back(deleted)? {
            return Err("Something else stands in its place by now: save or delete that first.".to_owned());
        }
        let Some(id) = deleted.from.strip_prefix(storage::key::JOURNEY).and_then(JourneyId::parse) else {
            return Ok(());
        };
        self.read_again();
        match self.get_untracked(&id) {
            Some(journey) if untrack(|| self.is_taken(&journey.name, Some(&id))) => {
                let name = self.free_name(&journey.name);
                self.put(Journey { name, ..(*journey).clone() })
            }
            _ => Ok(()),
        }
    }

    /// Adds a label to a journey, or takes it away.
    pub fn label(self, id: &JourneyId, label: &str, on: bool) -> Result<(), String> {
        let mut journey = (*self.get_untracked(id).ok_or(GONE)?).clone();
        let known = journey.labels.iter().position(|other| other == label);
        match (known, on) {
            (None, true) if journey.labels.len() >= journey::journey::LABELS_MAX => {
                return Err(format!("A journey has at most {} labels.", journey::journey::LABELS_MAX));
            }
            (None, true) => journey.labels.push(label.to_owned()),
            (Some(at), false) => {
                journey.labels.remove(at);
            }
            _ => return Ok(()),
        }
        self.put(journey)
    }

    /// Puts the sample journeys into the workspace. Those that are there already stay as they are.
    pub fn load_samples(self) -> Result<usize, String> {
        let zone = zone::local();
        let now = clock::read();
        let today = rehearsal::zone::to_local(&zone, now).date();
        let samples = journey::library::workspace(now, today, &zone::local_name());
        let mut count = 0;
        for sample in samples {
            if self.get_untracked(&sample.id).is_none() {
                let name = self.free_name(&sample.name);
                self.put(Journey { name, ..sample })?;
                count += 1;
            }
        }
        Ok(count)
    }

    /// Puts a journey on record, and then in view. Where it is refused, what is on record comes in: it may have changed without
    /// a word, which nobody but this save would ever find out.
    fn put(self, journey: Journey) -> Result<(), String> {
        if let Err(why) = self.records.save(&journey) {
            self.read_again();
            if !self.records.is_lost(&journey.id) {
                return Err(why);
            }
            self.records.save(&journey)?;
        }
        let (id, created) = (journey.id.clone(), journey.created);
        let held = Held::new(journey, None);
        self.journeys.update(|journeys| match journeys.iter_mut().find(|other| other.outline().id == id) {
            Some(old) => *old = held,
            None => {
                let at = journeys.partition_point(|other| other.outline().created > created);
                journeys.insert(at, held);
            }
        });
        Ok(())
    }
}

/// From when to when a published version takes users in, worked out anew.
fn window_of(journey: &Journey, version: &Published) -> EntryWindow {
    let setup = &version.content().setup;
    let zone = BrowserZone::open_or_utc(&setup.zone);
    entry_window(setup, Publishing::of(journey, version), &zone)
}

/// What names are compared by.
fn key_of(name: &Name) -> String {
    name.key(&decomposed)
}

/// A copy of a journey under a name, with an empty draft where it has one, which is about to be replaced.
fn with_room_for_a_draft(known: &Journey, name: Name) -> Journey {
    Journey {
        id: known.id.clone(),
        name,
        description: known.description.clone(),
        labels: known.labels.clone(),
        archived: known.archived,
        created: known.created,
        published: known.published.clone(),
        draft: known.draft.as_ref().map(|draft| Draft::new(&draft.setup.zone)),
    }
}

/// The graph that other journeys see of a journey: its newest.
fn shown_graph(journey: &Journey) -> Option<&journey::graph::Graph> {
    let content = journey.latest().map(Published::content).or(journey.draft.as_ref());
    content.map(|draft| &draft.graph)
}
