//! The steps of a set on its way: delays and windows, clocks, quiet hours (spec: timing.md §3, §4).

use chrono::{Datelike, Months};
use journey::{
    setup::QuietHours,
    time::{Date, Span},
};

use crate::{
    cached_zone::CachedZone,
    quiet,
    time_set::{DAY, Grid, HORIZON, HOUR, TimeSet, instant, millis},
    zone::{add_span, day_start, to_local},
};

/// An interval longer than this is no longer cut at each clock change: only its ends are exact then. More than two years.
const LONG: i64 = 800 * DAY;

/// A part of what a set becomes: the part, and the least and the most that was waited for it.
pub(crate) type Part = (TimeSet, i64, i64);

/// Until when something is waited for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Until {
    /// Its window closes.
    Span(Span),
    /// For ever.
    Ever,
}

/// The length of a span that begins at an instant, in milliseconds.
pub(crate) fn shift(zone: &CachedZone, at: i64, span: Span) -> i64 {
    match span {
        Span::Minutes(n) => i64::from(n) * 60_000,
        Span::Hours(n) => i64::from(n) * HOUR,
        Span::Days(0) => 0,
        Span::Days(n) => zone.add_days(at, n) - at,
        Span::Weeks(n) => shift(zone, at, Span::Days(n * 7)),
        Span::Months(_) => millis(add_span(zone, instant(at), span)) - at,
    }
}

/// The least and the most that a span can be, wherever it begins; exact but for months and clock changes.
fn bounds(zone: &CachedZone, at: i64, span: Span) -> (i64, i64) {
    match span {
        Span::Months(n) if n > 0 => (i64::from(n) * 28 * DAY - DAY, i64::from(n) * 31 * DAY + DAY),
        _ => (shift(zone, at, span), shift(zone, at, span)),
    }
}

/// The set after something between a least span and a most: a delay where they are the same, a window where they are not.
pub(crate) fn wait(zone: &CachedZone, set: &TimeSet, least: Span, most: Until) -> Vec<Part> {
    let spans = [Some(least), if let Until::Span(span) = most { Some(span) } else { None }];
    let mut starts = vec![set.at.0];
    let long = set.at.1 - set.at.0 > LONG;
    if long && spans.iter().flatten().any(|span| matches!(span, Span::Months(1..))) {
        return wait_months(zone, set, least, most);
    }
    if !set.is_point() {
        // Around a clock change the first to come need not be the first to leave: both ends of a long one are cut there.
        let (from, to) = set.at;
        let ranges = if long { vec![(from, from + 2 * DAY), (to - 2 * DAY, to)] } else { vec![set.at] };
        for range in ranges.into_iter().filter(|range| range.1 < HORIZON || !long) {
            for span in spans.into_iter().flatten() {
                breaks(zone, range, span, &mut starts);
            }
        }
        starts.sort_unstable();
        starts.dedup();
    }
    let mut parts = Vec::with_capacity(starts.len());
    for (i, &from) in starts.iter().enumerate() {
        let to = starts.get(i + 1).map_or(set.at.1, |next| next - 1);
        // In a long part `to` is its end: the ends are exact, the instants between are approximate.
        let last = if long && to < HORIZON { to } else { from };
        let by = (
            shift(zone, from, least),
            match most {
                Until::Span(span) => shift(zone, last, span),
                Until::Ever => HORIZON,
            },
        );
        let (low, high) = if long { (by.0.min(by.1), by.0.max(by.1)) } else { by };
        let part = set.between(from, to).filter(|_| low <= high).and_then(|part| part.wait(low, high));
        let part = part.and_then(|part| part.between(from + by.0, if to >= HORIZON { HORIZON } else { to + by.1 }));
        parts.extend(part.map(|part| (part, low, high)));
    }
    parts
}

