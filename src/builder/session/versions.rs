//! The versions of the open journey: what each is called, and what it holds.

use journey::journey::{Draft, Journey, VersionRef};

use crate::workspace::{WorkKey, Workspace};

/// The name of a version.
pub fn version_name(version: VersionRef) -> String {
    match version {
        VersionRef::Draft => "Draft".to_owned(),
        VersionRef::Number(number) => format!("Version {number}"),
    }
}

/// Every version of a journey, the draft last.
pub fn versions(journey: &Journey) -> Vec<VersionRef> {
    let published = journey.published.iter().map(|version| VersionRef::Number(version.number()));
    published.chain(journey.draft.is_some().then_some(VersionRef::Draft)).collect()
}

/// The content of a version; for the draft with its unsaved changes.
pub fn content(workspace: Workspace, journey: &Journey, version: VersionRef) -> Option<Draft> {
    let on_record = journey.content(version)?;
    let kept = (version == VersionRef::Draft)
        .then(|| workspace.records.peek_work(&WorkKey::draft(Some(&journey.id))))
        .flatten();
    Some(kept.and_then(|work| work.draft).unwrap_or_else(|| on_record.clone()))
}
