//! A day of the calendar, and the list of those on which journeys collide.

use std::sync::Arc;

use journey::time::{ClockTime, Date, Instant};
use leptos::prelude::*;
use rehearsal::{
    calendar::{Day, Sending},
    zone::{rfc3339, to_local},
};
use signals::RwSignal;

use super::plan::{Entry, Plan};
use crate::{
    platform::zone,
    ui::{Icon, IconName},
};

/// The most journeys that a day names; the others are counted together.
const MOST: usize = 3;

/// A cell of the table.
pub fn day_cell(plan: &Arc<Plan>, day: &Day, today: Date) -> AnyView {
    let mut groups = in_order(plan, day);
    let more = if groups.len() > MOST { groups.split_off(MOST - 1).len() } else { 0 };
    let shown = groups.len();
    let groups = groups.into_iter().map(|group| sender(plan, group)).collect_view();
    let rest = (more > 0).then(|| {
        // Drawn when it is asked for: in a full month it would be more than all the rest of the page.
        let (open, plan, date) = (RwSignal::new(false), plan.clone(), day.date);
        let list = move || {
            let day = plan.days.iter().find(|day| day.date == date).filter(|_| open.get())?;
            let others = in_order(&plan, day).into_iter().skip(shown);
            Some(view! { <ul>{others.map(|group| sender(&plan, group)).collect_view()}</ul> })
        };
        view! {
            <li>
                <details class="calendar__more" on:toggle=move |_| open.set(true)>
                    <summary>{format!("{more} more")}<span class="visually-hidden">{format!(" on {}", said(date))}</span></summary>
                    {list}
                </details>
            </li>
        }
    });
    let collide = plan.collisions(day).into_iter().map(|names| {
        view! {
            <p class="calendar__collide tone-warning">
                <Icon name=IconName::Warning />
                <span>"Same entry: "{names.join(", ")}</span>
            </p>
        }
    });
    let empty = day.sendings.is_empty();
    view! {
        <td
            role="cell"
            class="calendar__day"
            class:calendar__day--other=!plan.month.has(day.date)
            class:calendar__day--empty=empty
            aria-current=(day.date == today).then_some("date")
        >
            <time class="calendar__date" datetime=day.date.to_string()>
                <span class="calendar__number" aria-hidden="true">{day.date.format("%-d").to_string()}</span>
                <span class="calendar__said">{said(day.date)}</span>
            </time>
            {(!empty).then(|| view! { <ul class="calendar__list">{groups}{rest}</ul> })}
            {collide.collect_view()}
        </td>
    }
    .into_any()
}

/// The messages of a day, by journey. Those with an hour come first; those that can come at any time do so on most
/// days.
fn in_order<'a>(plan: &'a Plan, day: &'a Day) -> Vec<(&'a Entry, Vec<&'a Sending>)> {
    let (any_time, mut groups): (Vec<_>, Vec<_>) =
        plan.by_entry(day).into_iter().partition(|group| is_any_time(&group.1));
    groups.extend(any_time);
    groups
}

/// The first and the last instant of what one journey sends on a day.
fn ends(sendings: &[&Sending]) -> (Instant, Instant) {
    let from = sendings.iter().map(|sending| sending.from).min().unwrap_or_default();
    let to = sendings.iter().map(|sending| sending.to).max().unwrap_or_default();
    (from, to)
}

/// True where it can come from the day's first minute to its last.
fn is_any_time(sendings: &[&Sending]) -> bool {
    let (zone, (from, to)) = (zone::local(), ends(sendings));
    let minute = |at| ClockTime::from(to_local(&zone, at).time()).minutes();
    minute(from) == 0 && minute(to) == 24 * 60 - 1
}

/// One journey on a day: from when to when, and what.
fn sender(plan: &Plan, (entry, sendings): (&Entry, Vec<&Sending>)) -> AnyView {
    let zone = zone::local();
    let (from, to) = ends(&sendings);
    let clock = |at| to_local(&zone, at).format("%H:%M").to_string();
    let when = if is_any_time(&sendings) {
        "Any time: ".into_any()
    } else {
        let until = (clock(from) != clock(to)).then(|| {
            view! { "–"<time datetime=rfc3339(&zone, to)>{clock(to)}</time> }
        });
        view! { <time datetime=rfc3339(&zone, from)>{clock(from)}</time>{until}" " }.into_any()
    };
    let labels: Vec<String> = sendings.iter().map(|sending| plan.label(sending)).collect();
    let what = match labels.as_slice() {
        [only] => only.clone(),
        all => format!("{} messages", all.len()),
    };
    let class = if entry.is_draft { "calendar__sender calendar__sender--draft" } else { "calendar__sender" };
    view! {
        <li class=class>
            <a href=entry.href.clone()>{entry.name.clone()}</a>
            {entry.is_draft.then_some(" (draft)")}
            <span class="calendar__what" title=labels.join(", ")>{when}{what}</span>
        </li>
    }
    .into_any()
}

/// The days on which journeys collide, in words.
pub fn busy(plan: &Plan) -> AnyView {
    let days: Vec<AnyView> = plan
        .days
        .iter()
        .filter(|day| !plan.collisions(day).is_empty() && plan.month.has(day.date))
        .map(|day| {
            let names: Vec<String> = plan.collisions(day).iter().map(|names| names.join(" and ")).collect();
            view! { <li><time datetime=day.date.to_string()>{said(day.date)}</time>": "{names.join("; ")}</li> }
                .into_any()
        })
        .collect();
    if days.is_empty() {
        return ().into_any();
    }
    view! {
        <details class="calendar__busy disclosure">
            <summary>{format!("Where journeys collide ({})", days.len())}</summary>
            <p class="field__help">"They begin with the same entry: the same users can get messages of each of them on that day."</p>
            <ul aria-label="Days on which journeys collide">{days}</ul>
        </details>
    }
    .into_any()
}

/// “Tue 31 March”.
fn said(date: Date) -> String {
    date.format("%a %-d %B").to_string()
}
