//! A store of texts by key, as the browser has one, and one in memory: the fallback where the browser's is denied, and the
//! tests' own, which can be made to fail.

use std::{cell::RefCell, collections::BTreeMap, fmt};

/// Why the store did not do it. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The browser does not let this page store anything.
    Denied,
    /// There is no room for the text.
    Full,
    /// Anything else, in the browser's words.
    Other(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Denied => f.write_str(
                "This browser does not let Sojourn store anything. Allow site data for this page, or export your journeys \
                 before you close it.",
            ),
            Self::Full => f.write_str(
                "The browser’s storage is full. Export journeys and delete those you no longer need, then save again.",
            ),
            Self::Other(said) => {
                write!(f, "The browser could not store this ({said}). Export your journeys, then reload the page.")
            }
        }
    }
}

/// Texts by key. A write that fails has changed nothing; a write that succeeds is whole.
pub trait Store {
    /// The text; `None` where there is none.
    ///
    /// # Errors
    /// [`StoreError`].
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;

    /// Writes a text over what is there.
    ///
    /// # Errors
    /// [`StoreError`].
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError>;

    /// Removes a text, if there is one.
    ///
    /// # Errors
    /// [`StoreError`].
    fn remove(&self, key: &str) -> Result<(), StoreError>;

    /// Every key, in any order, those of others included.
    ///
    /// # Errors
    /// [`StoreError`].
    fn keys(&self) -> Result<Vec<String>, StoreError>;

    /// The length of a key's text in UTF-16 units, as a browser counts. 0 where there is none.
    ///
    /// # Errors
    /// [`StoreError`].
    fn length(&self, key: &str) -> Result<usize, StoreError> {
        Ok(self.get(key)?.map_or(0, |text| text.encode_utf16().count()))
    }
}

/// A store that lasts as long as the page.
#[derive(Debug, Default)]
pub struct MemoryStore(RefCell<Inner>);

#[derive(Debug, Default)]
struct Inner {
    texts: Vec<(String, String)>,
    writes: usize,
    denied: bool,
    full_after: Option<usize>,
    fail: Option<(usize, StoreError)>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on, everything is denied, or allowed again.
    pub fn deny(&self, denied: bool) {
        self.0.borrow_mut().denied = denied;
    }

    /// After so many more writes there is no room for another; `None` makes room.
    pub fn full_after(&self, writes: Option<usize>) {
        let mut inner = self.0.borrow_mut();
        inner.full_after = writes.map(|n| inner.writes + n);
    }

    /// The nth write or removal from now on, from 0, fails with this error; the others do not.
    pub fn fail_nth(&self, n: usize, error: StoreError) {
        let mut inner = self.0.borrow_mut();
        inner.fail = Some((inner.writes + n, error));
    }

    /// The number of writes and removals so far.
    pub fn writes(&self) -> usize {
        self.0.borrow().writes
    }

    /// A copy of all texts by key.
    pub fn texts(&self) -> BTreeMap<String, String> {
        self.0.borrow().texts.iter().cloned().collect()
    }
}

impl Inner {
    fn text(&self, key: &str) -> Option<&String> {
        self.texts.iter().find(|other| other.0 == key).map(|other| &other.1)
    }

    fn write(&mut self, grows: bool) -> Result<(), StoreError> {
        let n = self.writes;
        self.writes += 1;
        match &self.fail {
            _ if self.denied => Err(StoreError::Denied),
            Some((nth, error)) if *nth == n => Err(error.clone()),
            _ if grows && self.full_after.is_some_and(|most| n >= most) => Err(StoreError::Full),
            _ => Ok(()),
        }
    }
}

impl Store for MemoryStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        let inner = self.0.borrow();
        if inner.denied { Err(StoreError::Denied) } else { Ok(inner.text(key).cloned()) }
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let mut inner = self.0.borrow_mut();
        inner.write(true)?;
        match inner.texts.iter_mut().find(|other| other.0 == key) {
            Some(known) => text.clone_into(&mut known.1),
            None => inner.texts.push((key.to_owned(), text.to_owned())),
        }
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        let mut inner = self.0.borrow_mut();
        inner.write(false)?;
        inner.texts.retain(|other| other.0 != key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let inner = self.0.borrow();
        if inner.denied {
            Err(StoreError::Denied)
        } else {
            Ok(inner.texts.iter().map(|other| other.0.clone()).collect())
        }
    }
}
