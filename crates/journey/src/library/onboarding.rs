//! Templates for those who have just come: the welcome series and the end of a trial.

use super::build::{Flow, START, action, before, email, push, sms, split, update};
use crate::model::{
    field::Operator,
    journey::Draft,
    kind::Outcome::{Others, Path, Sent, Timeout, Updated, Yes},
    setup::QuietHandling,
    time::{Date, Span::Days},
};

pub(super) fn welcome(zone: &str, _: Date) -> Draft {
    let mut flow = Flow::new(zone, action("New sign-up", "Signed up"));
    flow.rules(Days(21), "First order", "Purchased", (0, 8), QuietHandling::After);
    flow.setup.user_zone = true;
    let hello = flow.put(
        1,
        0,
        &[START.on(Yes)],
        email(
            "Welcome email",
            "Welcome, {{first_name | default: \"friend\"}}: here is how to begin",
            "Three steps, two minutes, and everything is set up for you.",
            "good to have you with us. Three small steps make Juniper yours:\n\n\
             1. Tell us what you like, so that we show you less of the rest.\n\
             2. Save three things you love; we tell you when their price drops.\n\
             3. Turn on notifications, and never miss a delivery.\n\n\
             It takes two minutes: https://juniper.example/start",
        ),
    );
    let by_push = flow.put(
        2,
        1,
        &[hello.lost()],
        push("Welcome push", "Good to have you here!", "Two minutes, and Juniper is set up for you.", "start"),
    );
    let profile = flow.put(
        3,
        0,
        &[hello.on(Sent), by_push.sent_or_not()],
        action("Profile completed?", "Profile completed").within(Days(2)),
    );
    let done = flow.put(4, 0, &[profile.on(Yes)], update("Mark as set up", "onboarding", "complete"));
    let nudge = flow.put(
        4,
        1,
        &[profile.on(Timeout)],
        push("Finish your profile", "One step to go", "Tell us what you like, and see picks made for you.", "profile")
            .at(18),
    );
    let picks = flow.put(
        5,
        0,
        &[done.on(Updated).after(Days(1)), nudge.sent_or_not().after(Days(2))],
        email(
            "Three favourites",
            "Three things our customers love most",
            "Chosen 40,000 times last year.",
            "not sure where to begin? These three were chosen most often last year:\n\n\
             • The linen throw that makes any sofa look new.\n\
             • The oak tray for breakfast where you like it best.\n\
             • The lamp that knows when it is evening.\n\n\
             See them all: https://juniper.example/favourites",
        )
        .at(10),
    );
    let offer = flow.put(
        6,
        0,
        &[picks.sent_or_not().after(Days(4))],
        email(
            "First-order offer",
            "10 % off your first order, for ten days",
            "A small thank-you for joining. The code is inside.",
            "you joined us a little more than a week ago, and we would like to say thank you: the code HELLO10 takes \
             10 % off your first order.\n\n\
             It is good for ten days, on everything: https://juniper.example/shop",
        )
        .at(10),
    );
    flow.put(
        7,
        1,
        &[offer.lost()],
        sms(
            "First-order offer by text",
            "Juniper: 10% off your first order with HELLO10, good for 10 days: https://juniper.example/shop",
        )
        .at(17),
    );
    flow.done()
}

pub(super) fn trial(zone: &str, _: Date) -> Draft {
    let mut flow = Flow::new(zone, before("Trial ends in 3 days", "Trial ends", Days(3)));
    flow.rules(Days(21), "Subscribed", "Subscription started", (21, 8), QuietHandling::After);
    let notice = flow.put(
        1,
        0,
        &[START.on(Yes)],
        email(
            "Trial is ending",
            "Your trial ends on {{trial_ends | default: \"the last day of this week\"}}",
            "Nothing is lost. Here is what happens next.",
            "your trial is nearly over. You need not do anything: on the last day it simply ends, nothing is charged, and \
             your work is kept for 30 days.\n\n\
             If you would like to go on without a break, choose a plan: https://juniper.example/plans",
        )
        .at(10),
    );
    let by_push = flow.put(
        2,
        1,
        &[notice.lost()],
        push(
            "Trial is ending (push)",
            "Your trial is nearly over",
            "Choose a plan and keep everything as it is.",
            "plans",
        )
        .at(17),
    );
    let usage = flow.put(
        3,
        0,
        &[notice.on(Sent).after(Days(1)), by_push.sent_or_not().after(Days(1))],
        split(
            "How far did they come?",
            &[
                ("Regulars", "projects_created", Operator::Above, "5"),
                ("Beginners", "projects_created", Operator::Above, "0"),
            ],
        ),
    );
    let regulars = flow.put(
        4,
        0,
        &[usage.on(Path(0))],
        email(
            "Keep what you built",
            "{{projects_created | default: \"Your\"}} projects, and they can stay",
            "Everything you built goes on with any plan.",
            "you made real use of your trial, and everything you built can go on as it is, with your team, your links and \
             your history.\n\n\
             The yearly plan costs two months less: https://juniper.example/plans",
        )
        .at(10),
    );
    let beginners = flow.put(
        4,
        1,
        &[usage.on(Path(1))],
        email(
            "Two more things to try",
            "Before your trial ends: two things worth ten minutes",
            "What those who stay do in their first weeks.",
            "you made a start. Those who stay with us did two more things in their first weeks:\n\n\
             • They invited one colleague.\n\
             • They connected their calendar.\n\n\
             Both take ten minutes: https://juniper.example/next-steps",
        )
        .at(10),
    );
    let quiet = flow.put(
        4,
        2,
        &[usage.on(Others)],
        email(
            "Shall we help?",
            "Did something stand in your way?",
            "Fifteen minutes with one of us, or one more week.",
            "it looks as though your trial never quite got off the ground. That happens. Would one of these help?\n\n\
             • Fifteen minutes with one of us: https://juniper.example/call\n\
             • One more week, for free: just answer this email.",
        )
        .at(10),
    );
    let ended = flow.put(
        5,
        1,
        &[regulars, beginners, quiet].map(|spot| spot.sent_or_not().after(Days(4))),
        email(
            "Your work is kept",
            "Your trial has ended. Your work has not.",
            "It is kept for 30 days. One click brings it back.",
            "your trial has ended, and nothing was charged. Your work is kept for 30 days from now; one click brings all of \
             it back: https://juniper.example/plans\n\n\
             And if it was not for you: what was missing? One line is enough. We read every answer.",
        )
        .at(10),
    );
    flow.put(
        6,
        2,
        &[ended.lost()],
        sms(
            "Your work is kept (text)",
            "Your Juniper trial has ended. Your work is kept for 30 days: https://juniper.example/plans",
        )
        .at(17),
    );
    flow.done()
}
