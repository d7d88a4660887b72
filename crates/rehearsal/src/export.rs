//! The timetable for other programs: a calendar (RFC 5545) and a table (RFC 4180) (spec: issue 4; timing.md §5).

use std::{cell::RefCell, collections::HashMap, fmt::Write};

use journey::{kind::Kind, time::Instant};

use crate::{
    explanations::Explanations,
    pace::{Pace, straight},
    timetable::Timetable,
    zone::{Zone, rfc3339},
};

/// A message of one run, as it is exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// When its users qualify; `None` for event-triggered entry.
    pub run: Option<Instant>,
    /// The id of the engagement.
    pub node: String,
    /// Its name for a person.
    pub message: String,
    /// The channel.
    pub channel: Kind,
    /// The earliest instant.
    pub earliest: Instant,
    /// The latest; `None` where there is none.
    pub latest: Option<Instant>,
    /// Why it is the earliest, in sentences.
    pub why: String,
}

/// The most reasons of a row: of a longer chain the last ones, after what leads to the entry.
pub const REASONS_MAX: usize = 24;

/// The steps of work that writing a row counts as.
const ROW_STEPS: usize = 8;

/// The messages of every run that was asked for; `say` writes an instant as a person reads it.
pub fn rows(explanations: &Explanations, table: &Timetable, say: &dyn Fn(Instant) -> String) -> Vec<Row> {
    straight(rows_paced(explanations, table, say, &Pace::default()))
}

/// [`rows`], made at a pace.
pub async fn rows_paced(
    explanations: &Explanations<'_>,
    table: &Timetable,
    say: &dyn Fn(Instant) -> String,
    pace: &Pace<'_>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let all = table.runs.iter().map(|run| run.messages.len()).sum();
    // Each instant is formatted once, as many rows repeat it.
    let said = RefCell::new(HashMap::<Instant, String>::new());
    let say = |at: Instant| said.borrow_mut().entry(at).or_insert_with(|| say(at)).clone();
    for run in &table.runs {
        for message in &run.messages {
            let (reasons, more) = explanations.ending(&message.earliest, REASONS_MAX);
            let mut why: Vec<String> = reasons.iter().map(|reason| reason.sentence(&say)).collect();
            if more {
                let first = table.reasons.iter().take(2).map(|reason| reason.sentence(&say));
                why = first.chain(["…".to_owned()]).chain(why).collect();
            }
            let node = table.node(message);
            rows.push(Row {
                run: run.run.map(|run| run.at),
                node: node.to_string(),
                message: explanations.draft().graph.node(node).map(journey::graph::Node::label).unwrap_or_default(),
                channel: message.kind,
                earliest: message.earliest.at,
                latest: message.latest.map(|told| told.at),
                why: why.join(" "),
            });
            pace.reach(rows.len(), all);
            pace.step(1 + reasons.len()).await;
        }
    }
    rows
}

/// The rows as CSV: a header, CRLF, quotes where they are needed. Instants are local times with their offset. What a
/// spreadsheet would take for a formula begins with an apostrophe.
pub fn csv(rows: &[Row], zone: &dyn Zone) -> String {
    straight(csv_paced(rows, zone, &Pace::default()))
}

/// [`csv`], made at a pace.
pub async fn csv_paced(rows: &[Row], zone: &dyn Zone, pace: &Pace<'_>) -> String {
    let mut text = String::from("Users qualify,Message,Channel,Earliest,Latest,Why\r\n");
    for (n, row) in rows.iter().enumerate() {
        pace.reach(n, rows.len());
        pace.step(ROW_STEPS).await;
        let instant = |at: Option<Instant>| at.map(|at| rfc3339(zone, at)).unwrap_or_default();
        let cells = [
            instant(row.run),
            cell(&row.message),
            cell(row.channel.name()),
            instant(Some(row.earliest)),
            instant(row.latest),
            cell(&row.why),
        ];
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// A cell: never a formula, and quoted where it would break the table.
fn cell(text: &str) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    let guarded = if formula { format!("'{text}") } else { text.to_owned() };
    if guarded.contains([',', '"', '\r', '\n', ';']) || guarded != guarded.trim() {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

/// The rows as a calendar: an event for each message of each run, from its earliest to its latest instant, or at the earliest
/// where it has no latest. `journey` is the id that makes the UIDs, `made` the instant of the export.
pub fn ics(rows: &[Row], journey: &str, name: &str, made: Instant) -> String {
    straight(ics_paced(rows, journey, name, made, &Pace::default()))
}

/// [`ics`], made at a pace.
pub async fn ics_paced(rows: &[Row], journey: &str, name: &str, made: Instant, pace: &Pace<'_>) -> String {
    let mut text = String::new();
    let mut line = |content: &str| fold(content, &mut text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Sojourn//Timetable//EN");
    line("CALSCALE:GREGORIAN");
    line(&format!("X-WR-CALNAME:{}", escape(name)));
    for (n, row) in rows.iter().enumerate() {
        pace.reach(n, rows.len());
        pace.step(ROW_STEPS).await;
        let run = row.run.map_or_else(|| "event".to_owned(), stamp);
        line("BEGIN:VEVENT");
        line(&format!("UID:{}-{}-{run}@sojourn.invalid", uid(journey), uid(&row.node)));
        line(&format!("DTSTAMP:{}", stamp(made)));
        line(&format!("DTSTART:{}", stamp(row.earliest)));
        if let Some(latest) = row.latest.filter(|latest| stamp(*latest) > stamp(row.earliest)) {
            line(&format!("DTEND:{}", stamp(latest)));
        }
        line(&format!("SUMMARY:{}", escape(&format!("{name}: {}", row.message))));
        line(&format!("CATEGORIES:{}", escape(row.channel.name())));
        line(&format!("DESCRIPTION:{}", escape(&row.why)));
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

/// An instant in UTC, to the second.
fn stamp(at: Instant) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A text value: what has a meaning of its own is escaped, control characters are left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' | '\r' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A part of a UID: letters, digits and hyphens; anything else by its number.
fn uid(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == '-' {
            plain.push(c);
        } else {
            let _ = write!(plain, "_{:x}", u32::from(c));
        }
    }
    plain
}

/// A content line, folded so that none is longer than 75 octets; never within a character.
fn fold(content: &str, text: &mut String) {
    let mut octets = 0;
    for c in content.chars() {
        if octets + c.len_utf8() > 75 {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(c);
        octets += c.len_utf8();
    }
    text.push_str("\r\n");
}
