//! The effects of the midnight rule on a timeline, in sentences that its form shows (spec: timing.md §2).

use chrono::Datelike;
use journey::{
    schedule::Publishing,
    setup::{EntryCriteria, Setup, Timeline, Unit},
    time::{Date, WEEKDAYS, Weekday, weekday_name},
};

use crate::{
    entry::{activation, occurrences},
    reason::day,
    runs::RunReason,
    zone::{Zone, day_start, to_local},
};

/// Sentences on unexpected runs of a setup, if it is published like that. Event-triggered entry has none.
pub fn hints(setup: &Setup, publishing: Publishing, zone: &dyn Zone) -> Vec<String> {
    let at_activation_alone = setup.timeline == Timeline::Once && setup.run_at_activation;
    if setup.entry == EntryCriteria::OnEvent || at_activation_alone {
        return Vec::new();
    }
    let mut hints = vec![next_day(&setup.timeline)];
    let activates = activation(setup, publishing, zone);
    let first = to_local(zone, activates).date();
    if day_start(zone, first) == activates && !setup.run_at_activation {
        hints.push(format!(
            "It starts at the very beginning of {}: the first users qualify at the midnight that ends this day, 24 hours later.",
            day(first)
        ));
    }
    let mut days = occurrences(&setup.timeline, first, setup.end).take(2);
    let named = days.next();
    let later = if named == Some(first) { days.next() } else { named };
    let Some((ahead, later)) = later.map(|later| ((later - first).num_days(), later)) else { return hints };
    if matches!(setup.timeline, Timeline::Recurring { every: 2.., unit: Unit::Weeks(_) }) && ahead > 7 {
        hints.push(format!(
            "Weeks start on Monday: after the day it starts, the next day is {}, in {ahead} days.",
            day(later)
        ));
    }
    if named != Some(first) && ahead == 1 {
        hints.push(format!("The day it starts counts, too: with {} there are two runs within 24 hours.", day(later)));
    }
    hints
}

/// On which days a plan sends.
fn next_day(timeline: &Timeline) -> String {
    const RULE: &str = "Users qualify at the midnight that ends the day";
    match timeline {
        Timeline::Recurring { unit: Unit::Weeks(days), .. } if !days.is_empty() && days.len() < 7 => {
            let next: Vec<Weekday> = days.iter().map(Weekday::succ).collect();
            format!("{RULE}: every {} sends on {}.", weekdays(days), weekdays(&next))
        }
        _ => format!("{RULE}: what is set for a Tuesday happens from 00:00 on Wednesday."),
    }
}

