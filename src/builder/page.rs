//! The builder as a whole: its parts around one open journey.

use std::sync::Arc;

use editor::{Editor, Mode, Request};
use journey::{
    checks::Finding,
    journey::{Draft, Journey, VersionRef},
    lifecycle::{Previous, Status},
    schedule::Publishing,
    text::{JourneyId, Name},
};
use leptos::prelude::*;
use signals::{Memo, RwSignal, SharedMemo, SharedSignal};

use super::{
    banner::Banner,
    canvas::{AddNodeMenu, Canvas, LinkBar, LinkTimePopover},
    checks::ChecksPanel,
    commands::{clipboard, keymap, requests},
    dialogs::{CommandMenu, KeysDialog, PointsDialog, Publish, PublishDialog, SaveDialog, ShareDialog, VersionsDialog},
    dom::page::is_phone,
    inspector::Inspector,
    outline::Outline,
    palette::Palette,
    panels::Panels,
    read_only_view::ReadOnlyView,
    rehearse::{self, Rehearsed},
    session::{
        autosave::{Autosave, autosave, resume},
        host::{Page, Requests},
        opened::{Handed, Opened, own_of},
        own_name::OwnName,
        saving::Saving,
        subject::Subject,
        tabs::OtherTabs,
        timed_checks::TimedChecks,
    },
    setup::SetupDialog,
};
use crate::{
    lazy,
    platform::long_press,
    route::{Route, use_go},
    ui::{Button, ButtonVariant, Icon, IconName, Notice, Tone, use_toasts},
    workspace::{Failure, Unsaved, use_workspace},
};

/// Checks a draft for a publication.
type Check = fn(Subject, &Draft, Publishing) -> Vec<Finding>;

crate::lazy! {
    panels: static CHECK: Check = Subject::check;
    panels: static ADD_NODE: fn(Editor) -> AnyView = |editor| view! { <AddNodeMenu editor /> }.into_any();
    panels: static LINK_TIME: fn(Editor) -> AnyView = |editor| view! { <LinkTimePopover editor /> }.into_any();
    panels: static CHECKS: fn((Editor, Panels, SharedSignal<bool>)) -> AnyView =
        |(editor, panels, open)| view! { <ChecksPanel editor panels open /> }.into_any();
    panels: static COMMANDS: fn((Editor, SharedSignal<bool>)) -> AnyView =
        |(editor, open)| view! { <CommandMenu editor open /> }.into_any();
    panels: static KEYS: fn((Editor, SharedSignal<bool>)) -> AnyView =
        |(editor, open)| view! { <KeysDialog editor open /> }.into_any();
    panels: static OUTLINE: fn(Editor) -> AnyView = |editor| view! { <Outline editor /> }.into_any();
    panels: static POINTS: fn((Editor, SharedSignal<bool>, Signal<Option<JourneyId>>)) -> AnyView =
        |(editor, open, id)| view! { <PointsDialog editor open id /> }.into_any();
    panels: static PUBLISH: fn(Publish) -> AnyView = |publish| view! { <PublishDialog publish /> }.into_any();
    panels: static SAVE: fn((SharedSignal<bool>, SharedSignal<String>, Callback<Name, Result<(), Failure>>)) -> AnyView =
        |(open, name, on_save)| view! { <SaveDialog open name on_save /> }.into_any();
    panels: static SETUP: fn((Editor, SharedSignal<bool>)) -> AnyView =
        |(editor, open)| view! { <SetupDialog editor open /> }.into_any();
    panels: static SHARE: fn((Editor, SharedSignal<bool>, Signal<String>)) -> AnyView =
        |(editor, open, name)| view! { <ShareDialog editor open name /> }.into_any();
    panels: static VERSIONS: fn((Editor, SharedSignal<bool>, SharedMemo<Option<Arc<Journey>>>, VersionRef)) -> AnyView =
        |(editor, open, journey, version)| view! { <VersionsDialog editor open journey version /> }.into_any();
}

/// The choice in *Publish journey* of what becomes of the live version: a new one that waits for two hours activates later.
#[derive(Clone, Copy)]
struct Replacing {
    is_open: SharedSignal<bool>,
    previous: SharedSignal<Previous>,
    /// The choice where there is a live version, else none.
    over: SharedMemo<Option<Previous>>,
}

