"""What the two oracles of the numbers know of time: clocks in whole seconds, runs and arrivals (timing.md; numbers.md §1).

Built on oracle.py, the oracle of the timetable. Instants are seconds since 1970; a span is [unit, n].
"""

import zoneinfo
from datetime import datetime, timedelta
from fractions import Fraction

import oracle

HOUR = 3_600
WHOLE = 10_000
"""Shares are basis points."""
QUARTER = 900
"""Offsets of the years that are asked for are quarters of an hour: all full hours and midnights lie on quarters of UTC."""
EVER = 10**12
"""An instant that never comes."""
RUNS = 48
"""The most runs of a timeline without an end that are looked at; a case asks for less."""


def at(seconds):
    return datetime.fromtimestamp(seconds, oracle.UTC)


def seconds(instant):
    return int(instant.timestamp())


def remembered(method):
    """Remembers the answers of a clock."""

    def ask(self, *question):
        known = self.known.setdefault(method.__name__, {})
        if question not in known:
            known[question] = method(self, *question)
        return known[question]

    return ask


class Clock:
    """The clocks of one time zone."""

    def __init__(self, name):
        self.zone = zoneinfo.ZoneInfo(name)
        self.known = {}

    def local(self, t):
        return oracle.local(self.zone, at(t))

    def after(self, t, span):
        """A span later."""
        if span is None:
            return t
        return self._after(t, span[0], span[1])

    @remembered
    def _after(self, t, unit, n):
        return seconds(oracle.add(self.zone, at(t), [unit, n]))

    def hour(self, t):
        """The first full hour at or after an instant."""
        return self._hour(-(-t // QUARTER) * QUARTER)

    @remembered
    def _hour(self, t):
        return seconds(oracle.full_hour(self.zone, at(t)))

    def last_hour(self, t):
        """The last full hour at or before an instant."""
        return self._last_hour(t // QUARTER * QUARTER)

    @remembered
    def _last_hour(self, t):
        last = self.hour(t - 4 * HOUR)
        while (following := self.hour(last + 1)) <= t:
            last = following
        return last

    def midnight(self, t):
        """The first midnight at or after an instant."""
        return self._midnight(-(-t // QUARTER) * QUARTER)

    @remembered
    def _midnight(self, t):
        day = self.local(t).date()
        for ahead in range(5):
            begins = seconds(oracle.day_begins(self.zone, day + timedelta(days=ahead)))
            if begins >= t:
                return begins
        raise ValueError("no midnight")

    def last_midnight(self, t):
        """The last midnight at or before an instant."""
        return self._last_midnight(t // QUARTER * QUARTER)

    @remembered
    def _last_midnight(self, t):
        last = self.midnight(t - 4 * 24 * HOUR)
        while (following := self.midnight(last + 1)) <= t:
            last = following
        return last

    @remembered
    def clock(self, t, minutes):
        """The next such clock time."""
        return seconds(oracle.next_clock(self.zone, at(t), minutes))

    def held(self, quiet, t):
        """The end of the quiet hours that hold an instant; None where none do, EVER where they do not end."""
        key = ("quiet", t)
        if key not in self.known:
            until = oracle.quiet_until(quiet, self.zone, at(t))
            self.known[key] = until if until is None else EVER if until == "never" else seconds(until)
        return self.known[key]


def admits(case, t):
    """Whether the door is open at an instant, as far as pauses and the end go."""
    schedule = case["schedule"]
    paused = any(begin <= t and (end is None or t < end) for begin, end in schedule["paused"])
    return not paused and (schedule["ended"] is None or t < schedule["ended"])


def timeline(case):
    """Activation, runs and close, as the oracle of the timetable has them."""
    asked = dict(case, runs=RUNS)
    activates, runs, closes = oracle.entry(asked, zoneinfo.ZoneInfo(case["zone"]))
    return seconds(activates), [seconds(run) for run in runs], None if closes is None else seconds(closes)


def entries(case):
    """Who comes new, and when: (instant, users) in order. Users of runs that a pause holds off come with the next one."""
    return list(arrivals(case) if case["entry"] == "on-event" else newcomers(case))


def was_entered(older):
    """Whether a version had a run at which users came in."""
    return older["entry"] != "on-event" and any(admits(older, run) for run in timeline(older)[1])


def newcomers(case):
    """The new users of each run, up to the last instant that is asked for."""
    last = case["asked"][-1]
    # The audience is in already where an older version has let it in, and nobody enters twice.
    known = not case["reentry"] and any(was_entered(older) for older in case["older"])
    waiting = Fraction(0)
    for n, run in enumerate(timeline(case)[1]):
        if run > last or not (case["schedule"]["ended"] is None or run < case["schedule"]["ended"]):
            return
        first = n == 0 and not known
        waiting += Fraction(case["audience"] * (WHOLE if first else case["newcomers"]), WHOLE)
        if admits(case, run):
            yield run, waiting
            waiting = Fraction(0)


def arrivals(case):
    """The users for whom the event comes, hour by hour."""
    clock = Clock(case["zone"])
    zone = clock.zone
    activates, _, closes = timeline(dict(case, timeline={"kind": "once"}))
    first = clock.local(activates).date()
    if case["end"] is None:
        closes = EVER
    elif case["end"] < first.isoformat():
        closes = activates
    else:
        end = datetime.fromisoformat(case["end"]).date()
        after = at(activates) if end == first else None
        closes = seconds(oracle.day_begins(zone, end + timedelta(days=1), after))
    weekdays, hours = sum(case["weekdays"]), sum(case["hours"])
    begin = activates
    while begin <= case["asked"][-1]:
        ends = clock.hour(begin + 1)
        shown = clock.local(begin)
        day = Fraction(case["arrivals"] * 7 * case["weekdays"][shown.weekday()], weekdays)
        users = day * case["hours"][shown.hour] / hours * Fraction(ends - begin, HOUR)
        qualifies = clock.after(ends, case["wait"])
        if qualifies < closes and admits(case, qualifies) and users:
            yield qualifies, users
        begin = ends
