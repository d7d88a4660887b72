//! The clocks of chrono-tz as the end-to-end tests read them: e2e/zones.spec.ts holds the browser's `Intl` against them, zone by
//! zone, so that what is proved here natively holds in the page too.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are not seen as tests

mod tz;

use std::{collections::BTreeMap, env, fmt::Write, fs, path::Path};

use journey::time::Instant;
use rehearsal::zone::Zone;
use tz::{Tz, utc};

/// Run with `UPDATE_ZONES=1` to write it anew after an update of chrono-tz.
#[test]
fn the_end_to_end_tests_know_every_clock_change_of_fifty_years() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e/zones.json");
    let expected = table();
    if env::var_os("UPDATE_ZONES").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(known == expected, "{} is out of date: run the test with UPDATE_ZONES=1", path.display());
    assert!(known.len() < 100_000, "{} characters are many for the repository", known.len());
}

/// Zones with the same clocks share a row: the offset of 2000 in minutes, then each change as the minutes since the one before,
/// to the base of 36, and the new offset.
fn table() -> String {
    let mut rows: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for tz in chrono_tz::TZ_VARIANTS {
        rows.entry(row(Tz(tz))).or_default().push(tz.name());
    }
    let mut text = format!("{{\"tzdata\": \"{}\", \"rows\": {{", chrono_tz::IANA_TZDB_VERSION);
    for (i, (row, names)) in rows.iter().enumerate() {
        let comma = if i == 0 { "" } else { "," };
        write!(text, "{comma}\n\"{row}\": \"{}\"", names.join(" ")).unwrap();
    }
    text + "\n}}\n"
}

fn row(zone: Tz) -> String {
    let at = |minute: i64| {
        let offset = zone.offset_at(Instant::from_timestamp(minute * 60, 0).unwrap());
        assert_eq!(offset % 60, 0, "{zone:?}: an offset with seconds");
        offset / 60
    };
    let minute = |text: &str| utc(text).timestamp() / 60;
    let (from, to) = (minute("2000-01-01T00:00:00Z"), minute("2050-01-01T00:00:00Z"));
    let (mut last, mut asked, mut held) = (from, from, at(from));
    let mut row = held.to_string();
    while asked < to {
        // Eight hours, as the engine asks: another test goes over the database hour by hour.
        let next = (asked + 8 * 60).min(to);
        if at(next) == held {
            asked = next;
            continue;
        }
        let (mut same, mut other) = (asked, next);
        while other - same > 1 {
            let middle = i64::midpoint(same, other);
            if at(middle) == held { same = middle } else { other = middle }
        }
        held = at(other);
        write!(row, " {}:{held}", base36(other - last)).unwrap();
        (last, asked) = (other, other);
    }
    row
}

fn base36(mut n: i64) -> String {
    let mut digits = Vec::new();
    while n > 0 {
        digits.push(char::from_digit((n % 36) as u32, 36).unwrap());
        n /= 36;
    }
    digits.iter().rev().collect()
}
