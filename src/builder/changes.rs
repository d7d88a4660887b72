//! The differences between two versions, as a list of sentences (issue 3, Compare).

use journey::{
    compare::diff::{Change, picture::Mark},
    journey::Draft,
    text::NodeId,
};
use leptos::prelude::*;

use crate::ui::{Icon, IconName};

/// The icon of what became of something: what the colour says, the shape says too.
pub fn mark_icon(mark: Mark) -> IconName {
    match mark {
        Mark::Same => IconName::Check,
        Mark::Added => IconName::Plus,
        Mark::Removed => IconName::Trash,
        Mark::Changed => IconName::Edit,
        Mark::Moved => IconName::Fit,
    }
}

/// The part of an attribute that gives a mark its colour and line.
pub fn mark_slug(mark: Mark) -> &'static str {
    match mark {
        Mark::Same => "same",
        Mark::Added => "added",
        Mark::Removed => "removed",
        Mark::Changed => "changed",
        Mark::Moved => "moved",
    }
}

/// The number of changes, in a sentence.
pub fn count(changes: usize) -> String {
    match changes {
        0 => "Nothing differs.".to_owned(),
        1 => "1 change.".to_owned(),
        n => format!("{n} changes."),
    }
}

/// A sentence with its full stop, unless what it quotes last ends one already.
pub fn full_stop(said: String) -> String {
    let ends = [".”", "!”", "?”", "…”", "."].iter().any(|end| said.ends_with(end));
    if ends { said } else { said + "." }
}

/// The changes, each in a sentence. With `choose`, those that are about a part of the graph are buttons that lead to it.
pub fn change_list(changes: &[Change], from: &Draft, to: &Draft, choose: Option<Callback<NodeId>>) -> AnyView {
    let line = |change: &Change| {
        let text = full_stop(change.sentence(from, to));
        let details: Vec<_> = change.details(from, to).into_iter().map(|line| view! { <li>{line}</li> }).collect();
        let place = change.place().cloned();
        let said = match (choose, place) {
            (Some(choose), Some(node)) => view! {
                <button type="button" class="change__text" on:click=move |_| choose.run(node.clone())>{text}</button>
            }
            .into_any(),
            _ => view! { <span class="change__text">{text}</span> }.into_any(),
        };
        view! {
            <li class="change" data-mark=mark_slug(change.mark())>
                <Icon name=mark_icon(change.mark()) />
                <div class="change__said">
                    {said}
                    {(!details.is_empty()).then(|| view! { <ul class="change__details">{details}</ul> })}
                </div>
            </li>
        }
        .into_any()
    };
    view! { <ul class="changes">{changes.iter().map(line).collect::<Vec<_>>()}</ul> }.into_any()
}
