//! The button that deletes what is selected.

use editor::{Editor, Mode};
use leptos::prelude::*;

use crate::ui::{Button, ButtonSize, ButtonVariant, IconName};

/// Deletes what is selected.
#[component]
pub fn Delete(editor: Editor, label: String) -> impl IntoView {
    let locked = move || {
        (editor.mode.get() != Mode::Draft)
            .then(|| "It is published: nothing can be deleted. Make a new version.".to_owned())
    };
    view! {
        <div class="inspector__actions">
            <Button
                variant=ButtonVariant::Danger
                size=ButtonSize::Small
                icon=IconName::Trash
                keys="Delete"
                reason=Signal::derive(locked)
                on_click=move |_| editor.delete_selected()
            >
                {label}
            </Button>
        </div>
    }
}
