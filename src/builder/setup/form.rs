//! The setup as its fields read and change it.

use editor::Editor;
use journey::{edit::Edit, setup::Setup};
use leptos::prelude::*;

use signals::SharedMemo;
/// A part of the setup that can be read and changed.
#[derive(Clone, Copy)]
pub struct Form {
    /// The open journey.
    pub editor: Editor,
    /// The setup as it is.
    pub setup: SharedMemo<Setup>,
    /// True where it cannot be changed.
    pub locked: Signal<bool>,
}

impl Form {
    /// Changes the setup.
    pub fn change(self, change: impl FnOnce(&mut Setup)) {
        let mut new = self.setup.get_untracked();
        change(&mut new);
        if new != self.setup.get_untracked() {
            self.editor.apply(&Edit::Setup(Box::new(new)));
        }
    }

    /// The first error at a field, by its name in findings.
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.editor.findings.setup_error(field))
    }
}
