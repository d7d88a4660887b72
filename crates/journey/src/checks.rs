//! The checks before publishing that need no timetable (spec: journey.md §7): everything that is wrong is found at once, each
//! with its place and, where there is an obvious one, a repair.
//!
//! [`table`] lists the checks; the other files find what they name. All of them read one [`index`], so that the whole costs
//! little more than one walk over the graph.

mod cycle;
mod entry;
mod fields;
mod finding;
mod flow;
mod index;
mod links;
mod paths;
mod quiet;
mod setup;
mod table;

#[cfg(test)]
mod tests;

pub use finding::{Context, Finding, Fix, JourneyField, Location, NodeField, Repair, SetupField};
use index::Index;
pub use table::{CheckId, CheckSpec, Severity};

use crate::model::{
    journey::Draft,
    text::{NAME_MAX, Name, NameError},
};

/// The proof that a draft may be published: the checks found no error in it. It holds the draft, so that what is published is
/// what was checked (journey.md §3).
#[derive(Clone, Debug, PartialEq)]
pub struct Cleared(Draft);

impl Cleared {
    /// The draft, for who publishes it.
    pub(crate) fn into_draft(self) -> Draft {
        self.0
    }
}

/// Clears a draft for publishing, by everything that the checks found in it.
///
/// # Errors
///
/// The number of errors among the findings.
pub fn cleared(draft: Draft, findings: &[Finding]) -> Result<Cleared, usize> {
    match findings.iter().filter(|finding| finding.is_error()).count() {
        0 => Ok(Cleared(draft)),
        errors => Err(errors),
    }
}

/// Everything that is wrong with a draft and its name, in reading order: the journey, the setup, then the nodes from the
/// entry on (breadth first, by handle), those that nobody reaches by position, each with the links that leave it; at the same
/// place the errors first.
pub fn check(draft: &Draft, context: &Context) -> Vec<Finding> {
    let mut findings: Vec<Finding> = check_name(context.name, context.name_taken).into_iter().collect();
    findings.extend(check_draft(draft, context));
    findings
}

/// Finds the fault of a name (journey.md §3); `None` where it has none.
pub fn check_name(typed: &str, taken: bool) -> Option<Finding> {
    let (error, fix) = match Name::parse(typed) {
        Err(error @ NameError::Missing) => (error, None),
        Err(error @ NameError::TooLong(_)) => {
            let cut: String = typed.trim().chars().take(NAME_MAX).collect();
            (error, Some(("Shorten the name", cut.trim_end().to_owned())))
        }
        Err(error @ (NameError::Control | NameError::Taken)) => {
            let spaced: String = typed.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            (error, Some(("Put it on one line", spaced)))
        }
        Ok(_) if taken => (NameError::Taken, None),
        Ok(_) => return None,
    };
    let id = match error {
        NameError::Missing => CheckId::NameMissing,
        NameError::TooLong(_) => CheckId::NameTooLong,
        NameError::Control => CheckId::NameControl,
        NameError::Taken => CheckId::NameTaken,
    };
    // The cut name may be blank or hold a line break; then one click does not repair it.
    let fix = fix.filter(|(_, name)| Name::parse(name).is_ok());
    let repair = fix.map(|(label, name)| Repair { label, fix: Fix::Name(name) });
    Some(Finding { repair, ..Finding::new(id, Location::Journey(JourneyField::Name), error.to_string()) })
}

/// Everything that is wrong with a draft, whatever it is called.
pub fn check_draft(draft: &Draft, context: &Context) -> Vec<Finding> {
    let index = Index::new(draft);
    let mut found = Vec::new();
    setup::check(draft, context, &mut found);
    quiet::check(&index, &mut found);
    entry::check(&index, context, &mut found);
    fields::check(&index, &mut found);
    paths::check(&index, &mut found);
    links::check(&index, &mut found);
    cycle::check(&index, &mut found);
    flow::check(&index, &mut found);
    crate::model::order::sort_by_cached_key(&mut found, |finding| (index.rank(&finding.place), finding.severity()));
    found
}

/// Findings of a draft in reading order: those of here and those of others together. Of one check at one place the first stays.
pub fn in_order(draft: &Draft, mut found: Vec<Finding>) -> Vec<Finding> {
    let index = Index::new(draft);
    crate::model::order::sort_by_cached_key(&mut found, |finding| (index.rank(&finding.place), finding.severity()));
    found.dedup_by(|later, first| later.check == first.check && later.place == first.place);
    found
}
