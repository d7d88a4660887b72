//! Files of other tools, named for a person who has chosen the wrong one.

use serde_json::Value;

/// The number of characters of a text that are examined.
const LOOKED_AT: usize = 4_000;

/// Names the kind of a text that is not JSON, as it stands in “This is …”; `None` where it is unknown.
pub(super) fn name_of_text(text: &str) -> Option<&'static str> {
    let head: String = text.trim_start().chars().take(LOOKED_AT).collect();
    let starts = |with: &[&str]| with.iter().any(|with| head.starts_with(with));
    let lower = head.to_lowercase();
    if starts(&["{", "["]) {
        return None;
    }
    if starts(&["%PDF"]) {
        return Some("a PDF document");
    }
    if starts(&["PK\u{3}\u{4}"]) {
        return Some("a ZIP archive or an Office document");
    }
    if lower.starts_with("\u{fffd}png") || head.starts_with("GIF8") || lower.contains("jfif") {
        return Some("a picture");
    }
    if head.starts_with('<') {
        return Some(name_of_markup(&lower));
    }
    name_of_diagram(&lower).or_else(|| name_of_lines(&head))
}

fn name_of_markup(lower: &str) -> &'static str {
    const KINDS: [(&str, &str); 5] = [
        ("bpmn", "a BPMN diagram"),
        ("<mxfile", "a draw.io diagram"),
        ("<svg", "an SVG picture"),
        ("<!doctype html", "a web page"),
        ("<html", "a web page"),
    ];
    KINDS.iter().find(|(sign, _)| lower.contains(sign)).map_or("an XML file", |(_, name)| name)
}

fn name_of_diagram(lower: &str) -> Option<&'static str> {
    const MERMAID: &str = "a Mermaid diagram";
    const KINDS: [(&str, &str); 12] = [
        ("```mermaid", MERMAID),
        ("%%{", MERMAID),
        ("graph td", MERMAID),
        ("graph tb", MERMAID),
        ("graph lr", MERMAID),
        ("flowchart ", MERMAID),
        ("sequencediagram", MERMAID),
        ("statediagram", MERMAID),
        ("journey\n", MERMAID),
        ("digraph", "a Graphviz diagram"),
        ("strict digraph", "a Graphviz diagram"),
        ("@startuml", "a PlantUML diagram"),
    ];
    // A diagram may begin with a heading of its own, between two lines of dashes.
    let body = lower.strip_prefix("---").and_then(|rest| rest.split_once("\n---")).map_or(lower, |(_, body)| body);
    let body = body.trim_start();
    KINDS.iter().find(|(sign, _)| body.starts_with(sign)).map(|(_, name)| *name)
}

fn name_of_lines(head: &str) -> Option<&'static str> {
    let mut lines = head.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (first, second) = (lines.next()?, lines.next());
    let is_pair = |line: &str| {
        let (key, value) = line.split_once(':').unwrap_or_default();
        let plain = |c: char| c.is_alphanumeric() || "_-. \"'".contains(c);
        (1..=40).contains(&key.len()) && key.chars().all(plain) && (value.is_empty() || value.starts_with(' '))
    };
    if first == "---" || is_pair(first) {
        return Some("a YAML file");
    }
    let columns = |line: &str, mark: char| line.matches(mark).count();
    let is_table = |mark: &char| columns(first, *mark) > 0 && second.is_none_or(|second| columns(second, *mark) > 0);
    [',', ';', '\t'].iter().any(is_table).then_some("a table (CSV)")
}

/// Names what a JSON value is, by the keys that other tools write.
pub(super) fn name_of_json(value: &Value) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().all(|key| value.get(key).is_some());
    if let Some(list) = value.as_array() {
        let wired = list.iter().any(|entry| entry.get("wires").is_some());
        return wired.then_some("a Node-RED flow");
    }
    match value.get("type").and_then(Value::as_str) {
        Some("excalidraw") => return Some("an Excalidraw drawing"),
        Some("FeatureCollection") => return Some("a GeoJSON map"),
        _ => {}
    }
    let kinds: [(&[&str], &str); 7] = [
        (&["nodes", "connections"], "an n8n workflow"),
        (&["tldrawFileFormatVersion"], "a tldraw drawing"),
        (&["nodes", "edges"], "a graph of nodes and edges from another tool"),
        (&["StartAt", "States"], "an AWS state machine"),
        (&["openapi"], "the description of an API"),
        (&["swagger"], "the description of an API"),
        (&["$schema"], "a JSON Schema or a file that follows one"),
    ];
    kinds.iter().find(|(keys, _)| has(keys)).map(|(_, name)| *name)
}
