//! The filter and order of the listings. It is read from the address and written to it, so that it can be shared, kept
//! and gone back to. Unknown parts of an address are ignored.

use std::{cmp::Ordering, sync::Arc};

use journey::{lifecycle::Status, order, setup::EntryCriteria};

use super::{column::Column, row::Row, text};
use crate::ui::fold;

/// The order of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By which column.
    pub column: Column,
    /// The largest first.
    pub descending: bool,
}

impl Default for Sort {
    /// The newest journeys first.
    fn default() -> Self {
        Self { column: Column::Created, descending: true }
    }
}

impl Sort {
    /// The direction, as `aria-sort` and a person name it.
    pub fn way(self) -> &'static str {
        if self.descending { "descending" } else { "ascending" }
    }

    /// The order after a press of a column's head: first as one wants that column, then the other way round.
    pub fn pressed(self, column: Column) -> Self {
        let descending = if self.column == column { !self.descending } else { column.starts_descending() };
        Self { column, descending }
    }
}

/// The filter, order and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words that have to be in name, description, labels or id.
    pub text: String,
    /// The one status.
    pub status: Option<Status>,
    /// The one entry type.
    pub entry: Option<EntryCriteria>,
    /// The label they bear.
    pub label: Option<String>,
    /// True where the archived ones are among them.
    pub archived: bool,
    /// The order.
    pub sort: Sort,
    /// The columns beside the name; `None` for those that this browser shows.
    pub columns: Option<Vec<Column>>,
}

/// A status as an address names it.
pub fn status_slug(status: Status) -> String {
    status.name().to_ascii_lowercase()
}

/// The status that an address names.
pub fn status_of_slug(slug: &str) -> Option<Status> {
    Status::ALL.into_iter().find(|status| status_slug(*status) == slug)
}

/// An entry type as an address names it.
pub fn entry_slug(entry: EntryCriteria) -> &'static str {
    EntryCriteria::CHOICES[entry as usize].1
}

/// The entry type that an address names.
pub fn entry_of_slug(slug: &str) -> Option<EntryCriteria> {
    EntryCriteria::CHOICES.into_iter().find(|(_, other, _)| *other == slug).map(|(entry, ..)| entry)
}

impl Query {
    /// Reads the part of an address behind the `?`.
    pub fn parse(search: &str) -> Self {
        let mut query = Self::default();
        for pair in search.trim_start_matches('?').split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = text::decode(value);
            match key {
                "q" => query.text = value,
                "status" => query.status = status_of_slug(&value),
                "entry" => query.entry = entry_of_slug(&value),
                "label" => query.label = (!value.is_empty()).then_some(value),
                "archived" => query.archived = value == "1",
                "sort" => {
                    let (slug, descending) =
                        value.strip_prefix('-').map_or((value.as_str(), false), |slug| (slug, true));
                    query.sort = Column::of_slug(slug).map_or(query.sort, |column| Sort { column, descending });
                }
                "columns" => {
                    let named: Vec<&str> = value.split(',').collect();
                    query.columns = Some(Column::optional().filter(|column| named.contains(&column.slug())).collect());
                }
                _ => {}
            }
        }
        query
    }

    /// Writes it as the part of an address behind the `?`; empty for what is shown at first.
    pub fn write(&self) -> String {
        let mut pairs = Vec::new();
        let mut push = |key: &str, value: &str| pairs.push(format!("{key}={}", text::encode(value)));
        if !self.text.is_empty() {
            push("q", &self.text);
        }
        if let Some(status) = self.status {
            push("status", &status_slug(status));
        }
        if let Some(entry) = self.entry {
            push("entry", entry_slug(entry));
        }
        if let Some(label) = &self.label {
            push("label", label);
        }
        if self.archived {
            push("archived", "1");
        }
        if self.sort != Sort::default() {
            let sign = if self.sort.descending { "-" } else { "" };
            push("sort", &format!("{sign}{}", self.sort.column.slug()));
        }
        if let Some(columns) = &self.columns {
            push("columns", &columns.iter().map(|column| column.slug()).collect::<Vec<_>>().join(","));
        }
        pairs.join("&")
    }

    /// True where it leaves out rows that are there at first.
    pub fn is_filtered(&self) -> bool {
        !self.text.trim().is_empty() || self.status.is_some() || self.entry.is_some() || self.label.is_some()
    }

    /// The query without any filter; its order and columns stay.
    pub fn cleared(&self) -> Self {
        Self { sort: self.sort, columns: self.columns.clone(), ..Self::default() }
    }

    /// The text of a saved filter: the query without its columns, which are chosen for each screen.
    pub fn filter(&self) -> String {
        Self { columns: None, ..self.clone() }.write()
    }

    /// The rows that are shown, in their order.
    pub fn apply(&self, rows: &[Arc<Row>]) -> Vec<Arc<Row>> {
        let folded = fold(&self.text);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let mut shown: Vec<Arc<Row>> = rows.iter().filter(|row| self.takes(row, &words)).cloned().collect();
        order::sort_by(&mut shown, |a, b| {
            self.sort.compare(a, b).then_with(|| a.folded.cmp(&b.folded)).then_with(|| a.id.cmp(&b.id))
        });
        shown
    }

    fn takes(&self, row: &Row, words: &[&str]) -> bool {
        (self.archived || !row.about.archived)
            && self.status.is_none_or(|status| row.status == status)
            && self.entry.is_none_or(|entry| row.entry == entry)
            && self.label.as_ref().is_none_or(|label| row.about.labels.contains(label))
            && words.iter().all(|word| row.folded.contains(word))
    }
}

impl Sort {
    fn compare(self, a: &Row, b: &Row) -> Ordering {
        let turn = |order: Ordering| if self.descending { order.reverse() } else { order };
        // A row without such a time comes last in both directions.
        let times = |a: Option<_>, b: Option<_>| match (a, b) {
            (Some(a), Some(b)) => turn(Ord::cmp(a, b)),
            (a, b) => a.is_none().cmp(&b.is_none()),
        };
        match self.column {
            Column::Name => turn(a.folded.cmp(&b.folded)),
            Column::Status => turn(a.status.cmp(&b.status)),
            Column::Entry => turn(a.entry.name().cmp(b.entry.name())),
            Column::Versions => turn(a.versions.cmp(&b.versions)),
            Column::Start => times(a.start.as_ref().map(|(at, _)| at), b.start.as_ref().map(|(at, _)| at)),
            Column::Created => turn(a.created.cmp(&b.created)),
            Column::Published => times(a.published.as_ref(), b.published.as_ref()),
            // Nothing is measured: all are equal, and stand by name.
            Column::Entered | Column::Goals | Column::TimedOut | Column::Rate => Ordering::Equal,
        }
    }
}

#[cfg(test)]
#[path = "query_tests.rs"]
mod tests;
