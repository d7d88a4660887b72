//! Two versions on one canvas: every node and link of both, each once, with what became of it.

use std::collections::{HashMap, HashSet};

use super::{Change, diff};
use crate::{
    compose::{CARD_HEIGHT, CARD_WIDTH, GAP_Y},
    graph::{LinkKey, LinkTiming, Node, Point},
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
            Self::Added { .. } | Self::Linked(..) | Self::Note(_, None, _) | Self::Group(_, None, _) => Mark::Added,
            Self::Removed { .. } | Self::Unlinked(_) | Self::Note(_, _, None) | Self::Group(_, _, None) => {
                Mark::Removed
            }
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
    let marks = Marks::of(changes);
    let mut nodes: Vec<DrawnNode> =
        new.nodes().map(|node| DrawnNode { mark: mark_in(&marks.nodes, &node.id), node: node.clone() }).collect();
    let gone = changes.iter().filter_map(|change| match change {
        Change::Removed { nodes, .. } => Some(nodes),
        _ => None,
    });
    for node in gone.flatten().filter_map(|id| old.node(id)) {
        let at = below(&nodes, node.at);
        nodes.push(DrawnNode { node: Node { at, ..node.clone() }, mark: Mark::Removed });
    }
    // Of a node that is there twice, as another kind, a link that went belongs to the one that went, which stands behind.
    let (mut now, mut before) = (HashMap::new(), HashMap::new());
    for (i, drawn) in nodes.iter().enumerate() {
        now.entry(&drawn.node.id).or_insert(i);
        before.insert(&drawn.node.id, i);
    }
    let draw = |ends: &HashMap<&NodeId, usize>, key: &LinkKey, timing: &LinkTiming, mark: Mark| {
        let (from, to) = (*ends.get(&key.from)?, *ends.get(&key.to)?);
        Some(DrawnLink { key: key.clone(), timing: *timing, mark, from, to })
    };
    let here = new.links().filter_map(|(key, timing)| draw(&now, key, timing, mark_in(&marks.links, key)));
    let went = old.links().filter(|(key, _)| marks.gone.contains(key));
    let went = went.filter_map(|(key, timing)| draw(&before, key, timing, Mark::Removed));
    let links = here.chain(went).collect();
    Picture { nodes, links }
}

/// What became of nodes and links, by the changes.
#[derive(Default)]
struct Marks<'a> {
    nodes: HashMap<&'a NodeId, Mark>,
    links: HashMap<&'a LinkKey, Mark>,
    /// The links that went.
    gone: HashSet<&'a LinkKey>,
}

impl<'a> Marks<'a> {
    fn of(changes: &'a [Change]) -> Self {
        let mut marks = Self::default();
        for change in changes {
            match change {
                Change::Added { nodes, links } => {
                    marks.nodes.extend(nodes.iter().map(|(_, node)| (&node.id, Mark::Added)));
                    marks.links.extend(links.iter().map(|(_, key, _)| (key, Mark::Added)));
                }
                Change::Removed { links, .. } => marks.gone.extend(links),
                Change::Linked(_, key, _) => marks.links.extend([(key, Mark::Added)]),
                Change::Unlinked(key) => marks.gone.extend([key]),
                Change::Timing { link, .. } => marks.change_links(std::slice::from_ref(link)),
                Change::Order { node, links, .. } => {
                    marks.nodes.entry(node).or_insert(Mark::Changed);
                    marks.change_links(links);
                }
                // The last of the changes: what changed otherwise too is marked already.
                Change::Moved(moves) => {
                    for (id, ..) in moves {
                        marks.nodes.entry(id).or_insert(Mark::Moved);
                    }
                }
                // They are told in words; of the nodes nothing has changed.
                Change::Note(..) | Change::Group(..) => {}
                _ => marks.nodes.extend(change.nodes().into_iter().map(|id| (id, Mark::Changed))),
            }
        }
        marks
    }

    /// Marks links that are in both versions, unless they came.
    fn change_links(&mut self, links: &'a [LinkKey]) {
        for key in links {
            self.links.entry(key).or_insert(Mark::Changed);
        }
    }
}

fn mark_in<K: std::hash::Hash + Eq>(marks: &HashMap<&K, Mark>, key: &K) -> Mark {
    marks.get(key).copied().unwrap_or(Mark::Same)
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
