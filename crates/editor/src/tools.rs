//! The tools of the pointer: what a press, a move and a release become, and what becomes of them when they are called off.
//!
//! The state machine is [`canvas::gesture`]; here each of its effects is done to the open journey. Escape, a lost capture and
//! a lost window are one transition, [`Editor::cancel`]: draft, selection and viewport are as they were before the press.

use std::{collections::HashSet, sync::Arc};

use canvas::{
    card as geometry, collapsed,
    gesture::{Effect, Input, Target},
    hit,
    link::REACH,
    rect::Rect,
    snap::{Guide, moved},
    view::rim_pan,
};
use journey::{
    edit::{
        Edit,
        compose::{self, move_all},
    },
    graph::{Graph, LinkKey, Node, Note, Point},
    text::NodeId,
};
use keymap::{
    chord::{Chord, Key, Mods},
    focus::Focus,
};
use reactive_graph::{graph::untrack, prelude::*};

use crate::{
    clipboard::{counted, duplicate_by},
    interaction::{AddNode, Drag, LinkDraft},
    links::{connect, finish_link, link_under, offer_next_node, reconnect, reconnected},
    selection::Selection,
    state::{Editor, Mode},
};

/// Within how many pixels a moved card clicks into line.
const SNAP: f64 = 6.0;

/// A pointer that goes down on the canvas.
#[derive(Clone, Debug)]
pub struct Press {
    /// The pointer.
    pub pointer: i32,
    /// Its place, in pixels of the pane.
    pub at: Point,
    /// The part of the canvas it is on.
    pub target: Target,
    /// It is the middle button, which pans.
    pub middle: bool,
    /// It is the corner of a note, which resizes it.
    pub corner: bool,
    /// The modifier keys that are held with it.
    pub mods: Mods,
}

impl Editor {
    /// A pointer goes down.
    pub fn press(&self, press: Press) {
        let Press { pointer, at, target, middle, corner, mods } = press;
        if self.add_node.with_untracked(Option::is_some) {
            self.add_node.set(None);
        }
        self.note_pointer(pointer, at, mods);
        let state = (self.selection.get_untracked(), self.active.get_untracked(), self.view.get_untracked());
        let pan = self.tool.try_update_value(|tool| {
            tool.corner = corner;
            if tool.gesture.is_idle() {
                tool.before = Some(state);
            }
            tool.pan.is_on()
        });
        let pan = middle || pan == Some(true);
        self.take(Input::Press { pointer, at, target, shift: mods.shift || mods.command, pan });
    }

    /// A pointer moves, in pixels of the pane.
    pub fn pointer_moves(&self, pointer: i32, at: Point, mods: Mods) {
        self.note_pointer(pointer, at, mods);
        self.take(Input::Move { pointer, at });
    }

    /// A pointer goes up, in pixels of the pane.
    pub fn release(&self, pointer: i32, at: Point, mods: Mods) {
        self.note_pointer(pointer, at, mods);
        self.take(Input::Release { pointer, at });
    }

    /// Calls off what is under way: draft, selection and viewport are as they were before the press.
    pub fn cancel(&self) {
        if self.is_tool_idle() {
            return;
        }
        // A gesture that ends without an effect leaves the tool in that way too.
        let view = self.view.get_untracked();
        self.tool.try_update_value(|tool| tool.gesture.take(Input::Cancel, view));
        self.off();
    }

    /// Lets go of everything: what is under way, and the keys that are held. Returns the pointer that moved last.
    pub fn let_go(&self) -> i32 {
        self.cancel();
        self.tool.try_update_value(std::mem::take).unwrap_or_default().last.0
    }

    /// Tells that no pointer is down.
    pub fn is_tool_idle(&self) -> bool {
        self.tool.try_with_value(|tool| tool.gesture.is_idle()) != Some(false)
    }

    /// Tells that something is dragged, boxed or drawn.
    pub fn is_dragging(&self) -> bool {
        self.tool.try_with_value(|tool| tool.gesture.follows_edge()) == Some(true)
    }

