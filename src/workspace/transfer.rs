//! Journeys that leave the workspace as a file and come into it (spec: format.md).

use std::collections::HashSet;

use journey::{
    format::{self, Defaults, FormatErrors},
    journey::Journey,
    text::JourneyId,
};

use super::Workspace;
use crate::platform::{clock, file, new_journey_id, zone};

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The journeys that came in.
    pub ids: Vec<JourneyId>,
    /// The names that had to change because another journey bears them: old and new.
    pub renamed: Vec<(String, String)>,
}

impl Workspace {
    /// Offers journeys as a file.
    pub fn export(self, ids: &[JourneyId]) -> Result<(), String> {
        let mut journeys: Vec<Journey> =
            ids.iter().filter_map(|id| self.get_untracked(id)).map(|journey| (*journey).clone()).collect();
        let versions = journeys.iter_mut().flat_map(|journey| &mut journey.published);
        versions.for_each(|version| version.set_imported(None));
        let name = match journeys.as_slice() {
            [only] => file_name(only.name.as_str()),
            _ => "journeys".to_owned(),
        };
        file::download(&format!("{name}.sojourn.json"), "application/json", &format::encode(&journeys))
    }

    /// Takes in the journeys of a file: all of them or none. One that is here already, by its id, comes in as another one;
    /// a name that is taken gets a number. What is wrong with a file is told with a line for each problem.
    pub fn import(self, text: &str) -> Result<Imported, String> {
        let defaults = Defaults { zone: zone::local_name(), now: clock::read() };
        let file = format::decode(text, &defaults).map_err(|errors| lines(&errors))?;
        if file.journeys.is_empty() {
            return Err("The file holds no journeys.".to_owned());
        }
        let mut imported = Imported { ids: Vec::new(), renamed: Vec::new() };
        let mut seen = HashSet::new();
        // What was deleted may come back under its id.
        let deleted = leptos::prelude::untrack(|| self.records.deleted());
        for mut journey in file.journeys {
            journey.published.iter_mut().for_each(|version| version.set_imported(Some(defaults.now)));
            let old = journey.name.clone();
            let name = if journey.archived { old.clone() } else { self.free_name(&old) };
            let key = storage::key::journey(&journey.id);
            let is_new = self.get_untracked(&journey.id).is_none()
                && seen.insert(journey.id.clone())
                && deleted.iter().all(|deleted| deleted.from != key);
            let id = if is_new { journey.id.clone() } else { new_journey_id() };
            if name != old {
                imported.renamed.push((old.to_string(), name.to_string()));
            }
            let result = self.put(Journey { id: id.clone(), name, ..journey });
            if let Err(why) = result {
                // All or none: what came in goes again.
                for id in &imported.ids {
                    self.forget(id);
                }
                return Err(why);
            }
            imported.ids.push(id);
        }
        Ok(imported)
    }

    /// Takes journeys out again that an import brought.
    pub fn undo_import(self, imported: &Imported) {
        for id in &imported.ids {
            self.forget(id);
        }
    }

    pub(super) fn forget(self, id: &JourneyId) {
        // What cannot be removed from the record comes back at the next start; nothing is lost by that.
        let _ = self.records.remove(id);
        self.drop_from_view(id);
    }
}

/// Every problem of a file, on a line of its own.
pub(super) fn lines(errors: &FormatErrors) -> String {
    let FormatErrors::Problems { list, more } = errors else { return errors.to_string() };
    let more = (*more > 0).then(|| format!("There are {more} more problems."));
    list.iter().map(ToString::to_string).chain(more).collect::<Vec<_>>().join("\n")
}

/// A name as a file system takes it.
fn file_name(name: &str) -> String {
    let slug: String = name.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let words: Vec<&str> = slug.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "journey".to_owned() } else { words.join("-").chars().take(60).collect() }
}
