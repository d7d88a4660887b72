//! Copy, cut and paste: nodes with the links between them, as text of the file format (spec: interface.md, region Canvas;
//! format.md). The text holds one journey with one draft, so it can be mailed, kept as a file and imported as well.
//!
//! A clipboard may hold text from anywhere. Unlike an import, a paste takes the sound parts and reports the others:
//! nine nodes and a sentence about the tenth are better than none.

mod find;

use std::collections::{HashMap, HashSet};

use crate::{
    edit::entry::{fitting, switch},
    edit::{
        Edit,
        compose::{CARD_HEIGHT, CARD_WIDTH, first_window},
    },
    format::{self, BYTES_MAX, FormatErrors, Problem},
    model::{
        graph::{GROUPS_MAX, Graph, Group, LinkKey, LinkTiming, NOTES_MAX, Node, Note, Point},
        journey::Draft,
        kind::{EntryFit, Outcome},
        setup::Setup,
        text::NodeId,
    },
};

/// The distance, right and down, between copies and their originals, and between copies.
pub const STEP: f64 = 40.0;

/// Nodes and links on their way from one graph to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clip {
    /// The nodes and the links between them, with the ids and places they had.
    pub graph: Graph,
    /// Sentences on the parts left out so far: those that could not be read, or links to nodes that were not copied.
    pub left: Vec<String>,
}

/// The result of a paste.
#[derive(Clone, Debug, PartialEq)]
pub struct Pasted {
    /// The one edit; `None` where nothing can come along.
    pub edit: Option<Edit>,
    /// The new nodes.
    pub nodes: Vec<NodeId>,
    /// The new notes.
    pub notes: Vec<NodeId>,
    /// Sentences on the parts that cannot be pasted or are changed.
    pub left: Vec<String>,
}

/// The part of a graph that these nodes and notes are, with the links between them and the groups that they are all of.
pub fn take(graph: &Graph, ids: &[NodeId]) -> Clip {
    let wanted: HashSet<&NodeId> = ids.iter().collect();
    let nodes = graph.nodes().filter(|node| wanted.contains(&node.id)).cloned();
    let at = |key: &LinkKey| (wanted.contains(&key.from), wanted.contains(&key.to));
    let links = graph.links().filter(|(key, _)| at(key) == (true, true)).map(|(key, timing)| (key.clone(), *timing));
    let mut clip = Graph::of(nodes, links);
    clip.notes = graph.notes().iter().filter(|(id, _)| wanted.contains(id)).cloned().collect();
    // A group comes along whole or not at all.
    let whole = |group: &Group| group.nodes.iter().all(|id| wanted.contains(id));
    clip.groups = graph.groups().iter().filter(|(_, group)| whole(group)).cloned().collect();
    let cut = graph.links().filter(|(key, _)| matches!(at(key), (true, false) | (false, true))).count();
    let left = (cut > 0).then(|| format!("{} to other nodes {} not copied.", links_of(cut), was(cut)));
    Clip { graph: clip, left: left.into_iter().collect() }
}

/// Writes nodes with the links between them as text, for people and programs; `None` where none of them is there.
pub fn encode(draft: &Draft, ids: &[NodeId]) -> Option<String> {
    let Clip { graph, .. } = take(&draft.graph, ids);
    if graph.nodes.is_empty() && graph.notes.is_empty() {
        return None;
    }
    let setup = Setup { entry: draft.setup.entry, ..Setup::new(&draft.setup.zone) };
    let copied = Draft { setup, graph };
    let file = format::file(|out| {
        out.list([copied], |out, copied| {
            out.object(|out| {
                out.put("id", "copied").put("name", "Copied nodes").key("versions").list([copied], |out, copied| {
                    out.object(|out| {
                        format::put_content(out, &copied);
                        out.put_value("number", serde_json::Value::Null).put("status", "draft");
                    });
                });
            });
        });
    });
    Some(format::pretty(&file))
}

/// Reads nodes out of any text that holds a file of Sojourn, a mail around it included.
///
/// # Errors
/// [`FormatErrors`] where the text holds no such file or nothing of it can be read; arbitrary text never panics.
pub fn decode(text: &str) -> Result<Clip, FormatErrors> {
    if text.len() > BYTES_MAX {
        return Err(FormatErrors::TooLarge(text.len()));
    }
    let file = find::file_in(text).ok_or(FormatErrors::OtherFormat)?;
    let (graph, list, more) = format::graph_of_file(&file)?;
    let mut left: Vec<String> = list.iter().take(3).map(Problem::to_string).collect();
    let rest = list.len().saturating_sub(left.len()) + more;
    if rest > 0 {
        left.push(format!("{rest} more could not be read."));
    }
    Ok(Clip { graph, left })
}

