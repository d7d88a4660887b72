//! *Tidy up*: the nodes in columns from left to right as users go, with as few crossings as a good layout finds, nothing on
//! top of anything, and the branches in the order in which they stand (spec: interface.md, region Canvas).
//!
//! Layered drawing after Sugiyama, with fixed card sizes and links that leave by ports: rings are opened and columns
//! assigned in [`columns`], the order within the columns is searched in [`order`], and [`rows`] finds the heights. Plain
//! integers for nodes, no randomness, no clock: the same graph gives the same picture.

mod columns;
mod net;
mod order;
mod rows;

use std::collections::HashMap;

use journey::{
    edit::compose::{GAP_X, GAP_Y},
    graph::{FAR, Graph, Point},
    text::NodeId,
};

use crate::card::{self, HEIGHT, WIDTH};
use net::Wire;

/// The new places of the nodes that move. The entry, or otherwise the first node, stays where it is.
pub fn tidy(graph: &Graph) -> Vec<(NodeId, Point)> {
    let ids = numbered(graph);
    let number: HashMap<&NodeId, usize> = ids.iter().enumerate().map(|(i, id)| (*id, i)).collect();
    let old: Vec<Point> = ids.iter().filter_map(|id| graph.node(id)).map(|node| node.at).collect();
    let mut wires = Vec::new();
    for (key, _) in graph.links() {
        let (Some(a), Some(b)) = (number.get(&key.from), number.get(&key.to)) else { continue };
        if let Some(node) = graph.node(&key.from).filter(|_| a != b) {
            let ya = card::departure(node, Point::default(), key.outcome).y - HEIGHT / 2.0;
            wires.push(Wire { a: *a, b: *b, ya, yb: 0.0 });
        }
    }
    // In the order of their ports, as a person reads them; equal ones stay as they are.
    journey::order::sort_by(&mut wires, |one, two| one.a.cmp(&two.a).then(one.ya.total_cmp(&two.ya)));
    let places = placed(&old, &wires);
    let moves = ids.iter().zip(old).zip(places).filter(|((_, old), new)| *old != *new);
    moves.map(|((id, _), new)| ((*id).clone(), new)).collect()
}

/// The nodes, the entry first, then in the order in which they were added: where a node stands does not count, so that what
/// is tidy stays as it is.
fn numbered(graph: &Graph) -> Vec<&NodeId> {
    let entry = graph.entry().map(|node| &node.id);
    entry.into_iter().chain(graph.nodes().map(|node| &node.id).filter(|id| Some(*id) != entry)).collect()
}

/// The places of all nodes, part by part: what hangs together is drawn together, one part below the other.
fn placed(old: &[Point], wires: &[Wire]) -> Vec<Point> {
    let part = parts(old.len(), wires);
    let count = part.iter().max().map_or(0, |last| last + 1);
    let mut places = vec![Point::default(); old.len()];
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut inner: Vec<Vec<Wire>> = vec![Vec::new(); count];
    let mut local = vec![0; old.len()];
    for (node, part) in part.iter().enumerate() {
        local[node] = members[*part].len();
        members[*part].push(node);
    }
    for wire in wires {
        inner[part[wire.a]].push(Wire { a: local[wire.a], b: local[wire.b], ..*wire });
    }
    // The first part has the first node, the entry; the others follow from above.
    let top = |members: &[usize]| members.iter().map(|node| old[*node].y).fold(f64::INFINITY, f64::min);
    let mut sequence: Vec<usize> = (0..count).collect();
    if let Some(rest) = sequence.get_mut(1..) {
        journey::order::sort_by(rest, |a, b| top(&members[*a]).total_cmp(&top(&members[*b])));
    }
    let mut lower = 0.0;
    for at in sequence {
        let net = columns::net(members[at].len(), &inner[at]);
        let rows = rows::rows(&net, &order::order(&net));
        let (first, last) = rows.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), y| (a.min(*y), b.max(*y)));
        for (i, node) in members[at].iter().enumerate() {
            places[*node] = Point { x: net.column[i] as f64 * (WIDTH + GAP_X), y: rows[i] - first + lower };
        }
        lower += last - first + HEIGHT + 2.0 * GAP_Y;
    }
    let Some((was, is)) = old.first().zip(places.first().copied()) else { return places };
    // The rim of the canvas limits the shift of the result: nodes would overlap there.
    let by = |was: f64, is: f64, axis: fn(&Point) -> f64| {
        let far = places.iter().map(axis).fold(0.0, f64::max);
        let near = places.iter().map(axis).fold(0.0, f64::min);
        (was - is).min(FAR - far).max(-FAR - near)
    };
    let (dx, dy) = (by(was.x, is.x, |place| place.x), by(was.y, is.y, |place| place.y));
    places.iter().map(|place| Point::settled(place.x + dx, place.y + dy)).collect()
}

/// The number of each node's connected part; the parts are numbered by their first node.
fn parts(count: usize, wires: &[Wire]) -> Vec<usize> {
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); count];
    for wire in wires {
        beside[wire.a].push(wire.b);
        beside[wire.b].push(wire.a);
    }
    let mut part = vec![usize::MAX; count];
    let mut next = 0;
    for start in 0..count {
        if part[start] != usize::MAX {
            continue;
        }
        let mut stack = vec![start];
        while let Some(node) = stack.pop() {
            if part[node] == usize::MAX {
                part[node] = next;
                stack.extend(&beside[node]);
            }
        }
        next += 1;
    }
    part
}

#[cfg(test)]
mod tests;
