//! A fault in each row of each table: the error names the exact path, and the schema refuses it as well.

use serde_json::{Value, json};

use super::{super::*, defaults, schema::fits};
use crate::model::{
    field::{FieldSpec, Input, Section},
    kind::{KINDS, Outcome},
};

/// A file of one draft with this setup and graph.
fn file(setup: Value, nodes: Value, links: Value) -> Value {
    let version =
        json!({ "number": null, "status": "draft", "setup": setup, "graph": { "nodes": nodes, "links": links } });
    json!({ "format": "sojourn", "version": 1, "journeys": [{ "id": "j", "name": "J", "versions": [version] }] })
}

/// The one problem there is: its path from the version on, and its message.
fn problem(file: &Value) -> (String, String) {
    let error = file_from_value(file, &defaults()).expect_err(&file.to_string());
    let [problem] = error.problems() else { panic!("{error:?} in {file}") };
    let path = problem.path.strip_prefix("journeys[0].").unwrap_or(&problem.path);
    (path.strip_prefix("versions[0].").unwrap_or(path).to_owned(), problem.message.clone())
}

/// The file is refused at this path, by the schema too.
fn refused(file: &Value, path: &str, says: &str) {
    let (at, message) = problem(file);
    assert_eq!(at, path, "{message}");
    assert!(message.contains(says), "{path}: “{message}” does not say “{says}”");
    assert!(message.ends_with('.'), "{message}");
    let schema = schema();
    assert!(!fits(&schema, &schema, file), "the schema takes {path}: {file}");
}

fn node_file(node: Value) -> Value {
    file(json!({}), json!([node]), json!([]))
}

/// A value of the wrong type, one past the limit with what the message says, and one that is good.
fn faults(spec: &FieldSpec) -> (Value, Option<(Value, &'static str, &'static str)>, Value) {
    let long = |max: usize| Value::from("é".repeat(max + 1));
    match spec.input {
        Input::Text { max, .. } => (json!(1), Some((long(max), "", "at most")), json!("x")),
        Input::Address { .. } => (json!({}), Some((long(2_000), "", "at most 2000")), json!("https://a.example")),
        Input::Event | Input::Property | Input::Journey | Input::JourneyNode => {
            (json!(null), Some((long(512), "", "at most 512")), json!("x"))
        }
        Input::Number { min, max, .. } => (json!("3"), Some((json!(max + 1), "", "whole number from")), json!(min)),
        Input::Span => (json!(3), Some((json!({ "days": 3_661 }), ".days", "from 0 to 3660")), json!({ "days": 2 })),
        Input::Choice(choices) => (json!(true), Some((json!("nonsense"), "", "“nonsense”")), json!(choices[0].0)),
        Input::Conditions => {
            let bad = json!({ "list": [{ "property": "p", "operator": "near", "value": "1" }] });
            (json!([]), Some((bad, ".list[0].operator", "“near”")), json!({ "list": [] }))
        }
        Input::Behaviours => {
            let bad = json!({ "match": "any", "list": [{ "did": 1, "event": "e", "within": { "days": 1 } }] });
            (json!(""), Some((bad, ".list[0].did", "true or false")), json!({ "list": [] }))
        }
        Input::Pairs => (json!({}), Some((json!([{ "name": "n" }]), "[0]", "“value” is missing")), json!([])),
        Input::Updates => {
            let bad = json!([{ "property": "p", "operation": "double" }]);
            (json!({}), Some((bad, "[0].operation", "“double”")), json!([]))
        }
    }
}

#[test]
fn a_fault_in_any_field_of_any_kind_is_told_with_its_path() {
    for spec in KINDS {
        for section in Section::ALL {
            let slug = section.slug();
            let with = |key: &str, value: Value| {
                node_file(json!({ "id": "n", "kind": spec.slug, "at": [0, 0], (slug): { (key): value } }))
            };
            if spec.fields(section).is_empty() {
                refused(&with("event", json!("x")), &format!("graph.nodes[0].{slug}"), "has no field");
                continue;
            }
            refused(&with("nonsense", json!(1)), &format!("graph.nodes[0].{slug}.nonsense"), "“nonsense”");
            for field in spec.fields(section) {
                let path = format!("graph.nodes[0].{slug}.{}", field.key);
                let (wrong, over, good) = faults(field);
                refused(&with(field.key, wrong), &path, "Expected");
                if let Some((value, below, says)) = over {
                    refused(&with(field.key, value), &format!("{path}{below}"), says);
                }
                assert!(file_from_value(&with(field.key, good), &defaults()).is_ok(), "{path}");
            }
        }
    }
}

