//! From journeys to JSON: what has its default is left out (spec: format.md).

use serde_json::Value;

use super::{FORMAT, Json, VERSION};
use crate::model::{
    field::{self, Conditions, Fields, Match, Section},
    graph::{Graph, Group, LinkKey, LinkTiming, Node, Note, Path, Point, Tone, When},
    journey::{Draft, Journey, Published, Record, WhatChange, WhatPart},
    kind::Outcome,
    setup::{EntryCriteria, Goal, MonthDay, QuietHandling, QuietHours, Setup, Start, Timeline, Unit},
    text::NodeId,
    time::{Instant, Span, Weekday, weekday_slug, write_instant, write_local},
};

/// A whole file, of what `write` puts into its list of journeys.
pub(crate) fn file(write: impl FnOnce(&mut Json)) -> String {
    Json::text(|out| {
        out.object(|out| write(out.put("format", FORMAT).put_value("version", VERSION).key("journeys")));
    })
}

/// A journey as a value, for what looks into it.
pub fn journey_to_value(journey: &Journey) -> Value {
    value(&Json::text(|out| put_journey(out, journey)))
}

/// `{"setup": …, "graph": …}` as a value, for what looks into it.
pub fn draft_to_value(draft: &Draft) -> Value {
    value(&Json::text(|out| put_draft(out, draft)))
}

/// Parses JSON that was just written, which cannot fail.
fn value(json: &str) -> Value {
    super::read::parse(json).unwrap_or_default()
}

/// Writes one journey, as an entry of a file's `journeys` holds it.
pub fn put_journey(out: &mut Json, journey: &Journey) {
    let Journey { id, name, description, labels, archived, created, published, draft } = journey;
    out.object(|out| {
        out.put("id", id.as_str()).put("name", name.as_str()).put_filled("description", description);
        out.put_list("labels", labels, |out, label| out.string(label)).put_true("archived", *archived);
        instant(out.key("created"), *created);
        let published = published.iter().map(|version| (Some(version), version.content()));
        out.key("versions").list(published.chain(draft.iter().map(|draft| (None, draft))), version);
    });
}

fn version(out: &mut Json, (published, content): (Option<&Published>, &Draft)) {
    out.object(|out| {
        match published {
            Some(version) => {
                let status = out.put_value("number", version.number()).key("status");
                status.object(|out| record(out.key("published"), version.record()));
            }
            None => {
                out.put_value("number", Value::Null).put("status", "draft");
            }
        }
        put_content(out, content);
    });
}

/// Writes a setup and a graph: `{"setup": …, "graph": …}`.
pub fn put_draft(out: &mut Json, draft: &Draft) {
    out.object(|out| put_content(out, draft));
}

/// Writes a draft's fields into an object that has further ones.
pub(crate) fn put_content(out: &mut Json, draft: &Draft) {
    setup(out.key("setup"), &draft.setup);
    graph(out.key("graph"), &draft.graph);
}

fn instant(out: &mut Json, at: Instant) {
    out.string(&write_instant(at));
}

fn record(out: &mut Json, record: &Record) {
    let Record { at, paused, stopped, superseded, imported, what } = record;
    out.object(|out| {
        instant(out.key("at"), *at);
        out.put_list("paused", paused, |out, (from, to)| {
            let or_null = |out: &mut Json, at: Option<Instant>| match at {
                Some(at) => instant(out, at),
                None => out.value(&Value::Null),
            };
            out.list([Some(*from), *to], or_null);
        });
        out.put_some("stopped", *stopped, instant)
            .put_some("superseded", *superseded, instant)
            .put_some("imported", *imported, instant)
            .put_list("what", what, what_change);
    });
}

fn what_change(out: &mut Json, change: &WhatChange) {
    out.object(|out| {
        instant(out.key("at"), change.at);
        out.put("node", change.node.as_str());
        match change.part {
            WhatPart::Field(key) => out.put("field", key),
            WhatPart::Percent(path) => out.put_value("path", path),
        }
        .put_some("from", change.from.as_ref(), field)
        .put_some("to", change.to.as_ref(), field);
    });
}

