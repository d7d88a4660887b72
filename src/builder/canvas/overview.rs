//! The overview of the graph, for more cards in the view than can be told apart. Each group is one path of boxes, and
//! all links are another. Moving and selecting cost as much as with ten cards.

use std::{collections::HashSet, fmt::Write, sync::Arc};

use canvas::{
    card::{self, HEIGHT, WIDTH},
    link::Curve,
    rect::Rect,
};
use editor::Editor;
use journey::{
    graph::{Node, Point},
    kind::Category,
    text::NodeId,
};
use leptos::prelude::*;
use signals::Memo;

use super::visible_elements::Dragged;
use crate::builder::kind_style;

/// The boxes and lines in the window. Dragged boxes are drawn once and moved by one transform; their lines follow.
#[component]
pub fn Overview(editor: Editor, window: Memo<Rect>, dragged: Dragged) -> impl IntoView {
    let held = dragged.nodes;
    let rest = Layer { editor, window, held, is_dragged: false };
    let moved = Layer { editor, window: dragged.window, held, is_dragged: true };
    let resting = Memo::new(move |_| lines(editor, window.get(), held.get(), None));
    let moving = Memo::new(move |_| match held.get() {
        Some(held) => lines(editor, window.get(), Some(held), Some(editor.drag_offset.get())),
        None => String::new(),
    });
    let by = move || {
        let by = if held.with(Option::is_some) { editor.drag_offset.get() } else { Point::default() };
        format!("translate({} {})", by.x as i64, by.y as i64)
    };
    view! {
        <g class="overview">
            <path class="overview__links" d=move || resting.get()></path>
            <path class="overview__links" d=move || moving.get()></path>
            {rest.view()}
            <g transform=by>{moved.view()}</g>
        </g>
    }
}

/// The boxes of the dragged nodes, or those of the others.
#[derive(Clone, Copy)]
struct Layer {
    editor: Editor,
    window: Memo<Rect>,
    held: Memo<Option<Arc<HashSet<NodeId>>>>,
    is_dragged: bool,
}

impl Layer {
    /// A path for each group, and one around those that are selected.
    fn view(self) -> impl IntoView {
        let groups = Category::ALL.map(|group| {
            let d = Memo::new(move |_| self.path(|node| node.kind.spec().group == group));
            view! { <path class="overview__node" data-group=kind_style::group_slug(group) d=move || d.get()></path> }
        });
        let selected = Memo::new(move |_| {
            self.editor.selection.with(|selection| {
                let selected: HashSet<&NodeId> = selection.nodes.iter().collect();
                if selected.is_empty() { String::new() } else { self.path(|node| selected.contains(&node.id)) }
            })
        });
        view! {
            {groups.into_iter().collect_view()}
            <path class="overview__selected" d=move || selected.get()></path>
        }
    }

    fn path(self, of: impl Fn(&Node) -> bool) -> String {
        let (window, held) = (self.window.get(), self.held.get());
        let is_held = |node: &Node| held.as_ref().is_some_and(|held| held.contains(&node.id));
        let mut d = String::new();
        if self.is_dragged && held.is_none() {
            return d;
        }
        self.editor.with_shown(|graph| {
            let nodes = graph.nodes().filter(|node| of(node) && is_held(node) == self.is_dragged);
            for node in nodes.filter(|node| card::rect(node.at).meets(window)) {
                let _ = write!(d, "M{} {}h{WIDTH}v{HEIGHT}h-{WIDTH}z", node.at.x as i64, node.at.y as i64);
            }
        });
        d
    }
}

/// The lines between resting nodes or, where there is a displacement, the lines of dragged nodes.
fn lines(editor: Editor, window: Rect, held: Option<Arc<HashSet<NodeId>>>, by: Option<Point>) -> String {
    let is_held = |id: &NodeId| held.as_ref().is_some_and(|held| held.contains(id));
    let mut d = String::new();
    editor.with_shown(|graph| {
        for (key, _) in graph.links() {
            let (from_held, to_held) = (is_held(&key.from), is_held(&key.to));
            if (from_held || to_held) != by.is_some() {
                continue;
            }
            let (Some(from), Some(to)) = (graph.node(&key.from), graph.node(&key.to)) else { continue };
            let at = |node: &Node, held: bool| {
                let by = by.filter(|_| held).unwrap_or_default();
                Point { x: node.at.x + by.x, y: node.at.y + by.y }
            };
            let curve =
                Curve::between(card::departure(from, at(from, from_held), key.outcome), card::arrival(at(to, to_held)));
            if curve.bounds().meets(window) {
                // Straight: from so far nobody sees the bows.
                let end = |v: f64| v as i64;
                let _ =
                    write!(d, "M{} {}L{} {}", end(curve.from.x), end(curve.from.y), end(curve.to.x), end(curve.to.y));
            }
        }
    });
    d
}
