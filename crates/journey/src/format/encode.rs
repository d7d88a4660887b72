//! From journeys to JSON: what has its default is left out (spec: format.md).

use serde_json::{Map, Value, json};

use super::{FORMAT, VERSION};
use crate::{
    field::{self, Conditions, Fields, Match, Section},
    graph::{Graph, LinkKey, LinkTiming, Node, NodeGroup, Note, Path, Point, Tone, When},
    journey::{Draft, Journey, Record, WhatChange, WhatPart},
    kind::Outcome,
    setup::{EntryCriteria, MonthDay, QuietHours, Setup, Start, Timeline, Unit},
    text::NodeId,
    time::{Span, Weekday, weekday_slug, write_instant, write_local},
};

/// An object in the order its fields are put.
pub(super) struct Writer(pub(super) Map<String, Value>);

impl Default for Writer {
    fn default() -> Self {
        // Room for all that a node or a link mostly has: growing costs more than the rest of the writing.
        Self(Map::with_capacity(7))
    }
}

impl Writer {
    pub(super) fn put(&mut self, key: &str, value: impl Into<Value>) -> &mut Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// Leaves the field out where it has its default.
    pub(super) fn put_if(&mut self, differs: bool, key: &str, value: impl FnOnce() -> Value) -> &mut Self {
        if differs {
            self.put(key, value());
        }
        self
    }

    pub(super) fn put_some<T>(&mut self, key: &str, value: Option<T>, write: impl FnOnce(T) -> Value) -> &mut Self {
        if let Some(value) = value {
            self.put(key, write(value));
        }
        self
    }

    pub(super) fn done(&mut self) -> Value {
        Value::Object(std::mem::take(&mut self.0))
    }
}

pub(super) fn list<T>(entries: impl IntoIterator<Item = T>, write: impl FnMut(T) -> Value) -> Value {
    Value::Array(entries.into_iter().map(write).collect())
}

/// A whole file.
pub(super) fn file(journeys: &[Journey]) -> Value {
    Writer::default()
        .put("format", FORMAT)
        .put("version", VERSION)
        .put("journeys", list(journeys, journey_to_value))
        .done()
}

/// Writes one journey, as an entry of a file's `journeys` holds it.
pub fn journey_to_value(journey: &Journey) -> Value {
    let published = journey.published.iter().map(|version| {
        let status = json!({ "published": record(version.record()) });
        put_draft(Writer::default().put("number", version.number()).put("status", status), version.content())
    });
    let draft = journey
        .draft
        .iter()
        .map(|draft| put_draft(Writer::default().put("number", Value::Null).put("status", "draft"), draft));
    Writer::default()
        .put("id", journey.id.as_str())
        .put("name", journey.name.as_str())
        .put_if(!journey.description.is_empty(), "description", || journey.description.as_str().into())
        .put_if(!journey.labels.is_empty(), "labels", || journey.labels.clone().into())
        .put_if(journey.archived, "archived", || true.into())
        .put("created", write_instant(journey.created))
        .put("versions", list(published.chain(draft), |version| version))
        .done()
}

/// Writes a setup and a graph: `{"setup": …, "graph": …}`.
pub fn draft_to_value(draft: &Draft) -> Value {
    put_draft(&mut Writer::default(), draft)
}

fn put_draft(writer: &mut Writer, draft: &Draft) -> Value {
    writer.put("setup", setup(&draft.setup)).put("graph", graph(&draft.graph)).done()
}

fn record(record: &Record) -> Value {
    let Record { at, paused, stopped, superseded, imported, what } = record;
    let pauses = || list(paused, |(from, to)| json!([write_instant(*from), to.map(write_instant)]));
    Writer::default()
        .put("at", write_instant(*at))
        .put_if(!paused.is_empty(), "paused", pauses)
        .put_some("stopped", *stopped, |at| write_instant(at).into())
        .put_some("superseded", *superseded, |at| write_instant(at).into())
        .put_some("imported", *imported, |at| write_instant(at).into())
        .put_if(!what.is_empty(), "what", || list(what, what_change))
        .done()
}

