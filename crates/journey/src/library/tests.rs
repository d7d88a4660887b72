//! Rules for every template and every sample. They restate journey.md §7, so that a gap in the checks does not hide a
//! fault here.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{Days, TimeDelta};

use super::*;
use crate::{
    lifecycle::{EntryWindow, Status, Statuses},
    model::{
        field::{Section, Value},
        graph::{Graph, LinkKey, LinkTiming, Node, When},
        journey::{Draft, Journey, LABELS_MAX, Published, VersionRef},
        kind::{Kind, Outcome},
        setup::{EntryCriteria, QuietHandling, Start, Timeline},
        text::{DESCRIPTION_MAX, JourneyId, NodeId, TITLE_MAX},
        time::{Date, Instant, Span, read_date, read_instant},
    },
};

pub(super) const ZONE: &str = "Europe/Berlin";
/// Days on which something is special: the ends of months and years, a leap day, a Monday after a clock change.
const DAYS: [&str; 6] = ["2026-01-31", "2026-02-28", "2028-02-29", "2026-03-30", "2026-11-30", "2026-12-31"];

pub(super) fn days() -> impl Iterator<Item = Date> {
    DAYS.iter().map(|day| read_date(day).unwrap())
}

fn now() -> (Instant, Date) {
    (read_instant("2026-11-22T16:40:00Z").unwrap(), read_date("2026-11-22").unwrap())
}

pub(super) fn sample() -> Vec<Journey> {
    let (now, today) = now();
    workspace(now, today, ZONE)
}

/// Everything that somebody can start from or look at, by a name, with the day on which it had to be right.
pub(super) fn all() -> Vec<(String, Draft, Date)> {
    let today = now().1;
    let templates = TEMPLATES.iter().map(|template| (template.id.to_owned(), (template.build)(ZONE, today), today));
    let samples = sample().into_iter().flat_map(|journey| {
        let name = journey.name.to_string();
        let published: Vec<_> = journey
            .published
            .iter()
            .map(|v| (format!("{name} {}", v.number()), v.content().clone(), v.record().at.date_naive()))
            .collect();
        published.into_iter().chain(journey.draft.map(|draft| (format!("{name} draft"), draft, today)))
    });
    templates.chain(samples).collect()
}

/// When users can come in, near enough: local times are taken for UTC.
fn entry(_: &Journey, version: &Published) -> EntryWindow {
    let setup = &version.content().setup;
    let opens = match setup.start {
        Start::Now => version.record().at,
        Start::Later(local) => local.and_utc(),
    };
    let last = match &setup.timeline {
        _ if setup.entry == EntryCriteria::OnEvent => None,
        Timeline::Once => Some(opens.date_naive()),
        Timeline::Dates(dates) => dates.iter().max().copied(),
        Timeline::Recurring { .. } => setup.end,
    };
    EntryWindow { opens, closes: last.map(|day| (day + Days::new(1)).and_time(chrono::NaiveTime::MIN).and_utc()) }
}

fn minutes(span: Option<Span>) -> u64 {
    span.map_or(0, Span::nominal_minutes)
}

/// Every route through the graph, as links in order.
fn routes(graph: &Graph) -> Vec<Vec<(&LinkKey, &LinkTiming)>> {
    fn go<'a>(
        graph: &'a Graph,
        at: &'a NodeId,
        way: &mut Vec<(&'a LinkKey, &'a LinkTiming)>,
        all: &mut Vec<Vec<(&'a LinkKey, &'a LinkTiming)>>,
    ) {
        assert!(way.len() <= graph.nodes().len(), "a cycle at {at}");
        let mut end = true;
        for link in graph.links().filter(|(key, _)| key.from == *at) {
            end = false;
            way.push(link);
            go(graph, &link.0.to, way, all);
            way.pop();
        }
        if end {
            all.push(way.clone());
        }
    }
    let mut all = Vec::new();
    go(graph, &graph.entry().unwrap().id, &mut Vec::new(), &mut all);
    all
}

fn required_fields_are_filled(node: &Node) {
    for section in Section::ALL {
        for spec in node.kind.spec().fields(section) {
            let value = node.fields(section).get(spec.key);
            assert!(!spec.required || value.is_some_and(|value| !value.is_empty()), "{}: {}", node.label(), spec.key);
            assert!(value.is_none_or(|value| spec.input.accepts(value)), "{}: {}", node.label(), spec.key);
        }
        for (key, _) in node.fields(section).iter() {
            assert!(node.kind.spec().fields(section).iter().any(|spec| spec.key == key), "{}: {key}", node.label());
        }
    }
}

