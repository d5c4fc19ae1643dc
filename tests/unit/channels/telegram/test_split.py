"""Long texts come in parts that end with a sentence, and nothing of them is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.entities import Rendered, Span, render, units
from bot.channels.telegram.split import split
from tests.support import telegram_rules


def texts(text: str, limit: int) -> list[str]:
    return [part.text for part in split(Rendered(text), limit)]


def test_a_short_text_stays_whole() -> None:
    assert texts("One. Two.", 9) == ["One. Two."]
    assert texts("", 9) == []


def test_the_cut_is_after_a_paragraph_a_sentence_a_line_or_a_word() -> None:
    assert texts("First one. More.\n\nThen another. End.", 30) == ["First one. More.", "Then another. End."]
    assert texts("First one here. Then another.", 20) == ["First one here.", "Then another."]
    assert texts("He said “go.” She went away.", 20) == ["He said “go.”", "She went away."]
    assert texts("first line of it\nsecond line", 20) == ["first line of it", "second line"]
    assert texts("only words and no end", 12) == ["only words", "and no end"]


def test_without_any_place_it_cuts_between_letters() -> None:
    assert texts("abcdef", 4) == ["abcd", "ef"]
    assert texts("🌱🌱🌱", 4) == ["🌱🌱", "🌱"]
    assert texts("abe\u0301x", 3) == ["ab", "e\u0301x"]


def test_a_scrap_at_the_start_is_no_part() -> None:
    assert texts("No. " + "word " * 20, 60)[0] != "No."


def test_ten_thousand_characters_need_three_messages() -> None:
    parts = split(render("A sentence of some length, as people write them. " * 210))
    assert len(parts) == 3 and all(part.text.endswith(".") for part in parts)


TEXT = st.text(alphabet=st.sampled_from([*"ab .!?\n", "🌱", "\u0301", "\u200d"]), max_size=200)


@settings(max_examples=300, deadline=None)
@given(TEXT, st.integers(2, 40), st.integers(0, 100), st.integers(1, 100))
def test_nothing_is_lost_and_spans_stay_right(text: str, limit: int, start: int, length: int) -> None:
    spans = (Span("bold", start, start + length),) if start + length <= len(text) else ()
    parts = split(Rendered(text, spans), limit)
    assert "".join("".join(p.text.split()) for p in parts) == "".join(text.split())
    bold = "".join("".join(p.text[s.start : s.end] for s in p.spans) for p in parts)
    assert "".join(bold.split()) == "".join(text[start : start + length].split() if spans else "")
    for part in parts:
        assert units(part.text) <= limit
        telegram_rules.entities(part.entities(), part.text)
