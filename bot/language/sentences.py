"""The last sentence of a message: after a telling it is often the one that speaks to the listener.

Owns where it begins. Must not judge what it means.

    last("i call her first, always. is that codependency?")     # "is that codependency?"
    last("is that codependency?")                               # None: there is no sentence before it
"""

from __future__ import annotations

import re

_END = re.compile(r"(?:[.!?…]+[\"”')]*|\n)\s+(?=\S)")
MOST_CHARACTERS = 4_000
"""A longer message is a letter, not a remark."""


def last(text: str) -> str | None:
    """Return the last of several sentences, or None where there is only one."""
    said = text.strip()
    if len(said) > MOST_CHARACTERS:
        return None
    ends = list(_END.finditer(said))
    if not ends:
        return None
    sentence = said[ends[-1].end() :].strip()
    return sentence if any(c.isalpha() for c in sentence) else None
