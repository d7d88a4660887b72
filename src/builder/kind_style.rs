//! The look of kinds and outcomes: the one place where journeys get icons and colours.

use editor::findings::NodeProblems;
use journey::kind::{Category, Kind, Outcome};

use crate::ui::IconName;

/// The icon of a kind.
pub fn icon(kind: Kind) -> IconName {
    match kind {
        Kind::Action => IconName::Action,
        Kind::Inaction => IconName::Inaction,
        Kind::PastBehavior => IconName::PastBehaviour,
        Kind::DateTime => IconName::DateTime,
        Kind::PageVisit => IconName::PageVisit,
        Kind::Referrer => IconName::Referrer,
        Kind::PageCount => IconName::PageCount,
        Kind::CustomList => IconName::CustomList,
        Kind::JourneyTrigger => IconName::JourneyTrigger,
        Kind::Push => IconName::Push,
        Kind::Email => IconName::Email,
        Kind::WebPush => IconName::WebPush,
        Kind::Sms => IconName::Sms,
        Kind::Whatsapp => IconName::Chat,
        Kind::InApp => IconName::InApp,
        Kind::WebNativeDisplay => IconName::WebDisplay,
        Kind::AppInbox => IconName::AppInbox,
        Kind::WebPopup => IconName::WebPopup,
        Kind::ExitIntent => IconName::ExitIntent,
        Kind::Webhook => IconName::Webhook,
        Kind::AudienceSync => IconName::AudienceSync,
        Kind::ConditionalSplit => IconName::Branch,
        Kind::SplitTest => IconName::Flask,
        Kind::UpdateProfile => IconName::UpdateProfile,
        Kind::ForceExit => IconName::Door,
    }
}

/// The part of a class name that gives a group its colour.
pub fn group_slug(group: Category) -> &'static str {
    match group {
        Category::Segment => "segment",
        Category::Engagement => "engagement",
        Category::Controller => "controller",
    }
}

/// The part of a class name that gives an outcome its colour and dash.
pub fn outcome_tone(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Yes | Outcome::Sent | Outcome::Updated => "good",
        Outcome::Viewed | Outcome::Clicked | Outcome::Delivered => "waits",
        Outcome::No | Outcome::Timeout | Outcome::Others => "other",
        Outcome::Failed | Outcome::Unreachable => "bad",
        Outcome::Path(_) => "path",
    }
}

/// The icon of what is wrong at a node.
pub fn problems_icon(problems: &NodeProblems) -> IconName {
    if problems.has_errors() { IconName::Error } else { IconName::Warning }
}
