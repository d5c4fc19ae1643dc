"""Every text a person can be shown, with the field it stands in.

Owns which fields are shown. Must not judge them.

    [(sign, "reflections[0]", "Somewhere along the way ..."), ...]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.content.loader import Content
from bot.content.models import Item, Referral, Sign

Entry = Item | Sign | Referral
Shown = tuple[Entry, str, str]

ITEM_FIELDS: Final = ("title", "text", "again", "offer", "try_this", "smaller", "draft", "say", "reason")
SIGN_FIELDS: Final = ("label", "button", "question", "back", "why", "notice", "because", "safety_question")
SIGN_LISTS: Final = ("questions", "reflections", "hedged", "denied", "past")


def of_item(item: Item) -> Iterator[tuple[str, str]]:
    """Yield (field, text) of an item."""
    for name in ITEM_FIELDS:
        value = getattr(item, name)
        if value:
            yield name, value


def of_sign(sign: Sign) -> Iterator[tuple[str, str]]:
    """Yield (field, text) of a sign; entries of a list as ``field[index]``."""
    for name in SIGN_FIELDS:
        value = getattr(sign, name)
        if value:
            yield name, value
    for name in SIGN_LISTS:
        for index, value in enumerate(getattr(sign, name)):
            yield f"{name}[{index}]", value
    for index, answer in enumerate(sign.safety_answers):
        yield f"safety_answers[{index}]", answer.title


def everything(content: Content) -> Iterator[Shown]:
    """Yield (entry, field, text) for all items, signs and referrals."""
    for item in content.items:
        yield from ((item, name, text) for name, text in of_item(item))
    for sign in content.signs:
        yield from ((sign, name, text) for name, text in of_sign(sign))
    for referral in content.referrals:
        yield referral, "text", referral.text
