//! From pointer events to what they do: the elements tell what was pressed, the state machine in the crate `canvas` what
//! follows.

use canvas::{
    card as geometry,
    gesture::{Effect, Gesture, Input, Target},
    rect::Rect,
    snap::snap,
    view::{wheel_factor, wheel_pixels},
};
use journey::{
    edit::Edit,
    graph::{LinkKey, Point},
    kind::Outcome,
    text::NodeId,
};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent, WheelEvent};

use super::{
    super::editor::{AddStep, Carry, Drawing, Editor, Mode, Selection},
    link_of, outcome_of,
};

/// Within how many pixels a moved card clicks into line.
const SNAP: f64 = 6.0;

/// The hand over the canvas.
#[derive(Clone, Copy)]
pub struct Pointer {
    editor: Editor,
    pane: NodeRef<html::Div>,
    gesture: StoredValue<Gesture>,
    space: StoredValue<bool>,
}

impl Pointer {
    /// A hand that does nothing yet. Listens to the window for what ends a gesture from outside.
    pub fn new(editor: Editor, pane: NodeRef<html::Div>) -> Self {
        let this = Self { editor, pane, gesture: StoredValue::new(Gesture::default()), space: StoredValue::new(false) };
        let blur = window_event_listener(leptos::ev::blur, move |_| this.cancel());
        let press = window_event_listener(leptos::ev::keydown, move |event| match event.key().as_str() {
            "Escape" => this.cancel(),
            " " => this.space.set_value(true),
            _ => {}
        });
        let release = window_event_listener(leptos::ev::keyup, move |event| {
            if event.key() == " " {
                this.space.set_value(false);
            }
        });
        on_cleanup(move || {
            blur.remove();
            press.remove();
            release.remove();
        });
        this
    }

    /// A pointer went down on the pane or on something in it.
    pub fn down(&self, event: &PointerEvent) {
        let (Some(pane), Some(target)) = (self.pane.get_untracked(), self.target(event)) else { return };
        if event.button() > 1 {
            return;
        }
        // The pane gets the events of this pointer from now on, wherever it goes.
        let _ = pane.set_pointer_capture(event.pointer_id());
        event.prevent_default();
        if self.editor.add_step.with_untracked(Option::is_some) {
            self.editor.add_step.set(None);
        }
        let pan = event.button() == 1 || self.space.get_value();
        let shift = event.shift_key() || event.ctrl_key() || event.meta_key();
        self.take(Input::Press { pointer: event.pointer_id(), at: self.at(event), target, shift, pan });
    }

    /// A pointer moved.
    pub fn moved(&self, event: &PointerEvent) {
        self.take(Input::Move { pointer: event.pointer_id(), at: self.at(event) });
    }

    /// A pointer went up.
    pub fn up(&self, event: &PointerEvent) {
        self.take(Input::Release { pointer: event.pointer_id(), at: self.at(event) });
    }

    /// Whatever was under way is off.
    pub fn cancel(&self) {
        self.take(Input::Cancel);
    }

    /// The capture is gone: harmless after a release, the end of a gesture otherwise.
    pub fn lost(&self, _: &PointerEvent) {
        if self.gesture.with_value(Gesture::follows_edge) {
            self.cancel();
        }
    }

    /// A double click on the empty canvas offers a node there.
    pub fn double(&self, event: &MouseEvent) {
        let on_pane = matches!(self.target(event), Some(Target::Pane));
        if on_pane && self.editor.mode.get_untracked() == Mode::Draft {
            let at = self.editor.view.get_untracked().to_canvas(self.at(event));
            self.editor.add_step.set(Some(AddStep { from: None, at }));
        }
    }

    /// The wheel pans; with Ctrl, which is what a pinch on a touchpad comes as, it zooms.
    pub fn wheel(&self, event: &WheelEvent) {
        event.prevent_default();
        let mode = event.delta_mode();
        let at = self.at(event);
        self.editor.view.update(|view| {
            if event.ctrl_key() || event.meta_key() {
                *view = view.zoomed(wheel_factor(event.delta_y(), mode, event.ctrl_key()), at);
            } else {
                let (dx, dy) = (wheel_pixels(event.delta_x(), mode), wheel_pixels(event.delta_y(), mode));
                // Shift turns an upright wheel; some systems have turned it already.
                let (dx, dy) = if event.shift_key() && dx == 0.0 { (dy, 0.0) } else { (dx, dy) };
                *view = view.panned(-dx, -dy);
            }
        });
    }

