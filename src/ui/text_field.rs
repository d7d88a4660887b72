//! One line of text.
use leptos::html;
use leptos::prelude::*;
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::wasm_bindgen::JsCast;

use super::el::el;
use super::field::{FieldIds, frame, text_box};

/// A text box with its label. For a search box give another `input_type`; numbers, times and dates have a field of their own,
/// [`ValueField`](super::ValueField).
#[component]
pub fn TextField(
    /// The label, and the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Its text.
    #[prop(into)]
    value: Signal<String>,
    /// Told the whole text at each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// One sentence on what to enter.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    /// The error and its remedy; `None` while there is none.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// True where something must be entered.
    #[prop(optional)]
    required: bool,
    /// Shown but not to be changed; it can still be read, selected and copied.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// `text`, `search`, `email`, `url`.
    #[prop(default = "text")]
    input_type: &'static str,
    /// The id of a list of suggestions: it is a combo box then.
    #[prop(optional)]
    list: Option<&'static str>,
    /// An example, never the label.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// True where the label is for screen readers only, where the place says it already.
    #[prop(optional)]
    label_hidden: bool,
    /// Takes the focus when the dialog around it opens.
    #[prop(optional)]
    autofocus: bool,
    /// To reach the element, for instance to move the focus to what is wrong.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let ids = FieldIds::new(help, error, false);
    let control = el("input", "input")
        .attr("type", input_type)
        .attr("autocomplete", "off")
        .bind("list", move || list.map(ToOwned::to_owned))
        .flag("autofocus", autofocus);
    let control = text_box(control, ids, (value, on_input), required, read_only, placeholder);
    node_ref.load(control.node().unchecked_ref());
    frame(ids, label, label_hidden, required, help, error, vec![control])
}
