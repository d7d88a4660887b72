//! What the time line shows: where somebody can be at an instant, how many messages a day brings, quiet hours and clock changes
//! (spec: timing.md §5).

use journey::{
    kind::Kind,
    setup::Setup,
    time::{Date, Instant},
};

use crate::{
    flow::{Cause, From, Piece},
    memo::Memo,
    set::{FAR, HOUR, instant, millis},
    steps::Quiet,
    timetable::{Pass, Timetable, Told},
    zone::{Zone, day_start, next_day, to_local},
};

/// The most days, quiet hours or clock changes that are told at once.
pub const MOST: usize = 800;

/// How somebody can be at a node within a stretch of time.
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
    /// Whether nobody can be there.
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
    pub first: (Told, usize),
    /// The last one; `None` where there is none.
    pub last: Option<(Told, usize)>,
}

/// How somebody is at a node.
#[derive(Clone, Copy, PartialEq)]
enum Stay {
    Passes,
    Waits,
    Comes,
}

impl Timetable {
    /// How somebody can be at each node, by its place, between two instants (both counted in): those of the runs that were
    /// asked for, of the first and of the last one.
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

    /// Where people are kept until the journey timeout: place, from, to.
    fn kept<'a>(&'a self, pass: &'a Pass) -> impl Iterator<Item = (usize, i64, i64)> + 'a {
        let places = self.keeps.iter().flat_map(|place| pass.flow.arrivals[*place].iter().map(|n| (*place, *n)));
        places.map(|(place, n)| {
            let set = pass.flow.pieces[n as usize].set;
            (place, set.at.0, set.last_inside())
        })
    }

    /// From when to when somebody can be somewhere at all, with event-triggered entry.
    fn hulls(&self) -> Vec<(usize, Stay, i64, i64)> {
        let mut hulls: Vec<(usize, Stay, i64, i64)> = Vec::new();
        let mut widen = |place: usize, stay: Stay, from: i64, to: i64| {
            let to = if self.closes.is_none() { FAR } else { to };
            match hulls.iter_mut().find(|hull| (hull.0, hull.1) == (place, stay)) {
                Some(hull) => (hull.2, hull.3) = (hull.2.min(from), hull.3.max(to)),
                None => hulls.push((place, stay, from, to)),
            }
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
        hulls
    }

    /// How many messages one user can get at most on each day of the journey's zone, from one date to another and at most
    /// [`MOST`] days. Of several runs the one that brings the most; somebody inside never qualifies again.
    pub fn daily(&self, zone: &dyn Zone, from: Date, to: Date) -> Vec<(Date, u32)> {
        let days = from.iter_days().take_while(|date| *date <= to).take(MOST);
        let count = |date: Date| {
            let (from, to) = (millis(day_start(zone, date)), millis(day_start(zone, next_day(date))) - 1);
            self.passes.iter().map(|pass| most(pass, from, to)).max().unwrap_or(0)
        };
        let mut days: Vec<(Date, u32)> = days.map(|date| (date, count(date))).collect();
        if let Some((from, to)) = self.gap {
            // In between others enter, for whom it is as for the first.
            let date = |at: i64| to_local(zone, instant(at)).date();
            let (first, last) = (date(from), date(to));
            let usual = (0..16).map(|n| first - chrono::TimeDelta::days(n)).map(count).max().unwrap_or(0);
            for (_, count) in days.iter_mut().filter(|(date, _)| first < *date && *date <= last) {
                *count = (*count).max(usual);
            }
        }
        days
    }

    /// The first and the last message of each channel, in the order of the palette.
    pub fn channels(&self) -> Vec<Channel> {
        let of = |kind: &Kind| {
            let mut messages = self.messages.iter().filter(|message| message.kind == *kind);
            let first = messages.clone().next()?;
            let last = messages.try_fold(None, |last: Option<(Told, usize)>, message| {
                let latest = message.latest?;
                Some(Some(last.filter(|last| last.0.at >= latest.at).unwrap_or((latest, message.place))))
            });
            Some(Channel { kind: *kind, first: (first.earliest, first.place), last: last.flatten() })
        };
        Kind::ALL.iter().filter_map(of).collect()
    }
}

/// How somebody waits for what a piece stands for, and from when on.
fn stay(pass: &Pass, piece: &Piece) -> Option<(Stay, i64)> {
    let From::Piece(before) = piece.from else { return None };
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

/// How many messages a user can get at most between two instants: the longest chain of sendings that can lie there.
fn most(pass: &Pass, from: i64, to: i64) -> u32 {
    let flow = &pass.flow;
    let mut best = vec![0; flow.pieces.len()];
    let mut most = 0;
    for (n, piece) in flow.pieces.iter().enumerate() {
        if piece.set.at.1 < from || piece.set.at.0 > to {
            continue;
        }
        let before = flow.parents(n as u32).iter().map(|parent| best[*parent as usize]).max().unwrap_or(0);
        // A piece goes out once, though it may be cut and taken together again on the way.
        let here = flow.goes_out[n] && piece.set.hits(from, to);
        best[n] = before + u32::from(here);
        most = most.max(best[n]);
    }
    most
}

/// The quiet hours of a setup between two instants, in one zone; those that touch are taken together.
pub fn quiet_spans(setup: &Setup, zone: &dyn Zone, from: Instant, to: Instant) -> Vec<(Instant, Instant)> {
    let Some(hours) = &setup.quiet_hours else { return Vec::new() };
    // No longer than what is told of it.
    let to = millis(to).min(millis(from) + MOST as i64 * 24 * HOUR);
    let mut spans = Quiet::new(hours, &Memo::new(zone)).between(millis(from), to);
    spans.truncate(MOST);
    spans.into_iter().map(|(from, to)| (instant(from), instant(to))).collect()
}

/// The clock changes of a zone after one instant and up to another, at most [`MOST`].
pub fn clock_changes(zone: &dyn Zone, from: Instant, to: Instant) -> Vec<ClockChange> {
    // At two a year, four hundred years have as many as are told.
    let to = millis(to).min(millis(from) + 400 * 366 * 24 * HOUR);
    let told = |(at, before, after): (i64, i64, i64)| ClockChange { at: instant(at), by: (after - before) / 1_000 };
    Memo::new(zone).changes(millis(from), to).into_iter().take(MOST).map(told).collect()
}
