//! Two tabs on one journey, 500 times in another order: edits, writes, news that come late, saves, publications, stops,
//! archivings and clicks away. Every edit is in the result, or somebody was asked about it; no save of one tab takes back
//! what the other one did (issue 6, Two tabs). The tabs do here what src/builder/session/{autosave,tabs}.rs do.

use std::collections::BTreeSet;

use journey::{
    compare::{
        merge::{MergeInput, Merged, Side, merge},
        together::{Heard, Here, Other, StateOf, SyncState},
    },
    edit::{
        Edit,
        history::{History, HistoryEvent},
    },
    graph::{Graph, Node, Point},
    journey::VersionRef,
    kind::Kind,
    lifecycle::{self, Action, EntryWindow, Previous, Statuses},
    text::NodeId,
};

use super::*;
use crate::{
    journal::EntryMeta,
    points::Replacing,
    unsaved::{self, ViewState},
};

/// The state that all tabs of a run share: the storage, and the tally of titles.
struct World {
    store: MemoryStore,
    minute: u32,
    /// Titles that a person saw and wrote over.
    over: BTreeSet<String>,
    /// The texts of the conflicts: titles, and labels of nodes.
    asked: Vec<String>,
    /// Every title that was ever given.
    given: Vec<String>,
    questions: usize,
    refusals: usize,
    done: usize,
    /// Who has the lock of the plain name.
    plain: Option<usize>,
    /// Under which name each tab has written last.
    names: [WorkKey; 2],
    killed: usize,
}

/// A tab that was killed, and whose claim to the plain name still stands (crate::lock).
const DEAD: usize = 2;

impl World {
    fn now(&self) -> Instant {
        now() + std::time::Duration::from_secs(60 * u64::from(self.minute))
    }
}

/// An open builder.
struct Open {
    of: WorkKey,
    journal: Journal,
    history: History,
    draft: Draft,
    /// The saved draft, as this tab knows it.
    saved: Draft,
    together: SyncState,
    tab: unsaved::Tab,
    /// The revision of the record that this tab has taken in.
    base: u64,
    /// True where steps were taken back or done again since it was written.
    stepped: bool,
}

struct Tab {
    name: usize,
    records: JourneyStore,
    /// The journey as it was read last, with its revision.
    known: (Journey, u64),
    open: Option<Open>,
    /// The number of times it was opened: each time it is another tab.
    times: usize,
}

fn plain() -> WorkKey {
    WorkKey::draft(Some(&id("a")))
}

fn statuses(journey: &Journey, now: Instant) -> Statuses {
    Statuses::of(journey, &|_, version| EntryWindow { opens: version.record().at, closes: None }, now)
}

impl Tab {
    fn new(name: usize, world: &World) -> Self {
        let mut tab = Self { name, records: JourneyStore::new(), known: (journey("a"), 0), open: None, times: 0 };
        tab.read(world);
        tab
    }

    /// The record, as the news of it make a page read it.
    fn read(&mut self, world: &World) {
        let report = self.records.load_all(&world.store, &defaults()).unwrap();
        assert!(report.problems.is_empty(), "{:?}", report.problems);
        let one = report.journeys.into_iter().find(|one| one.journey.id == id("a")).unwrap();
        self.known = (one.journey, one.revision);
    }

    /// Opens the draft, with the work that was kept of it: under the plain name, or beside a tab that has that.
    fn open(&mut self, world: &mut World) {
        let Some(saved) = self.known.0.draft.clone() else { return };
        self.times += 1;
        let mut tab = unsaved::Tab { id: format!("{}.{}", self.name, self.times), ..unsaved::Tab::default() };
        let mut journal = Journal::new(plain());
        let found = match journal.read(&self.records, &world.store, &defaults()).unwrap().work {
            // Work without a draft goes on from what is saved, where that is what this page has read.
            Outcome::Loaded(kept) if kept.value.draft.is_some() || kept.revision == self.known.1 => Some(kept.value),
            _ => None,
        };
        let began = found.as_ref().map(|work| work.tab.clone()).unwrap_or_default();
        let draft = found.as_ref().and_then(|work| work.draft.clone()).unwrap_or_else(|| saved.clone());
        let base = match &found {
            Some(work) if !draft.is_same(&saved) => work.base,
            _ => self.known.1,
        };
        let history = found.map(|work| work.history).unwrap_or_default();
        let mut together = SyncState::new(draft.clone(), draft.is_same(&saved).then_some(base));
        let of = if world.plain.is_none() {
            world.plain = Some(self.name);
            if !began.id.is_empty() {
                tab = began;
            }
            together.go_on(tab.number, &tab.seen);
            plain()
        } else {
            tab.seen = began.seen;
            let began = (!began.id.is_empty()).then_some((began.id, began.number));
            tab.seen.extend(began.clone());
            together.go_beside(began, &tab.seen);
            journal = Journal::new(plain().in_tab(&tab.id));
            plain().in_tab(&tab.id)
        };
        self.open = Some(Open { of: of.clone(), journal, history, draft, saved, together, tab, base, stepped: false });
        self.write(world);
        if of == plain() {
            self.adopt(world);
        }
    }

