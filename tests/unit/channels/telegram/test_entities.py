"""Markdown becomes text and spans that Telegram takes, and everything else stays as it was written."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.channels.telegram.entities import Rendered, Span, render, units
from tests.support import telegram_rules

CASES = {
    "plain": ("plain", []),
    "a **bold** step": ("a bold step", [("bold", "bold")]),
    "*one* and _two_": ("one and _two_", [("italic", "one")]),
    "**both *at* once**": ("both at once", [("bold", "both at once"), ("italic", "at")]),
    "say `no` now": ("say no now", [("code", "no")]),
    "**a `no` b**": ("a no b", [("bold", "a"), ("code", "no"), ("bold", "b")]),
    "[help](https://e.org/a_b)": ("help", [("text_link", "help")]),
    "[mail](mailto:a@e.org)": ("mail (mailto:a@e.org)", []),
    "[x](javascript:alert)": ("[x](javascript:alert)", []),
    "- one\n- two": ("• one\n• two", []),
    "# Title\ntext": ("Title\ntext", [("bold", "Title")]),
    "2 * 3 * 4": ("2 * 3 * 4", []),
    "snake_case_word": ("snake_case_word", []),
    "**never closed": ("**never closed", []),
    "¯\\_(ツ)_/¯": ("¯\\_(ツ)_/¯", []),
    "a <b> & c": ("a <b> & c", []),
    "🌱 **grow** 🌱": ("🌱 grow 🌱", [("bold", "grow")]),
    "line one\n  line two": ("line one\n  line two", []),
    "** **": ("** **", []),
    "": ("", []),
}


@pytest.mark.parametrize("markdown", CASES)
def test_markdown_becomes_spans(markdown: str) -> None:
    rendered = render(markdown)
    assert (
        rendered.text,
        [(span.kind, rendered.text[span.start : span.end]) for span in rendered.spans],
    ) == CASES[markdown]


def test_places_count_utf16_units() -> None:
    rendered = render("🌱🌱 **né** [x](https://e.org)")
    assert rendered.entities() == [
        {"type": "bold", "offset": 5, "length": 2},
        {"type": "text_link", "offset": 8, "length": 1, "url": "https://e.org"},
    ]


MARKS = st.sampled_from(
    ["*", "**", "_", "__", "`", "[", "](https://e.org)", "](x)", "\\", "\n", "\n\n", "- ", "# ", " "]
)
WORDS = st.sampled_from(["a", "word", "🌱", "e\u0301", "👩\u200d🚒", "<b>", "&amp;", "\ud83c", "1.", "“so”"])
MARKDOWN = st.lists(st.one_of(MARKS, WORDS, st.text(max_size=3)), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(MARKDOWN)
@example("**a **b** c**")
@example("`a *b` c*")
@example("[_*_](x)")
def test_no_markdown_breaks_a_message(markdown: str) -> None:
    rendered = render(markdown)
    assert rendered.text == rendered.text.strip()
    found = telegram_rules.entities(rendered.entities(), rendered.text)
    assert len(found) == len(rendered.spans)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(blacklist_characters="*`[]#-+", blacklist_categories=["Cs", "Cc"])))
def test_text_without_marks_stays_as_it_is(text: str) -> None:
    assert render(text) == Rendered(text.strip())


@given(st.text())
def test_units_are_what_utf16_takes(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_a_part_keeps_what_is_left_of_a_span() -> None:
    whole = Rendered("one two three", (Span("bold", 0, 13), Span("italic", 4, 7)))
    assert whole.part(4, 8) == Rendered("two", (Span("bold", 0, 3), Span("italic", 0, 3)))
    assert whole.part(3, 4) == Rendered("")
