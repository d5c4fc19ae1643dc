"""Rasa's annotated messages become plain examples."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.examples import Example, Span
from bot.nlu.training_data import examples_of


def _data(**entity: object) -> TrainingData:
    found = {"entity": "sign", "value": "enabling", "start": 0, "end": 6, **entity}
    return TrainingData([Message({"text": "i hide", "intent": "share_sign", "entities": [found]})])


def test_without_role_or_group_it_is_affirmed_and_the_persons_own() -> None:
    assert examples_of(_data()) == [
        Example("i hide", "share_sign", (Span(0, 6, "enabling", "affirmed", "self"),))
    ]


def test_role_is_polarity_and_group_is_whose() -> None:
    (example,) = examples_of(_data(role="past", group="other"))
    assert (example.spans[0].polarity, example.spans[0].who) == ("past", "other")


def test_other_entities_are_left_out() -> None:
    assert examples_of(_data(entity="country"))[0].spans == ()


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(KeyError):
        examples_of(_data(role="perhaps"))


def test_a_block_marked_so_is_not_learned_from() -> None:
    message = Message.build("i hide", "share_sign", intent_metadata={"learn": False})
    assert [e.learn for e in examples_of(TrainingData([message]))] == [False]
