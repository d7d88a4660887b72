//! What opens and closes beside the canvas.

use leptos::prelude::*;

use signals::SharedSignal;

/// What the buttons of the banner do.
#[derive(Clone, Copy)]
pub struct Commands {
    /// Saves the draft, or what was changed of a published version.
    pub save: Callback<()>,
    /// Does what saving means in the dialog that is open.
    pub save_from_dialog: Callback<()>,
    /// Opens *Publish journey*.
    pub publish: Callback<()>,
    /// Opens *Setup*.
    pub setup: SharedSignal<bool>,
    /// Shows the list of findings.
    pub checks: SharedSignal<bool>,
    /// Opens the restore points.
    pub points: SharedSignal<bool>,
    /// Opens the link to this journey.
    pub share: SharedSignal<bool>,
    /// Shows the rehearsal.
    pub rehearse: SharedSignal<bool>,
    /// Opens the list of keys.
    pub help: SharedSignal<bool>,
    /// Opens the list of versions.
    pub versions: SharedSignal<bool>,
}

/// What a finding can open besides the canvas.
#[derive(Clone, Copy)]
pub struct Openers {
    /// The dialog *Setup*.
    pub setup: SharedSignal<bool>,
    /// What the journey is called, to be repaired.
    pub name: SharedSignal<String>,
}
