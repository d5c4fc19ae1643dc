"""Rasa component: the safety screen, last in the pipeline. The work is in bot.safety: rules, classifier, their union.

No intent, entity or confidence keeps it from looking at a message. A raised verdict takes the intent's place, so that
rules answer it before anything else; what the intent was stays second in the ranking.
"""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.intents import Guess
from bot.language.reader import for_training
from bot.nlu.intents import RANKING, set_intent
from bot.nlu.signs import TELLING, UNSURE
from bot.nlu.training_data import examples_of
from bot.safety import cues
from bot.safety.classifier import HarmClassifier
from bot.safety.classifier_training import train
from bot.safety.examples import load_examples
from bot.safety.people import watches_them
from bot.safety.screen import Screen
from bot.safety.union import joined

PAYLOAD = re.compile(r"/\w+(?:\{.*\})?")
"""A button's payload and nothing else: it holds none of the person's words."""
DISCLOSE_HARM = "disclose_harm"
SAFETY = "safety"
SPEAKING_OF_IT = "share_story"
"""What a message is taken for that the classifier read as harm and the screen, which knows better, did not."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SafetyScreen(GraphComponent):  # type: ignore[misc]  # rasa is untyped
    """Sets `safety` on every typed message, and the intent where the verdict is raised."""

    def __init__(
        self,
        screen: Screen,
        classifier: HarmClassifier | None = None,
        storage: ModelStorage | None = None,
        resource: Resource | None = None,
    ) -> None:
        self._screen = screen
        self._classifier = classifier
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyScreen:
        """Load the rules; raises the rules' own error with file and line where they are broken."""
        return cls(Screen.load(), None, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SafetyScreen:
        """Load the rules and the trained weights; raises DamagedWeights where those are damaged."""
        with model_storage.read_from(resource) as folder:
            cues.recall(folder)
            return cls(Screen.load(), HarmClassifier.load(folder), model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the safety examples; messages of every other intent are examples of no harm."""
        ordinary = [e.text for e in examples_of(training_data) if e.learn and e.intent != DISCLOSE_HARM]
        self._classifier = train(load_examples(), ordinary, for_training())
        with self._storage.write_to(self._resource) as folder:  # type: ignore[union-attr]  # Rasa gives both when training
            self._classifier.save(folder)
            cues.keep(folder)
        return self._resource  # type: ignore[return-value]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as it is."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Screen each message that is not a bare payload."""
        for message in messages:
            text = message.get(TEXT) or ""
            if PAYLOAD.fullmatch(text):
                continue
            verdict = self._screen.screen(text)
            if self._classifier is not None:
                # the sign recogniser has read the clauses of a telling: their vectors cost nothing now
                told = (message.get(INTENT) or {}).get(INTENT_NAME_KEY) in TELLING | UNSURE
                guess = self._classifier.read(text, clauses=told)
                verdict = joined(verdict, guess, hinting=not watches_them(text))
            message.set(SAFETY, verdict.as_message(), add_to_output=True)
            ranking = tuple((r["name"], r["confidence"]) for r in message.get(RANKING) or ())
            intent = message.get(INTENT) or {}
            if verdict.raised:
                rest = tuple(r for r in ranking if r[0] != DISCLOSE_HARM)
                confidence = verdict.confidence or 1.0
                set_intent(message, Guess(DISCLOSE_HARM, confidence, ((DISCLOSE_HARM, confidence), *rest)))
            elif intent.get(INTENT_NAME_KEY) == DISCLOSE_HARM:
                set_intent(message, Guess(SPEAKING_OF_IT, intent[PREDICTED_CONFIDENCE_KEY], ranking))
        return messages
