//! Writes journeys down in the program: cards by column and row, links by outcome, so that a template reads like its
//! drawing.

use chrono::{NaiveTime, TimeDelta};

use crate::model::{
    field::{Behaviour, Behaviours, Condition, Conditions, Fields, Match, Operation, Operator, Update, Value},
    graph::{Graph, LinkKey, LinkTiming, Node, Path, Point, When},
    journey::Draft,
    kind::{Kind, Outcome},
    setup::{EntryCriteria, Goal, QuietHandling, QuietHours, QuietWindow, Setup, Timeline, Unit},
    text::NodeId,
    time::{ClockTime, Span, WEEKDAYS},
};

/// Whom the messages come from: nobody's, by RFC 2606.
const SENDER: &str = "Juniper <hello@juniper.example>";
/// The origin of columns and rows, and their distance: a card is 200 × 72.
const ORIGIN: f64 = 40.0;
const COLUMN: f64 = 360.0;
const ROW: f64 = 112.0;

/// A journey that is being written down.
pub(super) struct Flow {
    /// Its setup, to be filled in.
    pub setup: Setup,
    nodes: Vec<Node>,
    links: Vec<(LinkKey, LinkTiming)>,
}

/// A node of the flow it was put into.
#[derive(Clone, Copy)]
pub(super) struct Spot(usize);

/// The entry of every flow.
pub(super) const START: Spot = Spot(0);

/// Links that have no end yet: from one node, by up to three outcomes.
#[derive(Clone, Copy)]
pub(super) struct Way {
    from: Spot,
    outcomes: [Option<Outcome>; 3],
    timing: LinkTiming,
}

impl Spot {
    /// The way that leaves it by an outcome.
    pub fn on(self, outcome: Outcome) -> Way {
        Way { from: self, outcomes: [Some(outcome), None, None], timing: LinkTiming::start(outcome) }
    }

    /// The way of those whom its message did not get to.
    pub fn lost(self) -> Way {
        Way { outcomes: [Some(Outcome::Failed), Some(Outcome::Unreachable), None], ..self.on(Outcome::Failed) }
    }

    /// The way of all, whether its message got to them or not.
    pub fn sent_or_not(self) -> Way {
        let outcomes = [Some(Outcome::Sent), Some(Outcome::Failed), Some(Outcome::Unreachable)];
        Way { outcomes, ..self.on(Outcome::Sent) }
    }
}

impl Way {
    /// With a sleep time.
    pub fn after(mut self, delay: Span) -> Self {
        self.timing.delay = Some(delay);
        self
    }

    /// With a window in which the outcome is waited for.
    pub fn within(mut self, window: Span) -> Self {
        self.timing.window = Some(window);
        self
    }
}

impl Flow {
    /// A journey with this entry, whose criteria are those that the entry fits.
    pub fn new(zone: &str, Card(mut entry): Card) -> Self {
        let mut setup = Setup::new(zone);
        if EntryCriteria::OnEvent.fits(entry.kind) {
            setup.entry = EntryCriteria::OnEvent;
        }
        entry.entry = true;
        entry.at = place(0, 0);
        Self { setup, nodes: vec![entry], links: Vec::new() }
    }

    /// Puts a card into a column and a row, at the end of these ways.
    pub fn put(&mut self, column: u8, row: u8, ways: &[Way], Card(mut node): Card) -> Spot {
        node.at = place(column, row);
        for way in ways {
            let Some(from) = self.nodes.get(way.from.0) else { continue };
            let key = |outcome| LinkKey { from: from.id.clone(), outcome, to: node.id.clone() };
            self.links.extend(way.outcomes.iter().flatten().map(|outcome| (key(*outcome), way.timing)));
        }
        self.nodes.push(node);
        Spot(self.nodes.len() - 1)
    }

