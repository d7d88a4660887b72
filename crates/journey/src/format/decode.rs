//! From JSON to journeys, versions and graphs (spec: format.md).

pub(super) mod setup;
pub(super) mod value;

use std::collections::HashSet;

use super::{
    Defaults, File, JOURNEYS_MAX, PATHS_LOADED_MAX, PAUSES_MAX, VERSION,
    read::{Cursor, Object, short, truth},
};
use crate::model::{
    field::{Conditions, Input, Section},
    graph::{
        FAR, GROUPS_MAX, Graph, Group, LINKS_MAX, LinkKey, LinkTiming, NODES_MAX, NOTE_LEAST, NOTE_MOST, NOTE_TEXT_MAX,
        NOTES_MAX, Node, Note, Path, Point, Tone, When, group_fault, put,
    },
    journey::{Draft, Journey, LABELS_MAX, Published, Record, VERSIONS_MAX, WHAT_MAX, WhatChange, WhatPart},
    kind::{KindSpec, Outcome},
    text::{DESCRIPTION_MAX, ID_MAX, JourneyId, Name, NodeId, TITLE_MAX},
    time::{ClockTime, Instant, read_instant},
};

/// A file, whose `format` and `version` were looked at already.
pub(super) fn file(at: &Cursor<'_>, defaults: &Defaults) -> Option<File> {
    let object = at.object(&["format", "version", "journeys"])?;
    let version = object.need("version", |at| at.whole(1, VERSION as i64));
    let mut ids = HashSet::new();
    let journeys = object.need("journeys", |at| {
        at.list(JOURNEYS_MAX, |_, at| {
            let journey = journey(at, defaults)?;
            match ids.insert(journey.id.clone()) {
                true => Some(journey),
                false => at.fail(format!("An earlier journey of the file has the id “{}” already.", journey.id)),
            }
        })
    });
    version?;
    Some(File { journeys: journeys?, mended: Vec::new() })
}

/// One journey.
pub(super) fn journey(at: &Cursor<'_>, defaults: &Defaults) -> Option<Journey> {
    let object = at.object(&["id", "name", "description", "labels", "archived", "created", "versions"])?;
    let id = object.need("id", |at| id(at, JourneyId::parse));
    let name = object.need("name", |at| match Name::parse(at.text()?) {
        Ok(name) => Some(name),
        Err(error) => at.fail(error.to_string()),
    });
    let description = object.or("description", String::new(), |at| at.text_within(DESCRIPTION_MAX));
    let labels = object.or("labels", Vec::new(), labels);
    let archived = object.or("archived", false, truth);
    let created = object.or("created", defaults.now, instant);
    let versions = object.need("versions", |at| versions(at, defaults));
    let (published, draft) = versions?;
    Some(Journey {
        id: id?,
        name: name?,
        description: description?,
        labels: labels?,
        archived: archived?,
        created: created?,
        published,
        draft,
    })
}

/// An id, as `parse` reads it.
pub(super) fn id<T>(at: &Cursor<'_>, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let text = at.text()?;
    parse(text)
        .or_else(|| at.fail(format!("“{}” is not an id: 1 to {ID_MAX} letters, digits, “-” and “_”.", short(text))))
}

fn labels(at: &Cursor<'_>) -> Option<Vec<String>> {
    let mut seen = HashSet::new();
    at.list(LABELS_MAX, |_, at| {
        let label = at.text_within(TITLE_MAX)?;
        if label.trim().is_empty() {
            return at.fail("A label cannot be empty.");
        }
        if label.trim() != label {
            return at.fail("A label has no blanks before or behind it.");
        }
        match seen.insert(label.clone()) {
            true => Some(label),
            false => at.fail("The label is there twice."),
        }
    })
}

/// An instant, in the years 1 to 9999: what four digits can say in every zone.
fn instant(at: &Cursor<'_>) -> Option<Instant> {
    use chrono::Datelike;
    let parse = |text: &str| read_instant(text).filter(|instant| (1..=9999).contains(&instant.year()));
    at.parsed("an instant such as 2026-03-27T17:00:00+01:00", parse)
}

