//! What is said of a version that was published.

use journey::{schedule::Publishing, text::JourneyId};

use crate::platform::zone;

/// Says that a journey is published, and when the first users qualify (interface.md, Publish journey).
pub fn announce(
    workspace: crate::workspace::Workspace,
    toasts: crate::ui::Toasts,
    id: &JourneyId,
    number: u32,
    name: &str,
) {
    let Some(journey) = workspace.get_untracked(id) else { return };
    let Some(version) = journey.version(number) else { return };
    let setup = &version.content().setup;
    let zone = zone::BrowserZone::open_or_utc(&setup.zone);
    let publishing = Publishing::of(&journey, version);
    let first = rehearsal::runs::next_runs(setup, publishing, &zone, publishing.at(), 1);
    let when = match first.first() {
        Some(run) => format!("The first users qualify on {}.", zone.say(run.at)),
        None => format!(
            "Users qualify as soon as the event comes, from {} on.",
            zone.say(rehearsal::entry::activation(setup, publishing, &zone))
        ),
    };
    toasts.success(format!("“{name}” is published. {when}"));
}
