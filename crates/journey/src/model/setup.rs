//! The setup of a version: whom it takes in, when, and what holds for all its messages (spec: journey.md §4; format.md).

use crate::model::{
    field::Fields,
    kind::{EntryFit, Kind},
    time::{ClockTime, Date, Local, Span, Weekday},
};

/// The most goals of a journey.
pub const GOALS_MAX: usize = 3;
/// The most dates of a timeline.
pub const DATES_MAX: usize = 366;
/// The most windows of quiet hours.
pub const QUIET_MAX: usize = 50;
/// The most of a timeline's *every n*.
pub const EVERY_MAX: u32 = 366;

/// The criteria by which users qualify.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EntryCriteria {
    /// *At a specific time*: those who match at a run.
    #[default]
    AtATime,
    /// *By an event trigger*: each as soon as the event comes.
    OnEvent,
}

impl EntryCriteria {
    /// The criteria, their name in a file, and what a person reads.
    pub const CHOICES: [(Self, &'static str, &'static str); 2] =
        [(Self::AtATime, "at-a-time", "At a specific time"), (Self::OnEvent, "on-event", "By an event trigger")];

    /// True where a node of this kind can be the entry.
    pub fn fits(self, kind: Kind) -> bool {
        match kind.spec().entry {
            EntryFit::Never => false,
            EntryFit::AtATime => self == Self::AtATime,
            EntryFit::OnEvent => self == Self::OnEvent,
            EntryFit::Either => true,
        }
    }

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        Self::CHOICES[self as usize].2
    }
}

/// The days on which a monthly timeline falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthDay {
    /// A day of the month, 1–31; a month without it is passed over.
    Day(u8),
    /// The last day.
    Last,
    /// The nth weekday, 1–5, or with −1 the last one.
    Nth(i8, Weekday),
}

/// The unit in which a recurring timeline repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Every n days.
    Days,
    /// Every n weeks on these weekdays, in the order of the week.
    Weeks(Vec<Weekday>),
    /// Every n months on this day.
    Months(MonthDay),
}

/// The dates on which users qualify (journey.md §4, timing.md §2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Timeline {
    /// Once.
    #[default]
    Once,
    /// On specific dates.
    Dates(Vec<Date>),
    /// Every n of a unit, n from 1.
    Recurring {
        /// Every how many.
        every: u32,
        /// Of what.
        unit: Unit,
    },
}

/// When the version activates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// When it is published.
    #[default]
    Now,
    /// At a local time of the journey's zone.
    Later(Local),
}

/// One window of quiet hours; over midnight where `to` is not after `from`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuietWindow {
    /// On which weekdays it begins, in the order of the week.
    pub days: Vec<Weekday>,
    /// When it begins.
    pub from: ClockTime,
    /// When it ends.
    pub to: ClockTime,
}

/// The handling of a message that is due in quiet hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QuietHandling {
    /// It is not sent; the user takes *Unreachable*.
    Drop,
    /// It is sent at their end.
    #[default]
    After,
}

impl QuietHandling {
    /// The handling, its name in a file, and what a person reads.
    pub const CHOICES: [(Self, &'static str, &'static str); 2] =
        [(Self::Drop, "drop", "Don’t send"), (Self::After, "after", "Send after")];
}

/// When messages are held back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuietHours {
    /// The windows.
    pub windows: Vec<QuietWindow>,
    /// The handling of a message that is due in a window.
    pub handling: QuietHandling,
}

/// A segment that ends the journey for who meets it.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// Its name.
    pub name: String,
    /// A segment kind.
    pub kind: Kind,
    /// Its fields.
    pub segment: Fields,
}

/// The setup of a version.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// The journey's time zone, an IANA name.
    pub zone: String,
    /// The criteria by which users qualify.
    pub entry: EntryCriteria,
    /// On which dates.
    pub timeline: Timeline,
    /// From when on.
    pub start: Start,
    /// The last day on which somebody can come in.
    pub end: Option<Date>,
    /// True where there is one more run at activation (timing.md §1).
    pub run_at_activation: bool,
    /// True where a user who has left may come in again.
    pub reentry: bool,
    /// True where clock times and quiet hours are each user's own.
    pub user_zone: bool,
    /// When messages are held back.
    pub quiet_hours: Option<QuietHours>,
    /// The share of those who qualify that does not enter: 0, or 2–99.
    pub control_percent: u8,
    /// After how long a user leaves from wherever they are.
    pub timeout: Option<Span>,
    /// The goals that end the journey for a user.
    pub goals: Vec<Goal>,
}

impl Setup {
    /// The setup of a new journey in this zone.
    pub fn new(zone: &str) -> Self {
        Self {
            zone: zone.to_owned(),
            entry: EntryCriteria::default(),
            timeline: Timeline::default(),
            start: Start::default(),
            end: None,
            run_at_activation: false,
            reentry: false,
            user_zone: false,
            quiet_hours: None,
            control_percent: 0,
            timeout: None,
            goals: Vec::new(),
        }
    }
}

/// True where a text has the form of a zone's name. This keeps arbitrary text of a file away from the browser's zone
/// functions.
pub fn is_zone_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+'))
}
