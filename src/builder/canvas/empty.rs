//! What the canvas says of an empty journey.

use editor::{Editor, Mode, links::next_step};
use leptos::prelude::*;

use crate::ui::{Button, IconName};

/// What an empty journey says, on the canvas and in the outline.
pub fn hint(editor: Editor) -> AnyView {
    if editor.mode.get_untracked() != Mode::Draft {
        return view! { <p>"This version has no nodes."</p> }.into_any();
    }
    view! {
        <p>"Users come into the journey by its first node, a segment."</p>
        <Button icon=IconName::Plus keys="N" on_click=move |_| { next_step(editor); }>"Add the first node"</Button>
    }
    .into_any()
}
