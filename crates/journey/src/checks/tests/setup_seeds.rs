//! Faults of the name and the setup.

use super::*;
use crate::model::{
    graph::When,
    setup::{EntryCriteria, MonthDay, QuietHandling, QuietHours, QuietWindow, Start, Timeline, Unit},
    time::{ClockTime, Weekday, read_date},
};

fn clock(hour: u16, minute: u16) -> ClockTime {
    ClockTime::new(hour, minute).unwrap()
}

fn later(text: &str) -> Start {
    Start::Later(read_local(text).unwrap())
}

fn dates(list: &[&str]) -> Timeline {
    Timeline::Dates(list.iter().map(|date| read_date(date).unwrap()).collect())
}

/// A date that no file can hold and no form takes, but a draft can.
fn far() -> crate::model::time::Date {
    crate::model::time::Date::from_ymd_opt(9999, 12, 31).unwrap()
}

fn every(every: u32, unit: Unit) -> Timeline {
    Timeline::Recurring { every, unit }
}

fn monthly(case: &mut Case, day: MonthDay) {
    case.setup().timeline = every(1, Unit::Months(day));
}

fn window(days: &[usize], from: (u16, u16), to: (u16, u16)) -> QuietWindow {
    let days = days.iter().map(|day| crate::model::time::WEEKDAYS[*day].0).collect();
    QuietWindow { days, from: clock(from.0, from.1), to: clock(to.0, to.1) }
}

fn quiet(case: &mut Case, windows: Vec<QuietWindow>) {
    case.setup().quiet_hours = Some(QuietHours { windows, handling: QuietHandling::After });
}

const WEEK: &[usize] = &[0, 1, 2, 3, 4, 5, 6];
const WORKDAYS: &[usize] = &[0, 1, 2, 3, 4];

fn goal(case: &mut Case, kind: Kind, change: fn(&mut Node)) {
    let mut node = filled("goal", kind);
    change(&mut node);
    case.setup().goals.push(Goal { name: String::new(), kind, segment: node.segment });
}

