//! The journeys that would come in, with what becomes of each, to choose from.

use journey::{
    import::{Choice, Entry, Fate, Form, Plan, Way},
    lifecycle::Status,
    text::Name,
};
use leptos::prelude::*;
use signals::{Memo, RwSignal, shared};

use super::Importer;
use crate::{
    actions::StatusBadge,
    route::Route,
    ui::{Checkbox, RadioGroup, RadioOption},
};

/// The state of a plan's preview.
#[derive(Clone, Copy)]
pub struct Preview {
    /// The importer.
    pub importer: Importer,
    /// The way the journeys come in.
    pub way: Way,
    /// The plan.
    pub plan: Memo<Plan>,
    /// A person's choices in it.
    pub choice: RwSignal<Choice>,
    /// The fragment of the link that the journeys came with, where each can be opened.
    pub link: StoredValue<Option<String>>,
}

/// The preview.
pub fn view(preview: Preview) -> AnyView {
    let Preview { importer, way, plan, choice, link } = preview;
    let names =
        Memo::new(move |_| plan.with(|plan| shared(choice).with(|choice| importer.workspace.names(plan, choice))));
    let statuses = move || way == Way::Copies && link.with_value(Option::is_none) && plan.with(Plan::has_statuses);
    let groups = move || {
        let groups: [(&str, &str, &[Fate]); 3] = match way {
            Way::Copies => [
                ("New", "They are not here yet.", &[Fate::New]),
                (
                    "Here already",
                    "Each comes in once more, as another journey. What is here stays as it is.",
                    &[Fate::Copy],
                ),
                ("", "", &[]),
            ],
            Way::Backup => [
                ("New", "They are not here, and come in.", &[Fate::New]),
                ("Changed", "They become as they are in the file.", &[Fate::Replace]),
                ("The same", "They are here as they are in the file.", &[Fate::Same]),
            ],
        };
        let group = |(title, about, fates): (&'static str, &'static str, &[Fate])| {
            let rows = plan.with(|plan| {
                let all = plan.entries.iter().enumerate().filter(|(_, entry)| fates.contains(&entry.fate));
                all.map(|(at, entry)| row(preview, names, at, entry)).collect::<Vec<_>>()
            });
            (!rows.is_empty()).then(|| {
                view! {
                    <section class="incoming">
                        <h3 class="section__title">{format!("{title} ({})", rows.len())}</h3>
                        <p class="field__help">{about}</p>
                        <ul class="incoming__rows">{rows}</ul>
                    </section>
                }
            })
        };
        groups.map(group).collect_view()
    };
    let kept = move || {
        let names =
            if way == Way::Backup { plan.with(|plan| importer.workspace.names_beside(plan)) } else { Vec::new() };
        (!names.is_empty()).then(|| {
            let rows = names.iter().map(|name| view! { <li class="incoming__row">{name.clone()}</li> });
            view! {
                <section class="incoming">
                    <h3 class="section__title">{format!("Kept ({})", names.len())}</h3>
                    <p class="field__help">"They are not in the file, and stay as they are."</p>
                    <ul class="incoming__rows">{rows.collect_view()}</ul>
                </section>
            }
        })
    };
    view! {
        {move || statuses().then(|| form(choice))}
        {move || all(preview)}
        {groups}
        {kept}
    }
    .into_any()
}

/// One journey.
fn row(preview: Preview, names: Memo<Vec<Option<Name>>>, at: usize, entry: &Entry) -> AnyView {
    let Preview { choice, link, .. } = preview;
    let (name, status) = (entry.journey.name.to_string(), entry.status);
    let chosen = Signal::derive(move || shared(choice).with(|choice| choice.chosen.get(at) == Some(&true)));
    let pick = move |on: bool| {
        choice.update(|choice| {
            if let Some(chosen) = choice.chosen.get_mut(at) {
                *chosen = on;
            }
        });
    };
    let own = name.clone();
    let becomes = move || {
        let new = names.with(|names| names.get(at).cloned().flatten());
        let renamed =
            new.filter(|new| new.as_str() != own).map(|new| format!("Its name is taken: it comes in as “{new}”."));
        let drafted = status != Status::Draft && shared(choice).with(|choice| choice.form == Form::Drafts);
        let drafted = drafted.then(|| format!("{status} where it comes from; it comes in as a draft."));
        [renamed, drafted].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let becomes = Memo::new(move |_| becomes());
    let about = about(entry);
    let head = match entry.fate {
        Fate::Same => view! { <span>{name.clone()}</span> }.into_any(),
        _ => view! { <Checkbox label=name.clone() checked=chosen on_change=pick /> }.into_any(),
    };
    let look = link.get_value().map(|fragment| {
        let href = format!("{}?at={at}#{fragment}", Route::Share.href());
        view! { <a href=href aria-label=format!("Open {name}")>"Open"</a> }
    });
    view! {
        <li class="incoming__row">
            <div class="incoming__head">{head}<StatusBadge status />{look}</div>
            {(!about.is_empty()).then(|| view! { <p class="incoming__about">{about}</p> })}
            {move || becomes.with(|text| (!text.is_empty()).then(|| view! { <p class="incoming__about">{text.clone()}</p> }))}
            {entry.notes.iter().map(|note| view! { <p class="incoming__about incoming__note">{note.clone()}</p> }).collect_view()}
        </li>
    }
    .into_any()
}

/// The parts that come in with a journey besides its versions.
fn about(entry: &Entry) -> String {
    let journey = &entry.journey;
    let labels = (!journey.labels.is_empty()).then(|| format!("Labels: {}.", journey.labels.join(", ")));
    let archived = journey.archived.then(|| "Archived.".to_owned());
    let description = Some(journey.description.clone()).filter(|text| !text.trim().is_empty());
    [description, labels, archived].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The question in which form they come in.
fn form(choice: RwSignal<Choice>) -> AnyView {
    let options = || {
        vec![
            RadioOption::new("drafts", "As drafts")
                .help("The newest content of each. No one enters and nothing is sent until you publish it."),
            RadioOption::new("file", "With versions and statuses")
                .help("As in the file: a journey that is running there runs on here."),
        ]
    };
    let value =
        move || shared(choice).with(|choice| if choice.form == Form::Drafts { "drafts" } else { "file" }).to_owned();
    let pick = move |value: String| {
        let form = if value == "drafts" { Form::Drafts } else { Form::AsInFile };
        choice.update(|choice| choice.form = form);
    };
    view! {
        <RadioGroup
            legend=Signal::derive(|| "Import".to_owned())
            value=Signal::derive(value)
            options=Signal::derive(options)
            on_change=pick
        />
    }
    .into_any()
}

/// The box that stands for all of them, where there are several.
fn all(preview: Preview) -> Option<AnyView> {
    let Preview { plan, choice, .. } = preview;
    let open = move |plan: &Plan| plan.entries.iter().map(|entry| entry.fate != Fate::Same).collect::<Vec<_>>();
    let total = plan.with(|plan| open(plan).iter().filter(|open| **open).count());
    let count = move || plan.with(|plan| shared(choice).with(|choice| plan.count(choice)));
    let pick = move |on: bool| {
        let open = plan.with_untracked(open);
        choice.update(|choice| choice.chosen = open.into_iter().map(|open| open && on).collect());
    };
    (total > 1).then(|| {
        view! {
            <Checkbox
                label=format!("All {total} journeys")
                checked=Signal::derive(move || count() == total)
                mixed=Signal::derive(move || (1..total).contains(&count()))
                on_change=pick
            />
        }
        .into_any()
    })
}
