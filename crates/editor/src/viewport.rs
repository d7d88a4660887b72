//! The visible part of the canvas, and its movements.

use canvas::{card, collapsed, rect::Rect, view::View};
use journey::{graph::Point, text::NodeId};
use reactive_graph::{graph::untrack, prelude::*};

use crate::state::Editor;

/// The distance that the handles of a selected node reach beyond its card, in canvas units.
const HANDLES: f64 = 112.0;

impl Editor {
    /// Takes the size of the pane, in pixels.
    pub fn set_pane(&self, size: (f64, f64)) {
        self.pane.try_set(size);
    }

    /// Shows a part of the canvas.
    pub fn set_view(&self, view: View) {
        self.view.set(view);
    }

    /// Tells that the view was set; the first call of [`Self::place_view`] does it.
    pub fn is_placed(&self) -> bool {
        self.placed.try_get_value() == Some(true)
    }

    /// Records that the view is placed; returns true the first time.
    pub fn place_view(&self) -> bool {
        self.placed.try_update_value(|placed| !std::mem::replace(placed, true)) == Some(true)
    }

    /// Moves the view by pixels.
    pub fn pan(&self, dx: f64, dy: f64) {
        self.view.update(|view| *view = view.panned(dx, dy));
    }

    /// Zooms about a point of the pane.
    pub fn zoom_at(&self, factor: f64, at: Point) {
        self.view.update(|view| *view = view.zoomed(factor, at));
    }

    /// Brings a node into view.
    pub fn show(&self, id: &NodeId) {
        if let Some(card) = untrack(|| self.rect_of(id)) {
            let (width, height) = self.pane.get_untracked();
            // With the handles of a node's outcomes, which stand at its right once it is selected.
            let is_node = self.draft.with_untracked(|draft| draft.graph.node(id).is_some());
            let seen = Rect { w: card.w + if is_node { HANDLES } else { 0.0 }, ..card };
            let view = self.view.get_untracked().showing(seen, width, height);
            if width > 0.0 && view != self.view.get_untracked() {
                self.view.set(view);
            }
        }
    }

    /// Brings a node into view where nothing of it is seen.
    pub fn show_if_hidden(&self, id: &NodeId) {
        let (width, height) = self.pane.get_untracked();
        let seen = self.view.get_untracked().visible(width, height);
        if untrack(|| self.rect_of(id)).is_some_and(|rect| !rect.meets(seen)) {
            self.show(id);
        }
    }

    /// Puts a node in the middle of the view.
    pub fn put_in_middle(&self, id: &NodeId) {
        let (width, height) = self.pane.get_untracked();
        let at = self.draft.with_untracked(|draft| draft.graph.node(id).map(|node| card::rect(node.at).middle()));
        if let Some(at) = at.filter(|_| width > 0.0) {
            let zoom = self.view.get_untracked().zoom;
            self.view.set(View { x: width / 2.0 - at.x * zoom, y: height / 2.0 - at.y * zoom, zoom });
        }
    }

    /// Shows the whole graph.
    pub fn fit(&self) {
        self.fit_to(&|_| true);
    }

    /// Shows what is selected, as large as it goes; all of it where nothing is.
    pub fn fit_selected(&self) {
        let selection = self.selection.get_untracked();
        let ends: Vec<NodeId> = selection.links.into_iter().flat_map(|key| [key.from, key.to]).collect();
        let all = selection.nodes.is_empty() && selection.notes.is_empty() && ends.is_empty();
        let shown = |id: &NodeId| selection.nodes.contains(id) || selection.notes.contains(id) || ends.contains(id);
        self.fit_to(&|id| all || shown(id));
    }

    fn fit_to(&self, shown: &dyn Fn(&NodeId) -> bool) {
        let (width, height) = self.pane.get_untracked();
        let notes = self.draft.with_untracked(|draft| {
            let notes = draft.graph.notes().iter().filter(|(id, _)| shown(id));
            notes.map(|(_, note)| collapsed::note_rect(note)).collect::<Vec<_>>()
        });
        let bounds = untrack(|| {
            self.with_shown(|graph| {
                let cards = graph.nodes().filter(|node| shown(&node.id)).map(|node| card::rect(node.at));
                Rect::around(cards.chain(notes))
            })
        });
        self.view.update(|view| *view = view.fitted(bounds, width, height));
    }

    /// The visible part of the canvas as its upper left and lower right corner; everything while the canvas is not
    /// shown.
    pub fn seen(&self) -> (Point, Point) {
        let (width, height) = self.pane.get_untracked();
        if width <= 0.0 {
            let far = journey::graph::FAR;
            return (Point { x: -far, y: -far }, Point { x: far, y: far });
        }
        let seen = self.view.get_untracked().visible(width, height);
        (Point { x: seen.x, y: seen.y }, Point { x: seen.x + seen.w, y: seen.y + seen.h })
    }

    /// Shows the beginning of the graph at a zoom: the entry at the left, half-way up.
    pub fn show_beginning(&self, zoom: f64) {
        let (width, height) = self.pane.get_untracked();
        let first = self.draft.with_untracked(|draft| {
            draft.graph.entry().or_else(|| draft.graph.nodes().next()).map(|node| card::rect(node.at).middle())
        });
        if let Some(first) = first {
            let left = (width / 4.0).min(160.0);
            self.view.set(View { x: left - first.x * zoom, y: height / 2.0 - first.y * zoom, zoom });
        }
    }

    /// Zooms about the middle of the pane.
    pub fn zoom(&self, factor: f64) {
        let (width, height) = self.pane.get_untracked();
        self.view.update(|view| *view = view.zoomed(factor, Point { x: width / 2.0, y: height / 2.0 }));
    }

    /// The canvas point in the middle of the pane.
    pub fn middle(&self) -> Point {
        let (width, height) = self.pane.get_untracked();
        self.view.get_untracked().to_canvas(Point { x: width / 2.0, y: height / 2.0 })
    }
}
