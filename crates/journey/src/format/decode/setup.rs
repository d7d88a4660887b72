//! From JSON to the setup of a version (spec: format.md).

use super::{
    super::{
        Defaults, GOALS_LOADED_MAX,
        read::{Cursor, truth},
    },
    value::{self, kind},
};
use crate::model::{
    setup::{
        DATES_MAX, EVERY_MAX, EntryCriteria, Goal, MonthDay, QUIET_MAX, QuietHandling, QuietHours, QuietWindow, Setup,
        Start, Timeline, Unit, is_zone_name,
    },
    text::TITLE_MAX,
    time::{ClockTime, Date, WEEKDAYS, Weekday, read_date, read_local},
};

/// The fields of a setup, in the order of a file.
pub(super) const KEYS: [&str; 12] = [
    "zone",
    "entry",
    "timeline",
    "start",
    "end",
    "run_at_activation",
    "reentry",
    "user_zone",
    "quiet_hours",
    "control_percent",
    "timeout",
    "goals",
];

pub(in super::super) fn setup(at: &Cursor<'_>, defaults: &Defaults) -> Option<Setup> {
    let object = at.object(&KEYS)?;
    let zone = object.or("zone", defaults.zone.clone(), |at| {
        at.parsed("the name of a time zone, such as Europe/Berlin", |text| is_zone_name(text).then(|| text.to_owned()))
    });
    let entry = object.or("entry", EntryCriteria::default(), |at| {
        at.one_of("entry criteria", EntryCriteria::CHOICES.map(|(entry, slug, _)| (entry, slug)))
    });
    let timeline = object.or("timeline", Timeline::default(), timeline);
    let start = object.or("start", Start::Now, start);
    let end = object.maybe("end", date);
    let run_at_activation = object.or("run_at_activation", false, truth);
    let reentry = object.or("reentry", false, truth);
    let user_zone = object.or("user_zone", false, truth);
    let quiet_hours = object.maybe("quiet_hours", quiet_hours);
    let control_percent = object.or("control_percent", 0, |at| at.whole(0, 100).map(|n| n as u8));
    let timeout = object.maybe("timeout", value::span);
    let goals = object.or("goals", Vec::new(), |at| at.list(GOALS_LOADED_MAX, |_, at| goal(at)));
    Some(Setup {
        zone: zone?,
        entry: entry?,
        timeline: timeline?,
        start: start?,
        end: end?,
        run_at_activation: run_at_activation?,
        reentry: reentry?,
        user_zone: user_zone?,
        quiet_hours: quiet_hours?,
        control_percent: control_percent?,
        timeout: timeout?,
        goals: goals?,
    })
}

fn date(at: &Cursor<'_>) -> Option<Date> {
    at.parsed("a date such as 2026-03-27", read_date)
}

fn start(at: &Cursor<'_>) -> Option<Start> {
    if at.value.is_string() {
        return at.one_of("start", [(Start::Now, "now")]);
    }
    let object = at.object(&["later"])?;
    object.need("later", |at| at.parsed("a local time such as 2026-03-27T17:00", read_local)).map(Start::Later)
}

fn timeline(at: &Cursor<'_>) -> Option<Timeline> {
    let object = at.any_object()?;
    let kind =
        object.need("kind", |at| at.one_of("timeline", ["once", "dates", "recurring"].map(|kind| (kind, kind))))?;
    let only = |known: &[&str]| object.only(known, format_args!("This timeline has no field"));
    match kind {
        "once" => {
            only(&["kind"]);
            Some(Timeline::Once)
        }
        "dates" => {
            only(&["kind", "dates"]);
            object.need("dates", |at| at.list(DATES_MAX, |_, at| date(at))).map(Timeline::Dates)
        }
        _ => {
            let every = object.need("every", |at| at.whole(1, i64::from(EVERY_MAX)));
            let unit =
                object.need("unit", |at| at.one_of("unit", ["day", "week", "month"].map(|unit| (unit, unit))))?;
            let unit = match unit {
                "day" => {
                    only(&["kind", "every", "unit"]);
                    Some(Unit::Days)
                }
                "week" => {
                    only(&["kind", "every", "unit", "weekdays"]);
                    object.need("weekdays", weekdays).map(Unit::Weeks)
                }
                _ => {
                    only(&["kind", "every", "unit", "on"]);
                    object.need("on", month_day).map(Unit::Months)
                }
            };
            Some(Timeline::Recurring { every: u32::try_from(every?).ok()?, unit: unit? })
        }
    }
}

