//! Templates that come back on their day: the weekly digest, the payment reminder, the win-back.

use chrono::{Datelike, Days as CalendarDays, Months, NaiveTime, TimeDelta};

use super::build::{Flow, START, audience, email, past, push, sms, split, update, webhook, whatsapp};
use crate::model::{
    field::Operator,
    journey::Draft,
    kind::Outcome::{Others, Path, Sent, Timeout, Yes},
    setup::{MonthDay, QuietHandling, Start, Timeline, Unit},
    time::{Date, Span::Days, Weekday},
};

pub(super) fn digest(zone: &str, _: Date) -> Draft {
    let mut flow = Flow::new(zone, past("Active this month", ("App opened", 30), None));
    // Six days: who is still inside at the next run does not qualify.
    flow.rules(Days(6), "Looked at a pick", "Product viewed", (21, 8), QuietHandling::After);
    flow.setup.timeline = Timeline::Recurring { every: 1, unit: Unit::Weeks(vec![Weekday::Wed]) };
    flow.setup.reentry = true;
    let likes = flow.put(
        1,
        1,
        &[START.on(Yes)],
        split(
            "What do they like?",
            &[
                ("Home", "favourite_category", Operator::Is, "Home"),
                ("Outdoors", "favourite_category", Operator::Is, "Outdoors"),
            ],
        ),
    );
    let home = flow.put(
        2,
        0,
        &[likes.on(Path(0))],
        email(
            "Home digest",
            "This week at home: light, linen, and a chair worth waiting for",
            "Five finds and one story, in three minutes.",
            "this week we looked for things that make a room calmer:\n\n\
             • Five lamps for under 80, all of them dimmable.\n\
             • Washed linen, back in every colour.\n\
             • How Mara turned a hallway into a library.\n\n\
             Read on: https://juniper.example/weekly/home",
        )
        .at(9),
    );
    let outdoors = flow.put(
        2,
        1,
        &[likes.on(Path(1))],
        email(
            "Outdoors digest",
            "This week outdoors: one trail, two jackets, no excuses",
            "Five finds and one story, in three minutes.",
            "the weekend is two days away. To get you out of the door:\n\n\
             • A trail of three hours that begins at a train station.\n\
             • Two light jackets, compared in real rain.\n\
             • The bottle our testers stopped losing.\n\n\
             Read on: https://juniper.example/weekly/outdoors",
        )
        .at(9),
    );
    let best = flow.put(
        2,
        2,
        &[likes.on(Others)],
        email(
            "Best of the week",
            "What everybody looked at this week",
            "The five finds of the week, in three minutes.",
            "these five were looked at most this week, and there is something for every room and every weather among \
             them: https://juniper.example/weekly\n\n\
             Tell us what you like, and next week’s issue is made for you: https://juniper.example/profile",
        )
        .at(9),
    );
    let lost = [home, outdoors, best].map(|issue| issue.lost());
    flow.put(
        3,
        1,
        &lost,
        push("Digest by push", "Your weekly picks are here", "Five finds and one story, in three minutes.", "weekly")
            .at(18),
    );
    flow.done()
}

