"""Letters and spellings: look-alikes, accents, leetspeak, one slip of a finger, and the spelling data.

Owns what one word or sign may stand for. Must not know sentences or rules.
Example: ``plain("D\u0456E") == "die"`` and ``one_slip("suicde", "suicide")``
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

_SIGNS: dict[str, str | None] = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4\u2032`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2013\u2014\u2026", " , "),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),  # what shows nothing hides words
    # Cyrillic and Greek letters that look Latin
    **dict(
        zip("\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u043a\u0455\u0501", "aeopcyxiksd", strict=True)
    ),
    **dict(zip("\u0131\u03bf\u03b9\u03b1", "ioia", strict=True)),
}
_PLAIN = str.maketrans(_SIGNS)
LEET = str.maketrans("013457@$!", "oieastasi")
"""Digits and signs that stand for a letter inside a word."""


@dataclass(frozen=True)
class Spelling:
    """The spelling data (``data/spelling.yml``), each part under its own name there."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    critical: frozenset[str] = frozenset()
    fuzzy: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()


def plain(text: str) -> str:
    """Lower the case, strip accents and look-alikes."""
    lowered = text.translate(_PLAIN)
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_PLAIN)
    return lowered.lower().translate(_PLAIN)


def one_slip(word: str, target: str) -> bool:
    """Say whether two words differ by one letter added, dropped, changed, or by two neighbours swapped."""
    if word == target:
        return True
    if abs(len(word) - len(target)) > 1:
        return False
    start = 0
    while start < min(len(word), len(target)) and word[start] == target[start]:
        start += 1
    rest, wanted = word[start:], target[start:]
    if len(rest) == len(wanted):
        return rest[1:] == wanted[1:] or (rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:])
    return rest[1:] == wanted if len(rest) > len(wanted) else rest == wanted[1:]
