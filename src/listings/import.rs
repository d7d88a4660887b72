//! Journeys that come in from files: chosen, or dropped on the page.

use journey::format::{BYTES_MAX, FormatErrors};
use leptos::{ev::DragEvent, html, prelude::*, wasm_bindgen::JsCast};
use web_sys::{File, FileList, Node};

use crate::{
    lazy,
    platform::file,
    ui::{Dialog, DialogWidth, Toasts, use_toasts},
    workspace::{Imported, Workspace, use_workspace},
};

/// The most changed names that a message tells one by one.
const NAMES_TOLD: usize = 3;

/// Why a file did not come in.
#[derive(Clone, PartialEq, Eq)]
struct Refusal {
    file: String,
    reasons: Vec<String>,
}

crate::lazy! {
    actions: static TAKE: fn(Importer, File) = Importer::take;
    actions: static REFUSALS: fn(Importer) -> AnyView = refusals_dialog;
}

/// Takes files in.
#[derive(Clone, Copy)]
pub struct Importer {
    /// The file picker.
    pub input: NodeRef<html::Input>,
    /// Whether a file is held over the page.
    pub over: RwSignal<bool>,
    workspace: Workspace,
    toasts: Toasts,
    refusals: RwSignal<Vec<Refusal>>,
}

/// Makes the importer known to the parts of the page.
pub fn provide_importer() -> Importer {
    let importer = Importer {
        input: NodeRef::new(),
        over: RwSignal::new(false),
        workspace: use_workspace(),
        toasts: use_toasts(),
        refusals: RwSignal::new(Vec::new()),
    };
    provide_context(importer);
    importer
}

/// The importer. Call it in a component's body, not in a handler.
pub fn use_importer() -> Importer {
    expect_context()
}

impl Importer {
    /// Asks for files.
    pub fn pick(self) {
        if let Some(input) = self.input.get_untracked() {
            input.click();
        }
    }

    /// Files were chosen.
    pub fn picked(self) {
        let Some(input) = self.input.get_untracked() else { return };
        self.take_all(input.files());
        // Else the same file could not be chosen again.
        input.set_value("");
    }

    /// Something is held over the page.
    pub fn drag_over(self, event: &DragEvent) {
        let files = event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0));
        if files {
            event.prevent_default();
            self.over.set(true);
        }
    }

    /// It left, unless it only went from one part of the page to another.
    pub fn drag_leave(self, event: &DragEvent) {
        let page = event.current_target().and_then(|page| page.dyn_into::<Node>().ok());
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        if !page.is_some_and(|page| to.is_some_and(|to| page.contains(Some(&to)))) {
            self.over.set(false);
        }
    }

    /// It was dropped.
    pub fn drop(self, event: &DragEvent) {
        self.over.set(false);
        let files = event.data_transfer().and_then(|data| data.files());
        if files.is_some() {
            event.prevent_default();
            self.take_all(files);
        }
    }

    fn take_all(self, files: Option<FileList>) {
        let Some(files) = files else { return };
        for file in (0..files.length()).filter_map(|at| files.get(at)) {
            TAKE.run(move |take| take(self, file));
        }
    }

    fn take(self, file: File) {
        let name = file.name();
        // Before it is read: a file of gigabytes would fill the memory.
        if file.size() > BYTES_MAX as f64 {
            self.refuse(name, &FormatErrors::TooLarge(file.size() as usize).to_string());
            return;
        }
        file::read(&file, move |text| match text {
            None => self.refuse(
                name,
                "The browser could not read the file. It may have been moved or changed; choose it again.",
            ),
            Some(text) => match self.workspace.import(&text) {
                Ok(imported) => self.tell(&name, imported),
                Err(why) => self.refuse(name, &why),
            },
        });
    }

    fn refuse(self, file: String, why: &str) {
        let reasons = why.lines().map(ToOwned::to_owned).collect();
        // The page may have been left while the file was read; then there is nobody to tell.
        let _ = self.refusals.try_update(|refusals| refusals.push(Refusal { file, reasons }));
    }

    fn tell(self, file: &str, imported: Imported) {
        let workspace = self.workspace;
        self.toasts.with_action(sentence(file, &imported), "Undo", move || workspace.undo_import(&imported));
    }
}

/// What came in, and which names had to change.
fn sentence(file: &str, imported: &Imported) -> String {
    let mut said = match imported.ids.len() {
        1 => format!("1 journey came in from “{file}”."),
        many => format!("{many} journeys came in from “{file}”."),
    };
    for (old, new) in imported.renamed.iter().take(NAMES_TOLD) {
        said.push_str(&format!(" “{old}” is here already; the new one is “{new}”."));
    }
    match imported.renamed.len().saturating_sub(NAMES_TOLD) {
        0 => {}
        1 => said.push_str(" One more name has changed."),
        more => said.push_str(&format!(" {more} more names have changed.")),
    }
    said
}

/// Says why files did not come in.
pub fn refusals(importer: Importer) -> AnyView {
    let some = Signal::derive(move || importer.refusals.with(|refusals| !refusals.is_empty()));
    lazy::once(some, &REFUSALS, importer)
}

fn refusals_dialog(importer: Importer) -> AnyView {
    let refusals = importer.refusals;
    let close = move |()| refusals.set(Vec::new());
    let each = move || {
        let section = |refusal: Refusal| {
            let reasons = refusal.reasons.into_iter().map(|reason| match reason.split_once(": ") {
                // “path: what is wrong there”
                Some((path, wrong)) if !path.contains(' ') => {
                    view! { <li><code class="refusal__path">{path.to_owned()}</code>{wrong.to_owned()}</li> }.into_any()
                }
                _ => view! { <li>{reason}</li> }.into_any(),
            });
            view! {
                <section class="refusal">
                    <h3 class="section__title">{refusal.file}</h3>
                    <ul class="refusal__reasons">{reasons.collect_view()}</ul>
                </section>
            }
        };
        refusals.get().into_iter().map(section).collect_view()
    };
    view! {
        <Dialog
            open=Signal::derive(move || refusals.with(|refusals| !refusals.is_empty()))
            on_close=close
            on_submit=close
            title="The file did not come in"
            description="Nothing of it is in the workspace. What is wrong with it:"
            width=DialogWidth::Medium
            plain=true
        >
            {each}
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_in_is_said_with_the_names_that_changed() {
        let renamed = |n: usize| (0..n).map(|i| (format!("A{i}"), format!("A{i} (2)"))).collect();
        let said = |count: usize, changed: usize| {
            let ids = vec![journey::text::JourneyId::random(1); count];
            sentence("f.json", &Imported { ids, renamed: renamed(changed) })
        };
        assert_eq!(said(1, 0), "1 journey came in from “f.json”.");
        assert_eq!(said(2, 1), "2 journeys came in from “f.json”. “A0” is here already; the new one is “A0 (2)”.");
        assert!(said(9, 4).ends_with("One more name has changed."));
        assert!(said(9, 5).ends_with("2 more names have changed."));
    }
}
