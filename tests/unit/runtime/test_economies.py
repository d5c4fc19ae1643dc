"""What is done once gives the same result as what Rasa does each time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RulePolicy
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.shared.core.constants import SHOULD_NOT_BE_SET
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet, UserUttered

from bot.runtime import economies
from bot.settings import PROJECT

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


class Stored:
    """A model of which only the domain is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def read_from(self, resource: Any) -> Iterator[Path]:
        yield self.folder


def test_the_domain_of_a_model_is_the_one_rasa_reads(tmp_path: Path) -> None:
    Domain.load(str(PROJECT / "domain.yml")).persist(tmp_path / "domain.yml")
    asked = ({}, Stored(tmp_path), None, None)
    ours = DomainProvider.load(*asked).provide_inference()
    theirs = DomainProvider.load.__func__.original(*asked).provide_inference()
    assert ours.as_dict() == theirs.as_dict() and ours.fingerprint() == theirs.fingerprint()
    assert ours.responses and ours.session_config == theirs.session_config


def state(action: str | None, intent: str | None, slot: str | None = None) -> dict[str, Any]:
    return {
        **({"prev_action": {"action_name": action}} if action else {}),
        **({"user": {"intent": intent}} if intent else {}),
        **({"slots": {"safety": slot}} if slot else {}),
    }


STATES = st.lists(
    st.builds(
        state,
        st.sampled_from([None, "action_listen", "utter_x", SHOULD_NOT_BE_SET]),
        st.sampled_from([None, "greet", "deny", SHOULD_NOT_BE_SET]),
        st.sampled_from([None, "watch", SHOULD_NOT_BE_SET]),
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
    other = {json.dumps(rule): "utter_x" for rule in rules[:2]}
    for asked in (lookup, other, lookup):  # a policy has several
        assert OURS(policy, asked, states) == THEIRS(policy, asked, states)


def test_a_lookup_that_grew_is_read_again() -> None:
    policy = RulePolicy.__new__(RulePolicy)
    here = [state("action_listen", "greet")]
    lookup = {json.dumps([state("action_listen", "deny")]): "utter_x"}
    assert OURS(policy, lookup, here) == set()
    lookup[json.dumps(here)] = "utter_y"
    assert OURS(policy, lookup, here) == {json.dumps(here)}
