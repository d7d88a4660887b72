use std::time::Instant;

use journey::{
    graph::{LinkKey, LinkTiming, Node},
    kind::{Kind, Outcome},
};
use proptest::prelude::*;

use super::*;

fn id(n: usize) -> NodeId {
    NodeId::parse(&format!("n{n}")).unwrap()
}

/// Numbers that are the same every time.
struct Row(u64);

impl Row {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

/// A journey-like graph: each node but the first is led to from one before it, and some links lead further. With `split`
/// the links leave by the outcomes of the node, else all by the same one.
fn random(n: usize, extra: usize, seed: u64, split: bool) -> Graph {
    let mut row = Row(seed * 77 + 5);
    let kind = if split { Kind::Email } else { Kind::PageVisit };
    let nodes = (0..n).map(|i| {
        let at = Point { x: row.below(3000) as f64, y: row.below(2000) as f64 };
        let mut node = Node::new(id(i), kind, at);
        node.entry = i == 0;
        node
    });
    let nodes: Vec<Node> = nodes.collect();
    let outcomes = nodes[0].outcomes();
    let mut link = |from: usize, to: usize| {
        let outcome = if split { outcomes[row.below(outcomes.len())] } else { Outcome::Yes };
        (LinkKey { from: id(from), outcome, to: id(to) }, LinkTiming::default())
    };
    let mut row = Row(seed + 1);
    let mut links = Vec::new();
    for to in 1..n {
        // Mostly from nearby, as in a journey.
        links.push(link(to - 1 - row.below(to.min(6)), to));
    }
    for _ in 0..extra {
        let from = row.below(n - 1);
        let to = from + 1 + row.below((n - from - 1).min(12));
        links.push(link(from, to));
    }
    Graph::of(nodes, links)
}

fn tidied(graph: &Graph) -> Graph {
    let moves: HashMap<NodeId, Point> = tidy(graph).into_iter().collect();
    let nodes = graph.nodes().map(|node| {
        let at = moves.get(&node.id).copied().unwrap_or(node.at);
        Node { at, ..node.clone() }
    });
    Graph::of(nodes, graph.links().map(|(key, timing)| (key.clone(), *timing)))
}

fn overlaps(graph: &Graph) -> usize {
    let rects: Vec<_> = graph.nodes().map(|node| card::rect(node.at).grown(-0.5)).collect();
    let pairs = (0..rects.len()).flat_map(|i| (i + 1..rects.len()).map(move |j| (i, j)));
    pairs.filter(|(i, j)| rects[*i].meets(rects[*j])).count()
}

/// The crossings of lines, given as points; lines that share an end do not cross there.
fn line_crossings(lines: &[Vec<(f64, f64)>]) -> usize {
    let mut pieces = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        pieces.extend(line.windows(2).map(|pair| (i, pair[0], pair[1])));
    }
    let side = |a: (f64, f64), b: (f64, f64), p: (f64, f64)| (b.0 - a.0) * (p.1 - a.1) - (b.1 - a.1) * (p.0 - a.0);
    let mut count = 0;
    for (n, (i, a, b)) in pieces.iter().enumerate() {
        for (j, c, d) in &pieces[n + 1..] {
            if i != j && side(*a, *b, *c) * side(*a, *b, *d) < -1e-6 && side(*c, *d, *a) * side(*c, *d, *b) < -1e-6 {
                count += 1;
            }
        }
    }
    count
}

/// The crossings of our own picture: links as lines through the places where they pass a column, counted as those of dagre.
fn our_crossings(n: usize, wires: &[Wire]) -> usize {
    let net = columns::net(n, wires);
    let order = order::order(&net);
    let rows = rows::rows(&net, &order);
    let middle = |node: usize| {
        let half = if node < net.real { HEIGHT / 2.0 } else { 0.0 };
        (net.column[node] as f64 * 360.0, rows[node] + half)
    };
    let starts = net.pieces.iter().filter(|piece| piece.a < net.real);
    let lines: Vec<Vec<(f64, f64)>> = starts
        .map(|piece| {
            let mut line = vec![middle(piece.a), middle(piece.b)];
            let mut end = piece.b;
            while end >= net.real {
                end = net.pieces[net.right[end][0]].b;
                line.push(middle(end));
            }
            line
        })
        .collect();
    let crossings = line_crossings(&lines);
    assert_eq!(crossings, order::crossings(&net, &order), "what is seen is what was counted");
    crossings
}

