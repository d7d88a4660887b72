//! The way of a link around the cards that stand between its ends: the plain curve where nothing is in its way, else down a
//! lane above or below what is (canvas.md §1). It looks at no more than the cells of the grid that it passes, tries a handful
//! of lanes, and always finds the same way; where none is free it stays plain.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use journey::graph::{Graph, LinkKey, Node, Point};

use crate::{
    card::{self, HEIGHT, WIDTH},
    link::{Curve, write_pieces},
    rect::Rect,
};

/// The size of a cell of the grid, in canvas units: a card lies in four of them at most.
const CELL: (f64, f64) = (512.0, 256.0);
/// The length of a route's bend before and behind its lane: less than half of the gap between columns of *Tidy up*.
const BEND: f64 = 64.0;
/// The nearest that a lane comes to a card it passes, and how far the lanes of a node's outcomes are apart.
const LANE: (f64, f64) = (10.0, 6.0);
/// The room that a lane keeps to every card.
const CLEAR: f64 = 8.0;
/// The most that a lane may lie above or below both ends.
const DETOUR: f64 = 200.0;
/// The number of lanes that are tried upward, and of those downward.
const TRIES: usize = 6;
/// Links that are longer than this stay plain.
const LONGEST: f64 = 20_000.0;

/// The places of a graph's cards, indexed by place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cards {
    places: Vec<Point>,
    /// Cells and the cards in them, in order.
    cells: Vec<(i32, i32, u32)>,
}

impl Cards {
    /// The cards of a graph.
    pub fn of(graph: &Graph) -> Self {
        Self::at(graph.nodes().map(|node| node.at).collect())
    }

    /// Cards that stand at places.
    pub fn at(places: Vec<Point>) -> Self {
        let mut cells = Vec::with_capacity(places.len() * 2);
        for (i, at) in (0..).zip(&places) {
            let (from, to) = span(card::rect(*at));
            for x in from.0..=to.0 {
                for y in from.1..=to.1 {
                    cells.push((x, y, i));
                }
            }
        }
        journey::order::sort(&mut cells);
        Self { places, cells }
    }

    /// True where the cards of a graph stand where these do.
    fn fit(&self, graph: &Graph) -> bool {
        graph.nodes().len() == self.places.len() && graph.nodes().map(|node| node.at).eq(self.places.iter().copied())
    }

    /// The first card, in the order of the graph, that meets a box.
    fn first(&self, area: Rect) -> Option<Rect> {
        let (from, to) = span(area);
        let place = |i: u32| self.places.get(i as usize).map(|at| card::rect(*at));
        let mut first: Option<u32> = None;
        for x in from.0..=to.0 {
            let start = self.cells.partition_point(|cell| *cell < (x, from.1, 0));
            let column = self.cells.iter().skip(start).take_while(|cell| (cell.0, cell.1) <= (x, to.1));
            for (_, _, i) in column {
                if first.is_none_or(|first| *i < first) && place(*i).is_some_and(|card| card.meets(area)) {
                    first = Some(*i);
                }
            }
        }
        first.and_then(place)
    }
}

/// The obstacles of a route: the resting cards, and the two that it connects, wherever they are.
struct Around<'a> {
    cards: &'a Cards,
    own: [Rect; 2],
}

impl Around<'_> {
    /// The first card that comes nearer to a box than `room`.
    fn near(&self, area: Rect, room: f64) -> Option<Rect> {
        let area = area.grown(room);
        self.own.into_iter().find(|card| card.meets(area)).or_else(|| self.cards.first(area))
    }

    /// The first card that a curve crosses. Its ends touch the cards it ties, and cross nothing.
    fn crossed(&self, curve: &Curve) -> Option<Rect> {
        let length = (curve.to.x - curve.from.x).abs() + (curve.to.y - curve.from.y).abs();
        let pieces = (length / 32.0).clamp(8.0, 96.0) as u32;
        let mut a = curve.from;
        for i in 1..=pieces {
            let b = curve.point(f64::from(i) / f64::from(pieces));
            if let Some(card) = self.near(Rect::between(a, b), -1.0) {
                return Some(card);
            }
            a = b;
        }
        None
    }
}

