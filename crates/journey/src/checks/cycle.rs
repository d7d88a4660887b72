//! Cycles that users would go round without end within one moment.
//!
//! A cycle is harmless if time passes on it: a link on it has a delay, a node on it is a segment (which waits for something
//! to happen anew), or a link on it leaves by what an engagement waits for (*Viewed*, *Clicked*, *Delivered* or their
//! *Timeout*). One clock time does not make it harmless: it is kept at or after arrival (timing.md §4), so who comes round at
//! 20:00 is sent on at 20:00. Two different clock times do.

use std::collections::BTreeSet;

use indexmap::IndexSet;

use super::{CheckId, Finding, index::Index};
use crate::{
    edit::Edit,
    model::{
        graph::{LinkTiming, When},
        kind::Outcome,
        time::{ClockTime, Span},
    },
};

pub(super) fn check(index: &Index, found: &mut Vec<Finding>) {
    let mut closing = IndexSet::new();
    walk(index, &|_| true, &mut closing);
    if closing.is_empty() {
        return;
    }
    let clock = |i: usize| match index.nodes[i].when {
        When::Clock(time) if index.nodes[i].kind.is_engagement() => Some(time),
        _ => None,
    };
    let times: BTreeSet<ClockTime> = (0..index.nodes.len()).filter_map(clock).collect();
    if times.len() > 1 {
        // A cycle with one clock time shows where the nodes with another one are left out.
        closing.clear();
        for time in &times {
            walk(index, &|i| clock(i).is_none_or(|other| other == *time), &mut closing);
        }
    }
    for at in closing {
        let way = &index.ways[at];
        let message = "This link closes a cycle on which no time passes. Give it a delay.";
        let later = LinkTiming { delay: Some(Span::Days(1)), ..*way.timing };
        found.push(
            Finding::at_link(CheckId::CycleWithoutDelay, way.key, message)
                .repair("Add a delay of 1 day", Edit::Link(way.key.clone(), later)),
        );
    }
}

/// Walks depth first, from the entry on, along what takes no time, and notes each link that leads back to where the walk
/// came through: with these taken out, no cycle is left.
fn walk(index: &Index, takes_part: &dyn Fn(usize) -> bool, closing: &mut IndexSet<usize>) {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        OnTheWay,
        Done,
    }
    let passes = |i: usize| !index.nodes[i].kind.is_segment() && takes_part(i);
    let mut seen = vec![Seen::No; index.nodes.len()];
    let mut stack: Vec<(usize, usize)> = Vec::new();
    for start in index.order.iter().copied().filter(|i| passes(*i)) {
        if seen[start] != Seen::No {
            continue;
        }
        seen[start] = Seen::OnTheWay;
        stack.push((start, 0));
        while let Some((node, next)) = stack.last_mut() {
            let node = *node;
            let Some(way) = index.out(node).get(*next) else {
                seen[node] = Seen::Done;
                stack.pop();
                continue;
            };
            let at = index.number(node, *next);
            *next += 1;
            let waits = way.key.outcome.waits() || way.key.outcome == Outcome::Timeout;
            if waits || way.timing.delay.is_some_and(|delay| !delay.is_zero()) || !passes(way.to) {
                continue;
            }
            match seen[way.to] {
                Seen::No => {
                    seen[way.to] = Seen::OnTheWay;
                    stack.push((way.to, 0));
                }
                Seen::OnTheWay => {
                    closing.insert(at);
                }
                Seen::Done => {}
            }
        }
    }
}
