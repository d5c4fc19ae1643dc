"""Which variant is said, and how its placeholders are filled."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from rasa.shared.core.events import BotUttered, SessionStarted, UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.runtime.responses import Variants, mark_of

RESPONSES: dict[str, list[dict[str, Any]]] = {
    "utter_three": [{"text": "one"}, {"text": "two"}, {"text": "three"}],
    "utter_named": [{"text": "Hello {name}"}, {"text": "Hello"}],
    "utter_flow": [{"text": "In {flow}", "buttons": [{"title": "{flow}", "payload": '/x{"y": "z"}'}]}],
    "utter_twice": [{"text": "same"}, {"text": "same"}],
}


def tracker(*said: str, flow: str | None = None) -> DialogueStateTracker:
    """A tracker in which these variants of utter_three were said."""
    slots = [TextSlot("flow", mappings=[{}], initial_value=flow)]
    made = DialogueStateTracker.from_events("c", [SessionStarted(), user("1")], slots)
    for text in said:
        made.update(uttered(text))
    return made


def user(message_id: str) -> UserUttered:
    return UserUttered("hi", {"name": "greet"}, message_id=message_id)


def uttered(text: str, name: str = "utter_three") -> BotUttered:
    return BotUttered(text, {}, {"utter_action": name, "variant": mark_of({"text": text})})


def said_by(nlg: Variants, utterance: str, where: DialogueStateTracker, **values: Any) -> str:
    draft = asyncio.run(nlg.generate(utterance, where, "terminal", **values))
    assert draft is not None
    return str(draft["text"])


def test_variants_come_in_the_order_of_the_domain() -> None:
    assert said_by(Variants(RESPONSES), "utter_three", tracker()) == "one"
    assert said_by(Variants(RESPONSES), "utter_three", tracker("one")) == "two"
    assert said_by(Variants(RESPONSES), "utter_three", tracker("two", "one")) == "three"


def test_when_all_are_used_the_one_used_longest_ago_is_said() -> None:
    assert said_by(Variants(RESPONSES), "utter_three", tracker("two", "one", "three")) == "two"
    assert said_by(Variants(RESPONSES), "utter_three", tracker("two", "one", "three", "two")) == "one"


def test_a_new_session_begins_with_the_first_again() -> None:
    where = tracker("one", "two")
    where.update(SessionStarted())
    assert said_by(Variants(RESPONSES), "utter_three", where) == "one"


def test_several_in_one_action_differ_although_the_tracker_does_not_know_yet() -> None:
    nlg, where = Variants(RESPONSES), tracker()
    assert [said_by(nlg, "utter_three", where) for _ in range(4)] == ["one", "two", "three", "one"]


def test_what_was_remembered_of_a_turn_ends_with_the_turn() -> None:
    nlg, where = Variants(RESPONSES), tracker()
    said_by(nlg, "utter_three", where)
    where.update(uttered("one"))
    where.update(user("2"))
    assert said_by(nlg, "utter_three", where) == "two"
    nlg.forget("c")
    assert said_by(nlg, "utter_three", where) == "two"


def test_values_given_win_over_slots() -> None:
    assert said_by(Variants(RESPONSES), "utter_flow", tracker(flow="picture")) == "In picture"
    assert said_by(Variants(RESPONSES), "utter_flow", tracker(flow="picture"), flow="plan") == "In plan"


def test_a_variant_that_cannot_be_filled_is_passed_over() -> None:
    assert said_by(Variants(RESPONSES), "utter_named", tracker()) == "Hello"
    assert said_by(Variants(RESPONSES), "utter_named", tracker(), name="{x}") == "Hello {x}"


def test_a_value_nobody_has_leaves_no_braces() -> None:
    assert said_by(Variants(RESPONSES), "utter_flow", tracker()) == "In "


def test_buttons_are_filled_and_their_payload_keeps_its_json() -> None:
    draft = asyncio.run(Variants(RESPONSES).generate("utter_flow", tracker(flow="plan"), "terminal"))
    assert draft is not None and draft["buttons"] == [{"title": "plan", "payload": '/x{"y": "z"}'}]


def test_the_domain_is_not_changed_by_filling() -> None:
    said_by(Variants(RESPONSES), "utter_flow", tracker(flow="plan"))
    assert RESPONSES["utter_flow"][0]["text"] == "In {flow}"


def test_an_utterance_the_domain_does_not_have_is_none() -> None:
    assert asyncio.run(Variants(RESPONSES).generate("utter_other", tracker(), "terminal")) is None


def test_rasas_own_commands_find_it_through_endpoints_yml() -> None:
    from rasa.core.nlg.generator import NaturalLanguageGenerator
    from rasa.shared.core.domain import Domain
    from rasa.utils.endpoints import read_endpoint_config

    domain = Domain.from_dict({"version": "3.1", "responses": {"utter_three": [{"text": "one"}]}})
    endpoint = read_endpoint_config(str(Path(__file__).parents[3] / "endpoints.yml"), "nlg")
    made = NaturalLanguageGenerator.create(endpoint, domain)
    assert isinstance(made, Variants) and said_by(made, "utter_three", tracker()) == "one"
