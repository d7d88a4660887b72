//! The published schema is the one of the tables, and says of files what the reader says.

use std::{env, fs, path::Path};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::*;
use crate::{arbitrary::journeys, model::kind::KINDS};

/// Run with `UPDATE_SCHEMA=1` to write it anew after a change of the tables.
#[test]
fn the_published_schema_is_that_of_the_tables() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/schema/sojourn-2.json");
    let expected = format!("{:#}\n", schema());
    if env::var_os("UPDATE_SCHEMA").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &expected).unwrap();
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(published == expected, "{} is out of date: run the test with UPDATE_SCHEMA=1", path.display());
}

/// The table of kinds as the end-to-end tests read it, so that they set every field there is.
#[test]
fn the_end_to_end_tests_know_every_field_of_every_kind() {
    use crate::model::field::{Input, Section};
    let input = |input: Input| match input {
        Input::Text { max, lines, tokens } => json!({"is": "text", "max": max, "lines": lines, "tokens": tokens}),
        Input::Address { .. } => json!({"is": "address"}),
        Input::Event => json!({"is": "event"}),
        Input::Property => json!({"is": "property"}),
        Input::Number { min, max, .. } => json!({"is": "number", "min": min, "max": max}),
        Input::Span => json!({"is": "span"}),
        Input::Choice(choices) => {
            json!({"is": "choice", "choices": choices.iter().map(|(value, name)| json!([value, name])).collect::<Vec<_>>()})
        }
        Input::Journey => json!({"is": "journey"}),
        Input::JourneyNode => json!({"is": "journey-node"}),
        Input::Conditions => json!({"is": "conditions"}),
        Input::Behaviours => json!({"is": "behaviours"}),
        Input::Pairs => json!({"is": "pairs"}),
        Input::Updates => json!({"is": "updates"}),
    };
    let kinds = KINDS.iter().map(|spec| {
        let fields = Section::ALL.into_iter().flat_map(|section| {
            let field = move |field: &crate::model::field::FieldSpec| {
                json!({"section": section.slug(), "key": field.key, "label": field.label, "input": input(field.input)})
            };
            spec.fields(section).iter().map(field).collect::<Vec<_>>()
        });
        json!({
            "kind": spec.slug,
            "name": spec.name,
            "entry_only": spec.entry_only,
            "window": spec.kind.is_segment() && !spec.entry_only,
            "when": spec.kind.is_engagement(),
            "paths": spec.paths.map(|limits| json!({"min": limits.min, "max": limits.max, "others": limits.others})),
            "fields": fields.collect::<Vec<_>>(),
        })
    });
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e/kinds.json");
    let expected = format!("{:#}\n", Value::Array(kinds.collect()));
    if env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(known == expected, "{} is out of date: run the test with UPDATE_SCHEMA=1", path.display());
}

#[test]
fn every_kind_has_a_node_of_its_own_that_takes_nothing_else() {
    let schema = schema();
    for spec in KINDS {
        let node = &schema["$defs"][format!("node-{}", spec.slug)];
        assert_eq!(node["properties"]["kind"]["const"], spec.slug);
        assert_eq!(node["additionalProperties"], false);
    }
}

/// True where a value fits the schema, by the keywords used in it. Formats and patterns are left to the reader.
pub(super) fn fits(schema: &Value, root: &Value, value: &Value) -> bool {
    let Value::Object(keywords) = schema else { return schema.as_bool().unwrap() };
    keywords.iter().all(|(keyword, rule)| {
        let all = |rules: &Value| rules.as_array().unwrap().iter().filter(|rule| fits(rule, root, value)).count();
        let number = |rule: &Value| rule.as_f64().unwrap();
        let list = value.as_array();
        match keyword.as_str() {
            "$ref" => fits(root.pointer(&rule.as_str().unwrap()[1..]).unwrap(), root, value),
            "type" => match rule.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "null" => value.is_null(),
                "number" => value.is_number(),
                "integer" => value.as_f64().is_some_and(|n| n.fract() == 0.0),
                other => panic!("{other}"),
            },
            "const" => value == rule,
            "enum" => rule.as_array().unwrap().contains(value),
            "oneOf" => all(rule) == 1,
            "anyOf" => all(rule) > 0,
            "required" => value
                .as_object()
                .is_none_or(|map| rule.as_array().unwrap().iter().all(|key| map.contains_key(key.as_str().unwrap()))),
            "properties" => value.as_object().is_none_or(|map| {
                map.iter().all(|(key, value)| rule.get(key).is_none_or(|rule| fits(rule, root, value)))
            }),
            "additionalProperties" => {
                value.as_object().is_none_or(|map| map.keys().all(|key| keywords["properties"].get(key).is_some()))
            }
            "prefixItems" => list.is_none_or(|list| {
                rule.as_array().unwrap().iter().zip(list).all(|(rule, value)| fits(rule, root, value))
            }),
            "items" => {
                let before = keywords.get("prefixItems").map_or(0, |rules| rules.as_array().unwrap().len());
                list.is_none_or(|list| list.iter().skip(before).all(|value| fits(rule, root, value)))
            }
            "minItems" => list.is_none_or(|list| list.len() as f64 >= number(rule)),
            "maxItems" => list.is_none_or(|list| list.len() as f64 <= number(rule)),
            "uniqueItems" => list.is_none_or(|list| list.iter().enumerate().all(|(i, a)| !list[..i].contains(a))),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() as f64 >= number(rule)),
            "maxLength" => value.as_str().is_none_or(|text| text.chars().count() as f64 <= number(rule)),
            "minimum" => value.as_f64().is_none_or(|n| n >= number(rule)),
            "maximum" => value.as_f64().is_none_or(|n| n <= number(rule)),
            "$schema" | "$defs" | "title" | "description" | "default" | "format" | "pattern" => true,
            other => panic!("the test does not know {other}"),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_is_written_fits_the_schema(journey in journeys()) {
        let schema = schema();
        let file = json!({ "format": "sojourn", "version": 1, "journeys": [journey_to_value(&journey)] });
        prop_assert!(fits(&schema, &schema, &file));
    }
}
