//! The minimap: the whole graph and the part of it that is seen, in a small box.

use std::fmt::Write;

use journey::graph::{Graph, Point};

use crate::{card, rect::Rect, view::View};

/// The width of the box, in pixels.
pub const WIDTH: f64 = 176.0;
/// The height of the box, in pixels.
pub const HEIGHT: f64 = 112.0;

/// The area that the box shows: the graph with some room around it.
pub fn area(graph: &Graph) -> Rect {
    let bounds = Rect::around(graph.nodes().map(|node| card::rect(node.at))).unwrap_or(card::rect(Point::default()));
    let room = bounds.w.max(bounds.h) * 0.1 + 40.0;
    let grown = bounds.grown(room);
    // As wide for its height as the box, so that one scale serves both axes.
    let scale = (grown.w / WIDTH).max(grown.h / HEIGHT);
    let (w, h) = (scale * WIDTH, scale * HEIGHT);
    let middle = grown.middle();
    Rect { x: middle.x - w / 2.0, y: middle.y - h / 2.0, w, h }
}

/// The box in the units of [`path`], tenths of a pixel: whole numbers are written far faster than fractions.
pub fn view_box() -> String {
    format!("0 0 {} {}", WIDTH * 10.0, HEIGHT * 10.0)
}

/// Cards at these places as one path, in tenths of a pixel of the box.
pub fn path(cards: impl IntoIterator<Item = Point>, area: Rect) -> String {
    let scale = 10.0 * WIDTH / area.w;
    let size = |length: f64| (length * scale).max(15.0).round() as i64;
    let (w, h) = (size(card::WIDTH), size(card::HEIGHT));
    let mut d = String::new();
    for at in cards {
        let place = |at: f64, from: f64| ((at - from) * scale).round() as i64;
        let _ = write!(d, "M{} {}h{w}v{h}h-{w}z", place(at.x, area.x), place(at.y, area.y));
    }
    d
}

/// The visible area in pixels of the box, and beyond it where more is visible. Its size stays while the view is panned:
/// an element that only moves needs no new layout.
pub fn seen(view: View, (width, height): (f64, f64), area: Rect) -> Rect {
    let scale = WIDTH / area.w;
    let seen = view.visible(width, height);
    Rect { x: (seen.x - area.x) * scale, y: (seen.y - area.y) * scale, w: seen.w * scale, h: seen.h * scale }
}

/// The view whose middle is at a pixel of the box.
pub fn centred(view: View, (width, height): (f64, f64), area: Rect, pixel: Point) -> View {
    let scale = area.w / WIDTH;
    let at = Point { x: area.x + pixel.x * scale, y: area.y + pixel.y * scale };
    View { x: width / 2.0 - at.x * view.zoom, y: height / 2.0 - at.y * view.zoom, ..view }
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::{graph::Node, kind::Kind, text::NodeId};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_card_is_in_the_box_and_a_press_brings_its_place_into_the_middle(
            places in prop::collection::vec((-1e5..1e5, -1e5..1e5), 0..20), px in 0.0..WIDTH, py in 0.0..HEIGHT, zoom in 0.1..2.5
        ) {
            let node = |(i, (x, y)): (usize, &(f64, f64))| {
                Node::new(NodeId::parse(&format!("n{i}")).unwrap(), Kind::Sms, Point { x: *x, y: *y })
            };
            let graph = Graph::of(places.iter().enumerate().map(node), []);
            let area = area(&graph);
            prop_assert!((area.w / area.h - WIDTH / HEIGHT).abs() < 1e-9);
            for node in graph.nodes() {
                prop_assert!(area.holds(node.at));
            }
            let view = centred(View { x: 0.0, y: 0.0, zoom }, (800.0, 600.0), area, Point { x: px, y: py });
            let middle = view.to_canvas(Point { x: 400.0, y: 300.0 });
            prop_assert!(((middle.x - area.x) / area.w * WIDTH - px).abs() < 1e-6);
            prop_assert!(((middle.y - area.y) / area.h * HEIGHT - py).abs() < 1e-6);
            prop_assert_eq!(path(graph.nodes().map(|node| node.at), area).matches('M').count(), places.len());
        }
    }
}
