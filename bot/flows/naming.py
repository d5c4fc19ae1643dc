"""Which entry of the picture a message speaks of: "the covering thing", "the one about my own needs".

Owns this reading. Must not change the picture.
"""

from __future__ import annotations

from bot.content.library import Library
from bot.flows.talk import Talk

LONG = 4
"""Letters: a word must be longer to name something."""
_COMMON = frozenset(
    "answer change about picture please remove delete again wrong never still there would could should think thing things really"
    " which where their right often sometimes rarely always".split()
)


def named_entry(words: str, talk: Talk, library: Library) -> str | None:
    """Find the entry a message names: by its items' aliases, a word of its label, or a word of what they said for it."""
    ids = set(library.find(words))
    for sign in talk.picture:
        if ids & set(library.sign(sign).items):
            return sign
    said = _beginnings(words) - {w[:5] for w in _COMMON}
    for sign, entry in talk.picture.items():
        known = library.sign(sign)
        aliases = " ".join(a for i in known.items for a in library.item(i).aliases)
        if said & _beginnings(f"{known.label} {known.back} {known.button} {aliases} {entry.words}"):
            return sign
    return None


def _beginnings(text: str) -> set[str]:
    """Give the beginnings of the longer words: "cover" and "covering" are one."""
    return {w[:5] for w in (w.strip(".,;:!?\"'()“”") for w in text.lower().split()) if len(w) > LONG}
