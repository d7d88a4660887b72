//! The entry timeline: once, on dates, or recurring; from when to when.

use journey::{
    order,
    setup::{DATES_MAX, EVERY_MAX, EntryCriteria, MonthDay, Start, Timeline, Unit},
    time::{Date, WEEKDAYS, Weekday, YEAR_MAX, read_date, read_local, write_local},
};
use leptos::prelude::*;
use signals::{Memo, RwSignal};

use super::{form::Form, weekdays::Weekdays};
use crate::{
    builder::{
        checks::{At, Found},
        timetable_summary::NextRuns,
    },
    ui::{
        Button, ButtonSize, ButtonVariant, Checkbox, IconName, RadioGroup, RadioOption, Select, SelectOption, Typed,
        ValueField, ValueKind, Wrong, read_native, read_whole,
    },
};

/// The section *Entry timeline*. Of it an event-triggered journey uses start and end alone.
#[component]
pub fn TimelineForm(form: Form) -> impl IntoView {
    let setup = form.setup;
    let locked = form.locked;
    let by_event = Memo::new(move |_| setup.get().entry == EntryCriteria::OnEvent);
    let kind = Memo::new(move |_| match setup.get().timeline {
        Timeline::Once => "once",
        Timeline::Dates(_) => "dates",
        Timeline::Recurring { .. } => "recurring",
    });
    let kinds = vec![
        RadioOption::new("once", "Once"),
        RadioOption::new("dates", "On specific dates"),
        RadioOption::new("recurring", "Recurring"),
    ];
    let set_kind = move |kind: String| {
        form.change(|setup| {
            setup.timeline = match kind.as_str() {
                "dates" => Timeline::Dates(Vec::new()),
                "recurring" => Timeline::Recurring { every: 1, unit: Unit::Days },
                _ => Timeline::Once,
            };
        });
    };
    view! {
        <section class="setup__section" data-field="setup.timeline">
            <h3 class="setup__heading">"Entry timeline"</h3>
            {move || if by_event.get() {
                view! { <p class="field__help">"Users enter as soon as the event comes, from the start until the end."</p> }.into_any()
            } else {
                view! {
                    <RadioGroup legend="Runs" inline=true value=Signal::derive(move || kind.get().to_owned()) options=Signal::stored(kinds.clone()) on_change=set_kind error=form.error("timeline") disabled=locked />
                    {move || match kind.get() {
                        "dates" => view! { <Dates form /> }.into_any(),
                        "recurring" => view! { <Recurring form /> }.into_any(),
                        _ => ().into_any(),
                    }}
                    <Found editor=form.editor at=At::Setup("timeline") />
                    <Checkbox
                        label="One more run at activation"
                        help="Those who match already qualify at once, besides the run at the midnight after."
                        checked=Signal::derive(move || setup.get().run_at_activation)
                        disabled=locked
                        on_change=move |on| form.change(|setup| setup.run_at_activation = on)
                    />
                }.into_any()
            }}
            <div class="setup__pair">
                <StartForm form />
                <EndForm form />
            </div>
            <NextRuns editor=form.editor setup locked />
        </section>
    }
}

#[component]
fn StartForm(form: Form) -> impl IntoView {
    let later = Memo::new(move |_| matches!(form.setup.get().start, Start::Later(_)));
    let error = form.error("start");
    let options = vec![RadioOption::new("now", "Now"), RadioOption::new("later", "Later")];
    let held = Signal::derive(move || match form.setup.get().start {
        Start::Later(local) => Some(local),
        Start::Now => None,
    });
    let choose = move |choice: String| {
        form.change(|setup| {
            setup.start = match choice.as_str() {
                // Tomorrow at nine: a start that is not in the past, to be changed at once.
                "later" => Start::Later(crate::platform::zone::tomorrow_at_nine(&setup.zone)),
                _ => Start::Now,
            };
        });
    };
    view! {
        <div data-field="setup.start">
            <RadioGroup
                legend="Start"
                inline=true
                value=Signal::derive(move || if later.get() { "later" } else { "now" }.to_owned())
                options=Signal::stored(options)
                on_change=choose
                error=Signal::derive(move || error.get().filter(|_| !later.get()))
                disabled=form.locked
            />
            {move || later.get().then(|| {
                let typed = native(held, write_local, read_local, move |local| form.change(|setup| setup.start = Start::Later(local)));
                let help = Signal::derive(move || Some(format!("In {}.", form.setup.get().zone)));
                view! { <ValueField label="Start date and time" kind=ValueKind::DateTime typed help error read_only=form.locked /> }
            })}
        </div>
    }
}

/// The message for an impossible date: it changes nothing, and the field still shows the typed text.
fn no_date() -> String {
    format!("That is no date from 1970 to {YEAR_MAX}. The journey keeps the one before.")
}

