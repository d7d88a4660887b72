//! The initial state of the builder, from an address or from the page before.

use journey::{
    journey::{Draft, VersionRef},
    text::{JourneyId, NodeId},
};

use super::own_name::OwnName;
use crate::{
    builder::read_only_view::ReadOnlyView,
    workspace::{Unsaved, WorkKey, Workspace},
};

/// The state that one page of a journey hands over to the next.
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

/// The initial state of the builder.
#[derive(Clone)]
pub struct Opened {
    /// The journey, if it was saved before.
    pub id: Option<JourneyId>,
    /// Its version.
    pub version: VersionRef,
    /// Its name; may be empty.
    pub name: String,
    /// The draft that is shown and changed.
    pub draft: Draft,
    /// The saved draft.
    pub saved: Option<Draft>,
    /// The unsaved work that was kept, which resulted in `draft`.
    pub work: Option<Unsaved>,
    /// Why it is only to be looked at, where it is.
    pub look: Option<ReadOnlyView>,
    /// The name under which the work on a new journey is kept.
    pub own: Option<OwnName>,
}

/// The identity that the work on a version is kept under.
pub fn own_of(id: Option<&JourneyId>, version: VersionRef) -> WorkKey {
    let version = match version {
        VersionRef::Draft => None,
        VersionRef::Number(number) => Some(number),
    };
    WorkKey { version, ..WorkKey::draft(id) }
}
