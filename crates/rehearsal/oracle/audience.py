#!/usr/bin/env python3
"""The simulation of an assumed audience a second time (numbers.md §2): exact fractions, one route at a time.

Reads one case per line (JSON) and writes one answer per line: for each figure its value at each asked instant, and the
number of splits before it, which is how far an engine that counts whole users may be away from it.

There are no pools and nothing is merged. The users of one run or one hour are a fraction that enters; a split makes
fractions of it, each of which is followed by itself to its end. Of a window there is one fraction for each hour in which
something can happen. The one thing that is not exact is a half-life: 2^(-x) is rounded to 160 binary digits.

`--self-test` follows a few journeys whose figures were worked out by hand.
"""

import decimal
import json
import sys
from bisect import bisect_left
from fractions import Fraction
from functools import lru_cache

from moments import EVER, HOUR, WHOLE, Clock, entries

LIMIT = 40_000
"""A case with more fractions than this is passed over."""
DIGITS = 160
decimal.getcontext().prec = 60


class TooLarge(Exception):
    """A case that would take too long."""


@lru_cache(maxsize=100_000)
def left(elapsed, half_life):
    """The share that is left after a time (seconds) of a half-life (minutes)."""
    power = decimal.Decimal(2) ** (-decimal.Decimal(elapsed) / (60 * half_life))
    return Fraction(int(power * 2**DIGITS), 2**DIGITS)


class Figures:
    """The figures at the asked instants, and the splits before each."""

    def __init__(self, asked):
        self.asked = asked
        self.splits = {}
        # By figure: what is counted from each asked instant on, and what is counted at it alone.
        self.since, self.once = {}, {}

    def row(self, rows, name, splits):
        self.splits[name] = self.splits.get(name, 0) | splits
        return rows.setdefault(name, {})

    def add(self, name, users, splits, since):
        """Counts users from an instant on."""
        if users and since <= self.asked[-1]:
            row, n = self.row(self.since, name, splits), bisect_left(self.asked, since)
            row[n] = row.get(n, 0) + users

    def add_each(self, name, splits, since, until, users_at):
        """Counts as many as a function of the instant says at each that is asked for from one on and before another."""
        for n in range(bisect_left(self.asked, since), bisect_left(self.asked, until)):
            if users := users_at(self.asked[n]):
                row = self.row(self.once, name, splits)
                row[n] = row.get(n, 0) + users

    def values(self, name):
        """A figure at each asked instant."""
        total, row, once = Fraction(0), [], self.once.get(name, {})
        for n in range(len(self.asked)):
            total += self.since.get(name, {}).get(n, 0)
            row.append(total + once.get(n, 0))
        return row


class Group:
    """Those who enter at one instant, in one zone and prone to one goal."""

    def __init__(self, walk, entered, zone, clock, goal):
        self.walk, self.entered, self.zone, self.clock, self.goal = walk, entered, zone, clock, goal
        case = walk.case
        self.deadline = walk.clock.after(entered, case["timeout"]) if case["timeout"] else EVER
        self.stop = case["schedule"]["stopped"]
        self.stop = EVER if self.stop is None else self.stop
        self.end = min(self.deadline, self.stop)
        self.remembered = {}

    def inside(self, t):
        """The share that has not met its goal at an instant, if the journey has not ended before."""
        if self.goal is None:
            return Fraction(1)
        if t not in self.remembered:
            goal, clock = self.walk.case["goals"][self.goal], self.walk.clock
            check = clock.last_midnight if goal["past"] else clock.last_hour
            self.remembered[t] = left(max(0, check(t) - check(self.entered)), goal["half_life"])
        return self.remembered[t]