    /// The place of an event in the pane.
    fn at(&self, event: &MouseEvent) -> Point {
        let Some(pane) = self.pane.get_untracked() else { return Point::default() };
        let bounds = pane.get_bounding_client_rect();
        Point { x: f64::from(event.client_x()) - bounds.x(), y: f64::from(event.client_y()) - bounds.y() }
    }

    /// What an event was on; nothing where it was on a control that lies over the pane.
    fn target(&self, event: &MouseEvent) -> Option<Target> {
        let element: Element = event.target()?.dyn_into().ok()?;
        let attribute = |selector: &str, name: &str| element.closest(selector).ok()??.get_attribute(name);
        let node = attribute("[data-node]", "data-node").and_then(|id| NodeId::parse(&id));
        if let Some(node) = node {
            let outcome = attribute("[data-outcome]:not(:disabled)", "data-outcome").and_then(|slug| outcome_of(&slug));
            return Some(
                outcome.map_or_else(|| Target::Node(node.clone()), |outcome| Target::Handle(node.clone(), outcome)),
            );
        }
        if let Some(key) = attribute("[data-link]", "data-link").and_then(|text| link_of(&text)) {
            return Some(Target::Link(key));
        }
        Some(Target::Pane)
    }

    fn take(&self, input: Input) {
        let view = self.editor.view.get_untracked();
        if let Some(effect) = self.gesture.try_update_value(|gesture| gesture.take(input, view)).flatten() {
            self.perform(effect);
        }
    }

    fn perform(&self, effect: Effect) {
        let editor = self.editor;
        match effect {
            Effect::Pan(dx, dy) => editor.view.update(|view| *view = view.panned(dx, dy)),
            Effect::Zoom(factor, at) => editor.view.update(|view| *view = view.zoomed(factor, at)),
            Effect::Click(target, add) => self.click(target, add),
            Effect::Drag(node, dx, dy) => self.drag(node, dx, dy),
            Effect::Drop(node, dx, dy) => {
                self.drag(node, dx, dy);
                self.drop_carried();
            }
            Effect::Box(rect) => {
                editor.marquee.set(Some(rect));
                self.select_box(rect);
            }
            Effect::BoxDone(rect) => {
                editor.marquee.set(None);
                self.select_box(rect);
                let count = editor.selection.with_untracked(|selection| selection.nodes.len());
                editor.say(format!("{count} nodes selected."));
            }
            Effect::Draw(from, outcome, to) => {
                if editor.mode.get_untracked() == Mode::Draft {
                    let over = self.over(&from, outcome, to);
                    editor.drawing.set(Some(Drawing { from, outcome, to, over }));
                }
            }
            Effect::DrawDone(from, outcome, to) => self.drawn(from, outcome, to),
            Effect::Off => {
                editor.carry.set(None);
                editor.drawing.set(None);
                editor.marquee.set(None);
                editor.guides.set(Vec::new());
            }
        }
    }

