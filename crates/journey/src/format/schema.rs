//! The JSON Schema of the file, made from the tables of kinds, outcomes, fields and choices (spec: format.md).
//!
//! A schema cannot express that ids are unique and versions rise; only [`super::decode`] checks these rules.

use serde_json::{Map, Value, json};

use super::{FORMAT, GOALS_LOADED_MAX, JOURNEYS_MAX, PATHS_LOADED_MAX, PAUSES_MAX, VERSION, decode::node_keys};
use crate::model::{
    field::{ADDRESS_MAX, ENTRY_MAX, FieldSpec, Input, LIST_MAX, Match, Operation, Operator, Section},
    graph::{FAR, GROUPS_MAX, LINKS_MAX, NODES_MAX, NOTE_LEAST, NOTE_MOST, NOTE_TEXT_MAX, NOTES_MAX, Note, Tone},
    journey::{LABELS_MAX, NUMBER_MAX, VERSIONS_MAX, WHAT_MAX},
    kind::{KINDS, KindSpec, Outcome},
    setup::{DATES_MAX, EVERY_MAX, EntryCriteria, QUIET_MAX, QuietHandling},
    text::{DESCRIPTION_MAX, ID_MAX, NAME_MAX, TITLE_MAX},
    time::{Span, WEEKDAYS},
};

/// The JSON Schema (draft 2020-12) of a file; `public/schema/sojourn-2.json` is a copy of it.
pub fn schema() -> Value {
    let mut schema = object(&[
        ("format", true, json!({ "const": FORMAT })),
        ("version", true, json!({ "enum": (1..=VERSION).collect::<Vec<_>>() })),
        ("journeys", true, list(JOURNEYS_MAX, reference("journey"))),
    ]);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("A file of Sojourn");
    schema["$defs"] = definitions();
    schema
}

/// An object of these fields and no others: name, whether it must be there, what it holds.
fn object(fields: &[(&str, bool, Value)]) -> Value {
    let required: Vec<&str> = fields.iter().filter(|field| field.1).map(|field| field.0).collect();
    let properties: Map<String, Value> =
        fields.iter().map(|(name, _, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn list(max: usize, entries: Value) -> Value {
    json!({ "type": "array", "items": entries, "maxItems": max })
}

fn text(max: usize) -> Value {
    json!({ "type": "string", "maxLength": max })
}

fn pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

fn whole(min: i64, max: i64) -> Value {
    json!({ "type": "integer", "minimum": min, "maximum": max })
}

fn truth(default: bool) -> Value {
    json!({ "type": "boolean", "default": default })
}

fn choice<'a>(slugs: impl IntoIterator<Item = &'a str>) -> Value {
    json!({ "enum": slugs.into_iter().collect::<Vec<_>>() })
}

fn or_null(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }], "default": null })
}

fn with_default(mut schema: Value, default: Value) -> Value {
    schema["default"] = default;
    schema
}