class Walk:
    """One version of a journey."""

    def __init__(self, case):
        self.case = case
        self.clock = Clock(case["zone"])
        self.figures = Figures(case["asked"])
        self.last = case["asked"][-1]
        self.bits, self.count_bits = {}, 0
        self.steps = 0
        self.zones = {case["zone"]: self.clock}
        self.links = {}
        for n, link in enumerate(case["links"]):
            self.links.setdefault((link["from"], link["outcome"]), []).append((n, link))
        self.linked = [[link for link in case["links"] if link["from"] == n] for n in range(len(case["nodes"]))]
        # With re-entry: the instants of the runs, and who qualifies again at each.
        self.runs = []
        self.again = {}

    def split(self, *what, ways=2):
        """The bits of a split, by what it splits: one into n ways counts as n − 1 splits."""
        if what not in self.bits:
            self.bits[what] = ((1 << ways - 1) - 1) << self.count_bits
            self.count_bits += ways - 1
        return self.bits[what]

    # Those who qualify

    def go(self):
        case, figures = self.case, self.figures
        cohorts = entries(case)
        again = case["reentry"] and case["entry"] != "on-event"
        if again:
            self.runs = [run for run, _ in cohorts]
            self.again = {run: [Fraction(0), 0] for run in self.runs}
        control = Fraction(case["control_percent"], 100)
        pending, before = Fraction(0), 0
        stop = EVER if case["schedule"]["stopped"] is None else case["schedule"]["stopped"]
        for at, new in cohorts:
            if at > self.last:
                break
            users, splits = new, self.split("new")
            if again:
                users += self.again[at][0] + pending
                splits |= self.again[at][1] | before
            figures.add("qualified", users, splits, at)
            splits |= self.split("control")
            kept = users * control
            figures.add("control", kept, splits, at)
            for n, goal in enumerate(case["goals"]):
                met = self.clock.hour(at + 60 * goal["half_life"])
                if met < stop:
                    share = Fraction(goal["control"], WHOLE)
                    figures.add(f"control_met.{n}", kept * share, splits | self.split("control goal", ways=len(case["goals"]) + 1), met)
            if again:
                pending, before = kept, splits
            figures.add("entered", users - kept, splits, at)
            self.enter(at, users - kept, splits)
        return self.answer()

    def enter(self, at, users, splits):
        """Splits those who enter into groups, and follows each."""
        case = self.case
        zones = [(case["zone"], Fraction(1))]
        if case["user_zone"] and case["zones"]:
            zones = [(zone, Fraction(share, WHOLE)) for zone, share in case["zones"]]
            rest = 1 - sum(share for _, share in zones)
            zones += [(case["zone"], rest)] if rest else []
        goals = [(n, Fraction(goal["share"], WHOLE)) for n, goal in enumerate(case["goals"]) if goal["share"]]
        goals.append((None, 1 - sum(share for _, share in goals)))
        if len(zones) > 1:
            splits |= self.split("zone", ways=len(zones))
        for place, (zone, of_zone) in enumerate(zones):
            clock = self.zones.setdefault(zone, Clock(zone))
            for goal, of_goal in goals:
                bits = splits | (self.split("goal", place, ways=len(goals)) if len(goals) > 1 else 0)
                group = Group(self, at, place, clock, goal)
                self.follow(group, self.entry(), at, None, users * of_zone * of_goal, bits)

    def entry(self):
        return next(n for n, node in enumerate(self.case["nodes"]) if node["entry"])

    # From node to node

    def follow(self, group, node, at, delay, share, splits):
        """Follows a fraction from the instant on at which it enters a node. `share` is before those who met their goal."""
        todo = [(node, at, delay, share, splits)]
        while todo:
            node, at, delay, share, splits = todo.pop()
            if at > self.last or not share:
                continue
            self.steps += 1
            if self.steps > LIMIT:
                raise TooLarge
            self.figures.add(f"node.{node}.entered", share * group.inside(at), splits, at)
            todo.extend(self.visit(group, node, at, delay, share, splits))

    def visit(self, group, node, entered, delay, share, splits):
        """What becomes of a fraction at a node: the fractions that enter the next ones."""
        of = self.case["nodes"][node]
        if of["role"] == "message":
            return self.message(group, node, of, entered, delay, share, splits)
        ready = self.clock.after(entered, delay)
        splits, alive = self.stay(group, node, "before", entered, ready, share, splits)
        if not alive:
            return []
        if of["role"] == "segment" and not of["entry"]:
            return self.segment(group, node, of, ready, share, splits)
        if of["role"] == "exit":
            self.leave(group, node, "exits", ready, share, splits)
            return []
        outcomes = [("yes" if of["entry"] else "updated", Fraction(1))]
        if of["role"] == "split":
            outcomes = [(name, Fraction(part, WHOLE)) for name, part in of["shares"]]
            splits |= self.split("split", node, group.zone, group.goal, ways=len(outcomes))
        return self.part(group, node, ready, share, splits, outcomes)

    def part(self, group, node, at, share, splits, outcomes):
        """Fractions that leave a node by their outcomes at once, where these are linked."""
        following = []
        for outcome, part in outcomes:
            following += self.out(group, node, outcome, at, at, share * part, splits)
        return following

    def stay(self, group, node, where, since, until, share, splits):
        """Waits at a node. Gives the splits, and whether it can still leave at the end."""
        if since == until and until < group.end:
            return splits, True
        figures, end = self.figures, min(until, group.end)
        if group.goal is not None:
            one = (group.entered,) if self.case["timeout"] else ()
            splits |= self.split("met", node, where, group.zone, group.goal, *one)
        figures.add_each(f"node.{node}.{where}", splits, since, end, lambda t: share * group.inside(t))
        if group.goal is not None:
            # What is counted at the end itself is counted before anything else there, unless it is the end of all.
            def met(t):
                if t <= since:
                    return 0
                t = min(t, until if until < group.end else group.end - 1)
                return share * (group.inside(since) - group.inside(max(t, since)))

            figures.add_each(f"node.{node}.goal", splits, since, EVER, met)
            figures.add_each(f"goal.{group.goal}", splits, since, EVER, met)
            earlier = Fraction(0)
            for run in self.runs:
                if run > group.entered:
                    self.again[run][0] += met(run) - earlier
                    self.again[run][1] |= splits
                    earlier = met(run)
        if until < group.end:
            return splits, True
        if group.end <= self.last:
            rest = share * group.inside(max(group.end - 1, since))
            removed = group.end == group.stop
            figures.add(f"node.{node}." + ("removed" if removed else "timed_out"), rest, splits, group.end)
            if not removed:
                self.return_at(group, group.end, True, rest, splits)
        return splits, False

    def return_at(self, group, at, same, users, splits):
        """Lets users who have left qualify again at the next run."""
        for run in self.runs:
            if run > group.entered and (run > at or same and run == at):
                self.again[run][0] += users
                self.again[run][1] |= splits
                return

    def leave(self, group, node, how, at, share, splits):
        """Leaves the journey at a node."""
        users = share * group.inside(at)
        self.figures.add(f"node.{node}.{how}", users, splits, at)
        self.return_at(group, at, False, users, splits)

    def out(self, group, node, outcome, ready, at, share, splits):
        """Waits at a node from `ready` to `at` and leaves by an outcome then, if it is linked."""
        if not share:
            return []
        links = self.links.get((node, outcome), [])
        if not self.linked[node]:
            splits, alive = self.stay(group, node, "at", ready, at, share, splits)
            if alive:
                self.leave(group, node, "completed", at, share, splits)
            return []
        if not links:
            self.stay(group, node, "at", ready, EVER, share, splits)
            return []
        splits, alive = self.stay(group, node, "at", ready, at, share, splits)
        if not alive:
            return []
        if len(links) > 1:
            splits |= self.split("links", node, outcome, group.zone, group.goal, ways=len(links))
        return [self.move(group, node, outcome, link, at, share / len(links), splits) for link in links]

    def move(self, group, node, outcome, link, at, share, splits):
        """Leaves by a link."""
        n, link = link
        users = share * group.inside(at)
        self.figures.add(f"node.{node}.by.{outcome}", users, splits, at)
        self.figures.add(f"link.{n}", users, splits, at)
        return link["to"], at, link["delay"], share, splits

    # Windows

    def pool(self, group, node):
        one = (group.entered,) if self.case["timeout"] else ()
        return self.split("pool", node, group.zone, group.goal, *one)

    def fired(self, begin, close, half_life, days=30):
        """The share of those to whom something happens in a window to whom it has happened by an instant."""

        def by(t):
            if t >= close:
                return Fraction(1)
            if t <= begin:
                return Fraction(0)
            if half_life is not None:
                most = Fraction(1) if close == EVER else 1 - left(close - begin, half_life)
                return (1 - left(t - begin, half_life)) / most
            if close == EVER:
                return min(Fraction(1), Fraction(t - begin, days * 24 * HOUR))
            return Fraction(t - begin, close - begin)

        return by

    def happens(self, group, begin, close, half_life):
        """When how much of something is counted within a window: (instant, share), in order."""
        by, counted, t = self.fired(begin, close, half_life), Fraction(0), begin
        while counted < 1:
            t = min(self.clock.hour(t + 1) if t > begin or begin < close else close, close)
            if t > min(self.last, group.end - 1):
                # The rest comes after all that is asked for, or never.
                yield EVER, 1 - counted
                return
            if by(t) > counted:
                yield t, by(t) - counted
                counted = by(t)

    def segment(self, group, node, of, ready, share, splits):
        close = EVER if of["window"] is None else self.clock.after(ready, of["window"])
        begin = self.clock.after(ready, of["least"])
        splits |= self.pool(group, node)
        fires = []
        if of["past"]:
            by, counted, t = self.fired(ready, close, of["half_life"]), Fraction(0), ready
            while (t := self.clock.midnight(t)) <= close and counted < 1:
                if t > min(self.last, group.end - 1):
                    break
                if by(t) > counted:
                    fires.append((t, by(t) - counted))
                    counted = by(t)
                t += 1
            if t <= close and counted < 1:
                # Some of them fire after all that is asked for, which is as good as never: Timeout is later still.
                fires.append((EVER, 1 - counted))
        elif begin <= close:
            fires = list(self.happens(group, begin, close, of["half_life"]))
        following, gone = [], Fraction(0)
        for outcome in ("yes", "no"):
            part = Fraction(of[outcome], WHOLE)
            for t, some in fires:
                following += self.out(group, node, outcome, ready, t, share * part * some, splits)
                gone += part * some
        closes = EVER if close == EVER else self.clock.hour(close)
        return following + self.out(group, node, "timeout", ready, closes, share * (1 - gone), splits)

    # Messages

    def message(self, group, node, of, entered, delay, share, splits):
        users = self.case["user_zone"] and of["user_zone"]
        clock = group.clock if users else self.clock
        ready = self.clock.after(entered, delay)
        dues = [(ready, share)]
        if of["when"] == "best":
            splits |= self.split("best", node, group.zone, group.goal, ways=24)
            first = clock.hour(ready + 1)
            dues = [(first + n * HOUR, share / 24) for n in range(24)]
        elif of["when"] is not None:
            dues = [(clock.clock(ready, of["when"]), share)]
        following = []
        for due, part in dues:
            held = clock.held(self.case["quiet"], due) if self.case["quiet"] and of["quiet"] else None
            dropped = held is not None and self.case["quiet"]["drop"]
            at = due if held is None or dropped else held
            bits, alive = self.stay(group, node, "before", entered, at, part, splits)
            if not alive:
                continue
            if dropped:
                self.count(group, node, "quiet", at, part, bits)
                self.count(group, node, "unreachable", at, part, bits)
                following += self.out(group, node, "unreachable", at, at, part, bits)
            else:
                following += self.send(group, node, of, at, part, bits)
        return following

    def count(self, group, node, what, at, share, splits):
        self.figures.add(f"node.{node}.{what}", share * group.inside(at), splits, at)

    def send(self, group, node, of, at, share, splits):
        splits |= self.split("send", node, group.zone, group.goal, ways=3)
        shares = {name: Fraction(of[name], WHOLE) for name in ("sent", "failed", "unreachable")}
        following = []
        for outcome, part in shares.items():
            self.count(group, node, outcome, at, share * part, splits)
            if outcome != "sent":
                following += self.out(group, node, outcome, at, at, share * part, splits)
        sent = share * shares["sent"]
        self.responses(group, node, of, at, sent * group.inside(at), splits)
        waits = self.waits(node, of)
        if not self.linked[node] or (node, "sent") in self.links or not waits:
            return following + self.out(group, node, "sent", at, at, sent, splits)
        splits |= self.pool(group, node)
        rest = Fraction(1)
        for outcome, part in waits:
            links = self.links[(node, outcome)]
            if len(links) > 1:
                splits |= self.split("links", node, outcome, group.zone, group.goal, ways=len(links))
            rest -= part
            for link in links:
                close = EVER if link[1]["window"] is None else self.clock.after(at, link[1]["window"])
                for t, some in self.happens(group, at, close, of["half_lives"][outcome]):
                    some *= sent * part / len(links)
                    if not some:
                        continue
                    bits, alive = self.stay(group, node, "at", at, t, some, splits)
                    if alive:
                        following.append(self.move(group, node, outcome, link, t, some, bits))
        return following + self.out(group, node, "timeout", at, self.closes(node, at), sent * rest, splits)

    def waits(self, node, of):
        """The linked outcomes of a message that are waited for, with the share that leaves by each."""
        waits, taken = [], Fraction(0)
        for outcome in ("clicked", "viewed", "delivered"):
            if (node, outcome) in self.links:
                share = Fraction(of[outcome], WHOLE)
                waits.append((outcome, share - taken))
                taken = share
        return waits

    def closes(self, node, sent):
        """When the longest window of a message has closed."""
        windows = [link["window"] for link in self.linked[node] if link["outcome"] in ("clicked", "viewed", "delivered")]
        if None in windows:
            return EVER
        lengths = {"minutes": 1, "hours": 60, "days": 1440, "weeks": 7 * 1440, "months": 30 * 1440}
        longest = windows[0]
        for window in windows:
            if lengths[window[0]] * window[1] >= lengths[longest[0]] * longest[1]:
                longest = window
        return self.clock.hour(self.clock.after(sent, longest))

    def responses(self, group, node, of, at, users, splits):
        """Who has the message delivered, views and clicks it, whatever becomes of them in the journey."""
        for what in ("delivered", "viewed", "clicked"):
            share, half_life = Fraction(of[what], WHOLE), of["half_lives"][what]

            def counted(t, share=share, half_life=half_life):
                checked = self.clock.last_hour(min(t, group.stop - 1))
                return users * share * (1 - left(checked - at, half_life)) if checked > at else 0

            self.figures.add_each(f"node.{node}.{what}", splits | self.split("respond", node, what), at, EVER, counted)

    def totals(self, figures):
        """The figures of the journey from those of its nodes."""
        for name in ("inside", "completed", "timed_out", "exits", "removed"):
            parts = ("before", "at") if name == "inside" else (name,)
            keys = [f"node.{node}.{part}" for node in range(len(self.case["nodes"])) for part in parts]
            keys = [key for key in keys if key in figures]
            if keys:
                figures[name] = [sum(row) for row in zip(*(figures[key] for key in keys))]
                for key in keys:
                    self.figures.splits[name] = self.figures.splits.get(name, 0) | self.figures.splits[key]

    def answer(self):
        figures = {name: self.figures.values(name) for name in {**self.figures.since, **self.figures.once}}
        self.totals(figures)
        splits = {name: bin(bits).count("1") for name, bits in self.figures.splits.items()}
        figures = {name: [float(users) for users in row] for name, row in figures.items()}
        return {"figures": figures, "splits": splits, "steps": self.steps}


def answer(case):
    try:
        return Walk(case).go()
    except TooLarge:
        return {"too_large": True}


def main():
    if sys.argv[1:] == ["--self-test"]:
        import worked

        worked.test()
        return
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
