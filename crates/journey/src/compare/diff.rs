//! The differences between two versions, as a list of changes that lead from one to the other (house.md, idea 2).
//!
//! Each change describes itself in a sentence ([`Change::sentence`]). Together they make the [`Edit`] that turns one
//! version into the other ([`edit`]); equal parts are not listed. [`picture`] draws both on one canvas.

mod change;
pub mod picture;
mod sentence;
mod setup;
mod words;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

pub use change::Change;
pub use sentence::say_what;
pub use setup::{SETUP, SetupPart};

use crate::{
    edit::{Edit, Refused},
    model::{
        field::Section,
        graph::{Graph, LinkKey, LinkTime, Node},
        journey::Draft,
        kind::Outcome,
        order,
        setup::Setup,
        text::NodeId,
    },
};

/// The differences in reading order: the setup, added and removed nodes, changes node by node, links, and last the
/// positions of nodes.
pub fn diff(from: &Draft, to: &Draft) -> Vec<Change> {
    let mut changes: Vec<Change> = setup_changes(&from.setup, &to.setup).collect();
    let (old, new) = (&from.graph, &to.graph);
    let stays = |id: &NodeId| old.node(id).zip(new.node(id)).is_some_and(|(a, b)| a.kind == b.kind);
    came_or_went(new, &stays, |nodes, links| {
        let nodes = nodes.into_iter().filter_map(|id| new.nodes.get_full(&id)).map(|(i, _, node)| (i, node.clone()));
        let links =
            links.into_iter().filter_map(|key| new.links.get_full(&key)).map(|(i, key, t)| (i, key.clone(), *t));
        changes.push(Change::Added { nodes: nodes.collect(), links: links.collect() });
    });
    came_or_went(old, &stays, |nodes, links| changes.push(Change::Removed { nodes, links }));
    let mut moved = Vec::new();
    for node in new.nodes().filter(|node| stays(&node.id)) {
        if let Some(was) = old.node(&node.id) {
            node_changes(was, node, &mut changes);
            if was.at != node.at {
                moved.push((node.id.clone(), was.at, node.at));
            }
        }
    }
    let between = |key: &LinkKey| stays(&key.from) && stays(&key.to);
    let gone = |graph: &Graph, key: &LinkKey| graph.link(key).is_none();
    changes.extend(
        old.links().filter(|(key, _)| between(key) && gone(new, key)).map(|(key, _)| Change::Unlinked(key.clone())),
    );
    for (place, (key, timing)) in new.links().enumerate().filter(|(_, (key, _))| between(key)) {
        match old.link(key) {
            None => changes.push(Change::Linked(place, key.clone(), *timing)),
            Some(was) => {
                for time in [LinkTime::Delay, LinkTime::Window] {
                    let (from, to) = (time.of(was), time.of(timing));
                    if from != to {
                        changes.push(Change::Timing { link: key.clone(), time, from, to });
                    }
                }
            }
        }
    }
    let orders = orders(from, to, &changes);
    changes.extend(orders);
    if !moved.is_empty() {
        changes.push(Change::Moved(moved));
    }
    annotations(old.notes(), new.notes(), |id, was, is| changes.push(Change::Note(id, was, is)));
    annotations(old.groups(), new.groups(), |id, was, is| changes.push(Change::Group(id, was, is)));
    changes
}

/// The differences between two setups.
fn setup_changes<'a>(from: &'a Setup, to: &'a Setup) -> impl Iterator<Item = Change> + 'a {
    SETUP.iter().filter_map(|part| {
        let mut taken = from.clone();
        (part.take)(&mut taken, to);
        let change = Change::Setup { part, from: Box::new(from.clone()), to: Box::new(to.clone()) };
        (taken != *from).then_some(change)
    })
}

/// Tells of each note or group that differs: what it was, and what it is.
fn annotations<T: Clone + PartialEq>(
    old: &[(NodeId, T)],
    new: &[(NodeId, T)],
    mut tell: impl FnMut(NodeId, Option<T>, Option<T>),
) {
    let of = |list: &[(NodeId, T)], id: &NodeId| list.iter().find(|(other, _)| other == id).map(|held| held.1.clone());
    for (id, was) in old {
        let is = of(new, id);
        if is.as_ref() != Some(was) {
            tell(id.clone(), Some(was.clone()), is);
        }
    }
    for (id, is) in new.iter().filter(|(id, _)| of(old, id).is_none()) {
        tell(id.clone(), None, Some(is.clone()));
    }
}

