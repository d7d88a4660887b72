//! The reasons for an instant: a chain as data, each reason with its sentence (spec: timing.md §5).

use chrono::Datelike;
use journey::{
    kind::Outcome,
    time::{ClockTime, Date, Instant, Span, weekday_name},
};

use crate::runs::RunReason;

/// One link of the chain that leads to an instant: what it has come to by then, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The instant it leads to.
    pub at: Instant,
    /// The reason for it.
    pub why: Why,
}

/// The reason that leads from one instant to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// *Done* was pressed.
    Published,
    /// The start is *Now*, or a start that had passed when it was published.
    ActivatesAtOnce,
    /// Two hours after the version before was stopped for this one.
    ActivatesAfterStop,
    /// The start is *Later*.
    ActivatesLater,
    /// Users qualify at a run.
    Qualifies(RunReason),
    /// A user qualifies as soon as the event comes; this is the first instant at which one can.
    QualifiesByEvent,
    /// A user qualifies so long after the event, which counts from activation on, if the other event stays out (*Inaction*).
    QualifiesAfterEvent(Span),
    /// The event comes to one user.
    EventComes,
    /// Of a user whose clocks are so many seconds ahead of UTC.
    UserZone(i32),
    /// Something happens, at any instant of a window; this is the one that matters here.
    Happens(Outcome, Option<Span>),
    /// A cycle is gone round until then, as often as it likes.
    GoesRound,
    /// The delay of a link.
    Delay(Span),
    /// The message goes out at a clock time of the journey's zone.
    Clock(ClockTime),
    /// At one that the clocks skip on that day.
    ClockSkipped(ClockTime),
    /// At a clock time of the user's own clocks.
    UserClock(ClockTime),
    /// The message goes out at the user's best time, which may be at once.
    BestTime,
    /// Quiet hours hold the message back until their end.
    QuietUntil,
    /// Quiet hours drop what is due in them; this is the first instant outside them at which it can be due.
    NotInQuiet,
    /// The last moment before quiet hours, which drop what is due in them.
    BeforeQuiet,
    /// The last moment before the journey timeout.
    BeforeTimeout,
    /// The last moment before the journey was stopped.
    BeforeStop,
    /// Past behaviour is evaluated at midnight.
    EvaluatedAtMidnight,
    /// The event is not done within this time.
    NotDoneWithin(Span),
    /// The window closes without what was waited for.
    WindowCloses(Span),
    /// Whose window has closed leaves at the next full hour.
    NextFullHour,
    /// The clocks go forward by so many minutes on the way to the instant that the next reason gives.
    ClocksForward(u32),
    /// The clocks go back by so many minutes on the way.
    ClocksBack(u32),
}

impl Reason {
    /// The reason for a change of the clocks by so many seconds.
    pub(crate) fn clocks((at, seconds): (Instant, i64)) -> Self {
        let minutes = u32::try_from(seconds.abs() / 60).unwrap_or_default();
        Self { at, why: if seconds > 0 { Why::ClocksForward(minutes) } else { Why::ClocksBack(minutes) } }
    }

    /// The reason in words; `format` writes an instant as the person reads it, in the journey's zone.
    pub fn sentence(&self, format: &dyn Fn(Instant) -> String) -> String {
        let at = format(self.at);
        match self.why {
            Why::Published => format!("Published {at}."),
            Why::ActivatesAtOnce => format!("Activates at once: {at}."),
            Why::ActivatesAfterStop => format!("Activates two hours after the previous version was stopped: {at}."),
            Why::ActivatesLater => format!("Activates at the start that was set: {at}."),
            Why::Qualifies(RunReason::AtActivation) => format!("Users qualify at activation: {at}."),
            Why::Qualifies(RunReason::MidnightAfterActivation(date)) => {
                format!("Users qualify at the midnight that ends {}, the day of activation: {at}.", day(date))
            }
            Why::Qualifies(RunReason::MidnightAfterOccurrence(date)) => {
                format!("Users qualify at the midnight that ends {}: {at}.", day(date))
            }
            Why::QualifiesByEvent => format!("Users qualify as soon as the event comes, from {at} on."),
            Why::QualifiesAfterEvent(span) => {
                format!(
                    "Users qualify {span} after their event, if the other one stays out; events count from activation on: {at}."
                )
            }
            Why::EventComes => format!("The event comes: {at}."),
            Why::UserZone(seconds) => {
                let (sign, minutes) = (if seconds < 0 { '−' } else { '+' }, seconds.abs() / 60);
                format!("For a user whose clocks are at UTC{sign}{:02}:{:02}.", minutes / 60, minutes % 60)
            }
            Why::Happens(outcome, Some(window)) => {
                format!("{} within the window of {window}: {at}.", outcome.name())
            }
            Why::Happens(outcome, None) => format!("{}, for which there is no window: {at}.", outcome.name()),
            Why::GoesRound => format!("Goes round until {at}."),
            Why::BeforeQuiet => format!("Nothing is sent in quiet hours; the last moment before them is {at}."),
            Why::BeforeTimeout => format!("The last moment before the journey timeout: {at}."),
            Why::BeforeStop => format!("The last moment before the journey is stopped: {at}."),
            Why::Delay(span) => format!("Waits {span}: until {at}."),
            Why::Clock(clock) => format!("Goes out at the next {clock}: {at}."),
            Why::ClockSkipped(clock) => format!("Goes out at {clock}, which the clocks skip that day: {at}."),
            Why::UserClock(clock) => format!("Goes out at the next {clock} on the user’s clocks: {at}."),
            Why::BestTime => format!("Goes out at the user’s best time, at the earliest at once: {at}."),
            Why::QuietUntil => format!("Quiet hours hold it back until {at}."),
            Why::NotInQuiet => format!("Nothing is sent in quiet hours; the first moment outside them is {at}."),
            Why::EvaluatedAtMidnight => format!("Past behaviour is evaluated once a day, at midnight: {at}."),
            Why::NotDoneWithin(span) => format!("The event stays out for {span}: until {at}."),
            Why::WindowCloses(span) => format!("The window of {span} closes: {at}."),
            Why::NextFullHour => format!("Leaves by Timeout at the next full hour: {at}."),
            Why::ClocksForward(by) => format!("The clocks go forward by {}: {at}.", length(by)),
            Why::ClocksBack(by) => format!("The clocks go back by {}: {at}.", length(by)),
        }
    }
}

/// A day as a person reads it: “Tuesday 31 March”.
pub(crate) fn day(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    format!("{} {} {}", weekday_name(date.weekday()), date.day(), MONTHS[date.month0() as usize])
}

fn length(minutes: u32) -> Span {
    if minutes.is_multiple_of(60) { Span::Hours(minutes / 60) } else { Span::Minutes(minutes) }
}
