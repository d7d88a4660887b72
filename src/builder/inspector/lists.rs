//! Fields that hold several rows: conditions, behaviours, names with values, updates. One frame, and a row for each.

use journey::{
    field::{
        Behaviour, Behaviours, Condition, Conditions, ENTRY_MAX, LIST_MAX, Match, Operation, Operator, Update, Value,
    },
    time::Span,
};
use leptos::prelude::*;

use crate::ui::{Button, ButtonSize, ButtonVariant, IconName, unique_id};

/// The frame: a legend, the rows, and a button that adds one.
#[component]
fn Rows(
    label: &'static str,
    help: Option<String>,
    error: Signal<Option<String>>,
    locked: Signal<bool>,
    /// How many rows there are: they are drawn anew only when one comes or goes.
    count: Signal<usize>,
    /// Draws the row of a number.
    row: Callback<usize, AnyView>,
    /// What stands before the rows.
    #[prop(optional)]
    before: Option<AnyView>,
    /// What the button says.
    add: &'static str,
    on_add: Callback<()>,
    on_remove: Callback<usize>,
) -> impl IntoView {
    let error_id = unique_id("error");
    let describes = error_id.clone();
    let numbers = Memo::new(move |_| (0..count.get()).collect::<Vec<_>>());
    view! {
        <fieldset class="rows" aria-describedby=describes>
            <legend class="field__label">{label}</legend>
            {help.map(|help| view! { <p class="field__help">{help}</p> })}
            {before}
            <For each=move || numbers.get() key=|i| *i let:i>
                <div class="rows__row" role="group" aria-label=format!("{label} {}", i + 1)>
                    <div class="rows__cells">{row.run(i)}</div>
                    <Button
                        variant=ButtonVariant::Ghost
                        size=ButtonSize::Small
                        icon=IconName::Close
                        label=format!("Remove {} {}", label.to_lowercase(), i + 1)
                        disabled=locked
                        on_click=move |_| on_remove.run(i)
                    />
                </div>
            </For>
            <p class="field__error" id=error_id aria-live="polite">{move || error.get()}</p>
            {move || (!locked.get() && count.get() < LIST_MAX).then(|| view! {
                <Button size=ButtonSize::Small icon=IconName::Plus on_click=move |_| on_add.run(())>{add}</Button>
            })}
        </fieldset>
    }
    .into_any()
}

/// A text in a row.
#[component]
fn Cell(
    label: &'static str,
    #[prop(into)] value: Signal<String>,
    locked: Signal<bool>,
    on_input: Callback<String>,
) -> impl IntoView {
    view! {
        <input
            class="input rows__text"
            type="text"
            aria-label=label
            placeholder=label
            maxlength=ENTRY_MAX.to_string()
            readonly=move || locked.get()
            prop:value=move || value.get()
            on:input=move |event| on_input.run(event_target_value(&event))
        />
    }
    .into_any()
}

/// A choice in a row, by its number among the choices.
#[component]
fn Pick(
    label: &'static str,
    choices: Vec<&'static str>,
    #[prop(into)] chosen: Signal<usize>,
    locked: Signal<bool>,
    on_pick: Callback<usize>,
) -> impl IntoView {
    let options = choices.into_iter().enumerate().map(|(i, name)| {
        view! { <option value=i.to_string() prop:selected=move || chosen.get() == i>{name}</option> }
    });
    view! {
        <select
            class="input input--select rows__pick"
            aria-label=label
            disabled=move || locked.get()
            on:change=move |event| {
                if let Ok(i) = event_target_value(&event).parse() {
                    on_pick.run(i);
                }
            }
        >
            {options.collect_view()}
        </select>
    }
    .into_any()
}

/// Whether all rows must hold or any one; it is asked only where there are several.
#[component]
fn MatchPick(
    shown: Signal<bool>,
    chosen: Signal<Match>,
    locked: Signal<bool>,
    on_pick: Callback<Match>,
) -> impl IntoView {
    move || {
        shown.get().then(|| {
            let names = Match::CHOICES.map(|(_, _, name)| name).to_vec();
            let pick = Callback::new(move |n: usize| {
                if let Some((matching, ..)) = Match::CHOICES.get(n) {
                    on_pick.run(*matching);
                }
            });
            view! { <Pick label="Match" choices=names chosen=Signal::derive(move || chosen.get() as usize) locked on_pick=pick /> }
        })
    }
}

/// A name with its value.
type Pair = (String, String);

/// A list that is being edited: what it is now, and how to put another in its place.
struct Held<T: Clone + Send + Sync + 'static> {
    now: Signal<T>,
    put: Callback<T>,
}

// Not derived: that would ask it of what is held.
impl<T: Clone + Send + Sync> Clone for Held<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Clone + Send + Sync> Copy for Held<T> {}

