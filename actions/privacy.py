"""What is kept, export and deletion. The flow is bot.flows.privacy."""

from __future__ import annotations

from actions.glue import FlowAction
from bot.content.library import library
from bot.flows import privacy
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn


class ExplainPrivacy(FlowAction):
    """Say what is stored."""

    def name(self) -> str:
        return "action_explain_privacy"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return privacy.explain(talk, heard, library())


class ExplainExport(FlowAction):
    """Say how a copy is made."""

    def name(self) -> str:
        return "action_explain_export"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return privacy.export(talk, heard, library())


class ExplainDelete(FlowAction):
    """Say how everything is deleted."""

    def name(self) -> str:
        return "action_explain_delete"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return privacy.delete(talk, heard, library())
