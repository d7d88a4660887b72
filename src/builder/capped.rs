//! Long lists, of which only what is looked at is on the page.

use leptos::prelude::*;

use crate::ui::{Button, ButtonSize};

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
    let press = {
        let asked = asked.clone();
        move || asked.update(|asked| *asked += 1)
    };
    let shown = Memo::new(move |_| (first + asked.get() * step).min(count));
    let parts = Memo::new(move |_| {
        let shown = shown.get();
        let later = (first..shown).step_by(step).map(|from| (from, (from + step).min(shown)));
        std::iter::once((0, first)).chain(later).collect::<Vec<_>>()
    });
    let draw = StoredValue::new_local(draw);
    let button = move || {
        let left = count - shown.get();
        (left > 0).then(|| {
            let label = format!("Show {} more of {left} {what}", left.min(step));
            let press = press.clone();
            around(view! { <Button size=ButtonSize::Small on_click=move |_| press()>{label}</Button> }.into_any())
        })
    };
    view! {
        <For each=move || parts.get() key=|part| *part let:part>
            {draw.with_value(|draw| draw(part.0..part.1))}
        </For>
        {button}
    }
}
