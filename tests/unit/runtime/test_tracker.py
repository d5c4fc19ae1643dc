"""The remembering tracker gives the same answers as Rasa's own, whatever happens in a conversation."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    BotUttered,
    Event,
    FollowupAction,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot.runtime.tracker import Tracker

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [greet, {share: {use_entities: [sign]}}]
entities: [sign, item]
slots:
  question: {type: categorical, values: [opening, check], mappings: [{type: custom}]}
  safety: {type: categorical, values: [safe, watch], initial_value: safe, mappings: [{type: custom}]}
  picture: {type: any, influence_conversation: false, mappings: [{type: custom}]}
forms: {walk_form: {required_slots: [picture]}}
actions: [action_tell]
"""
)
RULE_ONLY: dict[str, Any] = {"rule_only_slots": ["question"], "rule_only_loops": ["walk_form"]}


def user(intent: str, sign: bool) -> UserUttered:
    entities = [{"entity": "sign", "value": "enabling"}, {"entity": "item", "value": "K1"}] if sign else []
    return UserUttered("words", {"name": intent, "confidence": 0.9}, entities)


EVENTS = st.one_of(
    st.builds(user, st.sampled_from(["greet", "share"]), st.booleans()),
    st.builds(
        ActionExecuted,
        st.sampled_from(["action_listen", "action_tell", "walk_form"]),
        hide_rule_turn=st.booleans(),
    ),
    st.builds(SlotSet, st.just("question"), st.sampled_from(["opening", "check", None])),
    st.builds(SlotSet, st.just("safety"), st.sampled_from(["safe", "watch"])),
    st.builds(SlotSet, st.just("picture"), st.just({"enabling": 1})),
    st.builds(BotUttered, st.just("hello")),
    st.builds(ActiveLoop, st.sampled_from(["walk_form", None])),
    st.builds(LoopInterrupted, st.booleans()),
    st.builds(ActionExecutionRejected, st.just("walk_form")),
    st.builds(FollowupAction, st.just("action_tell")),
    st.sampled_from([Restarted(), SessionStarted(), ActionReverted(), UserUtteranceReverted()]),
)


def both(events: list[Event]) -> tuple[DialogueStateTracker, Tracker]:
    return DialogueStateTracker("c", DOMAIN.slots), Tracker("c", DOMAIN.slots)


def facts(tracker: DialogueStateTracker) -> dict[str, Any]:
    """What a tracker says of itself."""
    return {
        "state": tracker.current_state(EventVerbosity.ALL),
        "applied": [id(event) for event in tracker.applied_events()],
        "plain": tracker.past_states(DOMAIN),
        "learned": tracker.past_states(DOMAIN, ignore_rule_only_turns=True, rule_only_data=RULE_ONLY),
        "unset": tracker.past_states(DOMAIN, omit_unset_slots=True),
    }


@settings(max_examples=150, deadline=None)
@given(st.lists(EVENTS, max_size=25))
def test_after_every_event_all_answers_are_the_same(events: list[Event]) -> None:
    theirs, ours = both(events)
    for event in events:
        theirs.update(event)
        ours.update(event)
        assert facts(ours) == facts(theirs)


@settings(max_examples=50, deadline=None)
@given(st.lists(EVENTS, max_size=25), st.lists(EVENTS, max_size=5))
def test_a_copy_is_the_same_and_goes_its_own_way(events: list[Event], more: list[Event]) -> None:
    ours = Tracker.from_events("c", events, DOMAIN.slots)
    ours.past_states(DOMAIN)
    before = facts(ours)
    twin = ours.copy()
    assert facts(twin) == before
    for event in more:
        twin.update(event)
    assert facts(ours) == before
    assert facts(twin) == facts(DialogueStateTracker.from_events("c", events + more, DOMAIN.slots))


@settings(max_examples=50, deadline=None)
@given(st.lists(EVENTS, max_size=25))
def test_what_a_caller_does_to_the_states_is_not_remembered(events: list[Event]) -> None:
    ours = Tracker.from_events("c", events, DOMAIN.slots)
    before = facts(ours)
    for learned in (False, True):
        for state in ours.past_states(DOMAIN, ignore_rule_only_turns=learned, rule_only_data=RULE_ONLY):
            for part in state.values():
                part.clear()
            state.clear()
    ours.applied_events().clear()
    assert facts(ours) == before


def test_an_empty_copy_holds_what_influences_policies_only() -> None:
    assert set(Tracker("c", DOMAIN.slots).init_copy().slots) >= {"question", "safety"}
    assert "picture" not in Tracker("c", DOMAIN.slots).init_copy().slots


def test_going_back_in_time_keeps_all_slots() -> None:
    ours = Tracker("c", DOMAIN.slots)
    ours.update(SlotSet("picture", 1, timestamp=1.0))
    ours.update(SlotSet("picture", 2, timestamp=2.0))
    assert ours.travel_back_in_time(1.5).get_slot("picture") == 1


@pytest.mark.parametrize("verbosity", list(EventVerbosity))
def test_the_json_of_an_event_is_made_once(verbosity: EventVerbosity) -> None:
    theirs, ours = both([])
    for event in (SlotSet("safety", "watch"), user("greet", True), Restarted(), BotUttered("hello")):
        theirs.update(event)
        ours.update(event)
    assert ours.current_state(verbosity) == theirs.current_state(verbosity)
    first, second = (ours.current_state(EventVerbosity.ALL)["events"] for _ in range(2))
    assert all(a is b for a, b in zip(first, second, strict=True))
