//! Questions that only a file from outside is asked. What this browser has kept was asked before, and must stay readable.

use std::collections::HashSet;

use serde_json::Value;

use super::Problem;
use crate::model::{
    journey::NUMBER_MAX,
    text::{ID_MAX, JourneyId},
};

/// Gives a journey another id where an address cannot hold its own, and says so with the journey's place in the file.
pub(super) fn mend_ids(file: &mut Value) -> Vec<(usize, String)> {
    let Some(journeys) = file.get_mut("journeys").and_then(Value::as_array_mut) else { return Vec::new() };
    let id_of = |journey: &Value| journey.get("id").and_then(Value::as_str).map(str::to_owned);
    let mut ids: HashSet<String> = journeys.iter().filter_map(id_of).collect();
    let mut mended = Vec::new();
    for (at, journey) in journeys.iter_mut().enumerate() {
        let Some(id) = id_of(journey) else { continue };
        if JourneyId::parse(&id).is_some_and(|id| id.is_addressable()) {
            continue;
        }
        let free = free_id(&id, &ids);
        if let Some(held) = journey.get_mut("id") {
            *held = Value::from(free.as_str());
        }
        mended.push((
            at,
            format!("Its id “{}” cannot stand in an address. It gets another one.", super::read::short(&id)),
        ));
        ids.insert(free);
    }
    mended
}

/// The first free id that is made of the words of another.
fn free_id(id: &str, taken: &HashSet<String>) -> String {
    let mut words = JourneyId::of_words(id).to_string();
    // Room for a number.
    words.truncate(ID_MAX - 8);
    let numbered = (1_u32..).map(|n| format!("{words}-{n}"));
    numbered.into_iter().find(|id| !taken.contains(id)).unwrap_or(words)
}

/// Refuses version numbers that cannot be counted on from.
pub(super) fn numbers(file: &Value) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (j, journey) in list(file, "journeys").iter().enumerate() {
        for (v, version) in list(journey, "versions").iter().enumerate() {
            let number = version.get("number").and_then(Value::as_u64).filter(|number| *number > u64::from(NUMBER_MAX));
            problems.extend(number.map(|number| Problem {
                path: format!("journeys[{j}].versions[{v}].number"),
                message: format!("Versions are numbered from 1 to {NUMBER_MAX}; this one is {number}."),
            }));
        }
    }
    problems
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
