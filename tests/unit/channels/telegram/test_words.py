"""The channel's own sentences are short, plain and kind."""

from __future__ import annotations

from bot.channels.telegram import words
from bot.content.reading import grade
from bot.content.reading import words as count

TEXTS = [
    text
    for name, value in vars(words).items()
    if name.isupper()
    for text in ([value] if isinstance(value, str) else value)
]


def test_every_sentence_reads_easily_and_is_short() -> None:
    assert len(TEXTS) > 10
    for text in TEXTS:
        assert grade(text) <= 8 or len(count(text)) < 6, text
        assert len(count(text)) <= 60, text
        assert "!" not in text
