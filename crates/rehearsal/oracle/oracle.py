#!/usr/bin/env python3
"""The rules of timing.md a second time, in plain words and without a line of the engine's code.

Reads one case per line (JSON) and writes one answer per line: when the version activates, the first runs, when the door
closes, and for each run when each message of a chain goes out (null where it does not). Instants are seconds since 1970.
Time zones are Python's zoneinfo. `--version` prints the version of its time zone database.

The simulation goes day by day: it asks of each day whether the timeline names it, and of each local time what instant the
clocks show it at. PEP 495 does what timing.md §3 says: with fold=0 a doubled time is the first, with fold=1 the second, and one
that is skipped is reckoned with the offset before the gap, which moves it forward by the gap. Quiet hours ask what the clocks
show at an instant.
"""

import calendar
import json
import os
import sys
import zoneinfo
from datetime import date, datetime, time, timedelta, timezone

UTC = timezone.utc
MINUTE = timedelta(minutes=1)


def database():
    """The version of the time zone database that zoneinfo reads."""
    for folder in zoneinfo.TZPATH:
        for name in ("tzdata.zi", "+VERSION"):
            try:
                with open(os.path.join(folder, name), encoding="ascii") as file:
                    return file.readline().replace("# version", "").strip()
            except OSError:
                pass
    try:
        import tzdata

        return tzdata.IANA_VERSION
    except ImportError:
        return "unknown"


