//! The wheel over a field that has the focus: browsers change its value by it, here it scrolls what is around the field.
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, prelude::Closure};
use leptos::web_sys::{Element, Event, WheelEvent};

/// The controls whose value one of the browsers changes by the wheel.
const TURNED: &str = "input:is([type=number], [type=range], [type=time], [type=date], [type=datetime-local]), select";
/// The height of a line, in pixels, for a wheel that counts lines.
const LINE: f64 = 16.0;

/// Keeps the wheel from changing values. Once, for the app.
///
/// The listener that may call off the scrolling is on the one field with the focus: on the whole page it would hold up every
/// turn of the wheel.
pub fn guard_wheel() {
    let turned = Closure::<dyn Fn(Event)>::new(|event: Event| {
        if let Some(wheel) = event.dyn_ref::<WheelEvent>() {
            scroll_around(wheel);
        }
    })
    .into_js_value();
    window_event_listener_untyped("focusin", move |event| {
        if let Some(field) = event.target().and_then(|target| target.dyn_into::<Element>().ok())
            && field.matches(TURNED).unwrap_or(false)
        {
            // One that was added before stays one.
            let _ = field.add_event_listener_with_callback("wheel", turned.unchecked_ref());
        }
    });
}

fn scroll_around(wheel: &WheelEvent) {
    let field = wheel.current_target().and_then(|field| field.dyn_into::<Element>().ok());
    // With Ctrl the wheel zooms, and without the focus the browser leaves the value alone.
    let Some(field) = field.filter(|field| !wheel.ctrl_key() && document().active_element().as_ref() == Some(field))
    else {
        return;
    };
    wheel.prevent_default();
    let scale = match wheel.delta_mode() {
        WheelEvent::DOM_DELTA_PIXEL => 1.0,
        WheelEvent::DOM_DELTA_LINE => LINE,
        _ => f64::from(
            field.owner_document().and_then(|page| page.document_element()).map_or(0, |page| page.client_height()),
        ),
    };
    let (right, down) = (wheel.delta_x() * scale, wheel.delta_y() * scale);
    let mut around = field.parent_element();
    while let Some(element) = around {
        if scrolls(&element) {
            let before = (element.scroll_left(), element.scroll_top());
            element.scroll_by_with_x_and_y(right, down);
            if (element.scroll_left(), element.scroll_top()) != before {
                return;
            }
        }
        around = element.parent_element();
    }
}

/// True where an element scrolls by the wheel; the page itself does, whatever its style says.
fn scrolls(element: &Element) -> bool {
    let style = window().get_computed_style(element).ok().flatten();
    let overflow = style.and_then(|style| style.get_property_value("overflow-y").ok());
    matches!(overflow.as_deref(), Some("auto" | "scroll")) || element.parent_element().is_none()
}