    /// Makes a restore point of work that a tab left behind, where it differs from the work here.
    fn adopt(&self, world: &World) {
        let Some(open) = &self.open else { return };
        for left in self.records.list_unsaved(&world.store).unwrap() {
            // The other tab still has the lock of what it is writing.
            if !left.is_other_tab_of(&open.of) || world.plain != Some(self.name) || world.names.contains(&left) {
                continue;
            }
            let peeked = Journal::peek(&left, &self.records, &world.store, &defaults()).unwrap();
            let Outcome::Loaded(kept) = peeked else { continue };
            if let Some(draft) =
                kept.value.draft.filter(|draft| !draft.is_same(&open.draft) && !draft.is_same(&open.saved))
            {
                let why = ("Not saved, from another tab", false);
                self.records.add_point(&world.store, &id("a"), why, &draft, world.now()).unwrap();
            }
            Journal::new(left).clear(&self.records, &world.store, world.now()).unwrap();
        }
    }

    /// The tab with the plain name is gone: this one gets it, and looks once more at what the other one left.
    fn inherit(&mut self, world: &mut World, dice: &mut Dice) {
        if self.open.is_none() {
            return;
        }
        world.plain = Some(self.name);
        let left = Journal::peek(&plain(), &self.records, &world.store, &defaults()).unwrap();
        if let (false, Outcome::Loaded(kept)) = (self.receive(world, dice), left)
            && let Some(draft) = kept.value.draft
        {
            let why = ("Not saved, from another tab", false);
            self.records.add_point(&world.store, &id("a"), why, &draft, world.now()).unwrap();
        }
        let Some(open) = &mut self.open else { return };
        let own = std::mem::replace(&mut open.of, plain());
        open.journal = Journal::new(plain());
        open.journal.read(&self.records, &world.store, &defaults()).unwrap();
        self.write_as(world, true);
        Journal::new(own).clear(&self.records, &world.store, world.now()).unwrap();
    }

    /// Keeps what is there, as after 250 ms.
    fn write(&mut self, world: &mut World) {
        self.write_as(world, false);
    }

    fn write_as(&mut self, world: &mut World, fold: bool) {
        let revision = self.known.1;
        let Some(open) = &mut self.open else { return };
        if std::mem::take(&mut open.stepped)
            && let Some(before) = open.together.overwritten(&open.draft)
        {
            let why = ("Before undo or redo, with changes from another tab", false);
            self.records.add_point(&world.store, &id("a"), why, before, world.now()).unwrap();
        }
        world.names[self.name] = open.of.clone();
        open.tab.number += 1;
        open.tab.seen.extend(open.together.seen());
        open.together.record_sent(open.tab.number, &open.draft);
        let dirty = !open.draft.is_same(&open.saved);
        if !dirty {
            open.base = revision;
        }
        let work = Unsaved {
            of: open.of.clone(),
            base: open.base,
            name: "a".to_owned(),
            draft: dirty.then(|| open.draft.clone()),
            history: open.history.clone(),
            place: ViewState::default(),
            tab: open.tab.clone(),
            at: world.now(),
        };
        let place = ViewState::default();
        let head = EntryMeta { name: "a", place: &place, tab: &open.tab, now: world.now() };
        if dirty && !fold {
            open.journal.write(&self.records, &world.store, head, || work).unwrap();
        } else {
            open.journal.write_snapshot(&self.records, &world.store, work).unwrap();
        }
    }

