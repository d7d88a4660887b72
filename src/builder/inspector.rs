//! The inspector: the fields of what is selected (spec: interface.md, complementary Inspector).

mod delete;
mod form;
mod insert;
mod link;
mod note;
mod outcomes;
mod paths;
mod preview;
mod when;

use editor::{Editor, Mode, Selection, clipboard::count};
use journey::{
    edit::{Edit, compose},
    field::Section,
    graph::Node,
    kind::{Category, Kind},
    text::{NodeId, TITLE_MAX},
};
use leptos::prelude::*;
use signals::{Memo, RwSignal};

pub(super) use form::FieldControl;
pub use when::clock_time;

use super::{
    checks::{At, Found},
    fields::span::SpanInput,
    kind_style,
};
use crate::{
    lazy,
    ui::{Button, ButtonSize, ButtonVariant, Icon, IconName, Notice, TextField, Tone},
};
use delete::Delete;
use form::SectionForm;
use insert::Suggestions;
use link::LinkForm;
use note::{GroupButton, GroupForm, NoteForm};
use outcomes::Outcomes;
use paths::PathsForm;
use preview::Preview;
use when::WhenForm;

crate::lazy! {
    panels: static FORM: fn(Editor, Shown) -> AnyView = form;
}

/// The panel beside the canvas.
#[component]
pub fn Inspector(editor: Editor) -> impl IntoView {
    // Drawn anew only when something else is selected: a field that is being typed in stays.
    let shown = Memo::new(move |_| {
        let group = editor.selected_group().filter(|(id, group)| {
            // A group of one node is meant where its frame is, and not its node.
            group.nodes.len() > 1 || editor.active.with(|active| active.as_ref() == Some(id))
        });
        if let Some((id, _)) = group {
            return Shown::Group(id);
        }
        editor.selection.with(|selection| {
            match (selection.nodes.as_slice(), selection.links.as_slice(), selection.notes.as_slice()) {
                ([node], [], []) => Shown::Node(node.clone()),
                ([], [link], []) => Shown::Link(link.clone()),
                ([], [], [note]) => Shown::Note(note.clone()),
                ([], [], []) => Shown::Nothing,
                (nodes, links, notes) => Shown::Many(nodes.len(), links.len(), notes.len()),
            }
        })
    });
    view! {
        <aside class="pane inspector" class:inspector--empty=move || shown.get() == Shown::Nothing aria-label="Inspector">
            {move || match shown.get() {
                Shown::Nothing => view! { <Nothing editor /> }.into_any(),
                shown => lazy::when_loaded(&FORM, move |form| form(editor, shown.clone())),
            }}
        </aside>
    }
}

#[derive(Clone, PartialEq)]
enum Shown {
    Nothing,
    Node(NodeId),
    Link(journey::graph::LinkKey),
    Note(NodeId),
    Group(NodeId),
    Many(usize, usize, usize),
}

/// The fields of what is selected.
fn form(editor: Editor, shown: Shown) -> AnyView {
    let form = match shown {
        Shown::Nothing => return ().into_any(),
        Shown::Node(id) => view! { <NodeForm editor id /> }.into_any(),
        Shown::Link(key) => view! { <LinkForm editor key /> }.into_any(),
        Shown::Note(id) => view! { <NoteForm editor id /> }.into_any(),
        Shown::Group(id) => view! { <GroupForm editor id /> }.into_any(),
        Shown::Many(nodes, links, notes) => view! { <Many editor nodes links notes /> }.into_any(),
    };
    view! { {form} <Suggestions editor /> }.into_any()
}

#[component]
fn Nothing(editor: Editor) -> impl IntoView {
    let counts = move || {
        editor.draft.with(|draft| {
            let count = |group| draft.graph.count(group);
            [
                (count(Category::Segment), "segment", "segments"),
                (count(Category::Engagement), "engagement", "engagements"),
                (count(Category::Controller), "controller", "controllers"),
                (draft.graph.links().len(), "link", "links"),
            ]
            .map(|(n, one, many)| format!("{n} {}", if n == 1 { one } else { many }))
            .join(" · ")
        })
    };
    view! {
        <div class="inspector__empty">
            <p class="inspector__hint">"Select a node or a link to see and change its fields."</p>
            <p class="inspector__counts">{counts}</p>
        </div>
    }
}

#[component]
fn Many(editor: Editor, nodes: usize, links: usize, notes: usize) -> impl IntoView {
    let what = match (nodes + notes, links) {
        (_, 0) => count(nodes, notes),
        (0, links) => format!("{links} links"),
        (_, links) => format!("{} and {links} links", count(nodes, notes)),
    };
    view! {
        <header class="pane__header">
            <h2 class="pane__title">{format!("{what} selected")}</h2>
        </header>
        <div class="pane__body">
            <p class="inspector__hint">"Drag one of them, or press Alt with an arrow, to move all."</p>
            {(nodes > 1).then(|| view! { <GroupButton editor /> })}
            <Delete editor label=format!("Delete {what}") />
        </div>
    }
}

