//! The entry: criteria that fit a node, and the edit that switches to them.

use super::Edit;
use crate::model::{
    kind::Kind,
    setup::{EntryCriteria, Setup},
};

/// The entry criteria that a kind fits, those of the setup first; `None` where it fits none.
pub(crate) fn fitting(kind: Kind, setup: &Setup) -> Option<EntryCriteria> {
    [setup.entry, EntryCriteria::AtATime, EntryCriteria::OnEvent].into_iter().find(|criteria| criteria.fits(kind))
}

/// The edit that gives the setup these entry criteria.
pub(crate) fn switch(setup: &Setup, entry: EntryCriteria) -> Edit {
    Edit::Setup(Box::new(Setup { entry, ..setup.clone() }))
}
