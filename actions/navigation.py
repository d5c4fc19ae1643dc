"""The person steers: back, skip, repeat, stop, start over, help. The flow is bot.flows.navigation."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.glue import Domain, FlowAction, PastAction, latest_bubbles, read, send
from bot.content.library import library
from bot.flows import changes, goodbye, navigation, pushback, reminders
from bot.flows.heard import Heard
from bot.flows.rewind import rewind
from bot.flows.talk import Talk
from bot.flows.turn import Turn
from bot.journal import Past


class Skip(FlowAction):
    """Leave the open question aside."""

    def name(self) -> str:
        return "action_skip"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return navigation.skip(talk, heard, library())


class Stop(PastAction):
    """Pause; nothing is lost. Said in answer to a reminder it ends those."""

    def name(self) -> str:
        return "action_stop"

    def turn(self, talk: Talk, heard: Heard, past: Past) -> Turn:
        if reminders.answers_one(past):
            return reminders.end(talk, heard, library())
        return navigation.stop(talk, heard, library())


class SayGoodbye(FlowAction):
    """End well."""

    def name(self) -> str:
        return "action_say_goodbye"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return goodbye.say_goodbye(talk, heard, library())


class StartOver(FlowAction):
    """Ask before clearing."""

    def name(self) -> str:
        return "action_start_over"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return navigation.start_over(talk, heard, library())


class RestartTalk(FlowAction):
    """Clear the picture and the plan."""

    def name(self) -> str:
        return "action_restart_talk"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return navigation.restart(talk, heard, library())


class Help(FlowAction):
    """Say what one can say."""

    def name(self) -> str:
        return "action_help"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return navigation.help(talk, heard, library())


class GoBack(Action):  # type: ignore[misc]
    """Go one step back, restoring slots and form from the events."""

    def name(self) -> str:
        return "action_go_back"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain) -> list[EventType]:
        talk = read(tracker)
        heard = Heard.from_message(tracker.latest_message)
        # "leave it, I want to go back to the ten minutes" and "back to the list" are no step back
        meant = pushback.taken(talk, heard, library()) or changes.asked(talk, heard, library())
        if meant:
            return send(dispatcher, talk, meant)
        place = rewind(tracker.events)
        turn = navigation.back(talk, place.slots if place else None, place.loop if place else None, library())
        return send(dispatcher, talk, turn)


class Repeat(Action):  # type: ignore[misc]
    """Say the latest bubbles once more."""

    def name(self) -> str:
        return "action_repeat"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain) -> list[EventType]:
        talk = read(tracker)
        heard = Heard.from_message(tracker.latest_message)
        if (wished := changes.asked(talk, heard, library())) is not None:
            return send(dispatcher, talk, wished)
        return send(dispatcher, talk, navigation.repeat(talk, latest_bubbles(tracker), library()))
