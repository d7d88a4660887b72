//! The parts around a field's control: a label, help, and an error that is announced.
use leptos::prelude::*;

use super::dom::{described_by, unique_id};
use super::el::{El, el};
use super::icon::{IconName, icon};

/// The ids by which a control refers to its label and to what describes it.
#[derive(Clone, Copy)]
pub(super) struct FieldIds {
    all: StoredValue<[String; 4]>,
    has_help: Signal<bool>,
    has_error: Signal<bool>,
    has_note: bool,
}

impl FieldIds {
    /// `has_note` is for a control with a third description, a counter.
    pub(super) fn new(help: MaybeProp<String>, error: MaybeProp<String>, has_note: bool) -> Self {
        let id = unique_id("field");
        let of = |part: &str| [id.as_str(), part].concat();
        let all = StoredValue::new([of("-help"), of("-error"), of("-note"), of("")]);
        let has_help = Signal::derive(move || help.with(Option::is_some));
        let has_error = Signal::derive(move || error.with(Option::is_some));
        Self { all, has_help, has_error, has_note }
    }

    fn of(self, part: usize) -> String {
        self.all.with_value(|all| all.get(part).cloned().unwrap_or_default())
    }

    /// The control's own id, for the label's `for`.
    pub(super) fn control(self) -> String {
        self.of(3)
    }

    /// The third description's id.
    pub(super) fn note(self) -> String {
        self.of(2)
    }

    /// For the control's `aria-describedby`: the error first, because it is the news.
    pub(super) fn descriptions(self) -> Option<String> {
        let (help, error, note) = (self.of(0), self.of(1), self.of(2));
        described_by(&[(self.has_error.get(), &error), (self.has_help.get(), &help), (self.has_note, &note)])
    }

    /// For the control's `aria-invalid`.
    pub(super) fn invalid(self) -> Option<&'static str> {
        self.has_error.get().then_some("true")
    }
}

/// The frame around one control: label above, help and error below. The places of both are always in the document: a
/// live region that comes with its text is often not read.
pub(super) fn frame(
    ids: FieldIds,
    label: Signal<String>,
    label_hidden: bool,
    required: bool,
    help: MaybeProp<String>,
    error: MaybeProp<String>,
    controls: Vec<El>,
) -> El {
    let class = if label_hidden { "field__label visually-hidden" } else { "field__label" };
    // `required` on the control says it to those who cannot see this.
    let star = required.then(|| el("span", "field__required").attr("aria-hidden", "true").text("*"));
    let label = el("label", class).attr("for", &ids.control()).bind_text(move || label.get()).maybe(star);
    below(el("div", "field").child(label).children(controls), ids, help, error)
}

/// Sets up a text box of one or several lines: its attributes and value, and a callback with the whole text at each
/// change.
pub(super) fn text_box(
    control: El,
    ids: FieldIds,
    (value, on_input): (Signal<String>, Callback<String>),
    required: bool,
    read_only: Signal<bool>,
    placeholder: MaybeProp<String>,
) -> El {
    control
        .attr("id", &ids.control())
        .flag("required", required)
        .bind_flag("readonly", move || read_only.get())
        .bind("placeholder", move || placeholder.get())
        .bind("aria-invalid", move || ids.invalid().map(ToOwned::to_owned))
        .bind("aria-describedby", move || ids.descriptions())
        .bind_value(move || value.get())
        .on("input", move |event| on_input.run(event_target_value(&event)))
}

/// Adds the lines below a control or a group of controls.
pub(super) fn below(field: El, ids: FieldIds, help: MaybeProp<String>, error: MaybeProp<String>) -> El {
    let wrong = move || {
        let error = error.get();
        error.map_or_else(Vec::new, |error| vec![icon(IconName::Error), el("span", "").text(&error)])
    };
    field
        .slot(move || help.get().map(|help| el("p", "field__help").attr("id", &ids.of(0)).text(&help)))
        .child(el("p", "field__error").attr("id", &ids.of(1)).attr("aria-live", "polite").slots(wrong))
}
