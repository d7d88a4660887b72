//! The panels that open and close beside the canvas.

use leptos::prelude::*;

use signals::SharedSignal;

/// The panels and dialogs of the builder, and what saves from them.
#[derive(Clone, Copy)]
pub struct Panels {
    /// Saves the draft, or what was changed of a published version.
    pub save: Callback<()>,
    /// Does what saving means in the dialog that is open.
    pub save_from_dialog: Callback<()>,
    /// Goes to the listings.
    pub leave: Callback<()>,
    /// *Publish journey* is open.
    pub publish: SharedSignal<bool>,
    /// *Setup* is open.
    pub setup: SharedSignal<bool>,
    /// The list of findings is shown.
    pub checks: SharedSignal<bool>,
    /// The restore points are open.
    pub points: SharedSignal<bool>,
    /// The link to this journey is open.
    pub share: SharedSignal<bool>,
    /// The rehearsal is shown.
    pub rehearse: SharedSignal<bool>,
    /// The list of keys is open.
    pub help: SharedSignal<bool>,
    /// The list of versions is open.
    pub versions: SharedSignal<bool>,
    /// The command menu is open.
    pub commands: SharedSignal<bool>,
    /// The view of the graph: `canvas` or `outline`.
    pub view: SharedSignal<&'static str>,
    /// The name of the journey, or what stands for one.
    pub name: Signal<String>,
    /// The name of a journey that was never saved, as it is typed.
    pub typed_name: SharedSignal<String>,
    /// True where the journey was saved before.
    pub is_saved: Signal<bool>,
}

impl Panels {
    /// Tells that a dialog was asked for, be its code here or still on the way.
    pub fn is_dialog_asked(self) -> bool {
        let dialogs = [self.publish, self.setup, self.points, self.share, self.help, self.versions, self.commands];
        dialogs.iter().any(|open| open.get_untracked())
    }
}
