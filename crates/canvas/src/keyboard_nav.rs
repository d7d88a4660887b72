//! The targets of the arrow keys: along links to the right and left, between siblings up and down (interface.md,
//! Keyboard).

use std::collections::HashSet;

use journey::{
    graph::{Graph, Node},
    text::NodeId,
};

/// A direction of the arrow keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Upstream.
    Left,
    /// Downstream.
    Right,
    /// The sibling above.
    Up,
    /// The sibling below.
    Down,
}

/// The nodes in reading order: from the entry along the links, the outcomes in their order, then what nothing leads to,
/// from above and from the left.
pub fn reading_order(graph: &Graph) -> Vec<NodeId> {
    let mut next: std::collections::HashMap<&NodeId, Vec<(usize, &NodeId)>> = std::collections::HashMap::new();
    for (key, _) in graph.links() {
        let place =
            graph.node(&key.from).and_then(|node| node.outcomes().iter().position(|outcome| *outcome == key.outcome));
        next.entry(&key.from).or_default().push((place.unwrap_or(usize::MAX), &key.to));
    }
    for ways in next.values_mut() {
        journey::order::sort_by_key(ways, |(place, _)| *place);
    }
    let led_to: HashSet<&NodeId> = graph.links().map(|(key, _)| &key.to).collect();
    let mut starts: Vec<&Node> = graph.nodes().collect();
    // Entries first, then what nothing leads to, then the rest (rings): each from above and from the left.
    journey::order::sort_by(&mut starts, |a, b| a.at.y.total_cmp(&b.at.y).then(a.at.x.total_cmp(&b.at.x)));
    journey::order::sort_by_cached_key(&mut starts, |node| (!node.entry, led_to.contains(&node.id)));
    let mut order = Vec::with_capacity(graph.nodes().len());
    let mut seen = HashSet::new();
    for start in starts {
        // Depth first: a branch is read to its end before the next one, as a person follows it.
        let mut stack = vec![&start.id];
        while let Some(id) = stack.pop() {
            if graph.node(id).is_some() && seen.insert(id) {
                order.push(id.clone());
                stack.extend(next.get(id).into_iter().flatten().rev().map(|(_, to)| *to));
            }
        }
    }
    order
}

/// The node that an arrow key leads to from a node, if any.
pub fn step(graph: &Graph, from: &NodeId, direction: Direction) -> Option<NodeId> {
    let node = graph.node(from)?;
    match direction {
        Direction::Right => {
            let place =
                |key: &journey::graph::LinkKey| node.outcomes().iter().position(|outcome| *outcome == key.outcome);
            graph
                .links_from(from)
                .map(|(key, _)| key)
                .filter(|key| graph.node(&key.to).is_some())
                .min_by_key(|key| place(key))
                .map(|key| key.to.clone())
        }
        Direction::Left => graph
            .links_to(from)
            .filter_map(|(key, _)| graph.node(&key.from))
            .min_by(|a, b| a.at.x.total_cmp(&b.at.x))
            .map(|node| node.id.clone()),
        Direction::Up | Direction::Down => {
            let parents: HashSet<&NodeId> = graph.links_to(from).map(|(key, _)| &key.from).collect();
            let siblings: Vec<&Node> = if parents.is_empty() {
                // The siblings of a node without incoming links are the other nodes without any.
                let led_to: HashSet<&NodeId> = graph.links().map(|(key, _)| &key.to).collect();
                graph.nodes().filter(|other| !led_to.contains(&other.id)).collect()
            } else {
                let children: HashSet<&NodeId> =
                    graph.links().filter(|(key, _)| parents.contains(&key.from)).map(|(key, _)| &key.to).collect();
                graph.nodes().filter(|other| children.contains(&other.id)).collect()
            };
            let order = |other: &Node| (other.at.y, other.at.x);
            let here = order(node);
            let later = |a: &(f64, f64), b: &(f64, f64)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1));
            let others = siblings.into_iter().filter(|other| other.id != *from);
            if direction == Direction::Down {
                others.filter(|other| later(&order(other), &here).is_gt()).min_by(|a, b| later(&order(a), &order(b)))
            } else {
                others.filter(|other| later(&order(other), &here).is_lt()).max_by(|a, b| later(&order(a), &order(b)))
            }
            .map(|node| node.id.clone())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::{
        graph::{LinkKey, LinkTiming, Point},
        kind::{Kind, Outcome},
    };

    fn id(text: &str) -> NodeId {
        NodeId::parse(text).unwrap()
    }

    /// An entry that leads to an email; the email leads to a push above and an SMS below; a webhook nothing leads to.
    fn graph() -> Graph {
        let node = |name: &str, kind, x, y| {
            let mut node = Node::new(id(name), kind, Point { x, y });
            node.entry = name == "entry";
            node
        };
        let link =
            |from: &str, outcome, to: &str| (LinkKey { from: id(from), outcome, to: id(to) }, LinkTiming::default());
        Graph::of(
            [
                node("sms", Kind::Sms, 560.0, 200.0),
                node("entry", Kind::Action, 0.0, 100.0),
                node("alone", Kind::Webhook, 0.0, 0.0),
                node("email", Kind::Email, 280.0, 100.0),
                node("push", Kind::Push, 560.0, 0.0),
            ],
            [
                link("email", Outcome::Unreachable, "sms"),
                link("email", Outcome::Sent, "push"),
                link("entry", Outcome::Yes, "email"),
                link("push", Outcome::Failed, "email"),
            ],
        )
    }

    #[test]
    fn reading_goes_from_the_entry_along_the_links_and_misses_nobody() {
        let order: Vec<String> = reading_order(&graph()).iter().map(ToString::to_string).collect();
        assert_eq!(order, ["entry", "email", "push", "sms", "alone"]);
    }

    #[test]
    fn arrows_go_along_links_and_between_siblings() {
        let graph = graph();
        let go = |from: &str, direction| step(&graph, &id(from), direction).map(|id| id.to_string());
        assert_eq!(go("entry", Direction::Right).as_deref(), Some("email"));
        assert_eq!(go("email", Direction::Right).as_deref(), Some("push"), "the first handle first");
        assert_eq!(go("push", Direction::Down).as_deref(), Some("sms"));
        assert_eq!(go("sms", Direction::Up).as_deref(), Some("push"));
        assert_eq!(go("sms", Direction::Left).as_deref(), Some("email"));
        assert_eq!(go("entry", Direction::Up).as_deref(), Some("alone"));
        assert_eq!(go("sms", Direction::Right), None);
        assert_eq!(go("entry", Direction::Left), None);
    }
}
