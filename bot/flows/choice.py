"""Which of the offered items a message means: by its place in the row, or by words of its title, offer or aliases.

Owns that reading. Must not begin anything.
"""

from __future__ import annotations

import re

from bot.content.library import Library
from bot.content.models import Item
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.language.number import choice
from bot.language.spelling import mend

ALIKE = 1.0
"""One word of its title or offer, or two of its aliases, names an item."""
FEW_WORDS = 8
"""A longer message names an item only by several of its words."""
A_NAME = 4
"""Words: who plainly chooses in so few may name an item by one alias: "the boundary one"."""
NONE = re.compile(
    r"\b(?:none of (?:these|those|them|that)|something else|anything else|others?|neither(?: of them)?|not (?:these|those))\b",
    re.I,
)
_ANY_ONE = re.compile(
    r"^\W*(?:(?:no|ok|i said|just|well|please|then|you)[ ,]+)*(?:one(?: thing)?|any(?: of (?:them|these|those))?"
    r"|(?:you )?(?:pick|choose|decide)(?: one)?(?: for me)?|whichever)\W*$",
    re.I,
)
"""Whoever wants just one gets the one that fits best."""
_PARTS = re.compile(r"[.,;!?]|\b(?:but|because|cos|though)\b")
_TURNED_DOWN = re.compile(r"\b(?:no|not|never|cannot|without|nor|hate|\w+n't)\b", re.I)
_COMMON = frozenset(
    "your that with this have want them they then what when would could like just please maybe some about from into more"
    " there here think guess rather really said first last something need going make same little will feel take"
    " days time evening evenings morning night today tonight week talk thing things".split()
)
"""Words that name no item, however often they stand in one."""


def picked(talk: Talk, heard: Heard, library: Library) -> Item | None:
    """Find the item meant: a button's value, a place in the row, or words of its title, offer or aliases."""
    if heard.values.get("item") in library.item_ids:
        return library.item(heard.values["item"])
    if not heard.words:
        return None
    wanted = _wanted(heard.words)
    if talk.offered and _ANY_ONE.match(mend(heard.words)):
        return _item_or_none(talk.offered[0], library)
    place = choice(wanted, len(talk.offered))
    if place is not None:
        return _item_or_none(talk.offered[place], library)
    words = _content_words(wanted)
    seen = (*talk.offered, *(i for i in talk.shown if i in library.item_ids and library.item(i).offer))
    known = [i for i in dict.fromkeys(seen) if i in library.item_ids]
    scored = sorted(((_likeness(words, library.item(i)), i) for i in known), reverse=True)
    named_only = heard.intent == "choose_item" and len(wanted.split()) <= A_NAME
    alike = ALIKE / 2 if named_only else ALIKE if len(wanted.split()) <= FEW_WORDS else 2 * ALIKE
    if scored and scored[0][0] >= alike and (len(scored) == 1 or scored[0][0] > scored[1][0]):
        return library.item(scored[0][1])
    if titled := [i for i in library.items if i.offer and _content_words(i.title) <= words and _content_words(i.title)]:
        return max(titled, key=lambda item: len(item.title))
    if heard.intent not in ("choose_item", "ask_topic", "ask_steps"):
        return None
    named = [i for i in library.find(wanted) if library.item(i).try_this]
    return library.item(named[0]) if named else None


def _item_or_none(id: str, library: Library) -> Item | None:
    return library.item(id) if id in library.item_ids else None


def _wanted(words: str) -> str:
    """Leave out what is turned down: "no therapy, the evening" -> "the evening"."""
    parts = _PARTS.split(NONE.sub(" ", mend(words)))
    return " ".join(part for part in parts if not _TURNED_DOWN.search(part)).strip()


def _likeness(words: set[str], item: Item) -> float:
    """Weigh the words a message shares with an item: those of its title or offer whole, those of its aliases by half."""
    names = _content_words(f"{item.title} {item.offer or ''}")
    return len(words & names) + 0.5 * len(words & (_content_words(" ".join(item.aliases)) - names))


def _content_words(text: str) -> set[str]:
    """Give the beginnings of the longer words: "noticing" and "notice" are one."""
    found = (w.strip(".,;:!?\"'()") for w in text.lower().split())
    return {w[:5] for w in found if len(w) > 3 and w not in _COMMON}
