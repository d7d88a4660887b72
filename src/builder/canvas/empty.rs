//! What the canvas says of an empty journey.

use editor::{Editor, Mode, commands::table::NEXT};
use leptos::prelude::*;

use crate::builder::commands::button::CommandButton;

/// What an empty journey says, on the canvas and in the outline.
pub fn hint(editor: Editor) -> AnyView {
    if editor.mode.get_untracked() != Mode::Draft {
        return view! { <p>"This version has no nodes."</p> }.into_any();
    }
    view! {
        <p>"Users come into the journey by its first node, a segment."</p>
        <CommandButton editor command=&NEXT text="Add the first node" />
    }
    .into_any()
}
