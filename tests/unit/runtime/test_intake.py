"""Cleaning moves no character, and nothing typed can look like a command."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.runtime.intake import clean, find_button, moved, readable, titled
from bot.runtime.turn import ShownButton


@given(st.text(max_size=200))
def test_cleaning_keeps_the_length_and_can_be_repeated(text: str) -> None:
    assert len(clean(text)) == len(text)
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=200))
def test_what_is_read_never_begins_with_a_slash_and_its_place_is_known(text: str) -> None:
    words, offset = readable(text)
    assert not words.startswith("/")
    assert text[offset : offset + len(words)] == words


def test_joiners_and_line_breaks_stay() -> None:
    family = "\U0001f469\u200d\U0001f467"
    assert clean(f"{family}\nmi\u200cdanam") == f"{family}\nmi\u200cdanam"


def test_control_direction_and_broken_characters_become_blanks() -> None:
    assert clean("a\x00b\u202ec\ud83dd\x1b[0m") == "a b c d [0m"


def test_places_move_with_what_was_stripped() -> None:
    assert moved([{"start": 0, "end": 4, "value": "x"}, {"value": "y"}], 3) == [
        {"start": 3, "end": 7, "value": "x"},
        {"value": "y"},
    ]


def test_a_button_is_found_by_its_payload_only() -> None:
    button = {"title": "Yes", "payload": "/affirm"}
    assert find_button("/affirm", (button,)) == button
    assert find_button("Yes", (button,)) is None


@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("Noticing the pattern", "/1"),
        ("noticing the pattern!", "/1"),
        ("the pattern", "/1"),
        ("second view", "/2"),
        ("often", "/3"),
        ("the", None),
        ("pattern", None),
        ("i like a second view but not from him", None),
        ("a view of the pattern", None),
        ("", None),
    ],
)
def test_a_button_may_be_typed(typed: str, payload: str | None) -> None:
    titles = ("Noticing the pattern", "I like a second view", "Often")
    offered = tuple(ShownButton(title=title, payload=f"/{n}") for n, title in enumerate(titles, 1))
    found = titled(typed, offered)
    assert (found and found["payload"]) == payload
