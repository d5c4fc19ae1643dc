"""An if-then plan as a few sentences, in the person's own words.

Owns how a plan reads. Must not change a word of theirs but hesitations at the edges.
"""

from __future__ import annotations

import re

from bot.flows.quote import quote, sentence
from bot.flows.talk import Plan, Talk
from bot.language.moment import find
from bot.language.plan_answer import trimmed
from bot.language.spelling import mend
from bot.language.verbs import begins_with_verb

_I_WILL = re.compile(
    r"^(?:(?:i (?:would|should) like to|i'?d like to|i'?ll|i will|i would|i'?d|i could|i can|i want to|i'?m going to|to"
    r"|just)\s+)+", re.I
)
_STARTS_A_CLAUSE = re.compile(
    r"^(?:when|after|before|once|as soon as|if|every|each|while|during|at|in|on|from|around|tonight|tomorrow|next|this"
    r"|first thing|straight|right after|whenever|most)\b",
    re.I,
)
_DAY_WITH_MORE = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b.*\b(?:when|after|before|once|while)\b", re.I)
"""A day and then its own "when": "thursday night, when she is out"."""
_NO_VERB = re.compile(
    r"^(?:a|an|the|my|some|our|half|one|two|three|five|ten|less|fewer|more|[a-z]{3,}ing)\b",
    re.I,
)
"""What "I will" cannot stand before: "a walk in the park", "drawing with my sister"."""
_PERHAPS = re.compile(
    r"^\W*\w+(?: \w+)? (?:might|may|could|would|will|won't|wouldn't|couldn't)\b|^\W*\w+'(?:d|ll)\b", re.I
)
"""What "if" cannot stand before: "i might be too tired", "he'd call"."""
_CLAUSE = re.compile(
    r"^(?:i|i'\w+|he|she|they|we|it|(?:he|she|they|we|it)'\w+|(?:my|the|his|her|our|a|an|some|nobody|no one"
    r"|somebody|someone|something|everyone)(?: \w+){0,2}?)\s+"
    r"(?:might|may|could|would|will|can|can't|don't|doesn't|won't|am|is|are|was|do|does|get|gets|go|goes|feel"
    r"|feels|need|needs|want|wants|come|comes|ask|asks|say|says|have|has|\w{3,}s)\b"
    r"|^(?:i|he|she|they|we|it)(?:'d|'ll|'m|'re|'s)\b|^(?:i|they|we) \w+\b",
    re.I,
)
"""What "if" can stand before: somebody, and what they do."""
_SOMEBODY = re.compile(r"^(?:He|She|They|We|It|My|The|There|Somebody|Someone|Something|His|Her|Their)\b")
_SEVERAL = re.compile(
    r"[.!?;…\n“”\"]|\.\.|,.*,|\b(?:i (?:said|already|told|mean|spose|suppose|guess|think))\b|\bbut\b", re.I
)
"""What shows that words are more than one clause, or speak to the listener."""
MOST_WORDS_WHEN = 12
MOST_WORDS_WHAT = 16
_SMALLER_LEAD = re.compile(r"^(?:(?:just|only|maybe|perhaps|even)\s+)+", re.I)


def text(plan: Plan) -> str:
    """Write a plan in the person's own words: as a sentence where every part fits into one, else line by line.

    >>> text(Plan("K2", "wednesday", "i'll walk to the pool", "he calls", "im out till nine"))
    'When it is wednesday, I will walk to the pool.\\nIf he calls: “im out till nine”'
    >>> text(Plan("K2", "sunday. i told you", "coffee w mika, i spose"))
    'When: “sunday. i told you”\\nWhat: “coffee w mika”'
    """
    smaller = _smaller(plan)
    lines = _step(plan.when, smaller or plan.action)
    obstacle = _obstacle(plan.obstacle)
    if obstacle and plan.sentence and _is_clause(obstacle):
        opening = "In case" if _PERHAPS.search(obstacle) else "If"
        lines.append(f"{opening} {obstacle}: {quote(plan.sentence, 30)}")
    elif obstacle and plan.sentence:
        lines.append(f"What may get in the way: {quote(obstacle, 20)}")
        lines.append(f"If it gets hard: {quote(plan.sentence, 30)}")
    elif plan.sentence:
        lines.append(f"To say or think then: {quote(plan.sentence, 30)}")
    elif obstacle:
        lines.append(f"What may get in the way: {quote(obstacle, 20)}")
    if smaller:
        lines.append(f"On a day with more room: {quote(tidy(plan.action), 20)}")
    elif quote(tidy(plan.smaller)) and plan.smaller != plan.action:
        lines.append(f"Made easier: {quote(plan.smaller, 20)}")
    return "\n".join(lines)


def in_the_making(talk: Talk) -> str:
    """Write down what a half plan holds by now, line by line; empty where it holds nothing."""
    said = (
        ("When", talk.plan_when),
        ("What", talk.plan_action),
        ("What may get in the way", talk.plan_obstacle),
        ("To say or think then", talk.plan_sentence),
    )
    return "\n".join(f"{label}: {quote(words, 20)}" for label, words in said if words and quote(words))


def _step(when: str, action: str) -> list[str]:
    """Write when and what as one sentence, or as labelled lines."""
    did, said = tidy(_I_WILL.sub("", tidy(action))), tidy(when)
    fits = not said or (_is_short(said, MOST_WORDS_WHEN) and find(said) is not None)
    if fits and _is_short(did, MOST_WORDS_WHAT):
        if begins_with_verb(did):
            return [sentence(f"{_when(said)}I will {did}")]
        if said and _NO_VERB.match(did):
            return [sentence(f"{_when(said).rstrip(', ')}: {did}")]
    lines = [
        f"{label}: {quote(words, 30)}" for label, words in (("When", said), ("What", did)) if quote(words)
    ]
    return lines or ["What: open"]


def _is_short(words: str, most: int) -> bool:
    """Tell whether words are one clause that a sentence can hold."""
    return 0 < len(words.split()) <= most and not _SEVERAL.search(words)


def _is_clause(words: str) -> bool:
    """Tell whether words can follow "if": somebody or something, and what it does."""
    return _is_short(words, MOST_WORDS_WHAT) and bool(_CLAUSE.match(words))


def _smaller(plan: Plan) -> str:
    """Give the smaller step where it can stand in the plan itself: "just walk to the pool" -> "walk to the pool"."""
    said = _SMALLER_LEAD.sub("", _I_WILL.sub("", tidy(plan.smaller)))
    return "" if said == plan.action or len(said.split()) < 2 or not begins_with_verb(said) else said


def tidy(words: str) -> str:
    """Take hesitations and full stops off an answer: "um, maybe wednesday." -> "wednesday"."""
    return trimmed(words)


def _when(when: str) -> str:
    said = re.sub(r"^(?:when it(?:'?s| is)|on)\s+", "", tidy(when), flags=re.I)
    if not said:
        return ""
    if _DAY_WITH_MORE.match(said):
        return f"On {said}, "
    return f"{said}, " if _STARTS_A_CLAUSE.match(said) else f"When it is {said}, "


def _obstacle(words: str) -> str:
    said = mend(re.sub(r"^(?:if|that|when)\s+", "", tidy(words), flags=re.I))
    return said[:1].lower() + said[1:] if _SOMEBODY.match(said) else said
