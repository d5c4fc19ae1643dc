"""All content items in all states: nothing that involves the partner passes where it could endanger."""

from __future__ import annotations

import itertools

import pytest

from bot.content import library
from bot.safety.policy import INVOLVES_PARTNER, filter_items
from bot.safety.state import LEVELS, SafetyState

ITEMS = library().items
STATES = [
    SafetyState(crisis, partner, watching)
    for crisis, partner, watching in itertools.product((False, True), (False, True), (0, 1, 12))
]
assert ITEMS


def test_the_policy_and_the_content_agree_on_what_involves_the_partner() -> None:
    marked = {item.id for item in ITEMS if item.partner_contact not in (None, "none")}
    assert marked == INVOLVES_PARTNER


@pytest.mark.parametrize("noticed", [True, False])
@pytest.mark.parametrize("state", STATES, ids=lambda s: f"{s.level}-{s.watching}")
def test_no_item_leaks(state: SafetyState, noticed: bool) -> None:
    shown = {item.id for item in filter_items(ITEMS, state, safe_if_noticed=noticed)}
    if state.level in {"partner_unsafe", "crisis"} or (state.level == "watch" and not noticed):
        assert not shown & INVOLVES_PARTNER
    else:
        assert shown >= INVOLVES_PARTNER
    assert len(shown) >= len(ITEMS) - len(INVOLVES_PARTNER)


def test_every_level_was_tried() -> None:
    assert {state.level for state in STATES} == set(LEVELS)
