//! The one generic form: every field of every kind, drawn from its description (house.md, idea 3).

use editor::{Editor, Mode};
use journey::{
    edit::Edit,
    field::{FieldSpec, Input, Section, Value},
    kind::Kind,
    preview::words,
    text::NodeId,
};
use leptos::prelude::*;
use signals::{Memo, RwSignal};

use super::insert::TokenMenu;
use crate::{
    builder::fields::{lists::ListInput, rows, span::SpanInput},
    ui::{Select, SelectOption, TextArea, TextField, Typed, ValueField, Wrong, read_whole},
    workspace::use_workspace,
};

/// The fields of one section of a node, under its heading.
#[component]
pub fn SectionForm(editor: Editor, id: NodeId, kind: Kind, section: Section) -> impl IntoView {
    let heading = match section {
        Section::Segment => "Segment",
        Section::Who => "Who",
        Section::What if kind.is_engagement() => "What",
        Section::What => "Settings",
    };
    let fields = kind.spec().fields(section).iter().map(|spec| {
        let id = id.clone();
        let value = {
            let id = id.clone();
            Signal::derive(move || {
                editor
                    .draft
                    .with(|draft| draft.graph.node(&id).and_then(|node| node.fields(section).get(spec.key).cloned()))
            })
        };
        let journey = {
            let id = id.clone();
            Signal::derive(move || {
                editor.draft.with(|draft| {
                    draft
                        .graph
                        .node(&id)
                        .map(|node| node.fields(section).text("journey").to_owned())
                        .unwrap_or_default()
                })
            })
        };
        let set = {
            let id = id.clone();
            Callback::new(move |value| {
                editor.apply(&Edit::Field { node: id.clone(), section, key: spec.key, value });
            })
        };
        let error = {
            let id = id.clone();
            Signal::derive(move || editor.findings.field_error(&id, section, spec.key))
        };
        let locked = Signal::derive(move || match editor.mode.get() {
            Mode::Draft => false,
            Mode::ContentOnly => !(section == Section::What && kind.is_engagement()),
            Mode::ReadOnly => true,
        });
        let name = field_name(section, spec.key);
        let tokens = matches!(spec.input, Input::Text { tokens: true, .. }).then(|| {
            let field = name.clone();
            move || {
                (!locked.get()).then(|| view! { <TokenMenu editor label=spec.label field=field.clone() /> }.into_any())
            }
        });
        view! {
            <div class="inspector__field" data-field=name>
                {tokens}
                <FieldControl spec value set error locked journey />
            </div>
        }
        .into_any()
    });
    let sentence = (section == Section::Segment).then(|| {
        let id = id.clone();
        let said = Memo::new(move |_| {
            editor.draft.with(|draft| draft.graph.node(&id).and_then(|node| words::segment(kind, &node.segment)))
        });
        move || said.get().map(|said| view! { <p class="inspector__sentence">{said}</p> })
    });
    view! {
        <section class="section">
            <h3 class="section__title">{heading}</h3>
            {sentence}
            {fields.collect_view()}
        </section>
    }
}

/// The name by which a finding leads to a field.
pub fn field_name(section: Section, key: &str) -> String {
    format!("{}.{key}", section.slug())
}

