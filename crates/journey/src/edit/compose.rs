//! The edits that a person's gesture is made of: placing, connecting, inserting, and the paths of a split
//! (in [`paths`]) and groups (in [`groups`]). Each function looks at the draft and returns one [`Edit`]; nothing changes until that is applied.

mod groups;
mod paths;
mod ways;

pub use groups::{group, ungroup};
pub use paths::{add_path, move_path, remove_path};
pub use ways::{delete_and_reconnect, splice};

use crate::{
    edit::Edit,
    edit::entry::{fitting, switch},
    model::{
        graph::{FAR, Graph, LINKS_MAX, LinkKey, LinkRefusal, LinkTiming, Node, Note, Point},
        journey::Draft,
        kind::{EntryFit, Kind, Outcome},
        order,
        text::NodeId,
        time::Span,
    },
};

/// The width of a node's card, in canvas units.
pub const CARD_WIDTH: f64 = 200.0;
/// The height of a node's card, in canvas units.
pub const CARD_HEIGHT: f64 = 72.0;
/// The gap between two cards side by side.
pub const GAP_X: f64 = 160.0;
/// The gap between two cards one above the other.
pub const GAP_Y: f64 = 32.0;

/// The window of a new segment in mid-journey.
const WINDOW: Span = Span::Days(1);

/// Adds a node. Where there is no entry and its kind can be one, it becomes the entry, and the entry criteria are switched if
/// it does not fit them; else a segment starts with a window of a day. It stands at `at`, else to the right of `after` below
/// what stands there, else at the first free spot from the origin down. It is linked from the first free outcome of `after`
/// where a link may be drawn.
pub fn place(draft: &Draft, kind: Kind, id: NodeId, at: Option<Point>, after: Option<&NodeId>) -> Edit {
    let graph = &draft.graph;
    let before = after.and_then(|id| graph.node(id));
    let at = at.unwrap_or_else(|| match before {
        Some(before) => beside(graph, before),
        None => free_spot(graph, Point::default()),
    });
    let mut node = Node::new(id, kind, Point::settled(at.x, at.y));
    node.entry = graph.entry().is_none() && kind.spec().entry != EntryFit::Never;
    node.window = first_window(&node);
    let link = before.filter(|before| !node.entry && before.id != node.id && graph.links.len() < LINKS_MAX).and_then(
        |before| {
            let outcome = graph.free_outcome(&before.id)?;
            let key = LinkKey { from: before.id.clone(), outcome, to: node.id.clone() };
            Some((usize::MAX, key, LinkTiming::start(outcome)))
        },
    );
    let criteria = fitting(kind, &draft.setup).filter(|criteria| node.entry && *criteria != draft.setup.entry);
    let add = Edit::Insert { nodes: vec![(usize::MAX, node)], links: link.into_iter().collect() };
    match criteria {
        Some(criteria) => Edit::Batch(vec![add, switch(&draft.setup, criteria)]),
        None => add,
    }
}

/// Draws a link.
///
/// # Errors
///
/// [`LinkRefusal`]: why it cannot be drawn.
pub fn connect(draft: &Draft, key: LinkKey) -> Result<Edit, LinkRefusal> {
    draft.graph.can_link(&key)?;
    Ok(Edit::link(key))
}

/// Deletes nodes with the links at them, and links; `None` where none of them is there (any more).
pub fn delete(draft: &Draft, nodes: &[NodeId], links: &[LinkKey]) -> Option<Edit> {
    let nodes: Vec<NodeId> = nodes.iter().filter(|id| draft.graph.node(id).is_some()).cloned().collect();
    let links: Vec<LinkKey> = links.iter().filter(|key| draft.graph.link(key).is_some()).cloned().collect();
    (!nodes.is_empty() || !links.is_empty()).then_some(Edit::Remove { nodes, links })
}

/// Makes a node the entry: the one that was it becomes a step on the way, links that lead to the new one go, its window too,
/// and the entry criteria are switched if it does not fit them. `None` where it is the only entry already or cannot be one.
pub fn set_entry(draft: &Draft, id: &NodeId) -> Option<Edit> {
    let graph = &draft.graph;
    let node = graph.node(id)?;
    let others: Vec<&Node> = graph.nodes().filter(|other| other.entry && other.id != *id).collect();
    let criteria = fitting(node.kind, &draft.setup)?;
    if node.entry && others.is_empty() {
        return None;
    }
    let mut edits = Vec::new();
    let links: Vec<LinkKey> = graph.links_to(id).map(|(key, _)| key.clone()).collect();
    if !links.is_empty() {
        edits.push(Edit::Remove { nodes: Vec::new(), links });
    }
    edits.push(Edit::Entry(id.clone(), true));
    if node.window.is_some() {
        edits.push(Edit::Window(id.clone(), None));
    }
    for other in others {
        edits.push(Edit::Entry(other.id.clone(), false));
        let step = Node { entry: false, ..other.clone() };
        if other.window.is_none() && first_window(&step).is_some() {
            edits.push(Edit::Window(other.id.clone(), first_window(&step)));
        }
    }
    if criteria != draft.setup.entry {
        edits.push(switch(&draft.setup, criteria));
    }
    Some(Edit::Batch(edits))
}

