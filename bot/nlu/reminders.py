"""Rasa component: a plain wish for reminders is taken as one. The reading is in bot.journal.moments.

The classifier knows errands ("remind me to take the bins out") as outside the subject and tends to take every reminder for
one. Days of the week without an errand, or a plain "no more reminders", leave no doubt. Must stand before the safety screen.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.journal.moments import is_plain_wish
from bot.language.intents import Guess
from bot.nlu.intents import RANKING, set_intent

SET_REMINDER = "set_reminder"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ReminderWish(GraphComponent):  # type: ignore[misc]  # rasa is untyped
    """Sets the intent where a message plainly wishes for reminders, or for their end."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ReminderWish:
        """Make the component; there is nothing to load."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as it is."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Look at each message."""
        for message in messages:
            if is_plain_wish(message.get(TEXT) or ""):
                ranking = tuple((r["name"], r["confidence"]) for r in message.get(RANKING) or ())
                rest = tuple(r for r in ranking if r[0] != SET_REMINDER)
                set_intent(message, Guess(SET_REMINDER, 1.0, ((SET_REMINDER, 1.0), *rest)))
        return messages
