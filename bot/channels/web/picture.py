"""What a page shows beside the talk and draws in it: the picture in two columns, the plan, and the course over time.

Owns: the way from slots and charts to these lines, and that a picture is held back where somebody dangerous may look over a
shoulder. Must not: draw.

Example::

    view(slots, library())["leans"][0]  # {"label": "Checking before you choose", "often": "often", "words": "“…”"}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.charts import Course, Lane
from bot.charts.words import HOW_OFTEN, day_in_words, subtitle, title, went
from bot.content.library import Library
from bot.flows.picture import UNSAFE
from bot.flows.quote import quote
from bot.flows.talk import CODEPENDENCY, INTERDEPENDENCE, Entry, Talk

WORDS = 24
"""A sheet that is printed has room for a sentence."""


def view(slots: Mapping[str, Any], content: Library) -> dict[str, Any]:
    """Give `leans` and `holds` (lists of entries), `held_back` and `plan` (None before there is one)."""
    talk = Talk.from_slots(slots)
    held_back = talk.safety in UNSAFE
    return {
        "leans": [] if held_back else _column(talk, CODEPENDENCY, content),
        "holds": _column(talk, INTERDEPENDENCE, content),
        "held_back": held_back,
        "plan": None if held_back else _plan(talk, content),
    }


def course(chart: Course) -> dict[str, Any]:
    """Give `title`, `span`, `first` and `last`, all `days`, and `lanes`: label, side, went, points (0 to 1, level), days."""
    first, last = chart.span
    length = (last - first).days or 1
    days = sorted({point.day for lane in chart.lanes for point in lane.points})

    def lane(drawn: Lane) -> dict[str, Any]:
        known = {point.day: HOW_OFTEN[point.often] for point in drawn.points}
        return {
            "label": drawn.label,
            "side": drawn.side,
            "went": went(drawn),
            "points": [[round((p.day - first).days / length, 3), p.level] for p in drawn.points],
            "days": [known.get(day, "") for day in days],
        }

    return {
        "title": title(chart),
        "span": subtitle(chart),
        "first": day_in_words(first),
        "last": day_in_words(last),
        "days": [day_in_words(day) for day in days],
        "lanes": [lane(drawn) for drawn in chart.lanes],
    }


def _column(talk: Talk, side: str, content: Library) -> list[dict[str, str]]:
    return [
        _entry(content.sign(sign).label, entry)
        for sign, entry in talk.picture.items()
        if entry.present and sign in content.sign_ids and content.sign(sign).side == side
    ]


def _entry(label: str, entry: Entry) -> dict[str, str]:
    often: str = entry.often if entry.often and entry.often != "never" else ""
    if entry.polarity == "hedged":
        often = f"{often}, perhaps" if often else "perhaps"
    when = "" if entry.when in entry.telling else entry.when
    return {"label": label, "often": often, "when": when, "words": quote(entry.telling, WORDS)}


def _plan(talk: Talk, content: Library) -> dict[str, str] | None:
    plan = talk.plan
    if plan is None:
        return None
    title = content.item(plan.item).title if plan.item in content.item_ids else ""
    return {
        "title": title,
        "when": plan.when,
        "action": plan.action,
        "obstacle": plan.obstacle,
        "sentence": plan.sentence,
        "smaller": plan.smaller,
        "confidence": "" if plan.confidence is None else str(plan.confidence),
    }
