"""Which content a safety state lets through.

Owns the one place where content that involves the partner is withheld. Must not know texts or flows; every
way that shows an item (offer, name, button, plan, check-in, search) asks here. What it does not know it
withholds.

Example: ``allows("talk", "partner_unsafe") is False`` and ``allows("none", "crisis") is True``
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from bot.safety.state import LEVELS, SafetyState

INVOLVES_PARTNER = frozenset({"M1", "M2", "M3", "K5", "T3b"})
"""Items that put something to the partner or do it together; withheld by id too, should their data ever
lose the mark."""
CONTACTS = ("none", "assert", "talk", "joint")


class Item(Protocol):
    """What the policy needs of a content item."""

    @property
    def id(self) -> str:
        """Its id, as in design.md."""

    @property
    def partner_contact(self) -> str | None:
        """How it involves the partner; None for items that only explain."""


AnyItem = TypeVar("AnyItem", bound=Item)


def allows(
    partner_contact: str | None, state: SafetyState | str | None, safe_if_noticed: bool = False
) -> bool:
    """Say whether an item with this contact may be shown.

    ``safe_if_noticed`` is true only when the person answered yes to "would it be safe if they noticed?"; it
    counts in ``watch`` alone. An unknown contact or state is treated as the gravest.
    """
    if partner_contact is None or partner_contact == "none":
        return True
    level = state.level if isinstance(state, SafetyState) else state or "safe"
    if partner_contact not in CONTACTS or level not in LEVELS:
        return False
    if level == "safe":
        return True
    return level == "watch" and safe_if_noticed


def allows_item(item: Item, state: SafetyState | str | None, safe_if_noticed: bool = False) -> bool:
    """Say whether this item may be shown; the items that involve the partner are known by id as well."""
    contact = item.partner_contact
    if item.id in INVOLVES_PARTNER and contact in (None, "none"):
        contact = "joint"
    return allows(contact, state, safe_if_noticed)


def filter_items(
    items: Iterable[AnyItem], state: SafetyState | str | None, safe_if_noticed: bool = False
) -> list[AnyItem]:
    """Keep the items that may be shown, in their order."""
    return [item for item in items if allows_item(item, state, safe_if_noticed)]
