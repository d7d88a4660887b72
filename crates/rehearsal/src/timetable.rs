//! The timetable of a version: activation, every run, and for each message on any route the earliest and the latest instant
//! (spec: timing.md §5).
//!
//! ```text
//! let ask = TimetableQuery::new(&draft, publishing, &zone);    // or TimetableQuery::of(&journey, &version, &zone), by what is on record
//! let table = ask.timetable();
//! let explanations = ask.explanations(&table);
//! for message in &table.messages { message.earliest.at; message.latest; explanations.explain(&message.earliest).reasons; }
//! ```
//!
//! Assumptions, as no record decides these: a segment may fire at any instant of its window. So may an outcome that an
//! engagement waits for. The *best time* is any within 24 hours; nobody has to meet a goal. With the setup's *each user's
//! time zone*, users may be in any of [`OFFSETS`], each without clock changes.

use journey::{
    graph::When,
    journey::{Draft, Journey, Published},
    kind::Kind,
    schedule::{Publishing, Schedule},
    setup::{EntryCriteria, Setup, Start},
    text::NodeId,
    time::{Instant, Span},
};

use crate::{
    cached_zone::{CachedZone, FixedZone},
    entry::{activation, event_wait},
    graph::IndexedGraph,
    pace::{Pace, straight},
    propagation::{Propagating, Propagation},
    reason::{Reason, Why},
    runs::{Run, closes, next_runs, runs},
    soonest::{Known, Soonest},
    steps::{Until, wait},
    time_set::{DAY, HORIZON, TimeSet, days_later, instant, millis},
    zone::{Zone, add_span},
};

/// The number of next runs that a preview lists.
pub const RUNS: usize = 5;
/// The number of runs that are searched for a first message.
const SEARCHED: usize = 24;
/// Of an event-triggered entry those are followed who enter in the first and in the last of this: quiet hours repeat weekly.
const COHORT: i64 = 8 * DAY;

/// The offsets that users' zones are taken to have, in seconds east of UTC: every one that is in use.
pub const OFFSETS: [i32; 38] = {
    let quarters: [i8; 38] = [
        -48, -44, -40, -38, -36, -32, -28, -24, -20, -16, -14, -12, -8, -4, 0, 4, 8, 12, 14, 16, 18, 20, 22, 23, 24,
        26, 28, 32, 35, 36, 38, 40, 42, 44, 48, 51, 52, 56,
    ];
    let mut seconds = [0; 38];
    let mut i = 0;
    while i < quarters.len() {
        seconds[i] = quarters[i] as i32 * 900;
        i += 1;
    }
    seconds
};

/// The input of a timetable.
#[derive(Clone)]
pub struct TimetableQuery<'a> {
    /// Setup and graph.
    pub draft: &'a Draft,
    /// Its publishing, pauses and end.
    pub schedule: Schedule,
    /// The journey's zone.
    pub zone: &'a dyn Zone,
    /// The instant from which on runs are listed one by one.
    pub from: Instant,
    /// The number of these runs.
    pub runs: usize,
}

/// When somebody gets a message, first or last. [`Explanations::explain`](crate::Explanations::explain) says why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageInstant {
    /// The instant.
    pub at: Instant,
    /// The numbers of the pass, and of the piece in it.
    pub(crate) source: (u32, u32),
    pub(crate) last: bool,
}

/// When a message goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// The place of its engagement in the graph; [`Timetable::nodes`] has the ids.
    pub place: usize,
    /// Its kind: the channel.
    pub kind: Kind,
    /// The earliest instant on any route.
    pub earliest: MessageInstant,
    /// The latest; `None` where there is none, because something is waited for without an end, a cycle can be gone round for
    /// ever, or the journey stays open.
    pub latest: Option<MessageInstant>,
    /// True where so many pieces join here that instants in between were not kept apart. Nobody may get the message as
    /// early or as late as this, but never earlier or later.
    pub about: bool,
}

/// The messages of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunTable {
    /// The run; `None` for event-triggered entry: those for whom the event comes in the first eight days.
    pub run: Option<Run>,
    /// The messages that its users can get, by the earliest instant.
    pub messages: Vec<Message>,
}

