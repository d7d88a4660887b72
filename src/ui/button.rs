//! The button: one component for every one of them, so that each has a name, a target of 24 px and a reason.
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Event;
use signals::Memo;

use super::dom::unique_id;
use super::el::{El, el};
use super::icon::IconName;
use super::key::{keys_for_aria, keys_shown};

/// The emphasis of a button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonVariant {
    /// The one thing to do here; at most one in a group.
    Primary,
    /// Everything else.
    #[default]
    Default,
    /// Without an outline until it is pointed at: tool bars, rows.
    Ghost,
    /// Takes something away.
    Danger,
}

/// The height of a button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// 32 px.
    #[default]
    Medium,
    /// 28 px, inside rows and panels.
    Small,
}

/// The effect of a button on the form around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Nothing.
    #[default]
    Button,
    /// Enter in any field of the form presses it.
    Submit,
}

impl ButtonVariant {
    /// The class of this variant; also for an `<a class="button button--primary">`.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button--primary",
            Self::Default => "button--default",
            Self::Ghost => "button--ghost",
            Self::Danger => "button--danger",
        }
    }
}

/// A button with text, with an icon, or with both.
///
/// Without text give it a `label`: it becomes the accessible name and shows beside the button when it is pointed at or
/// focused. `reason` switches the button off and says why; such a button keeps its place in the tab order, because a
/// control that cannot be reached cannot explain itself. `disabled` is for the few moments that need no words.
#[component]
pub fn Button(
    /// The emphasis of the button.
    #[prop(optional, into)]
    variant: Signal<ButtonVariant>,
    /// The height of the button.
    #[prop(optional)]
    size: ButtonSize,
    /// The effect on the form around it.
    #[prop(optional)]
    kind: ButtonKind,
    /// The icon before the text.
    #[prop(optional, into)]
    icon: MaybeProp<IconName>,
    /// The accessible name, where the text alone would not do or there is none.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// The keys that do the same, as on a PC: `Ctrl Z`.
    #[prop(optional, into)]
    keys: MaybeProp<String>,
    /// Off without a word.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Off, and why: what to do instead. `None` while it can be pressed.
    #[prop(optional, into)]
    reason: MaybeProp<String>,
    /// For a switch: whether it is on.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// For what opens a panel: whether it is open.
    #[prop(optional, into)]
    expanded: Option<Signal<bool>>,
    /// Takes the focus when the dialog around it opens.
    #[prop(optional)]
    autofocus: bool,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
    /// The action of a press.
    #[prop(optional, into)]
    on_click: Option<Callback<MouseEvent>>,
    /// To reach the element.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
    /// The text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let reason_id = unique_id("reason");
    let describes = reason_id.clone();
    let bare = children.is_none();
    let off = move || reason.with(Option::is_some);
    // The tooltip: the reason why it is off, else the label of an icon alone.
    let tip = move || reason.get().or_else(|| if bare { label.get() } else { None });
    let has_tip = Memo::new(move |_| tip().is_some() || keys.with(Option::is_some));
    let shape = if bare { "button--icon" } else { "" };
    let small = if size == ButtonSize::Small { "button--small" } else { "" };
    let on_click = move |event: Event| {
        if untrack(off) {
            // Neither the handler nor the form may hear of it.
            event.prevent_default();
            event.stop_propagation();
        } else if let (Some(on_click), Ok(event)) = (on_click, event.dyn_into()) {
            on_click.run(event);
        }
    };
    let made = el("button", "")
        .attr("type", if kind == ButtonKind::Submit { "submit" } else { "button" })
        .bind("class", move || Some(["button", variant.get().class(), small, shape, class].join(" ")))
        .flag("autofocus", autofocus)
        .bind_flag("disabled", move || disabled.get())
        .bind("aria-disabled", move || off().then(|| "true".to_owned()))
        .bind("aria-describedby", move || off().then(|| describes.clone()))
        .bind("aria-label", move || label.get())
        .bind("aria-keyshortcuts", move || keys.get().map(|keys| keys_for_aria(&keys)))
        .on("click", on_click);
    let made = switch(made, "aria-pressed", pressed);
    let made = switch(made, "aria-expanded", expanded).slot(move || icon.get().map(super::icon::icon));
    let made = match children {
        Some(children) => made.child(el("span", "button__text").view(children())),
        None => made,
    };
    node_ref.load(made.node().unchecked_ref());
    // Hidden from the name, yet the description may point at it.
    made.slot(move || {
        has_tip.get().then(|| {
            el("span", "tip")
                .attr("aria-hidden", "true")
                .child(el("span", "").attr("id", &reason_id).bind_text(move || tip().unwrap_or_default()))
                .slot(move || keys.get().map(|keys| el("kbd", "tip__keys").text(&keys_shown(&keys))))
        })
    })
}

/// Keeps an attribute of a button that is a switch.
fn switch(button: El, name: &'static str, on: Option<Signal<bool>>) -> El {
    match on {
        Some(on) => button.bind_bool(name, move || on.get()),
        None => button,
    }
}

/// A button of icon and text that can always be pressed, as an [`El`].
pub fn button(variant: ButtonVariant, icon: IconName, text: &str, on_click: impl Fn() + 'static) -> El {
    el("button", ["button ", variant.class()].concat().as_str())
        .attr("type", "button")
        .child(super::icon::icon(icon))
        .child(el("span", "button__text").text(text))
        .on("click", move |_| on_click())
}
