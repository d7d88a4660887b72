//! Every component in every state, on one page: for design sessions, and to look at after a change of `style/`.
use leptos::prelude::*;

use crate::ui::*;

/// The page behind `/gallery`. Its words are examples; nothing here touches the workspace.
#[component]
pub fn GalleryPage() -> impl IntoView {
    view! {
        <div class="page gallery">
            <header class="page__header">
                <div class="page__titles">
                    <h1 class="page__title">"Gallery"</h1>
                    <p class="page__lead">"Every component in every state."</p>
                </div>
                <ThemeChoice />
            </header>
            <Section title="Buttons">{buttons()}</Section>
            <Section title="Menus">{menus()}</Section>
            <Section title="Badges">{badges()}</Section>
            <Section title="Notices">{notices()}</Section>
            <Section title="Fields">{fields()}</Section>
            <Section title="Choices">{choices()}</Section>
            <Section title="Dialogs">{dialogs()}</Section>
            <Section title="Messages">{messages()}</Section>
            <Section title="Listings">{listings()}</Section>
            <Section title="Builder">{builder()}</Section>
            <Section title="Icons">{icons()}</Section>
            <Section title="Type and colour">{tokens()}</Section>
        </div>
    }
    .into_any()
}

/// Its parts are functions of their own, so that no type grows with the whole page.
#[component]
fn Section(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="gallery__section">
            <h2 class="gallery__title">{title}</h2>
            {children()}
        </section>
    }
    .into_any()
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let theme = RwSignal::new("system".to_owned());
    let options = ["system", "light", "dark"].map(|name| SelectOption::new(name, name)).to_vec();
    let choose = move |name: String| {
        if let Some(root) = document().document_element() {
            let _ = if name == "system" {
                root.remove_attribute("data-theme")
            } else {
                root.set_attribute("data-theme", &name)
            };
        }
        theme.set(name);
    };
    view! { <Select label="Theme" value=theme options=options on_change=choose /> }
}

fn buttons() -> AnyView {
    const ROWS: [(ButtonVariant, &str); 4] = [
        (ButtonVariant::Primary, "Primary"),
        (ButtonVariant::Default, "Default"),
        (ButtonVariant::Ghost, "Ghost"),
        (ButtonVariant::Danger, "Danger"),
    ];
    let pressed = RwSignal::new(true);
    let rows = ROWS.map(|(variant, name)| {
        view! {
            <div class="gallery__row">
                <Button variant=variant>{name}</Button>
                <Button variant=variant icon=IconName::Plus>{name}</Button>
                <Button variant=variant icon=IconName::Settings label=[name, " with an icon alone"].concat() />
                <Button variant=variant size=ButtonSize::Small icon=IconName::Plus>"Small"</Button>
                <Button variant=variant disabled=true>"Disabled"</Button>
                <Button variant=variant reason="Two errors are left; open Checks to put them right.">"With a reason"</Button>
            </div>
        }
    });
    view! {
        {rows.collect_view()}
        <div class="gallery__row">
            <div class="button-group">
                <Button icon=IconName::Undo label="Undo" keys="Ctrl Z" />
                <Button icon=IconName::Redo label="Redo" keys="Ctrl Shift Z" reason="Nothing to redo." />
            </div>
            <Button
                icon=IconName::Star
                label="A switch"
                pressed=pressed
                on_click=move |_| pressed.update(|on| *on = !*on)
            />
            <a class="button button--primary" href="#link">"A link that looks like one"</a>
            <a href="#link">"A plain link"</a>
        </div>
    }
    .into_any()
}