/// The first and the last cell of a box.
fn span(area: Rect) -> ((i32, i32), (i32, i32)) {
    let cell = |x: f64, y: f64| ((x / CELL.0).floor() as i32, (y / CELL.1).floor() as i32);
    (cell(area.x, area.y), cell(area.x + area.w, area.y + area.h))
}

/// The way of a link: one curve, or three with a straight lane in the middle; and where along its middle one its label is.
#[derive(Clone, Debug, PartialEq)]
pub struct Route(Vec<Curve>, f64);

/// The distance between labels of links between the same two nodes.
const LINE: f64 = 22.0;
/// The positions of a node's labels along their lanes: the lanes are nearer to each other than a label is high.
const ALONG: [f64; 3] = [0.5, 0.25, 0.75];

impl Route {
    /// The plain curve between two points, whatever is in its way.
    pub fn plain(from: Point, to: Point) -> Self {
        Self(vec![Curve::between(from, to)], 0.5)
    }

    /// The way of a link between two nodes that stand at these places, which need not be where the graph has them.
    pub fn of(cards: &Cards, key: &LinkKey, (from, at): (&Node, Point), to: Point) -> Self {
        Ends::of(key, (from, at), to).search(cards).0
    }

    /// The points where it leaves and where it arrives.
    pub fn ends(&self) -> (Point, Point) {
        let end = |curve: Option<&Curve>, last: bool| {
            curve.map(|curve| if last { curve.to } else { curve.from }).unwrap_or_default()
        };
        (end(self.0.first(), false), end(self.0.last(), true))
    }

    /// The same, elsewhere.
    pub fn moved(mut self, by: Point) -> Self {
        for Curve { from, c1, c2, to } in &mut self.0 {
            for point in [from, c1, c2, to] {
                *point = Point { x: point.x + by.x, y: point.y + by.y };
            }
        }
        self
    }

    /// The middle of its label. Plain curves between the same two nodes lie near each other, so their labels stand one
    /// below the other. `rank` is the place among them, counted from their middle.
    pub fn label(&self, rank: f64) -> Point {
        let middle = self.0.get(self.0.len() / 2).map(|curve| curve.point(self.1)).unwrap_or_default();
        if self.0.len() == 1 { Point { x: middle.x, y: middle.y + rank * LINE } } else { middle }
    }

    /// The rectangle around it.
    pub fn bounds(&self) -> Rect {
        Rect::around(self.0.iter().map(Curve::bounds)).unwrap_or_default()
    }

    /// The distance of a point from it.
    pub fn distance(&self, p: Point) -> f64 {
        self.0.iter().map(|curve| curve.distance(p)).fold(f64::INFINITY, f64::min)
    }

    /// Writes it as the `d` of an SVG path, as [`Curve::write`] does.
    pub fn write(&self, d: &mut String) {
        write_pieces(&self.0, d);
    }
}

/// The facts that a route depends on besides the resting cards.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ends {
    from: Point,
    to: Point,
    /// Its outcome's place among those of its node, whose lanes lie beside each other.
    nth: usize,
    /// The cards it ties.
    own: [Rect; 2],
}

impl Ends {
    fn of(key: &LinkKey, (from, at): (&Node, Point), to: Point) -> Self {
        let outcomes = from.outcomes();
        let nth = outcomes.iter().position(|outcome| *outcome == key.outcome);
        // From the middle where the node lacks the outcome, as `card::departure` has it.
        let port = nth.map_or_else(|| card::port(at, 0, 1), |nth| card::port(at, nth, outcomes.len()));
        let own = [card::rect(at), card::rect(to)];
        Self { from: port, to: card::arrival(to), nth: nth.unwrap_or_default(), own }
    }

