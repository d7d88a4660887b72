//! Ways through the graph that stay whole: a node is put into a link, or taken out of its way.

use std::collections::{HashMap, HashSet};

use crate::{
    edit::Edit,
    model::{
        graph::{LINKS_MAX, LinkKey, LinkRefusal, LinkTiming},
        journey::Draft,
        text::NodeId,
    },
};

/// Puts a node that stands alone into a link: the delay and window stay on the first part, the second leaves by the node's
/// first outcome (a force exit has none: there the way ends).
///
/// # Errors
/// The link or the node is gone, the node is linked already, or the first part cannot be drawn.
pub fn splice(draft: &Draft, key: &LinkKey, id: &NodeId) -> Result<Edit, LinkRefusal> {
    let graph = &draft.graph;
    let (Some(place), Some(timing), Some(node)) =
        (graph.links.get_index_of(key), graph.link(key).copied(), graph.node(id))
    else {
        return Err(LinkRefusal::NoSuchNode);
    };
    if graph.links().any(|(other, _)| other.from == *id || other.to == *id) {
        return Err(LinkRefusal::Twice);
    }
    if graph.links.len() >= LINKS_MAX {
        return Err(LinkRefusal::TooMany);
    }
    let first = LinkKey { to: id.clone(), ..key.clone() };
    let mut without = graph.clone();
    without.links.shift_remove(key);
    without.can_link(&first)?;
    let mut links = vec![(place, first, timing)];
    links.extend(node.outcomes().first().map(|outcome| {
        let onward = LinkKey { from: id.clone(), outcome: *outcome, to: key.to.clone() };
        (usize::MAX, onward, LinkTiming::start(*outcome))
    }));
    Ok(Edit::Batch(vec![
        Edit::Insert { nodes: Vec::new(), links },
        Edit::Remove { nodes: Vec::new(), links: vec![key.clone()] },
    ]))
}

/// Deletes nodes, and leads each way that went into them on to where it would have come out by the first outcome that leads
/// on. The delay before stays, else that behind is taken. `None` where none of the nodes is there.
pub fn delete_and_reconnect(draft: &Draft, nodes: &[NodeId]) -> Option<Edit> {
    let graph = &draft.graph;
    let gone: HashSet<&NodeId> = nodes.iter().filter(|id| graph.node(id).is_some()).collect();
    if gone.is_empty() {
        return None;
    }
    let remove = Edit::Remove { nodes: gone.iter().map(|id| (*id).clone()).collect(), links: Vec::new() };
    // By each node that goes: the link that leads on.
    let mut on: HashMap<&NodeId, (usize, &LinkKey, &LinkTiming)> = HashMap::new();
    for (key, timing) in graph.links().filter(|(key, _)| gone.contains(&key.from)) {
        let outcomes = graph.node(&key.from).map(|node| node.outcomes()).unwrap_or_default();
        let place = outcomes.iter().position(|outcome| *outcome == key.outcome).unwrap_or(usize::MAX);
        if on.get(&key.from).is_none_or(|best| place < best.0) {
            on.insert(&key.from, (place, key, timing));
        }
    }
    let mut after = draft.clone();
    remove.apply(&mut after).ok()?;
    let mut links = Vec::new();
    for (key, timing) in graph.links().filter(|(key, _)| gone.contains(&key.to) && !gone.contains(&key.from)) {
        let (mut to, mut delay, mut passed) = (&key.to, timing.delay, HashSet::new());
        while gone.contains(to) && passed.insert(to) {
            let Some((_, next, timing)) = on.get(to) else { break };
            delay = delay.or(timing.delay);
            to = &next.to;
        }
        let new = LinkKey { to: to.clone(), ..key.clone() };
        let timing = LinkTiming { delay, ..*timing };
        if after.graph.can_link(&new).is_ok() {
            after.graph.links.insert(new.clone(), timing);
            links.push((usize::MAX, new, timing));
        }
    }
    Some(if links.is_empty() { remove } else { Edit::Batch(vec![remove, Edit::Insert { nodes: Vec::new(), links }]) })
}
