"""The screen stands last: it looks at everything typed, and a raised verdict takes the intent's place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.weights import DamagedWeights
from bot.nlu.safety import SafetyScreen
from bot.safety import cues
from bot.safety.examples import load_examples
from bot.safety.rules import load_rules
from bot.safety.verdict import Verdict

NONE: Any = None
PLAIN = TrainingData(
    [Message({"text": t, "intent": "share_story"}) for t in ("we had pasta", "she came home late")]
)


class _Screen:
    """Stands for the real one."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.asked = 0

    def screen(self, text: str) -> Verdict:
        self.asked += 1
        return self.verdict


def _processed(text: str, verdict: Verdict, intent: str = "share_story") -> tuple[Message, _Screen]:
    screen = _Screen(verdict)
    message = Message({"text": text})
    message.set("intent", {"name": intent, "confidence": 0.7}, add_to_output=True)
    message.set("intent_ranking", [{"name": intent, "confidence": 0.7}], add_to_output=True)
    SafetyScreen(screen).process([message])  # type: ignore[arg-type]
    return message, screen


@pytest.mark.parametrize("intent", ["share_story", "out_of_scope", "greet", "nlu_fallback"])
def test_a_raised_verdict_becomes_the_intent_and_the_old_one_is_second(intent: str) -> None:
    message, _ = _processed("something", Verdict("act", "self_harm", confidence=0.95), intent)
    assert message.get("intent") == {"name": "disclose_harm", "confidence": 0.95}
    assert [r["name"] for r in message.get("intent_ranking")] == ["disclose_harm", intent]
    assert message.get("safety")["verdict"] == "act"


def test_no_verdict_leaves_the_intent() -> None:
    message, _ = _processed("something", Verdict())
    assert message.get("intent")["name"] == "share_story"
    assert message.get("safety")["verdict"] == "none"


def test_harm_that_only_the_classifier_saw_is_a_story() -> None:
    message, _ = _processed("something", Verdict(), "disclose_harm")
    assert message.get("intent")["name"] == "share_story"


def test_a_bare_payload_is_not_screened_but_anything_typed_behind_one_is() -> None:
    assert _processed("/affirm", Verdict())[1].asked == 0
    assert _processed('/answer{"often": "never"}', Verdict())[1].asked == 0
    assert _processed("/affirm i want to die", Verdict())[1].asked == 1


def test_the_real_screen_is_loaded() -> None:
    component = SafetyScreen.create({}, NONE, NONE, NONE)
    (message,) = component.process([Message({"text": "we talked about the garden"})])
    assert message.get("safety")["verdict"] == "none"


def test_what_no_rule_knows_is_raised_once_it_is_learned_and_loaded(
    storage: LocalModelStorage, resource: Resource, monkeypatch: pytest.MonkeyPatch
) -> None:
    each = {e.label: [] for e in load_examples()}  # type: dict[str, list[HarmExample]]
    for example in load_examples():
        each[example.label].append(example)
    few = tuple(e for found in each.values() for e in found[:20])
    monkeypatch.setattr("bot.nlu.safety.load_examples", lambda: few)
    monkeypatch.setattr("bot.safety.classifier.ASK_FROM", 0.0)
    SafetyScreen.create({}, storage, resource, NONE).train(PLAIN)
    (message,) = SafetyScreen.load({}, storage, resource, NONE).process(
        [Message({"text": "the plum tree has blossomed early"})]
    )
    assert message.get("safety")["reason"] == "learned"
    assert message.get("intent")["name"] == "disclose_harm"
    with storage.read_from(resource) as folder:
        kept = json.loads((folder / cues.FILE).read_text(encoding="utf-8"))["cues"]
    assert {c for found in kept.values() for c in found} >= {c for rule in load_rules().rules for c in rule.cues}


def test_a_model_without_its_weights_is_refused(storage: LocalModelStorage, resource: Resource) -> None:
    with storage.write_to(resource) as folder:
        (folder / "harm.json").write_text("{", encoding="utf-8")
    with pytest.raises(DamagedWeights, match="trellis train --force"):
        SafetyScreen.load({}, storage, resource, NONE)
