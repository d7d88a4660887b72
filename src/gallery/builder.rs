//! The builder's frame and its canvas, as the page writes them, standing still.
use leptos::prelude::*;

use crate::ui::*;

pub(super) fn specimen() -> AnyView {
    view! {
        <div class="builder" data-palette="open" data-inspector="open" data-view="canvas">
            {banner()}
            <div class="builder__body">
                {palette()}
                <div class="stage">{canvas()}{outline()}</div>
                {inspector()}
            </div>
            <nav class="builder__tabs" aria-label="View">
                {[(IconName::Outline, "Outline"), (IconName::Map, "Canvas"), (IconName::Plus, "Add"), (IconName::Warning, "Checks")]
                    .map(|(icon, text)| view! {
                        <button type="button" class="builder__tab" aria-pressed=if text == "Canvas" { "true" } else { "false" }>
                            <Icon name=icon />{text}
                        </button>
                    })
                    .collect_view()}
            </nav>
        </div>
    }
    .into_any()
}

fn banner() -> AnyView {
    let items = Signal::stored(vec![MenuEntry::from(MenuItem::new("Edit", || ()))]);
    view! {
        <header class="banner">
            <a class="button button--ghost button--icon" href="#journeys" aria-label="Journeys"><Icon name=IconName::ChevronLeft /></a>
            <div class="banner__title">
                <h3 class="banner__name">"Welcome series"</h3>
                <Badge text="Draft" tone=Tone::Neutral />
                <p class="banner__saved">"Not saved"</p>
            </div>
            <div class="banner__actions">
                <div class="button-group">
                    <Button icon=IconName::Undo label="Undo" keys="Ctrl Z" />
                    <Button icon=IconName::Redo label="Redo" keys="Ctrl Shift Z" reason="Nothing to redo." />
                </div>
                <Button variant=ButtonVariant::Ghost icon=IconName::Settings>"Setup"</Button>
                <Button variant=ButtonVariant::Ghost icon=IconName::Warning>"Checks (2)"</Button>
                <Button variant=ButtonVariant::Ghost icon=IconName::Play>"Rehearse"</Button>
                <Button icon=IconName::Save keys="Ctrl S">"Save Draft"</Button>
                <Button variant=ButtonVariant::Primary icon=IconName::Publish>"Publish"</Button>
                <Menu label="Actions for this one" items=items />
            </div>
        </header>
    }
    .into_any()
}

