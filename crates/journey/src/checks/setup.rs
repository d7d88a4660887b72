//! The setup: timeline, start and end, control group, timeout and goals. Quiet hours have a file of their own.

use chrono::{Datelike, TimeDelta};

use super::{CheckId, Context, Finding, SetupField, fields};
use crate::{
    edit::Edit,
    model::{
        field::Section,
        journey::Draft,
        setup::{EVERY_MAX, EntryCriteria, GOALS_MAX, Goal, MonthDay, Setup, Start, Timeline, Unit},
        time::{Date, Instant, Local, Span, YEAR_MAX},
    },
};

/// The timeout that a repair sets where there is none: long enough for most journeys.
const TIMEOUT: Span = Span::Days(30);

pub(super) fn check(draft: &Draft, context: &Context, found: &mut Vec<Finding>) {
    let setup = &draft.setup;
    // Without the zone, what is past where the day ends last is past everywhere.
    let shown = |at: Instant| match context.to_local {
        Some(to_local) => to_local(at),
        None => at.naive_utc() - TimeDelta::hours(12),
    };
    let now = shown(context.publishing.at());
    let activates = activation(setup, shown(context.publishing.earliest()));
    // Of the timeline an event-triggered entry uses start and end alone (timing.md §1).
    if setup.entry == EntryCriteria::AtATime {
        timeline(setup, activates, found);
        reached_once(setup, activates, found);
    }
    start_and_end(setup, now, activates, found);
    far(setup, found);
    if context.to_local.is_none() {
        let message = match setup.zone.as_str() {
            "" => "The journey has no time zone. Choose one.".to_owned(),
            zone => format!("This browser does not know the time zone “{zone}”. Choose one that it knows."),
        };
        found.push(Finding::at_setup(CheckId::ZoneUnknown, SetupField::Zone, message));
    }
    if !matches!(setup.control_percent, 0 | 2..=99) {
        let nearest = setup.control_percent.clamp(2, 99);
        let message = format!("A control group of {} % is not possible: it is 2 to 99 %.", setup.control_percent);
        let label = if nearest == 2 { "Make it 2 %" } else { "Make it 99 %" };
        found.push(
            Finding::at_setup(CheckId::ControlInvalid, SetupField::Control, message)
                .repair(label, changed(setup, |setup| setup.control_percent = nearest)),
        );
    }
    match setup.timeout {
        None => {
            let message = "Users who get stuck stay in the journey for ever. Set a journey timeout.";
            found.push(
                Finding::at_setup(CheckId::NoTimeout, SetupField::Timeout, message)
                    .repair("Set a journey timeout of 30 days", with_timeout(setup)),
            );
        }
        Some(span) if span.is_zero() => {
            let message = "A journey timeout of no time at all is not possible. Enter at least 1.";
            found.push(Finding::at_setup(CheckId::SpanZero, SetupField::Timeout, message));
        }
        Some(_) => {}
    }
    goals(setup, found);
}

/// The edit that gives the setup a journey timeout.
pub(super) fn with_timeout(setup: &Setup) -> Edit {
    changed(setup, |setup| setup.timeout = Some(TIMEOUT))
}

fn changed(setup: &Setup, change: impl FnOnce(&mut Setup)) -> Edit {
    let mut setup = Box::new(setup.clone());
    change(&mut setup);
    Edit::Setup(setup)
}

/// When it activates: at the start, but not before it can.
fn activation(setup: &Setup, earliest: Local) -> Local {
    match setup.start {
        Start::Later(start) => start.max(earliest),
        Start::Now => earliest,
    }
}

fn timeline(setup: &Setup, from: Local, found: &mut Vec<Finding>) {
    let mut say = |check, message: &str| found.push(Finding::at_setup(check, SetupField::Timeline, message));
    match &setup.timeline {
        Timeline::Once => {}
        Timeline::Dates(dates) => {
            let past = dates.iter().filter(|date| **date < from.date()).count();
            if dates.is_empty() {
                say(CheckId::DatesMissing, "Choose at least one date.");
            } else if past == dates.len() {
                say(CheckId::DatesPast, "All dates are before the start. Choose one that is still to come.");
            } else if past > 0 {
                let coming = dates.iter().copied().filter(|date| *date >= from.date()).collect();
                let message = if past == 1 {
                    "One date is before the start and will be passed over.".to_owned()
                } else {
                    format!("{past} dates are before the start and will be passed over.")
                };
                found.push(
                    Finding::at_setup(CheckId::DatePast, SetupField::Timeline, message).repair(
                        "Remove the past dates",
                        changed(setup, |setup| setup.timeline = Timeline::Dates(coming)),
                    ),
                );
            }
        }
        Timeline::Recurring { every, unit } => {
            if !(1..=EVERY_MAX).contains(every) {
                say(CheckId::EveryInvalid, "Enter after how many days, weeks or months it comes again: 1 to 366.");
            }
            match unit {
                Unit::Weeks(days) if days.is_empty() => say(CheckId::WeekdayMissing, "Choose at least one weekday."),
                Unit::Days | Unit::Weeks(_) => {}
                Unit::Months(day) => month_day(setup, *every, *day, found),
            }
        }
    }
}

