//! From pointer events to the editor's tools: the elements tell what was pressed, `editor::tools` does what follows.

use canvas::{
    gesture::Target,
    view::{wheel_factor, wheel_pixels},
};
use editor::{Editor, tools::Press};
use journey::{graph::Point, text::NodeId};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent, PointerEvent, WheelEvent};

use crate::{
    builder::dom::{
        attributes::{chip_of, link_of, node_of, outcome_of},
        focus::focus_now,
    },
    platform::leave::when_left,
    ui::{chord, pointer_mods},
};

/// The pointer over the canvas.
#[derive(Clone, Copy)]
pub struct Pointer {
    editor: Editor,
    pane: NodeRef<html::Div>,
    /// True while the view follows the pointer at the rim.
    following: StoredValue<bool>,
}

impl Pointer {
    /// A pointer that does nothing yet. Listens to the window for what ends a gesture from outside.
    pub fn new(editor: Editor, pane: NodeRef<html::Div>) -> Self {
        let this = Self { editor, pane, following: StoredValue::new(false) };
        when_left(move || this.let_go());
        let release = window_event_listener(leptos::ev::keyup, move |event| {
            if let Some(chord) = chord(&event) {
                editor.release_key(chord.key);
            }
        });
        on_cleanup(move || release.remove());
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
        // The press does not move the focus by itself, so a field that is being written in loses it here.
        if self.editor.writing.with_untracked(Option::is_some)
            && let Some(field) = document().active_element().and_then(|field| field.dyn_into::<HtmlElement>().ok())
        {
            let _ = field.blur();
        }
        let on = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        self.editor.press(Press {
            pointer: event.pointer_id(),
            at: self.at(event),
            target,
            middle: event.button() == 1,
            corner: on.is_some_and(|on| on.class_list().contains("note__corner")),
            mods: pointer_mods(event),
        });
    }

    /// A pointer moved.
    pub fn moved(&self, event: &PointerEvent) {
        if self.editor.is_tool_idle() {
            return self.point(event);
        }
        self.editor.pointer_moves(event.pointer_id(), self.at(event), pointer_mods(event));
        self.follow();
    }

    /// Shows the link that a press would mean.
    fn point(&self, event: &PointerEvent) {
        self.editor.point_at_link(match self.target(event) {
            Some(Target::Link(key)) if event.pointer_type() == "mouse" => Some(key),
            _ => None,
        });
    }

    /// The pointer came over something: a card shows its handles then.
    pub fn over(&self, event: &PointerEvent) {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let card = element.and_then(|element| element.closest("[data-node]").ok()?);
        self.editor.point_at(card.and_then(|card| node_of(&card)));
    }

    /// The pointer left the canvas.
    pub fn left(&self) {
        self.editor.point_at(None);
        self.editor.point_at_link(None);
    }

    /// While something is dragged at the rim of the pane the view moves along, frame by frame.
    fn follow(&self) {
        // The page may have been left since the last frame.
        if self.following.try_get_value() == Some(false) && self.editor.is_at_rim() {
            self.following.set_value(true);
            let this = *self;
            request_animation_frame(move || {
                if this.following.try_set_value(false).is_none() {
                    this.editor.follow_rim();
                    this.follow();
                }
            });
        }
    }

    /// Selects what a menu is asked for on, where it is not selected yet.
    pub fn choose(&self, event: &MouseEvent) {
        self.editor.cancel();
        let Some(target) = self.target(event) else { return };
        self.editor.choose(&target);
        if let Target::Node(id) | Target::Handle(id, _) = target {
            focus_now(&id);
        }
    }

    /// A pointer went up.
    pub fn up(&self, event: &PointerEvent) {
        self.editor.release(event.pointer_id(), self.at(event), pointer_mods(event));
    }

    /// Lets go of everything: the gesture, its pointer, and the keys that are held.
    fn let_go(&self) {
        let pointer = self.editor.let_go();
        if let Some(pane) = self.pane.get_untracked() {
            // The release fails where the pointer is up already; this has no effect.
            let _ = pane.release_pointer_capture(pointer);
        }
    }

    /// The capture is gone: harmless after a release, the end of a gesture otherwise.
    pub fn lost(&self) {
        if self.editor.is_dragging() {
            self.editor.cancel();
        }
    }

    /// A double click on the empty canvas offers a node there; on a node or a link it opens the fields.
    pub fn double(&self, event: &MouseEvent) {
        // The pane has captured the presses, and so is the target of a double click.
        let under = document().element_from_point(event.client_x() as f32, event.client_y() as f32);
        if let Some(under) = under.filter(|element| !matches!(element.closest("[data-chip]"), Ok(Some(_)))) {
            self.editor.double_click(&self.target_of(&under, event), self.canvas_at(event));
        }
    }

    /// The wheel pans; with Ctrl, which is what a pinch on a touchpad comes as, it zooms.
    pub fn wheel(&self, event: &WheelEvent) {
        event.prevent_default();
        let mode = event.delta_mode();
        if event.ctrl_key() || event.meta_key() {
            self.editor.zoom_at(wheel_factor(event.delta_y(), mode, event.ctrl_key()), self.at(event));
        } else {
            let (dx, dy) = (wheel_pixels(event.delta_x(), mode), wheel_pixels(event.delta_y(), mode));
            // Shift turns an upright wheel; some systems have turned it already.
            let (dx, dy) = if event.shift_key() && dx == 0.0 { (dy, 0.0) } else { (dx, dy) };
            self.editor.pan(-dx, -dy);
        }
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

    /// The target of an event; `None` where it was a control that lies over the pane.
    fn target(&self, event: &MouseEvent) -> Option<Target> {
        let element: Element = event.target()?.dyn_into().ok()?;
        Some(self.target_of(&element, event))
    }

    /// The target that an element of the pane stands for, or that is drawn at the place of the event.
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
        self.editor.target_at(self.canvas_at(event))
    }
}
