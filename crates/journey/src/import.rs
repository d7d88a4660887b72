//! The plan of an import (spec: format.md): a person sees it first, and it is then done exactly as shown.

use std::collections::{HashMap, HashSet};

use crate::{
    format::File,
    lifecycle::{Status, Statuses},
    model::{
        field::{Input, Section, Value},
        journey::{Draft, Journey, Published},
        kind::Kind,
        text::{JourneyId, Name},
        time::Instant,
    },
};

/// The way journeys come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Each as a journey of its own, beside what is here.
    Copies,
    /// Over the journey of the same id, as a backup does.
    Backup,
}

/// The part of a journey that comes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Its newest content, as a draft that nobody is in.
    #[default]
    Drafts,
    /// All its versions, with the statuses that they have.
    AsInFile,
}

/// The state here of the journey with an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    /// Nothing.
    Absent,
    /// It was deleted, and can be brought back.
    Deleted,
    /// The journey as it is in the file.
    Same,
    /// Another state of it.
    Other {
        /// True where there is work on it that is not saved.
        unsaved: bool,
    },
}

/// The effect of the import on a journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is not here, and comes in.
    New,
    /// It is here, and comes in once more, as another journey.
    Copy,
    /// It takes the place of what is here.
    Replace,
    /// It is here as it is in the file: nothing is done.
    Same,
}

/// One journey of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The journey, put right where it had to be.
    pub journey: Journey,
    /// The status that its row would show.
    pub status: Status,
    /// The effect of the import on it.
    pub fate: Fate,
    /// Sentences that a person has to read about it.
    pub notes: Vec<String>,
}

/// The plan of an import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The journeys, in the order of the file.
    pub entries: Vec<Entry>,
}

/// A person's choices in a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Of each entry, whether it comes in.
    pub chosen: Vec<bool>,
    /// In which form.
    pub form: Form,
}

/// The questions of the planner to the workspace.
pub struct Workspace<'a> {
    /// The state here of a journey with this id.
    pub here: &'a dyn Fn(&Journey) -> Here,
    /// The statuses of a journey's versions now.
    pub statuses: &'a dyn Fn(&Journey) -> Statuses,
    /// Now.
    pub now: Instant,
}

impl Entry {
    /// The content that becomes the draft: the journey's draft, else its newest version.
    pub fn content(&self) -> Option<&Draft> {
        self.journey.draft.as_ref().or_else(|| self.journey.latest().map(Published::content))
    }
}

impl Plan {
    /// Plans what a file would bring.
    pub fn of(file: File, way: Way, workspace: &Workspace<'_>) -> Self {
        let mut notes: HashMap<usize, Vec<String>> = HashMap::new();
        for (at, note) in file.mended {
            notes.entry(at).or_default().push(note);
        }
        // Several files may hold the same journey: what comes second is a copy of what comes first.
        let mut seen = HashSet::new();
        let entry = |(at, mut journey): (usize, Journey)| {
            let again = !seen.insert(journey.id.clone());
            let mut notes = notes.remove(&at).unwrap_or_default();
            notes.extend(settle(&mut journey, workspace));
            let fate = match ((workspace.here)(&journey), way) {
                _ if again => Fate::Copy,
                (Here::Same, Way::Backup) => Fate::Same,
                (Here::Other { unsaved }, Way::Backup) => {
                    let kept = "Work on it that is not saved becomes a restore point.";
                    notes.extend(unsaved.then(|| kept.to_owned()));
                    Fate::Replace
                }
                (Here::Absent, _) | (Here::Deleted, Way::Backup) => Fate::New,
                (Here::Deleted | Here::Same | Here::Other { .. }, Way::Copies) => Fate::Copy,
            };
            let status = (workspace.statuses)(&journey).shown().1;
            Entry { journey, status, fate, notes }
        };
        Self { entries: file.journeys.into_iter().enumerate().map(entry).collect() }
    }

    /// The choice to begin with: everything that would change something, as drafts or, of a backup, as it is in the file.
    pub fn first_choice(&self, way: Way) -> Choice {
        let chosen = self.entries.iter().map(|entry| entry.fate != Fate::Same).collect();
        Choice { chosen, form: if way == Way::Backup { Form::AsInFile } else { Form::Drafts } }
    }

    /// True where there is more than drafts: something was published once, or is archived.
    pub fn has_statuses(&self) -> bool {
        self.entries.iter().any(|entry| !entry.journey.published.is_empty() || entry.journey.archived)
    }

    /// The entries that come in.
    fn chosen<'a>(&'a self, choice: &'a Choice) -> impl Iterator<Item = &'a Entry> {
        let chosen = self.entries.iter().zip(&choice.chosen);
        chosen.filter(|(entry, chosen)| **chosen && entry.fate != Fate::Same).map(|(entry, _)| entry)
    }

    /// The number of journeys that come in.
    pub fn count(&self, choice: &Choice) -> usize {
        self.chosen(choice).count()
    }

