//! From JSON to spans and to what the fields of a node hold, by the table of kinds (spec: format.md).

use super::super::read::{Cursor, Object, truth};
use crate::model::{
    field::{
        ADDRESS_MAX, Behaviour, Behaviours, Condition, Conditions, ENTRY_MAX, FieldSpec, Fields, Input, LIST_MAX,
        Match, Operation, Operator, Update, Value,
    },
    kind::{KINDS, Kind},
    time::Span,
};

/// The form of a clock time, for messages.
pub(super) const TIME: &str = "a time such as 20:00";

/// The fields of a section; `others` are known fields of the same object that do not belong to it.
pub(super) fn fields(object: Object<'_>, others: &[&str], specs: &'static [FieldSpec]) -> Option<Fields> {
    let known: Vec<&str> = others.iter().copied().chain(specs.iter().map(|spec| spec.key)).collect();
    object.only(&known, format_args!("Sojourn does not know the field"));
    let mut fields = Fields::default();
    let mut whole = true;
    for spec in specs.iter().filter(|spec| object.has(spec.key)) {
        match object.need(spec.key, |at| field(at, spec.input)) {
            Some(value) => drop(fields.set(spec.key, Some(value))),
            None => whole = false,
        }
    }
    whole.then_some(fields)
}

/// Reads the value of a field by its row of the table.
pub(in super::super) fn field(at: &Cursor<'_>, input: Input) -> Option<Value> {
    let value = match input {
        Input::Text { max, .. } => Value::Text(at.text_within(max)?),
        Input::Address { .. } => Value::Text(at.text_within(ADDRESS_MAX)?),
        Input::Event | Input::Property | Input::Journey | Input::JourneyNode => Value::Text(at.text_within(ENTRY_MAX)?),
        Input::Choice(choices) => {
            let slug = at.one_of("choice", choices.iter().map(|(slug, _)| (*slug, *slug)))?;
            Value::Text(slug.to_owned())
        }
        Input::Number { min, max, .. } => Value::Number(at.whole(min, max)?),
        Input::Span => Value::Span(span(at)?),
        Input::Conditions => Value::Conditions(conditions(at)?),
        Input::Behaviours => Value::Behaviours(behaviours(at)?),
        Input::Pairs => Value::Pairs(at.list(LIST_MAX, |_, at| pair(at))?),
        Input::Updates => Value::Updates(at.list(LIST_MAX, |_, at| update(at))?),
    };
    // The limits were named one by one above; this is the table's own word on the whole.
    if input.accepts(&value) { Some(value) } else { at.fail("The field does not take this value.") }
}

/// `{"minutes": n}`, `{"hours": n}`, `{"days": n}`, `{"weeks": n}` or `{"months": n}`; the last two since version 2.
pub(in super::super) fn span(at: &Cursor<'_>) -> Option<Span> {
    let object = at.object(&Span::MAX.map(|(unit, _)| unit))?;
    let mut units = Span::MAX.iter().filter(|(unit, _)| object.has(unit));
    match (units.next(), units.next()) {
        (Some((unit, most)), None) => {
            let n = object.need(unit, |at| at.whole(0, i64::from(*most)))?;
            Span::of(unit, u32::try_from(n).ok()?)
        }
        // Another unit was noted as a field that is not known.
        (None, _) if !object.is_empty() => None,
        _ => at.fail("A span is a number of one unit: minutes, hours, days, weeks or months."),
    }
}

fn matching(object: Object<'_>) -> Option<Match> {
    object.or("match", Match::default(), |at| {
        at.one_of("choice", Match::CHOICES.map(|(matching, slug, _)| (matching, slug)))
    })
}

/// `{"match": "all", "list": [{"property", "operator", "value"}]}`.
pub(super) fn conditions(at: &Cursor<'_>) -> Option<Conditions> {
    let object = at.object(&["match", "list"])?;
    let matching = matching(object);
    let list = object.need("list", |at| at.list(LIST_MAX, |_, at| condition(at)));
    Some(Conditions { matching: matching?, list: list? })
}

fn condition(at: &Cursor<'_>) -> Option<Condition> {
    let object = at.object(&["property", "operator", "value"])?;
    let property = object.need("property", entry);
    let operator = object
        .need("operator", |at| at.one_of("operator", Operator::CHOICES.map(|(operator, slug, _)| (operator, slug))));
    let value = object.or("value", String::new(), entry);
    Some(Condition { property: property?, operator: operator?, value: value? })
}

fn behaviours(at: &Cursor<'_>) -> Option<Behaviours> {
    let object = at.object(&["match", "list"])?;
    let matching = matching(object);
    let list = object.need("list", |at| {
        at.list(LIST_MAX, |_, at| {
            let object = at.object(&["did", "event", "within"])?;
            let did = object.need("did", truth);
            let event = object.need("event", entry);
            let within = object.need("within", span);
            Some(Behaviour { did: did?, event: event?, within: within? })
        })
    });
    Some(Behaviours { matching: matching?, list: list? })
}

fn pair(at: &Cursor<'_>) -> Option<(String, String)> {
    let object = at.object(&["name", "value"])?;
    let name = object.need("name", entry);
    let value = object.need("value", entry);
    Some((name?, value?))
}

fn update(at: &Cursor<'_>) -> Option<Update> {
    let object = at.object(&["property", "operation", "value"])?;
    let property = object.need("property", entry);
    let operation = object.need("operation", |at| {
        at.one_of("operation", Operation::CHOICES.map(|(operation, slug, _)| (operation, slug)))
    });
    let value = object.or("value", String::new(), entry);
    Some(Update { property: property?, operation: operation?, value: value? })
}

/// A text within a list.
fn entry(at: &Cursor<'_>) -> Option<String> {
    at.text_within(ENTRY_MAX)
}

/// The kind of a node, by its name in a file.
pub(in super::super) fn kind(at: &Cursor<'_>) -> Option<Kind> {
    at.one_of("kind", KINDS.iter().map(|spec| (spec.kind, spec.slug)))
}
