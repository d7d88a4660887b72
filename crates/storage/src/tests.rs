//! Nothing that is stored is lost, whatever fails and whatever stands in the store.

use std::collections::BTreeMap;

use journey::{
    arbitrary::{Dice, dice, journeys, json, texts},
    format::Defaults,
    journey::{Draft, Journey},
    text::{JourneyId, Name},
    time::{Instant, read_instant},
};
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::{
    envelope::{MIGRATIONS, Migration, Outcome},
    journal::Journal,
    key::{self, WorkKey},
    quarantine,
    records::{JourneyStore, ProblemKind, SaveError},
    settings::{self, Settings},
    store::{MemoryStore, Store, StoreError},
    unsaved::Unsaved,
};

mod damage;
mod journal;
mod lock;
mod past;
mod together;
mod undo;

fn now() -> Instant {
    read_instant("2026-03-27T12:00:00Z").unwrap()
}

fn defaults() -> Defaults {
    Defaults { zone: "Europe/Berlin".to_owned(), now: now() }
}

fn id(text: &str) -> JourneyId {
    JourneyId::parse(text).unwrap()
}

fn journey(text: &str) -> Journey {
    Journey::new(id(text), Name::parse(text).unwrap(), Draft::new("UTC"), now())
}

fn unsaved(of: Option<&str>, name: &str) -> Unsaved {
    Unsaved {
        of: WorkKey::draft(of.map(id).as_ref()),
        base: 3,
        name: name.to_owned(),
        draft: Some(Draft::new("UTC")),
        history: Default::default(),
        place: Default::default(),
        tab: Default::default(),
        at: now(),
    }
}

/// Keeps unsaved work whole, as a page that has just been opened does.
fn keep(store: &dyn Store, records: &JourneyStore, work: &Unsaved) -> Result<(), SaveError> {
    Journal::new(work.of.clone()).write_snapshot(records, store, work.clone())
}

fn kept(store: &dyn Store, records: &JourneyStore, of: &WorkKey) -> Outcome<Unsaved> {
    Journal::new(of.clone()).read(records, store, &defaults()).unwrap().work
}

fn forget(store: &dyn Store, records: &JourneyStore, of: &WorkKey) -> Result<(), SaveError> {
    Journal::new(of.clone()).clear(records, store, now())
}

/// Schema 2 of a made-up future: a journey's `title` became its `name`.
static RENAMED: &[Migration] = &[Migration {
    from: 1,
    about: "Calls the title a name",
    apply: |record| {
        let journey = record.get_mut("journey").and_then(Value::as_object_mut).ok_or("there is no journey")?;
        let title = journey.remove("title").ok_or("there is no title")?;
        journey.insert("name".to_owned(), title);
        Ok(())
    },
}];

#[test]
fn the_migrations_have_no_gap() {
    for migrations in [MIGRATIONS, RENAMED] {
        assert!(migrations.iter().enumerate().all(|(i, migration)| migration.from == i as u64 + 1));
    }
}

/// The golden record of schema 1: append only, one for each schema.
const GOLDEN_1: &str = r#"{"sojourn":1,"revision":7,"saved":"2026-03-27T12:00:00Z","journey":{"id":"a","name":"a","created":"2026-03-27T12:00:00Z","versions":[{"number":null,"status":"draft","setup":{"zone":"UTC"},"graph":{"nodes":[],"links":[]}}]}}"#;

#[test]
fn a_record_of_schema_1_loads_for_ever_and_is_written_so() {
    let store = MemoryStore::new();
    store.set("sojourn/journey/a", GOLDEN_1).unwrap();
    let Outcome::Loaded(kept) = JourneyStore::new().load(&store, &id("a"), &defaults()).unwrap() else { panic!() };
    assert_eq!((&kept.value, kept.revision, kept.saved), (&journey("a"), 7, now()));
    JourneyStore::new().save(&store, &journey("a"), Some(7), now()).unwrap();
    assert_eq!(store.texts()["sojourn/journey/a"], GOLDEN_1.replace("\"revision\":7", "\"revision\":8"));
}

#[test]
fn what_is_not_there_is_absent() {
    let outcome = JourneyStore::new().load(&MemoryStore::new(), &id("a"), &defaults());
    assert_eq!(outcome, Ok(Outcome::Absent));
}

