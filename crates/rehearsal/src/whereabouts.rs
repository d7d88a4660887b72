//! The data of the time line (spec: timing.md §5): the nodes where users can be at an instant, the messages of each day,
//! quiet hours and clock changes.

use journey::{
    kind::Kind,
    setup::Setup,
    time::{Date, Instant},
};

use crate::{
    cached_zone::CachedZone,
    pace::{Pace, straight},
    propagation::{Cause, From, StateNode},
    steps::Quiet,
    time_set::{HORIZON, HOUR, instant, millis},
    timetable::{MessageInstant, Pass, Timetable},
    zone::{Zone, day_start, next_day, to_local},
};

/// The most days, quiet hours or clock changes in one answer.
pub const MOST: usize = 800;

/// The ways in which users can be at a node within a stretch of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// Somebody can arrive.
    pub passes: bool,
    /// Somebody can wait there: for an outcome, a clock time, the end of quiet hours, or for ever.
    pub waits: bool,
    /// Somebody can be on the way there, in a link's delay.
    pub comes: bool,
}

impl Presence {
    /// True where nobody can be there.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

/// A clock change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockChange {
    /// When.
    pub at: Instant,
    /// By how many seconds the clocks go forward; below nought, back.
    pub by: i64,
}

/// The first and the last message of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Channel {
    /// The channel.
    pub kind: Kind,
    /// The first message, and the place of its engagement.
    pub first: (MessageInstant, usize),
    /// The last one; `None` where there is none.
    pub last: Option<(MessageInstant, usize)>,
}

/// The way in which a user is at a node.
#[derive(Clone, Copy, PartialEq)]
enum Stay {
    Passes,
    Waits,
    Comes,
}

impl Stay {
    const ALL: [Self; 3] = [Self::Passes, Self::Waits, Self::Comes];
}

impl Timetable {
    /// The ways in which users can be at each node, by its place, between two instants (both included). It covers the
    /// runs that were asked for, the first and the last one.
    pub fn whereabouts(&self, from: Instant, to: Instant) -> Vec<Presence> {
        let (from, to) = (millis(from), millis(to));
        let mut all = vec![Presence::default(); self.nodes.len()];
        let mut mark = |place: usize, stay: Stay| {
            let presence = &mut all[place];
            match stay {
                Stay::Passes => presence.passes = true,
                Stay::Waits => presence.waits = true,
                Stay::Comes => presence.comes = true,
            }
        };
        if self.gap.is_some() {
            // Between those who enter first and those who enter last, others do at any time.
            for (place, stay, first, last) in self.hulls() {
                if first <= to && from <= last {
                    mark(place, stay);
                }
            }
            return all;
        }
        for pass in &self.passes {
            for piece in &pass.flow.pieces {
                let place = piece.node as usize;
                if matches!(piece.cause, Cause::Enters | Cause::Link(..)) && piece.set.hits(from, to) {
                    mark(place, Stay::Passes);
                }
                if let Some((stay, first)) = stay(pass, piece)
                    && first <= to
                    && piece.set.hits(from, to.saturating_add(piece.wait.1))
                {
                    mark(place, stay);
                }
            }
            for (place, first, last) in self.kept(pass) {
                if first <= to && from <= last {
                    mark(place, Stay::Waits);
                }
            }
        }
        all
    }

    /// The nodes where users stay until the journey timeout: place, from, to.
    fn kept<'a>(&'a self, pass: &'a Pass) -> impl Iterator<Item = (usize, i64, i64)> + 'a {
        let places = self.keeps.iter().flat_map(|place| pass.flow.arrivals[*place].iter().map(|n| (*place, *n)));
        places.map(|(place, n)| {
            let set = pass.flow.pieces[n as usize].set;
            (place, set.at.0, set.last_inside())
        })
    }

