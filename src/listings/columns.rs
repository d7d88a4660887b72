//! The choice of columns: a panel of check boxes behind a button.

use leptos::{html, prelude::*};

use super::{column::Column, state::Listing};
use crate::{
    lazy,
    ui::{Button, ButtonSize, ButtonVariant, Checkbox, Icon, IconName, unique_id},
};

crate::lazy! {
    actions: static PANEL: fn(Listing) -> AnyView = panel;
}

/// The button and its panel.
#[component]
pub fn ColumnsMenu(listing: Listing) -> impl IntoView {
    let id = unique_id("columns");
    let panel = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let asked = RwSignal::new(false);
    let on_toggle = move |_| {
        let shown = panel.get_untracked().is_some_and(|panel| panel.matches(":popover-open").unwrap_or(false));
        open.set(shown);
    };
    view! {
        <button
            type="button"
            class="button button--ghost"
            popovertarget=id.clone()
            on:click=move |_| asked.set(true)
            aria-expanded=move || if open.get() { "true" } else { "false" }
        >
            <Icon name=IconName::Columns />
            <span class="button__text">"Columns"</span>
        </button>
        <div node_ref=panel id=id class="menu panel" popover="auto" role="group" aria-label="Columns" on:toggle=on_toggle>
            {move || asked.get().then(|| lazy::when_here(&PANEL, move |panel| panel(listing)))}
        </div>
    }
}

/// What is in the panel.
fn panel(listing: Listing) -> AnyView {
    let boxes = Column::optional().map(|column| {
        let shown = Memo::new(move |_| listing.columns.with(|columns| columns.contains(&column)));
        let choose = move |on: bool| {
            let now = listing.columns.get_untracked();
            let wanted = |other: &Column| if *other == column { on } else { now.contains(other) };
            listing.choose_columns(Some(Column::optional().filter(wanted).collect()));
        };
        view! { <Checkbox label=column.heading() checked=shown on_change=choose /> }
    });
    let boxes = boxes.collect::<Vec<_>>();
    view! {
        <div class="panel__list">{boxes}</div>
        <Button
            variant=ButtonVariant::Ghost
            size=ButtonSize::Small
            on_click=move |_| listing.choose_columns(None)
        >
            "Show all columns"
        </Button>
    }
    .into_any()
}
