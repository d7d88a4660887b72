//! The notes and groups of a graph, and what a group may hold.

use super::{Graph, Group, Node, Note, annotations::get};
use crate::model::{
    field::fits,
    text::{NodeId, TITLE_MAX},
};

impl Graph {
    /// The note of this id.
    pub fn note(&self, id: &NodeId) -> Option<&Note> {
        get(&self.notes, id)
    }

    /// The notes, in the order of their ids.
    pub fn notes(&self) -> &[(NodeId, Note)] {
        &self.notes
    }

    /// The group of this id.
    pub fn group(&self, id: &NodeId) -> Option<&Group> {
        get(&self.groups, id)
    }

    /// The groups, in the order of their ids.
    pub fn groups(&self) -> &[(NodeId, Group)] {
        &self.groups
    }

    /// The group that a node is in.
    pub fn group_of(&self, node: &NodeId) -> Option<&(NodeId, Group)> {
        self.groups.iter().find(|(_, group)| group.has(node))
    }

    /// True where a node, a note or a group has this id: no two of them share one.
    pub fn has(&self, id: &NodeId) -> bool {
        self.nodes.contains_key(id) || self.note(id).is_some() || self.group(id).is_some()
    }

    /// The label of a node, note or group; empty where there is none.
    pub fn label_of(&self, id: &NodeId) -> String {
        let node = self.node(id).map(Node::label);
        node.or_else(|| self.note(id).map(Note::label)).or_else(|| self.group(id).map(Group::label)).unwrap_or_default()
    }
}

/// Why a group cannot be as it is wanted, if so.
pub(crate) fn group_fault(graph: &Graph, id: &NodeId, group: &Group) -> Option<&'static str> {
    let sorted = group.nodes.windows(2).all(|pair| pair[0] < pair[1]);
    if !fits(&group.name, TITLE_MAX) {
        Some("That is too long.")
    } else if group.nodes.is_empty() || !sorted || group.nodes.iter().any(|node| graph.node(node).is_none()) {
        Some("A group holds nodes of the journey, each once.")
    } else if graph.groups.iter().any(|(other, of)| other != id && group.nodes.iter().any(|node| of.has(node))) {
        Some("A node is in one group at most.")
    } else {
        None
    }
}
