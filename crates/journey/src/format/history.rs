//! Edits, events and histories as JSON, for the journal (spec: journey.md §3.4). They use the words of the file and are
//! read by its tables. Unreadable parts are an error with a place, and never a panic.

use serde_json::Value;

use super::{
    Defaults, FormatErrors, Json, PATHS_LOADED_MAX,
    decode::{self, setup as setup_of, value},
    encode,
    read::{self, Cursor, Object, truth},
};
use crate::{
    edit::{
        Edit,
        history::{History, HistoryEvent, STEPS_MAX, Step},
    },
    model::{
        field::{self, Section},
        graph::{LINKS_MAX, LinkKey, LinkTiming, NODES_MAX, Point},
        kind::{KINDS, KindSpec},
        text::{NodeId, TITLE_MAX},
        time::Span,
    },
};

/// The longest sentence of a step.
const SAID_MAX: usize = 2_000;
/// The most edits of a batch.
const BATCH_MAX: usize = NODES_MAX + LINKS_MAX;

/// The names of edits on record, in the order of the variants.
const EDITS: [&str; 16] = [
    "insert",
    "remove",
    "move",
    "title",
    "entry",
    "field",
    "window",
    "when",
    "user-zone",
    "paths",
    "link",
    "note",
    "group",
    "setup",
    "restore",
    "batch",
];

/// Writes an event.
pub fn put_event(out: &mut Json, event: &HistoryEvent) {
    out.object(|out| match event {
        HistoryEvent::Apply { edit, coalesces, at } => {
            put_edit(out, edit);
            out.put_true("joins", *coalesces).put_value("ms", *at);
        }
        HistoryEvent::Undo => {
            out.put("do", "undo");
        }
        HistoryEvent::Redo => {
            out.put("do", "redo");
        }
        HistoryEvent::Mark => {
            out.put("do", "end-run");
        }
    });
}

/// Reads an event.
///
/// # Errors
/// [`FormatErrors::Problems`], with paths from the event on.
pub fn event_from_value(value: &Value, defaults: &Defaults) -> Result<HistoryEvent, FormatErrors> {
    read::read(value, |at| {
        let object = at.any_object()?;
        Some(match value.get("do").and_then(Value::as_str) {
            Some("undo") => HistoryEvent::Undo,
            Some("redo") => HistoryEvent::Redo,
            Some("end-run") => HistoryEvent::Mark,
            _ => HistoryEvent::Apply {
                edit: edit(at, defaults)?,
                coalesces: object.or("joins", false, truth)?,
                at: object.need("ms", number)?,
            },
        })
    })
}

/// Writes a history. Beyond so many characters the oldest steps are left out, first of those that can be undone.
pub fn put_history(out: &mut Json, history: &History, characters: usize) {
    let mut room = characters;
    let mut steps = |steps: &[Step]| {
        let mut kept = Vec::new();
        for step in steps.iter().rev() {
            let text = Json::text(|out| {
                out.object(|out| {
                    out.key("edit").object(|out| put_edit(out, &step.edit));
                    out.put("said", &step.label);
                });
            });
            if text.len() > room {
                break;
            }
            room -= text.len();
            kept.push(text);
        }
        kept.reverse();
        kept
    };
    let (redo, undo) = (steps(&history.redo), steps(&history.undo));
    out.object(|out| {
        for (key, steps) in [("undo", undo), ("redo", redo)] {
            out.key(key).list(&steps, |out, step| out.json(step));
        }
        out.put_some("run", history.run.as_ref(), |out, (key, at)| {
            out.list([Value::from(key.as_str()), (*at).into()], |out, part| out.value(&part));
        });
    });
}

/// Reads a history.
///
/// # Errors
/// [`FormatErrors::Problems`], with paths from the history on.
pub fn history_from_value(value: &Value, defaults: &Defaults) -> Result<History, FormatErrors> {
    let steps = |at: &Cursor<'_>| {
        at.list(STEPS_MAX, |_, at| {
            let object = at.object(&["edit", "said"])?;
            let edit = object.need("edit", |at| edit(at, defaults));
            let label = object.need("said", |at| at.text_within(SAID_MAX));
            Some(Step { edit: edit?, label: label? })
        })
    };
    read::read(value, |at| {
        let object = at.object(&["undo", "redo", "run"])?;
        let (undo, redo) = (object.need("undo", steps), object.need("redo", steps));
        let run = object.maybe("run", |at| match at.value.as_array().map(Vec::as_slice) {
            Some([Value::String(key), ms]) => Some((key.clone(), ms.as_f64()?)),
            _ => at.fail("A run is a key and a time."),
        });
        Some(History { undo: undo?, redo: redo?, run: run? })
    })
}

