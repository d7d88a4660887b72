//! An edit is a value: it can be applied, gives the edit that takes it back, says in a sentence what it does, and can be
//! stored and replayed. A draft changes in no other way (house.md, idea 2).

mod annotations;
mod bulk;
pub mod compose;
pub(crate) mod entry;
mod follow;
pub mod history;
mod node;
mod value;

use annotations::{annotation_fault, note_fault, say_group, say_note};
use bulk::{insert, remove};

pub use value::{Edit, Refused};

use crate::model::{
    field::Section,
    graph::{GROUPS_MAX, Graph, Group, LinkKey, LinkRefusal, LinkTiming, Node, Note, Path, group_fault, put},
    journey::Draft,
    kind::Kind,
    text::NodeId,
};

impl Edit {
    /// Applies it, all or nothing, and returns the edit that takes it back: after both, the draft is byte for byte what it was.
    ///
    /// # Errors
    ///
    /// [`Refused`]: why it cannot be applied. The draft has not changed then.
    pub fn apply(&self, draft: &mut Draft) -> Result<Self, Refused> {
        // The rules for edits could not restore unsound parts from a file; then the inverse is the whole graph.
        let whole = self.touches_unsound(&draft.graph).then(|| Box::new(draft.graph.clone()));
        let back = self.change(draft)?;
        Ok(whole.map_or(back, Self::Restore))
    }

    /// Applies it where the rules allow, and returns the edit that takes it back by the same rules.
    fn change(&self, draft: &mut Draft) -> Result<Self, Refused> {
        let graph = &mut draft.graph;
        match self {
            Self::Insert { nodes, links } => insert(graph, nodes, links),
            Self::Remove { nodes, links } => remove(graph, nodes, links),
            Self::Move(moves) => node::set_positions(graph, moves),
            Self::Title(id, title) => node::set_title(graph, id, title),
            Self::Entry(id, entry) => node::set_entry(graph, id, *entry),
            Self::Field { node, section, key, value } => node::set_field(graph, node, *section, key, value.as_ref()),
            Self::Window(id, window) => node::set_window(graph, id, *window),
            Self::When(id, when) => node::set_when(graph, id, *when),
            Self::UserZone(id, user_zone) => node::set_user_zone(graph, id, *user_zone),
            Self::Paths(id, paths) => node::set_paths(graph, id, paths),
            Self::Link(key, timing) => set_timing(graph, key, timing),
            Self::Note(id, note) => set_note(graph, id, note.as_ref()),
            Self::Group(id, group) => set_group(graph, id, group.as_ref()),
            Self::Setup(setup) => Ok(Self::Setup(Box::new(std::mem::replace(&mut draft.setup, (**setup).clone())))),
            Self::Restore(whole) => Ok(Self::Restore(Box::new(std::mem::replace(graph, (**whole).clone())))),
            Self::Batch(edits) => apply_all(draft, edits),
        }
    }

    /// True where it changes nothing but the *What* of engagements and the percentages of manual splits.
    pub fn is_what_only(&self, draft: &Draft) -> bool {
        match self {
            Self::Field { node, section: Section::What, .. } => {
                draft.graph.node(node).is_some_and(|node| node.kind.is_engagement())
            }
            Self::Paths(id, paths) => draft.graph.node(id).is_some_and(|node| {
                let same = |(a, b): (&Path, &Path)| a.name == b.name && a.conditions == b.conditions;
                node.kind == Kind::SplitTest
                    && node.what.text("mode") == "manual"
                    && node.paths.len() == paths.len()
                    && node.paths.iter().zip(paths).all(same)
            }),
            Self::Batch(edits) => !edits.is_empty() && edits.iter().all(|edit| edit.is_what_only(draft)),
            _ => false,
        }
    }

    /// The key of edits that coalesce into one step: typing into a field, nudging with the arrows.
    pub fn coalesce_key(&self) -> Option<String> {
        Some(match self {
            Self::Title(id, _) => format!("title {id}"),
            Self::Field { node, section, key, .. } => format!("{} {key} {node}", section.slug()),
            Self::Window(id, _) => format!("window {id}"),
            Self::When(id, _) => format!("when {id}"),
            Self::Paths(id, paths) => format!("paths {} {id}", paths.len()),
            Self::Link(key, _) => format!("link {} {:?} {}", key.from, key.outcome, key.to),
            Self::Move(moves) => moves.iter().fold("move".to_owned(), |key, (id, _)| key + " " + id.as_str()),
            Self::Note(id, Some(_)) => format!("note {id}"),
            Self::Group(id, Some(_)) => format!("group {id}"),
            Self::Setup(_) => "setup".to_owned(),
            // Nodes and notes that are nudged together.
            Self::Batch(edits) if !edits.is_empty() => {
                edits.iter().map(Self::coalesce_key).collect::<Option<Vec<_>>>()?.join(", ")
            }
            Self::Insert { .. }
            | Self::Remove { .. }
            | Self::Entry(..)
            | Self::UserZone(..)
            | Self::Note(..)
            | Self::Group(..)
            | Self::Restore(_)
            | Self::Batch(_) => {
                return None;
            }
        })
    }

    /// Describes what a run of edits came to, of which this is the last: from what the edit that takes the run back holds, so
    /// that edits in between leave no trace. `None` where the sentence of the first edit is as good.
    pub(crate) fn describe_since(&self, back: &Self) -> Option<String> {
        match (back, self) {
            (Self::Note(_, was), Self::Note(_, is)) => Some(say_note(was.as_ref(), is.as_ref())),
            (Self::Group(_, was), Self::Group(_, is)) => Some(say_group(was.as_ref(), is.as_ref())),
            _ => None,
        }
    }