#[test]
fn a_node_takes_only_what_its_kind_has() {
    let parts = [
        ("window", json!({ "days": 1 })),
        ("when", json!("best-time")),
        ("user_zone", json!(false)),
        ("paths", json!([{}])),
    ];
    for spec in KINDS {
        for (key, value) in &parts {
            let file = node_file(json!({ "id": "n", "kind": spec.slug, "at": [0, 0], (*key): value }));
            let has = match *key {
                "window" => spec.kind.is_segment(),
                "paths" => spec.paths.is_some(),
                _ => spec.kind.is_engagement(),
            };
            if has {
                assert!(file_from_value(&file, &defaults()).is_ok(), "{} {key}", spec.slug);
            } else {
                refused(&file, &format!("graph.nodes[0].{key}"), "has no field");
            }
        }
    }
}

#[test]
fn the_parts_of_a_node_are_checked() {
    let node = |part: Value| {
        let mut node = json!({ "id": "n", "kind": "split-test", "at": [0, 0] });
        node.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        node_file(node)
    };
    refused(&node(json!({ "kind": "letter" })), "graph.nodes[0].kind", "kind “letter”");
    refused(&node(json!({ "title": "x".repeat(101) })), "graph.nodes[0].title", "at most 100");
    refused(&node(json!({ "at": [0] })), "graph.nodes[0].at", "two numbers");
    refused(&node(json!({ "at": [0, "1"] })), "graph.nodes[0].at[1]", "a number");
    refused(&node(json!({ "at": [1_000_001, 0] })), "graph.nodes[0].at[0]", "of the origin");
    refused(&node(json!({ "at": [0, 0, 0] })), "graph.nodes[0].at", "at most 2");
    refused(&node(json!({ "entry": 1 })), "graph.nodes[0].entry", "true or false");
    refused(&node(json!({ "colour": 1 })), "graph.nodes[0].colour", "“colour”");
    refused(&node(json!({ "paths": [{ "percent": 101 }] })), "graph.nodes[0].paths[0].percent", "0 to 100");
    refused(&node(json!({ "paths": [{ "share": 1 }] })), "graph.nodes[0].paths[0].share", "“share”");
    refused(&node(json!({ "paths": vec![json!({}); 21] })), "graph.nodes[0].paths", "at most 20");
    let (path, _) = problem(&node(json!({ "id": "a b" })));
    assert_eq!(path, "graph.nodes[0].id");
    let (path, _) =
        problem(&node_file(json!({ "id": "n", "kind": "push", "at": [0, 0], "when": { "clock": "24:00" } })));
    assert_eq!(path, "graph.nodes[0].when.clock");
}

#[test]
fn every_outcome_loads_even_where_the_node_lacks_it_and_no_other_does() {
    let link = |outcome: &Value, more: Value| {
        let mut link = json!({ "from": "gone", "outcome": outcome, "to": "away" });
        link.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        file(json!({}), json!([]), json!([link]))
    };
    let window = json!({ "window": { "hours": 1 } });
    for (outcome, slug, _) in Outcome::NAMED {
        assert!(file_from_value(&link(&json!(slug), json!({})), &defaults()).is_ok());
        match outcome.waits() {
            true => assert!(file_from_value(&link(&json!(slug), window.clone()), &defaults()).is_ok()),
            false => refused(&link(&json!(slug), window.clone()), "graph.links[0].window", "“window”"),
        }
    }
    assert!(file_from_value(&link(&json!({ "path": 255 }), json!({ "delay": null })), &defaults()).is_ok());
    refused(&link(&json!("opened"), json!({})), "graph.links[0].outcome", "“opened”");
    refused(&link(&json!({ "path": 256 }), json!({})), "graph.links[0].outcome.path", "0 to 255");
    refused(&link(&json!("yes"), json!({ "label": "" })), "graph.links[0].label", "“label”");
    refused(&link(&json!("yes"), json!({ "delay": { "years": 1 } })), "graph.links[0].delay.years", "“years”");
}

