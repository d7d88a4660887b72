//! Reading what comes from outside, and bringing in what was chosen of it.

use std::{cell::RefCell, rc::Rc};

use journey::{
    format::{BYTES_MAX, File, FormatErrors},
    import::{Choice, Form, Plan, Way},
};
use leptos::prelude::*;

use super::{Asked, Importer, Refusal};
use crate::{
    platform::file,
    workspace::{FileError, Undo, read},
};

/// The most changed names that a message lists.
const NAMES_TOLD: usize = 3;

/// The result so far of reading several files.
struct Reading {
    /// The number of files that are still to come.
    left: usize,
    names: Vec<String>,
    file: File,
}

/// Reads files, and shows what they hold once the last one was read.
pub fn files(importer: Importer, way: Way, files: Vec<web_sys::File>) {
    let reading = Reading { left: files.len(), names: Vec::new(), file: File::default() };
    let reading = Rc::new(RefCell::new(reading));
    for file in files {
        let (name, reading) = (file.name(), reading.clone());
        let done = move |read: Result<File, FileError>| {
            let mut all = reading.borrow_mut();
            match read {
                Ok(read) => {
                    let before = all.file.journeys.len();
                    all.file.mended.extend(read.mended.into_iter().map(|(at, note)| (at + before, note)));
                    all.file.journeys.extend(read.journeys);
                    all.names.push(format!("“{name}”"));
                }
                Err(why) => importer.refuse(name, why),
            }
            all.left -= 1;
            if all.left == 0 && !all.names.is_empty() {
                importer.ask(way, all.names.join(", "), std::mem::take(&mut all.file));
            }
        };
        // Before it is read: a file of gigabytes would fill the memory.
        if file.size() > BYTES_MAX as f64 {
            done(Err(FileError::Format(FormatErrors::TooLarge(file.size() as usize))));
            continue;
        }
        file::read(&file, move |text| {
            done(text.ok_or(FileError::Unread).and_then(|text| read(&text)));
        });
    }
}

/// Reads a text that was pasted, whatever words a mail has put around the file.
pub fn text(importer: Importer, text: String) {
    let file = text.find('{').zip(text.rfind('}')).and_then(|(from, to)| text.get(from..=to)).unwrap_or(&text);
    match read(file) {
        Ok(file) => importer.ask(Way::Copies, "the clipboard".to_owned(), file),
        Err(why) => importer.refuse("The clipboard".to_owned(), why),
    }
}

impl Importer {
    fn ask(self, way: Way, from: String, file: File) {
        let plan = untrack(|| self.workspace.plan(file.clone(), way));
        self.choice.set(plan.first_choice(way));
        self.asked.set(Some(Asked { way, from, file }));
    }

    fn refuse(self, from: String, why: FileError) {
        let reasons = why.to_string().lines().map(ToOwned::to_owned).collect();
        self.refusals.update(|refusals| refusals.push(Refusal { from, reasons }));
    }
}

/// Brings in what was chosen of a plan, and offers to take it back. Nothing is done where that fails, and the page says why.
pub fn bring(importer: Importer, plan: &Plan, choice: &Choice, from: &str) -> Option<Undo> {
    let (workspace, toasts) = (importer.workspace, importer.toasts);
    let renamed = renamed(plan, untrack(|| workspace.names(plan, choice)));
    match workspace.bring(plan, choice) {
        Ok(undo) => {
            let (undone, said) = (undo.clone(), sentence(from, undo.ids().count(), choice.form, &renamed));
            toasts.with_action(said, "Undo", move || {
                if let Err(why) = workspace.take_back(&undone) {
                    toasts.error(why.to_string());
                }
            });
            Some(undo)
        }
        Err(why) => {
            toasts.error(why.to_string());
            None
        }
    }
}

/// The names that change, before and after.
fn renamed(plan: &Plan, names: Vec<Option<journey::text::Name>>) -> Vec<(String, String)> {
    let changed = plan.entries.iter().zip(names).filter_map(|(entry, name)| Some((&entry.journey.name, name?)));
    changed.filter(|(old, new)| *old != new).map(|(old, new)| (old.to_string(), new.to_string())).collect()
}

/// Tells what came in, and which names had to change.
fn sentence(from: &str, count: usize, form: Form, renamed: &[(String, String)]) -> String {
    let mut said = match (from, count, form) {
        ("", ..) => "The backup is restored.".to_owned(),
        (_, 1, Form::Drafts) => format!("1 journey came in from {from}, as a draft."),
        (_, 1, Form::AsInFile) => format!("1 journey came in from {from}."),
        (_, many, Form::Drafts) => format!("{many} journeys came in from {from}, as drafts."),
        (_, many, Form::AsInFile) => format!("{many} journeys came in from {from}."),
    };
    for (old, new) in renamed.iter().take(NAMES_TOLD) {
        said.push_str(&format!(" “{old}” is here already; the new one is “{new}”."));
    }
    match renamed.len().saturating_sub(NAMES_TOLD) {
        0 => {}
        1 => said.push_str(" One more name has changed."),
        more => said.push_str(&format!(" {more} more names have changed.")),
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_in_is_said_with_the_names_that_changed() {
        let renamed = |n: usize| (0..n).map(|i| (format!("A{i}"), format!("A{i} (2)"))).collect::<Vec<_>>();
        let said = |count: usize, form: Form, changed: usize| sentence("“f.json”", count, form, &renamed(changed));
        assert_eq!(said(1, Form::Drafts, 0), "1 journey came in from “f.json”, as a draft.");
        let two = "2 journeys came in from “f.json”. “A0” is here already; the new one is “A0 (2)”.";
        assert_eq!(said(2, Form::AsInFile, 1), two);
        assert!(said(9, Form::Drafts, 4).ends_with("One more name has changed."));
        assert!(said(9, Form::Drafts, 5).ends_with("2 more names have changed."));
        assert_eq!(sentence("", 3, Form::AsInFile, &[]), "The backup is restored.");
    }
}