    /// The way, and how many lanes were tried for it.
    fn search(self, cards: &Cards) -> (Route, usize) {
        let Self { from, to, nth, own } = self;
        search(&Around { cards, own }, from, to, nth)
    }
}

/// The ways of a graph's links, each looked for when it is first asked for and then kept for as long as all cards stand where
/// they do: neither a pan nor a change of a text looks for any. A copy is the same ways.
#[derive(Clone, Debug, Default)]
pub struct Routes(Arc<Kept>);

#[derive(Debug, Default)]
struct Kept {
    cards: Cards,
    found: Mutex<HashMap<LinkKey, (Ends, Route)>>,
}

impl PartialEq for Routes {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Routes {
    /// The ways in a graph; those from before where its cards stand as they did.
    pub fn of(graph: &Graph, before: Option<&Self>) -> Self {
        match before {
            Some(before) if before.0.cards.fit(graph) => before.clone(),
            _ => Self(Arc::new(Kept { cards: Cards::of(graph), found: Mutex::default() })),
        }
    }

    /// The way of a link between two nodes.
    pub fn route(&self, key: &LinkKey, from: &Node, to: &Node) -> Route {
        self.way(key, Ends::of(key, (from, from.at), to.at))
    }

    fn way(&self, key: &LinkKey, ends: Ends) -> Route {
        // A map that was left half-way holds whole ways all the same.
        let mut found = self.0.found.lock().unwrap_or_else(PoisonError::into_inner);
        match found.get(key) {
            Some((of, route)) if *of == ends => route.clone(),
            _ => {
                let (route, _) = ends.search(&self.0.cards);
                found.insert(key.clone(), (ends, route.clone()));
                route
            }
        }
    }

    /// The way of a link of the graph; none where an end of it is gone.
    pub fn find(&self, graph: &Graph, key: &LinkKey) -> Option<Route> {
        Some(self.route(key, graph.node(&key.from)?, graph.node(&key.to)?))
    }

    /// True where the way of a link meets a box. It is looked for only where that makes a difference.
    pub fn meets(&self, area: Rect, key: &LinkKey, from: &Node, to: &Node) -> bool {
        if !reach(from.at, to.at).meets(area) {
            return false;
        }
        let ends = Ends::of(key, (from, from.at), to.at);
        Curve::between(ends.from, ends.to).bounds().meets(area) || self.way(key, ends).bounds().meets(area)
    }

