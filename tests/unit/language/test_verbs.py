"""Which words "I will" can stand before."""

from __future__ import annotations

import pytest

from bot.language.verbs import begins_with_verb


@pytest.mark.parametrize("words", ["walk to the pool", "quietly read", "not answer"])
def test_a_verb_at_the_beginning_is_seen(words: str) -> None:
    assert begins_with_verb(words)


@pytest.mark.parametrize("words", ["coffee with ada", "a walk", "", "half an hour of paint"])
def test_a_thing_is_no_verb(words: str) -> None:
    assert not begins_with_verb(words)