/// Puts a new node into a link: the delay and window stay on the first part, the second leaves by the new node's first
/// outcome without a delay (a force exit has none: there the way ends). It stands at `at`, else halfway, below what stands
/// there.
///
/// # Errors
///
/// [`LinkRefusal`] where the link is gone, or where beside others from the same outcome it may lead to segments only.
pub fn insert_on_link(
    draft: &Draft,
    key: &LinkKey,
    kind: Kind,
    id: NodeId,
    at: Option<Point>,
) -> Result<Edit, LinkRefusal> {
    let graph = &draft.graph;
    let (Some(place), Some(from), Some(to)) =
        (graph.links.get_index_of(key), graph.node(&key.from), graph.node(&key.to))
    else {
        return Err(LinkRefusal::NoSuchNode);
    };
    if to.entry {
        return Err(LinkRefusal::IntoEntry);
    }
    let siblings = graph.links_from(&key.from).filter(|(other, _)| other.outcome == key.outcome).count();
    if siblings > 1 && !kind.is_segment() {
        return Err(LinkRefusal::Parallel);
    }
    if graph.links.len() >= LINKS_MAX {
        return Err(LinkRefusal::TooMany);
    }
    let halfway = Point { x: (from.at.x + to.at.x) / 2.0, y: (from.at.y + to.at.y) / 2.0 };
    let at = at.unwrap_or_else(|| free_spot(graph, halfway));
    let mut node = Node::new(id.clone(), kind, Point::settled(at.x, at.y));
    node.window = first_window(&node);
    let first = LinkKey { to: id.clone(), ..key.clone() };
    let timing = graph.link(key).copied().unwrap_or_default();
    let onward = node.outcomes().first().map(|outcome| {
        let key = LinkKey { from: id, outcome: *outcome, to: key.to.clone() };
        (usize::MAX, key, LinkTiming::start(*outcome))
    });
    let mut links = vec![(place, first, timing)];
    links.extend(onward);
    Ok(Edit::Batch(vec![
        Edit::Insert { nodes: vec![(usize::MAX, node)], links },
        Edit::Remove { nodes: Vec::new(), links: vec![key.clone()] },
    ]))
}

/// Leads a link elsewhere: another end or another outcome, at the same place in the order and with the same delay. The
/// window stays where the new outcome is one that is waited for.
///
/// # Errors
///
/// [`LinkRefusal`] where the link is gone or cannot lead there.
pub fn reconnect(draft: &Draft, key: &LinkKey, new_key: LinkKey) -> Result<Edit, LinkRefusal> {
    let graph = &draft.graph;
    let (Some(place), Some(timing)) = (graph.links.get_index_of(key), graph.link(key).copied()) else {
        return Err(LinkRefusal::NoSuchNode);
    };
    if *key == new_key {
        return Err(LinkRefusal::Twice);
    }
    graph.can_link_but_for(&new_key, Some(key))?;
    let start = LinkTiming::start(new_key.outcome);
    let timing = LinkTiming { delay: timing.delay, window: start.window.map(|day| timing.window.unwrap_or(day)) };
    // The new link comes first: it gives the description, and takes the old one's place when that goes.
    Ok(Edit::Batch(vec![
        Edit::Insert { nodes: Vec::new(), links: vec![(place, new_key, timing)] },
        Edit::Remove { nodes: Vec::new(), links: vec![key.clone()] },
    ]))
}

/// The place for the next node after this one: to its right, below the nodes there.
pub fn beside(graph: &Graph, node: &Node) -> Point {
    free_spot(graph, Point { x: node.at.x + CARD_WIDTH + GAP_X, y: node.at.y })
}

/// The first spot from a point straight down where a card keeps its distance from all others.
pub fn free_spot(graph: &Graph, from: Point) -> Point {
    let near = |node: &&Node| (node.at.x - from.x).abs() < CARD_WIDTH + GAP_X;
    let mut column: Vec<f64> = graph.nodes().filter(near).map(|node| node.at.y).collect();
    order::sort_by(&mut column, f64::total_cmp);
    let mut y = from.y;
    for other in column {
        if (other - y).abs() < CARD_HEIGHT + GAP_Y {
            y = other + CARD_HEIGHT + GAP_Y;
        }
    }
    Point::settled(from.x, y.min(FAR))
}

/// The window of a new node: a day for a segment in mid-journey. An entry has none, nor has a kind that can stand there
/// alone.
pub(crate) fn first_window(node: &Node) -> Option<Span> {
    (node.kind.is_segment() && !node.entry && node.kind.spec().outcomes.contains(&Outcome::Timeout)).then_some(WINDOW)
}

/// The edit that moves nodes and, of all that was carried, the notes.
pub fn move_all<'a>(
    graph: &Graph,
    moves: Vec<(NodeId, Point)>,
    carried: impl Iterator<Item = &'a NodeId>,
    by: Point,
) -> Edit {
    let moved = |note: &Note| Note { at: Point::settled(note.at.x + by.x, note.at.y + by.y), ..note.clone() };
    let notes = carried.filter_map(|id| Some(Edit::Note(id.clone(), Some(moved(graph.note(id)?)))));
    let mut edits: Vec<Edit> = notes.collect();
    if !moves.is_empty() || edits.is_empty() {
        edits.insert(0, Edit::Move(moves));
    }
    if edits.len() == 1 { edits.swap_remove(0) } else { Edit::Batch(edits) }
}

#[cfg(test)]
mod tests;