    /// The distance of a point from the route of a link, where it is less than `within`.
    pub fn distance(&self, point: Point, within: f64, key: &LinkKey, from: &Node, to: &Node) -> Option<f64> {
        if !reach(from.at, to.at).grown(within).holds(point) {
            return None;
        }
        let way = self.route(key, from, to);
        if !way.bounds().grown(within).holds(point) {
            return None;
        }
        Some(way.distance(point)).filter(|far| *far <= within)
    }
}

/// The box in which the ways between two cards lie, whatever they have to go around and by whichever outcome they leave. It
/// is asked for of every link of a graph, and so does not look for the outcomes of its node.
fn reach(from: Point, to: Point) -> Rect {
    let Rect { x, w, .. } = Curve::between(Point { x: from.x + WIDTH, y: from.y }, to).bounds();
    let (top, bottom) = (from.y.min(to.y), from.y.max(to.y) + HEIGHT);
    Rect { x: x - BEND, y: top - DETOUR, w: w + 2.0 * BEND, h: bottom - top + 2.0 * DETOUR }
}

/// The way, and how many lanes were tried for it.
fn search(cards: &Around<'_>, from: Point, to: Point, nth: usize) -> (Route, usize) {
    let plain = Curve::between(from, to);
    let dx = to.x - from.x;
    // Between these there is no room for two bends.
    let cramped = (0.0..2.0 * BEND).contains(&dx) || dx.abs() > LONGEST || (to.y - from.y).abs() > LONGEST;
    let Some(first) = (if cramped { None } else { cards.crossed(&plain) }) else { return (Route(vec![plain], 0.5), 0) };
    let off = LANE.0 + LANE.1 * (nth % 3) as f64;
    let (upper, lower) = (from.y.min(to.y) - DETOUR, from.y.max(to.y) + DETOUR);
    let mut tries = 0;
    let mut best: Option<(f64, Vec<Curve>)> = None;
    for up in [true, false] {
        let beside = |card: Rect| if up { card.y - off } else { card.y + card.h + off };
        let mut y = beside(first);
        for _ in 0..TRIES {
            if y < upper || y > lower {
                break;
            }
            tries += 1;
            let pieces = detour(from, to, y);
            let lane = pieces.get(1).map(|lane| Rect::between(lane.from, lane.to)).unwrap_or_default();
            let ends = [pieces.first(), pieces.last()];
            let blocked =
                cards.near(lane, CLEAR).or_else(|| ends.into_iter().flatten().find_map(|end| cards.crossed(end)));
            let Some(card) = blocked else {
                let cost = (y - from.y).abs() + (y - to.y).abs();
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, pieces));
                }
                break;
            };
            let next = beside(card);
            // Only ever further out: else it would go back and forth between two cards.
            if (up && next >= y) || (!up && next <= y) {
                break;
            }
            y = next;
        }
    }
    let along = ALONG.get(nth % 3).copied().unwrap_or(0.5);
    (best.map_or_else(|| Route(vec![plain], 0.5), |(_, pieces)| Route(pieces, along)), tries)
}

