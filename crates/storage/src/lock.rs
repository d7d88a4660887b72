//! Locks between the tabs of a browser that has no Web Locks (a page over plain http), over the store alone.
//!
//! Each tab writes a claim under a key of its own: its state, its ticket, and a count that goes up with each beat. The store
//! has no atomic step, and what one tab writes reaches another one a moment later. So a claim is taken in two steps, with
//! [`SETTLE`] between them: *taking*, then *holding* where nobody else took or held it first. The smaller ticket wins.
//!
//! No time is compared between tabs. A claim whose count stands still for [`DEAD`] while it is waited for is taken for dead: a
//! live tab answers, even in the background, for storage events come where timers are throttled. A holder that did not beat for
//! [`GRACE`] was asleep: it may have been taken for dead, so it takes the lock anew before it writes. Invariant: whoever
//! [`Claim::is_sure`] is alone in being so.

use std::collections::HashMap;

use crate::{key, store::Store};

/// The time until every tab has seen a write of another one, twice over, in milliseconds.
pub const SETTLE: f64 = 200.0;
/// The interval of a claim's beats, in milliseconds; a browser may call later.
pub const BEAT: f64 = 500.0;
/// The time after a beat during which a holder is sure of its lock, in milliseconds.
pub const GRACE: f64 = 2_000.0;
/// The time without a beat after which a claim that is waited for counts as dead, in milliseconds.
pub const DEAD: f64 = 4_000.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Waiting,
    Taking,
    Holding,
}

/// A change of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The lock is held from now on.
    Granted,
    /// The lock was another tab's while this one was asleep. The claim is gone.
    Lost,
}

/// The claim of one tab to a lock.
#[derive(Debug)]
pub struct Claim {
    name: String,
    id: String,
    state: State,
    ticket: u64,
    count: u64,
    /// When the last beat was written, and whether that succeeded.
    beat: (f64, bool),
    /// Since when the lock is being taken.
    since: f64,
    /// When the claims of others were looked at last.
    looked: f64,
    /// True where it was held before it is taken anew.
    held: bool,
    /// True where one that stood before it has beaten since.
    answered: bool,
    /// The claims of others by their ids, and since when each stands still.
    seen: HashMap<String, (String, f64)>,
}

/// The claim of another tab, as it stands.
struct Other {
    id: String,
    state: State,
    ticket: u64,
    still: f64,
}

impl Claim {
    /// Claims a lock; `id` is unique to this claim. `now` counts milliseconds and never goes back.
    pub fn new(store: &dyn Store, name: &str, id: &str, now: f64) -> Self {
        let mut claim = Self {
            name: name.to_owned(),
            id: id.to_owned(),
            state: State::Waiting,
            ticket: 0,
            count: 0,
            beat: (now, false),
            since: now,
            looked: now,
            held: false,
            answered: false,
            seen: HashMap::new(),
        };
        let last = claim.others(store, now).iter().map(|other| other.ticket).max();
        claim.ticket = last.map_or(1, |last| last.saturating_add(1));
        claim.write(store, State::Waiting, now);
        claim.step(store, now);
        claim
    }

    /// The name of the lock.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// True where the key is that of a claim to a lock of this name.
    pub fn is_about(&self, key: &str) -> bool {
        split(key).is_some_and(|(_, name)| name == self.name)
    }

    /// Goes on: called when [`Self::due`] has passed and when another claim was written.
    pub fn step(&mut self, store: &dyn Store, now: f64) -> Option<News> {
        if now - self.looked > GRACE {
            // This tab was asleep: others may have answered without its having looked.
            self.seen.clear();
        }
        self.looked = now;
        let others = self.others(store, now);
        let live = |other: &&Other| other.still < DEAD;
        let first = |other: &&Other| (other.ticket, other.id.as_str()) < (self.ticket, self.id.as_str());
        let holds = |other: &&Other| other.state == State::Holding;
        match self.state {
            State::Waiting => {
                let free = !others.iter().filter(live).any(|other| other.state != State::Waiting || first(&other));
                if free {
                    self.since = now;
                    self.write(store, State::Taking, now);
                } else if now - self.beat.0 >= BEAT {
                    self.write(store, State::Waiting, now);
                }
                None
            }
            State::Taking if now - self.since < SETTLE => None,
            State::Taking => {
                let taken = others
                    .iter()
                    .filter(live)
                    .any(|other| holds(&other) || other.state == State::Taking && first(&other));
                // A tab that slept too long to be sure of its view looks once more.
                let late = now - self.beat.0 > GRACE;
                match (taken, self.held) {
                    (true, true) => {
                        self.release(store);
                        Some(News::Lost)
                    }
                    (true, false) => {
                        self.write(store, State::Waiting, now);
                        None
                    }
                    (false, _) if late => {
                        self.since = now;
                        self.write(store, State::Taking, now);
                        None
                    }
                    (false, held) => {
                        self.write(store, State::Holding, now);
                        self.held = true;
                        for dead in others.iter().filter(|other| !live(other)) {
                            let _ = store.remove(&key(&dead.id, &self.name));
                            self.seen.remove(&dead.id);
                        }
                        (!held).then_some(News::Granted)
                    }
                }
            }
            State::Holding if others.iter().filter(live).any(|other| holds(&other) && first(&other)) => {
                self.release(store);
                Some(News::Lost)
            }
            State::Holding if now - self.beat.0 > GRACE || !self.is_there(store) => {
                self.since = now;
                self.write(store, State::Taking, now);
                None
            }
            State::Holding => {
                let asked = others.iter().any(|other| other.still == 0.0);
                if now - self.beat.0 >= if asked { BEAT / 4.0 } else { BEAT } {
                    self.write(store, State::Holding, now);
                }
                None
            }
        }
    }