/// Writes which links are meant.
pub fn put_links(out: &mut Json, links: &[LinkKey]) {
    out.list(links, |out, key| encode::link(out, (key, &LinkTiming::default())));
}

/// Reads which links are meant.
///
/// # Errors
/// [`FormatErrors::Problems`], with paths from the list on.
pub fn links_from_value(value: &Value) -> Result<Vec<LinkKey>, FormatErrors> {
    read::read(value, |at| at.list(LINKS_MAX, |_, at| Some(decode::link(at)?.0)))
}

/// The fields of an edit, within an object.
fn put_edit(out: &mut Json, edit: &Edit) {
    out.put("do", EDITS[index(edit)]);
    // Most edits are of one node.
    match edit {
        Edit::Title(id, _)
        | Edit::Entry(id, _)
        | Edit::UserZone(id, _)
        | Edit::Field { node: id, .. }
        | Edit::Window(id, _)
        | Edit::When(id, _)
        | Edit::Paths(id, _)
        | Edit::Note(id, _)
        | Edit::Group(id, _) => {
            out.put("node", id.as_str());
        }
        _ => {}
    }
    match edit {
        Edit::Insert { nodes, links } => {
            out.key("nodes").list(nodes, |out, (at, node)| placed(out, *at, |out| encode::node(out, node)));
            out.key("links").list(links, |out, (at, key, timing)| {
                placed(out, *at, |out| encode::link(out, (key, timing)));
            });
        }
        Edit::Remove { nodes, links } => {
            out.key("nodes").list(nodes, |out, id| out.string(id.as_str()));
            put_links(out.key("links"), links);
        }
        Edit::Move(moves) => out.key("nodes").list(moves, |out, (id, to)| {
            out.object(|out| encode::point(out.put("node", id.as_str()).key("at"), *to));
        }),
        Edit::Title(_, title) => {
            out.put("to", title);
        }
        Edit::Entry(_, on) | Edit::UserZone(_, on) => {
            out.put_value("to", *on);
        }
        Edit::Field { section, key, value, .. } => {
            out.put("section", section.slug())
                .put("field", key)
                .put_some("as", like(*section, key, value.as_ref()), |out, spec| out.string(spec.slug))
                .put_some("to", value.as_ref(), encode::field);
        }
        Edit::Window(_, window) => {
            out.put_some("to", *window, encode::span);
        }
        Edit::When(_, when) => encode::when(out.key("to"), *when),
        Edit::Paths(_, paths) => out.key("to").list(paths, encode::path),
        Edit::Link(key, timing) => encode::link(out.key("to"), (key, timing)),
        Edit::Note(id, note) => {
            out.put_some("to", note.as_ref(), |out, note| encode::note(out, id, note));
        }
        Edit::Group(id, group) => {
            out.put_some("to", group.as_ref(), |out, group| encode::group(out, id, group));
        }
        Edit::Setup(setup) => encode::setup(out.key("to"), setup),
        Edit::Restore(graph) => encode::graph(out.key("to"), graph),
        Edit::Batch(edits) => out.key("edits").list(edits, |out, edit| out.object(|out| put_edit(out, edit))),
    }
}

/// The place of an edit's name in [`EDITS`].
fn index(edit: &Edit) -> usize {
    match edit {
        Edit::Insert { .. } => 0,
        Edit::Remove { .. } => 1,
        Edit::Move(_) => 2,
        Edit::Title(..) => 3,
        Edit::Entry(..) => 4,
        Edit::Field { .. } => 5,
        Edit::Window(..) => 6,
        Edit::When(..) => 7,
        Edit::UserZone(..) => 8,
        Edit::Paths(..) => 9,
        Edit::Link(..) => 10,
        Edit::Note(..) => 11,
        Edit::Group(..) => 12,
        Edit::Setup(_) => 13,
        Edit::Restore(_) => 14,
        Edit::Batch(_) => 15,
    }
}

/// A thing with its place in an order; at the end there is no place to name.
fn placed(out: &mut Json, place: usize, what: impl FnOnce(&mut Json)) {
    out.object(|out| {
        if place != usize::MAX {
            out.put_value("place", place);
        }
        what(out.key("is"));
    });
}