    /// A key goes down: Space moves the view while it is held.
    pub fn hold_key(&self, chord: Chord, focus: Focus) {
        self.tool.try_update_value(|tool| tool.pan.down(chord, focus));
    }

    /// A key goes up.
    pub fn release_key(&self, key: Key) {
        self.tool.try_update_value(|tool| tool.pan.up(key));
    }

    /// Tells that the view moves along, because something is dragged at the rim of the pane.
    pub fn is_at_rim(&self) -> bool {
        self.rim() != (0.0, 0.0)
    }

    /// Moves the view along with what is dragged at the rim of the pane, by one frame.
    pub fn follow_rim(&self) {
        let (dx, dy) = self.rim();
        if (dx, dy) != (0.0, 0.0)
            && let Some((pointer, at)) = self.tool.try_with_value(|tool| tool.last)
        {
            self.pan(dx, dy);
            self.take(Input::Move { pointer, at });
        }
    }

    /// By how much the view has to move along.
    fn rim(&self) -> (f64, f64) {
        if !self.is_dragging() {
            return (0.0, 0.0);
        }
        let (width, height) = self.pane.get_untracked();
        rim_pan(self.tool.with_value(|tool| tool.last.1), width, height)
    }

    /// The card or link at a canvas point, else the empty canvas.
    pub fn target_at(&self, at: Point) -> Target {
        let reach = REACH / self.view.get_untracked().zoom.min(1.0);
        let routes = self.routes.get_untracked();
        let shown = |graph: &Graph| {
            let link = || hit::link_at(graph, &routes, at, reach, &|_| false).cloned().map(Target::Link);
            let node = hit::node_at(graph, at).map(|node| Target::Node(self.focus_target(&node.id)));
            node.or_else(link).unwrap_or(Target::Pane)
        };
        untrack(|| self.with_shown(shown))
    }

    /// Selects what a menu is asked for on, where it is not selected yet.
    pub fn choose(&self, target: &Target) {
        match target {
            Target::Node(id) | Target::Handle(id, _) if !untrack(|| self.is_selected(id)) => self.select_node(id),
            Target::Link(key) if !self.selection.with_untracked(|selection| selection.links.contains(key)) => {
                self.selection.set(Selection::link(key.clone()));
            }
            _ => {}
        }
    }

    /// A double click: on the empty canvas it offers a node there, on a note or a group it opens it, on a node or a link its
    /// fields.
    pub fn double_click(&self, target: &Target, at: Point) {
        match target {
            Target::Node(id) if self.open_annotation(id) => {}
            Target::Node(_) | Target::Link(_) => self.host.open_fields(),
            Target::Pane if self.mode.get_untracked() == Mode::Draft => {
                self.add_node.set(Some(AddNode { from: None, at }));
            }
            _ => {}
        }
    }

    /// Shows the card and the link that a press would mean.
    pub fn point_at(&self, node: Option<NodeId>) {
        self.pointed.maybe_update(|now| replace(now, node));
    }

    /// Shows the link that a press would mean.
    pub fn point_at_link(&self, link: Option<LinkKey>) {
        self.pointed_link.maybe_update(|now| replace(now, link));
    }

    fn note_pointer(&self, pointer: i32, at: Point, mods: Mods) {
        self.tool.try_update_value(|tool| (tool.last, tool.alt, tool.free) = ((pointer, at), mods.alt, mods.command));
    }

    fn take(&self, input: Input) {
        let view = self.view.get_untracked();
        if let Some(effect) = self.tool.try_update_value(|tool| tool.gesture.take(input, view)).flatten() {
            self.perform(effect);
        }
    }