/// The whole timetable.
pub struct Timetable {
    /// P: when *Done* is pressed.
    pub published: Instant,
    /// A: when the version activates.
    pub activates: Instant,
    /// Q: the first run. `None` for event-triggered entry, where users qualify as soon as the event comes, from A on, and
    /// where nobody can qualify.
    pub qualifies: Option<Instant>,
    /// The time after an event, from A on, at which a user qualifies, where the entry waits; see [`event_wait`].
    pub event_wait: Option<Span>,
    /// The reasons that lead from P to A, and to Q where there is one.
    pub reasons: Vec<Reason>,
    /// From when on nobody enters; `None` where the journey stays open.
    pub closes: Option<Instant>,
    /// The ids of the nodes, by their places.
    pub nodes: Vec<NodeId>,
    /// Every message that can go out, over all runs, by the earliest instant. An engagement that is missing cannot go out: no
    /// route leads to it, or none that quiet hours, windows and the journey timeout leave open.
    pub messages: Vec<Message>,
    /// The runs that were asked for, each by itself.
    pub runs: Vec<RunTable>,
    /// The last instant at which anything can happen to anybody; `None` where there is none.
    pub ends: Option<Instant>,
    /// The last instant at which anybody can be inside; later than `ends` where users pile up.
    pub empties: Option<Instant>,
    /// The places of the engagements where quiet hours drop a message on some route.
    pub dropped: Vec<usize>,
    pub(crate) passes: Vec<Pass>,
    /// The places where somebody can come to wait until the journey timeout.
    pub(crate) keeps: Vec<usize>,
    /// With event-triggered entry, between when others enter than those that were followed.
    pub(crate) gap: Option<(i64, i64)>,
}

/// One pass over the graph: those of one run, or of one stretch of event-triggered entry, with one zone of the users.
pub(crate) struct Pass {
    pub run: Option<Run>,
    /// The users' offset, where it matters.
    pub user: Option<i32>,
    pub flow: Propagation,
}

impl<'a> TimetableQuery<'a> {
    /// The query for publishing a draft, with the first run listed by itself: each further one costs as much again.
    pub fn new(draft: &'a Draft, publishing: Publishing, zone: &'a dyn Zone) -> Self {
        Self { draft, schedule: Schedule::planned(publishing), zone, from: publishing.at(), runs: 1 }
    }

    /// The query for a published version from its publishing on, by the record of its journey.
    pub fn of(journey: &Journey, version: &'a Published, zone: &'a dyn Zone) -> Self {
        let schedule = Schedule::of(journey, version);
        Self { draft: version.content(), from: schedule.publishing().at(), schedule, zone, runs: 1 }
    }

    /// Its publishing.
    pub fn publishing(&self) -> Publishing {
        self.schedule.publishing()
    }

    fn setup(&self) -> &Setup {
        &self.draft.setup
    }

    fn on_event(&self) -> bool {
        self.setup().entry == EntryCriteria::OnEvent
    }

    /// From when on nobody enters, by the timeline and what is on record.
    pub(crate) fn closes(&self, zone: &dyn Zone) -> Option<Instant> {
        self.schedule.ended().into_iter().chain(closes(self.setup(), self.publishing(), zone)).min()
    }

    /// The runs at which users come in, from an instant on.
    pub fn runs_from(&self, from: Instant, n: usize) -> Vec<Run> {
        // Those held off by a pause are passed over: more are asked for, a few times.
        let mut count = n;
        loop {
            let runs = next_runs(self.setup(), self.publishing(), self.zone, from, count);
            let all = runs.len() < count;
            let open: Vec<Run> = runs.into_iter().filter(|run| self.schedule.admits(run.at)).take(n).collect();
            if open.len() == n || all || count > 16 * n + 1_000 {
                return open;
            }
            count = count * 4 + 16;
        }
    }

    /// The timetable.
    pub fn timetable(&self) -> Timetable {
        straight(self.paced(&Pace::default()))
    }

