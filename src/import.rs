//! Journeys that come in from outside: files that are chosen or dropped, text that is pasted, backups and links. Each is
//! shown first, and comes in as it was shown (spec: format.md). What is behind the first page arrives in a chunk.

mod dialog;
mod importer;
mod preview;
mod take;

pub use importer::Importer;
use importer::{Asked, Refusal};
pub use preview::Preview;

use journey::import::{Choice, Plan, Way};
use leptos::{prelude::*, tachys::html::node_ref::NodeRefContainer, wasm_bindgen::JsCast};
use signals::RwSignal;
use web_sys::{DataTransfer, DragEvent, Element, FileList, Node};

use crate::{
    lazy,
    platform::file::holds_files,
    ui::{El, el, use_toasts},
    workspace::{Undo, use_workspace},
};

crate::lazy! {
    actions: static TAKE: fn(Importer, Way, Vec<web_sys::File>) = take::files;
    actions: static TAKE_TEXT: fn(Importer, String) = take::text;
    actions: static DIALOGS: fn(Importer) -> AnyView = dialog::dialogs;
    actions: /// Brings in what was chosen of a plan, and offers to take it back.
        pub static BRING: fn(Importer, &Plan, &Choice, &str) -> Option<Undo> = take::bring;
    actions: /// The journeys of a plan, to choose from.
        pub static PREVIEW: fn(Preview) -> AnyView = preview::view;
}

/// Makes the importer known to everything below; [`dialogs`] has to be there too.
pub fn provide_importer() {
    provide_context(Importer {
        workspace: use_workspace(),
        toasts: use_toasts(),
        input: NodeRef::new(),
        way: StoredValue::new(Way::Copies),
        asked: RwSignal::new(None),
        choice: RwSignal::default(),
        refusals: RwSignal::new(Vec::new()),
    });
}

/// The importer. Call it in a component's body, not in a handler.
pub fn use_importer() -> Importer {
    expect_context()
}

/// The file picker, which nobody sees, and the dialogs: there from the first time on that something comes in.
pub fn dialogs() -> (El, AnyView) {
    let importer = use_importer();
    let input = el("input", "")
        .attr("type", "file")
        .attr("accept", ".json,application/json")
        .flag("hidden", true)
        .on("change", move |_| importer.picked());
    importer.input.load(input.node().unchecked_ref());
    let some = move || importer.asked.with(Option::is_some) || importer.refusals.with(|refusals| !refusals.is_empty());
    (input, lazy::on_first_open(Signal::derive(some), &DIALOGS, importer))
}

impl Importer {
    /// Asks for files; a backup is one.
    pub fn pick(self, way: Way) {
        if let Some(input) = self.input.get_untracked() {
            input.set_multiple(way == Way::Copies);
            self.way.set_value(way);
            input.click();
        }
    }

    fn picked(self) {
        let Some(input) = self.input.get_untracked() else { return };
        self.take_all(self.way.get_value(), input.files());
        // Else the same file could not be chosen again.
        input.set_value("");
    }

    /// Something is held over the page.
    pub fn drag_over(self, event: &DragEvent) {
        if holds_files(event) {
            event.prevent_default();
            show_over(event, true);
        }
    }

    /// It left, unless it only went from one part of the page to another.
    pub fn drag_leave(self, event: &DragEvent) {
        let page = event.current_target().and_then(|page| page.dyn_into::<Node>().ok());
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        if !page.is_some_and(|page| to.is_some_and(|to| page.contains(Some(&to)))) {
            show_over(event, false);
        }
    }

    /// It was dropped.
    pub fn drop(self, event: &DragEvent) {
        show_over(event, false);
        let files = event.data_transfer().and_then(|data| data.files());
        if files.is_some() {
            event.prevent_default();
            self.take_all(Way::Copies, files);
        }
    }

    /// Something was pasted, of which a file of ours is looked at.
    pub fn paste(self, data: Option<DataTransfer>) {
        let text = data.and_then(|data| data.get_data("text/plain").ok());
        if let Some(text) = text.filter(|text| text.contains("\"sojourn\"")) {
            TAKE_TEXT.run(move |take| take(self, text));
        }
    }

    fn take_all(self, way: Way, files: Option<FileList>) {
        let Some(files) = files else { return };
        let files: Vec<_> = (0..files.length()).filter_map(|at| files.get(at)).collect();
        if !files.is_empty() {
            TAKE.run(move |take| take(self, way, files));
        }
    }
}

/// Shows on the page whether a file is held over it.
fn show_over(event: &DragEvent, is_over: bool) {
    if let Some(page) = event.current_target().and_then(|page| page.dyn_into::<Element>().ok()) {
        let _ = page.class_list().toggle_with_force("listings--drop", is_over);
    }
}