/// The published versions, by number, and the draft.
fn versions(at: &Cursor<'_>, defaults: &Defaults) -> Option<(Vec<Published>, Option<Draft>)> {
    let (mut published, mut waiting) = (Vec::<Published>::new(), None);
    let list = at.list(VERSIONS_MAX, |_, at| {
        let object = at.object(&["number", "status", "setup", "graph"])?;
        let number = object.need("number", |at| {
            if at.is_null() { Some(None) } else { at.whole(1, i64::from(u32::MAX)).map(|n| Some(n as u32)) }
        });
        let content = draft(object, defaults);
        // The status is read by the kinds of the content's nodes.
        let record = object.need("status", |at| status(at, content.as_ref().map(|content| &content.graph)));
        match (number?, record?) {
            (None, None) if waiting.is_some() => at.fail("A journey has at most one draft."),
            (None, None) => {
                waiting = Some(content?);
                Some(())
            }
            (Some(number), Some(record)) => match published.last() {
                Some(last) if last.number() >= number => {
                    at.fail(format!("Version {number} stands behind version {}; the numbers rise.", last.number()))
                }
                _ => {
                    published.push(Published::new(number, record, content?));
                    Some(())
                }
            },
            (Some(_), None) => at.fail("A draft has no number; its “number” is null."),
            (None, Some(_)) => at.fail("A published version has a number, from 1."),
        }
    })?;
    if at.value.as_array().is_some_and(Vec::is_empty) {
        return at.fail("A journey has at least one version.");
    }
    (!list.is_empty()).then_some((published, waiting))
}

/// The status: nothing on record of a draft, or the record of a published version.
fn status(at: &Cursor<'_>, graph: Option<&Graph>) -> Option<Option<Record>> {
    if at.value.is_string() {
        return at.one_of("status", [(None::<()>, "draft")]).map(|_| None);
    }
    let object = at.object(&["published"])?;
    object.need("published", |at| record(at, graph)).map(Some)
}

/// Reads the record. Its instants may stand in any order: a clock that was put back must not make a journey unreadable.
fn record(at: &Cursor<'_>, graph: Option<&Graph>) -> Option<Record> {
    let object = at.object(&["at", "paused", "stopped", "superseded", "imported", "what"])?;
    let published = object.need("at", instant);
    let paused = object.or("paused", Vec::new(), |at| {
        at.list(PAUSES_MAX, |_, at| {
            let mut ends = at.list(2, |i, at| match i {
                1 if at.is_null() => Some(None),
                _ => instant(at).map(Some),
            })?;
            match (ends.pop(), ends.pop()) {
                (Some(to), Some(Some(from))) => Some((from, to)),
                // Of two entries one was noted already.
                _ if at.value.as_array().is_some_and(|list| list.len() == 2) => None,
                _ => at.fail("A pause is a list of two: from when, and to when or null."),
            }
        })
    });
    let stopped = object.maybe("stopped", instant);
    let superseded = object.maybe("superseded", instant);
    let imported = object.maybe("imported", instant);
    // Without a graph there is nothing to read it by, and what is wrong with that was noted.
    let what = object.or("what", Vec::new(), |at| match graph {
        Some(graph) => at.list(WHAT_MAX, |_, at| what_change(at, graph)),
        None => Some(Vec::new()),
    });
    Some(Record {
        at: published?,
        paused: paused?,
        stopped: stopped?,
        superseded: superseded?,
        imported: imported?,
        what: what?,
    })
}

/// A change of *What*, whose values are those of the node's kind.
fn what_change(at: &Cursor<'_>, graph: &Graph) -> Option<WhatChange> {
    let object = at.object(&["at", "node", "field", "path", "from", "to"])?;
    let when = object.need("at", instant);
    let node = object.need("node", |at| {
        let id = id(at, NodeId::parse)?;
        graph.node(&id).or_else(|| at.fail("The version has no such node."))
    })?;
    let (part, input) = if object.has("path") {
        let path = object.need("path", |at| at.whole(0, PATHS_LOADED_MAX as i64));
        (WhatPart::Percent(path? as usize), Input::Number { min: 0, max: 100, unit: "%" })
    } else {
        let choices = node.kind.spec().fields(Section::What).iter().map(|spec| (spec, spec.key));
        let spec = object.need("field", |at| at.one_of("field", choices))?;
        (WhatPart::Field(spec.key), spec.input)
    };
    let from = object.maybe("from", |at| value::field(at, input));
    let to = object.maybe("to", |at| value::field(at, input));
    Some(WhatChange { at: when?, node: node.id.clone(), part, from: from?, to: to? })
}

/// A setup and a graph.
pub(super) fn draft(object: Object<'_>, defaults: &Defaults) -> Option<Draft> {
    let setup = object.need("setup", |at| setup::setup(at, defaults));
    let graph = object.need("graph", graph);
    Some(Draft { setup: setup?, graph: graph? })
}