#[test]
fn an_old_record_is_migrated_and_stays_old_until_it_is_saved() {
    let store = MemoryStore::new();
    let old = GOLDEN_1.replace("\"name\"", "\"title\"");
    store.set("sojourn/journey/a", &old).unwrap();
    let records = JourneyStore::with(RENAMED);
    let report = records.load_all(&store, &defaults()).unwrap();
    assert_eq!((report.journeys[0].migrated_from, report.problems.len()), (Some(1), 0));
    assert_eq!(store.texts()["sojourn/journey/a"], old);
    assert_eq!(records.save(&store, &report.journeys[0].journey, Some(7), now()), Ok(8));
    assert!(store.texts()["sojourn/journey/a"].starts_with(r#"{"sojourn":2,"revision":8,"#));
    // A record that this build cannot migrate is damaged; the message names the schema where it stopped.
    store.set("sojourn/journey/b", &GOLDEN_1.replace("\"a\"", "\"b\"")).unwrap();
    let Outcome::Corrupt { why, .. } = records.load(&store, &id("b"), &defaults()).unwrap() else { panic!() };
    assert!(why.contains("schema 1 to 2"), "{why}");
}

#[test]
fn what_a_newer_build_wrote_is_left_untouched() {
    let store = MemoryStore::new();
    JourneyStore::with(RENAMED).save(&store, &journey("a"), None, now()).unwrap();
    let text = store.texts();
    let records = JourneyStore::new();
    let report = records.load_all(&store, &defaults()).unwrap();
    assert_eq!(report.problems[0].kind, ProblemKind::TooNew { schema: 2 });
    for expected in [None, Some(1)] {
        assert_eq!(records.save(&store, &journey("a"), expected, now()), Err(SaveError::TooNew { schema: 2 }));
    }
    assert_eq!(records.remove(&store, &id("a"), 1, now()), Err(SaveError::TooNew { schema: 2 }));
    assert_eq!(store.texts(), text);
}

proptest! {
    #[test]
    fn what_is_looked_through_lacks_nothing_but_its_graphs(journey in journeys()) {
        let (store, records) = (MemoryStore::new(), JourneyStore::new());
        prop_assume!(records.save(&store, &journey, None, now()).is_ok());
        let mut report = records.look_through(&store, &defaults()).unwrap();
        let stored = report.journeys.remove(0);
        let (outline, rest) = (stored.journey, stored.unread);
        let versions = |journey: &Journey| {
            let published = journey.published.iter().map(|one| (one.number(), one.record().clone(), one.content().setup.clone()));
            (published.collect::<Vec<_>>(), journey.draft.as_ref().map(|draft| draft.setup.clone()))
        };
        prop_assert_eq!(versions(&outline), versions(&journey));
        let about = |journey: &Journey| {
            let Journey { id, name, description, labels, archived, created, .. } = journey.clone();
            (id, name, description, labels, archived, created)
        };
        prop_assert_eq!(about(&outline), about(&journey));
        // Before it is read whole nothing is written over it unseen, and it can be saved afterwards.
        let Some(rest) = rest else {
            prop_assert_eq!(outline, journey);
            return Ok(());
        };
        let whole = records.read_rest(&store, &journey.id, rest, &defaults());
        prop_assert_eq!(whole.as_ref(), Ok(&journey));
        prop_assert_eq!(records.save(&store, &journey, Some(1), now()), Ok(2));
    }
}

#[test]
fn a_graph_that_is_damaged_is_found_when_it_is_read_and_nothing_is_written_over_it() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    let raw = GOLDEN_1.replace("\"nodes\":[]", "\"nodes\":[{}]");
    store.set("sojourn/journey/a", &raw).unwrap();
    let mut looked = records.look_through(&store, &defaults()).unwrap();
    assert_eq!((looked.journeys.len(), looked.problems.len()), (1, 0));
    let unread = looked.journeys.remove(0).unread.unwrap();
    assert_eq!(unread.bytes(), raw.len());
    let problem = records.read_rest(&store, &id("a"), unread, &defaults()).unwrap_err();
    assert!(matches!(problem.kind, ProblemKind::Quarantined { .. }), "{problem:?}");
    assert_eq!(quarantine::list(&store).unwrap()[0].raw, raw);
    assert_eq!(store.get("sojourn/journey/a"), Ok(None));
    // A save that comes before keeps a copy.
    store.set("sojourn/journey/a", &raw.replace("{}", "{ }")).unwrap();
    let _ = records.look_through(&store, &defaults()).unwrap();
    assert!(records.save(&store, &journey("a"), Some(7), now()).is_ok());
    assert_eq!(quarantine::list(&store).unwrap().len(), 2);
}

#[test]
fn a_damaged_record_is_quarantined_and_takes_no_other_with_it() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    records.save(&store, &journey("good"), None, now()).unwrap();
    let swapped = store.texts()["sojourn/journey/good"].clone();
    let damaged = [" ", "{", "[]", &GOLDEN_1[..GOLDEN_1.len() - 1], &GOLDEN_1.replace("draft", "drift"), &swapped];
    for (n, raw) in damaged.iter().enumerate() {
        store.set("sojourn/journey/a", raw).unwrap();
        let report = records.load_all(&store, &defaults()).unwrap();
        assert_eq!(report.journeys.len(), 1);
        let [problem] = report.problems.as_slice() else { panic!("{:?}", report.problems) };
        assert!(matches!(&problem.kind, ProblemKind::Quarantined { .. }), "{problem:?}");
        assert_eq!((problem.key.as_str(), problem.raw_len), ("sojourn/journey/a", raw.len()));
        let quarantined = quarantine::list(&store).unwrap();
        assert_eq!(
            (quarantined.len(), quarantined[n].raw.as_str(), quarantined[n].from.as_str()),
            (n + 1, *raw, "sojourn/journey/a")
        );
        // The next load has nothing to say of it.
        assert!(records.load_all(&store, &defaults()).unwrap().problems.is_empty());
    }
    assert_eq!(records.save(&store, &journey("a"), None, now()), Ok(1));
    let all = quarantine::list(&store).unwrap();
    quarantine::discard(&store, &all[0]).unwrap();
    assert_eq!(quarantine::list(&store).unwrap(), all[1..]);
}

