//! Journeys to measure with: large ones of every kind of node, the same at every run.

use chrono::{Offset, TimeZone};
use journey::{
    edit::Edit,
    field::{Behaviour, Behaviours, Condition, Conditions, Input, Section, Update, Value},
    graph::{Graph, LinkKey, LinkTiming, Node, Path, Point, When},
    journey::Draft,
    kind::{Kind, Outcome},
    setup::{EntryCriteria, Goal, QuietHandling, QuietHours, QuietWindow, Timeline, Unit},
    text::NodeId,
    time::{ClockTime, Instant, Span, WEEKDAYS},
};
use rehearsal::zone::Zone;

/// The publishing instant: a Tuesday in the week in which Berlin's clocks go forward.
pub const PUBLISHED: &str = "2026-03-24T15:00:00Z";

/// The journeys' zone.
pub struct Berlin;

impl Zone for Berlin {
    fn offset_at(&self, instant: Instant) -> i32 {
        chrono_tz::Europe::Berlin.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc()
    }
    fn name(&self) -> &str {
        "Europe/Berlin"
    }
}

/// The number of nodes in a row before the next branch.
const ROW: usize = 20;

/// A journey of so many nodes, of all kinds in turn, with every field filled in, quiet hours and a goal: an entry from which
/// rows of nodes go out as a tree. Its links are drawn as a person would draw them, and every path of a split is linked.
pub fn large(nodes: usize) -> Draft {
    let mut draft = Draft::new("Europe/Berlin");
    let setup = &mut draft.setup;
    setup.entry = EntryCriteria::OnEvent;
    setup.timeout = Some(Span::Days(60));
    setup.goals.push(Goal { name: "Bought".to_owned(), kind: Kind::Action, segment: filled(0, Kind::Action).segment });
    let days = WEEKDAYS.iter().map(|day| day.0).collect();
    let night = ClockTime::new(21, 0).zip(ClockTime::new(8, 0)).map(|(from, to)| QuietWindow { days, from, to });
    setup.quiet_hours = Some(QuietHours { windows: night.into_iter().collect(), handling: QuietHandling::After });

    let kinds: Vec<Kind> =
        Kind::ALL.iter().copied().filter(|kind| !kind.spec().entry_only && kind.name() != "Force exit").collect();
    let list = (0..nodes).map(|i| {
        let mut node = filled(i, if i == 0 { Kind::Action } else { kinds[i % kinds.len()] });
        node.entry = i == 0;
        if node.entry {
            node.window = None;
        }
        (i, node)
    });
    apply(&mut draft, &Edit::Insert { nodes: list.collect(), links: Vec::new() });
    for i in 1..nodes {
        // The first of a row comes after a node that stands half as far down, the others after each other.
        let from = if i % ROW == 1 { i / 2 } else { i - 1 };
        if let Some(outcome) = draft.graph.free_outcome(&id(from)) {
            apply(&mut draft, &Edit::link(LinkKey { from: id(from), outcome, to: id(i) }));
        }
    }
    // The open outcomes of splits lead to the next row.
    for i in 0..nodes {
        let Some(node) = draft.graph.node(&id(i)) else { continue };
        let open = node.outcomes().into_iter().filter(|outcome| matches!(outcome, Outcome::Path(_) | Outcome::Others));
        let to = (i / ROW + 1) * ROW + 1;
        for outcome in open.collect::<Vec<_>>() {
            let linked = draft.graph.links_from(&id(i)).any(|(key, _)| key.outcome == outcome);
            if !linked && to < nodes {
                apply(&mut draft, &Edit::link(LinkKey { from: id(i), outcome, to: id(to) }));
            }
        }
    }
    draft
}

/// The features of a journey of [`timed`] besides its nodes.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// Its name in the tables.
    pub name: &'static str,
    /// Quiet hours at night, and what they do.
    pub quiet: Option<QuietHandling>,
    /// The criteria by which users come in.
    pub entry: EntryCriteria,
    /// The journey timeout.
    pub timeout: Option<Span>,
}

/// The cases that timetables are measured with.
pub const TIMINGS: [Timing; 4] = [
    Timing { name: "no quiet hours", quiet: None, entry: EntryCriteria::AtATime, timeout: None },
    Timing { name: "send after", quiet: Some(QuietHandling::After), entry: EntryCriteria::AtATime, timeout: None },
    Timing {
        name: "don’t send, timeout",
        quiet: Some(QuietHandling::Drop),
        entry: EntryCriteria::AtATime,
        timeout: Some(Span::Days(30)),
    },
    Timing {
        name: "by event, send after",
        quiet: Some(QuietHandling::After),
        entry: EntryCriteria::OnEvent,
        timeout: None,
    },
];

