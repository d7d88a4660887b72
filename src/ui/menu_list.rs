//! The content of menus, and keyboard movement in them.
use std::{cell::RefCell, rc::Rc, sync::Arc};

use keymap::chord::Key;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};
use send_wrapper::SendWrapper;

use super::dom::{find_all, focus, focused, fold, unique_id};
use super::el::{El, el};
use super::icon::IconName;
use super::key::{chord, key_event};

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

impl MenuEntry {
    /// The position and text of an entry; a changed entry gets another key.
    fn key((at, entry): (usize, &Self)) -> String {
        let (label, reason) = match entry {
            Self::Item(item) => (item.label.as_str(), item.disabled_reason.as_deref()),
            Self::Separator => ("", None),
        };
        [&at.to_string(), label, reason.unwrap_or_default()].join("\n")
    }
}

impl From<MenuItem> for MenuEntry {
    fn from(item: MenuItem) -> Self {
        Self::Item(item)
    }
}

const ITEMS: &str = "[role=menuitem]";

/// The entries that a menu shows now.
type Shown = Rc<RefCell<Vec<MenuEntry>>>;

/// Keeps the lines of an open menu as things are. A line that changes is drawn anew in its place; the others stay, and so does
/// the focus. `close` is called before what was chosen happens, so that the focus is back where it was when a dialog asks for it.
pub(super) fn live_lines(
    panel: El,
    is_open: impl Fn() -> bool + 'static,
    items: Signal<Vec<MenuEntry>>,
    close: Callback<()>,
) -> El {
    let menu = panel.node().clone();
    let shown = Shown::default();
    let known = shown.clone();
    let keys = move || {
        let now = if is_open() { items.get() } else { Vec::new() };
        let keys = keys_of(&now);
        keep_focus(&menu, &keys_of(&known.replace(now)), &keys);
        keys
    };
    let row = move |key: &str| {
        let at = key.split('\n').next().and_then(|at| at.parse().ok()).unwrap_or_default();
        let entry = shown.borrow().get(at).cloned();
        match entry {
            Some(MenuEntry::Item(item)) => line(item, at, shown.clone(), close),
            _ => el("hr", "menu__rule").attr("role", "separator"),
        }
    };
    panel.attr("tabindex", "-1").rows(keys, row)
}

fn keys_of(entries: &[MenuEntry]) -> Vec<String> {
    entries.iter().enumerate().map(MenuEntry::key).collect()
}

/// Keeps the focus in its place where the line that has it is about to be drawn anew: until then the menu has the focus.
fn keep_focus(menu: &Element, before: &[String], now: &[String]) {
    let lines = find_all(menu, ":scope > *");
    let Some(at) = focused().and_then(|here| lines.iter().position(|line| line.contains(Some(&here)))) else { return };
    if before.get(at) != now.get(at) && !now.is_empty() {
        focus(menu.unchecked_ref());
        let menu = SendWrapper::new(menu.clone());
        queue_microtask(move || {
            if let Some(item) = find_all(&menu, &format!(":scope > :nth-child({}) {ITEMS}", at + 1)).first() {
                focus(item);
            }
        });
    }
}

fn line(item: MenuItem, at: usize, shown: Shown, close: Callback<()>) -> El {
    let MenuItem { label, icon, disabled_reason, danger, .. } = item;
    let reason_id = unique_id("reason");
    let off = disabled_reason.is_some();
    // A line that stays may mean another thing by now: the menu was opened on something else.
    let choose = move |_| {
        let entry = shown.borrow().get(at).cloned();
        if let Some(MenuEntry::Item(MenuItem { disabled_reason: None, on_select, .. })) = entry {
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

/// Moves the focus to the first or last item of a menu that has opened.
pub(super) fn focus_end(menu: &Element, last: bool) {
    let items = find_all(menu, ITEMS);
    let target = if last { items.last() } else { items.first() };
    if let Some(item) = target {
        focus(item);
    }
}

/// Arrows, Home, End and first letters, as the pattern for menus asks. The browser itself does Enter, Space and Escape.
pub(super) fn on_key(menu: &Element, event: &KeyboardEvent) {
    list_key(menu, ITEMS, event);
}

/// Handles arrows, Home, End and first letters for the elements that `selector` finds in a list.
pub fn list_key(list: &Element, selector: &str, event: &KeyboardEvent) {
    let Some(event) = key_event(event) else { return };
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let items = find_all(list, selector);
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
        _ => match by_letters(&items, now, event) {
            Some(at) => at,
            None => return,
        },
    };
    event.prevent_default();
    if let Some(item) = items.get(next) {
        focus(item);
    }
}

/// So long, in milliseconds, letters that follow each other are one beginning.
const RUN: f64 = 1000.0;

thread_local! {
    /// When a letter was typed last, and the beginning it is the end of.
    static TYPED: RefCell<(f64, String)> = const { RefCell::new((f64::NEG_INFINITY, String::new())) };
}

/// The item whose label begins with the letters typed so far, or where none does, the next one after the present one that
/// begins with the last of them, round the end.
fn by_letters(items: &[HtmlElement], now: Option<usize>, event: &KeyboardEvent) -> Option<usize> {
    let Key::Char(latin) = chord(event)?.key else { return None };
    let labels: Vec<String> =
        items.iter().map(|item| fold(item.text_content().unwrap_or_default().trim_start())).collect();
    // A key of another alphabet counts by its letter only where a label has that letter.
    let typed = fold(&event.key());
    let letter = if labels.iter().any(|label| label.contains(&typed)) { typed } else { latin.to_string() };
    let at = event.time_stamp();
    let find = |start: usize, typed: &str| {
        let mut round = (0..labels.len()).map(|step| (start + step) % labels.len());
        round.find(|at| labels.get(*at).is_some_and(|label| label.starts_with(typed)))
    };
    TYPED.with_borrow_mut(|(last, typed)| {
        let goes_on = at - *last < RUN && !typed.is_empty();
        *last = at;
        let longer = goes_on.then(|| [typed.as_str(), &letter].concat());
        if let Some(longer) = longer
            && let Some(found) = find(now.unwrap_or(0), &longer)
        {
            *typed = longer;
            return Some(found);
        }
        let found = find(now.map_or(0, |at| at + 1), &letter);
        *typed = letter;
        found
    })
}
