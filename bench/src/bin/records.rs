//! The size of records in the browser's storage, and the gain by deflate (issue 6, Space).
//!
//! They are written by the crate `storage` itself, into its store in memory. Browsers count what `localStorage` holds in characters, two
//! bytes each, and so does the limit of usually five million characters; squeezed bytes could be kept as Base64, four characters for three.

use std::{fmt::Write as _, fs, path::Path, process::ExitCode};

use bench::journeys::{id, large};
use journey::{
    edit::{
        Edit,
        history::{History, HistoryEvent},
    },
    field::{Section, Value},
    graph::Point,
    journey::{Draft, Journey, Published, Record},
    text::{JourneyId, Name},
    time::{Instant, read_instant},
};
use storage::{
    journal::{EntryMeta, Journal},
    key::WorkKey,
    records::JourneyStore,
    store::MemoryStore,
    unsaved::{Tab, Unsaved, ViewState},
};

/// The most versions of one journey (journey.md §2): a year of weekly ones is spread over clones.
const VERSIONS: u32 = 10;
/// The level of deflate: that of the browser's `CompressionStream`.
const LEVEL: u8 = 6;
/// When everything happens.
const NOW: &str = "2026-11-22T16:40:00Z";

const ABOUT: &str = "What records weigh: written by the crate `storage`, every field of every node filled in; the typical journey has 10 nodes. \
                     The limit of browsers is about 5,000,000 characters for everything. Deflated with miniz_oxide at level 6, as share links are by the \
                     browser; kept, the bytes would have to be text again: as Base64.\n`cargo xtask bench records`.";
const WHY: &str = "JourneyStore are kept as plain JSON, not compressed: the browser's own deflate (`CompressionStream`, as for share links) answers \
                   later, while a record has to be written before the page goes, in one synchronous call, and a deflate of our own would cost \
                   page weight and time at every save; a typical journey takes a thousandth of the limit as it is, and the entries of a journal \
                   would gain nothing.\n\nIt would pay for many versions of large journeys (half of the limit for the year of 100 nodes): there the \
                   page warns at 80 %, and says what can be exported and deleted. The journeys measured repeat their texts, so that real ones \
                   deflate less well.";

fn main() -> ExitCode {
    match table() {
        Ok(text) => {
            print(&text);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("the records cannot be weighed: {error}");
            ExitCode::FAILURE
        }
    }
}

#[allow(clippy::print_stdout)] // It is what it is for.
fn print(text: &str) {
    print!("{text}");
}

fn table() -> Result<String, Box<dyn std::error::Error>> {
    let now = read_instant(NOW).ok_or("no instant")?;
    let mut text = format!(
        "# records\n\n{ABOUT}\n\n| what | records | characters as kept | of the limit | deflated, bytes | as Base64 | of the kept |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
    );
    let mut row = |what: &str, texts: &[String]| {
        let kept: usize = texts.iter().map(|text| text.encode_utf16().count()).sum();
        let deflated: Vec<usize> =
            texts.iter().map(|text| miniz_oxide::deflate::compress_to_vec(text.as_bytes(), LEVEL).len()).collect();
        let base64: usize = deflated.iter().map(|bytes| bytes.div_ceil(3) * 4).sum();
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "| {what} | {} | {kept} | {:.2} % | {} | {base64} | {:.0} % |",
            texts.len(),
            kept as f64 / 50_000.0,
            deflated.iter().sum::<usize>(),
            base64 as f64 * 100.0 / kept as f64
        );
    };
    row("a typical journey, 10 nodes", &journeys(10, 0, now)?);
    row("100 nodes", &journeys(100, 0, now)?);
    row("1,000 nodes", &journeys(1_000, 0, now)?);
    row("10 nodes, 10 versions: the most of one journey", &journeys(10, VERSIONS, now)?);
    row("10 nodes, a year of weekly versions: 52, in six journeys", &journeys(10, 52, now)?);
    row("100 nodes, a year of weekly versions: 52, in six journeys", &journeys(100, 52, now)?);
    let work = journal(10, now)?;
    row("10 nodes, not saved, with 100 edits in the history: the whole", &whole(10, now)?);
    row("10 nodes, not saved, with 100 edits in the journal: the whole and its entries", &work);
    let entries: Vec<String> = work.iter().skip(1).cloned().collect();
    row("of these the entries alone", &entries);
    text.push_str(&format!("\n{WHY}\n"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("records.md"), &text)?;
    Ok(text)
}

