//! The editable content of a journey.

use super::{graph::Graph, setup::Setup};

/// The content that can be edited: a graph with its setup. A published version keeps its content in this type too.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The setup.
    pub setup: Setup,
    /// The graph.
    pub graph: Graph,
}

impl Draft {
    /// An empty draft in this zone.
    pub fn new(zone: &str) -> Self {
        Self { setup: Setup::new(zone), graph: Graph::default() }
    }

    /// True where a file would hold equal bytes of both: equal parts in equal order. (`==` ignores the order.)
    pub fn is_same(&self, other: &Self) -> bool {
        self.setup == other.setup
            && self.graph.nodes().eq(other.graph.nodes())
            && self.graph.links().eq(other.graph.links())
            && self.graph.notes() == other.graph.notes()
            && self.graph.groups() == other.graph.groups()
    }
}
