"""The replies of a stored turn are found again by its mark."""

from __future__ import annotations

from bot.charts import Mark, Picture, data_uri
from bot.runtime.replies import replies_after, turn_after
from bot.runtime.turn import Reply

EVENTS = [
    {"event": "user", "text": "hi", "metadata": {"mark": "a"}},
    {"event": "bot", "text": "Hello", "data": {}, "metadata": {"items": ["D1"]}},
    {
        "event": "bot",
        "text": "How?",
        "data": {"buttons": [{"title": "Yes", "payload": "/affirm"}], "image": "p"},
        "metadata": {},
    },
    {"event": "user", "text": "", "metadata": None},
    {"event": "bot", "text": "Aside", "data": None, "metadata": {"mark": "b"}},
    {"event": "bot", "text": "Another", "data": None, "metadata": {"mark": "d", "utter_action": "utter_empty"}},
]


def test_the_replies_after_the_mark_and_no_others() -> None:
    assert replies_after(EVENTS, "a") == (
        Reply("Hello", items=("D1",)),
        Reply("How?", ({"title": "Yes", "payload": "/affirm"},), "p"),
    )


def test_a_drawing_and_a_copy_are_found_again() -> None:
    chart = Picture((Mark("Interests of your own", "holds", "often"),))
    stored = [
        {"event": "user", "text": "my picture", "metadata": {"mark": "a"}},
        {"event": "bot", "text": "Here", "data": {}, "metadata": {"chart": chart.as_dict(), "copy": True}},
    ]
    assert replies_after(stored, "a") == (Reply("Here", image=data_uri(chart), chart=chart, copy=True),)


def test_what_was_said_aside_carries_the_mark_itself() -> None:
    assert replies_after(EVENTS, "b") == (Reply("Aside"),)


def test_an_unknown_mark_was_never_answered() -> None:
    assert replies_after(EVENTS, "c") is None


def test_a_whole_turn_is_found_again() -> None:
    parsed = {"intent": {"name": "greet", "confidence": 1.0}, "safety": {"verdict": "ask", "kind": "partner"}}
    stored = [
        {"event": "user", "text": "/greet", "metadata": {"mark": "a", "shown": "Hi"}, "parse_data": parsed},
        {"event": "bot", "text": "Hello", "metadata": {"utter_action": "utter_greet"}},
    ]
    turn = turn_after(stored, "a", {"flow": "walk"})
    assert turn is not None and turn.text == "Hi" and turn.replies == (Reply("Hello", utterance="utter_greet"),)
    assert turn.understood["intent"]["name"] == "greet" and turn.understood["safety"]["verdict"] == "ask"
    assert turn.state["flow"] == "walk"


def test_two_things_said_aside_are_told_apart() -> None:
    turn = turn_after(EVENTS, "d", {})
    assert turn is not None and turn.replies == (Reply("Another", utterance="utter_empty"),)
    assert turn_after(EVENTS, "c", {}) is None
