"""Intents are ranked, and what is unlike everything learned is not understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.language import intents
from bot.language.examples import Example
from bot.language.intents import NOT_UNDERSTOOD, Guess, IntentRecogniser, NoIntents, train
from bot.language.reader import shared
from bot.language.weights import DamagedWeights
from tests.unit.language.conftest import examples


def test_recognises_what_is_like_the_examples(intent_recogniser: IntentRecogniser) -> None:
    guess = intent_recogniser.read("hello there")
    assert guess.name == "greet"
    assert guess.ranking[0] == (guess.name, guess.confidence)
    assert sum(confidence for _, confidence in guess.ranking) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("said", ["", "   "])
def test_nothing_is_not_understood(intent_recogniser: IntentRecogniser, said: str) -> None:
    assert intent_recogniser.read(said) == Guess(NOT_UNDERSTOOD, 1.0, ())


OUTSIDE = [
    "what's the weather",
    "book me a flight",
    "who won the match",
    "17 times 23",
    "play some jazz",
    "wie wird das wetter",
]


@pytest.mark.parametrize(
    "said", ["def main(): return 42", "wie wird das wetter morgen", "a recipe for soup please"]
)
def test_what_may_well_be_outside_is_taken_as_outside(said: str) -> None:
    reader = train([*examples(), *(Example(t, "out_of_scope") for t in OUTSIDE)], shared())
    guess = reader.read(said)
    assert guess.name == "out_of_scope" and guess.ranking[0][0] == "out_of_scope"


def test_a_choice_that_is_a_guess_is_not_understood(
    intent_recogniser: IntentRecogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intents, "LEAST_CONFIDENCE", 0.999)
    guess = intent_recogniser.read("evening row trip")
    assert guess.name == NOT_UNDERSTOOD and 0 <= guess.confidence <= 1 and len(guess.ranking) > 1


def test_comes_back_the_same_from_disk(intent_recogniser: IntentRecogniser, tmp_path: Path) -> None:
    intent_recogniser.save(tmp_path)
    again = IntentRecogniser.load(tmp_path)
    assert again.read("hello there").name == "greet"
    assert again.labels == intent_recogniser.labels


def test_a_damaged_file_is_refused(intent_recogniser: IntentRecogniser, tmp_path: Path) -> None:
    intent_recogniser.save(tmp_path)
    (tmp_path / "intents.json").write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(DamagedWeights, match="intents"):
        IntentRecogniser.load(tmp_path)


def test_needs_two_intents_with_two_examples_each() -> None:
    with pytest.raises(NoIntents, match="data/nlu"):
        train([Example("hello", "greet"), Example("hi", "greet"), Example("bye", "goodbye")], shared())
