"""The intent component learns, stores plain weights, and sets intent and ranking in Rasa's shape."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.weights import DamagedWeights
from bot.nlu.intents import IntentClassifier

NONE: Any = None


def _trained(data: TrainingData, storage: LocalModelStorage, resource: Resource) -> IntentClassifier:
    IntentClassifier.create({}, storage, resource, NONE).train(data)
    return IntentClassifier.load({}, storage, resource, NONE)


def test_learns_stores_and_reads(
    training_data: TrainingData, storage: LocalModelStorage, resource: Resource
) -> None:
    component = _trained(training_data, storage, resource)
    (message,) = component.process([Message({"text": "hello there"})])
    assert message.get("intent")["name"] == "greet"
    assert message.get("intent_ranking")[0] == message.get("intent")
    assert {"intent", "intent_ranking"} <= message.output_properties
    with storage.read_from(resource) as folder:
        assert {p.suffix for p in Path(folder).iterdir()} == {".npz", ".json"}


def test_a_buttons_payload_is_left_to_rasa(
    training_data: TrainingData, storage: LocalModelStorage, resource: Resource
) -> None:
    (message,) = _trained(training_data, storage, resource).process([Message({"text": "/greet"})])
    assert message.get("intent") is None


def test_before_training_it_leaves_messages_alone(storage: LocalModelStorage, resource: Resource) -> None:
    (message,) = IntentClassifier.create({}, storage, resource, NONE).process([Message({"text": "hello"})])
    assert message.get("intent") is None


def test_a_damaged_model_is_refused(
    training_data: TrainingData, storage: LocalModelStorage, resource: Resource
) -> None:
    _trained(training_data, storage, resource)
    with storage.write_to(resource) as folder:
        (Path(folder) / "intents.npz").write_bytes(b"")
    with pytest.raises(DamagedWeights):
        IntentClassifier.load({}, storage, resource, NONE)
