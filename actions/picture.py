"""The two columns, and changing an answer. The flow is bot.flows.picture."""

from __future__ import annotations

from actions.glue import FlowAction
from bot.content.library import library
from bot.flows import picture
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn


class ShowPicture(FlowAction):
    """Show the picture."""

    def name(self) -> str:
        return "action_show_picture"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return picture.show(talk, heard, library())


class ChangeAnswer(FlowAction):
    """Take up "change my answer"."""

    def name(self) -> str:
        return "action_change_answer"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return picture.change(talk, heard, library())


class UpdateAnswer(FlowAction):
    """Note the changed answer; the plan is looked at again."""

    def name(self) -> str:
        return "action_update_answer"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return picture.update(talk, heard, library())


class AskWhatStandsOut(FlowAction):
    """Ask what stands out."""

    def name(self) -> str:
        return "action_ask_what_stands_out"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return picture.ask_what_stands_out(talk, heard, library())