#[test]
fn what_is_there_twice_is_told() {
    let node = json!({ "id": "n", "kind": "push", "at": [0, 0] });
    let (path, says) = problem(&file(json!({}), json!([node, node]), json!([])));
    assert_eq!((path.as_str(), says.contains("“n”")), ("graph.nodes[1]", true));
    let link = json!({ "from": "a", "outcome": "yes", "to": "b" });
    assert_eq!(problem(&file(json!({}), json!([]), json!([link, link]))).0, "graph.links[1]");
    let mut both = file(json!({}), json!([]), json!([]));
    let journey = both["journeys"][0].clone();
    both["journeys"].as_array_mut().unwrap().push(journey);
    assert_eq!(problem(&both).0, "journeys[1]");
}

#[test]
fn a_fault_in_any_row_of_the_setup_is_told_with_its_path() {
    let rows = [
        (json!({ "entry": "now" }), "entry", "“now”"),
        (json!({ "timeline": { "kind": "twice" } }), "timeline.kind", "“twice”"),
        (json!({ "timeline": { "kind": "once", "every": 1 } }), "timeline.every", "“every”"),
        (json!({ "timeline": { "kind": "dates", "dates": 1 } }), "timeline.dates", "a list"),
        (json!({ "timeline": { "kind": "recurring", "every": 0, "unit": "day" } }), "timeline.every", "from 1 to 366"),
        (json!({ "timeline": { "kind": "recurring", "every": 1, "unit": "year" } }), "timeline.unit", "“year”"),
        (
            json!({ "timeline": { "kind": "recurring", "every": 1, "unit": "week" } }),
            "timeline",
            "“weekdays” is missing",
        ),
        (
            json!({ "timeline": { "kind": "recurring", "every": 1, "unit": "week", "weekdays": ["mon", "mon"] } }),
            "timeline.weekdays[1]",
            "twice",
        ),
        (
            json!({ "timeline": { "kind": "recurring", "every": 1, "unit": "month", "on": { "day": 32 } } }),
            "timeline.on.day",
            "from 1 to 31",
        ),
        (
            json!({ "timeline": { "kind": "recurring", "every": 1, "unit": "month", "on": { "last_day": false } } }),
            "timeline.on",
            "“last_day”",
        ),
        (
            json!({ "timeline": { "kind": "recurring", "every": 1, "unit": "month", "on": { "nth": 0, "weekday": "mon" } } }),
            "timeline.on.nth",
            "1 to 5",
        ),
        (json!({ "start": "later" }), "start", "“later”"),
        (json!({ "start": { "later": 1 } }), "start.later", "a text"),
        (json!({ "run_at_activation": "yes" }), "run_at_activation", "true or false"),
        (json!({ "reentry": 0 }), "reentry", "true or false"),
        (json!({ "user_zone": null }), "user_zone", "true or false"),
        (json!({ "quiet_hours": { "windows": [], "handling": "wait" } }), "quiet_hours.handling", "“wait”"),
        (
            json!({ "quiet_hours": { "windows": [{ "days": [], "from": "20:00" }], "handling": "drop" } }),
            "quiet_hours.windows[0]",
            "“to” is missing",
        ),
        (json!({ "control_percent": 2.5 }), "control_percent", "0 to 100"),
        (json!({ "timeout": { "hours": 1, "days": 1 } }), "timeout", "one unit"),
        (
            json!({ "goals": [{ "name": "g", "segment": { "kind": "push" } }] }),
            "goals[0].segment.kind",
            "not a segment",
        ),
        (
            json!({ "goals": [{ "name": "g", "segment": { "kind": "action", "event": 1 } }] }),
            "goals[0].segment.event",
            "a text",
        ),
        (
            json!({ "goals": [{ "name": "g", "segment": { "kind": "action", "pages": 1 } }] }),
            "goals[0].segment.pages",
            "“pages”",
        ),
        (json!({ "goals": vec![json!({}); 21] }), "goals", "at most 20"),
        (json!({ "colour": 1 }), "colour", "“colour”"),
    ];
    for (setup, path, says) in rows {
        refused(&file(setup, json!([]), json!([])), &format!("setup.{path}"), says);
    }
    // Patterns and formats, which the test's own reading of the schema leaves out.
    for (setup, path) in [
        (json!({ "zone": "Mars/<b>" }), "setup.zone"),
        (json!({ "end": "2026-02-30" }), "setup.end"),
        (json!({ "start": { "later": "soon" } }), "setup.start.later"),
        (json!({ "timeline": { "kind": "dates", "dates": ["2026-03-27", "27.3."] } }), "setup.timeline.dates[1]"),
    ] {
        assert_eq!(problem(&file(setup, json!([]), json!([]))).0, path);
    }
}

