//! The button that deletes what is selected.

use editor::{Editor, commands::table::DELETE};
use leptos::prelude::*;

use crate::{
    builder::commands::button::CommandButton,
    ui::{ButtonSize, ButtonVariant},
};

/// Deletes what is selected.
#[component]
pub fn Delete(editor: Editor, label: String) -> impl IntoView {
    view! {
        <div class="inspector__actions">
            <CommandButton editor command=&DELETE text=label variant=ButtonVariant::Danger size=ButtonSize::Small />
        </div>
    }
}
