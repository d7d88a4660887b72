//! Filters that were saved under a name: kept by this browser, applied with one press.

use leptos::prelude::*;
use signals::{Memo, RwSignal, SharedSignal};

use super::{query::Query, state::Listing};
use crate::{
    lazy,
    ui::{
        Button, ButtonKind, ButtonSize, ButtonVariant, Dialog, DialogWidth, El, IconName, TextField, Toasts, button,
        el, focus_first, focus_in_next_frame, keep_row_focus, use_announcer, use_toasts,
    },
    unfinished::keep_unfinished,
    workspace::ENTRIES_MAX,
};

/// The longest name of a saved filter, in characters.
const NAME_MAX: usize = 60;

crate::lazy! {
    actions: static SAVED: fn(Listing) -> AnyView = saved_filters;
    actions: static SAVE: fn((Listing, RwSignal<bool>)) -> AnyView = save_dialog;
}

/// The saved filters, where there are any, and the button that saves what is filtered now.
pub fn saved(listing: Listing) -> AnyView {
    let some = Signal::derive(move || !listing.settings().filters.is_empty());
    lazy::on_first_open(some, &SAVED, listing)
}

/// One press each.
fn saved_filters(listing: Listing) -> AnyView {
    keep_row_focus();
    let filters = Memo::new(move |_| listing.settings().filters);
    let some = Memo::new(move |_| filters.with(|filters| !filters.is_empty()));
    let list = move || {
        some.get().then(|| {
            view! {
                <div class="chips" role="group" aria-label="Saved filters" data-rows=".chip-pair">
                    <For each=move || filters.get() key=Clone::clone let((name, filter))>
                        <SavedFilter listing name filter />
                    </For>
                </div>
            }
        })
    };
    list.into_any()
}

#[component]
fn SavedFilter(listing: Listing, name: String, filter: String) -> impl IntoView {
    let toasts = use_toasts();
    let on = {
        let filter = filter.clone();
        Memo::new(move |_| listing.query.with(|query| query.filter() == filter))
    };
    let apply = {
        let filter = filter.clone();
        move |_| {
            let columns = listing.query.with_untracked(|query| query.columns.clone());
            // A second press goes back to everything.
            let query = if on.get_untracked() { Query::default() } else { Query::parse(&filter) };
            listing.show(&Query { columns, ..query });
        }
    };
    let delete = {
        let saved = (name.clone(), filter.clone());
        move |_| {
            let saved = saved.clone();
            delete(listing, toasts, saved);
        }
    };
    view! {
        <span class="chip-pair">
            <button type="button" class="chip" aria-pressed=move || if on.get() { "true" } else { "false" } on:click=apply>
                {name.clone()}
            </button>
            <Button
                variant=ButtonVariant::Ghost
                size=ButtonSize::Small
                icon=IconName::Close
                label=format!("Delete filter {name}")
                on_click=delete
            />
        </span>
    }
}

/// The button that saves what is filtered now, where that is something and not saved yet, and its dialog.
pub fn save_filter(listing: Listing) -> El {
    let open = RwSignal::new(false);
    let filter = Memo::new(move |_| listing.query.with(Query::filter));
    let offered = Memo::new(move |_| {
        let filter = filter.get();
        !filter.is_empty() && listing.settings().filters.iter().all(|(_, other)| *other != filter)
    });
    let save = move || button(ButtonVariant::Ghost, IconName::Star, "Save filter", move || open.set(true));
    el("div", "filters__save").slot(move || offered.get().then(save)).view(lazy::on_first_open(
        open.into(),
        &SAVE,
        (listing, open),
    ))
}

fn delete(listing: Listing, toasts: Toasts, saved: (String, String)) {
    listing.keep(|settings| settings.filters.retain(|other| *other != saved));
    toasts.with_action(format!("The filter “{}” is deleted.", saved.0), "Undo", move || {
        listing.keep(|settings| settings.filters.push(saved.clone()));
        focus_in_next_frame(|| focus_first(".chip-pair:last-child .chip"));
    });
}

fn save_dialog((listing, open): (Listing, RwSignal<bool>)) -> AnyView {
    let announcer = use_announcer();
    let name = SharedSignal::new(String::new());
    let error = SharedSignal::new(None::<String>);
    let begin = move || {
        name.set(String::new());
        error.set(None);
    };
    let unfinished = keep_unfinished(open, || Some("filter".to_owned()), name, begin, move |text| name.set(text));
    let close = move || {
        unfinished.forget();
        open.set(false);
    };
    let save = move |()| {
        let text = name.get_untracked().trim().to_owned();
        let known = untrack(|| listing.settings().filters);
        let wrong = if text.is_empty() {
            Some("Enter a name for the filter.".to_owned())
        } else if text.chars().count() > NAME_MAX {
            Some(format!("A name has at most {NAME_MAX} characters."))
        } else if known.iter().any(|(other, _)| *other == text) {
            Some("Another filter has this name. Choose a different one.".to_owned())
        } else if known.len() >= ENTRIES_MAX {
            Some(format!("There are {ENTRIES_MAX} saved filters, which is the most. Delete one first."))
        } else {
            None
        };
        if wrong.is_some() {
            error.set(wrong);
            return;
        }
        announcer.say(format!("The filter “{text}” is saved."));
        listing.keep(|settings| settings.filters.push((text, listing.query.with_untracked(Query::filter))));
        close();
    };
    view! {
        <Dialog
            open
            on_close=move |()| close()
            title="Save filter"
            description="It keeps what is searched, filtered and sorted now, in this browser."
            width=DialogWidth::Narrow
            on_submit=save
            footer=move || view! {
                <Button on_click=move |_| close()>"Cancel"</Button>
                <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit>"Save"</Button>
            }
        >
            <TextField label="Filter name" value=name on_input=move |text| name.set(text) error=Signal::derive(move || error.get()) required=true />
        </Dialog>
    }
    .into_any()
}
