//! The selection: nodes, links and notes.

use journey::{graph::LinkKey, text::NodeId};

/// The selection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Nodes, in the order they were selected; the last one is the one the inspector shows.
    pub nodes: Vec<NodeId>,
    /// Links.
    pub links: Vec<LinkKey>,
    /// Notes.
    pub notes: Vec<NodeId>,
}

impl Selection {
    /// One node.
    pub fn node(id: NodeId) -> Self {
        Self { nodes: vec![id], ..Self::default() }
    }

    /// One link.
    pub fn link(key: LinkKey) -> Self {
        Self { links: vec![key], ..Self::default() }
    }

    /// True where nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.links.is_empty() && self.notes.is_empty()
    }
}
