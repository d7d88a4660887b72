//! Hit tests: the card that a link lands at, and the link that a card is dropped on.

use journey::{
    graph::{Graph, LinkKey, Node, Point},
    text::NodeId,
};

use crate::{card, route::Routes};

/// The distance, in canvas units at zoom 1, within which a dropped link finds the arrival of a card.
pub const MAGNET: f64 = 36.0;

/// The card at a point, the uppermost.
pub fn node_at(graph: &Graph, point: Point) -> Option<&Node> {
    graph.nodes().filter(|node| card::rect(node.at).holds(point)).last()
}

/// The node that a link's loose end at a point leads to, and whether it may. The card under the point is meant, whatever
/// stands nearby; beside all cards it is the nearest that may be linked to within the magnet's reach.
pub fn landing(graph: &Graph, point: Point, zoom: f64, may: &dyn Fn(&NodeId) -> bool) -> Option<(NodeId, bool)> {
    if let Some(node) = node_at(graph, point) {
        return Some((node.id.clone(), may(&node.id)));
    }
    let reach = MAGNET / zoom;
    let far = |node: &&Node| {
        let port = card::arrival(node.at);
        (point.x - port.x).hypot(point.y - port.y)
    };
    let near = graph.nodes().filter(|node| far(node) <= reach && may(&node.id));
    near.min_by(|a, b| far(a).total_cmp(&far(b))).map(|node| (node.id.clone(), true))
}

/// The link that passes a point, the nearest within reach, in canvas units; not one of those to pass over.
pub fn link_at<'a>(
    graph: &'a Graph,
    routes: &Routes,
    point: Point,
    reach: f64,
    pass: &dyn Fn(&LinkKey) -> bool,
) -> Option<&'a LinkKey> {
    let mut best: Option<(f64, &LinkKey)> = None;
    for (key, _) in graph.links().filter(|(key, _)| !pass(key)) {
        let (Some(from), Some(to)) = (graph.node(&key.from), graph.node(&key.to)) else { continue };
        let Some(far) = routes.distance(point, reach, key, from, to) else { continue };
        if best.is_none_or(|(least, _)| far < least) {
            best = Some((far, key));
        }
    }
    best.map(|(_, key)| key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::{
        graph::LinkTiming,
        kind::{Kind, Outcome},
    };
    use proptest::prelude::*;

    fn id(text: &str) -> NodeId {
        NodeId::parse(text).unwrap()
    }

    fn two() -> Graph {
        let node = |name: &str, x, y| Node::new(id(name), Kind::Email, Point { x, y });
        Graph::of(
            [node("a", 0.0, 0.0), node("b", 400.0, 0.0), node("c", 400.0, 60.0)],
            [(LinkKey { from: id("a"), outcome: Outcome::Sent, to: id("b") }, LinkTiming::default())],
        )
    }

    #[test]
    fn the_card_under_the_point_is_meant_and_else_the_nearest_legal_one_within_reach() {
        let graph = two();
        let all = |_: &NodeId| true;
        let over = landing(&graph, Point { x: 405.0, y: 30.0 }, 1.0, &all);
        assert_eq!(over, Some((id("b"), true)), "on b, though c's arrival is near as well");
        let only_c = |other: &NodeId| other.as_str() == "c";
        assert_eq!(landing(&graph, Point { x: 405.0, y: 30.0 }, 1.0, &only_c), Some((id("b"), false)));
        let beside = Point { x: 380.0, y: 64.0 };
        assert_eq!(landing(&graph, beside, 1.0, &all), Some((id("b"), true)), "b's arrival is the nearer one");
        assert_eq!(landing(&graph, Point { x: 300.0, y: 64.0 }, 1.0, &all), None);
        assert_eq!(landing(&graph, Point { x: 300.0, y: 64.0 }, 0.25, &all).map(|found| found.1), Some(true));
    }

    proptest! {
        #[test]
        fn a_point_on_a_link_finds_it_and_one_far_from_all_finds_nothing(t in 0.0..1.0) {
            let graph = two();
            let key = graph.links().next().unwrap().0;
            let from = graph.node(&key.from).unwrap();
            let curve = crate::link::Curve::between(card::departure(from, from.at, key.outcome), card::arrival(Point { x: 400.0, y: 0.0 }));
            let routes = Routes::of(&graph, None);
            prop_assert_eq!(link_at(&graph, &routes, curve.point(t), 20.0, &|_| false), Some(key));
            prop_assert_eq!(link_at(&graph, &routes, curve.point(t), 20.0, &|_| true), None);
            let off = Point { x: curve.point(t).x, y: 300.0 };
            prop_assert_eq!(link_at(&graph, &routes, off, 20.0, &|_| false), None);
        }
    }
}