#[test]
fn every_template_and_sample_holds_to_the_rules_of_a_journey() {
    for (name, Draft { setup, graph }, day) in all() {
        let entry = graph.entry().unwrap();
        assert_eq!(graph.nodes().filter(|node| node.entry).count(), 1, "{name}");
        assert!(setup.entry.fits(entry.kind), "{name}");
        assert!(!setup.goals.is_empty() && setup.timeout.is_some(), "{name}");
        assert!(!setup.reentry || setup.timeline != Timeline::Once, "{name}: re-entry");
        match &setup.timeline {
            Timeline::Dates(dates) => assert!(!dates.is_empty() && dates.iter().all(|date| *date > day), "{name}"),
            Timeline::Once | Timeline::Recurring { .. } => {}
        }
        if let Start::Later(local) = setup.start {
            assert!(local.date() > day, "{name}: starts in the past");
        }
        // Drawn link by link, none of them would be refused.
        let mut drawn = Graph::of(graph.nodes().cloned(), []);
        for (key, timing) in graph.links() {
            assert_eq!(drawn.can_link(key), Ok(()), "{name}: {}", graph.link_label(key));
            drawn.links.insert(key.clone(), *timing);
            assert_eq!(timing.window.is_some(), key.outcome.waits(), "{name}: {}", graph.link_label(key));
        }
        let reached: HashSet<&NodeId> = routes(&graph).into_iter().flatten().map(|(key, _)| &key.to).collect();
        for node in graph.nodes() {
            let label = format!("{name}: {}", node.label());
            assert!(node.entry || reached.contains(&node.id), "{label} is not reached");
            assert!(!node.title.is_empty() && node.title.chars().count() <= TITLE_MAX, "{label}");
            assert!(node.kind != Kind::ForceExit, "{label}");
            required_fields_are_filled(node);
            let linked: BTreeSet<Outcome> = graph.links_from(&node.id).map(|(key, _)| key.outcome).collect();
            if node.kind.spec().paths.is_some() {
                assert_eq!(linked, node.outcomes().into_iter().collect(), "{label} is not linked");
                let shares: u32 = node.paths.iter().filter_map(|path| path.percent).map(u32::from).sum();
                assert_eq!(shares, if node.kind == Kind::SplitTest { 100 } else { 0 }, "{label}");
                for (i, path) in node.paths.iter().enumerate().filter(|_| node.kind == Kind::ConditionalSplit) {
                    assert!(path.conditions.list.iter().all(|condition| condition.is_complete()), "{label}");
                    assert!(!path.conditions.list.is_empty(), "{label}");
                    assert!(node.paths[..i].iter().all(|earlier| earlier.conditions != path.conditions), "{label}");
                }
            }
            if node.kind.is_segment() && !node.entry {
                assert!(minutes(node.window) >= 24 * 60, "{label} waits too short");
                assert!(linked.contains(&Outcome::Timeout), "{label} has no way out");
            }
            // A message that is sent at once has left before anybody can press it.
            let waited = linked.iter().any(|outcome| outcome.waits());
            assert!(!(waited && linked.contains(&Outcome::Sent)), "{label}");
        }
    }
}

#[test]
fn no_message_meets_quiet_hours_that_move_it_into_another_day() {
    for (name, Draft { setup, graph }, _) in all() {
        let quiet = setup.quiet_hours.unwrap();
        for node in graph.nodes().filter(|node| node.kind.spec().quiet) {
            for window in &quiet.windows {
                assert_eq!(window.days.len(), 7);
                let overnight = window.to <= window.from;
                match node.when {
                    When::Clock(time) if overnight => assert!(time >= window.to && time < window.from, "{name}"),
                    When::Clock(time) => assert!(time >= window.to || time < window.from, "{name}"),
                    _ => assert!(!overnight || quiet.handling == QuietHandling::Drop, "{name}: {}", node.label()),
                }
            }
        }
    }
}

