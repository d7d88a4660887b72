//! Two versions on one canvas: every node and link of both, each once, with what became of it.

use super::{Change, diff};
use crate::{
    compose::{CARD_HEIGHT, CARD_WIDTH, GAP_Y},
    graph::{Graph, LinkKey, LinkTiming, Node, Point},
    journey::Draft,
    text::NodeId,
};

/// What became of a node or link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It is the same in both.
    Same,
    /// It came.
    Added,
    /// It went.
    Removed,
    /// It is in both, but not the same.
    Changed,
    /// It stands elsewhere, and nothing else.
    Moved,
}

impl Mark {
    /// The marks there is something to say of.
    pub const TOLD: [Self; 4] = [Self::Added, Self::Removed, Self::Changed, Self::Moved];

    /// The word beside it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "Unchanged",
            Self::Added => "Added",
            Self::Removed => "Removed",
            Self::Changed => "Changed",
            Self::Moved => "Moved",
        }
    }
}

impl Change {
    /// What became of what it is about.
    pub fn mark(&self) -> Mark {
        match self {
            Self::Added { .. } | Self::Linked(..) => Mark::Added,
            Self::Removed { .. } | Self::Unlinked(_) => Mark::Removed,
            Self::Moved(_) => Mark::Moved,
            _ => Mark::Changed,
        }
    }
}

/// A node where it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnNode {
    /// The node, of the newer version that has it.
    pub node: Node,
    /// What became of it.
    pub mark: Mark,
}

/// A link between two nodes that are drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnLink {
    /// The link.
    pub key: LinkKey,
    /// Its times in the newer version that has it.
    pub timing: LinkTiming,
    /// What became of it.
    pub mark: Mark,
    /// The node it leaves, among the drawn ones.
    pub from: usize,
    /// The node it leads to.
    pub to: usize,
}

/// Two versions on one canvas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// The nodes.
    pub nodes: Vec<DrawnNode>,
    /// The links.
    pub links: Vec<DrawnLink>,
}

/// Draws both versions. What is in the newer one stands where it stands there; what went stands where it stood, or below
/// what stands there now.
pub fn picture(from: &Draft, to: &Draft) -> Picture {
    of(from, to, &diff(from, to))
}

/// The same where the changes are known already.
pub fn of(from: &Draft, to: &Draft, changes: &[Change]) -> Picture {
    let (old, new) = (&from.graph, &to.graph);
    let mut nodes: Vec<DrawnNode> =
        new.nodes().map(|node| DrawnNode { mark: node_mark(&node.id, changes), node: node.clone() }).collect();
    let gone = changes.iter().filter_map(|change| match change {
        Change::Removed { nodes, .. } => Some(nodes),
        _ => None,
    });
    for node in gone.flatten().filter_map(|id| old.node(id)) {
        let mut node = node.clone();
        node.at = below(&nodes, node.at);
        nodes.push(DrawnNode { node, mark: Mark::Removed });
    }
    let mut links = Vec::new();
    for (graph, is_old) in [(new, false), (old, true)] {
        for (key, timing) in graph.links() {
            let mark = link_mark(key, changes, is_old, old, new);
            let mark = match (mark, is_old) {
                (Mark::Removed, false) | (Mark::Same | Mark::Added | Mark::Changed | Mark::Moved, true) => continue,
                (mark, _) => mark,
            };
            let end = |id: &NodeId| {
                // Of a node that is there twice, as another kind, a link that went belongs to the one that went.
                let mut all = nodes.iter().enumerate().filter(|(_, drawn)| drawn.node.id == *id).map(|(i, _)| i);
                if is_old { all.next_back() } else { all.next() }
            };
            if let (Some(from), Some(to)) = (end(&key.from), end(&key.to)) {
                links.push(DrawnLink { key: key.clone(), timing: *timing, mark, from, to });
            }
        }
    }
    Picture { nodes, links }
}

fn node_mark(id: &NodeId, changes: &[Change]) -> Mark {
    let mut mark = Mark::Same;
    for change in changes.iter().filter(|change| change.nodes().contains(&id)) {
        mark = match change {
            Change::Added { .. } => return Mark::Added,
            Change::Removed { .. } => mark,
            Change::Moved(_) if mark == Mark::Same => Mark::Moved,
            Change::Moved(_) => mark,
            _ => Mark::Changed,
        };
    }
    mark
}

fn link_mark(key: &LinkKey, changes: &[Change], is_old: bool, old: &Graph, new: &Graph) -> Mark {
    for change in changes {
        match change {
            Change::Added { links, .. } if !is_old && links.iter().any(|(_, other, _)| other == key) => {
                return Mark::Added;
            }
            Change::Removed { links, .. } if is_old && links.contains(key) => return Mark::Removed,
            Change::Linked(_, other, _) if other == key => return Mark::Added,
            Change::Unlinked(other) if other == key => return Mark::Removed,
            Change::Timing { link, .. } if link == key => return Mark::Changed,
            Change::Order { links, .. } if links.contains(key) => return Mark::Changed,
            _ => {}
        }
    }
    match (old.link(key), new.link(key)) {
        (Some(_), None) => Mark::Removed,
        _ => Mark::Same,
    }
}

/// The first place straight down from a point that no card takes.
fn below(nodes: &[DrawnNode], at: Point) -> Point {
    let mut column: Vec<f64> =
        nodes.iter().filter(|drawn| (drawn.node.at.x - at.x).abs() < CARD_WIDTH).map(|drawn| drawn.node.at.y).collect();
    column.sort_by(f64::total_cmp);
    let mut y = at.y;
    for other in column {
        if (other - y).abs() < CARD_HEIGHT {
            y = other + CARD_HEIGHT + GAP_Y;
        }
    }
    Point { x: at.x, y }
}
