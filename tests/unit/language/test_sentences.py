"""The last sentence is found where there are several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.sentences import last

CASES = [
    ("i call her first, always. is that codependency?", "is that codependency?"),
    ("is that codependency?", None),
    ("he said no... and left", "and left"),
    ("it is hard\n  bye", "bye"),
    ("it is hard. 🙂", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_last_of_several_sentences_is_given(text: str, expected: str | None) -> None:
    assert last(text) == expected


@given(text=st.text(max_size=200))
def test_it_is_always_the_end_of_the_text(text: str) -> None:
    found = last(text)
    assert found is None or text.strip().endswith(found)
