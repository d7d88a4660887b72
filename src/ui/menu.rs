//! Menus: behind a button, or at a point of the page.
//!
//! Both are native pop-overs: they lie above everything, also above a modal dialog. Their lines exist only while they
//! are open, so that a table with a menu in each of its rows stays a small document.
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, FocusEvent, HtmlElement, Node};
use send_wrapper::SendWrapper;
use signals::RwSignal;

use super::button::ButtonVariant;
use super::dom::{focus, focused, unique_id};
use super::el::el;
use super::icon::IconName;
use super::key::key_event;
use super::menu_list::{MenuEntry, focus_end, live_lines, on_key};
use super::place::{Anchor, place};

/// A button that opens a menu at itself (`place.rs`).
///
/// While it is open, `items` is what its lines show: a line that changes does so in its place, under the focus and the pointer.
#[component]
pub fn Menu(
    /// The accessible name of the button, and of the menu.
    #[prop(into)]
    label: Signal<String>,
    /// Its entries.
    #[prop(into)]
    items: Signal<Vec<MenuEntry>>,
    /// The button's icon; without text, the ellipsis.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The button's visible text; an icon alone where there is none.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// The button's look; `Ghost` is usual in rows.
    #[prop(default = ButtonVariant::Ghost)]
    variant: ButtonVariant,
    /// Further classes of the button.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let id = unique_id("menu");
    let open = RwSignal::new(false);
    let from_below = StoredValue::new(false);
    let panel = el("div", "menu").attr("id", &id).attr("role", "menu").attr("popover", "auto");
    let element: HtmlElement = panel.node().clone().unchecked_into();

    let close = {
        let element = SendWrapper::new(element.clone());
        Callback::new(move |()| {
            let _ = element.hide_popover();
        })
    };
    let on_trigger_key = move |event: Event| {
        let Some(event) = key_event(&event) else { return };
        let up = event.key() == "ArrowUp";
        if (up || event.key() == "ArrowDown")
            && let Some(button) = event.current_target()
        {
            event.prevent_default();
            // An opening menu gets the focus in a moment; a click would close it.
            if !open.get_untracked() {
                from_below.set_value(up);
                button.unchecked_into::<HtmlElement>().click();
            }
        }
    };
    let on_toggle = {
        let panel = element.clone();
        move |_| {
            let shown = panel.matches(":popover-open").unwrap_or(false);
            // Lines that are there stay: one of them is about to have the focus.
            if open.get_untracked() != shown {
                open.set(shown);
            }
            if shown {
                focus_end(&panel, from_below.get_value());
            }
            from_below.set_value(false);
        }
    };
    let on_panel_key = move |event: Event| {
        let Some(event) = key_event(&event) else { return };
        if event.key() == "Tab" {
            // The focus goes back to the button, and from there the browser takes it on.
            close.run(());
        } else {
            on_key(&element, event);
        }
    };
    let icon = icon.or(text.with_untracked(Option::is_none).then_some(IconName::More));
    let words = move || {
        let text = text.get();
        text.map_or_else(Vec::new, |text| {
            vec![el("span", "button__text").text(&text), super::icon::icon(IconName::ChevronDown)]
        })
    };
    let trigger = el("button", &["button ", variant.class(), " ", class].concat())
        .attr("type", "button")
        .bind_class("button--icon", move || text.with(Option::is_none))
        .attr("popovertarget", &id)
        .attr("aria-haspopup", "menu")
        .bind("aria-label", move || Some(label.get()))
        .bind_bool("aria-expanded", move || open.get())
        // The browser opens the pop-over after this handler: the lines are there before it is painted.
        .on("click", move |_| open.set(true))
        .on("keydown", on_trigger_key)
        .maybe(icon.map(super::icon::icon))
        .slots(words);
    let panel = panel.bind("aria-label", move || Some(label.get())).on("toggle", on_toggle).on("keydown", on_panel_key);
    (trigger, live_lines(panel, move || open.get(), items, close))
}

/// A menu at a point of the page, for a press of the right button or the end of a gesture.
#[component]
pub fn PointMenu(
    /// The place where it opens, in CSS pixels of the window; `None` while it is closed. Closing sets it back to
    /// `None`.
    at: RwSignal<Option<(f64, f64)>>,
    /// The accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Its entries.
    #[prop(into)]
    items: Signal<Vec<MenuEntry>>,
) -> impl IntoView {
    let panel = el("div", "menu menu--point").attr("role", "menu").attr("popover", "manual");
    let element = SendWrapper::new(panel.node().clone().unchecked_into::<HtmlElement>());
    let opener = StoredValue::new_local(None::<HtmlElement>);
    let close = {
        let panel = element.clone();
        Callback::new(move |()| {
            let _ = at.try_set(None);
            // At once: what was chosen asks whether a menu is open.
            let _ = panel.hide_popover();
            if let Some(opener) = opener.try_update_value(Option::take).flatten() {
                focus(&opener);
            }
        })
    };
    let show = {
        let panel = element.clone();
        move |_: Option<()>| match at.get() {
            Some((x, y)) => {
                opener.set_value(focused());
                let _ = panel.show_popover();
                place(&panel, Anchor::point(x, y), 0.0);
                focus_end(&panel, false);
            }
            None => drop(panel.hide_popover()),
        }
    };
    Effect::new(show);
    let on_keydown = {
        let panel = element.clone();
        move |event: Event| {
            let Some(event) = key_event(&event) else { return };
            if matches!(event.key().as_str(), "Escape" | "Tab") {
                event.prevent_default();
                close.run(());
            } else {
                on_key(&panel, event);
            }
        }
    };
    // A pop-over that opens on a press of the pointer would be dismissed by its release; this one is closed by hand,
    // when the focus leaves it.
    let on_focusout = move |event: Event| {
        let to = event.dyn_ref::<FocusEvent>().and_then(FocusEvent::related_target);
        let inside = to.and_then(|to| to.dyn_into::<Node>().ok()).is_some_and(|to| element.contains(Some(&to)));
        if !inside && at.get_untracked().is_some() {
            opener.set_value(None);
            at.set(None);
        }
    };
    let panel =
        panel.bind("aria-label", move || Some(label.get())).on("keydown", on_keydown).on("focusout", on_focusout);
    live_lines(panel, move || at.with(Option::is_some), items, close)
}
