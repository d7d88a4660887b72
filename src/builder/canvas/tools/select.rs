//! What the hand does: each effect of a gesture, done to the open journey.

use std::{collections::HashSet, sync::Arc};

use canvas::{
    card as geometry, fold,
    gesture::{Effect, Target},
    hit,
    rect::Rect,
    snap::moved,
};
use journey::{
    edit::{
        Edit,
        compose::{self, move_all},
    },
    graph::{LinkKey, Note, Point},
    text::NodeId,
};
use leptos::prelude::*;

use super::pointer::Pointer;
use crate::builder::{
    commands::clipboard::{count, duplicate_by},
    dom::focus::focus_node,
    model::{
        editor::Mode,
        interaction::{AddStep, Carry, Drawing},
        links::{connect, land_on, lead_elsewhere, led, link_under, open_next},
        selection::Selection,
    },
};

/// Within how many pixels a moved card clicks into line.
const SNAP: f64 = 6.0;

impl Pointer {
    /// Does what follows from an event.
    pub fn perform(&self, effect: Effect) {
        let editor = self.editor;
        match effect {
            Effect::Pan(dx, dy) => editor.view.update(|view| *view = view.panned(dx, dy)),
            Effect::Pinch(dx, dy, factor, at) => {
                editor.view.update(|view| *view = view.panned(dx, dy).zoomed(factor, at));
            }
            Effect::Click(target, add) => self.click(target, add),
            Effect::Drag(node, dx, dy) => self.drag(node, dx, dy),
            Effect::Drop(node, dx, dy) => {
                self.drag(node, dx, dy);
                self.drop_carried();
            }
            Effect::Box(rect) => {
                if editor.marquee.with_untracked(Option::is_none) {
                    let before = editor.selection.get_untracked();
                    self.hand.update_value(|hand| hand.before = Some(before));
                }
                editor.marquee.set(Some(rect));
                self.select_box(rect);
            }
            Effect::BoxDone(rect) => {
                editor.marquee.set(None);
                self.hand.update_value(|hand| hand.before = None);
                self.select_box(rect);
                let (nodes, notes) =
                    editor.selection.with_untracked(|selection| (selection.nodes.len(), selection.notes.len()));
                editor.say(format!("{} selected.", count(nodes, notes)));
            }
            Effect::Draw(what, to) => {
                if editor.mode.get_untracked() == Mode::Draft {
                    editor.drawing.set(self.drawing(what, to));
                }
            }
            Effect::DrawDone(what, to) => self.drawn(what, to),
            Effect::Off => self.off(),
        }
    }

    /// Leaves no trace of what was under way.
    fn off(&self) {
        let editor = self.editor;
        editor.carry.set(None);
        editor.sizing.set(None);
        editor.over_link.set(None);
        editor.drawing.set(None);
        editor.guides.set(Vec::new());
        if editor.marquee.with_untracked(Option::is_some) {
            editor.marquee.set(None);
            if let Some(before) = self.hand.try_update_value(|hand| hand.before.take()).flatten() {
                editor.selection.set(before);
            }
        }
    }

    fn click(&self, target: Target, add: bool) {
        let editor = self.editor;
        // While a link waits for its end, the node that is pressed is it.
        if let Some(drawing) = editor.drawing.get_untracked() {
            editor.drawing.set(None);
            match target {
                Target::Node(to) if editor.draft.with_untracked(|draft| draft.graph.node(&to).is_some()) => {
                    land_on(editor, drawing, to);
                }
                _ => editor.say("No link was drawn."),
            }
            return;
        }
        match target {
            Target::Pane if add => {}
            Target::Pane => editor.selection.set(Selection::default()),
            Target::Node(id) => {
                if add {
                    let (whole, add) = (editor.selection_of(&id), !untrack(|| editor.is_selected(&id)));
                    editor.selection.update(|selection| {
                        put_in(&mut selection.nodes, whole.nodes, add);
                        put_in(&mut selection.notes, whole.notes, add);
                    });
                    // What was taken out of the selection must not get the focus, which would select it.
                    if !add {
                        return;
                    }
                    editor.active.set(Some(id.clone()));
                } else {
                    editor.select_node(&id);
                }
                focus_node(&id);
            }
            Target::Link(key) => {
                if add {
                    editor.selection.update(|selection| toggle(&mut selection.links, &key));
                } else {
                    editor.selection.set(Selection::link(key));
                }
            }
            Target::End(..) => {}
            // A handle that is pressed offers what can come next.
            Target::Handle(id, outcome) => {
                editor.select_node(&id);
                open_next(editor, &id, outcome);
            }
        }
    }