/// A journey in which much depends on time, of so many nodes, recurring on three days of the week: stretches of messages with
/// delays and clock times, segments with windows, what is clicked and what is not, splits that come together again.
pub fn timed(nodes: usize, timing: Timing) -> Draft {
    let mut draft = Draft::new("Europe/Berlin");
    let clock = |hour, minute| ClockTime::new(hour, minute).unwrap_or_else(|| chrono::NaiveTime::MIN.into());
    let setup = &mut draft.setup;
    (setup.entry, setup.timeout) = (timing.entry, timing.timeout);
    setup.timeline =
        Timeline::Recurring { every: 1, unit: Unit::Weeks(WEEKDAYS.iter().map(|day| day.0).take(3).collect()) };
    setup.quiet_hours = timing.quiet.map(|handling| {
        let days = WEEKDAYS.iter().map(|(day, ..)| *day).collect();
        QuietHours { windows: vec![QuietWindow { days, from: clock(22, 0), to: clock(8, 30) }], handling }
    });
    const KINDS: [Kind; 7] =
        [Kind::Email, Kind::Action, Kind::Push, Kind::SplitTest, Kind::Sms, Kind::Whatsapp, Kind::PastBehavior];
    let first = if timing.entry == EntryCriteria::OnEvent { Kind::Action } else { Kind::CustomList };
    let kind = |n: usize| if n == 0 { first } else { KINDS[(n - 1) % KINDS.len()] };
    let list = (0..nodes).map(|n| {
        let mut node = filled(n, kind(n));
        node.when = When::AtOnce;
        node.entry = n == 0;
        if node.kind.is_segment() {
            let window = if node.kind == Kind::PastBehavior { Span::Days(2) } else { Span::Hours(36) };
            node.window = (n > 0).then_some(window);
        }
        if node.kind == Kind::Push {
            node.when = When::Clock(clock(18, 30));
        }
        node
    });
    let mut links = Vec::new();
    for n in 0..nodes.saturating_sub(1) {
        let mut link = |outcome: Outcome, ahead: usize, delay: Option<Span>| {
            let key = LinkKey { from: id(n), outcome, to: id((n + ahead).min(nodes - 1)) };
            links.push((key, LinkTiming { delay, ..LinkTiming::start(outcome) }));
        };
        match kind(n) {
            _ if n == 0 => link(Outcome::Yes, 1, Some(Span::Hours(10))),
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
            _ => {
                link(Outcome::Sent, 1, Some(Span::Hours(3)));
                link(Outcome::Unreachable, 2, None);
            }
        }
    }
    draft.graph = Graph::of(list, links);
    draft
}

/// The id of the node of a number.
pub fn id(i: usize) -> NodeId {
    NodeId::parse(&format!("n{i}")).unwrap_or_else(|| NodeId::random(i as u64))
}

/// A [`large`] journey with a fault at every node: an empty field, a broken token, a window of no time.
pub fn faulty(nodes: usize) -> Draft {
    let mut draft = large(nodes);
    draft.setup.timeout = None;
    for i in 0..nodes {
        let Some(kind) = draft.graph.node(&id(i)).map(|node| node.kind) else { continue };
        for section in [Section::Segment, Section::What] {
            if let Some(spec) = kind.spec().fields(section).iter().find(|spec| spec.required) {
                apply(&mut draft, &Edit::Field { node: id(i), section, key: spec.key, value: None });
            }
        }
    }
    draft
}

fn apply(draft: &mut Draft, edit: &Edit) {
    // A refused edit would change the measured journey.
    if let Err(refused) = edit.apply(draft) {
        eprintln!("refused: {refused}");
    }
}

fn filled(i: usize, kind: Kind) -> Node {
    let at = Point { x: (i % ROW) as f64 * 300.0, y: (i / ROW) as f64 * 120.0 };
    let mut node = Node::new(id(i), kind, at);
    node.title = format!("Step {i}");
    for section in Section::ALL {
        for spec in kind.spec().fields(section) {
            if let Some(value) = value(spec.input) {
                match section {
                    Section::Segment => node.segment.set(spec.key, Some(value)),
                    Section::Who => node.who.set(spec.key, Some(value)),
                    Section::What => node.what.set(spec.key, Some(value)),
                };
            }
        }
    }
    if kind.is_segment() {
        node.window = Some(Span::Days(2));
    }
    if kind.is_engagement() && i.is_multiple_of(3) {
        node.when = ClockTime::new(10, 30).map_or(When::AtOnce, When::Clock);
    }
    if kind == Kind::ConditionalSplit {
        node.paths = (0..4).map(|n| Path { conditions: conditions(n), ..Path::default() }).collect();
    }
    node
}

fn conditions(n: usize) -> Conditions {
    let one =
        |property: &str| Condition { property: property.to_owned(), value: n.to_string(), ..Condition::default() };
    Conditions { list: vec![one("Plan"), one("City"), one("Language")], ..Conditions::default() }
}

/// Something that fits a field; what has a default keeps it.
fn value(input: Input) -> Option<Value> {
    Some(match input {
        Input::Text { tokens: true, lines: true, .. } => Value::from(
            "Hello {{first_name | default: \"there\"}},\n\nyour basket is still here: {{basket_count}} things for \
             {{basket_total | default: \"a good price\"}}. Come back before the weekend, and we will pay the postage.\n",
        ),
        Input::Text { tokens: true, .. } => "{{first_name | default: \"You\"}}, something is waiting".into(),
        Input::Text { .. } | Input::Event | Input::Property | Input::Journey | Input::JourneyNode => "Something".into(),
        Input::Address { .. } => "https://shop.example/basket?user={{user_id}}".into(),
        Input::Conditions => conditions(0).into(),
        Input::Behaviours => {
            let behaviour = Behaviour { did: true, event: "Bought".to_owned(), within: Span::Days(7) };
            Behaviours { list: vec![behaviour; 3], ..Behaviours::default() }.into()
        }
        Input::Updates => {
            Value::Updates(vec![Update { property: "Stage".into(), value: "1".into(), ..Update::default() }])
        }
        Input::Pairs => Value::Pairs(vec![("Accept".into(), "application/json".into()); 3]),
        Input::Number { .. } | Input::Span | Input::Choice(_) => return None,
    })
}
