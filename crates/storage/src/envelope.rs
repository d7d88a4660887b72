//! The envelope of every record, and the migrations of old ones: `{"sojourn": SCHEMA, "revision": n, "saved": INSTANT,
//! "journey": …}`.
//!
//! It is read in two steps: the envelope with its schema, brought up by the migrations one by one; then the typed value.

use journey::{
    format::{Json, parse},
    time::{Instant, read_instant, write_instant},
};
use serde_json::{Map, Value};

use crate::outline;

/// One step from a schema to the next, over the whole envelope.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// The schema it starts from; it leads to the next one.
    pub from: u64,
    /// The change that it makes, in a sentence.
    pub about: &'static str,
    /// Changes the record; says why where it cannot.
    pub apply: fn(&mut Map<String, Value>) -> Result<(), String>,
}

/// The migrations there are, from schema 1 on and without a gap; append only. Schema 1 is the first one.
pub static MIGRATIONS: &[Migration] = &[];

/// The schema that a row of migrations leads to: what this build writes.
pub fn schema(migrations: &[Migration]) -> u64 {
    migrations.len() as u64 + 1
}

/// A value that was kept, with its envelope.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    /// The stored value.
    pub value: T,
    /// The number of saves: 1 after the first one.
    pub revision: u64,
    /// When it was saved.
    pub saved: Instant,
}

/// The result of reading a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<T> {
    /// There is none.
    Absent,
    /// It is of this build's schema.
    Loaded(Entry<T>),
    /// It is of an older schema; what is stored stays old until it is saved.
    Migrated {
        /// The value as it is now.
        kept: Entry<T>,
        /// The schema of what is stored.
        from: u64,
    },
    /// A newer build wrote it; it is left untouched.
    TooNew {
        /// The schema of what is stored.
        schema: u64,
    },
    /// It cannot be read.
    Corrupt {
        /// The stored text, unchanged.
        raw: String,
        /// Why it cannot be read, in a sentence.
        why: String,
    },
}

/// The text of a record; `payload` is the name of what it holds, which `write` writes.
pub(crate) fn seal(
    migrations: &[Migration],
    revision: u64,
    saved: Instant,
    payload: &str,
    write: &dyn Fn(&mut Json),
) -> String {
    Json::text(|out| {
        out.object(|out| {
            out.put_value("sojourn", schema(migrations)).put_value("revision", revision);
            write(out.put("saved", &write_instant(saved)).key(payload));
        });
    })
}

/// Reads a record: the envelope, the migrations, then the value with `read`, which says why where it cannot.
pub(crate) fn open<T>(
    migrations: &[Migration],
    raw: Option<String>,
    payload: &str,
    read: impl FnOnce(&Value) -> Result<T, String>,
) -> Outcome<T> {
    // A record is emptied before it is removed: see `JourneyStore::remove`.
    let Some(raw) = raw.filter(|raw| !raw.is_empty()) else { return Outcome::Absent };
    let opened = unwrap(migrations, &raw, payload);
    let kept = opened.and_then(|opened| match opened {
        Opened::TooNew(schema) => Ok(Err(schema)),
        Opened::Known { from, revision, saved, payload } => {
            Ok(Ok((from, Entry { value: read(&payload)?, revision, saved })))
        }
    });
    match kept {
        Ok(Ok((from, kept))) if from == schema(migrations) => Outcome::Loaded(kept),
        Ok(Ok((from, kept))) => Outcome::Migrated { kept, from },
        Ok(Err(schema)) => Outcome::TooNew { schema },
        Err(why) => Outcome::Corrupt { raw, why },
    }
}

/// Reads a record of this build's schema without its graphs; `None` where only reading all of it decides.
pub(crate) fn look_through<T>(
    migrations: &[Migration],
    raw: &str,
    payload: &str,
    read: impl FnOnce(&Value) -> Result<T, String>,
) -> Option<Entry<T>> {
    match unwrap(migrations, &outline::of(raw)?, payload).ok()? {
        Opened::Known { from, revision, saved, payload } if from == schema(migrations) => {
            Some(Entry { value: read(&payload).ok()?, revision, saved })
        }
        _ => None,
    }
}

enum Opened {
    TooNew(u64),
    Known { from: u64, revision: u64, saved: Instant, payload: Value },
}

fn unwrap(migrations: &[Migration], raw: &str, payload: &str) -> Result<Opened, String> {
    let Ok(Value::Object(mut record)) = parse(raw) else {
        return Err("The record is damaged: it is not whole JSON.".to_owned());
    };
    let number = |record: &Map<String, Value>, key: &str| {
        record
            .get(key)
            .and_then(Value::as_u64)
            .ok_or_else(|| format!("The record is damaged: “{key}” is not a number."))
    };
    let from = number(&record, "sojourn")?;
    if from > schema(migrations) {
        return Ok(Opened::TooNew(from));
    }
    if from == 0 {
        return Err("The record is damaged: there is no schema 0.".to_owned());
    }
    for migration in migrations.iter().skip(from as usize - 1) {
        (migration.apply)(&mut record).map_err(|why| {
            format!("The record could not be brought from schema {} to {}: {why}", migration.from, migration.from + 1)
        })?;
    }
    let revision = number(&record, "revision")?;
    let saved = record.get("saved").and_then(Value::as_str).and_then(read_instant);
    let saved = saved.ok_or("The record is damaged: “saved” is not an instant.")?;
    let held = record.remove(payload).ok_or_else(|| format!("The record is damaged: it holds no “{payload}”."))?;
    Ok(Opened::Known { from, revision, saved, payload: held })
}
