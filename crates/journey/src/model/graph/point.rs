//! Places on the canvas.

/// The farthest that a node may stand from the origin, in canvas units, on either axis.
pub const FAR: f64 = 1_000_000.0;

/// A place on the canvas: the upper left corner of a node, in canvas units (one is a CSS pixel at zoom 1).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Point {
    /// The point on whole units, within [`FAR`]: what is stored, so that files stay short and undo gives the same bytes.
    pub fn settled(x: f64, y: f64) -> Self {
        let settle = |v: f64| {
            if v.is_finite() { v.round().clamp(-FAR, FAR) + 0.0 } else { 0.0 }
        };
        Self { x: settle(x), y: settle(y) }
    }
}
