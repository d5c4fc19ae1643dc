"""Strategies that keep interdependence. The flow is bot.flows.maintenance."""

from __future__ import annotations

from actions.glue import FlowAction
from bot.content.library import library
from bot.flows import maintenance
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn


class OfferStrategies(FlowAction):
    """Offer the strategies that fit."""

    def name(self) -> str:
        return "action_offer_strategies"

    def turn(self, talk: Talk, heard: Heard) -> Turn:
        return maintenance.offer(talk, heard, library())
