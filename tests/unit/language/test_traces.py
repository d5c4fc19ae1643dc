"""Questions about what a partner could see."""

from __future__ import annotations

import pytest

from bot.language import traces


@pytest.mark.parametrize(
    "text",
    [
        "could he find the number on our phone bill",
        "does that come up in the browser history",
        "can she see who i called, it's her contract",
        "will they know i was on this chat",
    ],
)
def test_a_question_about_traces_is_heard(text: str) -> None:
    assert traces.asks(text)


@pytest.mark.parametrize("text", ["what do you store on this laptop", "please dont tell him", "is any of it saved here"])
def test_a_question_about_this_talk_is_told_apart(text: str) -> None:
    assert traces.of_this_talk(text) and traces.asks(text)


@pytest.mark.parametrize("text", ["she paid the gas bill", "i keep quiet", "he saw his mother", "what would be safer tonight"])
def test_other_words_ask_nothing_of_the_kind(text: str) -> None:
    assert not traces.asks(text)