    fn drag(&self, node: NodeId, dx: f64, dy: f64) {
        let editor = self.editor;
        if editor.mode.get_untracked() != Mode::Draft {
            return;
        }
        // Of a group its first card is what clicks onto the grid.
        let first = editor
            .draft
            .with_untracked(|draft| draft.graph.group(&node).and_then(|group| group.nodes.first().cloned()));
        let Some(grabbed) =
            untrack(|| editor.rect_of(first.as_ref().unwrap_or(&node))).map(|rect| Point { x: rect.x, y: rect.y })
        else {
            // It was deleted under the hand.
            self.cancel();
            return;
        };
        if self.hand.with_value(|hand| hand.corner) {
            let size = editor.draft.with_untracked(|draft| {
                draft
                    .graph
                    .note(&node)
                    .map(|note| Note { size: Point { x: note.size.x + dx, y: note.size.y + dy }, ..note.clone() })
            });
            editor.sizing.set(size.map(|note| (node, note.settled().size)));
            return;
        }
        let (copy, free) = self.hand.with_value(|hand| (hand.alt, hand.free));
        let held = editor.carry.get_untracked();
        let nodes = match held {
            Some(carry) if carry.copy == copy => carry.nodes,
            held => {
                if !untrack(|| editor.is_selected(&node)) {
                    editor.select_node(&node);
                }
                let nodes = held.map_or_else(
                    || {
                        let all =
                            |selection: &Selection| selection.nodes.iter().chain(&selection.notes).cloned().collect();
                        Arc::new(editor.selection.with_untracked(all))
                    },
                    |carry| carry.nodes,
                );
                editor.carried_by.set(Point::default());
                editor.carry.set(Some(Carry { nodes: nodes.clone(), copy }));
                nodes
            }
        };
        let by = Point { x: dx, y: dy };
        let (by, guides) = if free { (by, Vec::new()) } else { self.snapped(grabbed, &nodes, by) };
        editor.carried_by.set(by);
        if editor.guides.with_untracked(|before| *before != guides) {
            editor.guides.set(guides);
        }
        let is_node = || editor.draft.with_untracked(|draft| draft.graph.node(&node).is_some());
        let over = if nodes.len() == 1 && !copy && is_node() {
            let middle = geometry::rect(Point { x: grabbed.x + by.x, y: grabbed.y + by.y }).middle();
            link_under(editor, middle, &[&node])
        } else {
            None
        };
        if editor.over_link.with_untracked(|before| *before != over) {
            editor.over_link.set(over);
        }
    }

    /// A move that clicks into line with what is seen, or onto the grid.
    fn snapped(&self, grabbed: Point, nodes: &HashSet<NodeId>, by: Point) -> (Point, Vec<canvas::snap::Guide>) {
        let editor = self.editor;
        let view = editor.view.get_untracked();
        let (width, height) = editor.pane.get_untracked();
        let seen = view.visible(width, height);
        let shown = |graph: &journey::graph::Graph| {
            let note = |id: &NodeId| editor.draft.with_untracked(|draft| draft.graph.note(id).map(fold::note_rect));
            let place = |id: &NodeId| graph.node(id).map(|node| geometry::rect(node.at)).or_else(|| note(id));
            let Some(around) = Rect::around(nodes.iter().filter_map(place)) else { return (by, Vec::new()) };
            let near = graph.nodes().map(|node| (geometry::rect(node.at), &node.id));
            let others = near.filter(|(rect, id)| rect.meets(seen) && !nodes.contains(*id)).map(|(rect, _)| rect);
            moved(grabbed, around, others, by, SNAP / view.zoom)
        };
        untrack(|| editor.with_shown(shown))
    }

    fn drop_carried(&self) {
        let editor = self.editor;
        if let Some((id, size)) = editor.sizing.get_untracked() {
            editor.end_run();
            editor.set_note(&id, true, &|note| note.size = size);
            editor.end_run();
            editor.sizing.set(None);
            return;
        }
        let Some(carry) = editor.carry.get_untracked() else { return };
        let (by, over) = (editor.carried_by.get_untracked(), editor.over_link.get_untracked());
        editor.guides.set(Vec::new());
        editor.over_link.set(None);
        if carry.copy {
            editor.carry.set(None);
            let all: Vec<NodeId> = carry.nodes.iter().cloned().collect();
            duplicate_by(editor, &all, Some(by));
            return;
        }
        let edit = editor.draft.with_untracked(|draft| {
            let place =
                |node: &journey::graph::Node| (node.id.clone(), Point::settled(node.at.x + by.x, node.at.y + by.y));
            let moves: Vec<_> = draft.graph.nodes().filter(|node| carry.nodes.contains(&node.id)).map(place).collect();
            let spliced = over.zip(carry.nodes.iter().next()).map(|(key, node)| compose::splice(draft, &key, node));
            match spliced {
                Some(Ok(splice)) => Edit::Batch(vec![splice, Edit::Move(moves)]),
                _ => move_all(&draft.graph, moves, carry.nodes.iter(), by),
            }
        });
        editor.end_run();
        editor.apply(&edit);
        editor.end_run();
        editor.carry.set(None);
    }

