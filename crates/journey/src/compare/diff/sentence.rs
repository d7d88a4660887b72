//! Each change in a plain sentence.

use super::{Change, words};
use crate::model::{
    field::Section,
    graph::{Graph, Group, LinkKey, LinkTiming, Node, Note, Path, When},
    journey::{Draft, WhatChange, WhatPart},
    kind::Outcome,
    text::NodeId,
    time::Span,
};

/// A node as a sentence names it: `Email “Welcome”`, or its kind alone.
pub(super) fn name(node: &Node) -> String {
    match node.title.trim() {
        "" => node.kind.name().to_owned(),
        title => format!("{} “{title}”", node.kind.name()),
    }
}

/// The two versions, to look names up in: the newer one has the last word.
struct Names<'a>(&'a Graph, &'a Graph);

impl Names<'_> {
    fn node(&self, id: &NodeId) -> String {
        self.1.node(id).or_else(|| self.0.node(id)).map_or_else(|| "a node that is gone".to_owned(), name)
    }

    fn outcome(&self, id: &NodeId, outcome: Outcome) -> String {
        let has =
            |graph: &Graph| graph.node(id).filter(|node| node.has_outcome(outcome)).map(|n| n.outcome_name(outcome));
        has(self.1).or_else(|| has(self.0)).unwrap_or_else(|| outcome.name())
    }

    fn link(&self, key: &LinkKey) -> String {
        format!("{} {} to {}", self.node(&key.from), self.outcome(&key.from, key.outcome), self.node(&key.to))
    }
}

impl Change {
    /// Describes the change in a sentence without its full stop. `from` and `to` are the compared versions.
    pub fn sentence(&self, from: &Draft, to: &Draft) -> String {
        let said = self.say(from, to);
        // A title that a file brought in may hold line breaks.
        if said.contains(char::is_control) { said.replace(char::is_control, " ") } else { said }
    }

    fn say(&self, from: &Draft, to: &Draft) -> String {
        let names = Names(&from.graph, &to.graph);
        match self {
            Self::Setup { part, from, to } => {
                format!("Setup: {} {}", part.label, words::changed(&(part.say)(from), &(part.say)(to)))
            }
            Self::Added { nodes, links } => {
                let ids: Vec<&NodeId> = nodes.iter().map(|(_, node)| &node.id).collect();
                let keys: Vec<&LinkKey> = links.iter().map(|(_, key, _)| key).collect();
                group(&names, &ids, &keys, "added")
            }
            Self::Removed { nodes, links } => {
                let old = Names(&to.graph, &from.graph);
                group(&old, &nodes.iter().collect::<Vec<_>>(), &links.iter().collect::<Vec<_>>(), "removed")
            }
            Self::Title { node, from: was, to: is } => {
                // Under the name it had: that is the one that is known.
                let known = from.graph.node(node).map_or_else(|| names.node(node), name);
                match (was.trim(), is.trim()) {
                    (_, "") => format!("{known}: title removed"),
                    ("", title) => format!("{known}: named “{title}”"),
                    (_, title) => format!("{known}: renamed to “{title}”"),
                }
            }
            Self::Entry(node, true) => format!("{}: users come in here now", names.node(node)),
            Self::Entry(node, false) => format!("{}: users come in here no longer", names.node(node)),
            Self::Field { node, section, key, from: was, to: is } => {
                let kind = to.graph.node(node).map(|node| node.kind);
                let spec = kind.and_then(|kind| kind.spec().fields(*section).iter().find(|spec| spec.key == *key));
                let label = spec.map_or(*key, |spec| spec.label);
                let [was, is] = [was, is].map(|held| words::value(held.as_ref(), spec));
                let who = if *section == Section::Who { "Who, " } else { "" };
                format!("{}: {who}{label} {}", names.node(node), words::changed(&was, &is))
            }
            Self::Window(node, was, is) => {
                format!("{}: window {}", names.node(node), words::changed(&words::span(*was), &words::span(*is)))
            }
            Self::When(node, was, is) => {
                format!("{}: when it goes out {}", names.node(node), words::changed(&when(*was), &when(*is)))
            }
            Self::UserZone(node, true) => format!("{}: follows each user’s own time zone now", names.node(node)),
            Self::UserZone(node, false) => format!("{}: no longer follows each user’s own time zone", names.node(node)),
            Self::Paths(node, was, is) => format!("{}: {}", names.node(node), paths(was, is)),
            Self::Linked(_, key, timing) => format!("Linked: {}{}", names.link(key), times(*timing)),
            Self::Unlinked(key) => format!("Link removed: {}", names.link(key)),
            Self::Timing { link, time, from: was, to: is } => {
                format!(
                    "{} of {} {}",
                    time.name(),
                    names.link(link),
                    words::changed(&words::span(*was), &words::span(*is))
                )
            }
            Self::Order { node, outcome, links } => {
                let ends = words::list(links.iter().map(|key| names.node(&key.to)), "then");
                format!("{}: order of the links by {} is {ends} now", names.node(node), names.outcome(node, *outcome))
            }
            Self::Moved(moves) => match moves.as_slice() {
                [(only, ..)] => format!("{} moved on the canvas", names.node(only)),
                many => format!("{} nodes moved on the canvas", many.len()),
            },
            Self::Note(_, was, is) => note(was.as_ref(), is.as_ref()),
            Self::Group(_, was, is) => node_group(was.as_ref(), is.as_ref()),
        }
    }

