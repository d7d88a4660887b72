//! Two tabs on one draft: what changed in different parts comes together, what changed in the same part is asked about.
//!
//! A draft is compared in the form of its file. A part is one field of the setup, of a node, of one of its sections or of
//! a link. So a new field needs nothing here. Each part has four values: mine, and mine as the other tab had it when it
//! wrote; theirs, and theirs as last taken over here. They distinguish an echo from a change.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::{
    format::{Defaults, Json, draft_from_value, draft_to_value, put_draft, put_outcome},
    model::{
        field::Section,
        graph::{Graph, Group, LinkKey, Node},
        journey::Draft,
        text::NodeId,
        time::Instant,
    },
};

/// Whose of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// This tab's.
    Mine,
    /// The other tab's.
    Theirs,
}

/// A part that both changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The name of the part, for a person.
    pub what: String,
    /// The value here; `None` where it is gone.
    pub mine: Option<String>,
    /// The value there.
    pub theirs: Option<String>,
}

/// The result of a merge.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The draft; where both changed a part, that of the side that was asked for.
    pub draft: Draft,
    /// The parts that both changed.
    pub conflicts: Vec<Conflict>,
}

/// The drafts that a merge looks at.
#[derive(Clone, Copy, Debug)]
pub struct MergeInput<'a> {
    /// The draft here.
    pub mine: &'a Draft,
    /// The draft of here, as the other tab had it when it wrote. `None` where nobody knows what both began with: then all
    /// is there that either has, and what differs is a conflict.
    pub mine_seen: Option<&'a Draft>,
    /// The draft there.
    pub theirs: &'a Draft,
    /// The other draft when it was last taken over here; where it never was, the draft that both began with.
    pub theirs_seen: Option<&'a Draft>,
}

impl<'a> MergeInput<'a> {
    /// Of three: a common beginning, and what became of it here and there.
    pub fn of_three(base: &'a Draft, mine: &'a Draft, theirs: &'a Draft) -> Self {
        Self { mine, mine_seen: Some(base), theirs, theirs_seen: Some(base) }
    }
}

/// The parts of a draft, by group (the setup, a node, a link) and by field.
pub(super) type Parts = BTreeMap<String, BTreeMap<String, Value>>;
/// Parts by group and field, with the values that another tab gave them; `None` where it took them away.
pub(super) type Brought = BTreeMap<(String, String), Option<Value>>;

/// Brings drafts together; what both changed is `side`'s. Every change of either is in the draft or among the conflicts.
pub fn merge(input: MergeInput<'_>, side: Side) -> Merged {
    merge_knowing(input, side, &[])
}

