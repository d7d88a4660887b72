//! The canvas: what is drawn, and what the hand and the keys do to it. The geometry is in the crate `canvas`; here are
//! only elements and events (spec: interface.md, region Canvas).

mod card;
mod controls;
mod keys;
mod link;
mod pointer;
mod steps;

pub use card::{caption, title};
pub use keys::open_fields;
pub use link::short;
pub use pointer::{connect, focus_node, open_next};
pub use steps::AddStepMenu;

use canvas::{card as geometry, link::Curve, rect::Rect, snap::Guide, view::View};
use journey::{graph::LinkKey, graph::Point, kind::Outcome, text::NodeId};
use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, prelude::Closure};

use super::editor::{Editor, Mode};
use card::Card;
use controls::Controls;
use link::{LinkLabel, LinkPath};

/// Below this zoom a card's text cannot be read, and is left out.
const FAR: f64 = 0.4;

/// The smallest zoom at which a card's text reads well.
const READABLE: f64 = 0.75;

/// The region *Canvas*.
#[component]
pub fn Canvas(
    /// The open journey.
    editor: Editor,
) -> impl IntoView {
    let pane = NodeRef::<html::Div>::new();
    observe_size(pane, editor);
    show_graph_once(editor);
    let pointer = pointer::Pointer::new(editor, pane);

    let window = window_of(editor);
    let nodes = Memo::new(move |_| visible_nodes(editor, window.get()));
    let links = Memo::new(move |_| visible_links(editor, window.get()));
    let transform = move || {
        let View { x, y, zoom } = editor.view.get();
        format!("translate({:.2}px,{:.2}px) scale({zoom:.4})", x, y)
    };
    let empty = Memo::new(move |_| editor.draft.with(|draft| draft.graph.nodes().len() == 0));

    view! {
        <section class="canvas" aria-label="Canvas">
            <div
                class="canvas__view"
                class:canvas__view--far=move || editor.view.with(|view| view.zoom < FAR)
                class:canvas__view--busy=move || editor.carry.with(Option::is_some) || editor.drawing.with(Option::is_some)
                node_ref=pane
                on:pointerdown=move |event| pointer.down(&event)
                on:pointermove=move |event| pointer.moved(&event)
                on:pointerup=move |event| pointer.up(&event)
                on:pointercancel=move |_| pointer.cancel()
                on:lostpointercapture=move |event| pointer.lost(&event)
                on:dblclick=move |event| pointer.double(&event)
                on:wheel=move |event| pointer.wheel(&event)
                on:keydown=move |event| keys::down(editor, &event)
                on:scroll=move |_| stay(pane)
                style:background-position=move || grid_place(editor)
                style:background-size=move || grid_size(editor)
            >
                <div class="canvas__world" style:transform=transform>
                    <svg class="canvas__links" aria-hidden="true" width="1" height="1">
                        <For each=move || links.get() key=|key| key.clone() let:key>
                            <LinkPath editor key />
                        </For>
                        <DrawnLink editor />
                        <Guides editor />
                    </svg>
                    <For each=move || links.get() key=|key| key.clone() let:key>
                        <LinkLabel editor key />
                    </For>
                    <For each=move || nodes.get() key=|id| id.clone() let:id>
                        <Card editor id />
                    </For>
                    <Marquee editor />
                </div>
                <Show when=move || empty.get()>
                    <div class="canvas__hint">
                        <p>
                            {move || if editor.mode.get() == Mode::Draft {
                                "Press a segment in the palette to say where users come in, or drag one here."
                            } else {
                                "This version has no nodes."
                            }}
                        </p>
                    </div>
                </Show>
            </div>
            <Controls editor />
        </section>
    }
}

/// Keeps the editor's idea of the pane's size true. Nothing ever reads the layout while the hand moves.
fn observe_size(pane: NodeRef<html::Div>, editor: Editor) {
    Effect::new(move |_| {
        let Some(element) = pane.get() else { return };
        let measured = element.clone();
        let measure = Closure::<dyn FnMut()>::new(move || {
            editor.pane.try_set((f64::from(measured.client_width()), f64::from(measured.client_height())));
        });
        let Ok(observer) = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let held = StoredValue::new_local((observer, measure));
        on_cleanup(move || {
            held.try_with_value(|(observer, _)| observer.disconnect());
        });
    });
}

/// Shows the graph when the canvas is opened, as soon as the pane has a size: all of it, or, where it would be too small to
/// read then, its beginning.
fn show_graph_once(editor: Editor) {
    Effect::new(move |_| {
        if editor.pane.get().0 > 0.0 && !editor.placed.get_value() {
            editor.placed.set_value(true);
            editor.fit();
            if editor.view.with_untracked(|view| view.zoom < READABLE) {
                editor.show_beginning(READABLE);
            }
        }
    });
}

/// The part of the canvas whose nodes are mounted: what is visible and half as much around it. It stays as it is until the
/// view leaves it, so that a pan mounts nothing at most of its steps.
fn window_of(editor: Editor) -> Memo<Rect> {
    Memo::new(move |before: Option<&Rect>| {
        let (width, height) = editor.pane.get();
        let seen = editor.view.get().visible(width, height);
        let margin = seen.w.max(seen.h) / 2.0;
        match before {
            Some(before)
                if before.holds(Point { x: seen.x, y: seen.y })
                    && before.holds(Point { x: seen.x + seen.w, y: seen.y + seen.h })
                    && before.w < seen.w * 3.0 + 1.0 =>
            {
                *before
            }
            _ => seen.grown(margin),
        }
    })
}

