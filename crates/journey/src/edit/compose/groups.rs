//! Grouping: nodes that belong together get one frame, or leave it (issue 5).

use std::collections::HashSet;

use crate::{
    edit::Edit,
    model::{graph::Group, journey::Draft, order, text::NodeId},
};

/// Groups nodes. Where all nodes of a group are among them, that group takes the others in (the largest, of several); else
/// they make a new one, which gets the id `fresh`. Out of the groups they were in they go. `None` where they are fewer than
/// two, or one group already.
pub fn group(draft: &Draft, nodes: &[NodeId], fresh: NodeId) -> Option<(NodeId, Edit)> {
    let graph = &draft.graph;
    let wanted: HashSet<&NodeId> = nodes.iter().filter(|id| graph.node(id).is_some()).collect();
    let whole = graph.groups().iter().filter(|(_, group)| group.nodes.iter().all(|id| wanted.contains(id)));
    let kept = whole.max_by_key(|(_, group)| group.nodes.len());
    if wanted.len() < 2 || kept.is_some_and(|(_, group)| group.nodes.len() == wanted.len()) {
        return None;
    }
    let (id, name) = kept.map_or((fresh, String::new()), |(id, group)| (id.clone(), group.name.clone()));
    let mut sorted: Vec<NodeId> = wanted.iter().map(|id| (*id).clone()).collect();
    order::sort(&mut sorted);
    let mut edits = leave(draft, &wanted, Some(&id));
    // The others come first, as a node is in one group at most. The last edit gives the description, so it stands alone
    // where possible.
    edits.push(Edit::Group(id.clone(), Some(Group { name, nodes: sorted, collapsed: false })));
    let edit = if edits.len() == 1 { edits.swap_remove(0) } else { Edit::Batch(edits) };
    Some((id, edit))
}

/// Takes nodes out of their groups; a group without nodes goes. `None` where they are in none.
pub fn ungroup(draft: &Draft, nodes: &[NodeId]) -> Option<Edit> {
    let mut edits = leave(draft, &nodes.iter().collect(), None);
    match edits.len() {
        0 => None,
        1 => edits.pop(),
        _ => Some(Edit::Batch(edits)),
    }
}

/// Has nodes leave their groups, but for one.
fn leave(draft: &Draft, nodes: &HashSet<&NodeId>, but: Option<&NodeId>) -> Vec<Edit> {
    let hit = |group: &Group| group.nodes.iter().any(|id| nodes.contains(id));
    let left = draft.graph.groups().iter().filter(|(id, group)| Some(id) != but && hit(group));
    left.map(|(id, group)| Edit::Group(id.clone(), group.without(&|id| nodes.contains(id)))).collect()
}
