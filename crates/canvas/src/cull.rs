//! Culling: only elements in or near the view are drawn. Where these are too many to be told apart, plain boxes replace
//! cards (canvas.md §2e).

use std::collections::HashSet;

use journey::{
    graph::{Graph, LinkKey, Node, Point},
    text::NodeId,
};

use crate::{card, rect::Rect, route::Routes, view::View};

/// Below this zoom the text of a card cannot be read.
pub const FAR: f64 = 0.4;
/// More nodes than this in the view at such a zoom, and they are drawn as boxes.
pub const CARDS_MAX: usize = 64;

/// The most links with a line and a label of their own; beyond that the others share their lines.
pub const LINES_MAX: usize = 200;
/// The most labels; beyond that those outside of the window are left out.
pub const LABELS_MAX: usize = 64;

/// The elements that are drawn in full.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// The nodes that are cards.
    pub nodes: Vec<NodeId>,
    /// The links with a line and a label of their own.
    pub links: Vec<LinkKey>,
    /// True where everything else in the view is drawn as plain boxes and lines.
    pub far: bool,
}

/// The part of the canvas in which things are drawn: what is seen and a sixth as much around it. It stays as it is until
/// the view leaves it or is zoomed well in, so that a pan draws nothing new at most of its steps.
pub fn window(before: Option<Rect>, view: View, (width, height): (f64, f64)) -> Rect {
    let seen = view.visible(width, height);
    let corners = [Point { x: seen.x, y: seen.y }, Point { x: seen.x + seen.w, y: seen.y + seen.h }];
    match before {
        Some(before) if corners.into_iter().all(|corner| before.holds(corner)) && before.w < seen.w * 2.2 + 1.0 => {
            before
        }
        _ => Rect { x: seen.x - seen.w / 6.0, y: seen.y - seen.h / 6.0, w: seen.w * 4.0 / 3.0, h: seen.h * 4.0 / 3.0 },
    }
}

/// The elements of a graph that are drawn in a window at a zoom. Nodes in `keep` are cards wherever they are: they have
/// the focus or belong to a small selection. `dragged` holds the nodes that are dragged, and the window relative to
/// their places before the drag.
pub fn drawn(
    graph: &Graph,
    routes: &Routes,
    window: Rect,
    zoom: f64,
    keep: &HashSet<NodeId>,
    dragged: Option<(&HashSet<NodeId>, Rect)>,
) -> Drawn {
    let is_dragged =
        |node: &Node| dragged.is_some_and(|(held, over)| held.contains(&node.id) && card::rect(node.at).meets(over));
    let is_near = |node: &&Node| card::rect(node.at).meets(window) || keep.contains(&node.id) || is_dragged(node);
    let near: Vec<&Node> = graph.nodes().filter(is_near).collect();
    // The window is 16/9 of what is seen.
    let far = zoom < FAR && near.len() > CARDS_MAX * 16 / 9;
    let is_card = |id: &NodeId| !far || keep.contains(id);
    let nodes = near.iter().filter(|node| is_card(&node.id)).map(|node| node.id.clone()).collect();
    let links = graph.links().map(|(key, _)| key).filter(|key| {
        let (Some(from), Some(to)) = (graph.node(&key.from), graph.node(&key.to)) else { return false };
        let kept = keep.contains(&key.from) || keep.contains(&key.to);
        kept || !far && (routes.meets(window, key, from, to) || is_dragged(from) || is_dragged(to))
    });
    Drawn { nodes, links: links.cloned().collect(), far }
}

/// Chooses which links have a line of their own, and which share theirs: first those that are marked, then those between two
/// cards, then those of one card. Both parts keep their order.
pub fn own_lines(
    links: &[LinkKey],
    cards: &HashSet<&NodeId>,
    is_marked: impl Fn(&LinkKey) -> bool,
) -> (Vec<LinkKey>, Vec<LinkKey>) {
    if links.len() <= LINES_MAX {
        return (links.to_vec(), Vec::new());
    }
    let away = |id| usize::from(!cards.contains(id));
    let mut ranked: Vec<usize> = (0..links.len()).collect();
    journey::order::sort_by_cached_key(&mut ranked, |n| {
        let key = &links[*n];
        (!is_marked(key), away(&key.from) + away(&key.to))
    });
    let mut is_own = vec![false; links.len()];
    for n in ranked.into_iter().take(LINES_MAX) {
        is_own[n] = true;
    }
    let of = |own: bool| links.iter().zip(&is_own).filter(|(_, is)| **is == own).map(|(key, _)| key.clone()).collect();
    (of(true), of(false))
}

