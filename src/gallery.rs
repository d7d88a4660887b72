//! Every component in every state, on one page: for design sessions, and to look at after a change of `style/`. And what the
//! browser knows of clocks.

mod clocks;

use leptos::prelude::*;
use signals::RwSignal;

use journey::time::ClockTime;

use crate::{shell::title, ui::*};

/// The page behind `/gallery`. Its words are examples; nothing here touches the workspace.
#[component]
pub fn GalleryPage() -> impl IntoView {
    title(|| "Gallery".to_owned());
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
            <Section title="Clocks">{clocks::clocks()}</Section>
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
    let (percent, time) = (RwSignal::new(Some(20)), RwSignal::new(ClockTime::new(23, 30)));
    let percent = Typed::new(
        percent.into(),
        |held: &Option<i64>| held.map_or_else(String::new, |percent| percent.to_string()),
        |text, is_bad| read_whole(text, is_bad, 2, 99),
        move |now| percent.set(now),
    );
    let time = Typed::new(
        time.into(),
        |held: &Option<ClockTime>| held.map_or_else(String::new, |time| time.to_string()),
        |text, is_bad| read_native(text, is_bad, ClockTime::parse, || "Enter a time.".to_owned()).map(Some),
        move |now| time.set(now),
    );
    let kind = RwSignal::new("email".to_owned());
    let nothing = RwSignal::new(String::new());
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
            <ValueField label="Control group" typed=percent min=2 max=99 unit="%" help="2 to 99." />
            <ValueField label="Clock time" kind=ValueKind::Time typed=time error="It lies in the quiet hours." />
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
                error=MaybeProp::derive(move || error.get())
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
    let group = |name: &'static str| {
        view! {
            <li class="gallery__swatch">
                <span class="gallery__chip" data-group=name></span>
                {name}
            </li>
        }
    };
    view! {
        <div>{SIZES.map(size).collect_view()}</div>
        <ul class="gallery__icons">{SWATCHES.map(swatch).collect_view()} {GROUPS.map(group).collect_view()}</ul>
    }
    .into_any()
}
