//! A journey in a link: all of it stands in the part of the address that is never sent to anybody. It opens to be looked at,
//! until somebody takes it over. A link that was made by other means may hold several.

use std::fmt;

use journey::{
    format::File,
    import::{Choice, Entry, Plan, Way},
    journey::VersionRef,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use signals::{Memo, RwSignal};

use super::{page::Builder, read_only_view::ReadOnlyView, session::opened::Opened};
use crate::{
    import::{BRING, Importer, PREVIEW, Preview, use_importer},
    lazy,
    platform::deflate,
    route::{Route, use_go},
    shell::Title,
    ui::{Button, ButtonVariant},
    workspace::{FileError, read, use_workspace},
};

/// The reason why a link brings nothing.
#[derive(Clone)]
enum LinkError {
    /// Nothing stands behind its `#`.
    Empty,
    /// The text there cannot be decompressed.
    Cut,
    /// Its content is no file of journeys.
    File(FileError),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "It holds no journey: there is nothing behind its #. Ask for it again, or for the file.",
            Self::Cut => "It was cut or changed on its way. Ask for it again, or for the file.",
            Self::File(error) => return error.fmt(f),
        })
    }
}

/// `/share#…`: what a link holds, to be looked at. Of several journeys all are listed, and `?at=2` shows the third.
#[component]
pub fn SharePage() -> impl IntoView {
    let location = use_location();
    let (hash, query) = (location.hash, location.query);
    let found = RwSignal::new(None::<Result<File, LinkError>>);
    Effect::new(move |_| {
        let readings = journey::share::readings(&hash.get());
        found.set(None);
        let done = move |read| drop(found.try_set(Some(read)));
        if readings.is_empty() {
            done(Err(LinkError::Empty));
        } else {
            decompress(readings, Box::new(done));
        }
    });
    let at = Memo::new(move |_| query.with(|query| query.get("at")).and_then(|at| at.parse::<usize>().ok()));
    move || {
        Some(match found.get()? {
            Err(why) => view! { <Broken why=why.to_string() /> }.into_any(),
            Ok(file) => view! { <Shared file at fragment=hash.get_untracked() /> }.into_any(),
        })
    }
}

/// Reads the first of several readings that holds journeys.
fn decompress(mut readings: Vec<String>, done: Box<dyn FnOnce(Result<File, LinkError>)>) {
    if readings.is_empty() {
        return done(Err(LinkError::Cut));
    }
    let reading = readings.remove(0);
    deflate::decompress(&reading, move |text| match text {
        Some(text) => done(read(&text).map_err(LinkError::File)),
        None => decompress(readings, done),
    });
}

/// The journeys of a link: the only one, the one that is looked at, or all of them to choose from.
#[component]
fn Shared(file: File, at: Memo<Option<usize>>, fragment: String) -> impl IntoView {
    let importer = use_importer();
    let workspace = use_workspace();
    let plan = Memo::new(move |_| workspace.plan(file.clone(), Way::Copies));
    let choice = RwSignal::new(plan.with_untracked(|plan| plan.first_choice(Way::Copies)));
    let go = use_go();
    let take = move |choice: Choice| {
        BRING.run(move |bring| {
            let undo = bring(importer, &plan.get_untracked(), &choice, "the link");
            let ids: Vec<_> = undo.iter().flat_map(|undo| undo.ids().cloned()).collect();
            match ids.as_slice() {
                [] => {}
                [only] => go.run(Route::Journey(only.clone())),
                _ => go.run(Route::Listings),
            }
        });
    };
    let link = StoredValue::new(Some(fragment.trim_start_matches('#').to_owned()));
    let count = plan.with_untracked(|plan| plan.entries.len());
    let one = Memo::new(move |_| at.get().or((count == 1).then_some(0)).filter(|at| *at < count));
    move || match one.get() {
        Some(at) => {
            let take = Callback::new(move |()| {
                let mut only = plan.with_untracked(|plan| plan.first_choice(Way::Copies));
                only.chosen.iter_mut().enumerate().for_each(|(other, chosen)| *chosen = other == at);
                take(only);
            });
            let back = link.with_value(|link| link.as_ref().map(|link| format!("{}#{link}", Route::Share.href())));
            let back = back.filter(|_| count > 1).map(|href| (format!("All {count} journeys"), href));
            plan.with_untracked(|plan| plan.entries.get(at).and_then(|entry| looked_at(entry, back, take)))
        }
        None => Some(view! { <Several importer plan choice link take=Callback::new(take) /> }.into_any()),
    }
}

/// The builder on one journey of a link, to be looked at.
fn looked_at(entry: &Entry, on: Option<(String, String)>, take: Callback<()>) -> Option<AnyView> {
    let draft = entry.content()?.clone();
    let name = entry.journey.name.to_string();
    let with = match (entry.journey.description.trim(), entry.journey.labels.as_slice()) {
        ("", []) => String::new(),
        ("", labels) => format!(" Its labels come with it: {}.", labels.join(", ")),
        (text, []) => format!(" Its description comes with it: “{text}”."),
        (text, labels) => format!(" Its description and labels come with it: “{text}”; {}.", labels.join(", ")),
    };
    let look = ReadOnlyView {
        title: format!("“{name}” came with a link"),
        text: format!("It can be looked at here. Take it over, and it is in this browser as a draft.{with}"),
        on,
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
        own: None,
    };
    Some(view! { <Title text=name /><Builder opened /> }.into_any())
}

/// All journeys of a link, to choose from.
#[component]
fn Several(
    importer: Importer,
    plan: Memo<Plan>,
    choice: RwSignal<Choice>,
    link: StoredValue<Option<String>>,
    take: Callback<Choice>,
) -> impl IntoView {
    let total = plan.with_untracked(|plan| plan.entries.len());
    let count = Memo::new(move |_| plan.with(|plan| choice.with(|choice| plan.count(choice))));
    let nothing = Signal::derive(move || (count.get() == 0).then(|| "Choose at least one journey.".to_owned()));
    let command = move || match count.get() {
        1 => "Take over 1 journey".to_owned(),
        many => format!("Take over {many} journeys"),
    };
    let preview = Preview { importer, way: Way::Copies, plan, choice, link };
    let title = format!("{total} journeys came with a link");
    view! {
        <Title text=title.clone() />
        <div class="page page--narrow">
            <header class="page__header">
                <div class="page__titles">
                    <h1 class="page__title">{title}</h1>
                    <p class="page__lead">"They can be looked at here. Those that you take over are in this browser then, as drafts."</p>
                </div>
            </header>
            <h2 class="visually-hidden">"Journeys of the link"</h2>
            {lazy::when_loaded(&PREVIEW, move |view| view(preview))}
            <p class="incoming__take">
                <Button variant=ButtonVariant::Primary reason=nothing on_click=move |_| take.run(choice.get_untracked())>{command}</Button>
            </p>
        </div>
    }
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
