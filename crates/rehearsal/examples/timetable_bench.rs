//! What a timetable costs, against the number of nodes: `cargo run --release -p rehearsal --example timetable_bench`.
//! Prints medians of nine, of the whole timetable with five runs told one by one and the reasons of every message of a hundred.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::time::Instant as Clock;

use chrono::{Offset, TimeZone};
use journey::{
    graph::{Graph, LinkKey, LinkTiming, Node, Point, When},
    journey::Draft,
    kind::{Kind, Outcome},
    setup::{EntryCriteria, QuietHandling, QuietHours, QuietWindow, Setup, Timeline, Unit},
    text::NodeId,
    time::{ClockTime, Instant, Span, WEEKDAYS, read_instant},
};
use rehearsal::{timetable::Ask, zone::Zone};

struct Tz(chrono_tz::Tz);

impl Zone for Tz {
    fn offset_at(&self, instant: Instant) -> i32 {
        self.0.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc()
    }
    fn name(&self) -> &str {
        self.0.name()
    }
}

/// A journey as people build them, of so many nodes: stretches of messages with delays and clock times, segments with windows,
/// what is clicked and what is not, splits that come together again.
fn draft(count: usize, handling: Option<QuietHandling>, entry: EntryCriteria, timeout: Option<Span>) -> Draft {
    let mut setup = Setup::new("Europe/Berlin");
    setup.entry = entry;
    setup.timeout = timeout;
    setup.timeline =
        Timeline::Recurring { every: 1, unit: Unit::Weeks(WEEKDAYS.iter().map(|day| day.0).take(3).collect()) };
    let clock = |text| ClockTime::parse(text).unwrap();
    setup.quiet_hours = handling.map(|handling| {
        let days = WEEKDAYS.iter().map(|(day, ..)| *day).collect();
        QuietHours { windows: vec![QuietWindow { days, from: clock("22:00"), to: clock("08:30") }], handling }
    });
    let id = |n: usize| NodeId::parse(&format!("n{n}")).unwrap();
    let kinds = [Kind::Email, Kind::Action, Kind::Push, Kind::SplitTest, Kind::Sms, Kind::Whatsapp, Kind::PastBehavior];
    let nodes = (0..count).map(|n| {
        let kind = if n == 0 { Kind::CustomList } else { kinds[(n - 1) % kinds.len()] };
        let mut node = Node::new(id(n), kind, Point::default());
        node.entry = n == 0;
        if kind.is_segment() && n > 0 {
            node.window = Some(if kind == Kind::PastBehavior { Span::Days(2) } else { Span::Hours(36) });
        }
        if kind == Kind::Push {
            node.when = When::Clock(clock("18:30"));
        }
        node
    });
    let mut links = Vec::new();
    for n in 0..count - 1 {
        let mut link = |outcome: Outcome, ahead: usize, delay: Option<Span>| {
            let key = LinkKey { from: id(n), outcome, to: id((n + ahead).min(count - 1)) };
            links.push((key, LinkTiming { delay, ..LinkTiming::start(outcome) }));
        };
        match if n == 0 { Kind::CustomList } else { kinds[(n - 1) % kinds.len()] } {
            Kind::Email => {
                link(Outcome::Clicked, 1, Some(Span::Hours(2)));
                link(Outcome::Timeout, 2, None);
            }
            Kind::Action | Kind::PastBehavior => {
                link(Outcome::Yes, 1, None);
                link(Outcome::Timeout, 2, Some(Span::Days(1)));
            }
            Kind::SplitTest => {
                link(Outcome::Path(0), 1, Some(Span::Minutes(45)));
                link(Outcome::Path(1), 2, Some(Span::Days(2)));
            }
            Kind::CustomList => link(Outcome::Yes, 1, None),
            _ => {
                link(Outcome::Sent, 1, Some(Span::Hours(3)));
                link(Outcome::Unreachable, 2, None);
            }
        }
    }
    Draft { setup, graph: Graph::of(nodes, links) }
}

fn median(mut run: impl FnMut()) -> f64 {
    run();
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let started = Clock::now();
            run();
            started.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    if std::env::var_os("LEAST").is_some() {
        return times[0];
    }
    times[times.len() / 2]
}

fn main() {
    let zone = Tz("Europe/Berlin".parse().unwrap());
    let published = read_instant("2026-03-24T15:00:00Z").unwrap();
    println!("{:<22}{:>8}{:>14}{:>16}{:>16}", "case", "nodes", "timetable ms", "µs per node", "with reasons ms");
    let cases = [
        ("no quiet hours", None, EntryCriteria::AtATime, None),
        ("send after", Some(QuietHandling::After), EntryCriteria::AtATime, None),
        ("don’t send", Some(QuietHandling::Drop), EntryCriteria::AtATime, Some(Span::Days(30))),
        ("by event, send after", Some(QuietHandling::After), EntryCriteria::OnEvent, None),
    ];
    for (name, handling, entry, timeout) in cases {
        for count in [10, 30, 100, 300, 1_000] {
            let draft = draft(count, handling, entry, timeout);
            let ask = Ask::new(&draft, published, &zone);
            let time = median(|| {
                std::hint::black_box(ask.timetable());
            });
            let told = median(|| {
                let table = ask.timetable();
                let tales = ask.tales(&table);
                for message in table.messages.iter().take(100) {
                    std::hint::black_box(tales.tell(&message.earliest));
                    std::hint::black_box(message.latest.map(|latest| tales.tell(&latest)));
                }
            });
            println!(
                "{:?} {name:<22}{count:>8}{time:>14.2}{:>16.2}{told:>16.2}",
                ask.timetable().size(),
                time * 1_000.0 / count as f64
            );
        }
    }
}
