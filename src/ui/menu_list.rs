//! What is in a menu, and how the keyboard moves through it.
use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement};

use super::dom::{find_all, focus, focused, fold, unique_id};
use super::el::{El, el};
use super::icon::IconName;

/// One line of a menu.
#[derive(Clone)]
pub enum MenuEntry {
    /// Something to choose.
    Item(MenuItem),
    /// A rule between two groups.
    Separator,
}

/// Something to choose in a menu. It is a value: build the list anew whenever the menu is about to open.
#[derive(Clone)]
pub struct MenuItem {
    label: String,
    icon: Option<IconName>,
    disabled_reason: Option<String>,
    danger: bool,
    // Not a `Callback`: that dies with the scope that made it, and this list is made in a scope of a moment.
    on_select: Arc<dyn Fn() + Send + Sync>,
}

impl MenuItem {
    /// An item that can be chosen.
    pub fn new(label: impl Into<String>, on_select: impl Fn() + Send + Sync + 'static) -> Self {
        Self { label: label.into(), icon: None, disabled_reason: None, danger: false, on_select: Arc::new(on_select) }
    }

    /// With an icon before the label.
    pub fn icon(mut self, icon: IconName) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Takes something away: stands out in the colour of danger.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Off for the given reason, on for `None`.
    pub fn disabled(mut self, reason: Option<String>) -> Self {
        self.disabled_reason = reason;
        self
    }
}

impl From<MenuItem> for MenuEntry {
    fn from(item: MenuItem) -> Self {
        Self::Item(item)
    }
}

const ITEMS: &str = "[role=menuitem]";

/// The lines as elements. `close` is called before what was chosen happens, so that the focus is back where it was when
/// a dialog asks for it.
pub(super) fn lines(entries: Vec<MenuEntry>, close: Callback<()>) -> Vec<El> {
    let each = |entry| match entry {
        MenuEntry::Separator => el("hr", "menu__rule").attr("role", "separator"),
        MenuEntry::Item(item) => line(item, close),
    };
    entries.into_iter().map(each).collect()
}

fn line(item: MenuItem, close: Callback<()>) -> El {
    let MenuItem { label, icon, disabled_reason, danger, on_select } = item;
    let reason_id = unique_id("reason");
    let off = disabled_reason.is_some();
    let choose = move |_| {
        if !off {
            close.run(());
            on_select();
        }
    };
    let button = el("button", if danger { "menu__item menu__item--danger" } else { "menu__item" })
        .attr("type", "button")
        .attr("role", "menuitem")
        .attr("tabindex", "-1")
        .on("click", choose)
        .on("pointermove", |event| focus(&event_target::<HtmlElement>(&event)))
        .child(el("span", "menu__icon").maybe(icon.map(super::icon::icon)))
        .child(el("span", "menu__label").text(&label));
    let button = if off { button.attr("aria-disabled", "true").attr("aria-describedby", &reason_id) } else { button };
    // The reason stands below the item and not in it: it is the description, no part of the name.
    let reason = disabled_reason.map(|reason| el("span", "menu__reason").attr("id", &reason_id).text(&reason));
    el("div", "menu__line").attr("role", "none").child(button).maybe(reason)
}

/// Where the focus goes when a menu has opened.
pub(super) fn focus_end(menu: &Element, last: bool) {
    let items = find_all(menu, ITEMS);
    let target = if last { items.last() } else { items.first() };
    if let Some(item) = target {
        focus(item);
    }
}

/// Arrows, Home, End and first letters, as the pattern for menus asks. The browser itself does Enter, Space and Escape.
pub(super) fn on_key(menu: &Element, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let items = find_all(menu, ITEMS);
    let count = items.len();
    if count == 0 {
        return;
    }
    let now = focused().and_then(|here| items.iter().position(|item| *item == here));
    let key = event.key();
    let next = match key.as_str() {
        "ArrowDown" => now.map_or(0, |at| (at + 1) % count),
        "ArrowUp" => now.map_or(count - 1, |at| (at + count - 1) % count),
        "Home" => 0,
        "End" => count - 1,
        _ => match by_letter(&items, now, &key) {
            Some(at) => at,
            None => return,
        },
    };
    event.prevent_default();
    if let Some(item) = items.get(next) {
        focus(item);
    }
}

/// The next item after the present one whose label starts with the letter pressed, round the end.
fn by_letter(items: &[HtmlElement], now: Option<usize>, key: &str) -> Option<usize> {
    if key.chars().count() != 1 {
        return None;
    }
    let letter = fold(key);
    let count = items.len();
    let after = now.map_or(0, |at| at + 1);
    (0..count).map(|step| (after + step) % count).find(|at| {
        let label = items.get(*at).and_then(|item| item.text_content()).unwrap_or_default();
        fold(&label).starts_with(&letter)
    })
}
