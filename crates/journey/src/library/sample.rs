//! The sample workspace: what an empty workspace offers to look around in, with every status (issue: point 7).

use chrono::{Days as CalendarDays, NaiveTime, TimeDelta};

use super::{
    build::{Flow, START, email, enter_by, past, push, trigger},
    templates::template,
};
use crate::{
    checks::cleared,
    edit::Edit,
    lifecycle::{Action, EntryWindow, Previous, Statuses, act, new_version, publish},
    model::{
        field::Section,
        graph::{LinkKey, LinkTiming},
        journey::{Draft, Journey, VersionRef},
        kind::Outcome::{Sent, Yes},
        setup::{QuietHandling, Start, Timeline},
        text::{JourneyId, Name, NodeId},
        time::{Date, Instant, Span::Days},
    },
};

/// The sample workspace as it stands at `now`, in a zone where it is the day `today`: over ten journeys with all the
/// statuses, the published ones in the past. The ids are the same at every call.
pub fn workspace(now: Instant, today: Date, zone: &str) -> Vec<Journey> {
    let at = Moment { now, today, zone };
    [
        welcome(&at),
        cart(&at),
        at.published("Weekly digest", "weekly-digest", &["engagement"], 47),
        at.published("Payment reminder", "payment-reminder", &["billing", "transactional"], 96),
        at.published("Flight reminder", "flight-reminder", &["travel", "transactional"], 63),
        at.published("Review request", "review-request", &["reviews", "retention"], 28),
        win_back(&at),
        members_sale(&at),
        launch(&at),
        trial(&at),
        at.draft("Birthday treat", "birthday", &["loyalty"], 0, 3),
        referral(&at),
        early_bird(&at),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The instant that the samples' times are relative to.
struct Moment<'a> {
    now: Instant,
    today: Date,
    zone: &'a str,
}

impl Moment<'_> {
    /// Almost so many days ago, at a time of day that is not the same for all.
    fn ago(&self, days: u32) -> Instant {
        self.now - TimeDelta::minutes(i64::from(days * 24 * 60 - days * 37 % 300))
    }

    /// A journey with this draft, first saved so many days ago. Its id comes from its name.
    fn journey(&self, name: &str, about: &str, labels: &[&str], draft: Draft, days: u32) -> Option<Journey> {
        let mut journey = Journey::new(JourneyId::of_words(name), Name::parse(name).ok()?, draft, self.ago(days));
        about.clone_into(&mut journey.description);
        journey.labels = labels.iter().map(|label| (*label).to_owned()).collect();
        Some(journey)
    }

    /// A draft made of a template as it was built `built` days ago, first saved a few days before that.
    fn draft(&self, name: &str, of: &str, labels: &[&str], built: u32, before: u32) -> Option<Journey> {
        let template = template(of)?;
        let content = (template.build)(self.zone, self.today - CalendarDays::new(built.into()));
        self.journey(name, template.about, labels, content, built + before)
    }

    /// A journey made of a template, published so many days ago.
    fn published(&self, name: &str, of: &str, labels: &[&str], days: u32) -> Option<Journey> {
        let mut journey = self.draft(name, of, labels, days, 2)?;
        self.publish(&mut journey, days)?;
        Some(journey)
    }

    /// Publishes the draft, so many days ago.
    fn publish(&self, journey: &mut Journey, days: u32) -> Option<u32> {
        let at = self.ago(days);
        // The tests run the checks over every sample.
        let cleared = cleared(journey.draft.clone()?, &[]).ok()?;
        publish(journey, cleared, Previous::Restrict, &statuses(journey, at), at).ok()
    }

    /// Does something to the first version, so many days ago.
    fn act(&self, journey: &mut Journey, action: Action, days: u32) -> Option<()> {
        let at = self.ago(days);
        act(journey, VersionRef::Number(1), action, &statuses(journey, at), at).ok()
    }
}

/// The statuses while a sample is being made: whatever is published is open then.
fn statuses(journey: &Journey, at: Instant) -> Statuses {
    Statuses::of(journey, &|_, version| EntryWindow { opens: version.record().at, closes: None }, at)
}

/// Sets a text of a node's content.
fn reword(draft: &mut Draft, node: &str, key: &'static str, text: &str) -> Option<()> {
    let edit = Edit::Field { node: NodeId::of_words(node), section: Section::What, key, value: Some(text.into()) };
    edit.apply(draft).ok().map(drop)
}

/// Running in its second version; the first is Restricted.
fn welcome(at: &Moment<'_>) -> Option<Journey> {
    let mut journey = at.draft("Welcome series", "welcome", &["onboarding"], 126, 4)?;
    let second = journey.draft.clone();
    let first = journey.draft.as_mut()?;
    first.setup.user_zone = false;
    reword(first, "Welcome email", "subject", "Welcome to Juniper")?;
    Edit::remove(NodeId::of_words("First-order offer by text")).apply(first).ok()?;
    at.publish(&mut journey, 126)?;
    journey.draft = second;
    at.publish(&mut journey, 33)?;
    Some(journey)
}

