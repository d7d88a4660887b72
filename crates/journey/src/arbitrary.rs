//! Random journeys, drafts and edits for property tests, here and in the crates that depend on this one.
//!
//! Everything is drawn from [`Dice`], a row of numbers: a shorter row with smaller numbers gives something smaller, which is
//! how a failing case shrinks, and the bytes of a fuzzer make dice as well ([`Dice::of_bytes`]).

mod dice;
mod draws;
mod shapes;

use proptest::{collection::vec, prelude::*};

pub use dice::Dice;
pub use shapes::Shape;

use crate::{
    edit::Edit,
    model::{
        field::{Input, Section},
        graph::{Group, LinkKey, LinkTiming, Path},
        journey::{Draft, Journey, LABELS_MAX, Published, Record, WhatChange, WhatPart},
        kind::{Kind, Outcome},
        setup::Setup,
        text::{DESCRIPTION_MAX, JourneyId, Name, NodeId, TITLE_MAX},
        time::Instant,
    },
};

impl Dice {
    /// A text of at most so many characters, hostile now and then: markup, quotes, other scripts, controls.
    pub fn text(&mut self, max: usize) -> String {
        draws::text(self, max)
    }

    /// An instant with a fraction now and then, in the years 2000 to 2100.
    pub fn instant(&mut self) -> Instant {
        draws::instant(self)
    }

    /// A whole setup; complete enough to load, not always enough to publish.
    pub fn setup(&mut self) -> Setup {
        draws::setup(self)
    }

    /// A draft built by so many random edits, out of which those that were refused fell.
    pub fn draft(&mut self, edits: usize) -> Draft {
        let mut draft = Draft::new("Europe/Berlin");
        for _ in 0..self.below(edits + 1) {
            let edit = self.edit(&draft);
            // A refused edit leaves the draft as it was.
            let _ = edit.apply(&mut draft);
        }
        draft
    }

    /// A draft as a file may hold one: links that lead nowhere or leave by an outcome the node lacks.
    pub fn loose_draft(&mut self, edits: usize) -> Draft {
        let mut draft = self.draft(edits);
        for _ in 0..self.below(3) {
            let (from, to) = (self.node_id(&draft), self.node_id(&draft));
            let key = LinkKey { from, outcome: draws::outcome(self), to };
            let timing = draws::timing(self, key.outcome);
            draft.graph.links.entry(key).or_insert(timing);
        }
        draft
    }

    /// An id of the draft, or one it does not have.
    fn node_id(&mut self, draft: &Draft) -> NodeId {
        let len = draft.graph.nodes.len();
        match draft.graph.nodes.get_index(self.below(len + len / 8 + 1)) {
            Some((id, _)) => id.clone(),
            None => NodeId::random(u64::from(self.roll())),
        }
    }

    /// A record whose instants follow one another.
    pub fn record(&mut self) -> Record {
        let mut at = self.instant();
        let mut later = |dice: &mut Self| {
            at += chrono::TimeDelta::seconds(dice.within(0, 10_000_000));
            at
        };
        let mut record = Record::new(later(self));
        let pauses = self.below(4);
        for n in 0..pauses {
            let from = later(self);
            let open = n + 1 == pauses && self.one_in(2);
            let to = if open { None } else { Some(later(self)) };
            record.paused.push((from, to));
        }
        record.superseded = self.one_in(4).then(|| later(self));
        record.stopped = self.one_in(4).then(|| later(self));
        record.imported = self.one_in(4).then(|| later(self));
        record
    }

    /// A change of *What* of a published version, where the node that was drawn has any.
    fn what_change(&mut self, content: &Draft) -> Option<WhatChange> {
        let node = content.graph.node(&self.node_id(content))?;
        let specs = node.kind.spec().fields(Section::What);
        let (part, input) = match specs.get(self.below(specs.len() + 1)) {
            Some(spec) => (WhatPart::Field(spec.key), spec.input),
            None => (WhatPart::Percent(self.below(7)), Input::Number { min: 0, max: 100, unit: "%" }),
        };
        let (from, to) = (self.maybe(|dice| draws::value(dice, input)), self.maybe(|dice| draws::value(dice, input)));
        Some(WhatChange { at: self.instant(), node: node.id.clone(), part, from, to })
    }

