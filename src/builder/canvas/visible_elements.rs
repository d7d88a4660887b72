//! The mounted part of the graph: elements near the view, and those that have the focus or are dragged (canvas.md §2e).

use std::{collections::HashSet, hash::Hash, sync::Arc};

use canvas::{
    cull::{self, Drawn, FAR, LABELS_MAX, LINES_MAX},
    rect::Rect,
};
use editor::Editor;
use journey::{graph::LinkKey, text::NodeId};
use leptos::prelude::*;
use signals::{Memo, RwSignal};

/// The most dragged or selected nodes that stay cards outside of the view. Of a larger drag none stay; of a larger
/// selection the first ones do.
const KEPT: usize = 8;

/// Below this zoom a link's label cannot be read, and is left out where there are many.
const SMALL: f64 = 0.6;

/// So many new cards, and as many new links, are mounted with an edit and in each frame after it.
const A_FRAME: usize = 12;

/// The visible elements.
#[derive(Clone, Copy)]
pub struct VisibleElements {
    /// The nodes that are cards.
    pub nodes: Memo<Vec<NodeId>>,
    /// The links with a line of their own.
    pub links: Memo<Vec<LinkKey>>,
    /// The links that share their lines: those that are too many.
    pub shared: Memo<Vec<LinkKey>>,
    /// Of those with a line of their own, those with a label.
    pub labels: Memo<Vec<LinkKey>>,
    /// True where the zoom shows an overview.
    pub is_overview: Memo<bool>,
    /// True where everything else in the view is drawn as boxes.
    pub as_boxes: Memo<bool>,
    /// The nodes that are dragged.
    pub dragged: Dragged,
}

impl VisibleElements {
    /// The elements that are mounted in a window.
    pub fn of(editor: Editor, window: Memo<Rect>) -> Self {
        let is_small = Memo::new(move |_| editor.view.with(|view| view.zoom < SMALL));
        let is_overview = Memo::new(move |_| editor.view.with(|view| view.zoom < FAR));
        let dragged = Dragged::of(editor, window);
        let keep = keep(editor, dragged);
        let drawn = drawn(editor, window, dragged, keep, is_overview);
        let (cards, lines) = (Pace::of(window), Pace::of(window));
        let first = move |id: &NodeId| keep.with_untracked(|keep| keep.contains(id));
        let nodes = Memo::new(move |before| drawn.with(|drawn| cards.admitted(before, &drawn.nodes, first)));
        let split = Memo::new(move |_| drawn.with(|drawn| split(editor, drawn)));
        let links = Memo::new(move |before| {
            let either = |key: &LinkKey| first(&key.from) || first(&key.to);
            split.with(|(own, _)| lines.admitted(before, own, either))
        });
        let shared = Memo::new(move |_| split.with(|(_, shared)| shared.clone()));
        let labels = Memo::new(move |_| labelled(editor, window, dragged, &links.get(), is_small.get()));
        // The boxes stay until all cards are there.
        let as_boxes = Memo::new(move |before| {
            drawn.with(|drawn| drawn.far || before == Some(&true) && nodes.with(Vec::len) < drawn.nodes.len())
        });
        Self { nodes, links, shared, labels, is_overview, as_boxes, dragged }
    }
}

/// The nodes that are dragged and move with the pointer.
#[derive(Clone, Copy)]
pub struct Dragged {
    /// Their ids.
    pub nodes: Memo<Option<Arc<HashSet<NodeId>>>>,
    /// The window as it lies over where they rested: to a tenth of its size, for it reaches farther than what is seen by
    /// more than that.
    pub window: Memo<Rect>,
}

impl Dragged {
    fn of(editor: Editor, window: Memo<Rect>) -> Self {
        let nodes =
            move |_: Option<&_>| editor.drag.with(|drag| Some(drag.as_ref().filter(|drag| !drag.copy)?.nodes.clone()));
        let over = move |_: Option<&_>| {
            let (by, window) = (editor.drag_offset.get(), window.get());
            let rough = |by: f64, step: f64| if step > 0.0 { (by / step * 10.0).round() * step / 10.0 } else { 0.0 };
            Rect { x: window.x - rough(by.x, window.w), y: window.y - rough(by.y, window.h), ..window }
        };
        Self { nodes: Memo::new(nodes), window: Memo::new(over) }
    }
}

/// The nodes that stay mounted wherever they are: the focused one, the start of a drawn link, a small drag, and the
/// first selected ones.
fn keep(editor: Editor, dragged: Dragged) -> Memo<HashSet<NodeId>> {
    Memo::new(move |_| {
        let mut keep: HashSet<NodeId> = editor.active.get().into_iter().collect();
        dragged.nodes.with(|held| {
            let few = held.iter().filter(|held| held.len() <= KEPT);
            keep.extend(few.flat_map(|held| held.iter().cloned()));
        });
        editor.link_draft.with(|link_draft| keep.extend(link_draft.as_ref().map(|link_draft| link_draft.from.clone())));
        editor.selection.with(|selection| keep.extend(selection.nodes.iter().take(KEPT).cloned()));
        keep
    })
}

