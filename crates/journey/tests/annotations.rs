//! Notes and groups: what edits do to them, and that a journey does not change by them (issue 5).

// The helpers of a test are tests too, which clippy cannot tell in a file of their own.
#![allow(clippy::unwrap_used)]

use journey::{
    checks, clip,
    compare::{
        diff,
        merge::{MergeInput, Side, merge},
    },
    edit::{
        Edit, Refused,
        compose::{group, ungroup},
        history::History,
    },
    format,
    graph::{Group, LinkKey, Node, Note, Point, Tone},
    journey::Draft,
    kind::{Kind, Outcome},
    text::NodeId,
    time,
};

fn id(text: &str) -> NodeId {
    NodeId::parse(text).unwrap()
}

fn ids(names: &[&str]) -> Vec<NodeId> {
    names.iter().map(|name| id(name)).collect()
}

/// Four mails in a row.
fn start() -> Draft {
    let mut draft = Draft::new("UTC");
    for (n, name) in ["a", "b", "c", "d"].into_iter().enumerate() {
        Edit::add(Node::new(id(name), Kind::Email, Point { x: n as f64 * 300.0, y: 0.0 })).apply(&mut draft).unwrap();
    }
    for (from, to) in [("a", "b"), ("b", "c"), ("c", "d")] {
        Edit::link(LinkKey { from: id(from), outcome: Outcome::Sent, to: id(to) }).apply(&mut draft).unwrap();
    }
    draft
}

fn of(names: &[&str]) -> Group {
    Group { name: "Part".into(), nodes: ids(names), collapsed: false }
}

fn with(draft: &Draft, edits: &[Edit]) -> Draft {
    let mut draft = draft.clone();
    edits.iter().for_each(|edit| drop(edit.apply(&mut draft).unwrap()));
    draft
}

fn grouped(names: &[&str]) -> Draft {
    with(&start(), &[Edit::Group(id("g"), Some(of(names)))])
}

fn members(draft: &Draft, of: &str) -> Vec<String> {
    draft.graph.group(&id(of)).map(|group| group.nodes.iter().map(ToString::to_string).collect()).unwrap_or_default()
}

#[test]
fn a_node_that_goes_leaves_its_group_and_undo_brings_it_back_into_it() {
    let (mut draft, mut history) = (grouped(&["b", "c"]), History::default());
    let before = draft.clone();
    history.apply(&mut draft, &Edit::remove(id("b")), 0.0).unwrap();
    assert_eq!(members(&draft, "g"), ["c"]);
    history.apply(&mut draft, &Edit::remove(id("c")), 9e9).unwrap();
    assert_eq!(draft.graph.groups(), [], "a group without nodes goes");
    let after = draft.clone();
    history.undo(&mut draft).unwrap();
    history.undo(&mut draft).unwrap();
    assert!(draft.is_same(&before));
    history.redo(&mut draft).unwrap();
    history.redo(&mut draft).unwrap();
    assert!(draft.is_same(&after));
}

#[test]
fn a_group_holds_nodes_that_are_there_and_that_no_other_group_has() {
    let draft = grouped(&["a", "b"]);
    let refused = |to: &str, group: Group| Edit::Group(id(to), Some(group)).apply(&mut draft.clone()).unwrap_err();
    for group in [of(&[]), of(&["a", "gone"]), of(&["b", "a"]), of(&["c", "b"])] {
        assert!(matches!(refused("h", group), Refused::Annotation(_)));
    }
    assert_eq!(refused("d", of(&["c"])), Refused::IdTaken(id("d")));
    assert!(matches!(Edit::Group(id("h"), None).apply(&mut draft.clone()), Err(Refused::Annotation(_))));
    assert!(matches!(Edit::Note(id("h"), None).apply(&mut draft.clone()), Err(Refused::Annotation(_))));
    let note = Edit::Note(id("n"), Some(Note { text: "x".repeat(2_001), ..Note::new(Point::default()) }));
    assert_eq!(note.apply(&mut draft.clone()), Err(Refused::TooLong));
    let node = Edit::add(Node::new(id("g"), Kind::Push, Point::default()));
    assert_eq!(node.apply(&mut draft.clone()), Err(Refused::IdTaken(id("g"))));
}

#[test]
fn grouping_takes_nodes_out_of_other_groups_and_a_whole_group_takes_others_in() {
    let draft = grouped(&["a", "b"]);
    let (made, edit) = group(&draft, &ids(&["b", "c"]), id("h")).unwrap();
    assert_eq!((made, edit.describe(&draft).as_str()), (id("h"), "Grouped 2 nodes"));
    let other = with(&draft, &[edit]);
    assert_eq!(
        (members(&other, "g"), members(&other, "h")),
        (vec!["a".to_owned()], vec!["b".to_owned(), "c".to_owned()])
    );
    let (kept, edit) = group(&draft, &ids(&["a", "b", "d"]), id("h")).unwrap();
    assert_eq!(kept, id("g"));
    assert_eq!(members(&with(&draft, &[edit]), "g"), ["a", "b", "d"]);
    assert_eq!(group(&draft, &ids(&["a", "b"]), id("h")), None, "they are one group");
    assert_eq!(group(&draft, &ids(&["d"]), id("h")), None);
    assert_eq!(with(&other, &[ungroup(&other, &ids(&["a", "b"])).unwrap()]).graph.groups().len(), 1);
    assert_eq!(with(&draft, &[ungroup(&draft, &ids(&["a", "b", "c"])).unwrap()]).graph.groups(), []);
    assert_eq!(ungroup(&draft, &ids(&["c"])), None);
}