    /// More about it, line by line: the links of the nodes that came or went.
    pub fn details(&self, from: &Draft, to: &Draft) -> Vec<String> {
        match self {
            Self::Added { links, .. } => {
                let names = Names(&from.graph, &to.graph);
                links.iter().map(|(_, key, timing)| format!("Linked: {}{}", names.link(key), times(*timing))).collect()
            }
            Self::Removed { links, .. } => {
                let names = Names(&to.graph, &from.graph);
                links.iter().map(|key| format!("Link removed: {}", names.link(key))).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A change of what a published version's messages say, in a sentence without its full stop.
pub fn say_what(content: &Draft, change: &WhatChange) -> String {
    let Some(node) = content.graph.node(&change.node) else { return "A node that is gone was changed".to_owned() };
    let (label, spec) = match change.part {
        WhatPart::Field(key) => {
            let spec = node.kind.spec().fields(Section::What).iter().find(|spec| spec.key == key);
            (spec.map_or(key, |spec| spec.label).to_owned(), spec)
        }
        WhatPart::Percent(i) => (format!("percentage of path {}", called(&node.paths, i)), None),
    };
    let [from, to] = [&change.from, &change.to].map(|held| words::value(held.as_ref(), spec));
    format!("{}: {label} {}", name(node), words::changed(&from, &to)).replace(char::is_control, " ")
}

fn note(was: Option<&Note>, is: Option<&Note>) -> String {
    let named = |note: &Note| match note.words() {
        words if words.is_empty() => "Empty note".to_owned(),
        words => format!("Note “{words}”"),
    };
    match (was, is) {
        (Some(was), Some(is)) if was.text != is.text => format!("{}: says “{}” now", named(was), is.words()),
        (Some(was), Some(is)) if was.tone != is.tone => format!("{}: {} now", named(is), is.tone.slug()),
        (Some(was), Some(is)) if was.size != is.size => format!("{} resized", named(is)),
        (Some(_), Some(is)) => format!("{} moved on the canvas", named(is)),
        (None, Some(is)) => format!("{} added", named(is)),
        (was, None) => format!("{} removed", was.map(named).unwrap_or_default()),
    }
}

fn node_group(was: Option<&Group>, is: Option<&Group>) -> String {
    let named = |group: &Group| match group.name.trim() {
        "" => "Group".to_owned(),
        name => format!("Group “{name}”"),
    };
    match (was, is) {
        (Some(was), Some(is)) if was.name != is.name => format!("{}: named “{}”", named(was), is.title()),
        (Some(was), Some(is)) if was.nodes != is.nodes => format!("{}: has {} now", named(is), is.count()),
        (Some(_), Some(is)) => format!("{} {}", named(is), if is.collapsed { "collapsed" } else { "expanded" }),
        (None, Some(is)) => format!("{} made of {}", named(is), is.count()),
        (was, None) => format!("{} ungrouped", was.map(named).unwrap_or_default()),
    }
}

/// “2 nodes added after Email “Welcome”: Push and SMS”. The nodes they hang on are in both versions.
fn group(names: &Names<'_>, nodes: &[&NodeId], links: &[&LinkKey], done: &str) -> String {
    let after = links.iter().find(|key| !nodes.contains(&&key.from)).map(|key| names.node(&key.from));
    let before = links.iter().find(|key| !nodes.contains(&&key.to)).map(|key| names.node(&key.to));
    let place = match (after, before) {
        (Some(after), _) => format!(" after {after}"),
        (None, Some(before)) => format!(" before {before}"),
        (None, None) => String::new(),
    };
    match nodes {
        [only] => format!("{} {done}{place}", names.node(only)),
        many => {
            let all = words::list(many.iter().map(|id| names.node(id)), "and");
            format!("{} nodes {done}{place}: {all}", many.len())
        }
    }
}

fn when(when: When) -> String {
    match when {
        When::AtOnce => "at once".to_owned(),
        When::Clock(time) => format!("at {time}"),
        When::BestTime => "at the user’s best time".to_owned(),
    }
}

fn times(timing: LinkTiming) -> String {
    let say = |span: Option<Span>, word: &str| span.map(|span| format!(", {word} {span}")).unwrap_or_default();
    say(timing.window, "within") + &say(timing.delay, "after")
}

/// A path as a sentence names it.
fn called(paths: &[Path], i: usize) -> String {
    match paths.get(i).map(|path| path.name.trim()) {
        Some(name) if !name.is_empty() => format!("“{name}”"),
        _ => (i + 1).to_string(),
    }
}

/// Describes the change of a split's paths.
fn paths(was: &[Path], is: &[Path]) -> String {
    let mut said = Vec::new();
    for i in is.len()..was.len() {
        said.push(format!("path {} removed", called(was, i)));
    }
    for (i, path) in is.iter().enumerate() {
        let Some(old) = was.get(i) else {
            let who = if path.conditions.list.is_empty() {
                String::new()
            } else {
                format!(", for those with {}", words::conditions(&path.conditions))
            };
            said.push(format!("path {} added{who}", called(is, i)));
            continue;
        };
        if old.name != path.name {
            said.push(format!("path {} renamed to {}", called(was, i), called(is, i)));
        }
        if old.conditions != path.conditions {
            let (was, now) = (words::conditions(&old.conditions), words::conditions(&path.conditions));
            said.push(format!("conditions of path {} {}", called(is, i), words::changed(&was, &now)));
        }
    }
    let shares = |paths: &[Path]| {
        let share = |path: &Path| path.percent.map_or_else(|| "–".to_owned(), |percent| percent.to_string());
        paths.iter().map(share).collect::<Vec<_>>().join(" / ")
    };
    let percents = |paths: &[Path]| paths.iter().map(|path| path.percent).collect::<Vec<_>>();
    if percents(was) != percents(is) && was.iter().chain(is).any(|path| path.percent.is_some()) {
        said.push(format!("percentages changed from {} to {}", shares(was), shares(is)));
    }
    said.join("; ")
}
