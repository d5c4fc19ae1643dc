"""A span names its words."""

from __future__ import annotations

from bot.language.examples import Example, Span


def test_gives_the_marked_words() -> None:
    span = Span(4, 10, "enabling")
    assert Example("and i hide", "share_sign", (span,)).words(span) == "i hide"
    assert (span.polarity, span.who) == ("affirmed", "self")