/// A timeline of several days whose users may not come in again.
fn reached_once(setup: &Setup, from: Local, found: &mut Vec<Finding>) {
    let repeats = match &setup.timeline {
        Timeline::Once => false,
        Timeline::Dates(dates) => dates.iter().filter(|date| **date > from.date()).count() > 1,
        Timeline::Recurring { .. } => true,
    };
    if repeats && !setup.reentry {
        let message =
            "It runs again and again, but whoever has been in does not come in again: each user is reached once.";
        found.push(
            Finding::at_setup(CheckId::ReachedOnce, SetupField::Entry, message)
                .repair("Allow re-entry", changed(setup, |setup| setup.reentry = true)),
        );
    }
}

fn month_day(setup: &Setup, every: u32, day: MonthDay, found: &mut Vec<Finding>) {
    match day {
        MonthDay::Day(n @ 29..=31) => {
            let message = format!("Months without a day {n} have no occurrence.");
            let last = Timeline::Recurring { every, unit: Unit::Months(MonthDay::Last) };
            found.push(
                Finding::at_setup(CheckId::MonthDayMissing, SetupField::Timeline, message)
                    .repair("Take the last day of the month", changed(setup, |setup| setup.timeline = last)),
            );
        }
        MonthDay::Day(1..=28) | MonthDay::Last | MonthDay::Nth(-1 | 1..=5, _) => {}
        MonthDay::Day(_) | MonthDay::Nth(..) => {
            let message = "There is no such day of the month. Choose another one.";
            found.push(Finding::at_setup(CheckId::MonthDayInvalid, SetupField::Timeline, message));
        }
    }
}

fn start_and_end(setup: &Setup, now: Local, activates: Local, found: &mut Vec<Finding>) {
    if let Start::Later(start) = setup.start
        && start < now
    {
        found.push(
            Finding::at_setup(CheckId::StartPast, SetupField::Start, "The start has passed. Choose a later one.")
                .repair("Start when it is published", changed(setup, |setup| setup.start = Start::Now)),
        );
    }
    if setup.end.is_some_and(|end| end < activates.date()) {
        let message = "The journey ends before it starts. Choose a later end.";
        found.push(Finding::at_setup(CheckId::EndBeforeStart, SetupField::End, message));
    }
}

/// Dates that nothing is followed to.
fn far(setup: &Setup, found: &mut Vec<Finding>) {
    let mut look = |field, date: Option<Date>| {
        if let Some(year) = date.map(|date| date.year()).filter(|year| *year > YEAR_MAX) {
            let message = format!("The year {year} is too far ahead. Choose one up to {YEAR_MAX}.");
            found.push(Finding::at_setup(CheckId::DateFar, field, message));
        }
    };
    if let (Timeline::Dates(dates), EntryCriteria::AtATime) = (&setup.timeline, setup.entry) {
        look(SetupField::Timeline, dates.iter().max().copied());
    }
    if let Start::Later(start) = setup.start {
        look(SetupField::Start, Some(start.date()));
    }
    look(SetupField::End, setup.end);
}

fn goals(setup: &Setup, found: &mut Vec<Finding>) {
    if setup.goals.is_empty() {
        let message = "Nobody will be able to tell whether the journey works. Add a goal.";
        found.push(Finding::at_setup(CheckId::NoGoal, SetupField::Goals, message));
    }
    if setup.goals.len() > GOALS_MAX {
        let message = format!("There are {} goals; a journey has at most {GOALS_MAX}.", setup.goals.len());
        found.push(Finding::at_setup(CheckId::GoalsTooMany, SetupField::Goals, message));
    }
    for (i, goal) in setup.goals.iter().enumerate() {
        self::goal(i, goal, found);
    }
}

fn goal(i: usize, goal: &Goal, found: &mut Vec<Finding>) {
    let spec = goal.kind.spec();
    if !goal.kind.is_segment() || spec.entry_only {
        let message = format!("{} cannot be a goal. Choose a segment.", spec.name);
        found.push(Finding::at_setup(CheckId::GoalIncomplete, SetupField::Goal(i, None), message));
        return;
    }
    // Whatever is wrong with a field of a goal, the goal is not complete.
    fields::each(spec.fields(Section::Segment), &goal.segment, &mut |_, key, message| {
        found.push(Finding::at_setup(CheckId::GoalIncomplete, SetupField::Goal(i, Some(key)), message));
    });
}