#[test]
fn what_cannot_be_quarantined_stays_where_it_is_and_nothing_is_written_there() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    store.set("sojourn/journey/a", "damaged").unwrap();
    store.set("sojourn/unsaved/new", "damaged too").unwrap();
    let before = store.texts();
    store.full_after(Some(0));
    let report = records.load_all(&store, &defaults()).unwrap();
    assert_eq!(report.problems[0].kind, ProblemKind::Blocked(StoreError::Full));
    let blocked = SaveError::Blocked(StoreError::Full);
    assert_eq!(records.save(&store, &journey("a"), None, now()), Err(blocked.clone()));
    assert_eq!(records.save(&store, &journey("a"), Some(1), now()), Err(blocked.clone()));
    assert_eq!(records.remove(&store, &id("a"), 1, now()), Err(blocked.clone()));
    assert_eq!(keep(&store, &records, &unsaved(None, "n")), Err(blocked.clone()));
    assert_eq!(forget(&store, &records, &WorkKey::default()), Err(blocked));
    assert_eq!(store.texts(), before);
    store.full_after(None);
    records.save(&store, &journey("a"), None, now()).unwrap();
    assert_eq!(quarantine::list(&store).unwrap()[0].raw, "damaged");
}

#[test]
fn another_tabs_save_is_never_written_over() {
    let (store, here, there) = (MemoryStore::new(), JourneyStore::new(), JourneyStore::new());
    assert_eq!(here.save(&store, &journey("a"), None, now()), Ok(1));
    let mut changed = journey("a");
    changed.description = "Theirs".to_owned();
    assert_eq!(there.save(&store, &changed, Some(1), now()), Ok(2));
    let conflict = Err(SaveError::Conflict { stored: Some(2) });
    assert_eq!(here.save(&store, &journey("a"), Some(1), now()), conflict);
    assert_eq!(here.save(&store, &journey("a"), None, now()), conflict);
    assert_eq!(here.remove(&store, &id("a"), 1, now()), Err(SaveError::Conflict { stored: Some(2) }));
    assert_eq!(here.save(&store, &changed, Some(2), now()), Ok(3));
    there.remove(&store, &id("a"), 3, now()).unwrap();
    assert_eq!(here.save(&store, &changed, Some(3), now()), Err(SaveError::Conflict { stored: None }));
    assert_eq!(here.remove(&store, &id("a"), 3, now()), Ok(()));
    // Undoing the removal.
    assert_eq!(here.save(&store, &changed, None, now()), Ok(1));
}

