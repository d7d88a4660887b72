//! Notes and groups in the open journey: added, written on, coloured, grouped, collapsed and expanded (issue 5).

use canvas::{card, collapsed, placement, rect::Rect};
use journey::{
    edit::{Edit, compose},
    graph::{Graph, Group, Note, Point},
    text::NodeId,
};
use reactive_graph::{graph::untrack, prelude::*};

use crate::state::{Editor, Mode};

impl Editor {
    /// Puts an empty note at a point, else where there is room for it in what is seen, and has it written on.
    pub fn add_note(&self, at: Option<Point>) {
        if let Some(why) = untrack(|| self.locked()) {
            self.announce(why);
            return;
        }
        let on_canvas = self.pane.get_untracked().0 > 0.0;
        let at = at.unwrap_or_else(|| {
            let within = || {
                let (width, height) = self.pane.get_untracked();
                let seen = self.view.get_untracked().visible(width, height);
                let notes = |graph: &Graph| graph.notes().iter().map(|(_, note)| collapsed::note_rect(note)).collect();
                let mut taken: Vec<Rect> = self.draft.with_untracked(|draft| notes(&draft.graph));
                untrack(|| self.with_shown(|graph| taken.extend(graph.nodes().map(|node| card::rect(node.at)))));
                placement::place(Note::SIZE, seen, &taken)
            };
            let below = || {
                let around =
                    self.draft.with_untracked(|draft| Rect::around(draft.graph.nodes().map(|n| card::rect(n.at))));
                around.map_or_else(Point::default, |around| Point { x: around.x, y: around.y + around.h + 40.0 })
            };
            if on_canvas { within() } else { below() }
        });
        let id = self.host.new_id();
        let at = self.draft.with_untracked(|draft| beside_notes(&draft.graph, Point::settled(at.x, at.y)));
        self.mark();
        if self.apply(&Edit::Note(id.clone(), Some(Note::new(at)))) {
            self.mark();
            self.select_node(&id);
            self.show(&id);
            if on_canvas {
                self.write_on(&id);
            } else {
                self.host.open_new_fields();
            }
        }
    }

    /// Opens a note's text, or a group's name, in its place.
    pub(crate) fn write_on(&self, id: &NodeId) -> bool {
        let can = self.mode.get_untracked() == Mode::Draft
            && self.draft.with_untracked(|draft| draft.graph.note(id).is_some() || draft.graph.group(id).is_some());
        if can {
            self.mark();
            self.writing.set(Some(id.clone()));
        }
        can
    }

    /// Takes over the text that stands in the box by now. All that is written in the box is one step.
    pub fn write(&self, id: &NodeId, text: &str) {
        self.set_note(id, false, &|note| text.clone_into(&mut note.text));
        self.set_group(id, false, &|group| text.trim().clone_into(&mut group.name));
    }

    /// Ends the writing in place, and announces what was written.
    pub fn written(&self, id: &NodeId, text: &str) {
        if self.writing.with_untracked(|writing| writing.as_ref() != Some(id)) {
            return;
        }
        self.write(id, text);
        self.writing.set(None);
        let edit = self.draft.with_untracked(|draft| {
            let note = draft.graph.note(id).map(|note| Edit::Note(id.clone(), Some(note.clone())));
            note.or_else(|| draft.graph.group(id).map(|group| Edit::Group(id.clone(), Some(group.clone()))))
        });
        let said = self.with_history(|history| {
            edit.filter(|edit| history.extends(edit)).and_then(|_| history.undoable().map(|said| format!("{said}.")))
        });
        if let Some(said) = said {
            self.announce(said);
        }
        self.mark();
    }

    /// The text that the box for a note or a group holds when it opens.
    pub fn text_of(&self, id: &NodeId) -> Option<String> {
        self.draft.with(|draft| {
            let note = draft.graph.note(id).map(|note| note.text.clone());
            note.or_else(|| draft.graph.group(id).map(|group| group.name.clone()))
        })
    }

    /// Changes a note, where that changes anything. `announced` says so in the live region: typing is heard in the field itself.
    pub fn set_note(&self, id: &NodeId, announced: bool, change: &dyn Fn(&mut Note)) {
        let was = self.draft.with_untracked(|draft| draft.graph.note(id).cloned());
        let Some((was, mut note)) = was.map(|note| (note.clone(), note)) else { return };
        change(&mut note);
        let note = note.settled();
        if note != was {
            self.apply_with(&Edit::Note(id.clone(), Some(note)), announced);
        }
    }

