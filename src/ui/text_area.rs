//! Several lines of text, with what is left of them.
use leptos::html;
use leptos::prelude::*;
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::wasm_bindgen::JsCast;
use signals::Memo;

use super::el::el;
use super::field::{FieldIds, frame, text_box};

/// A text box of several lines. With a `limit` it counts down ("87 of 120 left") and past it, but never cuts: what was
/// pasted too long is shortened by whoever pasted it.
#[component]
pub fn TextArea(
    /// The label, and the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Its text.
    #[prop(into)]
    value: Signal<String>,
    /// Told the whole text at each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// The most characters, counted as Unicode scalar values.
    #[prop(optional)]
    limit: Option<usize>,
    /// The number of lines that are shown.
    #[prop(default = 3)]
    rows: u8,
    /// One sentence on what to enter.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    /// The error and its remedy; `None` while there is none.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// True where something must be entered.
    #[prop(optional)]
    required: bool,
    /// Shown but not to be changed.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// An example, never the label.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// To reach the element, for instance to insert something at the cursor.
    #[prop(optional)]
    node_ref: NodeRef<html::Textarea>,
) -> impl IntoView {
    let ids = FieldIds::new(help, error, limit.is_some());
    let used = Memo::new(move |_| value.with(|text| text.chars().count()));
    let counter = limit.map(|limit| {
        el("p", "field__counter")
            .bind_class("field__counter--over", move || used.get() > limit)
            .attr("id", &ids.note())
            .bind_text(move || count_down(used.get(), limit))
    });
    let control = el("textarea", "input input--area").attr("rows", &rows.to_string());
    let control = text_box(control, ids, (value, on_input), required, read_only, placeholder);
    node_ref.load(control.node().unchecked_ref());
    let controls = [Some(control), counter].into_iter().flatten().collect();
    frame(ids, label, false, required, help, error, controls)
}

fn count_down(used: usize, limit: usize) -> String {
    match limit.checked_sub(used) {
        Some(left) => format!("{left} of {limit} left"),
        None => format!("{} too many", used - limit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counter_says_what_is_left_and_what_is_too_much() {
        assert_eq!(count_down(0, 120), "120 of 120 left");
        assert_eq!(count_down(120, 120), "0 of 120 left");
        assert_eq!(count_down(123, 120), "3 too many");
    }
}
