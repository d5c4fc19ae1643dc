"""A fresh turn and the stored conversation look the same."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.channels.web.exchanges import Exchange, bubble, from_events, from_turn
from bot.charts import Course, Lane, Picture, Point
from bot.content.library import library
from bot.runtime.turn import Reply, Turn, nothing_understood

BUTTON = {"title": "Yes", "payload": "/affirm"}


def user(text: str, mark: str | None = None, shown: str | None = None) -> dict[str, Any]:
    return {
        "event": "user",
        "text": text,
        "timestamp": 1.5,
        "metadata": {"mark": mark, "shown": shown} if mark else {},
    }


def bot(text: str, buttons: list[Any] | None = None, **metadata: Any) -> dict[str, Any]:
    return {
        "event": "bot",
        "text": text,
        "timestamp": 2.5,
        "data": {"buttons": buttons, "image": None},
        "metadata": metadata,
    }


def test_stored_events_give_what_the_turn_gave() -> None:
    turn = Turn(
        "Yes",
        (Reply("Good."), Reply("And now?", (BUTTON,), items=("S3",))),
        nothing_understood("Yes"),
        {},  # type: ignore[arg-type]
    )
    stored = [user("/affirm", "mark-0001", "Yes"), bot("Good."), bot("And now?", [BUTTON], items=["S3"])]
    assert from_events(stored) == [from_turn("mark-0001", turn)]


def test_a_course_and_a_copy_come_with_their_bubble_fresh_and_stored() -> None:
    points = (Point(date(2026, 11, 1), "often"), Point(date(2026, 11, 9), "rarely"))
    course = Course((Lane("Covering for them", "leans", points),))
    replies = (
        Reply("So far.", chart=course, image="data:image/svg+xml;base64,PHN2Zz4="),
        Reply("All that I keep.", copy=True),
        Reply("As it is.", chart=Picture(()), image="data:image/svg+xml;base64,PHN2Zz4="),
    )
    fresh = from_turn("mark-0001", Turn("hi", replies, nothing_understood("hi"), {}))  # type: ignore[arg-type]
    assert fresh.replies[0]["course"]["lanes"][0]["went"] == "often, now rarely"
    assert fresh.replies[1] == {"text": "All that I keep.", "copy": True}
    assert fresh.replies[2] == {"text": "As it is."}, "the picture is drawn from what stands beside the talk"
    stored = [
        user("hi", "mark-0001", "hi"),
        bot("So far.", chart=course.as_dict()),
        bot("All that I keep.", copy=True, chart=None),
        bot("As it is.", chart=Picture(()).as_dict()),
    ]
    assert from_events(stored) == [fresh]


def test_an_opening_has_no_person_and_a_button_shows_its_title() -> None:
    found = from_events(
        [user("/greet", "open-1234", ""), bot("Hello."), user("/affirm", "mark-0001", "Yes"), bot("Good.")]
    )
    assert [(e.mark, e.person) for e in found] == [("open-1234", None), ("mark-0001", "Yes")]


def test_an_answer_beside_the_talk_is_an_exchange_of_its_own() -> None:
    found = from_events(
        [user("hi", "mark-0001", "hi"), bot("Hello."), bot("Take your time.", mark="mark-0002", shown="///")]
    )
    assert [(e.mark, e.person, len(e.replies)) for e in found] == [
        ("mark-0001", "hi", 1),
        ("mark-0002", "///", 1),
    ]
    found = from_events([user("x", "mark-0001", "x"), bot("A lot at once.", mark="mark-0001", shown="x")])
    assert [(e.mark, len(e.replies)) for e in found] == [("mark-0001", 1)]


def test_events_of_other_channels_and_loose_ends_are_shown_too() -> None:
    found = from_events([bot("Cut off."), user("typed"), bot("Yes?"), {"event": "slot"}])
    assert [(e.person, len(e.replies)) for e in found] == [(None, 1), ("typed", 1)]
    assert len({e.mark for e in found}) == 2


def test_a_bubble_names_its_sources_and_leaves_out_what_is_empty() -> None:
    assert bubble("Hi.", [], (), None, None) == {"text": "Hi."}
    sources = bubble("So.", [], ("S3", "S3", "gone"), None, None)["sources"]
    assert len(sources) == 1 and "source article" in sources[0]
    assert bubble("Two columns", [], (), None, "utter_picture_leans")["draws"] == "picture"
    assert "draws" not in bubble("Hm.", [], (), None, "utter_hello")
    assert bubble("", [], (), "/a.svg", None)["image"] == "/a.svg"
    assert bubble("Here.", [], (), None, None, None, True) == {"text": "Here.", "copy": True}
    assert Exchange("m", None, ()).as_dict() == {"id": "m", "person": None, "replies": []}
    assert library().item("S3").id == "S3"
