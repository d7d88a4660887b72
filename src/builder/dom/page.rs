//! The page and the size of its parts.

use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, prelude::Closure};

/// Over the buttons and lists that lie on the canvas a pinch would zoom the whole page.
pub fn keep_page_zoom(event: web_sys::WheelEvent) {
    if event.ctrl_key() {
        event.prevent_default();
    }
}

/// Tells the width and height of a pane, now and whenever they change.
pub fn observe_size(pane: NodeRef<html::Div>, tell: impl Fn((f64, f64)) + Copy + 'static) {
    Effect::new(move |_| {
        let Some(element) = pane.get() else { return };
        let measured = element.clone();
        let measure = Closure::<dyn FnMut()>::new(move || {
            tell((f64::from(measured.client_width()), f64::from(measured.client_height())));
        });
        let Ok(observer) = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let held = StoredValue::new_local((observer, measure));
        on_cleanup(move || {
            held.try_with_value(|(observer, _)| observer.disconnect());
        });
    });
}

/// True where the window is as narrow as a phone.
pub fn is_phone() -> bool {
    window().match_media("(max-width: 640px)").ok().flatten().is_some_and(|query| query.matches())
}
