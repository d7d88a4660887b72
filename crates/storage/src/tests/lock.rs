//! Tabs that ask for one lock in another order 40 times: they sleep, are slowed, are killed and come back. Never are two sure
//! of it at one moment, and whoever is awake gets it once nobody else lives.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use super::*;
use crate::lock::{Claim, DEAD, GRACE, News, SETTLE};

/// The longest time until another tab reads a write, in milliseconds.
const LATE: f64 = SETTLE / 2.0 - 1.0;

/// The writes of every tab, and when they reach the others.
#[derive(Default)]
struct Wire {
    now: f64,
    writes: Vec<(f64, f64, usize, String, Option<String>)>,
    stored: BTreeMap<String, (f64, String)>,
}

/// The storage as one tab sees it: its own writes at once, those of others a moment later.
struct Seen(Rc<RefCell<Wire>>, usize, RefCell<f64>);

impl Seen {
    fn texts(&self) -> BTreeMap<String, String> {
        let wire = self.0.borrow();
        let mut texts: BTreeMap<String, String> =
            wire.stored.iter().map(|(key, (_, text))| (key.clone(), text.clone())).collect();
        for (_, seen, by, key, text) in &wire.writes {
            if *by == self.1 || *seen <= wire.now {
                match text {
                    Some(text) => drop(texts.insert(key.clone(), text.clone())),
                    None => drop(texts.remove(key)),
                }
            }
        }
        texts
    }

    fn write(&self, key: &str, text: Option<&str>) {
        let mut wire = self.0.borrow_mut();
        let now = wire.now;
        let seen = now + *self.2.borrow();
        wire.writes.push((now, seen, self.1, key.to_owned(), text.map(str::to_owned)));
        // Writes that everybody has seen long ago move to `stored`.
        let old = wire.writes.iter().take_while(|write| write.0 < now - 1_000.0).count();
        for (at, _, _, key, text) in wire.writes.drain(..old).collect::<Vec<_>>() {
            match text {
                Some(text) => drop(wire.stored.insert(key, (at, text))),
                None => drop(wire.stored.remove(&key)),
            }
        }
    }
}

impl Store for Seen {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.texts().remove(key))
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.write(key, Some(text));
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.write(key, None);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.texts().into_keys().collect())
    }
}

struct Tab {
    store: Seen,
    claim: Option<Claim>,
    /// Until when it is asleep.
    asleep: f64,
    due: f64,
    granted: usize,
    lost: usize,
}

fn run(seed: u64) -> (usize, usize) {
    let mut dice = Lots(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let wire = Rc::new(RefCell::new(Wire::default()));
    let mut tabs: Vec<Tab> = (0..3)
        .map(|n| {
            let store = Seen(wire.clone(), n, RefCell::new(0.0));
            Tab { store, claim: None, asleep: 0.0, due: 0.0, granted: 0, lost: 0 }
        })
        .collect();
    let mut ids = 0;
    let mut now = 0.0;
    while now < 60_000.0 {
        now += 5.0;
        wire.borrow_mut().now = now;
        let mut sure = Vec::new();
        for (n, tab) in tabs.iter_mut().enumerate() {
            *tab.store.2.borrow_mut() = dice.below(LATE as u64) as f64;
            if now < tab.asleep {
                continue;
            }
            // A tab that wakes up may write before anything else happens.
            if tab.claim.as_ref().is_some_and(|claim| claim.is_sure(&tab.store, now)) {
                sure.push(n);
            }
            match dice.below(1_500) {
                0 => {
                    ids += 1;
                    // One that is killed leaves its claim behind.
                    tab.claim = None;
                    tab.asleep = now + dice.below(3_000) as f64;
                }
                1 => tab.asleep = now + dice.below(9_000) as f64,
                2 => {
                    if let Some(mut claim) = tab.claim.take() {
                        claim.release(&tab.store);
                    }
                }
                _ => {}
            }
            if tab.claim.is_none() && dice.below(60) == 0 {
                ids += 1;
                let claim = Claim::new(&tab.store, "mine", &format!("{ids}"), now);
                tab.due = now + claim.due(now);
                tab.claim = Some(claim);
            }
            // Storage events come besides.
            if (now >= tab.due || dice.below(4) == 0)
                && let Some(claim) = &mut tab.claim
            {
                match claim.step(&tab.store, now) {
                    Some(News::Granted) => tab.granted += 1,
                    Some(News::Lost) => {
                        tab.lost += 1;
                        tab.claim = None;
                    }
                    None => {}
                }
                // A timer that is slowed, as those of a background tab are.
                let slow = if dice.below(10) == 0 { 1_000.0 } else { 0.0 };
                tab.due = now + tab.claim.as_ref().map_or(0.0, |claim| claim.due(now)) + slow;
            }
        }
        assert!(sure.len() <= 1, "seed {seed}: {sure:?} are sure at {now}");
    }
    // At last one tab alone is awake, whatever the others left behind.
    let (mut store, mut claim) = (None, None);
    for mut tab in tabs.drain(..) {
        if claim.is_none() && store.is_none() {
            claim = tab.claim.take();
            store = Some((tab.store, tab.granted, tab.lost));
        }
    }
    let (store, granted, lost) = store.unwrap();
    let end = now + 3.0 * DEAD;
    let mut claim = claim.unwrap_or_else(|| Claim::new(&store, "mine", "last", now));
    while now < end {
        now += 50.0;
        wire.borrow_mut().now = now;
        if claim.step(&store, now) == Some(News::Lost) {
            claim = Claim::new(&store, "mine", "again", now);
        }
    }
    assert!(claim.is_sure(&store, now), "seed {seed}: the last one awake has it: {claim:?}");
    (granted, lost)
}

/// Numbers in a row, the same for the same seed.
struct Lots(u64);

impl Lots {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n.max(1)
    }
}

