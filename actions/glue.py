"""What every action does around its flow: read the tracker, send the bubbles, return the events.

Owns the way between Rasa's tracker and the flows' values. Must not decide what is said.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot import journal
from bot.charts import chart_from
from bot.content.library import library
from bot.flows import (
    asked_back,
    blame,
    changes,
    check,
    complaint,
    goodbye,
    half_plan,
    lines,
    panic,
    pressure,
    pushback,
    seen,
    transition,
    welcome,
)
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Bubble, Button, Turn
from bot.journal import Past
from bot.safety.state import after_turns

Domain = dict[str, Any]
DAY = 86_400
"""Seconds."""


class FlowAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk is untyped
    """An action that hands over to a flow. A subclass adds `name` and `turn`."""

    @abstractmethod
    def name(self) -> str:
        """Give the action's name in the domain."""

    @abstractmethod
    def turn(self, talk: Talk, heard: Heard) -> Turn:
        """Call the flow."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain) -> list[EventType]:
        """Read, call, send, and return the events."""
        return respond(dispatcher, tracker, self.turn)


class PastAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk is untyped
    """An action whose flow looks back at what is kept. A subclass adds `name` and `turn`."""

    @abstractmethod
    def name(self) -> str:
        """Give the action's name in the domain."""

    @abstractmethod
    def turn(self, talk: Talk, heard: Heard, past: Past) -> Turn:
        """Call the flow."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain) -> list[EventType]:
        """Read, look back, call, send, and return the events."""
        return respond(
            dispatcher, tracker, lambda talk, heard: self.turn(talk, heard, journal.past(tracker.sender_id))
        )


def respond(
    dispatcher: CollectingDispatcher, tracker: Tracker, flow: Callable[[Talk, Heard], Turn]
) -> list[EventType]:
    """Read, call the flow unless the plan or the picture is to be changed, send, and return the events."""
    talk = read(tracker)
    heard = Heard.from_message(tracker.latest_message)
    now = lines.heeded(watched(talk, tracker), heard)
    first = answers_first(tracker)
    blamed = blame.answer(now, heard) if first else None
    at_once = _at_once(now, heard, blamed) if first else None
    if at_once:
        return send(dispatcher, talk, lines.heeding(talk, at_once))
    now = pushback.freed(now, heard, library())
    told = blame.told_beside(heard) if blamed else heard
    wished = changes.asked(now, told, library(), past=lambda: journal.past(tracker.sender_id))
    asked = None if wished else asked_back.answered(now, told, library())
    turn = wished or asked or asked_back.owned_up(now, told, flow(now, told))
    turn = blame.answered(blamed, turn, telling=told is not heard) if blamed else turn
    turn = transition.promised(now, turn, library())
    return send(dispatcher, talk, lines.heeding(talk, check.notice(turn, heard, library())) if first else turn)


def _at_once(talk: Talk, heard: Heard, blamed: str | None) -> Turn | None:
    """Answer what comes before any flow: who may see the screen, a word against a question about harm, a complaint."""
    known = library()
    if quiet := seen.answered(talk, heard, known) or panic.taken(talk, heard):
        return quiet
    if blamed:
        return None  # "leave it. is it my fault?" is answered, not let go of
    return (
        pushback.taken(talk, heard, known)
        or complaint.taken(talk, heard, known)
        or goodbye.taken(talk, heard, known)
    )


def watched(talk: Talk, tracker: Tracker) -> Talk:
    """Give the talk with its safety state as the turns and days since have left it."""
    # while safety is what they talk about, watching does not run out
    quiet = 0 if talk.flow == "safety" else 1
    days = days_away(tracker)
    state = after_turns(talk.safety_state, quiet, days)
    talk = pressure.afresh(talk) if days else talk
    return talk.guarded(state) if state != talk.safety_state else talk


def read(tracker: Tracker) -> Talk:
    """Read where the talk is."""
    said = "\n".join(e.get("text") or "" for e in session(tracker) if e.get("event") == "bot")
    running = (tracker.active_loop or {}).get("name")
    return Talk.from_slots(tracker.current_slot_values(), said, running)


def session(tracker: Tracker) -> list[dict[str, Any]]:
    """Give the events since the session began, oldest first."""
    events: list[dict[str, Any]] = tracker.events
    starts = [i for i, e in enumerate(events) if e.get("event") == "session_started"]
    return events[starts[-1] :] if starts else events


def days_away(tracker: Tracker) -> int:
    """Give the whole days between the latest message and the one before it; 0 where either is missing."""
    times = [float(e["timestamp"]) for e in tracker.events if e.get("event") == "user" and e.get("timestamp")]
    return max(0, int((times[-1] - times[-2]) // DAY)) if len(times) > 1 else 0


def answers_first(tracker: Tracker) -> bool:
    """Tell whether nothing has answered the latest message yet; what it told is counted once, however many actions follow."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return True
        if event.get("event") == "action" and str(event.get("name")).startswith("action_"):
            return False
    return False


def latest_bubbles(tracker: Tracker) -> list[Bubble]:
    """Give the bubbles sent since the message before the latest one, as they were sent."""
    events = session(tracker)
    users = [i for i, e in enumerate(events) if e.get("event") == "user"]
    start, end = (users[-2] if len(users) > 1 else 0), (users[-1] if users else len(events))
    return [_bubble(e) for e in events[start:end] if e.get("event") == "bot" and e.get("text")]


def send(dispatcher: CollectingDispatcher, before: Talk, turn: Turn) -> list[EventType]:
    """Send a turn's bubbles and give its events: changed slots, a form left, what follows."""
    turn = half_plan.unrehearsed(welcome.precede(turn))
    for bubble in turn.bubbles:
        dispatcher.utter_message(
            text=bubble.text,
            response=bubble.response,
            buttons=[{"title": b.title, "payload": b.payload} for b in bubble.buttons],
            items=list(bubble.items),
            act=bubble.act,
            chart=bubble.chart.as_dict() if bubble.chart else None,
            copy=bubble.copy,
            **bubble.values,
        )
    events: list[EventType] = [SlotSet(k, v) for k, v in turn.talk.changes(before).items()]
    if turn.leave and before.running:
        events += [ActiveLoop(None), SlotSet("requested_slot", None)]
    if turn.follow:
        events.append(FollowupAction(turn.follow))
    return events


def _bubble(event: dict[str, Any]) -> Bubble:
    buttons = (event.get("data") or {}).get("buttons") or []
    metadata = event.get("metadata") or {}
    return Bubble(
        text=event["text"],
        buttons=tuple(Button(b["title"], b["payload"]) for b in buttons),
        items=tuple(metadata.get("items") or ()),
        act=metadata.get("act") or "inform",
        chart=chart_from(metadata["chart"]) if metadata.get("chart") else None,
    )
