//! The columns of nodes: rings are opened, every link leads to the right, and no link is longer than it has to be.

use super::net::{Net, Wire};

/// The number of passes that draw nodes towards their neighbours.
const PASSES: usize = 8;

/// The columns of so many nodes, with the pieces of the links between them.
pub(super) fn net(count: usize, wires: &[Wire]) -> Net {
    let wires = opened(count, wires);
    let column = tightened(assigned(count, &wires), &wires);
    let mut net = Net { real: count, column, ..Net::default() };
    for wire in &wires {
        let (from, to) = (net.column[wire.a], net.column[wire.b]);
        let mut at = (wire.a, wire.ya);
        for passed in from + 1..to {
            let passing = net.column.len();
            net.column.push(passed);
            net.pieces.push(Wire { a: at.0, ya: at.1, b: passing, yb: 0.0 });
            at = (passing, 0.0);
        }
        net.pieces.push(Wire { a: at.0, ya: at.1, b: wire.b, yb: wire.yb });
    }
    net.left = vec![Vec::new(); net.column.len()];
    net.right = vec![Vec::new(); net.column.len()];
    for (i, piece) in net.pieces.iter().enumerate() {
        net.right[piece.a].push(i);
        net.left[piece.b].push(i);
    }
    net
}

/// The links without rings: one that leads back to where a way came from is turned round.
fn opened(count: usize, wires: &[Wire]) -> Vec<Wire> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (i, wire) in wires.iter().enumerate() {
        next[wire.a].push(i);
    }
    let mut turned = wires.to_vec();
    // 0: not seen, 1: on the way that is being followed, 2: done.
    let mut state = vec![0_u8; count];
    for start in 0..count {
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        let mut way = vec![(start, 0)];
        while let Some((node, branch)) = way.last_mut() {
            let Some(wire) = next[*node].get(*branch).copied() else {
                state[*node] = 2;
                way.pop();
                continue;
            };
            *branch += 1;
            let to = wires[wire].b;
            match state[to] {
                0 => {
                    state[to] = 1;
                    way.push((to, 0));
                }
                1 => {
                    let Wire { a, b, ya, yb } = wires[wire];
                    turned[wire] = Wire { a: b, b: a, ya: yb, yb: ya };
                }
                _ => {}
            }
        }
    }
    turned
}

/// The first column that each node can stand in, behind everything that leads to it, and the nodes in an order in which
/// every link leads on.
fn assigned(count: usize, wires: &[Wire]) -> (Vec<usize>, Vec<usize>) {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut waits = vec![0; count];
    for wire in wires {
        next[wire.a].push(wire.b);
        waits[wire.b] += 1;
    }
    let mut column = vec![0; count];
    let mut sequence: Vec<usize> = (0..count).filter(|node| waits[*node] == 0).collect();
    let mut done = 0;
    while let Some(node) = sequence.get(done).copied() {
        done += 1;
        for to in &next[node] {
            column[*to] = column[*to].max(column[node] + 1);
            waits[*to] -= 1;
            if waits[*to] == 0 {
                sequence.push(*to);
            }
        }
    }
    (column, sequence)
}

/// Columns in which the links are shorter: a node goes as far to the side on which more links pull at it as the links let it,
/// alone or with all that hang at it by links that are as short as can be.
fn tightened((mut column, sequence): (Vec<usize>, Vec<usize>), wires: &[Wire]) -> Vec<usize> {
    let count = column.len();
    let mut at: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (i, wire) in wires.iter().enumerate() {
        at[wire.a].push(i);
        at[wire.b].push(i);
    }
    let mut stamp = vec![usize::MAX; count];
    for pass in 0..PASSES {
        let mut moved = false;
        for (step, node) in sequence.iter().rev().chain(&sequence).enumerate() {
            let right = step < count;
            moved |= pull(&mut column, wires, &at, *node, right, &mut stamp, pass * 2 * count + step);
        }
        if !moved {
            break;
        }
    }
    let first = column.iter().min().copied().unwrap_or_default();
    column.iter().map(|column| column - first).collect()
}

/// Moves a node by as much as makes the links shorter, with everything that has to go along. Whether it moved.
fn pull(
    column: &mut [usize],
    wires: &[Wire],
    at: &[Vec<usize>],
    node: usize,
    right: bool,
    stamp: &mut [usize],
    now: usize,
) -> bool {
    // The ones that go along: in the way, because the link to them is as short as can be.
    let mut group = vec![node];
    stamp[node] = now;
    let (mut done, mut gain, mut room) = (0, 0_i64, usize::MAX);
    while let Some(member) = group.get(done).copied() {
        done += 1;
        for wire in at[member].iter().map(|wire| &wires[*wire]) {
            let length = column[wire.b] - column[wire.a];
            let ahead = (wire.a == member) == right;
            let other = if wire.a == member { wire.b } else { wire.a };
            if ahead && length == 1 && stamp[other] != now {
                stamp[other] = now;
                group.push(other);
            }
        }
    }
    for member in &group {
        for wire in at[*member].iter().map(|wire| &wires[*wire]) {
            let ahead = (wire.a == *member) == right;
            let other = if wire.a == *member { wire.b } else { wire.a };
            if stamp[other] == now {
                continue;
            }
            gain += if ahead { 1 } else { -1 };
            if ahead {
                room = room.min(column[wire.b] - column[wire.a] - 1);
            }
        }
    }
    if gain <= 0 || room == 0 || room == usize::MAX {
        return false;
    }
    if !right && group.iter().any(|member| column[*member] < room) {
        // Columns count from 0: everything else goes to the right instead.
        let by = room;
        column.iter_mut().for_each(|column| *column += by);
    }
    for member in group {
        column[member] = if right { column[member] + room } else { column[member] - room };
    }
    true
}
