//! Journeys that leave the workspace as a file and come into it (spec: format.md).

use std::collections::HashSet;

use journey::{
    format::{self, Defaults, File, Json, put_journey},
    import::{self, Choice, Here, Plan, Way},
    journey::Journey,
    lifecycle::Statuses,
    text::{JourneyId, Name},
};
use leptos::prelude::*;
use signals::shared;
use storage::key::WorkKey;

use super::{
    failure::{Failure, FileError},
    names::key_of,
    state::Workspace,
    statuses::window_of,
    undo::{Undo, keep_now},
};
use crate::platform::{
    clock,
    file::{self, DownloadError},
    new_journey_id, zone,
};

/// The name of the restore point that unsaved work becomes when a file's journey takes its place.
const BEFORE: &str = "Not saved, before a file came in";

impl Workspace {
    /// Offers journeys as a file.
    ///
    /// # Errors
    /// [`DownloadError`], the browser's refusal.
    pub fn export(self, ids: &[JourneyId]) -> Result<(), DownloadError> {
        let journeys: Vec<Journey> =
            ids.iter().filter_map(|id| self.get_untracked(id)).map(|journey| for_a_file(&journey)).collect();
        let name = match journeys.as_slice() {
            [only] => file_name(only.name.as_str()),
            _ => "journeys".to_owned(),
        };
        file::download(&format!("{name}.sojourn.json"), "application/json", &format::encode(&journeys))
    }

    /// Plans what a file would bring, and changes nothing.
    pub fn plan(self, file: File, way: Way) -> Plan {
        let now = clock::read();
        shared(self.journeys).track();
        // Looked up once, however many journeys the file holds.
        let (deleted, work) = (untrack(|| self.records.deleted()), self.records.all_work());
        let deleted: HashSet<&str> = deleted.iter().map(|deleted| deleted.from.as_str()).collect();
        let has_draft = |of: &WorkKey| self.records.peek_work(of).is_some_and(|work| work.draft.is_some());
        let unsaved = |id: &JourneyId| work_of(&work, id).any(has_draft);
        let here = |journey: &Journey| match self.get_untracked(&journey.id) {
            Some(known) if is_same(&known, journey) => Here::Same,
            Some(_) => Here::Other { unsaved: unsaved(&journey.id) },
            None if deleted.contains(storage::key::journey(&journey.id).as_str()) => Here::Deleted,
            None => Here::Absent,
        };
        let statuses = |journey: &Journey| Statuses::of(journey, &window_of, now);
        Plan::of(file, way, &import::Workspace { here: &here, statuses: &statuses, now })
    }

    /// The names that the chosen journeys of a plan get.
    pub fn names(self, plan: &Plan, choice: &Choice) -> Vec<Option<Name>> {
        let outlines = self.outlines();
        let listed = outlines.iter().filter(|journey| !journey.archived);
        let taken: Vec<_> = listed.map(|journey| (journey.id.clone(), key_of(&journey.name))).collect();
        plan.names(choice, &taken, &key_of)
    }

    /// The names of the journeys that a plan has nothing of.
    pub fn names_beside(self, plan: &Plan) -> Vec<String> {
        let ids: HashSet<&JourneyId> = plan.entries.iter().map(|entry| &entry.journey.id).collect();
        let outlines = self.outlines();
        outlines.iter().filter(|journey| !ids.contains(&journey.id)).map(|journey| journey.name.to_string()).collect()
    }

    /// Does what was chosen of a plan: all of it or nothing. Work that is not saved on a journey that comes in becomes a restore
    /// point of it.
    ///
    /// # Errors
    /// [`Failure::Record`] where the storage refuses. What was brought in before is taken out again.
    pub fn bring(self, plan: &Plan, choice: &Choice) -> Result<Undo, Failure> {
        keep_now();
        let names = untrack(|| self.names(plan, choice));
        let all_work = self.records.all_work();
        let (mut undo, mut work) = (Undo::default(), Vec::new());
        for journey in plan.journeys(choice, names, &mut new_journey_id, clock::read()) {
            let id = journey.id.clone();
            let before = self.get_untracked(&id);
            let done = self.put(journey).and_then(|()| {
                undo.extend(self.undo_of(&id, before));
                self.keep_as_points(&id, work_of(&all_work, &id).cloned().collect())
            });
            match done {
                Ok(kept) => work.extend(kept),
                Err(why) => {
                    self.roll_back(&undo)?;
                    return Err(why);
                }
            }
        }
        work.iter().for_each(|of| self.records.forget_work(of));
        self.windows.update_value(|windows| windows.retain(|(id, _), _| undo.ids().all(|other| other != id)));
        Ok(undo)
    }

    /// Puts the sample journeys into the workspace. Those that are there already stay as they are.
    ///
    /// # Errors
    /// [`Failure::Record`] where the storage refuses. Those that came in before stay.
    pub fn load_samples(self) -> Result<usize, Failure> {
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

    /// Makes restore points of a journey's unsaved work, and returns the work that can then be removed.
    fn keep_as_points(self, id: &JourneyId, all: Vec<WorkKey>) -> Result<Vec<WorkKey>, Failure> {
        for of in &all {
            if let Some(draft) = self.records.peek_work(of).and_then(|work| work.draft) {
                self.records.add_point(id, BEFORE, false, &draft)?;
            }
        }
        Ok(all)
    }
}

/// The work on a journey, in whichever tab and on whichever version.
fn work_of<'a>(all: &'a [WorkKey], id: &'a JourneyId) -> impl Iterator<Item = &'a WorkKey> {
    all.iter().filter(move |of| of.journey.as_ref() == Some(id))
}

/// A journey as a file holds it: when it came into this browser is a fact of the browser.
fn for_a_file(journey: &Journey) -> Journey {
    let mut journey = journey.clone();
    journey.published.iter_mut().for_each(|version| version.set_imported(None));
    journey
}

/// Tells whether a file would hold the same of both.
fn is_same(here: &Journey, other: &Journey) -> bool {
    let text = |journey: &Journey| Json::text(|out| put_journey(out, &for_a_file(journey)));
    text(here) == text(other)
}

/// Reads a file. The error has a line for each problem.
///
/// # Errors
/// [`FileError`]: nothing is taken over.
pub fn read(text: &str) -> Result<File, FileError> {
    let defaults = Defaults { zone: zone::local_name(), now: clock::read() };
    let file = format::decode(text, &defaults).map_err(FileError::Format)?;
    if file.journeys.is_empty() { Err(FileError::Empty) } else { Ok(file) }
}

/// A name as a file system takes it.
fn file_name(name: &str) -> String {
    let slug: String = name.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let words: Vec<&str> = slug.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "journey".to_owned() } else { words.join("-").chars().take(60).collect() }
}
