//! *Save this journey as*: the first save gives the journey its name (spec: journey.md §3 ★).

use journey::text::Name;
use leptos::prelude::*;
use signals::SharedSignal;

use crate::{
    ui::{Button, ButtonKind, ButtonVariant, Dialog, DialogWidth, TextField},
    workspace::{Failure, use_workspace},
};

/// The dialog. `on_save` gets a name that may be used and says why it could not be saved, if so.
#[component]
pub fn SaveDialog(
    open: SharedSignal<bool>,
    /// The text of the box at first.
    name: SharedSignal<String>,
    on_save: Callback<Name, Result<(), Failure>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let error = SharedSignal::new(None::<String>);
    Effect::new(move |_| {
        if open.get() {
            error.set(None);
        }
    });
    let save = move || match workspace.check_name(&name.get_untracked(), None) {
        Err(wrong) => error.set(Some(wrong.to_string())),
        Ok(valid) => match on_save.run(valid) {
            Ok(()) => open.set(false),
            Err(why) => error.set(Some(why.to_string())),
        },
    };
    let on_input = move |text: String| {
        error.set(None);
        name.set(text);
    };
    let title = Signal::derive(move || "Save this journey as".to_owned());
    view! {
        <Dialog
            open
            on_close=move |()| open.set(false)
            title
            width=DialogWidth::Narrow
            on_submit=move |()| save()
            footer=move || view! {
                <Button on_click=move |_| open.set(false)>"Cancel"</Button>
                <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit>"Save"</Button>
            }.into_any()
        >
            <TextField label="Journey name" value=name on_input required=true error=Signal::derive(move || error.get()) />
        </Dialog>
    }
}
