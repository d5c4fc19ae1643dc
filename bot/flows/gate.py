"""What may be told or offered now: the one place where flows ask bot.safety's policy."""

from __future__ import annotations

from bot.content.library import Library
from bot.content.models import Item
from bot.flows.talk import Talk
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


def form_to_resume(talk: Talk, library: Library) -> str | None:
    """Give the form that broke off, if it still has something to ask that may be asked."""
    form = (talk.resume or {}).get("loop")
    if form == "plan_form":
        return form if talk.chosen and may_offer(library.item(talk.chosen), talk) else None
    if form == "walk_form":
        return form if talk.walk and talk.walk.queue else None
    return None