/// The records of journeys with so many versions in all, each published a week after the other with another text in one message;
/// without any, of one with a draft.
fn journeys(nodes: usize, versions: u32, now: Instant) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    let draft = large(nodes);
    for first in (0..versions.max(1)).step_by(VERSIONS as usize) {
        let own = JourneyId::parse(&format!("weighed-{first}")).ok_or("no id")?;
        let mut journey = Journey::new(
            own,
            Name::parse(&format!("Weighed {first}")).map_err(|error| error.to_string())?,
            draft.clone(),
            now,
        );
        if versions > 0 {
            journey.draft = None;
            for (number, week) in (first..versions.min(first + VERSIONS)).enumerate() {
                let mut content = draft.clone();
                edit(&content, week as usize)
                    .ok_or("no edit")?
                    .apply(&mut content)
                    .map_err(|refused| refused.to_string())?;
                journey.published.push(Published::new(number as u32 + 1, Record::new(now), content));
            }
        }
        records.save(&store, &journey, None, now).map_err(|error| error.to_string())?;
    }
    Ok(store.texts().into_values().collect())
}

/// A hundred edits, as a person makes them.
fn events(draft: &mut Draft, history: &mut History) -> Result<Vec<HistoryEvent>, Box<dyn std::error::Error>> {
    let mut events = Vec::new();
    for i in 0..100 {
        let edit = edit(draft, i).ok_or("no edit")?;
        let event = HistoryEvent::Apply { edit, coalesces: false, at: i as f64 * 5_000.0 };
        history.replay(draft, &event).map_err(|refused| refused.to_string())?;
        events.push(event);
    }
    Ok(events)
}

fn work(draft: Draft, history: History, now: Instant) -> Unsaved {
    let of = WorkKey::draft(JourneyId::parse("weighed").as_ref());
    let (place, tab) = (ViewState::default(), Tab { id: "1f2e3d4c5b6a7988".to_owned(), ..Tab::default() });
    Unsaved { of, base: 1, name: "Weighed".to_owned(), draft: Some(draft), history, place, tab, at: now }
}

/// The work as a whole after a hundred edits.
fn whole(nodes: usize, now: Instant) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    let (mut draft, mut history) = (large(nodes), History::default());
    events(&mut draft, &mut history)?;
    let work = work(draft, history, now);
    Journal::new(work.of.clone()).write_snapshot(&records, &store, work).map_err(|error| error.to_string())?;
    Ok(store.texts().into_values().collect())
}

/// The work as it is written edit by edit: the whole it began with, then its entries.
fn journal(nodes: usize, now: Instant) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    let (mut draft, mut history) = (large(nodes), History::default());
    let first = work(draft.clone(), history.clone(), now);
    let of = first.of.clone();
    let mut journal = Journal::new(of.clone());
    journal.write_snapshot(&records, &store, first).map_err(|error| error.to_string())?;
    for (number, event) in events(&mut draft.clone(), &mut History::default())?.into_iter().enumerate() {
        history.replay(&mut draft, &event).map_err(|refused| refused.to_string())?;
        journal.note(event);
        let now_work = work(draft.clone(), history.clone(), now);
        let tab = Tab { number: number as u64, ..now_work.tab.clone() };
        let head = EntryMeta { name: "Weighed", place: &now_work.place.clone(), tab: &tab, now };
        journal.write(&records, &store, head, || now_work).map_err(|error| error.to_string())?;
    }
    let mut texts = store.texts();
    let whole = texts.remove(&of.key()).ok_or("no whole")?;
    Ok(std::iter::once(whole).chain(texts.into_values()).collect())
}

/// A text typed into a field, a node moved, a link's delay.
fn edit(draft: &Draft, i: usize) -> Option<Edit> {
    let count = draft.graph.nodes().len();
    let node = draft.graph.node(&id(i % count))?;
    if i.is_multiple_of(2) {
        return Some(Edit::Move(vec![(node.id.clone(), Point { x: node.at.x + 8.0, y: node.at.y })]));
    }
    let texts = Section::ALL
        .into_iter()
        .flat_map(|section| node.kind.spec().fields(section).iter().map(move |spec| (section, spec.key)));
    let text = texts.into_iter().find_map(|(section, key)| match node.fields(section).get(key) {
        // Words, not one of a list of choices or an address.
        Some(Value::Text(text)) if text.contains(' ') => Some((section, key)),
        _ => None,
    });
    match text {
        Some((section, key)) => {
            let value = Some(Value::Text(format!("Good to see you again, for the {i}th time.")));
            Some(Edit::Field { node: node.id.clone(), section, key, value })
        }
        None => Some(Edit::Move(vec![(node.id.clone(), Point { x: node.at.x, y: node.at.y + 8.0 })])),
    }
}
