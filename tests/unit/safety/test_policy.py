"""The policy: what a state withholds."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pytest

from bot.safety.policy import CONTACTS, INVOLVES_PARTNER, allows, allows_item, filter_items
from bot.safety.state import LEVELS, SAFE, SafetyState


@dataclass(frozen=True)
class Thing:
    id: str
    partner_contact: str | None


@pytest.mark.parametrize("contact", ["assert", "talk", "joint", "somehow"])
@pytest.mark.parametrize("level", ["partner_unsafe", "crisis", "unheard_of"])
@pytest.mark.parametrize("noticed", [True, False])
def test_nothing_that_involves_the_partner_is_shown_when_unsafe(
    contact: str, level: str, noticed: bool
) -> None:
    assert not allows(contact, level, safe_if_noticed=noticed)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("contact", [None, "none"])
def test_knowledge_and_own_steps_are_always_shown(contact: str | None, level: str) -> None:
    assert allows(contact, level)


@pytest.mark.parametrize("contact", ["assert", "talk", "joint"])
def test_watched_partner_items_wait_for_the_answer(contact: str) -> None:
    assert not allows(contact, "watch")
    assert allows(contact, "watch", safe_if_noticed=True)
    assert allows(contact, "safe")


def test_the_state_itself_is_understood_as_well_as_its_level() -> None:
    assert not allows("talk", SafetyState(partner=True))
    assert allows("talk", SAFE)
    assert allows("talk", None)


def test_items_that_involve_the_partner_are_known_by_id_even_without_their_mark() -> None:
    for item_id, level in itertools.product(INVOLVES_PARTNER, ("partner_unsafe", "crisis", "watch")):
        assert not allows_item(Thing(item_id, None), level)
        assert not allows_item(Thing(item_id, "none"), level)


def test_filtering_keeps_the_order() -> None:
    items = [
        Thing("T1", "none"),
        Thing("M1", "joint"),
        Thing("D1", None),
        Thing("T3b", "assert"),
        Thing("K5", "talk"),
    ]
    assert [i.id for i in filter_items(items, "partner_unsafe")] == ["T1", "D1"]
    assert [i.id for i in filter_items(items, "safe")] == ["T1", "M1", "D1", "T3b", "K5"]


def test_every_contact_in_every_state_is_decided() -> None:
    for contact, level in itertools.product(CONTACTS, LEVELS):
        assert isinstance(allows(contact, level), bool)
