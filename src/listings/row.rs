//! A row of the table as plain data, so that what has not changed is not drawn again.

use journey::{journey::Journey, lifecycle::Status, setup::EntryCriteria, text::JourneyId, time::Instant};

use crate::ui::fold;

/// The content of the name's cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The name.
    pub name: String,
    /// Its purpose.
    pub description: String,
    /// Its labels.
    pub labels: Vec<String>,
    /// True where it is archived.
    pub archived: bool,
    /// True where a draft waits beside what is published.
    pub draft_waits: bool,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whose row it is.
    pub id: JourneyId,
    /// The content of the name's cell.
    pub about: About,
    /// The status of the version shown.
    pub status: Status,
    /// The criteria by which users qualify.
    pub entry: EntryCriteria,
    /// The number of versions, the draft included.
    pub versions: usize,
    /// When the version shown activates, and the zone that is said in.
    pub start: Option<(Instant, String)>,
    /// When the journey was first saved.
    pub created: Instant,
    /// When the version shown was published.
    pub published: Option<Instant>,
    /// The text that is searched, in lower case; the name comes first, so that it also sorts.
    pub folded: String,
}

impl Row {
    /// The row of a journey, of which a version of this status is shown, with this setup and start.
    pub fn new(
        journey: &Journey,
        status: Status,
        entry: EntryCriteria,
        start: Option<(Instant, String)>,
        published: Option<Instant>,
    ) -> Self {
        let name = journey.name.to_string();
        let folded = [name.as_str(), &journey.description, &journey.labels.join("\n"), journey.id.as_str()].join("\n");
        Self {
            id: journey.id.clone(),
            about: About {
                name,
                description: journey.description.clone(),
                labels: journey.labels.clone(),
                archived: journey.archived,
                draft_waits: journey.draft.is_some() && !journey.published.is_empty(),
            },
            status,
            entry,
            versions: journey.version_count(),
            start,
            created: journey.created,
            published,
            folded: fold(&folded),
        }
    }
}