fn weekday(at: &Cursor<'_>) -> Option<Weekday> {
    at.one_of("weekday", WEEKDAYS.map(|(day, slug, _)| (day, slug)))
}

/// Weekdays, each at most once, put in the order of the week.
fn weekdays(at: &Cursor<'_>) -> Option<Vec<Weekday>> {
    let mut seen = [false; 7];
    let mut days = at.list(WEEKDAYS.len(), |_, at| {
        let day = weekday(at)?;
        match std::mem::replace(&mut seen[day.num_days_from_monday() as usize], true) {
            true => at.fail("The weekday is there twice."),
            false => Some(day),
        }
    })?;
    crate::model::order::sort_by(&mut days, |a, b| a.num_days_from_monday().cmp(&b.num_days_from_monday()));
    Some(days)
}

fn month_day(at: &Cursor<'_>) -> Option<MonthDay> {
    let object = at.any_object()?;
    if object.has("day") {
        object.only(&["day"], format_args!("Beside “day” there is no field"));
        return object.need("day", |at| at.whole(1, 31)).map(|day| MonthDay::Day(day as u8));
    }
    if object.has("last_day") {
        object.only(&["last_day"], format_args!("Beside “last_day” there is no field"));
        return match object.need("last_day", truth)? {
            true => Some(MonthDay::Last),
            false => at.fail("“last_day” is true, or the day is named another way."),
        };
    }
    object.only(&["nth", "weekday"], format_args!("Sojourn does not know the field"));
    let nth = object.need("nth", |at| match at.whole(-1, 5)? {
        0 => at.fail("“nth” is 1 to 5, or -1 for the last."),
        nth => Some(nth as i8),
    });
    let weekday = object.need("weekday", weekday);
    Some(MonthDay::Nth(nth?, weekday?))
}

fn quiet_hours(at: &Cursor<'_>) -> Option<QuietHours> {
    let object = at.object(&["windows", "handling"])?;
    let windows = object.need("windows", |at| {
        at.list(QUIET_MAX, |_, at| {
            let object = at.object(&["days", "from", "to"])?;
            let time = |at: &Cursor<'_>| at.parsed(value::TIME, ClockTime::parse);
            let (days, from, to) = (object.need("days", weekdays), object.need("from", time), object.need("to", time));
            Some(QuietWindow { days: days?, from: from?, to: to? })
        })
    });
    let handling = object.need("handling", |at| {
        at.one_of("handling", QuietHandling::CHOICES.map(|(handling, slug, _)| (handling, slug)))
    });
    Some(QuietHours { windows: windows?, handling: handling? })
}

fn goal(at: &Cursor<'_>) -> Option<Goal> {
    let object = at.object(&["name", "segment"])?;
    let name = object.need("name", |at| at.text_within(TITLE_MAX));
    let segment = object.need("segment", |at| {
        let object = at.any_object()?;
        let kind = object.need("kind", |at| match kind(at)? {
            kind if kind.is_segment() => Some(kind),
            kind => at.fail(format!("“{}” is not a segment.", kind.spec().slug)),
        })?;
        Some((kind, value::fields(object, &["kind"], kind.spec().segment)?))
    });
    let (kind, segment) = segment?;
    Some(Goal { name: name?, kind, segment })
}
