//! The dialog that gives labels to the selected journeys and takes them away.

use std::collections::BTreeMap;

use journey::{order, text::TITLE_MAX};
use leptos::prelude::*;
use signals::{Memo, RwSignal, SharedMemo, SharedSignal};

use super::state::Listing;
use crate::{
    ui::{Button, ButtonKind, ButtonVariant, Checkbox, Dialog, DialogWidth, IconName, TextField, use_toasts},
    unfinished::keep_unfinished,
};

/// The number of selected journeys with a label.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Share {
    None,
    Some,
    All,
}

/// The state of the open dialog.
#[derive(Clone, Copy)]
struct Labels {
    /// Each label of the workspace when the dialog opened.
    before: SharedSignal<BTreeMap<String, Share>>,
    /// The labels that were ticked, unticked or added since.
    wanted: SharedSignal<BTreeMap<String, bool>>,
    /// The text box for a new label.
    new: SharedSignal<String>,
    error: SharedSignal<Option<String>>,
}

impl Labels {
    fn begin(self, listing: Listing) {
        self.before.set(shares(listing));
        self.wanted.set(BTreeMap::new());
        self.new.set(String::new());
        self.error.set(None);
    }

    /// The text to keep while the dialog is unfinished: one added label a line; the last line is the text box.
    fn text(self) -> String {
        let added = self.wanted.with(|wanted| wanted.keys().cloned().collect::<Vec<_>>());
        let added = added.into_iter().filter(|label| self.before.with(|before| !before.contains_key(label)));
        added.chain([self.new.get()]).collect::<Vec<_>>().join("\n")
    }

    fn put_text(self, text: &str) {
        let (added, last) = text.rsplit_once('\n').unwrap_or(("", text));
        self.wanted.set(added.lines().map(|label| (label.to_owned(), true)).collect());
        self.new.set(last.to_owned());
    }

    /// Every label that the dialog lists.
    fn known(self) -> Vec<String> {
        let mut known: Vec<String> = self.before.with(|before| before.keys().cloned().collect());
        let is_new = |label: &&String| !known.contains(label);
        let added = self.wanted.with(|wanted| wanted.keys().filter(is_new).cloned().collect::<Vec<_>>());
        known.extend(added);
        order::sort(&mut known);
        known
    }

    /// Adds the label in the text box to the list. Returns false where it cannot be one.
    fn add(self) -> bool {
        let label = self.new.get_untracked().trim().to_owned();
        if label.is_empty() {
            return true;
        }
        if let Some(wrong) = what_is_wrong(&label) {
            self.error.set(Some(wrong));
            return false;
        }
        self.error.set(None);
        self.new.set(String::new());
        self.wanted.update(|wanted| {
            wanted.insert(label, true);
        });
        true
    }

    /// Gives the labels to the selected journeys and takes them away. Returns the refusals.
    fn apply(self, listing: Listing) -> Vec<String> {
        let ids = listing.selected.get_untracked();
        let mut refused = Vec::new();
        for (label, on) in self.wanted.get_untracked() {
            let results = ids.iter().filter_map(|id| listing.workspace.label(id, &label, on).err());
            refused.extend(results.map(|why| why.to_string()));
        }
        refused
    }
}

/// The dialog.
#[component]
pub fn LabelDialog(listing: Listing, open: RwSignal<bool>) -> impl IntoView {
    let toasts = use_toasts();
    let labels = Labels {
        before: SharedSignal::new(BTreeMap::new()),
        wanted: SharedSignal::new(BTreeMap::new()),
        new: SharedSignal::new(String::new()),
        error: SharedSignal::new(None),
    };
    let Labels { before, wanted, new, error } = labels;
    let count = SharedMemo::new(move |_| listing.selected.with(Vec::len));
    let text = Signal::derive(move || labels.text());
    let begin = move || labels.begin(listing);
    let unfinished =
        keep_unfinished(open, || Some("labels".to_owned()), text, begin, move |text| labels.put_text(&text));
    let close = move || {
        unfinished.forget();
        open.set(false);
    };
    let apply = move |()| {
        if !labels.add() {
            return;
        }
        close();
        match labels.apply(listing).first() {
            Some(why) => toasts.error(format!("Not every label could be changed. {why}")),
            None if wanted.with_untracked(BTreeMap::is_empty) => {}
            None => toasts.success("The labels are changed."),
        }
    };
    let known = SharedMemo::new(move |_| labels.known());
    let boxes = move || {
        let row = move |label: String| view! { <LabelBox label before wanted /> };
        view! { <For each=move || known.get() key=Clone::clone let:label>{row(label)}</For> }
    };
    view! {
        <Dialog
            open
            on_close=move |()| close()
            title=Signal::derive(move || match count.get() {
                1 => "Label journey".to_owned(),
                many => format!("Label {many} journeys"),
            })
            description="A tick is a label that all of them bear, a dash one that some bear. What you leave as it is stays."
            width=DialogWidth::Narrow
            on_submit=apply
            footer=move || view! {
                <Button on_click=move |_| close()>"Cancel"</Button>
                <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit>"Apply labels"</Button>
            }
        >
            <div class="labels">
                <div class="labels__new">
                    <TextField label="New label" value=new on_input=move |text| new.set(text) error=Signal::derive(move || error.get()) />
                    <Button icon=IconName::Plus on_click=move |_| { labels.add(); }>"Add"</Button>
                </div>
                <div class="labels__list" role="group" aria-label="Labels">{boxes()}</div>
            </div>
        </Dialog>
    }
}

#[component]
fn LabelBox(
    label: String,
    before: SharedSignal<BTreeMap<String, Share>>,
    wanted: SharedSignal<BTreeMap<String, bool>>,
) -> impl IntoView {
    let share = {
        let label = label.clone();
        Memo::new(move |_| match wanted.with(|wanted| wanted.get(&label).copied()) {
            Some(true) => Share::All,
            Some(false) => Share::None,
            None => before.with(|before| before.get(&label).copied()).unwrap_or(Share::None),
        })
    };
    let choose = {
        let label = label.clone();
        move |on| {
            wanted.update(|wanted| {
                wanted.insert(label.clone(), on);
            });
        }
    };
    view! {
        <Checkbox
            label=label
            checked=Signal::derive(move || share.get() == Share::All)
            mixed=Signal::derive(move || share.get() == Share::Some)
            on_change=choose
        />
    }
}

/// Every label of the workspace, and how many of the selected journeys bear it.
fn shares(listing: Listing) -> BTreeMap<String, Share> {
    let selected = listing.selected.get();
    let mut counts = BTreeMap::<String, usize>::new();
    listing.rows.with(|rows| {
        for row in rows {
            let own = usize::from(selected.contains(&row.id));
            for label in &row.about.labels {
                *counts.entry(label.clone()).or_default() += own;
            }
        }
    });
    let share = |count| match count {
        0 => Share::None,
        all if all == selected.len() => Share::All,
        _ => Share::Some,
    };
    counts.into_iter().map(|(label, count)| (label, share(count))).collect()
}

fn what_is_wrong(label: &str) -> Option<String> {
    if label.chars().count() > TITLE_MAX {
        Some(format!("A label has at most {TITLE_MAX} characters."))
    } else if label.chars().any(char::is_control) {
        Some("A label cannot hold line breaks or other control characters.".to_owned())
    } else {
        None
    }
}
