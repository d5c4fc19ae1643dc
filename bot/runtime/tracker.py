"""Rasa's tracker, with nothing computed twice.

Owns: the memory of what Rasa's tracker works out again at every call: which events apply, the state before each
action, the JSON of each event, and a copy of itself. A turn of an ordinary conversation asks for them some twenty
times, each time from the first event on: at 40 turns that is four fifths of the turn's cost. Must not: give another
answer than Rasa's own tracker; ``tests/unit/runtime/test_tracker.py`` compares the two event by event.

Events are only ever appended, so what was worked out for a beginning stays right.

Example::

    tracker = Tracker.from_events("c1", events, domain.slots)
    tracker.past_states(domain)  # the second call looks at the new events only
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rasa.shared.core.constants import ACTIVE_LOOP, PREVIOUS_ACTION, SLOTS, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

State = dict[str, Any]
JSON = "_json_of_this_event"
UNDOING = (Restarted, SessionStarted, ActionReverted, UserUtteranceReverted)


class Replay(DialogueStateTracker):  # type: ignore[misc]
    """A tracker that policies run through past events; it holds only the slots that can influence them."""

    def _set_slot(self, key: str, value: Any) -> None:
        if key in self.slots:
            self.slots[key].value = value


@dataclass(frozen=True)
class Step:
    """The state before one action, and what decides whether machine-learned policies see it."""

    state: State
    hidden: bool
    """The action was predicted by a rule that no story contains."""
    follows: bool
    """The action was a follow-up, or a form going on: it does not change whether the turn is hidden."""


@dataclass
class Walked:
    """How far a replay has come."""

    replay: Replay
    domain: Domain
    events: list[Event] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class Applied:
    """Which of the first `count` events apply, and the names of all forms that ran in them."""

    count: int
    events: list[Event]
    forms: set[str]

    def is_changed_by(self, event: Event) -> bool:
        """Tell whether a further event undoes something; any other is simply added."""
        if isinstance(event, UNDOING):
            return True
        if isinstance(event, ActiveLoop):
            return event.name is not None and event.name not in self.forms
        return isinstance(event, ActionExecuted) and event.action_name in self.forms


class Tracker(DialogueStateTracker):  # type: ignore[misc]
    """Rasa's tracker; the same answers, remembered."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._applied: Applied | None = None
        self._walked: Walked | None = None
        self.kept = 0
        """How many of the events the store holds already."""
        self.last: int | None = None
        """The store's id of the last of them; None where it holds none."""
        self.turns = 0
        """The person's messages since the session began, or since the store told its far past shortly."""
        super().__init__(*arguments, **named)

    def applied_events(self) -> list[Event]:
        """Return the events that count, without those that were undone."""
        known = self._applied
        new = self._events_from(known.count if known else 0)
        if known is None or any(known.is_changed_by(event) for event in new):
            forms = {event.name for event in self.events if isinstance(event, ActiveLoop) and event.name}
            self._applied = Applied(len(self.events), super().applied_events(), forms)
        elif new:
            self._applied = Applied(len(self.events), known.events + new, known.forms)
        assert self._applied is not None
        return list(self._applied.events)

    def _events_from(self, start: int) -> list[Event]:
        """List the events from a place on, counted from the right end: a deque is slow in its middle."""
        return [self.events[place] for place in range(start - len(self.events), 0)]

    def copy(self) -> Tracker:
        """Copy the tracker as it stands; Rasa replays every event to get the same."""
        twin = copy.copy(self)
        twin.events = self.events.copy()
        twin.slots = {name: copy.copy(slot) for name, slot in self.slots.items()}
        twin.active_loop = copy.copy(self.active_loop)
        twin._walked = None
        return twin

    def init_copy(self) -> DialogueStateTracker:
        """Give an empty tracker to replay events on: policies ask for it, and see only slots with an influence."""
        return Replay(
            self.sender_id,
            influencing(self.slots.values()),
            self._max_event_history,
            is_rule_tracker=self.is_rule_tracker,
        )

    def travel_back_in_time(self, target_time: float) -> Tracker:
        """Return the tracker as it was at a time, all slots included."""
        then = Tracker(self.sender_id, self.slots.values(), self._max_event_history)
        for event in self.events:
            if event.timestamp > target_time:
                break
            then.update(event)
        return then

    def current_state(self, event_verbosity: EventVerbosity = EventVerbosity.NONE) -> dict[str, Any]:
        """Return the state as JSON; each event is turned into JSON once in its life."""
        state: dict[str, Any] = super().current_state(EventVerbosity.NONE)
        events = self._events_for_verbosity(event_verbosity)
        state["events"] = [_json(event) for event in events] if events is not None else None
        return state

    def past_states(
        self,
        domain: Domain,
        omit_unset_slots: bool = False,
        ignore_rule_only_turns: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        """Return the state before each action and the present one, as ``Domain.states_for_tracker_history`` does."""
        if omit_unset_slots:  # only asked for in training
            states: list[State] = super().past_states(
                domain, omit_unset_slots, ignore_rule_only_turns, rule_only_data
            )
            return states
        steps = self._steps(domain)
        if not ignore_rule_only_turns:
            return [_copied(step.state) for step in steps]
        return _without_rule_turns(domain, steps, rule_only_data)

    def _steps(self, domain: Domain) -> list[Step]:
        """Walk on from where the last walk ended, or from the start if what was walked does not count any more."""
        events = self.applied_events()
        walked = self._walked
        if walked is None or walked.domain is not domain or events[: len(walked.events)] != walked.events:
            walked = self._walked = Walked(self.init_copy(), domain)
        for event in events[len(walked.events) :]:
            if isinstance(event, ActionExecuted):
                walked.steps.append(_step(domain, walked.replay, bool(event.hide_rule_turn)))
            walked.replay.update(event)
        walked.events = events
        return [*walked.steps, _step(domain, walked.replay, False)]


def influencing(slots: Iterable[Slot]) -> list[Slot]:
    """Choose the slots that can show in a state; all others have no features."""
    return [slot for slot in slots if slot.influence_conversation]


def _step(domain: Domain, replay: Replay, hidden: bool) -> Step:
    follows = bool(replay.followup_action) or replay.latest_action_name == replay.active_loop_name
    state = domain.get_active_state(replay)
    if PREVIOUS_ACTION in state:
        state[PREVIOUS_ACTION] = dict(state[PREVIOUS_ACTION])
    return Step(state, hidden, follows)


def _copied(state: State) -> State:
    """Copy what callers change: Rasa's featurizers take the user's text or intent out of a state in place."""
    return {part: dict(state[part]) for part in (USER, SLOTS, PREVIOUS_ACTION, ACTIVE_LOOP) if part in state}


def _without_rule_turns(
    domain: Domain, steps: list[Step], rule_only_data: dict[str, Any] | None
) -> list[State]:
    """Leave out what only rules know: the second half of ``Domain.states_for_tracker_history``, on steps."""
    states: list[State] = []
    last_action: State | None = None
    was_hidden = False
    for step in steps:
        if not was_hidden:
            last_action = step.state.get(PREVIOUS_ACTION)
        if not step.follows:
            was_hidden = step.hidden
        if was_hidden:
            continue
        state = _copied(step.state)
        domain._remove_rule_only_features(state, rule_only_data)
        if states:
            domain._substitute_rule_only_user_input(state, states[-1])
        if last_action:
            state[PREVIOUS_ACTION] = dict(last_action)
        states.append(domain._clean_state(state))
    return states


def _json(event: Event) -> dict[str, Any]:
    known: dict[str, Any] | None = event.__dict__.get(JSON)
    # Rasa sets a prediction's events on a copy of the tracker first and dates them anew for the tracker itself.
    if known is None or known.get("timestamp") != event.timestamp:
        known = event.__dict__[JSON] = event.as_dict()
    return known