pub(super) fn setup(out: &mut Json, setup: &Setup) {
    out.object(|out| {
        out.put("zone", setup.zone.as_str());
        if setup.entry != EntryCriteria::default() {
            out.put("entry", EntryCriteria::CHOICES[setup.entry as usize].1);
        }
        if setup.timeline != Timeline::Once {
            timeline(out.key("timeline"), &setup.timeline);
        }
        if let Start::Later(local) = setup.start {
            out.key("start").object(|out| {
                out.put("later", &write_local(local));
            });
        }
        out.put_some("end", setup.end, |out, date| out.string(&date.to_string()))
            .put_true("run_at_activation", setup.run_at_activation)
            .put_true("reentry", setup.reentry)
            .put_true("user_zone", setup.user_zone)
            .put_some("quiet_hours", setup.quiet_hours.as_ref(), quiet_hours);
        if setup.control_percent != 0 {
            out.put_value("control_percent", setup.control_percent);
        }
        out.put_some("timeout", setup.timeout, span).put_list("goals", &setup.goals, goal);
    });
}

fn goal(out: &mut Json, goal: &Goal) {
    out.object(|out| {
        out.put("name", &goal.name).key("segment").object(|out| {
            put_fields(out.put("kind", goal.kind.spec().slug), &goal.segment);
        });
    });
}

fn timeline(out: &mut Json, timeline: &Timeline) {
    out.object(|out| match timeline {
        Timeline::Once => {
            out.put("kind", "once");
        }
        Timeline::Dates(dates) => {
            out.put("kind", "dates").key("dates").list(dates, |out, date| out.string(&date.to_string()));
        }
        Timeline::Recurring { every, unit } => {
            out.put("kind", "recurring").put_value("every", *every);
            match unit {
                Unit::Days => {
                    out.put("unit", "day");
                }
                Unit::Weeks(days) => weekdays(out.put("unit", "week").key("weekdays"), days),
                Unit::Months(on) => out.put("unit", "month").key("on").object(|out| match on {
                    MonthDay::Day(day) => {
                        out.put_value("day", *day);
                    }
                    MonthDay::Last => {
                        out.put_value("last_day", true);
                    }
                    MonthDay::Nth(nth, day) => {
                        out.put_value("nth", *nth).put("weekday", weekday_slug(*day));
                    }
                }),
            }
        }
    });
}

fn weekdays(out: &mut Json, days: &[Weekday]) {
    out.list(days, |out, day| out.string(weekday_slug(*day)));
}

fn quiet_hours(out: &mut Json, quiet: &QuietHours) {
    out.object(|out| {
        out.key("windows").list(&quiet.windows, |out, window| {
            out.object(|out| {
                weekdays(out.key("days"), &window.days);
                out.put("from", &window.from.to_string()).put("to", &window.to.to_string());
            });
        });
        out.put("handling", QuietHandling::CHOICES[quiet.handling as usize].1);
    });
}

pub(super) fn span(out: &mut Json, span: Span) {
    let (unit, n) = span.parts();
    out.object(|out| {
        out.put_value(unit, n);
    });
}

pub(super) fn graph(out: &mut Json, graph: &Graph) {
    out.object(|out| {
        out.key("nodes").list(graph.nodes(), node);
        out.key("links").list(graph.links(), link);
        out.put_list("notes", &graph.notes, |out, (id, held)| note(out, id, held));
        out.put_list("groups", &graph.groups, |out, (id, held)| group(out, id, held));
    });
}

/// A note with its id.
pub(super) fn note(out: &mut Json, id: &NodeId, note: &Note) {
    out.object(|out| {
        point(out.put("id", id.as_str()).key("at"), note.at);
        if note.size != Note::SIZE {
            point(out.key("size"), note.size);
        }
        out.put_filled("text", &note.text);
        if note.tone != Tone::default() {
            out.put("tone", note.tone.slug());
        }
    });
}

/// A group with its id.
pub(super) fn group(out: &mut Json, id: &NodeId, group: &Group) {
    out.object(|out| {
        out.put("id", id.as_str()).put_filled("name", &group.name);
        out.key("nodes").list(&group.nodes, |out, id| out.string(id.as_str()));
        out.put_true("collapsed", group.collapsed);
    });
}