/// Chooses which links have a label: of many those whose label is in the window, and those that are marked.
pub fn labels(
    graph: &Graph,
    routes: &Routes,
    window: Rect,
    links: &[LinkKey],
    is_marked: impl Fn(&LinkKey) -> bool,
) -> Vec<LinkKey> {
    if links.len() <= LABELS_MAX {
        return links.to_vec();
    }
    let is_near = |key: &LinkKey| {
        let ends = graph.node(&key.from).zip(graph.node(&key.to));
        ends.is_some_and(|(from, to)| window.holds(routes.route(key, from, to).label(0.0)))
    };
    links.iter().filter(|key| is_marked(key) || is_near(key)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::{
        graph::LinkTiming,
        kind::{Kind, Outcome},
    };
    use proptest::prelude::*;

    fn id(n: usize) -> NodeId {
        NodeId::parse(&format!("n{n}")).unwrap()
    }

    /// Cards in rows of forty, each linked to the next.
    fn grid(n: usize) -> Graph {
        let at = |i: usize| Point { x: (i % 40) as f64 * 280.0, y: (i / 40) as f64 * 120.0 };
        let nodes = (0..n).map(|i| Node::new(id(i), Kind::Webhook, at(i)));
        let links =
            (1..n).map(|i| (LinkKey { from: id(i - 1), outcome: Outcome::Sent, to: id(i) }, LinkTiming::default()));
        Graph::of(nodes, links)
    }

    proptest! {
        #[test]
        fn all_that_is_seen_is_in_the_window_and_it_stays_while_it_is(
            x in -1e4..1e4, y in -1e4..1e4, zoom in 0.1..2.5, dx in -300.0..300.0, dy in -200.0..200.0
        ) {
            let size = (1000.0, 700.0);
            let view = View { x, y, zoom };
            let first = window(None, view, size);
            let panned = view.panned(dx, dy);
            let second = window(Some(first), panned, size);
            let seen = panned.visible(1000.0, 700.0);
            let (upper, lower) = (Point { x: seen.x, y: seen.y }, Point { x: seen.x + seen.w, y: seen.y + seen.h });
            prop_assert!(second.grown(1e-6).holds(upper) && second.grown(1e-6).holds(lower));
            if dx.abs() < 166.0 && dy.abs() < 116.0 {
                prop_assert_eq!(first, second);
            }
        }

        #[test]
        fn nothing_that_is_seen_and_nothing_that_is_kept_is_left_out(
            x in -12_000.0..0.0, y in -4000.0..0.0, zoom in 0.4..2.0, kept in 0..1000_usize
        ) {
            let graph = grid(1000);
            let view = View { x: x * zoom, y: y * zoom, zoom };
            let window = window(None, view, (1000.0, 700.0));
            let drawn = drawn(&graph, &Routes::of(&graph, None), window, zoom, &HashSet::from([id(kept)]), None);
            let seen = view.visible(1000.0, 700.0);
            prop_assert!(!drawn.far);
            prop_assert!(drawn.nodes.contains(&id(kept)));
            prop_assert!(graph.nodes().filter(|node| card::rect(node.at).meets(seen)).all(|node| drawn.nodes.contains(&node.id)));
            prop_assert!(drawn.nodes.len() < 400);
        }
    }

    #[test]
    fn what_is_carried_into_the_view_is_drawn_and_from_afar_a_box() {
        let (graph, none) = (grid(1000), HashSet::new());
        let routes = Routes::of(&graph, None);
        let window = Rect { x: 0.0, y: 0.0, w: 1000.0, h: 700.0 };
        // Carried by 5,000 to the left: those that rested there are seen now.
        let over = Rect { x: 5000.0, ..window };
        let held: HashSet<NodeId> = (0..1000).map(id).collect();
        let is_dragged: Vec<NodeId> =
            graph.nodes().filter(|node| card::rect(node.at).meets(over)).map(|node| node.id.clone()).collect();
        let near = super::drawn(&graph, &routes, window, 1.0, &none, Some((&held, over)));
        assert!(!is_dragged.is_empty() && is_dragged.iter().all(|id| near.nodes.contains(id)));
        assert!(near.links.iter().any(|key| is_dragged.contains(&key.from) && is_dragged.contains(&key.to)));
        let all = Rect { x: -1e5, y: -1e5, w: 2e5, h: 2e5 };
        let far = super::drawn(&graph, &routes, all, 0.1, &none, Some((&held, all)));
        assert_eq!((far.far, far.nodes.len(), far.links.len()), (true, 0, 0));
    }

    #[test]
    fn a_large_graph_from_afar_is_boxes_but_for_what_is_kept_and_a_small_one_stays_cards() {
        let all = Rect { x: -1e5, y: -1e5, w: 2e5, h: 2e5 };
        let drawn = |n: usize, keep: &HashSet<NodeId>| {
            let graph = grid(n);
            super::drawn(&graph, &Routes::of(&graph, None), all, 0.1, keep, None)
        };
        let far = drawn(10_000, &HashSet::from([id(5)]));
        assert_eq!((far.far, far.nodes, far.links.len()), (true, vec![id(5)], 2));
        let near = drawn(100, &HashSet::new());
        assert_eq!((near.far, near.nodes.len(), near.links.len()), (false, 100, 99));
    }

    #[test]
    fn of_many_labels_those_in_the_window_and_those_that_are_marked_are_drawn() {
        let fan = |n: usize| {
            let at = |i: usize| if i == 0 { Point::default() } else { Point { x: 280.0, y: (i - 1) as f64 * 104.0 } };
            let nodes = (0..=n).map(|i| Node::new(id(i), Kind::Action, at(i)));
            let key = |i: usize| LinkKey { from: id(0), outcome: Outcome::Yes, to: id(i) };
            let links: Vec<LinkKey> = (1..=n).map(key).collect();
            (Graph::of(nodes, links.iter().map(|key| (key.clone(), LinkTiming::default()))), links)
        };
        let window = Rect { x: -100.0, y: -100.0, w: 1000.0, h: 700.0 };
        let labels = |n: usize| {
            let (graph, links) = fan(n);
            labels(&graph, &Routes::of(&graph, None), window, &links, |key| *key == links[n - 1])
        };
        // Each label is half-way to its card: those of the first twelve links are in the window.
        let to: Vec<NodeId> = labels(1_000).into_iter().map(|key| key.to).collect();
        assert_eq!(to, (1..=12).chain([1_000]).map(id).collect::<Vec<_>>());
        assert_eq!(labels(LABELS_MAX).len(), LABELS_MAX);
    }

    #[test]
    fn of_many_links_those_that_are_marked_or_between_cards_have_lines_of_their_own() {
        let key = |n: usize| LinkKey { from: id(0), outcome: Outcome::Yes, to: id(n) };
        let links: Vec<LinkKey> = (1..=1_000).map(key).collect();
        let ends = [id(0), id(900), id(901)];
        let cards: HashSet<&NodeId> = ends.iter().collect();
        let (own, shared) = own_lines(&links, &cards, |link| *link == key(1_000));
        assert_eq!((own.len(), shared.len()), (LINES_MAX, 1_000 - LINES_MAX));
        assert_eq!(own[LINES_MAX - 3..], [key(900), key(901), key(1_000)]);
        assert_eq!((own[0].clone(), shared[0].clone()), (key(1), key(LINES_MAX - 2)));
        let few = &links[..LINES_MAX];
        assert_eq!(own_lines(few, &cards, |_| false), (few.to_vec(), Vec::new()));
    }
}