#[test]
fn damage_done_under_the_app_is_quarantined_before_the_good_copy_is_saved() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    records.save(&store, &journey("a"), None, now()).unwrap();
    let damaged = store.texts()["sojourn/journey/a"].replace("null", "nul");
    store.set("sojourn/journey/a", &damaged).unwrap();
    assert_eq!(records.save(&store, &journey("a"), Some(1), now()), Ok(2));
    assert_eq!(quarantine::list(&store).unwrap()[0].raw, damaged);
}

#[test]
fn what_could_not_be_loaded_again_is_not_written() {
    let store = MemoryStore::new();
    let mut broken = journey("a");
    broken.description = "x".repeat(1_000);
    let error = JourneyStore::new().save(&store, &broken, None, now()).unwrap_err();
    assert!(error.to_string().contains("description"), "{error}");
    assert!(store.texts().is_empty());
}

#[test]
fn a_graph_that_could_not_be_loaded_again_is_not_written_over_a_sound_one() {
    use journey::{
        graph::{Graph, Node, Point},
        kind::Kind,
        text::NodeId,
    };
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    let mut changed = journey("a");
    records.save(&store, &changed, None, now()).unwrap();
    let before = store.texts();
    let mut node = Node::new(NodeId::of_words("n"), Kind::Email, Point::settled(0.0, 0.0));
    node.title = "x".repeat(1_000);
    changed.draft.as_mut().unwrap().graph = Graph::of([node], []);
    let error = records.save(&store, &changed, Some(1), now()).unwrap_err();
    assert!(error.to_string().contains("title"), "{error}");
    assert_eq!(store.texts(), before);
}

#[test]
fn a_store_that_is_denied_says_so() {
    let store = MemoryStore::new();
    store.deny(true);
    let records = JourneyStore::new();
    assert_eq!(records.load_all(&store, &defaults()), Err(StoreError::Denied));
    assert_eq!(records.save(&store, &journey("a"), None, now()), Err(SaveError::Store(StoreError::Denied)));
    assert_eq!(settings::load(&store), Err(StoreError::Denied));
}

#[test]
fn unsaved_work_of_several_journeys_is_kept_apart() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    // A journey may have the id “new”.
    let all = [unsaved(None, ""), unsaved(Some("a"), "<b>"), unsaved(Some("new"), "n")];
    for one in &all {
        keep(&store, &records, one).unwrap();
        keep(&store, &records, one).unwrap();
    }
    assert_eq!(records.list_unsaved(&store).unwrap(), all.each_ref().map(|one| one.of.clone()));
    for one in &all {
        let Outcome::Loaded(found) = kept(&store, &records, &one.of) else { panic!() };
        assert_eq!(found.value, *one);
        forget(&store, &records, &one.of).unwrap();
        assert_eq!(kept(&store, &records, &one.of), Outcome::Absent);
    }
    assert!(records.load_all(&store, &defaults()).unwrap().problems.is_empty());
}

#[test]
fn damaged_unsaved_work_is_quarantined_before_new_work_is_kept() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    store.set("sojourn/unsaved/of/a", "{\"sojourn\":1").unwrap();
    let work = unsaved(Some("a"), "a");
    assert!(matches!(kept(&store, &records, &work.of), Outcome::Corrupt { .. }));
    keep(&store, &records, &work).unwrap();
    assert_eq!(quarantine::list(&store).unwrap()[0].raw, "{\"sojourn\":1");
    store.set("sojourn/unsaved/new", "?").unwrap();
    let problem = records.quarantine_unsaved(&store, &WorkKey::default(), &defaults()).unwrap().unwrap();
    assert!(matches!(problem.kind, ProblemKind::Quarantined { .. }));
    assert_eq!(kept(&store, &records, &WorkKey::default()), Outcome::Absent);
}

