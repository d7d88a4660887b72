//! *Publish journey*: the name to verify, the description, what will happen when, and what the checks found
//! (spec: journey.md §3 ★, timing.md §5).

use editor::Editor;
use journey::{
    compare::diff::{diff, picture},
    journey::VersionRef,
    lifecycle::{Previous, Status},
    text::{DESCRIPTION_MAX, JourneyId},
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
            timed_checks::use_timed_checks,
        },
        timetable_summary::WhatHappens,
        work::{Words, Work, Working, focus_on},
    },
    ui::{
        Button, ButtonKind, ButtonVariant, Dialog, DialogWidth, Notice, RadioGroup, RadioOption, TextArea, TextField,
        Tone,
    },
    unfinished::{keep_unfinished, place_of},
    workspace::{Failure, use_workspace},
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

/// The dialog.
#[component]
pub fn PublishDialog(publish: Publish) -> impl IntoView {
    let Publish { editor, panels, open, id, live, previous, over, description, saving } = publish;
    let (workspace, timed) = (use_workspace(), use_timed_checks());
    let check_now = move || {
        if let Some(timed) = timed {
            timed.at_once();
        }
    };
    let text = SharedSignal::new(String::new());
    let slug = Signal::derive(move || if previous.get() == Previous::Stop { "stop" } else { "restrict" }.to_owned());
    let error = SharedSignal::new(None::<String>);
    let name_before = StoredValue::new(String::new());
    let place = move || Some(place_of(id.get_untracked().as_ref(), "description"));
    let begin = move || {
        text.set(description.get_untracked());
        error.set(None);
        check_now();
    };
    let typed_text = keep_unfinished(open, place, text, begin, move |typed| text.set(typed));
    let begin = move || name_before.set_value(panels.typed_name.get_untracked());
    // The name of a journey that was never saved is kept with its work.
    let place = move || id.get_untracked().map(|id| place_of(Some(&id), "name"));
    let typed_name = keep_unfinished(open, place, panels.typed_name, begin, move |typed| panels.typed_name.set(typed));
    let publishing = Work::new(WORDS);
    let close = move || {
        publishing.stop();
        typed_text.forget();
        typed_name.forget();
        open.set(false);
    };
    let too_long = Signal::derive(move || {
        let count = text.with(|text| text.chars().count());
        (count > DESCRIPTION_MAX).then(|| format!("A description has at most {DESCRIPTION_MAX} characters."))
    });
    let name_error = Signal::derive(move || {
        workspace.check_name(&panels.typed_name.get(), id.get().as_ref()).err().map(|wrong| wrong.to_string())
    });
    let errors = SharedMemo::new(move |_| editor.findings.count().0);
    let blocked = Signal::derive(move || match errors.get() {
        0 => None,
        n => Some(Failure::Errors(n).to_string()),
    });
    let done = move || {
        // What was edited a moment ago, be it by a repair in the list, may have made an error that needs time to be found.
        check_now();
        if publishing.is_running() || blocked.get_untracked().is_some() || too_long.get_untracked().is_some() {
            return;
        }
        let Ok(name) = workspace.check_name(&panels.typed_name.get_untracked(), id.get_untracked().as_ref()) else {
            return;
        };
        let previous = previous.get_untracked();
        let description = text.get_untracked().trim().to_owned();
        let publication = Publication { name, description, previous };
        let nodes = editor.draft.with_untracked(|draft| draft.graph.nodes().len());
        publishing.run(
            nodes,
            false,
            move |slice| saving.publish(publication, slice),
            move |result| match result {
                Ok(()) => close(),
                Err(why) => error.set(Some(why.to_string())),
            },
        );
    };
    // What the choice moves is found at once: it may be an error, or put one right.
    let choose = move |chosen: &str| {
        previous.set(if chosen == "stop" { Previous::Stop } else { Previous::Restrict });
        check_now();
    };
    // What was typed and not confirmed is no name: the checks would judge it, and the next save would take it.
    let cancel = move || {
        panels.typed_name.set(name_before.get_value());
        close();
    };
    let heading = NodeRef::<html::H3>::new();
    let keep_focus = focus_on(heading);
    let done_button = NodeRef::<html::Button>::new();
    // What a person chooses in the list is behind the dialog: it makes way.
    let title = Signal::derive(move || "Publish journey".to_owned());
    let options = vec![
        RadioOption::new("restrict", "Restrict previous version")
            .help("Those inside finish in it; new users go to the new version."),
        RadioOption::new("stop", "Stop previous version").help(
            "Those inside leave and get nothing more; the new version is Scheduled and turns Running after two hours.",
        ),
    ];
    view! {
        <Dialog
            open
            on_close=move |()| cancel()
            title
            width=DialogWidth::Wide
            on_submit=move |()| done()
            // What a press on *Done* leads to stands beside it, wherever the body is scrolled to.
            footer=move || view! {
                {move || error.get().map(|why| view! { <Notice tone=Tone::Danger>{why}</Notice> })}
                <Working work=publishing keep_focus=focus_on(done_button) />
                <Button on_click=move |_| cancel()>"Cancel"</Button>
                <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit reason=blocked node_ref=done_button>"Done"</Button>
            }.into_any()
        >
            <TextField label="Journey name" value=panels.typed_name on_input=move |typed: String| panels.typed_name.set(typed) required=true error=name_error />
            <TextArea label="Description" value=text on_input=move |typed: String| text.set(typed) limit=DESCRIPTION_MAX rows=2 help="What it is for; the listings show it." error=too_long />
            {
                let options = options.clone();
                move || live.get().map(|(number, status)| view! {
                    <RadioGroup legend="Previous version" help=format!("Version {number} is live.") value=slug options=Signal::stored(options.clone()) on_change=move |chosen: String| choose(&chosen) />
                    <div class="effects" role="group" aria-label="What that does">{move || effects_view(previous.get().effects(status))}</div>
                    <Since editor id number />
                })
            }
            <WhatHappens editor now=workspace.now over />
            <section class="section" aria-label="What the checks found">
                <h3 class="section__title" tabindex="-1" node_ref=heading>"Checks"</h3>
                <p class="field__help">{move || summary(editor.findings.count())}</p>
                {timed.map(|timed| view! { <Working work=timed.work keep_focus /> })}
                <div on:click=move |event| if leaves(&event) { open.set(false) }><FindingList editor panels /></div>
            </section>
        </Dialog>
    }
}

/// Whether a press in the list of findings leads to the canvas, which the dialog covers.
fn leaves(event: &web_sys::MouseEvent) -> bool {
    use wasm_bindgen::JsCast;
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.closest(".check-line__text").ok().flatten().is_some())
}

/// What changed since the live version: the same comparison as on its own page.
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
