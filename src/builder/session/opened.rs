//! What the builder is opened with, and the work that one page hands over to the next.

use std::cell::RefCell;

use journey::{
    journey::{Draft, VersionRef},
    text::JourneyId,
};

use super::own_name::OwnName;
use crate::{
    builder::look::Look,
    workspace::{Of, Unsaved},
};

thread_local! {
    /// Where work waits for the page that takes it. Not a context: the root would have to know it, and the first page to
    /// load it.
    static HANDED: RefCell<Option<Unsaved>> = const { RefCell::new(None) };
}

/// Tells whether work on a journey waits for its page.
pub fn is_handed(id: &JourneyId) -> bool {
    HANDED.with_borrow(|work| work.as_ref().is_some_and(|work| work.of.journey.as_ref() == Some(id)))
}

/// Hands work over to the page of a journey's draft that comes next, so that undo works there even where nothing can be
/// kept: that of a new journey once it is saved, or the one on which an older version was restored.
pub fn hand_over(work: Unsaved) {
    HANDED.set(Some(work));
}

/// Takes what the page before has handed over.
pub fn take_handed() -> Option<Unsaved> {
    HANDED.take()
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