/// A kind whose field of this key takes the value: an edit names no kind, and what a value is read as hangs on it.
fn like(section: Section, key: &str, value: Option<&field::Value>) -> Option<&'static KindSpec> {
    KINDS.iter().find(|kind| {
        let mut specs = kind.fields(section).iter().filter(|spec| spec.key == key);
        specs.any(|spec| value.is_none_or(|value| spec.input.accepts(value)))
    })
}

fn edit(at: &Cursor<'_>, defaults: &Defaults) -> Option<Edit> {
    let object = at.any_object()?;
    let word = object.need("do", |at| at.one_of("edit", EDITS.map(|word| (word, word))))?;
    let node = || object.need("node", node_id);
    Some(match word {
        "insert" => {
            let nodes = object.need("nodes", |at| at.list(NODES_MAX, |_, at| place(at, decode::node)));
            let links = object.need("links", |at| at.list(LINKS_MAX, |_, at| place(at, decode::link)));
            let links = links?.into_iter().map(|(place, (key, timing))| (place, key, timing)).collect();
            Edit::Insert { nodes: nodes?, links }
        }
        "remove" => {
            let nodes = object.need("nodes", |at| at.list(NODES_MAX, |_, at| node_id(at)));
            let links = object.need("links", |at| at.list(LINKS_MAX, |_, at| Some(decode::link(at)?.0)));
            Edit::Remove { nodes: nodes?, links: links? }
        }
        "move" => Edit::Move(object.need("nodes", |at| {
            at.list(NODES_MAX, |_, at| {
                let object = at.object(&["node", "at"])?;
                let (id, to): (_, Option<Point>) = (object.need("node", node_id), object.need("at", decode::point));
                Some((id?, to?))
            })
        })?),
        "title" => Edit::Title(node()?, object.need("to", |at| at.text_within(TITLE_MAX))?),
        "entry" => Edit::Entry(node()?, object.need("to", truth)?),
        "user-zone" => Edit::UserZone(node()?, object.need("to", truth)?),
        "field" => field(object, node()?)?,
        "window" => Edit::Window(node()?, object.maybe::<Span>("to", value::span)?),
        "when" => Edit::When(node()?, object.need("to", decode::when)?),
        "paths" => Edit::Paths(node()?, object.need("to", |at| at.list(PATHS_LOADED_MAX, |_, at| decode::path(at)))?),
        "link" => {
            let (key, timing) = object.need("to", decode::link)?;
            Edit::Link(key, timing)
        }
        "note" => Edit::Note(node()?, object.maybe("to", |at| Some(decode::note(at)?.1))?),
        "group" => Edit::Group(node()?, object.maybe("to", |at| Some(decode::group(at)?.1))?),
        "setup" => Edit::Setup(Box::new(object.need("to", |at| setup_of::setup(at, defaults))?)),
        "restore" => Edit::Restore(Box::new(object.need("to", decode::graph)?)),
        _ => Edit::Batch(object.need("edits", |at| at.list(BATCH_MAX, |_, at| edit(at, defaults)))?),
    })
}

fn field(object: Object<'_>, node: NodeId) -> Option<Edit> {
    let section = object.need("section", |at| at.one_of("section", Section::ALL.map(|one| (one, one.slug()))))?;
    let kind = object.need("as", value::kind)?;
    let spec = object.need("field", |at| {
        let key = at.text()?;
        let spec = kind.spec().fields(section).iter().find(|spec| spec.key == key);
        spec.or_else(|| at.unknown("field", key))
    })?;
    let value = object.maybe("to", |at| value::field(at, spec.input))?;
    Some(Edit::Field { node, section, key: spec.key, value })
}

fn node_id(at: &Cursor<'_>) -> Option<NodeId> {
    decode::id(at, NodeId::parse)
}

fn place<T>(at: &Cursor<'_>, reader: impl FnOnce(&Cursor<'_>) -> Option<T>) -> Option<(usize, T)> {
    let object = at.object(&["place", "is"])?;
    let place = object.maybe("place", |at| at.whole(0, i64::from(u32::MAX)));
    let is = object.need("is", reader);
    Some((place?.and_then(|place| usize::try_from(place).ok()).unwrap_or(usize::MAX), is?))
}

fn number(at: &Cursor<'_>) -> Option<f64> {
    at.value.as_f64().or_else(|| at.expected("a number"))
}
