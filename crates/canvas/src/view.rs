//! The view box: which part of the canvas the pane shows, and how large.

use journey::graph::Point;

use crate::rect::Rect;

/// The smallest zoom.
pub const ZOOM_MIN: f64 = 0.1;
/// The largest zoom.
pub const ZOOM_MAX: f64 = 2.5;
/// The step of the zoom buttons and keys.
pub const ZOOM_STEP: f64 = 1.25;
/// The padding that *Fit view* leaves around the graph, in pixels.
pub const FIT_PADDING: f64 = 48.0;

/// The transform of the canvas in the pane: a canvas point `p` is shown at `p * zoom + (x, y)` pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Pixels to the right.
    pub x: f64,
    /// Pixels down.
    pub y: f64,
    /// Pixels per canvas unit.
    pub zoom: f64,
}

impl Default for View {
    fn default() -> Self {
        Self { x: 40.0, y: 40.0, zoom: 1.0 }
    }
}

impl std::fmt::Display for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2} {:.2} {:.4}", self.x, self.y, self.zoom)
    }
}

impl View {
    /// The view that a text written by `to_string` says; `None` where it says none that can be shown.
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split(' ').map(|part| part.parse::<f64>().ok().filter(|n| n.is_finite()));
        let view = Self { x: numbers.next()??, y: numbers.next()??, zoom: numbers.next()?? };
        (ZOOM_MIN..=ZOOM_MAX).contains(&view.zoom).then_some(view)
    }

    /// The canvas point under a pixel of the pane.
    pub fn to_canvas(self, pixel: Point) -> Point {
        Point { x: (pixel.x - self.x) / self.zoom, y: (pixel.y - self.y) / self.zoom }
    }

    /// The pixel of the pane at which a canvas point is shown.
    pub fn to_pane(self, point: Point) -> Point {
        Point { x: point.x * self.zoom + self.x, y: point.y * self.zoom + self.y }
    }

    /// Moved by pixels.
    #[must_use]
    pub fn panned(self, dx: f64, dy: f64) -> Self {
        Self { x: self.x + dx, y: self.y + dy, ..self }
    }

    /// Zoomed by a factor so that the canvas point under `pixel` stays there; at its limits it does not change at all.
    #[must_use]
    pub fn zoomed(self, factor: f64, pixel: Point) -> Self {
        let zoom = (self.zoom * factor).clamp(ZOOM_MIN, ZOOM_MAX);
        if !zoom.is_finite() || zoom == self.zoom {
            return self;
        }
        let under = self.to_canvas(pixel);
        Self { x: pixel.x - under.x * zoom, y: pixel.y - under.y * zoom, zoom }
    }

    /// The view that shows all of `bounds` in a pane of this size, at most at zoom 1; unchanged where there is nothing
    /// to show.
    #[must_use]
    pub fn fitted(self, bounds: Option<Rect>, width: f64, height: f64) -> Self {
        let Some(bounds) = bounds.filter(|_| width > 0.0 && height > 0.0) else { return self };
        let padding = FIT_PADDING.min(width / 8.0).min(height / 8.0);
        let room = |pane: f64, extent: f64| (pane - 2.0 * padding) / extent.max(1.0);
        let zoom = room(width, bounds.w).min(room(height, bounds.h)).clamp(ZOOM_MIN, 1.0);
        let middle = bounds.middle();
        Self { x: width / 2.0 - middle.x * zoom, y: height / 2.0 - middle.y * zoom, zoom }
    }

    /// Panned by no more than it takes to show `rect` (in canvas units) with some room around it.
    #[must_use]
    pub fn showing(self, rect: Rect, width: f64, height: f64) -> Self {
        let room = 24.0;
        let shift = |start: f64, extent: f64, pane: f64| {
            if extent + 2.0 * room > pane || start < room {
                room - start
            } else {
                (pane - room - (start + extent)).min(0.0)
            }
        };
        let at = self.to_pane(Point { x: rect.x, y: rect.y });
        self.panned(shift(at.x, rect.w * self.zoom, width), shift(at.y, rect.h * self.zoom, height))
    }

    /// The part of the canvas that a pane of this size shows.
    pub fn visible(self, width: f64, height: f64) -> Rect {
        let corner = self.to_canvas(Point::default());
        Rect { x: corner.x, y: corner.y, w: width / self.zoom, h: height / self.zoom }
    }
}

/// The distance from the pane's rim, in pixels, within which a dragging pointer moves the view.
pub const RIM: f64 = 40.0;

/// By how many pixels the view moves in a frame while a pointer that carries something is at the rim of a pane of this size:
/// the more, the further out it is; not at all where the pane has no room for a rim.
pub fn rim_pan(at: Point, width: f64, height: f64) -> (f64, f64) {
    let axis = |v: f64, extent: f64| {
        let rim = RIM.min(extent / 4.0);
        let out = (rim - v).max(0.0) - (v - (extent - rim)).max(0.0);
        if rim > 0.0 { (out / rim).clamp(-1.5, 1.5) * 14.0 } else { 0.0 }
    };
    (axis(at.x, width), axis(at.y, height))
}

/// The zoom factor of a wheel event, from its `deltaY`, its `deltaMode` (0 pixels, 1 lines, 2 pages), and whether it is a
/// pinch on a touchpad, which comes as a wheel with Ctrl and small steps.
pub fn wheel_factor(delta_y: f64, mode: u32, pinch: bool) -> f64 {
    let strength = if pinch && mode == 0 && delta_y.abs() < 50.0 { 0.01 } else { 0.002 };
    // A single huge event is no more than a jump to a limit.
    (-wheel_pixels(delta_y, mode) * strength).clamp(-5.0, 5.0).exp2()
}