#[test]
fn nodes_and_notes_that_are_nudged_together_are_one_step() {
    let before = with(&start(), &[Edit::Note(id("n"), Some(Note::new(Point::default())))]);
    let nudge = |x: f64| {
        let note = Note { at: Point { x, y: 0.0 }, ..Note::new(Point::default()) };
        Edit::Batch(vec![Edit::Move(vec![(id("a"), Point { x, y: 0.0 })]), Edit::Note(id("n"), Some(note))])
    };
    let (mut draft, mut history) = (before.clone(), History::default());
    for step in 1..=3 {
        history.apply(&mut draft, &nudge(f64::from(step) * 20.0), f64::from(step) * 100.0).unwrap();
    }
    let after = draft.clone();
    history.undo(&mut draft);
    assert_eq!(draft, before);
    history.redo(&mut draft);
    assert_eq!(draft, after);
    // Each edit that adds something is a step of its own.
    let add = |name: &str| Edit::Batch(vec![Edit::add(Node::new(id(name), Kind::Email, Point::default()))]);
    for name in ["x", "y"] {
        history.apply(&mut draft, &add(name), 400.0).unwrap();
    }
    history.undo(&mut draft);
    assert_eq!(draft.graph.nodes().len(), after.graph.nodes().len() + 1);
}

#[test]
fn each_change_of_a_note_and_a_group_says_itself() {
    let note = Note { text: "Ask  legal\nfirst".into(), ..Note::new(Point::default()) };
    let set = |note: &Note| Edit::Note(id("n"), Some(note.clone()));
    let group = of(&["a", "b"]);
    let named = |name: &str| Edit::Group(id("g"), Some(Group { name: name.into(), ..group.clone() }));
    let steps = [
        (Edit::Note(id("n"), Some(Note::new(Point::default()))), "Added a note"),
        (set(&note), "Wrote “Ask legal first” on a note"),
        (set(&Note { tone: Tone::Blue, ..note.clone() }), "Made the note “Ask legal first” blue"),
        (
            set(&Note { tone: Tone::Blue, at: Point { x: 1.0, y: 2.0 }, ..note.clone() }),
            "Moved the note “Ask legal first”",
        ),
        (
            set(&Note { tone: Tone::Blue, at: Point { x: 1.0, y: 2.0 }, size: Point { x: 99.0, y: 99.0 }, ..note }),
            "Resized the note “Ask legal first”",
        ),
        (Edit::Note(id("n"), None), "Deleted the note “Ask legal first”"),
        (named(""), "Grouped 2 nodes"),
        (named("Win back"), "Named the group “Win back”"),
        (
            Edit::Group(id("g"), Some(Group { name: "Win back".into(), collapsed: true, ..group.clone() })),
            "Collapsed the group “Win back”",
        ),
        (Edit::Group(id("g"), None), "Ungrouped “Win back”"),
    ];
    let mut draft = start();
    for (edit, said) in steps {
        let before = draft.clone();
        assert_eq!(edit.describe(&draft), said);
        edit.apply(&mut draft).unwrap();
        let changes = diff::diff(&before, &draft);
        assert_eq!(changes.len(), 1, "{said}");
        assert!(!changes[0].sentence(&before, &draft).is_empty());
    }
}

#[test]
fn a_copy_brings_its_notes_and_its_whole_groups() {
    let note = Note { text: "Here".into(), ..Note::new(Point { x: 50.0, y: 90.0 }) };
    let draft = with(&grouped(&["a", "b"]), &[Edit::Note(id("n"), Some(note))]);
    let text = clip::encode(&draft, &ids(&["a", "b", "n"])).unwrap();
    let mut next = 0;
    let mut fresh = || {
        next += 1;
        id(&format!("new{next}"))
    };
    let copied = clip::decode(&text).unwrap();
    let by = Point { x: 40.0, y: 40.0 };
    let pasted = clip::paste(&draft, &copied, by, &mut fresh);
    let after = with(&draft, &[pasted.edit.unwrap()]);
    assert_eq!((after.graph.nodes().len(), after.graph.notes().len(), after.graph.groups().len()), (6, 2, 2));
    assert_eq!(pasted.notes.len(), 1);
    assert_eq!(after.graph.note(&pasted.notes[0]).unwrap().at, Point { x: 90.0, y: 130.0 });
    assert_eq!(after.graph.group_of(&pasted.nodes[0]).unwrap().1.nodes.len(), 2);
    let part = clip::paste(&draft, &clip::take(&draft.graph, &ids(&["a", "c"])), by, &mut fresh);
    assert_eq!(with(&draft, &[part.edit.unwrap()]).graph.groups().len(), 1, "half a group comes as nodes");
    let alone = clip::paste(&draft, &clip::take(&draft.graph, &ids(&["n"])), by, &mut fresh);
    assert!(matches!(alone.edit, Some(Edit::Note(..))));
}