    /// The timetable, made at a pace: for the page, which does other things in between.
    pub async fn paced(&self, pace: &Pace<'_>) -> Timetable {
        self.of_runs(&self.runs_from(self.from, self.runs), pace).await
    }

    /// The timetable that lists these runs one by one.
    pub(crate) async fn of_runs(&self, wanted: &[Run], pace: &Pace<'_>) -> Timetable {
        let zone = CachedZone::new(self.zone);
        let ask = TimetableQuery { zone: &zone, ..self.clone() };
        let net = IndexedGraph::new(&ask.draft.graph);
        Builder::new(&ask, &zone, &net, wanted.len(), pace).timetable(wanted).await
    }

    /// The passes of those who enter with one run.
    pub(crate) async fn passes_of(&self, run: Run, pace: &Pace<'_>) -> Vec<Pass> {
        let zone = CachedZone::new(self.zone);
        let ask = TimetableQuery { zone: &zone, ..self.clone() };
        let net = IndexedGraph::new(&ask.draft.graph);
        let mut builder = Builder::new(&ask, &zone, &net, 0, pace);
        let at = millis(run.at);
        let entries = builder.entries(&[(at, at)]);
        builder.pass(Some(run), &entries).await;
        builder.passes
    }
}

/// A timetable being made.
struct Builder<'a> {
    ask: &'a TimetableQuery<'a>,
    zone: &'a CachedZone<'a>,
    net: &'a IndexedGraph<'a>,
    pace: &'a Pace<'a>,
    /// The number of passes to come, as far as it is known.
    planned: usize,
    /// The users' offsets that make a difference; `None` alone where none does.
    users: Vec<Option<i32>>,
    /// When everything ends.
    end: i64,
    passes: Vec<Pass>,
    /// The same, by run: what was passed before is not passed again.
    known: Vec<(Option<Run>, std::ops::Range<usize>)>,
    gap: Option<(i64, i64)>,
}

impl<'a> Builder<'a> {
    fn new(
        ask: &'a TimetableQuery<'a>,
        zone: &'a CachedZone<'a>,
        net: &'a IndexedGraph<'a>,
        wanted: usize,
        pace: &'a Pace<'a>,
    ) -> Self {
        let setup = ask.setup();
        let clocks = |place: &usize| {
            let node = net.nodes[*place];
            let quiet = setup.quiet_hours.is_some() && node.kind.spec().quiet;
            node.kind.is_engagement() && node.user_zone && (matches!(node.when, When::Clock(_)) || quiet)
        };
        let matters = setup.user_zone && net.order.iter().flatten().any(clocks);
        let users = if matters { OFFSETS.iter().copied().map(Some).collect() } else { vec![None] };
        let end = ask.schedule.stopped().map_or(HORIZON, millis);
        // The runs that were asked for, and the first and the last one.
        let planned = users.len() * (wanted + 2);
        Self { ask, zone, net, pace, planned, users, end, passes: Vec::new(), known: Vec::new(), gap: None }
    }

    async fn timetable(mut self, wanted: &[Run]) -> Timetable {
        let ask = self.ask;
        let (setup, publishing) = (ask.setup(), ask.publishing());
        let published = publishing.at();
        let activates = activation(setup, publishing, ask.zone);
        let why = match setup.start {
            Start::Later(_) if activates > publishing.earliest() => Why::ActivatesLater,
            _ if publishing.waits() => Why::ActivatesAfterStop,
            _ => Why::ActivatesAtOnce,
        };
        let mut reasons = vec![Reason { at: published, why: Why::Published }, Reason { at: activates, why }];
        let closes = ask.closes(ask.zone);
        let (messages, told, first) =
            if ask.on_event() { self.by_event(activates, closes).await } else { self.by_runs(closes, wanted).await };
        reasons.extend(first.map(|run| Reason { at: run.at, why: Why::Qualifies(run.because) }));
        let open = if ask.on_event() { self.passes.is_empty() } else { first.is_none() };
        let last = self.last_pass();
        let (ends, empties) = match (closes, last) {
            _ if open => (Some(activates), Some(activates)),
            (Some(_), Some(last)) => self.last(last),
            _ => (None, None),
        };
        let mut dropped: Vec<usize> = (0..self.net.nodes.len())
            .filter(|place| self.passes.iter().any(|pass| pass.flow.dropped[*place]))
            .collect();
        dropped.dedup();
        Timetable {
            published,
            activates,
            qualifies: first.map(|run| run.at),
            event_wait: event_wait(ask.draft),
            reasons,
            closes,
            nodes: self.net.nodes.iter().map(|node| node.id.clone()).collect(),
            messages,
            runs: told,
            ends,
            empties,
            dropped,
            keeps: (0..self.net.nodes.len()).filter(|place| self.net.keeps(*place)).collect(),
            gap: self.gap,
            passes: self.passes,
        }
    }