#[test]
fn every_route_ends_before_the_timeout_and_sends_at_most_three_messages_a_day() {
    for (name, Draft { setup, graph }, _) in all() {
        for route in routes(&graph) {
            let (mut latest, mut earliest) = (0, 0);
            let mut sent: Vec<u64> = Vec::new();
            for (key, timing) in route {
                let (from, to) = (graph.node(&key.from).unwrap(), graph.node(&key.to).unwrap());
                let window = match key.outcome {
                    Outcome::Timeout => {
                        let links = graph.links_from(&from.id).filter_map(|(_, timing)| timing.window);
                        let wait = from.window.into_iter().chain(links).map(Span::nominal_minutes).max().unwrap();
                        earliest += wait;
                        wait + 60
                    }
                    Outcome::Yes if !from.entry => minutes(from.window),
                    _ => minutes(timing.window),
                };
                earliest += minutes(timing.delay);
                // A clock time or the end of quiet hours comes within a day.
                let drops = setup.quiet_hours.as_ref().is_some_and(|quiet| quiet.handling == QuietHandling::Drop);
                let held = to.kind.spec().quiet && !(drops && to.when == When::AtOnce);
                latest += window + minutes(timing.delay) + if held { 24 * 60 } else { 0 };
                if to.kind.is_engagement() {
                    sent.push(earliest);
                    let day = sent.iter().filter(|at| earliest - **at < 24 * 60).count();
                    assert!(day <= 3, "{name}: {day} messages a day at {}", to.label());
                }
            }
            assert!(latest < minutes(setup.timeout), "{name}: a route takes {} days", latest / 60 / 24);
        }
    }
}

#[test]
fn every_card_stands_apart_and_every_link_leads_to_the_right_past_the_other_cards() {
    let (width, height) = (200.0, 72.0);
    for (name, Draft { graph, .. }, _) in all() {
        assert_eq!(graph.entry().unwrap().at.x, 40.0, "{name}");
        let nodes: Vec<&Node> = graph.nodes().collect();
        for (i, a) in nodes.iter().enumerate() {
            for b in &nodes[..i] {
                let apart = (a.at.x - b.at.x).abs() >= width || (a.at.y - b.at.y).abs() >= height;
                assert!(apart, "{name}: {} is on {}", a.label(), b.label());
            }
        }
        for (key, _) in graph.links() {
            let (from, to) = (graph.node(&key.from).unwrap().at, graph.node(&key.to).unwrap().at);
            let (start, end) = (from.x + width, to.x);
            assert!(start < end, "{name}: {} leads back", graph.link_label(key));
            for other in nodes.iter().filter(|node| node.id != key.from && node.id != key.to) {
                let y = |x: f64| from.y + (to.y - from.y) * (x - start) / (end - start) + height / 2.0;
                for x in [other.at.x, other.at.x + width].into_iter().filter(|x| (start..end).contains(x)) {
                    let through = (other.at.y..other.at.y + height).contains(&y(x));
                    assert!(!through, "{name}: {} runs through {}", graph.link_label(key), other.label());
                }
            }
        }
    }
}

#[test]
fn every_text_can_be_sent() {
    let mut texts = 0;
    for (name, draft, _) in all() {
        for node in draft.graph.nodes() {
            for (key, value) in node.what.iter() {
                let Value::Text(text) = value else { continue };
                texts += text.len();
                // A token always has something to say.
                assert_eq!(text.matches("{{").count(), text.matches(" | default: \"").count(), "{name}: {text}");
                assert_eq!(text.matches("{{").count(), text.matches("\"}}").count(), "{name}: {text}");
                assert!(text.trim() == text && !text.contains("  "), "{name}: {text}");
                if node.kind == Kind::Sms && key == "body" {
                    assert!(text.is_ascii() && text.len() <= 160, "{name}: {text}");
                }
                let said = key == "body" || key == "title" || key == "subject";
                if said && node.kind.spec().quiet {
                    let most = match (node.kind, key) {
                        (_, "subject") => 120,
                        (Kind::Push | Kind::WebPush, "title") => 60,
                        (Kind::Push | Kind::WebPush, "body") => 170,
                        _ => 1_000,
                    };
                    assert!(text.chars().count() <= most, "{name}: {text}");
                }
            }
        }
    }
    assert!(texts > 0);
}

#[test]
fn every_template_has_a_name_of_its_own_and_can_be_built_on_any_day() {
    for template in &TEMPLATES {
        assert_eq!(TEMPLATES.iter().filter(|other| other.id == template.id || other.name == template.name).count(), 1);
        assert_eq!(super::template(template.id).map(|found| found.name), Some(template.name));
        assert!(JourneyId::parse(template.id).is_some());
        assert!(template.about.chars().count() <= DESCRIPTION_MAX, "{}", template.id);
        assert!(crate::model::text::Name::parse(template.name).is_ok());
        for day in days() {
            let Draft { setup, .. } = (template.build)(ZONE, day);
            if let Start::Later(local) = setup.start {
                assert!(local.date() > day, "{} on {day}", template.id);
            }
        }
    }
    let payment = template("payment-reminder").map(|template| (template.build)(ZONE, read_date("2026-01-31").unwrap()));
    assert_eq!(payment.unwrap().setup.start, Start::Later(crate::model::time::read_local("2026-02-01T09:00").unwrap()));
}

