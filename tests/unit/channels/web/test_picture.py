"""What stands beside the talk: two columns and the plan, held back where it is not safe."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.channels.web.picture import course, view
from bot.charts import Course, Lane, Point
from bot.content.library import library

PICTURE = {
    "enabling": {
        "polarity": "affirmed",
        "often": "often",
        "words": "i ring his work",
        "when": "with his mother",
    },
    "need_for_approval": {"polarity": "hedged", "often": None, "words": ""},
    "anxiety": {"polarity": "denied", "often": None, "words": "i am not anxious"},
    "loneliness": {"polarity": "affirmed", "often": "never", "words": ""},
    "own_interests": {
        "polarity": "affirmed",
        "often": "rarely",
        "words": "choir on tuesday",
        "when": "on tuesday",
    },
}
PLAN = {"item": "K2", "when": "it is Wednesday", "action": "swim", "confidence": 8}


def seen(**slots: Any) -> dict[str, Any]:
    return view({"picture": PICTURE, "plan": PLAN, **slots}, library())


def test_what_is_so_stands_in_its_column_in_their_words() -> None:
    shown = seen()
    assert [(e["often"], e["when"], e["words"]) for e in shown["leans"]] == [
        ("often", "with his mother", "“i ring his work”"),
        ("perhaps", "", ""),
    ]
    assert [(e["often"], e["when"]) for e in shown["holds"]] == [
        ("rarely", "")
    ]  # their words say when already
    assert shown["plan"]["when"] == "it is Wednesday" and shown["plan"]["confidence"] == "8"
    assert shown["plan"]["title"] == library().item("K2").title


def test_where_somebody_dangerous_may_look_on_only_what_holds_is_shown() -> None:
    for state in ("partner_unsafe", "crisis"):
        shown = seen(safety=state)
        assert (
            shown["held_back"] and shown["leans"] == [] and shown["plan"] is None and len(shown["holds"]) == 1
        )


def test_before_anything_was_said_it_is_empty() -> None:
    assert view({}, library()) == {"leans": [], "holds": [], "held_back": False, "plan": None}


def test_a_course_is_given_as_places_on_a_line_and_as_a_table() -> None:
    days = [date(2026, 11, 1), date(2026, 11, 5), date(2026, 11, 9)]
    points = tuple(
        Point(day, often) for day, often in zip(days, ("often", "sometimes", "never"), strict=True)
    )
    shown = course(
        Course((Lane("Covering for them", "leans", points), Lane("Thursdays", "holds", points[:1])))
    )
    assert (shown["first"], shown["last"]) == ("1 November 2026", "9 November 2026")
    assert shown["lanes"][0] == {
        "label": "Covering for them",
        "side": "leans",
        "went": "often, now not",
        "points": [[0.0, 3], [0.5, 2], [1.0, 0]],
        "days": ["often", "sometimes", "not now"],
    }
    assert shown["days"] == ["1 November 2026", "5 November 2026", "9 November 2026"]
    assert shown["lanes"][1]["days"] == ["often", "", ""]


def test_a_course_of_one_day_stands_at_the_beginning() -> None:
    one = Course((Lane("Thursdays", "holds", (Point(date(2026, 11, 1), "often"),)),))
    assert course(one)["lanes"][0]["points"] == [[0.0, 3]]
