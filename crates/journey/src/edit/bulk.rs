//! Nodes and links in bulk: adding and removing them at their places in the order, and what an unsound graph asks for.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::{Edit, Refused};
use crate::model::{
    graph::{FAR, Graph, Group, LINKS_MAX, LinkKey, LinkRefusal, LinkTiming, NODES_MAX, Node, Point, put},
    kind::Outcome,
    text::{NodeId, TITLE_MAX},
};

impl Edit {
    /// True where the edit removes or revives parts that edits could not have made: its inverse would be refused or
    /// differ. Graphs that only edits have made never are in this state.
    pub(super) fn touches_unsound(&self, graph: &Graph) -> bool {
        match self {
            Self::Insert { nodes, .. } => {
                let new: HashSet<&NodeId> = nodes.iter().map(|(_, node)| &node.id).collect();
                !new.is_empty() && graph.links().any(|(key, _)| new.contains(&key.from) || new.contains(&key.to))
            }
            Self::Remove { nodes, links } => {
                let gone: HashSet<&NodeId> = nodes.iter().collect();
                let at_gone = |key: &LinkKey| gone.contains(&key.from) || gone.contains(&key.to);
                let mut cut = links.iter().chain(graph.links().map(|(key, _)| key).filter(|key| at_gone(key)));
                let stray = |key: &LinkKey| graph.link(key).is_some_and(|timing| timing.is_stray(key.outcome));
                cut.any(|key| stray(key) || link_refusal(key, graph.node(&key.from), graph.node(&key.to)).is_some())
                    || nodes.iter().filter_map(|id| graph.node(id)).any(|node| node_refusal(node).is_some())
            }
            Self::Link(key, _) => graph.link(key).is_some_and(|timing| timing.is_stray(key.outcome)),
            Self::Entry(id, false) => {
                graph.node(id).is_some_and(|node| node.entry) && graph.links_to(id).next().is_some()
            }
            Self::Move(moves) => moves
                .iter()
                .filter_map(|(id, _)| graph.node(id))
                .any(|node| Point::settled(node.at.x, node.at.y) != node.at),
            Self::Title(id, _) => graph.node(id).is_some_and(|node| node.title.chars().count() > TITLE_MAX),
            Self::Field { node, section, key, .. } => graph.node(node).is_some_and(|node| {
                let spec = node.kind.spec().fields(*section).iter().find(|spec| spec.key == *key);
                let held = node.fields(*section).get(key);
                spec.is_some_and(|spec| held.is_some_and(|value| !spec.input.accepts(value)))
            }),
            Self::Paths(id, _) => graph.node(id).is_some_and(|node| {
                let limits = node.kind.spec().paths;
                let dead = |key: &LinkKey| matches!(key.outcome, Outcome::Path(_)) && !node.has_outcome(key.outcome);
                limits.is_some_and(|limits| !(limits.min..=limits.max).contains(&node.paths.len()))
                    || node.paths.iter().any(|path| path.name.chars().count() > TITLE_MAX)
                    || graph.links_from(id).any(|(key, _)| dead(key))
            }),
            _ => false,
        }
    }
}

/// The reason why a node cannot be added, apart from its id.
fn node_refusal(node: &Node) -> Option<Refused> {
    if let Some(name) = node.stray() {
        return Some(Refused::Field(name.to_owned()));
    }
    let near = node.at.x.abs() <= FAR && node.at.y.abs() <= FAR;
    (!near || node.title.chars().count() > TITLE_MAX).then_some(Refused::TooLong)
}

/// The reason why a link between these two cannot be added, apart from other links.
fn link_refusal(key: &LinkKey, from: Option<&Node>, to: Option<&Node>) -> Option<LinkRefusal> {
    let (Some(from), Some(to)) = (from, to) else {
        return Some(LinkRefusal::NoSuchNode);
    };
    if !from.has_outcome(key.outcome) {
        Some(LinkRefusal::NoSuchOutcome)
    } else if key.from == key.to {
        Some(LinkRefusal::Itself)
    } else {
        to.entry.then_some(LinkRefusal::IntoEntry)
    }
}