    fn click(&self, target: Target, add: bool) {
        let editor = self.editor;
        match target {
            Target::Pane if add => {}
            Target::Pane => editor.selection.set(Selection::default()),
            Target::Node(id) => {
                if add {
                    editor.selection.update(|selection| toggle(&mut selection.nodes, &id));
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
        if !editor.selection.with_untracked(|selection| selection.nodes.contains(&node)) {
            editor.select_node(&node);
        }
        let nodes = editor.selection.with_untracked(|selection| selection.nodes.clone());
        let (by, guides) = editor.draft.with_untracked(|draft| {
            let rect = |carried: bool| {
                let nodes = &nodes;
                draft
                    .graph
                    .nodes()
                    .filter(move |node| nodes.contains(&node.id) == carried)
                    .map(|node| geometry::rect(node.at))
            };
            let Some(moved) = Rect::around(rect(true)) else { return (Point::default(), Vec::new()) };
            let (width, height) = editor.pane.get_untracked();
            let view = editor.view.get_untracked();
            let seen = view.visible(width, height);
            let moved = Rect { x: moved.x + dx, y: moved.y + dy, ..moved };
            let others = rect(false).filter(|rect| rect.meets(seen));
            let (snapped, guides) = snap(moved, others, SNAP / view.zoom);
            (Point { x: dx + snapped.x, y: dy + snapped.y }, guides)
        });
        editor.carry.set(Some(Carry { nodes, by }));
        editor.guides.set(guides);
    }

    fn drop_carried(&self) {
        let editor = self.editor;
        let Some(carry) = editor.carry.get_untracked() else { return };
        let moves = editor.draft.with_untracked(|draft| {
            let place = |id: &NodeId| {
                draft
                    .graph
                    .node(id)
                    .map(|node| (id.clone(), Point::settled(node.at.x + carry.by.x, node.at.y + carry.by.y)))
            };
            carry.nodes.iter().filter_map(place).collect::<Vec<_>>()
        });
        editor.guides.set(Vec::new());
        editor.apply(&Edit::Move(moves));
        editor.end_run();
        editor.carry.set(None);
    }

    fn select_box(&self, rect: Rect) {
        let nodes: Vec<NodeId> = self.editor.draft.with_untracked(|draft| {
            draft.graph.nodes().filter(|node| geometry::rect(node.at).meets(rect)).map(|node| node.id.clone()).collect()
        });
        if self.editor.selection.with_untracked(|selection| selection.nodes != nodes) {
            self.editor.selection.set(Selection { nodes, links: Vec::new() });
        }
    }

    /// The node under the loose end of a link, and whether the link may lead there.
    fn over(&self, from: &NodeId, outcome: Outcome, to: Point) -> Option<(NodeId, bool)> {
        self.editor.draft.with_untracked(|draft| {
            let node = draft.graph.nodes().filter(|node| geometry::rect(node.at).grown(8.0).holds(to)).last()?;
            let key = LinkKey { from: from.clone(), outcome, to: node.id.clone() };
            Some((node.id.clone(), draft.graph.can_link(&key).is_ok()))
        })
    }

    fn drawn(&self, from: NodeId, outcome: Outcome, to: Point) {
        let editor = self.editor;
        editor.drawing.set(None);
        if editor.mode.get_untracked() != Mode::Draft {
            return;
        }
        match self.over(&from, outcome, to) {
            Some((node, _)) if node == from => {}
            Some((node, _)) => connect(editor, LinkKey { from, outcome, to: node }),
            // The card will stand with the middle of its left edge where the link was let go.
            None => editor.add_step.set(Some(AddStep {
                from: Some((from, outcome)),
                at: Point { x: to.x, y: to.y - geometry::HEIGHT / 2.0 },
            })),
        }
    }
}

/// Draws a link, or says why it cannot be.
pub fn connect(editor: Editor, key: LinkKey) {
    match editor.draft.with_untracked(|draft| draft.graph.can_link(&key)) {
        Ok(()) => {
            if editor.apply(&Edit::link(key.clone())) {
                editor.selection.set(Selection::link(key));
            }
        }
        Err(refusal) => editor.say(refusal.to_string()),
    }
}

/// Offers the next node behind an outcome, to the right of its node.
pub fn open_next(editor: Editor, id: &NodeId, outcome: Outcome) {
    if editor.mode.get_untracked() != Mode::Draft {
        return;
    }
    let at = editor.draft.with_untracked(|draft| {
        draft.graph.node(id).map(|node| {
            let port = geometry::departure(node, node.at, outcome);
            Point { x: port.x + journey::compose::GAP_X, y: node.at.y }
        })
    });
    if let Some(at) = at {
        editor.add_step.set(Some(AddStep { from: Some((id.clone(), outcome)), at }));
    }
}

/// Gives the focus to a node's card once it is mounted.
pub fn focus_node(id: &NodeId) {
    let selector = format!("[data-node=\"{id}\"]");
    request_animation_frame(move || {
        let card = document()
            .query_selector(&selector)
            .ok()
            .flatten()
            .and_then(|card| card.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(card) = card {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = card.focus_with_options(&options);
        }
    });
}

fn toggle<T: PartialEq + Clone>(list: &mut Vec<T>, item: &T) {
    match list.iter().position(|other| other == item) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(item.clone()),
    }
}
