//! Texts that are typed into dialogs and are not part of anything yet. A place is a dialog's field, a page one opening of it.

use storage::{
    store::{Store, StoreError},
    unfinished,
};

use super::Storage;
use crate::platform::clock;

impl Storage {
    /// Keeps the text of a place.
    pub fn keep_text(self, place: &str, page: &str, text: &str) {
        self.in_store(|store| unfinished::keep(store, place, page, text, clock::read()));
    }

    /// The newest text of a place, which is this page's from now on.
    pub fn take_text(self, place: &str, page: &str) -> Option<String> {
        self.in_store(|store| unfinished::take(store, place, page)).flatten()
    }

    /// Lets go of the text of a place.
    pub fn forget_text(self, place: &str, page: &str) {
        self.in_store(|store| unfinished::forget(store, place, page));
    }

    /// Lets go of all texts whose place begins with a name, whichever page has them.
    pub fn forget_texts(self, name: &str) {
        self.in_store(|store| unfinished::forget_all(store, name));
    }

    /// Moves all texts whose place begins with a name to the places that begin with another one.
    pub fn move_texts(self, name: &str, to: &str) {
        self.in_store(|store| unfinished::move_all(store, name, to));
    }

    /// Runs an action in the store that leaves no record; a failure is reported.
    fn in_store<T>(self, act: impl FnOnce(&dyn Store) -> Result<T, StoreError>) -> Option<T> {
        self.with(|inner| act(&*inner.store)).map_err(|error| self.fail(&error)).ok()
    }
}