/// The edit that makes the second version of the first: all changes in an order in which each one fits, checked against
/// `draft`, which is the first version.
///
/// # Errors
/// [`Refused`] where a file brought in what no edit would take; [`Edit::restore`] leads there all the same.
pub fn edit(changes: &[Change], draft: &Draft) -> Result<Edit, Refused> {
    let mut after = draft.clone();
    let mut edits = Vec::new();
    let mut take = |edit: Edit, after: &mut Draft| -> Result<(), Refused> {
        edit.apply(after)?;
        edits.push(edit);
        Ok(())
    };
    let mut sorted: Vec<&Change> = changes.iter().collect();
    order::sort_by_key(&mut sorted, |change| change.turn());
    let (mut nodes, mut links) = (Vec::new(), Vec::new());
    for change in sorted.iter().filter(|change| change.turn() < INSERT) {
        if let Some(edit) = change.edit(&after) {
            take(edit, &mut after)?;
        }
    }
    // All that comes comes at once: so everything finds its place in the order.
    for change in &sorted {
        match change {
            Change::Added { nodes: new, links: with } => {
                nodes.extend(new.iter().cloned());
                links.extend(with.iter().cloned());
            }
            Change::Linked(place, key, timing) => links.push((*place, key.clone(), *timing)),
            _ => {}
        }
    }
    if !nodes.is_empty() || !links.is_empty() {
        order::sort_by_key(&mut nodes, |(place, _)| *place);
        order::sort_by_key(&mut links, |(place, ..)| *place);
        take(Edit::Insert { nodes, links }, &mut after)?;
    }
    for change in sorted.iter().filter(|change| change.turn() > INSERT) {
        if let Some(edit) = change.edit(&after) {
            take(edit, &mut after)?;
        }
    }
    for edit in groups(changes, &draft.graph, &after.graph) {
        take(edit, &mut after)?;
    }
    Ok(Edit::Batch(edits))
}

/// The edits of groups, once the nodes are there. Groups that change are removed first, as a node may go from one to
/// another. Groups whose nodes were replaced by nodes of another kind are made anew.
fn groups(changes: &[Change], before: &Graph, after: &Graph) -> Vec<Edit> {
    let told = |id: &NodeId| changes.iter().any(|change| matches!(change, Change::Group(of, ..) if of == id));
    let changed = changes.iter().filter_map(|change| match change {
        Change::Group(id, _, to) => Some((id, to.as_ref())),
        _ => None,
    });
    let torn = before.groups().iter().filter(|(id, group)| !told(id) && after.group(id) != Some(group));
    let wanted: Vec<_> = changed.chain(torn.map(|(id, group)| (id, Some(group)))).collect();
    let gone =
        wanted.iter().filter(|(id, _)| after.group(id).is_some()).map(|(id, _)| Edit::Group((*id).clone(), None));
    let come = wanted.iter().filter_map(|(id, to)| Some(Edit::Group((*id).clone(), Some((*to)?.clone()))));
    gone.chain(come).collect()
}

/// When what comes is inserted, among the turns of the changes.
const INSERT: u8 = 4;

impl Change {
    /// In which turn it fits: links go before their outcomes do and before a node becomes the entry, and come after.
    fn turn(&self) -> u8 {
        match self {
            Self::Removed { .. } => 0,
            Self::Unlinked(_) => 1,
            Self::Entry(_, false) => 2,
            Self::Added { .. } | Self::Linked(..) => INSERT,
            Self::Timing { .. } => 5,
            Self::Order { .. } => 6,
            Self::Note(_, _, Some(_)) => 7,
            _ => 3,
        }
    }

    /// The edit that does it to a draft that the earlier turns have changed already; none for what comes, which comes at
    /// once.
    fn edit(&self, draft: &Draft) -> Option<Edit> {
        Some(match self {
            Self::Setup { part, to, .. } => {
                let mut setup = draft.setup.clone();
                (part.take)(&mut setup, to);
                Edit::Setup(Box::new(setup))
            }
            Self::Removed { nodes, .. } => Edit::Remove { nodes: nodes.clone(), links: Vec::new() },
            Self::Unlinked(key) => Edit::Remove { nodes: Vec::new(), links: vec![key.clone()] },
            Self::Title { node, to, .. } => Edit::Title(node.clone(), to.clone()),
            Self::Entry(node, entry) => Edit::Entry(node.clone(), *entry),
            Self::Field { node, section, key, to, .. } => {
                Edit::Field { node: node.clone(), section: *section, key, value: to.clone() }
            }
            Self::Window(node, _, to) => Edit::Window(node.clone(), *to),
            Self::When(node, _, to) => Edit::When(node.clone(), *to),
            Self::UserZone(node, to) => Edit::UserZone(node.clone(), *to),
            Self::Paths(node, _, to) => Edit::Paths(node.clone(), to.clone()),
            Self::Timing { link, time, to, .. } => {
                let mut timing = draft.graph.link(link).copied().unwrap_or_default();
                time.set(&mut timing, *to);
                Edit::Link(link.clone(), timing)
            }
            Self::Order { links, .. } => {
                // Reuses the places of these links, in the new order.
                let graph = &draft.graph;
                let mut places: Vec<usize> = links.iter().filter_map(|key| graph.links.get_index_of(key)).collect();
                order::sort(&mut places);
                let again = places.into_iter().zip(links);
                let again =
                    again.map(|(place, key)| (place, key.clone(), graph.link(key).copied().unwrap_or_default()));
                Edit::Batch(vec![
                    Edit::Remove { nodes: Vec::new(), links: links.clone() },
                    Edit::Insert { nodes: Vec::new(), links: again.collect() },
                ])
            }
            Self::Moved(moves) => Edit::Move(moves.iter().map(|(node, _, to)| (node.clone(), *to)).collect()),
            Self::Note(id, _, to) => Edit::Note(id.clone(), to.clone()),
            Self::Added { .. } | Self::Linked(..) | Self::Group(..) => return None,
        })
    }
}