#[test]
fn never_are_two_tabs_sure_of_a_lock_and_one_alone_gets_it() {
    let (mut granted, mut lost) = (0, 0);
    for seed in 0..40 {
        let (g, l) = run(seed);
        granted += g;
        lost += l;
    }
    assert!(granted > 40 && lost > 1, "{granted} were granted, {lost} lost");
}

#[test]
fn a_free_lock_is_granted_after_a_moment_and_a_second_tab_waits_until_it_is_released() {
    let store = MemoryStore::new();
    let mut one = Claim::new(&store, "mine", "one", 0.0);
    assert!(!one.is_waiting());
    assert_eq!(one.step(&store, SETTLE), Some(News::Granted));
    let mut two = Claim::new(&store, "mine", "two", 300.0);
    assert!(two.is_waiting() && !two.is_answered());
    // A holder answers, also where its timers sleep.
    one.step(&store, 500.0);
    two.step(&store, 510.0);
    assert!(two.is_answered());
    for tick in 2..40 {
        let now = f64::from(tick) * 500.0;
        assert_eq!(one.step(&store, now), None);
        assert_eq!(two.step(&store, now), None);
        assert!(one.is_sure(&store, now) && !two.is_sure(&store, now));
    }
    one.release(&store);
    assert_eq!(two.step(&store, 20_000.0), None);
    assert_eq!(two.step(&store, 20_000.0 + SETTLE), Some(News::Granted));
    // Another lock is another lock.
    assert!(!Claim::new(&store, "other", "three", 0.0).is_waiting());
}

#[test]
fn a_dead_holder_makes_way_and_one_that_only_slept_finds_its_lock_taken() {
    let store = MemoryStore::new();
    let mut asleep = Claim::new(&store, "mine", "asleep", 0.0);
    assert_eq!(asleep.step(&store, SETTLE), Some(News::Granted));
    let mut waits = Claim::new(&store, "mine", "waits", 1_000.0);
    let mut granted = None;
    for tick in 1..30 {
        let now = 1_000.0 + f64::from(tick) * 500.0;
        if waits.step(&store, now) == Some(News::Granted) {
            granted = Some(now);
            break;
        }
    }
    let granted = granted.unwrap();
    assert!((DEAD..DEAD + 2_000.0).contains(&(granted - 1_000.0)), "granted at {granted}");
    // It is not sure any more as soon as it wakes up, before it could hear of anything.
    assert!(!asleep.is_sure(&store, granted));
    assert_eq!(asleep.step(&store, granted), None);
    assert_eq!(asleep.step(&store, granted + SETTLE), Some(News::Lost));
    assert!(waits.is_sure(&store, granted));
}

#[test]
fn a_holder_that_slept_alone_and_one_whose_storage_was_cleared_go_on() {
    let store = MemoryStore::new();
    let mut one = Claim::new(&store, "mine", "one", 0.0);
    assert_eq!(one.step(&store, SETTLE), Some(News::Granted));
    let mut now = SETTLE + GRACE + 1.0;
    assert!(!one.is_sure(&store, now));
    one.step(&store, now);
    now += SETTLE;
    assert_eq!(one.step(&store, now), None);
    assert!(one.is_sure(&store, now));
    for key in store.keys().unwrap() {
        store.remove(&key).unwrap();
    }
    assert!(!one.is_sure(&store, now));
    one.step(&store, now);
    one.step(&store, now + SETTLE);
    assert!(one.is_sure(&store, now + SETTLE));
}
