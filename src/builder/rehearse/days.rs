//! The number of messages that a single user can get, day by day.

use std::sync::Arc;

use leptos::prelude::*;
use signals::Memo;

use super::shown::Shown;
use crate::builder::capped::Capped;

/// The number of days that are drawn at once.
const ROWS: usize = 60;

/// The days with messages, as a table; what is most, in a sentence.
#[component]
pub fn Days(shown: Memo<Arc<Shown>>) -> impl IntoView {
    let content = move || {
        let shown = shown.get();
        let Some((date, most)) = shown.daily.iter().rev().max_by_key(|day| day.1).filter(|day| day.1 > 0) else {
            return view! { <p class="field__help">"Nobody gets a message in this time."</p> }.into_any();
        };
        let messages = |n: u32| format!("{n} message{}", if n == 1 { "" } else { "s" });
        let days: Vec<_> = shown.daily.iter().filter(|day| day.1 > 0).copied().collect();
        let count = days.len();
        let draw = move |range: std::ops::Range<usize>| {
            let row = |(date, count): &(journey::time::Date, u32)| {
                view! {
                    <tr>
                        <th scope="row"><time datetime=date.to_string()>{date.format("%a %-d %b %Y").to_string()}</time></th>
                        <td>{messages(*count)}</td>
                    </tr>
                }
            };
            days[range].iter().map(row).collect_view().into_any()
        };
        let more = |button: AnyView| view! { <tr><td colspan="2">{button}</td></tr> }.into_any();
        view! {
            <p class="field__help">{format!("At most {} on one day, first on {}.", messages(*most), date.format("%a %-d %b %Y"))}</p>
            <details class="disclosure">
                <summary>"Day by day"</summary>
                <table class="rehearse__table rehearse__days" aria-label="Messages to one user by day">
                    <thead><tr><th scope="col">"Day"</th><th scope="col">"At most"</th></tr></thead>
                    <tbody><Capped count step=ROWS what="days" draw around=more /></tbody>
                </table>
            </details>
        }
        .into_any()
    };
    view! {
        <h3 class="section__title">"What a single user can get"</h3>
        {content}
    }
}
