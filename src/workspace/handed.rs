//! A place for what one page hands over to the next while the address changes. What it is only these pages know: the first page
//! does not load their code.

use std::any::Any;

use leptos::prelude::*;

use super::state::Workspace;

impl Workspace {
    /// Hands something over to the page that comes next.
    pub fn hand_over(self, value: impl Any + Send + Sync) {
        self.handed.set_value(Some(Box::new(value)));
    }

    /// Takes what the page before has handed over.
    pub fn take_handed<T: Any>(self) -> Option<T> {
        let value = self.handed.try_update_value(Option::take).flatten()?;
        value.downcast().ok().map(|value| *value)
    }

    /// Reads what waits for the next page.
    pub fn with_handed<T: Any, R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.handed.with_value(|value| value.as_ref().and_then(|value| value.downcast_ref()).map(read))
    }
}