impl<T: Clone + Send + Sync + 'static> Held<T> {
    /// Changes it by a function.
    fn change(self, change: impl FnOnce(&mut T)) {
        let mut held = self.now.get_untracked();
        change(&mut held);
        self.put.run(held);
    }
}

/// Conditions on properties.
#[component]
pub fn ConditionsInput(
    label: &'static str,
    help: Option<String>,
    error: Signal<Option<String>>,
    locked: Signal<bool>,
    value: Signal<Option<Value>>,
    set: Callback<Option<Value>>,
) -> impl IntoView {
    let now = Signal::derive(move || match value.get() {
        Some(Value::Conditions(conditions)) => conditions,
        _ => Conditions::default(),
    });
    let put = Callback::new(move |conditions: Conditions| {
        set.run((!conditions.list.is_empty()).then_some(Value::Conditions(conditions)));
    });
    view! { <ConditionRows label help error locked held=Held { now, put } /> }
}

/// Conditions that are not a field of their own, such as those of a path.
#[component]
pub fn PathConditions(
    error: Signal<Option<String>>,
    locked: Signal<bool>,
    now: Signal<Conditions>,
    put: Callback<Conditions>,
) -> impl IntoView {
    view! { <ConditionRows label="Who takes it" help=None error locked held=Held { now, put } /> }
}

#[component]
fn ConditionRows(
    label: &'static str,
    help: Option<String>,
    error: Signal<Option<String>>,
    locked: Signal<bool>,
    held: Held<Conditions>,
) -> impl IntoView {
    let count = Signal::derive(move || held.now.with(|held| held.list.len()));
    let at =
        move |i: usize| Signal::derive(move || held.now.with(|held| held.list.get(i).cloned().unwrap_or_default()));
    let set = move |i: usize, change: Box<dyn FnOnce(&mut Condition)>| {
        held.change(|held| {
            if let Some(row) = held.list.get_mut(i) {
                change(row);
            }
        });
    };
    let row = Callback::new(move |i: usize| {
        let row = at(i);
        let operators = Operator::CHOICES.map(|(_, _, name)| name).to_vec();
        view! {
            <Cell label="Property" value=Signal::derive(move || row.get().property) locked on_input=Callback::new(move |text: String| set(i, Box::new(move |row| row.property = text))) />
            <Pick label="Operator" choices=operators chosen=Signal::derive(move || row.get().operator as usize) locked on_pick=Callback::new(move |n: usize| {
                if let Some((operator, ..)) = Operator::CHOICES.get(n) {
                    set(i, Box::new(move |row| {
                        row.operator = *operator;
                        if !operator.takes_value() {
                            row.value.clear();
                        }
                    }));
                }
            }) />
            {move || row.get().operator.takes_value().then(|| view! {
                <Cell label="Value" value=Signal::derive(move || row.get().value) locked on_input=Callback::new(move |text: String| set(i, Box::new(move |row| row.value = text))) />
            })}
        }
        .into_any()
    });
    let matching = view! {
        <MatchPick
            shown=Signal::derive(move || count.get() > 1)
            chosen=Signal::derive(move || held.now.with(|held| held.matching))
            locked
            on_pick=Callback::new(move |matching| held.change(|held| held.matching = matching))
        />
    };
    view! {
        <Rows
            label help error locked count row
            before=matching.into_any()
            add="Add condition"
            on_add=Callback::new(move |()| held.change(|held| held.list.push(Condition::default())))
            on_remove=Callback::new(move |i: usize| held.change(|held| { held.list.remove(i); }))
        />
    }
}

/// What somebody did or did not do.
#[component]
pub fn BehavioursInput(
    label: &'static str,
    help: Option<String>,
    error: Signal<Option<String>>,
    locked: Signal<bool>,
    value: Signal<Option<Value>>,
    set: Callback<Option<Value>>,
) -> impl IntoView {
    let now = Signal::derive(move || match value.get() {
        Some(Value::Behaviours(behaviours)) => behaviours,
        _ => Behaviours::default(),
    });
    let put = Callback::new(move |behaviours: Behaviours| {
        set.run((!behaviours.list.is_empty()).then_some(Value::Behaviours(behaviours)));
    });
    let held = Held { now, put };
    let new = || Behaviour { did: true, event: String::new(), within: Span::Days(30) };
    let count = Signal::derive(move || held.now.with(|held| held.list.len()));
    let change = move |i: usize, change: Box<dyn FnOnce(&mut Behaviour)>| {
        held.change(|held| {
            if let Some(row) = held.list.get_mut(i) {
                change(row);
            }
        });
    };
    let row = Callback::new(move |i: usize| {
        let row = Signal::derive(move || held.now.with(|held| held.list.get(i).cloned().unwrap_or_else(new)));
        view! {
            <Pick label="Did or did not" choices=vec!["did", "did not"] chosen=Signal::derive(move || usize::from(!row.get().did)) locked on_pick=Callback::new(move |n: usize| change(i, Box::new(move |row| row.did = n == 0))) />
            <Cell label="Event" value=Signal::derive(move || row.get().event) locked on_input=Callback::new(move |text: String| change(i, Box::new(move |row| row.event = text))) />
            <super::span::SpanInput
                label="Within the last"
                value=Signal::derive(move || Some(row.get().within))
                disabled=locked
                on_change=Callback::new(move |span: Option<Span>| {
                    if let Some(span) = span {
                        change(i, Box::new(move |row| row.within = span));
                    }
                })
            />
        }
        .into_any()
    });
    let matching = view! {
        <MatchPick
            shown=Signal::derive(move || count.get() > 1)
            chosen=Signal::derive(move || held.now.with(|held| held.matching))
            locked
            on_pick=Callback::new(move |matching| held.change(|held| held.matching = matching))
        />
    };
    view! {
        <Rows
            label help error locked count row
            before=matching.into_any()
            add="Add behaviour"
            on_add=Callback::new(move |()| held.change(|held| held.list.push(new())))
            on_remove=Callback::new(move |i: usize| held.change(|held| { held.list.remove(i); }))
        />
    }
}