    /// Describes the edit in a sentence without its full stop; `before` is the draft before it.
    pub fn describe(&self, before: &Draft) -> String {
        let graph = &before.graph;
        let name = |id: &NodeId| graph.node(id).map_or_else(|| "a node".to_owned(), Node::label);
        let nodes = |ids: &mut dyn ExactSizeIterator<Item = String>| match (ids.len(), ids.next()) {
            (1, Some(only)) => only,
            (n, _) => format!("{n} nodes"),
        };
        match self {
            Self::Insert { nodes: new, links } if new.is_empty() => match links.as_slice() {
                [(_, key, _)] => format!("Linked {}", graph.link_label(key)),
                links => format!("Added {} links", links.len()),
            },
            Self::Insert { nodes: new, .. } => {
                format!("Added {}", nodes(&mut new.iter().map(|(_, node)| node.label())))
            }
            Self::Remove { nodes: gone, links } if gone.is_empty() => match links.as_slice() {
                [key] => format!("Removed the link {}", graph.link_label(key)),
                links => format!("Removed {} links", links.len()),
            },
            Self::Remove { nodes: gone, .. } => {
                format!("Deleted {}", nodes(&mut gone.iter().map(name)))
            }
            Self::Move(moves) => {
                format!("Moved {}", nodes(&mut moves.iter().map(|(id, _)| name(id))))
            }
            Self::Title(id, title) => match graph.node(id) {
                Some(node) if title.trim().is_empty() => {
                    format!("Removed the title of {}", node.label())
                }
                Some(node) => format!("Named {} “{}”", node.label(), title.trim()),
                None => "Named a node".to_owned(),
            },
            Self::Entry(id, true) => format!("Made {} the entry", name(id)),
            Self::Entry(id, false) => format!("{} is the entry no longer", name(id)),
            Self::Field { node, section, key, .. } => {
                let spec = graph
                    .node(node)
                    .and_then(|node| node.kind.spec().fields(*section).iter().find(|spec| spec.key == *key));
                format!("Changed {} of {}", spec.map_or(*key, |spec| spec.label), name(node))
            }
            Self::Window(id, Some(window)) => format!("Set the window of {} to {window}", name(id)),
            Self::Window(id, None) => format!("Removed the window of {}", name(id)),
            Self::When(id, _) => format!("Changed when {} goes out", name(id)),
            Self::UserZone(id, _) => format!("Changed the time zone of {}", name(id)),
            Self::Paths(id, _) => format!("Changed the paths of {}", name(id)),
            Self::Link(key, timing) => match (graph.link(key), timing.delay) {
                (Some(was), Some(delay)) if was.delay != timing.delay => {
                    format!("Set the delay of {} to {delay}", graph.link_label(key))
                }
                (Some(was), None) if was.delay.is_some() => {
                    format!("Removed the delay of {}", graph.link_label(key))
                }
                _ => format!("Changed the window of {}", graph.link_label(key)),
            },
            Self::Note(id, to) => say_note(graph.note(id), to.as_ref()),
            Self::Group(id, to) => say_group(graph.group(id), to.as_ref()),
            Self::Setup(_) => "Changed the setup".to_owned(),
            Self::Restore(_) => "Restored another version".to_owned(),
            // The first one is what the person did, the others follow from it; but before a node can be made the entry, the
            // links that lead to it have to go.
            Self::Batch(edits) => edits
                .iter()
                .find(|edit| matches!(edit, Self::Entry(_, true)))
                // Nodes that are grouped leave the groups they were in first.
                .or(edits.last().filter(|edit| matches!(edit, Self::Group(_, Some(_)))))
                .or(edits.first())
                .map_or_else(String::new, |edit| edit.describe(before)),
        }
    }
}

/// Sets the delay and the window of a link.
fn set_timing(graph: &mut Graph, key: &LinkKey, timing: &LinkTiming) -> Result<Edit, Refused> {
    if timing.is_stray(key.outcome) {
        return Err(Refused::Field("window".to_owned()));
    }
    let link = graph.links.get_mut(key).ok_or(Refused::Link(LinkRefusal::NoSuchNode))?;
    Ok(Edit::Link(key.clone(), std::mem::replace(link, *timing)))
}

/// Adds, changes or removes a note.
fn set_note(graph: &mut Graph, id: &NodeId, note: Option<&Note>) -> Result<Edit, Refused> {
    let is_new = graph.note(id).is_none();
    match note_fault(graph, id, is_new, note) {
        Some(why) => Err(why),
        None => Ok(Edit::Note(id.clone(), put(&mut graph.notes, id, note.cloned().map(Note::settled)))),
    }
}

/// Adds, changes or removes a group.
fn set_group(graph: &mut Graph, id: &NodeId, group: Option<&Group>) -> Result<Edit, Refused> {
    let is_new = graph.group(id).is_none();
    let fault = group.and_then(|group| group_fault(graph, id, group));
    let full = is_new && graph.groups.len() >= GROUPS_MAX;
    let fault = annotation_fault(graph, id, is_new, group.is_some(), full).or(fault.map(Refused::Annotation));
    match fault {
        Some(why) => Err(why),
        None => Ok(Edit::Group(id.clone(), put(&mut graph.groups, id, group.cloned()))),
    }
}

/// Applies all of them, or none.
fn apply_all(draft: &mut Draft, edits: &[Edit]) -> Result<Edit, Refused> {
    let mut back = Vec::with_capacity(edits.len());
    for edit in edits {
        match edit.apply(draft) {
            Ok(inverse) => back.push(inverse),
            Err(refused) => {
                for inverse in back.iter().rev() {
                    // An edit that was just applied can always be taken back.
                    let _ = inverse.apply(draft);
                }
                return Err(refused);
            }
        }
    }
    back.reverse();
    Ok(Edit::Batch(back))
}
