//! A person's settings: small, and tolerant of damage, as nothing depends on them.

use serde_json::{Value, json};

use crate::{
    key, quarantine,
    records::SaveError,
    store::{Store, StoreError},
};

/// The schema of the settings that is written.
pub const SCHEMA: u64 = 1;
/// The most saved filters, and the most columns.
pub const ENTRIES_MAX: usize = 100;
/// The longest name, query or column, in characters.
pub const ENTRY_MAX: usize = 2_000;

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Saved filters: a name, and the query that the address holds.
    pub filters: Vec<(String, String)>,
    /// The columns that are shown, in their order; `None` for those that are shown at first.
    pub columns: Option<Vec<String>>,
    /// True where keys of one character without a modifier run commands.
    pub single_keys: bool,
    /// The commands that were run from the command menu, the last one first.
    pub recent_commands: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { filters: Vec::new(), columns: None, single_keys: true, recent_commands: Vec::new() }
    }
}

/// The settings; what is damaged of them has its default.
///
/// # Errors
/// [`StoreError`] where the store does not give them.
pub fn load(store: &dyn Store) -> Result<Settings, StoreError> {
    let text = store.get(key::SETTINGS)?.unwrap_or_default();
    let value: Value = serde_json::from_str(&text).unwrap_or_default();
    let entry = |value: &Value| value.as_str().filter(|text| text.chars().count() <= ENTRY_MAX).map(str::to_owned);
    let list = |key: &str| value.get(key).and_then(Value::as_array);
    let filter = |pair: &Value| Some((entry(pair.get(0)?)?, entry(pair.get(1)?)?));
    Ok(Settings {
        filters: list("filters").into_iter().flatten().filter_map(filter).take(ENTRIES_MAX).collect(),
        columns: list("columns").map(|columns| columns.iter().filter_map(entry).take(ENTRIES_MAX).collect()),
        single_keys: value.get("single_keys").and_then(Value::as_bool).unwrap_or(true),
        recent_commands: list("recent_commands").into_iter().flatten().filter_map(entry).take(ENTRIES_MAX).collect(),
    })
}

/// Writes the settings; a damaged text is quarantined first.
///
/// # Errors
/// [`SaveError`]; what was stored is as it was.
pub fn save(store: &dyn Store, settings: &Settings) -> Result<(), SaveError> {
    if let Some(raw) = store.get(key::SETTINGS)? {
        let stored: Option<Value> = serde_json::from_str(&raw).ok();
        match stored.as_ref().and_then(|value| value.get("schema")).and_then(Value::as_u64) {
            Some(schema) if schema > SCHEMA => return Err(SaveError::TooNew { schema }),
            Some(_) => {}
            None => drop(quarantine::copy(store, key::SETTINGS, &raw).map_err(SaveError::Blocked)?),
        }
    }
    let value = json!({
        "schema": SCHEMA,
        "filters": settings.filters,
        "columns": settings.columns,
        "single_keys": settings.single_keys,
        "recent_commands": settings.recent_commands,
    });
    Ok(store.set(key::SETTINGS, &journey::format::text(&value))?)
}
