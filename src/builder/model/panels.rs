//! What opens and closes beside the canvas.

use leptos::prelude::*;

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
    pub setup: RwSignal<bool>,
    /// Shows the list of findings.
    pub checks: RwSignal<bool>,
    /// Opens the restore points.
    pub points: RwSignal<bool>,
    /// Opens the link to this journey.
    pub share: RwSignal<bool>,
    /// Shows the rehearsal.
    pub rehearse: RwSignal<bool>,
    /// Opens the list of keys.
    pub help: RwSignal<bool>,
    /// Opens the list of versions.
    pub versions: RwSignal<bool>,
}

/// What a finding can open besides the canvas.
#[derive(Clone, Copy)]
pub struct Openers {
    /// The dialog *Setup*.
    pub setup: RwSignal<bool>,
    /// What the journey is called, to be repaired.
    pub name: RwSignal<String>,
}
