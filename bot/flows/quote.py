"""Give back a person's own words, as a short quotation or a list. Never changes a word.

    >>> quote("i keep ringing his work to say he's ill and then i lie awake half the night", limit=8)
    '“i keep ringing his work to say he's …”'
"""

from __future__ import annotations

from collections.abc import Sequence


def quote(words: str, limit: int = 12) -> str:
    """Put the first `limit` words in quotation marks; words that say nothing give an empty string."""
    parts = words.replace("“", "'").replace("”", "'").split()
    kept = " ".join(parts[:limit]).rstrip(".,;:")
    if not kept:
        return ""
    return f"“{kept} …”" if len(parts) > limit else f"“{kept}”"


def listed(things: Sequence[str], last: str = "and") -> str:
    """Join things as a sentence does: "a, b and c"."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} {last} {things[-1]}"


def sentence(text: str) -> str:
    """Start with a capital and end with a full stop."""
    text = text.strip().rstrip(".,;: ")
    return f"{text[:1].upper()}{text[1:]}." if text else ""