/// Names with values.
#[component]
pub fn PairsInput(
    label: &'static str,
    help: Option<String>,
    error: Signal<Option<String>>,
    locked: Signal<bool>,
    value: Signal<Option<Value>>,
    set: Callback<Option<Value>>,
) -> impl IntoView {
    let now = Signal::derive(move || match value.get() {
        Some(Value::Pairs(pairs)) => pairs,
        _ => Vec::new(),
    });
    let put = Callback::new(move |pairs: Vec<Pair>| set.run((!pairs.is_empty()).then_some(Value::Pairs(pairs))));
    let held = Held { now, put };
    let count = Signal::derive(move || held.now.with(Vec::len));
    let row = Callback::new(move |i: usize| {
        let row = Signal::derive(move || held.now.with(|held| held.get(i).cloned().unwrap_or_default()));
        let change = move |change: Box<dyn FnOnce(&mut Pair)>| {
            held.change(|held| {
                if let Some(row) = held.get_mut(i) {
                    change(row);
                }
            });
        };
        view! {
            <Cell label="Name" value=Signal::derive(move || row.get().0) locked on_input=Callback::new(move |text: String| change(Box::new(move |row| row.0 = text))) />
            <Cell label="Value" value=Signal::derive(move || row.get().1) locked on_input=Callback::new(move |text: String| change(Box::new(move |row| row.1 = text))) />
        }
        .into_any()
    });
    view! {
        <Rows
            label help error locked count row
            add="Add row"
            on_add=Callback::new(move |()| held.change(|held| held.push(Default::default())))
            on_remove=Callback::new(move |i: usize| held.change(|held| { held.remove(i); }))
        />
    }
}

/// Changes to a user's properties.
#[component]
pub fn UpdatesInput(
    label: &'static str,
    help: Option<String>,
    error: Signal<Option<String>>,
    locked: Signal<bool>,
    value: Signal<Option<Value>>,
    set: Callback<Option<Value>>,
) -> impl IntoView {
    let now = Signal::derive(move || match value.get() {
        Some(Value::Updates(updates)) => updates,
        _ => Vec::new(),
    });
    let put =
        Callback::new(move |updates: Vec<Update>| set.run((!updates.is_empty()).then_some(Value::Updates(updates))));
    let held = Held { now, put };
    let count = Signal::derive(move || held.now.with(Vec::len));
    let row = Callback::new(move |i: usize| {
        let row = Signal::derive(move || held.now.with(|held| held.get(i).cloned().unwrap_or_default()));
        let change = move |change: Box<dyn FnOnce(&mut Update)>| {
            held.change(|held| {
                if let Some(row) = held.get_mut(i) {
                    change(row);
                }
            });
        };
        view! {
            <Cell label="Property" value=Signal::derive(move || row.get().property) locked on_input=Callback::new(move |text: String| change(Box::new(move |row| row.property = text))) />
            <Pick label="Operation" choices=Operation::CHOICES.map(|(_, _, name)| name).to_vec() chosen=Signal::derive(move || row.get().operation as usize) locked on_pick=Callback::new(move |n: usize| {
                if let Some((operation, ..)) = Operation::CHOICES.get(n) {
                    change(Box::new(move |row| row.operation = *operation));
                }
            }) />
            <Cell label="Value" value=Signal::derive(move || row.get().value) locked on_input=Callback::new(move |text: String| change(Box::new(move |row| row.value = text))) />
        }
        .into_any()
    });
    view! {
        <Rows
            label help error locked count row
            add="Add change"
            on_add=Callback::new(move |()| held.change(|held| held.push(Update::default())))
            on_remove=Callback::new(move |i: usize| held.change(|held| { held.remove(i); }))
        />
    }
}
