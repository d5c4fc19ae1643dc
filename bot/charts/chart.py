"""What is drawn: the picture as it is now, or its course over the days on which it was looked at.

Owns the values and their way to JSON and back (a bubble carries them). Must not draw, and holds no sums.

    >>> chart_from(Picture((Mark("Interests of your own", "holds", "often"),)).as_dict()).marks[0].level
    3
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

Side = Literal["leans", "holds"]
LEVELS: dict[str, int] = {"never": 0, "rarely": 1, "sometimes": 2, "often": 3}
"""How often, as steps of a drawing. An order, not an amount: nothing is ever added up."""
HEADINGS: dict[Side, str] = {"leans": "Where it leans on you", "holds": "What holds you"}


@dataclass(frozen=True)
class Mark:
    """One entry of the picture."""

    label: str
    side: Side
    often: str | None = None
    """often, sometimes, rarely, never; None where it was told without a how-often."""
    note: str = ""
    """A condition ("with his mother") or "perhaps"."""
    words: str = ""
    """The person's own words, shortened and in quotation marks."""

    @property
    def level(self) -> int | None:
        """Give how often as 0 to 3, None where it is not known."""
        return LEVELS.get(self.often or "")


@dataclass(frozen=True)
class Picture:
    """The two sides as they are now, in the order in which they came up."""

    marks: tuple[Mark, ...]
    day: date | None = None

    def side(self, side: Side) -> tuple[Mark, ...]:
        """Give the entries of one side."""
        return tuple(mark for mark in self.marks if mark.side == side)

    def as_dict(self) -> dict[str, Any]:
        """Give the values as JSON holds them."""
        day = self.day.isoformat() if self.day else None
        return {"kind": "picture", "day": day, "marks": [asdict(mark) for mark in self.marks]}


@dataclass(frozen=True)
class Point:
    """How often it was on one day."""

    day: date
    often: str

    @property
    def level(self) -> int:
        """Give how often as 0 to 3."""
        return LEVELS[self.often]


@dataclass(frozen=True)
class Lane:
    """One sign over time, oldest point first; at least one point."""

    label: str
    side: Side
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Course:
    """How each entry went over the days on which it was looked at."""

    lanes: tuple[Lane, ...]

    @property
    def span(self) -> tuple[date, date]:
        """Give the first and the last day. Raises ValueError where nothing is drawn."""
        days = [point.day for lane in self.lanes for point in lane.points]
        return min(days), max(days)

    def side(self, side: Side) -> tuple[Lane, ...]:
        """Give the lanes of one side."""
        return tuple(lane for lane in self.lanes if lane.side == side)

    def as_dict(self) -> dict[str, Any]:
        """Give the values as JSON holds them."""
        lanes = [
            {
                "label": lane.label,
                "side": lane.side,
                "points": [[point.day.isoformat(), point.often] for point in lane.points],
            }
            for lane in self.lanes
        ]
        return {"kind": "course", "lanes": lanes}


Chart = Picture | Course


def chart_from(values: Mapping[str, Any]) -> Chart:
    """Read a chart from what `as_dict` gave. Raises KeyError or ValueError for anything else."""
    if values["kind"] == "picture":
        day = date.fromisoformat(values["day"]) if values["day"] else None
        return Picture(tuple(Mark(**mark) for mark in values["marks"]), day)
    if values["kind"] != "course":
        raise ValueError("a chart is a picture or a course")
    return Course(
        tuple(
            Lane(
                lane["label"],
                lane["side"],
                tuple(Point(date.fromisoformat(day), often) for day, often in lane["points"]),
            )
            for lane in values["lanes"]
        )
    )
