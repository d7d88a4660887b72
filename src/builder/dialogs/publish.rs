//! *Publish journey*: the name to verify, the description, what will happen when, and what the checks found
//! (spec: journey.md §3 ★, timing.md §5).

use editor::Editor;
use journey::{
    compare::diff::{diff, picture},
    journey::VersionRef,
    lifecycle::{Previous, Status},
    text::{DESCRIPTION_MAX, JourneyId, Name, NameError},
};
use leptos::{html, prelude::*};
use signals::{SharedMemo, SharedSignal};

use crate::{
    actions::effects_view,
    builder::{
        changes::{change_list, count},
        checks::{FindingList, summary},
        compare::both_graphs,
        panels::Panels,
        session::{
            saving::{Publication, Saving},
            timed_checks::{TimedChecks, use_timed_checks},
        },
        timetable_summary::WhatHappens,
        work::{Words, Work, Working, focus_on},
    },
    ui::{
        Button, ButtonKind, ButtonVariant, Dialog, DialogWidth, Notice, RadioGroup, RadioOption, TextArea, TextField,
        Tone,
    },
    unfinished::{Unfinished, keep_unfinished, place_of},
    workspace::{Failure, Workspace, use_workspace},
};

/// The words of *Done* while the checks are made once more.
const WORDS: Words = Words { doing: ("Checking before publishing", "nodes"), cancelled: "", again: "" };

/// The state that the dialog works on.
#[derive(Clone, Copy)]
pub struct Publish {
    /// The open journey.
    pub editor: Editor,
    /// The panels that a finding can open.
    pub panels: Panels,
    /// True while the dialog is open.
    pub open: SharedSignal<bool>,
    /// The journey, once it was saved.
    pub id: Signal<Option<JourneyId>>,
    /// The live version, where there is one, and its status.
    pub live: SharedMemo<Option<(u32, Status)>>,
    /// The choice of what becomes of the live version.
    pub previous: SharedSignal<Previous>,
    /// That choice where there is a live version, else none.
    pub over: SharedMemo<Option<Previous>>,
    /// The description the journey has.
    pub description: Signal<String>,
    /// Publishes, or gives the reason why not.
    pub saving: Saving,
}

/// The open dialog: what is typed in it, and what its buttons do.
#[derive(Clone, Copy)]
struct Form {
    publish: Publish,
    workspace: Workspace,
    timed: Option<TimedChecks>,
    /// The description.
    text: SharedSignal<String>,
    /// Why it was not published.
    error: SharedSignal<Option<String>>,
    name_before: StoredValue<String>,
    typed_text: Unfinished,
    typed_name: Unfinished,
    publishing: Work,
}

impl Form {
    fn new(publish: Publish) -> Self {
        let Publish { panels, open, id, description, .. } = publish;
        let timed = use_timed_checks();
        let text = SharedSignal::new(String::new());
        let error = SharedSignal::new(None::<String>);
        let name_before = StoredValue::new(String::new());
        let place = move || Some(place_of(id.get_untracked().as_ref(), "description"));
        let begin = move || {
            text.set(description.get_untracked());
            error.set(None);
            check_now(timed);
        };
        let typed_text = keep_unfinished(open, place, text, begin, move |typed| text.set(typed));
        let begin = move || name_before.set_value(panels.typed_name.get_untracked());
        // The name of a journey that was never saved is kept with its work.
        let place = move || id.get_untracked().map(|id| place_of(Some(&id), "name"));
        let name = panels.typed_name;
        let typed_name = keep_unfinished(open, place, name, begin, move |typed| name.set(typed));
        let publishing = Work::new(WORDS);
        let workspace = use_workspace();
        Self { publish, workspace, timed, text, error, name_before, typed_text, typed_name, publishing }
    }

    fn too_long(self) -> Option<String> {
        let count = self.text.with(|text| text.chars().count());
        (count > DESCRIPTION_MAX).then(|| format!("A description has at most {DESCRIPTION_MAX} characters."))
    }

    fn name(self) -> Result<Name, NameError> {
        let Publish { panels, id, .. } = self.publish;
        self.workspace.check_name(&panels.typed_name.get(), id.get().as_ref())
    }

    /// Why *Done* cannot be pressed.
    fn blocked(self) -> Option<String> {
        match self.publish.editor.findings.count() {
            None => Some(summary(None)),
            Some((0, _)) => None,
            Some((errors, _)) => Some(Failure::Errors(errors).to_string()),
        }
    }

    fn done(self) {
        // The last edit, perhaps a repair in the list, may have made an error that needs time to be found.
        check_now(self.timed);
        if self.publishing.is_running() || untrack(|| self.blocked().is_some() || self.too_long().is_some()) {
            return;
        }
        let Ok(name) = untrack(|| self.name()) else { return };
        let Publish { editor, previous, saving, .. } = self.publish;
        let description = self.text.get_untracked().trim().to_owned();
        let publication = Publication { name, description, previous: previous.get_untracked() };
        let nodes = editor.draft.with_untracked(|draft| draft.graph.nodes().len());
        self.publishing.run(
            nodes,
            false,
            move |slice| saving.publish(publication, slice),
            move |result| match result {
                Ok(()) => self.close(),
                Err(why) => self.error.set(Some(why.to_string())),
            },
        );
    }

