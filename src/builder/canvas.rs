//! The canvas: its elements, and the effects of pointer and keys. The geometry is in the crate `canvas`; here are only
//! elements and events (spec: interface.md, region Canvas).

mod add_node_menu;
mod card;
mod controls;
mod drawing;
pub mod empty;
mod frame;
mod link;
mod link_bar;
mod link_time_popover;
mod minimap;
mod note;
mod overview;
mod pointer;
mod visible_elements;

pub use add_node_menu::AddNodeMenu;
pub use drawing::{
    Face, draw_head, draw_note, frame_head, label_at, label_markup, label_rank, line_class, note_box, title,
};
pub use link_bar::LinkBar;
pub use link_time_popover::LinkTimePopover;

use canvas::{card as geometry, cull, link::Curve, rect::Rect, snap::Guide, view::View};
use editor::Editor;
use journey::text::NodeId;
use leptos::{html, prelude::*};
use signals::{Memo, RwSignal};

use super::{
    commands::{export_picture::PrintedPicture, menu},
    dom::{
        css::fixed,
        page::{keep_page_zoom, observe_size},
    },
};
use crate::{platform::session, ui::PointMenu};
use card::Card;
use controls::Controls;
use empty::hint;
use frame::{Boxes, Frames};
use link::{LinkEnds, LinkLabel, LinkPath, SharedLines};
use minimap::Minimap;
use note::Notes;
use overview::Overview;
use visible_elements::VisibleElements;

/// The smallest zoom at which a card's text reads well.
const READABLE: f64 = 0.75;

/// The region *Canvas*.
#[component]
pub fn Canvas(
    /// The open journey.
    editor: Editor,
    /// The journey's name.
    name: Signal<String>,
) -> impl IntoView {
    let pane = NodeRef::<html::Div>::new();
    // No code reads the layout during a drag.
    observe_size(pane, move |size| {
        editor.set_pane(size);
    });
    show_graph_once(editor);
    let pointer = pointer::Pointer::new(editor, pane);

    let window =
        Memo::new(move |before: Option<&Rect>| cull::window(before.copied(), editor.view.get(), editor.pane.get()));
    let visible = VisibleElements::of(editor, window);
    let menu_at = RwSignal::new(None::<(f64, f64)>);
    let here = StoredValue::new(None);
    let items = Signal::derive(move || menu::entries(editor, here.get_value()));
    let transform = move || {
        let View { x, y, zoom } = editor.view.get();
        ["translate(", &fixed(x, 2), "px,", &fixed(y, 2), "px) scale(", &fixed(zoom, 4), ")"].concat()
    };
    let empty = Memo::new(move |_| editor.draft.with(|draft| draft.graph.nodes().len() == 0));

    view! {
        <section class="canvas" aria-label="Canvas" on:wheel=keep_page_zoom>
            <div
                class="canvas__view"
                class:canvas__view--overview=move || visible.is_overview.get()
                class:canvas__view--several=move || editor.selection.with(|selection| selection.nodes.len() > 1)
                class:canvas__view--link=move || editor.pointed_link.with(Option::is_some)
                class:canvas__view--busy=move || editor.drag.with(Option::is_some) || editor.link_draft.with(Option::is_some)
                node_ref=pane
                on:pointerdown=move |event| pointer.down(&event)
                on:pointermove=move |event| pointer.moved(&event)
                on:pointerup=move |event| pointer.up(&event)
                on:pointercancel=move |_| editor.cancel()
                on:lostpointercapture=move |_| pointer.lost()
                on:pointerover=move |event| pointer.over(&event)
                on:pointerleave=move |_| pointer.left()
                on:focusin=move |event| card::focused(editor, &event)
                on:click=move |event| link_time_popover::clicked(editor, &event)
                on:dblclick=move |event| pointer.double(&event)
                on:contextmenu=move |event| {
                    event.prevent_default();
                    pointer.choose(&event);
                    here.set_value(Some(pointer.canvas_at(&event)));
                    menu_at.set(Some((f64::from(event.client_x()), f64::from(event.client_y()))));
                }
                on:wheel=move |event| pointer.wheel(&event)
                on:scroll=move |_| stay(pane)
                style:background-position=move || grid_place(editor)
                style:background-size=move || grid_size(editor)
            >
                <div class="canvas__world" style:transform=transform>
                    <Notes editor window />
                    <Frames editor window />
                    <svg class="canvas__links" aria-hidden="true" width="1" height="1">
                        {move || visible.as_boxes.get().then(|| view! { <Overview editor window dragged=visible.dragged /> })}
                        <SharedLines editor links=visible.shared />
                        <For each=move || visible.links.get() key=|key| key.clone() let:key>
                            <LinkPath editor key />
                        </For>
                        <LinkEnds editor />
                        <DrawnLink editor />
                        <Guides editor />
                    </svg>
                    <For each=move || visible.labels.get() key=|key| key.clone() let:key>
                        <LinkLabel editor key />
                    </For>
                    <For each=move || visible.nodes.get() key=|id| id.clone() let:id>
                        <Card editor id />
                    </For>
                    <Boxes editor window />
                    <Copies editor />
                    <Marquee editor />
                </div>
            </div>
            // Beside the pane, which captures what is pressed in it.
            <Show when=move || empty.get()>
                <div class="canvas__hint">{hint(editor)}</div>
            </Show>
            <Controls editor />
            <Minimap editor />
            <PointMenu at=menu_at label="Canvas actions" items />
            <PrintedPicture editor name />
        </section>
    }
}