    /// The name that each chosen journey gets: its own, or with a number where that is taken. `taken` has the ids and folded
    /// names of the journeys here that are not archived.
    pub fn names(
        &self,
        choice: &Choice,
        taken: &[(JourneyId, String)],
        key: &dyn Fn(&Name) -> String,
    ) -> Vec<Option<Name>> {
        let replaced: HashSet<&JourneyId> =
            self.chosen(choice).filter(|entry| entry.fate == Fate::Replace).map(|entry| &entry.journey.id).collect();
        let here = taken.iter().filter(|(id, _)| !replaced.contains(id));
        let mut free = FreeNames { taken: here.map(|(_, name)| name.clone()).collect(), numbers: HashMap::new(), key };
        let name = |(entry, chosen): (&Entry, &bool)| {
            let comes = *chosen && entry.fate != Fate::Same;
            let off_the_list = choice.form == Form::AsInFile && entry.journey.archived;
            let name = &entry.journey.name;
            comes.then(|| if off_the_list { name.clone() } else { free.next(name) })
        };
        self.entries.iter().zip(&choice.chosen).map(name).collect()
    }

    /// The journeys to be put on record, as they were shown, under the names of [`Plan::names`]. A trigger by a journey that
    /// gets another id follows it.
    pub fn journeys(
        &self,
        choice: &Choice,
        names: Vec<Option<Name>>,
        new_id: &mut dyn FnMut() -> JourneyId,
        now: Instant,
    ) -> Vec<Journey> {
        let mut moved = HashMap::new();
        let mut all = Vec::new();
        for (entry, name) in self.entries.iter().zip(names) {
            let Some(name) = name else { continue };
            let mut journey = Journey { name, ..entry.journey.clone() };
            if choice.form == Form::Drafts {
                as_draft(&mut journey);
            } else if entry.fate != Fate::Replace {
                journey.published.iter_mut().for_each(|version| version.set_imported(Some(now)));
            }
            if entry.fate == Fate::Copy {
                let id = new_id();
                moved.entry(journey.id.to_string()).or_insert_with(|| id.to_string());
                journey.id = id;
            }
            all.push(journey);
        }
        if !moved.is_empty() {
            all.iter_mut().for_each(|journey| follow(journey, &moved));
        }
        all
    }
}

/// The names that are left.
struct FreeNames<'a> {
    taken: HashSet<String>,
    /// The last number that was tried for a name.
    numbers: HashMap<String, u32>,
    key: &'a dyn Fn(&Name) -> String,
}

impl FreeNames<'_> {
    /// The name, or with the first number behind it that makes it free; it is taken from then on.
    fn next(&mut self, name: &Name) -> Name {
        let key = (self.key)(name);
        if self.taken.insert(key.clone()) {
            return name.clone();
        }
        let number = self.numbers.entry(key).or_insert(1);
        loop {
            *number += 1;
            let free = name.with("", &format!(" ({number})"));
            if self.taken.insert((self.key)(&free)) {
                return free;
            }
        }
    }
}

/// Puts right what only a file can hold, and says so.
fn settle(journey: &mut Journey, workspace: &Workspace<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let mut unsettled = 0;
    for version in &mut journey.published {
        unsettled += usize::from(version.record_mut().settle_pauses());
    }
    if unsettled > 0 {
        notes.push("Its pauses overlapped. They were put in order.".to_owned());
    }
    let live = (workspace.statuses)(journey).all_live();
    let Some(((newest, _), earlier)) = live.split_last() else { return notes };
    let Some(at) = journey.version(*newest).map(|version| version.record().at.min(workspace.now)) else { return notes };
    for (number, status) in earlier {
        let Some(version) = journey.version_mut(*number) else { continue };
        // As publishing over a live version does.
        let record = version.record_mut();
        record.superseded = Some(at);
        if *status == Status::Scheduled {
            record.stopped = Some(at);
        }
        notes.push(format!("Versions {number} and {newest} were both live. Version {number} is closed."));
    }
    notes
}

/// Leaves of a journey its newest content, as a draft.
fn as_draft(journey: &mut Journey) {
    let published = std::mem::take(&mut journey.published);
    if journey.draft.is_none() {
        journey.draft = published.last().map(|version| version.content().clone());
    }
    journey.archived = false;
}

/// Lets triggers name the journeys by the ids that they have now.
fn follow(journey: &mut Journey, moved: &HashMap<String, String>) {
    if let Some(draft) = &mut journey.draft {
        follow_in(draft, moved);
    }
    for version in &mut journey.published {
        let mut content = version.content().clone();
        if follow_in(&mut content, moved) {
            *version = Published::new(version.number(), version.record().clone(), content);
        }
    }
}

/// Lets the triggers of a content follow; says whether one did.
fn follow_in(content: &mut Draft, moved: &HashMap<String, String>) -> bool {
    let mut changed = false;
    for (_, node) in content.graph.nodes.iter_mut().filter(|(_, node)| node.kind == Kind::JourneyTrigger) {
        for spec in node.kind.spec().fields(Section::Segment).iter().filter(|spec| matches!(spec.input, Input::Journey))
        {
            if let Some(id) = moved.get(node.segment.text(spec.key)) {
                let _ = node.segment.set(spec.key, Some(Value::Text(id.clone())));
                changed = true;
            }
        }
    }
    changed
}

#[cfg(test)]
mod tests;