/// The control of one field.
#[component]
pub fn FieldControl(
    /// The field's row of the table.
    spec: &'static FieldSpec,
    /// Its value.
    value: Signal<Option<Value>>,
    /// Told what it holds now.
    set: Callback<Option<Value>>,
    /// Its error.
    error: Signal<Option<String>>,
    /// True where it cannot be changed.
    locked: Signal<bool>,
    /// The journey that the field `journey` beside it names.
    journey: Signal<String>,
) -> impl IntoView {
    let refused = RwSignal::new(None::<String>);
    let error = Signal::derive(move || refused.get().or_else(|| error.get()));
    let text =
        Signal::derive(move || value.with(|value| value.as_ref().and_then(Value::text).unwrap_or_default().to_owned()));
    // A text past its limit stays in the box with its error, and the draft keeps what it had.
    let set_text = Callback::new(move |text: String| {
        let most = most_characters(spec.input);
        let count = text.chars().count();
        if count > most {
            refused.set(Some(format!("At most {most} characters; this has {count}. It is kept as it was before.")));
            return;
        }
        refused.set(None);
        set.run((!text.is_empty()).then_some(Value::Text(text)));
    });
    let help = (!spec.help.is_empty()).then_some(spec.help.to_owned());
    let label = spec.label;
    let required = spec.required;
    match spec.input {
        Input::Text { lines: true, .. } => view! {
            <TextArea label value=text on_input=set_text error help=MaybeProp::from(help) required read_only=locked rows=4 />
        }
        .into_any(),
        Input::Text { .. } | Input::Address { .. } => view! {
            <TextField label value=text on_input=set_text error help=MaybeProp::from(help) required read_only=locked />
        }
        .into_any(),
        Input::Event | Input::Property => {
            let list = if spec.input == Input::Event { rows::EVENTS } else { rows::PROPERTIES };
            view! {
                <TextField label value=text on_input=set_text error help=MaybeProp::from(help) required read_only=locked list />
            }
            .into_any()
        }
        Input::Number { min, max, unit } => {
            let held = Signal::derive(move || match value.get() {
                Some(Value::Number(number)) => Some(number),
                _ => None,
            });
            let write = |held: &Option<i64>| held.map_or_else(String::new, |number| number.to_string());
            let read = move |text: &str, is_bad| match read_whole(text, is_bad, min, max) {
                Ok(None) if required => Err(Wrong::Now(format!("Enter a whole number from {min} to {max}."))),
                read => read,
            };
            let typed = Typed::new(held, write, read, move |number| set.run(number.map(Value::Number)));
            view! {
                <ValueField label typed min max unit error help=MaybeProp::from(help) required read_only=locked />
            }
            .into_any()
        }
        Input::Span => {
            let span = Signal::derive(move || match value.get() {
                Some(Value::Span(span)) => Some(span),
                _ => None,
            });
            let on_change = Callback::new(move |span: Option<_>| set.run(span.map(Value::Span)));
            view! { <SpanInput label help=MaybeProp::from(help) value=span optional=!required error disabled=locked on_change /> }.into_any()
        }
        Input::Choice(choices) => {
            let options: Vec<SelectOption> = choices.iter().map(|(value, label)| SelectOption::new(*value, *label)).collect();
            let on_change = move |chosen: String| set.run(Some(Value::Text(chosen)));
            view! {
                <Select label value=text options=Signal::stored(options) on_change error help=MaybeProp::from(help) required disabled=locked />
            }
            .into_any()
        }
        Input::Journey | Input::JourneyNode => {
            let options = references(spec.input, journey);
            let on_change = move |chosen: String| set.run(Some(Value::Text(chosen)));
            view! { <Select label value=text options on_change error help=MaybeProp::from(help) required disabled=locked /> }.into_any()
        }
        Input::Conditions | Input::Behaviours | Input::Pairs | Input::Updates => {
            view! { <ListInput label help input=spec.input error locked value set /> }.into_any()
        }
    }
}

/// The journeys of the workspace, or the nodes of one of them.
fn references(input: Input, journey: Signal<String>) -> Signal<Vec<SelectOption>> {
    let workspace = use_workspace();
    Signal::derive(move || {
        let choices = match input {
            Input::Journey => workspace.journey_choices(),
            _ => workspace.node_choices(&journey.get()),
        };
        choices.into_iter().map(|(id, name)| SelectOption::new(id, name)).collect::<Vec<_>>()
    })
}

/// The most characters that a field of text takes.
fn most_characters(input: Input) -> usize {
    match input {
        Input::Text { max, .. } => max,
        Input::Address { .. } => journey::field::ADDRESS_MAX,
        _ => journey::field::ENTRY_MAX,
    }
}