/// [`merge`], where some parts of mine are as the other tab brought them: they are no change of mine, whatever it had seen.
pub(super) fn merge_knowing(input: MergeInput<'_>, side: Side, brought: &[&Brought]) -> Merged {
    let MergeInput { mine, mine_seen, theirs, theirs_seen } = input;
    let is = |draft: &Draft, seen: Option<&Draft>| seen.is_some_and(|seen| draft.is_same(seen));
    if is(theirs, theirs_seen) || theirs.is_same(mine) {
        return Merged { draft: mine.clone(), conflicts: Vec::new() };
    }
    if is(mine, mine_seen) {
        return Merged { draft: theirs.clone(), conflicts: Vec::new() };
    }
    let [m, t] = [mine, theirs].map(parts);
    let [mut mk, tj] = [mine_seen, theirs_seen].map(|seen| seen.map(parts).unwrap_or_default());
    for ((group, field), value) in brought.iter().copied().flatten() {
        if value_at(&m, group, field) == value.as_ref() {
            let fields = mk.entry(group.clone()).or_default();
            match value {
                Some(value) => drop(fields.insert(field.clone(), value.clone())),
                None => drop(fields.remove(field)),
            }
        }
    }
    mk.retain(|_, fields| !fields.is_empty());
    if m == t {
        return Merged { draft: same_order(mine, theirs), conflicts: Vec::new() };
    }
    let mut conflicts = Vec::new();
    let mut merged = Parts::new();
    // Nodes that one deleted and that stay, because it was asked about.
    let mut stays = Vec::new();
    let groups: BTreeSet<&String> = m.keys().chain(t.keys()).collect();
    for group in groups {
        let [own, own_seen, other, other_seen] = [&m, &mk, &t, &tj].map(|parts| parts.get(group));
        let mut result = BTreeMap::new();
        if own.is_none() || other.is_none() {
            // One of them took it away or brought it: it stays or goes as a whole.
            let whose = whose(own, own_seen, other, other_seen);
            if whose.is_none() {
                let say = |fields: Option<_>| fields.map(|_| "changed".to_owned());
                let what = group_name(group, mine, theirs);
                conflicts.push(Conflict { what, mine: say(own), theirs: say(other) });
            }
            let whole = if whose.unwrap_or(side) == Side::Mine { own } else { other };
            result = whole.cloned().unwrap_or_default();
            if whose.is_none() && whole.is_some() {
                stays.push(group.clone());
            }
        } else {
            let fields: BTreeSet<&String> = [own, other].into_iter().flatten().flat_map(BTreeMap::keys).collect();
            for field in fields.into_iter().filter(|field| *field != MEMBERS) {
                let [mine_is, mine_was, theirs_is, theirs_was] =
                    [own, own_seen, other, other_seen].map(|fields| fields.and_then(|fields| fields.get(field)));
                let whose = whose(mine_is, mine_was, theirs_is, theirs_was);
                if whose.is_none() {
                    let what =
                        [&group_name(group, mine, theirs), ": ", &field_name(group, field, mine, theirs)].concat();
                    let said = |draft: &Draft, value: &Value| {
                        if field == GROUP { group_said(draft, value) } else { said(value) }
                    };
                    let (mine, theirs) = (mine_is.map(|is| said(mine, is)), theirs_is.map(|is| said(theirs, is)));
                    conflicts.push(Conflict { what, mine, theirs });
                }
                let value = if whose.unwrap_or(side) == Side::Mine { mine_is } else { theirs_is };
                if let Some(value) = value {
                    result.insert(field.clone(), value.clone());
                }
            }
        }
        if !result.is_empty() {
            merged.insert(group.clone(), result);
        }
    }
    let keeper = if side == Side::Mine { &m } else { &t };
    for id in stays.iter().filter_map(|group| group.strip_prefix("node ")) {
        let at_it = |link: &str| ends(link).is_some_and(|ends| ends.iter().any(|end| end == id));
        for (link, fields) in keeper.iter().filter(|(link, _)| at_it(link)) {
            merged.entry(link.clone()).or_insert_with(|| fields.clone());
        }
    }
    for group in stays.iter().filter(|group| group.starts_with("group ")) {
        // With the nodes that it has there.
        let id = keeper.get(group).and_then(|fields| fields.get("id"));
        for (node, fields) in keeper.iter().filter(|(_, fields)| id.is_some() && fields.get(GROUP) == id) {
            if let (Some(held), Some(id)) = (merged.get_mut(node), fields.get(GROUP)) {
                held.insert(GROUP.to_owned(), id.clone());
            }
        }
    }
    mend(&mut merged, &m, &t, side, &mut conflicts, (mine, theirs));
    Merged { draft: draft_of(&merged, mine, theirs).unwrap_or_else(|| mine.clone()), conflicts }
}

/// The group and the field of each part.
pub(super) fn keys(parts: &Parts) -> impl Iterator<Item = (&String, &String)> {
    parts.iter().flat_map(|(group, fields)| fields.keys().map(move |field| (group, field)))
}

pub(super) fn value_at<'a>(parts: &'a Parts, group: &str, field: &str) -> Option<&'a Value> {
    parts.get(group)?.get(field)
}

/// Whose value of four holds: mine where theirs is not new, or is only the echo of what mine was; theirs where mine is not
/// new. Where both are, nobody can tell.
fn whose<T: PartialEq>(mine: T, mine_seen: T, theirs: T, theirs_seen: T) -> Option<Side> {
    if mine == theirs || theirs == theirs_seen || (mine != mine_seen && theirs == mine_seen) {
        Some(Side::Mine)
    } else {
        (mine == mine_seen).then_some(Side::Theirs)
    }
}

