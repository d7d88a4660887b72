//! Notes and groups on the canvas: the frame around a group, the one box that a collapsed group is, and where the keys lead
//! among all of them (issue 5). A graph without groups is never copied.

use std::collections::{HashMap, HashSet};

use journey::{
    graph::{Graph, Group, LinkKey, Node, Note, Path, Point},
    kind::{Kind, Outcome},
    text::NodeId,
};

use crate::{
    card,
    keyboard_nav::{Direction, reading_order},
    rect::Rect,
};

/// The margin of a frame around its cards.
pub const ROOM: f64 = 20.0;
/// The height of a frame's head, with its name.
pub const HEAD: f64 = 32.0;

/// A graph as it is seen while groups are collapsed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CollapsedGraph {
    /// The nodes of a collapsed group all stand where its box stands, so that links end at the box; links within are gone.
    pub graph: Graph,
    /// The collapsed groups and where their boxes stand: each takes the place of a card.
    pub boxes: Vec<(NodeId, Point)>,
    /// The nodes that are not seen, and the groups they are in.
    pub hidden: HashMap<NodeId, NodeId>,
}

impl CollapsedGraph {
    /// The place of a group's box; `None` where it is not collapsed.
    pub fn box_of(&self, group: &NodeId) -> Option<Point> {
        self.boxes.iter().find(|(id, _)| id == group).map(|(_, at)| *at)
    }
}

/// The rectangle that a note takes.
pub fn note_rect(note: &Note) -> Rect {
    Rect { x: note.at.x, y: note.at.y, w: note.size.x, h: note.size.y }
}

/// The frame of a group around the places of its cards, with its head above them.
pub fn frame(cards: impl IntoIterator<Item = Point>) -> Option<Rect> {
    let around = Rect::around(cards.into_iter().map(card::rect))?.grown(ROOM);
    Some(Rect { y: around.y - HEAD + ROOM / 2.0, h: around.h + HEAD - ROOM / 2.0, ..around })
}

/// The places of a group's nodes.
pub fn places<'a>(graph: &'a Graph, group: &'a Group) -> impl Iterator<Item = Point> + 'a {
    group.nodes.iter().filter_map(|id| graph.node(id)).map(|node| node.at)
}

/// The graph as it is seen with its collapsed groups, but for those that are `open` all the same; `None` where none is
/// collapsed. A box stands in the place of its leftmost card, of several the uppermost: so it covers no other card.
pub fn collapse(graph: &Graph, open: &[NodeId]) -> Option<CollapsedGraph> {
    let collapsed = graph.groups().iter().filter(|(id, group)| group.collapsed && !open.contains(id));
    let (mut boxes, mut hidden) = (Vec::new(), HashMap::new());
    for (id, group) in collapsed {
        let first = places(graph, group).min_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
        boxes.push((id.clone(), first?));
        hidden.extend(group.nodes.iter().map(|node| (node.clone(), id.clone())));
    }
    if boxes.is_empty() {
        return None;
    }
    let at: HashMap<&NodeId, Point> = boxes.iter().map(|(id, at)| (id, *at)).collect();
    let place = |node: &Node| hidden.get(&node.id).and_then(|group| at.get(group)).copied();
    let nodes = graph.nodes().map(|node| Node { at: place(node).unwrap_or(node.at), ..node.clone() });
    let within = |key: &LinkKey| hidden.get(&key.from).is_some_and(|group| hidden.get(&key.to) == Some(group));
    let links = graph.links().filter(|(key, _)| !within(key)).map(|(key, timing)| (key.clone(), *timing));
    let graph = Graph::of(nodes, links);
    Some(CollapsedGraph { graph, boxes, hidden })
}

