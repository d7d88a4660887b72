//! Moving with guides: a moved card clicks into line with the edges and middles of the others.

use journey::graph::Point;

use crate::rect::Rect;

/// A line along which a moved card and another one are aligned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Guide {
    /// An upright line at `x`, from one `y` to another.
    Upright(f64, f64, f64),
    /// A level line at `y`, from one `x` to another.
    Level(f64, f64, f64),
}

/// The grid that moved cards click into, in canvas units: the whole units that a file holds. A coarser one would leave the
/// point that was grabbed behind the pointer; what is in line with others the guides say.
pub const GRID: f64 = 1.0;

/// The nearest line of the grid.
pub fn to_grid(v: f64) -> f64 {
    (v / GRID).round() * GRID + 0.0
}

/// The offset that aligns `moved` with one of `others` within `tolerance`, and the guides to show.
pub fn snap(moved: Rect, others: impl IntoIterator<Item = Rect>, tolerance: f64) -> (Point, Vec<Guide>) {
    let lines = |start: f64, extent: f64| [start, start + extent / 2.0, start + extent];
    let mut best: [Option<(f64, f64, Rect)>; 2] = [None, None];
    for other in others {
        let axes =
            [(lines(moved.x, moved.w), lines(other.x, other.w)), (lines(moved.y, moved.h), lines(other.y, other.h))];
        for (axis, (mine, theirs)) in axes.into_iter().enumerate() {
            for (a, b) in mine.into_iter().zip(theirs) {
                let by = b - a;
                if by.abs() <= tolerance && best[axis].is_none_or(|(least, ..)| by.abs() < least.abs()) {
                    best[axis] = Some((by, b, other));
                }
            }
        }
    }
    let by = |axis: usize| best[axis].map_or(0.0, |(by, ..)| by);
    let settled = Rect { x: moved.x + by(0), y: moved.y + by(1), ..moved };
    let mut guides = Vec::new();
    if let Some((_, x, other)) = best[0] {
        guides.push(Guide::Upright(x, settled.y.min(other.y), (settled.y + settled.h).max(other.y + other.h)));
    }
    if let Some((_, y, other)) = best[1] {
        guides.push(Guide::Level(y, settled.x.min(other.x), (settled.x + settled.w).max(other.x + other.w)));
    }
    (Point { x: by(0), y: by(1) }, guides)
}

/// The distance that cards move for a drag by `by`, and the guides to show. They align with others that are near
/// enough; otherwise the grabbed card snaps to the grid. All cards move by the same distance.
pub fn moved(
    grabbed: Point,
    around: Rect,
    others: impl IntoIterator<Item = Rect>,
    by: Point,
    tolerance: f64,
) -> (Point, Vec<Guide>) {
    let (line, guides) = snap(Rect { x: around.x + by.x, y: around.y + by.y, ..around }, others, tolerance);
    let has = |upright: bool| guides.iter().any(|guide| matches!(guide, Guide::Upright(..)) == upright);
    let x = if has(true) { by.x + line.x } else { to_grid(grabbed.x + by.x) - grabbed.x };
    let y = if has(false) { by.y + line.y } else { to_grid(grabbed.y + by.y) - grabbed.y };
    (Point { x, y }, guides)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_in_line_with_nothing_stands_on_the_grid_and_moves_no_more_than_half_a_cell_away(
            x in -1e4..1e4, y in -1e4..1e4, dx in -1e4..1e4, dy in -1e4..1e4
        ) {
            let grabbed = Point { x, y };
            let (by, guides) = moved(grabbed, Rect { x, y, w: 200.0, h: 72.0 }, [], Point { x: dx, y: dy }, 6.0);
            prop_assert!(guides.is_empty());
            let off = |v: f64| (v - to_grid(v)).abs();
            prop_assert!(off(x + by.x) < 1e-9 && off(y + by.y) < 1e-9);
            prop_assert!((by.x - dx).abs() <= GRID / 2.0 + 1e-9 && (by.y - dy).abs() <= GRID / 2.0 + 1e-9);
        }

        #[test]
        fn guides_stand_where_both_cards_have_an_edge_or_a_middle(
            x in -300.0..300.0, y in -300.0..300.0, tolerance in 1.0..20.0
        ) {
            let other = Rect { x: 0.0, y: 0.0, w: 200.0, h: 72.0 };
            let (by, guides) = snap(Rect { x, y, ..other }, [other], tolerance);
            prop_assert!(by.x.abs() <= tolerance && by.y.abs() <= tolerance);
            for guide in guides {
                let (at, start, extent) = match guide {
                    Guide::Upright(at, ..) => (at, x + by.x, 200.0),
                    Guide::Level(at, ..) => (at, y + by.y, 72.0),
                };
                let near = |line: f64| (line - at).abs() < 1e-9;
                prop_assert!(near(start) || near(start + extent / 2.0) || near(start + extent));
            }
        }
    }

    #[test]
    fn a_card_clicks_into_line_within_the_tolerance_and_not_beyond() {
        let other = Rect { x: 0.0, y: 0.0, w: 200.0, h: 72.0 };
        let (by, guides) = snap(Rect { x: 300.0, y: 4.0, ..other }, [other], 5.0);
        assert_eq!((by.x, by.y), (0.0, -4.0));
        assert_eq!(guides, [Guide::Level(0.0, 0.0, 500.0)]);
        let (by, guides) = snap(Rect { x: 300.0, y: 6.0, ..other }, [other], 5.0);
        assert_eq!((by.x, by.y, guides.len()), (0.0, 0.0, 0));
    }
}
