//! Gestures: one state machine over pointer events. It knows no element and no signal: its input is the pressed target,
//! its output are effects (canvas.md §3b).

use journey::{
    graph::{LinkKey, Point},
    kind::Outcome,
    text::NodeId,
};

use crate::{rect::Rect, view::View};

/// The distance, in pixels, from which a pressed pointer is a drag and no click.
pub const THRESHOLD: f64 = 4.0;

/// The element under the pointer.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// The empty canvas.
    Pane,
    /// A card.
    Node(NodeId),
    /// The handle of an outcome.
    Handle(NodeId, Outcome),
    /// A link.
    Link(LinkKey),
    /// An end of a link that is selected: where it leaves, or where it arrives.
    End(LinkKey, bool),
}

/// A pointer event, its place in pixels of the pane.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A pointer goes down.
    Press {
        /// The pointer's id.
        pointer: i32,
        /// Where.
        at: Point,
        /// On what.
        target: Target,
        /// Shift is held: adds to the selection, or draws a box.
        shift: bool,
        /// The middle button, or Space is held: pans wherever it is.
        pan: bool,
    },
    /// A pointer moves.
    Move {
        /// The pointer's id.
        pointer: i32,
        /// The new place.
        at: Point,
    },
    /// A pointer goes up.
    Release {
        /// The pointer's id.
        pointer: i32,
        /// Where.
        at: Point,
    },
    /// Escape, a cancelled pointer, a lost capture or window: the gesture is cancelled.
    Cancel,
}

/// The effect of an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// The view moves by pixels.
    Pan(f64, f64),
    /// Two fingers: the view moves by pixels with the middle between them, and zooms by a factor about where that is now.
    Pinch(f64, f64, f64, Point),
    /// Something was clicked, with Shift or without.
    Click(Target, bool),
    /// A node is being dragged by canvas units from where it was; with Shift it was added to the selection first.
    Drag(NodeId, f64, f64),
    /// The drag is over, and counts.
    Drop(NodeId, f64, f64),
    /// A box is being drawn, in canvas units.
    Box(Rect),
    /// The box is done.
    BoxDone(Rect),
    /// A link is being drawn from a handle, or one of its ends is led elsewhere, to a canvas point.
    Draw(Target, Point),
    /// The link was dropped at a canvas point.
    DrawDone(Target, Point),
    /// The gesture is cancelled; everything is as it was before.
    Off,
}

#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    Pressed {
        pointer: i32,
        start: Point,
        target: Target,
        shift: bool,
        pan: bool,
    },
    Panning {
        pointer: i32,
        last: Point,
    },
    Dragging {
        pointer: i32,
        node: NodeId,
        /// The canvas point that was grabbed: it stays under the pointer even while the view moves.
        grabbed: Point,
    },
    Boxing {
        pointer: i32,
        corner: Point,
    },
    Drawing {
        pointer: i32,
        what: Target,
    },
    Pinching {
        first: (i32, Point),
        second: (i32, Point),
        /// The zoom per pixel between the fingers. The zoom follows their distance and not its changes, so that it does
        /// not drift while fingers move together at a limit.
        scale: Option<f64>,
    },
}

/// The state machine.
#[derive(Clone, Debug, Default)]
pub struct Gesture(State);

impl Gesture {
    /// True where nothing is under way.
    pub fn is_idle(&self) -> bool {
        self.0 == State::Idle
    }

    /// True where something is being dragged, boxed or drawn, so that the view follows the pointer at the pane's edge.
    pub fn follows_edge(&self) -> bool {
        matches!(self.0, State::Dragging { .. } | State::Boxing { .. } | State::Drawing { .. })
    }

    /// Takes an event, in the view that is shown now.
    pub fn take(&mut self, input: Input, view: View) -> Option<Effect> {
        match input {
            Input::Press { pointer, at, target, shift, pan } => self.press(pointer, at, target, shift, pan),
            Input::Move { pointer, at } => self.moved(pointer, at, view),
            Input::Release { pointer, at } => self.release(pointer, at, view),
            Input::Cancel => {
                let was = std::mem::take(&mut self.0);
                matches!(was, State::Dragging { .. } | State::Boxing { .. } | State::Drawing { .. })
                    .then_some(Effect::Off)
            }
        }
    }

    fn press(&mut self, pointer: i32, at: Point, target: Target, shift: bool, pan: bool) -> Option<Effect> {
        match std::mem::take(&mut self.0) {
            State::Idle => {
                self.0 = State::Pressed { pointer, start: at, target, shift, pan };
                None
            }
            // A second finger makes a pinch of whatever the first one began.
            State::Pressed { pointer: first, start: place, .. } | State::Panning { pointer: first, last: place }
                if first != pointer =>
            {
                self.0 = State::Pinching { first: (first, place), second: (pointer, at), scale: None };
                None
            }
            other @ State::Pinching { .. } => {
                self.0 = other;
                None
            }
            _ => Some(Effect::Off),
        }
    }

