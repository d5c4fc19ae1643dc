"""An if-then plan as a few sentences, in the person's own words.

Owns how a plan reads. Must not change a word of theirs but hesitations at the edges.
"""

from __future__ import annotations

import re

from bot.flows.quote import quote, sentence
from bot.flows.talk import Plan
from bot.language.spelling import mend

_LEAD = re.compile(
    r"^(?:(?:um+|well|ok|okay|so|maybe|probably|perhaps|i think|i guess|i suppose|let'?s say|how about|say(?=,)|wait|no wait"
    r"|(?:like |as )?i (?:just |already )?(?:said|told you)(?=[,:]))[ ,:]+)+",
    re.I,
)
_I_WILL = re.compile(
    r"^(?:(?:i'?ll|i will|i would|i'?d|i could|i can|i want to|i'?m going to|to|just)\s+)+", re.I
)
_STARTS_A_CLAUSE = re.compile(
    r"^(?:when|after|before|once|as soon as|if|every|each|while|during|at|in|on|from|around|tonight|tomorrow|next|this"
    r"|first thing|straight|right after|whenever|most)\b",
    re.I,
)
_NO_VERB = re.compile(
    r"^(?:a|an|the|my|some|our|his|her|their|half|one|two|three|five|ten|\d+|i|i'\w+|we|he|she|they|it|it's|that|this|no|not|nothing"
    r"|maybe|only|every|once|if|when|with|without|after|before|less|fewer|more|[a-z]{3,}ing)\b",
    re.I,
)
"""What "I will" cannot stand before: "a walk in the park", "drawing with my sister"."""
_PERHAPS = re.compile(r"^\W*\w+(?: \w+)? (?:might|may|could|would)\b|^\W*\w+'d\b", re.I)
"""What "if" cannot stand before: "i might be too tired", "he'd call"."""
_SMALLER_LEAD = re.compile(r"^(?:(?:just|only|maybe|perhaps|even)\s+)+", re.I)


def text(plan: Plan) -> str:
    """Write a plan as one to three sentences, in the person's own words.

    >>> text(Plan("K2", "wednesday", "i'll walk to the pool", "he calls", "im out till nine"))
    'When it is wednesday, I will walk to the pool.\\nIf he calls: “im out till nine”'
    """
    smaller = _smaller(plan)
    lines = [sentence(_step(plan.when, smaller or plan.action))]
    if plan.obstacle and plan.sentence:
        obstacle = _obstacle(plan.obstacle)
        opening = "In case" if _PERHAPS.search(obstacle) else "If"
        lines.append(f"{opening} {obstacle}: {quote(plan.sentence, 30)}")
    elif plan.sentence:
        lines.append(f"To say or think then: {quote(plan.sentence, 30)}")
    elif plan.obstacle:
        lines.append(f"What may get in the way: {quote(plan.obstacle, 20)}")
    if smaller:
        lines.append(f"On a day with more room: {quote(tidy(plan.action), 20)}")
    elif plan.smaller and plan.smaller != plan.action:
        lines.append(f"Made easier: {quote(plan.smaller, 20)}")
    return "\n".join(lines)


def _step(when: str, action: str) -> str:
    """Write when and what; words that are no "I will ..." stand by themselves."""
    did = _I_WILL.sub("", tidy(action))
    if _NO_VERB.match(did):
        return f"{_when(when).rstrip(', ')}: {did}" if when else did
    return f"{_when(when)}I will {did}"


def _smaller(plan: Plan) -> str:
    """Give the smaller step where it can stand in the plan itself: "just walk to the pool" -> "walk to the pool"."""
    said = _SMALLER_LEAD.sub("", _I_WILL.sub("", tidy(plan.smaller)))
    return "" if not said or said == plan.action or len(said.split()) < 2 or _NO_VERB.match(said) else said


def tidy(words: str) -> str:
    """Take hesitations and full stops off an answer: "um, maybe wednesday." -> "wednesday"."""
    return _LEAD.sub("", words.strip()).strip(" .,;:!?") or words.strip()


def _when(when: str) -> str:
    said = re.sub(r"^(?:when it(?:'?s| is)|on)\s+", "", tidy(when), flags=re.I)
    if not said:
        return ""
    return f"{said}, " if _STARTS_A_CLAUSE.match(said) else f"When it is {said}, "


def _obstacle(words: str) -> str:
    return mend(re.sub(r"^(?:if|that|when)\s+", "", tidy(words), flags=re.I))
