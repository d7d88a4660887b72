//! The importer's own state: what is looked at, chosen and refused.

use journey::{
    format::File,
    import::{Choice, Way},
};
use leptos::{html, prelude::*};
use signals::RwSignal;

use crate::{ui::Toasts, workspace::Workspace};

/// Why something did not come in.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) from: String,
    pub(super) reasons: Vec<String>,
}

/// The file that waits for a person's look.
#[derive(Clone, PartialEq)]
pub(super) struct Asked {
    pub(super) way: Way,
    /// Its source, as a sentence names it: “mine.json”, or the clipboard.
    pub(super) from: String,
    pub(super) file: File,
}

/// Takes in what comes from outside. Made once, at the root.
#[derive(Clone, Copy)]
pub struct Importer {
    pub(super) workspace: Workspace,
    pub(super) toasts: Toasts,
    /// The file picker, and what for.
    pub(super) input: NodeRef<html::Input>,
    pub(super) way: StoredValue<Way>,
    pub(super) asked: RwSignal<Option<Asked>>,
    pub(super) choice: RwSignal<Choice>,
    pub(super) refusals: RwSignal<Vec<Refusal>>,
}
