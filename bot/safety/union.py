"""One verdict from two readers: the rules, and the trained classifier.

Owns how they are joined: either may raise, neither may silence the other. Must not read text.

Example: ``joined(Verdict(), Guess("partner", 0.8)).verdict == "ask"``
"""

from __future__ import annotations

from dataclasses import replace

from bot.safety.classifier import Guess
from bot.safety.verdict import LEARNED, Finding, Verdict, rank

SURE = 0.99
"""Where a rule asks about the person's own life and the classifier is this sure of it, it was said plainly: act."""
DESPITE_DENIAL = 0.995
"""Where the person denies harm, the classifier alone asks only from here on and never acts; a rule's finding it never lowers."""

DESPITE_EXPLAINED = 0.995
"""Where the words are plainly about an animal, a thing or a child that fell, the classifier asks from here on and never acts."""


def joined(ruled: Verdict, guess: Guess, hinting: bool = True) -> Verdict:
    """Give the graver of the two; the rules say what it is about where they have found it too.

    Without `hinting` the classifier's mild signs of control are left out: the person tells what they do themselves.
    """
    cue = ruled.cue or (hinting and not ruled.raised and guess.hint)
    if ruled.raised:
        own_life = ruled.kind == guess.kind == "self_harm" and ruled.about == "self"
        return _raised_to_act(ruled, guess) if own_life and guess.confidence >= SURE else ruled
    verdict = guess.verdict
    if ruled.denied:
        verdict = "ask" if guess.confidence >= DESPITE_DENIAL else "none"
    if ruled.explained and (guess.kind != "partner" or guess.kind in ruled.explained):
        verdict = "ask" if guess.confidence >= DESPITE_EXPLAINED else "none"
    if rank(verdict) == 0:
        return replace(ruled, cue=cue)
    about = "other" if guess.kind == "others" else "self"
    finding = Finding(guess.kind, verdict, about)
    raised = Verdict(verdict, guess.kind, about, LEARNED, guess.confidence, (finding,))
    return replace(raised, denied=ruled.denied, explained=ruled.explained, cue=cue)


def _raised_to_act(ruled: Verdict, guess: Guess) -> Verdict:
    rest = tuple(f for f in ruled.findings if f.kind != ruled.kind)
    own = Finding(guess.kind, "act", ruled.about)
    return replace(ruled, verdict="act", confidence=guess.confidence, findings=(own, *rest))