impl Replacing {
    fn new(subject: Subject) -> Self {
        let previous = SharedSignal::new(Previous::default());
        let over = SharedMemo::new(move |_| subject.live.get().map(|_| previous.get()));
        Self { is_open: SharedSignal::new(false), previous, over }
    }

    /// The effect of publishing now: the choice counts while the dialog is open.
    fn now(self) -> Option<Previous> {
        if self.is_open.get() { self.over.get() } else { None }
    }
}

/// The builder, on what was opened.
#[component]
pub fn Builder(opened: Opened) -> impl IntoView {
    let Opened { id, version, name, draft, saved, work, look, own } = opened;
    let workspace = use_workspace();
    let subject = Subject::new(workspace, id, version, name);
    let replacing = Replacing::new(subject);
    let page = Page::here(workspace.has_single_keys());
    let editor = open_editor((draft, saved), page, subject, replacing, look.as_ref());
    let found = work.as_ref().map(|work| work.tab.clone());
    let (handed, node) = workspace.take_handed().map_or((None, None), |Handed { work, node }| (work, node));
    let handed = handed.filter(|work| work.of.journey == subject.id());
    let autosave = keep(editor, subject, handed.or(work), own);
    let saving = Saving::here(editor, subject, autosave);
    let save_open = SharedSignal::new(false);
    let panels = panels(saving, subject, replacing.is_open, save_open);
    page.serve(Requests {
        ask: Callback::new(move |request: Request| requests::answer(editor, panels, request)),
        refusal: Callback::new(move |request: Request| requests::refusal(editor, panels, request)),
    });
    keymap::listen(editor, panels);
    clipboard::listen(editor);
    if let Some(node) = node.filter(|id| editor.draft.with_untracked(|draft| draft.graph.node(id).is_some())) {
        editor.select_node(&node);
    }
    let together = subject.id().filter(|_| look.is_none());
    let palette_open = palette_open(editor);
    let inspector_open = SharedMemo::new(move |_| editor.selection.with(|selection| !selection.is_empty()));
    let own = Signal::derive(move || subject.id());
    let rehearsed =
        Rehearsed { editor, open: panels.rehearse, schedule: subject.schedule(), name: panels.name, id: own };
    view! {
        <div
            class="builder"
            data-view=move || panels.view.get()
            data-palette=move || if palette_open.get() && editor.mode.get() == Mode::Draft { "open" } else { "closed" }
            data-inspector=move || match (inspector_open.get(), editor.link_draft.with(Option::is_some)) {
                (false, _) => "idle",
                (true, false) => "open",
                // It moves aside where it would cover targets of the link.
                (true, true) => "aside",
            }
        >
            <Banner
                editor
                panels
                id=subject.saved_id().into()
                status=subject.status.into()
                version
                others=Signal::derive(move || subject.others())
            />
            <div class="builder__notices"><PublishedNotice editor status=subject.status.into() look /></div>
            <div class="builder__body">
                <Palette editor />
                <Stage editor panels />
                <Inspector editor />
            </div>
            {move || panels.rehearse.get().then(|| lazy::when_loaded(&rehearse::DOCK, move |view| view(rehearsed)))}
            <Tabs view=panels.view palette_open />
        </div>
        {together.map(|id| view! { <OtherTabs autosave id version found /> })}
        <Dialogs editor subject saving panels save_open replacing />
    }
}