/// Adds the changes of a node that is in both, except its position.
fn node_changes(was: &Node, node: &Node, changes: &mut Vec<Change>) {
    let id = || node.id.clone();
    if was.title != node.title {
        changes.push(Change::Title { node: id(), from: was.title.clone(), to: node.title.clone() });
    }
    if was.entry != node.entry {
        changes.push(Change::Entry(id(), node.entry));
    }
    for section in Section::ALL {
        for spec in node.kind.spec().fields(section) {
            let (from, to) = (was.fields(section).get(spec.key), node.fields(section).get(spec.key));
            if from != to {
                let (from, to) = (from.cloned(), to.cloned());
                changes.push(Change::Field { node: id(), section, key: spec.key, from, to });
            }
        }
    }
    if was.window != node.window {
        changes.push(Change::Window(id(), was.window, node.window));
    }
    if was.when != node.when {
        changes.push(Change::When(id(), was.when, node.when));
    }
    if was.user_zone != node.user_zone {
        changes.push(Change::UserZone(id(), node.user_zone));
    }
    if was.paths != node.paths {
        changes.push(Change::Paths(id(), was.paths.clone(), node.paths.clone()));
    }
}

/// Tells of the nodes of a graph that are not in the other: those that hang together by links at once, with all links at
/// them. A link between two groups belongs to both, so there are none.
fn came_or_went(graph: &Graph, stays: &dyn Fn(&NodeId) -> bool, mut tell: impl FnMut(Vec<NodeId>, Vec<LinkKey>)) {
    let loose: Vec<&NodeId> = graph.nodes().map(|node| &node.id).filter(|id| !stays(id)).collect();
    if loose.is_empty() {
        return;
    }
    let mut beside: HashMap<&NodeId, Vec<&NodeId>> = HashMap::new();
    for (key, _) in graph.links().filter(|(key, _)| !stays(&key.from) && !stays(&key.to)) {
        beside.entry(&key.from).or_default().push(&key.to);
        beside.entry(&key.to).or_default().push(&key.from);
    }
    let mut seen = HashSet::new();
    for first in loose {
        let mut group = Vec::new();
        let mut ahead = vec![first];
        while let Some(id) = ahead.pop() {
            if graph.node(id).is_some() && seen.insert(id) {
                group.push(id);
                ahead.extend(beside.get(id).into_iter().flatten());
            }
        }
        if !group.is_empty() {
            order::sort_by_key(&mut group, |id| graph.nodes.get_index_of(*id));
            let of: HashSet<&NodeId> = group.iter().copied().collect();
            let links = graph.links().map(|(key, _)| key).filter(|key| of.contains(&key.from) || of.contains(&key.to));
            tell(group.iter().map(|id| (*id).clone()).collect(), links.cloned().collect());
        }
    }
}

/// Finds changed orders of links by one outcome. Users take the first link that fires, so the order is part of a
/// version.
fn orders(from: &Draft, to: &Draft, changes: &[Change]) -> Vec<Change> {
    let siblings = |graph: &Graph| {
        let mut groups: indexmap::IndexMap<(NodeId, Outcome), Vec<LinkKey>> = indexmap::IndexMap::new();
        for (key, _) in graph.links() {
            groups.entry((key.from.clone(), key.outcome)).or_default().push(key.clone());
        }
        groups.retain(|_, links| links.len() > 1);
        groups
    };
    let wanted = siblings(&to.graph);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut after = from.clone();
    if edit(changes, from).and_then(|edit| edit.apply(&mut after)).is_err() {
        return Vec::new();
    }
    let got = siblings(&after.graph);
    let differing = wanted.into_iter().filter(|(of, links)| got.get(of) != Some(links));
    differing.map(|((node, outcome), links)| Change::Order { node, outcome, links }).collect()
}
