"""Steps that fit, offered and chosen. The flow is bot.flows.transition."""

from __future__ import annotations

from actions.glue import FlowAction
from bot.content.library import library
from bot.flows import transition
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn


class OfferItems(FlowAction):
    """Offer one to three items that fit."""

    def name(self) -> str:
        return "action_offer_items"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return transition.offer(talk, heard, library())


class ChooseItem(FlowAction):
    """Take the chosen item and begin the plan."""

    def name(self) -> str:
        return "action_choose_item"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return transition.choose(talk, heard, library())


class RespectNo(FlowAction):
    """Take a no to ideas as it is."""

    def name(self) -> str:
        return "action_respect_no"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return transition.respect_no(talk, heard, library())


class WeighNotice(FlowAction):
    """Take the answer to "would it be safe if they noticed?"."""

    def name(self) -> str:
        return "action_weigh_notice"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return transition.noticed(talk, heard, library())
