//! Read-only content: a restore point, or a shared link.

use leptos::prelude::*;

/// Something that is only looked at.
#[derive(Clone, Debug)]
pub struct ReadOnlyView {
    /// Its title.
    pub title: String,
    /// Why it cannot be changed here.
    pub text: String,
    /// A link to a further page: its text and its address.
    pub on: Option<(String, String)>,
    /// An action instead: the label of its button, and the action.
    pub take: Option<(&'static str, Callback<()>)>,
}
