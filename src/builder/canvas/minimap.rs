//! The minimap: the whole graph in a corner; a press or a drag on it moves the view. It is for the eye and the pointer: the
//! arrow keys and *Fit view* lead everywhere without it.

use canvas::{
    minimap::{HEIGHT, WIDTH, area, centred, path, seen, view_box},
    rect::Rect,
};
use editor::Editor;
use journey::{
    graph::{Node, Point},
    kind::Category,
};
use leptos::{html, prelude::*};
use signals::Memo;
use web_sys::PointerEvent;

use crate::{
    builder::{
        dom::css::{px, translate},
        kind_style,
    },
    platform::leave::when_left,
    ui::{el, watch},
};

/// From how many nodes on there is something to find one's way in.
const LEAST: usize = 4;

/// The minimap.
#[component]
pub fn Minimap(editor: Editor) -> impl IntoView {
    let shown = Memo::new(move |_| editor.draft.with(|draft| draft.graph.nodes().len() >= LEAST));
    move || shown.get().then(|| view! { <Map editor /> })
}

#[component]
fn Map(editor: Editor) -> impl IntoView {
    let map = NodeRef::<html::Div>::new();
    let area = Memo::new(move |_| editor.with_shown(area));
    let held = StoredValue::new(false);
    let go = move |event: &PointerEvent| {
        let Some(map) = map.get_untracked() else { return };
        let bounds = map.get_bounding_client_rect();
        let at = Point { x: f64::from(event.client_x()) - bounds.x(), y: f64::from(event.client_y()) - bounds.y() };
        let pane = editor.pane.get_untracked();
        editor.set_view(centred(editor.view.get_untracked(), pane, area.get_untracked(), at));
    };
    let down = move |event: PointerEvent| {
        if let Some(map) = map.get_untracked().filter(|_| event.button() == 0) {
            let _ = map.set_pointer_capture(event.pointer_id());
            event.prevent_default();
            held.set_value(true);
            go(&event);
        }
    };
    when_left(move || held.set_value(false));
    let moved = move |event: PointerEvent| {
        if held.get_value() {
            go(&event);
        }
    };
    let groups = Category::ALL.map(|group| {
        // Of what is edited most moves no card: then nothing is written anew.
        let cards = Memo::new(move |_| {
            let of_group = |node: &&Node| node.kind.spec().group == group;
            editor.with_shown(|graph| graph.nodes().filter(of_group).map(|node| node.at).collect::<Vec<_>>())
        });
        let d = Memo::new(move |_| cards.with(|cards| path(cards.iter().copied(), area.get())));
        view! { <path class="minimap__node" data-group=kind_style::group_slug(group) d=move || d.get()></path> }
    });
    let window = Memo::new(move |_| seen(editor.view.get(), editor.pane.get(), area.get()));
    // While the view is moved the frame is only displaced, which no layout has to be made for.
    let frame = el("div", "minimap__window");
    watch({
        let frame = frame.clone();
        move || {
            let Rect { x, y, w, h } = window.get();
            let by = translate(Point { x, y });
            frame.style_text(&["width:", &px(w), ";height:", &px(h), ";transform:", &by].concat());
        }
    });
    view! {
        <div
            class="minimap"
            aria-hidden="true"
            node_ref=map
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=move |_| held.set_value(false)
            on:lostpointercapture=move |_| held.set_value(false)
        >
            <svg width=WIDTH height=HEIGHT viewBox=view_box()>
                {groups.into_iter().collect_view()}
            </svg>
            {frame}
        </div>
    }
}
