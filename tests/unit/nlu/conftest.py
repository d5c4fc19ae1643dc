"""Everything here imports Rasa, so the stand-ins for TensorFlow go in before any test module does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.runtime import slim

slim.install()

from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

STORY = [
    "we had a row last night",
    "he is away a lot",
    "it's just hard with him",
    "we met at a wedding",
    "she came home late",
]
GREETINGS = ["hello", "hi there", "good morning", "hey", "hiya"]
SIGNS = ["i hide his bottles from the kids", "i ring his work and say he's ill", "i pay her gambling debts", "i lie to his boss for him",
         "i make excuses for her drinking"]  # fmt: skip


def _told(text: str) -> Message:
    entity = {"entity": "sign", "value": "enabling", "start": 0, "end": len(text)}
    return Message({"text": text, "intent": "share_sign", "entities": [entity]})


@pytest.fixture(scope="session")
def training_data() -> TrainingData:
    plain = [(t, "share_story") for t in STORY] + [(t, "greet") for t in GREETINGS]
    return TrainingData([*(Message({"text": t, "intent": i}) for t, i in plain), *map(_told, SIGNS)])


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)


@pytest.fixture
def resource() -> Resource:
    return Resource("component")
