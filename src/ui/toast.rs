//! Toasts: what has just happened, in a sentence, and the one step back.
use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::badge::Tone;
use super::button::{Button, ButtonSize, ButtonVariant};
use super::icon::{Icon, IconName};

/// How long a message stays that only says something.
const STAYS: Duration = Duration::from_secs(6);
/// How long one stays that can be acted on.
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

/// Where toasts appear. Two regions, always there: one that waits its turn to be read, one that interrupts.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let of = move |error: bool| {
        toasts.list.get().into_iter().filter(|toast| (toast.tone == Tone::Danger) == error).collect::<Vec<_>>()
    };
    view! {
        <div class="toasts">
            <div class="toasts__list" role="alert">
                <For each=move || of(true) key=|toast| toast.id let:toast>
                    <ToastView toast=toast />
                </For>
            </div>
            <div class="toasts__list" role="status" aria-live="polite">
                <For each=move || of(false) key=|toast| toast.id let:toast>
                    <ToastView toast=toast />
                </For>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn ToastView(toast: Toast) -> impl IntoView {
    let toasts = use_toasts();
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
    view! {
        <div
            class=["toast ", tone.class()].concat()
            on:pointerenter=move |_| pause()
            on:pointerleave=move |_| start()
            on:focusin=move |_| pause()
            on:focusout=move |_| start()
        >
            <Icon name=tone.icon() />
            <p class="toast__text">{text}</p>
            {action
                .map(|ToastAction { label, run }| {
                    let act = move |_| {
                        toasts.dismiss(id);
                        run();
                    };
                    view! { <Button size=ButtonSize::Small class="toast__action" on_click=act>{label}</Button> }
                })}
            <Button
                variant=ButtonVariant::Ghost
                size=ButtonSize::Small
                icon=IconName::Close
                label="Dismiss message"
                on_click=move |_| toasts.dismiss(id)
            />
        </div>
    }
    .into_any()
}
