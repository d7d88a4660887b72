//! The actions on several journeys at once. The dialogs of actions.rs state the effects of each action, and which rows
//! it passes over.

use journey::lifecycle::Action;
use leptos::prelude::*;
use signals::RwSignal;

use super::{labels::LabelDialog, state::Listing};
use crate::{
    actions::{Choice, icon, use_actions},
    ui::{Button, ButtonSize, ButtonVariant, IconName},
};

/// The actions of the bar, in the order of a journey's menu.
const ACTIONS: [Action; 5] = [Action::Pause, Action::Resume, Action::Stop, Action::Archive, Action::Unarchive];

/// The bar.
pub fn bulk_bar(listing: Listing) -> AnyView {
    let actions = use_actions();
    let labelling = RwSignal::new(false);
    let buttons = move || {
        let button = |action: Action| {
            view! {
                <Button
                    variant=ButtonVariant::Ghost
                    size=ButtonSize::Small
                    icon=icon(action)
                    on_click=move |_| actions.choose(Choice::Do(action), listing.selected.get_untracked())
                >
                    {action.name()}
                </Button>
            }
        };
        ACTIONS.map(button).collect_view()
    };
    view! {
            <div class="bulk" role="toolbar" aria-label="Bulk actions">
                <span class="bulk__count" role="status">{move || format!("{} selected", listing.selected.with(Vec::len))}</span>
                {buttons()}
                <Button
                    variant=ButtonVariant::Ghost
                    size=ButtonSize::Small
                    icon=IconName::Tag
                    on_click=move |_| labelling.set(true)
                >
                    "Label"
                </Button>
                <Button
                    variant=ButtonVariant::Ghost
                    size=ButtonSize::Small
                    icon=IconName::Export
                    on_click=move |_| actions.choose(Choice::Export, listing.selected.get_untracked())
                >
                    "Export"
                </Button>
                <div class="bulk__end">
                    <Button
                        variant=ButtonVariant::Ghost
                        size=ButtonSize::Small
                        icon=IconName::Close
                        on_click=move |_| listing.select_all(false)
                    >
                        "Clear selection"
                    </Button>
                </div>
            </div>
        <LabelDialog listing open=labelling />
    }
    .into_any()
}
