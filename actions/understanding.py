"""Answers about the subject, their sources, and what no program can decide. The flow is bot.flows.understanding."""

from __future__ import annotations

from actions.glue import FlowAction
from bot.content.library import library
from bot.flows import understanding
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn


class ExplainTopic(FlowAction):
    """Explain what was asked about."""

    def name(self) -> str:
        return "action_explain_topic"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return understanding.explain(talk, heard, library())


class NameSource(FlowAction):
    """Say where the latest content comes from."""

    def name(self) -> str:
        return "action_name_source"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return understanding.source(talk, heard, library())


class AnswerLabel(FlowAction):
    """Answer "am I codependent?" without a label."""

    def name(self) -> str:
        return "action_answer_label"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return understanding.label(talk, heard, library())


class AnswerVerdict(FlowAction):
    """Answer "should I leave?" without a verdict."""

    def name(self) -> str:
        return "action_answer_verdict"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return understanding.verdict(talk, heard, library())


class AnswerAboutPartner(FlowAction):
    """Answer "why does he do that?" without a guess."""

    def name(self) -> str:
        return "action_answer_about_partner"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return understanding.partner(talk, heard, library())


class AnswerAboutTrellis(FlowAction):
    """Say what Trellis is and is not."""

    def name(self) -> str:
        return "action_answer_about_trellis"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return understanding.trellis(talk, heard, library())


class ExplainWhy(FlowAction):
    """Say why the open question is asked."""

    def name(self) -> str:
        return "action_explain_why"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return understanding.why(talk, heard, library())