    /// Gives a node a title, or brings a new one with a title.
    fn edit(&mut self, world: &mut World, dice: &mut Dice) {
        let Some(open) = &mut self.open else { return };
        let title = format!("<{}/{}>", self.name, world.given.len());
        let nodes: Vec<NodeId> = open.draft.graph.nodes().map(|node| node.id.clone()).collect();
        let edit = if dice.one_in(5) || nodes.is_empty() {
            let mut node = Node::new(id_of(&title), Kind::Push, Point::default());
            node.title.clone_from(&title);
            Edit::add(node)
        } else {
            let node = dice.pick(&nodes);
            let mut text = open.draft.graph.node(&node).map(|node| node.title.clone()).unwrap_or_default();
            if dice.one_in(4) || text.len() > 90 {
                world.over.insert(std::mem::take(&mut text));
            }
            Edit::Title(node, text + &title)
        };
        let event = HistoryEvent::Apply { edit, coalesces: false, at: f64::from(world.minute) * 60_000.0 };
        open.history.replay(&mut open.draft, &event).unwrap();
        open.journal.note(event);
        world.given.push(title);
    }

    /// Takes a step back, or does it again; whether there was one.
    fn step(&mut self, event: &HistoryEvent) -> bool {
        let Some(open) = &mut self.open else { return false };
        let said = if *event == HistoryEvent::Undo { open.history.undoable() } else { open.history.redoable() };
        if said.is_none() {
            return false;
        }
        open.history.replay(&mut open.draft, event).unwrap();
        open.journal.note(event.clone());
        open.stepped = true;
        true
    }

    /// Hears of what another tab has written; `false` where nothing comes of it, though it may hold something new.
    fn receive(&mut self, world: &mut World, dice: &mut Dice) -> bool {
        let Some(open) = &self.open else { return true };
        let other = world.names[1 - self.name].clone();
        if !other.is_other_tab_of(&open.of) && world.plain != Some(self.name) {
            return true;
        }
        let peeked = Journal::peek(&other, &self.records, &world.store, &defaults()).unwrap();
        let Outcome::Loaded(kept) = peeked else { return true };
        let work = kept.value;
        if work.tab.id == open.tab.id {
            return true;
        }
        let Some(theirs) = self.records.draft_of(&world.store, &work, &defaults()).unwrap() else { return true };
        let unsaved::Tab { id: tab, number, seen } = &work.tab;
        let other = Other { tab, number: *number, seen, base: work.base, draft: &theirs };
        let saved = self.known.0.draft.as_ref().map(|draft| (self.known.1, draft));
        let here = Here { tab: &open.tab.id, base: open.base, saved, draft: &open.draft };
        let (mine, with_theirs) = match open.together.receive(other, here) {
            Heard::Known => return true,
            Heard::Behind => return false,
            Heard::New { mine, theirs } => (*mine, *theirs),
        };
        let (state, base) = (other.state(&open.tab.id), work.base.max(open.base));
        self.take(world, dice, (Some(state), base), &theirs, mine, with_theirs);
        true
    }

    /// Hears that the record has changed.
    fn hear_record(&mut self, world: &mut World, dice: &mut Dice) {
        let before = self.known.1;
        self.read(world);
        let (stored, revision) = (self.known.0.draft.clone(), self.known.1);
        let Some(open) = &mut self.open else { return };
        let Some(stored) = stored else { return };
        if stored.is_same(&open.saved) {
            // The draft is the one that was known.
            if open.base == before {
                open.base = revision;
            }
            return;
        }
        let saved = std::mem::replace(&mut open.saved, stored.clone());
        // Work that goes on from an older revision has not taken in what was known: it is replaced as a restore point.
        if open.together.is_alone() && open.base == before {
            let input = MergeInput::of_three(&saved, &open.draft, &stored);
            let (mine, theirs) = (merge(input, Side::Mine), merge(input, Side::Theirs));
            self.take(world, dice, (None, revision), &stored, mine, theirs);
        }
    }

