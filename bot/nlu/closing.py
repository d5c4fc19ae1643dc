"""Rasa component: a question or a command at the end of a telling decides what the message does.

"I call her first, always. Is that codependency?" tells something and asks; the signs in it stay entities, and the
question becomes the intent, so that it is answered. Owns when the last sentence leads. The intents come from
bot.nlu.intents, which reads the last sentence by itself.
"""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.intents import Guess
from bot.nlu.intents import CLOSING, RANKING, set_intent

QUESTIONS = frozenset(
    "ask_topic ask_label ask_verdict ask_about_partner ask_about_trellis ask_steps ask_maintenance ask_source ask_privacy"
    " ask_helpline ask_help show_picture show_plan".split()
)
COMMANDS = frozenset("go_back stop goodbye start_over repeat request_export request_delete".split())
LED = frozenset(
    "share_sign share_story nlu_fallback out_of_scope affirm deny thank answer_unsure answer_frequency choose_item start_walk"
    " correct_reading".split()
)
"""Intents that give way: they tell or answer something, and then comes what they want to know."""
SURE_QUESTION, SURE_COMMAND = 0.35, 0.7
UNSURE = 0.5
"""Below it any intent gives way but a raised verdict, which comes after this."""
_DEMANDS = re.compile(
    r"^\W*(?:(?:just|please|so|ok|now|then|can you|could you|and)[ ,]+)*(?:tell|show|give|explain)\b", re.I
)
"""Questions that are put as a demand: "just tell me how to stop"."""
SHORT_COMMAND = 6
"""Words."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ClosingSentence(GraphComponent):  # type: ignore[misc]  # rasa is untyped
    """Lets the last sentence of a message lead where it is surely a question or a command."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ClosingSentence:
        """Make the component; it has nothing to learn."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as it is."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Move the closing intent first where it leads; the rest of the ranking stays behind it."""
        for message in messages:
            closing = message.get(CLOSING)
            intent = message.get(INTENT) or {}
            yields = (
                intent.get(INTENT_NAME_KEY) in LED
                or float(intent.get(PREDICTED_CONFIDENCE_KEY) or 0) < UNSURE
            )
            if closing and yields and leads(**closing):
                name, confidence = closing["intent"], closing["confidence"]
                rest = tuple(
                    (r["name"], r["confidence"]) for r in message.get(RANKING) or () if r["name"] != name
                )
                set_intent(message, Guess(name, confidence, ((name, confidence), *rest)))
        return messages


def leads(text: str, intent: str, confidence: float) -> bool:
    """Tell whether a last sentence decides: a question put as one, or a short command.

    >>> leads("is that codependency?", "ask_topic", 0.8), leads("that is how it goes", "ask_topic", 0.8)
    (True, False)
    """
    if intent in QUESTIONS:
        return confidence >= SURE_QUESTION and (text.rstrip().endswith("?") or bool(_DEMANDS.match(text)))
    return intent in COMMANDS and confidence >= SURE_COMMAND and len(text.split()) <= SHORT_COMMAND
