//! The contract of format.md: what is written is read again, and every fault is told with its path.

mod annotations;
mod faults;
mod history;
mod schema;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    validate::{is_sound, is_sound_draft},
    *,
};
use crate::{
    arbitrary::{dice, journeys, json, texts},
    edit::history::HistoryEvent,
    model::text::{JourneyId, Name},
};

pub(super) fn defaults() -> Defaults {
    Defaults {
        zone: "Europe/Berlin".to_owned(),
        now: crate::model::time::read_instant("2026-03-27T12:00:00Z").unwrap(),
    }
}

/// The example that format.md begins with.
const EXAMPLE: &str = r#"{ "format": "sojourn", "version": 1,
  "journeys": [ {
    "id": "welcome", "name": "Welcome series", "description": "", "labels": ["onboarding"], "archived": false,
    "versions": [ { "number": null, "status": "draft", "setup": { }, "graph": { "nodes": [], "links": [] } } ] } ] }"#;

#[test]
fn the_example_of_the_specification_loads_with_the_defaults() {
    let journeys = decode(EXAMPLE, &defaults()).unwrap().journeys;
    let name = Name::parse("Welcome series").unwrap();
    let id = JourneyId::parse("welcome").unwrap();
    let mut expected = Journey::new(id, name, Draft::new("Europe/Berlin"), defaults().now);
    expected.labels.push("onboarding".to_owned());
    assert_eq!(journeys, [expected]);
}

