"""Rasa component: the intent of a message. The work is in bot.language.intents."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.intents import Guess, IntentRecogniser, train
from bot.language.reader import for_training
from bot.language.sentences import last
from bot.nlu.training_data import examples_of

RANKING = "intent_ranking"
CLOSING = "closing"
"""Property: the last of several sentences, with the intent it has by itself (bot.nlu.closing)."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):  # type: ignore[misc]  # rasa is untyped
    """Sets `intent` and `intent_ranking`; stores plain weights (.npz), no pickle."""

    def __init__(
        self, storage: ModelStorage, resource: Resource, recogniser: IntentRecogniser | None = None
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._recogniser = recogniser

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        """Make an untrained component."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """Read the trained weights; raises DamagedWeights where they are damaged."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, IntentRecogniser.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the annotated messages."""
        self._recogniser = train(examples_of(training_data), for_training())
        with self._storage.write_to(self._resource) as folder:
            self._recogniser.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as it is."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of each message; a button's payload is Rasa's own to read."""
        for message in messages:
            text = message.get(TEXT) or ""
            if self._recogniser is not None and not text.startswith("/"):
                set_intent(message, self._recogniser.read(text))
                if sentence := last(text):
                    alone = self._recogniser.read(sentence)
                    closing = {"text": sentence, "intent": alone.name, "confidence": alone.confidence}
                    message.set(CLOSING, closing)
        return messages


def set_intent(message: Message, guess: Guess) -> None:
    """Put a guess on a message in Rasa's shape."""
    message.set(INTENT, _named(guess.name, guess.confidence), add_to_output=True)
    message.set(RANKING, [_named(name, confidence) for name, confidence in guess.ranking], add_to_output=True)


def _named(name: str, confidence: float) -> dict[str, Any]:
    return {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: confidence}
