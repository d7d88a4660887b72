//! Reasons why the workspace did not do what was asked: values up to the page, which makes words of them.

use std::fmt;

use journey::{
    edit::Refused,
    format::{FormatErrors, more_problems},
    journey::LABELS_MAX,
    lifecycle::ActionError,
    text::{Name, NameError},
};
use storage::{records::SaveError, store::StoreError, undo::Since};

/// The reason of a failed act. What is on record is as it was.
pub enum Failure {
    /// The journey is not in the workspace: another tab has deleted it.
    Gone,
    /// The journey has no such version.
    VersionGone,
    /// The lifecycle refuses the action; its reason.
    Unavailable(&'static str),
    /// A new version starts from a published one, and this is a draft.
    IsDraft,
    /// A published version does not take the change.
    Edit(Refused),
    /// The name cannot be used.
    Name(NameError),
    /// A journey has no room for one more label.
    LabelsFull,
    /// The clock is set by hand, which stops publishing.
    ClockSimulated,
    /// The checks found errors; how many.
    Errors(usize),
    /// The journey was changed while its draft was checked.
    JourneyChanged,
    /// The draft was changed while it was checked.
    DraftChanged,
    /// The deleted journey of this name is in the workspace again.
    HereAgain(Name),
    /// Something else stands where the deleted record was.
    PlaceTaken,
    /// The journey of this name was changed since the act that is undone.
    Stays(String, Since),
    /// Several journeys were changed since: the name of the first, and how many more.
    MoreStay(String, usize),
    /// The storage did not keep the record.
    Record(SaveError),
}

impl From<ActionError> for Failure {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::Gone => Self::Gone,
            ActionError::Unavailable(why) => Self::Unavailable(why),
        }
    }
}

impl From<NameError> for Failure {
    fn from(error: NameError) -> Self {
        Self::Name(error)
    }
}

impl From<SaveError> for Failure {
    fn from(error: SaveError) -> Self {
        Self::Record(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Record(error.into())
    }
}

/// A sentence for the person, with a way out where there is one.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gone => "The journey is not there any more.",
            Self::VersionGone => "The version is not there any more.",
            Self::Unavailable(why) => why,
            Self::IsDraft => "It is a draft already.",
            Self::ClockSimulated => "The clock is set by hand. Go back to real time first.",
            Self::Errors(1) => "One error has to be put right first.",
            Self::JourneyChanged => "The journey was changed meanwhile. Press Done again.",
            Self::DraftChanged => "The draft was changed meanwhile. Press Done again.",
            Self::PlaceTaken => "Something else stands in its place by now: save or delete that first.",
            Self::Edit(refused) => return refused.fmt(f),
            Self::Name(error) => return error.fmt(f),
            Self::Record(error) => return error.fmt(f),
            Self::LabelsFull => return write!(f, "A journey has at most {LABELS_MAX} labels."),
            Self::Errors(n) => return write!(f, "{n} errors have to be put right first."),
            Self::HereAgain(name) => return write!(f, "“{name}” is here again already. Nothing was changed."),
            Self::Stays(name, since) => return write!(f, "“{name}” stays as it is. {since}"),
            Self::MoreStay(name, more) => {
                return write!(f, "“{name}” and {more} more stay as they are: they were changed since.");
            }
        })
    }
}

/// The reason why a file brings nothing.
#[derive(Clone)]
pub enum FileError {
    /// The browser could not read it.
    Unread,
    /// It holds no journeys.
    Empty,
    /// Its text is not what a file of journeys holds.
    Format(FormatErrors),
}

/// A sentence, or a line for each problem.
impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread => {
                f.write_str("The browser could not read the file. It may have been moved or changed; choose it again.")
            }
            Self::Empty => f.write_str("The file holds no journeys."),
            Self::Format(FormatErrors::Problems { list, more }) => {
                let more = (*more > 0).then(|| more_problems(*more));
                let lines: Vec<String> = list.iter().map(ToString::to_string).chain(more).collect();
                f.write_str(&lines.join("\n"))
            }
            Self::Format(error) => error.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use journey::format::Problem;

    use super::*;

    #[test]
    fn each_failure_is_a_sentence_with_its_way_out() {
        let name = Name::parse("Winback").unwrap();
        for (failure, said) in [
            (ActionError::Gone.into(), "The journey is not there any more."),
            (ActionError::Unavailable("It is not published yet.").into(), "It is not published yet."),
            (NameError::Taken.into(), "Another journey has this name. Choose a different one."),
            (Failure::Errors(1), "One error has to be put right first."),
            (Failure::Errors(3), "3 errors have to be put right first."),
            (Failure::LabelsFull, "A journey has at most 20 labels."),
            (Failure::HereAgain(name), "“Winback” is here again already. Nothing was changed."),
            (Failure::Stays("Winback".to_owned(), Since::Gone), "“Winback” stays as it is. It was deleted since."),
            (
                Failure::MoreStay("Winback".to_owned(), 2),
                "“Winback” and 2 more stay as they are: they were changed since.",
            ),
        ] {
            assert_eq!(failure.to_string(), said);
        }
        let full = Failure::from(StoreError::Full).to_string();
        assert_eq!(full, StoreError::Full.to_string(), "a failure of the storage is told in the words of the storage");
    }

    #[test]
    fn a_file_is_refused_with_a_line_for_each_problem() {
        let problem = |path: &str| Problem { path: path.to_owned(), message: "Wrong.".to_owned() };
        let list = vec![problem("journeys[0]"), problem("journeys[1]")];
        let said = |more| FileError::Format(FormatErrors::Problems { list: list.clone(), more }).to_string();
        assert_eq!(said(0), "journeys[0]: Wrong.\njourneys[1]: Wrong.");
        assert_eq!(said(4), format!("journeys[0]: Wrong.\njourneys[1]: Wrong.\n{}", more_problems(4)));
        assert_eq!(FileError::Format(FormatErrors::OtherFormat).to_string(), FormatErrors::OtherFormat.to_string());
    }
}
