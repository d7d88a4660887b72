//! The corpus of seeded faults: for each check at least three faulty journeys and a near miss.

mod graph_seeds;
mod node_seeds;
mod setup_seeds;

use chrono::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::model::{
    field::{Behaviour, Behaviours, Condition, Conditions, Input, Section, Update, Value},
    graph::{LinkKey, LinkTiming, Node, Path, Point},
    kind::{Kind, Outcome},
    schedule::Publishing,
    setup::{Goal, Setup},
    text::NodeId,
    time::{Span, read_local},
};

/// A journey on its way to be checked.
#[derive(Clone, Debug)]
struct Case {
    name: String,
    taken: bool,
    draft: Draft,
}

/// A change that makes a sound journey faulty at one place, or with `None` nearly so.
struct Seed(CheckId, Option<Location>, fn(&mut Case));

/// A faulty journey.
fn fault(check: CheckId, place: Location, change: fn(&mut Case)) -> Seed {
    Seed(check, Some(place), change)
}

/// One that is not faulty, but looks as if.
fn near_miss(check: CheckId, change: fn(&mut Case)) -> Seed {
    Seed(check, None, change)
}

fn id(text: &str) -> NodeId {
    NodeId::parse(text).unwrap()
}

fn key(from: &str, outcome: Outcome, to: &str) -> LinkKey {
    LinkKey { from: id(from), outcome, to: id(to) }
}

fn at(node: &str) -> Location {
    Location::Node { id: id(node), field: None }
}

fn field(node: &str, field: NodeField) -> Location {
    Location::Node { id: id(node), field: Some(field) }
}

fn link(from: &str, outcome: Outcome, to: &str) -> Location {
    Location::Link(key(from, outcome, to))
}

fn one(property: &str, value: &str) -> Condition {
    Condition { property: property.to_owned(), value: value.to_owned(), ..Condition::default() }
}

fn conditions(list: &[Condition]) -> Conditions {
    Conditions { list: list.to_vec(), ..Conditions::default() }
}

/// Something that fits every field.
fn value(input: Input) -> Option<Value> {
    Some(match input {
        Input::Text { .. } | Input::Event | Input::Property => "Something".into(),
        Input::Address { .. } => "https://a.example/x".into(),
        Input::Journey => "other".into(),
        Input::JourneyNode => "n1".into(),
        Input::Conditions => conditions(&[one("Plan", "Gold")]).into(),
        Input::Behaviours => {
            let behaviour = Behaviour { did: true, event: "Bought".to_owned(), within: Span::Days(7) };
            Behaviours { list: vec![behaviour], ..Behaviours::default() }.into()
        }
        Input::Updates => {
            Value::Updates(vec![Update { property: "Stage".into(), value: "1".into(), ..Update::default() }])
        }
        Input::Pairs => Value::Pairs(vec![("1".into(), "x".into())]),
        Input::Number { .. } | Input::Span | Input::Choice(_) => return None,
    })
}

/// A node with every field filled in.
fn filled(name: &str, kind: Kind) -> Node {
    let mut node = Node::new(id(name), kind, Point::default());
    for section in Section::ALL {
        for spec in kind.spec().fields(section) {
            if let Some(value) = value(spec.input) {
                node.fields_mut(section).set(spec.key, Some(value));
            }
        }
    }
    for (i, path) in node.paths.iter_mut().enumerate() {
        path.conditions = conditions(&[one("City", &i.to_string())]);
    }
    if kind.is_segment() {
        node.window = Some(Span::Days(1));
    }
    node
}

impl Case {
    /// A list gets a mail, which ends the journey: nothing is wrong with it.
    fn sound() -> Self {
        let mut setup = Setup::new("Europe/Berlin");
        setup.timeout = Some(Span::Days(30));
        let segment = filled("x", Kind::Action).segment;
        setup.goals.push(Goal { name: "Bought".to_owned(), kind: Kind::Action, segment });
        let mut case = Self {
            name: "Welcome".to_owned(),
            taken: false,
            draft: Draft { setup, graph: crate::model::graph::Graph::default() },
        };
        case.push("in", Kind::CustomList).push("mail", Kind::Email).push("end", Kind::ForceExit);
        case.node("in").entry = true;
        case.node("in").window = None;
        case.link("in", Outcome::Yes, "mail").link("mail", Outcome::Sent, "end");
        case
    }

    fn push(&mut self, name: &str, kind: Kind) -> &mut Self {
        let mut node = filled(name, kind);
        node.at.y = self.draft.graph.nodes.len() as f64 * 104.0;
        self.draft.graph.nodes.insert(id(name), node);
        self
    }

    fn link(&mut self, from: &str, outcome: Outcome, to: &str) -> &mut Self {
        self.draft.graph.links.insert(key(from, outcome, to), LinkTiming::start(outcome));
        self
    }