    /// A journey of up to four versions.
    pub fn journey(&mut self) -> Journey {
        let id = JourneyId::random(u64::from(self.roll()) << 32 | u64::from(self.roll()));
        let fallback = || Name::parse("Welcome series");
        let name = loop {
            // The second one cannot fail; the loop is there because the first one may.
            if let Ok(name) = Name::parse(&self.text(TITLE_MAX)).or_else(|_| fallback()) {
                break name;
            }
        };
        let created = self.instant();
        let mut journey = Journey::new(id, name, self.loose_draft(24), created);
        journey.description = self.text(DESCRIPTION_MAX);
        for label in self.several(4, |dice| dice.text(TITLE_MAX).trim().to_owned()) {
            if !label.is_empty() && !journey.labels.contains(&label) && journey.labels.len() < LABELS_MAX {
                journey.labels.push(label);
            }
        }
        journey.archived = self.one_in(4);
        let mut number = 0;
        for _ in 0..self.below(4) {
            number += 1 + u32::from(self.one_in(3));
            let (mut record, content) = (self.record(), self.loose_draft(12));
            record.what = self.several(3, |dice| dice.what_change(&content)).into_iter().flatten().collect();
            journey.published.push(Published::new(number, record, content));
        }
        if !journey.published.is_empty() && self.one_in(2) {
            journey.draft = None;
        }
        journey
    }

    /// An edit of any kind that mostly fits the draft.
    pub fn edit(&mut self, draft: &Draft) -> Edit {
        let graph = &draft.graph;
        // An empty draft is good for nothing but a first node; nodes and links come oftener, so that graphs grow.
        let which = if graph.nodes.is_empty() { 0 } else { self.below(22) };
        match which {
            0..=3 => self.insert_nodes(draft),
            4..=7 => Edit::link(self.link_key(draft)),
            8 => Edit::Insert {
                nodes: Vec::new(),
                links: self.several(3, |dice| {
                    let key = dice.link_key(draft);
                    let timing = draws::timing(dice, key.outcome);
                    (dice.below(graph.links.len() + 2), key, timing)
                }),
            },
            9 => Edit::Remove {
                nodes: self.several(2, |dice| dice.node_id(draft)),
                links: self.several(2, |dice| dice.present_link(draft)),
            },
            10 => Edit::Move(self.several(4, |dice| (dice.node_id(draft), draws::point(dice)))),
            11 => Edit::Title(self.node_id(draft), self.text(TITLE_MAX)),
            12 => Edit::Entry(self.node_id(draft), !self.one_in(4)),
            13 => self.field(draft),
            14 => {
                let id = self.kind_of_node(draft, Kind::is_segment);
                Edit::Window(id, self.maybe(draws::span))
            }
            15 => {
                let id = self.kind_of_node(draft, Kind::is_engagement);
                if self.one_in(4) { Edit::UserZone(id, self.one_in(2)) } else { Edit::When(id, draws::when(self)) }
            }
            16 => {
                let id = self.kind_of_node(draft, |kind| kind.spec().paths.is_some());
                let limits = graph.node(&id).and_then(|node| node.kind.spec().paths);
                let (min, max) = limits.map_or((0, 3), |limits| (limits.min, limits.max));
                let count = min + self.below(max - min + 1);
                Edit::Paths(id, (0..count).map(|_| draws::path(self)).collect::<Vec<Path>>())
            }
            17 => {
                let key = self.present_link(draft);
                let timing = draws::timing(self, key.outcome);
                Edit::Link(key, timing)
            }
            18 => Edit::Setup(Box::new(self.setup())),
            19 => {
                let id = self.annotation_id(graph.notes());
                Edit::Note(id, (!self.one_in(4)).then(|| draws::note(self)))
            }
            20 => self.group(draft),
            _ => {
                // The second edit sees the draft as the first one leaves it, so that batches mostly fit.
                let mut after = draft.clone();
                let edits = self.several(4, |dice| {
                    let edit = dice.edit(&after);
                    let _ = edit.apply(&mut after);
                    edit
                });
                Edit::Batch(edits)
            }
        }
    }

    /// The id of a note or group, or a new one.
    fn annotation_id<T>(&mut self, list: &[(NodeId, T)]) -> NodeId {
        match list.get(self.below(list.len() + 1)) {
            Some((id, _)) => id.clone(),
            None => NodeId::random(u64::from(self.roll()) << 32 | u64::from(self.roll())),
        }
    }

    /// Groups nodes that are in no other group, or ungroups some.
    fn group(&mut self, draft: &Draft) -> Edit {
        let graph = &draft.graph;
        let id = self.annotation_id(graph.groups());
        let free = |node: &NodeId| graph.group_of(node).is_none_or(|(of, _)| *of == id);
        let free: Vec<&NodeId> = graph.nodes().map(|node| &node.id).filter(|node| free(node)).collect();
        let mut nodes: Vec<NodeId> = free.into_iter().filter(|_| self.below(2) == 1).cloned().collect();
        nodes.sort_unstable();
        let group = Group { name: self.text(TITLE_MAX), nodes, collapsed: self.one_in(2) };
        Edit::Group(id, (!self.one_in(4)).then_some(group))
    }

