//! The columns of the table (spec: journey.md §8): **one** list that the heads, the cells, the address and the choice of
//! columns read.

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Name, description, labels and id; always shown.
    Name,
    /// The status badge.
    Status,
    /// The criteria by which users qualify.
    Entry,
    /// The number of versions.
    Versions,
    /// When it activates.
    Start,
    /// The number of users who came in.
    Entered,
    /// The number of users who met a goal.
    Goals,
    /// The number of users who ran out of time.
    TimedOut,
    /// The share of those that met a goal.
    Rate,
    /// When it was first saved.
    Created,
    /// When the version shown was published.
    Published,
}

impl Column {
    /// Every column in its order, with its name in an address and its heading.
    const LIST: [(Self, &'static str, &'static str); 11] = [
        (Self::Name, "name", "Name"),
        (Self::Status, "status", "Status"),
        (Self::Entry, "entry", "Entry type"),
        (Self::Versions, "versions", "Versions"),
        (Self::Start, "start", "Start time"),
        (Self::Entered, "entered", "Entered"),
        (Self::Goals, "goals", "Goals met"),
        (Self::TimedOut, "timed-out", "Timed out"),
        (Self::Rate, "rate", "Rate"),
        (Self::Created, "created", "Created"),
        (Self::Published, "published", "Published"),
    ];

    /// Every column but the name, which cannot be hidden.
    pub fn optional() -> impl Iterator<Item = Self> {
        Self::LIST.into_iter().map(|(column, ..)| column).filter(|column| *column != Self::Name)
    }

    /// The heading.
    pub fn heading(self) -> &'static str {
        Self::LIST[self as usize].2
    }

    /// The name in an address.
    pub fn slug(self) -> &'static str {
        Self::LIST[self as usize].1
    }

    /// The column of a name in an address.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::LIST.into_iter().find(|(_, other, _)| *other == slug).map(|(column, ..)| column)
    }

    /// True where it holds numbers of users, which nobody counts in a browser.
    pub fn is_measured(self) -> bool {
        matches!(self, Self::Entered | Self::Goals | Self::TimedOut | Self::Rate)
    }

    /// True where it holds numbers.
    pub fn is_number(self) -> bool {
        self.is_measured() || self == Self::Versions
    }

    /// True where one wants the largest first: the newest, the most.
    pub fn starts_descending(self) -> bool {
        self.is_number() || matches!(self, Self::Start | Self::Created | Self::Published)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_the_order_of_the_type() {
        for (at, (column, slug, heading)) in Column::LIST.into_iter().enumerate() {
            assert_eq!(column as usize, at);
            assert_eq!((column.slug(), column.heading()), (slug, heading));
            assert_eq!(Column::of_slug(slug), Some(column));
        }
    }
}
