//! *Restore points*: the draft as it was, kept by hand under a name and by itself before something replaces it.

use editor::{Editor, Mode};
use journey::{edit::Edit, text::JourneyId};
use leptos::prelude::*;
use signals::SharedSignal;

use crate::{
    moment::Moment,
    route::Route,
    ui::{Button, ButtonSize, ButtonVariant, Dialog, IconName, TextField, use_toasts},
    unfinished::{keep_unfinished, place_of},
    workspace::{Point, use_workspace},
};

/// The dialog.
#[component]
pub fn PointsDialog(
    editor: Editor,
    open: SharedSignal<bool>,
    /// The journey, once it was saved.
    id: Signal<Option<JourneyId>>,
) -> impl IntoView {
    let records = use_workspace().records;
    let toasts = use_toasts();
    let name = SharedSignal::new(String::new());
    let error = SharedSignal::new(None::<String>);
    let place = move || id.get_untracked().map(|id| place_of(Some(&id), "point"));
    let unfinished = keep_unfinished(open, place, name, move || name.set(String::new()), move |text| name.set(text));
    let reason = Signal::derive(move || match (id.get(), editor.mode.get()) {
        (None, _) => Some("Save the draft first: a restore point belongs to a saved journey.".to_owned()),
        (_, Mode::Draft) => None,
        _ => Some("Only a draft has restore points; what is published does not change.".to_owned()),
    });
    let add = move || {
        let (Some(id), None) = (id.get_untracked(), reason.get_untracked()) else { return };
        let text = name.get_untracked().trim().to_owned();
        if text.is_empty() {
            error.set(Some("Enter a name, to know it again by.".to_owned()));
            return;
        }
        let done = editor.draft.with_untracked(|draft| records.add_point(&id, &text, true, draft));
        error.set(done.err().map(|why| why.to_string()));
        if error.with_untracked(Option::is_none) {
            unfinished.forget();
            name.set(String::new());
            editor.announce(format!("Restore point {text} is kept."));
        }
    };
    let on_input = move |text: String| {
        error.set(None);
        name.set(text);
    };
    let restore = Callback::new(move |point: Point| {
        let whole = Edit::Batch(vec![
            Edit::Restore(Box::new(point.draft.graph.clone())),
            Edit::Setup(Box::new(point.draft.setup.clone())),
        ]);
        if editor.apply(&whole) {
            open.set(false);
            toasts.success(format!("“{}” is restored. Undo takes it back.", point.name));
        }
    });
    let row = move |point: Point| id.get_untracked().map(|id| view! { <PointRow editor id point reason restore /> });
    let list = move || {
        let points = id.get().map(|id| records.points(&id)).unwrap_or_default();
        if points.is_empty() {
            view! { <p class="field__help">"There is none yet. One is made by itself before a change of more than 50 nodes at once."</p> }.into_any()
        } else {
            view! { <ul>{points.into_iter().map(row).collect_view()}</ul> }.into_any()
        }
    };
    let close = move |()| {
        unfinished.forget();
        open.set(false);
    };
    let title = Signal::derive(move || "Restore points".to_owned());
    view! {
        <Dialog open on_close=close title plain=true on_submit=move |()| add()>
            <div class="points" data-rows=".settings__row">
                <div class="points__new">
                    <TextField label="Name of the restore point" value=name on_input error=Signal::derive(move || error.get()) />
                    <Button reason on_click=move |_| add()>"Keep the draft as it is"</Button>
                </div>
                {list}
            </div>
        </Dialog>
    }
}

/// One restore point: opens, restores and deletes it.
#[component]
fn PointRow(
    editor: Editor,
    id: JourneyId,
    point: Point,
    /// The reason why it cannot be restored.
    reason: Signal<Option<String>>,
    restore: Callback<Point>,
) -> impl IntoView {
    let records = use_workspace().records;
    let toasts = use_toasts();
    let (nodes, label) = (point.draft.graph.nodes().len(), point.name.clone());
    let (restored, removed) = (point.clone(), point.clone());
    let href = Route::Point(id.clone(), point.n).href();
    let delete = move |_| match records.remove_point(&id, &removed) {
        Ok(()) => editor.announce(format!("Restore point {} is deleted.", removed.name)),
        Err(why) => toasts.error(why.to_string()),
    };
    view! {
        <li class="settings__row">
            <p>
                <strong>{point.name}</strong>
                <span class="field__help">
                    {if point.manual { "By hand, " } else { "By itself, " }}{nodes}{if nodes == 1 { " node, " } else { " nodes, " }}
                    <Moment at=point.at />
                </span>
            </p>
            <a class="button button--default button--small" href=href aria-label=format!("Open {label}")>"Open"</a>
            <Button size=ButtonSize::Small reason label=format!("Restore {label}") on_click=move |_| restore.run(restored.clone())>"Restore"</Button>
            <Button size=ButtonSize::Small variant=ButtonVariant::Danger icon=IconName::Trash label=format!("Delete {label}") on_click=delete />
        </li>
    }
}