/// Adds nodes, then links, all or nothing.
pub(super) fn insert(
    graph: &mut Graph,
    nodes: &[(usize, Node)],
    links: &[(usize, LinkKey, LinkTiming)],
) -> Result<Edit, Refused> {
    // Everything is looked at before anything is changed.
    let mut new: IndexMap<&NodeId, &Node> = IndexMap::new();
    for (_, node) in nodes {
        if graph.has(&node.id) || new.insert(&node.id, node).is_some() {
            return Err(Refused::IdTaken(node.id.clone()));
        }
        if let Some(refused) = node_refusal(node) {
            return Err(refused);
        }
    }
    if graph.nodes.len() + new.len() > NODES_MAX {
        return Err(Refused::TooMany);
    }
    if graph.links.len() + links.len() > LINKS_MAX {
        return Err(Refused::Link(LinkRefusal::TooMany));
    }
    let mut keys = HashSet::new();
    for (_, key, timing) in links {
        if timing.is_stray(key.outcome) {
            return Err(Refused::Field("window".to_owned()));
        }
        let end = |id: &NodeId| new.get(id).copied().or_else(|| graph.nodes.get(id));
        let twice = graph.links.contains_key(key) || !keys.insert(key);
        let refusal = link_refusal(key, end(&key.from), end(&key.to)).or(twice.then_some(LinkRefusal::Twice));
        if let Some(refusal) = refusal {
            return Err(Refused::Link(refusal));
        }
    }
    for (place, node) in nodes {
        let place = (*place).min(graph.nodes.len());
        graph.nodes.shift_insert(place, node.id.clone(), node.clone());
    }
    for (place, key, timing) in links {
        let place = (*place).min(graph.links.len());
        graph.links.shift_insert(place, key.clone(), *timing);
    }
    Ok(Edit::Remove {
        nodes: nodes.iter().map(|(_, node)| node.id.clone()).collect(),
        links: links.iter().map(|(_, key, _)| key.clone()).collect(),
    })
}

/// Removes nodes with the links at them, and links, all or nothing.
pub(super) fn remove(graph: &mut Graph, nodes: &[NodeId], links: &[LinkKey]) -> Result<Edit, Refused> {
    if let Some(id) = nodes.iter().find(|id| !graph.nodes.contains_key(*id)) {
        return Err(Refused::NoSuchNode(id.clone()));
    }
    if links.iter().any(|key| !graph.links.contains_key(key)) {
        return Err(Refused::Link(LinkRefusal::NoSuchNode));
    }
    let gone: HashSet<&NodeId> = nodes.iter().collect();
    let cut: HashSet<&LinkKey> = links.iter().collect();
    let mut back_nodes = Vec::new();
    let mut back_links = Vec::new();
    if !gone.is_empty() {
        let all = std::mem::take(&mut graph.nodes);
        for (place, (id, node)) in all.into_iter().enumerate() {
            if gone.contains(&id) {
                back_nodes.push((place, node));
            } else {
                graph.nodes.insert(id, node);
            }
        }
    }
    let all = std::mem::take(&mut graph.links);
    for (place, (key, timing)) in all.into_iter().enumerate() {
        if cut.contains(&key) || gone.contains(&key.from) || gone.contains(&key.to) {
            back_links.push((place, key, timing));
        } else {
            graph.links.insert(key, timing);
        }
    }
    let back = Edit::Insert { nodes: back_nodes, links: back_links };
    Ok(match leave_groups(graph, &gone) {
        left if left.is_empty() => back,
        left => Edit::Batch([back].into_iter().chain(left).collect()),
    })
}

/// Takes nodes that are gone out of their groups; a group without nodes goes. What puts the groups back.
fn leave_groups(graph: &mut Graph, gone: &HashSet<&NodeId>) -> Vec<Edit> {
    let is_gone = |id: &NodeId| gone.contains(id);
    let hit = |group: &Group| group.nodes.iter().any(is_gone);
    let left: Vec<(NodeId, Group)> = graph.groups.iter().filter(|(_, group)| hit(group)).cloned().collect();
    for (id, group) in &left {
        put(&mut graph.groups, id, group.without(&is_gone));
    }
    left.into_iter().map(|(id, group)| Edit::Group(id, Some(group))).collect()
}
