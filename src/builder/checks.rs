//! The list under **Checks (n)**: what is wrong, where, and one click to put it right (spec: journey.md §7).

use editor::{Editor, Selection, findings::setup_part};
use journey::{
    checks::{Finding, Fix, Location, NodeField, SetupField},
    edit::Edit,
    graph::LinkKey,
    text::NodeId,
};
use leptos::{html, prelude::*};
use signals::{Memo, SharedSignal};
use wasm_bindgen::JsCast;

use super::{
    capped::Capped,
    dom::focus::focus_node,
    panels::Panels,
    session::timed_checks::use_timed_checks,
    work::{Working, focus_on},
};
use crate::ui::{Button, ButtonSize, ButtonVariant, Icon, IconName, Tone, focus_in_next_frame};

/// The number of findings that are drawn at once.
const LINES: usize = 50;

/// The panel with the list.
#[component]
pub fn ChecksPanel(editor: Editor, panels: Panels, open: SharedSignal<bool>) -> impl IntoView {
    let (findings, timed) = (editor.findings, use_timed_checks());
    let heading = NodeRef::<html::H2>::new();
    let keep_focus = focus_on(heading);
    move || {
        open.get().then(|| {
            view! {
                <section class="pane checks-panel" aria-label="Checks">
                    <header class="pane__header">
                        <div class="pane__titles">
                            <h2 class="pane__title" tabindex="-1" node_ref=heading>"Checks"</h2>
                            <p class="pane__caption">{move || summary(findings.count())}</p>
                        </div>
                        <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Close label="Close checks" on_click=move |_| open.set(false) />
                    </header>
                    <div class="pane__body">
                        {timed.map(|timed| view! { <Working work=timed.work keep_focus /> })}
                        <FindingList editor panels />
                    </div>
                </section>
            }
            .into_any()
        })
    }
}

/// “2 errors, 1 warning”.
pub fn summary(found: Option<(usize, usize)>) -> String {
    let Some((errors, warnings)) = found else { return "Not checked yet.".to_owned() };
    let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) => "Nothing is wrong.".to_owned(),
        (0, warnings) => count(warnings, "warning"),
        (errors, 0) => count(errors, "error"),
        (errors, warnings) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}

/// The findings, each with its place and its repair.
#[component]
pub fn FindingList(editor: Editor, panels: Panels) -> impl IntoView {
    let findings = editor.findings;
    let line = move |finding: &Finding| {
        let (tone, icon, word) = if finding.is_error() {
            (Tone::Danger, IconName::Error, "Error")
        } else {
            (Tone::Warning, IconName::Warning, "Warning")
        };
        let place = finding.place.clone();
        let name = editor.draft.with_untracked(|draft| finding.place.name(draft));
        let message = finding.message.clone();
        let repair = finding.repair.clone().map(|repair| {
            let fix = repair.fix.clone();
            let go = place.clone();
            view! {
                <Button
                    size=ButtonSize::Small
                    on_click=move |_| {
                        match &fix {
                            Fix::Edit(edit) => repair_by(editor, edit),
                            Fix::Name(name) => panels.typed_name.set(name.clone()),
                        }
                        show(editor, panels, &go, false);
                    }
                >
                    {repair.label}
                </Button>
            }
        });
        view! {
            <li class=["check-line ", tone.class()].concat()>
                <Icon name=icon />
                <button type="button" class="check-line__text" on:click=move |_| show(editor, panels, &place, true)>
                    <span class="visually-hidden">{word}": "</span>
                    <span class="check-line__place">{name}</span>
                    " "
                    {message}
                </button>
                {repair}
            </li>
        }
        .into_any()
    };
    let asked = ArcRwSignal::new(0);
    let list = move || {
        let all = findings.all();
        let count = all.len();
        let draw = move |range: std::ops::Range<usize>| all[range].iter().map(line).collect_view().into_any();
        let more = |button: AnyView| view! { <li class="check-line">{button}</li> }.into_any();
        view! { <Capped count step=LINES what="findings" draw around=more asked=asked.clone() /> }
    };
    view! { <ul class="checks">{list}</ul> }
}

/// Puts something right: one step, that one undo takes back.
fn repair_by(editor: Editor, edit: &Edit) {
    editor.mark();
    editor.apply(edit);
    editor.mark();
}

