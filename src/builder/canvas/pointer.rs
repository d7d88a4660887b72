//! From pointer events to what they do: the elements tell what was pressed, the state machine in the crate `canvas` what
//! follows.

use std::{collections::HashSet, sync::Arc};

use canvas::{
    card as geometry, fold,
    gesture::{Effect, Gesture, Input, Target},
    hit,
    link::REACH,
    rect::Rect,
    snap::moved,
    view::{rim_pan, wheel_factor, wheel_pixels},
};
use journey::{
    compose,
    edit::Edit,
    graph::{LinkKey, Note, Point},
    kind::Outcome,
    text::NodeId,
};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent, WheelEvent};

use super::{
    super::{
        clipboard::{count, duplicate_by},
        editor::{AddStep, Carry, Drawing, Editor, Mode, Selection},
    },
    keys::open_fields,
    link_of, outcome_of,
};

/// Within how many pixels a moved card clicks into line.
const SNAP: f64 = 6.0;

/// What is known of the hand besides the gesture.
#[derive(Clone, Debug, Default)]
struct Hand {
    /// Which pointer moved last, and where to.
    last: (i32, Point),
    /// Whether Alt is held: a copy is dragged, or a box selects what lies in it alone.
    alt: bool,
    /// Whether Ctrl is held: nothing clicks into line.
    free: bool,
    /// Whether Space is held: the view is moved.
    space: bool,
    /// Whether the view is following the pointer at the rim.
    following: bool,
    /// Whether a note is held by its corner.
    corner: bool,
    /// What was selected before a box was drawn.
    before: Option<Selection>,
}

/// The hand over the canvas.
#[derive(Clone, Copy)]
pub struct Pointer {
    editor: Editor,
    pane: NodeRef<html::Div>,
    gesture: StoredValue<Gesture>,
    hand: StoredValue<Hand>,
}

