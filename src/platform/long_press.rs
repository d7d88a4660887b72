//! A finger that rests on something asks for its menu, as the right button of a mouse does. Some systems say so themselves, by
//! the event `contextmenu`; others (iOS) never do, and for those the time is kept here.

use std::time::Duration;

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, MouseEventInit, PointerEvent};

use super::leave::when_left;

/// The time that a finger rests before the menu opens.
const REST: Duration = Duration::from_millis(550);
/// The distance that it may move meanwhile, in pixels.
const SHAKE: f64 = 10.0;

/// The finger that is down.
#[derive(Clone, Copy, Default)]
struct Finger {
    pointer: i32,
    at: (i32, i32),
    timer: Option<TimeoutHandle>,
    /// The menu was asked for: what comes of this touch is no press.
    asked: bool,
}

/// Watches what lies in an element.
pub fn watch(root: NodeRef<html::Div>) {
    let finger = StoredValue::new(Finger::default());
    let leave = move || {
        let timer = finger.try_update_value(|finger| finger.timer.take()).flatten();
        if let Some(timer) = timer {
            timer.clear();
        }
    };
    let down = move |event: PointerEvent| {
        leave();
        // A second finger pinches.
        if !event.is_instance_of::<PointerEvent>() || event.pointer_type() != "touch" || !event.is_primary() {
            return;
        }
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let (pointer, at) = (event.pointer_id(), (event.client_x(), event.client_y()));
        let target = StoredValue::new_local(target);
        let timer = set_timeout_with_handle(
            move || {
                finger.try_update_value(|finger| (finger.timer, finger.asked) = (None, true));
                target.try_with_value(|target| ask(target, at));
            },
            REST,
        );
        finger.set_value(Finger { pointer, at, timer: timer.ok(), asked: false });
    };
    let moved = move |event: PointerEvent| {
        let Finger { pointer, at, timer, .. } = finger.get_value();
        let far = f64::from(event.client_x() - at.0).hypot(f64::from(event.client_y() - at.1)) > SHAKE;
        if timer.is_some() && event.pointer_id() == pointer && far {
            leave();
        }
    };
    when_left(leave);
    let scope = StoredValue::new_local(Vec::<WindowListenerHandle>::new());
    Effect::new(move |_| {
        let Some(root) = root.get() else { return };
        let inside = move |event: &web_sys::Event| {
            event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Node>().ok())
                .is_some_and(|node| root.contains(Some(&node)))
        };
        let listeners = vec![
            window_event_listener(ev::pointerdown, move |event| {
                if inside(&event) {
                    down(event);
                }
            }),
            window_event_listener(ev::pointermove, moved),
            window_event_listener(ev::pointerup, move |_| leave()),
            window_event_listener(ev::pointercancel, move |_| leave()),
            // The system was faster.
            window_event_listener(ev::contextmenu, move |_| leave()),
            // The press that would follow closes the menu again.
            window_event_listener(ev::touchend, move |event| {
                if finger.try_update_value(|finger| std::mem::take(&mut finger.asked)) == Some(true)
                    && event.cancelable()
                {
                    event.prevent_default();
                }
            }),
        ];
        scope.set_value(listeners);
    });
    on_cleanup(move || {
        leave();
        let listeners = scope.try_update_value(std::mem::take).unwrap_or_default();
        listeners.into_iter().for_each(WindowListenerHandle::remove);
    });
}

/// Does what the right button does.
fn ask(target: &Element, (x, y): (i32, i32)) {
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_client_x(x);
    init.set_client_y(y);
    init.set_button(2);
    if let Ok(event) = MouseEvent::new_with_mouse_event_init_dict("contextmenu", &init) {
        let _ = target.dispatch_event(&event);
    }
}
