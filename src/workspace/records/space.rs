//! The room that is used, and the warning while not much of it is left.

use std::rc::Rc;

use leptos::prelude::*;
use signals::shared;
use storage::space::{Space, WARN_PERCENT};

use super::{Storage, StorageNotice};
use crate::lazy;

/// The title of the warning.
const NEARLY: &str = "The storage of this browser is nearly full.";

crate::lazy! {
    actions: static LOOK: fn(Storage) = Storage::look_at_space;
}

impl Storage {
    /// The room that is used, by use and by journey.
    pub fn space(self) -> Space {
        shared(self.problems).track();
        self.with(|inner| Space::of(&*inner.store)).unwrap_or_default()
    }

    /// Looks at the room when the browser has nothing else to do: it takes reading everything.
    pub(super) fn look_later(self) {
        let look = Rc::new(move || LOOK.run(move |look| look(self)));
        lazy::after_first(Rc::new(move || lazy::when_idle(look.clone())));
    }

    /// Says so while there is not much room left.
    fn look_at_space(self) {
        let percent = self.with(|inner| Space::of(&*inner.store)).unwrap_or_default().percent();
        let notice = (percent >= WARN_PERCENT).then(|| StorageNotice {
            title: NEARLY,
            text: format!(
                "{percent} % of what browsers usually allow is used. Export journeys and delete those you no longer need."
            ),
        });
        // A worse notice goes first.
        let free = self.notice.with_untracked(|old| old.as_ref().is_none_or(|old| old.title == NEARLY));
        if free && self.notice.with_untracked(|old| *old != notice) {
            self.notice.set(notice);
        }
    }
}
