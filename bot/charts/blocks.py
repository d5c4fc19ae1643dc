"""A chart as lines of text, for the terminal: bars of three steps, plain letters beside them.

Owns the look. Must not use colour for meaning, or more than 76 columns.

    >>> print(blocks(Picture((Mark("Putting yourself last", "leans", "sometimes"),))))
    Where it leans on you
      Putting yourself last  ■ ■ □  sometimes
"""

from __future__ import annotations

from bot.charts.chart import HEADINGS, Chart, Course, Lane, Mark, Picture, Point
from bot.charts.words import SIDES, how, subtitle, went

FULL = {"leans": "■", "holds": "◆"}
HOLLOW = {"leans": "□", "holds": "◇"}
STEPS = "▁▃▅█"
"""never, rarely, sometimes, often"""
MOST_POINTS = 16
"""The newest points that fit beside a label."""


def blocks(chart: Chart) -> str:
    """Write the chart as lines of at most 76 characters."""
    if isinstance(chart, Picture):
        return "\n".join(_picture(chart))
    return "\n".join(_course(chart))


def _picture(chart: Picture) -> list[str]:
    lines: list[str] = []
    wide = max((len(mark.label) for mark in chart.marks), default=0)
    for side in SIDES:
        marks = chart.side(side)
        lines += [HEADINGS[side], *(_bar(mark, wide) for mark in marks)] if marks else []
    return lines


def _bar(mark: Mark, wide: int) -> str:
    full = mark.level or 0
    bar = " ".join((FULL if step < full else HOLLOW)[mark.side] for step in range(3))
    bar = " " * len(bar) if mark.level is None else bar
    return f"  {mark.label:<{wide}}  {bar}  {how(mark)}".rstrip()[:76]


def _course(chart: Course) -> list[str]:
    lines = [subtitle(chart)[:1].upper() + subtitle(chart)[1:]]
    wide = max(len(lane.label) for lane in chart.lanes)
    long = max(min(len(lane.points), MOST_POINTS) for lane in chart.lanes)
    for side in SIDES:
        lanes = chart.side(side)
        lines += [HEADINGS[side], *(_line(lane, wide, long) for lane in lanes)] if lanes else []
    return lines


def _line(lane: Lane, wide: int, long: int) -> str:
    points: tuple[Point, ...] = lane.points[-MOST_POINTS:]
    line = "".join(STEPS[point.level] for point in points)
    return f"  {lane.label:<{wide}}  {line:<{long}}  {went(lane)}".rstrip()[:76]
