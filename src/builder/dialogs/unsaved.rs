//! *Unsaved journey*: what was not saved the last time is still there (spec: journey.md §3.4).

use journey::time::Instant;
use leptos::prelude::*;

use crate::{
    moment::Moment,
    ui::{Button, ButtonVariant, Dialog, DialogWidth},
};

/// The choice of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsavedChoice {
    /// Go on with it.
    Restore,
    /// Leave it.
    Fresh,
}

/// The dialog. It is open while there is something to restore.
#[component]
pub fn UnsavedDialog(
    /// When it was last changed, and how many nodes it has.
    found: Signal<Option<(Instant, usize)>>,
    /// True where it belongs to a journey that was saved before.
    saved_before: bool,
    on_choice: Callback<UnsavedChoice>,
) -> impl IntoView {
    let open = Signal::derive(move || found.with(Option::is_some));
    let title = Signal::derive(move || "Unsaved journey".to_owned());
    let fresh = if saved_before {
        "Open it as it was saved and let go of these changes."
    } else {
        "Begin with an empty canvas and let go of it."
    };
    view! {
        <Dialog
            open
            on_close=move |()| on_choice.run(UnsavedChoice::Restore)
            title
            width=DialogWidth::Narrow
            on_submit=move |()| on_choice.run(UnsavedChoice::Restore)
            footer=move || view! {
                <Button on_click=move |_| on_choice.run(UnsavedChoice::Fresh)>"Start fresh"</Button>
                <Button variant=ButtonVariant::Primary autofocus=true on_click=move |_| on_choice.run(UnsavedChoice::Restore)>"Restore"</Button>
            }.into_any()
        >
            <p>
                "There is work that was not saved"
                {move || found.get().map(|(at, nodes)| view! { ", with " {nodes} {if nodes == 1 { " node" } else { " nodes" }} ", from " <Moment at /> })}
                "."
            </p>
            <p class="field__help">"Restore goes on with it. Start fresh: " {fresh}</p>
        </Dialog>
    }
}
