//! Text that is typed into a dialog and is not part of anything yet: it outlives a reload and a killed tab.
//!
//! Each page writes under a key of its own, so that no tab writes over what is typed in another one.

use journey::time::{Instant, read_instant, write_instant};

use crate::{
    key::UNFINISHED,
    store::{Store, StoreError},
};

/// The longest text that is kept, in characters; a longer one is cut at its end.
pub const TEXT_MAX: usize = 20_000;

/// Keeps the text that a page has at a place; an empty one is removed.
///
/// # Errors
/// [`StoreError`].
pub fn keep(store: &dyn Store, place: &str, page: &str, text: &str, now: Instant) -> Result<(), StoreError> {
    if text.trim().is_empty() {
        return forget(store, place, page);
    }
    let text: String = text.chars().take(TEXT_MAX).collect();
    store.set(&key(place, page), &format!("{} {text}", write_instant(now)))
}

/// Takes over the text that was typed last at a place, whichever page has kept it.
///
/// # Errors
/// [`StoreError`]; the text is still there.
pub fn take(store: &dyn Store, place: &str, page: &str) -> Result<Option<String>, StoreError> {
    let (own, prefix) = (key(place, page), key(place, ""));
    let mut newest: Option<(Instant, String, String)> = None;
    for key in store.keys()? {
        if key.strip_prefix(&prefix).is_none_or(|page| page.contains('/')) {
            continue;
        }
        let Some(raw) = store.get(&key)? else { continue };
        let Some(at) = raw.split_once(' ').and_then(|(at, _)| read_instant(at)) else { continue };
        if newest.as_ref().is_none_or(|(last, other, _)| (last, other) < (&at, &key)) {
            newest = Some((at, key, raw));
        }
    }
    let Some((_, key, raw)) = newest else { return Ok(None) };
    if key != own {
        store.set(&own, &raw)?;
        store.remove(&key)?;
    }
    Ok(raw.split_once(' ').map(|(_, text)| text.to_owned()))
}

/// Removes the text that a page has at a place: the dialog is finished or cancelled.
///
/// # Errors
/// [`StoreError`].
pub fn forget(store: &dyn Store, place: &str, page: &str) -> Result<(), StoreError> {
    store.remove(&key(place, page))
}

/// Removes the texts at all places that begin with a name, such as those of `new`, whichever pages have kept them.
///
/// # Errors
/// [`StoreError`].
pub fn forget_all(store: &dyn Store, name: &str) -> Result<(), StoreError> {
    let prefix = format!("{UNFINISHED}{name}/");
    store.keys()?.iter().filter(|key| key.starts_with(&prefix)).try_for_each(|key| store.remove(key))
}

/// Moves the texts at all places that begin with a name to those that begin with another one.
///
/// # Errors
/// [`StoreError`]; what was not moved is still there.
pub fn move_all(store: &dyn Store, name: &str, to: &str) -> Result<(), StoreError> {
    let prefix = format!("{UNFINISHED}{name}/");
    for key in store.keys()? {
        if let (Some(place), Some(text)) = (key.strip_prefix(&prefix), store.get(&key)?) {
            store.set(&format!("{UNFINISHED}{to}/{place}"), &text)?;
            store.remove(&key)?;
        }
    }
    Ok(())
}

/// The key of a text.
pub fn key(place: &str, page: &str) -> String {
    format!("{UNFINISHED}{place}/{page}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryStore;

    fn at(second: i64) -> Instant {
        Instant::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }

    #[test]
    fn the_newest_text_of_a_place_is_taken_over_and_no_page_writes_over_another() {
        let store = MemoryStore::new();
        keep(&store, "of/a/description", "one", "Two lines\nof it", at(1)).unwrap();
        keep(&store, "of/a/description", "two", "Another", at(2)).unwrap();
        keep(&store, "of/a/name", "two", "Name", at(3)).unwrap();
        assert_eq!(take(&store, "of/a/description", "three"), Ok(Some("Another".to_owned())));
        // It is the taker's now, and taking it again gives it again.
        assert_eq!(take(&store, "of/a/description", "three"), Ok(Some("Another".to_owned())));
        assert_eq!(store.texts().len(), 3);
        forget(&store, "of/a/description", "three").unwrap();
        assert_eq!(take(&store, "of/a/description", "three"), Ok(Some("Two lines\nof it".to_owned())));
        keep(&store, "of/a/description", "three", "  ", at(4)).unwrap();
        assert_eq!(take(&store, "of/a/description", "three"), Ok(None));
        assert_eq!(take(&store, "of/a", "three"), Ok(None));
        assert_eq!(take(&store, "of/a/name", "three"), Ok(Some("Name".to_owned())));
    }

    #[test]
    fn the_texts_of_all_fields_of_a_new_journey_go_together_and_no_others() {
        let store = MemoryStore::new();
        for (place, page) in [("new/description", "one"), ("new/description", "two"), ("new/name", "one")] {
            keep(&store, place, page, "Half", at(1)).unwrap();
        }
        keep(&store, "of/new/description", "one", "Stays", at(1)).unwrap();
        keep(&store, "newer", "one", "Stays", at(1)).unwrap();
        forget_all(&store, "new").unwrap();
        assert_eq!(store.texts().len(), 2);
        assert_eq!(take(&store, "new/description", "three"), Ok(None));
        assert_eq!(take(&store, "of/new/description", "three"), Ok(Some("Stays".to_owned())));
    }

    #[test]
    fn the_texts_of_a_new_journey_move_to_the_saved_one() {
        let store = MemoryStore::new();
        keep(&store, "new/description", "one", "Half", at(1)).unwrap();
        keep(&store, "newer", "one", "Stays", at(1)).unwrap();
        move_all(&store, "new", "of/a").unwrap();
        assert_eq!(take(&store, "new/description", "two"), Ok(None));
        assert_eq!(take(&store, "of/a/description", "two"), Ok(Some("Half".to_owned())));
        assert_eq!(take(&store, "newer", "two"), Ok(Some("Stays".to_owned())));
    }

    #[test]
    fn a_damaged_text_is_left_out_and_a_long_one_is_cut() {
        let store = MemoryStore::new();
        store.set("sojourn/unfinished/labels/x", "no instant").unwrap();
        store.set("sojourn/unfinished/labels/y", "").unwrap();
        assert_eq!(take(&store, "labels", "z"), Ok(None));
        keep(&store, "labels", "z", &"é".repeat(TEXT_MAX + 5), at(0)).unwrap();
        assert_eq!(take(&store, "labels", "z").unwrap().unwrap().chars().count(), TEXT_MAX);
    }

    #[test]
    fn a_text_is_nowhere_lost_where_the_store_is_full() {
        let store = MemoryStore::new();
        keep(&store, "filter", "one", "Mine", at(0)).unwrap();
        store.full_after(Some(0));
        assert_eq!(take(&store, "filter", "two"), Err(StoreError::Full));
        store.full_after(None);
        assert_eq!(take(&store, "filter", "two"), Ok(Some("Mine".to_owned())));
    }
}
