//! What the builder is opened with, by an address or by the page before.

use journey::{
    journey::{Draft, VersionRef},
    text::{JourneyId, NodeId},
};

use super::own_name::OwnName;
use crate::{
    builder::read_only_view::ReadOnlyView,
    workspace::{Unsaved, WorkKey, Workspace},
};

/// What one page of a journey hands over to the next.
pub struct Handed {
    /// The work on the journey's draft, so that undo works on its new page even where nothing can be kept.
    pub work: Option<Unsaved>,
    /// The node that was selected; the next page selects it.
    pub node: Option<NodeId>,
}

/// Tells whether work on a journey waits for its page.
pub fn is_handed(workspace: Workspace, id: &JourneyId) -> bool {
    let is_of = |handed: &Handed| handed.work.as_ref().is_some_and(|work| work.of.journey.as_ref() == Some(id));
    workspace.with_handed(is_of) == Some(true)
}

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
    pub look: Option<ReadOnlyView>,
    /// The name under which the work on a new journey is kept.
    pub own: Option<OwnName>,
}

/// What the work on a version is kept as.
pub fn own_of(id: Option<&JourneyId>, version: VersionRef) -> WorkKey {
    let version = match version {
        VersionRef::Draft => None,
        VersionRef::Number(number) => Some(number),
    };
    WorkKey { version, ..WorkKey::draft(id) }
}