/// The text of a field for a date that cannot be empty.
fn native<T: Copy + PartialEq + Send + Sync + 'static>(
    held: Signal<Option<T>>,
    write: fn(T) -> String,
    read: fn(&str) -> Option<T>,
    put: impl Fn(T) + Send + Sync + 'static,
) -> Typed {
    let write = move |held: &Option<T>| held.map_or_else(String::new, write);
    let read = move |text: &str, is_bad| read_native(text, is_bad, read, no_date).map(Some);
    Typed::new(held, write, read, move |value| {
        if let Some(value) = value {
            put(value);
        }
    })
}

#[component]
fn EndForm(form: Form) -> impl IntoView {
    let error = form.error("end");
    let ends = Memo::new(move |_| form.setup.get().end.is_some());
    let options = vec![RadioOption::new("never", "Never"), RadioOption::new("on", "On a date")];
    let choose = move |choice: String| {
        form.change(|setup| {
            setup.end = (choice == "on").then(|| {
                let start = match setup.start {
                    Start::Later(local) => local,
                    Start::Now => crate::platform::zone::tomorrow_at_nine(&setup.zone),
                };
                start.date() + chrono::TimeDelta::days(30)
            });
        });
    };
    view! {
        <div data-field="setup.end">
            <RadioGroup
                legend="End"
                inline=true
                value=Signal::derive(move || if ends.get() { "on" } else { "never" }.to_owned())
                options=Signal::stored(options)
                on_change=choose
                error=Signal::derive(move || error.get().filter(|_| !ends.get()))
                disabled=form.locked
            />
            {move || ends.get().then(|| {
                let held = Signal::derive(move || form.setup.get().end);
                let typed = native(held, |date: Date| date.to_string(), read_date, move |date| form.change(|setup| setup.end = Some(date)));
                view! { <ValueField label="Last day" kind=ValueKind::Date typed help="This day still counts." error read_only=form.locked /> }
            })}
        </div>
    }
}

#[component]
fn Dates(form: Form) -> impl IntoView {
    let dates = Memo::new(move |_| match form.setup.get().timeline {
        Timeline::Dates(dates) => dates,
        _ => Vec::new(),
    });
    let date = RwSignal::new(None::<Date>);
    // An empty field is one that nothing is to be added from.
    let read = |text: &str, is_bad: bool| match text {
        "" if !is_bad => Ok(None),
        _ => read_native(text, is_bad, read_date, || format!("Enter a date from 1970 to {YEAR_MAX}.")).map(Some),
    };
    let write = |held: &Option<Date>| held.map_or_else(String::new, |date| date.to_string());
    let typed = Typed::new(date.into(), write, read, move |typed| date.set(typed));
    let set = move |dates: Vec<Date>| form.change(|setup| setup.timeline = Timeline::Dates(dates));
    let add = move || {
        if let Some(new) = date.get_untracked() {
            let mut all = dates.get_untracked();
            all.push(new);
            order::sort(&mut all);
            all.dedup();
            set(all);
            date.set(None);
        }
    };
    view! {
        <div class="setup__dates" data-rows=".chip">
            <ValueField label="Add a date" kind=ValueKind::Date typed read_only=form.locked>
                <Button
                    icon=IconName::Plus
                    disabled=Signal::derive(move || form.locked.get() || date.get().is_none() || dates.with(Vec::len) >= DATES_MAX)
                    on_click=move |_| add()
                >
                    "Add date"
                </Button>
            </ValueField>
            <ul class="setup__chips" aria-label="Dates">
                {move || dates.get().into_iter().map(|date| view! {
                    <li class="chip">
                        <span>{date.format("%a %-d %b %Y").to_string()}</span>
                        <Button
                            variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Close
                            label=format!("Remove {date}")
                            disabled=form.locked
                            on_click=move |_| set(dates.get_untracked().into_iter().filter(|other| *other != date).collect())
                        />
                    </li>
                }).collect_view()}
            </ul>
        </div>
    }
}