/// Shows the graph when the canvas is opened, as soon as the pane has a size: where it was when this tab last showed it, else
/// all of it, or, where it would be too small to read then, its beginning.
fn show_graph_once(editor: Editor) {
    let key = ["sojourn/view", &location().pathname().unwrap_or_default()].concat();
    let remembered = session::get(&key).and_then(|text| View::parse(&text));
    Effect::new(move |_| {
        if editor.pane.get().0 <= 0.0 || !editor.place_view() {
            return;
        }
        if let Some(view) = remembered {
            editor.set_view(view);
            return;
        }
        editor.fit();
        if editor.view.with_untracked(|view| view.zoom < READABLE) {
            editor.show_beginning(READABLE);
        }
    });
    // Once, when the page is left: no gesture writes anything.
    let remember = move || {
        if editor.is_placed()
            && let Some(view) = editor.view.try_get_untracked()
        {
            session::set(&key, &view.to_string());
        }
    };
    let leave = window_event_listener_untyped("pagehide", {
        let remember = remember.clone();
        move |_| remember()
    });
    on_cleanup(move || {
        remember();
        leave.remove();
    });
}

/// The position of the grid's dots, which move with the canvas.
fn grid_place(editor: Editor) -> String {
    let View { x, y, .. } = editor.view.get();
    [&fixed(x, 1), "px ", &fixed(y, 1), "px"].concat()
}

/// The distance of the grid's dots: never so small that they merge into grey.
fn grid_size(editor: Editor) -> String {
    let mut step = 20.0 * editor.view.with(|view| view.zoom);
    while step < 14.0 {
        step *= 2.0;
    }
    let step = fixed(step, 2);
    [&step, "px ", &step, "px"].concat()
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
        let link_draft = editor.link_draft.get()?;
        let (from, to) = editor.draft.with(|draft| match &link_draft.reconnecting {
            Some((key, true)) => Some((link_draft.to, geometry::arrival(draft.graph.node(&key.to)?.at))),
            _ => {
                let node = draft.graph.node(&link_draft.from)?;
                Some((geometry::departure(node, node.at, link_draft.outcome), link_draft.to))
            }
        })?;
        let mut d = String::new();
        Curve::between(from, to).write(&mut d);
        let refused = matches!(link_draft.target, Some((_, false)));
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

/// The copies that are being dragged: their outlines, which one transform moves.
#[component]
fn Copies(editor: Editor) -> impl IntoView {
    move || {
        let drag = editor.drag.get().filter(|drag| drag.copy)?;
        let outline = |id: &NodeId| {
            let Rect { x, y, w, h } = untrack(|| editor.rect_of(id))?;
            let place = format!("translate({x:.0}px,{y:.0}px)");
            let (w, h) = (format!("{w:.0}px"), format!("{h:.0}px"));
            Some(view! { <div class="node node--ghost" style:transform=place style:width=w style:height=h></div> })
        };
        let boxes = drag.nodes.iter().filter_map(outline).collect_view();
        let by = move || {
            let by = editor.drag_offset.get();
            format!("translate({:.0}px,{:.0}px)", by.x, by.y)
        };
        Some(view! { <div class="canvas__copies" aria-hidden="true" style:transform=by>{boxes}</div> })
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
