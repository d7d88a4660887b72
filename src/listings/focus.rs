//! The focus of the listings when its element goes: a deleted or archived row, or the bar for several rows. Also the
//! place that a person comes back to.

use std::collections::HashSet;

use journey::text::JourneyId;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use signals::Memo;

use super::{state::Listing, table};
use crate::ui::is_focus_lost;

const SEARCH: &str = ".filters input";

/// The state of the page before it changed.
struct Before {
    ids: Vec<JourneyId>,
    bar: bool,
}

/// The place where the page was left: the rows that were ticked, the row that had the focus last, and how far the page was
/// scrolled, in pixels.
struct Left {
    chosen: HashSet<JourneyId>,
    focused: Option<JourneyId>,
    scrolled: f64,
}

/// Goes back to the place where the page was left, and notes it when it is left again.
fn keep_place(listing: Listing) {
    let workspace = listing.workspace;
    if let Some(Left { chosen, focused, scrolled }) = workspace.take_handed() {
        listing.chosen.set(chosen);
        listing.drawn.set(table::fitting(scrolled + table::window_height()));
        request_animation_frame(move || {
            window().scroll_to_with_x_and_y(0.0, scrolled);
            if let Some(id) = focused.filter(|_| is_focus_lost()) {
                focus_first(&[link(&id)]);
            }
        });
    }
    on_cleanup(move || {
        let scrolled = window().scroll_y().unwrap_or_default();
        let (chosen, focused) = (listing.chosen.get_untracked(), listing.focused.get_value());
        workspace.hand_over(Left { chosen, focused, scrolled });
    });
}

fn link(id: &JourneyId) -> String {
    format!("[data-row='{id}'] .table__link")
}

/// Watches over the focus for as long as the page is there. Call it when the rows are there.
pub fn keep(listing: Listing) {
    keep_place(listing);
    let ids =
        Memo::new(move |_| listing.shown.with(|shown| shown.iter().map(|row| row.id.clone()).collect::<Vec<_>>()));
    let bar = Memo::new(move |_| listing.selected.with(|selected| !selected.is_empty()));
    Effect::new(move |before: Option<Before>| {
        let now = Before { ids: ids.get(), bar: bar.get() };
        if let Some(before) = before {
            let target = target(&before, &now, listing.focused.get_value());
            if let Some(target) = target {
                // By then the page is drawn anew and a dialog has given the focus back, if it could.
                request_animation_frame(move || {
                    if is_focus_lost() {
                        focus_first(&target);
                    }
                });
            }
        }
        now
    });
}

/// The targets for a lost focus, in the order to try: the row that has moved up, else the table's head.
fn target(before: &Before, now: &Before, focused: Option<JourneyId>) -> Option<Vec<String>> {
    let left =
        focused.filter(|id| !now.ids.contains(id)).and_then(|id| before.ids.iter().position(|other| *other == id));
    let row = left.and_then(|at| {
        let (above, below) = before.ids.split_at(at);
        below.iter().chain(above.iter().rev()).find(|id| now.ids.contains(id))
    });
    if left.is_none() && (now.bar || !before.bar) {
        return None;
    }
    let row = row.map(link);
    let rest = [".table thead input", ".listings .empty :is(a, button)", SEARCH].map(str::to_owned);
    Some(row.into_iter().chain(rest).collect())
}

/// Gives the focus to the search.
pub fn to_search() {
    focus_first(&[SEARCH.to_owned()]);
}

fn focus_first(selectors: &[String]) {
    let found = selectors.iter().find_map(|selector| document().query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that refuses the focus leaves it where it is.
        let _ = element.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(ids: &str, bar: bool) -> Before {
        Before { ids: ids.split_whitespace().map(JourneyId::of_words).collect(), bar }
    }

    fn first(before: &Before, now: &Before, focused: &str) -> Option<String> {
        target(before, now, Some(JourneyId::of_words(focused))).and_then(|targets| targets.into_iter().next())
    }

    #[test]
    fn the_row_that_moves_up_gets_the_focus() {
        let before = page("a b c", false);
        assert_eq!(first(&before, &page("a c", false), "b").as_deref(), Some("[data-row='c'] .table__link"));
        assert_eq!(first(&before, &page("a b", false), "c").as_deref(), Some("[data-row='b'] .table__link"));
        assert_eq!(first(&before, &page("c", false), "b").as_deref(), Some("[data-row='c'] .table__link"));
        assert_eq!(first(&before, &page("a", false), "b").as_deref(), Some("[data-row='a'] .table__link"));
        assert_eq!(first(&before, &page("", false), "a").as_deref(), Some(".table thead input"));
        assert_eq!(first(&before, &page("c b a", false), "b"), None);
    }

    #[test]
    fn when_the_bar_goes_the_head_gets_the_focus() {
        assert_eq!(first(&page("a", true), &page("a", false), "a").as_deref(), Some(".table thead input"));
        assert_eq!(first(&page("a", false), &page("a", true), "a"), None);
    }
}