#[test]
fn the_sample_workspace_shows_every_status() {
    let (now, _) = now();
    let sample = sample();
    assert!(sample.len() >= 13, "one of them could not be made");
    let mut shown: BTreeMap<Status, Vec<&str>> = BTreeMap::new();
    let mut versions = BTreeSet::new();
    for journey in &sample {
        let statuses = Statuses::of(journey, &entry, now);
        shown.entry(statuses.shown().1).or_default().push(journey.name.as_str());
        versions.extend(journey.published.iter().filter_map(|v| statuses.get(VersionRef::Number(v.number()))));
        if journey.draft.is_some() {
            versions.insert(Status::Draft);
        }
    }
    assert_eq!(versions.into_iter().collect::<Vec<_>>(), Status::ALL);
    let expected = [
        (Status::Draft, vec!["Birthday treat", "Referral invitation"]),
        (Status::Scheduled, vec!["Members’ sale"]),
        (
            Status::Running,
            vec![
                "Welcome series",
                "Abandoned cart",
                "Weekly digest",
                "Payment reminder",
                "Flight reminder",
                "Review request",
            ],
        ),
        (Status::Paused, vec!["Win-back"]),
        (Status::Completed, vec!["Trail collection launch"]),
        (Status::Stopped, vec!["Trial ending", "Early-bird sale"]),
    ];
    assert_eq!(shown, BTreeMap::from(expected));
    let find = |id: &str| sample.iter().find(|journey| journey.id.as_str() == id).unwrap();
    assert!(find("early-bird-sale").archived);
    assert!(find("abandoned-cart").draft.as_ref() != Some(find("abandoned-cart").published[0].content()));
    assert_eq!(find("welcome-series").published.len(), 2);
    assert!(find("welcome-series").published[0].content() != find("welcome-series").published[1].content());
}

#[test]
fn the_sample_workspace_is_in_order() {
    let (now, _) = now();
    let sample = sample();
    let ids: BTreeSet<&str> = sample.iter().map(|journey| journey.id.as_str()).collect();
    let names: BTreeSet<String> = sample.iter().map(|journey| journey.name.key(&|text| text.to_owned())).collect();
    assert_eq!((ids.len(), names.len()), (sample.len(), sample.len()));
    let mut entries = Vec::new();
    for journey in &sample {
        assert!(JourneyId::parse(journey.id.as_str()).is_some());
        assert!((1..=DESCRIPTION_MAX).contains(&journey.description.chars().count()), "{}", journey.name);
        assert!((1..=LABELS_MAX).contains(&journey.labels.len()));
        assert!(journey.labels.iter().all(|label| (1..=TITLE_MAX).contains(&label.chars().count())));
        assert!(journey.created < now);
        let record = |version: &Published| {
            let record = version.record();
            let paused = record.paused.iter().flat_map(|(from, to)| [Some(*from), *to]).flatten();
            let ends = [record.stopped, record.superseded].into_iter().flatten();
            std::iter::once(record.at).chain(paused).chain(ends).collect::<Vec<_>>()
        };
        let instants: Vec<Instant> = journey.published.iter().flat_map(record).collect();
        assert!(instants.iter().all(|at| journey.created < *at && *at < now), "{}", journey.name);
        if let Some(version) = journey.latest() {
            assert!(version.record().at < now - TimeDelta::hours(12));
        }
        // No two journeys take the same users in.
        let graph = journey.latest().map(Published::content).or(journey.draft.as_ref()).map(|content| &content.graph);
        let node = graph.and_then(Graph::entry).unwrap();
        let segment = (node.kind, node.segment.clone());
        assert!(!entries.contains(&segment), "{}", journey.name);
        entries.push(segment);
        // A trigger names what is there.
        if node.kind == Kind::JourneyTrigger {
            let other = sample.iter().find(|other| other.id.as_str() == node.segment.text("journey")).unwrap();
            let target = NodeId::parse(node.segment.text("node")).unwrap();
            assert!(other.latest().unwrap().content().graph.node(&target).is_some());
        }
    }
}

#[test]
fn the_sample_workspace_shows_the_same_statuses_on_any_day_and_in_any_zone() {
    let shown = |now: Instant, today: Date| -> Vec<(String, Status)> {
        let journeys = workspace(now, today, ZONE);
        journeys.iter().map(|j| (j.id.to_string(), Statuses::of(j, &entry, now).shown().1)).collect()
    };
    let expected = shown(now().0, now().1);
    for day in days() {
        for minute in [1, 720, 1439] {
            let now = day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::minutes(minute);
            for today in [day - Days::new(1), day, day + Days::new(1)] {
                assert_eq!(shown(now, today), expected, "{now} {today}");
            }
        }
    }
}