    /// Does what follows from an event.
    fn perform(&self, effect: Effect) {
        match effect {
            Effect::Pan(dx, dy) => self.pan(dx, dy),
            Effect::Pinch(dx, dy, factor, at) => {
                self.view.update(|view| *view = view.panned(dx, dy).zoomed(factor, at));
            }
            Effect::Click(target, add) => self.click(target, add),
            Effect::Drag(node, dx, dy) => self.drag(node, dx, dy),
            Effect::Drop(node, dx, dy) => {
                self.drag(node, dx, dy);
                self.drop_carried();
            }
            Effect::Box(rect) => {
                self.marquee.set(Some(rect));
                self.select_box(rect);
            }
            Effect::BoxDone(rect) => {
                self.marquee.set(None);
                self.select_box(rect);
                self.announce(format!("{} selected.", counted(*self)));
            }
            Effect::Draw(what, to) => {
                if self.mode.get_untracked() == Mode::Draft {
                    self.link_draft.set(self.draft_of_link(what, to));
                }
            }
            Effect::DrawDone(what, to) => self.drawn(what, to),
            Effect::Off => self.off(),
        }
    }

    /// Leaves no trace of what was under way.
    fn off(&self) {
        self.drag.set(None);
        self.sizing.set(None);
        self.drop_link.set(None);
        self.link_draft.set(None);
        self.guides.set(Vec::new());
        self.marquee.set(None);
        if let Some((selection, active, view)) = self.tool.try_update_value(|tool| tool.before.take()).flatten() {
            self.selection.maybe_update(|now| replace(now, selection));
            self.active.maybe_update(|now| replace(now, active));
            self.view.maybe_update(|now| replace(now, view));
            self.tidy_selection();
        }
    }

    fn click(&self, target: Target, add: bool) {
        // While a link waits for its end, the node that is pressed is it.
        if let Some(link_draft) = self.link_draft.get_untracked() {
            match target {
                Target::Node(to) if self.draft.with_untracked(|draft| draft.graph.node(&to).is_some()) => {
                    finish_link(*self, link_draft, to);
                }
                _ => {
                    self.link_draft.set(None);
                    self.announce("No link was drawn.");
                }
            }
            return;
        }
        match target {
            Target::Pane if add => {}
            Target::Pane => self.selection.set(Selection::default()),
            Target::Node(id) => {
                if add {
                    let (whole, add) = (self.selection_of(&id), !untrack(|| self.is_selected(&id)));
                    self.selection.update(|selection| {
                        put_in(&mut selection.nodes, whole.nodes, add);
                        put_in(&mut selection.notes, whole.notes, add);
                    });
                    // A part that leaves the selection must not get the focus, which would select it.
                    if !add {
                        return;
                    }
                    self.active.set(Some(id.clone()));
                } else {
                    self.select_node(&id);
                }
                self.host.focus(&id);
            }
            Target::Link(key) => {
                if add {
                    self.selection.update(|selection| toggle(&mut selection.links, &key));
                } else {
                    self.selection.set(Selection::link(key));
                }
            }
            Target::End(..) => {}
            // A handle that is pressed offers what can come next.
            Target::Handle(id, outcome) => {
                self.select_node(&id);
                offer_next_node(*self, &id, outcome);
            }
        }
    }

