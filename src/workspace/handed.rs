//! A place for what one page hands over to the next while the address changes. What it is only these pages know: the first page
//! does not load their code.

use std::any::Any;

use leptos::prelude::*;

use super::state::{Handed, Workspace};

impl Workspace {
    /// Hands a value over to the page that comes next, in the place of another one of its type.
    pub fn hand_over<T: Any + Send + Sync>(self, value: T) {
        self.handed.update_value(|handed| {
            handed.retain(|value| !value.is::<T>());
            handed.push(Box::new(value));
        });
    }

    /// Takes the value of a type that the page before has left for this one.
    pub fn take_handed<T: Any>(self) -> Option<T> {
        let take =
            |handed: &mut Handed| handed.iter().position(|value| value.is::<T>()).map(|at| handed.swap_remove(at));
        let value = self.handed.try_update_value(take).flatten()?;
        value.downcast().ok().map(|value| *value)
    }

    /// Reads the value of a type that waits for the next page.
    pub fn with_handed<T: Any, R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.handed.with_value(|handed| handed.iter().find_map(|value| value.downcast_ref()).map(read))
    }
}