    /// From when to when somebody can be somewhere at all, with event-triggered entry.
    fn hulls(&self) -> impl Iterator<Item = (usize, Stay, i64, i64)> + '_ {
        let mut hulls = vec![[None::<(i64, i64)>; Stay::ALL.len()]; self.nodes.len()];
        let mut widen = |place: usize, stay: Stay, from: i64, to: i64| {
            let to = if self.closes.is_none() { HORIZON } else { to };
            let hull = hulls[place][stay as usize].get_or_insert((from, to));
            *hull = (hull.0.min(from), hull.1.max(to));
        };
        for pass in &self.passes {
            for piece in &pass.flow.pieces {
                if matches!(piece.cause, Cause::Enters | Cause::Link(..)) {
                    widen(piece.node as usize, Stay::Passes, piece.set.at.0, piece.set.at.1);
                }
                if let Some((stay, first)) = stay(pass, piece) {
                    widen(piece.node as usize, stay, first, piece.set.at.1);
                }
            }
            for (place, first, last) in self.kept(pass) {
                widen(place, Stay::Waits, first, last);
            }
        }
        hulls.into_iter().enumerate().flat_map(|(place, hulls)| {
            Stay::ALL
                .into_iter()
                .zip(hulls)
                .filter_map(move |(stay, hull)| hull.map(|(from, to)| (place, stay, from, to)))
        })
    }

    /// The most messages that one user can get on each day of the journey's zone, from one date to another, up to [`MOST`].
    /// Of several runs the one with the most counts, as a user inside never qualifies again.
    pub fn daily(&self, zone: &dyn Zone, from: Date, to: Date) -> Vec<(Date, u32)> {
        straight(self.daily_paced(zone, from, to, &Pace::default()))
    }

    /// [`Timetable::daily`], made at a pace.
    pub async fn daily_paced(&self, zone: &dyn Zone, from: Date, to: Date, pace: &Pace<'_>) -> Vec<(Date, u32)> {
        let dates: Vec<Date> = from.iter_days().take_while(|date| *date <= to).take(MOST).collect();
        let counts = self.counts(zone, &dates, pace).await;
        let mut days: Vec<(Date, u32)> = dates.into_iter().zip(counts).collect();
        if let Some((from, to)) = self.gap {
            // In between others enter, for whom it is as for the first.
            let date = |at: i64| to_local(zone, instant(at)).date();
            let (first, last) = (date(from), date(to));
            let before: Vec<Date> = (0..16).rev().map(|n| first - chrono::TimeDelta::days(n)).collect();
            let usual = self.counts(zone, &before, pace).await.into_iter().max().unwrap_or(0);
            for (_, count) in days.iter_mut().filter(|(date, _)| first < *date && *date <= last) {
                *count = (*count).max(usual);
            }
        }
        days
    }

    /// The most messages that one user can get on each of some dates, which ascend.
    async fn counts(&self, zone: &dyn Zone, dates: &[Date], pace: &Pace<'_>) -> Vec<u32> {
        let bounds = |date: &Date| (millis(day_start(zone, *date)), millis(day_start(zone, next_day(*date))) - 1);
        let bounds: Vec<(i64, i64)> = dates.iter().map(bounds).collect();
        let mut counts = vec![0; dates.len()];
        for pass in &self.passes {
            let mut sweep = Sweep::new(pass);
            for (count, (from, to)) in counts.iter_mut().zip(&bounds) {
                let (most, looked_at) = sweep.most(*from, *to);
                *count = most.max(*count);
                pace.step(1 + looked_at).await;
            }
        }
        counts
    }

    /// The first and the last message of each channel, in the order of the palette.
    pub fn channels(&self) -> Vec<Channel> {
        let of = |kind: &Kind| {
            let mut messages = self.messages.iter().filter(|message| message.kind == *kind);
            let first = messages.clone().next()?;
            let last = messages.try_fold(None, |last: Option<(MessageInstant, usize)>, message| {
                let latest = message.latest?;
                Some(Some(last.filter(|last| last.0.at >= latest.at).unwrap_or((latest, message.place))))
            });
            Some(Channel { kind: *kind, first: (first.earliest, first.place), last: last.flatten() })
        };
        Kind::ALL.iter().filter_map(of).collect()
    }
}

/// The wait that a piece ends, and its start; `None` where it ends no wait.
fn stay(pass: &Pass, piece: &StateNode) -> Option<(Stay, i64)> {
    let From::StateNode(before) = piece.from else { return None };
    let first = pass.flow.pieces[before as usize].set.at.0.max(piece.set.at.0.saturating_sub(piece.wait.1));
    let stay = match piece.cause {
        Cause::Link(..) => Stay::Comes,
        Cause::Enters | Cause::Join | Cause::NotQuiet | Cause::Quiet | Cause::Midnight | Cause::GoesRound => {
            return None;
        }
        _ => Stay::Waits,
    };
    (piece.wait.1 > 0).then_some((stay, first))
}

