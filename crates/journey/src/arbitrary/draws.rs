//! Random parts of journeys: texts, spans, fields, nodes and setups within the limits of the format.

use chrono::{NaiveDate, TimeDelta};

use super::Dice;
use crate::model::{
    field::{
        ADDRESS_MAX, Behaviour, Behaviours, Condition, Conditions, ENTRY_MAX, FieldSpec, Fields, Input, Match,
        Operation, Operator, Section, Update, Value,
    },
    graph::{LinkTiming, NOTE_TEXT_MAX, Node, Note, Path, Point, Tone, When},
    kind::{Kind, Outcome},
    setup::{
        EVERY_MAX, EntryCriteria, Goal, MonthDay, QuietHandling, QuietHours, QuietWindow, Setup, Start, Timeline, Unit,
    },
    text::{NodeId, TITLE_MAX},
    time::{ClockTime, Date, Instant, Span, WEEKDAYS, Weekday},
};

/// Words of the format, for JSON that comes near to it.
pub(super) const WORDS: &[&str] = &[
    "format",
    "sojourn",
    "version",
    "journeys",
    "id",
    "name",
    "description",
    "labels",
    "archived",
    "created",
    "versions",
    "number",
    "status",
    "draft",
    "published",
    "at",
    "paused",
    "stopped",
    "superseded",
    "setup",
    "graph",
    "nodes",
    "links",
    "notes",
    "groups",
    "size",
    "text",
    "tone",
    "collapsed",
    "kind",
    "title",
    "entry",
    "segment",
    "who",
    "what",
    "when",
    "window",
    "paths",
    "user_zone",
    "from",
    "to",
    "outcome",
    "delay",
    "zone",
    "timeline",
    "start",
    "end",
    "goals",
    "quiet_hours",
    "control_percent",
    "timeout",
    "minutes",
    "hours",
    "days",
    "email",
    "action",
    "split-test",
    "once",
    "dates",
    "recurring",
    "path",
    "match",
    "list",
    "property",
    "operator",
    "value",
    "percent",
    "conditions",
    "event",
    "2026-03-27",
    "2026-03-27T17:00:00Z",
    "20:00",
    "sojourn/journey/x",
    "revision",
    "saved",
    "journey",
];

const TEXTS: &[&str] = &[
    "",
    "Welcome",
    "Added to cart",
    "{{first_name | default: \"there\"}}",
    "<img src=x onerror=alert(1)>",
    "\"quoted\" & 'so' \\ </script>",
    "ab\u{202e}cd",
    "🎉👩‍👩‍👧‍👦",
    "   ",
    "line\r\nbreak\u{0}\u{7f}",
    "مرحبا",
    "é\u{301}\u{feff}\u{2028}",
    "__proto__",
];

pub(super) fn text(dice: &mut Dice, max: usize) -> String {
    let text = match dice.below(TEXTS.len() + 3) {
        n if n < TEXTS.len() => TEXTS[n].to_owned(),
        n if n == TEXTS.len() => "x".repeat(max),
        _ => dice.several(12, |dice| char::from_u32(dice.roll() % 0x11_0000).unwrap_or('�')).into_iter().collect(),
    };
    text.chars().take(max).collect()
}

pub(super) fn instant(dice: &mut Dice) -> Instant {
    let seconds = dice.within(946_684_800, 4_102_444_800);
    let nanos = if dice.one_in(4) { dice.roll() % 1_000_000_000 } else { 0 };
    Instant::from_timestamp(seconds, nanos).unwrap_or_default()
}

pub(super) fn span(dice: &mut Dice) -> Span {
    match dice.below(5) {
        0 => Span::Hours(dice.within(0, 88_000) as u32),
        2 => Span::Weeks(dice.within(0, 522) as u32),
        3 => Span::Months(dice.within(0, 120) as u32),
        1 => Span::Days(dice.within(0, 3_660) as u32),
        _ => Span::Minutes(dice.within(0, 5_300_000) as u32),
    }
}

fn clock(dice: &mut Dice) -> ClockTime {
    let minutes = dice.within(0, 1439) as u16;
    ClockTime::new(minutes / 60, minutes % 60).unwrap_or_else(|| ClockTime::from(chrono::NaiveTime::MIN))
}

fn date(dice: &mut Dice) -> Date {
    NaiveDate::default() + TimeDelta::days(dice.within(0, 376_000))
}

fn weekdays(dice: &mut Dice) -> Vec<Weekday> {
    WEEKDAYS.iter().map(|(day, ..)| *day).filter(|_| dice.one_in(2)).collect()
}

/// A note of any size and tone.
pub(super) fn note(dice: &mut Dice) -> Note {
    let tones = Tone::ALL.map(|row| row.0);
    let size = Point { x: dice.within(80, 600) as f64, y: dice.within(80, 600) as f64 };
    Note { at: point(dice), size, text: dice.text(NOTE_TEXT_MAX), tone: dice.pick(&tones) }
}

pub(super) fn point(dice: &mut Dice) -> Point {
    Point::settled(dice.within(-3_000, 3_000) as f64, dice.within(-1_000_000, 1_000_000) as f64)
}

pub(super) fn when(dice: &mut Dice) -> When {
    match dice.below(3) {
        0 => When::AtOnce,
        1 => When::BestTime,
        _ => When::Clock(clock(dice)),
    }
}

pub(super) fn outcome(dice: &mut Dice) -> Outcome {
    match dice.below(Outcome::NAMED.len() + 1) {
        n if n < Outcome::NAMED.len() => Outcome::NAMED[n].0,
        _ => Outcome::Path(dice.within(0, 255) as u8),
    }
}

