"""A feeling that somebody tells of themselves, so that it can be given back by its name.

Owns which words tell one of a dozen feelings. Only what the person says of themselves counts, and not what they deny or
wish; a doubtful message has none. It knows nothing of signs or safety.

    feeling("i sat in the car and just cried")        # "sad"
    feeling("he was in tears")                        # None
    feeling("i'm not lonely")                         # None
"""

from __future__ import annotations

import re

from bot.language.spelling import mend

_MUCH = r"(?:(?:so|very|really|just|a bit|a little|quite|pretty|that|too|still|always|often|sometimes|only|all|more|even|kind of|sort of) )*"
_ME = (
    rf"\b(?:i(?:'m| am| was|'ve been| have been)|i (?:just |still |really |do |only |often |always )*(?:feel|felt|get|got|end up|ended up|sit (?:here|there))|(?:makes?|made|making|leaves?|left) me"
    rf"(?: feel)?|it's|i)\s+{_MUCH}"
)
_NOT = re.compile(r"\b(?:not|never|no longer|n't|without|hardly|if|would|wouldn't|could|might|want to|wanted to|used to)\W+(?:\w+\W+){0,3}$", re.I)
_TOLD: dict[str, str] = {
    "sad": _ME + r"(?:cry|cried|crying|in tears|sobb\w+|sad(?:dened)?|heart ?broken|gutted|grieving|miserable|down)\b|\b(?:my tears|i (?:burst|broke) "
    r"(?:into tears|down))\b|\bi (?:\w+ ){0,7}?(?:cried|sobbed|wept)\b",
    "lonely": _ME + r"(?:lonely|lonesome|(?:all |so )?alone|invisible|left out)\b",
    "guilty": _ME + r"guilty\b|\b(?:the|my|this|such|so much) guilt\b|\bi feel bad (?:about|for|when|if)\b",
    "ashamed": _ME + r"(?:ashamed|embarrass(?:ed|ing)|stupid|pathetic|ridiculous|silly|foolish|an idiot)\b",
    "angry": _ME + r"(?:angr(?:y|ier)|furious|raging|mad at|fuming|resentful|bitter|fed up|sick of (?:it|this|that|him|her|them)|cross|livid)\b|\bi resent\b",
    "tired": _ME + r"(?:tired|exhausted|worn out|drained|knackered|shattered|burnt? out|running on empty|done in|weary)\b",
    "hurt": _ME + r"(?:hurt by|hurting|wounded|crushed|humiliated|rejected|let down|disappointed)\b|\b(?:it|that|which|this) (?:really |still |just )*(?:hurt|hurts|stung|stings)\b(?! (?:him|her|them))",
    "worried": _ME + r"(?:worr(?:y|ied)|nervous|anxious|on edge|uneasy|stress(?:ed|ing)|panick\w*|sick with worry|tense)\b",
    "torn": _ME + r"(?:torn|confused|conflicted|lost|stuck|at a loss|in two minds)\b|\b(?:part|half) of me\b",
    "longing": r"\bi (?:really |just |still |do )*miss (?!(?:a|an|one|out|my (?:bus|train))\b)\w+|\bi (?:long|ache|yearn) for\b",
    "proud": _ME + r"proud\b",
    "glad": _ME + r"(?:happy|glad|relieved|grateful|at peace|content|loved|lucky|free|light(?:er)?)\b",
}  # fmt: skip
_PATTERNS = {name: re.compile(pattern, re.I) for name, pattern in _TOLD.items()}
FEELINGS = tuple(_PATTERNS)


def feeling(text: str) -> str | None:
    """Return the feeling told last in a message, as one of FEELINGS; None where none is told for certain."""
    said = mend(text)
    found = [
        (match.start(), name)
        for name, pattern in _PATTERNS.items()
        for match in pattern.finditer(said)
        if not _NOT.search(said[: match.start()] + match[0].split()[0] + " ") and not _denied(match[0])
    ]
    return max(found)[1] if found else None


def _denied(words: str) -> bool:
    return bool(re.search(r"\b(?:not|never|n't)\b", words, re.I))
