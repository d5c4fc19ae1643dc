"""Hears which country a person is in.

Owns the matching; the names stand in data/helplines.yml. Must not guess from a language, a city or a phone number.

    Places(countries).find("i'm in the states")     # "US"
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.content.models import Country

# "near us", "most of us" and "a change in us" are no country: the words before have to be about where one is
LIVING = r"live|lives|living|based|here|stay|staying|im|i'm|am|we're|are"
BEFORE = rf"(?:\b(?:{LIVING})\s+(?:(?:currently|now|over|up|down)\s+)?(?:in|from)\s+(?:the\s+)?|\bthe\s+)"


class Places:
    """All the names of countries, the longest first, so that Northern Ireland is not Ireland."""

    def __init__(self, countries: Iterable[Country]) -> None:
        """Compile one pattern for the plain names and one for those that mean other things too."""
        self._codes: dict[str, str] = {}
        plain: list[str] = []
        guarded: list[str] = []
        for country in countries:
            for names, pile in ((country.names, plain), (country.only_after_in, guarded)):
                pile += names
                self._codes.update(dict.fromkeys(names, country.code))
        self._plain = pattern(plain)
        self._guarded = pattern(guarded, BEFORE)

    def find(self, text: str) -> str | None:
        """Return the ISO code of the country named last, or None. A bare name is enough; "no" is not Norway."""
        said = " ".join(re.sub(r"[^\w\s'-]", " ", re.sub(r"(?<=\w)\.(?=\w)", "", text.lower())).split())
        bare = re.sub(r"^(?:in|from)\s+|^the\s+", "", said)
        if bare in self._codes:
            return self._codes[bare]
        hits = [(m.end(), m.group("name")) for p in (self._plain, self._guarded) for m in p.finditer(said)]
        # the one named last, and of two that end together the longer: "new south wales" over "wales"
        best = max(hits, key=lambda hit: (hit[0], len(hit[1])), default=None)
        return self._codes[best[1]] if best else None


def pattern(names: Iterable[str], before: str = r"\b") -> re.Pattern[str]:
    """Return a pattern for any of the names as whole words."""
    longest_first = sorted(names, key=len, reverse=True)
    either = "|".join(re.escape(name) for name in longest_first) or r"(?!)"
    return re.compile(rf"{before}(?P<name>{either})\b")
