//! Signals that everybody reads and only the editor writes.

use std::panic::Location;

use reactive_graph::{
    prelude::*,
    traits::{IsDisposed, Notify},
};
use signals::SharedSignal;

/// A signal of the open journey: views read it, and commands of the editor change it.
pub struct Readable<T: 'static>(SharedSignal<T>);

impl<T> Clone for Readable<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Readable<T> {}

impl<T: Send + Sync + 'static> Readable<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(SharedSignal::new(value))
    }

    pub(crate) fn set(self, value: T) {
        self.0.set(value);
    }

    /// Sets it, where the page is still there.
    pub(crate) fn try_set(self, value: T) {
        let _ = self.0.try_set(value);
    }

    pub(crate) fn update(self, change: impl FnOnce(&mut T)) {
        self.0.update(change);
    }

    pub(crate) fn update_untracked(self, change: impl FnOnce(&mut T)) {
        self.0.update_untracked(change);
    }

    pub(crate) fn try_update_untracked<U>(self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.0.try_update_untracked(change)
    }

    /// Changes it; readers hear of it where `change` says so.
    pub(crate) fn maybe_update(self, change: impl FnOnce(&mut T) -> bool) {
        self.0.maybe_update(change);
    }

    pub(crate) fn notify(self) {
        self.0.notify();
    }
}

impl<T: Default + Send + Sync + 'static> Default for Readable<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> DefinedAt for Readable<T> {
    fn defined_at(&self) -> Option<&'static Location<'static>> {
        self.0.defined_at()
    }
}

impl<T> IsDisposed for Readable<T> {
    fn is_disposed(&self) -> bool {
        self.0.is_disposed()
    }
}

impl<T: Send + Sync + 'static> Track for Readable<T> {
    fn track(&self) {
        self.0.track();
    }
}

impl<T: Send + Sync + 'static> ReadUntracked for Readable<T> {
    type Value = <SharedSignal<T> as ReadUntracked>::Value;

    fn try_read_untracked(&self) -> Option<Self::Value> {
        self.0.try_read_untracked()
    }
}
