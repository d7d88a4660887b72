//! The curve of a link: from a port, out to the right, in from the left.

use std::fmt::Write;

use journey::graph::Point;

use crate::rect::Rect;

/// The distance within which a press hits a curve, in canvas units at zoom 1.
pub const REACH: f64 = 10.0;

/// A cubic curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    /// The point where it leaves.
    pub from: Point,
    /// Its first control point.
    pub c1: Point,
    /// Its second control point.
    pub c2: Point,
    /// The point where it arrives.
    pub to: Point,
}

impl Curve {
    /// The curve between two points: it leaves to the right and arrives from the left, with a wider bow where it has to
    /// come back.
    pub fn between(from: Point, to: Point) -> Self {
        let dx = to.x - from.x;
        let reach = if dx >= 0.0 { (dx / 2.0).max(30.0) } else { (30.0 - dx / 2.0).min(240.0) };
        Self { from, c1: Point { x: from.x + reach, y: from.y }, c2: Point { x: to.x - reach, y: to.y }, to }
    }

    /// The point at `t` of 0–1.
    pub fn point(&self, t: f64) -> Point {
        let u = 1.0 - t;
        let mix =
            |a: f64, b: f64, c: f64, d: f64| u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d;
        Point {
            x: mix(self.from.x, self.c1.x, self.c2.x, self.to.x),
            y: mix(self.from.y, self.c1.y, self.c2.y, self.to.y),
        }
    }

    /// The rectangle around it: the curve lies within its four points.
    pub fn bounds(&self) -> Rect {
        let corner = |p: Point| Rect { x: p.x, y: p.y, w: 0.0, h: 0.0 };
        Rect::around([self.from, self.c1, self.c2, self.to].map(corner)).unwrap_or_default()
    }

    /// The distance of a point from it, to about a tenth of a unit.
    pub fn distance(&self, p: Point) -> f64 {
        // Pieces of the curve as straight lines: 32 keep the error far below the reach of a press.
        const PIECES: u32 = 32;
        let mut nearest = f64::INFINITY;
        let mut a = self.from;
        for i in 1..=PIECES {
            let b = self.point(f64::from(i) / f64::from(PIECES));
            nearest = nearest.min(to_segment(p, a, b));
            a = b;
        }
        nearest
    }

    /// Writes it as the `d` of an SVG path, in whole units, over what the text held; with an arrowhead, so that a link
    /// needs one element and no marker.
    pub fn write(&self, d: &mut String) {
        write_pieces(std::slice::from_ref(self), d);
    }
}

/// Writes curves that continue each other as path data.
pub(crate) fn write_pieces(pieces: &[Curve], d: &mut String) {
    d.clear();
    let r = |v: f64| v.round() as i64;
    for (i, Curve { from, c1, c2, to }) in pieces.iter().enumerate() {
        // Writing to a String cannot fail.
        if i == 0 {
            let _ = write!(d, "M{} {}", r(from.x), r(from.y));
        }
        let _ = write!(d, "C{} {} {} {} {} {}", r(c1.x), r(c1.y), r(c2.x), r(c2.y), r(to.x), r(to.y));
    }
    *d += "m-7 -4l7 4l-7 4";
}

/// The distance of a point from a straight line between two others.
fn to_segment(p: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let t = if length == 0.0 { 0.0 } else { (((p.x - a.x) * dx + (p.y - a.y) * dy) / length).clamp(0.0, 1.0) };
    (p.x - a.x - t * dx).hypot(p.y - a.y - t * dy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    proptest! {
        #[test]
        fn every_point_of_a_curve_is_on_it_and_within_its_bounds(
            x1 in -1e4..1e4, y1 in -1e4..1e4, x2 in -1e4..1e4, y2 in -1e4..1e4, t in 0.0..1.0
        ) {
            let curve = Curve::between(p(x1, y1), p(x2, y2));
            let on = curve.point(t);
            prop_assert!(curve.bounds().grown(0.001).holds(on));
            let scale = (x2 - x1).abs().max((y2 - y1).abs()).max(100.0);
            prop_assert!(curve.distance(on) < scale / 200.0);
            prop_assert!(curve.distance(p(curve.bounds().x - 50.0, on.y)) > 49.0);
        }
    }

    #[test]
    fn a_curve_is_written_in_whole_units() {
        let mut d = "old".to_owned();
        Curve::between(p(200.4, 36.0), p(280.0, 148.0)).write(&mut d);
        assert_eq!(d, "M200 36C240 36 240 148 280 148m-7 -4l7 4l-7 4");
    }
}