    fn insert_nodes(&mut self, draft: &Draft) -> Edit {
        let len = draft.graph.nodes.len();
        let nodes: Vec<_> = (0..=self.below(3)).map(|_| (self.below(len + 2), draws::node(self))).collect();
        let mut links: Vec<(usize, LinkKey, LinkTiming)> = Vec::new();
        if let [(_, from), (_, to), ..] = nodes.as_slice() {
            let outcomes = from.outcomes();
            if !outcomes.is_empty() && from.id != to.id && !to.entry {
                let key = LinkKey { from: from.id.clone(), outcome: self.pick(&outcomes), to: to.id.clone() };
                let timing = draws::timing(self, key.outcome);
                links.push((self.below(draft.graph.links.len() + 2), key, timing));
            }
        }
        Edit::Insert { nodes, links }
    }

    /// A link that mostly can be drawn.
    fn link_key(&mut self, draft: &Draft) -> LinkKey {
        let (from, to) = (self.node_id(draft), self.node_id(draft));
        let outcomes = draft.graph.node(&from).map(|node| node.outcomes()).unwrap_or_default();
        let outcome = if outcomes.is_empty() { Outcome::Yes } else { self.pick(&outcomes) };
        LinkKey { from, outcome, to }
    }

    /// A link of the draft, or one it does not have.
    fn present_link(&mut self, draft: &Draft) -> LinkKey {
        let len = draft.graph.links.len();
        match draft.graph.links.get_index(self.below(len + len / 8 + 1)) {
            Some((key, _)) => key.clone(),
            None => self.link_key(draft),
        }
    }

    /// A node whose kind fits; one that is not there where there is none.
    fn kind_of_node(&mut self, draft: &Draft, fits: impl Fn(Kind) -> bool) -> NodeId {
        let fitting: Vec<&NodeId> = draft.graph.nodes().filter(|node| fits(node.kind)).map(|node| &node.id).collect();
        if fitting.is_empty() { NodeId::random(u64::MAX) } else { self.pick(&fitting).clone() }
    }

    fn field(&mut self, draft: &Draft) -> Edit {
        let node = self.node_id(draft);
        let specs: Vec<_> = draft
            .graph
            .node(&node)
            .into_iter()
            .flat_map(|node| Section::ALL.map(|section| (section, node.kind.spec().fields(section))))
            .flat_map(|(section, specs)| specs.iter().map(move |spec| (section, spec)))
            .collect();
        if specs.is_empty() {
            return Edit::Title(node, self.text(TITLE_MAX));
        }
        let (section, spec) = specs[self.below(specs.len())];
        let value = (!self.one_in(5)).then(|| draws::value(self, spec.input));
        Edit::Field { node, section, key: spec.key, value }
    }
}

/// Dice for up to `rolls` draws.
pub fn dice(rolls: usize) -> impl Strategy<Value = Dice> {
    vec(any::<u32>(), 0..rolls).prop_map(Dice::new)
}

/// Journeys of all shapes that load.
pub fn journeys() -> impl Strategy<Value = Journey> {
    dice(1_500).prop_map(|mut dice| dice.journey())
}

/// Drafts that edits made.
pub fn drafts() -> impl Strategy<Value = Draft> {
    dice(600).prop_map(|mut dice| dice.draft(40))
}

/// Texts, plain and hostile, of at most so many characters.
pub fn texts(max: usize) -> impl Strategy<Value = String> {
    dice(40).prop_map(move |mut dice| dice.text(max))
}

/// Any JSON, with the words of the format in it now and then.
pub fn json() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-2..400_i64).prop_map(Value::from),
        texts(60).prop_map(Value::from),
        proptest::sample::select(draws::WORDS).prop_map(Value::from),
    ];
    let key = prop_oneof![proptest::sample::select(draws::WORDS).prop_map(str::to_owned), texts(20)];
    leaf.prop_recursive(6, 80, 8, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            vec((key.clone(), inner), 0..6).prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_edits_fit_and_every_variant_is_drawn() {
        let (mut fit, mut all, mut drawn) = (0, 0, std::collections::HashSet::new());
        for seed in 0..40_u32 {
            let mut dice = Dice::of_seed(seed, 3_000);
            let mut draft = Draft::new("UTC");
            for _ in 0..60 {
                let edit = dice.edit(&draft);
                drawn.insert(std::mem::discriminant(&edit));
                all += 1;
                fit += i32::from(edit.apply(&mut draft).is_ok());
            }
        }
        assert_eq!(drawn.len(), 15);
        assert!(fit * 10 > all * 7, "{fit} of {all}");
    }
}