/// The editor of what was opened.
fn open_editor(
    (draft, saved): (Draft, Option<Draft>),
    page: Page,
    subject: Subject,
    replacing: Replacing,
    look: Option<&ReadOnlyView>,
) -> Editor {
    let looking = look.is_some();
    let mode = move || if looking { Mode::ReadOnly } else { subject.mode() };
    let check = RwSignal::new(None::<Check>);
    CHECK.run_after_first(move |here| {
        // The page may have been left meanwhile.
        let _ = check.try_set(Some(here));
    });
    let check = move |draft: &_| Some(check.get()?(subject, draft, subject.publishing(replacing.now())));
    let editor = Editor::new(draft, saved, untrack(mode), page, check);
    if let Some(look) = look {
        editor.close(look.text.clone());
    }
    Effect::new(move |_| editor.set_mode(mode()));
    let records = subject.workspace.records;
    editor.guard(Callback::new(move |(draft, said): (_, String)| {
        // Without room for a point there is still undo, and the page has said so.
        if let Some(id) = subject.id() {
            let _ = records.add_point(&id, &format!("Before: {said}"), false, &draft);
        }
    }));
    TimedChecks::begin(editor, subject, Memo::new(move |_| subject.publishing(replacing.now())));
    editor
}

/// Continues with work that was found or passed on, and starts the autosave.
fn keep(editor: Editor, subject: Subject, work: Option<Unsaved>, own: Option<OwnName>) -> Autosave {
    let base = work.as_ref().map(|work| work.base);
    if let Some(work) = work {
        resume(editor, work);
    }
    let of = own.map_or_else(|| own_of(subject.id().as_ref(), subject.version), OwnName::of);
    let autosave = autosave(editor, of, subject.typed_name, base);
    if let Some(own) = own {
        own.join(autosave);
    }
    autosave
}

/// The panels, all closed.
fn panels(saving: Saving, subject: Subject, publish: SharedSignal<bool>, save_open: SharedSignal<bool>) -> Panels {
    let toasts = use_toasts();
    let go = use_go();
    let closed = || SharedSignal::new(false);
    let (setup, points, share, help, versions) = (closed(), closed(), closed(), closed(), closed());
    let save = Callback::new(move |()| {
        if !saving.save() {
            save_open.set(true);
        }
    });
    // A question about what is to be kept comes before: there nothing is saved.
    let save_from_dialog = Callback::new(move |()| {
        let beside = [setup, help, points, share, versions, publish];
        if save_open.get_untracked() {
            requests::confirm();
        } else if publish.get_untracked() && subject.id().is_none() {
            toasts.info("Nothing was saved yet. Press Done to publish, or Cancel and save the draft.");
        } else if beside.iter().any(|open| open.get_untracked()) {
            save.run(());
        }
    });
    Panels {
        save,
        save_from_dialog,
        leave: Callback::new(move |()| go.run(Route::Listings)),
        publish,
        setup,
        checks: closed(),
        points,
        share,
        rehearse: closed(),
        help,
        versions,
        commands: closed(),
        view: SharedSignal::new(if is_phone() { "outline" } else { "canvas" }),
        name: Signal::derive(move || subject.name()),
        typed_name: subject.typed_name,
        is_saved: Signal::derive(move || subject.journey.with(Option::is_some)),
    }
}

/// The open state of the palette. On a phone the palette and the inspector are sheets at the lower edge, so the palette
/// closes at a change of the selection.
fn palette_open(editor: Editor) -> SharedSignal<bool> {
    let open = SharedSignal::new(!is_phone());
    Effect::new(move |_| {
        editor.selection.track();
        if is_phone() {
            open.set(false);
        }
    });
    open
}

/// The canvas or the outline, and what lies over both.
#[component]
fn Stage(editor: Editor, panels: Panels) -> impl IntoView {
    let Panels { view, name, checks, .. } = panels;
    let stage = NodeRef::new();
    long_press::watch(stage);
    view! {
        <div class="stage" node_ref=stage>
            <div class="stage__switch" role="group" aria-label="Show as">
                <Button size=crate::ui::ButtonSize::Small icon=IconName::Map pressed=Signal::derive(move || view.get() == "canvas") on_click=move |_| view.set("canvas")>"Canvas"</Button>
                <Button size=crate::ui::ButtonSize::Small icon=IconName::Outline pressed=Signal::derive(move || view.get() == "outline") on_click=move |_| view.set("outline")>"Outline"</Button>
            </div>
            <Canvas editor name />
            // Only while it is shown: it has a line for each node, however many.
            {move || (view.get() == "outline").then(|| lazy::when_loaded(&OUTLINE, move |view| view(editor)))}
            <LinkBar editor />
            // Beside both: the outline offers the next node as well.
            {lazy::on_first_open(Signal::derive(move || editor.add_node.with(Option::is_some)), &ADD_NODE, editor)}
            {lazy::on_first_open(Signal::derive(move || editor.link_time.with(Option::is_some)), &LINK_TIME, editor)}
            {lazy::on_first_open(checks.into(), &CHECKS, (editor, panels, checks))}
        </div>
    }
}

