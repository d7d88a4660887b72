//! Names: which are free, and what makes one free.

use journey::text::{JourneyId, Name, NameError};
use leptos::prelude::*;
use signals::shared;

use super::state::Workspace;
use crate::platform::decomposed;

impl Workspace {
    /// Reads a name that may be used: valid, and no other journey's that is not archived.
    ///
    /// # Errors
    /// [`NameError`]: what is wrong with it, or that it is taken.
    pub fn check_name(self, text: &str, own: Option<&JourneyId>) -> Result<Name, NameError> {
        let name = Name::parse(text)?;
        if self.is_taken(&name, own) { Err(NameError::Taken) } else { Ok(name) }
    }

    /// Tells whether another journey that is not archived bears the name.
    pub fn is_taken(self, name: &Name, own: Option<&JourneyId>) -> bool {
        let key = key_of(name);
        shared(self.journeys).with(|journeys| {
            let mut outlines = journeys.iter().map(|held| held.outline());
            outlines.any(|other| Some(&other.id) != own && !other.archived && key_of(&other.name) == key)
        })
    }

    /// The name, or the same with the first number behind it that makes it free.
    pub(super) fn free_name(self, name: &Name) -> Name {
        let mut free = name.clone();
        let mut number = 2;
        while untrack(|| self.is_taken(&free, None)) {
            free = name.with("", &format!(" ({number})"));
            number += 1;
        }
        free
    }
}

/// The key by which names are compared.
pub(super) fn key_of(name: &Name) -> String {
    name.key(&decomposed)
}
