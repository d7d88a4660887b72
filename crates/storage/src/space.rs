//! The space that is used, and its uses.

use journey::text::JourneyId;

use crate::{
    key::{self, WorkKey},
    store::{Store, StoreError},
};

/// The quota that browsers give the pages of one address together, in UTF-16 units (notes/leptos.md §4.6).
pub const QUOTA: usize = 5_200_000;
/// From this share of it on, in percent, there is a warning.
pub const WARN_PERCENT: usize = 80;

/// The uses of space, in the order of the report.
pub const USES: [&str; 6] = [
    "Journeys",
    "Work in progress, with its history",
    "Restore points",
    "Recently deleted",
    "Settings and what was set aside",
    "Other pages of this address",
];

/// The space that is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Space {
    /// By [`USES`].
    pub uses: [usize; 6],
    /// By journey, with all that belongs to it.
    pub journeys: Vec<(JourneyId, usize)>,
}

impl Space {
    /// Counts what is stored.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn of(store: &dyn Store) -> Result<Self, StoreError> {
        let mut space = Self::default();
        for key in store.keys()? {
            let length = key.encode_utf16().count() + store.length(&key)?;
            let (of, id) = sort(&key);
            space.uses[of] += length;
            if let Some(id) = id {
                match space.journeys.iter_mut().find(|other| other.0 == id) {
                    Some(known) => known.1 += length,
                    None => space.journeys.push((id, length)),
                }
            }
        }
        Ok(space)
    }

    /// All of it.
    pub fn total(&self) -> usize {
        self.uses.iter().sum()
    }

    /// The share of [`QUOTA`], in percent, rounded up.
    pub fn percent(&self) -> usize {
        (self.total() * 100).div_ceil(QUOTA)
    }

    /// The journeys that take the most room, the largest first.
    pub fn largest(&self, most: usize) -> Vec<(JourneyId, usize)> {
        let mut all = self.journeys.clone();
        journey::order::sort_by(&mut all, |a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        all.truncate(most);
        all
    }
}

/// The index of a key's use in [`USES`], and the journey that it belongs to.
fn sort(key: &str) -> (usize, Option<JourneyId>) {
    if let Some(id) = key.strip_prefix(key::JOURNEY) {
        return (0, JourneyId::parse(id));
    }
    if key.starts_with(key::UNSAVED) || key.starts_with(key::JOURNAL) {
        return (1, WorkKey::of_any_key(key).and_then(|of| of.journey));
    }
    if let Some(place) = key.strip_prefix(key::UNFINISHED) {
        let id = place.strip_prefix("of/").and_then(|of| of.split('/').next());
        return (1, id.and_then(JourneyId::parse));
    }
    if let Some(point) = key.strip_prefix(key::POINT) {
        return (2, point.split('/').next().and_then(JourneyId::parse));
    }
    let rest = if key.starts_with(key::BIN) {
        3
    } else if key.starts_with("sojourn/") {
        4
    } else {
        5
    };
    (rest, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryStore;

    #[test]
    fn every_character_is_counted_once_and_with_what_it_belongs_to() {
        let store = MemoryStore::new();
        let keys = [
            "sojourn/journey/a",
            "sojourn/unsaved/of/a",
            "sojourn/journal/of/a/3",
            "sojourn/unfinished/of/a/description/x",
            "sojourn/point/a/1",
            "sojourn/unsaved/new",
            "sojourn/journey/b",
            "sojourn/bin/1",
            "sojourn/aside/1/x",
            "sojourn/settings",
            "theirs",
        ];
        for key in keys {
            store.set(key, "xé😀").unwrap();
        }
        let space = Space::of(&store).unwrap();
        let length = |keys: &[&str]| keys.iter().map(|key| key.len() + 4).sum::<usize>();
        assert_eq!(space.total(), length(&keys));
        assert_eq!(space.largest(1), [(JourneyId::parse("a").unwrap(), length(&keys[..5]))]);
        assert!(space.uses.iter().all(|n| *n > 0));
        assert_eq!(space.percent(), 1);
    }
}
