//! The two times of a link, as one of them is asked for and set.

use super::LinkTiming;
use crate::model::{kind::Outcome, time::Span};

/// One of the two times of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTime {
    /// The time that an outcome is waited for.
    Window,
    /// The sleep time before the next node.
    Delay,
}

impl LinkTime {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Window, Self::Delay];

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        if self == Self::Window { "Window" } else { "Delay" }
    }

    /// As an attribute holds it.
    pub fn slug(self) -> &'static str {
        if self == Self::Window { "window" } else { "delay" }
    }

    /// True where links by this outcome have it.
    pub fn fits(self, outcome: Outcome) -> bool {
        self == Self::Delay || outcome.waits()
    }

    /// Its value in a link's times.
    pub fn of(self, timing: &LinkTiming) -> Option<Span> {
        if self == Self::Window { timing.window } else { timing.delay }
    }

    /// Changes it.
    pub fn set(self, timing: &mut LinkTiming, span: Option<Span>) {
        match self {
            Self::Window => timing.window = span,
            Self::Delay => timing.delay = span,
        }
    }
}
