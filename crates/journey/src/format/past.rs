//! Edits, acts and histories as JSON, for the journal (spec: journey.md §3.4). They are told with the words of the file and
//! read by the same tables; what cannot be read is an error that says where, and never a panic.

use serde_json::{Map, Value};

use super::{
    Defaults, FormatErrors, PATHS_LOADED_MAX,
    decode::{self, setup as setup_of, value},
    encode::{self, Writer, list},
    read::{self, At, Object, truth},
};
use crate::{
    edit::Edit,
    field::{self, Section},
    graph::{LINKS_MAX, LinkKey, LinkTiming, NODES_MAX, Point},
    history::{Act, History, STEPS_MAX, Step},
    kind::{KINDS, KindSpec},
    text::{NodeId, TITLE_MAX},
    time::Span,
};

/// The longest sentence of a step.
const SAID_MAX: usize = 2_000;
/// The most edits of a batch.
const BATCH_MAX: usize = NODES_MAX + LINKS_MAX;

/// What an edit is called on record, in the order of the variants.
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

/// Writes an act.
pub fn act_to_value(act: &Act) -> Value {
    let word = |word: &str| Writer::default().put("do", word).done();
    match act {
        Act::Apply { edit, joins, at } => {
            Writer::from(put_edit(edit)).put_if(*joins, "joins", || true.into()).put("ms", *at).done()
        }
        Act::Undo => word("undo"),
        Act::Redo => word("redo"),
        Act::EndRun => word("end-run"),
    }
}

/// Reads an act.
///
/// # Errors
/// [`FormatErrors::Problems`], with paths from the act on.
pub fn act_from_value(value: &Value, defaults: &Defaults) -> Result<Act, FormatErrors> {
    read::read(value, |at| {
        let object = at.any_object()?;
        Some(match value.get("do").and_then(Value::as_str) {
            Some("undo") => Act::Undo,
            Some("redo") => Act::Redo,
            Some("end-run") => Act::EndRun,
            _ => Act::Apply {
                edit: edit(at, defaults)?,
                joins: object.or("joins", false, truth)?,
                at: object.need("ms", number)?,
            },
        })
    })
}

/// Writes a history. Beyond so many characters the oldest steps are left out, first of those that can be undone.
pub fn history_to_value(history: &History, characters: usize) -> Value {
    let mut room = characters;
    let mut steps = |steps: &[Step]| {
        let mut kept = Vec::new();
        for step in steps.iter().rev() {
            let value = Writer::default().put("edit", put_edit(&step.edit)).put("said", step.said.as_str()).done();
            let length = super::text(&value).len();
            if length > room {
                break;
            }
            room -= length;
            kept.push(value);
        }
        kept.reverse();
        Value::Array(kept)
    };
    let (redo, undo) = (steps(&history.redo), steps(&history.undo));
    Writer::default()
        .put("undo", undo)
        .put("redo", redo)
        .put_some("run", history.run.as_ref(), |(key, at)| Value::from(vec![Value::from(key.as_str()), (*at).into()]))
        .done()
}