#[test]
fn a_fault_in_a_journey_or_a_version_is_told_with_its_path() {
    let content = json!({ "setup": {}, "graph": { "nodes": [], "links": [] } });
    let version = |part: Value| {
        let mut version = content.clone();
        version.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        version
    };
    let at = "2026-03-27T17:00:00+01:00";
    let draft = version(json!({ "number": null, "status": "draft" }));
    let one = version(json!({ "number": 1, "status": { "published": { "at": at } } }));
    let journey = |part: Value| {
        let mut journey = json!({ "id": "j", "name": "J", "versions": [draft] });
        journey.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        json!({ "format": "sojourn", "version": 1, "journeys": [journey] })
    };
    let versions = |list: Value| journey(json!({ "versions": list }));
    let published = |part: Value| {
        let mut record = json!({ "at": at });
        record.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        versions(json!([version(json!({ "number": 1, "status": { "published": record } }))]))
    };
    for (file, path, says) in [
        (journey(json!({ "name": "" })), "name", "Enter a name"),
        (journey(json!({ "name": "x".repeat(101) })), "name", "at most 100"),
        (journey(json!({ "id": "a/b" })), "id", "not an id"),
        (journey(json!({ "created": "yesterday" })), "created", "not an instant"),
        (journey(json!({ "created": "0000-01-01T00:00:00+23:00" })), "created", "not an instant"),
        (journey(json!({ "labels": [" a"] })), "labels[0]", "no blanks"),
        (versions(json!([draft, draft])), "versions[1]", "at most one draft"),
        (versions(json!([one, one])), "versions[1]", "numbers rise"),
        (published(json!({ "stopped": "never" })), "status.published.stopped", "not an instant"),
    ] {
        let (at, message) = problem(&file);
        assert!(at == path && message.contains(says), "{at}: {message}");
    }
    refused(&journey(json!({ "description": "x".repeat(121) })), "description", "at most 120");
    refused(&journey(json!({ "labels": ["a", "a"] })), "labels[1]", "twice");
    refused(&journey(json!({ "labels": ["x".repeat(101)] })), "labels[0]", "at most 100");
    refused(&journey(json!({ "labels": vec!["a"; 21] })), "labels", "at most 20");
    refused(&journey(json!({ "archived": null })), "archived", "true or false");
    refused(&journey(json!({ "owner": 1 })), "owner", "“owner”");
    refused(&versions(json!([])), "versions", "at least one");
    refused(&versions(json!(vec![one.clone(); 11])), "versions", "at most 10");
    refused(&versions(json!([version(json!({ "number": 1, "status": "draft" }))])), "versions[0]", "no number");
    refused(
        &versions(json!([version(json!({ "number": null, "status": { "published": { "at": at } } }))])),
        "versions[0]",
        "from 1",
    );
    refused(
        &versions(json!([version(json!({ "number": 0, "status": { "published": { "at": at } } }))])),
        "number",
        "from 1",
    );
    refused(&versions(json!([version(json!({ "number": null, "status": "running" }))])), "status", "“running”");
    refused(
        &versions(json!([{ "number": null, "status": "draft", "setup": {} }])),
        "versions[0]",
        "“graph” is missing",
    );
    refused(&published(json!({ "at": 1 })), "status.published.at", "a text");
    refused(&published(json!({ "paused": [[at]] })), "status.published.paused[0]", "list of two");
    refused(&published(json!({ "paused": [[null, at]] })), "status.published.paused[0][0]", "a text");
    refused(&published(json!({ "resumed": at })), "status.published.resumed", "“resumed”");
    assert!(file_from_value(&published(json!({ "paused": [[at, at], [at, null]] })), &defaults()).is_ok());
    let (path, _) = problem(&json!({ "format": "sojourn", "version": 1, "journeys": [], "extra\u{202e}": 1 }));
    assert_eq!(path, "[\"extra\\u{202e}\"]");
}
