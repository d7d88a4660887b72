//! Goals: segments that end the journey for who meets them.

use journey::{
    field::{Fields, Section},
    kind::{Category, KINDS, Kind},
    preview::words,
    setup::{GOALS_MAX, Goal},
    text::TITLE_MAX,
};
use leptos::prelude::*;
use signals::{Memo, RwSignal};

use super::form::Form;
use crate::{
    builder::{
        checks::{At, Found},
        inspector::FieldControl,
    },
    ui::{Button, ButtonSize, ButtonVariant, IconName, Select, SelectOption, TextField},
};

/// The section *Goals*.
#[component]
pub fn Goals(form: Form) -> impl IntoView {
    let goals = Memo::new(move |_| form.setup.get().goals);
    // Drawn anew when a goal comes, goes or changes its kind, and not while one is typed in.
    let shape =
        Memo::new(move |_| goals.with(|goals| goals.iter().map(|goal| goal.kind).enumerate().collect::<Vec<_>>()));
    let add = move |_| {
        form.change(|setup| {
            let segment = Fields::start(Kind::Action.spec().segment);
            setup.goals.push(Goal { name: String::new(), kind: Kind::Action, segment });
        });
    };
    view! {
        <section class="setup__section" data-field="setup.goals" data-rows=".goal">
            <h3 class="setup__heading">"Goals"</h3>
            <p class="field__help">"A user who meets a goal leaves the journey. At most three."</p>
            <For each=move || shape.get() key=|row| *row let:row>
                <GoalForm form goals i=row.0 kind=row.1 />
            </For>
            <p class="field__error" aria-live="polite">{move || form.error("goals").get()}</p>
            <Found editor=form.editor at=At::Setup("goals") />
            <Button
                size=ButtonSize::Small
                icon=IconName::Flag
                disabled=Signal::derive(move || form.locked.get() || goals.with(Vec::len) >= GOALS_MAX)
                on_click=add
            >
                "Add goal"
            </Button>
        </section>
    }
}

#[component]
fn GoalForm(form: Form, goals: Memo<Vec<Goal>>, i: usize, kind: Kind) -> impl IntoView {
    let name =
        Signal::derive(move || goals.with(|goals| goals.get(i).map(|goal| goal.name.clone())).unwrap_or_default());
    let change = Callback::new(move |change: Box<dyn FnOnce(&mut Goal) + Send + Sync>| {
        form.change(|setup| {
            if let Some(goal) = setup.goals.get_mut(i) {
                change(goal);
            }
        });
    });
    let too_long = RwSignal::new(None::<String>);
    let kinds = KINDS
        .iter()
        .filter(|spec| spec.group == Category::Segment && !spec.entry_only)
        .map(|spec| SelectOption::new(spec.slug, spec.name))
        .collect::<Vec<_>>();
    let set_kind = move |slug: String| {
        if let Some(kind) = Kind::of_slug(&slug) {
            change.run(Box::new(move |goal| {
                goal.kind = kind;
                goal.segment = Fields::start(kind.spec().segment);
            }));
        }
    };
    let fields = kind.spec().fields(Section::Segment).iter().map(|spec| {
        let value = Signal::derive(move || {
            goals.with(|goals| goals.get(i).and_then(|goal| goal.segment.get(spec.key).cloned()))
        });
        let set = Callback::new(move |value| {
            change.run(Box::new(move |goal| {
                goal.segment.set(spec.key, value);
            }))
        });
        let error = Signal::derive(move || form.editor.findings.goal_error(i, spec.key));
        view! {
            <div data-field=format!("setup.goal.{i}.{}", spec.key)>
                <FieldControl spec value set error locked=form.locked journey=Signal::stored(String::new()) />
            </div>
        }
        .into_any()
    });
    view! {
        <fieldset class="goal" data-field=format!("setup.goal.{i}")>
            <legend class="goal__legend">{format!("Goal {}", i + 1)}</legend>
            {move || {
                let said = goals.with(|goals| goals.get(i).and_then(|goal| words::segment(goal.kind, &goal.segment)));
                said.map(|said| view! { <p class="inspector__sentence">{said}</p> })
            }}
            <div class="setup__pair">
                <TextField
                    label="Goal name"
                    value=name
                    required=true
                    read_only=form.locked
                    error=Signal::derive(move || too_long.get())
                    on_input=move |text: String| {
                        let fits = text.chars().count() <= TITLE_MAX;
                        too_long.set((!fits).then(|| format!("A name has at most {TITLE_MAX} characters. It is kept as it was before.")));
                        if fits {
                            change.run(Box::new(move |goal| goal.name = text));
                        }
                    }
                />
                <Select label="Segment" value=Signal::stored(kind.spec().slug.to_owned()) options=Signal::stored(kinds) on_change=set_kind disabled=form.locked />
            </div>
            {fields.collect_view()}
            <Button
                variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Trash disabled=form.locked
                on_click=move |_| form.change(|setup| { setup.goals.remove(i); })
            >
                {format!("Remove goal {}", i + 1)}
            </Button>
        </fieldset>
    }
}