/// [`wait`] for a long set and months, which are of different lengths: exact at both ends, roughly between.
fn wait_months(zone: &CachedZone, set: &TimeSet, least: Span, most: Until) -> Vec<Part> {
    const END: i64 = LONG / 4;
    let (from, to) = set.at;
    let (first, last) = (from + END, if to < HORIZON { to - END } else { HORIZON });
    let low = bounds(zone, from, least).0;
    let high = match most {
        Until::Span(span) => bounds(zone, from, span).1,
        Until::Ever => HORIZON,
    };
    let exactly = |part: Option<TimeSet>| part.map_or_else(Vec::new, |part| wait(zone, &part, least, most));
    let mut parts = exactly(set.between(from, first));
    let middle = set.between(first + 1, last).and_then(|part| part.wait(low, high));
    parts.extend(middle.map(|part| (part, low, high)));
    if last < to {
        parts.extend(exactly(set.between(last + 1, to)));
    }
    parts
}

/// Adds the instants within a range at which the length of a span changes.
fn breaks(zone: &CachedZone, range: (i64, i64), span: Span, starts: &mut Vec<i64>) {
    match span {
        Span::Minutes(_) | Span::Hours(_) | Span::Days(0) | Span::Weeks(0) | Span::Months(0) => {}
        Span::Days(n) => breaks_of_days(zone, range, i64::from(n), starts),
        Span::Weeks(n) => breaks_of_days(zone, range, i64::from(n) * 7, starts),
        Span::Months(n) => {
            let mut date = to_local(zone, instant(range.0)).date();
            let mut from = range.0;
            while from <= range.1 {
                // They are as many days from the 1st to the 28th; of the last days each may differ.
                let next = match date.day() {
                    ..=28 => date.with_day(29).or_else(|| date.with_day(1)?.checked_add_months(Months::new(1))),
                    _ => date.succ_opt(),
                };
                let (Some(next), Some(there)) = (next, date.checked_add_months(Months::new(n))) else { return };
                let to = millis(day_start(zone, next)).max(from + 1);
                starts.push(from);
                breaks_of_days(zone, (from, range.1.min(to - 1)), (there - date).num_days(), starts);
                (date, from) = (next, to);
            }
        }
    }
}

/// Adds the instants within a range at which the length of so many days changes: clock changes, and starts that lead to
/// one.
fn breaks_of_days(zone: &CachedZone, (from, to): (i64, i64), days: i64, starts: &mut Vec<i64>) {
    let mut offsets = vec![zone.offset(from)];
    for (at, _, after) in zone.changes(from, to) {
        starts.push(at);
        offsets.push(after);
    }
    let ahead = days * DAY;
    for (at, before, after) in zone.changes(from + ahead - 2 * DAY, to + ahead + 2 * DAY) {
        let target = at + before.max(after) - ahead;
        starts.extend(offsets.iter().map(|offset| target - offset).filter(|start| from < *start && *start <= to));
    }
}

/// Moves each instant of a set to the next one that a clock shows, at or after it. `next` finds it; `period` is their
/// distance but for clock changes.
pub(crate) fn snap(zone: &CachedZone, set: &TimeSet, period: i64, next: &dyn Fn(i64) -> i64) -> Vec<Part> {
    let (from, to) = set.at;
    match set.grid {
        _ if from == to => return snap_grid(zone, set, Grid::points(DAY, from), next),
        Some(grid) if grid.every % period == 0 => return snap_grid(zone, set, grid, next),
        _ => {}
    }
    let mut parts = Vec::new();
    let (mut at, mut before) = (next(from), from - 1);
    loop {
        let single = |part: Option<TimeSet>, at: i64| Some((part?.gathered(at)?, 0, at - before - 1));
        if at >= to || at >= HORIZON {
            parts.extend(single(set.between(before + 1, to), at));
            break;
        }
        if at - from > LONG {
            let rest = set.between(before + 1, to).and_then(|rest| rest.wait(0, period + DAY));
            let end = if to >= HORIZON { HORIZON } else { next(to) };
            parts.extend(rest.and_then(|rest| rest.between(at, end)).map(|rest| (rest, 0, period + DAY)));
            break;
        }
        let following = next(at + 1);
        if following - at != period || at - before > period {
            parts.extend(single(set.between(before + 1, at), at));
            (before, at) = (at, following);
            continue;
        }
        // A run of them, to the next clock change.
        let wanted = (to.min(at + LONG) - at + period - 1) / period * period + at;
        let change = zone.change(at, wanted).unwrap_or(wanted + 1);
        let last = at + (change - 1 - at) / period * period;
        let run = set.between(before + 1, last).and_then(|run| run.wait(0, period - 1));
        let run = run.and_then(|run| run.between(at, last)).and_then(|run| run.on(period, at));
        parts.extend(run.map(|run| (run, 0, period - 1)));
        if last >= to {
            break;
        }
        (before, at) = (last, next(last + 1));
    }
    parts
}