    fn close(self) {
        self.publishing.stop();
        self.typed_text.forget();
        self.typed_name.forget();
        self.publish.open.set(false);
    }

    /// Closes it. What was typed and not confirmed is no name: the checks would judge it, and the next save would take it.
    fn cancel(self) {
        self.publish.panels.typed_name.set(self.name_before.get_value());
        self.close();
    }

    /// The choice of what becomes of the live version, and what that does.
    fn replaced(self) -> Option<AnyView> {
        let Publish { editor, id, live, previous, .. } = self.publish;
        let (number, status) = live.get()?;
        let slug =
            Signal::derive(move || if previous.get() == Previous::Stop { "stop" } else { "restrict" }.to_owned());
        // Findings that the choice causes or resolves are updated at once.
        let choose = move |chosen: String| {
            previous.set(if chosen == "stop" { Previous::Stop } else { Previous::Restrict });
            check_now(self.timed);
        };
        let options = vec![
            RadioOption::new("restrict", "Restrict previous version")
                .help("Those inside finish in it; new users go to the new version."),
            RadioOption::new("stop", "Stop previous version").help(
                "Those inside leave and get nothing more; the new version is Scheduled and turns Running after two hours.",
            ),
        ];
        Some(
            view! {
                <RadioGroup legend="Previous version" help=format!("Version {number} is live.") value=slug options=Signal::stored(options) on_change=choose />
                <div class="effects" role="group" aria-label="What that does">{move || effects_view(previous.get().effects(status))}</div>
                <Since editor id number />
            }
            .into_any(),
        )
    }
}

fn check_now(timed: Option<TimedChecks>) {
    if let Some(timed) = timed {
        timed.run_now();
    }
}

/// The dialog.
#[component]
pub fn PublishDialog(publish: Publish) -> impl IntoView {
    let Publish { editor, panels, open, over, .. } = publish;
    let form = Form::new(publish);
    let Form { workspace, timed, text, error, publishing, .. } = form;
    let name = panels.typed_name;
    let errors = SharedMemo::new(move |_| form.blocked());
    let heading = NodeRef::<html::H3>::new();
    let keep_focus = focus_on(heading);
    let done_button = NodeRef::<html::Button>::new();
    let title = Signal::derive(move || "Publish journey".to_owned());
    view! {
        <Dialog
            open
            on_close=move |()| form.cancel()
            title
            width=DialogWidth::Wide
            on_submit=move |()| form.done()
            // The result of *Done* stands beside the button, wherever the body is scrolled to.
            footer=move || view! {
                {move || error.get().map(|why| view! { <Notice tone=Tone::Danger>{why}</Notice> })}
                <Working work=publishing keep_focus=focus_on(done_button) />
                <Button on_click=move |_| form.cancel()>"Cancel"</Button>
                <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit reason=Signal::derive(move || errors.get()) node_ref=done_button>"Done"</Button>
            }.into_any()
        >
            <TextField
                label="Journey name"
                value=name
                on_input=move |typed: String| name.set(typed)
                required=true
                error=Signal::derive(move || form.name().err().map(|wrong| wrong.to_string()))
            />
            <TextArea
                label="Description"
                value=text
                on_input=move |typed: String| text.set(typed)
                limit=DESCRIPTION_MAX
                rows=2
                help="What it is for; the listings show it."
                error=Signal::derive(move || form.too_long())
            />
            {move || form.replaced()}
            <WhatHappens editor now=workspace.now over />
            <section class="section" aria-label="What the checks found">
                <h3 class="section__title" tabindex="-1" node_ref=heading>"Checks"</h3>
                <p class="field__help">{move || summary(editor.findings.count())}</p>
                {timed.map(|timed| view! { <Working work=timed.work keep_focus /> })}
                // A finding's place is behind the dialog, so choosing one closes it.
                <div on:click=move |event| if leaves(&event) { open.set(false) }><FindingList editor panels /></div>
            </section>
        </Dialog>
    }
}

/// True where a press in the list of findings leads to the canvas, which the dialog covers.
fn leaves(event: &web_sys::MouseEvent) -> bool {
    use wasm_bindgen::JsCast;
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.closest(".check-line__text").ok().flatten().is_some())
}

/// The changes since the live version: the same comparison as on its own page.
#[component]
fn Since(editor: Editor, id: Signal<Option<JourneyId>>, number: u32) -> impl IntoView {
    let workspace = use_workspace();
    let drawn = SharedSignal::new(false);
    let before = move || {
        let journey = workspace.get_untracked(&id.get_untracked()?)?;
        journey.content(VersionRef::Number(number)).cloned()
    };
    let content = move || {
        let old = before()?;
        Some(editor.draft.with(|new| {
            let changes = diff(&old, new);
            view! { <p class="field__help">{count(changes.len())}</p>{change_list(&changes, &old, new, None)} }
                .into_any()
        }))
    };
    let graphs = move || {
        let old = drawn.get().then(before).flatten()?;
        Some(editor.draft.with(|new| both_graphs(&picture::picture(&old, new))))
    };
    let heading = format!("What changed since version {number}");
    view! {
        <section class="section since" aria-label=heading.clone()>
            <h3 class="section__title">{heading.clone()}</h3>
            {content}
            <details on:toggle=move |_| drawn.set(true)>
                <summary>"Both graphs on one canvas"</summary>
                {graphs}
            </details>
        </section>
    }
}
