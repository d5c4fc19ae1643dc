"""The if-then plan: a form of short questions, and the plan written down. The flow is bot.flows.plan."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.glue import Domain, FlowAction, read, send
from bot.content.library import library
from bot.flows import amendment, care, plan
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn


class WritePlan(FlowAction):
    """Write the plan down."""

    def name(self) -> str:
        return "action_write_plan"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return plan.write(talk, heard, library())


class RevisePlan(FlowAction):
    """Put a part of the written plan again."""

    def name(self) -> str:
        return "action_revise_plan"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return amendment.revise(talk, heard, library())


class NoteHowSure(FlowAction):
    """Take a number said after the plan."""

    def name(self) -> str:
        return "action_note_how_sure"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return plan.surer(talk, heard, library())


class ShowPlan(FlowAction):
    """Read the plan back."""

    def name(self) -> str:
        return "action_show_plan"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return plan.show(talk, heard, library())


class ValidatePlanForm(Action):  # type: ignore[misc]
    """Take an answer; give no event where the message is something else, so that the form steps aside."""

    def name(self) -> str:
        return "validate_plan_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain) -> list[EventType]:
        talk = read(tracker)
        requested = tracker.get_slot("requested_slot")
        if requested is None:
            return []
        now, heard = care.as_answer(talk, Heard.from_message(tracker.latest_message))
        turn = plan.answer(now, heard, requested, library())
        if turn is None:
            return []
        return [*send(dispatcher, talk, turn), SlotSet("misses", turn.talk.misses)]