/// [`snap`] for a set on a grid as wide as what the clock shows, or wider: it stays on it as long as the clocks do not change.
fn snap_grid(zone: &CachedZone, set: &TimeSet, grid: Grid, next: &dyn Fn(i64) -> i64) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut at, to) = set.at;
    while at <= to && at < HORIZON {
        let start = grid.start(at);
        let end = start + grid.width;
        let due = next(end);
        let change = zone.change(start, to.min(start + LONG) + (due - start)).unwrap_or(to + (due - start) + 1);
        // An instant that a clock change has moved is handled by itself.
        let usual = |at: i64| next(at + grid.every) == next(at) + grid.every;
        let more = if due < change && usual(start) && usual(end) { (change - 1 - due) / grid.every } else { 0 };
        if more == 0 {
            let one = set.between(at, end.min(to)).map(TimeSet::solid);
            parts.extend(one.map_or_else(Vec::new, |one| snap_one(&one, next)));
            at = grid.up(end + 1);
            continue;
        }
        let last = (end + more * grid.every).min(to);
        let mut first = start;
        while first <= end {
            let due = next(first);
            let until = due.min(end);
            let (least, most) = (due - until, due - first);
            let part = set.on_part(Grid { phase: first, width: until - first, ..grid });
            let part = part.and_then(|part| part.between(at, last)).and_then(|part| part.wait(least, most));
            let part = part.and_then(|part| part.on(grid.every, due));
            parts.extend(part.map(|part| (part, least, most)));
            first = until + 1;
        }
        at = grid.up(last + 1);
    }
    parts
}

/// [`snap`] for a set that is one stretch and no longer than a few of what the clock shows.
fn snap_one(set: &TimeSet, next: &dyn Fn(i64) -> i64) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut from, to) = set.at;
    while from <= to {
        let at = next(from);
        let part = set.between(from, at.min(to)).and_then(|part| part.gathered(at));
        parts.extend(part.map(|part| (part, at - at.min(to), at - from)));
        from = at + 1;
    }
    parts
}

/// The parts of a set at the instants that a clock shows.
pub(crate) fn only(zone: &CachedZone, set: &TimeSet, period: i64, next: &dyn Fn(i64) -> i64) -> Vec<Part> {
    let mut parts = Vec::new();
    let (from, to) = set.at;
    let mut at = next(from);
    while at <= to && at < HORIZON {
        if at - from > LONG {
            parts.extend(set.between(at, to).map(|rest| (rest, 0, 0)));
            break;
        }
        let following = next(at + 1);
        let last = if following - at == period {
            let end = to.min(at + LONG);
            let change = zone.change(at, end).unwrap_or(end + 1);
            at + (change - 1 - at) / period * period
        } else {
            at
        };
        let part = set.between(at, last).and_then(|part| part.on(period, at));
        parts.extend(part.map(|part| (part, 0, 0)));
        at = next(last + 1);
    }
    parts
}

/// The quiet hours of a setup in one zone, as far as they were looked at.
pub(crate) struct Quiet<'a> {
    hours: &'a QuietHours,
    zone: &'a CachedZone<'a>,
    /// In order; those that touch taken together.
    spans: Vec<(i64, i64)>,
    /// The first day not looked at.
    next: Option<Date>,
    /// From when to when they are known.
    known: (i64, i64),
}

/// The effect of quiet hours on a part of a set.
pub(crate) enum Held {
    /// Nothing: it goes out.
    Sent,
    /// It lies in them, until their end; `None` where they do not end.
    Until(Option<i64>),
}

/// The longest that quiet hours can last and still repeat every week: longer ones leave no legal moment.
const ENDLESS: i64 = 9 * DAY;

