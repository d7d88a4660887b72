//! From pointer events to gestures: the elements tell what was pressed, the state machine in the crate `canvas` what follows,
//! and `select.rs` does it.

use canvas::{
    gesture::{Gesture, Input, Target},
    hit,
    link::REACH,
    view::{rim_pan, wheel_factor, wheel_pixels},
};
use journey::{graph::Point, text::NodeId};
use keymap::{chord::Key, held::Pan};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent, WheelEvent};

use crate::{
    builder::{
        dom::{
            attributes::{chip_of, link_of, node_of, outcome_of},
            focus::{focus_now, open_fields},
            regions::focus_of,
        },
        model::{
            annotations::open_aside,
            editor::{Editor, Mode},
            interaction::AddStep,
            selection::Selection,
        },
    },
    platform::leave::when_left,
    ui::{chord, pointer_mods},
};

/// What is known of the hand besides the gesture.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    /// Which pointer moved last, and where to.
    last: (i32, Point),
    /// Whether Alt is held: a copy is dragged, or a box selects what lies in it alone.
    pub alt: bool,
    /// Whether Ctrl is held, or ⌘ on a Mac: nothing clicks into line.
    pub free: bool,
    /// Whether Space is held: the view is moved.
    pan: Pan,
    /// Whether the view is following the pointer at the rim.
    following: bool,
    /// Whether a note is held by its corner.
    pub corner: bool,
    /// What was selected before a box was drawn.
    pub before: Option<Selection>,
}

/// The hand over the canvas.
#[derive(Clone, Copy)]
pub struct Pointer {
    pub editor: Editor,
    pane: NodeRef<html::Div>,
    gesture: StoredValue<Gesture>,
    pub hand: StoredValue<Hand>,
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
        when_left(move || this.let_go());
        let press = window_event_listener(leptos::ev::keydown, move |event| {
            let Some(chord) = chord(&event) else { return };
            if chord.key == Key::Escape {
                this.cancel();
            }
            let focus = focus_of(&event);
            this.hand.update_value(|hand| hand.pan.down(chord, focus));
        });
        let release = window_event_listener(leptos::ev::keyup, move |event| {
            if let Some(chord) = chord(&event) {
                this.hand.update_value(|hand| hand.pan.up(chord.key));
            }
        });
        on_cleanup(move || {
            press.remove();
            release.remove();
        });
        this
    }

    /// A pointer went down on the pane or on something in it.
    pub fn down(&self, event: &PointerEvent) {
        let (Some(pane), Some(target)) = (self.pane.get_untracked(), self.target(event)) else { return };
        // A chip on a label is a button, whose click is not to be the pane's.
        if event.button() > 1 || chip_of(event).is_some() {
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
        let at = self.note(event);
        let corner = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let corner = corner.is_some_and(|on| on.class_list().contains("note__corner"));
        self.hand.update_value(|hand| hand.corner = corner);
        let pan = event.button() == 1 || self.hand.with_value(|hand| hand.pan.is_on());
        let shift = event.shift_key() || pointer_mods(event).command;
        self.take(Input::Press { pointer: event.pointer_id(), at, target, shift, pan });
    }

    /// A pointer moved.
    pub fn moved(&self, event: &PointerEvent) {
        if self.gesture.with_value(Gesture::is_idle) {
            return self.point(event);
        }
        let at = self.note(event);
        self.take(Input::Move { pointer: event.pointer_id(), at });
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
        let id = card.and_then(|card| node_of(&card));
        if self.editor.pointed.with_untracked(|pointed| *pointed != id) {
            self.editor.pointed.set(id);
        }
    }

    /// The pointer left the canvas.
    pub fn left(&self) {
        self.editor.pointed.set(None);
        self.editor.pointed_link.set(None);
    }

    /// Keeps what an event says, and gives its place in the pane.
    fn note(&self, event: &PointerEvent) -> Point {
        let at = self.at(event);
        let last = (event.pointer_id(), at);
        let (alt, free) = (event.alt_key(), pointer_mods(event).command);
        self.hand.update_value(|hand| (hand.last, hand.alt, hand.free) = (last, alt, free));
        at
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
        let at = self.note(event);
        self.take(Input::Release { pointer: event.pointer_id(), at });
    }

    /// Whatever was under way is off.
    pub fn cancel(&self) {
        self.take(Input::Cancel);
    }

    /// Lets go of everything: the gesture, its pointer, and the keys that are held.
    fn let_go(&self) {
        self.cancel();
        let hand = self.hand.try_update_value(std::mem::take);
        if let (Some(hand), Some(pane)) = (hand, self.pane.get_untracked()) {
            // Where the pointer is up already there is nothing to release.
            let _ = pane.release_pointer_capture(hand.last.0);
        }
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
        if under.as_ref().is_some_and(|element| matches!(element.closest("[data-chip]"), Ok(Some(_)))) {
            return;
        }
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
        let (editor, reach) = (self.editor, REACH / view.zoom.min(1.0));
        let routes = editor.routes.get_untracked();
        let shown = |graph: &journey::graph::Graph| {
            let link = || hit::link_at(graph, &routes, at, reach, &|_| false).cloned().map(Target::Link);
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
}
