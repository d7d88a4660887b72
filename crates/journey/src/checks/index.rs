//! The graph made ready for walking: numbers instead of ids, the links that somebody can take, and the reading order.

use std::collections::VecDeque;

use super::{JourneyField, Location, NodeField, SetupField};
use crate::model::{
    graph::{LinkKey, LinkTiming, Node},
    journey::Draft,
    kind::Outcome,
};

/// A link that somebody can take: its ends are there and differ, the outcome can happen, and it does not lead into an entry.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub key: &'a LinkKey,
    pub timing: &'a LinkTiming,
    pub from: usize,
    pub to: usize,
}

/// The reason why users cannot take a link.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dead {
    EndGone,
    OutcomeGone,
    Itself,
    IntoEntry,
    Unwaited,
}

/// A finding's position in reading order: journey, setup or node; its number; the part of it; the number of that part.
pub(super) type Rank = (u8, usize, Option<u8>, usize, Option<NodeField>);

pub(super) struct Index<'a> {
    pub draft: &'a Draft,
    /// The nodes in the order of the graph; everywhere else their numbers stand for them.
    pub nodes: Vec<&'a Node>,
    /// The ways, by where they leave from.
    pub ways: Vec<Way<'a>>,
    /// Each node's ways as a range of `ways`, in the order of its handles.
    spans: Vec<(usize, usize)>,
    /// The links that are no ways, and why.
    pub dead: Vec<(&'a LinkKey, Dead)>,
    /// The first node that is marked as the entry.
    pub entry: Option<usize>,
    /// The nodes in reading order.
    pub order: Vec<usize>,
    /// The number of nodes in `order` that users can reach.
    pub reached: usize,
    /// Each node's place in `order`.
    place: Vec<usize>,
}

impl<'a> Index<'a> {
    pub fn new(draft: &'a Draft) -> Self {
        let graph = &draft.graph;
        let nodes: Vec<&Node> = graph.nodes().collect();
        let (mut ways, mut dead) = (Vec::with_capacity(graph.links().len()), Vec::new());
        for (key, timing) in graph.links() {
            let (Some(from), Some(to)) = (graph.nodes.get_index_of(&key.from), graph.nodes.get_index_of(&key.to))
            else {
                dead.push((key, Dead::EndGone));
                continue;
            };
            if !nodes[from].has_outcome(key.outcome) {
                dead.push((key, Dead::OutcomeGone));
            } else if from == to {
                dead.push((key, Dead::Itself));
            } else if nodes[to].entry {
                dead.push((key, Dead::IntoEntry));
            } else {
                ways.push(Way { key, timing, from, to });
            }
        }
        let mut waited = vec![false; nodes.len()];
        for way in &ways {
            waited[way.from] |= way.key.outcome.waits();
        }
        ways.retain(|way| {
            let unwaited = way.key.outcome == Outcome::Timeout && nodes[way.from].kind.waits() && !waited[way.from];
            if unwaited {
                dead.push((way.key, Dead::Unwaited));
            }
            !unwaited
        });
        // A stable sort: links of the same outcome stay in the order they were drawn.
        crate::model::order::sort_by_key(&mut ways, |way| (way.from, handle(nodes[way.from], way.key.outcome)));
        let mut spans = vec![(0, 0); nodes.len()];
        for (at, way) in ways.iter().enumerate() {
            let span = &mut spans[way.from];
            *span = if span.1 == 0 { (at, at + 1) } else { (span.0, at + 1) };
        }
        let entry = nodes.iter().position(|node| node.entry);
        let mut index =
            Self { draft, nodes, ways, spans, dead, entry, order: Vec::new(), reached: 0, place: Vec::new() };
        index.put_in_order();
        index
    }

    /// The ways that leave a node, in the order of its handles.
    pub fn out(&self, node: usize) -> &[Way<'a>] {
        let (from, to) = self.spans[node];
        &self.ways[from..to]
    }

    /// The number in `ways` of one of the ways that leave a node.
    pub fn number(&self, node: usize, nth: usize) -> usize {
        self.spans[node].0 + nth
    }

    /// True where a way leaves the node by this outcome.
    pub fn is_linked(&self, node: usize, outcome: Outcome) -> bool {
        self.out(node).iter().any(|way| way.key.outcome == outcome)
    }

    fn put_in_order(&mut self) {
        let mut seen = vec![false; self.nodes.len()];
        let mut order = Vec::with_capacity(self.nodes.len());
        let mut queue: VecDeque<usize> = self.entry.into_iter().collect();
        queue.iter().for_each(|entry| seen[*entry] = true);
        while let Some(node) = queue.pop_front() {
            order.push(node);
            for way in self.out(node) {
                if !std::mem::replace(&mut seen[way.to], true) {
                    queue.push_back(way.to);
                }
            }
        }
        self.reached = order.len();
        let mut rest: Vec<usize> = (0..self.nodes.len()).filter(|node| !seen[*node]).collect();
        crate::model::order::sort_by(&mut rest, |a, b| {
            let (a, b) = (self.nodes[*a].at, self.nodes[*b].at);
            a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x))
        });
        order.extend(rest);
        self.place = vec![0; order.len()];
        for (place, node) in order.iter().enumerate() {
            self.place[*node] = place;
        }
        self.order = order;
    }

    /// The position of a place in reading order.
    pub fn rank(&self, place: &Location) -> Rank {
        let nodes = &self.draft.graph.nodes;
        let number = |id| nodes.get_index_of(id).map_or(usize::MAX, |node| self.place[node]);
        match place {
            Location::Journey(JourneyField::Name) => (0, 0, None, 0, None),
            Location::Journey(JourneyField::Description) => (0, 1, None, 0, None),
            Location::Setup(field) => {
                let (at, which) = setup_place(*field);
                (1, at, None, which, None)
            }
            Location::Node { id, field } => (2, number(id), None, 0, *field),
            Location::Link(key) => {
                let handle = nodes.get(&key.from).map_or(0, |node| handle(node, key.outcome));
                (2, number(&key.from), Some(1), handle, None)
            }
        }
    }
}

fn setup_place(field: SetupField) -> (usize, usize) {
    match field {
        SetupField::Entry => (0, 0),
        SetupField::Timeline => (1, 0),
        SetupField::Start => (2, 0),
        SetupField::End => (3, 0),
        SetupField::Zone => (4, 0),
        SetupField::QuietHours => (5, 0),
        SetupField::QuietWindow(i) => (6, i),
        SetupField::Control => (7, 0),
        SetupField::Timeout => (8, 0),
        SetupField::Goals => (9, 0),
        SetupField::Goal(i, _) => (10, i),
    }
}

/// The place of an outcome among the handles of a node.
fn handle(node: &Node, outcome: Outcome) -> usize {
    let named = node.kind.spec().outcomes;
    match outcome {
        Outcome::Path(n) => named.len() + usize::from(n),
        Outcome::Others => named.len() + node.paths.len(),
        outcome => named.iter().position(|other| *other == outcome).unwrap_or(usize::MAX),
    }
}
