//! Both graphs on one canvas, with what was added, removed, changed and moved marked: by a word, a shape and a line, and by
//! colour besides. It is scrolled like any page, so that fingers, wheel and arrow keys do what they always do.

use canvas::{
    cull::FAR,
    view::{ZOOM_MAX, ZOOM_MIN, ZOOM_STEP},
};
use journey::{
    compare::diff::picture::{Mark, Picture},
    text::NodeId,
};
use leptos::{html, prelude::*};
use signals::{Memo, RwSignal};
use wasm_bindgen::JsCast;
use web_sys::{DomRect, HtmlElement};

use super::drawn::DrawnPicture;
use crate::{
    builder::{
        changes::{mark_icon, mark_slug},
        dom::page::observe_size,
    },
    ui::{Button, ButtonSize, ButtonVariant, El, Icon, IconName},
};

/// The margin around the graphs, in canvas units.
const MARGIN: f64 = 40.0;

/// The region *Both graphs*.
pub fn both_graphs(picture: &Picture) -> AnyView {
    let drawing = DrawnPicture::of(picture);
    let bounds = drawing.bounds().grown(MARGIN);
    let pane = NodeRef::<html::Div>::new();
    let size = RwSignal::new((0.0, 0.0));
    observe_size(pane, move |now| {
        size.try_set(now);
    });
    // The zoom that a person chose; until then, and after *Fit view*, all is in view.
    let chosen = RwSignal::new(None::<f64>);
    let zoom = Memo::new(move |_| {
        let (width, height) = size.get();
        chosen.get().unwrap_or_else(|| (width / bounds.w).min(height / bounds.h).clamp(ZOOM_MIN, 1.0))
    });
    let by = move |factor: f64| {
        let Some(pane) = pane.get_untracked() else { return };
        let middle = middle(&pane);
        chosen.set(Some((zoom.get_untracked() * factor).clamp(ZOOM_MIN, ZOOM_MAX)));
        // The sheet has its new size by then.
        request_animation_frame(move || {
            if let Some(at) = middle {
                bring_to_middle(&pane, at);
            }
        });
    };
    // Rounded down: a part of a pixel too much would bring scroll bars.
    let length = move |extent: f64| format!("{:.0}px", (extent * zoom.get()).floor());
    view! {
        <section class="compare__graphs" aria-label="Both graphs">
            <div class="compare__tools">
                <ul class="legend" aria-label="Marks">{legend(picture)}</ul>
                <div class="button-group">
                    <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::ZoomOut label="Zoom out" on_click=move |_| by(1.0 / ZOOM_STEP) />
                    <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::ZoomIn label="Zoom in" on_click=move |_| by(ZOOM_STEP) />
                    <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Fit label="Fit view" on_click=move |_| chosen.set(None) />
                </div>
            </div>
            <div
                class="compare__pane"
                class:canvas__view--overview=move || zoom.get() < FAR
                node_ref=pane
                tabindex="0"
                role="group"
                aria-label="Nodes of both versions"
            >
                <div class="compare__sheet" style:width=move || length(bounds.w) style:height=move || length(bounds.h)>
                    <div
                        class="canvas__world"
                        style:transform=move || format!("scale({:.4}) translate({:.0}px,{:.0}px)", zoom.get(), -bounds.x, -bounds.y)
                    >
                        {list("Notes", drawing.notes())}
                        {list("Groups", drawing.frames())}
                        <svg class="canvas__links" aria-hidden="true" width="1" height="1">{drawing.lines()}</svg>
                        <div aria-hidden="true">{drawing.labels()}</div>
                        {list("Nodes", drawing.nodes())}
                    </div>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// The sheet and the distance of its start from the middle of the pane, in pixels across and down.
fn from_middle(pane: &web_sys::Element) -> Option<(DomRect, (f64, f64))> {
    let (outer, sheet) = (pane.get_bounding_client_rect(), pane.first_element_child()?.get_bounding_client_rect());
    let across = outer.x() + outer.width() / 2.0 - sheet.x();
    let down = outer.y() + outer.height() / 2.0 - sheet.y();
    Some((sheet, (across, down)))
}

/// The point of the sheet in the middle of the pane, as parts of the sheet's width and height.
fn middle(pane: &web_sys::Element) -> Option<(f64, f64)> {
    let (sheet, (across, down)) = from_middle(pane)?;
    Some((across / sheet.width(), down / sheet.height()))
}

/// Scrolls a point of the sheet into the middle of the pane, as far as the sheet reaches.
fn bring_to_middle(pane: &web_sys::Element, (across, down): (f64, f64)) {
    if let Some((sheet, (is_across, is_down))) = from_middle(pane) {
        pane.scroll_by_with_x_and_y(across * sheet.width() - is_across, down * sheet.height() - is_down);
    }
}

/// The marks that are there, and how often.
fn legend(picture: &Picture) -> Vec<AnyView> {
    let there = Mark::TOLD.into_iter().map(|mark| (mark, picture.count(mark))).filter(|(_, count)| *count > 0);
    let line = |(mark, count): (Mark, usize)| {
        view! { <li class="legend__mark" data-mark=mark_slug(mark)><Icon name=mark_icon(mark) />{format!("{} ({count})", mark.name())}</li> }
            .into_any()
    };
    there.map(line).collect()
}

/// Parts of one sort, in their order; no list where there are none.
fn list(name: &'static str, parts: Vec<El>) -> Option<AnyView> {
    (!parts.is_empty()).then(|| view! { <ul aria-label=name>{parts}</ul> }.into_any())
}

/// Brings a node, note or group of both graphs into view and gives it the focus. Ids hold nothing that a selector could take for its own.
pub fn show_part(part: &NodeId) {
    let found = document().query_selector(&format!("[data-both=\"{part}\"]")).ok().flatten();
    if let Some(card) = found.and_then(|card| card.dyn_into::<HtmlElement>().ok()) {
        // The focus brings it into view as well.
        let _ = card.focus();
    }
}