/// The pieces of a pass, day by day: each day looks at those that lie on it, not at all of them.
struct Sweep<'a> {
    pass: &'a Pass,
    /// Those to come, by when they begin.
    ahead: Vec<u32>,
    next: usize,
    /// Those that have begun and not ended, in the order of the pass.
    here: Vec<u32>,
    /// The most sendings on the way to each piece, within the day of a number.
    best: Vec<(u32, u32)>,
    day: u32,
    /// The answer of the day before, and until when it holds: as long as nothing begins or ends, and no clock decides.
    steady: Option<(u32, i64)>,
}

impl<'a> Sweep<'a> {
    fn new(pass: &'a Pass) -> Self {
        let mut ahead: Vec<u32> = (0..pass.flow.pieces.len() as u32).collect();
        ahead.sort_by_key(|n| pass.flow.pieces[*n as usize].set.at.0);
        Self { pass, next: 0, here: Vec::new(), best: vec![(0, 0); ahead.len()], ahead, day: 0, steady: None }
    }

    /// The most messages that a user can get between two instants, which are later than those of the call before. It is
    /// the longest chain of sendings there. Also returns the number of pieces examined.
    fn most(&mut self, from: i64, to: i64) -> (u32, usize) {
        let flow = &self.pass.flow;
        let begins = self.ahead.get(self.next).is_some_and(|n| flow.pieces[*n as usize].set.at.0 <= to);
        if let Some((most, _)) = self.steady.filter(|(_, until)| !begins && to <= *until) {
            return (most, 0);
        }
        self.day += 1;
        self.here.retain(|n| flow.pieces[*n as usize].set.at.1 >= from);
        let begun = self.ahead[self.next..].iter().take_while(|n| flow.pieces[**n as usize].set.at.0 <= to);
        let begun: Vec<u32> = begun.copied().collect();
        self.next += begun.len();
        if !begun.is_empty() {
            self.here.extend(begun.into_iter().filter(|n| flow.pieces[*n as usize].set.at.1 >= from));
            self.here.sort_unstable();
        }
        let mut most = 0;
        for n in &self.here {
            let on_the_way = |parent: &u32| {
                let (day, best) = self.best[*parent as usize];
                if day == self.day { best } else { 0 }
            };
            let before = flow.parents(*n).iter().map(on_the_way).max().unwrap_or(0);
            // A piece goes out once, though it may be cut and taken together again on the way.
            let sent = flow.goes_out[*n as usize] && flow.pieces[*n as usize].set.hits(from, to);
            let best = before + u32::from(sent);
            self.best[*n as usize] = (self.day, best);
            most = most.max(best);
        }
        let set = |n: &u32| flow.pieces[*n as usize].set;
        let whole = self.here.iter().map(set).all(|set| set.grid.is_none() && set.at.0 <= from && to <= set.at.1);
        self.steady = whole.then(|| (most, self.here.iter().map(|n| set(n).at.1).min().unwrap_or(i64::MAX)));
        (most, self.here.len())
    }
}

/// The quiet hours of a setup between two instants, in one zone; those that touch are taken together.
pub fn quiet_spans(setup: &Setup, zone: &dyn Zone, from: Instant, to: Instant) -> Vec<(Instant, Instant)> {
    let Some(hours) = &setup.quiet_hours else { return Vec::new() };
    // The search covers no more than one answer holds.
    let to = millis(to).min(millis(from) + MOST as i64 * 24 * HOUR);
    let mut spans = Quiet::new(hours, &CachedZone::new(zone)).between(millis(from), to);
    spans.truncate(MOST);
    spans.into_iter().map(|(from, to)| (instant(from), instant(to))).collect()
}

/// The clock changes of a zone after one instant and up to another, at most [`MOST`].
pub fn clock_changes(zone: &dyn Zone, from: Instant, to: Instant) -> Vec<ClockChange> {
    // At two changes a year, four hundred years have as many as one answer holds.
    let to = millis(to).min(millis(from) + 400 * 366 * 24 * HOUR);
    let told = |(at, before, after): (i64, i64, i64)| ClockChange { at: instant(at), by: (after - before) / 1_000 };
    CachedZone::new(zone).changes(millis(from), to).into_iter().take(MOST).map(told).collect()
}
