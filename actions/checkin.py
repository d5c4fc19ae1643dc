"""How a plan went. The flow is bot.flows.checkin."""

from __future__ import annotations

from actions.glue import FlowAction
from bot.content.library import library
from bot.flows import checkin
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn


class ReportProgress(FlowAction):
    """Take a report on the plan."""

    def name(self) -> str:
        return "action_report_progress"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return checkin.report(talk, heard, library())


class HearObstacle(FlowAction):
    """Take what got in the way."""

    def name(self) -> str:
        return "action_hear_obstacle"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return checkin.obstacle(talk, heard, library())
