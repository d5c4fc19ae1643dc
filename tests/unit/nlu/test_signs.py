"""Signs become entities, and the intent follows from them where it was unsure."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.signs import Found, FoundSign
from bot.nlu.signs import SignExtractor

NONE: Any = None
COVERING = FoundSign("enabling", "hedged", "self", 4, 20, 0.8)


class _Reads:
    """Stands for a trained recogniser."""

    def __init__(self, *found: FoundSign, guess: FoundSign | None = None) -> None:
        self.found = Found(found, guess)
        self.asked: list[str] = []

    def read(self, text: str) -> Found:
        self.asked.append(text)
        return self.found


def _processed(
    text: str, intent: str, *found: FoundSign, guess: FoundSign | None = None
) -> tuple[Message, _Reads]:
    reads = _Reads(*found, guess=guess)
    message = Message({"text": text})
    message.set("intent", {"name": intent, "confidence": 0.6}, add_to_output=True)
    message.set(
        "intent_ranking", [{"name": intent, "confidence": 0.6}, {"name": "share_sign", "confidence": 0.2}]
    )
    SignExtractor(NONE, NONE, reads).process([message])  # type: ignore[arg-type]
    return message, reads


def test_a_sign_becomes_an_entity_with_role_and_group() -> None:
    message, _ = _processed("and i hide his bottles", "share_sign", COVERING)
    assert message.get("entities") == [
        {
            "entity": "sign",
            "value": "enabling",
            "role": "hedged",
            "group": "self",
            "start": 4,
            "end": 20,
            "confidence_entity": 0.8,
            "extractor": "SignExtractor",
        }
    ]


def test_entities_found_before_are_kept() -> None:
    message = Message(
        {
            "text": "and i hide his bottles",
            "entities": [{"entity": "country"}],
            "intent": {"name": "share_sign"},
        }
    )
    SignExtractor(NONE, NONE, _Reads(COVERING)).process([message])  # type: ignore[arg-type]
    assert [e["entity"] for e in message.get("entities")] == ["country", "sign"]


@pytest.mark.parametrize("intent", ["share_story", "nlu_fallback", "answer_frequency", "deny"])
def test_a_telling_with_a_sign_becomes_share_sign(intent: str) -> None:
    message, _ = _processed("and i hide his bottles again", intent, COVERING)
    assert message.get("intent") == {"name": "share_sign", "confidence": 0.8}
    assert [r["name"] for r in message.get("intent_ranking")] == ["share_sign", intent]


def test_a_short_answer_stays_an_answer() -> None:
    message, _ = _processed("no i don't", "deny", COVERING)
    assert message.get("intent")["name"] == "deny"
    assert not message.get("entities")


def test_a_telling_without_a_sure_sign_stays_a_telling_and_carries_the_guess() -> None:
    message, _ = _processed("he was in a mood again", "share_sign", guess=COVERING)
    assert message.get("intent")["name"] == "share_sign"
    assert not message.get("entities")
    assert message.get("sign_guess")["value"] == "enabling"
    assert _processed("i suppose so", "affirm", guess=COVERING)[0].get("sign_guess") is None


@pytest.mark.parametrize("intent", ["greet", "ask_topic", "out_of_scope", "stop"])
def test_questions_and_steering_are_not_searched_for_signs(intent: str) -> None:
    message, reads = _processed("what is that about hiding his bottles", intent, COVERING)
    assert message.get("intent")["name"] == intent
    assert reads.asked == []


def test_a_payload_costs_nothing() -> None:
    _, reads = _processed("/share_sign", "share_sign", COVERING)
    assert reads.asked == []


def test_learns_stores_and_reads(
    training_data: TrainingData, storage: LocalModelStorage, resource: Resource
) -> None:
    SignExtractor.create({}, storage, resource, NONE).train(training_data)
    component = SignExtractor.load({}, storage, resource, NONE)
    message = Message(
        {"text": "i hide his bottles from the kids", "intent": {"name": "share_sign", "confidence": 0.9}}
    )
    component.process([message])
    assert [e["value"] for e in message.get("entities") or []] in ([], ["enabling"])
