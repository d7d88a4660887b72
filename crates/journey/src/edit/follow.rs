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

/// Follows field by field, so that a field of its own stays.
macro_rules! follow_fields {
    ($type:ty: $($field:ident)+) => {
        impl Follow for $type {
            fn follow(&mut self, from: &Self, to: &Self) {
                $(follow_whole(&mut self.$field, &from.$field, &to.$field);)+
            }
        }
    };
}
follow_fields!(Note: at size text tone);
follow_fields!(Group: name nodes collapsed);
follow_fields!(LinkTiming: delay window);
follow_fields!(Setup: zone entry timeline start end run_at_activation reentry user_zone quiet_hours control_percent timeout goals);

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

impl Follow for Node {
    fn follow(&mut self, from: &Self, to: &Self) {
        follow_whole(&mut self.title, &from.title, &to.title);
        follow_whole(&mut self.at, &from.at, &to.at);
        follow_whole(&mut self.entry, &from.entry, &to.entry);
        self.segment.follow(&from.segment, &to.segment);
        follow_whole(&mut self.window, &from.window, &to.window);
        self.who.follow(&from.who, &to.who);
        self.what.follow(&from.what, &to.what);
        follow_whole(&mut self.when, &from.when, &to.when);
        follow_whole(&mut self.user_zone, &from.user_zone, &to.user_zone);
        follow_whole(&mut self.paths, &from.paths, &to.paths);
    }
}

/// Follows what both drafts have; nothing where one of them lacks it.
fn follow_in<T: Follow>(value: &mut T, from: Option<&T>, to: Option<&T>) {
    if let (Some(from), Some(to)) = (from, to) {
        value.follow(from, to);
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
        let node = |id| Some((from.graph.node(id)?, to.graph.node(id)?));
        match self {
            Self::Title(id, title) => {
                if let Some((from, to)) = node(id) {
                    follow_whole(title, &from.title, &to.title);
                }
            }
            Self::Entry(id, entry) => {
                if let Some((from, to)) = node(id) {
                    follow_whole(entry, &from.entry, &to.entry);
                }
            }
            Self::Field { node: id, section, key, value } => {
                if let Some((from, to)) = node(id) {
                    let [from, to] = [from, to].map(|node| node.fields(*section).get(key).cloned());
                    follow_whole(value, &from, &to);
                }
            }
            Self::Window(id, window) => {
                if let Some((from, to)) = node(id) {
                    follow_whole(window, &from.window, &to.window);
                }
            }
            Self::When(id, when) => {
                if let Some((from, to)) = node(id) {
                    follow_whole(when, &from.when, &to.when);
                }
            }
            Self::UserZone(id, user_zone) => {
                if let Some((from, to)) = node(id) {
                    follow_whole(user_zone, &from.user_zone, &to.user_zone);
                }
            }
            Self::Paths(id, paths) => {
                if let Some((from, to)) = node(id) {
                    follow_whole(paths, &from.paths, &to.paths);
                }
            }
            Self::Move(moves) => {
                for (id, at) in moves {
                    if let Some((from, to)) = node(id) {
                        follow_whole(at, &from.at, &to.at);
                    }
                }
            }
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
        self.end_run();
        for step in self.undo.iter_mut().chain(&mut self.redo) {
            step.edit.follow(from, to);
        }
    }
}

#[cfg(test)]
mod tests;