/// A link to a node that the other one deleted: the two belong together, and are asked about.
fn mend(
    merged: &mut Parts,
    m: &Parts,
    t: &Parts,
    side: Side,
    conflicts: &mut Vec<Conflict>,
    (mine, theirs): (&Draft, &Draft),
) {
    let loose = |parts: &Parts, key: &str| {
        ends(key).is_some_and(|ends| ends.iter().any(|end| !parts.contains_key(&format!("node {end}"))))
    };
    let links: Vec<String> = merged.keys().filter(|key| loose(merged, key)).cloned().collect();
    for key in links {
        // One that an unsound file brought in is nobody's doing.
        let sound = |parts: &Parts| parts.contains_key(&key) && !loose(parts, &key);
        if !sound(m) && !sound(t) {
            continue;
        }
        let own = sound(m);
        let (here, there) = if own { (m, t) } else { (t, m) };
        for end in ends(&key).unwrap_or_default() {
            let node = format!("node {end}");
            if !there.contains_key(&node) && here.contains_key(&node) {
                let what = group_name(&node, mine, theirs);
                let linked = Some("linked".to_owned());
                let conflict = if own {
                    Conflict { what, mine: linked, theirs: None }
                } else {
                    Conflict { what, mine: None, theirs: linked }
                };
                if !conflicts.iter().any(|other| other.what == conflict.what) {
                    conflicts.push(conflict);
                }
                if (side == Side::Mine) == own
                    && let Some(whole) = here.get(&node)
                {
                    // It stays, with the links that it has there.
                    merged.insert(node, whole.clone());
                    for (link, fields) in
                        here.iter().filter(|(link, _)| ends(link).is_some_and(|ends| ends.contains(&end)))
                    {
                        merged.entry(link.clone()).or_insert_with(|| fields.clone());
                    }
                }
            }
        }
    }
    let gone: Vec<String> = merged
        .keys()
        .filter(|key| {
            loose(merged, key) && (m.contains_key(*key) && !loose(m, key) || t.contains_key(*key) && !loose(t, key))
        })
        .cloned()
        .collect();
    for key in gone {
        merged.remove(&key);
    }
}

/// The parts of a draft.
pub(super) fn parts(draft: &Draft) -> Parts {
    let mut all = Parts::new();
    let value = draft_to_value(draft);
    let fields = |value: Option<&Value>| flat(value.and_then(Value::as_object));
    all.insert("setup".to_owned(), fields(value.get("setup")));
    // They stand there in the order of the draft.
    let list = |key: &str| value.get("graph")?.get(key)?.as_array();
    for (key, names) in LISTS.iter().zip(names(draft)) {
        for (group, held) in names.into_iter().zip(list(key).into_iter().flatten()) {
            all.insert(group, fields(Some(held)));
        }
    }
    // The membership in a group is a part of the node, so two tabs can put different nodes into one group.
    for (id, group) in &draft.graph.groups {
        for node in &group.nodes {
            let fields = all.entry(format!("node {node}")).or_default();
            fields.insert(GROUP.to_owned(), id.as_str().into());
        }
    }
    all
}

/// The lists of a graph.
const LISTS: [&str; 4] = ["nodes", "links", "notes", "groups"];
/// The words that the parts of notes and of groups begin with.
const ASIDE: [&str; 2] = ["note", "group"];
/// The group that a node is in, as a field of the node's part.
const GROUP: &str = "group";
/// The nodes of a group. The field only records that they changed where the other draft ungrouped them.
const MEMBERS: &str = "nodes";

/// The name of a group that a part names by its id.
fn group_said(draft: &Draft, id: &Value) -> String {
    let id = id.as_str().and_then(NodeId::parse);
    id.and_then(|id| draft.graph.group(&id)).map_or("Group", Group::title).to_owned()
}

/// The names of a draft's parts but for the setup, in its order, for each of its [`LISTS`].
fn names(draft: &Draft) -> [Vec<String>; 4] {
    let Graph { nodes, links, notes, groups } = &draft.graph;
    let link = |LinkKey { from, outcome, to }: &LinkKey| {
        let outcome = Json::text(|out| put_outcome(out, *outcome));
        format!("link {from} {to} {outcome}")
    };
    [
        nodes.keys().map(|id| format!("node {id}")).collect(),
        links.keys().map(link).collect(),
        notes.iter().map(|(id, _)| format!("note {id}")).collect(),
        groups.iter().map(|(id, _)| format!("group {id}")).collect(),
    ]
}

/// The nodes at the ends of a link.
fn ends(group: &str) -> Option<Vec<String>> {
    let mut words = group.strip_prefix("link ")?.splitn(3, ' ');
    Some(vec![words.next()?.to_owned(), words.next()?.to_owned()])
}

/// The fields of an object; those of a section one by one.
fn flat(object: Option<&Map<String, Value>>) -> BTreeMap<String, Value> {
    let mut fields = BTreeMap::new();
    for (key, value) in object.into_iter().flatten() {
        match value {
            Value::Object(section) if matches!(key.as_str(), "segment" | "who" | "what") => {
                for (field, value) in section {
                    fields.insert(format!("{key}/{field}"), value.clone());
                }
            }
            _ => drop(fields.insert(key.clone(), value.clone())),
        }
    }
    fields
}