    /// The runs: those asked for, the first ones and the last one.
    async fn by_runs(&mut self, closes: Option<Instant>, wanted: &[Run]) -> (Vec<Message>, Vec<RunTable>, Option<Run>) {
        let ask = self.ask;
        let first: Vec<Run> =
            runs(ask.setup(), ask.publishing(), ask.zone).filter(|run| ask.schedule.admits(run.at)).take(1).collect();
        let Some(first) = first.first().copied() else { return Default::default() };
        let mut tables = Vec::with_capacity(wanted.len());
        for run in wanted {
            let messages = self.messages(std::slice::from_ref(run)).await;
            tables.push(RunTable { run: Some(*run), messages });
        }
        let mut messages = self.earliest(first).await;
        let mut latest = Vec::new();
        if let Some(closes) = closes {
            let since = days_later(closes, -62);
            let mut last = ask.runs_from(since.max(first.at), 80);
            if last.last().is_none_or(|run| Some(run.at) < ask.closes(ask.zone)) && last.len() < 80 {
                // The timeline was cut short long after its last run, or pauses left none of the last months.
                last.insert(0, first);
            }
            last.dedup();
            let last: Vec<Run> = last.split_off(last.len().saturating_sub(SEARCHED));
            let (end, before) = (last.last().copied(), &last[..last.len().saturating_sub(1)]);
            latest = self.messages(end.as_slice()).await;
            if latest.len() < messages.len() && !before.is_empty() {
                latest = self.messages(&last).await;
            }
        }
        let at_last = by_place(&latest, self.net.nodes.len());
        let missed = closes.is_some() && messages.iter().any(|message| at_last[message.place].is_none());
        // A message that the last runs miss goes out last in one of the first.
        let early = if missed { self.messages(&ask.runs_from(first.at, SEARCHED)).await } else { Vec::new() };
        let at_first = by_place(&early, self.net.nodes.len());
        for message in &mut messages {
            let last = at_last[message.place].or(at_first[message.place]);
            message.about |= last.is_some_and(|last| last.about);
            message.latest = last.and_then(|last| last.latest);
        }
        (messages, tables, Some(first))
    }

    /// The messages of the first runs. An earlier arrival can be worse than a later one: an earliest message belongs to a later
    /// run where the first one misses it, or misses a quicker way to it. Runs that cannot change anything are passed over.
    async fn earliest(&mut self, first: Run) -> Vec<Message> {
        let fixed: Vec<Option<FixedZone>> = self.users.iter().map(|user| user.map(FixedZone)).collect();
        let clocks: Vec<Option<CachedZone>> = fixed.iter().map(|zone| Some(CachedZone::new(zone.as_ref()?))).collect();
        let courses = clocks.iter().map(|clock| self.course(clock.as_ref()));
        let mut bounds: Vec<Soonest> = courses.map(Soonest::new).collect();
        let mut known = Known::none(self.net);
        let mut passes = Vec::new();
        for run in self.ask.runs_from(first.at, SEARCHED) {
            if run != first && !self.improves(run, &mut bounds, &known).await {
                // Without a journey timeout a later run never has a sooner bound.
                if self.ask.setup().timeout.is_none() {
                    break;
                }
                continue;
            }
            for n in self.follow(run).await {
                known.add(&self.passes[n].flow);
                passes.push(n);
            }
        }
        self.gather(passes)
    }

