"""What stands in the way of a small step: its kind, and whether it is a partner's fury.

Owns both readings, by wording. Must not suggest anything: the flows do.

    kind("i'd feel bad about leaving him")          # "guilt"
    punishes("he'd go mad if he saw it")            # True
    punishes("he might be a bit quiet")             # False
"""

from __future__ import annotations

import re
from typing import Literal

from bot.language.spelling import mend

Kind = Literal["guilt", "tired", "time", "forgetting", "partner", "worry", "weather", "other"]

_KINDS: tuple[tuple[Kind, str], ...] = (
    ("guilt", r"\bguilt\w*\b|\bselfish\b|\bfeel(?:ing)? (?:so |really )?bad\b|\bashamed?\b|\blet(?:ting)? \w+ down\b|\bowe\b"),
    ("tired", r"\btired\w*\b|\bexhaust\w*\b|\bknackered\b|\bworn out\b|\bno energy\b|\basleep\b|\blazy\b|\bcan'?t be (?:bothered|arsed)\b|\bsick\b|\bill\b|\bheadache\b"),
    ("forgetting", r"\bforget\w*\b|\bremember\w*\b|\bslip(?:s|ped)? my mind\b"),
    ("partner", r"\b(?:he|she|they|my (?:partner|husband|wife|bf|gf|boyfriend|girlfriend|other half))\b|\b(?:he|she|they)'\w+|\b(?:him|her|them)\b"),
    ("time", r"\btime\b|\bbusy\b|\bwork\w*\b|\bkids?\b|\bchildren\b|\bovertime\b|\bdeadline\b|\bhouse\b|\bchores?\b|\blate\b|\bphone\b"),
    ("worry", r"\bnerv\w+\b|\bscared\b|\bafraid\b|\bworr\w+\b|\banxi\w+\b|\bshy\b|\bpanic\w*\b|\bmyself\b|\bhead\b|\bthoughts?\b|\boverthink\w*\b|\bnot knowing\b"),
    ("weather", r"\brain\w*\b|\bweather\b|\bcold\b|\bsnow\w*\b|\bdark\b"),
)  # fmt: skip
_THEM = r"(?:he|she|they|him|her|my (?:partner|husband|wife|bf|gf|boyfriend|girlfriend|fella|missus|man|woman|ex))"
_FURY = (
    r"(?:furious|livid|fuming|enraged|rages?\b|raging|violent|go(?:es)? (?:mad|mental|ballistic|nuts|crazy|off|through the roof|spare)|(?:went|going) (?:mad|mental|ballistic|nuts|crazy)"
    r"|lose (?:it|his temper|her temper|his rag|control)|loses it|lost it|kicks? off|hit(?:s|ting)? (?:me|the roof|out)|explodes?|blow(?:s)? up|scream\w* at me|shout\w* at me|punish\w*"
    r"|make me pay|pay for it|hurt me|smash\w*|throw\w* (?:things|stuff|them)|rip\w*|tear (?:them|it) up|destroy\w*|lock\w* me|take (?:my|the) (?:phone|keys|card)|beat|threaten\w*|kill me"
    r"|(?:very|really|so|dead|proper) (?:angry|mad)|not let me|won'?t let me|wouldn'?t let me|never hear the end)"
)
_PUNISHES = re.compile(
    rf"\b{_THEM}\b[^.!?]*?\b{_FURY}|\bi(?:'d| would|'ll| will)? (?:get|be) (?:punished|in (?:so much |big |real )?trouble|hit|beaten|locked)\b|\bscared of (?:him|her|them)\b|\bafraid of (?:him|her|them)\b|\b(?:must|can)(?:'t| ?not) (?:find out|know|see (?:it|this|them))\b",
    re.I,
)
_DENIES = re.compile(
    r"\b(?:not|never|n't|no)\s+(?:(?:be|get|really|ever|that|so|going to)\s+)*(?:furious|angry|mad|livid|violent|hit|shout|scream|lose it|punish)",
    re.I,
)


def kind(words: str) -> Kind:
    """Say what kind of hindrance words name."""
    said = mend(words)
    return next((name for name, pattern in _KINDS if re.search(pattern, said, re.I)), "other")


def punishes(words: str) -> bool:
    """Tell whether words speak of a partner's fury or punishment, or of having to hide from it."""
    said = mend(words)
    return bool(_PUNISHES.search(said)) and not _DENIES.search(said)