fn definitions() -> Value {
    let unit = |(unit, most): &(&str, u32)| object(&[(unit, true, whole(0, i64::from(*most)))]);
    let entry = || text(ENTRY_MAX);
    let matched = |entries: Value| {
        let matching = choice(Match::CHOICES.iter().map(|row| row.1));
        object(&[("match", false, with_default(matching, json!("all"))), ("list", true, list(LIST_MAX, entries))])
    };
    let condition = object(&[
        ("property", true, entry()),
        ("operator", true, choice(Operator::CHOICES.iter().map(|row| row.1))),
        ("value", false, with_default(entry(), json!(""))),
    ]);
    let behaviour = object(&[
        ("did", true, json!({ "type": "boolean" })),
        ("event", true, entry()),
        ("within", true, reference("span")),
    ]);
    let update = object(&[
        ("property", true, entry()),
        ("operation", true, choice(Operation::CHOICES.iter().map(|row| row.1))),
        ("value", false, with_default(entry(), json!(""))),
    ]);
    let mut definitions = json!({
        "id": pattern(&format!("^[A-Za-z0-9_-]{{1,{ID_MAX}}}$")),
        "instant": { "type": "string", "format": "date-time" },
        "local": pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]$"),
        "date": { "type": "string", "format": "date" },
        "time": pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$"),
        "span": { "oneOf": Span::MAX.iter().map(unit).collect::<Vec<_>>() },
        "weekdays": {
            "type": "array", "items": choice(WEEKDAYS.iter().map(|row| row.1)),
            "maxItems": WEEKDAYS.len(), "uniqueItems": true
        },
        "journey": journey(),
        "record": record(),
        "what_change": what_change(),
        "setup": setup(),
        "timeline": timeline(),
        "quiet_hours": quiet_hours(),
        "goal": object(&[("name", true, text(TITLE_MAX)), ("segment", true, reference("segment"))]),
        "graph": object(&[
            ("nodes", true, list(NODES_MAX, reference("node"))),
            ("links", true, list(LINKS_MAX, reference("link"))),
            ("notes", false, with_default(list(NOTES_MAX, reference("note")), json!([]))),
            ("groups", false, with_default(list(GROUPS_MAX, reference("group")), json!([]))),
        ]),
        "note": note(),
        "group": object(&[
            ("id", true, reference("id")),
            ("name", false, with_default(text(TITLE_MAX), json!(""))),
            ("nodes", true, group_nodes()),
            ("collapsed", false, truth(false)),
        ]),
        "segment": { "oneOf": KINDS.iter().filter(|spec| spec.kind.is_segment()).map(segment).collect::<Vec<_>>() },
        "conditions": matched(condition),
        "behaviours": matched(behaviour),
        "pairs": list(LIST_MAX, object(&[("name", true, entry()), ("value", true, entry())])),
        "updates": list(LIST_MAX, update),
        "path": object(&[
            ("name", false, with_default(text(TITLE_MAX), json!(""))),
            ("percent", false, or_null(whole(0, 100))),
            ("conditions", false, reference("conditions")),
        ]),
        "when": with_default(
            json!({ "oneOf": [choice(["at-once", "best-time"]), object(&[("clock", true, reference("time"))])] }),
            json!("at-once"),
        ),
        "node": { "oneOf": KINDS.iter().map(|spec| reference(&format!("node-{}", spec.slug))).collect::<Vec<_>>() },
        "link": link(),
    });
    for spec in KINDS {
        definitions[format!("node-{}", spec.slug)] = node(spec);
    }
    definitions
}

fn journey() -> Value {
    let version = |number: Value, status: Value| {
        object(&[
            ("number", true, number),
            ("status", true, status),
            ("setup", true, reference("setup")),
            ("graph", true, reference("graph")),
        ])
    };
    let draft = version(json!({ "type": "null" }), json!({ "const": "draft" }));
    let published = version(whole(1, i64::from(NUMBER_MAX)), object(&[("published", true, reference("record"))]));
    let mut versions = list(VERSIONS_MAX, json!({ "oneOf": [draft, published] }));
    versions["minItems"] = json!(1);
    let mut labels = list(LABELS_MAX, json!({ "type": "string", "minLength": 1, "maxLength": TITLE_MAX }));
    labels["uniqueItems"] = json!(true);
    object(&[
        ("id", true, reference("id")),
        // A name is trimmed before it is measured, which a schema cannot say.
        ("name", true, pattern(&format!("^\\s*\\S(.{{0,{}}}\\S)?\\s*$", NAME_MAX - 2))),
        ("description", false, with_default(text(DESCRIPTION_MAX), json!(""))),
        ("labels", false, with_default(labels, json!([]))),
        ("archived", false, truth(false)),
        ("created", false, reference("instant")),
        ("versions", true, versions),
    ])
}