fn what_change(change: &WhatChange) -> Value {
    let mut writer = Writer::default();
    writer.put("at", write_instant(change.at)).put("node", change.node.as_str());
    match change.part {
        WhatPart::Field(key) => writer.put("field", key),
        WhatPart::Percent(path) => writer.put("path", path),
    }
    .put_some("from", change.from.as_ref(), field)
    .put_some("to", change.to.as_ref(), field)
    .done()
}

pub(super) fn setup(setup: &Setup) -> Value {
    Writer::default()
        .put("zone", setup.zone.as_str())
        .put_if(setup.entry != EntryCriteria::default(), "entry", || {
            EntryCriteria::CHOICES[setup.entry as usize].1.into()
        })
        .put_if(setup.timeline != Timeline::Once, "timeline", || timeline(&setup.timeline))
        .put_if(setup.start != Start::Now, "start", || match setup.start {
            Start::Now => "now".into(),
            Start::Later(local) => json!({ "later": write_local(local) }),
        })
        .put_some("end", setup.end, |date| date.to_string().into())
        .put_if(setup.run_at_activation, "run_at_activation", || true.into())
        .put_if(setup.reentry, "reentry", || true.into())
        .put_if(setup.user_zone, "user_zone", || true.into())
        .put_some("quiet_hours", setup.quiet_hours.as_ref(), quiet_hours)
        .put_if(setup.control_percent != 0, "control_percent", || setup.control_percent.into())
        .put_some("timeout", setup.timeout, span)
        .put_if(!setup.goals.is_empty(), "goals", || {
            list(&setup.goals, |goal| {
                let segment = put_fields(Writer::default().put("kind", goal.kind.spec().slug), &goal.segment);
                json!({ "name": goal.name, "segment": segment })
            })
        })
        .done()
}

fn timeline(timeline: &Timeline) -> Value {
    match timeline {
        Timeline::Once => json!({ "kind": "once" }),
        Timeline::Dates(dates) => json!({ "kind": "dates", "dates": list(dates, |date| date.to_string().into()) }),
        Timeline::Recurring { every, unit } => {
            let mut writer = Writer::default();
            writer.put("kind", "recurring").put("every", *every);
            match unit {
                Unit::Days => writer.put("unit", "day"),
                Unit::Weeks(days) => writer.put("unit", "week").put("weekdays", weekdays(days)),
                Unit::Months(on) => writer.put("unit", "month").put(
                    "on",
                    match on {
                        MonthDay::Day(day) => json!({ "day": day }),
                        MonthDay::Last => json!({ "last_day": true }),
                        MonthDay::Nth(nth, day) => json!({ "nth": nth, "weekday": weekday_slug(*day) }),
                    },
                ),
            }
            .done()
        }
    }
}

fn weekdays(days: &[Weekday]) -> Value {
    list(days, |day| weekday_slug(*day).into())
}

fn quiet_hours(quiet: &QuietHours) -> Value {
    let windows = list(
        &quiet.windows,
        |window| json!({ "days": weekdays(&window.days), "from": window.from.to_string(), "to": window.to.to_string() }),
    );
    json!({ "windows": windows, "handling": crate::setup::QuietHandling::CHOICES[quiet.handling as usize].1 })
}

pub(super) fn span(span: Span) -> Value {
    let (unit, n) = span.parts();
    Writer::default().put(unit, n).done()
}

/// Not by `json!`, which would copy the whole graph once more.
pub(super) fn graph(graph: &Graph) -> Value {
    Writer::default()
        .put("nodes", list(graph.nodes(), node))
        .put("links", list(graph.links(), link))
        .put_if(!graph.notes.is_empty(), "notes", || list(&graph.notes, note))
        .put_if(!graph.groups.is_empty(), "groups", || list(&graph.groups, group))
        .done()
}

/// A note with its id.
pub(super) fn note((id, note): &(NodeId, Note)) -> Value {
    Writer::default()
        .put("id", id.as_str())
        .put("at", point(note.at))
        .put_if(note.size != Note::SIZE, "size", || point(note.size))
        .put_if(!note.text.is_empty(), "text", || note.text.as_str().into())
        .put_if(note.tone != Tone::default(), "tone", || note.tone.slug().into())
        .done()
}

