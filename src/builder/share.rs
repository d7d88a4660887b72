//! A journey in a link: all of it stands in the part of the address that is never sent to anybody. It opens to be looked at,
//! until somebody takes it over.

use journey::{
    format::{self, Defaults},
    journey::{Draft, Journey, Published, VersionRef},
    text::Name,
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::{
    editor::{Editor, Look},
    open::Opened,
    page::Builder,
};
use crate::{
    platform::{clipboard, clock, new_journey_id, zip, zone},
    route::Route,
    shell::Title,
    ui::{Button, ButtonVariant, Dialog, TextField, use_toasts},
    workspace::use_workspace,
};

/// Beyond so many characters some programs cut a link.
const LONG: usize = 8_000;

/// The dialog with the link.
#[component]
pub fn ShareDialog(
    editor: Editor,
    open: RwSignal<bool>,
    /// What the journey is called.
    name: Signal<String>,
) -> impl IntoView {
    let toasts = use_toasts();
    let link = RwSignal::new(None::<String>);
    let wrong = RwSignal::new(None::<String>);
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
        zip::squeeze(&format::encode(&[journey]), move |squeezed| {
            let fits = squeezed.filter(|squeezed| squeezed.len() <= zip::SQUEEZED_MAX);
            let address = fits.map(|squeezed| format!("{}{}#{squeezed}", origin(), Route::Share.href()));
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

/// `/share#…`: what a link holds, to be looked at.
#[component]
pub fn SharePage() -> impl IntoView {
    let hash = use_location().hash;
    let text = RwSignal::new(None::<Option<String>>);
    Effect::new(move |_| {
        let squeezed = hash.get().trim_start_matches('#').to_owned();
        text.set(None);
        zip::unfold(&squeezed, move |found| drop(text.try_set(Some(found))));
    });
    move || match text.get()? {
        None => Some(
            view! { <Broken why="It may have been cut on its way. Ask for it again, or for the file.".to_owned() /> }
                .into_any(),
        ),
        Some(text) => Some(shown(text)),
    }
}

fn shown(text: String) -> AnyView {
    let defaults = Defaults { zone: zone::local_name(), now: clock::read() };
    let found: Result<Option<(Journey, Draft)>, String> =
        format::decode(&text, &defaults).map_err(|error| error.to_string()).map(|file| {
            let journey = file.journeys.into_iter().next()?;
            let draft = journey.draft.clone().or_else(|| journey.latest().map(Published::content).cloned())?;
            Some((journey, draft))
        });
    match found {
        Ok(Some((journey, draft))) => view! { <Shared text name=journey.name.to_string() draft /> }.into_any(),
        Ok(None) => view! { <Broken why="It holds no journey.".to_owned() /> }.into_any(),
        Err(why) => view! { <Broken why /> }.into_any(),
    }
}

#[component]
fn Shared(text: String, name: String, draft: Draft) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let take = Callback::new(move |()| match workspace.import(&text) {
        Ok(imported) => {
            toasts.success("The journey is yours now: a draft in this browser.");
            if let Some(id) = imported.ids.first() {
                let options = NavigateOptions { resolve: false, ..NavigateOptions::default() };
                navigate(&Route::Journey(id.clone()).href(), options);
            }
        }
        Err(why) => toasts.error(why),
    });
    let look = Look {
        title: format!("“{name}” came with a link"),
        text: "It can be looked at here. It is not in this browser until you take it over.".to_owned(),
        on: None,
        take: Some(("Take it over", take)),
    };
    let saved = Some(draft.clone());
    let opened = Opened {
        id: None,
        version: VersionRef::Draft,
        name: name.clone(),
        draft,
        saved,
        work: None,
        look: Some(look),
        of: None,
    };
    view! { <Title text=name /><Builder opened /> }
}

/// A link that holds nothing that can be shown.
#[component]
fn Broken(why: String) -> impl IntoView {
    view! {
        <Title text="Not readable" />
        <div class="page page--narrow">
            <div class="empty">
                <h1 class="empty__title">"This link cannot be read"</h1>
                <p class="empty__text">{why}</p>
                <p><a class="button button--primary" href=Route::Listings.href()>"Go to the journeys"</a></p>
            </div>
        </div>
    }
}
