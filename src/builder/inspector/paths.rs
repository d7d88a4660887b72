//! The paths of a split: their names, their conditions or percentages, and their order.

use editor::{Editor, Mode};
use journey::{
    edit::{Edit, compose},
    field::{Conditions, Input, Value},
    graph::{Node, Path},
    kind::{Kind, PathLimits},
    preview::words,
    text::{NodeId, TITLE_MAX},
};
use leptos::prelude::*;

use crate::{
    builder::fields::lists::ListInput,
    ui::{
        Button, ButtonSize, ButtonVariant, IconName, MOVES_DOWN, MOVES_UP, Typed, ValueKind, Wrong, el, read_whole,
        unique_id,
    },
};

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
    let percent_locked = Signal::derive(move || editor.mode.get() == Mode::ReadOnly);
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
            let error = Signal::derive(move || editor.findings.path_error(&error_id, i));
            let put = Callback::new(move |value: Option<Value>| {
                let conditions = match value {
                    Some(Value::Conditions(conditions)) => conditions,
                    _ => Conditions::default(),
                };
                change.run((i, Path { conditions, ..path.get_untracked() }));
            });
            let name = move || journey::kind::Outcome::Path(u8::try_from(i).unwrap_or(u8::MAX)).name();
            let name_box = el("input", "input path__name")
                .attr("type", "text")
                .attr("autocomplete", "off")
                .attr("aria-label", &format!("Name of {}", name()))
                .attr("placeholder", &name())
                .attr("maxlength", &TITLE_MAX.to_string())
                .live_flag("readonly", move || locked.get())
                .live_value(move || path.get().name)
                .on("input", move |event| {
                    change.run((i, Path { name: event_target_value(&event), ..path.get_untracked() }));
                });
            let share = Signal::derive(move || path.get().percent);
            let percent = Typed::new(share, write_percent, read_percent, move |percent| {
                change.run((i, Path { percent, ..path.get_untracked() }));
            });
            let refused = percent.error();
            let wrong = Signal::derive(move || refused.get().filter(|_| manual.get()).or_else(|| error.get()));
            let wrong_id = unique_id("error");
            let percent_box = {
                let wrong_id = wrong_id.clone();
                move || {
                    let wrong_id = wrong_id.clone();
                    let input = ValueKind::Number
                        .input()
                        .attr("min", "0")
                        .attr("max", "100")
                        .attr("aria-label", &format!("Percentage of {}", name()))
                        .live("aria-invalid", move || wrong.with(Option::is_some).then(|| "true".to_owned()))
                        .live("aria-describedby", move || wrong.with(Option::is_some).then(|| wrong_id.clone()))
                        .live_flag("readonly", move || percent_locked.get());
                    percent.control(input)
                }
            };
            view! {
                <div class="path" role="group" aria-label=name data-field=format!("path.{i}")>
                    <div class="path__line">
                        {name_box}
                        {move || (kind == Kind::SplitTest && manual.get()).then(|| view! {
                            <span class="path__share">{percent_box()}"%"</span>
                        })}
                        <Button
                            variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::ChevronUp class=MOVES_UP label=format!("Move path {} up", i + 1)
                            disabled=Signal::derive(move || locked.get() || i == 0)
                            on_click=move |_| apply(editor.draft.with_untracked(|draft| compose::move_path(draft, &up_id, i, i.saturating_sub(1))))
                        />
                        <Button
                            variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::ChevronDown class=MOVES_DOWN label=format!("Move path {} down", i + 1)
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
                        view! { <p class="field__error" id=wrong_id aria-live="polite">{move || wrong.get()}</p> }.into_any()
                    }}
                </div>
            }
        }
    };
    view! {
        <section class="section" aria-label="Paths" data-field="paths" data-rows=".path">
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

/// A share that was never set counts as 0.
fn write_percent(held: &Option<u8>) -> String {
    held.unwrap_or(0).to_string()
}

fn read_percent(text: &str, is_bad: bool) -> Result<Option<u8>, Wrong> {
    let percent = read_whole(text, is_bad, 0, 100)?.and_then(|percent| u8::try_from(percent).ok());
    percent.map(Some).ok_or_else(|| Wrong::Now("Enter a whole number from 0 to 100.".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_a_whole_number_from_0_to_100_and_never_0_by_mistake() {
        for (text, percent) in [("0", 0), ("33", 33), ("100", 100)] {
            assert_eq!(read_percent(text, false), Ok(Some(percent)));
        }
        for text in ["", "33.3", "300", "150", "101", "256", "-1", "0.5", "1e2", "abc"] {
            assert_eq!(
                read_percent(text, false),
                Err(Wrong::Now("Enter a whole number from 0 to 100.".into())),
                "{text}"
            );
        }
        assert!(read_percent("", true).is_err());
    }
}