/// A group with its id.
pub(super) fn group((id, group): &(NodeId, NodeGroup)) -> Value {
    Writer::default()
        .put("id", id.as_str())
        .put_if(!group.name.is_empty(), "name", || group.name.as_str().into())
        .put("nodes", list(&group.nodes, |id| id.as_str().into()))
        .put_if(group.collapsed, "collapsed", || true.into())
        .done()
}

/// A node with the parts that its kind has; the others mean nothing there, and a file cannot have them.
pub(super) fn node(node: &Node) -> Value {
    let (segment, engagement) = (node.kind.is_segment(), node.kind.is_engagement());
    let mut writer = Writer::default();
    writer
        .put("id", node.id.as_str())
        .put("kind", node.kind.spec().slug)
        .put_if(!node.title.is_empty(), "title", || node.title.as_str().into())
        .put("at", point(node.at))
        .put_if(node.entry, "entry", || true.into());
    for section in Section::ALL {
        let fields = node.fields(section);
        writer.put_if(!fields.is_empty(), section.slug(), || put_fields(&mut Writer::default(), fields));
    }
    writer
        .put_some("window", node.window.filter(|_| segment), span)
        .put_if(engagement && node.when != When::AtOnce, "when", || when(node.when))
        .put_if(engagement && !node.user_zone, "user_zone", || false.into())
        .put_if(node.kind.spec().paths.is_some() && !node.paths.is_empty(), "paths", || list(&node.paths, path))
        .done()
}

pub(super) fn when(when: When) -> Value {
    match when {
        When::AtOnce => "at-once".into(),
        When::Clock(time) => json!({ "clock": time.to_string() }),
        When::BestTime => "best-time".into(),
    }
}

/// A place as two whole numbers.
pub(super) fn point(at: Point) -> Value {
    let Point { x, y } = Point::settled(at.x, at.y);
    Value::from(vec![x as i64, y as i64])
}

pub(super) fn path(path: &Path) -> Value {
    Writer::default()
        .put_if(!path.name.is_empty(), "name", || path.name.as_str().into())
        .put_some("percent", path.percent, Value::from)
        .put_if(path.conditions != Conditions::default(), "conditions", || conditions(&path.conditions))
        .done()
}

pub(super) fn link((key, timing): (&LinkKey, &LinkTiming)) -> Value {
    let outcome = match key.outcome {
        Outcome::Path(n) => json!({ "path": n }),
        named => Outcome::NAMED.iter().find(|row| row.0 == named).map_or("", |row| row.1).into(),
    };
    Writer::default()
        .put("from", key.from.as_str())
        .put("outcome", outcome)
        .put("to", key.to.as_str())
        .put_some("delay", timing.delay, span)
        .put_some("window", timing.window.filter(|_| key.outcome.waits()), span)
        .done()
}

fn put_fields(writer: &mut Writer, fields: &Fields) -> Value {
    for (key, value) in fields.iter() {
        writer.put(key, field(value));
    }
    writer.done()
}

pub(super) fn field(value: &field::Value) -> Value {
    match value {
        field::Value::Text(text) => text.as_str().into(),
        field::Value::Number(n) => (*n).into(),
        field::Value::Span(length) => span(*length),
        field::Value::Conditions(list) => conditions(list),
        field::Value::Behaviours(behaviours) => put_match(
            behaviours.matching,
            list(&behaviours.list, |one| json!({ "did": one.did, "event": one.event, "within": span(one.within) })),
        ),
        field::Value::Pairs(pairs) => list(pairs, |(name, value)| json!({ "name": name, "value": value })),
        field::Value::Updates(updates) => list(
            updates,
            |update| json!({ "property": update.property, "operation": update.operation.slug(), "value": update.value }),
        ),
    }
}

fn conditions(conditions: &Conditions) -> Value {
    let entries = list(&conditions.list, |condition| {
        Writer::default()
            .put("property", condition.property.as_str())
            .put("operator", condition.operator.slug())
            .put_if(!condition.value.is_empty(), "value", || condition.value.as_str().into())
            .done()
    });
    put_match(conditions.matching, entries)
}

fn put_match(matching: Match, list: Value) -> Value {
    Writer::default().put_if(matching != Match::All, "match", || matching.slug().into()).put("list", list).done()
}
