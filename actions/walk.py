"""The guided walk: a form that asks one sign after another. The flow is bot.flows.walk."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.glue import Domain, FlowAction, read, send
from bot.content.library import library
from bot.flows import care, walk
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn


class StartWalk(FlowAction):
    """Begin a round of questions."""

    def name(self) -> str:
        return "action_start_walk"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return walk.start(talk, heard, library())


class AskWalkAnswer(FlowAction):
    """Put the walk's next question."""

    def name(self) -> str:
        return "action_ask_walk_answer"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return walk.ask(talk, heard, library())


class FinishWalk(FlowAction):
    """End a round with the picture."""

    def name(self) -> str:
        return "action_finish_walk"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return walk.finish(talk, heard, library())


class ValidateWalkForm(Action):  # type: ignore[misc]
    """Take an answer; give no event where the message is something else, so that the form steps aside."""

    def name(self) -> str:
        return "validate_walk_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain) -> list[EventType]:
        talk = read(tracker)
        if tracker.get_slot("requested_slot") != "walk_answer":
            return []
        now, heard = care.as_answer(talk, Heard.from_message(tracker.latest_message))
        turn = walk.answer(now, heard, library())
        if turn is None:
            return []
        done = turn.talk.walk is None or not turn.talk.walk.queue
        over = [SlotSet("requested_slot", None)] if done else []
        return [*send(dispatcher, talk, turn), SlotSet("walk_answer", None), *over]
