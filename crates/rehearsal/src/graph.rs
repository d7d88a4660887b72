//! The graph made ready for the engine: numbers instead of ids, the links that somebody can take, and the order to go in.

use std::collections::HashMap;

use journey::{
    graph::{Graph, LinkTiming, Node},
    kind::Outcome,
    text::NodeId,
    time::Span,
};

use crate::steps::Until;

/// A link that somebody can take.
#[derive(Clone, Copy)]
pub(crate) struct Edge {
    pub outcome: Outcome,
    pub to: usize,
    pub timing: LinkTiming,
}

/// The graph by numbers.
pub(crate) struct IndexedGraph<'a> {
    pub nodes: Vec<&'a Node>,
    /// The ways by the node they leave.
    pub ways: Vec<Vec<Edge>>,
    pub entry: Option<usize>,
    /// The reachable nodes in groups, each before its successors; nodes on common cycles form one group.
    pub order: Vec<Vec<usize>>,
    /// The place of a node's group in `order`; `usize::MAX` where nobody gets.
    pub group: Vec<usize>,
}

impl<'a> IndexedGraph<'a> {
    pub fn new(graph: &'a Graph) -> Self {
        let nodes: Vec<&Node> = graph.nodes().collect();
        let places: HashMap<&NodeId, usize> = nodes.iter().enumerate().map(|(n, node)| (&node.id, n)).collect();
        let mut ways: Vec<Vec<Edge>> = vec![Vec::new(); nodes.len()];
        for (key, timing) in graph.links() {
            // A file may hold a link without its ends, or from an outcome that its node lacks: nobody takes it.
            if let (Some(&from), Some(&to)) = (places.get(&key.from), places.get(&key.to))
                && from != to
                && !nodes[to].entry
                && nodes[from].has_outcome(key.outcome)
            {
                ways[from].push(Edge { outcome: key.outcome, to, timing: *timing });
            }
        }
        let entry = nodes.iter().position(|node| node.entry);
        let order = entry.map_or_else(Vec::new, |entry| groups(&ways, entry));
        let mut group = vec![usize::MAX; nodes.len()];
        for (place, members) in order.iter().enumerate() {
            for node in members {
                group[*node] = place;
            }
        }
        Self { nodes, ways, entry, order, group }
    }

    /// The longest window of an engagement's outcomes, after which *Timeout* comes. `None` where no outcome is waited
    /// for, or one without end.
    pub fn longest_window(&self, node: usize) -> Option<Span> {
        let windows = self.ways[node].iter().filter(|way| way.outcome.waits()).map(|way| way.timing.window);
        windows.collect::<Option<Vec<_>>>()?.into_iter().max_by_key(|window| window.nominal_minutes())
    }

    /// True where users can wait at a node until the journey timeout, as the check on users who pile up defines it
    /// (journey.md §5, §7). A node without links never counts, as it is an intended end.
    pub fn keeps(&self, node: usize) -> bool {
        let linked = |outcome| self.ways[node].iter().any(|way| way.outcome == outcome);
        let open = |outcome| self.nodes[node].has_outcome(outcome) && !linked(outcome);
        if self.ways[node].is_empty() || self.nodes[node].entry {
            return false;
        }
        if self.nodes[node].kind.is_segment() {
            return open(Outcome::No) && open(Outcome::Timeout);
        }
        let waited = self.ways[node].iter().any(|way| way.outcome.waits());
        self.nodes[node].kind.is_engagement()
            && (open(Outcome::Failed)
                || open(Outcome::Unreachable)
                || (waited && !linked(Outcome::Sent) && open(Outcome::Timeout)))
    }
}

/// Until when a window is open.
pub(crate) fn until(window: Option<Span>) -> Until {
    window.map_or(Until::Ever, Until::Span)
}

/// The nodes that can be reached from one, in groups: those on common cycles together, each group before what it leads to
/// (Tarjan's algorithm, without recursion: a journey may be ten thousand nodes long).
fn groups(ways: &[Vec<Edge>], entry: usize) -> Vec<Vec<usize>> {
    const NEW: usize = usize::MAX;
    let (mut number, mut low, mut on) = (vec![NEW; ways.len()], vec![0; ways.len()], vec![false; ways.len()]);
    let (mut open, mut groups, mut count) = (Vec::new(), Vec::new(), 0);
    let mut path = vec![(entry, 0)];
    while let Some((node, next)) = path.last_mut() {
        let node = *node;
        if *next == 0 && number[node] == NEW {
            (number[node], low[node], on[node]) = (count, count, true);
            count += 1;
            open.push(node);
        }
        if let Some(way) = ways[node].get(*next) {
            *next += 1;
            if number[way.to] == NEW {
                path.push((way.to, 0));
            } else if on[way.to] {
                low[node] = low[node].min(number[way.to]);
            }
            continue;
        }
        path.pop();
        if let Some((before, _)) = path.last() {
            low[*before] = low[*before].min(low[node]);
        }
        if low[node] == number[node] {
            let from = open.iter().rposition(|other| *other == node).unwrap_or(0);
            let group = open.split_off(from);
            for member in &group {
                on[*member] = false;
            }
            groups.push(group);
        }
    }
    groups.reverse();
    groups
}
