//! The parts of a setup as a table: what each is called, what it says, and how it is taken over.

use super::words;
use crate::model::{
    setup::{EntryCriteria, MonthDay, QuietHandling, QuietHours, Setup, Start, Timeline, Unit},
    time::{Date, WEEKDAYS, Weekday, weekday_name, write_local},
};

/// One part of the setup.
pub struct SetupPart {
    /// The name in a file.
    pub key: &'static str,
    /// The label on the screen.
    pub label: &'static str,
    /// Describes this part of a setup in words.
    pub say: fn(&Setup) -> String,
    /// Takes the part over from another setup.
    pub take: fn(&mut Setup, &Setup),
}

impl std::fmt::Debug for SetupPart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key)
    }
}

impl PartialEq for SetupPart {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// Makes a row that takes over the field of its key.
macro_rules! part {
    ($key:ident, $label:literal, $say:expr) => {
        SetupPart {
            key: stringify!($key),
            label: $label,
            say: $say,
            take: |setup, other| setup.$key.clone_from(&other.$key),
        }
    };
}

/// Every part, in the order of the dialog *Setup*.
pub static SETUP: &[SetupPart] = &[
    part!(entry, "Entry criteria", |setup| EntryCriteria::name(setup.entry).to_owned()),
    part!(timeline, "Entry timeline", |setup| timeline(&setup.timeline)),
    part!(start, "Start", |setup| match setup.start {
        Start::Now => "now".to_owned(),
        Start::Later(local) => write_local(local).replace('T', " "),
    }),
    part!(end, "End", |setup| setup.end.map_or_else(|| "never".to_owned(), |date| date.to_string())),
    part!(run_at_activation, "One more run at activation", |setup| on(setup.run_at_activation)),
    part!(reentry, "Re-entry", |setup| on(setup.reentry)),
    part!(zone, "Time zone", |setup| setup.zone.clone()),
    part!(user_zone, "Delivery in each user’s own time zone", |setup| on(setup.user_zone)),
    part!(quiet_hours, "Quiet hours", |setup| setup.quiet_hours.as_ref().map_or_else(none, quiet)),
    part!(control_percent, "Control group", |setup| match setup.control_percent {
        0 => none(),
        percent => format!("{percent}\u{a0}%"),
    }),
    part!(timeout, "Journey timeout", |setup| setup.timeout.map_or_else(none, |span| span.to_string())),
    part!(goals, "Goals", |setup| goals(setup)),
];

fn none() -> String {
    "none".to_owned()
}

fn on(is: bool) -> String {
    if is { "on" } else { "off" }.to_owned()
}

fn dates(dates: &[Date]) -> String {
    words::list(dates.iter().map(ToString::to_string), "and")
}

fn weekdays(days: &[Weekday]) -> String {
    match days.len() {
        0 => "no day".to_owned(),
        n if n == WEEKDAYS.len() => "every day".to_owned(),
        _ => words::list(days.iter().map(|day| weekday_name(*day).to_owned()), "and"),
    }
}

fn timeline(timeline: &Timeline) -> String {
    let every = |n: u32, unit: &str| if n == 1 { format!("every {unit}") } else { format!("every {n} {unit}s") };
    match timeline {
        Timeline::Once => "once".to_owned(),
        Timeline::Dates(list) if list.is_empty() => "on no date".to_owned(),
        Timeline::Dates(list) => format!("on {}", dates(list)),
        Timeline::Recurring { every: n, unit: Unit::Days } => every(*n, "day"),
        Timeline::Recurring { every: n, unit: Unit::Weeks(days) } => {
            format!("{} on {}", every(*n, "week"), weekdays(days))
        }
        Timeline::Recurring { every: n, unit: Unit::Months(on) } => {
            let on = match on {
                MonthDay::Day(day) => format!("day {day}"),
                MonthDay::Last => "the last day".to_owned(),
                MonthDay::Nth(-1, day) => format!("the last {}", weekday_name(*day)),
                MonthDay::Nth(nth, day) => {
                    let ordinal = ["1st", "2nd", "3rd", "4th", "5th"].get((*nth - 1).unsigned_abs() as usize);
                    format!("the {} {}", ordinal.copied().unwrap_or("nth"), weekday_name(*day))
                }
            };
            format!("{} on {on}", every(*n, "month"))
        }
    }
}

fn quiet(quiet: &QuietHours) -> String {
    let windows = quiet
        .windows
        .iter()
        .map(|window| format!("{} from {} to {}", weekdays(&window.days), window.from, window.to))
        .collect::<Vec<_>>();
    let handling = match quiet.handling {
        QuietHandling::Drop => "messages are dropped",
        QuietHandling::After => "messages are sent after",
    };
    if windows.is_empty() { format!("no hours yet, {handling}") } else { format!("{}, {handling}", windows.join("; ")) }
}

fn goals(setup: &Setup) -> String {
    if setup.goals.is_empty() {
        return none();
    }
    let goals = setup.goals.iter().map(|goal| {
        let fields = goal.kind.spec().segment.iter().filter_map(|spec| {
            let value = goal.segment.get(spec.key)?;
            Some(format!("{}: {}", spec.label, words::value(Some(value), Some(spec))))
        });
        let fields: Vec<String> = fields.collect();
        let meets = if fields.is_empty() { String::new() } else { format!(", {}", fields.join(", ")) };
        format!("“{}” ({}{meets})", goal.name.trim(), goal.kind.name())
    });
    words::list(goals, "and")
}
