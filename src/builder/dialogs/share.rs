//! The dialog with the link that holds the journey.

use editor::Editor;
use journey::{format, journey::Journey, text::Name};
use leptos::prelude::*;
use signals::SharedSignal;

use crate::{
    platform::{clipboard, clock, deflate, new_journey_id},
    route::Route,
    ui::{Button, ButtonVariant, Dialog, TextField, use_toasts},
};

/// Beyond so many characters some programs cut a link.
const LONG: usize = 8_000;

/// The dialog with the link.
#[component]
pub fn ShareDialog(
    editor: Editor,
    open: SharedSignal<bool>,
    /// The journey's name.
    name: Signal<String>,
) -> impl IntoView {
    let toasts = use_toasts();
    let link = SharedSignal::new(None::<String>);
    let wrong = SharedSignal::new(None::<String>);
    Effect::new(move |_| {
        if !open.get() {
            return;
        }
        link.set(None);
        wrong.set(None);
        let Ok(name) = Name::parse(&name.get_untracked()) else {
            wrong.set(Some("Give the journey a name first.".to_owned()));
            return;
        };
        let journey = Journey::new(new_journey_id(), name, editor.draft.get_untracked(), clock::read());
        deflate::compress(&format::encode(&[journey]), move |compressed| {
            let fits = compressed.filter(|compressed| compressed.len() <= deflate::COMPRESSED_MAX);
            let address = fits.map(|compressed| format!("{}{}#{compressed}", origin(), Route::Share.href()));
            if address.is_none() {
                wrong.try_set(Some("This journey is too large for a link. Export it and send the file.".to_owned()));
            }
            link.try_set(address);
        });
    });
    let copy = move || {
        if let Some(link) = link.get_untracked() {
            clipboard::write(&link, move |done| match done {
                true => toasts.success("The link is copied."),
                false => toasts.error("The browser did not copy the link. Select it and copy it by hand."),
            });
        }
    };
    let reason = Signal::derive(move || link.with(Option::is_none).then(|| wrong.get().unwrap_or_default()));
    let help = Signal::derive(move || {
        let long = link.with(|link| link.as_ref().is_some_and(|link| link.len() > LONG));
        let text = if long {
            "It is long: some programs cut such links. Where it does not open, export the journey and send the file."
        } else {
            "Whoever opens it sees the journey as it is now, and can take a copy. Nothing is sent to a server."
        };
        Some(text.to_owned())
    });
    let title = Signal::derive(move || "Share link".to_owned());
    view! {
        <Dialog
            open
            on_close=move |()| open.set(false)
            title
            on_submit=move |()| copy()
            footer=move || view! {
                <Button on_click=move |_| open.set(false)>"Close"</Button>
                <Button variant=ButtonVariant::Primary reason on_click=move |_| copy()>"Copy link"</Button>
            }.into_any()
        >
            <TextField
                label="Link"
                value=Signal::derive(move || link.get().unwrap_or_default())
                on_input=|_| {}
                read_only=true
                help
                error=Signal::derive(move || wrong.get())
            />
        </Dialog>
    }
}

/// Scheme and host of this page.
fn origin() -> String {
    location().origin().unwrap_or_default()
}
