//! Deleted records come back, restore points stay, and both give way where space is needed.

use super::*;
use crate::{
    bin::{self, DAYS, DeletedKind, Roomy},
    envelope::Entry,
    points::{AUTOMATIC_MAX, MANUAL_MAX, Point, Replacing},
    undo::Since,
    unsaved::Tab,
};

fn points(store: &dyn Store) -> Vec<Point> {
    JourneyStore::new().points(store, &id("a"), &defaults()).unwrap()
}

fn delete(store: &dyn Store, records: &JourneyStore, name: &str) {
    // Without room for a copy it is deleted all the same: that is how room is made.
    if let Err(error) = records.move_to_bin(store, &key::journey(&id(name)), name, now()) {
        assert_eq!(error, StoreError::Full);
    }
    records.remove(store, &id(name), 1, now()).unwrap();
}

#[test]
fn what_was_deleted_comes_back_as_it_was_with_all_that_belongs_to_it() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    records.save(&store, &journey("a"), None, now()).unwrap();
    keep(&store, &records, &unsaved(Some("a"), "a")).unwrap();
    records.add_point(&store, &id("a"), ("Before", true), &Draft::new("UTC"), now()).unwrap();
    let before = store.texts();
    delete(&store, &records, "a");
    assert!(records.load_all(&store, &defaults()).unwrap().journeys.is_empty());
    let deleted = records.bin(&store).unwrap();
    assert_eq!((deleted.len(), deleted[0].name.as_str(), deleted[0].at), (1, "a", now()));
    assert_eq!(records.restore_from_bin(&store, &deleted[0]), Ok(true));
    assert_eq!(store.texts(), before);
    // Not over what stands there by now.
    delete(&store, &records, "a");
    records.save(&store, &journey("a"), None, now()).unwrap();
    let deleted = records.bin(&store).unwrap();
    assert_eq!(records.restore_from_bin(&store, &deleted[0]), Ok(false));
    assert_eq!(records.bin(&store).unwrap(), deleted);
}

#[test]
fn a_deleted_record_tells_its_kind_by_the_key_it_had() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    records.save(&store, &journey("a"), None, now()).unwrap();
    keep(&store, &records, &unsaved(Some("a"), "a")).unwrap();
    records.add_point(&store, &id("a"), ("Before", true), &Draft::new("UTC"), now()).unwrap();
    let point = points(&store).remove(0);
    records.remove_point(&store, &id("a"), &point, now()).unwrap();
    records.move_to_bin(&store, &WorkKey::draft(Some(&id("a"))).key(), "a", now()).unwrap();
    delete(&store, &records, "a");
    let kinds: Vec<_> = records.bin(&store).unwrap().iter().map(bin::Deleted::kind).collect();
    assert_eq!(kinds, [Some(DeletedKind::Journey), Some(DeletedKind::Work), Some(DeletedKind::Point)]);
}

#[test]
fn a_saved_draft_that_was_not_taken_in_becomes_a_restore_point_once_before_it_is_replaced() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    let (of, work) = (WorkKey::draft(Some(&id("a"))), Draft::new("Europe/Berlin"));
    let tab = Tab { id: "here".to_owned(), ..Tab::default() };
    let replace_by = |of: &WorkKey, base, draft: &Draft| {
        records.keep_replaced(&store, Replacing { of, base, draft, tab: &tab }, now()).unwrap();
    };
    let replace = |base| replace_by(&of, base, &work);
    // Nothing is on record, and a new journey never is.
    replace(0);
    replace_by(&WorkKey::draft(None), 0, &work);
    let saved = journey("a");
    records.save(&store, &saved, None, now()).unwrap();
    replace(1);
    assert_eq!(points(&store), []);
    replace(0);
    replace(0);
    let made: Vec<_> = points(&store).into_iter().map(|point| (point.manual, Some(point.draft))).collect();
    assert_eq!(made, [(false, saved.draft.clone())]);
    // An equal draft replaces nothing.
    records.remove_point(&store, &id("a"), &points(&store)[0], now()).unwrap();
    replace_by(&of, 0, &saved.draft.unwrap());
    assert_eq!(points(&store), []);
}

