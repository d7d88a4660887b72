//! 2,000 damaged records: none panics, none takes another with it, each leaves a message and its text (issue 6).

use super::*;

/// A row of numbers that is the same each time.
fn numbers() -> impl FnMut(usize) -> usize {
    let mut row = 7_u32;
    move |below| {
        row = row.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (row >> 8) as usize % below.max(1)
    }
}

/// Puts another type in the place of one value, chosen among all.
fn retyped(value: &mut Value, steps: &mut usize, with: &Value) -> bool {
    if *steps == 0 {
        *value = with.clone();
        return true;
    }
    *steps -= 1;
    match value {
        Value::Array(list) => list.iter_mut().any(|value| retyped(value, steps, with)),
        Value::Object(map) => map.values_mut().any(|value| retyped(value, steps, with)),
        _ => false,
    }
}

#[test]
fn two_thousand_damaged_records_are_each_told_and_kept_and_take_nothing_with_them() {
    let mut dice = Dice::new((0..100_000_u32).map(|n| n.wrapping_mul(2_654_435_761) >> 4).collect());
    let records = JourneyStore::new();
    // Whole records to damage, of journeys of all shapes.
    let source = MemoryStore::new();
    for _ in 0..20 {
        let _ = records.save(&source, &dice.journey(), None, now());
    }
    let whole: Vec<(String, String)> = source.texts().into_iter().collect();
    assert!(whole.len() >= 15);
    let mut next = numbers();
    let types = [
        Value::Null,
        true.into(),
        7.into(),
        "text".into(),
        serde_json::json!([]),
        serde_json::json!({}),
        (-1.5).into(),
    ];
    let (mut told, mut harmless) = (0, 0);
    for n in 0..2_000 {
        let (key, text) = &whole[next(whole.len())];
        let damaged = match n % 4 {
            0 => {
                let mut bytes = text.clone().into_bytes();
                for _ in 0..=next(4) {
                    let at = next(bytes.len());
                    bytes[at] ^= 1 << next(8);
                }
                String::from_utf8_lossy(&bytes).into_owned()
            }
            1 => text.chars().take(next(text.chars().count())).collect(),
            2 => whole[next(whole.len())].1.clone(),
            _ => {
                let mut value: Value = serde_json::from_str(text).unwrap();
                let mut steps = next(120);
                retyped(&mut value, &mut steps, &types[next(types.len())]);
                value.to_string()
            }
        };
        let (store, records) = (MemoryStore::new(), JourneyStore::new());
        records.save(&store, &journey("good"), None, now()).unwrap();
        store.set(key, &damaged).unwrap();
        let report = records.load_all(&store, &defaults()).unwrap();
        assert!(report.journeys.iter().any(|one| one.journey == journey("good")), "{damaged}");
        assert!(store.texts().values().any(|text| *text == damaged), "lost: {damaged}");
        match report.problems.as_slice() {
            // It still says a journey: what was changed was a text or a number within its limits.
            [] => {
                assert_eq!(report.journeys.len(), 2);
                harmless += 1;
            }
            [problem] => {
                assert!(problem.message.len() > 20 && problem.key == *key, "{problem:?}");
                told += 1;
            }
            many => panic!("{many:?}"),
        }
        // Read in two steps, it comes to the same.
        let (again, other) = (MemoryStore::new(), JourneyStore::new());
        other.save(&again, &journey("good"), None, now()).unwrap();
        again.set(key, &damaged).unwrap();
        let mut looked = other.look_through(&again, &defaults()).unwrap();
        looked.journeys.retain_mut(|stored| {
            let Some(unread) = stored.unread.take() else { return true };
            match other.read_rest(&again, &stored.journey.id, unread, &defaults()) {
                Ok(whole) => stored.journey = whole,
                Err(problem) => looked.problems.push(problem),
            }
            looked.problems.iter().all(|problem| problem.key != key::journey(&stored.journey.id))
        });
        assert_eq!(looked, report, "{damaged}");
        // Work goes on.
        let first = report.journeys.iter().find(|one| one.journey.id == id("good")).unwrap().revision;
        records.save(&store, &journey("good"), Some(first), now()).unwrap();
    }
    assert_eq!(told + harmless, 2_000);
    assert!(told > 1_500, "{told} told, {harmless} harmless");
}
