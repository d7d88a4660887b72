//! Notes and groups in a file: both may be left out, and what is wrong with them is told with its path (issue 5).

use serde_json::{Value, json};

use super::super::*;
use crate::{
    edit::Edit,
    model::{
        graph::{Group, NOTE_TEXT_MAX, Node, Note, Point, Tone},
        kind::Kind,
        text::NodeId,
    },
};

fn id(text: &str) -> NodeId {
    NodeId::parse(text).unwrap()
}

fn draft() -> Draft {
    let mut draft = Draft::new("UTC");
    for name in ["a", "b", "c"] {
        Edit::add(Node::new(id(name), Kind::Push, Point::default())).apply(&mut draft).unwrap();
    }
    draft
}

fn read(graph: &Value) -> Result<Draft, FormatErrors> {
    draft_from_value(&json!({ "setup": {}, "graph": graph }), &super::defaults())
}

#[test]
fn a_graph_without_them_is_written_as_ever() {
    let text = draft_to_value(&draft()).to_string();
    assert!(!text.contains("notes") && !text.contains("groups"), "{text}");
}

#[test]
fn what_has_its_default_is_left_out_and_all_is_read_again() {
    let mut draft = draft();
    let plain = Note::new(Point { x: 4.0, y: -8.0 });
    let full =
        Note { text: "Ask\n<legal>".into(), tone: Tone::Rose, size: Point { x: 300.0, y: 90.0 }, ..plain.clone() };
    let group = Group { name: "Win back".into(), nodes: vec![id("a"), id("c")], collapsed: true };
    for edit in [Edit::Note(id("n2"), Some(full)), Edit::Note(id("n1"), Some(plain)), Edit::Group(id("g"), Some(group))]
    {
        edit.apply(&mut draft).unwrap();
    }
    let value = draft_to_value(&draft);
    let expected = json!([
        { "id": "n1", "at": [4, -8] },
        { "id": "n2", "at": [4, -8], "size": [300, 90], "text": "Ask\n<legal>", "tone": "rose" },
    ]);
    assert_eq!(value["graph"]["notes"], expected);
    let expected = json!([{ "id": "g", "name": "Win back", "nodes": ["a", "c"], "collapsed": true }]);
    assert_eq!(value["graph"]["groups"], expected);
    assert!(draft_from_value(&value, &super::defaults()).unwrap().is_same(&draft));
}

#[test]
fn every_fault_is_told_with_its_path() {
    let node = |name: &str| json!({ "id": name, "kind": "push", "at": [0, 0] });
    let graph = |notes: Value, groups: Value| json!({ "nodes": [node("a"), node("b")], "links": [], "notes": notes, "groups": groups });
    let note = |field: &str, value: Value| {
        let mut note = json!({ "id": "n", "at": [0, 0] });
        note[field] = value;
        graph(json!([note]), json!([]))
    };
    let group = |nodes: Value| graph(json!([]), json!([{ "id": "g", "nodes": nodes }]));
    let cases = [
        (note("at", json!([0, 2_000_000])), "graph.notes[0].at[1]"),
        (note("size", json!([220])), "graph.notes[0].size"),
        (note("size", json!([220, 1e9])), "graph.notes[0].size[1]"),
        (note("size", json!([10, 100])), "graph.notes[0].size[0]"),
        (note("text", json!("x".repeat(NOTE_TEXT_MAX + 1))), "graph.notes[0].text"),
        (note("tone", json!("plaid")), "graph.notes[0].tone"),
        (note("onclick", json!("x")), "graph.notes[0].onclick"),
        (note("id", json!("a")), "graph.notes[0]"),
        (note("id", json!("<b>")), "graph.notes[0].id"),
        (graph(json!([{ "id": "n", "at": [0, 0] }, { "id": "n", "at": [0, 0] }]), json!([])), "graph.notes[1]"),
        (graph(json!({}), json!([])), "graph.notes"),
        (graph(json!([]), json!(1)), "graph.groups"),
        (group(json!([])), "graph.groups[0]"),
        (group(json!(["a", "a"])), "graph.groups[0]"),
        (group(json!(["a", "gone"])), "graph.groups[0]"),
        (group(json!("a")), "graph.groups[0].nodes"),
        (
            graph(json!([]), json!([{ "id": "g", "nodes": ["a"] }, { "id": "h", "nodes": ["b", "a"] }])),
            "graph.groups[1]",
        ),
        (graph(json!([]), json!([{ "id": "b", "nodes": ["a"] }])), "graph.groups[0]"),
        (graph(json!([]), json!([{ "id": "g", "nodes": ["a"], "name": "x".repeat(101) }])), "graph.groups[0].name"),
    ];
    for (graph, path) in cases {
        let errors = read(&graph).unwrap_err();
        let paths: Vec<&str> = errors.problems().iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(paths, [path], "{errors}");
    }
}
