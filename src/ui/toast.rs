//! Toasts: what has just happened, in a sentence, and the one step back.
use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, FocusEvent, HtmlElement};
use signals::RwSignal;

use crate::lazy;

use super::badge::Tone;
use super::button::{Button, ButtonProps, ButtonSize, ButtonVariant};
use super::dom::{focus, focus_page, is_focus_lost};
use super::el::el;
use super::icon::{IconName, icon};

/// The time that a message without an action stays.
const STAYS: Duration = Duration::from_secs(6);
/// The time that a message with an action stays.
const STAYS_WITH_ACTION: Duration = Duration::from_secs(12);
/// More than this on the screen at once and the oldest that is not an error goes.
const AT_ONCE: usize = 4;

#[derive(Clone)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    action: Option<ToastAction>,
}

// Not a `Callback`: that dies with the page that made it, and a toast outlives its page.
#[derive(Clone)]
struct ToastAction {
    label: String,
    run: Arc<dyn Fn() + Send + Sync>,
}

/// The toasts of the page.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    last_id: StoredValue<u32>,
}

impl Toasts {
    /// Something worked, or is as was asked.
    pub fn success(&self, text: impl Into<String>) {
        self.push(Tone::Success, text.into(), None);
    }

    /// Something to know.
    pub fn info(&self, text: impl Into<String>) {
        self.push(Tone::Info, text.into(), None);
    }

    /// Something went wrong. It interrupts, and stays until it is dismissed.
    pub fn error(&self, text: impl Into<String>) {
        self.push(Tone::Danger, text.into(), None);
    }

    /// Something was done that one press of `label` (**Undo**) takes back. The press also dismisses the toast.
    pub fn with_action(
        &self,
        text: impl Into<String>,
        label: impl Into<String>,
        action: impl Fn() + Send + Sync + 'static,
    ) {
        self.push(Tone::Success, text.into(), Some(ToastAction { label: label.into(), run: Arc::new(action) }));
    }

    fn push(&self, tone: Tone, text: String, action: Option<ToastAction>) {
        let id = self.last_id.try_update_value(|last| {
            *last = last.wrapping_add(1);
            *last
        });
        let Some(id) = id else { return };
        let _ = self.list.try_update(|list| {
            if list.len() >= AT_ONCE
                && let Some(oldest) = list.iter().position(|toast| toast.tone != Tone::Danger)
            {
                list.remove(oldest);
            }
            list.push(Toast { id, tone, text, action });
        });
    }

    fn dismiss(&self, id: u32) {
        let _ = self.list.try_update(|list| list.retain(|toast| toast.id != id));
    }

    fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), last_id: StoredValue::new(0) }
    }
}

/// Makes toasts known to everything below; call it at the root and put a [`ToastRegion`] there.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts::new();
    provide_context(toasts);
    toasts
}

/// The toasts; where none are provided, some that nobody sees. Call it in a component's body, not in a handler.
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(Toasts::new)
}

crate::lazy! {
    actions: static TOAST: fn(Toasts, Option<Toast>) -> AnyView = toast_view;
}

/// The place of toasts: two regions, always there. One waits its turn to be read, one interrupts.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let list = move |error: bool| {
        let of = move || {
            let keys = |list: &Vec<Toast>| {
                let these = list.iter().filter(|toast| (toast.tone == Tone::Danger) == error);
                these.map(|toast| toast.id.to_string()).collect()
            };
            toasts.list.with(keys)
        };
        let row = move |key: &str| {
            let find = |list: &Vec<Toast>| list.iter().find(|toast| toast.id.to_string() == key).cloned();
            let toast = toasts.list.with_untracked(find);
            el("div", "toasts__place").view(lazy::when_loaded(&TOAST, move |view| view(toasts, toast.clone())))
        };
        el("div", "toasts__list").rows(of, row)
    };
    el("div", "toasts")
        .child(list(true).attr("role", "alert"))
        .child(list(false).attr("role", "status").attr("aria-live", "polite"))
}

fn toast_view(toasts: Toasts, toast: Option<Toast>) -> AnyView {
    let Some(toast) = toast else { return ().into_any() };
    let Toast { id, tone, text, action } = toast;
    let stays = match (tone, &action) {
        (Tone::Danger, _) => None,
        (_, Some(_)) => Some(STAYS_WITH_ACTION),
        (_, None) => Some(STAYS),
    };
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let pause = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    // Whoever is reading, or on the way to the button, gets the whole time again.
    let start = move || {
        pause();
        if let Some(stays) = stays {
            timer.set_value(set_timeout_with_handle(move || toasts.dismiss(id), stays).ok());
        }
    };
    start();
    on_cleanup(pause);
    // A press takes the toast away, and the focus with it: that goes on to what the press brings back, else to where it was.
    let before = StoredValue::new_local(None::<HtmlElement>);
    let leave = move || {
        let before = before.get_value();
        toasts.dismiss(id);
        request_animation_frame(move || {
            request_animation_frame(move || match &before {
                Some(before) if is_focus_lost() && before.is_connected() => focus(before),
                Some(_) if is_focus_lost() => focus_page(),
                _ => {}
            });
        });
    };
    let on_focus = move |event: Event| {
        let from = event.dyn_ref::<FocusEvent>().and_then(FocusEvent::related_target);
        if let Some(from) = from.and_then(|from| from.dyn_into::<HtmlElement>().ok())
            && from.closest(".toast").ok().flatten().is_none()
        {
            before.set_value(Some(from));
        }
        pause();
    };
    let action = action.map(|ToastAction { label, run }| {
        el("button", "button button--default button--small toast__action")
            .attr("type", "button")
            .child(el("span", "button__text").text(&label))
            .on("click", move |_| {
                leave();
                run();
            })
    });
    let close = Button(
        ButtonProps::builder()
            .variant(ButtonVariant::Ghost)
            .size(ButtonSize::Small)
            .icon(IconName::Close)
            .label("Dismiss message")
            .on_click(move |_| leave())
            .build(),
    );
    el("div", ["toast ", tone.class()].concat().as_str())
        .on("pointerenter", move |_| pause())
        .on("pointerleave", move |_| start())
        .on("focusin", on_focus)
        .on("focusout", move |_| start())
        .child(icon(tone.icon()))
        .child(el("p", "toast__text").text(&text))
        .maybe(action)
        .view(close.into_any())
        .into_any()
}
