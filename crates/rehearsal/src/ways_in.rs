//! The nodes that a single route leads to, and that route: what stands beside a message in the timetable.

use std::collections::HashMap;

use journey::{graph::Graph, text::NodeId};

/// The single route to each node, by the node's place in the graph.
pub struct WaysIn {
    /// The node before, and how many there are on the route before that one; `None` where several routes lead here, or none.
    before: Vec<Option<(usize, usize)>>,
    entries: Vec<bool>,
}

impl WaysIn {
    /// Those of a graph, in one walk over it.
    pub fn new(graph: &Graph) -> Self {
        let places: HashMap<&NodeId, usize> = graph.nodes().enumerate().map(|(n, node)| (&node.id, n)).collect();
        let entries: Vec<bool> = graph.nodes().map(|node| node.entry).collect();
        let mut links_in = vec![0_usize; entries.len()];
        let mut next = vec![Vec::new(); entries.len()];
        for (key, _) in graph.links() {
            if let Some(to) = places.get(&key.to) {
                links_in[*to] += 1;
                if let Some(from) = places.get(&key.from) {
                    next[*from].push(*to);
                }
            }
        }
        let mut before = vec![None; entries.len()];
        let mut ahead: Vec<(usize, usize)> =
            entries.iter().enumerate().filter(|(_, entry)| **entry).map(|(n, _)| (n, 0)).collect();
        while let Some((from, length)) = ahead.pop() {
            for to in next[from].iter().copied().filter(|to| links_in[*to] == 1 && !entries[*to]) {
                before[to] = Some((from, length));
                ahead.push((to, length + 1));
            }
        }
        Self { before, entries }
    }

    /// The last nodes of the one route before a node, at most so many, in order; and how many more there are before them.
    /// `None` where several routes lead to it, or none.
    pub fn ending(&self, place: usize, most: usize) -> Option<(Vec<usize>, usize)> {
        if *self.entries.get(place)? {
            return Some((Vec::new(), 0));
        }
        let length = self.before[place]?.1 + 1;
        let mut route: Vec<usize> = std::iter::successors(self.before[place], |(here, _)| self.before[*here])
            .take(most)
            .map(|(n, _)| n)
            .collect();
        route.reverse();
        Some((route, length.saturating_sub(most)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::arbitrary::Shape;

    #[test]
    fn a_chain_has_one_route_to_each_node_and_a_join_has_several() {
        let ways = |shape: Shape, nodes| WaysIn::new(&shape.draft(nodes, None).graph);
        let chain = ways(Shape::Chain, 10);
        assert_eq!(chain.ending(0, 3), Some((vec![], 0)));
        assert_eq!(chain.ending(2, 3), Some((vec![0, 1], 0)));
        assert_eq!(chain.ending(9, 3), Some((vec![6, 7, 8], 6)));
        assert_eq!(chain.ending(10, 3), None);
        let fan = ways(Shape::Fan, 10);
        assert_eq!((fan.ending(4, 3), fan.ending(9, 3)), (Some((vec![0, 3], 0)), None));
        assert_eq!(ways(Shape::Ring, 10).ending(5, 3), None);
    }
}