    /// Adds a node after the mail, by its first free outcome, and links everything that a split has to the end.
    fn add(&mut self, name: &str, kind: Kind) -> &mut Node {
        let outcome = self.draft.graph.free_outcome(&id("mail")).unwrap();
        self.push(name, kind).link("mail", outcome, name);
        for outcome in self.node(name).outcomes() {
            if matches!(outcome, Outcome::Path(_) | Outcome::Others) {
                self.link(name, outcome, "end");
            }
        }
        self.node(name)
    }

    fn node(&mut self, name: &str) -> &mut Node {
        self.draft.graph.nodes.get_mut(&id(name)).unwrap()
    }

    fn timing(&mut self, from: &str, outcome: Outcome, to: &str) -> &mut LinkTiming {
        self.draft.graph.links.get_mut(&key(from, outcome, to)).unwrap()
    }

    fn unlink(&mut self, from: &str, outcome: Outcome, to: &str) -> &mut Self {
        self.draft.graph.links.shift_remove(&key(from, outcome, to)).unwrap();
        self
    }

    fn setup(&mut self) -> &mut Setup {
        &mut self.draft.setup
    }

    /// Checked at noon of Tuesday, 10 March 2026; of the other journeys there is `other` alone, with the node `n1`.
    fn check(&self) -> Vec<Finding> {
        let known = self.draft.setup.zone.starts_with("Europe/");
        check(
            &self.draft,
            &Context {
                name: &self.name,
                name_taken: self.taken,
                publishing: Publishing::at_once(chrono::Utc.with_ymd_and_hms(2026, 3, 10, 11, 0, 0).unwrap()),
                // Whoever asks knows the zones of Europe.
                to_local: known.then_some(&|at| at.naive_utc() + chrono::TimeDelta::hours(1)),
                journey_nodes: &|journey| (journey == "other").then(|| vec![id("n1")]),
            },
        )
    }
}

fn split_path(name: &str, list: &[Condition]) -> Path {
    Path { name: name.to_owned(), percent: None, conditions: conditions(list) }
}

fn seeds() -> Vec<Seed> {
    let mut seeds = setup_seeds::seeds();
    seeds.extend(node_seeds::seeds());
    seeds.extend(graph_seeds::seeds());
    seeds
}

fn made(seed: &Seed) -> Case {
    let mut case = Case::sound();
    seed.2(&mut case);
    case
}

#[test]
fn nothing_is_wrong_with_a_sound_journey() {
    assert_eq!(Case::sound().check(), []);
}

#[test]
fn what_only_a_path_with_0_percent_leads_to_is_told_and_nothing_else() {
    let mut case = Case::sound();
    let node = case.add("test", Kind::SplitTest);
    node.what.set("mode", Some("manual".into()));
    node.paths = [100, 0].map(|percent| Path { percent: Some(percent), ..Path::default() }).to_vec();
    case.push("lost", Kind::Push).push("both", Kind::Push);
    case.link("test", Outcome::Path(0), "both").link("test", Outcome::Path(1), "lost").link(
        "lost",
        Outcome::Sent,
        "both",
    );
    let zero: Vec<Location> =
        case.check().into_iter().filter(|f| f.check == CheckId::PathZero).map(|f| f.place).collect();
    assert_eq!(zero, [field("test", NodeField::Path(1)), at("lost")]);
}

#[test]
fn every_check_has_three_faulty_journeys_and_a_near_miss() {
    let seeds = seeds();
    for check in CheckId::ALL.iter().filter(|check| !check.needs_time()) {
        let count = |faulty: bool| seeds.iter().filter(|seed| seed.0 == *check && seed.1.is_some() == faulty).count();
        assert!(
            count(true) >= 3 && count(false) >= 1,
            "{check:?}: {} faults, {} near misses",
            count(true),
            count(false)
        );
    }
}

#[test]
fn every_seeded_fault_is_found_at_its_place_and_no_near_miss_is() {
    for (i, seed) in seeds().iter().enumerate() {
        let findings = made(seed).check();
        let places: Vec<&Location> = findings.iter().filter(|f| f.check == seed.0).map(|f| &f.place).collect();
        let expected: Vec<&Location> = seed.1.iter().collect();
        assert_eq!(places, expected, "seed {i} of {:?}: {findings:#?}", seed.0);
        for finding in &findings {
            assert!(finding.message.ends_with('.'), "{}", finding.message);
        }
    }
}

