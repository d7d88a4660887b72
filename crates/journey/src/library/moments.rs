//! Templates around a date of the user's own: a departure, a birthday.

use super::build::{Flow, START, before, email, inbox, push, sms, split, update};
use crate::model::{
    field::Operator,
    journey::Draft,
    kind::Outcome::{Clicked, Others, Path, Sent, Timeout, Yes},
    setup::QuietHandling,
    time::{
        Date,
        Span::{Days, Hours},
    },
};

pub(super) fn flight(zone: &str, _: Date) -> Draft {
    let mut flow = Flow::new(zone, before("24 hours to departure", "Departure", Hours(24)));
    // Dropped, not sent later: a reminder that comes after take-off is worse than none.
    flow.rules(Days(2), "On board", "Boarded", (0, 5), QuietHandling::Drop);
    flow.every_time();
    let open = flow.put(
        1,
        0,
        &[START.on(Yes)],
        push(
            "Check-in is open",
            "Check-in is open",
            "{{flight_number | default: \"Your flight\"}} to {{destination | default: \"your destination\"}} leaves tomorrow. Choose your seat.",
            "check-in",
        ),
    );
    let by_text = flow.put(
        2,
        2,
        &[open.lost()],
        sms(
            "Check-in by text",
            "Juniper Air: check-in for your flight tomorrow is open: https://juniper.example/check-in",
        ),
    );
    let checked_in = flow.put(
        2,
        0,
        &[open.on(Sent).after(Hours(12))],
        split("Checked in?", &[("Checked in", "checked_in", Operator::Is, "true")]),
    );
    let closing = flow.put(
        3,
        1,
        &[checked_in.on(Others)],
        push(
            "Check-in closes soon",
            "You are not checked in yet",
            "Online check-in closes soon. It takes a minute.",
            "check-in",
        ),
    );
    flow.put(
        4,
        0,
        &[checked_in.on(Path(0)).after(Hours(9)), closing.sent_or_not().after(Hours(9))],
        push(
            "On your way",
            "Three hours to departure",
            "Gate {{gate | default: \"is on the boards\"}}. Have your boarding pass and your document at hand.",
            "boarding-pass",
        ),
    );
    flow.put(
        3,
        2,
        &[by_text.on(Sent).after(Hours(21))],
        sms(
            "On your way (text)",
            "Juniper Air: three hours to departure. Your boarding pass: https://juniper.example/pass",
        ),
    );
    flow.put(
        3,
        3,
        &[by_text.lost()],
        inbox(
            "Check-in in the inbox",
            "Check-in is open",
            "Choose your seat, and keep your boarding pass in the app.",
            "Check in",
            "check-in",
        ),
    );
    flow.done()
}

pub(super) fn birthday(zone: &str, _: Date) -> Draft {
    let mut flow = Flow::new(zone, before("A week to the birthday", "Next birthday", Days(7)));
    flow.rules(Days(45), "Gift redeemed", "Gift redeemed", (21, 8), QuietHandling::After);
    flow.every_time();
    flow.setup.user_zone = true;
    let early = flow.put(
        1,
        0,
        &[START.on(Yes)],
        email(
            "An early gift",
            "{{first_name | default: \"Psst\"}}, your gift is here a week early",
            "Open it now, or wait. We will not tell.",
            "somebody has a birthday next week. So that your gift reaches you in time, we unwrap it today: 15 off any \
             order over 50, good for a month.\n\n\
             Open your gift: https://juniper.example/gift",
        )
        .at(9),
    );
    let by_text = flow.put(
        2,
        1,
        &[early.lost()],
        sms("Gift by text", "Juniper: your birthday gift is here a week early. Open it: https://juniper.example/gift")
            .at(12),
    );
    let day = flow.put(
        3,
        0,
        &[early.on(Sent).after(Days(7)), by_text.sent_or_not().after(Days(7))],
        push(
            "Happy birthday",
            "Happy birthday, {{first_name | default: \"to you\"}}!",
            "Cake is on you, the gift is on us. It is waiting in the app.",
            "gift",
        )
        .at(9),
    );
    flow.put(4, 0, &[day.on(Clicked).within(Days(5))], update("Gift opened", "birthday_gift", "opened"));
    flow.put(
        4,
        1,
        &[day.on(Timeout).after(Days(9)), day.lost().after(Days(14))],
        email(
            "Gift expires soon",
            "Your birthday gift expires next week",
            "15 off any order over 50, for a few more days.",
            "your birthday gift is still unopened, and it expires next week: 15 off any order over 50.\n\n\
             Use it while it lasts: https://juniper.example/gift",
        )
        .at(10),
    );
    flow.done()
}
