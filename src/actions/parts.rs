//! The state that actions need: what was chosen, and the open question.

use journey::{lifecycle::Action, text::JourneyId};
use leptos::prelude::*;
use signals::RwSignal;

use crate::{route::Route, ui::Toasts, workspace::Workspace};

/// The question before an action is done.
#[derive(Clone, PartialEq)]
pub(super) enum Question {
    /// Do this to these, or to one version of one of them?
    Confirm(Action, Vec<JourneyId>, Option<u32>),
    /// No question: the description of a journey.
    Description(JourneyId),
}

/// Does actions, with their dialogs. Made once, at the root.
#[derive(Clone, Copy)]
pub struct Actions(pub(super) &'static Parts);

impl std::ops::Deref for Actions {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        self.0
    }
}

/// The state and callbacks that actions need.
pub struct Parts {
    pub(super) workspace: Workspace,
    pub(super) toasts: Toasts,
    pub(super) question: RwSignal<Option<Question>>,
    pub(super) go: Callback<Route>,
}

/// The choice of a person for some journeys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// To open it.
    Open,
    /// One of the actions of the status table, asked about first where it has consequences for users.
    Do(Action),
    /// To make a file of them.
    Export,
    /// To read the description.
    Describe,
}
