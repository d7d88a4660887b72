//! The bar that is shown while a link waits for its end: its start, and how to choose its target. It shows what the
//! live region says. Its two buttons serve touch, which has neither O nor Escape (spec: interface.md, Canvas).

use editor::{
    Editor,
    commands::table::{CANCEL_LINK, OUTCOME},
};
use leptos::prelude::*;
use signals::Memo;

use crate::{
    builder::commands::button::CommandButton,
    ui::{ButtonSize, ButtonVariant},
};

/// The bar over the canvas and the outline. The hand that draws a link does without it: it sees what it does.
#[component]
pub fn LinkBar(editor: Editor) -> impl IntoView {
    // The node, its outcome, and whether the node has another one.
    let from = Memo::new(move |_| {
        let link_draft = editor.link_draft.get()?;
        editor.draft.with(|draft| {
            let node = draft.graph.node(&link_draft.from)?;
            let turns = link_draft.reconnecting.is_none() && node.outcomes().len() > 1;
            Some((node.label(), node.outcome_name(link_draft.outcome), turns))
        })
    });
    move || {
        let (label, outcome, turns) = from.get()?;
        Some(
            view! {
                <div class="link-bar" role="group" aria-label="Link">
                    <p class="link-bar__text">
                        {format!("Where does {label} {outcome} lead? Press a node.")}
                        <span class="link-bar__keys">"Arrows choose, Enter draws."</span>
                    </p>
                    {turns.then(|| view! {
                        <CommandButton editor command=&OUTCOME size=ButtonSize::Small />
                    })}
                    <CommandButton editor command=&CANCEL_LINK variant=ButtonVariant::Ghost size=ButtonSize::Small />
                </div>
            }
            .into_any(),
        )
    }
}