fn record() -> Value {
    let instant = || reference("instant");
    let pause =
        json!({ "type": "array", "prefixItems": [instant(), or_null(instant())], "items": false, "minItems": 2 });
    object(&[
        ("at", true, instant()),
        ("paused", false, with_default(list(PAUSES_MAX, pause), json!([]))),
        ("stopped", false, or_null(instant())),
        ("superseded", false, or_null(instant())),
        ("imported", false, or_null(instant())),
        ("what", false, with_default(list(WHAT_MAX, reference("what_change")), json!([]))),
    ])
}

/// The schema of a change of *What*. Its values depend on the node's kind, which a schema cannot look up.
fn what_change() -> Value {
    let held = || {
        json!({ "anyOf": [
            { "type": "string" }, { "type": "integer" }, { "type": "null" }, reference("span"),
            reference("conditions"), reference("behaviours"), reference("pairs"), reference("updates"),
        ] })
    };
    let of = |part: (&str, bool, Value)| {
        object(&[
            ("at", true, reference("instant")),
            ("node", true, reference("id")),
            part,
            ("from", false, held()),
            ("to", false, held()),
        ])
    };
    json!({ "oneOf": [
        of(("field", true, json!({ "type": "string" }))),
        of(("path", true, whole(0, PATHS_LOADED_MAX as i64))),
    ] })
}

fn setup() -> Value {
    let start =
        json!({ "oneOf": [{ "const": "now" }, object(&[("later", true, reference("local"))])], "default": "now" });
    let entry = choice(EntryCriteria::CHOICES.iter().map(|row| row.1));
    object(&[
        ("zone", false, pattern("^[A-Za-z0-9/_+-]{1,64}$")),
        ("entry", false, with_default(entry, json!("at-a-time"))),
        ("timeline", false, with_default(reference("timeline"), json!({ "kind": "once" }))),
        ("start", false, start),
        ("end", false, or_null(reference("date"))),
        ("run_at_activation", false, truth(false)),
        ("reentry", false, truth(false)),
        ("user_zone", false, truth(false)),
        ("quiet_hours", false, or_null(reference("quiet_hours"))),
        ("control_percent", false, with_default(whole(0, 100), json!(0))),
        ("timeout", false, or_null(reference("span"))),
        ("goals", false, with_default(list(GOALS_LOADED_MAX, reference("goal")), json!([]))),
    ])
}

fn timeline() -> Value {
    let kind = |kind: &str| ("kind", true, json!({ "const": kind }));
    let recurring = |unit: &str, more: Option<(&'static str, Value)>| {
        let mut fields = vec![
            kind("recurring"),
            ("every", true, whole(1, i64::from(EVERY_MAX))),
            ("unit", true, json!({ "const": unit })),
        ];
        fields.extend(more.map(|(name, schema)| (name, true, schema)));
        object(&fields)
    };
    let on = json!({ "oneOf": [
        object(&[("day", true, whole(1, 31))]),
        object(&[("last_day", true, json!({ "const": true }))]),
        object(&[
            ("nth", true, json!({ "enum": [1, 2, 3, 4, 5, -1] })),
            ("weekday", true, choice(WEEKDAYS.iter().map(|row| row.1))),
        ]),
    ] });
    json!({ "oneOf": [
        object(&[kind("once")]),
        object(&[kind("dates"), ("dates", true, list(DATES_MAX, reference("date")))]),
        recurring("day", None),
        recurring("week", Some(("weekdays", reference("weekdays")))),
        recurring("month", Some(("on", on))),
    ] })
}

fn quiet_hours() -> Value {
    let window = object(&[
        ("days", true, reference("weekdays")),
        ("from", true, reference("time")),
        ("to", true, reference("time")),
    ]);
    object(&[
        ("windows", true, list(QUIET_MAX, window)),
        ("handling", true, choice(QuietHandling::CHOICES.iter().map(|row| row.1))),
    ])
}