pub(super) fn seeds() -> Vec<Seed> {
    use SetupField as S;
    let name = || Location::Journey(JourneyField::Name);
    let setup = Location::Setup;
    vec![
        fault(CheckId::NameMissing, name(), |c| c.name.clear()),
        fault(CheckId::NameMissing, name(), |c| c.name = " \t ".into()),
        fault(CheckId::NameMissing, name(), |c| c.name = "\u{200b}\u{feff}".into()),
        near_miss(CheckId::NameMissing, |c| c.name = " x ".into()),
        fault(CheckId::NameTooLong, name(), |c| c.name = "x".repeat(101)),
        fault(CheckId::NameTooLong, name(), |c| c.name = "é ".repeat(80)),
        fault(CheckId::NameTooLong, name(), |c| c.name = "🎉".repeat(10_000)),
        near_miss(CheckId::NameTooLong, |c| c.name = format!("  {}  ", "é".repeat(100))),
        fault(CheckId::NameControl, name(), |c| c.name = "a\nb".into()),
        fault(CheckId::NameControl, name(), |c| c.name = "a\tb".into()),
        fault(CheckId::NameControl, name(), |c| c.name = "a\u{7}".into()),
        near_miss(CheckId::NameControl, |c| c.name = "ab\u{202e}cd\n".into()),
        fault(CheckId::NameTaken, name(), |c| c.taken = true),
        fault(CheckId::NameTaken, name(), |c| (c.taken, c.name) = (true, "welcome".into())),
        fault(CheckId::NameTaken, name(), |c| (c.taken, c.name) = (true, "x".repeat(100))),
        near_miss(CheckId::NameTaken, |c| (c.taken, c.name) = (true, String::new())),
        fault(CheckId::DatesMissing, setup(S::Timeline), |c| c.setup().timeline = dates(&[])),
        fault(CheckId::DatesMissing, setup(S::Timeline), |c| {
            c.setup().timeline = dates(&[]);
            c.setup().start = later("2026-04-01T00:00");
        }),
        fault(CheckId::DatesMissing, setup(S::Timeline), |c| {
            c.setup().timeline = dates(&[]);
            c.setup().reentry = true;
        }),
        near_miss(CheckId::DatesMissing, |c| c.setup().timeline = dates(&["2026-03-10"])),
        fault(CheckId::DatesPast, setup(S::Timeline), |c| c.setup().timeline = dates(&["2026-03-09"])),
        fault(CheckId::DatesPast, setup(S::Timeline), |c| c.setup().timeline = dates(&["2026-03-09", "2025-12-31"])),
        fault(CheckId::DatesPast, setup(S::Timeline), |c| {
            c.setup().timeline = dates(&["2026-03-31"]);
            c.setup().start = later("2026-04-01T00:00");
        }),
        near_miss(CheckId::DatesPast, |c| c.setup().timeline = dates(&["2026-03-09", "2026-03-10"])),
        fault(CheckId::DatePast, setup(S::Timeline), |c| c.setup().timeline = dates(&["2026-03-09", "2026-03-10"])),
        fault(CheckId::DatePast, setup(S::Timeline), |c| {
            c.setup().timeline = dates(&["2027-01-01", "2025-01-01", "2025-01-02"]);
        }),
        fault(CheckId::DatePast, setup(S::Timeline), |c| {
            c.setup().timeline = dates(&["2026-03-31", "2026-04-01"]);
            c.setup().start = later("2026-04-01T23:59");
        }),
        near_miss(CheckId::DatePast, |c| c.setup().timeline = dates(&["2026-03-10", "2026-03-11"])),
        fault(CheckId::WeekdayMissing, setup(S::Timeline), |c| c.setup().timeline = every(1, Unit::Weeks(vec![]))),
        fault(CheckId::WeekdayMissing, setup(S::Timeline), |c| c.setup().timeline = every(4, Unit::Weeks(vec![]))),
        fault(CheckId::WeekdayMissing, setup(S::Timeline), |c| {
            c.setup().timeline = every(1, Unit::Weeks(vec![]));
            c.setup().run_at_activation = true;
        }),
        near_miss(CheckId::WeekdayMissing, |c| {
            // An event-triggered entry does not look at it.
            c.setup().timeline = every(1, Unit::Weeks(vec![]));
            c.setup().entry = EntryCriteria::OnEvent;
            *c.node("in") = Node { entry: true, window: None, ..filled("in", Kind::Action) };
        }),
        fault(CheckId::EveryInvalid, setup(S::Timeline), |c| c.setup().timeline = every(0, Unit::Days)),
        fault(CheckId::EveryInvalid, setup(S::Timeline), |c| {
            c.setup().timeline = every(0, Unit::Weeks(vec![Weekday::Mon]));
        }),
        fault(CheckId::EveryInvalid, setup(S::Timeline), |c| c.setup().timeline = every(367, Unit::Days)),
        near_miss(CheckId::EveryInvalid, |c| c.setup().timeline = every(366, Unit::Days)),
        fault(CheckId::MonthDayInvalid, setup(S::Timeline), |c| monthly(c, MonthDay::Day(0))),
        fault(CheckId::MonthDayInvalid, setup(S::Timeline), |c| monthly(c, MonthDay::Day(32))),
        fault(CheckId::MonthDayInvalid, setup(S::Timeline), |c| monthly(c, MonthDay::Nth(0, Weekday::Mon))),
        fault(CheckId::MonthDayInvalid, setup(S::Timeline), |c| monthly(c, MonthDay::Nth(6, Weekday::Mon))),
        near_miss(CheckId::MonthDayInvalid, |c| monthly(c, MonthDay::Nth(-1, Weekday::Sun))),
        fault(CheckId::MonthDayMissing, setup(S::Timeline), |c| monthly(c, MonthDay::Day(29))),
        fault(CheckId::MonthDayMissing, setup(S::Timeline), |c| monthly(c, MonthDay::Day(30))),
        fault(CheckId::MonthDayMissing, setup(S::Timeline), |c| monthly(c, MonthDay::Day(31))),
        near_miss(CheckId::MonthDayMissing, |c| monthly(c, MonthDay::Day(28))),
        fault(CheckId::StartPast, setup(S::Start), |c| c.setup().start = later("2026-03-10T11:59")),
        fault(CheckId::StartPast, setup(S::Start), |c| c.setup().start = later("2025-12-24T18:00")),
        fault(CheckId::StartPast, setup(S::Start), |c| {
            c.setup().start = later("2026-03-09T12:00");
            c.setup().entry = EntryCriteria::OnEvent;
        }),
        near_miss(CheckId::StartPast, |c| c.setup().start = later("2026-03-10T12:00")),
        fault(CheckId::EndBeforeStart, setup(S::End), |c| c.setup().end = read_date("2026-03-09")),
        fault(CheckId::EndBeforeStart, setup(S::End), |c| {
            c.setup().start = later("2026-05-01T00:00");
            c.setup().end = read_date("2026-04-30");
        }),
        fault(CheckId::EndBeforeStart, setup(S::End), |c| {
            c.setup().start = later("2026-01-01T00:00");
            c.setup().end = read_date("2026-02-01");
        }),
        near_miss(CheckId::EndBeforeStart, |c| {
            c.setup().start = later("2026-05-01T23:59");
            c.setup().end = read_date("2026-05-01");
        }),
        fault(CheckId::DateFar, setup(S::End), |c| c.setup().end = Some(far())),
        fault(CheckId::DateFar, setup(S::Start), |c| c.setup().start = Start::Later(far().into())),
        fault(CheckId::DateFar, setup(S::Timeline), |c| {
            c.setup().timeline = Timeline::Dates(vec![far(), read_date("2026-03-10").unwrap()]);
        }),
        near_miss(CheckId::DateFar, |c| {
            c.setup().end = read_date("2999-12-31");
            c.setup().start = later("2999-12-31T23:59");
            c.setup().timeline = dates(&["2999-12-31"]);
        }),
        near_miss(CheckId::DateFar, |c| {
            // An event-triggered entry does not look at it.
            c.setup().timeline = Timeline::Dates(vec![far()]);
            c.setup().entry = EntryCriteria::OnEvent;
            *c.node("in") = Node { entry: true, window: None, ..filled("in", Kind::Action) };
        }),
        fault(CheckId::ZoneUnknown, setup(S::Zone), |c| c.setup().zone = "Mars/Olympus".into()),
        fault(CheckId::ZoneUnknown, setup(S::Zone), |c| c.setup().zone.clear()),
        fault(CheckId::ZoneUnknown, setup(S::Zone), |c| c.setup().zone = "<script>".repeat(10_000)),
        near_miss(CheckId::ZoneUnknown, |c| c.setup().zone = "Europe/Paris".into()),
        fault(CheckId::QuietOverlap, setup(S::QuietWindow(1)), |c| {
            quiet(c, vec![window(WEEK, (22, 0), (8, 0)), window(&[2], (7, 59), (9, 0))]);
        }),
        fault(CheckId::QuietOverlap, setup(S::QuietWindow(2)), |c| {
            // Sunday night runs into Monday.
            quiet(c, vec![window(&[6], (22, 0), (8, 0)), window(&[2], (7, 0), (9, 0)), window(&[0], (6, 0), (7, 0))]);
        }),
        fault(CheckId::QuietOverlap, setup(S::QuietWindow(1)), |c| {
            quiet(c, vec![window(WORKDAYS, (12, 0), (13, 0)), window(WORKDAYS, (12, 0), (13, 0))]);
        }),
        near_miss(CheckId::QuietOverlap, |c| {
            quiet(c, vec![window(WEEK, (22, 0), (8, 0)), window(WEEK, (8, 0), (9, 0)), window(&[], (0, 0), (0, 0))]);
        }),
        near_miss(CheckId::QuietOverlap, |c| {
            quiet(c, vec![window(&[0], (0, 0), (0, 0)), window(&[1], (0, 0), (0, 0))]);
        }),
        fault(CheckId::QuietEmpty, setup(S::QuietHours), |c| quiet(c, vec![])),
        fault(CheckId::QuietEmpty, setup(S::QuietHours), |c| {
            quiet(c, vec![]);
            c.setup().user_zone = true;
        }),
        fault(CheckId::QuietEmpty, setup(S::QuietHours), |c| {
            c.setup().quiet_hours = Some(QuietHours { windows: vec![], handling: QuietHandling::Drop });
        }),
        near_miss(CheckId::QuietEmpty, |c| quiet(c, vec![window(&[6], (0, 0), (0, 1))])),
        fault(CheckId::QuietNoDays, setup(S::QuietWindow(0)), |c| quiet(c, vec![window(&[], (22, 0), (8, 0))])),
        fault(CheckId::QuietNoDays, setup(S::QuietWindow(1)), |c| {
            quiet(c, vec![window(WEEK, (22, 0), (8, 0)), window(&[], (12, 0), (13, 0))]);
        }),
        fault(CheckId::QuietNoDays, setup(S::QuietWindow(0)), |c| {
            quiet(c, vec![window(&[], (0, 0), (0, 0)), window(&[0], (12, 0), (13, 0))]);
        }),
        near_miss(CheckId::QuietNoDays, |c| quiet(c, vec![window(&[3], (22, 0), (8, 0))])),
        fault(CheckId::QuietEndless, setup(S::QuietHours), |c| quiet(c, vec![window(WEEK, (0, 0), (0, 0))])),
        fault(CheckId::QuietEndless, setup(S::QuietHours), |c| {
            quiet(c, vec![window(WEEK, (8, 0), (20, 0)), window(WEEK, (19, 0), (8, 0))]);
        }),
        fault(CheckId::QuietEndless, setup(S::QuietHours), |c| {
            quiet(c, vec![window(WORKDAYS, (6, 30), (6, 30)), window(&[5, 6], (6, 30), (6, 30))]);
        }),
        near_miss(CheckId::QuietEndless, |c| {
            quiet(c, vec![window(WEEK, (8, 0), (20, 0)), window(WEEK, (20, 1), (8, 0))]);
        }),
        fault(CheckId::ClockInQuiet, field("mail", NodeField::When), |c| {
            quiet(c, vec![window(WEEK, (22, 0), (8, 0))]);
            c.node("mail").when = When::Clock(clock(7, 59));
        }),
        fault(CheckId::ClockInQuiet, field("mail", NodeField::When), |c| {
            quiet(c, vec![window(WORKDAYS, (12, 0), (13, 0)), window(&[5, 6], (12, 30), (18, 0))]);
            c.node("mail").when = When::Clock(clock(12, 30));
        }),
        fault(CheckId::ClockInQuiet, field("text", NodeField::When), |c| {
            quiet(c, vec![window(WEEK, (22, 0), (22, 1))]);
            c.add("text", Kind::Sms).when = When::Clock(clock(22, 0));
        }),
        near_miss(CheckId::ClockInQuiet, |c| {
            quiet(c, vec![window(WEEK, (22, 0), (8, 0))]);
            c.node("mail").when = When::Clock(clock(8, 0));
        }),
        near_miss(CheckId::ClockInQuiet, |c| {
            // On weekdays alone: it goes out on Saturdays.
            quiet(c, vec![window(WORKDAYS, (12, 0), (13, 0))]);
            c.node("mail").when = When::Clock(clock(12, 30));
        }),
        near_miss(CheckId::ClockInQuiet, |c| {
            // Quiet hours do not hold back what is shown in the app.
            quiet(c, vec![window(WEEK, (22, 0), (8, 0))]);
            c.add("app", Kind::InApp).when = When::Clock(clock(23, 0));
        }),
        fault(CheckId::ControlInvalid, setup(S::Control), |c| c.setup().control_percent = 1),
        fault(CheckId::ControlInvalid, setup(S::Control), |c| c.setup().control_percent = 100),
        fault(CheckId::ControlInvalid, setup(S::Control), |c| c.setup().control_percent = 255),
        near_miss(CheckId::ControlInvalid, |c| c.setup().control_percent = 99),
        near_miss(CheckId::ControlInvalid, |c| c.setup().control_percent = 2),
        fault(CheckId::NoTimeout, setup(S::Timeout), |c| c.setup().timeout = None),
        fault(CheckId::NoTimeout, setup(S::Timeout), |c| {
            c.setup().timeout = None;
            c.add("wait", Kind::Action);
        }),
        fault(CheckId::NoTimeout, setup(S::Timeout), |c| {
            c.setup().timeout = None;
            c.setup().entry = EntryCriteria::OnEvent;
        }),
        near_miss(CheckId::NoTimeout, |c| c.setup().timeout = Some(Span::Minutes(1))),
        fault(CheckId::ReachedOnce, setup(S::Entry), |c| c.setup().timeline = every(1, Unit::Days)),
        fault(CheckId::ReachedOnce, setup(S::Entry), |c| {
            c.setup().timeline = every(2, Unit::Weeks(vec![Weekday::Tue]));
            c.setup().run_at_activation = true;
        }),
        fault(CheckId::ReachedOnce, setup(S::Entry), |c| c.setup().timeline = dates(&["2026-03-11", "2026-03-12"])),
        near_miss(CheckId::ReachedOnce, |c| c.setup().timeline = dates(&["2026-03-09", "2026-03-11"])),
        near_miss(CheckId::ReachedOnce, |c| {
            c.setup().timeline = every(1, Unit::Days);
            c.setup().reentry = true;
        }),
        fault(CheckId::NoGoal, setup(S::Goals), |c| c.setup().goals.clear()),
        fault(CheckId::NoGoal, setup(S::Goals), |c| {
            c.setup().goals.clear();
            c.setup().control_percent = 10;
        }),
        fault(CheckId::NoGoal, setup(S::Goals), |c| {
            c.setup().goals.clear();
            c.setup().timeout = None;
        }),
        near_miss(CheckId::NoGoal, |c| c.setup().goals[0].name.clear()),
        fault(CheckId::GoalsTooMany, setup(S::Goals), |c| (0..3).for_each(|_| goal(c, Kind::Action, |_| {}))),
        fault(CheckId::GoalsTooMany, setup(S::Goals), |c| (0..3).for_each(|_| goal(c, Kind::PageVisit, |_| {}))),
        fault(CheckId::GoalsTooMany, setup(S::Goals), |c| (0..9).for_each(|_| goal(c, Kind::PastBehavior, |_| {}))),
        near_miss(CheckId::GoalsTooMany, |c| (0..2).for_each(|_| goal(c, Kind::Action, |_| {}))),
        fault(CheckId::GoalIncomplete, setup(S::Goal(1, Some("event"))), |c| {
            goal(c, Kind::Action, |node| _ = node.segment.set("event", None));
        }),
        fault(CheckId::GoalIncomplete, setup(S::Goal(1, None)), |c| goal(c, Kind::Push, |_| {})),
        fault(CheckId::GoalIncomplete, setup(S::Goal(1, None)), |c| goal(c, Kind::CustomList, |_| {})),
        fault(CheckId::GoalIncomplete, setup(S::Goal(1, Some("where"))), |c| {
            goal(c, Kind::Action, |node| _ = node.segment.set("where", Some(conditions(&[one("", "x")]).into())));
        }),
        near_miss(CheckId::GoalIncomplete, |c| goal(c, Kind::Action, |node| _ = node.segment.set("where", None))),
    ]
}
