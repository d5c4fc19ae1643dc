"""The replies of a stored turn are found again by its mark."""

from __future__ import annotations

from bot.channels.telegram.replies import replies_after
from bot.charts import Mark, Picture, data_uri
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
