"""Intents are ranked, and what is unlike everything learned is not understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.language.embedding import shared
from bot.language.examples import Example
from bot.language.intents import NOT_UNDERSTOOD, IntentRecogniser, NoIntents, train
from bot.language.weights import DamagedWeights


def test_recognises_what_is_like_the_examples(intent_recogniser: IntentRecogniser) -> None:
    guess = intent_recogniser.read("hello there")
    assert guess.name == "greet"
    assert guess.ranking[0] == (guess.name, guess.confidence)
    assert sum(confidence for _, confidence in guess.ranking) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("said", ["", "   ", "def main(): return 42", "wie wird das wetter morgen"])
def test_does_not_understand_what_is_unlike_all(intent_recogniser: IntentRecogniser, said: str) -> None:
    guess = intent_recogniser.read(said)
    assert guess.name == NOT_UNDERSTOOD
    assert 0 <= guess.confidence <= 1


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
