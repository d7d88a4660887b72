"""Journeys whose figures were worked out by hand, for both oracles of the numbers.

All start on Monday 2026-03-02 at 10:00 UTC, in UTC, and take in 8,000 users at the first midnight, which is called hour 0 here.
"""

import audience
import single_users

START = 1_772_445_600
FIRST = 1_772_496_000


def hour(n):
    return FIRST + int(n * 3_600)


def case(nodes, links, asked, **more):
    base = {
        "seed": 1,
        "zone": "UTC",
        "published": START,
        "entry": "at-a-time",
        "timeline": {"kind": "once"},
        "start": None,
        "end": None,
        "run_at_activation": False,
        "schedule": {"paused": [], "ended": None, "stopped": None},
        "older": [],
        "reentry": False,
        "user_zone": False,
        "zones": [],
        "quiet": None,
        "control_percent": 0,
        "timeout": None,
        "goals": [],
        "audience": 8_000,
        "newcomers": 1_000,
        "arrivals": 2_400,
        "weekdays": [1] * 7,
        "hours": [1] * 24,
        "wait": None,
        "asked": [hour(n) for n in asked],
    }
    enter = {"entry": True, "role": "segment"}
    links = [dict({"delay": None, "window": None}, **link) for link in links]
    return {**base, "nodes": [enter, *nodes], "links": links, **more}


def link(start, outcome, to, delay=None, window=None):
    return {"from": start, "outcome": outcome, "to": to, "delay": delay, "window": window}


def segment(window, yes=5_000, **more):
    base = {"entry": False, "role": "segment", "past": False, "window": window, "least": None, "yes": yes, "no": 0}
    return {**base, "half_life": None, **more}


def push(**more):
    half_lives = {"delivered": 60, "viewed": 60, "clicked": 60}
    shares = {"sent": 7_500, "failed": 1_250, "unreachable": 1_250, "delivered": 8_000, "viewed": 4_000, "clicked": 1_000}
    base = {"entry": False, "role": "message", "quiet": True, "user_zone": True, "when": None, "half_lives": half_lives}
    return {**base, **shares, **more}


GOAL = {"past": False, "share": 5_000, "half_life": 120, "control": 1_000}