fn wires_of(graph: &Graph) -> Vec<Wire> {
    let ids = numbered(graph);
    let number: HashMap<&NodeId, usize> = ids.iter().enumerate().map(|(i, id)| (*id, i)).collect();
    graph.links().map(|(key, _)| Wire { a: number[&key.from], b: number[&key.to], ya: 0.0, yb: 0.0 }).collect()
}

fn dugong_crossings(n: usize, wires: &[Wire]) -> usize {
    use dugong::graphlib::{Graph, GraphOptions};
    use dugong::{EdgeLabel, GraphLabel, NodeLabel, RankDir};
    let mut graph: Graph<NodeLabel, EdgeLabel, GraphLabel> =
        Graph::new(GraphOptions { multigraph: true, compound: true, ..Default::default() });
    graph.set_graph(GraphLabel { rankdir: RankDir::LR, nodesep: GAP_Y, ranksep: GAP_X, ..Default::default() });
    graph.set_default_edge_label(EdgeLabel::default);
    for i in 0..n {
        graph.set_node(i.to_string(), NodeLabel { width: WIDTH, height: HEIGHT, ..Default::default() });
    }
    for (i, wire) in wires.iter().enumerate() {
        graph.set_edge_named(
            wire.a.to_string(),
            wire.b.to_string(),
            Some(i.to_string()),
            Some(EdgeLabel { minlen: 1, weight: 1.0, ..Default::default() }),
        );
    }
    dugong::layout(&mut graph).unwrap();
    let middle = |id: &str| {
        let node = graph.node(id).unwrap();
        (node.x.unwrap(), node.y.unwrap())
    };
    let lines: Vec<Vec<(f64, f64)>> = graph
        .edges()
        .map(|edge| {
            let points = &graph.edge_by_key(edge).unwrap().points;
            let inner = points.iter().skip(1).take(points.len().saturating_sub(2)).map(|p| (p.x, p.y));
            [middle(&edge.v)].into_iter().chain(inner).chain([middle(&edge.w)]).collect()
        })
        .collect();
    line_crossings(&lines)
}

#[test]
fn crossings_are_at_most_five_percent_more_than_dagre_s_on_200_random_graphs() {
    let (mut ours, mut theirs, mut worse) = (0, 0, 0);
    for seed in 0..200 {
        let n = 8 + seed as usize % 43;
        let graph = random(n, n * 3 / 10, seed, false);
        let wires = wires_of(&graph);
        let (our, their) = (our_crossings(n, &wires), dugong_crossings(n, &wires));
        worse += usize::from(our > their);
        ours += our;
        theirs += their;
    }
    println!("crossings: {ours} against {theirs}, worse on {worse} graphs");
    assert!(ours as f64 <= theirs as f64 * 1.05, "{ours} against {theirs}, worse on {worse}");
}

#[test]
fn nothing_overlaps_every_link_leads_to_the_right_and_a_second_time_nothing_moves() {
    let mut again = 0;
    for seed in 0..200 {
        let n = 2 + seed as usize % 60;
        let graph = random(n, n / 3, seed, seed % 2 == 0);
        let once = tidied(&graph);
        assert_eq!(overlaps(&once), 0, "seed {seed}");
        let place = |id: &NodeId| once.node(id).unwrap().at;
        assert!(once.links().all(|(key, _)| place(&key.to).x >= place(&key.from).x + WIDTH + GAP_X), "seed {seed}");
        assert_eq!(tidied(&graph), once, "deterministic");
        again += usize::from(!tidy(&once).is_empty());
        assert_eq!(once.node(&id(0)).unwrap().at, graph.node(&id(0)).unwrap().at, "the entry stays where it is");
    }
    println!("moved again: {again}");
    assert_eq!(again, 0);
}

#[test]
fn a_thousand_nodes_are_tidied_in_a_moment() {
    for n in [50, 200, 1000] {
        let graph = random(n, n * 3 / 10, 3, true);
        let before = Instant::now();
        let moves = tidy(&graph);
        println!("{n} nodes: {:?}", before.elapsed());
        assert!(moves.len() > n / 2);
    }
}