def local(zone, at):
    """What the clocks show at an instant."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def instant(zone, shown):
    """When the clocks show a local time."""
    return shown.replace(tzinfo=zone, fold=0).astimezone(UTC)


def day_begins(zone, day, after=None):
    """The first instant of a local day, or, of a day that begins twice, the first after another instant."""
    midnight = datetime.combine(day, time())
    at = instant(zone, midnight)
    if local(zone, at) != midnight:
        # Midnight is skipped: the first minute that lies on that day or a later one.
        at -= timedelta(hours=27)
        while local(zone, at).date() < day:
            at += MINUTE
    if after is not None and at <= after:
        at = after.replace(second=0) + MINUTE
        while local(zone, at).date() < day:
            at += MINUTE
    return at


def add(zone, at, span):
    """A span later."""
    if span is None:
        return at
    unit, n = span
    if unit == "minutes":
        return at + timedelta(minutes=n)
    if unit == "hours":
        return at + timedelta(hours=n)
    if not n:
        return at
    shown = local(zone, at)
    if unit == "months":
        months = shown.year * 12 + shown.month - 1 + n
        year, month = months // 12, months % 12 + 1
        shown = shown.replace(year=year, month=month, day=min(shown.day, calendar.monthrange(year, month)[1]))
    else:
        shown += timedelta(days=n * 7 if unit == "weeks" else n)
    return max(at, instant(zone, shown))


def is_named(timeline, first, day):
    """Whether a day is an occurrence."""
    kind = timeline["kind"]
    if kind == "once":
        return day == first
    if kind == "dates":
        return day.isoformat() in timeline["dates"]
    n, unit = timeline["every"], timeline["unit"]
    if unit == "day":
        return (day - first).days % n == 0
    if unit == "week":
        monday = first - timedelta(days=first.weekday())
        return (day - monday).days // 7 % n == 0 and day.weekday() in timeline["weekdays"]
    months = (day.year - first.year) * 12 + day.month - first.month
    if months % n:
        return False
    on = timeline["on"]
    tomorrow = day + timedelta(days=1)
    if "day" in on:
        return day.day == on["day"]
    if "last_day" in on:
        return tomorrow.month != day.month
    if day.weekday() != on["weekday"]:
        return False
    if on["nth"] < 0:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == on["nth"]


def entry(case, zone):
    """Activation, the first runs, and when the door closes."""
    published = datetime.fromtimestamp(case["published"], UTC)
    activates = published
    if case["start"]:
        activates = max(published, instant(zone, datetime.fromisoformat(case["start"])))
    first = local(zone, activates).date()
    end = date.fromisoformat(case["end"]) if case["end"] else None
    timeline = case["timeline"]
    if end is not None and end < first:
        return activates, [], activates
    runs = [activates] if case["run_at_activation"] else []
    once = timeline["kind"] == "once"
    if once and case["run_at_activation"]:
        return activates, runs, activates
    endless = end is None and timeline["kind"] == "recurring"
    last = end
    if last is None and not endless:
        named = [date.fromisoformat(day) for day in timeline.get("dates", [])]
        last = max([first, *named])
    day, closes = first, None
    while endless or day <= last:
        # The day of activation counts, whether the timeline names it or not.
        if day == first or is_named(timeline, first, day):
            if len(runs) < case["runs"] or not endless:
                run = day_begins(zone, day + timedelta(days=1), activates if day == first else None)
                closes = run
                if run not in runs[-1:]:
                    runs.append(run)
        if endless and len(runs) >= case["runs"]:
            break
        day += timedelta(days=1)
    return activates, runs[: case["runs"]], None if endless else closes


def quiet_for(quiet, shown):
    """For how long the clocks have to go on from a local time until quiet hours are over; None where it lies in none."""
    left = None
    for back in (0, 1):
        day = shown.date() - timedelta(days=back)
        for window in quiet["windows"]:
            if day.weekday() not in window["days"]:
                continue
            midnight = datetime.combine(day, time())
            over = window["to"] <= window["from"]
            begins = midnight + timedelta(minutes=window["from"])
            ends = midnight + timedelta(days=1 if over else 0, minutes=window["to"])
            if begins <= shown < ends and (left is None or ends - shown > left):
                left = ends - shown
    return left


def quiet_until(quiet, zone, at):
    """When the quiet hours that hold an instant end, None where none do, "never" where they do not end."""
    start = at
    while True:
        left = quiet_for(quiet, local(zone, at))
        if left is None:
            return at if at > start else None
        if local(zone, at + left) - local(zone, at) == left:
            at += left
        else:
            # The clocks change meanwhile: minute by minute.
            at = at.replace(second=0) + MINUTE
        if at - start > timedelta(days=9):
            return "never"


def full_hour(zone, at):
    """The first instant from one on at which the clocks show a full hour."""
    if at.second:
        at = at.replace(second=0) + MINUTE
    while local(zone, at).minute:
        at += MINUTE
    return at


def next_clock(zone, at, minutes):
    """The first instant from one on at which the clocks come to a clock time, be it for the second time."""
    today = local(zone, at).date()
    for ahead in range(-1, 4):
        due = datetime.combine(today + timedelta(days=ahead), time()) + timedelta(minutes=minutes)
        times = [instant(zone, due)]
        again = due.replace(tzinfo=zone, fold=1).astimezone(UTC)
        if again > times[0] and local(zone, again) == due:
            times.append(again)
        for shown in times:
            if shown >= at:
                return shown
    return at


def chain(case, zone, run):
    """When each message goes out to those of one run."""
    deadline = add(zone, run, case["timeout"]) if case["timeout"] else None
    sent = []
    at = run
    for step in case["steps"]:
        went = None
        if at is not None:
            at = add(zone, at, step["delay"])
        if at is not None and deadline is not None and at >= deadline:
            at = None
        if at is not None and step["window"]:
            # A segment nobody meets: out when its window has closed, at the next full hour.
            at = full_hour(zone, add(zone, at, step["window"]))
            if deadline is not None and at >= deadline:
                at = None
        if at is not None:
            if step["clock"] is not None:
                at = next_clock(zone, at, step["clock"])
            if deadline is not None and at >= deadline:
                at = None
        if at is not None:
            held = quiet_until(case["quiet"], zone, at) if case["quiet"] else None
            if held is None:
                went = at
            elif not case["quiet"]["drop"]:
                at = went = None if held == "never" else held
            # What is dropped leaves by Unreachable, at once.
            if went is not None and deadline is not None and went >= deadline:
                at = went = None
        sent.append(went)
    return sent


def answer(case):
    zone = zoneinfo.ZoneInfo(case["zone"])
    activates, runs, closes = entry(case, zone)

    def seconds(at):
        return None if at is None else int(at.timestamp())

    return {
        "activates": seconds(activates),
        "by_event": seconds(add(zone, activates, case["event_wait"])),
        "closes": seconds(closes),
        "runs": [{"at": seconds(run), "messages": [seconds(at) for at in chain(case, zone, run)]} for run in runs],
    }


def main():
    if sys.argv[1:] == ["--version"]:
        print(database())
        return
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=False)


if __name__ == "__main__":
    main()