    fn moved(&mut self, pointer: i32, at: Point, view: View) -> Option<Effect> {
        match &mut self.0 {
            State::Pressed { pointer: mine, start, target, shift, pan } if *mine == pointer => {
                if (at.x - start.x).hypot(at.y - start.y) < THRESHOLD {
                    return None;
                }
                let start = *start;
                self.0 = match (&*target, *shift, *pan) {
                    (_, _, true) | (Target::Pane | Target::Link(_), false, _) => {
                        State::Panning { pointer, last: start }
                    }
                    (Target::Pane | Target::Link(_), true, _) => {
                        State::Boxing { pointer, corner: view.to_canvas(start) }
                    }
                    (Target::Node(node), ..) => {
                        State::Dragging { pointer, node: node.clone(), grabbed: view.to_canvas(start) }
                    }
                    (what @ (Target::Handle(..) | Target::End(..)), ..) => {
                        State::Drawing { pointer, what: what.clone() }
                    }
                };
                self.moved(pointer, at, view)
            }
            State::Panning { pointer: mine, last } if *mine == pointer => {
                let (dx, dy) = (at.x - last.x, at.y - last.y);
                *last = at;
                Some(Effect::Pan(dx, dy))
            }
            State::Dragging { pointer: mine, node, grabbed } if *mine == pointer => {
                let to = view.to_canvas(at);
                Some(Effect::Drag(node.clone(), to.x - grabbed.x, to.y - grabbed.y))
            }
            State::Boxing { pointer: mine, corner } if *mine == pointer => {
                Some(Effect::Box(Rect::between(*corner, view.to_canvas(at))))
            }
            State::Drawing { pointer: mine, what } if *mine == pointer => {
                Some(Effect::Draw(what.clone(), view.to_canvas(at)))
            }
            State::Pinching { first, second, scale } => {
                let (moving, other) = if first.0 == pointer { (first, second) } else { (second, first) };
                if moving.0 != pointer {
                    return None;
                }
                let distance = |a: Point, b: Point| (a.x - b.x).hypot(a.y - b.y).max(1.0);
                let scale = *scale.get_or_insert(view.zoom / distance(moving.1, other.1));
                let middle = Point { x: f64::midpoint(at.x, other.1.x), y: f64::midpoint(at.y, other.1.y) };
                let (dx, dy) = ((at.x - moving.1.x) / 2.0, (at.y - moving.1.y) / 2.0);
                moving.1 = at;
                Some(Effect::Pinch(dx, dy, scale * distance(at, other.1) / view.zoom, middle))
            }
            _ => None,
        }
    }

