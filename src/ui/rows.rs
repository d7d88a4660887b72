//! The focus in lists whose rows come and go: one mechanism for every list, so that no command drops it on the page.
//!
//! A list says where its rows are: its attribute `data-rows` holds their selector. A button beside the rows that brings one gives
//! the focus to the new row's first field. A control that goes away with its row, or is off after its press, leaves the focus to
//! the one in its place: of the next row, else of the row before, else to the button that adds a row.

use std::{cell::RefCell, sync::Once};

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, prelude::Closure};
use leptos::web_sys::{Element, Event, HtmlElement};

use super::dom::{find_all, focus, is_focus_lost};

/// The class of a button that moves its row up: the focus goes with the row.
pub const MOVES_UP: &str = "moves-up";
/// The class of a button that moves its row down.
pub const MOVES_DOWN: &str = "moves-down";

const LIST: &str = "[data-rows]";
const FIELDS: &str = "input, select, textarea";
const CONTROLS: &str = "input, select, textarea, button, a[href]";

thread_local! {
    /// The press that is being handled.
    static PRESS: RefCell<Option<Press>> = const { RefCell::new(None) };
}

/// Keeps the focus in the lists of the page. Any page may ask; the first one begins.
pub fn keep_row_focus() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        for event in ["click", "change"] {
            listen(event, true, |event| {
                let press = Press::of(event);
                if press.is_some() {
                    // Changes that come late are drawn in the second frame.
                    request_animation_frame(|| request_animation_frame(|| settle(true)));
                }
                PRESS.replace(press);
            });
            // The press is handled by now, and what it changed is drawn: keys that follow at once are for the new row.
            listen(event, false, |_| settle(false));
        }
    });
}

fn listen(event: &str, capture: bool, then: fn(&Event)) {
    let then = Closure::<dyn Fn(Event)>::new(move |event: Event| then(&event)).into_js_value();
    let _ = window().add_event_listener_with_callback_and_bool(event, then.unchecked_ref(), capture);
}

fn settle(is_late: bool) {
    let is_settled = PRESS.with_borrow(|press| press.as_ref().is_some_and(|press| press.settle(is_late)));
    if is_settled || is_late {
        PRESS.take();
    }
}

/// A press of a control in a list, and the list as it was before.
struct Press {
    list: Element,
    rows: Vec<HtmlElement>,
    control: Element,
    /// The row of the control, and the control's place among those of the row: from the first, and from the last.
    at: Option<(usize, usize, usize)>,
    /// The elements around the list, the innermost first.
    around: Vec<Element>,
}

impl Press {
    fn of(event: &Event) -> Option<Self> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let control = target.closest(CONTROLS).ok()??;
        let list = control.closest(LIST).ok()??;
        let rows = rows_of(&list);
        let at = rows.iter().enumerate().find_map(|(row, element)| {
            let all = controls_of(&list, element);
            let place = all.iter().position(|other| *other.unchecked_ref::<Element>() == control)?;
            Some((row, place, all.len() - 1 - place))
        });
        let around = std::iter::successors(list.parent_element(), |element| element.parent_element()).collect();
        Some(Self { list, rows, control, at, around })
    }

    /// Gives the focus on, where that is to be done. Returns whether it was.
    fn settle(&self, is_late: bool) -> bool {
        let target = if self.list.is_connected() {
            self.target()
        } else if is_late && is_focus_lost() {
            // The list went with its last row.
            let around = self.around.iter().find(|element| element.is_connected());
            around.and_then(|around| find_all(around, CONTROLS).into_iter().find(is_on))
        } else {
            None
        };
        if let Some(target) = &target {
            focus(target);
        }
        target.is_some()
    }

    fn target(&self) -> Option<HtmlElement> {
        let rows = rows_of(&self.list);
        if let (None, "BUTTON") = (self.at, self.control.tag_name().as_str())
            && let Some(new) = rows.iter().find(|row| rows.len() > self.rows.len() && !self.rows.contains(row))
            && let Some(field) = find_all(new, FIELDS).into_iter().find(is_on)
        {
            return Some(field);
        }
        if let Some((row, place, _)) = self.at
            && let Some(row) = self.moved_to(row).and_then(|row| rows.get(row))
        {
            return self.in_row(row, place);
        }
        // A field that loses the focus reports its change while no element has it, and can get it back.
        let is_there = self.control.is_connected() && is_on(self.control.unchecked_ref());
        if is_there || !is_focus_lost() {
            return None;
        }
        let neighbour = self.at.and_then(|(row, first, last)| {
            let next = rows.get(row).or(rows.last())?;
            let count = controls_of(&self.list, next).len();
            let place = if rows.len() < self.rows.len() { count.checked_sub(last + 1)? } else { first };
            self.in_row(next, place)
        });
        neighbour.or_else(|| self.beside(&rows)).or_else(|| {
            let _ = self.list.set_attribute("tabindex", "-1");
            self.list.clone().dyn_into().ok()
        })
    }

    /// The place of the row after the press of a button that moves it.
    fn moved_to(&self, row: usize) -> Option<usize> {
        let classes = self.control.class_list();
        if classes.contains(MOVES_UP) { row.checked_sub(1) } else { classes.contains(MOVES_DOWN).then_some(row + 1) }
    }

    /// The control at a place of a row; where that is off, the next one, else the first of the row.
    fn in_row(&self, row: &HtmlElement, place: usize) -> Option<HtmlElement> {
        let all = controls_of(&self.list, row);
        all.iter()
            .skip(place)
            .find(|control| is_on(control))
            .or_else(|| all.iter().find(|control| is_on(control)))
            .cloned()
    }

    /// The button beside the rows; where there is none, the field.
    fn beside(&self, rows: &[HtmlElement]) -> Option<HtmlElement> {
        ["button", FIELDS].into_iter().find_map(|selector| {
            let mut all = find_all(&self.list, selector).into_iter();
            all.find(|control| is_on(control) && !rows.iter().any(|row| row.contains(Some(control))))
        })
    }
}

fn rows_of(list: &Element) -> Vec<HtmlElement> {
    let rows = find_all(list, &list.get_attribute("data-rows").unwrap_or_default());
    rows.into_iter().filter(|row| is_own(list, row)).collect()
}

/// The controls of a row, but not of a list within it.
fn controls_of(list: &Element, row: &HtmlElement) -> Vec<HtmlElement> {
    find_all(row, CONTROLS).into_iter().filter(|control| is_own(list, control)).collect()
}

fn is_own(list: &Element, element: &HtmlElement) -> bool {
    element.closest(LIST).ok().flatten().as_ref() == Some(list)
}

fn is_on(control: &HtmlElement) -> bool {
    !control.matches(":disabled").unwrap_or(true)
}