fn menus() -> AnyView {
    let toasts = use_toasts();
    let point = RwSignal::new(None);
    let items = move || -> Vec<MenuEntry> {
        let say = move |word: &'static str| move || toasts.info([word, " was chosen."].concat());
        vec![
            MenuItem::new("Edit", say("Edit")).icon(IconName::Edit).into(),
            MenuItem::new("Clone", say("Clone")).icon(IconName::Copy).into(),
            MenuItem::new("Pause", say("Pause"))
                .icon(IconName::Pause)
                .disabled(Some("Only a running one can be paused. Publish it first.".to_owned()))
                .into(),
            MenuEntry::Separator,
            MenuItem::new("Export", say("Export")).icon(IconName::Export).into(),
            MenuItem::new("Delete", say("Delete")).icon(IconName::Trash).danger().into(),
        ]
    };
    let items = Signal::derive(items);
    let open_at = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        point.set(Some((f64::from(event.client_x()), f64::from(event.client_y()))));
    };
    view! {
        <div class="gallery__row">
            <Menu label="Actions for Welcome" items=items />
            <Menu label="More" text="More" variant=ButtonVariant::Default items=items />
            <Menu label="Export as" text="Export" icon=IconName::Export variant=ButtonVariant::Default items=items />
            <button type="button" class="button button--default" on:click=open_at on:contextmenu=open_at>
                "At the pointer"
            </button>
            <PointMenu at=point label="Here" items=items />
        </div>
    }
    .into_any()
}

fn badges() -> AnyView {
    let of = |tone: Tone| view! { <Badge text=tone.class().trim_start_matches("tone-") tone=tone /> };
    view! { <div class="gallery__row">{Tone::ALL.map(of).collect_view()}</div> }.into_any()
}

fn notices() -> AnyView {
    let of = |tone: Tone| {
        view! {
            <Notice
                tone=tone
                title="A published version cannot be changed"
                actions=|| view! { <Button size=ButtonSize::Small>"New version"</Button> }
            >
                "Only what its messages say can; that applies to messages sent from then on."
            </Notice>
        }
    };
    view! { <div class="gallery__stack">{Tone::ALL.map(of).collect_view()}</div> }.into_any()
}

fn fields() -> AnyView {
    let name = RwSignal::new("Welcome series".to_owned());
    let empty = RwSignal::new(String::new());
    let text = RwSignal::new("Three messages in the first week, until the first order.".to_owned());
    let long = RwSignal::new("x".repeat(130));
    let number = RwSignal::new("20".to_owned());
    let kind = RwSignal::new("email".to_owned());
    let nothing = RwSignal::new(String::new());
    let span = RwSignal::new(Some(2880));
    let kinds: Vec<SelectOption> = [("push", "Push"), ("email", "Email"), ("sms", "SMS")]
        .map(|(value, label)| SelectOption::new(value, label))
        .into();
    let kinds = Signal::stored(kinds);
    view! {
        <div class="gallery__grid">
            <TextField label="Journey name" value=name on_input=move |text| name.set(text) required=true />
            <TextField
                label="Journey name"
                value=empty
                on_input=move |text| empty.set(text)
                required=true
                help="Up to 100 characters."
                error="Enter a name."
            />
            <TextField label="Search" value=empty on_input=move |text| empty.set(text) input_type="search" placeholder="Name, label or id" />
            <TextField label="Read only" value=name on_input=move |_| () read_only=true />
            <TextArea label="Description" value=text on_input=move |now| text.set(now) limit=120 help="For colleagues; users never see it." />
            <TextArea
                label="Description"
                value=long
                on_input=move |now| long.set(now)
                limit=120
                error="Shorten it to 120 characters."
            />
            <NumberField label="Control group" value=number on_input=move |now| number.set(now) min=2 max=99 unit="%" help="2 to 99." />
            <SpanField label="Wait" minutes=span on_change=move |now| span.set(now) help="Counted from the message." />
            <Select label="Channel" value=kind options=kinds on_change=move |now| kind.set(now) />
            <Select
                label="Channel"
                value=nothing
                options=kinds
                on_change=move |now| nothing.set(now)
                required=true
                error="Choose a channel."
            />
            <Select label="Channel, switched off" value=kind options=kinds on_change=move |_| () disabled=true />
            <TextField label="Start" value=empty on_input=move |now| empty.set(now) input_type="datetime-local" />
        </div>
    }
    .into_any()
}