/// The places that show findings besides the list.
#[derive(Clone, Debug, PartialEq)]
pub enum At {
    /// At a node: what is wrong with it as a whole.
    Node(NodeId),
    /// At a link.
    Link(LinkKey),
    /// In a part of the setup: what is doubtful there, for what is wrong stands at the field.
    Setup(&'static str),
    /// At a window of the quiet hours: the same.
    Window(usize),
}

impl At {
    fn shows(&self, finding: &Finding) -> bool {
        match (self, &finding.place) {
            (Self::Node(id), Location::Node { id: at, field: None }) => at == id,
            // The field shows the finding itself; here is its repair.
            (Self::Node(id), Location::Node { id: at, .. }) => at == id && finding.repair.is_some(),
            (Self::Link(key), Location::Link(at)) => at == key,
            (Self::Setup(part), Location::Setup(field)) => setup_part(*field) == *part && !finding.is_error(),
            (Self::Window(i), Location::Setup(field)) => *field == SetupField::QuietWindow(*i) && !finding.is_error(),
            _ => false,
        }
    }
}

/// The findings at one place, with their repairs.
#[component]
pub fn Found(editor: Editor, at: At) -> impl IntoView {
    let here = Memo::new(move |_| {
        let line = |finding: &Finding| {
            let edit = finding.repair.as_ref().and_then(|repair| match &repair.fix {
                Fix::Edit(edit) => Some((repair.label, edit.clone())),
                Fix::Name(_) => None,
            });
            (finding.is_error(), finding.message.clone(), edit)
        };
        editor.findings.all().iter().filter(|finding| at.shows(finding)).map(line).collect::<Vec<_>>()
    });
    let draw = move |(error, message, edit): (bool, String, Option<(&'static str, Edit)>)| {
        let (tone, icon) = if error { (Tone::Danger, IconName::Error) } else { (Tone::Warning, IconName::Warning) };
        let repair = edit.map(|(label, edit)| {
            view! { <Button size=ButtonSize::Small on_click=move |_| repair_by(editor, &edit)>{label}</Button> }
        });
        view! {
            <li class=["found ", tone.class()].concat()>
                <Icon name=icon />
                <p>{message}</p>
                {repair}
            </li>
        }
        .into_any()
    };
    move || {
        let here = here.get();
        (!here.is_empty()).then(|| {
            view! { <ul class="found-list" aria-label="Found here">{here.into_iter().map(draw).collect_view()}</ul> }
        })
    }
}

/// Selects what a place names, puts it in the middle of the view and, if wanted, opens its field.
pub fn show(editor: Editor, panels: Panels, place: &Location, open: bool) {
    match place {
        Location::Journey(_) => {}
        Location::Setup(_) if open => panels.setup.set(true),
        Location::Setup(_) => {}
        Location::Node { id, .. } => {
            if editor.draft.with_untracked(|draft| draft.graph.node(id).is_none()) {
                return;
            }
            editor.centre(id);
            if field_of(place).is_none() || !open {
                focus_node(id);
            }
        }
        Location::Link(key) => {
            if editor.draft.with_untracked(|draft| draft.graph.link(key).is_none()) {
                return;
            }
            editor.select(Selection::link(key.clone()));
            editor.put_in_middle(&key.from);
        }
    }
    if let Some(field) = field_of(place).filter(|_| open) {
        // The inspector or the dialog is drawn first.
        focus_in_next_frame(move || focus_in_next_frame(move || focus_field(&field)));
    }
}

fn focus_field(field: &str) {
    let selector = format!("[data-field=\"{field}\"]");
    let Ok(Some(frame)) = document().query_selector(&selector) else { return };
    frame.scroll_into_view();
    // A button only where there is nothing to fill in: beside a text stands one that inserts.
    let find = |selector| frame.query_selector(selector).ok().flatten();
    let control = find("input, textarea, select").or_else(|| find("button"));
    if let Some(control) = control.and_then(|control| control.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = control.focus();
    }
}

/// The value of `data-field` at which the page shows a place; none where it is the node or the link as a whole.
fn field_of(place: &Location) -> Option<String> {
    match place {
        Location::Setup(SetupField::QuietWindow(i)) => Some(format!("setup.quiet.{i}")),
        Location::Setup(SetupField::Goal(i, None)) => Some(format!("setup.goal.{i}")),
        Location::Setup(SetupField::Goal(i, Some(key))) => Some(format!("setup.goal.{i}.{key}")),
        Location::Setup(field) => Some(format!("setup.{}", setup_part(*field))),
        Location::Node { field: Some(field), .. } => Some(match field {
            NodeField::Title => "title".to_owned(),
            NodeField::Segment(key) => format!("segment.{key}"),
            NodeField::Who(key) => format!("who.{key}"),
            NodeField::What(key) => format!("what.{key}"),
            NodeField::Window => "window".to_owned(),
            NodeField::When => "when".to_owned(),
            NodeField::Path(i) => format!("path.{i}"),
        }),
        Location::Node { field: None, .. } | Location::Link(_) | Location::Journey(_) => None,
    }
}