impl Pointer {
    /// A hand that does nothing yet. Listens to the window for what ends a gesture from outside.
    pub fn new(editor: Editor, pane: NodeRef<html::Div>) -> Self {
        let this = Self {
            editor,
            pane,
            gesture: StoredValue::new(Gesture::default()),
            hand: StoredValue::new(Hand::default()),
        };
        let blur = window_event_listener(leptos::ev::blur, move |_| this.cancel());
        let press = window_event_listener(leptos::ev::keydown, move |event| match event.key().as_str() {
            "Escape" => this.cancel(),
            " " => this.hand.update_value(|hand| hand.space = true),
            _ => {}
        });
        let release = window_event_listener(leptos::ev::keyup, move |event| {
            if event.key() == " " {
                this.hand.update_value(|hand| hand.space = false);
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
        // What is pressed does not get the focus by itself: whoever writes has to be told.
        if self.editor.writing.with_untracked(Option::is_some)
            && let Some(field) =
                document().active_element().and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok())
        {
            let _ = field.blur();
        }
        if self.editor.add_step.with_untracked(Option::is_some) {
            self.editor.add_step.set(None);
        }
        self.note(event);
        let corner = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let corner = corner.is_some_and(|on| on.class_list().contains("note__corner"));
        self.hand.update_value(|hand| hand.corner = corner);
        let pan = event.button() == 1 || self.hand.with_value(|hand| hand.space);
        let shift = event.shift_key() || event.ctrl_key() || event.meta_key();
        self.take(Input::Press { pointer: event.pointer_id(), at: self.at(event), target, shift, pan });
    }

    /// A pointer moved.
    pub fn moved(&self, event: &PointerEvent) {
        if self.gesture.with_value(Gesture::is_idle) {
            return self.point(event);
        }
        self.note(event);
        self.take(Input::Move { pointer: event.pointer_id(), at: self.at(event) });
        self.follow();
    }

    /// Shows the link that a press would mean.
    fn point(&self, event: &PointerEvent) {
        let link = match self.target(event) {
            Some(Target::Link(key)) if event.pointer_type() == "mouse" => Some(key),
            _ => None,
        };
        if self.editor.pointed_link.with_untracked(|pointed| *pointed != link) {
            self.editor.pointed_link.set(link);
        }
    }

    /// The pointer came over something: a card shows its handles then.
    pub fn over(&self, event: &PointerEvent) {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let card = element.and_then(|element| element.closest("[data-node]").ok()?);
        let id = card.and_then(|card| card.get_attribute("data-node")).and_then(|id| NodeId::parse(&id));
        if self.editor.pointed.with_untracked(|pointed| *pointed != id) {
            self.editor.pointed.set(id);
        }
    }

    /// The pointer left the canvas.
    pub fn left(&self) {
        self.editor.pointed.set(None);
        self.editor.pointed_link.set(None);
    }

    /// Keeps what an event says besides its place.
    fn note(&self, event: &PointerEvent) {
        let last = (event.pointer_id(), self.at(event));
        let (alt, free) = (event.alt_key(), event.ctrl_key() || event.meta_key());
        self.hand.update_value(|hand| (hand.last, hand.alt, hand.free) = (last, alt, free));
    }

    /// While something is carried at the rim of the pane the view moves along, frame by frame.
    fn follow(&self) {
        if self.hand.try_with_value(|hand| hand.following) == Some(false) && self.rim() != (0.0, 0.0) {
            self.hand.update_value(|hand| hand.following = true);
            let this = *self;
            request_animation_frame(move || this.follow_on());
        }
    }

    fn follow_on(self) {
        // The page may have been left since.
        let Some((pointer, at)) = self.hand.try_with_value(|hand| hand.last) else { return };
        self.hand.update_value(|hand| hand.following = false);
        let (dx, dy) = self.rim();
        if (dx, dy) != (0.0, 0.0) {
            self.editor.view.update(|view| *view = view.panned(dx, dy));
            self.take(Input::Move { pointer, at });
            self.follow();
        }
    }

    /// By how much the view has to move along.
    fn rim(&self) -> (f64, f64) {
        if self.gesture.try_with_value(Gesture::follows_edge) != Some(true) {
            return (0.0, 0.0);
        }
        let (width, height) = self.editor.pane.get_untracked();
        rim_pan(self.hand.with_value(|hand| hand.last.1), width, height)
    }

    /// Selects what a menu is asked for on, where it is not selected yet.
    pub fn choose(&self, event: &MouseEvent) {
        self.cancel();
        let editor = self.editor;
        match self.target(event) {
            Some(Target::Node(id) | Target::Handle(id, _)) => {
                if !untrack(|| editor.is_selected(&id)) {
                    editor.select_node(&id);
                }
                focus_now(&id);
            }
            Some(Target::Link(key)) if !editor.selection.with_untracked(|selection| selection.links.contains(&key)) => {
                editor.selection.set(Selection::link(key));
            }
            _ => {}
        }
    }

    /// A pointer went up.
    pub fn up(&self, event: &PointerEvent) {
        self.note(event);
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

    /// A double click on the empty canvas offers a node there; on a node or a link it opens the fields.
    pub fn double(&self, event: &MouseEvent) {
        // The pane has captured the presses, and so is what a double click is told to be on.
        let under = document().element_from_point(event.client_x() as f32, event.client_y() as f32);
        let target = under.map(|element| self.target_of(&element, event));
        if let Some(Target::Node(id)) = &target
            && open_aside(self.editor, id)
        {
            return;
        }
        if matches!(target, Some(Target::Node(_) | Target::Link(_))) {
            open_fields();
        }
        if target == Some(Target::Pane) && self.editor.mode.get_untracked() == Mode::Draft {
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

    /// The place of an event on the canvas.
    pub fn canvas_at(&self, event: &MouseEvent) -> Point {
        self.editor.view.get_untracked().to_canvas(self.at(event))
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
        Some(self.target_of(&element, event))
    }

    /// What an element of the pane stands for, or what is drawn at the place of the event.
    fn target_of(&self, element: &Element, event: &MouseEvent) -> Target {
        let attribute = |selector: &str, name: &str| element.closest(selector).ok()??.get_attribute(name);
        let node = attribute("[data-node]", "data-node").and_then(|id| NodeId::parse(&id));
        if let Some(node) = node {
            let outcome = attribute("[data-outcome]:not(:disabled)", "data-outcome").and_then(|slug| outcome_of(&slug));
            return match outcome {
                Some(outcome) => Target::Handle(node, outcome),
                None => Target::Node(node),
            };
        }
        if let Some(key) = attribute("[data-link]", "data-link").and_then(|text| link_of(&text)) {
            return match attribute("[data-end]", "data-end") {
                Some(end) => Target::End(key, end == "from"),
                None => Target::Link(key),
            };
        }
        // From afar the cards are boxes of one path, which know no node; and lines take no presses, wherever they are.
        let view = self.editor.view.get_untracked();
        let at = view.to_canvas(self.at(event));
        let editor = self.editor;
        let shown = |graph: &journey::graph::Graph| {
            let link = || hit::link_at(graph, at, REACH / view.zoom.min(1.0), &|_| false).cloned().map(Target::Link);
            let node = hit::node_at(graph, at).map(|node| Target::Node(editor.stop_of(&node.id)));
            node.or_else(link).unwrap_or(Target::Pane)
        };
        untrack(|| editor.with_shown(shown))
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

/// Ends the link that is being drawn at a node.
pub fn land_on(editor: Editor, drawing: Drawing, to: NodeId) {
    let Drawing { from, outcome, moving, .. } = drawing;
    let key = LinkKey { from, outcome, to };
    match moving {
        Some((old, _)) => lead_elsewhere(editor, &old, key),
        None => connect(editor, key),
    }
}

/// The link that comes of leading an end of one to a node, where it may lead there: from another node it leaves by the same
/// outcome, else by the first that is free.
fn led(draft: &journey::journey::Draft, key: &LinkKey, at_from: bool, node: &NodeId) -> Option<LinkKey> {
    let fits = |new: &LinkKey| compose::reconnect(draft, key, new.clone()).is_ok();
    if !at_from {
        return Some(LinkKey { to: node.clone(), ..key.clone() }).filter(fits);
    }
    let same = LinkKey { from: node.clone(), ..key.clone() };
    let free = |key: LinkKey| draft.graph.free_outcome(node).map(|outcome| LinkKey { outcome, ..key });
    if fits(&same) { Some(same) } else { free(same).filter(fits) }
}

/// The link that passes a point, where a node that stands alone could be put into it. `pass` are nodes whose links do not
/// count; a node of them that is linked already goes into none.
pub fn link_under(editor: Editor, point: Point, pass: &[&NodeId]) -> Option<LinkKey> {
    let zoom = editor.view.get_untracked().zoom;
    editor.draft.with_untracked(|draft| {
        let graph = &draft.graph;
        let of = |key: &LinkKey| pass.iter().any(|id| **id == key.from || **id == key.to);
        if pass.iter().any(|id| graph.node(id).is_some_and(|node| node.entry)) || graph.links().any(|(key, _)| of(key))
        {
            return None;
        }
        untrack(|| editor.with_shown(|graph| hit::link_at(graph, point, 2.0 * REACH / zoom, &of).cloned()))
    })
}

/// Leads a link elsewhere, or says why it cannot be.
pub fn lead_elsewhere(editor: Editor, key: &LinkKey, new: LinkKey) {
    match editor.draft.with_untracked(|draft| compose::reconnect(draft, key, new.clone())) {
        Ok(edit) => {
            if editor.apply(&edit) {
                editor.selection.set(Selection::link(new));
            }
        }
        Err(refusal) => editor.say(refusal.to_string()),
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
    // Below what stands there already: else the second of two would lie on the first.
    let at = editor
        .draft
        .with_untracked(|draft| draft.graph.node(id).map(|node| journey::compose::beside(&draft.graph, node)));
    if let Some(at) = at {
        editor.add_step.set(Some(AddStep { from: Some((id.clone(), outcome)), at }));
    }
}

/// Gives the focus to a node's card once it is mounted.
pub fn focus_node(id: &NodeId) {
    let id = id.clone();
    request_animation_frame(move || focus_now(&id));
}

/// Gives the focus to a node's card, where it is mounted; while the outline is shown, to its line there.
pub fn focus_now(id: &NodeId) {
    let find = |selector: String| document().query_selector(&selector).ok().flatten();
    let card = find(format!(".tree [data-line=\"{id}\"]"))
        .or_else(|| find(format!("[data-node=\"{id}\"]")))
        .and_then(|card| card.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(card) = card {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = card.focus_with_options(&options);
    }
}

/// Opens a note to be written on, expands a collapsed group, has a group named. Whether it is one of them.
pub fn open_aside(editor: Editor, id: &NodeId) -> bool {
    if untrack(|| editor.is_folded(id)) {
        editor.fold(id, false);
        focus_node(id);
        return true;
    }
    editor.write_on(id)
}

/// The edit that moves nodes and, of all that was carried, the notes.
pub fn move_all<'a>(
    graph: &journey::graph::Graph,
    moves: Vec<(NodeId, Point)>,
    carried: impl Iterator<Item = &'a NodeId>,
    by: Point,
) -> Edit {
    let moved = |note: &Note| Note { at: Point::settled(note.at.x + by.x, note.at.y + by.y), ..note.clone() };
    let notes = carried.filter_map(|id| Some(Edit::Note(id.clone(), Some(moved(graph.note(id)?)))));
    let mut edits: Vec<Edit> = notes.collect();
    if !moves.is_empty() || edits.is_empty() {
        edits.insert(0, Edit::Move(moves));
    }
    if edits.len() == 1 { edits.swap_remove(0) } else { Edit::Batch(edits) }
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