/// A node with the parts that its kind has; the others mean nothing there, and a file cannot have them.
pub(super) fn node(out: &mut Json, node: &Node) {
    let spec = node.kind.spec();
    let (segment, engagement) = (node.kind.is_segment(), node.kind.is_engagement());
    out.object(|out| {
        point(
            out.put("id", node.id.as_str()).put("kind", spec.slug).put_filled("title", &node.title).key("at"),
            node.at,
        );
        out.put_true("entry", node.entry);
        for section in Section::ALL {
            let fields = node.fields(section);
            if !fields.is_empty() {
                out.key(section.slug()).object(|out| put_fields(out, fields));
            }
        }
        out.put_some("window", node.window.filter(|_| segment), span);
        if engagement && node.when != When::AtOnce {
            when(out.key("when"), node.when);
        }
        if engagement && !node.user_zone {
            out.put_value("user_zone", false);
        }
        if spec.paths.is_some() {
            out.put_list("paths", &node.paths, path);
        }
    });
}

pub(super) fn when(out: &mut Json, when: When) {
    match when {
        When::AtOnce => out.string("at-once"),
        When::Clock(time) => out.object(|out| {
            out.put("clock", &time.to_string());
        }),
        When::BestTime => out.string("best-time"),
    }
}

/// A place as two whole numbers.
pub(super) fn point(out: &mut Json, at: Point) {
    let Point { x, y } = Point::settled(at.x, at.y);
    out.list([x, y], |out, axis| out.value(&(axis as i64).into()));
}

pub(super) fn path(out: &mut Json, path: &Path) {
    out.object(|out| {
        out.put_filled("name", &path.name).put_some("percent", path.percent, |out, n| out.value(&n.into()));
        if path.conditions != Conditions::default() {
            conditions(out.key("conditions"), &path.conditions);
        }
    });
}

pub(super) fn link(out: &mut Json, (key, timing): (&LinkKey, &LinkTiming)) {
    out.object(|out| {
        out.put("from", key.from.as_str());
        put_outcome(out.key("outcome"), key.outcome);
        out.put("to", key.to.as_str()).put_some("delay", timing.delay, span).put_some(
            "window",
            timing.window.filter(|_| key.outcome.waits()),
            span,
        );
    });
}

pub(crate) fn put_outcome(out: &mut Json, outcome: Outcome) {
    match outcome {
        Outcome::Path(n) => out.object(|out| {
            out.put_value("path", n);
        }),
        named => out.string(Outcome::NAMED.iter().find(|row| row.0 == named).map_or("", |row| row.1)),
    }
}

fn put_fields(out: &mut Json, fields: &Fields) {
    for (key, value) in fields.iter() {
        field(out.key(key), value);
    }
}

pub(super) fn field(out: &mut Json, value: &field::Value) {
    match value {
        field::Value::Text(text) => out.string(text),
        field::Value::Number(n) => out.value(&(*n).into()),
        field::Value::Span(length) => span(out, *length),
        field::Value::Conditions(list) => conditions(out, list),
        field::Value::Behaviours(behaviours) => matching(out, behaviours.matching, &behaviours.list, |out, one| {
            span(out.put_value("did", one.did).put("event", &one.event).key("within"), one.within);
        }),
        field::Value::Pairs(pairs) => out.list(pairs, |out, (name, value)| {
            out.object(|out| {
                out.put("name", name).put("value", value);
            });
        }),
        field::Value::Updates(updates) => out.list(updates, |out, update| {
            out.object(|out| {
                out.put("property", &update.property);
                out.put("operation", update.operation.slug()).put("value", &update.value);
            });
        }),
    }
}

fn conditions(out: &mut Json, conditions: &Conditions) {
    matching(out, conditions.matching, &conditions.list, |out, condition| {
        out.put("property", &condition.property).put("operator", condition.operator.slug());
        out.put_filled("value", &condition.value);
    });
}

/// A list of objects, whose fields `write` puts, and whether all of them have to match.
fn matching<T>(out: &mut Json, matching: Match, list: &[T], write: impl Fn(&mut Json, &T)) {
    out.object(|out| {
        if matching != Match::All {
            out.put("match", matching.slug());
        }
        out.key("list").list(list, |out, entry| out.object(|out| write(out, entry)));
    });
}