#[component]
fn Recurring(form: Form) -> impl IntoView {
    let now = Memo::new(move |_| match form.setup.get().timeline {
        Timeline::Recurring { every, unit } => (every, unit),
        _ => (1, Unit::Days),
    });
    let set = move |every: u32, unit: Unit| form.change(|setup| setup.timeline = Timeline::Recurring { every, unit });
    let set_unit = move |unit| set(now.get_untracked().0, unit);
    let unit_slug = Memo::new(move |_| match now.get().1 {
        Unit::Days => "day",
        Unit::Weeks(_) => "week",
        Unit::Months(_) => "month",
    });
    let read = |text: &str, is_bad| {
        let every = read_whole(text, is_bad, 1, i64::from(EVERY_MAX))?.and_then(|every| u32::try_from(every).ok());
        every.ok_or_else(|| Wrong::Now(format!("Enter a whole number from 1 to {EVERY_MAX}.")))
    };
    let typed = Typed::new(Signal::derive(move || now.get().0), u32::to_string, read, move |every| {
        set(every, now.get_untracked().1);
    });
    let units = vec![
        SelectOption::new("day", "days"),
        SelectOption::new("week", "weeks"),
        SelectOption::new("month", "months"),
    ];
    let choose_unit = move |slug: String| {
        set_unit(match slug.as_str() {
            "week" => Unit::Weeks(vec![Weekday::Mon]),
            "month" => Unit::Months(MonthDay::Day(1)),
            _ => Unit::Days,
        });
    };
    view! {
        <div class="setup__pair">
            <ValueField label="Every" typed min=1 max=i64::from(EVERY_MAX) read_only=form.locked />
            <Select label="Unit" value=Signal::derive(move || unit_slug.get().to_owned()) options=Signal::stored(units) on_change=choose_unit disabled=form.locked />
        </div>
        {move || match unit_slug.get() {
            "week" => {
                let days = Signal::derive(move || match now.get().1 {
                    Unit::Weeks(days) => days,
                    _ => Vec::new(),
                });
                view! { <Weekdays legend="On" days locked=form.locked on_change=Callback::new(move |days| set_unit(Unit::Weeks(days))) /> }.into_any()
            }
            "month" => {
                let day = Signal::derive(move || match now.get().1 {
                    Unit::Months(day) => day,
                    _ => MonthDay::Day(1),
                });
                view! { <MonthDayForm form day on_change=Callback::new(move |day| set_unit(Unit::Months(day))) /> }.into_any()
            }
            _ => ().into_any(),
        }}
    }
}

#[component]
fn MonthDayForm(form: Form, day: Signal<MonthDay>, on_change: Callback<MonthDay>) -> impl IntoView {
    let kinds = vec![
        SelectOption::new("day", "On a day of the month"),
        SelectOption::new("last", "On the last day"),
        SelectOption::new("nth", "On a weekday"),
    ];
    let kind = Memo::new(move |_| match day.get() {
        MonthDay::Day(_) => "day",
        MonthDay::Last => "last",
        MonthDay::Nth(..) => "nth",
    });
    let choose = move |slug: String| {
        on_change.run(match slug.as_str() {
            "last" => MonthDay::Last,
            "nth" => MonthDay::Nth(1, Weekday::Mon),
            _ => MonthDay::Day(1),
        });
    };
    let days = (1..=31).map(|n| SelectOption::new(n.to_string(), n.to_string())).collect::<Vec<_>>();
    let nths = [(1, "first"), (2, "second"), (3, "third"), (4, "fourth"), (5, "fifth"), (-1, "last")]
        .map(|(n, name): (i8, _)| SelectOption::new(n.to_string(), name))
        .to_vec();
    let weekdays = WEEKDAYS.map(|(_, slug, name)| SelectOption::new(slug, name)).to_vec();
    view! {
        <div class="setup__pair">
            <Select label="In the month" value=Signal::derive(move || kind.get().to_owned()) options=Signal::stored(kinds) on_change=choose disabled=form.locked />
            {move || match kind.get() {
                "day" => view! {
                    <Select
                        label="Day"
                        value=Signal::derive(move || match day.get() { MonthDay::Day(n) => n.to_string(), _ => String::new() })
                        options=Signal::stored(days.clone())
                        on_change=move |n: String| { if let Ok(n) = n.parse() { on_change.run(MonthDay::Day(n)); } }
                        disabled=form.locked
                    />
                }.into_any(),
                "nth" => view! {
                    <Select
                        label="Which"
                        value=Signal::derive(move || match day.get() { MonthDay::Nth(n, _) => n.to_string(), _ => String::new() })
                        options=Signal::stored(nths.clone())
                        on_change=move |n: String| {
                            if let (Ok(n), MonthDay::Nth(_, weekday)) = (n.parse(), day.get_untracked()) { on_change.run(MonthDay::Nth(n, weekday)); }
                        }
                        disabled=form.locked
                    />
                    <Select
                        label="Weekday"
                        value=Signal::derive(move || match day.get() { MonthDay::Nth(_, weekday) => journey::time::weekday_slug(weekday).to_owned(), _ => String::new() })
                        options=Signal::stored(weekdays.clone())
                        on_change=move |slug: String| {
                            if let (Some((weekday, ..)), MonthDay::Nth(n, _)) = (WEEKDAYS.iter().find(|row| row.1 == slug), day.get_untracked()) { on_change.run(MonthDay::Nth(n, *weekday)); }
                        }
                        disabled=form.locked
                    />
                }.into_any(),
                _ => ().into_any(),
            }}
        </div>
    }
}