    fn take(
        &mut self,
        world: &mut World,
        dice: &mut Dice,
        (other, base): (Option<StateOf>, u64),
        theirs: &Draft,
        mine: Merged,
        with_theirs: Merged,
    ) {
        let Some(open) = &mut self.open else { return };
        let asked = !mine.conflicts.is_empty();
        for conflict in &mine.conflicts {
            let told = [Some(&conflict.what), conflict.mine.as_ref(), conflict.theirs.as_ref()].into_iter().flatten();
            told.for_each(|text| world.asked.push(text.clone()));
        }
        world.questions += usize::from(asked);
        let draft = if asked && dice.one_in(2) { with_theirs.draft } else { mine.draft };
        if let Some(state) = other {
            open.together.acknowledge(state, theirs, (&open.draft, &draft));
        }
        let changed = !open.draft.is_same(&draft);
        if changed {
            open.history.follow(&open.draft, &draft);
        }
        open.draft = draft;
        open.base = base;
        if changed || asked {
            self.write_as(world, true);
        }
    }

    /// Puts a journey on record; what is refused is told, and everything stays as it is.
    fn put(&mut self, world: &mut World, journey: Journey) -> bool {
        let now = world.now();
        match self.records.save(&world.store, &journey, Some(self.known.1), now) {
            Ok(revision) => {
                if let Some(open) = self.open.as_mut().filter(|open| open.base == self.known.1) {
                    open.base = revision;
                }
                self.known = (journey, revision);
                world.done += 1;
                true
            }
            Err(SaveError::Conflict { .. }) => {
                world.refusals += 1;
                false
            }
            Err(other) => panic!("{other}"),
        }
    }

    /// Makes a restore point of the saved draft, where it was never taken in, before it is replaced.
    fn keep_replaced(&self, world: &World) {
        if let Some(open) = &self.open {
            let mut tab = open.tab.clone();
            tab.seen.extend(open.together.seen());
            let by = Replacing { of: &open.of, base: open.base, draft: &open.draft, tab: &tab };
            self.records.keep_replaced(&world.store, by, world.now()).unwrap();
        }
    }

    fn save(&mut self, world: &mut World) {
        self.keep_replaced(world);
        let Some(open) = &self.open else { return };
        let mut journey = self.known.0.clone();
        if lifecycle::keep_draft(&mut journey, open.draft.clone()).is_ok()
            && self.put(world, journey)
            && let Some(open) = &mut self.open
        {
            open.saved = open.draft.clone();
            self.write_as(world, true);
        }
    }

    /// Publishes, and leaves the draft by it.
    fn publish(&mut self, world: &mut World, dice: &mut Dice) {
        let Some(open) = &self.open else { return };
        let mut journey = self.known.0.clone();
        if journey.version_count() > 8 {
            return;
        }
        self.keep_replaced(world);
        journey.draft = Some(open.draft.clone());
        let previous = dice.pick(&[Previous::Restrict, Previous::Stop]);
        let (now, statuses) = (world.now(), statuses(&journey, world.now()));
        let cleared = ::journey::checks::cleared(open.draft.clone(), &[]).unwrap();
        if lifecycle::publish(&mut journey, cleared, previous, &statuses, now).is_ok()
            && self.put(world, journey)
            && let Some(mut open) = self.open.take()
        {
            open.journal.clear(&self.records, &world.store, now).unwrap();
            if world.plain == Some(self.name) {
                world.plain = None;
            }
        }
    }

    /// Stops, pauses, archives and the like, or begins a new version.
    fn act(&mut self, world: &mut World, dice: &mut Dice) {
        let mut journey = self.known.0.clone();
        let (now, statuses) = (world.now(), statuses(&self.known.0, world.now()));
        let action = dice.pick(&[
            Action::Stop,
            Action::Archive,
            Action::Unarchive,
            Action::Pause,
            Action::Resume,
            Action::NewVersion,
        ]);
        let version = statuses.meant(action, None).0;
        let done = match (action, version) {
            (Action::NewVersion, VersionRef::Number(number)) => {
                lifecycle::new_version(&mut journey, number, &statuses).is_ok()
            }
            _ => lifecycle::act(&mut journey, version, action, &statuses, now).is_ok(),
        };
        if done {
            self.put(world, journey);
        }
    }

    /// Goes without a word, a moment after it has written. Its claim to the name may stand for a while.
    fn kill(&mut self, world: &mut World, dice: &mut Dice) {
        self.write(world);
        self.open = None;
        self.read(world);
        world.names[self.name] = plain();
        world.killed += 1;
        if world.plain == Some(self.name) {
            world.plain = dice.one_in(2).then_some(DEAD);
        }
    }

