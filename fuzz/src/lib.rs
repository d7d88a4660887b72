//! What is fuzzed, and what has to hold of it: plain functions of bytes. libFuzzer drives them (`fuzz_targets/`), and an
//! ordinary test of the crate `storage` runs them over the corpus that is kept.

use journey::{
    arbitrary::Dice,
    edit::history::{History, HistoryEvent},
    format::{self, Defaults},
    journey::Draft,
    text::JourneyId,
    time::Instant,
    tokens,
};
use storage::{
    envelope::Outcome,
    journal::{EntryMeta, Journal},
    key::WorkKey,
    records::JourneyStore,
    store::{MemoryStore, Store},
    unsaved::{Tab, Unsaved, ViewState},
};

fn defaults() -> Defaults {
    Defaults { zone: "Europe/Berlin".to_owned(), now: Instant::UNIX_EPOCH }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What loads is written and loads again, as the same.
pub fn file(bytes: &[u8]) {
    let Ok(file) = format::decode(&text(bytes), &defaults()) else { return };
    let again = format::decode(&format::encode(&file.journeys), &defaults());
    assert!(again.is_ok_and(|again| again.journeys == file.journeys));
}

/// Whatever is stored: it loads, or is set aside to the letter, and a journey can be saved afterwards.
pub fn record(bytes: &[u8]) {
    let (store, records, raw) = (MemoryStore::new(), JourneyStore::new(), text(bytes));
    for key in ["sojourn/journey/a", "sojourn/point/a/1", "sojourn/bin/1", "sojourn/settings"] {
        let _ = store.set(key, &raw);
    }
    let report = records.load_all(&store, &defaults());
    let there = report.is_ok_and(|report| report.journeys.len() + report.problems.len() == 1);
    assert!(there && store.texts().values().filter(|text| **text == raw).count() >= 4);
    in_two_steps(&raw);
    let id = JourneyId::of_words("a");
    let _ = records.points(&store, &id, &defaults());
    for deleted in records.bin(&store).unwrap_or_default() {
        let _ = records.restore_from_bin(&store, &deleted);
    }
    let _ = records.empty_bin(&store, Instant::UNIX_EPOCH);
    let _ = storage::bin::make_room(&store);
}

/// First without its graphs and then whole, it comes to what it comes to at once.
fn in_two_steps(raw: &str) {
    let id = JourneyId::of_words("a");
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    let _ = store.set("sojourn/journey/a", raw);
    let at_once = records.load(&store, &id, &defaults());
    let Ok(mut report) = records.look_through(&store, &defaults()) else { return };
    let Some(stored) = report.journeys.pop() else { return };
    let read = match stored.unread {
        Some(unread) => records.read_rest(&store, &id, unread, &defaults()).ok(),
        None => Some(stored.journey),
    };
    match at_once {
        Ok(Outcome::Loaded(kept) | Outcome::Migrated { kept, .. }) => assert_eq!(read, Some(kept.value)),
        _ => assert_eq!(read, None),
    }
}

/// Any text as the whole, and any as an entry: what is read can be gone on from, and nothing is lost. An entry that begins
/// with [`OPEN`] gets the sums that it needs to be read: no fuzzer guesses 64 bits.
pub fn journal(bytes: &[u8]) {
    let of = WorkKey::draft(Some(&JourneyId::of_words("a")));
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    let raw = text(bytes);
    // The first line is the whole, the others are entries.
    let mut lines = raw.split('\n');
    let first = lines.next().unwrap_or_default();
    let _ = store.set(&of.key(), first);
    for (n, line) in lines.take(20).enumerate() {
        let _ = store.set(&format!("{}{n}", of.journal()), &summed(first, line));
    }
    let _ = Journal::peek(&of, &records, &store, &defaults());
    let mut journal = Journal::new(of.clone());
    let Ok(read) = journal.read(&records, &store, &defaults()) else { return };
    if let Outcome::Loaded(kept) | Outcome::Migrated { kept, .. } = read.work {
        let mut work = kept.value;
        if let Some(draft) = &mut work.draft {
            while work.history.undo(draft).is_some() {}
            while work.history.redo(draft).is_some() {}
        }
        journal.note(HistoryEvent::Mark);
        let head =
            EntryMeta { name: "x", place: &ViewState::default(), tab: &Tab::default(), now: Instant::UNIX_EPOCH };
        let draft = work.draft.clone();
        let whole = Unsaved { draft: draft.or_else(|| Some(Draft::new("UTC"))), ..work };
        assert!(journal.write(&records, &store, head, || whole).is_ok());
        let again = Journal::new(of).read(&records, &store, &defaults());
        assert!(again.is_ok_and(|again| matches!(again.work, Outcome::Loaded(_)) && again.problems.is_empty()));
    }
}

/// What an entry begins with whose sums are to be put in.
const OPEN: &str = "@ ";
/// What stands in it for the sum of the whole.
const ON: &str = r#""on":"@""#;

fn summed(whole: &str, line: &str) -> String {
    let Some(json) = line.strip_prefix(OPEN) else { return line.to_owned() };
    let json = json.replacen(ON, &format!(r#""on":"{:x}""#, sum(whole)), 1);
    format!("{:x} {json}", sum(&json))
}

/// The sum of the journal (FNV-1a, 64 bits).
fn sum(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// A template is parsed, rendered, and its parts are within it.
pub fn token(bytes: &[u8]) {
    let text = text(bytes);
    let _ = tokens::parse(&text);
    let rendered = tokens::render(&text, &|name| (name.len() % 2 == 0).then(|| name.to_owned()));
    let _ = tokens::parse(&rendered);
    let written = tokens::write(&text, Some(&text));
    let _ = tokens::parse(&written);
}

/// What a target is fed with besides its corpus: whole things of all shapes.
pub fn seeds(name: &str) -> Vec<Vec<u8>> {
    let mut dice = Dice::new((0..400_000_u32).map(|n| n.wrapping_mul(2_654_435_761) >> 4).collect());
    let texts: Vec<String> = match name {
        "file" => (0..12).map(|_| format::encode(&[dice.journey()])).chain(foreign()).collect(),
        "record" => {
            let (store, records) = (MemoryStore::new(), JourneyStore::new());
            for _ in 0..12 {
                let journey = dice.journey();
                let _ = records.save(&store, &journey, None, Instant::UNIX_EPOCH);
                let _ = records.add_point(&store, &journey.id, ("x", true), &dice.draft(10), Instant::UNIX_EPOCH);
                let key = storage::key::journey(&journey.id);
                let _ = records.move_to_bin(&store, &key, "x", Instant::UNIX_EPOCH);
            }
            store.texts().into_values().collect()
        }
        "journal" => (0..12).map(|_| written(&mut dice)).collect(),
        _ => [
            "Hi {{first_name | default: \"there\"}}!",
            "{{a}}{{ b|default:'x' }}",
            "{{",
            "}}{{}}",
            "a {{b | c: \"\\\"\"}}",
        ]
        .map(str::to_owned)
        .to_vec(),
    };
    texts.into_iter().map(String::into_bytes).collect()
}

/// The shapes that a route can have: how many nodes, and the links between them by their places.
pub fn shapes(size: usize) -> Vec<(&'static str, Vec<(usize, usize)>)> {
    let step = |n: usize| (n, n + 1);
    let wide = size.div_ceil(10).max(2);
    vec![
        ("chain", (0..size - 1).map(step).collect()),
        ("ladder", (0..size.saturating_sub(2)).flat_map(|n| [step(n), (n, n + 2)]).collect()),
        ("ring", (0..size - 1).map(step).chain([(size - 1, 1)]).collect()),
        ("fan", (1..size).map(|n| (0, n)).collect()),
        (
            "layered",
            (0..size).flat_map(|n| (1..=2).map(move |by| (n, n + wide * by))).filter(|(_, to)| *to < size).collect(),
        ),
    ]
}

/// A file with a journey of a shape.
pub fn shaped(name: &str, size: usize, links: &[(usize, usize)]) -> String {
    let nodes: Vec<serde_json::Value> = (0..size)
        .map(|n| match n {
            0 => serde_json::json!({ "id": "n0", "kind": "action", "at": [0, 0], "entry": true, "segment": { "event": "x" } }),
            n => serde_json::json!({ "id": format!("n{n}"), "kind": "push", "at": [n * 300, 0], "what": { "title": "x" } }),
        })
        .collect();
    let links: Vec<serde_json::Value> = links
        .iter()
        .map(|(from, to)| {
            let outcome = if *from == 0 { "yes" } else { "sent" };
            serde_json::json!({ "from": format!("n{from}"), "outcome": outcome, "to": format!("n{to}"), "delay": { "hours": 1 } })
        })
        .collect();
    let version = serde_json::json!({ "number": null, "status": "draft", "setup": {}, "graph": { "nodes": nodes, "links": links } });
    serde_json::json!({ "format": "sojourn", "version": 1, "journeys": [{ "id": name, "name": name, "versions": [version] }] })
        .to_string()
}

/// What comes from elsewhere: shapes of graphs, files that were put together by hand, and those of other tools.
pub fn foreign() -> Vec<String> {
    let plain = shaped("mine", 2, &[(0, 1)]);
    let with = |from: &str, to: &str| plain.replacen(from, to, 1);
    let mut all: Vec<String> = shapes(12).iter().map(|(name, links)| shaped(name, 12, links)).collect();
    all.extend([
        with(r#""name":"mine""#, r#""name":"First","name":"Second""#),
        with(r#""name":"mine""#, r#""name":"First","n\u0061me":"Second""#),
        with(r#""title":"x""#, r#""title":"x","title":"y""#),
        with(r#""id":"mine""#, r#""id":"new""#),
        with(r#""id":"mine""#, r#""id":"a/b?c#d""#),
        with(r#""id":"mine""#, r#""id":"__proto__""#),
        with(r#""name":"mine""#, r#""name":"\ud83d""#),
        with(r#""number":null"#, r#""number":4294967295"#),
        with(r#""hours":1"#, r#""hours":1e400"#),
        with(r#""hours":1"#, r#""hours":NaN"#),
        with("[0,0]", "[-1e308,99999999999999999999]"),
        with(r#""setup":{}"#, &format!(r#""setup":{}1{}"#, "[".repeat(200), "]".repeat(200))),
        format!("\u{feff}{}", plain.replace(',', ",\r\n")),
        plain[..plain.len() / 2].to_owned(),
    ]);
    all.extend(
        [
            "flow:\n  - step: one\n",
            "---\nname: x\n",
            "graph TD\n  A --> B\n",
            "<?xml version=\"1.0\"?><bpmn:definitions/>",
            "name;status\nA;Draft\n",
            "digraph { a -> b }",
            r#"{"nodes":[],"connections":{}}"#,
            r#"[{"id":"1","type":"tab","wires":[]}]"#,
        ]
        .map(str::to_owned),
    );
    all
}

/// A journal as a session writes it, line by line.
fn written(dice: &mut Dice) -> String {
    let of = WorkKey::draft(Some(&JourneyId::of_words("a")));
    let (store, records, mut journal) = (MemoryStore::new(), JourneyStore::new(), Journal::new(of.clone()));
    let (mut draft, mut history) = (Draft::new("UTC"), History::default());
    for n in 0..10 {
        let edit = dice.edit(&draft);
        let event = HistoryEvent::Apply { edit, coalesces: false, at: f64::from(n) * 2_000.0 };
        if history.replay(&mut draft, &event).is_ok() {
            journal.note(event);
        }
        let work = Unsaved {
            of: of.clone(),
            base: 1,
            name: "x".to_owned(),
            draft: Some(draft.clone()),
            history: history.clone(),
            place: ViewState::default(),
            tab: Tab::default(),
            at: Instant::UNIX_EPOCH,
        };
        let head =
            EntryMeta { name: "x", place: &ViewState::default(), tab: &Tab::default(), now: Instant::UNIX_EPOCH };
        let _ = journal.write(&records, &store, head, || work);
    }
    let whole = store.get(&of.key()).ok().flatten().unwrap_or_default();
    let on = format!(r#""on":"{:x}""#, sum(&whole));
    let entry = |n| store.get(&format!("{}{n}", of.journal())).ok().flatten();
    let open = |text: String| Some(format!("{OPEN}{}", text.split_once(' ')?.1.replacen(&on, ON, 1)));
    let entries = (0..10).filter_map(entry).filter_map(open);
    std::iter::once(whole.clone()).chain(entries).collect::<Vec<_>>().join("\n")
}