/// Nodes and links; what cannot be read is noted and left out.
pub(super) fn graph(at: &Cursor<'_>) -> Option<Graph> {
    let object = at.object(&["nodes", "links", "notes", "groups"])?;
    let mut graph = Graph::default();
    let nodes = object.need("nodes", |at| {
        at.list(NODES_MAX, |_, at| {
            let node = node(at)?;
            if graph.nodes.contains_key(&node.id) {
                return at.fail(format!("An earlier node has the id “{}” already.", node.id));
            }
            graph.nodes.insert(node.id.clone(), node);
            Some(())
        })
    });
    let links = object.need("links", |at| {
        at.list(LINKS_MAX, |_, at| {
            let (key, timing) = link(at)?;
            if graph.links.contains_key(&key) {
                return at.fail("An earlier link has the same “from”, “outcome” and “to” already.");
            }
            graph.links.insert(key, timing);
            Some(())
        })
    });
    let notes = object.or("notes", Vec::new(), |at| {
        at.list(NOTES_MAX, |_, at| {
            let (id, note) = fresh(at, &graph, note(at)?)?;
            put(&mut graph.notes, &id, Some(note));
            Some(())
        })
    });
    let groups = object.or("groups", Vec::new(), |at| {
        at.list(GROUPS_MAX, |_, at| {
            let (id, group) = fresh(at, &graph, group(at)?)?;
            if let Some(why) = group_fault(&graph, &id, &group) {
                return at.fail(why);
            }
            put(&mut graph.groups, &id, Some(group));
            Some(())
        })
    });
    nodes.and(links).and(notes).and(groups).map(|_| graph)
}

/// A note or group whose id nothing else has.
fn fresh<T>(at: &Cursor<'_>, graph: &Graph, read: (NodeId, T)) -> Option<(NodeId, T)> {
    if graph.has(&read.0) { at.fail(format!("The graph has the id “{}” already.", read.0)) } else { Some(read) }
}

/// A note with its id.
pub(super) fn note(at: &Cursor<'_>) -> Option<(NodeId, Note)> {
    let object = at.object(&["id", "at", "size", "text", "tone"])?;
    let id = object.need("id", |at| id(at, NodeId::parse));
    let place = object.need("at", point);
    let size = object.or("size", Note::SIZE, |at| {
        let axis = |at: &Cursor<'_>| at.whole(NOTE_LEAST as i64, NOTE_MOST as i64).map(|n| n as f64);
        two(at, &axis, "A size is a list of two numbers, the width and the height.")
    });
    let text = object.or("text", String::new(), |at| at.text_within(NOTE_TEXT_MAX));
    let tone = object.or("tone", Tone::default(), |at| at.one_of("tone", Tone::ALL));
    Some((id?, Note { at: place?, size: size?, text: text?, tone: tone? }))
}

/// A group with its id.
pub(super) fn group(at: &Cursor<'_>) -> Option<(NodeId, Group)> {
    let object = at.object(&["id", "name", "nodes", "collapsed"])?;
    let id_of = |at: &Cursor<'_>| id(at, NodeId::parse);
    let id = object.need("id", id_of);
    let name = object.or("name", String::new(), |at| at.text_within(TITLE_MAX));
    let nodes = object.need("nodes", |at| at.list(NODES_MAX, |_, at| id_of(at)));
    let collapsed = object.or("collapsed", false, truth);
    let mut nodes = nodes?;
    crate::model::order::sort(&mut nodes);
    Some((id?, Group { name: name?, nodes, collapsed: collapsed? }))
}

/// The keys that a node of a kind can have in a file, in order.
pub(super) fn node_keys(spec: &KindSpec) -> Vec<&'static str> {
    let mut keys = vec!["id", "kind", "title", "at", "entry"];
    keys.extend(Section::ALL.iter().filter(|section| !spec.fields(**section).is_empty()).map(|section| section.slug()));
    if spec.kind.is_segment() {
        keys.push("window");
    }
    if spec.kind.is_engagement() {
        keys.extend(["when", "user_zone"]);
    }
    if spec.paths.is_some() {
        keys.push("paths");
    }
    keys
}

