//! The table of checks: one row each, read by the list, the help and the tests.

/// The weight of a finding: an error blocks publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It does.
    Error,
    /// It does not, but is worth a look.
    Warning,
}

/// One row of the table.
#[derive(Debug)]
pub struct CheckSpec {
    /// The check.
    pub id: CheckId,
    /// The severity: an error blocks publishing.
    pub severity: Severity,
    /// Its title, in a few words.
    pub title: &'static str,
    /// One sentence on what it finds and why that matters.
    pub about: &'static str,
}

/// Defines the enum and the table from the same rows.
macro_rules! checks {
    ($($id:ident $severity:ident $title:literal $about:literal;)*) => {
        /// The checks of journey.md §7.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CheckId {
            $(#[doc = $about] $id,)*
        }

        impl CheckId {
            /// Every check, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$id,)*];

            /// True where the check needs the timetable: the crate `rehearsal` makes it, not [`check`](super::check).
            pub fn needs_time(self) -> bool {
                (Self::NoOccurrence..=Self::SameDay).contains(&self)
            }

            /// Its row of the table.
            pub fn spec(self) -> &'static CheckSpec {
                &CHECKS[self as usize]
            }
        }

        static CHECKS: &[CheckSpec] = &[$(CheckSpec {
            id: CheckId::$id,
            severity: Severity::$severity,
            title: $title,
            about: $about,
        },)*];
    };
}

