//! The palette: every kind of node, in its three groups. Press one, or drag it to the canvas (interface.md, region Palette).

use canvas::card as geometry;
use editor::{
    Editor,
    add_node::{add, drop_at, refusal},
};
use journey::{
    graph::Point,
    kind::{Category, KINDS, Kind},
    setup::Setup,
};
use keymap::chord::Key;
use leptos::{ev, html, prelude::*};
use signals::{Memo, RwSignal};
use wasm_bindgen::JsCast;
use web_sys::PointerEvent;

use super::kind_style;
use crate::{
    platform::leave::when_left,
    route::Route,
    ui::{Icon, chord, list_key, unique_id},
};

/// The distance, in pixels, from which a press is a drag.
const THRESHOLD: f64 = 5.0;

/// A kind on its way to the canvas.
#[derive(Clone, Copy, PartialEq)]
struct DraggedKind {
    kind: Kind,
    start: (f64, f64),
    at: (f64, f64),
}

impl DraggedKind {
    fn has_moved(&self) -> bool {
        (self.at.0 - self.start.0).hypot(self.at.1 - self.start.1) >= THRESHOLD
    }
}

/// The region *Palette*.
#[component]
pub fn Palette(editor: Editor) -> impl IntoView {
    let dragged_kind = RwSignal::new(None::<DraggedKind>);
    // A press that became a drag must not count as a press when it ends on its own button.
    let dragged = StoredValue::new(false);
    let call_off = move || {
        if let Some(item) = dragged_kind.get_untracked() {
            dragged.set_value(item.has_moved());
            dragged_kind.set(None);
        }
    };
    when_left(call_off);
    let escape = window_event_listener(ev::keydown, move |event| {
        if chord(&event).is_some_and(|chord| chord.key == Key::Escape) {
            call_off();
        }
    });
    on_cleanup(move || escape.remove());
    let first =
        Memo::new(move |_| editor.draft.with(|draft| draft.graph.entry().is_none().then(|| draft.setup.clone())));
    let groups = Category::ALL.into_iter().map(|group| {
        let items = KINDS.iter().filter(move |spec| spec.group == group).map(move |spec| {
            view! { <Item editor kind=spec.kind first dragged_kind dragged /> }
        });
        let id = unique_id("palette");
        let named_by = id.clone();
        view! {
            <div class="palette__group" role="group" aria-labelledby=named_by>
                <h2 class="palette__heading" id=id>{group.name()}</h2>
                <div class="palette__list">{items.collect_view()}</div>
            </div>
        }
    });
    // Each is a stop of Tab; the arrows and first letters are the short way.
    let walk = move |event: web_sys::KeyboardEvent| {
        let list = event.current_target().and_then(|list| list.dyn_into::<web_sys::Element>().ok());
        if let Some(list) = list {
            list_key(&list, ".palette__item", &event);
        }
    };
    view! {
        <section class="pane palette" aria-label="Palette" on:keydown=walk>
            <div class="pane__body">
                {groups.collect_view()}
                <a class="palette__help" href=Route::Help.href() target="_blank">"What each node does"</a>
            </div>
        </section>
        {move || dragged_kind.get().filter(DraggedKind::has_moved).map(|dragged_kind| view! {
            <div
                class="palette__ghost node node--ghost"
                data-group=kind_style::group_slug(dragged_kind.kind.spec().group)
                aria-hidden="true"
                style:transform=format!("translate({:.0}px,{:.0}px)", dragged_kind.at.0 - geometry::WIDTH / 2.0, dragged_kind.at.1 - geometry::HEIGHT / 2.0)
            >
                <span class="tile"><Icon name=kind_style::icon(dragged_kind.kind) /></span>
                <span class="node__text"><span class="node__title">{dragged_kind.kind.name()}</span></span>
            </div>
        })}
    }
}

#[component]
fn Item(
    editor: Editor,
    kind: Kind,
    /// The setup that an entry has to fit, while there is none.
    first: Memo<Option<Setup>>,
    dragged_kind: RwSignal<Option<DraggedKind>>,
    dragged: StoredValue<bool>,
) -> impl IntoView {
    let spec = kind.spec();
    let button = NodeRef::<html::Button>::new();
    let reason_id = unique_id("palette-reason");
    let reason = Memo::new(move |_| {
        // Asked, not only tracked: a memo that nobody asks never hears of the draft.
        first.with(|_| ());
        editor.locked().or_else(|| editor.draft.with_untracked(|draft| refusal(draft, kind)).map(str::to_owned))
    });
    let place = move |event: &PointerEvent| (f64::from(event.client_x()), f64::from(event.client_y()));
    let down = move |event: PointerEvent| {
        dragged.set_value(false);
        if event.is_instance_of::<PointerEvent>() && event.button() == 0 && reason.get_untracked().is_none() {
            let at = place(&event);
            dragged_kind.set(Some(DraggedKind { kind, start: at, at }));
            // A finger scrolls the palette; a mouse or a pen drags from it.
            if event.pointer_type() != "touch"
                && let Some(button) = button.get_untracked()
            {
                let _ = button.set_pointer_capture(event.pointer_id());
            }
        }
    };
    let moved = move |event: PointerEvent| {
        if dragged_kind.with_untracked(Option::is_some) {
            dragged_kind.update(|dragged_kind| {
                if let Some(dragged_kind) = dragged_kind {
                    dragged_kind.at = place(&event);
                }
            });
        }
    };
    let up = move |event: PointerEvent| {
        let Some(item) = dragged_kind.get_untracked() else { return };
        dragged_kind.set(None);
        if item.has_moved() {
            dragged.set_value(true);
            let (x, y) = place(&event);
            if let Some(point) = on_canvas(x, y) {
                drop_at(editor, kind, editor.view.get_untracked().to_canvas(point));
            }
        }
    };
    let cancel = move |_| dragged_kind.set(None);
    let press = move |_| {
        // A drag that ends on its own button is a press to the browser; to a person it was a drag.
        let was_drag = dragged.get_value();
        dragged.set_value(false);
        if was_drag {
            return;
        }
        match reason.get_untracked() {
            Some(reason) => editor.announce(reason),
            None => add(editor, kind, None),
        }
    };
    let describes = reason_id.clone();
    view! {
        <button
            node_ref=button
            type="button"
            class="palette__item"
            data-group=kind_style::group_slug(spec.group)
            aria-disabled=move || reason.get().map(|_| "true")
            aria-describedby=describes
            title=move || reason.get().unwrap_or_else(|| spec.about.to_owned())
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=cancel
            on:click=press
        >
            <span class="tile tile--small"><Icon name=kind_style::icon(kind) /></span>
            <span class="palette__name">{spec.name}</span>
        </button>
        <span class="visually-hidden" id=reason_id>{move || reason.get().unwrap_or_else(|| spec.about.to_owned())}</span>
    }
}

/// The place in the canvas' pane that a point of the window has; none where it is elsewhere.
fn on_canvas(x: f64, y: f64) -> Option<Point> {
    let pane = document().query_selector(".canvas__view").ok().flatten()?;
    let bounds = pane.get_bounding_client_rect();
    let (x, y) = (x - bounds.x(), y - bounds.y());
    let inside = (0.0..bounds.width()).contains(&x) && (0.0..bounds.height()).contains(&y);
    inside.then_some(Point { x, y })
}
