"""Strategies: those that fit what is strong come first, none that is not safe, and others the next time."""

from __future__ import annotations

from hypothesis import given

from bot.content.library import Library
from bot.flows import maintenance
from bot.flows.gate import may_offer
from bot.flows.talk import Talk
from tests.unit.flows.making import in_state, say, talk_with, talks, texts

ASK = say("how do we keep this", "ask_maintenance")


@given(talk=talks())
def test_no_strategy_is_fitting_that_may_not_be_offered(lib: Library, talk: Talk) -> None:
    fits = maintenance.fitting(talk, lib)
    assert len(set(fits)) == len(fits)
    assert all(may_offer(lib.item(i), talk) for i in fits)


def test_a_present_strength_is_named_and_its_strategies_come_first(lib: Library) -> None:
    turn = maintenance.offer(talk_with("mutual_support"), ASK, lib)
    assert texts(turn)[0] == "utter_maintenance_strength"
    linked = lib.link("mutual_support").strategies
    assert turn.talk.offered[: len(linked)] == linked[: maintenance.AT_ONCE]


def test_without_a_strength_it_begins_gently(lib: Library) -> None:
    assert texts(maintenance.offer(Talk(), ASK, lib))[0] == "utter_maintenance_intro"


def test_asked_again_it_brings_those_not_told_yet(lib: Library) -> None:
    first = maintenance.offer(Talk(), ASK, lib).talk
    second = maintenance.offer(first, ASK, lib).talk
    assert set(maintenance.STRATEGIES) <= {*first.offered, *second.offered}


def test_with_an_unsafe_partner_nothing_joint_is_offered(lib: Library) -> None:
    offered = maintenance.offer(in_state(Talk(), "partner_unsafe"), ASK, lib).talk.offered
    assert all(lib.item(i).partner_contact in (None, "none") for i in offered)
