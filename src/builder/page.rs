//! The builder as a whole: its parts around one open journey, and what saves and publishes it.

use std::{rc::Rc, sync::Arc};

use editor::{Editor, Mode};
use journey::{
    journey::{Draft, Journey, VersionRef},
    lifecycle::{Action, Facts, Previous, Status, available},
    schedule::Schedule,
    text::{JourneyId, Name},
    time::Instant,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use signals::{SharedMemo, SharedSignal};

use super::{
    banner::Banner,
    canvas::{AddStepMenu, AimBar, Canvas, TimeChip},
    checks::ChecksPanel,
    commands::{clipboard, keymap},
    dialogs::{KeysDialog, PointsDialog, Publication, Publish, PublishDialog, SaveDialog, ShareDialog, VersionsDialog},
    dom::{page::is_phone, regions},
    inspector::Inspector,
    look::Look,
    outline::Outline,
    palette::Palette,
    panels::{Commands, Openers},
    rehearse::{self, Rehearsed},
    session::{
        autosave::{keep_unsaved, resume},
        host::Page,
        opened::{Opened, hand_over, own_of, take_handed},
        own_name::OwnName,
        publish::announce,
        tabs::Together,
        timed_checks::TimedChecks,
    },
    setup::SetupDialog,
};
use crate::{
    lazy,
    platform::{
        long_press, new_journey_id,
        slices::{self, Slice},
    },
    route::Route,
    ui::{Button, ButtonVariant, Icon, IconName, Notice, Tone, use_toasts},
    workspace::{Tab, Unsaved, use_workspace},
};

/// Within how many frames the canvas is there.
const FRAMES: u8 = 30;

/// What a journey is called before it has a name.
const NO_NAME: &str = "Untitled journey";

crate::lazy! {
    panels: static CHECKS: fn((Editor, Openers, SharedSignal<bool>)) -> AnyView =
        |(editor, openers, open)| view! { <ChecksPanel editor openers open /> }.into_any();
    panels: static KEYS: fn(SharedSignal<bool>) -> AnyView = |open| view! { <KeysDialog open /> }.into_any();
    panels: static OUTLINE: fn((Editor, Signal<String>)) -> AnyView =
        |(editor, name)| view! { <Outline editor name /> }.into_any();
    panels: static POINTS: fn((Editor, SharedSignal<bool>, Signal<Option<JourneyId>>)) -> AnyView =
        |(editor, open, id)| view! { <PointsDialog editor open id /> }.into_any();
    panels: static PUBLISH: fn(Publish) -> AnyView = |publish| view! { <PublishDialog publish /> }.into_any();
    panels: static SAVE: fn((SharedSignal<bool>, SharedSignal<String>, Callback<Name, Result<(), String>>)) -> AnyView =
        |(open, name, on_save)| view! { <SaveDialog open name on_save /> }.into_any();
    panels: static SETUP: fn((Editor, SharedSignal<bool>)) -> AnyView =
        |(editor, open)| view! { <SetupDialog editor open /> }.into_any();
    panels: static SHARE: fn((Editor, SharedSignal<bool>, Signal<String>)) -> AnyView =
        |(editor, open, name)| view! { <ShareDialog editor open name /> }.into_any();
    panels: static VERSIONS: fn((Editor, SharedSignal<bool>, SharedMemo<Option<Arc<Journey>>>, VersionRef)) -> AnyView =
        |(editor, open, journey, version)| view! { <VersionsDialog editor open journey version /> }.into_any();
}

/// The builder, on what was opened.
#[component]
pub fn Builder(opened: Opened) -> impl IntoView {
    let Opened { id, version, name, draft, saved, work, look, own } = opened;
    let workspace = use_workspace();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let go = StoredValue::new(move |own: JourneyId| {
        let options = NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() };
        navigate(&Route::Journey(own).href(), options);
    });
    let go = move |own| go.with_value(|go| go(own));
    let id = StoredValue::new(id);
    let journey = SharedMemo::new(move |_| id.get_value().and_then(|id| workspace.get(&id)));
    let status = SharedMemo::new(move |_| {
        journey.with(|journey| {
            journey.as_ref().and_then(|journey| workspace.statuses(journey).get(version)).unwrap_or(Status::Draft)
        })
    });
    let typed_name = SharedSignal::new(name);
    let minute = SharedMemo::new(move |_| workspace.now.get().timestamp().div_euclid(60));
    let minute_now = move || Instant::from_timestamp(minute.get() * 60, 0).unwrap_or_default();
    // Apart from the checks, which need not run anew whenever a journey was saved.
    let taken = SharedMemo::new(move |_| {
        typed_name.with(|name| Name::parse(name)).is_ok_and(|name| workspace.is_taken(&name, id.get_value().as_ref()))
    });
    let live = SharedMemo::new(move |_| {
        journey.with(|journey| journey.as_ref().and_then(|journey| workspace.statuses(journey).live()))
    });
    let publish_open = SharedSignal::new(false);
    // What *Publish journey* says of the live version: a new one that waits for two hours activates later.
    let previous = SharedSignal::new(Previous::default());
    let over = SharedMemo::new(move |_| live.get().map(|_| previous.get()));
    let publishing = move || {
        let over = if publish_open.get() { over.get() } else { None };
        over.unwrap_or_default().publishing(minute_now())
    };
    let check = move |draft: &Draft| {
        let name = typed_name.get();
        let named = if id.get_value().is_none() && name.trim().is_empty() { NO_NAME } else { &name };
        workspace.check(draft, (named, taken.get()), publishing())
    };
    let looking = look.is_some();
    let mode = move || match status.get() {
        _ if looking => Mode::Closed,
        Status::Draft => Mode::Draft,
        status
            if available(
                Action::EditWhat,
                status,
                Facts { archived: false, was_published: true, draft_waits: false, versions: 1, rehearsing: false },
            )
            .is_ok() =>
        {
            Mode::What
        }
        _ => Mode::Closed,
    };
    let editor = Editor::new(draft, saved, untrack(mode), Page::here(), check);
    if let Some(look) = &look {
        editor.close(look.text.clone());
    }
    Effect::new(move |_| editor.set_mode(mode()));
    editor.guard(Callback::new(move |(draft, said): (Draft, String)| {
        // Without room for a point there is still undo, and the page has said so.
        if let Some(id) = id.get_value() {
            let _ = workspace.records.add_point(&id, &format!("Before: {said}"), false, &draft);
        }
    }));
    let found = work.as_ref().map(|work| work.tab.clone());
    let handed = take_handed().filter(|work| work.of.journey == id.get_value());
    let goes_on = handed.is_some();
    let work = handed.or(work);
    let base = work.as_ref().map(|work| work.base);
    if let Some(work) = work {
        resume(editor, work);
    }
    let of = own.map_or_else(|| own_of(id.get_value().as_ref(), version), OwnName::of);
    let keeper = keep_unsaved(editor, of, typed_name, base);
    if let Some(own) = own {
        own.join(keeper);
    }
    let together = id.get_value().filter(|_| !looking);
    let check_times = move |draft: Draft, slice| -> slices::Work<_> {
        Box::pin(workspace.check_times(draft, id.get_value(), publishing(), slice))
    };
    TimedChecks::begin(editor, Memo::new(move |_| publishing()), check_times);

    let setup_open = SharedSignal::new(false);
    let checks_open = SharedSignal::new(false);
    let help_open = SharedSignal::new(false);
    let rehearse_open = SharedSignal::new(false);
    let save_open = SharedSignal::new(false);
    let points_open = SharedSignal::new(false);
    let share_open = SharedSignal::new(false);
    let openers = Openers { setup: setup_open, name: typed_name };

    let store = Callback::new(move |name: Name| -> Result<(), String> {
        let draft = editor.draft.get_untracked();
        let known = id.get_value();
        let fresh = known.is_none();
        let own = known.unwrap_or_else(new_journey_id);
        keeper.keep_replaced()?;
        workspace.save_draft(Some(&own), name, draft.clone())?;
        editor.set_saved(draft);
        toasts.success("Saved.");
        if fresh {
            // The page of the saved journey takes over where this one is.
            let work = Unsaved { of: own_of(Some(&own), version), tab: Tab::default(), ..keeper.work(true) };
            keeper.forget();
            workspace.records.fold_work(work.clone());
            hand_over(work);
            go(own);
        } else {
            keeper.is_saved();
        }
        Ok(())
    });
    let save = Callback::new(move |()| match (editor.mode.get_untracked(), journey.get_untracked()) {
        (Mode::Closed, _) => editor.say("This version cannot be changed."),
        (Mode::What, Some(journey)) => {
            let VersionRef::Number(number) = version else { return };
            let draft = editor.draft.get_untracked();
            match keeper.keep_replaced().and_then(|()| workspace.save_what(&journey.id, number, &draft)) {
                Ok(()) => {
                    editor.set_saved(draft);
                    keeper.is_saved();
                    toasts.success("Saved. It applies to messages sent from now on.");
                }
                Err(why) => toasts.error(why),
            }
        }
        (_, Some(journey)) => {
            if let Err(why) = store.run(journey.name.clone()) {
                toasts.error(why);
            }
        }
        (_, None) => save_open.set(true),
    });
    let publish = Callback::new(move |(publication, slice): (Publication, Rc<Slice>)| -> slices::Work<_> {
        Box::pin(async move {
            let Publication { name, description, previous } = publication;
            let draft = editor.draft.get_untracked();
            let known = id.get_value();
            let (fresh, said) = (known.is_none(), name.to_string());
            // What was checked is published, or nothing; and only what is published replaces what is on record.
            let before_write = || {
                if editor.draft.with_untracked(|now| *now != draft) {
                    return Err("The draft was changed meanwhile. Press Done again.".to_owned());
                }
                keeper.keep_replaced()
            };
            let content = draft.clone();
            let (own, number) =
                workspace.publish(known, (name, description), content, previous, slice, before_write).await?;
            keeper.forget();
            editor.set_saved(draft);
            announce(workspace, toasts, &own, number, &said);
            if fresh {
                // It was published before it was ever saved, and gets its page now.
                go(own);
            }
            Ok(())
        })
    });
    let versions_open = SharedSignal::new(false);
    // A question about what is to be kept comes before: there nothing is saved.
    let save_from_dialog = Callback::new(move |()| {
        let beside = [setup_open, help_open, points_open, share_open, versions_open, publish_open];
        if save_open.get_untracked() {
            keymap::confirm();
        } else if publish_open.get_untracked() && id.get_value().is_none() {
            toasts.info("Nothing was saved yet. Press Done to publish, or Cancel and save the draft.");
        } else if beside.iter().any(|open| open.get_untracked()) {
            save.run(());
        }
    });
    let commands = Commands {
        save,
        save_from_dialog,
        publish: Callback::new(move |()| publish_open.set(true)),
        setup: setup_open,
        checks: checks_open,
        points: points_open,
        share: share_open,
        rehearse: rehearse_open,
        help: help_open,
        versions: versions_open,
    };
    keymap::listen(editor, commands);
    // The page that this one takes over from had the focus at a node.
    if goes_on && editor.selection.with_untracked(|selection| !selection.is_empty()) {
        regions::bring_focus(FRAMES);
    }
    keymap::come_back(editor, FRAMES);
    clipboard::listen(editor);

    let shown_name = Signal::derive(move || match journey.get() {
        Some(journey) => journey.name.to_string(),
        None => match typed_name.get().trim() {
            "" => NO_NAME.to_owned(),
            name => name.to_owned(),
        },
    });
    // A memo, so that the menu, which may have the focus, stays while the journey changes.
    let shown_id = SharedMemo::new(move |_| journey.with(|journey| journey.as_ref().map(|journey| journey.id.clone())));
    let description = Signal::derive(move || {
        journey.with(|journey| journey.as_ref().map(|journey| journey.description.clone())).unwrap_or_default()
    });
    let others = Signal::derive(move || {
        journey.with(|journey| {
            journey.as_ref().map(|journey| others(journey, version, live.get().map(|live| live.0))).unwrap_or_default()
        })
    });
    let stage = NodeRef::new();
    long_press::watch(stage);
    let view = SharedSignal::new(if is_phone() { "outline" } else { "canvas" });
    let palette_open = SharedSignal::new(!is_phone());
    // On a phone both are sheets at the lower edge: the palette makes way for the fields of what it added.
    Effect::new(move |_| {
        editor.selection.track();
        if is_phone() {
            palette_open.set(false);
        }
    });
    let inspector_open = SharedMemo::new(move |_| editor.selection.with(|selection| !selection.is_empty()));

    // Of the version that is open: a draft has none.
    let schedule = SharedMemo::new(move |_| match version {
        VersionRef::Number(number) => journey.with(|journey| {
            let journey = journey.as_ref()?;
            Some(Schedule::of(journey, journey.version(number)?))
        }),
        VersionRef::Draft => None,
    });
    let own = Signal::derive(move || id.get_value());
    let rehearsed = Rehearsed { editor, open: rehearse_open, schedule, name: shown_name, id: own };

    view! {
        <div
            class="builder"
            data-view=move || view.get()
            data-palette=move || if palette_open.get() && editor.mode.get() == Mode::Draft { "open" } else { "closed" }
            data-inspector=move || match (inspector_open.get(), editor.drawing.with(Option::is_some)) {
                (false, _) => "idle",
                (true, false) => "open",
                // Where it would lie over what the link can lead to, it makes way.
                (true, true) => "aside",
            }
        >
            <Banner
                editor
                commands
                id=shown_id.into()
                name=shown_name
                status=Signal::derive(move || status.get())
                version
                others
            />
            <div class="builder__notices"><PublishedNotice editor status=status.into() look=look.clone() /></div>
            <div class="builder__body">
                <Palette editor />
                <div class="stage" node_ref=stage>
                    <div class="stage__switch" role="group" aria-label="Show as">
                        <Button size=crate::ui::ButtonSize::Small icon=IconName::Map pressed=Signal::derive(move || view.get() == "canvas") on_click=move |_| view.set("canvas")>"Canvas"</Button>
                        <Button size=crate::ui::ButtonSize::Small icon=IconName::Outline pressed=Signal::derive(move || view.get() == "outline") on_click=move |_| view.set("outline")>"Outline"</Button>
                    </div>
                    <Canvas editor name=shown_name />
                    // Only while it is shown: it has a line for each node, however many.
                    {move || (view.get() == "outline").then(|| lazy::when_here(&OUTLINE, move |view| view((editor, shown_name))))}
                    <AimBar editor />
                    // Beside both: the outline offers the next node as well.
                    <AddStepMenu editor />
                    <TimeChip editor />
                    {lazy::once(checks_open.into(), &CHECKS, (editor, openers, checks_open))}
                </div>
                <Inspector editor />
            </div>
            {move || rehearse_open.get().then(|| lazy::when_here(&rehearse::DOCK, move |view| view(rehearsed)))}
            <Tabs view palette_open />
        </div>
        {lazy::once(setup_open.into(), &SETUP, (editor, setup_open))}
        {lazy::once(versions_open.into(), &VERSIONS, (editor, versions_open, journey, version))}
        {lazy::once(help_open.into(), &KEYS, help_open)}
        {together.map(|id| view! { <Together keeper id version found /> })}
        {lazy::once(share_open.into(), &SHARE, (editor, share_open, shown_name))}
        {lazy::once(points_open.into(), &POINTS, (editor, points_open, own))}
        {lazy::once(save_open.into(), &SAVE, (save_open, typed_name, store))}
        {lazy::once(publish_open.into(), &PUBLISH, Publish { editor, openers, open: publish_open, id: own, live, previous, over, description, on_done: publish })}
    }
}

/// What a phone has at its lower edge.
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
fn PublishedNotice(editor: Editor, status: Signal<Status>, look: Option<Look>) -> impl IntoView {
    move || {
        if let Some(Look { title, text, on, take }) = look.clone() {
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
            Mode::What => {
                "Only What can be changed: what messages say, and the percentages of a manual split. It applies to messages sent from then on."
            }
            Mode::Closed => "It can be read but not changed. Make a new version or a clone to change it.",
        };
        let title = format!("Published · {}", status.get().meaning());
        Some(view! { <Notice tone=Tone::Info title actions=move || ().into_any()>{text.to_owned()}</Notice> })
    }
}

/// Where else the journey can be opened.
fn others(journey: &Journey, version: VersionRef, live: Option<u32>) -> Vec<(String, Route)> {
    let mut others = Vec::new();
    match (version, live) {
        (VersionRef::Draft, Some(number)) => {
            others.push((format!("Version {number} is live"), Route::Version(journey.id.clone(), number)));
        }
        (VersionRef::Number(_), _) if journey.draft.is_some() => {
            others.push(("A draft waits".to_owned(), Route::Journey(journey.id.clone())));
        }
        _ => {}
    }
    others
}