#[test]
fn after_a_repair_its_finding_is_gone_and_no_new_one_came_and_undo_takes_it_back() {
    let mut repaired = std::collections::BTreeSet::new();
    for (i, seed) in seeds().iter().enumerate() {
        let case = made(seed);
        let before = case.check();
        let same = |a: &Finding, b: &Finding| a.check == b.check && a.place == b.place;
        for finding in &before {
            let Some(repair) = &finding.repair else { continue };
            repaired.insert(finding.check);
            let mut after = case.clone();
            match &repair.fix {
                Fix::Name(name) => after.name = name.clone(),
                Fix::Edit(edit) => {
                    let back = edit.apply(&mut after.draft).unwrap_or_else(|r| panic!("seed {i} {finding:?}: {r}"));
                    let mut undone = after.draft.clone();
                    back.apply(&mut undone).unwrap_or_else(|r| panic!("seed {i} {finding:?}: {r}"));
                    assert_eq!(undone, case.draft, "seed {i}");
                    assert!(undone.graph.nodes().eq(case.draft.graph.nodes()), "seed {i}");
                    assert!(undone.graph.links().eq(case.draft.graph.links()), "seed {i}");
                }
            }
            for left in after.check() {
                assert!(!same(&left, finding), "seed {i}: {finding:?} is still there");
                assert!(before.iter().any(|known| same(known, &left)), "seed {i}: {finding:?} gave {left:?}");
            }
        }
    }
    assert!(repaired.len() >= 20, "{repaired:?}");
}

#[test]
fn findings_come_in_reading_order_and_errors_first() {
    let mut case = Case::sound();
    case.name.clear();
    case.setup().control_percent = 1;
    case.setup().timeout = None;
    // In the order of the graph the lost node comes before the others, in reading order after them.
    case.push("lost", Kind::Push);
    let last = case.draft.graph.nodes.len() - 1;
    case.draft.graph.nodes.move_index(last, 0);
    case.add("late", Kind::Sms).what.set("body", None);
    case.node("mail").what.set("subject", None);
    case.node("mail").what.set("body", None);
    case.link("mail", Outcome::Updated, "end");
    let places: Vec<Location> = case.check().into_iter().map(|finding| finding.place).collect();
    let what = |node, key| field(node, NodeField::What(key));
    let expected = [
        Location::Journey(JourneyField::Name),
        Location::Setup(SetupField::Control),
        Location::Setup(SetupField::Timeout),
        at("mail"),
        what("mail", "body"),
        what("mail", "subject"),
        link("mail", Outcome::Updated, "end"),
        what("late", "body"),
        at("lost"),
    ];
    assert_eq!(places, expected);
}

/// Any graph, sound or not: a file may hold it.
fn any_case() -> impl Strategy<Value = Case> {
    let node = (0..Kind::ALL.len(), any::<[bool; 4]>(), 0..9_usize, 0..3_u32);
    let name = |n: usize| format!("n{n}");
    let link = (0..14_usize, 0..20_usize, 0..14_usize, 0..3_u32);
    (prop::collection::vec(node, 0..12), prop::collection::vec(link, 0..40)).prop_map(move |(nodes, links)| {
        let mut case = Case::sound();
        case.draft.graph = crate::model::graph::Graph::default();
        for (i, (kind, [entry, empty, clock, window], paths, span)) in nodes.into_iter().enumerate() {
            let kind = Kind::ALL[kind];
            case.push(&name(i), kind);
            let node = case.node(&name(i));
            if empty {
                *node = Node::new(node.id.clone(), kind, node.at);
            }
            node.entry = entry && i % 3 == 0;
            node.window = (window && kind.is_segment()).then_some(Span::Hours(span));
            if clock && kind.is_engagement() {
                let hour = crate::model::time::ClockTime::new(u16::try_from(span).unwrap(), 0).unwrap();
                node.when = crate::model::graph::When::Clock(hour);
            }
            if kind.spec().paths.is_some() {
                node.paths = vec![Path::default(); paths];
            }
        }
        for (from, outcome, to, delay) in links {
            let outcome = match outcome {
                n @ 0..11 => Outcome::NAMED[n].0,
                n => Outcome::Path(u8::try_from(n - 11).unwrap()),
            };
            let timing = LinkTiming { delay: delay.checked_sub(1).map(Span::Days), window: None };
            case.draft.graph.links.insert(key(&name(from), outcome, &name(to)), timing);
        }
        case
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_draft_can_be_checked_and_every_repair_applied_and_taken_back(case in any_case()) {
        for finding in case.check() {
            if let Some(Repair { fix: Fix::Edit(edit), .. }) = &finding.repair {
                let mut draft = case.draft.clone();
                let back = edit.apply(&mut draft);
                prop_assert!(back.is_ok(), "{finding:?}: {back:?}");
                let after = Case { draft: draft.clone(), ..case.clone() }.check();
                let left = after.iter().any(|f| f.check == finding.check && f.place == finding.place);
                prop_assert!(!left, "{finding:?}");
                back.unwrap().apply(&mut draft).unwrap();
                prop_assert_eq!(&draft, &case.draft);
                prop_assert!(draft.graph.nodes().eq(case.draft.graph.nodes()));
                prop_assert!(draft.graph.links().eq(case.draft.graph.links()));
            }
        }
    }
}