/// The elements to mount, and whether the rest in the view is drawn as boxes.
fn drawn(
    editor: Editor,
    window: Memo<Rect>,
    dragged: Dragged,
    keep: Memo<HashSet<NodeId>>,
    is_overview: Memo<bool>,
) -> Memo<Drawn> {
    Memo::new(move |_| {
        let zoom = if is_overview.get() { FAR / 2.0 } else { 1.0 };
        let routes = editor.routes.get();
        // A few are cards wherever they are, and nothing has to be looked through for them while they move.
        let held = dragged.nodes.get().filter(|held| held.len() > KEPT);
        let dragged = held.as_deref().map(|nodes| (nodes, dragged.window.get()));
        let mut drawn =
            editor.with_shown(|graph| keep.with(|keep| cull::drawn(graph, &routes, window.get(), zoom, keep, dragged)));
        editor.with_collapsed(|collapsed| {
            if let Some(collapsed) = collapsed {
                drawn.nodes.retain(|id| !collapsed.hidden.contains_key(id));
            }
        });
        drawn
    })
}

/// The links with a line of their own, and those that share theirs. From afar one path has all lines already.
fn split(editor: Editor, drawn: &Drawn) -> (Vec<LinkKey>, Vec<LinkKey>) {
    if drawn.links.len() <= LINES_MAX {
        return (drawn.links.clone(), Vec::new());
    }
    let mut marked: HashSet<LinkKey> = editor.selection.with(|selection| selection.links.iter().cloned().collect());
    marked.extend(editor.pointed_link.get().into_iter().chain(editor.drop_link.get()));
    let cards: HashSet<&NodeId> = drawn.nodes.iter().collect();
    let (own, shared) = cull::own_lines(&drawn.links, &cards, |key| marked.contains(key));
    (own, if drawn.far { Vec::new() } else { shared })
}

/// Spreads over frames what an edit brings into the view.
#[derive(Clone, Copy)]
struct Pace {
    window: Memo<Rect>,
    /// The window of the last run.
    was: StoredValue<Rect>,
    beat: RwSignal<()>,
    /// Set while the next frame is requested.
    asked: StoredValue<bool>,
}

impl Pace {
    fn of(window: Memo<Rect>) -> Self {
        let was = StoredValue::new(Rect::default());
        Self { window, was, beat: RwSignal::new(()), asked: StoredValue::new(false) }
    }

    /// The elements that are mounted now. After an edit they are those that `first` accepts, and a fixed number of
    /// others in each frame. After a move of the view they are all of them at once: each frame would need a layout for
    /// a few.
    fn admitted<T: Clone + Eq + Hash>(self, before: Option<&Vec<T>>, all: &[T], first: impl Fn(&T) -> bool) -> Vec<T> {
        self.beat.track();
        let over = self.window.get();
        let is_same = self.was.try_update_value(|was| std::mem::replace(was, over)) == Some(over);
        let old: HashSet<&T> = before.into_iter().flatten().collect();
        let new = all.iter().filter(|one| !old.contains(one) && !first(one));
        let later: HashSet<&T> = new.skip(A_FRAME).collect();
        if later.is_empty() || old.is_empty() || !is_same {
            return steady(before, all);
        }
        if self.asked.try_update_value(|asked| !std::mem::replace(asked, true)) == Some(true) {
            request_animation_frame(move || {
                self.asked.try_update_value(|asked| *asked = false);
                self.beat.try_set(());
            });
        }
        let now: Vec<T> = all.iter().filter(|one| !later.contains(one)).cloned().collect();
        steady(before, &now)
    }
}

/// The elements in an order that moves no remaining element in the document, as a move would take the focus from it.
/// New elements take the places of the first ones that go; `For` then sees that all others only closed up.
fn steady<T: Clone + Eq + Hash>(before: Option<&Vec<T>>, now: &[T]) -> Vec<T> {
    let Some(before) = before else { return now.to_vec() };
    let (old, all): (HashSet<&T>, HashSet<&T>) = (before.iter().collect(), now.iter().collect());
    let mut new = now.iter().filter(|one| !old.contains(one));
    let mut order: Vec<T> =
        before.iter().filter_map(|one| if all.contains(one) { Some(one) } else { new.next() }).cloned().collect();
    order.extend(new.cloned());
    order
}

/// The links that have a label. Of many, these are the readable ones, the selected ones, and those that a drag moves.
fn labelled(editor: Editor, window: Memo<Rect>, dragged: Dragged, links: &[LinkKey], is_small: bool) -> Vec<LinkKey> {
    if links.len() <= LABELS_MAX {
        return links.to_vec();
    }
    let selected = |key: &LinkKey| editor.selection.with(|selection| selection.links.contains(key));
    if is_small {
        return links.iter().filter(|key| selected(key)).cloned().collect();
    }
    let held = dragged.nodes.get();
    let is_held = |id: &NodeId| held.as_ref().is_some_and(|held| held.contains(id));
    let is_marked = |key: &LinkKey| selected(key) || is_held(&key.from) || is_held(&key.to);
    let routes = editor.routes.get();
    editor.with_shown(|graph| cull::labels(graph, &routes, window.get(), links, is_marked))
}
