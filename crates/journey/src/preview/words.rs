//! A segment in a sentence: what its fields mean together, as a person would say it.

use crate::model::{
    field::{Behaviours, Condition, Conditions, Fields, Match, Value},
    kind::Kind,
};

/// Whom a segment of these fields finds, in a sentence; none while something that it needs is missing, and for what is no
/// segment.
pub fn segment(kind: Kind, fields: &Fields) -> Option<String> {
    let lacks =
        |spec: &&crate::model::field::FieldSpec| spec.required && fields.get(spec.key).is_none_or(Value::is_empty);
    if !kind.is_segment() || kind.spec().segment.iter().any(|spec| lacks(&spec)) {
        return None;
    }
    let text = |key: &str| fields.text(key).trim();
    let span = |key: &str| match fields.get(key) {
        Some(Value::Span(span)) => span.to_string(),
        _ => String::new(),
    };
    let chosen = |key: &str| choice(kind, key, text(key)).to_lowercase();
    let condition = match fields.get("where") {
        Some(Value::Conditions(list)) => conditions(list),
        _ => String::new(),
    };
    let only = |before: &str| if condition.is_empty() { String::new() } else { format!("{before}{condition}") };
    let said = match kind {
        Kind::Action => format!("Who does “{}”{}", text("event"), only(", where ")),
        Kind::Inaction => {
            let (event, other, within) = (text("event"), text("not_event"), span("within"));
            format!("Who does “{event}”{} and does not do “{other}” within {within}", only(", where "))
        }
        Kind::PastBehavior => match fields.get("behaviours") {
            Some(Value::Behaviours(list)) => format!("Who {}{}", behaviours(list), only(", and whose ")),
            _ => return None,
        },
        Kind::DateTime => format!("{} {} the user’s “{}”", span("offset"), chosen("direction"), text("property")),
        Kind::PageVisit => format!("Who opens a page whose address {} “{}”", chosen("match"), text("address")),
        Kind::Referrer => format!("Who comes from an address that {} “{}”", chosen("match"), text("address")),
        Kind::PageCount => match fields.get("pages") {
            Some(Value::Number(1)) => format!("Who opens a page in {}", chosen("during")),
            Some(Value::Number(n)) => format!("Who opens {n} pages in {}", chosen("during")),
            _ => return None,
        },
        Kind::CustomList => format!("Everybody on the list “{}”", text("list")),
        // Its journey and node are ids here; the fields beside it show their names.
        _ => return None,
    };
    Some(close(said))
}

/// The conditions of a path in a sentence; none where there are none.
pub fn path(list: &Conditions) -> Option<String> {
    (!list.list.is_empty()).then(|| close(format!("Where {}", conditions(list))))
}

/// With a full stop, but not behind what is still to be filled in.
fn close(mut said: String) -> String {
    if !said.ends_with('…') {
        said.push('.');
    }
    said
}

/// Conditions as words: “Plan is “Gold” and City is known”. Empty where there are none.
pub fn conditions(conditions: &Conditions) -> String {
    join(conditions.matching, conditions.list.iter().map(condition))
}

fn condition(condition: &Condition) -> String {
    let Condition { property, operator, value } = condition;
    let (property, operator_name) = (property.trim(), crate::model::field::Operator::CHOICES[*operator as usize].2);
    let property = if property.is_empty() { "…" } else { property };
    match (operator.takes_value(), value.trim()) {
        (false, _) => format!("{property} {operator_name}"),
        (true, "") => format!("{property} {operator_name} …"),
        (true, value) => format!("{property} {operator_name} “{value}”"),
    }
}

fn behaviours(behaviours: &Behaviours) -> String {
    let one = |behaviour: &crate::model::field::Behaviour| {
        let event = if behaviour.event.trim().is_empty() { "…" } else { behaviour.event.trim() };
        let did = if behaviour.did { "did" } else { "did not do" };
        format!("{did} “{event}” within the last {}", behaviour.within)
    };
    join(behaviours.matching, behaviours.list.iter().map(one))
}

fn join(matching: Match, parts: impl Iterator<Item = String>) -> String {
    let word = match matching {
        Match::All => " and ",
        Match::Any => " or ",
    };
    parts.collect::<Vec<_>>().join(word)
}

/// The name on the screen of a choice's value.
fn choice(kind: Kind, key: &str, value: &str) -> &'static str {
    kind.spec().segment.iter().find(|spec| spec.key == key).map_or("", |spec| spec.name_of(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        field::{Behaviour, Operator},
        time::Span,
    };

    fn one(property: &str, operator: Operator, value: &str) -> Condition {
        Condition { property: property.into(), operator, value: value.into() }
    }

    #[test]
    fn a_segment_reads_as_a_sentence() {
        let plan = Conditions {
            matching: Match::Any,
            list: vec![one("Plan", Operator::Is, "Gold"), one("City", Operator::Known, "")],
        };
        let did = |event: &str, did| Behaviour { did, event: event.into(), within: Span::Days(30) };
        let list = Behaviours { matching: Match::All, list: vec![did("Bought", true), did("Returned", false)] };
        let start = |kind: Kind| Fields::start(kind.spec().segment);
        for (kind, fields, said) in [
            (Kind::Action, start(Kind::Action).with("event", "Bought"), "Who does “Bought”."),
            (
                Kind::Action,
                start(Kind::Action).with("event", "Bought").with("where", plan.clone()),
                "Who does “Bought”, where Plan is “Gold” or City is known.",
            ),
            (
                Kind::Inaction,
                start(Kind::Inaction).with("event", "Filled basket").with("not_event", "Bought"),
                "Who does “Filled basket” and does not do “Bought” within 1 hour.",
            ),
            (
                Kind::PastBehavior,
                start(Kind::PastBehavior).with("behaviours", list).with("where", plan),
                "Who did “Bought” within the last 30 days and did not do “Returned” within the last 30 days, and whose Plan is “Gold” or City is known.",
            ),
            (
                Kind::DateTime,
                start(Kind::DateTime).with("property", "Departure"),
                "1 day before the user’s “Departure”.",
            ),
            (
                Kind::PageVisit,
                start(Kind::PageVisit).with("address", "/prices"),
                "Who opens a page whose address contains “/prices”.",
            ),
            (
                Kind::Referrer,
                start(Kind::Referrer).with("address", "google."),
                "Who comes from an address that contains “google.”.",
            ),
            (Kind::PageCount, start(Kind::PageCount), "Who opens 3 pages in one session."),
            (Kind::CustomList, start(Kind::CustomList).with("list", "VIPs"), "Everybody on the list “VIPs”."),
        ] {
            assert_eq!(segment(kind, &fields).as_deref(), Some(said), "{kind:?}");
        }
    }

    #[test]
    fn what_is_not_filled_in_yet_is_not_said() {
        for kind in Kind::ALL {
            let said = segment(*kind, &Fields::start(kind.spec().segment));
            assert_eq!(said.is_some(), *kind == Kind::PageCount, "{kind:?}");
        }
    }
}