/// The pixels of a wheel event's delta.
pub fn wheel_pixels(delta: f64, mode: u32) -> f64 {
    delta * [1.0, 20.0, 400.0].get(mode as usize).copied().unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn zooming_keeps_the_point_under_the_cursor(
            x in -1e4..1e4, y in -1e4..1e4, zoom in ZOOM_MIN..ZOOM_MAX, factor in 0.01..100.0, px in 0.0..2e3, py in 0.0..2e3
        ) {
            let view = View { x, y, zoom };
            let pixel = Point { x: px, y: py };
            let before = view.to_canvas(pixel);
            let after = view.zoomed(factor, pixel);
            let there = after.to_pane(before);
            prop_assert!((there.x - px).abs() < 1e-6 && (there.y - py).abs() < 1e-6);
            prop_assert!((ZOOM_MIN..=ZOOM_MAX).contains(&after.zoom));
        }

        #[test]
        fn fit_view_shows_everything(
            x in -1e5..1e5, y in -1e5..1e5, w in 1.0..2e4, h in 1.0..2e4, width in 200.0..3e3, height in 200.0..2e3
        ) {
            let bounds = Rect { x, y, w, h };
            let view = View::default().fitted(Some(bounds), width, height);
            prop_assume!(view.zoom > ZOOM_MIN);
            prop_assert!(view.visible(width, height).meets(bounds));
            let shown = view.visible(width, height).grown(0.01);
            let corners = [Point { x, y }, Point { x: x + w, y: y + h }];
            prop_assert!(corners.into_iter().all(|corner| shown.holds(corner)));
        }
    }

    #[test]
    fn a_wheel_that_counts_lines_or_pages_moves_as_far_as_its_pixels_would() {
        assert_eq!(wheel_pixels(3.0, 1), wheel_pixels(60.0, 0));
        assert_eq!(wheel_pixels(1.0, 2), wheel_pixels(400.0, 0));
        assert_eq!(wheel_factor(3.0, 1, false), wheel_factor(60.0, 0, false));
    }

    #[test]
    fn twenty_notches_in_and_out_lead_back() {
        let start = View { x: 13.0, y: -7.0, zoom: 1.0 };
        let pixel = Point { x: 640.0, y: 400.0 };
        let under = start.to_canvas(pixel);
        let mut view = start;
        for step in 0..40 {
            view = view.zoomed(wheel_factor(if step < 20 { -20.0 } else { 20.0 }, 0, false), pixel);
            let there = view.to_pane(under);
            assert!((there.x - 640.0).abs() < 0.5 && (there.y - 400.0).abs() < 0.5);
        }
        assert!((view.zoom - 1.0).abs() < 0.01 && (view.x - start.x).abs() < 1.0);
    }

    proptest! {
        #[test]
        fn the_view_moves_along_only_while_the_pointer_is_at_the_rim(x in -50.0..900.0, y in -50.0..700.0) {
            let (dx, dy) = rim_pan(Point { x, y }, 800.0, 600.0);
            prop_assert_eq!(dx == 0.0, (RIM..=800.0 - RIM).contains(&x));
            prop_assert_eq!(dy == 0.0, (RIM..=600.0 - RIM).contains(&y));
            prop_assert!(dx.abs() <= 21.0 && dy.abs() <= 21.0);
            prop_assert!(x > 400.0 || dx >= 0.0, "towards what is hidden at the left");
        }
    }

    #[test]
    fn a_pane_without_a_size_has_no_rim() {
        assert_eq!(rim_pan(Point::default(), 0.0, 0.0), (0.0, 0.0));
    }

    proptest! {
        #[test]
        fn a_view_is_remembered_to_a_pixel(x in -1e5..1e5, y in -1e5..1e5, zoom in 0.11..2.4) {
            let back = View::parse(&View { x, y, zoom }.to_string()).unwrap();
            prop_assert!((back.x - x).abs() < 0.01 && (back.y - y).abs() < 0.01 && (back.zoom - zoom).abs() < 1e-4);
        }
    }

    #[test]
    fn what_is_no_view_is_not_shown() {
        for text in ["", "1 2", "a b c", "1 2 NaN", "1 inf 1", "0 0 99"] {
            assert_eq!(View::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_empty_canvas_does_not_move() {
        assert_eq!(View::default().fitted(None, 800.0, 600.0), View::default());
        assert_eq!(View::default().fitted(Some(Rect::default()), 0.0, 600.0), View::default());
    }

    #[test]
    fn one_huge_wheel_event_is_clamped_and_further_ones_change_nothing() {
        let view = View::default().zoomed(wheel_factor(-5000.0, 0, false), Point::default());
        assert_eq!(view.zoom, ZOOM_MAX);
        assert_eq!(view.zoomed(wheel_factor(-5000.0, 0, false), Point { x: 5.0, y: 5.0 }), view);
    }

    #[test]
    fn showing_moves_no_more_than_needed() {
        let view = View { x: 0.0, y: 0.0, zoom: 1.0 };
        let seen = Rect { x: 100.0, y: 100.0, w: 200.0, h: 72.0 };
        assert_eq!(view.showing(seen, 800.0, 600.0), view);
        let right = view.showing(Rect { x: 900.0, ..seen }, 800.0, 600.0);
        assert_eq!((right.x, right.y), (-324.0, 0.0));
    }
}
