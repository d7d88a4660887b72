//! Aligning and distributing cards that are selected (spec: interface.md, region Canvas).

use journey::{graph::Point, text::NodeId};

/// The line that cards are aligned with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// With the leftmost.
    Left,
    /// With the middle between the leftmost and the rightmost.
    Centre,
    /// With the rightmost.
    Right,
    /// With the uppermost.
    Top,
    /// With the middle between the uppermost and the lowest.
    Middle,
    /// With the lowest.
    Bottom,
}

impl Line {
    /// True where it is an upright line.
    fn is_upright(self) -> bool {
        matches!(self, Self::Left | Self::Centre | Self::Right)
    }
}

/// The places of cards in a line.
pub fn aligned(cards: &[(NodeId, Point)], line: Line) -> Vec<(NodeId, Point)> {
    let along = |at: &Point| if line.is_upright() { at.x } else { at.y };
    let least = cards.iter().map(|(_, at)| along(at)).fold(f64::INFINITY, f64::min);
    let most = cards.iter().map(|(_, at)| along(at)).fold(f64::NEG_INFINITY, f64::max);
    let to = match line {
        Line::Left | Line::Top => least,
        Line::Centre | Line::Middle => f64::midpoint(least, most),
        Line::Right | Line::Bottom => most,
    };
    let place = |at: &Point| if line.is_upright() { Point::settled(to, at.y) } else { Point::settled(at.x, to) };
    cards.iter().map(|(id, at)| (id.clone(), place(at))).collect()
}

/// The places of cards at equal distances between the outermost two, side by side or one above the other.
pub fn distributed(cards: &[(NodeId, Point)], across: bool) -> Vec<(NodeId, Point)> {
    let along = |at: &Point| if across { at.x } else { at.y };
    let mut cards = cards.to_vec();
    journey::order::sort_by(&mut cards, |a, b| along(&a.1).total_cmp(&along(&b.1)));
    let (Some(first), Some(last)) = (cards.first().map(|card| card.1), cards.last().map(|card| card.1)) else {
        return cards;
    };
    let step = (along(&last) - along(&first)) / (cards.len() as f64 - 1.0).max(1.0);
    for (i, (_, at)) in cards.iter_mut().enumerate() {
        let to = along(&first) + step * i as f64;
        *at = if across { Point::settled(to, at.y) } else { Point::settled(at.x, to) };
    }
    cards
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cards(places: &[(f64, f64)]) -> Vec<(NodeId, Point)> {
        let id = |i: usize| NodeId::parse(&format!("n{i}")).unwrap();
        places.iter().enumerate().map(|(i, (x, y))| (id(i), Point::settled(*x, *y))).collect()
    }

    #[test]
    fn cards_stand_in_line_or_at_equal_distances() {
        let three = cards(&[(0.0, 5.0), (300.0, 50.0), (100.0, 20.0)]);
        let xs = |cards: Vec<(NodeId, Point)>| cards.iter().map(|card| card.1.x).collect::<Vec<_>>();
        let ys = |cards: Vec<(NodeId, Point)>| cards.iter().map(|card| card.1.y).collect::<Vec<_>>();
        assert_eq!(xs(aligned(&three, Line::Left)), [0.0; 3]);
        assert_eq!(xs(aligned(&three, Line::Centre)), [150.0; 3]);
        assert_eq!(xs(aligned(&three, Line::Right)), [300.0; 3]);
        assert_eq!(ys(aligned(&three, Line::Top)), [5.0; 3]);
        assert_eq!(ys(aligned(&three, Line::Bottom)), [50.0; 3]);
        assert_eq!(xs(distributed(&three, true)), [0.0, 150.0, 300.0]);
        assert_eq!(ys(distributed(&three, true)), [5.0, 20.0, 50.0]);
        assert_eq!(distributed(&[], false), []);
    }

    proptest! {
        #[test]
        fn nobody_is_lost_and_a_second_time_changes_nothing(
            places in prop::collection::vec((-1e5..1e5, -1e5..1e5), 1..30), across in any::<bool>()
        ) {
            let cards = cards(&places);
            let once = distributed(&cards, across);
            prop_assert_eq!(once.len(), cards.len());
            let lined = aligned(&cards, Line::Middle);
            prop_assert_eq!(aligned(&lined, Line::Middle), lined);
        }
    }
}