    /// Leaves the builder. What was not saved when the draft was published elsewhere becomes a restore point; what the tab
    /// with the plain name has seen need not stay.
    fn leave(&mut self, world: &mut World) {
        self.write(world);
        let Some(mut open) = self.open.take() else { return };
        let mut done = false;
        if self.known.0.draft.is_none() && !open.draft.is_same(&open.saved) {
            let why = ("Not saved when it was published in another tab", false);
            self.records.add_point(&world.store, &id("a"), why, &open.draft, world.now()).unwrap();
            done = true;
        } else if open.of != plain()
            && let Outcome::Loaded(main) = Journal::peek(&plain(), &self.records, &world.store, &defaults()).unwrap()
        {
            done = main.value.tab.seen.get(&open.tab.id).is_some_and(|seen| *seen >= open.tab.number);
        }
        if done {
            open.journal.clear(&self.records, &world.store, world.now()).unwrap();
        }
        if world.plain == Some(self.name) {
            world.plain = None;
        }
    }
}

/// Both tabs take steps back and do them again, and write and hear of each other in between.
fn step_in_both(tabs: &mut [Tab; 2], world: &mut World, dice: &mut Dice) {
    let mut undone = [0, 0];
    for _ in 0..dice.below(12) {
        let who = dice.below(2);
        let tab = &mut tabs[who];
        match dice.below(4) {
            0 => undone[who] += usize::from(tab.step(&HistoryEvent::Undo)),
            1 => undone[who] -= usize::from(undone[who] > 0 && tab.step(&HistoryEvent::Redo)),
            2 => tab.write(world),
            _ => drop(tab.receive(world, dice)),
        }
    }
    for (tab, mut left) in tabs.iter_mut().zip(undone) {
        while left > 0 && tab.step(&HistoryEvent::Redo) {
            left -= 1;
        }
        tab.write(world);
    }
}

/// The plain name goes to a tab that waits for it, where nobody has it.
fn pass_on(tabs: &mut [Tab; 2], world: &mut World, dice: &mut Dice) {
    if world.plain == Some(DEAD) && dice.one_in(6) {
        world.plain = None;
    }
    if world.plain.is_none()
        && let Some(next) = tabs.iter_mut().find(|tab| tab.open.is_some())
    {
        next.inherit(world, dice);
    }
}

fn id_of(text: &str) -> NodeId {
    NodeId::parse(&text.replace(['<', '>'], "").replace('/', "-")).unwrap()
}

/// The facts that no save may revert: the numbers and contents of published versions, and whether each was stopped.
fn facts(world: &World) -> Vec<(u32, String, bool)> {
    let Ok(Outcome::Loaded(kept)) = JourneyStore::new().load(&world.store, &id("a"), &defaults()) else { panic!() };
    let say = |version: &journey::journey::Published| {
        let content = journey::format::draft_to_value(version.content()).to_string();
        (version.number(), content, version.record().stopped.is_some())
    };
    kept.value.published.iter().map(say).collect()
}

/// The totals of some interleavings.
#[derive(Default)]
struct Tally {
    quiet: usize,
    questions: usize,
    refusals: usize,
    done: usize,
    given: usize,
    points: usize,
    killed: usize,
}

