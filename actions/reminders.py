"""Reminders: set, changed, ended. The flow is bot.flows.reminders."""

from __future__ import annotations

from actions.glue import FlowAction, PastAction
from bot.content.library import library
from bot.flows import reminders
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn
from bot.journal import Past


class SetReminder(PastAction):
    """Set, change or end reminders."""

    def name(self) -> str:
        return "action_set_reminder"

    def turn(self, talk: Talk, heard: Heard, past: Past) -> Turn:
        return reminders.set(talk, heard, library(), past)


class HearReminderTime(FlowAction):
    """Take days and time."""

    def name(self) -> str:
        return "action_hear_reminder_time"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return reminders.hear_time(talk, heard, library())


class HearReminderZone(FlowAction):
    """Take the place whose clock counts."""

    def name(self) -> str:
        return "action_hear_reminder_zone"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return reminders.hear_zone(talk, heard, library())
