"""Looks things up in the content: the one door that flows and actions use.

Owns lookup by id, question and country. Must not read the environment, choose what may be said now, or format.

    library().item("K2").offer
    library().find("what are boundaries")     # ("T3a", ...)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, TypeVar

from bot.content.finder import Finder
from bot.content.loader import DATA, Content, load
from bot.content.models import Helpline, HelplineKind, Item, Kind, Link, Referral, Sign
from bot.content.neighbours import Neighbours
from bot.content.places import Places

INTERNATIONAL: Final = "INT"
T = TypeVar("T")


class Library:
    """All that can be said, by id."""

    def __init__(self, content: Content) -> None:
        """Index the content. Costs about a millisecond."""
        self.content = content
        self.items = content.items
        self.signs = content.signs
        self.links = content.links
        self._items = {item.id: item for item in content.items}
        self._signs = {sign.id: sign for sign in content.signs}
        self._links = {link.sign: link for link in content.links}
        self.item_ids = frozenset(self._items)
        self.sign_ids = frozenset(self._signs)
        self._sign_of = {item: sign for sign in reversed(content.signs) for item in sign.items}

    def item(self, id: str) -> Item:
        """Return the item. Raises KeyError that names the id."""
        return get(self._items, id, "content item")

    def sign(self, id: str) -> Sign:
        """Return one of the 20 signs. Raises KeyError that names the id."""
        return get(self._signs, id, "sign")

    def link(self, id: str) -> Link:
        """Return what may be offered for a sign. Raises KeyError that names the id."""
        return get(self._links, id, "link for sign")

    def sign_of(self, item: str) -> Sign | None:
        """Return the sign that an item such as S3 or H6 belongs to, or None."""
        return self._sign_of.get(item)

    def of_kind(self, kind: Kind) -> tuple[Item, ...]:
        """Return the items of a kind, in the order of the files."""
        return tuple(item for item in self.items if item.kind == kind)

    def helplines(self, country: str | None, kind: HelplineKind | None = None) -> tuple[Helpline, ...]:
        """Return a country's helplines, the international ones where it has none.

        ``kind`` narrows to crisis, partner or emergency; a line of kind both serves crisis and partner.
        """
        for code in (country, INTERNATIONAL):
            found = tuple(
                line
                for line in self.content.helplines
                if line.country == code and (kind is None or line.kind == kind or is_both(line.kind, kind))
            )
            if found:
                return found
        return ()

    def find(self, text: str) -> tuple[str, ...]:
        """Return ids of items that answer a question, best first; empty when none fits."""
        return self._finder.find(text)

    def country(self, text: str) -> str | None:
        """Return the ISO code of the country a text names, or None."""
        return self._places.find(text)

    def referral(self, text: str) -> Referral | None:
        """Return who can help with the subject beside ours that a text is about, or None."""
        return self._neighbours.find(text)

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(self.content.referrals)

    @cached_property
    def _finder(self) -> Finder:
        return Finder((item.id, (*item.aliases, item.title)) for item in self.items)

    @cached_property
    def _places(self) -> Places:
        return Places(self.content.countries)


def is_both(kind: HelplineKind, wanted: HelplineKind) -> bool:
    """Tell whether a line for both serves what is wanted."""
    return kind == "both" and wanted in ("crisis", "partner")


def get(table: Mapping[str, T], id: str, what: str) -> T:
    """Return an entry, or raise KeyError with a sentence in it."""
    try:
        return table[id]
    except KeyError:
        raise KeyError(f"there is no {what} '{id}'") from None


@lru_cache(maxsize=4)
def library(folder: Path = DATA) -> Library:
    """Return the library of a data folder, read once. Raises ContentError listing every mistake."""
    return Library(load(folder))
