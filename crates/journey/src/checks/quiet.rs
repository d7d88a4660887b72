//! Quiet hours: that they have hours and days, leave some, and that no clock time lies in them on every day.

use super::{CheckId, Finding, NodeField, SetupField, index::Index};
use crate::model::{
    graph::When,
    setup::{QuietHours, QuietWindow},
    time::ClockTime,
};

/// The minutes of a day and of a week.
const DAY: u32 = 24 * 60;
const WEEK: u32 = 7 * DAY;

pub(super) fn check(index: &Index, found: &mut Vec<Finding>) {
    let setup = &index.draft.setup;
    let Some(quiet) = &setup.quiet_hours else {
        return;
    };
    if quiet.windows.is_empty() {
        let message = "Quiet hours are on, but have no hours. Add a window, or turn them off.";
        found.push(Finding::at_setup(CheckId::QuietEmpty, SetupField::QuietHours, message));
    }
    for (i, _) in quiet.windows.iter().enumerate().filter(|(_, window)| window.days.is_empty()) {
        let message = "This window of quiet hours has no weekday. Choose one, or remove it.";
        found.push(Finding::at_setup(CheckId::QuietNoDays, SetupField::QuietWindow(i), message));
    }
    let times = covered(quiet);
    if times == [(0, WEEK)] {
        let message = "Quiet hours cover the whole week: no message could ever be sent. Leave some time free.";
        found.push(Finding::at_setup(CheckId::QuietEndless, SetupField::QuietHours, message));
        // Every clock time lies in them then; once is enough.
        return;
    }
    overlaps(quiet, found);
    for node in index.nodes.iter().filter(|node| node.kind.spec().quiet) {
        // A node in the journey's zone and quiet hours in the user's zone are not compared: their clocks differ.
        let same_zone = !setup.user_zone || node.user_zone;
        if let When::Clock(time) = node.when
            && same_zone
            && always_quiet(&times, time)
        {
            let message = format!("{time} lies in the quiet hours on every day. Choose another time, or change them.");
            found.push(Finding::at_node(CheckId::ClockInQuiet, &node.id, Some(NodeField::When), message));
        }
    }
}

/// Windows that hold hours of an earlier one: they count once, which may not be what was meant.
fn overlaps(quiet: &QuietHours, found: &mut Vec<Finding>) {
    let of = |(i, window)| ranges(window).map(move |range| (range, i));
    let mut times: Vec<((u32, u32), usize)> = quiet.windows.iter().enumerate().flat_map(of).collect();
    crate::model::order::sort(&mut times);
    // Of each window the first one that it overlaps with.
    let mut first: Vec<Option<usize>> = vec![None; quiet.windows.len()];
    let mut open: Vec<(u32, usize)> = Vec::new();
    for ((from, to), window) in times {
        open.retain(|(end, _)| *end > from);
        for (_, other) in open.iter().filter(|(_, other)| *other != window) {
            let (earlier, later) = (window.min(*other), window.max(*other));
            first[later] = Some(first[later].map_or(earlier, |known| known.min(earlier)));
        }
        open.push((to, window));
    }
    for (i, other) in first.iter().enumerate().filter_map(|(i, other)| Some((i, (*other)?))) {
        let message = format!("These hours overlap with quiet hours {}: what lies in both counts once.", other + 1);
        found.push(Finding::at_setup(CheckId::QuietOverlap, SetupField::QuietWindow(i), message));
    }
}

/// The quiet minutes of a week, counted from Monday 00:00: ranges in order that do not touch.
fn covered(quiet: &QuietHours) -> Vec<(u32, u32)> {
    let mut times: Vec<(u32, u32)> = quiet.windows.iter().flat_map(ranges).collect();
    crate::model::order::sort(&mut times);
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for (from, to) in times {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// The ranges of one window; what runs past Sunday midnight begins the week.
fn ranges(window: &QuietWindow) -> impl Iterator<Item = (u32, u32)> + '_ {
    let (from, to) = (u32::from(window.from.minutes()), u32::from(window.to.minutes()));
    let length = if to > from { to - from } else { to + DAY - from };
    window.days.iter().flat_map(move |day| {
        let start = day.num_days_from_monday() * DAY + from;
        let end = start + length;
        [(start, end.min(WEEK)), (0, end.saturating_sub(WEEK))].into_iter().filter(|(from, to)| from < to)
    })
}

fn always_quiet(times: &[(u32, u32)], time: ClockTime) -> bool {
    (0..7)
        .map(|day| day * DAY + u32::from(time.minutes()))
        .all(|at| times.iter().any(|(from, to)| (*from..*to).contains(&at)))
}
