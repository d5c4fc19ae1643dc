"""What stands beside the talk: two columns and the plan, held back where it is not safe."""

from __future__ import annotations

from typing import Any

from bot.channels.web.picture import view
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