checks! {
    NameMissing Error "No name" "A journey needs a name to be found by.";
    NameTooLong Error "Name too long" "A name has at most 100 characters.";
    NameControl Error "Name over several lines" "A name cannot hold line breaks or other control characters.";
    NameTaken Error "Name taken" "No two journeys that are not archived have the same name, whatever the case of its letters.";

    DatesMissing Error "No date" "A timeline on specific dates needs at least one date.";
    DatesPast Error "All dates past" "A timeline on specific dates needs a date that is not before its start.";
    DatePast Warning "A date is past" "A date before the start has no occurrence.";
    WeekdayMissing Error "No weekday" "A timeline of every n weeks needs at least one weekday.";
    EveryInvalid Error "No interval" "A recurring timeline comes every 1 to 366 days, weeks or months.";
    MonthDayInvalid Error "No such day of the month" "A day of the month is 1 to 31, or the first to fifth or last of a weekday.";
    MonthDayMissing Warning "Some months lack the day" "A month without that day has no occurrence.";
    StartPast Error "Start in the past" "A journey cannot start before it is published.";
    EndBeforeStart Error "End before start" "A journey that ends before it starts takes nobody in.";
    DateFar Error "Date too far ahead" "Dates are followed to the year 2999; what lies behind it is a slip of the hand.";
    ZoneUnknown Error "Unknown time zone" "Where this browser does not know the time zone, nobody can tell when anything happens.";
    QuietEmpty Error "Quiet hours without hours" "Quiet hours need at least one window.";
    QuietNoDays Error "Quiet hours without days" "A window of quiet hours needs at least one weekday.";
    QuietEndless Error "Quiet hours all week" "Quiet hours that cover the whole week leave no moment to send a message.";
    QuietOverlap Warning "Quiet hours overlap" "Hours that lie in two windows of quiet hours count once.";
    ControlInvalid Error "No such control group" "A control group is none, or 2 to 99 percent.";
    NoTimeout Warning "No journey timeout" "Without a timeout, users who get stuck stay in the journey for ever.";
    ReachedOnce Warning "Each user only once" "A journey that repeats without re-entry reaches each user once, however often it runs.";
    NoGoal Warning "No goal" "Without a goal, nobody can tell whether the journey works.";
    GoalsTooMany Error "Too many goals" "A journey has at most 3 goals.";
    GoalIncomplete Error "Goal incomplete" "A goal is a segment with all that it requires.";

    EntryMissing Error "No entry" "A journey needs one node where users come in.";
    EntrySurplus Error "More than one entry" "Users come in at one node alone.";
    EntryKind Error "Not an entry" "Only a segment can be where users come in.";
    EntryMisfit Error "Entry does not fit the criteria" "The entry node has to fit the entry criteria of the setup.";
    EntryOnlyInside Error "Only for the entry" "Custom lists and journey triggers can stand at the entry alone.";
    EntryLeadsNowhere Error "Nothing after the entry" "A journey has to lead from its entry to something.";
    JourneyGone Error "Triggering journey is gone" "A journey trigger needs a journey and a node that are there.";

    FieldEmpty Error "Required field empty" "What a node cannot work without has to be filled in.";
    FieldInvalid Error "Not a possible value" "A value has to be of its field’s kind and within its limits.";
    RowIncomplete Error "Row incomplete" "A condition, behaviour, change or pair needs all its parts.";
    AddressWrong Error "Not an address" "An address begins with http:// or https://; a deep link with a scheme of any name.";
    TokenBroken Error "Broken personalisation" "A token reads {{property}} or {{property | default: \"text\"}}.";
    SpanZero Error "No time at all" "A window, a delay or a wait lasts at least one minute, hour or day.";
    ClockInQuiet Error "Sends in quiet hours" "A clock time that lies in quiet hours on every day of the week is never kept.";
    ShortPastWindow Warning "Window under a day" "Past behaviour is looked at once a day: a shorter window may close before that.";

    PathCount Error "Number of paths" "A conditional split has 1 to 6 paths and Others, a split test 2 to 7.";
    PathNoConditions Error "Path without conditions" "A path of a conditional split needs at least one condition.";
    PercentSum Error "Percentages are not 100" "The percentages of a manual split add up to 100.";
    PathZero Warning "Path with 0 %" "Nobody takes a path with 0 %, nor gets to what only such a path leads to.";
    SplitOpen Error "Path leads nowhere" "Every path of a split, and Others, leads to a node.";
    SplitsInRow Error "Too many splits in a row" "At most 3 conditional splits follow each other directly.";
    BranchCovered Warning "Nobody takes this path" "Users take the first path whose conditions hold: an earlier one covers this.";

    LinkEndGone Error "Link without an end" "A link leads from a node to a node.";
    LinkOutcomeGone Error "Link from nothing" "A link leaves a node by something that can happen there.";
    LinkItself Error "Link to itself" "A node cannot lead to itself.";
    LinkIntoEntry Error "Link into the entry" "Users come in at the entry from outside; nothing leads to it.";
    LinkParallel Error "Several links from one outcome" "Several links leave one outcome only if all of them lead to segments.";
    TimeoutUnwaited Error "Timeout of nothing" "The Timeout of an engagement is the opposite of Viewed, Clicked or Delivered: one of these has to be linked.";
    CycleWithoutDelay Error "Cycle without a delay" "Users would go round it without end within one moment.";
    Unreachable Warning "Nobody gets here" "No way leads from the entry to this node.";
    NoOccurrence Error "No occurrence left" "Between its start and its end a journey needs a day that its timeline names, and time for its entry to wait.";
    NoLegalMoment Error "Never sent" "Whenever somebody gets here, quiet hours drop the message, or never let it out.";
    AfterEnd Warning "Due after the end" "Everybody has left by then, or the journey has ended.";
    OtherDay Warning "Slides to another day" "A message that is due in quiet hours goes out at their end, which can be another day.";
    ClockSkipped Warning "The clocks skip that time" "Where the clocks go forward a time may not exist: it moves forward by as much.";
    ClockDoubled Warning "The clocks show that time twice" "Where the clocks go back a time comes twice: the first one counts.";
    BranchTooLate Warning "Nobody takes this branch in time" "Time alone keeps everybody from it: another branch or the journey timeout always comes first.";
    ManyMessages Warning "Many messages in a day" "More than three messages within 24 hours on one route are more than most people want.";
    SameDay Warning "Another journey sends on that day" "Another journey with the same entry sends on the same day: the same users get both.";
    PileUp Warning "Users pile up" "Users whose outcome is not linked wait at the node; without a journey timeout, for ever.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_enum_and_says_something_of_its_own() {
        for (i, id) in CheckId::ALL.iter().enumerate() {
            assert_eq!(id.spec().id as usize, i);
            assert_eq!(CHECKS.iter().filter(|other| other.title == id.spec().title).count(), 1, "{id:?}");
            assert!(id.spec().about.ends_with('.'), "{id:?}");
        }
    }
}
