"""A long message in stretches of about the length that people's sentences have.

Owns where they begin and end. The sign recogniser has learned from messages of 15 to 35 words; in one of 120 a sign drowns.

    stretches("He is kind. ...")     # [Stretch(0, 11, ()), ...]: one for a short message
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.language.clauses import Clause, split

LONG = 45
"""Words from which a message is read in stretches."""
LEAST, MOST = 8, 28
"""Words of a stretch: it ends with a sentence once it has so many, and before a clause that would make it longer than so many.
Of 6-20, 8-28 and 12-35 the middle one found most in messages put together from three to five (docs/understanding.md)."""
MOST_CLAUSES = 80
"""A message of some 700 words; what goes on beyond is not read."""
_ENDS = re.compile(r"[.!?…\n]")


@dataclass(frozen=True)
class Stretch:
    """Part of a message: `start` and `end` are character offsets."""

    start: int
    end: int
    before: tuple[str, ...]
    """The clauses before it: a "she" may point back to a friend named there."""


def stretches(text: str) -> list[Stretch]:
    """Return the stretches of a message, in order; one that holds all of it where it is short."""
    if len(text.split()) < LONG:
        return [Stretch(0, len(text), ())]
    found: list[Stretch] = []
    clauses = split(text, most=MOST_CLAUSES)
    first = 0
    for at in range(1, len(clauses) + 1):
        if at == len(clauses) or _parts(text, clauses[first], clauses[at - 1], clauses[at]):
            before = tuple(clause.text for clause in clauses[:first])
            found.append(Stretch(clauses[first].start, clauses[at - 1].end, before))
            first = at
    return found or [Stretch(0, len(text), ())]


def _parts(text: str, first: Clause, last: Clause, following: Clause) -> bool:
    """Tell whether a stretch from `first` to `last` ends before the clause that follows."""
    so_far = len(text[first.start : last.end].split())
    ended = _ENDS.search(text, max(last.end - 1, 0), following.start) is not None
    return (ended and so_far >= LEAST) or len(text[first.start : following.end].split()) > MOST
