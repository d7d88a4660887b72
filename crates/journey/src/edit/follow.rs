//! Steps that stay true when another tab changes the draft (spec: journey.md §3.4).
//!
//! A step holds values from when it was recorded. Some of them are in it only because an edit names more than it changes
//! (the whole setup, a whole note), or because the step changed nothing at that time. Applied later, such a value would take
//! back a change of another tab. So a value that the other tab has changed is changed in the steps as well.

use super::{Edit, history::History};
use crate::model::{
    field::Fields,
    graph::{Graph, Group, LinkTiming, Node, Note, put},
    journey::Draft,
    setup::Setup,
    text::NodeId,
};

/// A value of a step that follows the change of the draft's value from `from` to `to`.
trait Follow {
    fn follow(&mut self, from: &Self, to: &Self);
}

/// Follows a value as a whole.
fn follow_whole<T: Clone + PartialEq>(value: &mut T, from: &T, to: &T) {
    if value == from {
        value.clone_from(to);
    }
}

/// Follows field by field, so that a field of its own stays; what stands behind the semicolon has fields of its own.
macro_rules! follow_fields {
    ($type:ty: $($field:ident)+ $(; $($inner:ident)+)?) => {
        impl Follow for $type {
            fn follow(&mut self, from: &Self, to: &Self) {
                $(follow_whole(&mut self.$field, &from.$field, &to.$field);)+
                $($(self.$inner.follow(&from.$inner, &to.$inner);)+)?
            }
        }
    };
}
follow_fields!(Note: at size text tone);
follow_fields!(Group: name nodes collapsed);
follow_fields!(LinkTiming: delay window);
follow_fields!(Setup: zone entry timeline start end run_at_activation reentry user_zone quiet_hours control_percent timeout goals);
follow_fields!(Node: title at entry window when user_zone paths; segment who what);

impl Follow for Fields {
    fn follow(&mut self, from: &Self, to: &Self) {
        let keys: Vec<_> = from.iter().chain(to.iter()).map(|(key, _)| key).collect();
        for key in keys {
            if self.get(key) == from.get(key) {
                self.set(key, to.get(key).cloned());
            }
        }
    }
}

/// Follows what both drafts have; nothing where one of them lacks it.
fn follow_in<T: Follow>(value: &mut T, from: Option<&T>, to: Option<&T>) {
    if let (Some(from), Some(to)) = (from, to) {
        value.follow(from, to);
    }
}

/// Follows a part of a node that both drafts have.
fn follow_part<T: Clone + PartialEq>(value: &mut T, nodes: Option<(&Node, &Node)>, part: impl Fn(&Node) -> T) {
    if let Some((from, to)) = nodes {
        follow_whole(value, &part(from), &part(to));
    }
}

impl Follow for Graph {
    fn follow(&mut self, from: &Self, to: &Self) {
        let is_new = |id: &NodeId| to.nodes.contains_key(id) && !from.nodes.contains_key(id);
        let is_gone = |id: &NodeId| from.nodes.contains_key(id) && !to.nodes.contains_key(id);
        self.nodes.retain(|id, _| !is_gone(id));
        for (id, node) in &mut self.nodes {
            follow_in(node, from.nodes.get(id), to.nodes.get(id));
        }
        for (id, node) in to.nodes.iter().filter(|(id, _)| is_new(id)) {
            self.nodes.entry(id.clone()).or_insert_with(|| node.clone());
        }
        self.links.retain(|key, _| {
            let is_cut = from.links.contains_key(key) && !to.links.contains_key(key);
            !is_cut && !is_gone(&key.from) && !is_gone(&key.to)
        });
        for (key, timing) in &mut self.links {
            follow_in(timing, from.links.get(key), to.links.get(key));
        }
        for (key, timing) in to.links.iter().filter(|(key, _)| !from.links.contains_key(*key)) {
            if self.nodes.contains_key(&key.from) && self.nodes.contains_key(&key.to) {
                self.links.entry(key.clone()).or_insert(*timing);
            }
        }
        for (id, note) in &mut self.notes {
            follow_in(note, from.note(id), to.note(id));
        }
        for (id, note) in to.notes.iter().filter(|(id, _)| from.note(id).is_none()) {
            put(&mut self.notes, id, Some(note.clone()));
        }
        for (id, group) in &mut self.groups {
            follow_in(group, from.group(id), to.group(id));
            group.nodes.retain(|id| !is_gone(id));
        }
    }
}

impl Edit {
    /// Follows a change of the draft that is none of this history's: `from` is what the draft was, `to` is what it is.
    fn follow(&mut self, from: &Draft, to: &Draft) {
        let nodes = |id| Some((from.graph.node(id)?, to.graph.node(id)?));
        match self {
            Self::Title(id, title) => follow_part(title, nodes(id), |node| node.title.clone()),
            Self::Entry(id, entry) => follow_part(entry, nodes(id), |node| node.entry),
            Self::Field { node: id, section, key, value } => {
                follow_part(value, nodes(id), |node| node.fields(*section).get(key).cloned());
            }
            Self::Window(id, window) => follow_part(window, nodes(id), |node| node.window),
            Self::When(id, when) => follow_part(when, nodes(id), |node| node.when),
            Self::UserZone(id, user_zone) => follow_part(user_zone, nodes(id), |node| node.user_zone),
            Self::Paths(id, paths) => follow_part(paths, nodes(id), |node| node.paths.clone()),
            Self::Move(moves) => moves.iter_mut().for_each(|(id, at)| follow_part(at, nodes(id), |node| node.at)),
            Self::Link(key, timing) => follow_in(timing, from.graph.link(key), to.graph.link(key)),
            Self::Note(id, Some(note)) => follow_in(note, from.graph.note(id), to.graph.note(id)),
            Self::Group(id, Some(group)) => follow_in(group, from.graph.group(id), to.graph.group(id)),
            Self::Setup(setup) => setup.follow(&from.setup, &to.setup),
            Self::Restore(graph) => graph.follow(&from.graph, &to.graph),
            Self::Batch(edits) => edits.iter_mut().for_each(|edit| edit.follow(from, to)),
            // They hold what the draft lacks, or nothing but names.
            Self::Insert { .. } | Self::Remove { .. } | Self::Note(_, None) | Self::Group(_, None) => {}
        }
    }
}

impl History {
    /// Follows a change of the draft that another tab brought: undo and redo leave it as it is, but for the parts that the
    /// steps themselves change. The next edit is a step of its own.
    pub fn follow(&mut self, from: &Draft, to: &Draft) {
        self.mark();
        for step in self.undo.iter_mut().chain(&mut self.redo) {
            step.edit.follow(from, to);
        }
    }
}

#[cfg(test)]
mod tests;
