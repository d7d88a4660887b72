//! The choice of columns: a panel of check boxes behind a button.

use leptos::prelude::*;
use signals::{Memo, RwSignal};
use web_sys::{Element, Event};

use super::{column::Column, state::Listing};
use crate::{
    lazy,
    ui::{Button, ButtonSize, ButtonVariant, Checkbox, El, IconName, el, icon, unique_id},
};

crate::lazy! {
    actions: static PANEL: fn(Listing) -> AnyView = panel;
}

/// The button, and its panel after it.
pub fn columns_menu(listing: Listing) -> [El; 2] {
    let id = unique_id("columns");
    let open = RwSignal::new(false);
    let asked = RwSignal::new(false);
    let button = el("button", "button button--ghost")
        .attr("type", "button")
        .attr("popovertarget", &id)
        .bind_bool("aria-expanded", move || open.get())
        .on("click", move |_| asked.set(true))
        .child(icon(IconName::Columns))
        .child(el("span", "button__text").text("Columns"));
    let on_toggle = move |event: Event| {
        let shown = event_target::<Element>(&event).matches(":popover-open");
        open.set(shown.unwrap_or(false));
    };
    let panel = el("div", "menu panel")
        .attr("id", &id)
        .attr("popover", "auto")
        .attr("role", "group")
        .attr("aria-label", "Columns")
        .on("toggle", on_toggle)
        .view(lazy::on_first_open(asked.into(), &PANEL, listing));
    [button, panel]
}

/// The content of the panel.
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
