//! Free places for new elements.

use journey::graph::Point;

use crate::rect::Rect;

/// The distance between the places that are tried, in canvas units.
const STEP: f64 = 20.0;
/// The room that is left around it.
const ROOM: f64 = 12.0;

/// The place for something of a size, as near to the middle of what is seen as can be without lying on what stands there; where
/// nothing is free, the middle.
pub fn place(size: Point, seen: Rect, taken: &[Rect]) -> Point {
    let at = |x: f64, y: f64| Rect { x, y, w: size.x, h: size.y };
    let middle = seen.middle();
    let (x, y) = (middle.x - size.x / 2.0, middle.y - size.y / 2.0);
    let near: Vec<&Rect> = taken.iter().filter(|other| other.meets(seen)).collect();
    let is_free = |rect: Rect| !near.iter().any(|other| other.meets(rect.grown(ROOM)));
    // In rings around the middle, until they leave what is seen.
    let rings = (seen.w.max(seen.h) / STEP / 2.0).clamp(0.0, 100.0) as i32;
    for ring in 0..=rings {
        let of_ring = |dx: i32, dy: i32| dx.abs().max(dy.abs()) == ring;
        let steps = (-ring..=ring).flat_map(|dy| (-ring..=ring).map(move |dx| (dx, dy)));
        let places = steps.filter(|(dx, dy)| of_ring(*dx, *dy));
        let rects = places.map(|(dx, dy)| at(x + f64::from(dx) * STEP, y + f64::from(dy) * STEP));
        let far = |rect: &Rect| (rect.x - x).hypot(rect.y - y);
        let found = rects.filter(|rect| seen.contains(*rect) && is_free(*rect));
        if let Some(rect) = found.min_by(|a, b| far(a).total_cmp(&far(b))) {
            return Point { x: rect.x, y: rect.y };
        }
    }
    Point { x, y }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SEEN: Rect = Rect { x: -500.0, y: -400.0, w: 1000.0, h: 800.0 };
    const SIZE: Point = Point { x: 220.0, y: 120.0 };

    #[test]
    fn on_an_empty_canvas_it_is_the_middle_and_on_a_full_one_too() {
        let middle = Point { x: -110.0, y: -60.0 };
        assert_eq!(place(SIZE, SEEN, &[]), middle);
        assert_eq!(place(SIZE, SEEN, &[SEEN]), middle);
    }

    proptest! {
        #[test]
        fn it_lies_on_nothing_where_there_is_room(cards in prop::collection::vec((-600.0..600.0, -500.0..500.0), 0..12)) {
            let taken: Vec<Rect> = cards.into_iter().map(|(x, y)| crate::card::rect(Point { x, y })).collect();
            let Point { x, y } = place(SIZE, SEEN, &taken);
            let rect = Rect { x, y, w: SIZE.x, h: SIZE.y };
            prop_assert!(SEEN.contains(rect));
            let is_free = |rect: Rect| !taken.iter().any(|card| card.meets(rect));
            let anywhere = (0..40).flat_map(|i| (0..40).map(move |j| (i, j))).any(|(i, j)| {
                // With the room around it, and a step of the search besides.
                let (x, y) = (SEEN.x + f64::from(i) * 20.0, SEEN.y + f64::from(j) * 20.0);
                let rect = Rect { x, y, ..rect };
                SEEN.contains(rect.grown(STEP)) && is_free(rect.grown(ROOM + STEP))
            });
            prop_assert!(is_free(rect) || !anywhere);
        }
    }
}
