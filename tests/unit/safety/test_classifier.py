"""The harm classifier learns, comes back from disk, and keeps quiet about short answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.language.reader import shared
from bot.language.weights import DamagedWeights
from bot.safety.classifier import ACT_FROM, ASK_FROM, ASK_OWN_LIFE_FROM, LABELS, Guess, HarmClassifier
from bot.safety.classifier_training import train
from bot.safety.examples import HarmExample, load_examples

EACH = 24


def _some() -> list[HarmExample]:
    """A few of each label, so that learning takes a moment only."""
    learned = [e for e in load_examples() if e.learn]
    return [e for label in LABELS for e in [x for x in learned if x.label == label][:EACH]]


@pytest.fixture(scope="module")
def classifier() -> HarmClassifier:
    return train(_some(), ["we had pasta", "see you on monday", "i like the garden"], shared())


def test_tells_harm_from_none(classifier: HarmClassifier) -> None:
    harm = classifier.read("i want to be dead and end my life")
    plain = classifier.read("we planted tomatoes in the garden")
    assert harm.kind == "self_harm" and harm.confidence > plain.confidence


def test_comes_back_the_same_from_disk(classifier: HarmClassifier, tmp_path: Path) -> None:
    classifier.save(tmp_path)
    again = HarmClassifier.load(tmp_path)
    before, after = (c.read("he checks my phone every night") for c in (classifier, again))
    assert after.kind == before.kind and after.confidence == pytest.approx(before.confidence, abs=0.01)


def test_a_damaged_file_is_refused(classifier: HarmClassifier, tmp_path: Path) -> None:
    classifier.save(tmp_path)
    (tmp_path / "harm.json").write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(DamagedWeights, match="harm"):
        HarmClassifier.load(tmp_path)


@pytest.mark.parametrize("said", ["", "no", "not really"])
def test_short_answers_are_left_to_the_rules(classifier: HarmClassifier, said: str) -> None:
    assert classifier.read(said) == Guess()


def test_what_is_kept_apart_is_not_learned() -> None:
    kept = [e for e in load_examples() if not e.learn][:5]
    learned = train([*_some(), *kept], ["we had pasta"], shared())
    assert learned.read(kept[0].text).confidence == pytest.approx(
        train(_some(), ["we had pasta"], shared()).read(kept[0].text).confidence, abs=1e-4
    )


@pytest.mark.parametrize(
    ("guess", "verdict"),
    [
        (Guess("partner", ASK_FROM - 0.01), "none"),
        (Guess("partner", ASK_FROM), "ask"),
        (Guess("partner", ACT_FROM), "act"),
        (Guess("others", ACT_FROM), "ask"),
        (Guess("self_harm", ASK_OWN_LIFE_FROM), "ask"),
        (Guess("self_harm", ASK_OWN_LIFE_FROM - 0.01), "none"),
    ],
)
def test_thresholds_decide(guess: Guess, verdict: str) -> None:
    assert guess.verdict == verdict
