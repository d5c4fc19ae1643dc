"""A chart in words: its title, what a screen reader says, and the rows of its table.

Owns these words and how a day is written. Must not draw.

    >>> day_in_words(date(2026, 11, 4))
    '4 November 2026'
"""

from __future__ import annotations

from datetime import date

from bot.charts.chart import HEADINGS, Chart, Course, Lane, Mark, Picture, Side

SIDES: tuple[Side, ...] = ("leans", "holds")
MONTHS = "January February March April May June July August September October November December".split()
HOW_OFTEN = {"never": "not now", "rarely": "rarely", "sometimes": "sometimes", "often": "often"}


def title(chart: Chart) -> str:
    """Give the heading."""
    return "Your picture" if isinstance(chart, Picture) else "Your picture over time"


def subtitle(chart: Chart) -> str:
    """Give the line under the heading: the day, or the days between which it was looked at."""
    if isinstance(chart, Picture):
        return f"{day_in_words(chart.day)}, as you told it" if chart.day else "as you told it"
    first, last = chart.span
    if first == last:
        return f"{day_in_words(first)}, as you told it"
    start = day_in_words(first).removesuffix(f" {last.year}")
    return f"{start} to {day_in_words(last)}, as you told it"


def rows(chart: Chart) -> list[tuple[str, ...]]:
    """Give the rows of the data table, the first one its headings."""
    if isinstance(chart, Picture):
        found: list[tuple[str, ...]] = [("Side", "What", "How often", "In your words")]
        return found + [
            (HEADINGS[side], mark.label, how(mark), mark.words) for side in SIDES for mark in chart.side(side)
        ]
    days = sorted({point.day for lane in chart.lanes for point in lane.points})
    found = [("Side", "What", *(day_in_words(day) for day in days))]
    for side in SIDES:
        for lane in chart.side(side):
            known = {point.day: HOW_OFTEN[point.often] for point in lane.points}
            found.append((HEADINGS[side], lane.label, *(known.get(day, "") for day in days)))
    return found


def describe(chart: Chart) -> str:
    """Say what the chart shows, for those who do not see it; every entry is named."""
    parts = [_described(chart, side) for side in SIDES]
    return f"{title(chart)}, {subtitle(chart)}. " + " ".join(part for part in parts if part)


def _described(chart: Chart, side: Side) -> str:
    if isinstance(chart, Course):
        told = [f"{lane.label}, {went(lane)}" for lane in chart.side(side)]
    else:
        told = [
            ", ".join(bit for bit in (mark.label, how(mark), mark.words) if bit) for mark in chart.side(side)
        ]
    return f"{HEADINGS[side]}: {'; '.join(told)}." if told else ""


def how(mark: Mark) -> str:
    """Say how often, with the condition: "sometimes, with his mother"."""
    return ", ".join(bit for bit in (HOW_OFTEN.get(mark.often or "", ""), mark.note) if bit)


def went(lane: Lane) -> str:
    """Say how an entry went; of one day there is nothing to compare."""
    first, last = lane.points[0].often, lane.points[-1].often
    return moved(first, last) if len(lane.points) > 1 else HOW_OFTEN[first]


def moved(first: str, last: str) -> str:
    """Say where it was and where it is.

    >>> moved("often", "rarely"), moved("often", "often")
    ('often, now rarely', 'often, as before')
    """
    if first == last:
        return f"{HOW_OFTEN[last]}, as before"
    return f"{HOW_OFTEN[first]}, now {HOW_OFTEN[last].removesuffix(' now')}"


def day_in_words(day: date) -> str:
    """Write a day as people do."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
