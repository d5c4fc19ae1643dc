"""A step that the person thought of themselves: known by how it is put, and planned in their words.

Owns what counts as one. Which item it stands under decides whether it may be planned at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.language.hindrance import punishes
from bot.language.moment import find
from bot.language.plan_answer import act, take_apart, trimmed
from bot.language.spelling import mend
from bot.language.verbs import begins_with_verb

WITHOUT, WITH_THEM = "T4", "K5"
"""The items that a step of the person's own stands under: it may only be planned where those may be offered."""
LEAST_WORDS = 3
_LEAD = (
    r"^(?:(?:no(?:ne)?(?: of (?:these|them|those|that))?|nah|hm+|um+|well|ok|so|actually|maybe|perhaps|but"
    r"|rather|neither|something else|please|thanks?|thank you|i think|i guess)[ ,.;:!-]+)*"
)
_ANNOUNCES = re.compile(
    r"^.*?\b(?:make|have|got|try|do|rather|write|want) (?:up )?"
    r"(?:(?:an|one) idea|(?:something|an? (?:step|plan|idea)) of my own|my own(?: (?:step|idea|one|plan))?)\b[ .,:;!-]*",
    re.I | re.S,
)
"""What comes before a step of their own: "i'll make my own. he books his own dentist"."""
_PROPOSES = re.compile(
    _LEAD
    + r"(?:(?:what (?:about|if)|how about|maybe|can|could) i(?: just| could| can)?|i(?:'d| would) (?:rather"
    r"|like to|prefer to|love to)"
    r"|i (?:choose|decide on|go for)(?! (?:the|this|that|one|number|nothing|none|it)\b)"
    r"|i (?:just |really )?(?:want to|could|might|will|can)|i'll|my (?:own )?(?:idea|step) (?:is|would be))\s+"
    r"(?=(?:just )?[a-z]+ \w+)(?!know|see\b|think|have to know|be\b|feel\b|forget|get (?:too|so|tired|scared)|end up|not\b"
    r"|choose|take the|try the|do the"
    r"|go back|look at the|hear)",
    re.I,
)
_ASKS_LEAVE = re.compile(
    r"[,.;!?\s]+(?:can|could|may|would) (?:we|i|that|this|it) (?:do|try|take|plan|work|count|be (?:one|it"
    r"|enough|ok(?:ay)?))(?: (?:that|it|this|with that))?\W*$"
    r"|[,.;!?\s]+(?:is|would) (?:that|this|it)(?: be)? (?:ok(?:ay)?|allowed|possible|enough|a step)\W*$",
    re.I,
)
_SPOKEN_TO_THEM = re.compile(
    r"\b(?:tell|ask|say|talk|speak|explain|show|text|write|suggest|with)\b.*\b(?:him|her|them|partner|husband"
    r"|wife|boyfriend|girlfriend|bf|gf)\b",
    re.I,
)
_SOMEBODY = re.compile(
    r"^(?:i|he|she|they|we|it|my|our|this|that|you|there|nothing|none|the (?:first|second|last))\b", re.I
)
_OF_THE_LIST = re.compile(
    r"^(?:just |please |let'?s )*(?:go|carry|keep) on\b"
    r"|^(?:just |please |let'?s |don'?t )*(?:choose|pick|take|try|do|show|give|tell|say|explain|see|hear|repeat|go|start"
    r"|stop|keep|leave|let|have|help|not|look|think|know|feel|wait|change|make|work|skip|end|get)\b.{0,20}"
    r"\b(?:me|it|this|that|these|those|one|first|second|third|last|list|steps?|ideas?|others?|more|else|plan|picture|questions?"
    r"|you|back)\b",
    re.I,
)
"""What is said of the ideas on the table, and is no step itself: "take the second one"."""
_ENDS_SOMETHING = re.compile(r"^(?:to )?(?:stop|quit|not|give up|no longer|avoid|never|leave off)\b", re.I)


@dataclass(frozen=True)
class OwnStep:
    """A step as proposed."""

    action: str
    when: str = ""

    @property
    def item(self) -> str:
        """Give the item it stands under."""
        return WITH_THEM if _SPOKEN_TO_THEM.search(self.action) else WITHOUT

    @property
    def ends_something(self) -> bool:
        """Tell whether it is a wish to stop something, which is no act by itself."""
        return bool(_ENDS_SOMETHING.match(self.action))


def announced(words: str) -> bool:
    """Tell whether a message says that a step of one's own comes."""
    return bool(_ANNOUNCES.match(mend(words)))


def asked_leave(words: str) -> bool:
    """Tell whether a message describes a step and asks whether that would do: "ten minutes of quiet. can we do that?"."""
    said = mend(words)
    left = _ASKS_LEAVE.sub("", said)
    return left != said and len(trimmed(left).split()) >= LEAST_WORDS


def read(words: str) -> OwnStep | None:
    """Read a step of their own; None where the message proposes none."""
    said = mend(words)
    if asked_leave(said):
        return _step(_ASKS_LEAVE.sub("", said))
    proposed = _ANNOUNCES.match(said) or _PROPOSES.match(said)
    if punishes(said):
        return None
    if proposed is None:
        return _told(said) or _bare(said)
    left = said[proposed.end() :].rstrip(" ?.!")
    if not left or (len(left.split()) < LEAST_WORDS and not begins_with_verb(left)):
        return None
    moment = find(left)
    return OwnStep(trimmed(left)) if moment is None or moment.is_place else _step(left)


def _told(words: str) -> OwnStep | None:
    """Read a step that is told with its moment: "coffee with ada on fridays"."""
    parts = take_apart(words, "when")
    whole = parts.when and parts.action and not _SOMEBODY.match(parts.action) and "?" not in words
    return OwnStep(parts.action, parts.when) if whole and not parts.obstacle else None


def _bare(words: str) -> OwnStep | None:
    """Read a step that is only named: "carry the old radio downstairs"."""
    named = len(words.split()) >= LEAST_WORDS and begins_with_verb(words) and not _OF_THE_LIST.match(words)
    return None if "?" in words or not named else _step(words)


def _step(words: str) -> OwnStep | None:
    parts = take_apart(words, "when")
    if parts.action:
        return OwnStep(parts.action, parts.when)
    said = act(words)
    return OwnStep(said, "") if said else None
