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

/// What to add to a move so that `moved` clicks into line with one of `others` within `tolerance`, and the guides to show.
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

#[cfg(test)]
mod tests {
    use super::*;

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
