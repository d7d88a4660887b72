//! What the builder is opened with.

use journey::{
    journey::{Draft, VersionRef},
    text::JourneyId,
};

use super::own_name::OwnName;
use crate::{
    builder::look::Look,
    workspace::{Of, Unsaved},
};

/// What the builder is opened with.
#[derive(Clone)]
pub struct Opened {
    /// The journey, if it was saved before.
    pub id: Option<JourneyId>,
    /// Which of its versions.
    pub version: VersionRef,
    /// What it is called; may be empty.
    pub name: String,
    /// What is shown and changed.
    pub draft: Draft,
    /// What is on record of it.
    pub saved: Option<Draft>,
    /// What was kept of the work on it, of which `draft` is the outcome.
    pub work: Option<Unsaved>,
    /// Why it is only to be looked at, where it is.
    pub look: Option<Look>,
    /// The name under which the work on a new journey is kept.
    pub own: Option<OwnName>,
}

/// What the work on a version is kept as.
pub fn own_of(id: Option<&JourneyId>, version: VersionRef) -> Of {
    let version = match version {
        VersionRef::Draft => None,
        VersionRef::Number(number) => Some(number),
    };
    Of { version, ..Of::draft(id) }
}