    /// Selects what a box touches, or with Alt only what lies in it.
    fn select_box(&self, rect: Rect) {
        let inside = self.hand.with_value(|hand| hand.alt);
        let editor = self.editor;
        let shown = |graph: &journey::graph::Graph| -> Vec<NodeId> {
            let hit = |card: Rect| if inside { rect.contains(card) } else { rect.meets(card) };
            graph.nodes().filter(|node| hit(geometry::rect(node.at))).map(|node| node.id.clone()).collect()
        };
        let nodes = untrack(|| editor.with_shown(shown));
        // A note lies behind: a box that is drawn on it is not meant for it.
        let notes: Vec<NodeId> = editor.draft.with_untracked(|draft| {
            let within = draft.graph.notes().iter().filter(|(_, note)| rect.contains(fold::note_rect(note)));
            within.map(|(id, _)| id.clone()).collect()
        });
        if editor.selection.with_untracked(|selection| selection.nodes != nodes || selection.notes != notes) {
            editor.selection.set(Selection { nodes, notes, links: Vec::new() });
        }
    }

    /// What is drawn while a link's loose end is at a point.
    fn drawing(&self, what: Target, to: Point) -> Option<Drawing> {
        let editor = self.editor;
        let zoom = editor.view.get_untracked().zoom;
        let (from, outcome, moving) = match what {
            Target::Handle(from, outcome) => (from, outcome, None),
            Target::End(key, at_from) => (key.from.clone(), key.outcome, Some((key, at_from))),
            _ => return None,
        };
        let over = editor.draft.with_untracked(|draft| {
            let may = |id: &NodeId| match &moving {
                None => {
                    let key = LinkKey { from: from.clone(), outcome, to: id.clone() };
                    draft.graph.can_link(&key).is_ok()
                }
                Some((key, at_from)) => led(draft, key, *at_from, id).is_some(),
            };
            let seen = |id: &NodeId| untrack(|| editor.hidden_in(id)).is_none() && may(id);
            untrack(|| editor.with_shown(|graph| hit::landing(graph, to, zoom, &seen)))
        });
        Some(Drawing { from, outcome, to, over, moving })
    }

    fn drawn(&self, what: Target, to: Point) {
        let editor = self.editor;
        editor.drawing.set(None);
        if editor.mode.get_untracked() != Mode::Draft {
            return;
        }
        let Some(Drawing { from, outcome, to, over, moving }) = self.drawing(what, to) else { return };
        match (over, moving) {
            (Some((node, _)), _) if untrack(|| editor.hidden_in(&node)).is_some() => {
                editor.say("The group is collapsed. Expand it to link to a node in it.");
            }
            (Some((node, _)), Some((key, at_from))) => {
                let new = editor.draft.with_untracked(|draft| led(draft, &key, at_from, &node)).unwrap_or_else(|| {
                    // What cannot be is tried all the same, to hear why.
                    if at_from { LinkKey { from: node, ..key.clone() } } else { LinkKey { to: node, ..key.clone() } }
                });
                if new != key {
                    lead_elsewhere(editor, &key, new);
                }
            }
            (None, Some(_)) => editor.say("The link stays where it was."),
            (Some((node, _)), None) if node == from => {}
            (Some((node, _)), None) => connect(editor, LinkKey { from, outcome, to: node }),
            // The card will stand with the middle of its left edge where the link was let go.
            (None, None) => editor.add_step.set(Some(AddStep {
                from: Some((from, outcome)),
                at: Point { x: to.x, y: to.y - geometry::HEIGHT / 2.0 },
            })),
        }
    }
}

/// Puts things into a selection, or takes them out.
fn put_in(list: &mut Vec<NodeId>, ids: Vec<NodeId>, add: bool) {
    list.retain(|other| !ids.contains(other));
    if add {
        list.extend(ids);
    }
}

fn toggle<T: PartialEq + Clone>(list: &mut Vec<T>, item: &T) {
    match list.iter().position(|other| other == item) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(item.clone()),
    }
}
