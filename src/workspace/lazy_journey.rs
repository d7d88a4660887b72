//! A journey as the workspace holds it. At the start its graphs are missing, which are most of what there is to read; they
//! come when they are asked for or the browser has nothing else to do.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use journey::{journey::Journey, text::JourneyId};
use storage::records::UnparsedGraphs;

/// A journey of the workspace.
pub struct LazyJourney {
    /// All of it but its graphs, which may be empty.
    outline: Arc<Journey>,
    unread: Mutex<Option<UnparsedGraphs>>,
    whole: OnceLock<Option<Arc<Journey>>>,
}

impl LazyJourney {
    /// A journey, with what of it was not read yet.
    pub fn new(journey: Journey, unread: Option<UnparsedGraphs>) -> Arc<Self> {
        let outline = Arc::new(journey);
        let whole = match unread {
            Some(_) => OnceLock::new(),
            None => OnceLock::from(Some(outline.clone())),
        };
        Arc::new(Self { outline, unread: Mutex::new(unread), whole })
    }

    /// All of it but its graphs: **not for anything that is saved, drawn or counted by its nodes**.
    pub fn outline(&self) -> &Arc<Journey> {
        &self.outline
    }

    /// All of it. `read` reads its graphs, once; nothing where it cannot.
    pub fn whole(&self, read: impl FnOnce(&JourneyId, UnparsedGraphs) -> Option<Journey>) -> Option<Arc<Journey>> {
        let first = || {
            let unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner).take()?;
            read(&self.outline.id, unread).map(Arc::new)
        };
        self.whole.get_or_init(first).clone()
    }

    /// The bytes of it that were not read yet.
    pub fn left(&self) -> usize {
        self.unread.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map_or(0, UnparsedGraphs::bytes)
    }
}