#[test]
fn settings_survive_damage_as_far_as_they_can() {
    let store = MemoryStore::new();
    assert_eq!(settings::load(&store).unwrap(), Settings::default());
    let chosen = Settings {
        filters: vec![("Mine".to_owned(), "status=draft".to_owned())],
        columns: Some(vec!["name".to_owned(), "rate".to_owned()]),
        single_keys: false,
        recent_commands: vec!["undo".to_owned()],
    };
    settings::save(&store, &chosen).unwrap();
    assert_eq!(settings::load(&store).unwrap(), chosen);
    let text = store.texts()[key::SETTINGS].replace("\"rate\"", "7").replace("[[", "[3,[\"x\"],[");
    store.set(key::SETTINGS, &text).unwrap();
    let left = Settings { columns: Some(vec!["name".to_owned()]), ..chosen.clone() };
    assert_eq!(settings::load(&store).unwrap(), left);
    store.set(key::SETTINGS, "{{").unwrap();
    assert_eq!(settings::load(&store).unwrap(), Settings::default());
    settings::save(&store, &chosen).unwrap();
    assert_eq!(quarantine::list(&store).unwrap()[0].raw, "{{");
    store.set(key::SETTINGS, "{\"schema\": 2}").unwrap();
    assert_eq!(settings::save(&store, &chosen), Err(SaveError::TooNew { schema: 2 }));
}

/// A session of every kind of write; what fails is passed over, as a page would go on after a message.
fn session(store: &dyn Store, records: &JourneyStore) {
    let _ = records.load_all(store, &defaults());
    let mut revisions = BTreeMap::new();
    for round in 0..3 {
        for name in ["a", "b", "damaged"] {
            let mut journey = journey(name);
            journey.description = format!("round {round}");
            let mut work = unsaved(Some(name), name);
            work.name = format!("round {round}");
            let _ = keep(store, records, &work);
            if let Ok(revision) = records.save(store, &journey, revisions.get(name).copied(), now()) {
                revisions.insert(name, revision);
                let _ = forget(store, records, &work.of);
            }
        }
        let _ = settings::save(store, &Settings { columns: Some(vec![round.to_string()]), ..Settings::default() });
    }
    if let Some(revision) = revisions.get("b") {
        let _ = records.remove(store, &id("b"), *revision, now());
    }
    let _ = records.load_all(store, &defaults());
}

/// A store that looks after each write whether every record is whole, and every damaged text still somewhere.
struct Watched {
    store: MemoryStore,
    damaged: Vec<String>,
}

impl Watched {
    fn new() -> Self {
        let damaged = ["damaged", "damaged work", "damaged settings"].map(str::to_owned).to_vec();
        let store = MemoryStore::new();
        for (key, raw) in ["sojourn/journey/damaged", "sojourn/unsaved/of/damaged", key::SETTINGS].iter().zip(&damaged)
        {
            store.set(key, raw).unwrap();
        }
        Self { store, damaged }
    }

    fn look(&self) {
        let texts = self.store.texts();
        for raw in &self.damaged {
            assert!(texts.values().any(|text| text == raw), "{raw} is lost: {texts:#?}");
        }
        for (key, text) in texts
            .iter()
            .filter(|(key, text)| !key.starts_with(key::ASIDE) && !text.is_empty() && !self.damaged.contains(text))
        {
            let record: Map<String, Value> = serde_json::from_str(text).unwrap_or_else(|_| panic!("{key}: {text}"));
            assert!(record.len() >= 3, "{key}: {text}");
            if let Some(name) = key.strip_prefix(key::JOURNEY) {
                let outcome = JourneyStore::new().load(&self.store, &id(name), &defaults());
                assert!(matches!(outcome, Ok(Outcome::Loaded(_))), "{key}: {text}");
            }
        }
    }
}

impl Store for Watched {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.store.get(key)
    }
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let before = self.store.texts();
        let done = self.store.set(key, text);
        assert!(done.is_ok() || self.store.texts() == before);
        self.look();
        done
    }
    fn remove(&self, key: &str) -> Result<(), StoreError> {
        let done = self.store.remove(key);
        self.look();
        done
    }
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        self.store.keys()
    }
}