/// The distance to move pasted parts: one step, or into the middle of the visible area where that place is out of
/// sight. Further steps follow while copies stand there already. `seen` is the visible area's upper left and lower
/// right corner.
pub fn offset(draft: &Draft, clip: &Clip, seen: (Point, Point)) -> Point {
    let Some((from, to)) = bounds(&clip.graph) else { return Point::default() };
    let (left, right) = seen;
    let mut by = Point { x: STEP, y: STEP };
    let inside = |by: Point| {
        from.x + by.x >= left.x && from.y + by.y >= left.y && to.x + by.x <= right.x && to.y + by.y <= right.y
    };
    if !inside(by) {
        let middle = |a: f64, b: f64, c: f64, d: f64| (a + b - c - d) / 2.0;
        by = Point::settled(middle(left.x, right.x, from.x, to.x), middle(left.y, right.y, from.y, to.y));
    }
    let place = |at: Point| (at.x as i64, at.y as i64);
    let places = |graph: &Graph| -> Vec<Point> {
        graph.nodes().map(|node| node.at).chain(graph.notes.iter().map(|(_, note)| note.at)).collect()
    };
    let taken: HashSet<(i64, i64)> = places(&draft.graph).into_iter().map(place).collect();
    let own = places(&clip.graph);
    let stands = |by: Point| own.iter().any(|at| taken.contains(&place(moved(*at, by))));
    // Each step leaves at least one node behind, so it ends; at the rim of the canvas nothing moves any more.
    for _ in 0..=taken.len() {
        if !stands(by) {
            break;
        }
        by = Point { x: by.x + STEP, y: by.y + STEP };
    }
    by
}

/// Puts a clip into a draft, moved by `by`, every node under a new id: one edit. It keeps what it can.
///
/// A journey has one entry: a second one comes as a step, and what can stand nowhere but at the entry stays behind. Into an
/// empty journey the entry brings its criteria; otherwise it has to fit those that are set.
pub fn paste(draft: &Draft, clip: &Clip, by: Point, fresh: &mut dyn FnMut() -> NodeId) -> Pasted {
    let mut left = clip.left.clone();
    let entry = entry_of(draft, &clip.graph);
    let mut new_ids: HashMap<&NodeId, NodeId> = HashMap::new();
    let mut nodes: Vec<(usize, Node)> = Vec::new();
    let (mut behind, mut steps) = (Vec::new(), Vec::new());
    for node in clip.graph.nodes() {
        let is_entry = entry.is_some_and(|entry| entry.id == node.id);
        if node.kind.spec().entry_only && !is_entry {
            behind.push(node.label());
            continue;
        }
        let id = fresh();
        let mut copy = Node { id: id.clone(), at: moved(node.at, by), entry: is_entry, ..node.clone() };
        if node.entry && !is_entry {
            steps.push(node.label());
            copy.window = copy.window.or(first_window(&copy));
        }
        new_ids.insert(&node.id, id);
        nodes.push((usize::MAX, copy));
    }
    let why = match draft.graph.entry() {
        Some(_) => "this journey has its entry already".to_owned(),
        None if entry.is_some() => "a journey has one entry".to_owned(),
        None => format!("the entry criteria are “{}”", draft.setup.entry.name()),
    };
    left.extend(told(&behind).map(|names| format!("{names} stayed behind: users come in by it, and {why}.")));
    left.extend(told(&steps).map(|names| format!("{names} came as a step, not as the entry: {why}.")));
    let links = sound_links(&clip.graph, &new_ids, entry, &mut left);
    let ids = nodes.iter().map(|(_, node)| node.id.clone()).collect();
    let criteria = entry.and_then(|entry| fitting(entry.kind, &draft.setup)).filter(|fit| *fit != draft.setup.entry);
    let annotations = notes_and_groups(draft, &clip.graph, by, &new_ids, fresh, &mut left);
    let notes =
        annotations.iter().filter_map(|edit| if let Edit::Note(id, _) = edit { Some(id.clone()) } else { None });
    let notes: Vec<NodeId> = notes.collect();
    let edit = (!nodes.is_empty()).then(|| {
        let insert = Edit::Insert { nodes, links };
        match criteria {
            Some(criteria) => {
                left.push(format!("The entry criteria are “{}” now, for the entry that was pasted.", criteria.name()));
                Edit::Batch(vec![insert, switch(&draft.setup, criteria)])
            }
            None => insert,
        }
    });
    let edit = match edit {
        edit if annotations.is_empty() => edit,
        None if annotations.len() == 1 => annotations.into_iter().next(),
        edit => Some(Edit::Batch(edit.into_iter().chain(annotations).collect())),
    };
    Pasted { edit, nodes: ids, notes, left }
}

/// The node of the clip that becomes the entry, if any.
fn entry_of<'a>(draft: &Draft, clip: &'a Graph) -> Option<&'a Node> {
    let empty = draft.graph.nodes.is_empty();
    let fits = |node: &&Node| {
        if empty { node.kind.spec().entry != EntryFit::Never } else { draft.setup.entry.fits(node.kind) }
    };
    if draft.graph.entry().is_some() {
        return None;
    }
    let marked = clip.nodes().filter(|node| node.entry).find(fits);
    marked.or_else(|| clip.nodes().filter(|node| node.kind.spec().entry_only).find(fits))
}

