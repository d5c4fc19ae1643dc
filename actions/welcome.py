"""The opening, hellos and thanks. The flow is bot.flows.welcome."""

from __future__ import annotations

from actions.glue import FlowAction, PastAction
from bot.content.library import library
from bot.flows import welcome
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn
from bot.journal import Past


class Greet(PastAction):
    """Open the talk, welcome back, or answer a later hello."""

    def name(self) -> str:
        return "action_greet"

    def turn(self, talk: Talk, heard: Heard, past: Past) -> Turn:
        return welcome.greet(talk, heard, library(), past)


class Thank(FlowAction):
    """Take thanks shortly."""

    def name(self) -> str:
        return "action_thank"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return welcome.thanks(talk, heard, library())