/// The draft of these parts; the nodes and links in the order of mine, then of theirs.
fn draft_of(parts: &Parts, mine: &Draft, theirs: &Draft) -> Option<Draft> {
    let object = |group: &String| {
        let mut object = Map::new();
        for (key, value) in parts.get(group)?.iter().filter(|(key, _)| *key != GROUP) {
            match key.split_once('/') {
                Some((section, field)) => {
                    let section = object.entry(section).or_insert_with(|| Value::Object(Map::new()));
                    section.as_object_mut()?.insert(field.to_owned(), value.clone());
                }
                None => drop(object.insert(key.clone(), value.clone())),
            }
        }
        Some(Value::Object(object))
    };
    let (mut nodes, mut links, mut put) = (Vec::new(), Vec::new(), BTreeSet::new());
    let (mut notes, mut groups) = (Vec::new(), Vec::new());
    for group in [mine, theirs].into_iter().flat_map(names).flatten() {
        if put.insert(group.clone())
            && let Some(mut value) = object(&group)
        {
            match group.split(' ').next() {
                Some("node") => nodes.push(value),
                Some("note") => notes.push(value),
                Some("group") => {
                    let id = value.get("id").cloned();
                    let within = parts.iter().filter(|(_, fields)| id.is_some() && fields.get(GROUP) == id.as_ref());
                    let members: Vec<&str> = within.filter_map(|(node, _)| node.strip_prefix("node ")).collect();
                    if !members.is_empty() {
                        value[MEMBERS] = members.into();
                        groups.push(value);
                    }
                }
                _ => links.push(value),
            }
        }
    }
    let value = serde_json::json!({
        "setup": object(&"setup".to_owned())?,
        "graph": { "nodes": nodes, "links": links, "notes": notes, "groups": groups },
    });
    draft_from_value(&value, &Defaults { zone: mine.setup.zone.clone(), now: Instant::UNIX_EPOCH }).ok()
}

/// Of two drafts that differ in the order of their nodes alone, the one that both tabs choose.
fn same_order(mine: &Draft, theirs: &Draft) -> Draft {
    let text = |draft: &Draft| Json::text(|out| put_draft(out, draft));
    if text(mine) <= text(theirs) { mine.clone() } else { theirs.clone() }
}

/// The name of a group of parts: “Setup”, a node's label, a link's.
fn group_name(group: &str, mine: &Draft, theirs: &Draft) -> String {
    let label = |id: &str| {
        let id = NodeId::parse(id)?;
        mine.graph.node(&id).or_else(|| theirs.graph.node(&id)).map(Node::label)
    };
    for word in ASIDE {
        if let Some(id) = group.strip_prefix(word).and_then(|rest| NodeId::parse(rest.trim_start())) {
            return [mine, theirs]
                .map(|draft| draft.graph.label_of(&id))
                .into_iter()
                .find(|label| !label.is_empty())
                .unwrap_or_default();
        }
    }
    if let Some(id) = group.strip_prefix("node ") {
        return label(id).unwrap_or_else(|| "A node".to_owned());
    }
    match ends(group) {
        Some(ends) => {
            let name = |end: &String| label(end).unwrap_or_else(|| "a node".to_owned());
            format!("The link {}", ends.iter().map(name).collect::<Vec<_>>().join(" to "))
        }
        None => "Setup".to_owned(),
    }
}

/// The name of a field: for a node's field its label in the inspector.
fn field_name(group: &str, field: &str, mine: &Draft, theirs: &Draft) -> String {
    let label = || {
        let id = NodeId::parse(group.strip_prefix("node ")?)?;
        let node = mine.graph.node(&id).or_else(|| theirs.graph.node(&id))?;
        let (section, key) = field.split_once('/')?;
        let section = Section::ALL.into_iter().find(|one| one.slug() == section)?;
        node.kind.spec().fields(section).iter().find(|field| field.key == key).map(|field| field.label.to_owned())
    };
    label().unwrap_or_else(|| field.replace(['_', '/'], " "))
}

/// A value as a person reads it, cut to a line.
fn said(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string().replace(['{', '}', '[', ']', '"'], "").replace(':', " ").replace(',', ", "),
    };
    let mut cut: String = text.chars().take(120).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
pub(super) mod tests;
