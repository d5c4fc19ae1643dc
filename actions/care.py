"""Safety: answering harm, staying with it, help lines, going on. The flow is bot.flows.care."""

from __future__ import annotations

from actions.glue import FlowAction
from bot.content.library import library
from bot.flows import care, check, lines, steady, way_out
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn


class RespondToHarm(FlowAction):
    """Answer a message on which the screen raised its verdict."""

    def name(self) -> str:
        return "action_respond_to_harm"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return care.respond(talk, heard, library())


class AnswerHarmAsk(FlowAction):
    """Take the answer to a gentle safety question."""

    def name(self) -> str:
        return "action_answer_harm_ask"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return care.answer_ask(talk, heard, library())


class WeighCheck(FlowAction):
    """Take the answer to a sign's own safety question."""

    def name(self) -> str:
        return "action_weigh_check"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return check.weigh(talk, heard, library())


class StayWithHarm(FlowAction):
    """Stay with it: slow down, make tonight safer."""

    def name(self) -> str:
        return "action_stay_with_harm"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return steady.stay(talk, heard, library())


class LeaveHarm(FlowAction):
    """Leave it here; help stays in sight."""

    def name(self) -> str:
        return "action_leave_harm"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return way_out.leave_be(talk, heard, library())


class ResumeTalk(FlowAction):
    """Go on where the talk was."""

    def name(self) -> str:
        return "action_resume_talk"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return way_out.resume(talk, heard, library())


class ReportSafe(FlowAction):
    """Take the person's own word that they are safe."""

    def name(self) -> str:
        return "action_report_safe"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return way_out.report_safe(talk, heard, library())


class GiveLines(FlowAction):
    """Give help lines for their country."""

    def name(self) -> str:
        return "action_give_lines"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return lines.give_lines(talk, heard, library())


class KeepPace(FlowAction):
    """Go one step on in slowing down together."""

    def name(self) -> str:
        return "action_keep_pace"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return steady.keep_pace(talk, heard, library())


class WriteSafetyPlan(FlowAction):
    """Take the next part of their plan for hard hours."""

    def name(self) -> str:
        return "action_write_safety_plan"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return steady.write_plan(talk, heard, library())