/// Running, with a draft of the next version beside it.
fn cart(at: &Moment<'_>) -> Option<Journey> {
    let mut journey = at.published("Abandoned cart", "abandoned-cart", &["revenue", "retention"], 71)?;
    let statuses = statuses(&journey, at.now);
    new_version(&mut journey, 1, &statuses).ok()?;
    let draft = journey.draft.as_mut()?;
    draft.setup.control_percent = 10;
    reword(draft, "Free delivery", "subject", "Two days of free delivery for your cart")?;
    let (from, to) = (NodeId::of_words("Still thinking?"), NodeId::of_words("Last call"));
    let timing = LinkTiming { delay: Some(Days(3)), window: None };
    Edit::Link(LinkKey { from, outcome: Sent, to }, timing).apply(draft).ok()?;
    Some(journey)
}

/// Paused.
fn win_back(at: &Moment<'_>) -> Option<Journey> {
    let mut journey = at.published("Win-back", "win-back", &["retention"], 54)?;
    at.act(&mut journey, Action::Pause, 6)?;
    Some(journey)
}

/// Scheduled for next week.
fn members_sale(at: &Moment<'_>) -> Option<Journey> {
    let mut journey = at.draft("Members’ sale", "ab-promotion", &["promotion", "test"], 1, 5)?;
    let draft = journey.draft.as_mut()?;
    let first = at.today + CalendarDays::new(7);
    draft.setup.timeline = Timeline::Dates(vec![first, first + CalendarDays::new(2)]);
    draft.setup.start = Start::Later(first.and_time(NaiveTime::MIN + TimeDelta::hours(9)));
    at.publish(&mut journey, 1)?;
    Some(journey)
}

/// Completed: it ran once, weeks ago.
fn launch(at: &Moment<'_>) -> Option<Journey> {
    let mut flow = Flow::new(at.zone, past("Bought outdoors before", ("Outdoor item purchased", 180), None));
    flow.rules(Days(14), "Bought the collection", "Trail item purchased", (21, 9), QuietHandling::After);
    let news = flow.put(
        1,
        0,
        &[START.on(Yes)],
        email(
            "You first",
            "The trail collection is here, and you see it first",
            "Eleven pieces, made for three seasons.",
            "for two years we walked, got wet and took notes. Today the trail collection is ready: eleven pieces for three \
             seasons, and you see them a day before everybody else.\n\n\
             Take a look: https://juniper.example/trail",
        )
        .at(10),
    );
    flow.put(
        2,
        0,
        &[news.on(Sent).after(Days(6))],
        push(
            "Last sizes",
            "The last sizes of the trail collection",
            "Some pieces are nearly gone. Have a look.",
            "trail",
        )
        .at(12),
    );
    flow.put(
        2,
        1,
        &[news.lost()],
        push("You first (push)", "The trail collection is here", "Eleven pieces, and you see them first.", "trail")
            .at(12),
    );
    let about = "Shows the trail collection to outdoor customers a day before everybody else.";
    let mut journey = at.journey("Trail collection launch", about, &["promotion", "launch"], flow.done(), 44)?;
    at.publish(&mut journey, 40)?;
    Some(journey)
}

/// Stopped.
fn trial(at: &Moment<'_>) -> Option<Journey> {
    let mut journey = at.published("Trial ending", "trial-ending", &["onboarding", "subscriptions"], 75)?;
    at.act(&mut journey, Action::Stop, 20)?;
    Some(journey)
}

/// A draft that another journey leads to.
fn referral(at: &Moment<'_>) -> Option<Journey> {
    let mut flow = Flow::new(at.zone, trigger("Went to review", "review-request", "almost-done"));
    flow.rules(Days(30), "A friend joined", "Referral accepted", (21, 9), QuietHandling::After);
    let invite = flow.put(
        1,
        0,
        &[START.on(Yes).after(Days(10))],
        email(
            "Bring a friend",
            "Who would love it too?",
            "10 for your friend, 10 for you.",
            "thank you for your review. Is there somebody who would love Juniper too? Your friend gets 10 off the first \
             order, and so do you.\n\n\
             Your personal link: https://juniper.example/friends",
        )
        .at(10),
    );
    flow.put(
        2,
        1,
        &[invite.lost()],
        push(
            "Bring a friend (push)",
            "10 for your friend, 10 for you",
            "Share your link, and both of you save.",
            "friends",
        )
        .at(18),
    );
    let about = "Asks those who review their order to bring a friend.";
    at.journey("Referral invitation", about, &["loyalty", "reviews"], flow.done(), 1)
}

/// Stopped, then archived.
fn early_bird(at: &Moment<'_>) -> Option<Journey> {
    let mut journey = at.draft("Early-bird sale", "ab-promotion", &["promotion"], 92, 3)?;
    enter_by(
        journey.draft.as_mut()?,
        past("Looked at new things", ("New arrival viewed", 60), Some(("Purchased", 30))),
    );
    at.publish(&mut journey, 92)?;
    at.act(&mut journey, Action::Stop, 70)?;
    at.act(&mut journey, Action::Archive, 64)?;
    Some(journey)
}
