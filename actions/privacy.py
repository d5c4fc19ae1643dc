"""What is kept, a copy, private mode, deletion. The flow is bot.flows.privacy."""

from __future__ import annotations

from actions.glue import FlowAction, PastAction
from bot.content.library import library
from bot.flows import privacy
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn
from bot.journal import Past


class ExplainPrivacy(PastAction):
    """Say what is stored, and take a wish to keep no words."""

    def name(self) -> str:
        return "action_explain_privacy"

    def turn(self, talk: Talk, heard: Heard, past: Past) -> Turn:
        return privacy.explain(talk, heard, library(), past)


class ExplainExport(FlowAction):
    """Hand over a copy."""

    def name(self) -> str:
        return "action_explain_export"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return privacy.export(talk, heard, library())


class ExplainDelete(FlowAction):
    """Ask before deleting."""

    def name(self) -> str:
        return "action_explain_delete"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return privacy.delete(talk, heard, library())


class DeleteEverything(FlowAction):
    """Delete everything when the turn is over."""

    def name(self) -> str:
        return "action_delete_everything"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return privacy.confirm_delete(talk, heard, library())


class BePrivate(FlowAction):
    """Keep no words from now on."""

    def name(self) -> str:
        return "action_be_private"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return privacy.confirm_private(talk, heard, library())
