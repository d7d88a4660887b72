//! The whole workspace as one file, and back: what is in the file holds, what is here alone stays.

use std::sync::Arc;

use journey::{
    format::{self, Defaults, Json, put_journey},
    journey::Journey,
    text::JourneyId,
};
use leptos::prelude::untrack;

use super::{Workspace, transfer::lines};
use crate::platform::{clock, zone};

/// What a backup would bring.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Journeys that are not here.
    pub new: Vec<Journey>,
    /// Journeys that are here, but otherwise.
    pub changed: Vec<Journey>,
    /// Those that are the same, by their names.
    pub same: Vec<String>,
    /// Those that are here alone, by their names: they stay.
    pub kept: Vec<String>,
}

/// What undoes a restored backup.
#[derive(Clone, Debug, Default)]
pub struct Undo {
    new: Vec<JourneyId>,
    changed: Vec<Arc<Journey>>,
}

impl Workspace {
    /// What the file of a backup would bring. What is wrong with it is told with a line for each problem.
    pub fn preview(self, text: &str) -> Result<Preview, String> {
        let defaults = Defaults { zone: zone::local_name(), now: clock::read() };
        let file = format::decode(text, &defaults).map_err(|errors| lines(&errors))?;
        let text = |journey: &Journey| Json::text(|out| put_journey(out, journey));
        let mut preview = Preview::default();
        let ids: Vec<JourneyId> = file.journeys.iter().map(|journey| journey.id.clone()).collect();
        for journey in file.journeys {
            match self.get_untracked(&journey.id) {
                None => preview.new.push(journey),
                Some(here) if text(&here) == text(&journey) => {
                    preview.same.push(journey.name.to_string());
                }
                Some(_) => preview.changed.push(journey),
            }
        }
        let alone = untrack(|| self.outlines()).into_iter().filter(|journey| !ids.contains(&journey.id));
        preview.kept = alone.map(|journey| journey.name.to_string()).collect();
        Ok(preview)
    }

    /// Takes in what a backup brings: all of it or none.
    pub fn restore_backup(self, preview: Preview) -> Result<Undo, String> {
        let mut undo = Undo::default();
        for journey in preview.changed.into_iter().chain(preview.new) {
            let here = self.get_untracked(&journey.id);
            let taken = !journey.archived && untrack(|| self.is_taken(&journey.name, Some(&journey.id)));
            let name = if taken { self.free_name(&journey.name) } else { journey.name.clone() };
            let id = journey.id.clone();
            if let Err(why) = self.put(Journey { name, ..journey }) {
                self.undo_backup(&undo)?;
                return Err(why);
            }
            match here {
                Some(here) => undo.changed.push(here),
                None => undo.new.push(id),
            }
        }
        Ok(undo)
    }

    /// Puts everything back as it was before a backup was restored.
    pub fn undo_backup(self, undo: &Undo) -> Result<(), String> {
        for id in &undo.new {
            self.forget(id);
        }
        undo.changed.iter().try_for_each(|journey| self.put((**journey).clone()))
    }
}