/// Another tab took its step back and did it again: what it did again may be in the saved draft alone.
#[test]
fn a_saved_draft_that_another_tab_works_on_becomes_a_restore_point_before_it_is_replaced() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    let (of, draft) = (WorkKey::draft(Some(&id("a"))).in_tab("here"), Draft::new("Europe/Berlin"));
    let own = Tab { id: "here".to_owned(), ..Tab::default() };
    let replace = |tab: &Tab| {
        records.keep_replaced(&store, Replacing { of: &of, base: 1, draft: &draft, tab }, now()).unwrap();
        points(&store).len()
    };
    records.save(&store, &journey("a"), None, now()).unwrap();
    assert_eq!(replace(&own), 0);
    // Its state was heard of.
    let seen = Tab { seen: [("there".to_owned(), 9)].into(), ..own.clone() };
    assert_eq!([replace(&seen), replace(&seen)], [1, 1]);
    records.remove_point(&store, &id("a"), &points(&store)[0], now()).unwrap();
    // Its work stands on what is saved, and nothing was heard of it.
    let there = Tab { id: "there".to_owned(), number: 10, ..Tab::default() };
    keep(&store, &records, &Unsaved { base: 1, draft: None, tab: there, ..unsaved(Some("a"), "a") }).unwrap();
    assert_eq!(replace(&own), 1);
}

#[test]
fn work_on_a_new_journey_that_was_deleted_comes_back_under_a_name_that_no_open_tab_writes_under() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    let (plain, deleted_work) = (WorkKey::default(), unsaved(None, "Deleted"));
    keep(&store, &records, &deleted_work).unwrap();
    records.move_to_bin(&store, &plain.key(), "Deleted", now()).unwrap();
    forget(&store, &records, &plain).unwrap();
    // A tab has the plain name, and nothing to keep yet.
    let mut tab = Journal::new(plain.clone());
    assert_eq!(records.restore_from_bin(&store, &records.bin(&store).unwrap()[0]), Ok(true));
    tab.write_snapshot(&records, &store, unsaved(None, "Of the tab")).unwrap();
    let found = records.list_unsaved(&store).unwrap().into_iter().map(|of| match kept(&store, &records, &of) {
        Outcome::Loaded(found) => (of.tab.is_some(), found.value.name),
        _ => panic!(),
    });
    assert_eq!(found.collect::<Vec<_>>(), [(false, "Of the tab".to_owned()), (true, "Deleted".to_owned())]);
}

#[test]
fn what_was_deleted_goes_after_its_days_with_all_that_belonged_to_it() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    for name in ["a", "ab"] {
        records.save(&store, &journey(name), None, now()).unwrap();
        keep(&store, &records, &unsaved(Some(name), name)).unwrap();
        records.add_point(&store, &id(name), ("Before", true), &Draft::new("UTC"), now()).unwrap();
    }
    delete(&store, &records, "a");
    records.empty_bin(&store, now() + chrono(DAYS) - chrono_ms()).unwrap();
    assert_eq!(records.bin(&store).unwrap().len(), 1);
    records.empty_bin(&store, now() + chrono(DAYS)).unwrap();
    let left: Vec<_> = store.texts().into_keys().collect();
    assert_eq!(left, ["sojourn/journey/ab", "sojourn/point/ab/1", "sojourn/unsaved/of/ab"]);
}

fn chrono(days: i64) -> std::time::Duration {
    std::time::Duration::from_secs(days as u64 * 86_400)
}

fn chrono_ms() -> std::time::Duration {
    std::time::Duration::from_millis(1)
}

/// A store with room for so many characters.
struct Small(MemoryStore, usize);