/// The graph that the arrow keys walk: in place of each collapsed group a stand-in of the same id, which the links that cross
/// its border lead to and leave one after the other.
pub fn nav_graph(collapsed: &CollapsedGraph) -> Graph {
    let stand_in = |(id, at): &(NodeId, Point)| {
        let mut node = Node::new(id.clone(), Kind::ConditionalSplit, *at);
        let within = |other: &&Node| collapsed.hidden.get(&other.id) == Some(id);
        node.entry = collapsed.graph.nodes().filter(within).any(|node| node.entry);
        node.paths = vec![Path::default(); usize::from(u8::MAX)];
        node
    };
    let seen = collapsed.graph.nodes().filter(|node| !collapsed.hidden.contains_key(&node.id)).cloned();
    let nodes: Vec<Node> = collapsed.boxes.iter().map(stand_in).chain(seen).collect();
    let mut left: HashMap<&NodeId, u8> = HashMap::new();
    let links = collapsed.graph.links().map(|(key, timing)| {
        let to = collapsed.hidden.get(&key.to).unwrap_or(&key.to).clone();
        let key = match collapsed.hidden.get(&key.from) {
            Some(group) => {
                let next = left.entry(group).or_default();
                *next = next.saturating_add(1);
                LinkKey { from: group.clone(), outcome: Outcome::Path(*next - 1), to }
            }
            None => LinkKey { to, ..key.clone() },
        };
        (key, *timing)
    });
    let links: Vec<_> = links.collect();
    Graph::of(nodes, links)
}

/// Everything that can have the focus, in reading order: nodes and collapsed groups, before the first node of a group that is
/// not collapsed its frame, and last the notes, from above and from the left.
pub fn focus_order(graph: &Graph, collapsed: Option<&CollapsedGraph>) -> Vec<NodeId> {
    let order = collapsed.map_or_else(|| reading_order(graph), |collapsed| reading_order(&nav_graph(collapsed)));
    let mut focus_order = Vec::with_capacity(order.len());
    let mut framed = HashSet::new();
    for id in order {
        if let Some((group, _)) = graph.group_of(&id)
            && framed.insert(group)
        {
            focus_order.push(group.clone());
        }
        focus_order.push(id);
    }
    let mut notes: Vec<&(NodeId, Note)> = graph.notes().iter().collect();
    journey::order::sort_by(&mut notes, |(_, a), (_, b)| a.at.y.total_cmp(&b.at.y).then(a.at.x.total_cmp(&b.at.x)));
    focus_order.extend(notes.into_iter().map(|(id, _)| id.clone()));
    focus_order
}