#[component]
fn NodeForm(editor: Editor, id: NodeId) -> impl IntoView {
    let node = {
        let id = id.clone();
        Memo::new(move |_| editor.draft.with(|draft| draft.graph.node(&id).cloned()))
    };
    let kind = node.with_untracked(|node| node.as_ref().map(|node| node.kind))?;
    let spec = kind.spec();
    let locked = Signal::derive(move || editor.is_locked());
    let title =
        Signal::derive(move || node.with(|node| node.as_ref().map(|node| node.title.clone()).unwrap_or_default()));
    let too_long = RwSignal::new(None::<String>);
    let set_title = {
        let id = id.clone();
        move |text: String| {
            let fits = text.chars().count() <= TITLE_MAX;
            too_long.set((!fits).then(|| format!("A title has at most {TITLE_MAX} characters.")));
            if fits {
                editor.apply(&Edit::Title(id.clone(), text));
            }
        }
    };
    let heading = move || node.with(|node| node.as_ref().map(Node::label));
    let sections = Section::ALL
        .into_iter()
        .filter(|section| !spec.fields(*section).is_empty())
        .map(|section| view! { <SectionForm editor id=id.clone() kind section /> }.into_any());
    let close = move |_| editor.select(Selection::default());
    Some(
        view! {
            <header class="pane__header">
                <span class="tile" data-group=kind_style::group_slug(spec.group)><Icon name=kind_style::icon(kind) /></span>
                <div class="pane__titles">
                    <p class="pane__caption">{spec.name}</p>
                    <h2 class="pane__title">{heading}</h2>
                </div>
                <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Close label="Close inspector" class="pane__close" on_click=close />
            </header>
            <div class="pane__body">
                <p class="inspector__about">{spec.about}</p>
                <Published editor kind />
                <Found editor at=At::Node(id.clone()) />
                <div data-field="title"><TextField label="Title" value=title on_input=set_title read_only=locked error=Signal::derive(move || too_long.get()) help="What this node is called on the canvas." /></div>
                <EntryForm editor id=id.clone() kind node />
                {sections.collect_view()}
                {spec.paths.map(|limits| view! { <PathsForm editor id=id.clone() kind limits node /> })}
                {spec.look.map(|look| view! { <Preview look node /> })}
                {kind.is_engagement().then(|| view! { <WhenForm editor id=id.clone() node /> })}
                <Outcomes editor id=id.clone() node />
                <Delete editor label="Delete node".to_owned() />
            </div>
        }
        .into_any(),
    )
}

/// Why most of it cannot be changed, where it is published.
#[component]
fn Published(editor: Editor, kind: Kind) -> impl IntoView {
    move || {
        editor.is_locked().then(|| {
            let text = match (editor.mode.get(), kind.is_engagement(), kind) {
                (Mode::ContentOnly, true, _) => {
                    "This version is published. Only What can be changed; it applies to messages sent from then on."
                }
                (Mode::ContentOnly, false, Kind::SplitTest) => {
                    "This version is published. Only the percentages of a manual split can be changed."
                }
                _ => "This version is published and cannot be changed here. Make a new version to change it.",
            };
            view! { <Notice tone=Tone::Info>{text}</Notice> }
        })
    }
}

/// The form for the entry and the window of a segment.
#[component]
fn EntryForm(editor: Editor, id: NodeId, kind: Kind, node: Memo<Option<Node>>) -> impl IntoView {
    let is_entry = Memo::new(move |_| node.with(|node| node.as_ref().is_some_and(|node| node.entry)));
    let can_be_entry = kind.spec().entry != journey::kind::EntryFit::Never;
    let locked = move || editor.is_locked();
    if !kind.is_segment() {
        return ().into_any();
    }
    let make_entry = {
        let id = id.clone();
        move |_| {
            if let Some(edit) = editor.draft.with_untracked(|draft| compose::set_entry(draft, &id)) {
                editor.apply(&edit);
            }
        }
    };
    let window = Signal::derive(move || node.with(|node| node.as_ref().and_then(|node| node.window)));
    let set_window = {
        let id = id.clone();
        Callback::new(move |window| {
            editor.apply(&Edit::Window(id.clone(), window));
        })
    };
    let make_entry = Callback::new(make_entry);
    let error = Signal::derive(move || editor.findings.window_error(&id));
    view! {
        {move || if is_entry.get() {
            view! { <p class="inspector__entry"><Icon name=IconName::Flag />"Users come into the journey here."</p> }.into_any()
        } else {
            view! {
                <SpanInput
                    label="Qualifying window"
                    help="How long it waits. When the window closes, users leave by Timeout at the next full hour; without one they wait on."
                    value=window
                    optional=true
                    disabled=Signal::derive(locked)
                    error
                    on_change=set_window
                    name="window"
                />
                {can_be_entry.then(|| view! {
                    <Button size=ButtonSize::Small icon=IconName::Flag disabled=Signal::derive(locked) on_click=make_entry>"Make this the entry"</Button>
                })}
            }.into_any()
        }}
    }
    .into_any()
}
