//! Templates for a shop: the abandoned cart, the A/B-tested promotion, the review request.

use chrono::{Days as CalendarDays, NaiveTime, TimeDelta};

use super::build::{
    Flow, START, action, audience, email, inaction, past, push, sms, split, split_test, update, web_push,
};
use crate::model::{
    field::Operator,
    journey::Draft,
    kind::Outcome::{Clicked, Others, Path, Sent, Timeout, Yes},
    setup::{QuietHandling, Start, Timeline},
    time::{
        Date,
        Span::{Days, Hours},
    },
};

pub(super) fn cart(zone: &str, _: Date) -> Draft {
    let mut flow = Flow::new(zone, inaction("Cart left for an hour", "Added to cart", "Purchased", Hours(1)));
    flow.rules(Days(14), "Order placed", "Purchased", (0, 8), QuietHandling::After);
    flow.every_time();
    let saved = flow.put(
        1,
        0,
        &[START.on(Yes)],
        push(
            "Cart is saved",
            "We kept your cart for you",
            "{{cart_first_item | default: \"Your find\"}} is still yours. It takes a minute to finish.",
            "cart",
        ),
    );
    let on_web = flow.put(
        2,
        1,
        &[saved.lost()],
        web_push("Cart is saved (web)", "We kept your cart for you", "Pick up where you left off.", "cart"),
    );
    let value = flow.put(
        3,
        0,
        &[saved.on(Sent).after(Days(1)), on_web.sent_or_not().after(Days(1))],
        split("What is it worth?", &[("Over 100", "cart_value", Operator::Above, "100")]),
    );
    let large = flow.put(
        4,
        0,
        &[value.on(Path(0))],
        email(
            "Free delivery",
            "Your cart travels free today",
            "We pay the delivery if you order within two days.",
            "the things in your cart are still there, and we would like them to reach you: order within two days, and the \
             delivery is on us. The code is CARTFREE.\n\n\
             Finish your order: https://juniper.example/cart",
        ),
    );
    let small = flow.put(
        4,
        1,
        &[value.on(Others)],
        email(
            "Still thinking?",
            "Still thinking about {{cart_first_item | default: \"it\"}}?",
            "30 days to change your mind, and returns are free.",
            "take your time. In case it helps to decide:\n\n\
             • Returns are free for 30 days.\n\
             • Ordered before 14:00, it leaves the same day.\n\
             • A person answers within the hour if you have a question.\n\n\
             Your cart is here: https://juniper.example/cart",
        ),
    );
    let last = flow.put(
        5,
        0,
        &[large.sent_or_not().after(Days(2)), small.sent_or_not().after(Days(2))],
        push(
            "Last call",
            "Your cart is about to be cleared",
            "We hold it until tonight. After that, it is first come, first served.",
            "cart",
        )
        .at(11),
    );
    flow.put(6, 0, &[last.on(Sent).after(Days(2)), last.lost()], audience("Show it in ads", "Cart abandoners"));
    flow.done()
}

pub(super) fn promotion(zone: &str, today: Date) -> Draft {
    let mut flow = Flow::new(zone, past("Looked, did not buy", ("Product viewed", 30), Some(("Purchased", 14))));
    flow.rules(Days(10), "Bought in the sale", "Purchased", (21, 9), QuietHandling::After);
    // The day of activation is always a day of qualification (timing.md §1): it is to be the first of the dates.
    let first = today + CalendarDays::new(14);
    flow.setup.timeline = Timeline::Dates(vec![first, first + CalendarDays::new(3)]);
    flow.setup.start = Start::Later(first.and_time(NaiveTime::MIN + TimeDelta::hours(9)));
    flow.setup.control_percent = 10;
    let test = flow.put(1, 0, &[START.on(Yes)], split_test("Which subject sells?", &[("Plain", 50), ("Curious", 50)]));
    let body = "what you looked at is part of our sale: 20 % off, this week only, while it lasts.\n\n\
        No code needed. The price in your cart is the price you pay: https://juniper.example/sale";
    let plain = flow.put(
        2,
        0,
        &[test.on(Path(0))],
        email("Plain subject", "20 % off what you looked at", "This week only. No code needed.", body).at(10),
    );
    let curious = flow.put(
        2,
        1,
        &[test.on(Path(1))],
        email("Curious subject", "You have good taste. It just got cheaper.", "See what is waiting for you.", body)
            .at(10),
    );
    let ends = flow.put(
        3,
        0,
        &[plain.on(Sent).after(Days(2)), curious.on(Sent).after(Days(2))],
        push("Sale ends soon", "The sale ends soon", "20 % off what you looked at, for a few more hours.", "sale")
            .at(12),
    );
    flow.put(
        3,
        1,
        &[plain.lost(), curious.lost()],
        sms("Sale by text", "Juniper: 20% off what you looked at, this week only: https://juniper.example/sale").at(12),
    );
    flow.put(4, 0, &[ends.on(Clicked).within(Days(2))], update("Note the interest", "sale_interest", "high"));
    flow.done()
}

pub(super) fn review(zone: &str, _: Date) -> Draft {
    let mut flow = Flow::new(zone, action("Order delivered", "Order delivered"));
    flow.rules(Days(30), "Review written", "Review submitted", (21, 9), QuietHandling::After);
    flow.every_time();
    let ask = flow.put(
        1,
        1,
        &[START.on(Yes).after(Days(5))],
        email(
            "How do you like it?",
            "How do you like {{product_name | default: \"your order\"}}?",
            "Two sentences help the next person decide.",
            "your parcel has been with you for a few days now. How do you like it?\n\n\
             Two honest sentences help the next person decide, and help us choose what we sell:\n\
             https://juniper.example/review\n\n\
             Is something wrong with it? Just answer this email, and we put it right.",
        )
        .at(10),
    );
    flow.put(
        2,
        0,
        &[ask.on(Clicked).within(Days(3)).after(Days(1))],
        push(
            "Almost done",
            "Your review is almost done",
            "Your stars are saved. One sentence, and it helps others.",
            "review",
        )
        .at(18),
    );
    let again = flow.put(
        2,
        2,
        &[ask.on(Timeout).after(Days(2))],
        email(
            "A small thank-you",
            "50 points for two sentences",
            "Good or bad: every honest review counts the same.",
            "your opinion is worth something to us: for a review of {{product_name | default: \"your order\"}} we add 50 \
             points to your account, whatever you write.\n\n\
             It takes a minute: https://juniper.example/review",
        )
        .at(10),
    );
    let by_push = flow.put(
        2,
        1,
        &[ask.lost()],
        push("Review by push", "How do you like it?", "Two sentences help the next person decide.", "review").at(18),
    );
    flow.put(
        3,
        1,
        &[by_push.lost(), again.lost()],
        sms(
            "Review by text",
            "Juniper: How do you like your order? Two sentences help others: https://juniper.example/review",
        )
        .at(12),
    );
    flow.done()
}
