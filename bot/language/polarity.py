"""Words that show a thing is past, or only half claimed. Owns the cues and the name of the polarity.

It must not decide whether a sign is there: "can't decide without him" is worded negatively and true. The recogniser
learns present and denied as outputs of their own; the cues here only tell past from denied and hedged from affirmed.

    cues("i used to ask her about everything")    # Cues(past=True, hedged=False)
    name(denied=True, found=Cues(past=True, hedged=False))    # "past"
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.language.spelling import mend

Polarity = Literal["affirmed", "denied", "hedged", "past"]
POLARITIES: tuple[Polarity, ...] = ("affirmed", "denied", "hedged", "past")
PRESENT: frozenset[Polarity] = frozenset({"affirmed", "hedged"})

_PAST = re.compile(
    r"(?<!get )(?<!got )(?<!getting )(?<!am )(?<!i'm )(?<!is )(?<!be )(?<!are )\bused to\b(?! (?:it|this|that|him|her|them)\b)|"
    r"\bback (?:then|when|in)\b|\bin (?:the past|those days|my (?:last|old|first|previous|twenties|teens|youth))\b|"
    r"\bat (?:the start|first|one (?:time|point|stage))\b|\bonce upon a time\b|\b(?:years?|months) ago\b|"
    r"\bwhen i was (?:younger|little|married|with|in|a|still|at|\d)|\bmy ex\b|\bno longer\b|\bin the early days\b|"
    r"\bbefore (?:therapy|we|counselling|the (?:kids|wedding|baby)|i (?:got|learned|learnt|met|went))\b|"
    r"\bnot (?:any ?more|these days)\b|n't\b.{0,60}\bany ?more\b|\bi(?:'ve| have)? (?:finally )?(?:stopped|quit|gave up|given up|"
    r"got over|grew out of|outgrew)\b|\bpast me\b|\bthe old me\b|\buntil (?:last|a (?:few|couple)|this)\b|\bthose days are\b|"
    r"\bthat was (?:then|me once|years)\b|\bex[ -](?:boyfriend|girlfriend|husband|wife|partner)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:maybe|perhaps|possibly|kind of|kinda|sort of|sorta|i guess|i suppose|probably|in a way|i might|it might|might be|could be|"
    r"may be|not (?:really |quite |a hundred per ?cent |100 ?% )?sure|unsure|i wonder|wondering (?:if|whether)|i sometimes think|"
    r"sometimes i (?:think|feel|wonder)|a (?:little )?bit|a little|somewhat|at times|part of me|now and then|to (?:some|a) (?:degree|extent)|"
    r"more or less|ish|don't know if|can't tell (?:if|whether)|it depends|on and off|i (?:may|could) be|half|half the time|"
    r"slightly|tend to|not always|i think i (?:may|might)|if i'm honest i may|hard to say)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Cues:
    """What the wording of one clause shows."""

    past: bool = False
    hedged: bool = False


def cues(clause: str) -> Cues:
    """Find the past and hedging cues of a clause."""
    said = mend(clause)
    return Cues(past=_PAST.search(said) is not None, hedged=_HEDGE.search(said) is not None)


def name(denied: bool, found: Cues) -> Polarity:
    """Name the polarity of a recognised sign from the recogniser's decision and the clause's cues."""
    if denied:
        return "past" if found.past else "denied"
    return "hedged" if found.hedged else "affirmed"
