//! Two versions on one canvas: every node, link, note and group of both, each once, with what became of it.

use std::collections::{HashMap, HashSet};

use super::{Change, diff};
use crate::{
    edit::compose::{CARD_HEIGHT, CARD_WIDTH, GAP_Y},
    model::{
        graph::{Graph, Group, LinkKey, LinkTiming, Node, Note, Point},
        journey::Draft,
        order,
        text::NodeId,
    },
};

/// The change of a node, link, note or group.
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
    /// The mark of the parts that this change is about.
    pub fn mark(&self) -> Mark {
        match self {
            Self::Added { .. } | Self::Linked(..) | Self::Note(_, None, _) | Self::Group(_, None, _) => Mark::Added,
            Self::Removed { .. } | Self::Unlinked(_) | Self::Note(_, _, None) | Self::Group(_, _, None) => {
                Mark::Removed
            }
            Self::Moved(_) => Mark::Moved,
            Self::Note(_, Some(was), Some(is)) if Note { at: was.at, ..is.clone() } == *was => Mark::Moved,
            _ => Mark::Changed,
        }
    }
}

/// A node where it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnNode {
    /// The node, of the newer version that has it.
    pub node: Node,
    /// Its mark.
    pub mark: Mark,
}

/// A link between two nodes that are drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnLink {
    /// The link.
    pub key: LinkKey,
    /// Its times in the newer version that has it.
    pub timing: LinkTiming,
    /// Its mark.
    pub mark: Mark,
    /// The node it leaves, among the drawn ones.
    pub from: usize,
    /// The node it leads to.
    pub to: usize,
}

/// A note where it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnNote {
    /// Its id.
    pub id: NodeId,
    /// The note, of the newer version that has it.
    pub note: Note,
    /// Its mark.
    pub mark: Mark,
}

/// A group. Its nodes are all drawn, also where it is collapsed.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnGroup {
    /// Its id.
    pub id: NodeId,
    /// The group, of the newer version that has it.
    pub group: Group,
    /// Its mark.
    pub mark: Mark,
    /// Its nodes, among the drawn ones.
    pub nodes: Vec<usize>,
}

/// Two versions on one canvas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// The nodes.
    pub nodes: Vec<DrawnNode>,
    /// The links.
    pub links: Vec<DrawnLink>,
    /// The notes.
    pub notes: Vec<DrawnNote>,
    /// The groups.
    pub groups: Vec<DrawnGroup>,
}

impl Picture {
    /// The number of parts with a mark.
    pub fn count(&self, mark: Mark) -> usize {
        let nodes = self.nodes.iter().map(|drawn| drawn.mark);
        let links = self.links.iter().map(|drawn| drawn.mark);
        let notes = self.notes.iter().map(|drawn| drawn.mark);
        let groups = self.groups.iter().map(|drawn| drawn.mark);
        nodes.chain(links).chain(notes).chain(groups).filter(|other| *other == mark).count()
    }
}

/// Draws both versions. What is in the newer one stands where it stands there; what went stands where it stood, or below
/// what stands there now.
pub fn picture(from: &Draft, to: &Draft) -> Picture {
    of(from, to, &diff(from, to))
}

/// Makes the picture from changes that are known already.
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
        let taken = nodes.iter().map(|drawn| (drawn.node.at, CARD));
        let at = below(taken, (node.at, CARD), GAP_Y);
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
    let groups = groups(new, &now, &marks).chain(gone_groups(changes, &before)).collect();
    Picture { links, notes: notes(new, changes, &marks), groups, nodes }
}

/// The notes of both versions. One that went stands where it stood, or below the notes that stand there now.
fn notes(new: &Graph, changes: &[Change], marks: &Marks<'_>) -> Vec<DrawnNote> {
    let here = new.notes().iter().map(|(id, note)| (id, note, mark_in(&marks.annotations, id)));
    let mut notes: Vec<DrawnNote> =
        here.map(|(id, note, mark)| DrawnNote { id: id.clone(), note: note.clone(), mark }).collect();
    for change in changes {
        if let Change::Note(id, Some(note), None) = change {
            let taken = notes.iter().map(|drawn| (drawn.note.at, drawn.note.size));
            let at = below(taken, (note.at, note.size), GAP_Y);
            notes.push(DrawnNote { id: id.clone(), note: Note { at, ..note.clone() }, mark: Mark::Removed });
        }
    }
    notes
}

/// The groups of the newer version.
fn groups<'a>(
    new: &'a Graph,
    now: &'a HashMap<&NodeId, usize>,
    marks: &'a Marks<'_>,
) -> impl Iterator<Item = DrawnGroup> + 'a {
    new.groups().iter().map(|(id, group)| drawn_group(id, group, mark_in(&marks.annotations, id), now))
}

/// The groups that went.
fn gone_groups<'a>(
    changes: &'a [Change],
    before: &'a HashMap<&NodeId, usize>,
) -> impl Iterator<Item = DrawnGroup> + 'a {
    changes.iter().filter_map(|change| match change {
        Change::Group(id, Some(group), None) => Some(drawn_group(id, group, Mark::Removed, before)),
        _ => None,
    })
}

fn drawn_group(id: &NodeId, group: &Group, mark: Mark, places: &HashMap<&NodeId, usize>) -> DrawnGroup {
    let nodes = group.nodes.iter().filter_map(|id| places.get(id).copied()).collect();
    DrawnGroup { id: id.clone(), group: group.clone(), mark, nodes }
}

/// The mark of each part, by the changes.
#[derive(Default)]
struct Marks<'a> {
    nodes: HashMap<&'a NodeId, Mark>,
    links: HashMap<&'a LinkKey, Mark>,
    /// Notes and groups: no two have one id.
    annotations: HashMap<&'a NodeId, Mark>,
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
                // Those that went are not looked up.
                Change::Note(.., None) | Change::Group(.., None) => {}
                Change::Note(id, ..) | Change::Group(id, ..) => marks.annotations.extend([(id, change.mark())]),
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

/// The size of a card.
const CARD: Point = Point { x: CARD_WIDTH, y: CARD_HEIGHT };

/// The first place straight down for a box, as its corner and size, that none of the boxes there takes.
fn below(taken: impl Iterator<Item = (Point, Point)>, (at, size): (Point, Point), gap: f64) -> Point {
    let beside = |other: &(Point, Point)| other.0.x < at.x + size.x && at.x < other.0.x + other.1.x;
    let mut column: Vec<(Point, Point)> = taken.filter(beside).collect();
    order::sort_by(&mut column, |(a, _), (b, _)| a.y.total_cmp(&b.y));
    let mut y = at.y;
    for (other, extent) in column {
        if other.y < y + size.y && y < other.y + extent.y {
            y = other.y + extent.y + gap;
        }
    }
    Point { x: at.x, y }
}
