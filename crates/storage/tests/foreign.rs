//! Files that were made elsewhere: each is read, or refused with what is wrong and where (issue 12, foreign input).

#![allow(clippy::unwrap_used)] // helpers of tests are not seen as tests

#[path = "../../../fuzz/src/lib.rs"]
#[allow(missing_docs, dead_code)]
mod targets;

use journey::{
    checks::{Context, check},
    format::{Defaults, File, FormatErrors, PROBLEMS_MAX, decode},
    schedule::Publishing,
    time::Instant,
};

fn read(text: &str) -> Result<File, FormatErrors> {
    decode(text, &Defaults { zone: "UTC".to_owned(), now: Instant::UNIX_EPOCH })
}

fn plain() -> String {
    targets::shaped("mine", 2, &[(0, 1)])
}

/// The message that refuses the file once one part of it is replaced.
fn refused(from: &str, to: &str) -> String {
    let text = plain().replacen(from, to, 1);
    assert_ne!(text, plain(), "{from} is in the file");
    read(&text).unwrap_err().to_string()
}

#[test]
fn graphs_of_every_shape_are_read_checked_and_written_again() {
    for (name, links) in targets::shapes(300) {
        let text = targets::shaped(name, 300, &links);
        let file = read(&text).unwrap();
        let draft = file.journeys[0].draft.as_ref().unwrap();
        assert_eq!((draft.graph.nodes().len(), draft.graph.links().count()), (300, links.len()), "{name}");
        let publishing = Publishing::at_once(Instant::UNIX_EPOCH);
        let context = Context { name, name_taken: false, publishing, to_local: None, journey_nodes: &|_| None };
        let _ = check(draft, &context);
        targets::file(text.as_bytes());
    }
}

#[test]
fn whatever_comes_from_elsewhere_is_read_or_refused_in_sentences() {
    for text in targets::foreign() {
        targets::file(text.as_bytes());
        targets::record(text.as_bytes());
        if let Err(error) = read(&text) {
            let said = error.to_string();
            assert!(said.ends_with('.') && !said.contains("1 more problems"), "{said}");
        }
    }
}