/// The nodes that are mounted: those in the window, and whatever has the focus or is in the hand.
fn visible_nodes(editor: Editor, window: Rect) -> Vec<NodeId> {
    let active = editor.active.get();
    let carried = editor.carry.with(|carry| carry.as_ref().map(|carry| carry.nodes.clone())).unwrap_or_default();
    editor.draft.with(|draft| {
        let seen = |node: &&journey::graph::Node| {
            geometry::rect(node.at).meets(window) || active.as_ref() == Some(&node.id) || carried.contains(&node.id)
        };
        draft.graph.nodes().filter(seen).map(|node| node.id.clone()).collect()
    })
}

/// The links that are mounted: those whose curve comes into the window.
fn visible_links(editor: Editor, window: Rect) -> Vec<LinkKey> {
    let carried = editor.carry.with(|carry| carry.as_ref().map(|carry| carry.nodes.clone())).unwrap_or_default();
    editor.draft.with(|draft| {
        let seen = |key: &&LinkKey| {
            let (Some(from), Some(to)) = (draft.graph.node(&key.from), draft.graph.node(&key.to)) else { return false };
            carried.contains(&key.from)
                || carried.contains(&key.to)
                || Curve::between(geometry::departure(from, from.at, key.outcome), geometry::arrival(to.at))
                    .bounds()
                    .meets(window)
        };
        draft.graph.links().map(|(key, _)| key).filter(seen).cloned().collect()
    })
}

/// Where the dots of the grid stand, so that they move with the world.
fn grid_place(editor: Editor) -> String {
    editor.view.with(|view| format!("{:.1}px {:.1}px", view.x, view.y))
}

/// How far the dots of the grid are apart: never so near that they become a grey.
fn grid_size(editor: Editor) -> String {
    let mut step = 20.0 * editor.view.with(|view| view.zoom);
    while step < 14.0 {
        step *= 2.0;
    }
    format!("{step:.2}px {step:.2}px")
}

/// A browser scrolls to what it focuses. The canvas has a view of its own and does not scroll.
fn stay(pane: NodeRef<html::Div>) {
    if let Some(pane) = pane.get_untracked() {
        pane.set_scroll_left(0);
        pane.set_scroll_top(0);
    }
}

/// The link that is being drawn.
#[component]
fn DrawnLink(editor: Editor) -> impl IntoView {
    move || {
        let drawing = editor.drawing.get()?;
        let from = editor.draft.with(|draft| {
            draft.graph.node(&drawing.from).map(|node| geometry::departure(node, node.at, drawing.outcome))
        })?;
        let mut d = String::new();
        Curve::between(from, drawing.to).write(&mut d);
        let refused = matches!(drawing.over, Some((_, false)));
        Some(view! { <path class="canvas__drawn" class:canvas__drawn--refused=refused d=d></path> })
    }
}

/// The guides of a drag.
#[component]
fn Guides(editor: Editor) -> impl IntoView {
    move || {
        let line = |guide: Guide| {
            let d = match guide {
                Guide::Upright(x, from, to) => format!("M{x:.0} {from:.0}V{to:.0}"),
                Guide::Level(y, from, to) => format!("M{from:.0} {y:.0}H{to:.0}"),
            };
            view! { <path class="canvas__guide" d=d></path> }
        };
        editor.guides.get().into_iter().map(line).collect_view()
    }
}

/// The box that is being drawn around nodes.
#[component]
fn Marquee(editor: Editor) -> impl IntoView {
    move || {
        editor.marquee.get().map(|rect| {
            view! {
                <div
                    class="marquee"
                    style:transform=format!("translate({:.1}px,{:.1}px)", rect.x, rect.y)
                    style:width=format!("{:.1}px", rect.w)
                    style:height=format!("{:.1}px", rect.h)
                ></div>
            }
        })
    }
}

/// An outcome as an attribute holds it.
fn outcome_slug(outcome: Outcome) -> String {
    match outcome {
        Outcome::Path(n) => format!("path-{n}"),
        named => Outcome::NAMED.iter().find(|row| row.0 == named).map_or("", |row| row.1).to_owned(),
    }
}

/// The outcome that an attribute holds.
fn outcome_of(slug: &str) -> Option<Outcome> {
    match slug.strip_prefix("path-") {
        Some(n) => n.parse().ok().map(Outcome::Path),
        None => Outcome::NAMED.iter().find(|row| row.1 == slug).map(|row| row.0),
    }
}

/// A link as an attribute holds it. Ids hold no blank.
fn link_attribute(key: &LinkKey) -> String {
    format!("{} {} {}", key.from, outcome_slug(key.outcome), key.to)
}

/// The link that an attribute holds.
fn link_of(attribute: &str) -> Option<LinkKey> {
    let mut parts = attribute.split(' ');
    let from = NodeId::parse(parts.next()?)?;
    let outcome = outcome_of(parts.next()?)?;
    Some(LinkKey { from, outcome, to: NodeId::parse(parts.next()?)? })
}
