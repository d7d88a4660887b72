//! Places what opens over the page: menus and panels at their button, tips beside it, menus at a point.
//!
//! Places are computed here, in every browser alike. CSS anchor positioning is missing in Safari before 26 and Firefox before
//! 147, and its fallbacks hang WebKit's style resolver.
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, prelude::Closure};
use leptos::web_sys::{DomRect, Element, Event, HtmlElement, ResizeObserver};

use super::dom::find_all;

/// Distance of a menu from its button, in pixels.
const MENU_GAP: f64 = 4.0;
/// Distance of a tip from its button.
const TIP_GAP: f64 = 6.0;
/// Least distance from the edges of the window.
const EDGE: f64 = 8.0;

/// The place that a box opens at, in CSS pixels of the window.
#[derive(Clone, Copy)]
pub struct Anchor {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// The box is centred on the anchor; else it starts at the anchor's left edge, or ends at its right edge.
    centred: bool,
}

impl Anchor {
    /// A point.
    pub fn point(x: f64, y: f64) -> Self {
        Self { left: x, right: x, top: y, bottom: y, centred: false }
    }

    /// The edge of an element.
    pub fn edge(of: &DomRect, centred: bool) -> Self {
        Self { left: of.left(), right: of.right(), top: of.top(), bottom: of.bottom(), centred }
    }
}

/// Puts a shown box of fixed position below its anchor, or above it where there is room only there, and wholly in the window
/// as far as it fits.
pub fn place(panel: &HtmlElement, at: Anchor, gap: f64) {
    let style = HtmlElement::style(panel);
    let put = |x: f64, y: f64| {
        for (side, value) in [("left", x), ("top", y)] {
            let _ = style.set_property(side, &[(value.round() as i32).to_string().as_str(), "px"].concat());
        }
    };
    put(0.0, 0.0);
    // An ancestor with a filter or a transform moves the origin.
    let own = panel.get_bounding_client_rect();
    let (width, height) = (own.width(), own.height());
    let (right, bottom) = window_size();
    let x = if at.centred {
        (at.left + at.right - width) / 2.0
    } else if at.left + width + EDGE <= right {
        at.left
    } else {
        at.right - width
    };
    let (below, above) = (at.bottom + gap, at.top - gap - height);
    let y = if below + height + EDGE > bottom && above >= EDGE { above } else { below };
    let within = |value: f64, most: f64| value.min(most - EDGE).max(EDGE);
    put(within(x, right - width) - own.left(), within(y, bottom - height) - own.top());
}

/// The size of the window without its scroll bars.
fn window_size() -> (f64, f64) {
    let side = |of: fn(&Element) -> i32| document().document_element().map_or(0.0, |root| f64::from(of(&root)));
    (side(Element::client_width), side(Element::client_height))
}

/// Keeps every menu that a button opens, and every tip, in its place for as long as it is shown.
///
/// One set of listeners serves the whole page and holds no element.
pub fn keep_places() {
    let resized = Closure::wrap(Box::new(place_all) as Box<dyn Fn()>).into_js_value();
    let Ok(sizes) = ResizeObserver::new(resized.unchecked_ref()) else { return };
    let happened: Box<dyn Fn(Event)> = Box::new(move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        match event.type_().as_str() {
            // Still closed: it has a size before the next paint.
            "beforetoggle" => request_animation_frame(place_all),
            "pointerover" | "focusin" => {
                let button = target.and_then(|target| target.closest(".button").ok().flatten());
                let tip = button.and_then(|button| button.query_selector(":scope > .tip").ok().flatten());
                if let Some(tip) = tip {
                    sizes.disconnect();
                    sizes.observe(&tip);
                    place_tip(tip.unchecked_ref());
                }
            }
            "toggle" => {
                if let Some(menu) = target.filter(|target| target.matches(MENUS).unwrap_or(false)) {
                    sizes.disconnect();
                    sizes.observe(&menu);
                    place_menu(menu.unchecked_ref());
                }
            }
            _ => place_all(),
        }
    });
    let happened = Closure::wrap(happened).into_js_value();
    let root = document();
    for event in ["beforetoggle", "toggle", "pointerover", "focusin", "scroll"] {
        let _ = root.add_event_listener_with_callback_and_bool(event, happened.unchecked_ref(), true);
    }
    let _ = window().add_event_listener_with_callback("resize", happened.unchecked_ref());
}

/// The open menus and panels of a button.
const MENUS: &str = ".menu:popover-open:not(.menu--point)";

fn place_all() {
    let Some(root) = document().document_element() else { return };
    find_all(&root, MENUS).iter().for_each(place_menu);
    find_all(&root, ".button:is(:hover, :focus) > .tip").iter().for_each(place_tip);
}

/// Puts a menu at its button, or closes it where the button is out of view.
fn place_menu(menu: &HtmlElement) {
    let opener = ["[popovertarget='", &menu.id(), "']"].concat();
    let Some(button) = document().query_selector(&opener).ok().flatten() else { return };
    let at = button.get_bounding_client_rect();
    let (right, bottom) = window_size();
    if at.width() > 0.0 && at.bottom() > 0.0 && at.right() > 0.0 && at.top() < bottom && at.left() < right {
        place(menu, Anchor::edge(&at, false), MENU_GAP);
    } else {
        let _ = menu.hide_popover();
    }
}

/// Puts a tip beside its button.
fn place_tip(tip: &HtmlElement) {
    if let Some(button) = tip.parent_element() {
        place(tip, Anchor::edge(&button.get_bounding_client_rect(), true), TIP_GAP);
    }
}
