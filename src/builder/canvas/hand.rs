//! What the hand does: each effect of a gesture, done to the open journey.

use std::{collections::HashSet, sync::Arc};

use canvas::{
    card as geometry,
    gesture::{Effect, Target},
    hit,
    rect::Rect,
    snap::moved,
};
use journey::{
    compose,
    edit::Edit,
    graph::{LinkKey, Point},
    text::NodeId,
};
use leptos::prelude::*;

use super::{
    super::{
        clipboard::duplicate_by,
        editor::{AddStep, Carry, Drawing, Mode, Selection},
    },
    focus::focus_node,
    linking::{connect, land_on, lead_elsewhere, led, link_under, open_next},
    pointer::Pointer,
};

/// Within how many pixels a moved card clicks into line.
const SNAP: f64 = 6.0;

impl Pointer {
    /// Does what follows from an event.
    pub(super) fn perform(&self, effect: Effect) {
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
                let count = editor.selection.with_untracked(|selection| selection.nodes.len());
                editor.say(if count == 1 { "1 node selected.".to_owned() } else { format!("{count} nodes selected.") });
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
                Target::Node(to) => land_on(editor, drawing, to),
                _ => editor.say("No link was drawn."),
            }
            return;
        }
        match target {
            Target::Pane if add => {}
            Target::Pane => editor.selection.set(Selection::default()),
            Target::Node(id) => {
                if add {
                    editor.selection.update(|selection| toggle(&mut selection.nodes, &id));
                    // What was taken out of the selection must not get the focus, which would select it.
                    if editor.selection.with_untracked(|selection| !selection.nodes.contains(&id)) {
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
        let Some(grabbed) = editor.draft.with_untracked(|draft| draft.graph.node(&node).map(|node| node.at)) else {
            // It was deleted under the hand.
            self.cancel();
            return;
        };
        let (copy, free) = self.hand.with_value(|hand| (hand.alt, hand.free));
        let held = editor.carry.get_untracked();
        let nodes = match held {
            Some(carry) if carry.copy == copy => carry.nodes,
            held => {
                if !editor.selection.with_untracked(|selection| selection.nodes.contains(&node)) {
                    editor.select_node(&node);
                }
                let nodes = held.map_or_else(
                    || Arc::new(editor.selection.with_untracked(|selection| selection.nodes.iter().cloned().collect())),
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
        let over = if nodes.len() == 1 && !copy {
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
        editor.draft.with_untracked(|draft| {
            let places = nodes.iter().filter_map(|id| draft.graph.node(id)).map(|node| geometry::rect(node.at));
            let Some(around) = Rect::around(places) else { return (by, Vec::new()) };
            let near = draft.graph.nodes().map(|node| (geometry::rect(node.at), &node.id));
            let others = near.filter(|(rect, id)| rect.meets(seen) && !nodes.contains(*id)).map(|(rect, _)| rect);
            moved(grabbed, around, others, by, SNAP / view.zoom)
        })
    }

    fn drop_carried(&self) {
        let editor = self.editor;
        let Some(carry) = editor.carry.get_untracked() else { return };
        let (by, over) = (editor.carried_by.get_untracked(), editor.over_link.get_untracked());
        editor.guides.set(Vec::new());
        editor.over_link.set(None);
        if carry.copy {
            editor.carry.set(None);
            let nodes: Vec<NodeId> = editor.selection.with_untracked(|selection| selection.nodes.clone());
            duplicate_by(editor, &nodes, Some(by));
            return;
        }
        let edit = editor.draft.with_untracked(|draft| {
            let place =
                |node: &journey::graph::Node| (node.id.clone(), Point::settled(node.at.x + by.x, node.at.y + by.y));
            let moves = draft.graph.nodes().filter(|node| carry.nodes.contains(&node.id)).map(place).collect();
            let spliced = over.zip(carry.nodes.iter().next()).map(|(key, node)| compose::splice(draft, &key, node));
            match spliced {
                Some(Ok(splice)) => Edit::Batch(vec![splice, Edit::Move(moves)]),
                _ => Edit::Move(moves),
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
        let nodes: Vec<NodeId> = self.editor.draft.with_untracked(|draft| {
            let hit = |card: Rect| if inside { rect.contains(card) } else { rect.meets(card) };
            draft.graph.nodes().filter(|node| hit(geometry::rect(node.at))).map(|node| node.id.clone()).collect()
        });
        if self.editor.selection.with_untracked(|selection| selection.nodes != nodes) {
            self.editor.selection.set(Selection { nodes, links: Vec::new() });
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
            hit::landing(&draft.graph, to, zoom, &may)
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

fn toggle<T: PartialEq + Clone>(list: &mut Vec<T>, item: &T) {
    match list.iter().position(|other| other == item) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(item.clone()),
    }
}
