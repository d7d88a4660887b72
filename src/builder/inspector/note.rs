//! The fields of a note, and those of a group: what the canvas offers by hand, for the keyboard and the phone (issue 5).

use editor::{
    Editor, Selection,
    commands::table::{self, UNGROUP},
};
use journey::{
    graph::{Group, NOTE_TEXT_MAX, Note, Tone as Ground},
    text::{NodeId, TITLE_MAX},
};
use leptos::prelude::*;
use signals::{Memo, RwSignal};

use super::delete::Delete;
use crate::{
    builder::commands::button::CommandButton,
    ui::{Button, ButtonSize, ButtonVariant, Icon, IconName, RadioGroup, RadioOption, TextArea, TextField},
};

fn header(editor: Editor, icon: IconName, caption: &'static str, title: Signal<String>) -> AnyView {
    let close = move |_| editor.select(Selection::default());
    view! {
        <header class="pane__header">
            <span class="tile"><Icon name=icon /></span>
            <div class="pane__titles">
                <p class="pane__caption">{caption}</p>
                <h2 class="pane__title">{title}</h2>
            </div>
            <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Close label="Close inspector" class="pane__close" on_click=close />
        </header>
    }
    .into_any()
}

/// A note: what it says, and its colour.
#[component]
pub fn NoteForm(editor: Editor, id: NodeId) -> impl IntoView {
    let note = {
        let id = id.clone();
        Memo::new(move |_| editor.draft.with(|draft| draft.graph.note(&id).cloned()))
    };
    let of = move |read: fn(&Note) -> String| {
        Signal::derive(move || note.with(|note| note.as_ref().map(read).unwrap_or_default()))
    };
    let read_only = Signal::derive(move || editor.is_locked());
    let too_long = RwSignal::new(None::<String>);
    let write = {
        let id = id.clone();
        move |text: String| {
            let over = text.chars().count() > NOTE_TEXT_MAX;
            too_long.set(over.then(|| "A note has at most 2,000 characters.".to_owned()));
            if !over {
                editor.set_note(&id, false, &|note| text.clone_into(&mut note.text));
            }
        }
    };
    let colour = move |slug: String| {
        if let Some((tone, _)) = Ground::ALL.into_iter().find(|row| row.1 == slug) {
            editor.mark();
            editor.set_note(&id, true, &|note| note.tone = tone);
            editor.mark();
        }
    };
    let grounds = Ground::ALL.map(|(_, slug)| {
        let mut name = slug.to_owned();
        name[..1].make_ascii_uppercase();
        RadioOption::new(slug, name)
    });
    view! {
        {header(editor, IconName::Note, "Note", of(|note| if note.words().is_empty() { "Empty note".to_owned() } else { note.words() }))}
        <div class="pane__body">
            <TextArea label="Text" value=of(|note| note.text.clone()) on_input=write limit=NOTE_TEXT_MAX rows=8 read_only error=Signal::derive(move || too_long.get()) />
            <RadioGroup legend="Colour" value=of(|note| note.tone.slug().to_owned()) options=Signal::stored(grounds.to_vec()) on_change=colour inline=true disabled=read_only />
            <Delete editor label="Delete note".to_owned() />
        </div>
    }
}

/// A group: what it is called, and what can be done with it.
#[component]
pub fn GroupForm(editor: Editor, id: NodeId) -> impl IntoView {
    let group = {
        let id = id.clone();
        Memo::new(move |_| editor.draft.with(|draft| draft.graph.group(&id).cloned()))
    };
    let of = move |read: fn(&Group) -> String| {
        Signal::derive(move || group.with(|group| group.as_ref().map(read).unwrap_or_default()))
    };
    let read_only = Signal::derive(move || editor.is_locked());
    let too_long = RwSignal::new(None::<String>);
    let rename = {
        let id = id.clone();
        move |name: String| {
            let over = name.chars().count() > TITLE_MAX;
            too_long.set(over.then(|| format!("A name has at most {TITLE_MAX} characters.")));
            if !over {
                editor.set_group(&id, false, &|group| name.clone_into(&mut group.name));
            }
        }
    };
    let toggle = {
        let id = id.clone();
        move || {
            let collapsed = {
                let id = id.clone();
                Memo::new(move |_| editor.is_collapsed(&id))
            };
            let id = id.clone();
            let (word, icon) =
                if collapsed.get() { ("Expand group", IconName::Unfold) } else { ("Collapse group", IconName::Fold) };
            let press = move |_| {
                editor.toggle_collapsed(&id, !collapsed.get_untracked());
            };
            let none = Signal::derive(move || editor.locked().filter(|_| !collapsed.get()));
            view! { <Button size=ButtonSize::Small icon keys="Enter" reason=none on_click=press>{word}</Button> }
        }
    };
    view! {
        {header(editor, IconName::Group, "Group", of(|group| group.title().to_owned()))}
        <div class="pane__body">
            <p class="inspector__about">{move || group.with(|group| group.as_ref().map(|group| format!("{}. A group is for the eye: it changes nothing of what the journey does.", group.count())))}</p>
            <TextField label="Name" value=of(|group| group.name.clone()) on_input=rename read_only error=Signal::derive(move || too_long.get()) />
            <div class="inspector__actions inspector__actions--pair">
                {toggle}
                <CommandButton editor command=&UNGROUP size=ButtonSize::Small />
            </div>
            <Delete editor label="Delete its nodes".to_owned() />
        </div>
    }
}

/// Groups what is selected.
#[component]
pub fn GroupButton(editor: Editor) -> impl IntoView {
    view! {
        <div class="inspector__actions">
            <CommandButton editor command=&table::GROUP size=ButtonSize::Small />
        </div>
    }
}
