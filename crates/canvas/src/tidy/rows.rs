//! The heights of nodes: in the order of their column, at their least distances, and as straight behind their
//! predecessors as that allows.

use journey::edit::compose::GAP_Y;

use super::{net::Net, order::Order};
use crate::card::HEIGHT;

/// The number of passes over the columns, to the right and back.
const PASSES: usize = 12;
/// The distance of two links that pass a column.
const LANE: f64 = 24.0;
/// The distance of a passing link from the edge of a card: it is drawn as one bow that leaves its lane a little.
const CLEAR: f64 = 48.0;

/// The heights of the nodes' upper edges, and of the places where links pass.
pub(super) fn rows(net: &Net, order: &Order) -> Vec<f64> {
    let mut y = vec![0.0; net.column.len()];
    for column in &order.columns {
        let mut at = 0.0;
        for (i, node) in column.iter().enumerate() {
            at += i.checked_sub(1).map_or(0.0, |before| apart(net, column[before], *node));
            y[*node] = at;
        }
    }
    let count = order.columns.len();
    for pass in 0..PASSES {
        for step in 0..count {
            settle(net, &order.columns[step], &mut y, (true, pass > PASSES / 2));
        }
        for step in (0..count).rev() {
            settle(net, &order.columns[step], &mut y, (pass > PASSES / 2, true));
        }
    }
    // From the middle of a card to its upper edge, on the grid.
    for (node, y) in y.iter_mut().enumerate() {
        let half = if node < net.real { HEIGHT / 2.0 } else { 0.0 };
        *y = crate::snap::to_grid(*y - half);
    }
    y
}

/// The least distance between the middles of two neighbours.
fn apart(net: &Net, a: usize, b: usize) -> f64 {
    match (a < net.real, b < net.real) {
        (true, true) => HEIGHT + GAP_Y,
        (false, false) => LANE,
        _ => HEIGHT / 2.0 + CLEAR,
    }
}

/// The weight of straightness for a piece of a link: greatest for a long one, whose bends are most visible.
fn pull(net: &Net, a: usize, b: usize) -> f64 {
    [1.0, 4.0, 8.0][usize::from(a >= net.real) + usize::from(b >= net.real)]
}

/// Puts the nodes of a column where their links pull them, by least squares under the distances they keep.
fn settle(net: &Net, column: &[usize], y: &mut [f64], (left, right): (bool, bool)) {
    // Blocks of nodes that touch, each where its members' wishes have their mean: (sum of weights, weighted sum, members).
    let mut blocks: Vec<(f64, f64, usize)> = Vec::with_capacity(column.len());
    let mut offset = 0.0;
    let mut offsets = Vec::with_capacity(column.len());
    for (i, node) in column.iter().enumerate() {
        offset += i.checked_sub(1).map_or(0.0, |before| apart(net, column[before], *node));
        offsets.push(offset);
        let (mut weight, mut sum) = (0.0, 0.0);
        let mut want = |pieces: &[usize], leftwards: bool| {
            for piece in pieces.iter().map(|piece| &net.pieces[*piece]) {
                let pull = pull(net, piece.a, piece.b);
                // The middles and not the ports: a row of cards is straight, whatever outcomes link them.
                let wish = if leftwards { y[piece.a] } else { y[piece.b] };
                weight += pull;
                sum += pull * wish;
            }
        };
        if left {
            want(&net.left[*node], true);
        }
        if right {
            want(&net.right[*node], false);
        }
        if weight == 0.0 {
            // Nothing pulls on this side: it would rather stay, but makes room.
            weight = 0.1;
            sum = weight * y[*node];
        }
        blocks.push((weight, sum - weight * offset, 1));
        // A block that would overlap the one above joins it.
        while let [.., upper, lower] = blocks.as_slice() {
            if upper.1 / upper.0 < lower.1 / lower.0 {
                break;
            }
            let joined = (upper.0 + lower.0, upper.1 + lower.1, upper.2 + lower.2);
            blocks.pop();
            blocks.pop();
            blocks.push(joined);
        }
    }
    let mut i = 0;
    for (weight, sum, members) in blocks {
        for _ in 0..members {
            y[column[i]] = sum / weight + offsets[i];
            i += 1;
        }
    }
}
