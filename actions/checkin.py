"""How a step went, and what follows. The flow is bot.flows.checkin."""

from __future__ import annotations

from actions.glue import FlowAction, PastAction
from bot.content.library import library
from bot.flows import checkin
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn
from bot.journal import Past


class ReportProgress(PastAction):
    """Take a report on the plan."""

    def name(self) -> str:
        return "action_report_progress"

    def turn(self, talk: Talk, heard: Heard, past: Past) -> Turn:
        return checkin.report(talk, heard, library(), past)


class HearObstacle(FlowAction):
    """Take what got in the way."""

    def name(self) -> str:
        return "action_hear_obstacle"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return checkin.obstacle(talk, heard, library())


class MakeSmaller(PastAction):
    """Make the step smaller."""

    def name(self) -> str:
        return "action_make_smaller"

    def turn(self, talk: Talk, heard: Heard, past: Past) -> Turn:
        return checkin.smaller(talk, heard, library(), past)


class LeaveStep(PastAction):
    """Keep the step as it is."""

    def name(self) -> str:
        return "action_leave_step"

    def turn(self, talk: Talk, heard: Heard, past: Past) -> Turn:
        return checkin.leave(talk, heard, library(), past)


class HearAgain(PastAction):
    """Take how often a sign is so by now."""

    def name(self) -> str:
        return "action_hear_again"

    def turn(self, talk: Talk, heard: Heard, past: Past) -> Turn:
        return checkin.again(talk, heard, library(), past)


class HearSeason(FlowAction):
    """Take the answer to the small question of the season."""

    def name(self) -> str:
        return "action_hear_season"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return checkin.season(talk, heard, library())
