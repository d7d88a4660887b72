//! The paths of a split: their names, their conditions or percentages, and their order.

use journey::{
    compose,
    edit::Edit,
    field::{Conditions, Input, Value},
    graph::{Node, Path},
    kind::{Kind, PathLimits},
    text::{NodeId, TITLE_MAX},
    words,
};
use leptos::prelude::*;

use super::{
    super::editor::{Editor, Mode},
    lists::ListInput,
};
use crate::ui::{Button, ButtonSize, ButtonVariant, IconName};

/// The section *Paths*.
#[component]
pub fn PathsForm(
    editor: Editor,
    id: NodeId,
    kind: Kind,
    limits: PathLimits,
    node: Memo<Option<Node>>,
) -> impl IntoView {
    let paths = Memo::new(move |_| node.with(|node| node.as_ref().map(|node| node.paths.clone())).unwrap_or_default());
    let manual =
        Memo::new(move |_| node.with(|node| node.as_ref().is_some_and(|node| node.what.text("mode") == "manual")));
    let locked = Signal::derive(move || editor.mode.get() != Mode::Draft);
    let percent_locked = Signal::derive(move || editor.mode.get() == Mode::Closed);
    let numbers = Memo::new(move |_| (0..paths.with(Vec::len)).collect::<Vec<_>>());
    let sum = move || paths.with(|paths| paths.iter().map(|path| u32::from(path.percent.unwrap_or(0))).sum::<u32>());
    let change = {
        let id = id.clone();
        Callback::new(move |(i, path): (usize, Path)| {
            let mut new = paths.get_untracked();
            if let Some(old) = new.get_mut(i) {
                *old = path;
                editor.apply(&Edit::Paths(id.clone(), new));
            }
        })
    };
    let apply = move |edit: Option<Edit>| {
        if let Some(edit) = edit {
            editor.apply(&edit);
        }
    };
    let add = {
        let id = id.clone();
        move |_| apply(editor.draft.with_untracked(|draft| compose::add_path(draft, &id)))
    };
    let rows = {
        let id = id.clone();
        move |i: usize| {
            let (remove_id, up_id, down_id, error_id) = (id.clone(), id.clone(), id.clone(), id.clone());
            let path = Signal::derive(move || paths.with(|paths| paths.get(i).cloned().unwrap_or_default()));
            let error = Signal::derive(move || editor.path_error(&error_id, i));
            let put = Callback::new(move |value: Option<Value>| {
                let conditions = match value {
                    Some(Value::Conditions(conditions)) => conditions,
                    _ => Conditions::default(),
                };
                change.run((i, Path { conditions, ..path.get_untracked() }));
            });
            let name = move || journey::kind::Outcome::Path(u8::try_from(i).unwrap_or(u8::MAX)).name();
            view! {
                <div class="path" role="group" aria-label=name data-field=format!("path.{i}")>
                    <div class="path__line">
                        <input
                            class="input path__name"
                            type="text"
                            aria-label=move || format!("Name of {}", name())
                            placeholder=name
                            maxlength=TITLE_MAX.to_string()
                            readonly=move || locked.get()
                            prop:value=move || path.get().name
                            on:input=move |event| change.run((i, Path { name: event_target_value(&event), ..path.get_untracked() }))
                        />
                        {move || (kind == Kind::SplitTest && manual.get()).then(|| view! {
                            <span class="path__share">
                                <input
                                    class="input input--number"
                                    type="number"
                                    min="0"
                                    max="100"
                                    aria-label=move || format!("Percentage of {}", name())
                                    readonly=move || percent_locked.get()
                                    prop:value=move || path.get().percent.unwrap_or(0).to_string()
                                    on:change=move |event| {
                                        let percent = event_target_value(&event).trim().parse().unwrap_or(0u8).min(100);
                                        change.run((i, Path { percent: Some(percent), ..path.get_untracked() }));
                                    }
                                />
                                "%"
                            </span>
                        })}
                        <Button
                            variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::ChevronUp label=format!("Move path {} up", i + 1)
                            disabled=Signal::derive(move || locked.get() || i == 0)
                            on_click=move |_| apply(editor.draft.with_untracked(|draft| compose::move_path(draft, &up_id, i, i.saturating_sub(1))))
                        />
                        <Button
                            variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::ChevronDown label=format!("Move path {} down", i + 1)
                            disabled=Signal::derive(move || locked.get() || i + 1 >= paths.with(Vec::len))
                            on_click=move |_| apply(editor.draft.with_untracked(|draft| compose::move_path(draft, &down_id, i, i + 1)))
                        />
                        <Button
                            variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Close label=format!("Remove path {}", i + 1)
                            disabled=Signal::derive(move || locked.get() || paths.with(Vec::len) <= limits.min)
                            on_click=move |_| apply(editor.draft.with_untracked(|draft| compose::remove_path(draft, &remove_id, i)))
                        />
                    </div>
                    {if limits.others {
                        let now = Signal::derive(move || Some(Value::Conditions(path.get().conditions)));
                        let said = move || {
                            path.with(|path| words::path(&path.conditions)).map(|said| view! { <p class="inspector__sentence">{said}</p> })
                        };
                        view! {
                            {said}
                            <ListInput label="Who takes it" help=None input=Input::Conditions error locked value=now set=put />
                        }.into_any()
                    } else {
                        view! { <p class="field__error" aria-live="polite">{move || error.get()}</p> }.into_any()
                    }}
                </div>
            }
        }
    };
    view! {
        <section class="section" aria-label="Paths" data-field="paths">
            <h3 class="section__title">"Paths"</h3>
            <p class="field__help">
                {if limits.others {
                    "A user takes the first path whose conditions hold, else Others, which is always last."
                } else {
                    "Users are shared out over the paths."
                }}
            </p>
            <For each=move || numbers.get() key=|i| *i let:i>{rows.clone()(i)}</For>
            {limits.others.then(|| view! {
                <p class="path--others" data-field=move || format!("path.{}", paths.with(Vec::len))>
                    <strong>"Others"</strong>" come last: who takes none of these paths."
                </p>
            })}
            {move || (kind == Kind::SplitTest && manual.get()).then(|| view! {
                <p class="path__sum" class:path__sum--wrong=move || sum() != 100>{move || format!("{} % of 100 %", sum())}</p>
            })}
            <Button
                size=ButtonSize::Small
                icon=IconName::Plus
                disabled=Signal::derive(move || locked.get() || paths.with(Vec::len) >= limits.max)
                on_click=add
            >
                "Add path"
            </Button>
        </section>
    }
    .into_any()
}