    /// Sets the rules of most journeys: a timeout, a goal by an event, and daily quiet hours between two full hours.
    pub fn rules(&mut self, timeout: Span, goal: &str, event: &str, (from, to): (u8, u8), handling: QuietHandling) {
        self.setup.timeout = Some(timeout);
        let segment = Fields::default().with("event", event);
        self.setup.goals.push(Goal { name: goal.to_owned(), kind: Kind::Action, segment });
        let days = WEEKDAYS.iter().map(|(day, ..)| *day).collect();
        self.setup.quiet_hours =
            Some(QuietHours { windows: vec![QuietWindow { days, from: hour(from), to: hour(to) }], handling });
    }

    /// Lets users come in again, each time the event comes. There is no re-entry with *Once* (journey.md §4), and of this
    /// timeline an event trigger uses start and end alone (timing.md §1).
    pub fn every_time(&mut self) {
        self.setup.timeline = Timeline::Recurring { every: 1, unit: Unit::Days };
        self.setup.reentry = true;
    }

    /// The draft.
    pub fn done(self) -> Draft {
        Draft { setup: self.setup, graph: Graph::of(self.nodes, self.links) }
    }
}

/// Gives the entry of a draft another title and segment; its id stays.
pub(super) fn enter_by(draft: &mut Draft, Card(card): Card) {
    if let Some(entry) = draft.graph.nodes.values_mut().find(|node| node.entry) {
        entry.title = card.title;
        entry.segment = card.segment;
    }
}

fn place(column: u8, row: u8) -> Point {
    Point::settled(ORIGIN + COLUMN * f64::from(column), ORIGIN + ROW * f64::from(row))
}

/// A full hour; past 23 the day begins anew.
fn hour(hour: u8) -> ClockTime {
    ClockTime::from(NaiveTime::MIN + TimeDelta::hours(i64::from(hour)))
}

/// A node that has no place yet. Its id comes from its title.
pub(super) struct Card(Node);

impl Card {
    fn new(kind: Kind, title: &str) -> Self {
        let mut node = Node::new(NodeId::of_words(title), kind, Point::default());
        node.title = title.to_owned();
        Self(node)
    }

    fn segment(mut self, key: &'static str, value: Value) -> Self {
        self.0.segment.set(key, Some(value));
        self
    }

    /// With a text in its content.
    pub fn what(mut self, key: &'static str, text: &str) -> Self {
        self.0.what.set(key, Some(text.into()));
        self
    }

    /// Sent at a full hour.
    pub fn at(mut self, at: u8) -> Self {
        self.0.when = When::Clock(hour(at));
        self
    }

    /// Waiting so long.
    pub fn within(mut self, window: Span) -> Self {
        self.0.window = Some(window);
        self
    }
}

/// Fires at an event.
pub(super) fn action(title: &str, event: &str) -> Card {
    Card::new(Kind::Action, title).segment("event", event.into())
}

/// Fires when another event does not follow an event in time.
pub(super) fn inaction(title: &str, event: &str, not_event: &str, within: Span) -> Card {
    Card::new(Kind::Inaction, title)
        .segment("event", event.into())
        .segment("not_event", not_event.into())
        .segment("within", within.into())
}

/// Finds those who did one thing within some days and did not do another within some days.
pub(super) fn past(title: &str, did: (&str, u32), not: Option<(&str, u32)>) -> Card {
    let behaviour =
        |did: bool, (event, days): (&str, u32)| Behaviour { did, event: event.to_owned(), within: Span::Days(days) };
    let list = std::iter::once(behaviour(true, did)).chain(not.map(|not| behaviour(false, not))).collect();
    Card::new(Kind::PastBehavior, title).segment("behaviours", Behaviours { matching: Match::All, list }.into())
}

/// Fires so long before a date of the user.
pub(super) fn before(title: &str, property: &str, offset: Span) -> Card {
    Card::new(Kind::DateTime, title).segment("property", property.into()).segment("offset", offset.into())
}

/// Takes those who reach a node of another journey.
pub(super) fn trigger(title: &str, journey: &str, node: &str) -> Card {
    Card::new(Kind::JourneyTrigger, title).segment("journey", journey.into()).segment("node", node.into())
}