impl Store for Small {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.0.get(key)
    }
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let others =
            self.0.texts().into_iter().filter(|(other, _)| *other != key).map(|(key, text)| key.len() + text.len());
        if others.sum::<usize>() + key.len() + text.len() > self.1 {
            Err(StoreError::Full)
        } else {
            self.0.set(key, text)
        }
    }
    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.0.remove(key)
    }
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        self.0.keys()
    }
}

#[test]
fn what_was_deleted_makes_way_the_oldest_first_and_nothing_else_does() {
    let (store, records) = (Roomy(Small(MemoryStore::new(), 2_000)), JourneyStore::new());
    let mut saved = Vec::new();
    for n in 0..30 {
        let name = format!("j{n}");
        match records.save(&store, &journey(&name), None, now()) {
            Ok(_) if n % 2 == 0 => delete(&store, &records, &name),
            Ok(_) => saved.push(name),
            Err(error) => {
                assert_eq!(error, SaveError::Store(StoreError::Full));
                assert!(records.bin(&store).unwrap().is_empty());
            }
        }
        let there: Vec<_> = records.load_all(&store, &defaults()).unwrap().journeys;
        assert_eq!(there.len(), saved.len());
    }
    assert!(saved.len() >= 5);
}

#[test]
fn restore_points_are_the_newest_first_and_those_made_by_themselves_make_way() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    records.add_point(&store, &id("a"), ("Mine", true), &Draft::new("UTC"), now()).unwrap();
    for n in 0..AUTOMATIC_MAX + 5 {
        records.add_point(&store, &id("a"), (&format!("Before {n}"), false), &Draft::new("UTC"), now()).unwrap();
    }
    let all = points(&store);
    assert_eq!((all.len(), all[0].name.as_str()), (AUTOMATIC_MAX + 1, "Before 14"));
    assert_eq!((all[10].name.as_str(), all[10].manual), ("Mine", true));
    for _ in 1..MANUAL_MAX {
        records.add_point(&store, &id("a"), ("x", true), &Draft::new("UTC"), now()).unwrap();
    }
    assert!(records.add_point(&store, &id("a"), ("x", true), &Draft::new("UTC"), now()).is_err());
    // Another journey's are its own.
    assert!(records.points(&store, &id("a1"), &defaults()).unwrap().is_empty());
    records.remove_point(&store, &id("a"), &all[10], now()).unwrap();
    assert!(points(&store).iter().all(|point| point.name != "Mine"));
    let deleted = records.bin(&store).unwrap();
    assert_eq!(records.restore_from_bin(&store, &deleted[0]), Ok(true));
    assert_eq!(points(&store).last(), Some(&all[10]));
    // A point whose number was given to another one gets a new number.
    let last = points(&store).remove(0);
    records.remove_point(&store, &id("a"), &last, now()).unwrap();
    records.remove_point(&store, &id("a"), &points(&store)[0], now()).unwrap();
    records.add_point(&store, &id("a"), ("new", true), &Draft::new("UTC"), now()).unwrap();
    records.add_point(&store, &id("a"), ("new", false), &Draft::new("UTC"), now()).unwrap();
    let deleted = records.bin(&store).unwrap().pop().unwrap();
    assert_eq!(records.restore_from_bin(&store, &deleted), Ok(true));
    assert_eq!(points(&store)[0].name, last.name);
}

/// Append only.
const POINT: &str = r#"{"sojourn":1,"revision":1,"saved":"2026-03-27T12:00:00Z","point":{"journey":"a","name":"Mine","by_hand":true,"draft":{"setup":{"zone":"UTC"},"graph":{"nodes":[],"links":[]}}}}"#;
const DELETED: &str = r#"{"sojourn":1,"revision":1,"saved":"2026-03-27T12:00:00Z","deleted":{"from":"sojourn/journey/b","name":"b","record":"half"}}"#;

