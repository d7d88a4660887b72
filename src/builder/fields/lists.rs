//! Lists within a field, drawn from the shape that [`rows`](crate::builder::fields::rows) gives them.

use journey::{
    field::{ENTRY_MAX, Input, LIST_MAX, Match, Value},
    time::Span,
};
use leptos::prelude::*;
use signals::Memo;

use super::{
    rows::{self, Cell, Rows},
    span::SpanInput,
};
use crate::ui::{Button, ButtonSize, ButtonVariant, IconName, el, unique_id};

/// A list: a legend, whether all or any must hold, the rows, and a button that adds one.
#[component]
pub fn ListInput(
    label: &'static str,
    help: Option<String>,
    /// The kind of list.
    input: Input,
    error: Signal<Option<String>>,
    locked: Signal<bool>,
    value: Signal<Option<Value>>,
    set: Callback<Option<Value>>,
) -> impl IntoView {
    let Some(shape) = rows::shape(input) else { return ().into_any() };
    let held = Memo::new(move |_| value.with(|value| rows::rows(value.as_ref())));
    let change = Callback::new(move |change: Change| {
        let mut new = held.get_untracked();
        change.make(&mut new, shape.new);
        set.run(rows::value(input, &new));
    });
    // The rows are drawn anew only when one comes or goes: a cell that is being typed in stays.
    let count = Memo::new(move |_| held.with(|held| held.cells.len()));
    let error_id = unique_id("error");
    let describes = error_id.clone();
    let row = move |i: usize| {
        let cells = shape.columns.iter().enumerate().map(|(column, (label, cell))| {
            let text = Signal::derive(move || {
                held.with(|held| held.cells.get(i).and_then(|row| row.get(column)).cloned()).unwrap_or_default()
            });
            let put = Callback::new(move |text: String| change.run(Change::Cell(i, column, text)));
            let shown = Memo::new(move |_| {
                held.with(|held| held.cells.get(i).is_some_and(|row| rows::asked(shape, row, column)))
            });
            move || shown.get().then(|| draw(label, *cell, text, locked, put))
        });
        view! {
            <div class="rows__row" role="group" aria-label=format!("{label} {}", i + 1)>
                <div class="rows__cells">{cells.collect_view()}</div>
                <Button
                    variant=ButtonVariant::Ghost
                    size=ButtonSize::Small
                    icon=IconName::Close
                    label=format!("Remove {} {}", label.to_lowercase(), i + 1)
                    disabled=locked
                    on_click=move |_| change.run(Change::Remove(i))
                />
            </div>
        }
        .into_any()
    };
    let matching = move || {
        (shape.matching && count.get() > 1).then(|| {
            let chosen = Signal::derive(move || held.with(|held| (held.matching as usize).to_string()));
            draw(
                "Match",
                Cell::Pick(MATCHES),
                chosen,
                locked,
                Callback::new(move |text| change.run(Change::Match(text))),
            )
        })
    };
    view! {
        <fieldset class="rows" aria-describedby=describes data-rows=".rows__row">
            <legend class="field__label">{label}</legend>
            {help.map(|help| view! { <p class="field__help">{help}</p> })}
            {matching}
            <For each=move || 0..count.get() key=|i| *i let:i>{row(i)}</For>
            <p class="field__error" id=error_id aria-live="polite">{move || error.get()}</p>
            {move || (!locked.get() && count.get() < LIST_MAX).then(|| view! {
                <Button size=ButtonSize::Small icon=IconName::Plus on_click=move |_| change.run(Change::Add)>{shape.add}</Button>
            })}
        </fieldset>
    }
    .into_any()
}

const MATCHES: &[&str] = &[Match::CHOICES[0].2, Match::CHOICES[1].2];

/// A change to a list.
enum Change {
    /// Adds a row.
    Add,
    /// Removes one.
    Remove(usize),
    /// Says whether all or any must hold.
    Match(String),
    /// Fills in a cell: the row, the column, the text.
    Cell(usize, usize, String),
}

impl Change {
    fn make(self, rows: &mut Rows, new: &[&str]) {
        match self {
            Self::Add => rows.cells.push(new.iter().map(ToString::to_string).collect()),
            Self::Remove(i) if i < rows.cells.len() => drop(rows.cells.remove(i)),
            Self::Remove(_) => {}
            Self::Match(text) => rows.matching = if text == "1" { Match::Any } else { Match::All },
            Self::Cell(i, column, text) => {
                if let Some(cell) = rows.cells.get_mut(i).and_then(|row| row.get_mut(column)) {
                    *cell = text;
                }
            }
        }
    }
}

/// Draws one cell.
fn draw(label: &'static str, cell: Cell, text: Signal<String>, locked: Signal<bool>, put: Callback<String>) -> AnyView {
    match cell {
        Cell::Text(list) => {
            let input = el("input", "input rows__text")
                .attr("type", "text")
                .attr("aria-label", label)
                .attr("placeholder", label)
                .attr("autocomplete", "off")
                .attr("maxlength", &ENTRY_MAX.to_string())
                .bind_flag("readonly", move || locked.get())
                .bind_value(move || text.get())
                .on("input", move |event| put.run(event_target_value(&event)));
            input.set("list", list);
            view! { {input} }.into_any()
        }
        Cell::Pick(names) => {
            let options = names.iter().enumerate().map(|(i, name)| {
                let own = i.to_string();
                let value = own.clone();
                view! { <option value=value prop:selected=move || text.with(|text| *text == own)>{*name}</option> }
            });
            view! {
                <select
                    class="input input--select rows__pick"
                    aria-label=label
                    disabled=move || locked.get()
                    on:change=move |event| put.run(event_target_value(&event))
                >
                    {options.collect_view()}
                </select>
            }
            .into_any()
        }
        Cell::Span => {
            let value = Signal::derive(move || text.with(|text| rows::read_span(text)));
            let on_change = Callback::new(move |span: Option<Span>| {
                if let Some(span) = span {
                    put.run(rows::write_span(span));
                }
            });
            view! { <SpanInput label value disabled=locked on_change /> }.into_any()
        }
    }
}
