//! The help: every kind of node with its fields and outcomes, every check, and how personalisation is written; all of it off the
//! tables that the builder itself reads, so that it cannot say anything else.

use journey::{
    checks::{CheckId, Severity},
    field::{FieldSpec, Section},
    kind::{Category, EntryFit, KINDS, KindSpec, Outcome},
    preview::sample::PROPERTIES,
    tokens,
};
use leptos::prelude::*;

use crate::shell::Title;

/// The page `/help`.
#[component]
pub fn HelpPage() -> impl IntoView {
    let groups = Category::ALL.map(|group| {
        let kinds = KINDS.iter().filter(|spec| spec.group == group).map(kind).collect_view();
        view! { <section class="help__group"><h2 class="help__heading">{group.name()}</h2>{kinds}</section> }.into_any()
    });
    let rows = |severity: Severity| {
        let checks = CheckId::ALL.iter().map(|id| id.spec()).filter(|spec| spec.severity == severity);
        checks.map(|spec| line(spec.title, spec.about.to_owned())).collect_view()
    };
    let tokens = PROPERTIES.iter().map(|(name, value, default)| {
        let token = tokens::write(name, (!default.is_empty()).then_some(default));
        line(&token, format!("“{value}” in previews"))
    });
    view! {
        <Title text="Help" />
        <div class="page page--narrow help">
            <header class="help__header">
                <h1 class="page__title">"Help"</h1>
                <p>"What each node does and takes, how personalisation is written, and what is checked before a journey is published."</p>
            </header>
            {groups.into_iter().collect_view()}
            <section class="help__group">
                <h2 class="help__heading">"Personalisation"</h2>
                <p>"Text in double braces stands for a property of the user. After a bar comes what a user without it reads."</p>
                <dl class="help__list">{tokens.collect_view()}</dl>
            </section>
            <section class="help__group">
                <h2 class="help__heading">"Checks"</h2>
                <h3 class="help__name">"Errors"</h3>
                <p>"They keep a journey from being published."</p>
                <dl class="help__list">{rows(Severity::Error)}</dl>
                <h3 class="help__name">"Warnings"</h3>
                <p>"They are worth a look, and stand in the way of nothing."</p>
                <dl class="help__list">{rows(Severity::Warning)}</dl>
            </section>
        </div>
    }
    .into_any()
}

fn kind(spec: &'static KindSpec) -> AnyView {
    let fields = Section::ALL.into_iter().flat_map(|section| spec.fields(section)).map(field).collect_view();
    let entry = match spec.entry {
        EntryFit::Never => None,
        EntryFit::AtATime => Some("Users can come in here at a specific time"),
        EntryFit::OnEvent => Some("Users can come in here by an event"),
        EntryFit::Either => Some("Users can come in here at a specific time or by an event"),
    };
    let entry = entry.map(|entry| {
        if spec.entry_only { [entry, ", and it can stand nowhere else."].concat() } else { [entry, "."].concat() }
    });
    let paths = spec.paths.map(|limits| {
        let others = if limits.others { ", and Others" } else { "" };
        format!("Its {} to {} paths{others}", limits.min, limits.max)
    });
    let outcomes: Vec<String> =
        paths.into_iter().chain(spec.outcomes.iter().map(|outcome: &Outcome| outcome.name())).collect();
    let waits = spec.outcomes.iter().any(|outcome| outcome.waits());
    let leads = match (outcomes.is_empty(), waits) {
        (true, _) => "Nothing comes after it.".to_owned(),
        (false, true) => format!("Leads on by {}; Timeout is the opposite of what is waited for.", outcomes.join(", ")),
        (false, false) => format!("Leads on by {}.", outcomes.join(", ")),
    };
    let quiet = spec.quiet.then(|| view! { <p>"Quiet hours hold it back."</p> });
    view! {
        <article class="help__kind">
            <h3 class="help__name" id=spec.slug>{spec.name}</h3>
            <p>{spec.about}</p>
            {entry.map(|entry| view! { <p>{entry}</p> })}
            <p>{leads}</p>
            {quiet}
            <dl class="help__list">{fields}</dl>
        </article>
    }
    .into_any()
}

fn field(spec: &'static FieldSpec) -> AnyView {
    let mut about = vec![spec.help.to_owned(), spec.takes() + "."];
    about.extend(spec.starts_with().map(|start| format!("Starts with “{start}”.")));
    if spec.required {
        about.push("Required.".to_owned());
    }
    line(spec.label, about.join(" "))
}

fn line(term: &str, about: String) -> AnyView {
    view! { <div class="help__line"><dt>{term.to_owned()}</dt><dd>{about}</dd></div> }.into_any()
}