    /// Changes a group in the same way.
    pub fn set_group(&self, id: &NodeId, announced: bool, change: &dyn Fn(&mut Group)) {
        let was = self.draft.with_untracked(|draft| draft.graph.group(id).cloned());
        let Some((was, mut group)) = was.map(|group| (group.clone(), group)) else { return };
        change(&mut group);
        if group != was {
            self.apply_with(&Edit::Group(id.clone(), Some(group)), announced);
        }
    }

    /// Groups the selected nodes, and has the new group named.
    pub fn group_selected(&self) {
        let nodes = self.selection.with_untracked(|selection| selection.nodes.clone());
        match self.draft.with_untracked(|draft| compose::group(draft, &nodes, self.host.new_id())) {
            Some((id, edit)) => {
                self.mark();
                let is_new = self.draft.with_untracked(|draft| draft.graph.group(&id).is_none());
                if self.apply(&edit) {
                    self.mark();
                    self.select_node(&id);
                    if is_new && self.pane.get_untracked().0 > 0.0 {
                        self.write_on(&id);
                    }
                }
            }
            None if nodes.len() < 2 => self.announce("Select 2 nodes or more to group them."),
            None => self.announce("They are one group already."),
        }
    }

    /// Takes the selected nodes out of their groups.
    pub fn ungroup_selected(&self) {
        let nodes = self.selection.with_untracked(|selection| selection.nodes.clone());
        match self.draft.with_untracked(|draft| compose::ungroup(draft, &nodes)) {
            Some(edit) => {
                self.apply(&edit);
                self.mark();
            }
            None => self.announce("None of what is selected is in a group."),
        }
    }

    /// True where a group is shown as one box.
    pub fn is_collapsed(&self, id: &NodeId) -> bool {
        self.with_collapsed(|collapsed| collapsed.is_some_and(|collapsed| collapsed.box_of(id).is_some()))
    }

    /// Collapses a group, or expands it. What cannot be changed is only looked into, and so is a group that was opened to
    /// show a node in it.
    pub fn set_collapsed(&self, id: &NodeId, collapse: bool) {
        let Some(group) = self.draft.with_untracked(|draft| draft.graph.group(id).cloned()) else { return };
        let opened = self.opened.with_untracked(|opened| opened.contains(id));
        if collapse && opened {
            self.opened.update(|opened| opened.retain(|other| other != id));
        }
        match (collapse, group.collapsed) {
            (true, true) => {}
            (false, true) if !opened && self.mode.get_untracked() != Mode::Draft => {
                self.opened.update(|opened| opened.push(id.clone()));
            }
            (false, true) if opened => {}
            _ => {
                self.mark();
                self.set_group(id, true, &|group| group.collapsed = collapse);
                self.mark();
                return;
            }
        }
        let done = if collapse { "Collapsed" } else { "Expanded" };
        self.announce(format!("{done} the group “{}”.", group.title()));
    }

    /// Opens a note to be written on, expands a collapsed group, has a group named. Whether it is one of them.
    pub(crate) fn open_annotation(&self, id: &NodeId) -> bool {
        if untrack(|| self.is_collapsed(id)) {
            self.set_collapsed(id, false);
            self.host.focus(id);
            return true;
        }
        self.write_on(id)
    }

    /// Collapses or expands a group, which gets the tab stop and the focus.
    pub fn toggle_collapsed(&self, id: &NodeId, collapse: bool) {
        self.set_collapsed(id, collapse);
        self.active.set(Some(id.clone()));
        self.host.focus(id);
    }

    /// Opens the collapsed group that a node is in, so that it is seen.
    pub(crate) fn reveal(&self, id: &NodeId) {
        if let Some(group) = untrack(|| self.hidden_in(id)) {
            self.opened.update(|opened| opened.push(group));
        }
    }
}

/// A place for a new note: on from there by steps while another one begins there already.
fn beside_notes(graph: &Graph, mut at: Point) -> Point {
    while graph.notes().iter().any(|(_, note)| note.at == at) {
        at = Point { x: at.x + 20.0, y: at.y + 20.0 };
    }
    at
}