fn choices() -> AnyView {
    let ticked = RwSignal::new(true);
    let previous = RwSignal::new("restrict".to_owned());
    let timeline = RwSignal::new("once".to_owned());
    let options = vec![
        RadioOption::new("restrict", "Restrict previous version")
            .help("Those inside finish in it; new users go to the new one."),
        RadioOption::new("stop", "Stop previous version").help("Those inside leave at once."),
        RadioOption::new("keep", "Keep both").help("Not possible: one version is live at a time.").disabled(true),
    ];
    let short: Vec<RadioOption> = [("once", "Once"), ("dates", "On specific dates"), ("recurring", "Recurring")]
        .map(|(value, label)| RadioOption::new(value, label))
        .into();
    view! {
        <div class="gallery__grid">
            <div class="gallery__stack">
                <Checkbox label="Show archived" checked=ticked on_change=move |now| ticked.set(now) />
                <Checkbox label="Some of them" checked=false mixed=true on_change=move |_| () />
                <Checkbox label="Re-entry allowed" checked=false disabled=true on_change=move |_| () help="Never with Once." />
            </div>
            <RadioGroup legend="Previous version" value=previous options=options on_change=move |now| previous.set(now) />
            <RadioGroup
                legend="Entry timeline"
                value=timeline
                options=short
                inline=true
                on_change=move |now| timeline.set(now)
                error="Two of the dates lie in the past."
            />
        </div>
    }
    .into_any()
}

fn dialogs() -> AnyView {
    let form = RwSignal::new(false);
    let question = RwSignal::new(false);
    let wide = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let toasts = use_toasts();
    let save = move |()| {
        if name.with(|name| name.trim().is_empty()) {
            error.set(Some("Enter a name.".to_owned()));
        } else {
            error.set(None);
            form.set(false);
            toasts.success("Saved.");
        }
    };
    view! {
        <div class="gallery__row">
            <Button on_click=move |_| form.set(true)>"A form"</Button>
            <Button on_click=move |_| question.set(true)>"A question"</Button>
            <Button on_click=move |_| wide.set(true)>"A long text"</Button>
        </div>
        <Dialog
            open=form
            on_close=move |()| form.set(false)
            title="Save this journey as"
            on_submit=save
            footer=move || {
                view! {
                    <Button on_click=move |_| form.set(false)>"Cancel"</Button>
                    <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit>"Save"</Button>
                }
            }
        >
            <TextField
                label="Journey name"
                value=name
                on_input=move |text| name.set(text)
                error=error
                required=true
                help="Unique among the journeys that are not archived."
            />
        </Dialog>
        <Dialog
            open=question
            on_close=move |()| question.set(false)
            title="Stop “Welcome series”?"
            description="It cannot be started again; clone it or make a new version instead."
            width=DialogWidth::Narrow
            footer=move || {
                view! {
                    <Button on_click=move |_| question.set(false)>"Cancel"</Button>
                    <Button variant=ButtonVariant::Danger on_click=move |_| question.set(false)>"Stop journey"</Button>
                }
            }
        >
            <dl class="facts">
                <dt>"Not yet in"</dt>
                <dd>"No one enters any more."</dd>
                <dt>"Inside and waiting"</dt>
                <dd>"1,204 users leave at once."</dd>
                <dt>"Message queued"</dt>
                <dd>"Not sent."</dd>
            </dl>
        </Dialog>
        <Dialog open=wide on_close=move |()| wide.set(false) title="What changed" width=DialogWidth::Wide plain=true>
            {(1..40).map(|line| view! { <p>{["Line ", line.to_string().as_str()].concat()}</p> }).collect_view()}
        </Dialog>
    }
    .into_any()
}