WORKED = {
    # A window of four hours of which half go Yes, evenly: 1,000 an hour. The others at its close, a full hour.
    "a window": (
        case([segment(["hours", 4]), push(), push()], [link(0, "yes", 1), link(1, "yes", 2), link(1, "timeout", 3)], [0, 1, 3.5, 4]),
        {
            "node.1.at": [8_000, 7_000, 5_000, 0],
            "node.1.by.yes": [0, 1_000, 3_000, 4_000],
            "node.1.by.timeout": [0, 0, 0, 4_000],
            "node.2.sent": [0, 750, 2_250, 3_000],
            "completed": [0, 1_000, 3_000, 8_000],
        },
    ),
    # Half of 6,000 × 40 % view within the hour, three quarters within two; nobody is counted at half past.
    "responses": (
        case([push()], [link(0, "yes", 1)], [0, 1, 1.5, 2]),
        {"node.1.viewed": [0, 1_200, 1_200, 1_800], "node.1.sent": [6_000] * 4, "node.1.failed": [1_000] * 4},
    ),
    # A wait for views: of 2,400 within a window of one hour all, the others by Timeout (not linked: they stay).
    "a wait": (
        case([push(), push()], [link(0, "yes", 1), link(1, "viewed", 2, None, ["hours", 1])], [0, 1, 2]),
        {"node.1.at": [8_000, 5_600, 5_600], "node.2.entered": [0, 2_400, 2_400], "inside": [8_000, 5_600, 5_600]},
    ),
    # Quiet hours from 00:00 to 02:00: sent after them, or not at all.
    "send after": (
        case([push()], [link(0, "yes", 1)], [0, 1, 2], quiet={"windows": [{"days": [1], "from": 0, "to": 120}], "drop": False}),
        {"node.1.before": [8_000, 8_000, 0], "node.1.sent": [0, 0, 6_000], "completed": [0, 0, 8_000]},
    ),
    "do not send": (
        case([push()], [link(0, "yes", 1)], [0, 1], quiet={"windows": [{"days": [1], "from": 0, "to": 120}], "drop": True}),
        {"node.1.quiet": [8_000, 8_000], "node.1.unreachable": [8_000, 8_000], "completed": [8_000, 8_000]},
    ),
    # Half are prone to the goal; of these a half of 2 hours: 4,000 × (1 − 1/2) after two hours, before the message then.
    "a goal": (
        case([push()], [link(0, "yes", 1, ["hours", 2])], [0, 2], goals=[GOAL]),
        {"goal.0": [0, 2_000], "node.1.goal": [0, 2_000], "node.1.sent": [0, 4_500], "completed": [0, 6_000]},
    ),
    # The timeout comes before what is due at its instant.
    "a journey timeout": (
        case([push()], [link(0, "yes", 1, ["hours", 2])], [1, 2], timeout=["hours", 2]),
        {"node.1.before": [8_000, 0], "timed_out": [0, 8_000]},
    ),
    # A stop half an hour after midnight: 1/4 control before it; the view at 01:00 is not counted.
    "a stop": (
        case([push(), push()], [link(0, "yes", 1), link(1, "sent", 2, ["days", 1])], [0, 1], control_percent=25,
             schedule={"paused": [], "ended": hour(0.5), "stopped": hour(0.5)}),
        {"control": [2_000, 2_000], "node.2.before": [4_500, 0], "removed": [0, 6_000], "node.1.at": [1_500, 0]},
    ),
    # Daily with re-entry: all complete at once and come again, with 800 new ones; a pause holds the second run off.
    "re-entry": (
        case([push()], [link(0, "yes", 1)], [0, 24, 48], reentry=True, timeline={"kind": "recurring", "every": 1, "unit": "day"}),
        {"qualified": [8_000, 16_800, 26_400]},
    ),
    "a pause": (
        case([push()], [link(0, "yes", 1)], [0, 24, 48], timeline={"kind": "recurring", "every": 1, "unit": "day"},
             schedule={"paused": [[hour(23), hour(25)]], "ended": None, "stopped": None}),
        {"qualified": [8_000, 8_000, 9_600]},
    ),
    # 100 an hour, from 10:00 on: at 00:00 those of fourteen hours.
    "events": (
        case([push()], [link(0, "yes", 1)], [-13.5, -13, 0], entry="on-event"),
        {"qualified": [0, 100, 1_400], "completed": [0, 100, 1_400]},
    ),
    # Past behaviour at the midnight after a day of two.
    "past behaviour": (
        case([dict(segment(["days", 2]), past=True), push()], [link(0, "yes", 1), link(1, "yes", 2, ["hours", 1])], [23, 24, 48]),
        {"node.1.by.yes": [0, 2_000, 4_000], "node.1.at": [8_000, 6_000, 4_000]},
    ),
    # The user's best time: 24 full hours after midnight.
    "best time": (
        case([push(when="best")], [link(0, "yes", 1)], [0, 12, 24]),
        {"completed": [0, 4_000, 8_000]},
    ),
}


def test():
    """Holds both oracles against the figures worked out."""
    for name, (told, expected) in WORKED.items():
        exact, dice = audience.answer(told), single_users.Crowd(told).run()
        for figure, row in expected.items():
            found = exact["figures"].get(figure, [0] * len(row))
            assert all(abs(a - b) < 1e-6 for a, b in zip(found, row)), f"{name}: {figure} is {found}, not {row}"
            thrown = dice["totals"].get(figure, [0] * len(row))
            near = all(abs(a - b) <= 4 * max(1, b) ** 0.5 for a, b in zip(thrown, row))
            assert near, f"{name}: {figure} is {thrown} by dice, not about {row}"
    print(f"{len(WORKED)} journeys as worked out")