#[test]
fn restore_points_and_the_bin_of_schema_1_are_read_for_ever_and_written_so() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    records.add_point(&store, &id("a"), ("Mine", true), &Draft::new("UTC"), now()).unwrap();
    assert_eq!(store.texts()["sojourn/point/a/1"], POINT);
    store.set("sojourn/journey/b", "half").unwrap();
    records.move_to_bin(&store, "sojourn/journey/b", "b", now()).unwrap();
    assert_eq!(store.texts()["sojourn/bin/1"], DELETED);
    assert_eq!(points(&store).len() + records.bin(&store).unwrap().len(), 2);
}

#[test]
fn what_cannot_be_read_makes_no_way_for_a_point() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    let newer = POINT.replace("\"sojourn\":1", "\"sojourn\":99").replace("true", "false");
    let others = [("sojourn/point/a/1", newer.as_str()), ("sojourn/point/a/2", &POINT[..POINT.len() - 1])];
    for (key, raw) in others {
        store.set(key, raw).unwrap();
    }
    for n in 0..AUTOMATIC_MAX + 5 {
        records.add_point(&store, &id("a"), (&format!("{n}"), false), &Draft::new("UTC"), now()).unwrap();
    }
    assert_eq!(points(&store).len(), AUTOMATIC_MAX);
    for (key, raw) in others {
        assert_eq!(store.texts()[key], raw);
    }
}

#[test]
fn the_oldest_point_makes_way_only_for_one_that_can_be_written() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    for n in 0..AUTOMATIC_MAX {
        records.add_point(&store, &id("a"), (&format!("{n}"), false), &Draft::new("UTC"), now()).unwrap();
    }
    store.full_after(Some(0));
    assert!(records.add_point(&store, &id("a"), ("new", false), &Draft::new("UTC"), now()).is_err());
    assert_eq!(points(&store).len(), AUTOMATIC_MAX);
}

#[test]
fn a_removal_that_stops_half_way_is_a_removal() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    records.save(&store, &journey("a"), None, now()).unwrap();
    let made = records.made(&store, &id("a"), now()).unwrap().unwrap();
    records.move_to_bin(&store, "sojourn/journey/a", "A", now()).unwrap();
    assert!(bin::holds(&store, "sojourn/journey/a") && !bin::holds(&store, "sojourn/journey/"));
    // The tab was closed after the record was emptied, and before it was removed.
    store.set("sojourn/journey/a", "").unwrap();
    assert_eq!(records.load(&store, &id("a"), &defaults()), Ok(Outcome::Absent));
    assert_eq!(records.since(&store, &made, &defaults()), Ok(Since::Gone));
    assert_eq!(records.save(&store, &journey("a"), Some(1), now()), Err(SaveError::Conflict { stored: None }));
    // The bin gives it back, and a load clears it away without a word.
    let [deleted] = &records.bin(&store).unwrap()[..] else { panic!() };
    assert_eq!(records.restore_from_bin(&store, deleted), Ok(true));
    assert_eq!(
        JourneyStore::new().load(&store, &id("a"), &defaults()).unwrap(),
        Outcome::Loaded(Entry { value: journey("a"), revision: 1, saved: now() })
    );
    store.set("sojourn/journey/a", "").unwrap();
    let report = records.look_through(&store, &defaults()).unwrap();
    assert_eq!((report.journeys.len(), report.problems.len()), (0, 0));
    assert_eq!(store.get("sojourn/journey/a"), Ok(None));
    assert_eq!(records.save(&store, &journey("a"), None, now()), Ok(1));
}

#[test]
fn a_lost_record_is_written_back_as_it_was_and_over_nothing() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    records.save(&store, &journey("a"), None, now()).unwrap();
    let before = store.texts();
    store.remove("sojourn/journey/a").unwrap();
    records.write_back(&store, &journey("a"), (1, now())).unwrap();
    assert_eq!(store.texts(), before);
    let newer = Journey { description: "Newer".to_owned(), ..journey("a") };
    records.save(&store, &newer, Some(1), now()).unwrap();
    let before = store.texts();
    records.write_back(&store, &journey("a"), (1, now())).unwrap();
    assert_eq!(store.texts(), before);
}
