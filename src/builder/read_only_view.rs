//! What is shown to be looked at and not to be changed: a restore point, somebody's link.

use leptos::prelude::*;

/// Something that is only looked at.
#[derive(Clone, Debug)]
pub struct ReadOnlyView {
    /// What it is.
    pub title: String,
    /// Why it cannot be changed here.
    pub text: String,
    /// What a link leads on to: its text and its address.
    pub on: Option<(String, String)>,
    /// What a press does instead: what the button says, and what it does.
    pub take: Option<(&'static str, Callback<()>)>,
}