    fn release(&mut self, pointer: i32, at: Point, view: View) -> Option<Effect> {
        match std::mem::take(&mut self.0) {
            State::Pressed { pointer: mine, target, shift, .. } if mine == pointer => {
                Some(Effect::Click(target, shift))
            }
            State::Panning { pointer: mine, .. } if mine == pointer => None,
            State::Dragging { pointer: mine, node, grabbed } if mine == pointer => {
                let to = view.to_canvas(at);
                Some(Effect::Drop(node, to.x - grabbed.x, to.y - grabbed.y))
            }
            State::Boxing { pointer: mine, corner } if mine == pointer => {
                Some(Effect::BoxDone(Rect::between(corner, view.to_canvas(at))))
            }
            State::Drawing { pointer: mine, what } if mine == pointer => {
                Some(Effect::DrawDone(what, view.to_canvas(at)))
            }
            // The finger that stays goes on as a pan.
            State::Pinching { first, second, .. } if first.0 == pointer || second.0 == pointer => {
                let stays = if first.0 == pointer { second } else { first };
                self.0 = State::Panning { pointer: stays.0, last: stays.1 };
                None
            }
            other => {
                self.0 = other;
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    fn node() -> Target {
        Target::Node(NodeId::parse("n").unwrap())
    }

    fn press(target: Target, shift: bool) -> Input {
        Input::Press { pointer: 1, at: p(100.0, 100.0), target, shift, pan: false }
    }

    fn run(inputs: impl IntoIterator<Item = Input>, view: View) -> (Gesture, Vec<Effect>) {
        let mut gesture = Gesture::default();
        let effects = inputs.into_iter().filter_map(|input| gesture.take(input, view)).collect();
        (gesture, effects)
    }

    #[test]
    fn a_press_that_moves_less_than_the_threshold_is_a_click_at_any_zoom() {
        for zoom in [0.25, 1.0, 2.0] {
            let view = View { zoom, ..View::default() };
            let steps = [
                press(node(), false),
                Input::Move { pointer: 1, at: p(102.0, 101.0) },
                Input::Release { pointer: 1, at: p(102.0, 101.0) },
            ];
            let (gesture, effects) = run(steps, view);
            assert_eq!(effects, [Effect::Click(node(), false)]);
            assert!(gesture.is_idle());
        }
    }

    #[test]
    fn a_drag_keeps_the_grabbed_point_under_the_pointer_at_any_zoom() {
        for zoom in [0.25, 1.0, 2.0] {
            let view = View { zoom, ..View::default() };
            let steps = [
                press(node(), false),
                Input::Move { pointer: 1, at: p(140.0, 100.0) },
                Input::Release { pointer: 1, at: p(180.0, 60.0) },
            ];
            let (_, effects) = run(steps, view);
            let id = NodeId::parse("n").unwrap();
            assert_eq!(
                effects,
                [Effect::Drag(id.clone(), 40.0 / zoom, 0.0), Effect::Drop(id, 80.0 / zoom, -40.0 / zoom)]
            );
        }
    }

    #[test]
    fn dragging_the_pane_pans_by_what_the_pointer_moved() {
        let steps = [
            press(Target::Pane, false),
            Input::Move { pointer: 1, at: p(110.0, 100.0) },
            Input::Move { pointer: 1, at: p(130.0, 95.0) },
            Input::Release { pointer: 1, at: p(130.0, 95.0) },
        ];
        let (_, effects) = run(steps, View::default());
        assert_eq!(effects, [Effect::Pan(10.0, 0.0), Effect::Pan(20.0, -5.0)]);
    }

    #[test]
    fn shift_on_the_pane_draws_a_box_and_cancelling_leaves_no_trace() {
        let view = View { x: 0.0, y: 0.0, zoom: 1.0 };
        let begin = [press(Target::Pane, true), Input::Move { pointer: 1, at: p(50.0, 160.0) }];
        let (_, effects) = run(begin.clone(), view);
        assert_eq!(effects, [Effect::Box(Rect { x: 50.0, y: 100.0, w: 50.0, h: 60.0 })]);
        let (gesture, effects) = run(begin.into_iter().chain([Input::Cancel]), view);
        assert_eq!(effects.last(), Some(&Effect::Off));
        assert!(gesture.is_idle());
    }

    #[test]
    fn two_fingers_zoom_about_their_middle() {
        let view = View { x: 0.0, y: 0.0, zoom: 1.0 };
        let finger = |pointer, at| Input::Press { pointer, at, target: Target::Pane, shift: false, pan: false };
        let steps = [
            finger(1, p(100.0, 100.0)),
            finger(2, p(200.0, 100.0)),
            Input::Move { pointer: 2, at: p(300.0, 100.0) },
            Input::Release { pointer: 2, at: p(300.0, 100.0) },
            Input::Move { pointer: 1, at: p(110.0, 100.0) },
        ];
        let (_, effects) = run(steps, view);
        assert_eq!(effects, [Effect::Pinch(50.0, 0.0, 2.0, p(200.0, 100.0)), Effect::Pan(10.0, 0.0)]);
    }

    #[test]
    fn two_fingers_that_move_together_pan_and_do_not_creep_away_from_a_limit() {
        let mut view = View { x: 0.0, y: 0.0, zoom: crate::view::ZOOM_MIN };
        let mut gesture = Gesture::default();
        let finger = |pointer, at| Input::Press { pointer, at, target: Target::Pane, shift: false, pan: false };
        gesture.take(finger(1, p(100.0, 100.0)), view);
        gesture.take(finger(2, p(200.0, 100.0)), view);
        for step in 1..=10 {
            for (pointer, x) in [(1, 100.0), (2, 200.0)] {
                let at = p(x + 10.0 * f64::from(step), 100.0 - 5.0 * f64::from(step));
                if let Some(Effect::Pinch(dx, dy, factor, middle)) = gesture.take(Input::Move { pointer, at }, view) {
                    view = view.panned(dx, dy).zoomed(factor, middle);
                }
            }
        }
        assert!((view.zoom - crate::view::ZOOM_MIN).abs() < 1e-9);
        assert!((view.y + 50.0).abs() < 5.0 && view.x > 60.0, "{view:?}");
    }

    proptest! {
        #[test]
        fn whatever_comes_cancelling_ends_it_and_the_next_gesture_starts_fresh(
            inputs in prop::collection::vec((0..4, 1..4i32, 0.0..500.0, 0.0..500.0, any::<bool>(), any::<bool>()), 0..40)
        ) {
            let mut gesture = Gesture::default();
            let view = View::default();
            for (what, pointer, x, y, shift, pan) in inputs {
                let at = p(x, y);
                let target = if pan { Target::Pane } else { node() };
                gesture.take(match what {
                    0 => Input::Press { pointer, at, target, shift, pan },
                    1 => Input::Move { pointer, at },
                    2 => Input::Release { pointer, at },
                    _ => Input::Cancel,
                }, view);
            }
            gesture.take(Input::Cancel, view);
            prop_assert!(gesture.is_idle());
            prop_assert_eq!(gesture.take(press(node(), false), view), None);
            let click = gesture.take(Input::Release { pointer: 1, at: p(100.0, 100.0) }, view);
            prop_assert_eq!(click, Some(Effect::Click(node(), false)));
        }
    }
}
