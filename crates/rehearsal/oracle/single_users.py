#!/usr/bin/env python3
"""The simulation of an assumed audience a third time: users one by one, each by the throw of dice (numbers.md §4).

Reads one case per line (JSON) and writes one answer per line: for each figure, at each asked instant, how many users were
counted, and the standard deviation of that number. No figure is reckoned: an event happens at a random instant of its
window, a goal is met at a random instant, and both are counted when the clock next shows a full hour (or midnight).
The dice are seeded by the case.
"""

import json
import math
import random
import sys
from bisect import bisect_left

from moments import EVER, HOUR, WHOLE, Clock, entries

MONTH = 30 * 24 * HOUR


class User:
    """One user on one way through the journey."""

    def __init__(self, crowd, entered, zone):
        self.crowd, self.dice, self.case = crowd, crowd.dice, crowd.case
        self.entered, self.zone = entered, zone
        case, clock = self.case, crowd.clock
        self.deadline = clock.after(entered, case["timeout"]) if case["timeout"] else EVER
        self.stop = crowd.stop
        self.goal, self.meets = None, EVER
        thrown = self.dice.random() * WHOLE
        for n, goal in enumerate(case["goals"]):
            if thrown < goal["share"]:
                self.goal = n
                # The hour (or the day) of the entry counts as a whole. What happens between two seconds is counted at the next.
                begin = clock.last_midnight(entered) if goal["past"] else clock.last_hour(entered)
                met = math.floor(begin + self.after(goal["half_life"])) + 1
                self.meets = clock.midnight(met) if goal["past"] else clock.hour(met)
                break
            thrown -= goal["share"]
        self.events = []
        self.left = None

    def after(self, half_life):
        """A random time with a half-life in minutes, in seconds."""
        return min(-math.log2(1 - self.dice.random()) * half_life * 60, 1e10)

    def within(self, length, half_life):
        """A random time within a window; without a window where its length is None."""
        if half_life is None:
            return self.dice.random() * (MONTH if length is None else length)
        if length is None:
            return self.after(half_life)
        most = 1 - 2 ** (-length / (half_life * 60))
        return min(-math.log2(1 - self.dice.random() * most) * half_life * 60, length)

    def pick(self, shares):
        """One of some outcomes, by their shares; the last for the rest."""
        thrown = self.dice.random() * WHOLE
        for outcome, share in shares[:-1]:
            if thrown < share:
                return outcome
            thrown -= share
        return shares[-1][0]

    def count(self, name, t):
        self.events.append((name, t))

    def wait(self, node, where, since, until):
        """Waits at a node; tells whether the user is still there at the end."""
        ends = min(until, self.meets, self.deadline, self.stop)
        name = f"node.{node}.{where}"
        if ends > since:
            self.crowd.present(name, since, ends)
            self.crowd.present("inside", since, ends)
        if ends == until and until < min(self.meets, self.deadline, self.stop):
            return True
        if ends == self.stop:
            how = "removed"
        elif ends == self.deadline:
            how, self.left = "timed_out", (ends, True)
        elif ends == self.meets:
            how, self.left = f"goal.{self.goal}", (ends, True)
        else:
            return True
        self.count(f"node.{node}." + ("goal" if how.startswith("goal") else how), ends)
        self.count(how, ends)
        return False

    def leave(self, node, how, t):
        self.count(f"node.{node}.{how}", t)
        self.count(how, t)
        self.left = (t, False)

    def go(self):
        """From the entry to the end."""
        step = (self.crowd.entry, self.entered, None)
        while step is not None:
            node, t, delay = step
            if t > self.crowd.last:
                return
            self.count(f"node.{node}.entered", t)
            step = self.visit(node, t, delay)

    def visit(self, node, entered, delay):
        of = self.case["nodes"][node]
        if of["role"] == "message":
            return self.message(node, of, entered, delay)
        t = self.crowd.clock.after(entered, delay)
        if not self.wait(node, "before", entered, t):
            return None
        if of["entry"]:
            return self.out(node, "yes", t, t)
        if of["role"] == "segment":
            return self.segment(node, of, t)
        if of["role"] == "exit":
            return self.leave(node, "exits", t)
        outcome = self.pick(of["shares"]) if of["role"] == "split" else "updated"
        return self.out(node, outcome, t, t)

    def out(self, node, outcome, since, t):
        """Leaves by an outcome that happens at an instant, if it is linked; waits where it is not."""
        crowd = self.crowd
        if not crowd.linked[node]:
            if self.wait(node, "at", since, t):
                self.leave(node, "completed", t)
            return None
        links = crowd.links.get((node, outcome))
        if links is None:
            self.wait(node, "at", since, EVER)
            return None
        return self.by(node, self.dice.choice(links), since, t)

    def by(self, node, link, since, t):
        n, link = link
        if not self.wait(node, "at", since, t):
            return None
        self.count(f"node.{node}.by.{link['outcome']}", t)
        self.count(f"link.{n}", t)
        return link["to"], t, link["delay"]

    def counted(self, begin, close, half_life):
        """When something that happens within a window is counted."""
        length = None if close == EVER else close - begin
        happens = math.ceil(begin + self.within(length, half_life))
        return min(self.crowd.clock.hour(happens), close)

    def segment(self, node, of, t):
        clock = self.crowd.clock
        close = EVER if of["window"] is None else clock.after(t, of["window"])
        begin = clock.after(t, of["least"])
        closes = EVER if close == EVER else clock.hour(close)
        outcome = self.pick([("yes", of["yes"]), ("no", of["no"]), ("timeout", 0)])
        if outcome == "timeout":
            return self.out(node, "timeout", t, closes)
        if of["past"]:
            happens = t if close == t else math.ceil(t + self.within(None if close == EVER else close - t, of["half_life"]))
            fires = clock.midnight(min(happens, 4 * 10**9))
            if fires > close:
                return self.out(node, "timeout", t, closes)
        elif begin > close:
            return self.out(node, "timeout", t, closes)
        else:
            fires = self.counted(begin, close, of["half_life"])
        return self.out(node, outcome, t, fires)

    def message(self, node, of, entered, delay):
        case, crowd = self.case, self.crowd
        clock = self.zone if case["user_zone"] and of["user_zone"] else crowd.clock
        due = crowd.clock.after(entered, delay)
        if of["when"] == "best":
            due = clock.hour(due + 1) + self.dice.randrange(24) * HOUR
        elif of["when"] is not None:
            due = clock.clock(due, of["when"])
        held = clock.held(case["quiet"], due) if case["quiet"] and of["quiet"] else None
        if held is not None and not case["quiet"]["drop"]:
            due = held
        if not self.wait(node, "before", entered, due):
            return None
        if held is not None and case["quiet"]["drop"]:
            self.count(f"node.{node}.quiet", due)
            outcome = "unreachable"
        else:
            outcome = self.pick([(name, of[name]) for name in ("sent", "failed", "unreachable")])
        self.count(f"node.{node}.{outcome}", due)
        if outcome != "sent":
            return self.out(node, outcome, due, due)
        reaction = self.react(node, of, due)
        linked = [name for name in ("clicked", "viewed", "delivered") if (node, name) in crowd.links]
        if not crowd.linked[node] or (node, "sent") in crowd.links or not linked:
            return self.out(node, "sent", due, due)
        # Who clicks has viewed, who views has it delivered: the first of them that is linked is the way out.
        done = ("clicked", "viewed", "delivered")[reaction:]
        way = next((name for name in linked if name in done), None)
        if way is None:
            return self.out(node, "timeout", due, crowd.closes(node, due))
        link = self.dice.choice(crowd.links[(node, way)])
        close = EVER if link[1]["window"] is None else crowd.clock.after(due, link[1]["window"])
        return self.by(node, link, due, self.counted(due, close, of["half_lives"][way]))

    def react(self, node, of, t):
        """Counts delivery, view and click; gives how many of them, from the click down, do not happen."""
        thrown = self.dice.random() * WHOLE
        first = 3
        for place, name in enumerate(("clicked", "viewed", "delivered")):
            if thrown < of[name]:
                first = min(first, place)
                at = self.crowd.clock.hour(math.ceil(t + self.after(of["half_lives"][name])))
                if at < self.stop:
                    self.count(f"node.{node}.{name}", at)
        return first


