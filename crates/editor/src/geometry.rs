//! The positions of cards, notes, groups and links on the canvas, with groups collapsed and a drag in progress.

use canvas::{
    card,
    collapsed::{self, CollapsedGraph},
    rect::Rect,
    route::Route,
};
use journey::{
    graph::{Graph, LinkKey, Node, Point},
    text::NodeId,
};
use reactive_graph::{graph::untrack, prelude::*};

use crate::{interaction::Drag, state::Editor, visible_graph::shown};

impl Editor {
    /// Reads the graph as it is seen: with the nodes of each collapsed group at its box. Without groups it is the graph itself.
    pub fn with_shown<R>(&self, read: impl FnOnce(&Graph) -> R) -> R {
        shown(self.draft, self.collapsed, read)
    }

    /// Reads the graph with collapsed groups; `None` while no group is collapsed.
    pub fn with_collapsed<R>(&self, read: impl FnOnce(Option<&CollapsedGraph>) -> R) -> R {
        self.collapsed.with(|collapsed| read(collapsed.as_deref()))
    }

    /// The collapsed group that a node is in, where it is not seen.
    pub fn hidden_in(&self, id: &NodeId) -> Option<NodeId> {
        self.with_collapsed(|collapsed| collapsed.and_then(|collapsed| collapsed.hidden.get(id).cloned()))
    }

    /// The element that has the focus for a node: its card, or the box of its collapsed group.
    pub(crate) fn focus_target(&self, id: &NodeId) -> NodeId {
        untrack(|| self.hidden_in(id)).unwrap_or_else(|| id.clone())
    }

    /// The rectangle of a node's card, a note, a group's frame or its box, without the offset of a drag.
    pub fn rect_of(&self, id: &NodeId) -> Option<Rect> {
        self.draft.with(|draft| {
            let graph = &draft.graph;
            if let Some(note) = graph.note(id) {
                return Some(collapsed::note_rect(note));
            }
            if let Some(group) = graph.group(id) {
                let at = self.with_collapsed(|collapsed| collapsed.and_then(|collapsed| collapsed.box_of(id)));
                return at.map(card::rect).or_else(|| collapsed::frame(collapsed::places(graph, group)));
            }
            let hidden =
                || self.hidden_in(id).and_then(|group| self.with_collapsed(|collapsed| collapsed?.box_of(&group)));
            let node = graph.node(id)?;
            let at = if graph.groups().is_empty() { None } else { hidden() };
            Some(card::rect(at.unwrap_or(node.at)))
        })
    }

    /// The rectangles of all that is seen and can have the focus.
    pub(crate) fn rects(&self) -> Vec<(NodeId, Rect)> {
        let focus_order =
            self.draft.with(|draft| self.with_collapsed(|collapsed| collapsed::focus_order(&draft.graph, collapsed)));
        focus_order.into_iter().filter_map(|id| self.rect_of(&id).map(|rect| (id, rect))).collect()
    }

    /// The current place of a node, the offset of a drag included.
    pub fn place(&self, node: &Node) -> Point {
        let by = self.drag_offset_of(&node.id).unwrap_or_default();
        // Collapsed groups are tracked only where there are groups.
        let grouped = self.draft.with_untracked(|draft| !draft.graph.groups().is_empty());
        let collapsed = grouped.then(|| {
            self.with_collapsed(|collapsed| {
                collapsed.and_then(|collapsed| collapsed.box_of(collapsed.hidden.get(&node.id)?))
            })
        });
        let at = collapsed.flatten().unwrap_or(node.at);
        Point { x: at.x + by.x, y: at.y + by.y }
    }

    /// The displacement of a node during a drag.
    pub fn drag_offset_of(&self, id: &NodeId) -> Option<Point> {
        let carried = |drag: &Drag| !drag.copy && drag.nodes.contains(id);
        self.drag.with(|drag| drag.as_ref().is_some_and(carried)).then(|| self.drag_offset.get())
    }

    /// The route of a link between its present ends. With both ends dragged it moves along; with one, it is routed
    /// among the resting cards. All other routes stay as they are until the drop.
    pub fn route(&self, key: &LinkKey) -> Option<Route> {
        let by = (self.drag_offset_of(&key.from), self.drag_offset_of(&key.to));
        self.with_shown(|graph| {
            let (from, to) = (graph.node(&key.from)?, graph.node(&key.to)?);
            let way = || self.routes.with(|routes| routes.route(key, from, to));
            Some(match by {
                (None, None) => way(),
                (Some(by), Some(_)) => way().moved(by),
                _ => self.resting.with(|cards| Route::of(cards, key, (from, self.place(from)), self.place(to))),
            })
        })
    }
}
