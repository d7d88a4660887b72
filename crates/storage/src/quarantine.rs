//! The quarantine: unreadable texts, kept unchanged under keys of their own, listed and offered for download, never
//! overwritten.

use crate::{
    key,
    store::{Store, StoreError},
};

/// The most texts in quarantine; beyond it a damaged record stays where it is.
pub const QUARANTINED_MAX: usize = 1_000;

/// A text in quarantine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// The key that it is kept under.
    pub key: String,
    /// The key it was found under.
    pub from: String,
    /// The stored text, unchanged.
    pub raw: String,
}

/// Everything in quarantine, the first one first.
///
/// # Errors
/// [`StoreError`].
pub fn list(store: &dyn Store) -> Result<Vec<Quarantined>, StoreError> {
    let mut found = Vec::new();
    for key in store.keys()? {
        if let Some((n, from)) = split(&key)
            && let Some(raw) = store.get(&key)?
        {
            found.push((n, Quarantined { from: from.to_owned(), raw, key }));
        }
    }
    journey::order::sort_by(&mut found, |a, b| (a.0, &a.1.key).cmp(&(b.0, &b.1.key)));
    Ok(found.into_iter().map(|(_, quarantined)| quarantined).collect())
}

/// Deletes a text from quarantine; only a person decides that.
///
/// # Errors
/// [`StoreError`].
pub fn discard(store: &dyn Store, quarantined: &Quarantined) -> Result<(), StoreError> {
    store.remove(&quarantined.key)
}

/// Keeps a copy of what is stored under `from`, and returns the copy's key. A text that was copied before is not copied again.
pub(crate) fn copy(store: &dyn Store, from: &str, raw: &str) -> Result<String, StoreError> {
    // Of the other copies only the keys are read: hundreds of damaged records are copied one after the other.
    let (mut count, mut last) = (0, None);
    for key in store.keys()? {
        let Some((n, of)) = split(&key) else { continue };
        if of == from && store.get(&key)?.is_some_and(|other| other == raw) {
            return Ok(key);
        }
        count += 1;
        last = last.max(Some(n));
    }
    if count >= QUARANTINED_MAX {
        return Err(StoreError::Full);
    }
    let mut n = last.map_or(1, |n| n.wrapping_add(1));
    let key = loop {
        let key = format!("{}{n}/{from}", key::ASIDE);
        // Free but for another tab's doing, or a number that somebody made up.
        if store.get(&key)?.is_none() {
            break key;
        }
        n = n.wrapping_add(1);
    };
    store.set(&key, raw)?;
    // Read again: what comes next may overwrite the only other copy.
    match store.get(&key)? {
        Some(copy) if copy == raw => Ok(key),
        _ => Err(StoreError::Other("a copy could not be read again".to_owned())),
    }
}

/// The number in a key of the quarantine, and the key it was found under.
fn split(key: &str) -> Option<(u64, &str)> {
    let (n, from) = key.strip_prefix(key::ASIDE)?.split_once('/')?;
    Some((n.parse().ok()?, from))
}
