"""When a message was not understood. The flow is bot.flows.fallback."""

from __future__ import annotations

from actions.glue import FlowAction
from bot.content.library import library
from bot.flows import fallback
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn


class Clarify(FlowAction):
    """Offer two best readings, then another way in."""

    def name(self) -> str:
        return "action_clarify"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return fallback.clarify(talk, heard, library())
