//! The edits there are, as values, and why one is refused.

use std::fmt;

use crate::model::{
    field::{Section, Value},
    graph::{Graph, Group, LinkKey, LinkRefusal, LinkTiming, Node, Note, Path, Point, When},
    journey::Draft,
    setup::Setup,
    text::NodeId,
    time::Span,
};

/// One change of a draft. Where an `Edit` names a place in an order, a place past the end means the end.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Adds nodes, then links, each at its place in the order.
    Insert {
        /// Places and nodes, by place.
        nodes: Vec<(usize, Node)>,
        /// Places and links, by place.
        links: Vec<(usize, LinkKey, LinkTiming)>,
    },
    /// Removes nodes with all links at them, and links.
    Remove {
        /// The nodes.
        nodes: Vec<NodeId>,
        /// Links besides those at the nodes.
        links: Vec<LinkKey>,
    },
    /// Moves nodes to places.
    Move(Vec<(NodeId, Point)>),
    /// Names a node.
    Title(NodeId, String),
    /// Says whether users come in at a node.
    Entry(NodeId, bool),
    /// Fills in or empties a field.
    Field {
        /// Of which node.
        node: NodeId,
        /// In which section.
        section: Section,
        /// The field's key.
        key: &'static str,
        /// The value afterwards.
        value: Option<Value>,
    },
    /// Sets how long a segment waits.
    Window(NodeId, Option<Span>),
    /// Sets when an engagement goes out.
    When(NodeId, When),
    /// Opts a node in or out of the users' own time zones.
    UserZone(NodeId, bool),
    /// Replaces the paths of a split; a path that a link leaves by must stay.
    Paths(NodeId, Vec<Path>),
    /// Sets the delay and window of a link.
    Link(LinkKey, LinkTiming),
    /// Puts a note there, changes it, or takes it away.
    Note(NodeId, Option<Note>),
    /// Makes a group of nodes, changes it, or takes it away; its nodes stay.
    Group(NodeId, Option<Group>),
    /// Replaces the setup.
    Setup(Box<Setup>),
    /// Puts a whole graph in place of this one, unchecked: the way back where a file brought in what no edit would take,
    /// such as a link to a node that is gone.
    Restore(Box<Graph>),
    /// Several in order, all or none.
    Batch(Vec<Edit>),
}

/// Why an edit cannot be applied. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The node is not there (any more).
    NoSuchNode(NodeId),
    /// There is a node of this id already.
    IdTaken(NodeId),
    /// The link is not there (any more), or cannot be.
    Link(LinkRefusal),
    /// The node has no such field, or the field does not take such a value.
    Field(String),
    /// A split cannot have that many paths, or a link leaves by one that would go.
    Paths,
    /// Longer than its limit.
    TooLong,
    /// The graph is at its limit of nodes.
    TooMany,
    /// There cannot be such a note or group: why, in a sentence.
    Annotation(&'static str),
    /// The content of a published version does not change, except *What*.
    Published,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchNode(_) => f.write_str("The node is not there any more."),
            Self::IdTaken(id) => write!(f, "There is a node with the id {id} already."),
            Self::Link(refusal) => refusal.fmt(f),
            Self::Field(key) => write!(f, "The node does not take “{key}”."),
            Self::Paths => f.write_str("A split cannot lose a path that a link leaves by, or have that many."),
            Self::TooLong => f.write_str("That is too long."),
            Self::Annotation(why) => f.write_str(why),
            Self::TooMany => f.write_str("A journey holds at most 10,000 nodes."),
            Self::Published => {
                f.write_str("A published version cannot be changed, except what its messages say. Make a new version.")
            }
        }
    }
}

impl Edit {
    /// Adds one node behind the others.
    pub fn add(node: Node) -> Self {
        Self::Insert { nodes: vec![(usize::MAX, node)], links: Vec::new() }
    }

    /// Draws one link, with what a new link by its outcome starts with.
    pub fn link(key: LinkKey) -> Self {
        let timing = LinkTiming::start(key.outcome);
        Self::Insert { nodes: Vec::new(), links: vec![(usize::MAX, key, timing)] }
    }

    /// Puts the setup and graph of another version in place of these, as they are.
    pub fn restore(content: &Draft) -> Self {
        let setup = Self::Setup(Box::new(content.setup.clone()));
        Self::Batch(vec![Self::Restore(Box::new(content.graph.clone())), setup])
    }

    /// Removes one node and the links at it.
    pub fn remove(node: NodeId) -> Self {
        Self::Remove { nodes: vec![node], links: Vec::new() }
    }
}