#[test]
fn a_doubled_key_is_refused_at_every_level_with_its_path() {
    let levels = [
        (r#""format":"sojourn""#, "", "format"),
        (r#""name":"mine""#, "journeys[0].", "name"),
        (r#""status":"draft""#, "journeys[0].versions[0].", "status"),
        (r#""kind":"push""#, "journeys[0].versions[0].graph.nodes[1].", "kind"),
        (r#""title":"x""#, "journeys[0].versions[0].graph.nodes[1].what.", "title"),
        (r#""hours":1"#, "journeys[0].versions[0].graph.links[0].delay.", "hours"),
    ];
    for (part, path, key) in levels {
        let said = refused(part, &format!("{part},{part}"));
        assert_eq!(said, format!("{path}{key}: The key “{key}” is there twice."));
    }
    // A key in escaped letters, and a text that only looks like a key.
    assert!(refused(r#""name":"mine""#, r#""name":"a","n\u0061me":"b""#).contains("“name” is there twice"));
    assert!(read(&plain().replacen(r#""x""#, r#""{\"a\":1,\"a\":2}""#, 1)).is_ok());
    let many = format!(r#""name":"mine"{}"#, r#","name":"mine""#.repeat(PROBLEMS_MAX + 1));
    assert!(refused(r#""name":"mine""#, &many).ends_with(&format!("There are {PROBLEMS_MAX} more problems.")));
}

#[test]
fn an_id_that_no_address_holds_becomes_another_one() {
    for id in ["new", "", "a/b", "a?b", "a#b", "%2F", "ä", &"x".repeat(65)] {
        let file = read(&plain().replacen(r#""id":"mine""#, &format!(r#""id":"{id}""#), 1)).unwrap();
        assert!(file.journeys[0].id.is_addressable() && file.journeys[0].id.as_str() != id, "{id}");
        assert_eq!(file.mended.len(), 1, "{id}");
    }
    for id in ["constructor", "__proto__", "toString", "NEW", "new-1"] {
        let file = read(&plain().replacen(r#""id":"mine""#, &format!(r#""id":"{id}""#), 1)).unwrap();
        assert_eq!((file.journeys[0].id.as_str(), file.mended.len()), (id, 0));
    }
}

#[test]
fn numbers_texts_and_depths_that_nothing_can_hold_are_refused() {
    let high = refused(
        r#""number":null,"status":"draft""#,
        r#""number":4294967295,"status":{"published":{"at":"2026-01-01T00:00:00Z"}}"#,
    );
    assert_eq!(
        high,
        "journeys[0].versions[0].number: Versions are numbered from 1 to 1000000; this one is 4294967295."
    );
    for (from, to) in [
        (r#""hours":1"#, r#""hours":1e400"#),
        (r#""hours":1"#, r#""hours":NaN"#),
        (r#""hours":1"#, r#""hours":Infinity"#),
        (r#""hours":1"#, r#""hours":-1"#),
        (r#""hours":1"#, r#""hours":0.5"#),
        ("[0,0]", "[1e300,0]"),
        (r#""name":"mine""#, r#""name":"\ud83d""#),
        (r#""name":"mine""#, r#""name":"\udc00x""#),
        (r#""setup":{}"#, &format!(r#""setup":{}1{}"#, "[".repeat(100_000), "]".repeat(100_000))),
    ] {
        let said = refused(from, to);
        assert!(said.ends_with('.') && !said.contains("cut off"), "{said}");
    }
}

#[test]
fn marks_and_line_ends_of_other_systems_are_no_matter_and_a_cut_file_says_so() {
    for text in [format!("\u{feff}{}", plain()), plain().replace(',', ",\r\n"), format!("\r\n{}\n\n", plain())] {
        assert!(read(&text).is_ok(), "{text:?}");
    }
    let text = plain();
    for end in 1..text.len() {
        let said = read(&text[..end]).unwrap_err().to_string();
        assert!(said.contains("It was cut off on its way; export it again."), "{said}");
    }
}

#[test]
fn files_of_other_tools_are_named() {
    for (text, name) in [
        ("flow:\n  - step: one\n", "a YAML file"),
        ("# made by x\n---\nname: x\n", "a YAML file"),
        ("graph TD\n  A --> B\n", "a Mermaid diagram"),
        ("---\ntitle: x\n---\nflowchart LR\n  A --> B", "a Mermaid diagram"),
        ("<?xml version=\"1.0\"?>\n<bpmn:definitions>", "a BPMN diagram"),
        ("<mxfile host=\"x\">", "a draw.io diagram"),
        ("<?xml version=\"1.0\"?><journey/>", "an XML file"),
        ("<!DOCTYPE html><html>", "a web page"),
        ("name;status\nA;Draft\n", "a table (CSV)"),
        ("\u{feff}name,status\r\nA,Draft\r\n", "a table (CSV)"),
        ("digraph { a -> b }", "a Graphviz diagram"),
        ("@startuml\nstart", "a PlantUML diagram"),
        ("%PDF-1.7", "a PDF document"),
        ("PK\u{3}\u{4}", "a ZIP archive or an Office document"),
        (r#"{"nodes":[],"connections":{}}"#, "an n8n workflow"),
        (r#"{"nodes":[],"edges":[]}"#, "a graph of nodes and edges from another tool"),
        (r#"[{"id":"1","type":"tab"},{"wires":[]}]"#, "a Node-RED flow"),
        (r#"{"type":"excalidraw","version":2}"#, "an Excalidraw drawing"),
        (r#"{"StartAt":"a","States":{}}"#, "an AWS state machine"),
    ] {
        let said = read(text).unwrap_err().to_string();
        assert!(said.starts_with(&format!("This is {name}, not a file of Sojourn.")), "{text:?}: {said}");
    }
    for text in ["", "[]", "{}", "hello", "{ this"] {
        assert!(!matches!(read(text), Err(FormatErrors::Foreign(_)) | Ok(_)), "{text}");
    }
}