    /// True where the lock is held at this moment, and no other tab can have taken it.
    pub fn is_sure(&self, store: &dyn Store, now: f64) -> bool {
        self.state == State::Holding && now - self.beat.0 <= GRACE && self.is_there(store)
    }

    /// True where another claim stands before this one.
    pub fn is_waiting(&self) -> bool {
        self.state == State::Waiting
    }

    /// True where a claim that stands before this one has shown since that it lives.
    pub fn is_answered(&self) -> bool {
        self.is_waiting() && self.answered
    }

    /// The time until the next step is due, in milliseconds.
    pub fn due(&self, now: f64) -> f64 {
        let at = if self.state == State::Taking { self.since + SETTLE } else { self.beat.0 + BEAT };
        (at - now).max(1.0)
    }

    /// Lets the lock go, or stops asking for it.
    pub fn release(&mut self, store: &dyn Store) {
        self.state = State::Waiting;
        self.held = false;
        let _ = store.remove(&key(&self.id, &self.name));
    }

    fn write(&mut self, store: &dyn Store, state: State, now: f64) {
        self.state = state;
        self.count += 1;
        let done = store.set(&key(&self.id, &self.name), &self.text());
        self.beat = (now, done.is_ok());
    }

    fn text(&self) -> String {
        let state = match self.state {
            State::Waiting => "waiting",
            State::Taking => "taking",
            State::Holding => "holding",
        };
        format!("{state} {} {}", self.ticket, self.count)
    }

    /// True where the claim stands as it was written. Where there was no room to write it nobody else can write either.
    fn is_there(&self, store: &dyn Store) -> bool {
        let raw = store.get(&key(&self.id, &self.name)).ok().flatten();
        !self.beat.1 || raw.is_some_and(|raw| raw == self.text())
    }

    /// The claims of others. One that stands still is noted since when.
    fn others(&mut self, store: &dyn Store, now: f64) -> Vec<Other> {
        let found: Vec<_> = claims(store, &self.name).into_iter().filter(|(id, _)| *id != self.id).collect();
        self.seen.retain(|id, _| found.iter().any(|other| other.0 == *id));
        let other = |(id, raw): (String, String)| {
            let (state, ticket) = parse(&raw)?;
            let seen = self.seen.entry(id.clone()).or_insert_with(|| (raw.clone(), now));
            if seen.0 != raw {
                *seen = (raw, now);
                self.answered |= state != State::Waiting || (ticket, &id) < (self.ticket, &self.id);
            }
            Some(Other { id, state, ticket, still: now - seen.1 })
        };
        found.into_iter().filter_map(other).collect()
    }
}

/// The ids and texts of all claims to a lock.
fn claims(store: &dyn Store, name: &str) -> Vec<(String, String)> {
    let keys = store.keys().unwrap_or_default();
    let claim = |key: &String| {
        let (id, of) = split(key)?;
        let raw = (of == name).then(|| store.get(key).ok().flatten())??;
        Some((id.to_owned(), raw))
    };
    keys.iter().filter_map(claim).collect()
}

/// The state and the ticket of a claim.
fn parse(raw: &str) -> Option<(State, u64)> {
    let mut parts = raw.split(' ');
    let state = match parts.next()? {
        "waiting" => State::Waiting,
        "taking" => State::Taking,
        "holding" => State::Holding,
        _ => return None,
    };
    Some((state, parts.next()?.parse().ok()?))
}

fn key(id: &str, name: &str) -> String {
    format!("{}{id}/{name}", key::LOCK)
}

/// The id and the name of the lock that the key of a claim holds.
fn split(key: &str) -> Option<(&str, &str)> {
    key.strip_prefix(key::LOCK)?.split_once('/')
}