    fn drag(&self, node: NodeId, dx: f64, dy: f64) {
        if self.mode.get_untracked() != Mode::Draft {
            return;
        }
        // Of a group its first card is what clicks onto the grid.
        let first =
            self.draft.with_untracked(|draft| draft.graph.group(&node).and_then(|group| group.nodes.first().cloned()));
        let Some(grabbed) =
            untrack(|| self.rect_of(first.as_ref().unwrap_or(&node))).map(|rect| Point { x: rect.x, y: rect.y })
        else {
            // It was deleted during the drag.
            self.cancel();
            return;
        };
        if self.tool.with_value(|tool| tool.corner) {
            let size = self.draft.with_untracked(|draft| {
                draft
                    .graph
                    .note(&node)
                    .map(|note| Note { size: Point { x: note.size.x + dx, y: note.size.y + dy }, ..note.clone() })
            });
            self.sizing.set(size.map(|note| (node, note.settled().size)));
            return;
        }
        let (copy, free) = self.tool.with_value(|tool| (tool.alt, tool.free));
        let held = self.drag.get_untracked();
        let nodes = match held {
            Some(drag) if drag.copy == copy => drag.nodes,
            held => {
                if !untrack(|| self.is_selected(&node)) {
                    self.select_node(&node);
                }
                let nodes = held.map_or_else(
                    || {
                        let all =
                            |selection: &Selection| selection.nodes.iter().chain(&selection.notes).cloned().collect();
                        Arc::new(self.selection.with_untracked(all))
                    },
                    |drag| drag.nodes,
                );
                self.drag_offset.set(Point::default());
                self.drag.set(Some(Drag { nodes: nodes.clone(), copy }));
                nodes
            }
        };
        let by = Point { x: dx, y: dy };
        let (by, guides) = if free { (by, Vec::new()) } else { self.snapped(grabbed, &nodes, by) };
        self.drag_offset.set(by);
        if self.guides.with_untracked(|before| *before != guides) {
            self.guides.set(guides);
        }
        let is_node = || self.draft.with_untracked(|draft| draft.graph.node(&node).is_some());
        let over = if nodes.len() == 1 && !copy && is_node() {
            let middle = geometry::rect(Point { x: grabbed.x + by.x, y: grabbed.y + by.y }).middle();
            link_under(*self, middle, &[&node])
        } else {
            None
        };
        if self.drop_link.with_untracked(|before| *before != over) {
            self.drop_link.set(over);
        }
    }

    /// A move that clicks into line with what is seen, or onto the grid.
    fn snapped(&self, grabbed: Point, nodes: &HashSet<NodeId>, by: Point) -> (Point, Vec<Guide>) {
        let view = self.view.get_untracked();
        let (width, height) = self.pane.get_untracked();
        let seen = view.visible(width, height);
        let shown = |graph: &Graph| {
            let note = |id: &NodeId| self.draft.with_untracked(|draft| draft.graph.note(id).map(collapsed::note_rect));
            let place = |id: &NodeId| graph.node(id).map(|node| geometry::rect(node.at)).or_else(|| note(id));
            let Some(around) = Rect::around(nodes.iter().filter_map(place)) else { return (by, Vec::new()) };
            let near = graph.nodes().map(|node| (geometry::rect(node.at), &node.id));
            let others = near.filter(|(rect, id)| rect.meets(seen) && !nodes.contains(*id)).map(|(rect, _)| rect);
            moved(grabbed, around, others, by, SNAP / view.zoom)
        };
        untrack(|| self.with_shown(shown))
    }

    fn drop_carried(&self) {
        if let Some((id, size)) = self.sizing.get_untracked() {
            self.mark();
            self.set_note(&id, true, &|note| note.size = size);
            self.mark();
            self.sizing.set(None);
            return;
        }
        let Some(drag) = self.drag.get_untracked() else { return };
        let (by, over) = (self.drag_offset.get_untracked(), self.drop_link.get_untracked());
        self.guides.set(Vec::new());
        self.drop_link.set(None);
        if drag.copy {
            self.drag.set(None);
            let all: Vec<NodeId> = drag.nodes.iter().cloned().collect();
            duplicate_by(*self, &all, Some(by));
            return;
        }
        let edit = self.draft.with_untracked(|draft| {
            let place = |node: &Node| (node.id.clone(), Point::settled(node.at.x + by.x, node.at.y + by.y));
            let moves: Vec<_> = draft.graph.nodes().filter(|node| drag.nodes.contains(&node.id)).map(place).collect();
            let spliced = over.zip(drag.nodes.iter().next()).map(|(key, node)| compose::splice(draft, &key, node));
            match spliced {
                Some(Ok(splice)) => Edit::Batch(vec![splice, Edit::Move(moves)]),
                _ => move_all(&draft.graph, moves, drag.nodes.iter(), by),
            }
        });
        self.mark();
        self.apply(&edit);
        self.mark();
        self.drag.set(None);
    }