/// The number of links that pass behind a card that is not theirs.
fn hidden(graph: &Graph) -> usize {
    let behind = |key: &LinkKey| {
        let (from, to) = (graph.node(&key.from).unwrap(), graph.node(&key.to).unwrap());
        let curve = crate::link::Curve::between(card::departure(from, from.at, key.outcome), card::arrival(to.at));
        let others = || graph.nodes().filter(|node| node.id != key.from && node.id != key.to);
        (1..40).any(|i| others().any(|node| card::rect(node.at).holds(curve.point(f64::from(i) / 40.0))))
    };
    graph.links().filter(|(key, _)| behind(key)).count()
}

#[test]
fn few_links_of_a_journey_pass_behind_a_card() {
    let (mut behind, mut all) = (0, 0);
    for seed in 0..100 {
        let n = 6 + seed as usize % 20;
        let graph = tidied(&random(n, n / 3, seed, true));
        behind += hidden(&graph);
        all += graph.links().len();
    }
    println!("behind a card: {behind} of {all}");
    assert!(behind * 100 < all * 12, "{behind} of {all}");
    let templates = journey::library::TEMPLATES.iter().map(|template| {
        let today = journey::time::Date::from_ymd_opt(2026, 3, 2).unwrap();
        (template.name, hidden(&tidied(&(template.build)("UTC", today).graph)))
    });
    for (name, hidden) in templates {
        println!("{name}: {hidden}");
        assert!(hidden <= 1, "{name}: {hidden}");
    }
}

#[test]
fn a_straight_journey_is_one_row_and_branches_stand_in_the_order_of_the_outcomes() {
    let nodes = (0..4).map(|i| Node::new(id(i), Kind::Email, Point { x: 0.0, y: 100.0 * i as f64 }));
    let link = |from, outcome, to| (LinkKey { from: id(from), outcome, to: id(to) }, LinkTiming::default());
    let row = Graph::of(nodes.clone(), (0..3).map(|i| link(i, Outcome::Sent, i + 1)));
    let row = tidied(&row);
    let ys: Vec<f64> = row.nodes().map(|node| node.at.y).collect();
    assert!(ys.iter().all(|y| *y == ys[0]), "{ys:?}");
    let fork =
        Graph::of(nodes, [link(0, Outcome::Unreachable, 1), link(0, Outcome::Failed, 2), link(0, Outcome::Sent, 3)]);
    let fork = tidied(&fork);
    let y = |n| fork.node(&id(n)).unwrap().at.y;
    assert!(y(3) < y(2) && y(2) < y(1));
}

#[test]
fn rings_parts_and_loose_nodes_have_their_place() {
    let node = |i: usize| Node::new(id(i), Kind::Email, Point { x: 0.0, y: 10.0 * i as f64 });
    let link = |from, to| (LinkKey { from: id(from), outcome: Outcome::Sent, to: id(to) }, LinkTiming::default());
    let graph = Graph::of((0..6).map(node), [link(0, 1), link(1, 2), link(2, 0), link(3, 4)]);
    let graph = tidied(&graph);
    assert_eq!(overlaps(&graph), 0);
    assert!(tidy(&Graph::default()).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn any_graph_is_tidied_without_overlaps(
        places in prop::collection::vec((-1e6..1e6, -1e6..1e6), 1..20),
        links in prop::collection::vec((0..20_usize, 0..5_usize, 0..20_usize), 0..40)
    ) {
        let nodes: Vec<Node> =
            places.iter().enumerate().map(|(i, (x, y))| Node::new(id(i), Kind::Email, Point::settled(*x, *y))).collect();
        let outcomes = nodes[0].outcomes();
        // Self-links and links to nodes that are gone too, as a file may hold them.
        let links = links.iter().map(|(from, by, to)| {
            (LinkKey { from: id(*from), outcome: outcomes[by % outcomes.len()], to: id(*to) }, LinkTiming::default())
        });
        let graph = tidied(&Graph::of(nodes, links));
        prop_assert_eq!(overlaps(&graph), 0);
    }
}