fn field(spec: &FieldSpec) -> (&'static str, bool, Value) {
    let mut schema = match spec.input {
        Input::Text { max, .. } => text(max),
        Input::Address { .. } => text(ADDRESS_MAX),
        Input::Event | Input::Property | Input::Journey | Input::JourneyNode => text(ENTRY_MAX),
        Input::Number { min, max, .. } => whole(min, max),
        Input::Span => reference("span"),
        Input::Choice(choices) => choice(choices.iter().map(|row| row.0)),
        Input::Conditions => reference("conditions"),
        Input::Behaviours => reference("behaviours"),
        Input::Pairs => reference("pairs"),
        Input::Updates => reference("updates"),
    };
    schema["title"] = json!(spec.label);
    if !spec.help.is_empty() {
        schema["description"] = json!(spec.help);
    }
    // None is required in a file: a draft can be kept before it is complete.
    (spec.key, false, schema)
}

/// A segment outside a graph: its kind beside its fields.
fn segment(spec: &KindSpec) -> Value {
    let mut fields = vec![("kind", true, json!({ "const": spec.slug }))];
    fields.extend(spec.segment.iter().map(field));
    object(&fields)
}

/// A list of two numbers.
fn two(axis: &Value) -> Value {
    json!({ "type": "array", "prefixItems": [axis, axis], "items": false, "minItems": 2 })
}

fn axis() -> Value {
    json!({ "type": "number", "minimum": -FAR, "maximum": FAR })
}

fn note() -> Value {
    let size = with_default(
        two(&whole(NOTE_LEAST as i64, NOTE_MOST as i64)),
        json!([Note::SIZE.x as i64, Note::SIZE.y as i64]),
    );
    object(&[
        ("id", true, reference("id")),
        ("at", true, two(&axis())),
        ("size", false, size),
        ("text", false, with_default(text(NOTE_TEXT_MAX), json!(""))),
        ("tone", false, with_default(choice(Tone::ALL.map(|row| row.1)), json!(Tone::default().slug()))),
    ])
}

/// That they are nodes of the graph, and in no other group, a schema cannot say.
fn group_nodes() -> Value {
    let mut nodes = list(NODES_MAX, reference("id"));
    nodes["minItems"] = json!(1);
    nodes["uniqueItems"] = json!(true);
    nodes
}

fn node(spec: &KindSpec) -> Value {
    let part = |key: &'static str| match key {
        "id" => (key, true, reference("id")),
        "kind" => (key, true, json!({ "const": spec.slug })),
        "title" => (key, false, with_default(text(TITLE_MAX), json!(""))),
        "at" => (key, true, two(&axis())),
        "entry" => (key, false, truth(false)),
        "window" => (key, false, or_null(reference("span"))),
        "when" => (key, false, reference("when")),
        "user_zone" => (key, false, truth(true)),
        "paths" => (key, false, list(PATHS_LOADED_MAX, reference("path"))),
        section => {
            let section = Section::ALL.into_iter().find(|other| other.slug() == section);
            let fields: Vec<_> = section.into_iter().flat_map(|section| spec.fields(section)).map(field).collect();
            (key, false, object(&fields))
        }
    };
    let mut schema = object(&node_keys(spec).into_iter().map(part).collect::<Vec<_>>());
    schema["title"] = json!(spec.name);
    schema["description"] = json!(spec.about);
    schema
}

fn link() -> Value {
    let link = |outcome: Value, waits: bool| {
        let mut fields = vec![
            ("from", true, reference("id")),
            ("outcome", true, outcome),
            ("to", true, reference("id")),
            ("delay", false, or_null(reference("span"))),
        ];
        if waits {
            fields.push(("window", false, or_null(reference("span"))));
        }
        object(&fields)
    };
    let named = |waits: bool| choice(Outcome::NAMED.iter().filter(|row| row.0.waits() == waits).map(|row| row.1));
    let path = object(&[("path", true, whole(0, i64::from(u8::MAX)))]);
    json!({ "oneOf": [
        link(json!({ "oneOf": [named(false), path] }), false),
        link(named(true), true),
    ] })
}
