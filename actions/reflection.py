"""Free talk: hearing, deepening, taking a correction. The flow is bot.flows.reflection."""

from __future__ import annotations

from actions.glue import FlowAction
from bot.content.library import library
from bot.flows import reflection, room
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn


class Hear(FlowAction):
    """Reflect what was told and note its signs."""

    def name(self) -> str:
        return "action_hear"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return reflection.hear(talk, heard, library())


class Deepen(FlowAction):
    """Go one question deeper into a sign."""

    def name(self) -> str:
        return "action_deepen"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return reflection.deepen(talk, heard, library())


class TakeGuess(FlowAction):
    """Take a yes to a guess."""

    def name(self) -> str:
        return "action_take_guess"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return reflection.take_guess(talk, heard, library())


class InviteTelling(FlowAction):
    """Invite the person to tell it in their words."""

    def name(self) -> str:
        return "action_invite_telling"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return room.invite(talk, heard, library())


class HearNoMore(FlowAction):
    """Take a no to saying more."""

    def name(self) -> str:
        return "action_hear_no_more"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return room.no_more(talk, heard, library())


class TakeCorrection(FlowAction):
    """Take a correction and ask for other words."""

    def name(self) -> str:
        return "action_take_correction"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return reflection.correct(talk, heard, library())


class HearWhatStandsOut(FlowAction):
    """Take what stands out to the person."""

    def name(self) -> str:
        return "action_hear_what_stands_out"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return reflection.stood_out(talk, heard, library())
