"""Messages that are too long for Telegram, in parts that end where a sentence does.

Owns: where to cut. Must not: lose, add or move anything but the blanks at a cut.

Example::

    split(Rendered("One. Two."), 5)  # [Rendered('One.'), Rendered('Two.')]
"""

from __future__ import annotations

import re
import unicodedata

from bot.channels.telegram.entities import Rendered, units

MESSAGE = 4_096
"""UTF-16 units of a message at most; the documentation says characters, so this is on the safe side."""
CAPTION = 1_024
ENDS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*\s"),
    re.compile(r"\n"),
    re.compile(r"\s"),
)
"""Good places for a cut, the best kind first: a paragraph, a sentence, a line, a word."""
JOINER = "\u200d"


def split(rendered: Rendered, limit: int = MESSAGE) -> list[Rendered]:
    """Cut into parts of at most `limit` UTF-16 units, at least 2; an empty text has no part."""
    parts: list[Rendered] = []
    start = 0
    while start < len(rendered.text):
        end = start + _cut(rendered.text[start : start + limit + 1], limit)
        part = rendered.part(start, end)
        if part.text:
            parts.append(part)
        start = end
    return parts


def _cut(text: str, limit: int) -> int:
    """Say after how many characters to cut; `text` goes on one character further than could fit."""
    if units(text) <= limit:
        return len(text)
    fits = _fitting(text, limit)
    for end in ENDS:
        # A cut in the first third would leave a scrap; then a lesser kind of place is better.
        places = [found.end() for found in end.finditer(text) if fits // 3 < found.end() <= fits]
        if places:
            return places[-1]
    return _between_letters(text, fits)


def _fitting(text: str, limit: int) -> int:
    used = 0
    for place, char in enumerate(text):
        used += units(char)
        if used > limit:
            return place
    return len(text)


def _between_letters(text: str, place: int) -> int:
    """Move back to where no accent or joined emoji is torn apart, if there is such a place."""
    for earlier in range(place, max(place - 20, 1), -1):
        if earlier == len(text) or not _clings(text[earlier - 1], text[earlier]):
            return earlier
    return max(place, 1)


def _clings(before: str, char: str) -> bool:
    return JOINER in (before, char) or bool(unicodedata.combining(char)) or "\ufe00" <= char <= "\ufe0f"
