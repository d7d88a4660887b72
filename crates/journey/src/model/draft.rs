//! A draft: what of a journey can still be changed.

use super::{graph::Graph, setup::Setup};

/// What can still be changed: a graph with its setup.
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

    /// Whether a file would hold the same bytes of both: the same parts in the same order. (`==` passes over the order.)
    pub fn is_same(&self, other: &Self) -> bool {
        self.setup == other.setup
            && self.graph.nodes().eq(other.graph.nodes())
            && self.graph.links().eq(other.graph.links())
            && self.graph.notes() == other.graph.notes()
            && self.graph.groups() == other.graph.groups()
    }
}
