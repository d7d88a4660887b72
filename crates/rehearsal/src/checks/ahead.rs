//! The period ahead that the checks cover.

use crate::{runs::Run, time_set::days_later, timetable::TimetableQuery};

/// The days ahead for which runs and clock changes are checked: a year and more.
pub(super) const AHEAD: i64 = 400;

/// The runs of the first year, and no more than so many.
pub(super) fn year(ask: &TimetableQuery, most: usize) -> impl Iterator<Item = Run> {
    let runs = ask.runs_from(ask.from, most);
    let until = runs.first().map(|run| days_later(run.at, AHEAD));
    runs.into_iter().take_while(move |run| until.is_some_and(|until| run.at < until))
}
