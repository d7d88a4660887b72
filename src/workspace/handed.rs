//! What one page hands over to the next while the address changes: neither outlives the tab, and no storage has to take it.

use journey::text::{JourneyId, NodeId};
use leptos::prelude::*;

use super::{Unsaved, Workspace};

/// What waits for the next page.
#[derive(Clone, Default)]
pub struct Handed {
    /// The work on a journey's draft, so that undo works on its new page even where nothing can be kept.
    pub work: Option<Unsaved>,
    /// The node that was selected; the next page of the journey selects it.
    pub node: Option<NodeId>,
}

impl Workspace {
    /// Hands something over to the page that comes next.
    pub fn hand_over(self, handed: Handed) {
        self.handed.set_value(handed);
    }

    /// Takes what the page before has handed over.
    pub fn take_handed(self) -> Handed {
        self.handed.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// Tells whether work on a journey waits for its page.
    pub fn is_handed(self, id: &JourneyId) -> bool {
        self.handed.with_value(|handed| handed.work.as_ref().is_some_and(|work| work.of.journey.as_ref() == Some(id)))
    }
}
