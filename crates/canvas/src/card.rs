//! The card of a node: its size, its ports, and the rectangle it takes.

use journey::{
    graph::{Node, Point},
    kind::Outcome,
};

use crate::rect::Rect;

/// The width of a card, in canvas units.
pub const WIDTH: f64 = journey::edit::compose::CARD_WIDTH;
/// The height of a card, in canvas units.
pub const HEIGHT: f64 = journey::edit::compose::CARD_HEIGHT;
/// The height of a labelled handle beside a card that is selected or under the pointer.
pub const HANDLE: f64 = 24.0;

/// The rectangle of a card that stands at a point.
pub fn rect(at: Point) -> Rect {
    Rect { x: at.x, y: at.y, w: WIDTH, h: HEIGHT }
}

/// The point where links arrive at a card that stands at a point.
pub fn arrival(at: Point) -> Point {
    Point { x: at.x, y: at.y + HEIGHT / 2.0 }
}

/// The point where links of the `i`th of `n` outcomes leave a card that stands at a point.
pub fn port(at: Point, i: usize, n: usize) -> Point {
    Point { x: at.x + WIDTH, y: at.y + HEIGHT * (i as f64 + 1.0) / (n as f64 + 1.0) }
}

/// The vertical middle of the `i`th of `n` labelled handles, from the upper edge of the card: the stack is centred on it.
pub fn handle(i: usize, n: usize) -> f64 {
    HEIGHT / 2.0 + (i as f64 - (n as f64 - 1.0) / 2.0) * HANDLE
}

/// The point where a link by this outcome leaves a node at a point; the middle where it lacks the outcome.
pub fn departure(node: &Node, at: Point, outcome: Outcome) -> Point {
    let outcomes = node.outcomes();
    match outcomes.iter().position(|other| *other == outcome) {
        Some(i) => port(at, i, outcomes.len()),
        None => port(at, 0, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_stand_on_the_right_edge_one_below_the_other_within_the_card() {
        for n in 1..9 {
            let ys: Vec<f64> = (0..n).map(|i| port(Point::default(), i, n).y).collect();
            assert!(ys.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(ys.iter().all(|y| (1.0..HEIGHT).contains(y)));
        }
        assert_eq!(handle(0, 1), HEIGHT / 2.0);
        assert_eq!(handle(1, 3), HEIGHT / 2.0);
        assert_eq!(handle(2, 3) - handle(1, 3), HANDLE);
    }
}