#[test]
fn two_tabs_group_different_nodes_and_write_different_notes() {
    let base = grouped(&["a"]);
    let note =
        |name: &str, text: &str| Edit::Note(id(name), Some(Note { text: text.into(), ..Note::new(Point::default()) }));
    let mine = with(&base, &[Edit::Group(id("g"), Some(of(&["a", "b"]))), note("n", "mine")]);
    let theirs = with(&base, &[Edit::Group(id("g"), Some(of(&["a", "c"]))), note("m", "theirs")]);
    let merged = merge(MergeInput::of_three(&base, &mine, &theirs), Side::Mine);
    assert_eq!(merged.conflicts, []);
    assert_eq!(members(&merged.draft, "g"), ["a", "b", "c"]);
    assert_eq!(merged.draft.graph.notes().len(), 2);
    // One deletes what the other groups: the group has what is left.
    let theirs = with(&base, &[Edit::remove(id("b"))]);
    let base = with(&base, &[]);
    let merged = merge(MergeInput::of_three(&base, &mine, &theirs), Side::Theirs);
    assert!(merged.draft.graph.node(&id("b")).is_none() && merged.conflicts.len() == 1);
    assert_eq!(members(&merged.draft, "g"), ["a"]);
}

#[test]
fn a_group_that_one_ungroups_and_the_other_changes_is_asked_about() {
    let base = grouped(&["a", "b"]);
    let gone = with(&base, &[Edit::Group(id("g"), None)]);
    for changed in [of(&["a", "b", "c"]), Group { name: "New".into(), ..of(&["a", "b"]) }] {
        let changed = with(&base, &[Edit::Group(id("g"), Some(changed))]);
        let (mine, theirs) =
            (MergeInput::of_three(&base, &gone, &changed), MergeInput::of_three(&base, &changed, &gone));
        for (input, side) in [(mine, Side::Mine), (mine, Side::Theirs), (theirs, Side::Mine), (theirs, Side::Theirs)] {
            let merged = merge(input, side);
            let wanted = if side == Side::Mine { input.mine } else { input.theirs };
            assert!(!merged.conflicts.is_empty());
            assert_eq!(merged.draft, *wanted, "{:?}", merged.conflicts);
        }
    }
}

#[test]
fn notes_and_groups_change_nothing_of_what_a_journey_does() {
    let plain = start();
    let note = Edit::Note(id("n"), Some(Note::new(Point::default())));
    let group = Edit::Group(id("g"), Some(Group { collapsed: true, ..of(&["b", "c"]) }));
    let full = with(&plain, &[note.clone(), group.clone()]);
    let now = time::read_instant("2026-03-27T12:00:00Z").unwrap();
    let publishing = journey::schedule::Publishing::at_once(now);
    let context =
        checks::Context { name: "A", name_taken: false, publishing, to_local: None, journey_nodes: &|_| None };
    let found = |draft: &Draft| checks::check(draft, &context);
    assert_eq!(found(&plain), found(&full));
    assert!(!note.is_what_only(&full) && !group.is_what_only(&full), "a published version keeps them");
    let bare = format::draft_to_value(&plain).to_string();
    let back = with(&full, &[Edit::Note(id("n"), None), Edit::Group(id("g"), None)]);
    assert_eq!(format::draft_to_value(&back).to_string(), bare);
}

#[test]
fn notes_and_groups_go_with_the_file_as_they_are() {
    let size = Point { x: 300.0, y: 100.0 };
    let note = Note { text: "Ask legal first".into(), tone: Tone::Rose, size, ..Note::new(Point { x: 0.0, y: 140.0 }) };
    let group = Group { collapsed: true, ..of(&["b", "c"]) };
    let full = with(&start(), &[Edit::Note(id("n"), Some(note)), Edit::Group(id("g"), Some(group))]);
    let value = format::draft_to_value(&full);
    let graph = &value["graph"];
    assert_eq!(
        graph["notes"].to_string(),
        r#"[{"id":"n","at":[0,140],"size":[300,100],"text":"Ask legal first","tone":"rose"}]"#
    );
    assert_eq!(graph["groups"].to_string(), r#"[{"id":"g","name":"Part","nodes":["b","c"],"collapsed":true}]"#);
    let now = time::read_instant("2026-03-27T12:00:00Z").unwrap();
    let back = format::draft_from_value(&value, &format::Defaults { zone: "UTC".to_owned(), now }).unwrap();
    assert_eq!((back.graph.notes(), back.graph.groups()), (full.graph.notes(), full.graph.groups()));
}