/// Runs one interleaving for each seed, and looks for every title in the end.
fn run(seeds: impl IntoIterator<Item = u32>) -> Tally {
    let (mut tally, mut lost) = (Tally::default(), Vec::new());
    for seed in seeds {
        let mut dice = Dice::of_seed(seed.wrapping_mul(2_654_435_761), 4_000);
        let mut first = journey("a");
        let nodes = (0..4).map(|n| Node::new(id_of(&format!("n{n}")), Kind::Email, Point::default()));
        first.draft.as_mut().unwrap().graph = Graph::of(nodes, []);
        let mut world = World {
            store: MemoryStore::new(),
            minute: 0,
            over: BTreeSet::new(),
            asked: Vec::new(),
            given: Vec::new(),
            questions: 0,
            refusals: 0,
            done: 0,
            plain: None,
            names: [plain(), plain()],
            killed: 0,
        };
        JourneyStore::new().save(&world.store, &first, None, now()).unwrap();
        let mut tabs = [Tab::new(0, &world), Tab::new(1, &world)];
        for tab in &mut tabs {
            tab.open(&mut world);
        }
        for _ in 0..60 {
            world.minute += 1;
            let before = facts(&world);
            let who = dice.below(2);
            let roll = dice.below(18);
            if roll == 16 {
                step_in_both(&mut tabs, &mut world, &mut dice);
            }
            let tab = &mut tabs[who];
            match roll {
                0..=4 => tab.edit(&mut world, &mut dice),
                5 | 6 => tab.write(&mut world),
                7 | 8 => {
                    tab.receive(&mut world, &mut dice);
                }
                9 | 10 => tab.hear_record(&mut world, &mut dice),
                11 => tab.save(&mut world),
                12 => tab.publish(&mut world, &mut dice),
                13 => tab.act(&mut world, &mut dice),
                _ if tab.open.is_none() => tab.open(&mut world),
                14 => tab.leave(&mut world),
                15 if dice.one_in(2) => tab.kill(&mut world, &mut dice),
                _ => {}
            }
            pass_on(&mut tabs, &mut world, &mut dice);
            let after = facts(&world);
            for (was, is) in before.iter().zip(&after) {
                assert!(was.0 == is.0 && was.1 == is.1 && was.2 <= is.2, "{seed}: taken back: {was:?} {is:?}");
            }
            assert!(after.len() >= before.len(), "{seed}: a version is gone");
        }
        // In the end each hears everything, until nothing is new, and leaves.
        for _ in 0..3 {
            for tab in &mut tabs {
                tab.write(&mut world);
            }
            for tab in &mut tabs {
                tab.hear_record(&mut world, &mut dice);
                tab.receive(&mut world, &mut dice);
            }
        }
        for who in 0..2 {
            tabs[who].leave(&mut world);
            pass_on(&mut tabs, &mut world, &mut dice);
        }
        let kept = world.store.texts();
        for title in &world.given {
            let is_in = |text: &String| text.contains(title);
            if !kept.values().any(is_in) && !world.over.iter().any(is_in) && !world.asked.iter().any(is_in) {
                lost.push(format!("{seed}: {title}"));
            }
        }
        assert!(!kept.keys().any(|key| key.starts_with(key::ASIDE)), "{seed}: something was damaged");
        tally.quiet += usize::from(world.questions == 0);
        tally.questions += world.questions;
        tally.refusals += world.refusals;
        tally.done += world.done;
        tally.given += world.given.len();
        tally.killed += world.killed;
        tally.points += kept.keys().filter(|key| key.starts_with(key::POINT)).count();
    }
    assert!(lost.is_empty(), "lost, and nobody was asked: {lost:?}");
    tally
}

#[test]
fn in_five_hundred_interleavings_every_edit_is_in_the_result_or_was_asked_about() {
    let count = std::env::var("INTERLEAVINGS").ok().and_then(|count| count.parse().ok()).unwrap_or(500);
    // These lost something once: a step that was done again replaced what the other tab had brought meanwhile.
    // The last one: a tab that was opened anew went on from what another one had done again.
    const ONCE: [u32; 9] = [904, 1330, 1714, 5176, 9417, 12_460, 15_683, 17_793, 69_517];
    let seeds = (0..count).chain(ONCE);
    let Tally { quiet, questions, refusals, done, given, points, killed } = run(seeds);
    println!(
        "{given} edits, {done} saves, {refusals} refusals, {questions} questions, {points} restore points, {killed} killed"
    );
    assert!(quiet > 50 && questions > 80 && refusals > 100 && done > 1_000 && killed > 100);
}

/// Work without a draft says that all is saved, as of one revision. Read for another one it would bring what was never in it,
/// and take it away again with the next edit.
#[test]
fn work_without_a_draft_is_what_was_saved_as_its_base_and_nothing_else() {
    let (store, records) = (MemoryStore::new(), JourneyStore::new());
    records.save(&store, &journey("a"), None, now()).unwrap();
    let work = |base| Unsaved {
        of: plain(),
        base,
        name: "a".to_owned(),
        draft: None,
        history: History::default(),
        place: ViewState::default(),
        tab: unsaved::Tab::default(),
        at: now(),
    };
    let of = |base| records.draft_of(&store, &work(base), &defaults()).unwrap();
    assert_eq!(of(1), journey("a").draft);
    assert_eq!([of(0), of(2)], [None, None]);
    let own = Unsaved { draft: journey("b").draft, ..work(0) };
    assert_eq!(records.draft_of(&store, &own, &defaults()).unwrap(), own.draft);
}
