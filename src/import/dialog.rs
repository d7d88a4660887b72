//! The dialogs: what would come in, and why something did not.

use journey::import::{Plan, Way};
use leptos::prelude::*;
use signals::Memo;

use super::{
    Importer, Refusal,
    preview::{Preview, view},
    take::bring,
};
use crate::ui::{Button, ButtonKind, ButtonVariant, Dialog, DialogWidth};

/// The dialogs. There once, at the root.
pub fn dialogs(importer: Importer) -> AnyView {
    view! { <Question importer /><Refusals importer /> }.into_any()
}

/// The journeys that would come in.
#[component]
fn Question(importer: Importer) -> impl IntoView {
    let Importer { workspace, asked, choice, .. } = importer;
    let way = move || asked.with(|asked| asked.as_ref().map_or(Way::Copies, |asked| asked.way));
    let plan = Memo::new(move |_| {
        let asked = asked.get()?;
        Some(workspace.plan(asked.file, asked.way))
    });
    let plan = Memo::new(move |_| plan.get().unwrap_or_default());
    let count = Memo::new(move |_| plan.with(|plan| choice.with(|choice| plan.count(choice))));
    let close = move |()| asked.set(None);
    let nothing = Signal::derive(move || {
        let reason = match way() {
            Way::Backup if plan.with(|plan| plan.count(&plan.first_choice(Way::Backup)) == 0) => {
                "All of it is here already."
            }
            _ => "Choose at least one journey.",
        };
        (count.get() == 0).then(|| reason.to_owned())
    });
    let submit = move |()| {
        let Some(asked) = asked.get_untracked().filter(|_| count.get_untracked() > 0) else { return };
        let from = if asked.way == Way::Backup { "" } else { &asked.from };
        let (plan, choice): (Plan, _) = (plan.get_untracked(), choice.get_untracked());
        close(());
        bring(importer, &plan, &choice, from);
    };
    let title = Signal::derive(move || match way() {
        Way::Copies => "Import journeys".to_owned(),
        Way::Backup => "Restore a backup".to_owned(),
    });
    let description = Signal::derive(move || {
        let from = asked.with(|asked| asked.as_ref().map(|asked| asked.from.clone())).unwrap_or_default();
        Some(format!("This is what {from} holds. Nothing of it is here yet."))
    });
    let command = move || match (way(), count.get()) {
        (Way::Backup, _) => "Restore backup".to_owned(),
        (Way::Copies, 1) => "Import 1 journey".to_owned(),
        (Way::Copies, many) => format!("Import {many} journeys"),
    };
    view! {
        <Dialog
            open=Signal::derive(move || asked.with(Option::is_some))
            on_close=close
            title
            description
            on_submit=submit
            width=DialogWidth::Medium
            footer=move || view! {
                <Button on_click=move |_| close(())>"Cancel"</Button>
                <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit reason=nothing>{command}</Button>
            }.into_any()
        >
            {view(Preview { importer, way: untrack(way), plan, choice, link: StoredValue::new(None) })}
        </Dialog>
    }
}

/// Why something did not come in.
#[component]
fn Refusals(importer: Importer) -> impl IntoView {
    let Importer { refusals, asked, .. } = importer;
    let close = move |()| refusals.set(Vec::new());
    let each = move || {
        let section = |refusal: Refusal| {
            let reasons = refusal.reasons.into_iter().map(|reason| match reason.split_once(": ") {
                // “path: what is wrong there”
                Some((path, wrong)) if !path.contains(' ') => {
                    view! { <li><code class="refusal__path">{path.to_owned()}</code>{wrong.to_owned()}</li> }.into_any()
                }
                _ => view! { <li>{reason}</li> }.into_any(),
            });
            view! {
                <section class="refusal">
                    <h3 class="section__title">{refusal.from}</h3>
                    <ul class="refusal__reasons">{reasons.collect_view()}</ul>
                </section>
            }
        };
        refusals.get().into_iter().map(section).collect_view()
    };
    // One after the other, where some files came in and others did not.
    let open = move || asked.with(Option::is_none) && refusals.with(|refusals| !refusals.is_empty());
    view! {
        <Dialog
            open=Signal::derive(open)
            on_close=close
            on_submit=close
            title="The file did not come in"
            description="Nothing of it is in the workspace. What is wrong with it:"
            width=DialogWidth::Medium
            plain=true
        >
            {each}
        </Dialog>
    }
}