pub(super) fn payment(zone: &str, today: Date) -> Draft {
    let mut flow = Flow::new(zone, past("Invoice is open", ("Invoice issued", 35), Some(("Payment made", 35))));
    // Out before the next run, also in February.
    flow.rules(Days(25), "Invoice paid", "Payment made", (20, 9), QuietHandling::After);
    flow.setup.timeline = Timeline::Recurring { every: 1, unit: Unit::Months(MonthDay::Day(1)) };
    // The day of activation is always a day of qualification (timing.md §1): started at once, it would remind tonight.
    let first = today.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
    let first = first.unwrap_or(today + CalendarDays::new(1));
    flow.setup.start = Start::Later(first.and_time(NaiveTime::MIN + TimeDelta::hours(9)));
    flow.setup.reentry = true;
    let friendly = flow.put(
        1,
        0,
        &[START.on(Yes)],
        email(
            "Friendly reminder",
            "A friendly reminder: invoice {{invoice_number | default: \"of last month\"}} is open",
            "If you have paid in the meantime, thank you: nothing more to do.",
            "it may have slipped by: {{invoice_amount | default: \"the amount of your last invoice\"}} is still open.\n\n\
             Pay in a minute, by card or transfer: https://juniper.example/pay\n\n\
             If you have paid in the meantime: thank you, there is nothing more to do.",
        )
        .at(10),
    );
    let by_text = flow.put(
        2,
        1,
        &[friendly.lost()],
        sms(
            "Reminder by text",
            "Juniper: your last invoice is still open. Pay in a minute: https://juniper.example/pay",
        )
        .at(12),
    );
    let second = flow.put(
        3,
        0,
        &[friendly.on(Sent).after(Days(5)), by_text.sent_or_not().after(Days(5))],
        email(
            "Second reminder",
            "Your invoice is still open",
            "Pay in two parts if that is easier.",
            "we have not seen a payment for invoice {{invoice_number | default: \"of last month\"}} yet.\n\n\
             Pay it here: https://juniper.example/pay\n\
             Or pay it in two parts, at no cost: https://juniper.example/pay/in-parts\n\n\
             Is something wrong with the invoice? Answer this email, and a person looks into it today.",
        )
        .at(10),
    );
    let personal = flow.put(
        4,
        0,
        &[second.on(Sent).after(Days(5)), second.lost()],
        whatsapp(
            "Personal message",
            "payment_help",
            &[
                ("name", "{{first_name | default: \"there\"}}"),
                ("amount", "{{invoice_amount | default: \"your invoice\"}}"),
            ],
        )
        .at(11),
    );
    let billing = flow.put(
        5,
        0,
        &[personal.on(Sent).after(Days(4)), personal.lost()],
        webhook(
            "Tell billing",
            "https://billing.juniper.example/hooks/overdue",
            "{\"customer\": \"{{customer_id | default: \"unknown\"}}\", \"stage\": \"third reminder\"}",
        ),
    );
    flow.put(6, 0, &[billing.on(Sent)], update("Mark as overdue", "payment_status", "overdue"));
    flow.done()
}

pub(super) fn win_back(zone: &str, _: Date) -> Draft {
    let mut flow = Flow::new(zone, past("Gone for two months", ("Purchased", 365), Some(("App opened", 60))));
    flow.rules(Days(24), "Bought again", "Purchased", (21, 9), QuietHandling::After);
    flow.setup.timeline = Timeline::Recurring { every: 1, unit: Unit::Months(MonthDay::Nth(1, Weekday::Mon)) };
    flow.setup.reentry = true;
    flow.setup.control_percent = 5;
    let miss = flow.put(
        1,
        0,
        &[START.on(Yes)],
        email(
            "We miss you",
            "A lot has changed since {{last_visit | default: \"your last visit\"}}",
            "New makers, faster delivery, and your wish list is still here.",
            "it has been a while, and we have not been idle:\n\n\
             • 30 new makers, from Porto to Malmö.\n\
             • Delivery in two days, without a surcharge.\n\
             • Your wish list is where you left it.\n\n\
             Have a look: https://juniper.example/new",
        )
        .at(10),
    );
    let by_push = flow.put(
        2,
        1,
        &[miss.lost()],
        push("We miss you (push)", "It has been a while", "See what is new, and what became of your wish list.", "new")
            .at(17),
    );
    let back =
        flow.put(2, 0, &[miss.on(Sent).after(Days(1))], past("Back already?", ("App opened", 2), None).within(Days(3)));
    flow.put(
        3,
        0,
        &[back.on(Yes)],
        push("Good to see you", "Good to see you again", "Your picks are fresh. Take a look around.", "home").at(17),
    );
    let offer = flow.put(
        3,
        1,
        &[back.on(Timeout), by_push.sent_or_not().after(Days(4))],
        email(
            "15 % to come back",
            "15 % off, because we would like you back",
            "For everything, for ten days.",
            "we would like you back, and we mean it: the code BACK15 takes 15 % off everything, for ten days.\n\n\
             Use it here: https://juniper.example/shop\n\n\
             Rather hear less from us? Choose what you get: https://juniper.example/preferences",
        )
        .at(10),
    );
    let last = flow.put(
        4,
        1,
        &[offer.on(Sent).after(Days(7)), offer.lost()],
        sms("Last days", "Juniper: 15% off everything with BACK15, for a few more days: https://juniper.example/shop")
            .at(12),
    );
    flow.put(5, 1, &[last.on(Sent).after(Days(2)), last.lost()], audience("Win back with ads", "Lapsed customers"));
    flow.done()
}
