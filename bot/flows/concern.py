"""Whom a raised verdict is about, as the replies tell apart: the person, their partner, a child, somebody else.

Owns the names of the concerns and which question each one shares. Must not answer.
"""

from __future__ import annotations

from bot.flows.heard import Heard

CONCERNS = ("self", "partner", "child", "harming", "family", "other", "someone")
"""own life; harm by the partner; a child; harm that the person may do; harm by the family; somebody else; not told which"""


def concern_of(heard: Heard) -> str:
    """Name the concern of a raised message.

    >>> concern_of(Heard(verdict="ask", kind="self_harm", kinds=("self_harm",), about="other"))
    'other'
    """
    strongest = heard.kind or (heard.kinds[0] if heard.kinds else "others")
    if heard.about == "child":
        return "child"
    if strongest == "others":
        return {"partner": "harming", "self": "family"}.get(heard.about, "someone")
    if strongest == "partner":
        return "other" if heard.about == "other" else "partner"
    return "self" if heard.about == "self" else "other"


def base(concern: str) -> str:
    """Give the concern whose questions it shares: self, partner or other."""
    return concern if concern in ("self", "partner") else "other"


def harm_of(concern: str | None) -> str:
    """Give the kind of harm, as the safety state keeps it, that a question about this concern asks for."""
    return "partner" if concern == "partner" else "self_harm"