#[test]
fn text_that_is_no_file_of_ours_says_so_and_what_to_do() {
    let error = |text: &str| decode(text, &defaults()).unwrap_err();
    assert!(matches!(error(""), FormatErrors::NotJson { line: 0, .. }));
    assert!(matches!(error("{\n  \"format\""), FormatErrors::NotJson { line: 2, .. }));
    assert_eq!(error("[]"), FormatErrors::OtherFormat);
    assert_eq!(error(r#"{"format": "excalidraw", "version": 9}"#), FormatErrors::OtherFormat);
    assert_eq!(error(r#"{"format": "sojourn", "version": 3, "new": 1}"#), FormatErrors::TooNew(3));
    assert_eq!(error(&" ".repeat(BYTES_MAX + 1)), FormatErrors::TooLarge(BYTES_MAX + 1));
    assert!(matches!(error(&"[".repeat(100_000)), FormatErrors::NotJson { .. }));
    for error in [error(""), error("{"), error("[]"), error(r#"{"format": "sojourn", "version": 3}"#)] {
        assert!(error.to_string().ends_with('.'), "{error}");
    }
}

#[test]
fn a_mark_of_byte_order_is_passed_over() {
    assert!(decode(&format!("\u{feff}{EXAMPLE}"), &defaults()).is_ok());
}

#[test]
fn problems_are_told_up_to_fifty_and_the_others_counted() {
    let journey = json!({ "id": "!" });
    let file = json!({ "format": "sojourn", "version": 1, "journeys": vec![journey; 100] });
    let Err(FormatErrors::Problems { list, more }) = file_from_value(&file, &defaults()) else { panic!() };
    assert_eq!((list.len(), more), (PROBLEMS_MAX, 250));
}

#[test]
fn defaults_are_left_out_and_a_place_is_whole_numbers() {
    let mut journey = decode(EXAMPLE, &defaults()).unwrap().journeys.remove(0);
    journey.labels.clear();
    let id = crate::model::text::NodeId::parse("n").unwrap();
    let node = crate::model::graph::Node::new(
        id,
        crate::model::kind::Kind::Push,
        crate::model::graph::Point { x: -0.0, y: 12.4 },
    );
    journey.draft.as_mut().unwrap().graph = crate::model::graph::Graph::of([node], []);
    let expected = json!({
        "id": "welcome", "name": "Welcome series", "created": "2026-03-27T12:00:00Z",
        "versions": [{
            "number": null, "status": "draft", "setup": { "zone": "Europe/Berlin" },
            "graph": { "nodes": [{ "id": "n", "kind": "push", "at": [0, 12] }], "links": [] }
        }]
    });
    assert_eq!(journey_to_value(&journey).to_string(), expected.to_string());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_written_is_read_again(journeys in proptest::collection::vec(journeys(), 0..3)) {
        let mut file = File::default();
        for journey in journeys {
            if file.journeys.iter().all(|other| other.id != journey.id) {
                file.journeys.push(journey);
            }
        }
        let text = encode(&file.journeys);
        let read = decode(&text, &defaults()).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(&read, &file);
        prop_assert_eq!(encode(&read.journeys), text);
    }

    /// So it is what the library would write, no key stands twice, and no value stands where no key is.
    #[test]
    fn what_is_written_is_json_without_blanks(journey in journeys(), mut dice in dice(900)) {
        let is_plain = |json: String| parse(&json).is_ok_and(|value| text(&value) == json);
        prop_assert!(is_plain(Json::text(|out| put_journey(out, &journey))));
        let (mut draft, mut history) = (dice.loose_draft(20), crate::edit::history::History::default());
        for n in 0..30 {
            let edit = dice.edit(&draft);
            let event = HistoryEvent::Apply { edit: edit.clone(), coalesces: n % 2 == 0, at: 0.5 };
            prop_assert!(is_plain(Json::text(|out| put_event(out, &event))));
            let _ = history.apply(&mut draft, &edit, f64::from(n) * 700.0);
        }
        prop_assert!(is_plain(Json::text(|out| put_draft(out, &draft))));
        prop_assert!(is_plain(Json::text(|out| put_history(out, &history, 9_000))));
        let links: Vec<_> = draft.graph.links().map(|(key, _)| key.clone()).collect();
        prop_assert!(is_plain(Json::text(|out| put_links(out, &links))));
    }

    #[test]
    fn what_is_sound_by_its_values_is_read_again(mut journey in journeys(), at in any::<usize>(), n in 0..9usize) {
        // A journey within the limits is sound by its values, except for changes of *What*, which need their nodes.
        let changed = journey.published.iter().any(|version| !version.record().what.is_empty());
        prop_assert!(changed || is_sound(&journey, &defaults()));
        broken(&mut journey, at, n);
        let read = journey_from_value(&journey_to_value(&journey), &defaults());
        prop_assert!(read.is_ok() || !is_sound(&journey, &defaults()), "{:?}", read);
        if let Some(draft) = &journey.draft {
            let read = draft_from_value(&draft_to_value(draft), &defaults());
            prop_assert!(read.is_ok() || !is_sound_draft(draft, &defaults()), "{:?}", read);
        }
    }

    #[test]
    fn a_draft_is_read_as_it_was_written(mut dice in dice(800)) {
        let draft = dice.loose_draft(60);
        prop_assert_eq!(draft_from_value(&draft_to_value(&draft), &defaults()), Ok(draft));
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), text in texts(300)) {
        let _ = decode(&String::from_utf8_lossy(&bytes), &defaults());
        let _ = decode(&text, &defaults());
    }

    #[test]
    fn no_json_panics(value in json()) {
        let _ = file_from_value(&json!({ "format": "sojourn", "version": 1, "journeys": value }), &defaults());
        let _ = journey_from_value(&value, &defaults());
        let _ = draft_from_value(&json!({ "setup": value, "graph": value }), &defaults());
    }

    /// A part of a journey replaced by any JSON: it loads, or the first problem's path leads into the journey.
    #[test]
    fn a_damaged_journey_loads_or_says_where(journey in journeys(), place in any::<proptest::sample::Index>(), by in json()) {
        let mut value = journey_to_value(&journey);
        let count = count(&value);
        replace(&mut value, &mut place.index(count), &by);
        match journey_from_value(&value, &defaults()) {
            Ok(journey) => {
                prop_assert_eq!(journey_from_value(&journey_to_value(&journey), &defaults()), Ok(journey));
            }
            Err(error) => prop_assert!(!error.problems().is_empty()),
        }
    }
}

/// Breaks a limit of a journey.
fn broken(journey: &mut Journey, at: usize, n: usize) {
    let long = "é".repeat(5_000);
    match n {
        0 => journey.description = long,
        1 => journey.labels.push(" ".to_owned()),
        _ => {
            let Some(draft) = &mut journey.draft else { return };
            draft.setup.control_percent = if n == 2 { 101 } else { 0 };
            let nodes = draft.graph.nodes.len();
            let Some((_, node)) = draft.graph.nodes.get_index_mut(at % nodes.max(1)) else { return };
            let key = node.kind.spec().what.first().map_or("none", |spec| spec.key);
            match n {
                3 => node.title = long,
                4 => node.at.x = f64::NAN,
                5 => node.window = Some(crate::model::time::Span::Days(u32::MAX)),
                6 => drop(node.what.set(key, Some(crate::model::field::Value::Text(long)))),
                7 => drop(node.segment.set("none", Some(crate::model::field::Value::Number(1)))),
                _ => node.paths.resize(21, Default::default()),
            }
        }
    }
}

/// The number of values in a value, itself included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

/// Replaces the nth value within.
fn replace(value: &mut Value, n: &mut usize, by: &Value) {
    if *n == 0 {
        *value = by.clone();
        *n = usize::MAX;
        return;
    }
    *n -= 1;
    let children: Vec<&mut Value> = match value {
        Value::Array(list) => list.iter_mut().collect(),
        Value::Object(map) => map.values_mut().collect(),
        _ => Vec::new(),
    };
    for child in children {
        if *n == usize::MAX {
            return;
        }
        replace(child, n, by);
    }
}