fn palette() -> AnyView {
    let item = |group: &'static str, icon: IconName, name: &'static str, off: bool| {
        view! {
            <button type="button" class="palette__item" data-group=group aria-disabled=off.then_some("true")>
                <span class="tile tile--small"><Icon name=icon /></span>
                <span class="palette__name">{name}</span>
            </button>
        }
    };
    view! {
        <section class="pane palette" aria-label="Palette">
            <header class="pane__header"><h3 class="pane__title">"Add a node"</h3></header>
            <div class="pane__body">
                <div class="palette__group">
                    <h4 class="palette__heading">"Segments"</h4>
                    <div class="palette__list">
                        {item("segment", IconName::Action, "Action", false)}
                        {item("segment", IconName::Inaction, "Inaction", false)}
                        {item("segment", IconName::PastBehaviour, "Past behaviour", false)}
                        {item("entry", IconName::CustomList, "Custom list", true)}
                    </div>
                </div>
                <div class="palette__group">
                    <h4 class="palette__heading">"Engagements"</h4>
                    <div class="palette__list">
                        {item("engagement", IconName::Push, "Push", false)}
                        {item("engagement", IconName::Email, "Email", false)}
                        {item("engagement", IconName::WebDisplay, "Web native display", false)}
                    </div>
                </div>
                <div class="palette__group">
                    <h4 class="palette__heading">"Controllers"</h4>
                    <div class="palette__list">
                        {item("controller", IconName::Branch, "Conditional split", false)}
                        {item("controller", IconName::Flask, "Split test", false)}
                    </div>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// A card of the canvas: its place, what it is, what is wrong with it, and its outcomes, each with its tone.
struct Card {
    at: (i32, i32),
    group: &'static str,
    icon: IconName,
    title: &'static str,
    kind: &'static str,
    class: &'static str,
    problem: Option<(&'static str, IconName)>,
    outcomes: &'static [(&'static str, &'static str, bool)],
}

const CARDS: [Card; 4] = [
    Card {
        at: (40, 130),
        group: "segment",
        icon: IconName::Action,
        title: "Signed up",
        kind: "Action",
        class: "node",
        problem: None,
        outcomes: &[("Yes", "good", true), ("No", "other", false), ("Timeout", "other", false)],
    },
    Card {
        at: (400, 130),
        group: "engagement",
        icon: IconName::Email,
        title: "Welcome aboard, a first look around",
        kind: "Email",
        class: "node node--selected",
        problem: None,
        outcomes: &[
            ("Sent", "good", false),
            ("Failed", "bad", false),
            ("Viewed", "waits", true),
            ("Clicked", "waits", true),
            ("Unreachable", "bad", false),
        ],
    },
    Card {
        at: (760, 60),
        group: "controller",
        icon: IconName::Branch,
        title: "Country",
        kind: "Conditional split",
        class: "node",
        problem: Some(("error", IconName::Error)),
        outcomes: &[("Germany", "path", false), ("Others", "other", false)],
    },
    Card {
        at: (760, 230),
        group: "entry",
        icon: IconName::JourneyTrigger,
        title: "Into “Win back”",
        kind: "Journey trigger",
        class: "node node--target",
        problem: Some(("warning", IconName::Warning)),
        outcomes: &[],
    },
];

/// `translate(…)` by whole pixels; set through the style object, which the policy allows.
fn moved(x: i32, y: i32) -> String {
    format!("translate({x}px, {y}px)")
}

fn card(shown: &'static Card) -> AnyView {
    let Card { at: (x, y), group, icon, title, kind, class, problem, outcomes } = *shown;
    let count = outcomes.len() as i32;
    let outcome = |(at, (name, tone, linked)): (usize, &(&'static str, &'static str, bool))| {
        let from_middle = 2 * at as i32 - (count - 1);
        let tone = ["outcome--", tone].concat();
        view! {
            <span
                class=["node__dot ", tone.as_str()].concat()
                class:node__dot--linked=*linked
                style:transform=moved(0, 36 + from_middle * 6)
            ></span>
            <button
                type="button"
                class=["port ", tone.as_str()].concat()
                class:port--linked=*linked
                tabindex="-1"
                style:transform=moved(0, 36 + from_middle * 13)
            >
                <span class="port__label">{*name}</span>
            </button>
        }
    };
    view! {
        <div
            class=class
            data-group=group
            data-problem=problem.map(|(slug, _)| slug)
            style:transform=moved(x, y)
            tabindex="0"
            role="group"
            aria-label=[kind, ": ", title].concat()
        >
            <span class="tile"><Icon name=icon /></span>
            <span class="node__text">
                <span class="node__title">{title}</span>
                <span class="node__kind">{kind}</span>
            </span>
            {problem.map(|(_, icon)| view! { <span class="node__problem"><Icon name=icon />"2"</span> })}
            <span class="node__ports">{outcomes.iter().enumerate().map(outcome).collect_view()}</span>
        </div>
    }
    .into_any()
}

fn canvas() -> AnyView {
    const LINKS: [(&str, &str); 3] = [
        ("link outcome--good", "M240 154C300 154 340 166 400 166"),
        ("link outcome--waits link--selected", "M600 166C670 166 690 96 760 96"),
        ("link outcome--waits", "M600 178C670 178 690 266 760 266"),
    ];
    let link = |(class, line): (&'static str, &'static str)| {
        view! {
            <g class=class>
                <path class="link__hit" d=line />
                <path class="link__line" d=line />
            </g>
        }
    };
    view! {
        <section class="canvas" aria-label="Specimen canvas">
            <div class="canvas__view" style:background-size="24px 24px">
                <div class="canvas__world">
                    <svg class="canvas__links">{LINKS.map(link).collect_view()}</svg>
                    <div class="link-label outcome--waits" style:transform=moved(640, 300)>
                        <span class="link-label__outcome">"Clicked"</span>
                        <span class="link-label__time"><Icon name=IconName::Clock />"2 h"</span>
                    </div>
                    {CARDS.iter().map(card).collect_view()}
                </div>
                <div
                    class="marquee"
                    style:transform=moved(30, 280)
                    style:width="180px"
                    style:height="90px"
                ></div>
            </div>
            <div class="canvas__zoom" role="group" aria-label="Zoom">
                <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::ZoomOut label="Zoom out" keys="−" />
                <output class="canvas__percent">"100 %"</output>
                <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::ZoomIn label="Zoom in" keys="+" />
                <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Fit label="Fit view" keys="0" />
                <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Tidy label="Tidy up" />
            </div>
        </section>
    }
    .into_any()
}

fn outline() -> AnyView {
    let row = |outcome: &'static str,
               group: &'static str,
               icon: IconName,
               title: &'static str,
               kind: &'static str,
               selected: bool| {
        view! {
            <div class="tree__row" class:tree__row--selected=selected data-group=group>
                {(!outcome.is_empty()).then(|| view! { <span class="tree__outcome">{outcome}</span> })}
                <span class="tile tile--small"><Icon name=icon /></span>
                <span class="tree__title">{title}</span>
                <span class="tree__kind">{kind}</span>
            </div>
        }
    };
    view! {
        <section class="outline" aria-label="Outline">
            <ul class="tree">
                <li>
                    {row("", "segment", IconName::Action, "Signed up", "Action", false)}
                    <ul class="tree__children">
                        <li>
                            {row("Yes", "engagement", IconName::Email, "Welcome aboard", "Email", true)}
                            <ul class="tree__children">
                                <li>{row("Viewed", "controller", IconName::Branch, "Country", "Conditional split", false)}</li>
                            </ul>
                        </li>
                    </ul>
                </li>
            </ul>
        </section>
    }
    .into_any()
}

fn inspector() -> AnyView {
    let subject = RwSignal::new("Welcome aboard".to_owned());
    let when = RwSignal::new("now".to_owned());
    let options: Vec<RadioOption> = vec![
        RadioOption::new("now", "At once"),
        RadioOption::new("clock", "At a clock time").help("In the zone of the journey, Europe/Berlin."),
    ];
    view! {
        <aside class="pane inspector" aria-label="Inspector">
            <header class="pane__header">
                <span class="tile tile--small" data-group="engagement"><Icon name=IconName::Email /></span>
                <div class="pane__titles">
                    <h3 class="pane__title">"Welcome aboard"</h3>
                    <p class="pane__caption">"Email"</p>
                </div>
                <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Close label="Close inspector" />
            </header>
            <div class="pane__body">
                <section class="section">
                    <h4 class="section__title">"What"</h4>
                    <TextField label="Subject" value=subject on_input=move |text| subject.set(text) required=true />
                </section>
                <section class="section">
                    <h4 class="section__title">"When"</h4>
                    <RadioGroup legend="Send" value=when options=options on_change=move |now| when.set(now) />
                </section>
                <section class="section">
                    <h4 class="section__title">"Checks"</h4>
                    <ul class="checks">
                        <li class="check-line tone-danger">
                            <Icon name=IconName::Error />
                            <button type="button" class="check-line__text">"The sender is missing."</button>
                            <Button size=ButtonSize::Small>"Fix"</Button>
                        </li>
                        <li class="check-line tone-warning">
                            <Icon name=IconName::Warning />
                            <button type="button" class="check-line__text">"Users pile up at Sent: nothing follows."</button>
                        </li>
                    </ul>
                </section>
            </div>
        </aside>
    }
    .into_any()
}