fn messages() -> AnyView {
    let toasts = use_toasts();
    let announcer = use_announcer();
    view! {
        <div class="gallery__row">
            <Button on_click=move |_| toasts.success("“Welcome series” is published. The first users qualify on 4 May 2026 at 09:00 (Europe/Berlin).")>
                "Success"
            </Button>
            <Button on_click=move |_| toasts.with_action("“Welcome series” was deleted.", "Undo", move || toasts.info("It is back."))>
                "With Undo"
            </Button>
            <Button on_click=move |_| toasts.error("Nothing was saved: this browser's storage is full. Export the journey, or delete one.")>
                "Error"
            </Button>
            <Button on_click=move |_| announcer.say("Announced.")>"Announce"</Button>
        </div>
    }
    .into_any()
}

fn icons() -> AnyView {
    let cell = |(name, text): &(IconName, &'static str)| {
        view! {
            <li class="gallery__icon">
                <Icon name=*name />
                <span>{*text}</span>
            </li>
        }
    };
    view! { <ul class="gallery__icons">{IconName::ALL.iter().map(cell).collect_view()}</ul> }.into_any()
}

fn tokens() -> AnyView {
    const SIZES: [&str; 6] = ["text-xs", "text-sm", "text-md", "text-lg", "text-xl", "text-2xl"];
    const SWATCHES: [&str; 8] = ["ground", "surface", "raised", "sunken", "accent", "accent-soft", "danger", "warning"];
    const GROUPS: [&str; 4] = ["entry", "segment", "engagement", "controller"];
    let size = |name: &'static str| view! { <p class=name>{name} ": Recurring, every 2 weeks on Mon"</p> };
    let swatch = |name: &'static str| {
        view! {
            <li class="gallery__swatch">
                <span class=["gallery__chip gallery__chip--", name].concat()></span>
                {name}
            </li>
        }
    };
    view! {
        <div>{SIZES.map(size).collect_view()}</div>
        <ul class="gallery__icons">
            {SWATCHES.map(swatch).collect_view()}
            {GROUPS
                .map(|name| view! {
                    <li class="gallery__swatch"><span class="gallery__chip" data-group=name></span>{name}</li>
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

/// The table as the listings write it.
fn listings() -> AnyView {
    const ROWS: [(&str, &str, &str, Tone, &str, &str, &str); 4] = [
        (
            "Welcome series",
            "Three messages in the first week, until the first order.",
            "Running",
            Tone::Success,
            "4 May 2026, 09:00",
            "12,480",
            "31.4 %",
        ),
        ("Win back", "", "Paused", Tone::Warning, "1 Mar 2026, 18:30", "3,204", "4.9 %"),
        (
            "Autumn sale, with a name that is longer than its column is wide",
            "Sent to everyone who bought last autumn, in two waves.",
            "Scheduled",
            Tone::Info,
            "12 Oct 2026, 08:00",
            "–",
            "–",
        ),
        ("Birthday", "", "Draft", Tone::Neutral, "–", "–", "–"),
    ];
    let items = Signal::stored(vec![MenuEntry::from(MenuItem::new("Edit", || ()).icon(IconName::Edit))]);
    let query = RwSignal::new(String::new());
    let head = |label: &'static str, number: bool, sorted: bool| {
        let icon = if sorted { IconName::SortAscending } else { IconName::Sortable };
        view! {
            <th role="columnheader" class:table__number=number aria-sort=sorted.then_some("ascending")>
                <button type="button" class="table__sort">{label}<Icon name=icon /></button>
            </th>
        }
    };
    let row = |(at, (name, note, status, tone, start, entered, rate)): (
        usize,
        (&'static str, &'static str, &'static str, Tone, &'static str, &'static str, &'static str),
    )| {
        view! {
            <tr role="row" class="table__row" class:table__row--selected=at == 1>
                <td role="cell" class="table__select">
                    <Checkbox label=["Select ", name].concat() label_hidden=true checked=at == 1 on_change=|_| () />
                </td>
                <th role="rowheader" scope="row" class="table__name">
                    <a class="table__link" href="#row">{name}</a>
                    {(!note.is_empty()).then(|| view! { <p class="table__note">{note}</p> })}
                    {(at == 0).then(|| view! { <p class="table__tags"><span class="tag">"onboarding"</span><span class="tag">"email"</span></p> })}
                </th>
                <td role="cell" data-label="Status" class="table__status"><Badge text=status tone=tone /></td>
                <td role="cell" data-label="Start" class="table__time">{start}<span class="table__zone">"Europe/Berlin"</span></td>
                <td role="cell" data-label="Entered" class="table__number">{entered}</td>
                <td role="cell" data-label="Rate" class="table__number">{rate}</td>
                <td role="cell" class="table__actions"><Menu label=["Actions for ", name].concat() items=items /></td>
            </tr>
        }
    };
    view! {
        <div class="filters" role="group" aria-label="Filters">
            <div class="filters__search">
                <TextField label="Search journeys" label_hidden=true input_type="search" placeholder="Search journeys" value=query on_input=move |text| query.set(text) />
            </div>
            <Checkbox label="Show archived" checked=false on_change=|_| () />
            <button type="button" class="chip" aria-pressed="true">"Running"</button>
            <button type="button" class="chip" aria-pressed="false">"Ends this week"</button>
            <span class="filters__count">"4 of 12"</span>
            <div class="filters__end"><Menu label="Columns" icon=IconName::Columns items=items /></div>
        </div>
        <div class="bulk" role="toolbar" aria-label="Bulk actions">
            <span class="bulk__count">"1 selected"</span>
            <Button size=ButtonSize::Small icon=IconName::Pause reason="It is paused already.">"Pause"</Button>
            <Button size=ButtonSize::Small icon=IconName::Resume>"Resume"</Button>
            <Button size=ButtonSize::Small icon=IconName::Stop>"Stop"</Button>
            <div class="bulk__end">
                <Button size=ButtonSize::Small variant=ButtonVariant::Ghost icon=IconName::Close label="Clear selection" />
            </div>
        </div>
        <div class="table-scroll">
            <table class="table" role="table" aria-label="Specimens">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" class="table__select">
                            <Checkbox label="Select all" label_hidden=true checked=false mixed=true on_change=|_| () />
                        </th>
                        {head("Name", false, true)}
                        {head("Status", false, false)}
                        {head("Start", false, false)}
                        {head("Entered", true, false)}
                        {head("Rate", true, false)}
                        <th role="columnheader"><span class="visually-hidden">"Actions"</span></th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{ROWS.into_iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </div>
        <div class="empty">
            <Icon name=IconName::JourneyTrigger />
            <p class="empty__title">"No journeys yet"</p>
            <p class="empty__text">"A journey leads people from a first event to a goal, message by message. It stays in this browser."</p>
            <div class="empty__actions">
                <Button variant=ButtonVariant::Primary icon=IconName::Plus>"New journey"</Button>
                <Button icon=IconName::Template>"Start from a template"</Button>
                <Button>"Load sample workspace"</Button>
                <Button icon=IconName::Import>"Import"</Button>
            </div>
        </div>
    }
    .into_any()
}

/// The builder as its page writes it, with a canvas that stands still.
fn builder() -> AnyView {
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

/// A node of the canvas: its place, what it is, whether it is selected, what is wrong with it, and its outcomes.
struct Specimen {
    at: (i32, i32),
    group: &'static str,
    icon: IconName,
    title: &'static str,
    kind: &'static str,
    selected: bool,
    problem: Option<&'static str>,
    ports: &'static [(&'static str, bool)],
}

fn node(specimen: Specimen) -> AnyView {
    let Specimen { at: (x, y), group, icon, title, kind, selected, problem, ports } = specimen;
    let place = ["translate(", x.to_string().as_str(), "px, ", y.to_string().as_str(), "px)"].concat();
    let port = |(label, linked): &(&'static str, bool)| {
        view! {
            <button type="button" class="port" class:port--linked=*linked tabindex="-1">
                <span class="port__label">{*label}</span>
            </button>
        }
    };
    let mark = problem.map(|problem| {
        let icon = if problem == "error" { IconName::Error } else { IconName::Warning };
        view! { <span class="node__problem"><Icon name=icon />"2"</span> }
    });
    view! {
        <div
            class="node"
            class:node--selected=selected
            data-group=group
            data-problem=problem
            style:transform=place
            tabindex="0"
            role="group"
            aria-label=[kind, ": ", title].concat()
        >
            <span class="tile"><Icon name=icon /></span>
            <span class="node__text">
                <span class="node__title">{title}</span>
                <span class="node__kind">{kind}</span>
            </span>
            {mark}
            <span class="node__ports">{ports.iter().map(port).collect_view()}</span>
        </div>
    }
    .into_any()
}

fn canvas() -> AnyView {
    let nodes = [
        Specimen {
            at: (32, 130),
            group: "segment",
            icon: IconName::Action,
            title: "Signed up",
            kind: "Action",
            selected: false,
            problem: None,
            ports: &[("Yes", true), ("No", false), ("Timeout", false)],
        },
        Specimen {
            at: (384, 130),
            group: "engagement",
            icon: IconName::Email,
            title: "Welcome aboard, a first look around",
            kind: "Email",
            selected: true,
            problem: None,
            ports: &[("Sent", false), ("Failed", false), ("Viewed", true), ("Clicked", true), ("Unreachable", false)],
        },
        Specimen {
            at: (736, 60),
            group: "controller",
            icon: IconName::Branch,
            title: "Country",
            kind: "Conditional split",
            selected: false,
            problem: Some("error"),
            ports: &[("Germany", false), ("Others", false)],
        },
        Specimen {
            at: (736, 220),
            group: "entry",
            icon: IconName::JourneyTrigger,
            title: "Into “Win back”",
            kind: "Journey trigger",
            selected: false,
            problem: Some("warning"),
            ports: &[],
        },
    ];
    let link = |line: &'static str, head: &'static str, class: &'static str| {
        view! {
            <g class=["link ", class].concat()>
                <path class="link__hit" d=line />
                <path class="link__line" d=line />
                <path class="link__head" d=head />
            </g>
        }
    };
    view! {
        <section class="canvas" aria-label="Canvas">
            <div class="canvas__view">
                <svg class="canvas__links">
                    {link("M304 140C344 140 344 166 376 166", "M384 166l-8-4v8z", "")}
                    {link("M656 166C700 166 690 96 728 96", "M736 96l-8-4v8z", "link--selected")}
                    {link("M656 192C700 192 690 256 728 256", "M736 256l-8-4v8z", "link--waiting")}
                    <g class="link__label" transform="translate(696 226)">
                        <rect x="-44" y="-10" width="88" height="20" rx="10" />
                        <text>"after 2 hours"</text>
                    </g>
                </svg>
                <div class="canvas__world">{nodes.map(node).collect_view()}</div>
                <div class="guide guide--y" style:transform="translate(0, 130px)"></div>
                <div class="marquee" style:transform="translate(30px, 250px)" style:width="180px" style:height="90px"></div>
            </div>
            <div class="canvas__zoom" role="group" aria-label="Zoom">
                <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::ZoomOut label="Zoom out" keys="−" />
                <output class="canvas__percent">"100 %"</output>
                <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::ZoomIn label="Zoom in" keys="+" />
                <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Fit label="Fit view" keys="0" />
                <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Tidy label="Tidy up" />
            </div>
            <svg class="minimap" viewBox="0 0 1100 700" aria-hidden="true">
                <rect class="minimap__node" data-group="segment" x="60" y="250" width="200" height="72" />
                <rect class="minimap__node" data-group="engagement" x="400" y="250" width="200" height="72" />
                <rect class="minimap__node" data-group="controller" x="760" y="180" width="200" height="72" />
                <rect class="minimap__window" x="40" y="120" width="700" height="420" />
            </svg>
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
