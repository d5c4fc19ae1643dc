"""What the screen says about one message.

Owns the words verdict, kind, about and effect. Must not read text. Example: ``Verdict("ask",
"partner").raised`` is true.
"""

from __future__ import annotations

from dataclasses import dataclass

VERDICTS = ("none", "ask", "act")
CUE = "cue"
"""What a rule may say besides: too mild to raise anything alone. A verdict holds it as a flag."""
_ORDER = ("none", CUE, "ask", "act")
LEARNED = "learned"
"""The reason of a verdict that no rule gave: the classifier alone."""
KINDS = ("self_harm", "partner", "others")
ABOUT = ("self", "partner", "other", "child")
ACTORS = ("self", "partner", "ex", "family", "child", "other", "animal", "thing", "general", "unknown")
"""Who does what a rule describes. ``unknown`` means that the message does not say."""
EFFECTS = (
    "negated",
    "past",
    "recent",
    "reported",
    "fiction",
    "hyperbole",
    "playful",
    "hypothetical",
    "general",
    "wavering",
    "intensified",
)
"""What the words around a match can make of it (``data/pseudo.yml``)."""


def rank(verdict: str) -> int:
    """Order verdicts: none, a cue, ask, act."""
    return _ORDER.index(verdict)


@dataclass(frozen=True)
class Finding:
    """The strongest of one kind in a message."""

    kind: str
    verdict: str
    about: str


@dataclass(frozen=True)
class Verdict:
    """The screen's answer: act, ask or none.

    ``kind`` belongs to the strongest finding, ``findings`` and ``kinds`` hold one of each kind, strongest
    first. ``about`` says who may be in danger. ``reason`` is a rule id, never a person's words. ``denied``
    is true where harm was named only to deny it ("i'm not suicidal, just tired"): nothing is raised, but a
    caller that has just asked knows that it was answered.
    """

    verdict: str = "none"
    kind: str | None = None
    about: str = "self"
    reason: str | None = None
    confidence: float = 0.0
    findings: tuple[Finding, ...] = ()
    denied: bool = False
    explained: tuple[str, ...] = ()
    """Kinds of harm that words only sound like: they are plainly about an animal, a thing, a fall, a crash."""
    cue: bool = False
    """A mild sign of control, too little to ask about alone; several of them, over several turns, add up."""
    fear: bool = False
    """Fear of a partner was told through the body or the house (``data/home.yml``), whatever it came to."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Name every kind that was raised, strongest first."""
        if self.findings:
            return tuple(f.kind for f in self.findings)
        return (self.kind,) if self.kind and self.raised else ()

    @property
    def raised(self) -> bool:
        """Say whether anything needs an answer before all else."""
        return self.verdict != "none"

    def as_message(self, country: str | None = None) -> dict[str, object]:
        """Give the message property that NLU carries; ``kind`` there is self_harm, partner or null,
        ``kinds`` names others too."""
        return {
            "verdict": self.verdict,
            "kind": self.kind if self.kind in {"self_harm", "partner"} else None,
            "about": self.about,
            "reason": self.reason,
            "confidence": self.confidence,
            "kinds": list(self.kinds),
            "denied": self.denied,
            "cue": self.cue,
            "fear": self.fear,
            "country": country,
        }
