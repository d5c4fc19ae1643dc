"""What is learned from a marked span, and how thresholds are chosen."""

from __future__ import annotations

import numpy as np
import pytest

from bot.language import sign_training
from bot.language.examples import Example, Span
from bot.language.reader import shared
from bot.language.sign_training import NoSigns, train
from bot.language.signs import EVIDENCE, evidence

SIGNS = ("enabling", "own_interests")
MIXED = Example(
    "i hide his bottles but tuesdays are mine",
    "share_sign",
    (Span(0, 18, "enabling", "past"), Span(23, 40, "own_interests", "hedged")),
)


def test_each_clause_of_a_message_is_learned_beside_the_whole() -> None:
    rows = sign_training.rows_of(MIXED, SIGNS)
    assert [r.text for r in rows] == [MIXED.text, "i hide his bottles", "tuesdays are mine"]


def test_past_and_denied_teach_denied_and_hedged_teaches_present() -> None:
    whole, first, second = (r.target.tolist() for r in sign_training.rows_of(MIXED, SIGNS))
    assert whole == [0, 1, 1, 0, 1]
    assert first == [0, 0, 1, 0, 1]
    assert second == [0, 1, 0, 0, 1]


def test_a_message_without_a_sign_teaches_that_there_is_none() -> None:
    (row,) = sign_training.rows_of(Example("we had a row", "share_story"), SIGNS)
    assert not row.target.any()


def test_a_span_that_is_nearly_the_whole_is_learned_once() -> None:
    assert (
        len(sign_training.rows_of(Example("i hide it.", "share_sign", (Span(0, 9, "enabling"),)), SIGNS)) == 1
    )


def test_without_any_sign_it_says_what_is_missing() -> None:
    with pytest.raises(NoSigns, match="data/nlu"):
        train([Example("hello", "greet")], shared())


def test_the_threshold_keeps_to_the_allowed_share_of_false_finds() -> None:
    confident = np.asarray([[0.9], [0.8], [0.6], [0.5], [0.3]], dtype=np.float32)
    gold = np.asarray([[1.0], [1.0], [0.0], [1.0], [0.0]], dtype=np.float32)
    plain = gold[:, 0] == 0
    grid = np.arange(0.1, 0.95, 0.1)
    assert sign_training._best(confident, gold, plain, grid, cap=0.0) > 0.6
    assert sign_training._best(confident, gold, plain, grid, cap=0.5) <= 0.5


def test_a_sign_that_is_often_found_wrongly_gets_less_confidence() -> None:
    gold = np.asarray([[1.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]] * 10, dtype=np.float32)
    often_right, often_wrong = _confidences(gold, np.zeros_like(gold))
    assert 0.25 < often_wrong < often_right < 0.75


def test_what_is_often_told_turned_round_gets_less_confidence() -> None:
    gold = np.asarray([[1.0, 1.0], [0.0, 0.0]] * 20, dtype=np.float32)
    assert (_confidences(gold, 1 - gold) < _confidences(gold, np.zeros_like(gold))).all()


def _confidences(gold: np.ndarray, contrary: np.ndarray) -> np.ndarray:
    """Scale messages that all read the same, whatever they tell."""
    sure = np.full((2, 2), 0.7, dtype=np.float32)
    found = evidence(np.full(2, 0.7, dtype=np.float32), sure, 1 - sure)
    read = np.broadcast_to(found, (*gold.shape, EVIDENCE))
    nowhere = np.zeros(len(gold), dtype=bool)
    return sign_training._scale(read, gold, contrary, nowhere, cap=1.0).confidence(found)


def test_nothing_is_learned_from_what_is_measured_on() -> None:
    from tests.unit.language.conftest import examples

    strange = Example("i zorp the glarn", "share_sign", (Span(0, 16, "enabling"),), learn=False)
    model = train([*examples(), strange], shared()).model
    plain = train(examples(), shared()).model
    assert (model.words.weights == plain.words.weights).all()


def test_training_twice_gives_the_same_model(recogniser: sign_training.SignRecogniser) -> None:
    from tests.unit.language.conftest import examples

    again = train(examples(), shared())
    message = "i lie to her boss again"
    assert [f.sign for f in again.read(message).signs] == [f.sign for f in recogniser.read(message).signs]


def test_the_other_pole_of_what_is_told_is_left_open() -> None:
    signs = ("fear_of_abandonment", "own_interests", "secure_apart")
    afraid = np.asarray([1, 0, 0, 0, 0, 0, 1], dtype=np.float32)
    assert sign_training.open_outputs(afraid, signs) == [5]
    calm_and_marked = np.asarray([0, 0, 1, 1, 0, 0, 1], dtype=np.float32)
    assert sign_training.open_outputs(calm_and_marked, signs) == []