/// The nearest in a direction; a target straight ahead counts as nearer than one to the side.
pub fn nearest(from: Rect, others: impl Iterator<Item = (NodeId, Rect)>, direction: Direction) -> Option<NodeId> {
    let here = from.middle();
    let far = |rect: Rect| {
        let there = rect.middle();
        let (dx, dy) = (there.x - here.x, there.y - here.y);
        let (ahead, aside) = match direction {
            Direction::Left => (-dx, dy),
            Direction::Right => (dx, dy),
            Direction::Up => (-dy, dx),
            Direction::Down => (dy, dx),
        };
        (ahead > 0.0).then_some(ahead + 2.0 * aside.abs())
    };
    let found = others.filter_map(|(id, rect)| Some((far(rect)?, id)));
    found.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, id)| id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyboard_nav::step;
    use journey::{arbitrary::drafts, edit::Edit, journey::Draft};
    use proptest::prelude::*;

    fn id(text: &str) -> NodeId {
        NodeId::parse(text).unwrap()
    }

    /// a → b → c → d, with b and c in a collapsed group.
    fn row() -> Draft {
        let mut draft = Draft::new("UTC");
        for (n, name) in ["a", "b", "c", "d"].into_iter().enumerate() {
            let at = Point { x: n as f64 * 300.0, y: 0.0 };
            Edit::add(Node::new(id(name), Kind::Email, at)).apply(&mut draft).unwrap();
        }
        for (from, to) in [("a", "b"), ("b", "c"), ("c", "d")] {
            Edit::link(LinkKey { from: id(from), outcome: Outcome::Sent, to: id(to) }).apply(&mut draft).unwrap();
        }
        let group = Group { name: String::new(), nodes: vec![id("b"), id("c")], collapsed: true };
        Edit::Group(id("g"), Some(group)).apply(&mut draft).unwrap();
        draft
    }

    #[test]
    fn links_that_cross_the_border_end_at_the_box_and_those_within_are_gone() {
        let draft = row();
        let collapsed = collapse(&draft.graph, &[]).unwrap();
        assert_eq!(collapsed.boxes, [(id("g"), Point { x: 300.0, y: 0.0 })]);
        assert_eq!(collapsed.graph.links().len(), 2);
        assert_eq!(collapsed.graph.node(&id("c")).unwrap().at, Point { x: 300.0, y: 0.0 });
        assert_eq!(super::collapse(&draft.graph, &[id("g")]), None, "it is looked into");
    }

    #[test]
    fn the_arrows_go_into_a_collapsed_group_and_past_it() {
        let draft = row();
        let nav_graph = nav_graph(&collapse(&draft.graph, &[]).unwrap());
        let right = |from: &str| step(&nav_graph, &id(from), Direction::Right);
        assert_eq!([right("a"), right("g"), right("d")], [Some(id("g")), Some(id("d")), None]);
        assert_eq!(step(&nav_graph, &id("d"), Direction::Left), Some(id("g")));
    }

    #[test]
    fn every_stop_is_there_once_and_hidden_nodes_are_none() {
        let mut draft = row();
        Edit::Note(id("n"), Some(Note::new(Point::default()))).apply(&mut draft).unwrap();
        let collapsed = collapse(&draft.graph, &[]);
        assert_eq!(focus_order(&draft.graph, collapsed.as_ref()), ["a", "g", "d", "n"].map(id));
        assert_eq!(focus_order(&draft.graph, None), ["a", "g", "b", "c", "d", "n"].map(id));
    }

    #[test]
    fn a_frame_holds_its_cards_below_its_head() {
        let around = frame([Point { x: 0.0, y: 0.0 }, Point { x: 300.0, y: 100.0 }]).unwrap();
        assert!(around.contains(card::rect(Point { x: 300.0, y: 100.0 })) && around.y < -HEAD);
        assert_eq!(frame([]), None);
    }

    #[test]
    fn what_lies_straight_ahead_is_nearer() {
        let at = |x: f64, y: f64| card::rect(Point { x, y });
        let others = [(id("a"), at(300.0, 250.0)), (id("b"), at(500.0, 0.0)), (id("c"), at(-300.0, 0.0))];
        let to = |direction| nearest(at(0.0, 0.0), others.clone().into_iter(), direction);
        assert_eq!(
            [to(Direction::Right), to(Direction::Left), to(Direction::Up)],
            [Some(id("b")), Some(id("c")), None]
        );
    }

    proptest! {
        #[test]
        fn what_is_seen_is_whole_whatever_is_collapsed(draft in drafts()) {
            let graph = &draft.graph;
            let collapsed = collapse(graph, &[]);
            let focus_order = focus_order(graph, collapsed.as_ref());
            let unique: HashSet<&NodeId> = focus_order.iter().collect();
            prop_assert_eq!(unique.len(), focus_order.len());
            let hidden = collapsed.as_ref().map_or(0, |collapsed| collapsed.hidden.len());
            prop_assert_eq!(focus_order.len(), graph.nodes().len() - hidden + graph.groups().len() + graph.notes().len());
            if let Some(collapsed) = collapsed {
                prop_assert_eq!(collapsed.graph.nodes().len(), graph.nodes().len());
                let nav_graph = nav_graph(&collapsed);
                for (key, _) in nav_graph.links() {
                    prop_assert!(key.from != key.to);
                    prop_assert!(!collapsed.hidden.contains_key(&key.from) && !collapsed.hidden.contains_key(&key.to));
                }
            }
        }
    }
}