class Crowd:
    """All users of one case."""

    def __init__(self, case):
        self.case = case
        self.dice = random.Random(case["seed"])
        self.clock = Clock(case["zone"])
        self.zones = {case["zone"]: self.clock}
        self.asked = case["asked"]
        self.last = self.asked[-1]
        stop = case["schedule"]["stopped"]
        self.stop = EVER if stop is None else stop
        self.entry = next(n for n, node in enumerate(case["nodes"]) if node["entry"])
        self.links, self.linked = {}, [[] for _ in case["nodes"]]
        for n, link in enumerate(case["links"]):
            self.links.setdefault((link["from"], link["outcome"]), []).append((n, link))
            self.linked[link["from"]].append(link)
        # For each figure and asked instant: the sum of the users' numbers, and of their squares.
        self.totals, self.squares = {}, {}

    def closes(self, node, sent):
        """When the longest window of a message has closed."""
        lengths = {"minutes": 1, "hours": 60, "days": 1440, "weeks": 10_080, "months": 43_200}
        longest = None
        for link in self.linked[node]:
            if link["outcome"] in ("clicked", "viewed", "delivered"):
                if link["window"] is None:
                    return EVER
                length = lengths[link["window"][0]] * link["window"][1]
                if longest is None or length >= longest[0]:
                    longest = (length, link["window"])
        return self.clock.hour(self.clock.after(sent, longest[1]))

    def row(self, rows, name):
        return rows.setdefault(name, [0] * len(self.asked))

    def present(self, name, since, until):
        """A user is somewhere: in one place at a time."""
        for n in range(bisect_left(self.asked, since), bisect_left(self.asked, until)):
            self.row(self.totals, name)[n] += 1
            self.row(self.squares, name)[n] += 1

    def run(self):
        """Every user, each from the instant at which they qualify first."""
        case = self.case
        cohorts = entries(case)
        runs = [at for at, _ in cohorts]
        again = case["reentry"] and case["entry"] != "on-event"
        owed = 0
        for at, users in cohorts:
            owed += users
            count = round(owed)
            owed -= count
            for _ in range(count):
                self.count(self.life(at, runs if again else []))
        return {"totals": self.totals, "deviations": {name: self.deviations(name, sum(u for _, u in cohorts)) for name in self.totals}}

    def life(self, at, runs):
        """What one user brings about: with re-entry, from run to run."""
        case, events = self.case, []
        zone = self.user_zone()
        while at is not None and at <= self.last:
            events.append(("qualified", at))
            if self.dice.random() * 100 < case["control_percent"]:
                events.append(("control", at))
                self.control(at, events)
                left = (at, False)
            else:
                events.append(("entered", at))
                user = User(self, at, zone)
                user.go()
                events += user.events
                left = user.left
            entered, at = at, None
            if left is not None:
                at = next((run for run in runs if run > entered and (run > left[0] or left[1] and run == left[0])), None)
        return events

    def user_zone(self):
        """The clock of a user."""
        case = self.case
        if not case["user_zone"]:
            return self.clock
        thrown = self.dice.random() * WHOLE
        for zone, share in case["zones"]:
            if thrown < share:
                return self.zones.setdefault(zone, Clock(zone))
            thrown -= share
        return self.clock

    def control(self, at, events):
        thrown = self.dice.random() * WHOLE
        for n, goal in enumerate(self.case["goals"]):
            if thrown < goal["control"]:
                met = self.clock.hour(at + 60 * goal["half_life"])
                if met < self.stop:
                    events.append((f"control_met.{n}", met))
                return
            thrown -= goal["control"]

    def count(self, events):
        """Adds what one user brought about."""
        seen = {}
        for name, t in sorted(events, key=lambda event: event[1]):
            first = bisect_left(self.asked, t)
            totals, squares = self.row(self.totals, name), self.row(self.squares, name)
            before = seen.get(name, 0)
            seen[name] = before + 1
            for n in range(first, len(self.asked)):
                totals[n] += 1
                squares[n] += 2 * before + 1

    def deviations(self, name, users):
        users = float(users)
        row = zip(self.totals[name], self.squares[name])
        return [math.sqrt(max(0.0, square - total * total / max(1.0, users))) for total, square in row]


def main():
    for line in sys.stdin:
        print(json.dumps(Crowd(json.loads(line)).run()), flush=True)


if __name__ == "__main__":
    main()
