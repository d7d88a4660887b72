//! Selects nodes, notes and groups, and deletes what is selected. The tab stop of the canvas goes along.

use journey::{edit::Edit, graph::Group, text::NodeId};
use reactive_graph::prelude::*;

use crate::{selection::Selection, state::Editor};

impl Editor {
    /// Selects this, and nothing else.
    pub fn select(&self, selection: Selection) {
        self.selection.set(selection);
    }

    /// Selects a node, a note or all nodes of a group, and gives it the tab stop. A node in a collapsed group is shown.
    pub fn select_node(&self, id: &NodeId) {
        self.reveal(id);
        self.active.set(Some(id.clone()));
        self.selection.set(self.selection_of(id));
    }

    /// Selects nodes and notes from elsewhere, such as those that were pasted.
    pub(crate) fn select_nodes(&self, nodes: Vec<NodeId>, notes: Vec<NodeId>) {
        if let Some(last) = nodes.last().or(notes.last()) {
            self.active.set(Some(self.focus_target(last)));
        }
        self.selection.set(Selection { nodes, notes, links: Vec::new() });
    }

    /// Selects a node and brings it into view.
    pub fn go_to(&self, id: &NodeId) {
        self.select_node(id);
        self.show(id);
    }

    /// Selects a node, brings it into view, and gives it the focus.
    pub fn go_and_focus(&self, id: &NodeId) {
        self.go_to(id);
        self.host.focus(id);
    }

    /// Selects a node and puts it in the middle of the view.
    pub fn centre(&self, id: &NodeId) {
        self.select_node(id);
        self.put_in_middle(id);
    }

    /// Gives the tab stop of the canvas to a node, a note or a group.
    pub fn stop_at(&self, id: &NodeId) {
        self.active.maybe_update(|active| {
            let is_other = active.as_ref() != Some(id);
            if is_other {
                *active = Some(id.clone());
            }
            is_other
        });
    }

    /// Gives the focus to what has the tab stop.
    pub(crate) fn focus_active(&self) {
        if let Some(active) = self.active.get_untracked() {
            self.host.focus(&active);
        }
    }

    /// The selection that selecting this makes: a node, a note, or all nodes of a group.
    pub(crate) fn selection_of(&self, id: &NodeId) -> Selection {
        self.draft.with_untracked(|draft| match (draft.graph.note(id), draft.graph.group(id)) {
            (Some(_), _) => Selection { notes: vec![id.clone()], ..Selection::default() },
            (_, Some(group)) => Selection { nodes: group.nodes.clone(), ..Selection::default() },
            _ => Selection::node(id.clone()),
        })
    }

    /// True where a node, a note, or all of a group is selected.
    pub fn is_selected(&self, id: &NodeId) -> bool {
        let members = self.draft.with(|draft| draft.graph.group(id).map(|group| group.nodes.clone()));
        self.selection.with(|selection| match members {
            Some(members) => {
                selection.nodes.len() >= members.len() && members.iter().all(|id| selection.nodes.contains(id))
            }
            None => selection.nodes.contains(id) || selection.notes.contains(id),
        })
    }

    /// The group whose nodes are what is selected, no more and no less.
    pub fn selected_group(&self) -> Option<(NodeId, Group)> {
        self.draft.with(|draft| {
            self.selection.with(|selection| {
                let first =
                    selection.nodes.first().filter(|_| selection.links.is_empty() && selection.notes.is_empty())?;
                let (id, group) = draft.graph.group_of(first)?;
                let all =
                    group.nodes.len() == selection.nodes.len() && selection.nodes.iter().all(|node| group.has(node));
                all.then(|| (id.clone(), group.clone()))
            })
        })
    }

    /// The selected node, where it is only one.
    pub fn only_node(&self) -> Option<NodeId> {
        self.selection.with(|selection| {
            match (selection.nodes.as_slice(), selection.links.is_empty() && selection.notes.is_empty()) {
                ([only], true) => Some(only.clone()),
                _ => None,
            }
        })
    }

    /// Deletes what is selected; the node before it in the reading order gets the tab stop.
    pub fn delete_selected(&self) {
        let selection = self.selection.get_untracked();
        if selection.is_empty() {
            return;
        }
        let next = self.draft.with_untracked(|draft| {
            selection.nodes.first().and_then(|first| {
                let upstream = draft.graph.links_to(first).map(|(key, _)| key.from.clone());
                upstream.into_iter().find(|id| !selection.nodes.contains(id))
            })
        });
        let notes = selection.notes.into_iter().map(|id| Edit::Note(id, None));
        let remove = Edit::Remove { nodes: selection.nodes, links: selection.links };
        let bare = matches!(&remove, Edit::Remove { nodes, links } if nodes.is_empty() && links.is_empty());
        let mut edits: Vec<Edit> = (!bare).then_some(remove).into_iter().chain(notes).collect();
        let edit = if edits.len() == 1 { edits.swap_remove(0) } else { Edit::Batch(edits) };
        if self.apply(&edit)
            && let Some(next) = next
        {
            self.active.set(Some(self.focus_target(&next)));
        }
    }

    /// Forgets what is selected and no longer there.
    pub(crate) fn tidy_selection(&self) {
        self.draft.with_untracked(|draft| {
            let graph = &draft.graph;
            let gone = self.selection.with_untracked(|selection| {
                selection.nodes.iter().any(|id| graph.node(id).is_none())
                    || selection.links.iter().any(|key| graph.link(key).is_none())
                    || selection.notes.iter().any(|id| graph.note(id).is_none())
            });
            if gone {
                self.selection.update(|selection| {
                    selection.nodes.retain(|id| graph.node(id).is_some());
                    selection.links.retain(|key| graph.link(key).is_some());
                    selection.notes.retain(|id| graph.note(id).is_some());
                });
            }
            let lost = self.active.with_untracked(|active| active.as_ref().is_none_or(|id| !graph.has(id)));
            if lost {
                let first = graph.entry().or_else(|| graph.nodes().next()).map(|node| node.id.clone());
                if first != self.active.get_untracked() {
                    self.active.set(first);
                }
            }
        });
    }
}
