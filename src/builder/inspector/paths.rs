//! The paths of a split: their names, their conditions or percentages, and their order.

use editor::{Editor, Mode};
use journey::{
    edit::{Edit, compose},
    field::{Conditions, Input, Value},
    graph::{Node, Path},
    journey::Draft,
    kind::{Kind, Outcome, PathLimits},
    preview::words,
    text::{NodeId, TITLE_MAX},
};
use leptos::prelude::*;
use signals::Memo;

use crate::{
    builder::fields::lists::ListInput,
    ui::{
        Button, ButtonSize, ButtonVariant, El, IconName, MOVES_DOWN, MOVES_UP, Typed, ValueKind, Wrong, el, read_whole,
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
    let list = PathList { editor, id, kind, limits, paths, manual };
    let numbers = Memo::new(move |_| (0..paths.with(Vec::len)).collect::<Vec<_>>());
    let rows = {
        let list = list.clone();
        move |i: usize| view! { <PathRow list=list.clone() i /> }
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
            {
                let list = list.clone();
                move || list.has_percentages().then(|| sum(paths))
            }
            <Button
                size=ButtonSize::Small
                icon=IconName::Plus
                disabled=Signal::derive(move || editor.is_locked() || paths.with(Vec::len) >= limits.max)
                on_click=move |_| list.apply(compose::add_path)
            >
                "Add path"
            </Button>
        </section>
    }
    .into_any()
}

/// The sum of the percentages, marked where it is not 100.
fn sum(paths: Memo<Vec<Path>>) -> impl IntoView {
    let sum = move || paths.with(|paths| paths.iter().map(|path| u32::from(path.percent.unwrap_or(0))).sum::<u32>());
    view! {
        <p class="path__sum" class:path__sum--wrong=move || sum() != 100>{move || format!("{} % of 100 %", sum())}</p>
    }
}

/// The paths of a node, as its form reads and changes them.
#[derive(Clone)]
struct PathList {
    editor: Editor,
    id: NodeId,
    kind: Kind,
    limits: PathLimits,
    paths: Memo<Vec<Path>>,
    /// Set where percentages are entered by hand.
    manual: Memo<bool>,
}

impl PathList {
    fn has_percentages(&self) -> bool {
        self.kind == Kind::SplitTest && self.manual.get()
    }

    fn path(&self, i: usize) -> Path {
        self.paths.with(|paths| paths.get(i).cloned().unwrap_or_default())
    }

    /// Changes one path, where it is still there.
    fn update(&self, i: usize, change: impl FnOnce(&mut Path)) {
        let mut paths = self.paths.get_untracked();
        if let Some(path) = paths.get_mut(i) {
            change(path);
            self.editor.apply(&Edit::Paths(self.id.clone(), paths));
        }
    }

    /// Applies an edit of the whole list, where there is one.
    fn apply(&self, edit: impl FnOnce(&Draft, &NodeId) -> Option<Edit>) {
        if let Some(edit) = self.editor.draft.with_untracked(|draft| edit(draft, &self.id)) {
            self.editor.apply(&edit);
        }
    }
}

/// One path: its name, its percentage or conditions, and the buttons that move and remove it.
#[component]
fn PathRow(list: PathList, i: usize) -> impl IntoView {
    let (editor, manual) = (list.editor, list.manual);
    let name = Outcome::Path(u8::try_from(i).unwrap_or(u8::MAX)).name();
    let error = {
        let id = list.id.clone();
        Signal::derive(move || editor.findings.path_error(&id, i))
    };
    let percent = {
        let (read, put) = (list.clone(), list.clone());
        let held = Signal::derive(move || read.path(i).percent);
        Typed::new(held, write_percent, read_percent, move |percent| put.update(i, |path| path.percent = percent))
    };
    let refused = percent.error();
    let wrong = Signal::derive(move || refused.get().filter(|_| manual.get()).or_else(|| error.get()));
    let wrong_id = unique_id("error");
    let percentage = {
        let (list, name, wrong_id) = (list.clone(), name.clone(), wrong_id.clone());
        move || {
            list.has_percentages().then(|| {
                let input = percent_input(editor, &name, wrong, wrong_id.clone());
                view! { <span class="path__share">{percent.control(input)}"%"</span> }
            })
        }
    };
    view! {
        <div class="path" role="group" aria-label=name.clone() data-field=format!("path.{i}")>
            <div class="path__line">
                {name_input(list.clone(), i, &name)}
                {percentage}
                <PathButtons list=list.clone() i />
            </div>
            {if list.limits.others {
                view! { <PathConditions list i error /> }.into_any()
            } else {
                view! { <p class="field__error" id=wrong_id aria-live="polite">{move || wrong.get()}</p> }.into_any()
            }}
        </div>
    }
}

/// The box for the name of a path.
fn name_input(list: PathList, i: usize, name: &str) -> El {
    let (editor, read) = (list.editor, list.clone());
    el("input", "input path__name")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("aria-label", &format!("Name of {name}"))
        .attr("placeholder", name)
        .attr("maxlength", &TITLE_MAX.to_string())
        .bind_flag("readonly", move || editor.is_locked())
        .bind_value(move || read.path(i).name)
        .on("input", move |event| list.update(i, |path| path.name = event_target_value(&event)))
}

/// The box for the percentage of a path, which can be changed after publishing too.
fn percent_input(editor: Editor, name: &str, wrong: Signal<Option<String>>, wrong_id: String) -> El {
    let is_wrong = move || wrong.with(Option::is_some);
    ValueKind::Number
        .input()
        .attr("min", "0")
        .attr("max", "100")
        .attr("aria-label", &format!("Percentage of {name}"))
        .bind("aria-invalid", move || is_wrong().then(|| "true".to_owned()))
        .bind("aria-describedby", move || is_wrong().then(|| wrong_id.clone()))
        .bind_flag("readonly", move || editor.mode.get() == Mode::ReadOnly)
}

/// The buttons that move a path up and down and remove it.
#[component]
fn PathButtons(list: PathList, i: usize) -> impl IntoView {
    let PathList { editor, limits, paths, .. } = list;
    let (up, down, remove) = (list.clone(), list.clone(), list);
    view! {
        <Button
            variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::ChevronUp class=MOVES_UP label=format!("Move path {} up", i + 1)
            disabled=Signal::derive(move || editor.is_locked() || i == 0)
            on_click=move |_| up.apply(|draft, id| compose::move_path(draft, id, i, i.saturating_sub(1)))
        />
        <Button
            variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::ChevronDown class=MOVES_DOWN label=format!("Move path {} down", i + 1)
            disabled=Signal::derive(move || editor.is_locked() || i + 1 >= paths.with(Vec::len))
            on_click=move |_| down.apply(|draft, id| compose::move_path(draft, id, i, i + 1))
        />
        <Button
            variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Close label=format!("Remove path {}", i + 1)
            disabled=Signal::derive(move || editor.is_locked() || paths.with(Vec::len) <= limits.min)
            on_click=move |_| remove.apply(|draft, id| compose::remove_path(draft, id, i))
        />
    }
}

/// The conditions of a path: as a sentence, and as a list to change.
#[component]
fn PathConditions(list: PathList, i: usize, error: Signal<Option<String>>) -> impl IntoView {
    let editor = list.editor;
    let locked = Signal::derive(move || editor.is_locked());
    let conditions = {
        let list = list.clone();
        Signal::derive(move || list.path(i).conditions)
    };
    let value = Signal::derive(move || Some(Value::Conditions(conditions.get())));
    let set = Callback::new(move |value: Option<Value>| {
        let conditions = match value {
            Some(Value::Conditions(conditions)) => conditions,
            _ => Conditions::default(),
        };
        list.update(i, |path| path.conditions = conditions);
    });
    let sentence = move || conditions.with(words::path).map(|text| view! { <p class="inspector__sentence">{text}</p> });
    view! {
        {sentence}
        <ListInput label="Who takes it" help=None input=Input::Conditions error locked value set />
    }
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