/// An email; greeting and closing are the same in all of them.
pub(super) fn email(title: &str, subject: &str, preheader: &str, body: &str) -> Card {
    let body = ["Hi {{first_name | default: \"there\"}},\n\n", body, "\n\nWarm regards,\nyour Juniper team"].concat();
    Card::new(Kind::Email, title)
        .what("sender", SENDER)
        .what("subject", subject)
        .what("preheader", preheader)
        .what("body", &body)
}

/// A push that opens a place in the app.
pub(super) fn push(title: &str, head: &str, body: &str, link: &str) -> Card {
    on_screen(Kind::Push, title, head, body, &["juniper://", link].concat())
}

/// A push in the browser that opens a page of the shop.
pub(super) fn web_push(title: &str, head: &str, body: &str, page: &str) -> Card {
    on_screen(Kind::WebPush, title, head, body, &["https://juniper.example/", page].concat())
}

/// A message in the app's inbox that opens a place in the app.
pub(super) fn inbox(title: &str, head: &str, body: &str, button: &str, link: &str) -> Card {
    on_screen(Kind::AppInbox, title, head, body, &["juniper://", link].concat()).what("button", button)
}

fn on_screen(kind: Kind, title: &str, head: &str, body: &str, link: &str) -> Card {
    Card::new(kind, title).what("title", head).what("body", body).what("link", link)
}

/// A text message.
pub(super) fn sms(title: &str, body: &str) -> Card {
    Card::new(Kind::Sms, title).what("sender", "Juniper").what("body", body)
}

/// A WhatsApp message of an approved template, with its parameters.
pub(super) fn whatsapp(title: &str, template: &str, parameters: &[(&str, &str)]) -> Card {
    let mut card = Card::new(Kind::Whatsapp, title).what("template", template);
    let pairs = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    card.0.what.set("parameters", Some(Value::Pairs(pairs)));
    card
}

/// A call of another system, with JSON.
pub(super) fn webhook(title: &str, address: &str, body: &str) -> Card {
    let mut card = Card::new(Kind::Webhook, title).what("address", address).what("body", body);
    card.0.what.set("headers", Some(Value::Pairs(vec![("Content-Type".to_owned(), "application/json".to_owned())])));
    card
}

/// Adds to an audience of Meta Ads.
pub(super) fn audience(title: &str, audience: &str) -> Card {
    Card::new(Kind::AudienceSync, title).what("network", "meta").what("audience", audience)
}

/// Sets a property of the user.
pub(super) fn update(title: &str, property: &str, value: &str) -> Card {
    let update = Update { property: property.to_owned(), operation: Operation::Set, value: value.to_owned() };
    let mut card = Card::new(Kind::UpdateProfile, title);
    card.0.what.set("updates", Some(Value::Updates(vec![update])));
    card
}

/// A conditional split: each path by one condition on the user.
pub(super) fn split(title: &str, paths: &[(&str, &str, Operator, &str)]) -> Card {
    let path = |(name, property, operator, value): &(&str, &str, Operator, &str)| {
        let condition = Condition { property: (*property).to_owned(), operator: *operator, value: (*value).to_owned() };
        let conditions = Conditions { matching: Match::All, list: vec![condition] };
        Path { name: (*name).to_owned(), percent: None, conditions }
    };
    let mut card = Card::new(Kind::ConditionalSplit, title);
    card.0.paths = paths.iter().map(path).collect();
    card
}

/// A split test with manual percentages.
pub(super) fn split_test(title: &str, paths: &[(&str, u8)]) -> Card {
    let path = |(name, percent): &(&str, u8)| Path {
        name: (*name).to_owned(),
        percent: Some(*percent),
        conditions: Conditions::default(),
    };
    let mut card = Card::new(Kind::SplitTest, title).what("mode", "manual");
    card.0.paths = paths.iter().map(path).collect();
    card
}
