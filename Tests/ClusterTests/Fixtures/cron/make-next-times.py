#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes next-times.txt: 10,000 random cron expressions with their next 20 times.

The times come from croniter (pip install croniter==7.0.0), an implementation of its own. What the
Go parsers of the autoscalers read differently is translated before croniter sees it:

- Whether both day fields must match or either of them: the Go parsers decide by the star, older
  ones also for */2, so the script decides the same way and tells croniter by day_or.
- A day field that lists every value is unrestricted for croniter, but not for the Go parsers: with
  "either of them" every day matches, so both fields are given to croniter as stars.
- "?" is a star, in any field.
- A range from a value to itself is that value; croniter takes it for the whole round.
- The Go parsers give up beyond the fifth year after the start; croniter does not.

One line is: dialect, expression, start, times; tabs between. Times are differences in seconds, each
with *n behind it if it comes n times; "-" says that there is no further time.
"""

import random
from datetime import datetime, timedelta, timezone

from croniter import CroniterBadDateError, croniter

COUNT = 10_000
TIMES = 20
SEED = 20190204
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DAYS = "sun mon tue wed thu fri sat".split()
FIELDS = {
    "second": (0, 59, None),
    "minute": (0, 59, None),
    "hour": (0, 23, None),
    "day": (1, 31, None),
    "month": (1, 12, MONTHS),
    "weekday": (0, 6, DAYS),
}


def word(rng, value, low, names):
    if names and rng.random() < 0.3:
        name = names[value - low]
        return rng.choice([name, name.upper(), name.capitalize()])
    if rng.random() < 0.05:
        return f"{value:02d}"
    return str(value)


def part(rng, low, high, names):
    """One part of a list, and whether it begins with a star, and its step."""
    kind = rng.random()
    if kind < 0.15:
        step = rng.randint(1, max(2, (high - low) // 2))
        return f"{rng.choice('**?')}/{step}", True, step
    first = rng.randint(low, high)
    if kind < 0.55:
        return word(rng, first, low, names), False, 1
    last = rng.randint(first, high)
    span = f"{word(rng, first, low, names)}-{word(rng, last, low, names)}"
    if kind < 0.8:
        return span, False, 1
    step = rng.randint(1, max(1, (high - low) // 3))
    if kind < 0.9:
        return f"{span}/{step}", False, step
    return f"{word(rng, first, low, names)}/{step}", False, step


def field(rng, name, star_chance):
    low, high, names = FIELDS[name]
    if rng.random() < star_chance:
        return rng.choice("***?"), [(True, 1)]
    parts = [part(rng, low, high, names) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
    return ",".join(text for text, _, _ in parts), [(star, step) for _, star, step in parts]


def values(text, low, high, names):
    """The values of a field, for telling whether it lists all of them."""
    found = set()
    for item in text.lower().split(","):
        span, _, step = item.partition("/")
        ends = span.split("-")
        number = lambda end: low + names.index(end) if names and end in names else int(end)
        if ends[0] in "*?":
            first, last = low, high
        else:
            first = number(ends[0])
            last = number(ends[1]) if len(ends) > 1 else (high if step else first)
        found.update(range(first, last + 1, int(step or 1)))
    return found


def for_croniter(text, low, names):
    """The field in the words of croniter."""
    items = []
    for item in text.replace("?", "*").lower().split(","):
        ends = item.partition("/")[0].split("-")
        number = lambda end: low + names.index(end) if names and end in names else int(end)
        if len(ends) == 2 and number(ends[0]) == number(ends[1]):
            item = str(number(ends[0]))
        items.append(item)
    return ",".join(items)


def is_star(marks, dialect):
    """Whether a day field leaves the day open."""
    return any(star and (step <= 1 or dialect != "standard") for star, step in marks)


def expression(rng, dialect):
    texts, marks = {}, {}
    names = list(FIELDS) if dialect == "alibaba" else list(FIELDS)[1:]
    chances = {"second": 0.2, "minute": 0.3, "hour": 0.4, "day": 0.5, "month": 0.7, "weekday": 0.6}
    for name in names:
        texts[name], marks[name] = field(rng, name, chances[name])
    either = not is_star(marks["day"], dialect) and not is_star(marks["weekday"], dialect)
    own = " ".join(texts[name] for name in names)
    if dialect == "alibaba" and rng.random() < 0.1 and is_star(marks["weekday"], dialect):
        texts["weekday"] = "*"
        own = " ".join(texts[name] for name in names[:-1])
    if either:
        for name in ("day", "weekday"):
            low, high, labels = FIELDS[name]
            if len(values(texts[name], low, high, labels)) == high - low + 1:
                texts["day"] = texts["weekday"] = "*"
                break
    theirs = " ".join(for_croniter(texts[n], FIELDS[n][0], FIELDS[n][2]) for n in names)
    return own, theirs, either


def differences(theirs, either, start, has_seconds):
    result = []
    now = start
    schedule = croniter(
        theirs, now, day_or=either, second_at_beginning=has_seconds, max_years_between_matches=50
    )
    for _ in range(TIMES):
        try:
            following = schedule.get_next(datetime)
        except CroniterBadDateError:
            return result + ["-"]
        if following.year > (now + timedelta(seconds=1)).year + 5:
            return result + ["-"]
        result.append(str(int((following - now).total_seconds())))
        now = following
    return result


def shorten(items):
    result = []
    for item in items:
        if result and result[-1][0] == item:
            result[-1][1] += 1
        else:
            result.append([item, 1])
    return " ".join(item if count == 1 else f"{item}*{count}" for item, count in result)


def main():
    rng = random.Random(SEED)
    lines = []
    while len(lines) < COUNT:
        dialect = rng.choice(["alibaba", "tkestack", "standard"])
        own, theirs, either = expression(rng, dialect)
        start = datetime(2000, 1, 1, tzinfo=timezone.utc) + timedelta(
            seconds=rng.randrange(60 * 365 * 86_400)
        )
        times = differences(theirs, either, start, dialect == "alibaba")
        lines.append(f"{dialect}\t{own}\t{int(start.timestamp())}\t{shorten(times)}\n")
    with open("next-times.txt", "w", encoding="ascii") as file:
        file.writelines(lines)


main()
