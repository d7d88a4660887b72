//! In which order the nodes of a column stand: the one with the fewest crossings that two starts and some sweeps find.

use super::net::Net;
use crate::card::HEIGHT;

/// The most sweeps from one start.
const SWEEPS: usize = 24;
/// The most sweeps in a row without improvement.
const PATIENCE: usize = 6;
/// The most rounds of swapping neighbours within one sweep.
const SWAPS: usize = 8;

/// The nodes of each column from above, and where each stands in it.
#[derive(Clone, Debug)]
pub(super) struct Order {
    pub columns: Vec<Vec<usize>>,
    pub place: Vec<usize>,
}

/// The order with the fewest crossings; of several the one that is nearest to how the branches are read. It depends on the
/// links alone, and not on where the nodes stand now: so what is tidy stays as it is.
pub(super) fn order(net: &Net) -> Order {
    let first = swept(net, as_read(net, false));
    if first.0 == 0 {
        return first.1;
    }
    let last = swept(net, as_read(net, true));
    if last.0 < first.0 { last.1 } else { first.1 }
}

impl Order {
    fn of(net: &Net, columns: Vec<Vec<usize>>) -> Self {
        let mut order = Self { columns, place: vec![0; net.column.len()] };
        (0..order.columns.len()).for_each(|column| order.settle(column));
        order
    }

    fn settle(&mut self, column: usize) {
        for (place, node) in self.columns[column].iter().enumerate() {
            self.place[*node] = place;
        }
    }
}

/// The nodes as they are read: each branch to its end before the next one, or the last branch first.
fn as_read(net: &Net, backwards: bool) -> Order {
    let mut seen = vec![false; net.column.len()];
    let mut sequence = Vec::with_capacity(net.column.len());
    let mut next = Vec::new();
    for start in 0..net.real {
        let mut stack = vec![start];
        while let Some(node) = stack.pop() {
            if std::mem::replace(&mut seen[node], true) {
                continue;
            }
            sequence.push(node);
            next.clear();
            next.extend(net.right[node].iter().map(|piece| net.pieces[*piece].b));
            if !backwards {
                next.reverse();
            }
            stack.append(&mut next);
        }
    }
    Order::of(net, by_column(net, &sequence))
}

fn by_column(net: &Net, nodes: &[usize]) -> Vec<Vec<usize>> {
    let mut columns = vec![Vec::new(); net.column.iter().max().map_or(0, |last| last + 1)];
    nodes.iter().for_each(|node| columns[net.column[*node]].push(*node));
    columns
}

/// The best order found from a start, with its crossings.
fn swept(net: &Net, mut order: Order) -> (usize, Order) {
    let mut best = (crossings(net, &order), order.clone());
    let mut stale = 0;
    for sweep in 0..SWEEPS {
        if best.0 == 0 || stale == PATIENCE {
            break;
        }
        let to_right = sweep % 2 == 0;
        let count = order.columns.len();
        for step in 0..count {
            let column = if to_right { step } else { count - 1 - step };
            sort(net, &mut order, column, to_right, sweep % 4 > 1);
        }
        swap(net, &mut order);
        let found = crossings(net, &order);
        stale += 1;
        if found < best.0 {
            best = (found, order.clone());
            stale = 0;
        }
    }
    best
}

/// The positions where a node's links touch the column on one side, with the port as a fraction.
fn touches(net: &Net, order: &Order, node: usize, left: bool, into: &mut Vec<f64>) {
    into.clear();
    let pieces = if left { &net.left[node] } else { &net.right[node] };
    into.extend(pieces.iter().map(|piece| {
        let piece = &net.pieces[*piece];
        let (other, y) = if left { (piece.a, piece.ya) } else { (piece.b, piece.yb) };
        order.place[other] as f64 + y / HEIGHT * 0.9
    }));
}

/// Sorts a column by the middle of what its nodes are linked to in the column before; what is linked to nothing there keeps
/// its place. `late` puts of two with the same middle the later one first: another way out of the same order.
fn sort(net: &Net, order: &mut Order, column: usize, left: bool, late: bool) {
    let mut at = Vec::new();
    let mut middles = Vec::new();
    let mut places = Vec::new();
    for (place, node) in order.columns[column].iter().enumerate() {
        touches(net, order, *node, left, &mut at);
        if !at.is_empty() {
            places.push(place);
            middles.push((at.iter().sum::<f64>() / at.len() as f64, *node));
        }
    }
    if late {
        middles.reverse();
    }
    journey::order::sort_by(&mut middles, |a, b| a.0.total_cmp(&b.0));
    for (place, (_, node)) in places.into_iter().zip(middles) {
        order.columns[column][place] = node;
    }
    order.settle(column);
}

/// Swaps neighbours as long as that takes crossings away.
fn swap(net: &Net, order: &mut Order) {
    let mut ends = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..SWAPS {
        let mut better = false;
        for column in 0..order.columns.len() {
            let mut fresh = true;
            for place in 1..order.columns[column].len() {
                let (a, b) = (order.columns[column][place - 1], order.columns[column][place]);
                let [a_left, a_right, b_left, b_right] = &mut ends;
                if fresh {
                    touches(net, order, a, true, a_left);
                    touches(net, order, a, false, a_right);
                }
                touches(net, order, b, true, b_left);
                touches(net, order, b, false, b_right);
                let (now, swapped) = between(a_left, b_left);
                let (more, more_swapped) = between(a_right, b_right);
                if swapped + more_swapped < now + more {
                    order.columns[column].swap(place - 1, place);
                    order.place[a] = place;
                    order.place[b] = place - 1;
                    better = true;
                    // `a` is compared with the next one: what it touches is known already.
                    fresh = false;
                } else {
                    ends.swap(0, 2);
                    ends.swap(1, 3);
                    fresh = false;
                }
            }
        }
        if !better {
            break;
        }
    }
}

/// The crossings between the links of two neighbours, the upper one's ends first: as they stand, and swapped.
fn between(upper: &[f64], lower: &[f64]) -> (usize, usize) {
    let (mut now, mut swapped) = (0, 0);
    for a in upper {
        for b in lower {
            now += usize::from(a > b);
            swapped += usize::from(a < b);
        }
    }
    (now, swapped)
}

/// The number of pairs of links that cross.
pub(super) fn crossings(net: &Net, order: &Order) -> usize {
    let mut total = 0;
    for pair in order.columns.windows(2) {
        let [here, there] = pair else { continue };
        // The counts of earlier links by the place of their end, as a Fenwick tree.
        let mut sums = vec![0_usize; there.len() + 1];
        let mut count = 0;
        let mut ends: Vec<(f64, usize)> = Vec::new();
        for node in here {
            ends.clear();
            ends.extend(net.right[*node].iter().map(|piece| {
                let piece = &net.pieces[*piece];
                (piece.ya, order.place[piece.b])
            }));
            // By port, and at one port from above: links from one port do not cross.
            journey::order::sort_by(&mut ends, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            for (_, place) in &ends {
                let mut at = place + 1;
                let mut above = 0;
                while at > 0 {
                    above += sums[at];
                    at &= at - 1;
                }
                total += count - above;
                let mut at = place + 1;
                while let Some(sum) = sums.get_mut(at) {
                    *sum += 1;
                    at += at & at.wrapping_neg();
                }
                count += 1;
            }
        }
    }
    total
}
