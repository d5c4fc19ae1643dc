"""Five things Rasa does anew at every turn or start, done once.

Owns: the replacements of five functions of Rasa, each with what it costs and why the result is the same. Must not:
change any result; ``tests/unit/runtime/test_economies.py`` compares each with the original.

Measured on a conversation of 40 turns, of a turn that took 60 ms of processor time: the result check 38 ms, finding
event classes 13 ms (at loading), describing states for a log that is off 2 ms, rules against the far past 3 ms. Later,
with 650 rules: comparing all of them with the last state, 4 of 27 ms; the domain at the start, 1.1 of 3.7 s.

Example::

    apply()  # once per process; again does nothing
"""

from __future__ import annotations

import functools
import json
from typing import Any, Dict  # noqa: UP035

import jsonschema
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.shared.core.constants import SHOULD_NOT_BE_SET
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.utils.io import read_yaml_file

State = dict[str, Any]


def apply() -> None:
    """Put the replacements in place."""
    if not hasattr(Event.resolve_by_type, "cache_info"):
        check_action_results_with_a_compiled_schema()
        find_event_classes_once()
        describe_no_states()
        read_the_models_domain_once()
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


def read_the_models_domain_once() -> None:
    """The domain in a model was checked when it was trained; Rasa parses it four times over to check it again."""

    def load(  # Rasa compares these types with those of the component when it trains
        cls: type[DomainProvider],
        /,
        config: Dict[str, Any],  # noqa: UP006 - as Rasa writes it
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> DomainProvider:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Domain.from_dict(read_yaml_file(folder / "domain.yml")))

    load.original = DomainProvider.load  # type: ignore[attr-defined]
    DomainProvider.load = classmethod(load)


def stop_at_the_longest_rule() -> None:
    """A rule holds for every state further back than it is long, so those states need not be looked at.

    And of several hundred rules only those are compared that name the last action and intent, or name none.
    """

    def _get_possible_keys(self: RulePolicy, lookup: dict[str, str], states: list[State]) -> set[str]:
        filled: dict[int, Shelves] = self.__dict__.setdefault("_shelves", {})  # one for each of its lookups
        known = filled.get(id(lookup))
        if known is None or not known.are_of(lookup):
            known = filled[id(lookup)] = Shelves(lookup)
        possible = known.likely(states[-1]) if states and known.longest else set(lookup)
        for place, state in enumerate(reversed(states[-known.longest :] if known.longest else [])):
            possible = {key for key in possible if self._is_rule_applicable(key, place, state)}
        return possible

    _get_possible_keys.original = RulePolicy._get_possible_keys  # type: ignore[attr-defined]
    RulePolicy._get_possible_keys = _get_possible_keys


class Shelves:
    """The rules of one lookup, by the last action and the intent that their last state names."""

    def __init__(self, lookup: dict[str, str]) -> None:
        self._lookup, self._size = lookup, len(lookup)
        self._shelves: dict[tuple[str | None, str | None], set[str]] = {}
        self.longest = 0
        for key in lookup:
            states: list[State] = json.loads(key)
            self.longest = max(self.longest, len(states))
            self._shelves.setdefault(_named(states[-1]) if states else (None, None), set()).add(key)

    def are_of(self, lookup: dict[str, str]) -> bool:
        """Tell whether `lookup` is what the shelves were filled from; Rasa replaces it while it trains."""
        return lookup is self._lookup and len(lookup) == self._size

    def likely(self, state: State) -> set[str]:
        """Give the rules that can hold in `state`, and some that do not."""
        action = state.get("prev_action", {}).get("action_name")
        intent = state.get("user", {}).get("intent")
        places = {(action, intent), (action, None), (None, None)}
        return set().union(*(self._shelves.get(place, ()) for place in places))


def _named(state: State) -> tuple[str | None, str | None]:
    """Give the action and the intent that a conversation must have in the place of this state of a rule.

    None stands for any. A rule without an action begins a conversation, and Rasa then asks for nothing else.
    """
    action = state.get("prev_action", {}).get("action_name")
    intent = state.get("user", {}).get("intent")
    if not action or action == SHOULD_NOT_BE_SET:
        return None, None
    return action, None if not intent or intent == SHOULD_NOT_BE_SET else intent
