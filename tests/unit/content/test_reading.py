"""The reading grade, against counts made by hand."""

from __future__ import annotations

import pytest

from bot.content.reading import grade, sentences, syllables, words

SYLLABLES = {
    "the": 1,
    "friends": 1,
    "tired": 2,
    "people": 2,
    "something": 2,
    "little": 2,
    "asked": 1,
    "needed": 2,
    "being": 2,
    "quiet": 2,
    "didn't": 2,
    "can't": 1,
    "you're": 1,
    "family": 3,
    "relationship": 4,
    "communication": 5,
    "interdependence": 5,
    "codependency": 5,
}
assert SYLLABLES


@pytest.mark.parametrize("word", SYLLABLES)
def test_syllables_are_counted(word: str) -> None:
    assert syllables(word) == SYLLABLES[word]


def test_short_cries_are_no_sentences() -> None:
    assert sentences("Okay. You kept your Tuesday choir through all of it.") == 1


def test_long_words_and_sentences_raise_the_grade() -> None:
    plain = grade("You keep a corner of your life that is yours. It can be small.")
    heavy = grade(
        "Interdependent relationships necessitate communicative reciprocity and considerable individuality."
    )
    assert plain < 4
    assert heavy > 12


def test_the_formula_is_flesch_kincaid() -> None:
    # 10 words, 1 sentence, 12 syllables: 0.39 * 10 + 11.8 * 1.2 - 15.59
    assert grade("You keep a corner of your life that is all yours.") == pytest.approx(
        0.39 * 11 + 11.8 * 12 / 11 - 15.59
    )


def test_nothing_has_no_grade() -> None:
    assert grade("") == grade("...") == 0.0
    assert words("- , .") == []
