//! One difference between two versions, as a value.

use super::SetupPart;
use crate::model::{
    field::{Section, Value},
    graph::{Group, LinkKey, LinkTime, LinkTiming, Node, Note, Path, Point, When},
    kind::Outcome,
    setup::Setup,
    text::NodeId,
    time::Span,
};

/// One difference between two versions. “From” is the first of them, “to” the second.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A part of the setup; of the two setups that part alone counts.
    Setup {
        /// The part of the setup.
        part: &'static SetupPart,
        /// The setup before.
        from: Box<Setup>,
        /// The setup after.
        to: Box<Setup>,
    },
    /// Nodes that hang together came, with all links at them.
    Added {
        /// Their places in the order, and the nodes.
        nodes: Vec<(usize, Node)>,
        /// Their links' places in the order, and the links with their times.
        links: Vec<(usize, LinkKey, LinkTiming)>,
    },
    /// Nodes that hang together went, with all links at them.
    Removed {
        /// The nodes.
        nodes: Vec<NodeId>,
        /// Their links.
        links: Vec<LinkKey>,
    },
    /// A node has another title.
    Title {
        /// The node.
        node: NodeId,
        /// The title before.
        from: String,
        /// The title after.
        to: String,
    },
    /// Users come in at a node, or no longer.
    Entry(NodeId, bool),
    /// A field holds something else.
    Field {
        /// The node.
        node: NodeId,
        /// The section of the field.
        section: Section,
        /// The field's key.
        key: &'static str,
        /// The value before.
        from: Option<Value>,
        /// The value after.
        to: Option<Value>,
    },
    /// A segment waits for another time.
    Window(NodeId, Option<Span>, Option<Span>),
    /// An engagement goes out at another time.
    When(NodeId, When, When),
    /// A node was opted in or out of the users' own zones.
    UserZone(NodeId, bool),
    /// A split has other paths.
    Paths(NodeId, Vec<Path>, Vec<Path>),
    /// A link came between nodes that were there: its place, itself and its times.
    Linked(usize, LinkKey, LinkTiming),
    /// A link between nodes that stay went.
    Unlinked(LinkKey),
    /// A link has another delay or window.
    Timing {
        /// The link.
        link: LinkKey,
        /// The time that changed: delay or window.
        time: LinkTime,
        /// The time before.
        from: Option<Span>,
        /// The time after.
        to: Option<Span>,
    },
    /// Several links leave one outcome, and are tried in another order.
    Order {
        /// The node they leave.
        node: NodeId,
        /// The outcome.
        outcome: Outcome,
        /// The links, in the order they have now.
        links: Vec<LinkKey>,
    },
    /// Nodes stand elsewhere: from where to where.
    Moved(Vec<(NodeId, Point, Point)>),
    /// A note came, went, or is another.
    Note(NodeId, Option<Note>, Option<Note>),
    /// A group came, went, or is another.
    Group(NodeId, Option<Group>, Option<Group>),
}

impl Change {
    /// The nodes it is about, those of a link at its two ends excepted; the first one is where to look.
    pub fn nodes(&self) -> Vec<&NodeId> {
        match self {
            Self::Added { nodes, .. } => nodes.iter().map(|(_, node)| &node.id).collect(),
            Self::Removed { nodes, .. } => nodes.iter().collect(),
            Self::Title { node, .. } | Self::Field { node, .. } | Self::Order { node, .. } => vec![node],
            Self::Entry(node, _)
            | Self::Window(node, ..)
            | Self::When(node, ..)
            | Self::UserZone(node, _)
            | Self::Paths(node, ..) => vec![node],
            Self::Moved(moves) => moves.iter().map(|(node, ..)| node).collect(),
            Self::Group(_, was, is) => is.iter().chain(was).flat_map(|group| &group.nodes).collect(),
            Self::Setup { .. } | Self::Linked(..) | Self::Unlinked(_) | Self::Timing { .. } | Self::Note(..) => {
                Vec::new()
            }
        }
    }

    /// The place to show: the node, note or group it is about, or the node its link leaves.
    pub fn place(&self) -> Option<&NodeId> {
        match self {
            Self::Note(id, ..) | Self::Group(id, ..) => Some(id),
            _ => self.nodes().first().copied().or(self.link().map(|key| &key.from)),
        }
    }

    /// The link it is about, where it is about one.
    pub fn link(&self) -> Option<&LinkKey> {
        match self {
            Self::Linked(_, key, _) | Self::Unlinked(key) | Self::Timing { link: key, .. } => Some(key),
            _ => None,
        }
    }
}