/// The links between pasted nodes that the rules of the graph allow; the others are reported.
fn sound_links(
    clip: &Graph,
    new_ids: &HashMap<&NodeId, NodeId>,
    entry: Option<&Node>,
    left: &mut Vec<String>,
) -> Vec<(usize, LinkKey, LinkTiming)> {
    let (mut links, mut loose, mut unsound) = (Vec::new(), 0, 0);
    // By node and outcome: whether all the links so far lead to segments.
    let mut siblings: HashMap<(&NodeId, Outcome), bool> = HashMap::new();
    for (key, timing) in clip.links() {
        let (Some(from), Some(to)) = (new_ids.get(&key.from), new_ids.get(&key.to)) else {
            loose += 1;
            continue;
        };
        let segment = clip.node(&key.to).is_some_and(|node| node.kind.is_segment());
        let leaves = clip.node(&key.from).is_some_and(|node| node.has_outcome(key.outcome));
        let beside = siblings.get(&(&key.from, key.outcome)).copied();
        let parallel = beside.is_some_and(|all_segments| !(all_segments && segment));
        if !leaves || parallel || key.from == key.to || entry.is_some_and(|entry| entry.id == key.to) {
            unsound += 1;
            continue;
        }
        siblings.insert((&key.from, key.outcome), segment);
        links.push((usize::MAX, LinkKey { from: from.clone(), outcome: key.outcome, to: to.clone() }, *timing));
    }
    if loose > 0 {
        left.push(format!("{} led to nodes that did not come along.", links_of(loose)));
    }
    if unsound > 0 {
        left.push(format!("{} cannot be drawn like that, and stayed behind.", links_of(unsound)));
    }
    links
}

/// The edits that bring the notes of a clip, and its groups with what of their nodes came.
fn notes_and_groups(
    draft: &Draft,
    clip: &Graph,
    by: Point,
    new_ids: &HashMap<&NodeId, NodeId>,
    fresh: &mut dyn FnMut() -> NodeId,
    left: &mut Vec<String>,
) -> Vec<Edit> {
    let room = NOTES_MAX.saturating_sub(draft.graph.notes.len());
    if clip.notes.len() > room {
        left.push(format!("{} notes stayed behind: a journey holds at most {NOTES_MAX}.", clip.notes.len() - room));
    }
    let note = |(_, note): &(NodeId, Note)| Note { at: moved(note.at, by), ..note.clone() };
    let mut edits: Vec<Edit> = clip.notes.iter().take(room).map(|held| Edit::Note(fresh(), Some(note(held)))).collect();
    let room = GROUPS_MAX.saturating_sub(draft.graph.groups.len());
    edits.extend(clip.groups.iter().take(room).filter_map(|(_, group)| {
        let mut nodes: Vec<NodeId> = group.nodes.iter().filter_map(|id| new_ids.get(id).cloned()).collect();
        crate::model::order::sort(&mut nodes);
        (!nodes.is_empty()).then(|| Edit::Group(fresh(), Some(Group { nodes, ..group.clone() })))
    }));
    edits
}

/// The corners of the rectangle around all cards and notes.
fn bounds(graph: &Graph) -> Option<(Point, Point)> {
    let corners = |node: &Node| (node.at, Point { x: node.at.x + CARD_WIDTH, y: node.at.y + CARD_HEIGHT });
    let note = |(_, note): &(NodeId, Note)| (note.at, moved(note.at, note.size));
    graph.nodes().map(corners).chain(graph.notes.iter().map(note)).reduce(|(a, b), (c, d)| {
        (Point { x: a.x.min(c.x), y: a.y.min(c.y) }, Point { x: b.x.max(d.x), y: b.y.max(d.y) })
    })
}

fn moved(at: Point, by: Point) -> Point {
    Point::settled(at.x + by.x, at.y + by.y)
}

fn links_of(n: usize) -> String {
    if n == 1 { "1 link".to_owned() } else { format!("{n} links") }
}

fn was(n: usize) -> &'static str {
    if n == 1 { "was" } else { "were" }
}

/// Names in a sentence, the first three of them.
fn told(names: &[String]) -> Option<String> {
    let quoted: Vec<String> = names.iter().take(3).map(|name| format!("“{name}”")).collect();
    match (quoted.as_slice(), names.len()) {
        ([], _) => None,
        (all, n) if n > all.len() => Some(format!("{} and {} more", all.join(", "), n - all.len())),
        ([only], _) => Some(only.clone()),
        ([first @ .., last], _) => Some(format!("{} and {last}", first.join(", "))),
    }
}

#[cfg(test)]
mod tests;
