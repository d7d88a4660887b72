//! The notice while something else than Sojourn has emptied the storage, and what can still be done about it.

use leptos::prelude::*;
use signals::Memo;

use crate::{
    theme,
    ui::{Button, Notice, Tone, use_toasts},
    workspace::use_workspace,
};

crate::lazy! {
    actions: /// The notice.
    pub static EMPTIED: fn(()) -> AnyView = while_lost;
}

fn while_lost((): ()) -> AnyView {
    let workspace = use_workspace();
    let some = Memo::new(move |_| workspace.records.lost() > 0);
    (move || some.get().then(|| view! { <Emptied /> })).into_any()
}

/// The notice. It is said aloud, for it comes without having been asked for.
#[component]
fn Emptied() -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let write_back = move |_| match workspace.write_back() {
        Ok(()) => {
            theme::keep();
            toasts.success("Everything that was still here is written back.");
        }
        Err(why) => toasts.error(why.to_string()),
    };
    let export = move |_| {
        let ids: Vec<_> = untrack(|| workspace.outlines()).iter().map(|journey| journey.id.clone()).collect();
        match workspace.export(&ids) {
            Ok(()) => toasts.success("All journeys of this tab are in your downloads."),
            Err(why) => toasts.error(why.to_string()),
        }
    };
    let text = move || match workspace.records.lost() {
        1 => {
            "Another page, or something in this browser, has removed the record of a journey. It is still in this tab."
                .to_owned()
        }
        n => format!(
            "Another page, or something in this browser, has removed the records of {n} journeys. They are still in this tab."
        ),
    };
    let actions = move || {
        view! {
            <Button on_click=write_back>"Write back"</Button>
            <Button on_click=export>"Export journeys"</Button>
        }
    };
    view! {
        <div role="alert">
            <Notice tone=Tone::Danger title="The storage was emptied." actions>
                {text}
                " Write everything back or export it before you close the tab. Restore points, what was deleted recently, and unsaved work of journeys that are not open cannot be brought back."
            </Notice>
        </div>
    }
}