    /// Selects what a box touches, or with Alt only what lies in it.
    fn select_box(&self, rect: Rect) {
        let inside = self.tool.with_value(|tool| tool.alt);
        let shown = |graph: &Graph| -> Vec<NodeId> {
            let hit = |card: Rect| if inside { rect.contains(card) } else { rect.meets(card) };
            graph.nodes().filter(|node| hit(geometry::rect(node.at))).map(|node| node.id.clone()).collect()
        };
        let nodes = untrack(|| self.with_shown(shown));
        // A note lies behind: a box that is drawn on it is not meant for it.
        let notes: Vec<NodeId> = self.draft.with_untracked(|draft| {
            let within = draft.graph.notes().iter().filter(|(_, note)| rect.contains(collapsed::note_rect(note)));
            within.map(|(id, _)| id.clone()).collect()
        });
        if self.selection.with_untracked(|selection| selection.nodes != nodes || selection.notes != notes) {
            self.selection.set(Selection { nodes, notes, links: Vec::new() });
        }
    }

    /// The link that is drawn while its loose end is at a point.
    fn draft_of_link(&self, what: Target, to: Point) -> Option<LinkDraft> {
        let zoom = self.view.get_untracked().zoom;
        let (from, outcome, reconnecting) = match what {
            Target::Handle(from, outcome) => (from, outcome, None),
            Target::End(key, at_from) => (key.from.clone(), key.outcome, Some((key, at_from))),
            _ => return None,
        };
        let target = self.draft.with_untracked(|draft| {
            let may = |id: &NodeId| match &reconnecting {
                None => {
                    let key = LinkKey { from: from.clone(), outcome, to: id.clone() };
                    draft.graph.can_link(&key).is_ok()
                }
                Some((key, at_from)) => reconnected(draft, key, *at_from, id).is_some(),
            };
            let seen = |id: &NodeId| untrack(|| self.hidden_in(id)).is_none() && may(id);
            untrack(|| self.with_shown(|graph| hit::landing(graph, to, zoom, &seen)))
        });
        Some(LinkDraft { from, outcome, to, target, reconnecting })
    }

    fn drawn(&self, what: Target, to: Point) {
        self.link_draft.set(None);
        if self.mode.get_untracked() != Mode::Draft {
            return;
        }
        let Some(LinkDraft { from, outcome, to, target, reconnecting }) = self.draft_of_link(what, to) else { return };
        match (target, reconnecting) {
            (Some((node, _)), _) if untrack(|| self.hidden_in(&node)).is_some() => {
                self.announce("The group is collapsed. Expand it to link to a node in it.");
            }
            (Some((node, _)), Some((key, at_from))) => {
                let new =
                    self.draft.with_untracked(|draft| reconnected(draft, &key, at_from, &node)).unwrap_or_else(|| {
                        // A link that cannot be is tried all the same, to hear why.
                        if at_from {
                            LinkKey { from: node, ..key.clone() }
                        } else {
                            LinkKey { to: node, ..key.clone() }
                        }
                    });
                if new != key {
                    reconnect(*self, &key, new);
                }
            }
            (None, Some(_)) => self.announce("The link stays where it was."),
            (Some((node, _)), None) if node == from => {}
            (Some((node, _)), None) => connect(*self, LinkKey { from, outcome, to: node }),
            // The card will stand with the middle of its left edge where the link was dropped.
            (None, None) => self.add_node.set(Some(AddNode {
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

/// Sets a value; returns true where it has changed.
fn replace<T: PartialEq>(now: &mut T, value: T) -> bool {
    let changed = *now != value;
    *now = value;
    changed
}

fn toggle<T: PartialEq + Clone>(list: &mut Vec<T>, item: &T) {
    match list.iter().position(|other| other == item) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(item.clone()),
    }
}
