//! Restore points of a draft.

use journey::{journey::Draft, text::JourneyId};
use leptos::prelude::*;
use signals::shared;
use storage::{
    points::{Point, Replacing},
    records::SaveError,
    store::StoreError,
};

use super::{Storage, defaults};
use crate::platform::clock;

impl Storage {
    /// Makes a restore point of a draft.
    ///
    /// # Errors
    /// [`SaveError`]: there is no restore point.
    pub fn add_point(self, id: &JourneyId, name: &str, manual: bool, draft: &Draft) -> Result<(), SaveError> {
        let now = clock::read();
        let done = self.with(|inner| inner.kept.add_point(&*inner.store, id, (name, manual), draft, now));
        self.problems.notify();
        done.map_err(|error| self.tell(error))
    }

    /// Makes a restore point of the saved draft where a draft is about to replace it that has not taken it in.
    ///
    /// # Errors
    /// [`SaveError`]: there is no restore point.
    pub fn keep_replaced(self, by: Replacing<'_>) -> Result<(), SaveError> {
        let now = clock::read();
        let done = self.with(|inner| inner.kept.keep_replaced(&*inner.store, by, now));
        self.problems.notify();
        done.map_err(|error| self.tell(error))
    }

    /// The restore points of a journey, the newest first.
    pub fn points(self, id: &JourneyId) -> Vec<Point> {
        shared(self.problems).track();
        self.with(|inner| inner.kept.points(&*inner.store, id, &defaults(clock::read()))).unwrap_or_default()
    }

    /// Deletes a restore point.
    ///
    /// # Errors
    /// [`StoreError`]: it stays.
    pub fn remove_point(self, id: &JourneyId, point: &Point) -> Result<(), StoreError> {
        let done = self.with(|inner| inner.kept.remove_point(&*inner.store, id, point, clock::read()));
        self.problems.notify();
        done
    }
}
