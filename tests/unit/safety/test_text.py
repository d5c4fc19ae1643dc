"""Normalising messages: what people type becomes plain words."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.safety.rules import load_rules
from bot.safety.text import WINDOW_WORDS, Normaliser


@pytest.fixture(scope="module")
def normaliser() -> Normaliser:
    book = load_rules()
    return Normaliser(book.spelling, book.lexicon)


CASES = [
    ("I'm gonna k*ll myself!!", ["i am going to kill myself"]),
    ("I don’t want to die", ["i do not want to die"]),
    ("i cant, i wont", ["i can not , i will not"]),
    ("su1cide suicdal s.u.i.c.i.d.e", ["suicide suicidal suicide"]),
    ("kms", ["kill myself"]),
    ("i ran 5 kms", ["i ran 5 units"]),
    ("i want to unalive my self", ["i want to kill myself"]),
    ("dieeee", ["die"]),
    ("k i l l m y s e l f", ["kill myself"]),
    ("i want to d i e", ["i want to die"]),
    ("w a n t  t o  d i e now", ["want to die now"]),
    ("i f e e l  s u i c i d a l", ["i feel suicidal"]),
    ("a b c d e", ["a b c d e"]),
    ("amgoing iamready amused amazed", ["am going i am ready amused amazed"]),
    ("i m tired. don t ask", ["i am tired", "do not ask"]),
    ("d\u0456e\u200b n\u00f3w", ["die now"]),
    ("my bf hits me", ["my boyfriend hits me"]),
    ("wait... what", ["wait , what"]),
    ("he's my sister's husband", ["he is my sister 's husband"]),
    ("", []),
    ("?!", []),
    ("my ID card", ["my id card"]),
    ("my self esteem", ["my self esteem"]),
]
assert CASES


@pytest.mark.parametrize(("typed", "read"), CASES)
def test_typed_words_are_read_plainly(normaliser: Normaliser, typed: str, read: list[str]) -> None:
    assert [s.text for s in normaliser.sentences(typed)] == read


def test_words_in_quotes_are_marked(normaliser: Normaliser) -> None:
    sentence = normaliser.sentences('she said "go away" to me')[0]
    assert [t for t, q in zip(sentence.tokens, sentence.quoted, strict=True) if q] == ["go", "away"]


def test_a_question_is_marked(normaliser: Normaliser) -> None:
    assert normaliser.sentences("is it me?")[0].question


def test_a_sentence_without_end_is_cut_into_windows_that_cover_every_word(normaliser: Normaliser) -> None:
    words = [f"q{chr(97 + i % 26)}x{chr(97 + i // 26)}w" for i in range(300)]
    found = normaliser.sentences(" ".join(words))
    assert all(len(s.tokens) <= WINDOW_WORDS for s in found)
    assert {t for s in found for t in s.tokens} == set(words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=400))
def test_any_text_is_read_without_an_error(normaliser: Normaliser, text: str) -> None:
    for sentence in normaliser.sentences(text):
        assert len(sentence.tokens) == len(sentence.quoted)
        assert "  " not in sentence.text
