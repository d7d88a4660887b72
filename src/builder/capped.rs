//! Long lists, of which only what is looked at is on the page.

use leptos::prelude::*;
use signals::Memo;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

use crate::ui::{Button, ButtonSize, focus_in_next_frame};

/// The elements whose children are the entries of a list.
const LISTS: &str = "ul, ol, tbody, .outcomes__links";
/// The controls of an entry that take the focus.
const CONTROLS: &str = "a[href], button:not(:disabled), summary, input, select";

/// A long list, drawn some at a time: the first ones at once, others when they are asked for.
#[component]
pub fn Capped(
    /// The number of rows.
    count: usize,
    /// The number that is drawn at once.
    step: usize,
    /// The name of what is listed, in the plural.
    what: &'static str,
    /// Draws those of a range.
    draw: impl Fn(std::ops::Range<usize>) -> AnyView + 'static,
    /// Puts the button into a row of its own.
    around: fn(AnyView) -> AnyView,
    /// The number of times that more were asked for, where that outlives what is drawn.
    #[prop(optional)]
    asked: ArcRwSignal<usize>,
) -> impl IntoView {
    // A few more are not worth a button.
    let first = if count <= step + step / 2 { count } else { step };
    let shown = {
        let asked = asked.clone();
        Memo::new(move |_| (first + asked.get() * step).min(count))
    };
    let parts = Memo::new(move |_| {
        let shown = shown.get();
        let later = (first..shown).step_by(step).map(|from| (from, (from + step).min(shown)));
        std::iter::once((0, first)).chain(later).collect::<Vec<_>>()
    });
    let draw = StoredValue::new_local(draw);
    let press = Callback::new(move |()| asked.update(|asked| *asked += 1));
    view! {
        <For each=move || parts.get() key=|part| *part let:part>
            {draw.with_value(|draw| draw(part.0..part.1))}
        </For>
        <More left=Memo::new(move |_| count - shown.get()) step what press around />
    }
}

/// The button that asks for so many more of those that are left; none where none are. The first of the new ones gets the focus.
#[component]
pub fn More(
    /// The number of rows that are not drawn.
    left: Memo<usize>,
    /// The number that is drawn at once.
    step: usize,
    /// The name of what is listed, in the plural.
    what: &'static str,
    /// Draws more.
    press: Callback<()>,
    /// Puts the button into a row of its own.
    around: fn(AnyView) -> AnyView,
) -> impl IntoView {
    let are_left = Memo::new(move |_| left.get() > 0);
    let label = move || format!("Show {} more of {} {what}", left.get().min(step), left.get());
    let ask = move |event: MouseEvent| {
        let place = event.current_target().and_then(|button| place(button.dyn_ref()?));
        press.run(());
        if let Some((list, place)) = place {
            // The first of the new ones stands where the button stood.
            focus_in_next_frame(move || {
                if let Ok(Some(entry)) = list.query_selector(&format!(":scope > :nth-child({place})")) {
                    focus_entry(&entry);
                }
            });
        }
    };
    move || {
        let button = view! { <Button size=ButtonSize::Small on_click=ask>{label}</Button> };
        are_left.get().then(|| around(button.into_any()))
    }
}

/// The list around a button, and the place of the button's entry in it, counted from 1.
fn place(button: &Element) -> Option<(Element, usize)> {
    let list = button.closest(LISTS).ok().flatten()?;
    let mut around = std::iter::successors(Some(button.clone()), |part| part.parent_element());
    let entry = around.find(|part| part.parent_element().as_ref() == Some(&list))?;
    Some((list, std::iter::successors(Some(entry), Element::previous_element_sibling).count()))
}

/// Gives the focus to the first control of an entry; where it has none, to the entry.
pub fn focus_entry(entry: &Element) {
    let control = entry.query_selector(CONTROLS).ok().flatten();
    if control.is_none() {
        let _ = entry.set_attribute("tabindex", "-1");
    }
    if let Some(element) = control.as_ref().unwrap_or(entry).dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}