pub(super) fn timing(dice: &mut Dice, outcome: Outcome) -> LinkTiming {
    let window = if outcome.waits() { dice.maybe(span) } else { None };
    LinkTiming { delay: dice.maybe(span), window }
}

fn matching(dice: &mut Dice) -> Match {
    dice.pick(&[Match::All, Match::Any])
}

fn conditions(dice: &mut Dice) -> Conditions {
    let condition = |dice: &mut Dice| Condition {
        property: text(dice, ENTRY_MAX),
        operator: dice.pick(&Operator::CHOICES).0,
        value: text(dice, ENTRY_MAX),
    };
    Conditions { matching: matching(dice), list: dice.several(3, condition) }
}

pub(super) fn path(dice: &mut Dice) -> Path {
    Path {
        name: text(dice, TITLE_MAX),
        percent: dice.maybe(|dice| dice.within(0, 100) as u8),
        conditions: conditions(dice),
    }
}

/// A value that the input accepts.
pub(super) fn value(dice: &mut Dice, input: Input) -> Value {
    match input {
        Input::Text { max, .. } => Value::Text(text(dice, max)),
        Input::Address { .. } => Value::Text(text(dice, ADDRESS_MAX)),
        Input::Event | Input::Property | Input::Journey | Input::JourneyNode => Value::Text(text(dice, ENTRY_MAX)),
        Input::Number { min, max, .. } => Value::Number(dice.within(min, max)),
        Input::Span => Value::Span(span(dice)),
        Input::Choice(choices) => Value::Text(dice.pick(choices).0.to_owned()),
        Input::Conditions => Value::Conditions(conditions(dice)),
        Input::Behaviours => {
            let behaviour =
                |dice: &mut Dice| Behaviour { did: dice.one_in(2), event: text(dice, ENTRY_MAX), within: span(dice) };
            Value::Behaviours(Behaviours { matching: matching(dice), list: dice.several(3, behaviour) })
        }
        Input::Pairs => Value::Pairs(dice.several(3, |dice| (text(dice, ENTRY_MAX), text(dice, ENTRY_MAX)))),
        Input::Updates => Value::Updates(dice.several(3, |dice| Update {
            property: text(dice, ENTRY_MAX),
            operation: dice.pick(&Operation::CHOICES).0,
            value: text(dice, ENTRY_MAX),
        })),
    }
}

fn fields(dice: &mut Dice, specs: &'static [FieldSpec]) -> Fields {
    let mut fields = Fields::default();
    for spec in specs {
        if !dice.one_in(4) {
            fields.set(spec.key, Some(value(dice, spec.input)));
        }
    }
    fields
}

/// A node as the palette makes it, or one with every part filled in at random.
pub(super) fn node(dice: &mut Dice) -> Node {
    let id = NodeId::random(u64::from(dice.roll()) << 32 | u64::from(dice.roll()));
    let kind = dice.pick(Kind::ALL);
    let mut node = Node::new(id, kind, point(dice));
    if dice.one_in(3) {
        let spec = kind.spec();
        node.title = text(dice, TITLE_MAX);
        node.entry = dice.one_in(4);
        node.segment = fields(dice, spec.fields(Section::Segment));
        node.who = fields(dice, spec.fields(Section::Who));
        node.what = fields(dice, spec.fields(Section::What));
        if kind.is_segment() {
            node.window = dice.maybe(span);
        }
        if kind.is_engagement() {
            node.when = when(dice);
            node.user_zone = !dice.one_in(3);
        }
        if spec.paths.is_some() {
            node.paths = dice.several(8, path);
        }
    }
    node
}

pub(super) fn setup(dice: &mut Dice) -> Setup {
    let zones = ["Europe/Berlin", "America/Argentina/Buenos_Aires", "Asia/Kolkata", "UTC", "Etc/GMT+12"];
    let mut setup = Setup::new(dice.pick(&zones));
    setup.entry = dice.pick(&[EntryCriteria::AtATime, EntryCriteria::OnEvent]);
    setup.timeline = match dice.below(5) {
        0 => Timeline::Once,
        1 => Timeline::Dates(dice.several(5, date)),
        which => {
            let unit = match which {
                2 => Unit::Days,
                3 => Unit::Weeks(weekdays(dice)),
                _ => Unit::Months(match dice.below(3) {
                    0 => MonthDay::Day(dice.within(1, 31) as u8),
                    1 => MonthDay::Last,
                    _ => MonthDay::Nth(dice.pick(&[1, 2, 3, 4, 5, -1]), dice.pick(&WEEKDAYS).0),
                }),
            };
            Timeline::Recurring { every: dice.within(1, i64::from(EVERY_MAX)) as u32, unit }
        }
    };
    setup.start = dice.maybe(|dice| Start::Later(date(dice).and_time(clock(dice).naive()))).unwrap_or_default();
    setup.end = dice.maybe(date);
    setup.run_at_activation = dice.one_in(2);
    setup.reentry = dice.one_in(2);
    setup.user_zone = dice.one_in(2);
    setup.quiet_hours = dice.maybe(|dice| QuietHours {
        windows: dice.several(3, |dice| QuietWindow { days: weekdays(dice), from: clock(dice), to: clock(dice) }),
        handling: dice.pick(&[QuietHandling::After, QuietHandling::Drop]),
    });
    setup.control_percent = dice.within(0, 100) as u8;
    setup.timeout = dice.maybe(span);
    let segments: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| kind.is_segment()).collect();
    setup.goals = dice.several(4, |dice| {
        let kind = dice.pick(&segments);
        Goal { name: text(dice, TITLE_MAX), kind, segment: fields(dice, kind.spec().segment) }
    });
    setup
}
