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

/// The button that asks for so many more of those that are left; none where none are. While it is there it keeps the focus.
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
    move || {
        let button = view! { <Button size=ButtonSize::Small on_click=move |_| press.run(())>{label}</Button> };
        are_left.get().then(|| around(button.into_any()))
    }
}