#[test]
fn whichever_write_fails_every_record_is_the_old_one_or_the_new_one() {
    let counted = Watched::new();
    let first = counted.store.writes();
    session(&counted, &JourneyStore::new());
    let writes = counted.store.writes() - first;
    assert!(writes > 25, "{writes}");
    for n in 0..=writes {
        for error in [StoreError::Full, StoreError::Denied, StoreError::Other("no".to_owned())] {
            let watched = Watched::new();
            watched.store.fail_nth(n, error);
            session(&watched, &JourneyStore::new());
        }
        let watched = Watched::new();
        watched.store.full_after(Some(n));
        session(&watched, &JourneyStore::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_saved_is_loaded(journeys in proptest::collection::vec(journeys(), 0..4), mut dice in dice(300)) {
        let (store, records) = (MemoryStore::new(), JourneyStore::new());
        let mut expected = BTreeMap::new();
        for journey in journeys {
            if let Err(error) = records.save(&store, &journey, None, now()) {
                return Err(TestCaseError::fail(error.to_string()));
            }
            let work = Unsaved { of: WorkKey::draft(Some(&journey.id)), name: dice.text(200), draft: Some(dice.draft(20)), ..unsaved(None, "") };
            prop_assert_eq!(keep(&store, &records, &work), Ok(()));
            let loaded = kept(&store, &JourneyStore::new(), &work.of);
            prop_assert!(matches!(loaded, Outcome::Loaded(kept) if kept.value == work));
            expected.insert(journey.id.clone(), journey);
        }
        let report = JourneyStore::new().load_all(&store, &defaults()).unwrap();
        prop_assert!(report.problems.is_empty());
        let loaded: BTreeMap<_, _> = report.journeys.into_iter().map(|one| (one.journey.id.clone(), one.journey)).collect();
        prop_assert_eq!(loaded, expected);
    }

    /// Any text under any key of ours: nothing panics, and after a whole session the text is still somewhere.
    #[test]
    fn no_text_under_any_key_panics_or_is_lost(
        places in proptest::collection::vec((0..8_usize, 0..4_usize, texts(200), json()), 1..6),
        mut dice in dice(200),
    ) {
        let (store, records) = (MemoryStore::new(), JourneyStore::new());
        for (place, kind, text, json) in places {
            let text = match kind {
                0 => text,
                1 => json.to_string(),
                2 => format!(r#"{{"sojourn":1,"revision":1,"saved":"2026-03-27T12:00:00Z","journey":{json},"unsaved":{json}}}"#),
                _ => flipped(&mut dice),
            };
            let key = ["sojourn/journey/a", "sojourn/journey/damaged", "sojourn/journey/<b>", "sojourn/unsaved/new",
                "sojourn/unsaved/of/a", "sojourn/aside/1/x", "sojourn/aside/18446744073709551615/sojourn/journey/a", "other"][place];
            store.set(key, &text).unwrap();
        }
        let before = store.texts();
        let report = records.load_all(&store, &defaults()).unwrap();
        let good: Vec<_> = report.journeys.iter().map(|one| one.journey.id.clone()).collect();
        let _ = kept(&store, &records, &WorkKey::default());
        let _ = records.quarantine_unsaved(&store, &WorkKey::draft(Some(&id("a"))), &defaults());
        let damaged = ["a", "damaged"].map(id);
        for id in damaged.iter().filter(|id| !good.contains(id)) {
            let _ = records.save(&store, &journey(id.as_str()), None, now());
        }
        if matches!(kept(&store, &records, &WorkKey::default()), Outcome::Corrupt { .. }) {
            let _ = keep(&store, &records, &unsaved(None, "new"));
        }
        let after = store.texts();
        for (key, text) in before {
            // An emptied record is a removed one.
            prop_assert!(text.is_empty() || after.values().any(|other| *other == text), "{}: {}", key, text);
        }
    }
}

/// The golden record with a few bytes changed or its end cut off.
fn flipped(dice: &mut Dice) -> String {
    let mut bytes = GOLDEN_1.as_bytes().to_vec();
    for _ in 0..dice.below(3) {
        let at = dice.below(bytes.len());
        bytes[at] ^= 1 << dice.below(7);
    }
    bytes.truncate(bytes.len() - dice.below(2) * dice.below(bytes.len()));
    String::from_utf8_lossy(&bytes).into_owned()
}