pub(super) fn node(at: &Cursor<'_>) -> Option<Node> {
    let object = at.any_object()?;
    // Without its kind nothing can be said of what else it may have.
    let kind = object.need("kind", value::kind)?;
    let spec = kind.spec();
    object.only(&node_keys(spec), format_args!("A node of the kind “{}” has no field", spec.slug));
    let section = |section: Section| {
        let read = |at: &Cursor<'_>| value::fields(at.any_object()?, &[], spec.fields(section));
        // A section that the kind lacks was reported already, as an unknown field.
        if spec.fields(section).is_empty() {
            Some(Default::default())
        } else {
            object.or(section.slug(), Default::default(), read)
        }
    };
    let id = object.need("id", |at| id(at, NodeId::parse));
    let title = object.or("title", String::new(), |at| at.text_within(TITLE_MAX));
    let at = object.need("at", point);
    let entry = object.or("entry", false, truth);
    let (segment, who, what) = (section(Section::Segment), section(Section::Who), section(Section::What));
    let window = object.maybe("window", value::span);
    let when = object.or("when", When::AtOnce, when);
    let user_zone = object.or("user_zone", true, truth);
    let paths = object.or("paths", Vec::new(), |at| at.list(PATHS_LOADED_MAX, |_, at| path(at)));
    Some(Node {
        id: id?,
        kind,
        title: title?,
        at: at?,
        entry: entry?,
        segment: segment?,
        window: window?,
        who: who?,
        what: what?,
        when: when?,
        user_zone: user_zone?,
        paths: paths?,
    })
}

/// A place, on whole units.
pub(super) fn point(at: &Cursor<'_>) -> Option<Point> {
    let axis = |at: &Cursor<'_>| match at.value.as_f64() {
        Some(n) if n.abs() <= FAR => Some(n),
        Some(_) => at.fail(format!("A node stands within {FAR} of the origin.")),
        None => at.expected("a number"),
    };
    let place = two(at, &axis, "A place is a list of two numbers, to the right and down.")?;
    Some(Point::settled(place.x, place.y))
}

/// A list of two numbers.
fn two(at: &Cursor<'_>, axis: &dyn Fn(&Cursor<'_>) -> Option<f64>, what: &str) -> Option<Point> {
    let axes = at.list(2, |_, at| axis(at))?;
    match axes.as_slice() {
        [x, y] => Some(Point { x: *x, y: *y }),
        // One that cannot be read was noted.
        _ if at.value.as_array().is_some_and(|list| list.len() == 2) => None,
        _ => at.fail(what),
    }
}

pub(super) fn when(at: &Cursor<'_>) -> Option<When> {
    if at.value.is_string() {
        return at.one_of("time to send", [(When::AtOnce, "at-once"), (When::BestTime, "best-time")]);
    }
    let object = at.object(&["clock"])?;
    object.need("clock", |at| at.parsed(value::TIME, ClockTime::parse)).map(When::Clock)
}

pub(super) fn path(at: &Cursor<'_>) -> Option<Path> {
    let object = at.object(&["name", "percent", "conditions"])?;
    let name = object.or("name", String::new(), |at| at.text_within(TITLE_MAX));
    let percent = object.maybe("percent", |at| at.whole(0, 100).map(|n| n as u8));
    let conditions = object.or("conditions", Conditions::default(), value::conditions);
    Some(Path { name: name?, percent: percent?, conditions: conditions? })
}

pub(super) fn link(at: &Cursor<'_>) -> Option<(LinkKey, LinkTiming)> {
    let object = at.any_object()?;
    let outcome = object.need("outcome", outcome);
    let known: &[&str] = &["from", "outcome", "to", "delay", "window"];
    match outcome {
        // Only what is waited for has a window.
        Some(outcome) if !outcome.waits() => {
            object.only(&known[..4], format_args!("A link by this outcome has no field"))
        }
        _ => object.only(known, format_args!("Sojourn does not know the field")),
    }
    let from = object.need("from", |at| id(at, NodeId::parse));
    let to = object.need("to", |at| id(at, NodeId::parse));
    let delay = object.maybe("delay", value::span);
    let window = object.maybe("window", value::span);
    Some((LinkKey { from: from?, outcome: outcome?, to: to? }, LinkTiming { delay: delay?, window: window? }))
}

fn outcome(at: &Cursor<'_>) -> Option<Outcome> {
    if at.value.is_string() {
        return at.one_of("outcome", Outcome::NAMED.iter().map(|(outcome, slug, _)| (*outcome, *slug)));
    }
    let object = at.object(&["path"])?;
    object.need("path", |at| at.whole(0, i64::from(u8::MAX)).map(|n| Outcome::Path(n as u8)))
}
