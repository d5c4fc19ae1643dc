"""What may be told or offered now: the one place where flows ask bot.safety's policy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from bot.content.library import Library
from bot.content.models import Item
from bot.flows.talk import Talk
from bot.flows.turn import Bubble, Button
from bot.safety import policy

MISTREATED = "tolerates_mistreatment"


def may_offer(item: Item, talk: Talk) -> bool:
    """Tell whether the safety state lets this item be told or offered."""
    return policy.allows_item(item, talk.safety_state, safe_if_noticed=bool(talk.noticed_safe))


def allowed(ids: tuple[str, ...], talk: Talk, library: Library) -> tuple[str, ...]:
    """Keep the items that may be offered; with mistreatment in the picture, none that involves the partner."""
    items = [library.item(i) for i in ids]
    if MISTREATED in talk.present():
        items = [i for i in items if i.partner_contact in (None, "none")]
    return tuple(i.id for i in items if may_offer(i, talk))


def still_told(bubbles: Sequence[Bubble], talk: Talk, library: Library) -> tuple[Bubble, ...]:
    """Keep the bubbles that may be said once more, without buttons to what may not: the state may have changed since."""
    withheld = {item.id for item in library.items if not may_offer(item, talk)}
    return tuple(
        replace(b, buttons=tuple(x for x in b.buttons if not _leads_to(x, withheld)))
        for b in bubbles
        if withheld.isdisjoint(b.items)
    )


def _leads_to(button: Button, withheld: set[str]) -> bool:
    return any(json.dumps(id) in button.payload for id in withheld)


def form_to_resume(talk: Talk, library: Library) -> str | None:
    """Give the form that broke off, if it still has something to ask that may be asked."""
    form = (talk.resume or {}).get("loop")
    if form == "plan_form":
        return form if talk.chosen and may_offer(library.item(talk.chosen), talk) else None
    if form == "walk_form":
        return form if talk.walk and talk.walk.queue else None
    return None