/// The dialogs, each from the moment that it is opened first.
#[component]
fn Dialogs(
    editor: Editor,
    subject: Subject,
    saving: Saving,
    panels: Panels,
    save_open: SharedSignal<bool>,
    replacing: Replacing,
) -> impl IntoView {
    let Panels { setup, versions, help, share, points, commands, name, .. } = panels;
    let own = Signal::derive(move || subject.id());
    let store = Callback::new(move |name: Name| saving.store(name));
    let publish = Publish {
        editor,
        panels,
        open: replacing.is_open,
        id: own,
        live: subject.live,
        previous: replacing.previous,
        over: replacing.over,
        description: Signal::derive(move || subject.description()),
        saving,
    };
    view! {
        {lazy::on_first_open(setup.into(), &SETUP, (editor, setup))}
        {lazy::on_first_open(versions.into(), &VERSIONS, (editor, versions, subject.journey, subject.version))}
        {lazy::on_first_open(help.into(), &KEYS, (editor, help))}
        {lazy::on_first_open(share.into(), &SHARE, (editor, share, name))}
        {lazy::on_first_open(points.into(), &POINTS, (editor, points, own))}
        {lazy::on_first_open(save_open.into(), &SAVE, (save_open, subject.typed_name, store))}
        {lazy::on_first_open(replacing.is_open.into(), &PUBLISH, publish)}
        {lazy::on_first_open(commands.into(), &COMMANDS, (editor, commands))}
    }
}

/// The tabs at the lower edge of a phone.
#[component]
fn Tabs(view: SharedSignal<&'static str>, palette_open: SharedSignal<bool>) -> impl IntoView {
    let tab = move |name: &'static str, icon: IconName, text: &'static str| {
        view! {
            <button
                type="button"
                class="builder__tab"
                aria-pressed=move || if view.get() == name { "true" } else { "false" }
                on:click=move |_| {
                    view.set(name);
                    palette_open.set(false);
                }
            >
                <Icon name=icon />
                {text}
            </button>
        }
    };
    view! {
        <nav class="builder__tabs" aria-label="View">
            {tab("outline", IconName::Outline, "Outline")}
            {tab("canvas", IconName::Map, "Canvas")}
            <button
                type="button"
                class="builder__tab"
                aria-pressed=move || if palette_open.get() { "true" } else { "false" }
                on:click=move |_| palette_open.update(|open| *open = !*open)
            >
                <Icon name=IconName::Plus />
                "Add"
            </button>
        </nav>
    }
}

/// Why nothing but *What* can be changed, over the canvas of a published version.
#[component]
fn PublishedNotice(editor: Editor, status: Signal<Status>, look: Option<ReadOnlyView>) -> impl IntoView {
    move || {
        if let Some(ReadOnlyView { title, text, on, take }) = look.clone() {
            let actions = move || {
                let on =
                    on.clone().map(|(text, href)| view! { <a class="button button--default" href=href>{text}</a> });
                let take = take.map(|(text, take)| view! { <Button variant=ButtonVariant::Primary on_click=move |_| take.run(())>{text}</Button> });
                view! { {on}{take} }.into_any()
            };
            return Some(view! { <Notice tone=Tone::Info title actions>{text}</Notice> });
        }
        let text = match editor.mode.get() {
            Mode::Draft => return None,
            Mode::ContentOnly => {
                "Only What can be changed: what messages say, and the percentages of a manual split. It applies to messages sent from then on."
            }
            Mode::ReadOnly => "It can be read but not changed. Make a new version or a clone to change it.",
        };
        let title = format!("Published · {}", status.get().meaning());
        Some(view! { <Notice tone=Tone::Info title actions=move || ().into_any()>{text.to_owned()}</Notice> })
    }
}