    /// True where a run can change what is known, for users in any of the zones.
    async fn improves(&self, run: Run, bounds: &mut [Soonest<'_>], known: &Known) -> bool {
        let at = millis(run.at);
        let Some(entering) = self.entries(&[(at, at)]).pop() else { return false };
        for bound in bounds {
            let (improves, looked_at) = bound.improves(&entering, known);
            self.pace.step(looked_at).await;
            if improves {
                return true;
            }
        }
        false
    }

    /// Event-triggered entry: those who come in first, and those who come in last.
    async fn by_event(
        &mut self,
        activates: Instant,
        closes: Option<Instant>,
    ) -> (Vec<Message>, Vec<RunTable>, Option<Run>) {
        self.planned = 2 * self.users.len();
        let doors = self.doors(activates, closes);
        let (Some(&(from, _)), Some(&(_, to))) = (doors.first(), doors.last()) else { return Default::default() };
        let within = |from: i64, to: i64| {
            let part = |door: &(i64, i64)| (door.0.max(from), door.1.min(to));
            doors.iter().map(part).filter(|door| door.0 <= door.1).collect::<Vec<_>>()
        };
        let short = to - from <= 2 * COHORT;
        self.gap = (!short).then_some((from + COHORT, to - COHORT));
        let first = if short { doors.clone() } else { within(from, from + COHORT) };
        let passes = self.pass(None, &self.entries(&first)).await;
        let mut messages = self.gather(passes);
        let told = messages.clone();
        let latest = match closes {
            Some(_) if short => messages.clone(),
            Some(_) => {
                let passes = self.pass(None, &self.entries(&within(to - COHORT, to))).await;
                self.gather(passes)
            }
            None => Vec::new(),
        };
        let at_last = by_place(&latest, self.net.nodes.len());
        for message in &mut messages {
            message.latest = at_last[message.place].and_then(|last| last.latest);
        }
        let known = by_place(&messages, self.net.nodes.len());
        let later = latest.iter().filter(|last| known[last.place].is_none());
        let later: Vec<Message> = later.map(|last| Message { about: true, ..*last }).collect();
        messages.extend(later);
        (messages, vec![RunTable { run: None, messages: told }], None)
    }

    /// When users can qualify by events, without the pauses.
    fn doors(&self, activates: Instant, closes: Option<Instant>) -> Vec<(i64, i64)> {
        let first = event_wait(self.ask.draft).map_or(activates, |wait| add_span(self.zone, activates, wait));
        let mut open = vec![(millis(first), closes.map_or(HORIZON, millis) - 1)];
        for (from, to) in self.ask.schedule.paused() {
            let (from, to) = (millis(*from), to.map_or(HORIZON, millis));
            open = open.iter().flat_map(|door| [(door.0, door.1.min(from - 1)), (door.0.max(to), door.1)]).collect();
        }
        open.retain(|door| door.0 <= door.1);
        open
    }

    /// The sets of users who enter between two instants, with their journey timeout.
    fn entries(&self, doors: &[(i64, i64)]) -> Vec<TimeSet> {
        let enter = |door: &(i64, i64)| {
            let all = TimeSet::entering(door.0, door.1, None);
            match self.ask.setup().timeout {
                None => vec![all],
                // Days are of different lengths, so users who enter before and after a clock change are kept apart.
                Some(timeout) => wait(self.zone, &all, timeout, Until::Span(timeout))
                    .into_iter()
                    .map(|(part, least, _)| TimeSet::entering(part.entry.0, part.entry.1, Some(least)))
                    .collect(),
            }
        };
        doors.iter().flat_map(enter).collect()
    }

    /// The course of users whose clocks are not the journey's, or are.
    fn course<'b>(&self, user: Option<&'b CachedZone<'b>>) -> Propagating<'b>
    where
        'a: 'b,
    {
        Propagating {
            net: self.net,
            setup: self.ask.setup(),
            zone: self.zone,
            user: user.unwrap_or(self.zone),
            end: self.end,
        }
    }

    /// Passes over the graph with those who enter with a run, each of the users' zones by itself.
    async fn pass(&mut self, run: Option<Run>, entries: &[TimeSet]) -> std::ops::Range<usize> {
        let from = self.passes.len();
        for user in &self.users {
            self.pace.part(self.passes.len(), self.planned);
            let fixed = user.map(FixedZone);
            let fixed = fixed.as_ref().map(|fixed| CachedZone::new(fixed));
            let course = self.course(fixed.as_ref());
            let flow = Propagation::run(&course, entries, self.pace).await;
            self.passes.push(Pass { run, user: *user, flow });
        }
        from..self.passes.len()
    }

    /// The messages that go out in any of some runs.
    async fn messages(&mut self, runs: &[Run]) -> Vec<Message> {
        let mut all = Vec::new();
        for run in runs {
            all.extend(self.follow(*run).await);
        }
        self.gather(all)
    }

    /// The passes of a run.
    async fn follow(&mut self, run: Run) -> std::ops::Range<usize> {
        if let Some((_, range)) = self.known.iter().find(|(known, _)| *known == Some(run)) {
            return range.clone();
        }
        let at = millis(run.at);
        let range = self.pass(Some(run), &self.entries(&[(at, at)])).await;
        self.known.push((Some(run), range.clone()));
        range
    }

    /// The first and last of what goes out in some passes.
    fn gather(&self, passes: impl IntoIterator<Item = usize>) -> Vec<Message> {
        let mut found: Vec<Option<Message>> = vec![None; self.net.nodes.len()];
        for n in passes {
            for (place, sent) in self.passes[n].flow.sent.iter().enumerate() {
                for piece in sent {
                    let part = &self.passes[n].flow.pieces[*piece as usize];
                    let source = (n as u32, *piece);
                    let earliest = MessageInstant { at: instant(part.set.at.0), source, last: false };
                    let latest = MessageInstant { at: instant(part.set.at.1), source, last: true };
                    let latest = (part.set.at.1 < HORIZON).then_some(latest);
                    let kind = self.net.nodes[place].kind;
                    let new = Message { place, kind, earliest, latest, about: part.about };
                    let known = found[place].get_or_insert(new);
                    if earliest.at < known.earliest.at {
                        known.earliest = earliest;
                    }
                    known.latest = match (known.latest, latest) {
                        (Some(a), Some(b)) => Some(if b.at > a.at { b } else { a }),
                        _ => None,
                    };
                    known.about |= part.about;
                }
            }
        }
        let mut messages: Vec<Message> = found.into_iter().flatten().collect();
        messages.sort_by_key(|message| message.earliest.at);
        messages
    }

    /// The runs whose passes tell when everything has ended: the last one.
    fn last_pass(&self) -> Option<std::ops::Range<usize>> {
        if self.ask.on_event() {
            return Some(0..self.passes.len()).filter(|all| !all.is_empty());
        }
        let last = self.known.iter().max_by_key(|(run, _)| run.map(|run| run.at));
        last.map(|(_, range)| range.clone())
    }

    fn last(&self, passes: std::ops::Range<usize>) -> (Option<Instant>, Option<Instant>) {
        let (mut ends, mut empties) = (0, 0);
        for pass in &self.passes[passes] {
            for piece in &pass.flow.pieces {
                ends = ends.max(piece.set.at.1);
            }
            for (place, arrivals) in pass.flow.arrivals.iter().enumerate() {
                if self.net.keeps(place) {
                    let last = arrivals.iter().map(|n| pass.flow.pieces[*n as usize].set.last_inside()).max();
                    empties = empties.max(last.unwrap_or(0).min(self.end));
                }
            }
        }
        let told = |at: i64| (at < HORIZON).then(|| instant(at));
        (told(ends), told(empties.max(ends)))
    }
}

/// Each place's message among some.
pub(crate) fn by_place(messages: &[Message], places: usize) -> Vec<Option<&Message>> {
    let mut found = vec![None; places];
    for message in messages {
        found[message.place].get_or_insert(message);
    }
    found
}

impl Timetable {
    /// The id of a message's engagement.
    pub fn node(&self, message: &Message) -> &NodeId {
        &self.nodes[message.place]
    }
}