/// The way down a lane at a height: into it behind the one card and out of it before the other, or where the way leads back,
/// around both.
fn detour(from: Point, to: Point, y: f64) -> Vec<Curve> {
    let back = to.x < from.x;
    let (bend, bow) = if back { (0.0, BEND) } else { (BEND, BEND / 2.0) };
    let (a, b) = (Point { x: from.x + bend, y }, Point { x: to.x - bend, y });
    let into = if back { a.x + bow } else { a.x - bow };
    let out = if back { b.x - bow } else { b.x + bow };
    let third = (b.x - a.x) / 3.0;
    vec![
        Curve { from, c1: Point { x: from.x + bow, y: from.y }, c2: Point { x: into, y }, to: a },
        Curve { from: a, c1: Point { x: a.x + third, y }, c2: Point { x: b.x - third, y }, to: b },
        Curve { from: b, c1: Point { x: out, y }, c2: Point { x: to.x - bow, y: to.y }, to },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::{
        graph::LinkTiming,
        kind::{Kind, Outcome},
        text::NodeId,
    };
    use proptest::prelude::*;

    fn p(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    /// Cards in columns and rows as far apart as *Tidy up* puts them.
    fn grid(columns: usize, rows: usize) -> Vec<Point> {
        let place = |i: usize| p((i / rows) as f64 * 360.0, (i % rows) as f64 * 104.0);
        (0..columns * rows).map(place).collect()
    }

    fn ends(from: Point, to: Point, nth: usize) -> Ends {
        Ends { from: card::port(from, nth, 3), to: card::arrival(to), nth, own: [card::rect(from), card::rect(to)] }
    }

    /// The cards that a way crosses, looked at in steps of a unit or so.
    fn crossings(places: &[Point], route: &Route) -> usize {
        let on = |rect: Rect| {
            route.0.iter().any(|curve| (0..=800).any(|i| rect.grown(-1.5).holds(curve.point(f64::from(i) / 800.0))))
        };
        places.iter().filter(|at| on(card::rect(**at))).count()
    }

    #[test]
    fn where_nothing_is_in_its_way_a_link_is_the_plain_curve() {
        let places = vec![p(0.0, 0.0), p(360.0, 104.0)];
        let ends = ends(places[0], places[1], 1);
        let (route, tries) = ends.search(&Cards::at(places));
        assert_eq!((&route, tries), (&Route::plain(ends.from, ends.to), 0));
        assert_eq!(route.ends(), (ends.from, ends.to));
    }

    #[test]
    fn a_link_passes_a_card_in_its_row_and_one_that_leads_back_goes_around_its_own_cards() {
        let places = grid(3, 1);
        let cards = Cards::at(places.clone());
        for (i, j) in [(0, 2), (2, 0), (1, 0), (2, 1)] {
            let ends = ends(places[i], places[j], 1);
            let route = ends.search(&cards).0;
            assert_eq!(route.0.len(), 3, "{i} to {j}");
            assert_eq!(crossings(&places, &route), 0, "{i} to {j}");
            assert_eq!(route.ends(), (ends.from, ends.to));
            let mut d = String::new();
            route.write(&mut d);
            assert_eq!((d.matches('M').count(), d.matches('C').count()), (1, 3), "{d}");
        }
    }

    #[test]
    fn the_lanes_of_a_nodes_outcomes_lie_beside_each_other() {
        let places = grid(3, 1);
        let cards = Cards::at(places.clone());
        let lane = |nth| ends(places[0], places[2], nth).search(&cards).0.label(0.0).y;
        assert!((lane(0) - lane(1)).abs() > 5.0);
        let at = |nth| ends(places[0], places[2], nth).search(&cards).0.label(1.0);
        assert!((at(0).x - at(1).x).abs() > 50.0, "and their labels not over each other");
        assert_eq!(at(0).y, lane(0), "on the lane, whatever their rank");
    }

    #[test]
    fn where_no_lane_is_free_it_stays_plain() {
        // A wall that is higher than any detour.
        let mut places: Vec<Point> = (-12..12).map(|i| p(500.0, f64::from(i) * 72.0)).collect();
        places.extend([p(0.0, 0.0), p(1000.0, 0.0)]);
        let ends = ends(p(0.0, 0.0), p(1000.0, 0.0), 0);
        assert_eq!(ends.search(&Cards::at(places)).0, Route::plain(ends.from, ends.to));
    }

    fn id(text: &str) -> NodeId {
        NodeId::parse(text).unwrap()
    }

    /// Three nodes, the first linked to the last, with the one between at a height: at 0 they are a row.
    fn three(title: &str, height: f64) -> Graph {
        let node = |name: &str, at| Node { title: title.to_owned(), ..Node::new(id(name), Kind::Email, at) };
        let nodes = [node("a", p(0.0, 0.0)), node("b", p(360.0, height)), node("c", p(720.0, 0.0))];
        let key = LinkKey { from: id("a"), outcome: Outcome::Sent, to: id("c") };
        Graph::of(nodes, [(key, LinkTiming::default())])
    }

    #[test]
    fn ways_are_kept_until_a_card_stands_elsewhere() {
        let graph = three("before", 0.0);
        let (key, _) = graph.links().next().unwrap();
        let routes = Routes::of(&graph, None);
        assert!(routes.0.found.lock().unwrap().is_empty(), "none is looked for before it is asked for");
        let route = routes.find(&graph, key).unwrap();
        assert_eq!(route.0.len(), 3);
        let same = Routes::of(&three("after", 0.0), Some(&routes));
        assert!(same == routes && same.0.found.lock().unwrap().len() == 1);
        // With the one in the way gone elsewhere.
        let moved = three("before", 400.0);
        let after = Routes::of(&moved, Some(&routes));
        assert!(after != routes);
        assert_eq!(after.find(&moved, key).unwrap().0.len(), 1);
        assert_eq!(after.find(&Graph::default(), key), None);
    }

    #[test]
    fn a_link_in_the_hand_goes_around_the_cards_that_rest_and_the_one_that_is_moved() {
        let graph = three("", 0.0);
        let (key, _) = graph.links().next().unwrap();
        let (a, c) = (graph.node(&id("a")).unwrap(), graph.node(&id("c")).unwrap());
        let resting = Cards::at(vec![a.at, graph.node(&id("b")).unwrap().at]);
        let whole = Routes::of(&graph, None).find(&graph, key).unwrap();
        assert_eq!(Route::of(&resting, key, (a, a.at), c.at), whole, "not moved yet");
        let back = Route::of(&resting, key, (a, a.at), p(-500.0, 0.0));
        assert_eq!(crossings(&[a.at, p(-500.0, 0.0)], &back), 0);
        assert_eq!(whole.clone().moved(p(3.0, -4.0)).label(0.0), p(whole.label(0.0).x + 3.0, whole.label(0.0).y - 4.0));
    }

    #[test]
    fn what_is_near_a_way_is_found_by_its_lane_and_not_by_where_the_plain_curve_would_be() {
        let graph = three("", 0.0);
        let (key, _) = graph.links().next().unwrap();
        let (from, to) = (graph.node(&key.from).unwrap(), graph.node(&key.to).unwrap());
        let routes = Routes::of(&graph, None);
        let lane = routes.route(key, from, to).label(0.0);
        assert!(routes.distance(lane, 10.0, key, from, to).is_some_and(|far| far < 0.5));
        assert_eq!(routes.distance(p(460.0, 36.0), 10.0, key, from, to), None, "in the middle of the card between");
        assert!(routes.meets(Rect { x: lane.x, y: lane.y, w: 1.0, h: 1.0 }, key, from, to));
        assert!(!routes.meets(Rect { x: lane.x, y: -400.0, w: 1.0, h: 1.0 }, key, from, to));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn in_rows_and_columns_no_link_crosses_a_card(
            columns in 1..8usize, rows in 1..8usize, i in 0..64usize, j in 0..64usize, nth in 0..3usize, gone in any::<u64>()
        ) {
            let all = grid(columns, rows);
            let (i, j) = (i % all.len(), j % all.len());
            prop_assume!(i != j);
            let ends = ends(all[i], all[j], nth);
            let there = |k: usize| k == i || k == j || gone >> (k % 64) & 1 == 0;
            let places: Vec<Point> = (0..all.len()).filter(|k| there(*k)).map(|k| all[k]).collect();
            let route = ends.search(&Cards::at(places.clone())).0;
            prop_assert_eq!(crossings(&places, &route), 0);
            prop_assert!(reach(all[i], all[j]).contains(route.bounds()), "{:?}", route);
        }

        #[test]
        fn among_ten_thousand_cards_a_handful_of_lanes_is_tried_and_the_way_is_always_the_same(
            seed in any::<u32>(), x in -9000.0..9000.0_f64, y in -9000.0..9000.0_f64, by in -500..500i32
        ) {
            let mut state = u64::from(seed) | 1;
            let mut next = || {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                ((state % 20_000) as f64 - 10_000.0).round()
            };
            let places: Vec<Point> = (0..10_000).map(|_| p(next(), next())).collect();
            let (a, b) = (p(0.0, 0.0), p(x.round(), y.round()));
            let (route, tries) = ends(a, b, 0).search(&Cards::at(places.clone()));
            prop_assert!(tries <= 2 * TRIES);
            prop_assert!(reach(a, b).contains(route.bounds()));
            // Moved as a whole, it has the same shape: nothing depends on where the cells lie.
            let by = f64::from(by);
            let moved = |at: &Point| p(at.x + by, at.y - by);
            let there: Vec<Point> = places.iter().map(moved).collect();
            let (again, _) = ends(moved(&a), moved(&b), 0).search(&Cards::at(there));
            prop_assert_eq!(route.moved(p(by, -by)), again);
        }
    }
}
