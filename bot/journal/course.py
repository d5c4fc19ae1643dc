"""The course of a picture: how each entry went over the days on which it was looked at.

Owns which days and entries are drawn. Must not draw, or add anything up.

    >>> course_of([]) is None
    True
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from bot.charts import Course, Lane, Point
from bot.content.library import library
from bot.journal.records import Snapshot


def course_of(snapshots: Sequence[Snapshot], leave_out: Collection[str] = ()) -> Course | None:
    """Give the course, or None while no entry was looked at on two days. `leave_out` names sides of the content."""
    days: dict[str, dict[date, str]] = {}
    for snapshot in snapshots:
        for sign in snapshot.looked:
            entry = snapshot.picture.get(sign) or {}
            often = entry.get("often") or ("never" if entry.get("polarity") == "denied" else None)
            known = library().sign(sign) if sign in library().sign_ids else None
            if known and known.side not in leave_out and often:
                days.setdefault(sign, {})[snapshot.at.date()] = often
    lanes = [
        Lane(
            library().sign(sign).label,
            "leans" if library().sign(sign).side == "codependency" else "holds",
            tuple(Point(day, often) for day, often in sorted(points.items())),
        )
        for sign, points in days.items()
        if len(points) > 1
    ]
    return Course(tuple(lanes)) if lanes else None
