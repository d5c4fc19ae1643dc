"""Rasa component: the signs of a message as entities. The work is in bot.language.signs."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language import asides
from bot.language.intents import NOT_UNDERSTOOD, Guess
from bot.language.reader import for_training
from bot.language.sign_training import train
from bot.language.signs import FoundSign, SignRecogniser
from bot.nlu.intents import RANKING, set_intent
from bot.nlu.training_data import SIGN, examples_of

SHARE_SIGN, SHARE_STORY = "share_sign", "share_story"
TELLING = frozenset({SHARE_SIGN, SHARE_STORY})
GUESS = "sign_guess"
"""Property for the likeliest sign where none is sure enough: no entity, so that nothing notes it unasked."""
UNSURE = frozenset(
    {SHARE_STORY, NOT_UNDERSTOOD, "answer_unsure", "answer_frequency", "affirm", "deny", "correct_reading"}
)
"""Intents that give way to a sign: the person tells something, whatever it began with."""
LEAD_IN = re.compile(r"(?:(?:yes|yeah|yep|yup|no|nope|nah|well|ok|okay)\b[,.! ]+)+", re.IGNORECASE)
"""An answer before the telling ("yes, i ask her first"): it is not part of the sign, and "no" would turn it round."""
LONG_ENOUGH = 5
"""Words: a shorter message is an answer, not a telling."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class SignExtractor(GraphComponent, EntityExtractorMixin):  # type: ignore[misc]  # rasa is untyped
    """Appends an entity `sign` for each sign found: role is its polarity, group says whose it is."""

    def __init__(
        self, storage: ModelStorage, resource: Resource, recogniser: SignRecogniser | None = None
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
    ) -> SignExtractor:
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
    ) -> SignExtractor:
        """Read the trained weights; raises DamagedWeights where they are damaged."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, SignRecogniser.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the spans marked as `sign`."""
        self._recogniser = train(examples_of(training_data), for_training())
        with self._storage.write_to(self._resource) as folder:
            self._recogniser.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as it is."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the signs of each message, and let its intent follow from them where it was unsure.

        A telling in which no sign is sure stays what the classifier took it for: it may well hold one.
        """
        for message in messages:
            text = message.get(TEXT) or ""
            if self._recogniser is None or text.startswith("/"):
                continue
            intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
            if intent not in TELLING | UNSURE:
                continue
            if asides.complains(text):  # said to Trellis, not told of a life
                continue
            lead = LEAD_IN.match(text)
            skipped = lead.end() if lead else 0
            found = self._recogniser.read(text[skipped:])
            telling = intent in TELLING or len(text.split()) >= LONG_ENOUGH
            if found.signs and telling:
                entities = [_entity(sign, skipped) for sign in found.signs]
                message.set(ENTITIES, [*(message.get(ENTITIES) or []), *entities], add_to_output=True)
                _move(message, SHARE_SIGN, found.signs[0].confidence)
            elif found.guess and telling:
                message.set(GUESS, _entity(found.guess, skipped), add_to_output=True)
        return messages


def _entity(sign: FoundSign, skipped: int) -> dict[str, Any]:
    """Give a sign in Rasa's shape; `skipped` characters of the message stand before what was read."""
    return {
        "entity": SIGN,
        "value": sign.sign,
        "role": sign.polarity,
        "group": sign.who,
        "start": sign.start + skipped,
        "end": sign.end + skipped,
        "confidence_entity": sign.confidence,
        "extractor": "SignExtractor",
    }


def _move(message: Message, intent: str, confidence: float) -> None:
    """Put another intent first and keep the ranking behind it."""
    if (message.get(INTENT) or {}).get(INTENT_NAME_KEY) == intent:
        return
    rest = tuple((r["name"], r["confidence"]) for r in message.get(RANKING) or () if r["name"] != intent)
    set_intent(message, Guess(intent, confidence, ((intent, confidence), *rest)))
