"""Hears which subject beside Trellis's own a message is about.

Owns the matching; the words stand in data/referrals.yml. Must not decide that a message is outside the subject: the
intent does.

    Neighbours(referrals).find("how many of these tablets can i take").id     # "medicine"
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.content.models import Referral


class Neighbours:
    """All referrals, each with one pattern for its words."""

    def __init__(self, referrals: Iterable[Referral]) -> None:
        """Compile the words."""
        self._patterns = [(referral, _pattern(referral.words)) for referral in referrals]

    def find(self, text: str) -> Referral | None:
        """Return the referral of which most words occur, the first in the file among equals, or None."""
        said = " ".join(re.findall(r"[\w'-]+", text.lower()))
        counted = [(len(pattern.findall(said)), referral) for referral, pattern in self._patterns]
        most, referral = max(counted, key=lambda pair: pair[0], default=(0, None))  # the first among equals
        return referral if most else None


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{either})\b")