impl<'a> Quiet<'a> {
    pub fn new(hours: &'a QuietHours, zone: &'a CachedZone<'a>) -> Self {
        Self { hours, zone, spans: Vec::new(), next: None, known: (HORIZON, -HORIZON) }
    }

    /// Looks as far as an instant, and a fortnight beyond.
    fn look(&mut self, from: i64, to: i64) {
        if self.known.0 <= from && to <= self.known.1 {
            return;
        }
        self.known.1 = self.known.1.max(to);
        if from < self.known.0 {
            self.spans.clear();
            self.known = (from, to);
            self.next = to_local(self.zone, instant(from)).date().checked_sub_days(chrono::Days::new(10));
        }
        let end = to_local(self.zone, instant(to)).date().checked_add_days(chrono::Days::new(14));
        self.known.1 += 2 * DAY;
        while let Some(date) = self.next.filter(|next| end.is_some_and(|end| *next <= end)) {
            let mut today: Vec<(i64, i64)> = self
                .hours
                .windows
                .iter()
                .flat_map(|window| quiet::open(window, self.zone, date))
                .map(|(from, to)| (millis(from), millis(to)))
                .collect();
            today.sort_unstable();
            for (mut from, mut to) in today {
                // Those it touches, among the last: a day that the zone skips has its windows a day later, behind some of
                // the day that follows.
                let first = self.spans.iter().rposition(|span| span.1 < from).map_or(0, |n| n + 1);
                let behind = self.spans[first..].iter().take_while(|span| span.0 <= to).count() + first;
                if let [nearest, ..] = self.spans[first..behind] {
                    (from, to) = (from.min(nearest.0), to.max(self.spans[behind - 1].1));
                }
                self.spans.splice(first..behind, [(from, to)]);
            }
            self.next = date.succ_opt();
        }
    }

    /// The quiet hours between two instants.
    pub fn between(&mut self, from: i64, to: i64) -> Vec<(i64, i64)> {
        self.look(from, to);
        let first = self.spans.partition_point(|span| span.1 <= from);
        self.spans[first..].iter().take_while(|span| span.0 <= to).copied().collect()
    }

    /// The effect on a message that is due at an instant, and the last instant with that effect: the horizon where it
    /// never changes.
    pub fn held(&mut self, at: i64) -> (i64, Held) {
        self.look(at, at);
        let next = self.spans.partition_point(|span| span.1 <= at);
        match self.spans.get(next) {
            Some((from, until)) if *from <= at && until - at > ENDLESS => (HORIZON, Held::Until(None)),
            Some((from, until)) if *from <= at => (until - 1, Held::Until(Some(*until))),
            Some((from, _)) => (from - 1, Held::Sent),
            None => (HORIZON, Held::Sent),
        }
    }

    /// Cuts a set at the quiet hours: its parts in order, and what becomes of each.
    pub fn cut(&mut self, set: &TimeSet, apart: usize) -> Vec<(TimeSet, Held)> {
        let (mut at, to) = set.at;
        let mut parts = Vec::new();
        let mut quiet = false;
        while at <= to {
            if parts.len() > apart {
                // The rest is treated as one, except for its end, which is looked up by itself as it may be far away.
                let beyond = || Self::new(self.hours, self.zone).between(to, to).first().copied();
                let end = if to >= HORIZON { None } else { beyond().filter(|span| span.0 <= to) };
                let last = end.map_or(to, |span| span.0 - 1);
                parts.extend(set.between(at, last).map(|rest| (rest, Held::Sent)));
                if quiet {
                    let until = end.map_or(to, |span| span.1);
                    parts.extend(set.between(at, to).map(|rest| (rest, Held::Until(Some(until)))));
                }
                break;
            }
            let (end, held) = self.held(at);
            if let Some(part) = set.between(at, end.min(to)) {
                quiet |= matches!(held, Held::Until(_));
                parts.push((part, held));
            }
            at = end + 1;
        }
        // A grid that misses all quiet hours stays in one piece.
        if parts.len() > 1 && !quiet {
            return vec![(*set, Held::Sent)];
        }
        parts
    }
}
