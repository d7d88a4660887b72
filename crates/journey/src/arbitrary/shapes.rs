//! Graphs of one shape and any size: what random graphs are too small for, and a layered one hides.

use crate::model::{
    field::{Input, Section},
    graph::{Graph, LinkKey, LinkTiming, Node, Point},
    journey::Draft,
    kind::{Kind, Outcome},
    setup::EntryCriteria,
    text::NodeId,
    time::Span,
};

/// A kind of graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One message after the other.
    Chain,
    /// A chain whose last message leads back to its first one.
    Ring,
    /// Two chains side by side, each step of the one linked to the next of both.
    Ladder,
    /// Segments beside each other, a message after each, and one message where all of them join.
    Fan,
    /// Columns of equal height, each node linked to two of the next column.
    Layered,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Self; 5] = [Self::Chain, Self::Ring, Self::Ladder, Self::Fan, Self::Layered];

    /// The name in tables and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chain => "chain",
            Self::Ring => "ring",
            Self::Ladder => "ladder",
            Self::Fan => "fan",
            Self::Layered => "layered",
        }
    }

    /// A journey of this shape and so many nodes (at least three), the entry among them. Every link waits for `delay`.
    pub fn draft(self, nodes: usize, delay: Option<Span>) -> Draft {
        let nodes = nodes.max(3);
        let mut draft = Draft::new("Europe/Berlin");
        draft.setup.entry = EntryCriteria::OnEvent;
        let list = (0..nodes).map(|n| self.node(n, nodes));
        let links = self.links(nodes).into_iter().map(|(from, outcome, to)| {
            let key = LinkKey { from: id(from), outcome, to: id(to) };
            (key, LinkTiming { delay, ..LinkTiming::start(outcome) })
        });
        draft.graph = Graph::of(list, links);
        draft
    }

    fn node(self, n: usize, nodes: usize) -> Node {
        let (column, row) = self.place(n, nodes);
        let segment = n == 0 || self == Self::Fan && n < nodes - 1 && n % 2 == 1;
        let kind = if segment { Kind::Action } else { [Kind::Push, Kind::Email, Kind::Sms][n % 3] };
        let at = Point { x: column as f64 * 280.0, y: row as f64 * 104.0 };
        let mut node = Node { title: format!("N{n}"), ..Node::new(id(n), kind, at) };
        node.entry = n == 0;
        // The required texts, so that the checks find nothing but what the shape brings about.
        for section in [Section::Segment, Section::What] {
            for spec in kind.spec().fields(section).iter().filter(|spec| spec.required) {
                if matches!(spec.input, Input::Text { .. } | Input::Event) {
                    node.fields_mut(section).set(spec.key, Some("Hello".into()));
                }
            }
        }
        node
    }

    /// The column and the row of a node.
    fn place(self, n: usize, nodes: usize) -> (usize, usize) {
        let high = self.height(nodes);
        match self {
            Self::Chain | Self::Ring => (n, 0),
            Self::Fan if n == nodes - 1 && n > 1 => (3, 0),
            Self::Fan if n > 0 => ((n - 1) % 2 + 1, (n - 1) / 2),
            Self::Ladder | Self::Layered if n > 0 => ((n - 1) / high + 1, (n - 1) % high),
            _ => (0, 0),
        }
    }

    /// The number of nodes in a column.
    fn height(self, nodes: usize) -> usize {
        match self {
            Self::Ladder => 2,
            Self::Layered => nodes.isqrt().max(1),
            _ => 1,
        }
    }

    fn links(self, nodes: usize) -> Vec<(usize, Outcome, usize)> {
        use Outcome::{Failed, Sent, Yes};
        let mut links = Vec::new();
        match self {
            Self::Chain | Self::Ring => {
                links.push((0, Yes, 1));
                links.extend((1..nodes - 1).map(|n| (n, Sent, n + 1)));
                if self == Self::Ring {
                    links.push((nodes - 1, Sent, 1));
                }
            }
            Self::Fan => {
                let last = nodes - 1;
                for n in (1..last).step_by(2) {
                    links.push((0, Yes, n));
                    if n + 1 < last {
                        links.extend([(n, Yes, n + 1), (n + 1, Sent, last)]);
                    } else {
                        links.push((n, Yes, last));
                    }
                }
            }
            Self::Ladder | Self::Layered => {
                let high = self.height(nodes);
                links.push((0, Yes, 1));
                // The entry leads to one message alone; that one to the others of its column.
                links.extend((2..=high.min(nodes - 1)).map(|n| (n - 1, Failed, n)));
                for n in 1..nodes {
                    let (column, row) = ((n - 1) / high, (n - 1) % high);
                    let next = |row: usize| Some((column + 1) * high + row % high + 1).filter(|to| *to < nodes);
                    links.extend(next(row).map(|to| (n, Sent, to)));
                    if column > 0 {
                        links.extend(next(row + 1).map(|to| (n, Failed, to)));
                    }
                }
            }
        }
        links
    }
}

fn id(n: usize) -> NodeId {
    NodeId::parse(&format!("n{n}")).unwrap_or_else(|| NodeId::random(n as u64))
}
