//! Journeys to measure with: large ones of every kind of node, the same at every run.

use journey::{
    edit::Edit,
    field::{Behaviour, Behaviours, Condition, Conditions, Input, Section, Update, Value},
    graph::{LinkKey, Node, Path, Point, When},
    journey::Draft,
    kind::{Kind, Outcome},
    setup::{EntryCriteria, Goal, QuietHandling, QuietHours, QuietWindow},
    text::NodeId,
    time::{ClockTime, Span, WEEKDAYS},
};

/// How many nodes follow each other before the next branch.
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
    // What of the splits is still open leads to the next row.
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

/// The id of the node of a number in [`large`].
pub fn id(i: usize) -> NodeId {
    NodeId::parse(&format!("n{i}")).unwrap_or_else(|| NodeId::random(i as u64))
}

/// The same journey with something wrong at every node: an empty field, a broken token, a window of no time.
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
    // What is refused would change what is measured without a word.
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