/// Reads a history.
///
/// # Errors
/// [`FormatErrors::Problems`], with paths from the history on.
pub fn history_from_value(value: &Value, defaults: &Defaults) -> Result<History, FormatErrors> {
    let steps = |at: &At<'_>| {
        at.list(STEPS_MAX, |_, at| {
            let object = at.object(&["edit", "said"])?;
            let edit = object.need("edit", |at| edit(at, defaults));
            let said = object.need("said", |at| at.text_within(SAID_MAX));
            Some(Step { edit: edit?, said: said? })
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
pub fn links_to_value(links: &[LinkKey]) -> Value {
    list(links, |key| encode::link((key, &LinkTiming::default())))
}

/// Reads which links are meant.
///
/// # Errors
/// [`FormatErrors::Problems`], with paths from the list on.
pub fn links_from_value(value: &Value) -> Result<Vec<LinkKey>, FormatErrors> {
    read::read(value, |at| at.list(LINKS_MAX, |_, at| Some(decode::link(at)?.0)))
}

fn put_edit(edit: &Edit) -> Value {
    let of = |id: &NodeId| id.as_str().to_owned();
    let mut writer = Writer::default();
    let writer = writer.put("do", EDITS[index(edit)]);
    match edit {
        Edit::Insert { nodes, links } => {
            let node = |(at, node): &(usize, _)| placed(*at, encode::node(node));
            let link = |(at, key, timing): &(usize, _, _)| placed(*at, encode::link((key, timing)));
            writer.put("nodes", list(nodes, node)).put("links", list(links, link))
        }
        Edit::Remove { nodes, links } => {
            writer.put("nodes", list(nodes, |id| of(id).into())).put("links", links_to_value(links))
        }
        Edit::Move(moves) => writer.put(
            "nodes",
            list(moves, |(id, to)| Writer::default().put("node", of(id)).put("at", encode::point(*to)).done()),
        ),
        Edit::Title(id, title) => writer.put("node", of(id)).put("to", title.as_str()),
        Edit::Entry(id, on) | Edit::UserZone(id, on) => writer.put("node", of(id)).put("to", *on),
        Edit::Field { node, section, key, value } => writer
            .put("node", of(node))
            .put("section", section.slug())
            .put("field", *key)
            .put_some("as", like(*section, key, value.as_ref()), |spec| spec.slug.into())
            .put_some("to", value.as_ref(), encode::field),
        Edit::Window(id, window) => writer.put("node", of(id)).put_some("to", *window, encode::span),
        Edit::When(id, when) => writer.put("node", of(id)).put("to", encode::when(*when)),
        Edit::Paths(id, paths) => writer.put("node", of(id)).put("to", list(paths, encode::path)),
        Edit::Link(key, timing) => writer.put("to", encode::link((key, timing))),
        Edit::Note(id, note) => {
            writer.put("node", of(id)).put_some("to", note.as_ref(), |note| encode::note(&(id.clone(), note.clone())))
        }
        Edit::Group(id, group) => writer
            .put("node", of(id))
            .put_some("to", group.as_ref(), |group| encode::group(&(id.clone(), group.clone()))),
        Edit::Setup(setup) => writer.put("to", encode::setup(setup)),
        Edit::Restore(graph) => writer.put("to", encode::graph(graph)),
        Edit::Batch(edits) => writer.put("edits", list(edits, put_edit)),
    }
    .done()
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
fn placed(place: usize, what: Value) -> Value {
    Writer::default().put_if(place != usize::MAX, "place", || place.into()).put("is", what).done()
}

/// A kind whose field of this key takes the value: an edit names no kind, and what a value is read as hangs on it.
fn like(section: Section, key: &str, value: Option<&field::Value>) -> Option<&'static KindSpec> {
    KINDS.iter().find(|kind| {
        let mut specs = kind.fields(section).iter().filter(|spec| spec.key == key);
        specs.any(|spec| value.is_none_or(|value| spec.input.accepts(value)))
    })
}

fn edit(at: &At<'_>, defaults: &Defaults) -> Option<Edit> {
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
    let kind = object.need("as", decode::kind)?;
    let spec = object.need("field", |at| {
        let key = at.text()?;
        let spec = kind.spec().fields(section).iter().find(|spec| spec.key == key);
        spec.or_else(|| at.unknown("field", key))
    })?;
    let value = object.maybe("to", |at| value::field(at, spec.input))?;
    Some(Edit::Field { node, section, key: spec.key, value })
}

fn node_id(at: &At<'_>) -> Option<NodeId> {
    decode::id(at, NodeId::parse)
}

fn place<T>(at: &At<'_>, reader: impl FnOnce(&At<'_>) -> Option<T>) -> Option<(usize, T)> {
    let object = at.object(&["place", "is"])?;
    let place = object.maybe("place", |at| at.whole(0, i64::from(u32::MAX)));
    let is = object.need("is", reader);
    Some((place?.and_then(|place| usize::try_from(place).ok()).unwrap_or(usize::MAX), is?))
}

fn number(at: &At<'_>) -> Option<f64> {
    at.value.as_f64().or_else(|| at.expected("a number"))
}

impl From<Value> for Writer {
    fn from(value: Value) -> Self {
        match value {
            Value::Object(map) => Self(map),
            _ => Self(Map::new()),
        }
    }
}
