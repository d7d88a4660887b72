//! The offsets that this browser knows for a zone, for people and for the end-to-end test. The test compares the
//! browser with the database of the native tests, and with its own transitions (e2e/zones.spec.ts).

use chrono::{DateTime, TimeDelta};
use journey::time::{Instant, read_instant};
use leptos::prelude::*;
use rehearsal::zone::{Zone, clock_change, rfc3339};
use signals::{Memo, RwSignal};

use crate::{platform::zone::BrowserZone, ui::TextField};

/// Fifty years, and years beyond 2099, after which the database of the native tests knows no change.
const STRETCHES: [[&str; 2]; 3] = [
    ["2000-01-01T00:00:00Z", "2050-01-01T00:00:00Z"],
    ["2098-01-01T00:00:00Z", "2104-01-01T00:00:00Z"],
    ["2994-01-01T00:00:00Z", "3000-01-01T00:00:00Z"],
];

/// A field for a zone, and its offset at the beginning of each stretch with every change of its clocks in it.
pub fn clocks() -> AnyView {
    let zone = RwSignal::new(String::new());
    let told = Memo::new(move |_| zone.with(|zone| tell(zone.trim())));
    view! {
        <div class="gallery__grid">
            <TextField label="Zone" value=zone on_input=move |text| zone.set(text) placeholder="Europe/Berlin" help="As the journey’s zone in Setup: an IANA name." />
            <output class="gallery__clocks" aria-label="Clock changes" tabindex="0">{move || told.get()}</output>
        </div>
    }
    .into_any()
}

/// A line for the first instant of a stretch and for each at which the clocks change, on the clocks after it; an empty line between
/// two stretches.
fn tell(name: &str) -> String {
    if name.is_empty() {
        return "Every change of its clocks from 2000 to 2050, and after 2098 and 2994, as this browser has them."
            .to_owned();
    }
    let Some(zone) = BrowserZone::open(name) else {
        return format!("This browser does not know the zone “{name}”.");
    };
    let stretch = |ends: [&str; 2]| {
        let [from, to] = ends.map(|text| read_instant(text).unwrap_or(DateTime::UNIX_EPOCH));
        let mut lines = vec![rfc3339(&zone, from)];
        lines.extend(changes(&zone, from, to).into_iter().map(|at| rfc3339(&zone, at)));
        lines.join("\n")
    };
    STRETCHES.map(stretch).join("\n\n")
}

/// The clock changes after one instant and up to another. The zone is asked every five days, and where the offset is another
/// then, as closely as the timetable asks: changes within five days that take each other back, which no zone has had since
/// 1970, would be missed, and fifty years take some milliseconds.
fn changes(zone: &dyn Zone, from: Instant, to: Instant) -> Vec<Instant> {
    let mut found = Vec::new();
    let (mut start, mut held) = (from, zone.offset_at(from));
    while start < to {
        let end = (start + TimeDelta::days(5)).min(to);
        let offset = zone.offset_at(end);
        if offset != held {
            let mut after = start;
            while let Some((at, _)) = clock_change(zone, after, end) {
                found.push(at);
                after = at;
            }
        }
        (start, held) = (end, offset);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An hour ahead from the eighth day on, and two for a day.
    struct Steps;

    impl Zone for Steps {
        fn offset_at(&self, instant: Instant) -> i32 {
            match (instant - read_instant(STRETCHES[0][0]).unwrap()).num_days() {
                ..8 => 0,
                10 => 7_200,
                _ => 3_600,
            }
        }
        fn name(&self) -> &str {
            "Test/Steps"
        }
    }

    #[test]
    fn the_changes_between_two_answers_that_differ_are_found() {
        let from = read_instant(STRETCHES[0][0]).unwrap();
        assert_eq!(changes(&Steps, from, from + TimeDelta::days(30)), [8, 10, 11].map(|n| from + TimeDelta::days(n)));
    }
}
