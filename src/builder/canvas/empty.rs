//! The hint on an empty canvas.

use editor::{Editor, Mode, commands::table::NEXT};
use leptos::prelude::*;

use crate::builder::commands::button::CommandButton;

/// The hint of an empty journey, on the canvas and in the outline.
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