/// Weekdays as a person reads them: three or more that follow each other as “Monday to Friday”, also over the end of a week.
fn weekdays(days: &[Weekday]) -> String {
    let on = |day: Weekday| days.contains(&day);
    let all = WEEKDAYS.iter().map(|row| row.0);
    let count = all.clone().filter(|day| on(*day)).count();
    // The first days of rows of days: the day before is not one of them.
    let starts: Vec<Weekday> = all.clone().filter(|day| on(*day) && !on(day.pred())).collect();
    if let ([start], 3..) = (starts.as_slice(), count) {
        let last = (1..count).fold(*start, |day, _| day.succ());
        return format!("{} to {}", weekday_name(*start), weekday_name(last));
    }
    let names: Vec<&str> = all.filter(|day| on(*day)).map(weekday_name).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

impl RunReason {
    /// The day that a run belongs to, in a few words: “the day it starts”, “Monday”.
    pub fn named(self, timeline: &Timeline) -> String {
        let weekly = matches!(timeline, Timeline::Recurring { unit: Unit::Weeks(_), .. });
        let of = |date: Date| if weekly { weekday_name(date.weekday()).to_owned() } else { day(date) };
        match self {
            Self::AtActivation => "at activation".to_owned(),
            Self::MidnightAfterActivation(_) => "the day it starts".to_owned(),
            Self::MidnightAfterOccurrence(date) => of(date),
        }
    }
}

#[cfg(test)]
mod tests {
    use journey::{setup::Start, time::read_local};

    use super::*;
    use crate::zone::UtcZone;

    fn weekly(every: u32, days: &[Weekday]) -> Setup {
        let mut setup = Setup::new("UTC");
        setup.timeline = Timeline::Recurring { every, unit: Unit::Weeks(days.to_vec()) };
        setup
    }

    /// The hints but for the first, which says when the days send, with a start on this local time.
    fn more(setup: &Setup, start: &str) -> Vec<String> {
        let mut setup = setup.clone();
        setup.start = Start::Later(read_local(start).unwrap());
        let published = journey::time::read_instant("2026-01-01T00:00:00Z").unwrap();
        hints(&setup, Publishing::at_once(published), &UtcZone).split_off(1)
    }

    #[test]
    fn weekdays_that_follow_each_other_are_told_from_the_first_to_the_last() {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        for (days, said, next) in [
            (&[Mon, Tue, Wed, Thu, Fri][..], "Monday to Friday", "Tuesday to Saturday"),
            (&[Fri, Sat, Sun], "Friday to Sunday", "Saturday to Monday"),
            (&[Sun, Mon, Sat], "Saturday to Monday", "Sunday to Tuesday"),
            (&[Sun], "Sunday", "Monday"),
            (&[Tue, Thu], "Tuesday and Thursday", "Wednesday and Friday"),
            (&[Mon, Tue], "Monday and Tuesday", "Tuesday and Wednesday"),
            (&[Mon, Wed, Fri], "Monday, Wednesday and Friday", "Tuesday, Thursday and Saturday"),
        ] {
            let line = next_day(&weekly(1, days).timeline);
            assert_eq!(line, format!("Users qualify at the midnight that ends the day: every {said} sends on {next}."));
        }
    }

    #[test]
    fn a_start_at_midnight_qualifies_a_day_later() {
        let once = Setup::new("UTC");
        assert_eq!(more(&once, "2026-03-31T00:00").len(), 1);
        assert_eq!(more(&once, "2026-03-31T00:01").len(), 0);
        let at_activation = Setup { run_at_activation: true, ..weekly(1, &[Weekday::Tue]) };
        assert_eq!(more(&at_activation, "2026-03-31T00:00").len(), 0, "users qualify at once");
    }

    #[test]
    fn weeks_start_on_monday_and_the_day_it_starts_counts() {
        // Sunday 29 March: every two weeks on Monday begins with the Monday after the next week.
        let said = more(&weekly(2, &[Weekday::Mon]), "2026-03-29T12:00");
        assert_eq!(
            said,
            ["Weeks start on Monday: after the day it starts, the next day is Monday 6 April, in 8 days."]
        );
        assert_eq!(more(&weekly(2, &[Weekday::Mon]), "2026-03-31T12:00").len(), 1, "in 13 days");
        assert_eq!(more(&weekly(2, &[Weekday::Fri]), "2026-03-31T12:00"), [] as [&str; 0], "this week");
        // Monday 30 March, weekly on Tuesday.
        let said = more(&weekly(1, &[Weekday::Tue]), "2026-03-30T23:00");
        assert_eq!(said, ["The day it starts counts, too: with Tuesday 31 March there are two runs within 24 hours."]);
        assert_eq!(more(&weekly(1, &[Weekday::Tue]), "2026-03-31T23:00"), [] as [&str; 0], "on the day itself");
        assert_eq!(more(&weekly(1, &[Weekday::Mon, Weekday::Tue]), "2026-03-30T23:00"), [] as [&str; 0], "as planned");
    }

    #[test]
    fn an_entry_by_an_event_or_at_activation_alone_needs_no_hint() {
        let published = journey::time::read_instant("2026-01-01T00:00:00Z").unwrap();
        let by_event = Setup { entry: EntryCriteria::OnEvent, ..weekly(2, &[Weekday::Mon]) };
        let at_activation = Setup { run_at_activation: true, ..Setup::new("UTC") };
        for setup in [by_event, at_activation] {
            assert!(hints(&setup, Publishing::at_once(published), &UtcZone).is_empty());
        }
    }

    #[test]
    fn a_run_names_the_day_it_belongs_to() {
        let date = Date::from_ymd_opt(2026, 3, 31).unwrap();
        let weekly = weekly(1, &[Weekday::Tue]).timeline;
        for (run, timeline, said) in [
            (RunReason::AtActivation, &weekly, "at activation"),
            (RunReason::MidnightAfterActivation(date), &weekly, "the day it starts"),
            (RunReason::MidnightAfterOccurrence(date), &weekly, "Tuesday"),
            (RunReason::MidnightAfterOccurrence(date), &Timeline::Dates(vec![date]), "Tuesday 31 March"),
        ] {
            assert_eq!(run.named(timeline), said);
        }
    }
}
