"""What is done once gives the same result as what Rasa does each time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.events import Event, SlotSet, UserUttered

from bot.runtime import economies

economies.apply()
OURS = RulePolicy._get_possible_keys
THEIRS = OURS.original


def test_applying_twice_changes_nothing() -> None:
    before = (Event.resolve_by_type, RemoteAction._validate_action_result, OURS)
    economies.apply()
    assert (
        Event.resolve_by_type,
        RemoteAction._validate_action_result,
        RulePolicy._get_possible_keys,
    ) == before


def test_results_of_actions_are_still_checked() -> None:
    action = RemoteAction("action_tell", None)
    good = {"events": [{"event": "slot", "name": "x", "value": 1}], "responses": [{"text": "hi"}]}
    assert action._validate_action_result(good)
    for bad in ({"events": "none"}, {"events": [{"event": 1}]}, {"responses": ["hi"]}):
        with pytest.raises(jsonschema.ValidationError):
            action._validate_action_result(bad)


def test_event_classes_are_those_rasa_finds() -> None:
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("user", Event) is UserUttered
    assert Event.resolve_by_type("topic") is None
    with pytest.raises(ValueError, match="Unknown event name"):
        Event.resolve_by_type("nonsense")


def test_states_are_only_described_for_a_log() -> None:
    """The description may be left out as long as nothing but a debug line uses it."""
    import rasa.core.policies.rule_policy as module

    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    assert source.count("format_tracker_states") == 1
    assert source.count("current_states=copy.deepcopy(current_states)") == 1
    assert source.count("current_states") == 3
    assert Policy.format_tracker_states([{}]) == ""


def state(action: str | None, intent: str | None) -> dict[str, Any]:
    return {
        **({"prev_action": {"action_name": action}} if action else {}),
        **({"user": {"intent": intent}} if intent else {}),
    }


STATES = st.lists(
    st.builds(
        state, st.sampled_from([None, "action_listen", "utter_x"]), st.sampled_from([None, "greet", "deny"])
    ),
    max_size=8,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(STATES.filter(bool), max_size=6), STATES)
def test_the_same_rules_apply_without_the_far_past(
    rules: list[list[dict[str, Any]]], states: list[Any]
) -> None:
    policy = RulePolicy.__new__(RulePolicy)
    lookup = {json.dumps(rule): "utter_x" for rule in rules}
    assert OURS(policy, lookup, states) == THEIRS(policy, lookup, states)
