//! The button of a command: its words, its icon, its keys and its reason are those of the table.

use editor::{Command, Editor};
use leptos::prelude::*;

use crate::ui::{Button, ButtonSize, ButtonVariant};

/// A button that runs a command.
#[component]
pub fn CommandButton(
    editor: Editor,
    /// The command.
    command: &'static Command,
    /// The emphasis of the button.
    #[prop(optional)]
    variant: ButtonVariant,
    /// The height of the button.
    #[prop(optional)]
    size: ButtonSize,
    /// Shows the icon alone; the label is its name then.
    #[prop(optional)]
    bare: bool,
    /// Other words than those of the table.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// For what opens a panel: whether it is open.
    #[prop(optional, into)]
    expanded: Option<Signal<bool>>,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let reason = Signal::derive(move || editor.refusal(command));
    let keys = Signal::derive(move || command.keys_text(editor));
    let press = move |_| editor.run(command, None);
    let words = move || text.get().unwrap_or_else(|| command.label.to_owned());
    let (icon, label) = (command.icon, command.label);
    match (bare, expanded) {
        (true, _) => view! { <Button variant size icon label keys reason class on_click=press /> }.into_any(),
        (false, None) => {
            view! { <Button variant size icon keys reason class on_click=press>{words}</Button> }.into_any()
        }
        (false, Some(expanded)) => {
            view! { <Button variant size icon keys reason expanded class on_click=press>{words}</Button> }.into_any()
        }
    }
}
