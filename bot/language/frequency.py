"""How often something happens, and under what condition, from an answer in one's own words.

Owns the four answers of the guided walk (often, sometimes, rarely, never) and the phrase that limits them.
It must not decide whether a sign is present; it does not know the question.

    frequency("mostly when his mum visits")    # Frequency("sometimes", "when his mum visits")
    frequency("hardly ever tbh")               # Frequency("rarely", None)
    frequency("the weather is nice")           # None
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.language.spelling import mend

Often = Literal["often", "sometimes", "rarely", "never"]


@dataclass(frozen=True)
class Frequency:
    """An answer to "how often?"."""

    often: Often
    condition: str | None = None
    """The person's own limiting phrase, as typed: "when he has been drinking"; None where there is none."""


# First match wins, so what turns a word round ("not often", "almost never") stands before the word itself.
_CUES: tuple[tuple[Often, str], ...] = (
    ("rarely", r"(?:almost|nearly|practically|virtually|next to|pretty much) never|hardly(?: ever)?|barely|rarely|seldom|"
               r"scarcely|once in a (?:blue moon|while maybe)|not (?:very |that |so |all that |too |really )*(?:often|much|frequently)|"
               r"(?:don't|doesn't|didn't) (?:happen|do (?:it|that)) (?:much|often|a lot)|not a lot|very occasionally|"
               r"(?:once|twice) (?:or twice )?(?:a|in a|every|per) (?:few |couple of )?(?:years?|months)|once or twice|"
               r"a handful of times|a couple of times|only (?:ever )?(?:once|twice)|"
               r"only (?:very )?(?:rarely|occasionally)|not usually|not as (?:often|much)|much less|less (?:and less|now|often)|"
               r"now and again at most|very little|a tiny bit|not for (?:ages|years|months)|few and far between"),
    ("sometimes", r"not (?:always|every ?(?:day|time)|all the time|constantly)|some(?:times| ?days| nights| weeks|what| of the time)|"
                  r"(?:every )?(?:now and (?:then|again))|once in a while|on and off|off and on|occasional(?:ly)?|from time to time|"
                  r"it (?:really |kind of |all )?(?:depends|varies)|depends|half (?:of )?the time|half and half|50[ /-]?50|fifty[ -]fifty|"
                  r"at times|in phases|comes and goes|a (?:bit|little)|more or less|here and there|"
                  r"(?:once|twice|\d|one|two|three|a few times|a couple of times) (?:times )?(?:a|per|each|every) (?:month|fortnight)|"
                  r"every (?:few|couple of|other|second) (?:weeks?|months?)|(?:once|one time) a week|every other (?:day|week|month)|"
                  r"more than rarely|mixed|so[ -]so|bit of both|more (?:than i(?:'d)? (?:like|want) but)|kind of|now and|"
                  r"weekends|at weekends|on weekends|certain days"),
    ("often", r"all the (?:time|bloody time|damn time)|al+ways|con(?:stantly|tinually|stant)|every ?(?:single )?(?:day|night|time|week|"
              r"morning|evening|weekend|hour)(?! he| she| they| we)|daily|non[ -]?stop|24/?7|most(?:ly)?(?: of the time| days| nights| weeks|"
              r" times| evenings| mornings| weekends)?|most (?:mon|tues|wednes|thurs|fri|satur|sun)days|usually|generally|often|frequently|regularly|a (?:lot|great deal)|loads|lots|so much|"
              r"too (?:much|often)|more often than not|more than (?:i|not|sometimes)|nearly (?:always|every (?:day|time|night))|"
              r"almost (?:always|every (?:day|time|night|week))|pretty much (?:always|every|all)|"
              r"(?:several|many|a few|three|four|five|six|ten|\d+|two or three|couple of) times (?:a|per|each) (?:day|week)|"
              r"(?:twice|\d+ times?) a (?:day|week)|hourly|every few days|24 7|very much(?: so)?|"
              r"too many times|(?:that's|thats|this is) (?:me|so me|totally me|definitely me)|"
              r"yes,? (?:definitely|absolutely|totally|very)|definitely|totally|absolutely|100 ?%|for sure|"
              r"story of my life|whenever|tons|heaps"),
    ("never", r"used to|never(?: ever| once| really)?|not (?:at all|once|ever|me|really|in the (?:slightest|least)|even once|true|"
              r"like that|us|any ?more|the case)|nope|not a chance|none|no, not|no(?=\s*(?:[,.;!?-]|$))|"
               r"^no(?! (?:idea|one|clue|thanks|worries|problem|comment|matter|reason|wonder|doubt|time|body)\b)|nah|none of the time|at no time|zero|"
              r"(?:that's|thats|this is|it's|its|that is|it is|this|that) (?:isn't|isnt|not|ain't) (?:really )?(?:me|us|like)|"
              r"(?:doesn't|don't|doesnt|dont|didn't|do not|does not) (?:really )?(?:happen|apply|do that|do this|feel like that|"
              r"ring (?:a|any) bells?|fit|sound like me)|can't say (?:i|it|that)|not something i|zilch|no way|not one bit"),
)  # fmt: skip
_COMPILED = tuple(
    (often, re.compile(rf"(?<![\w'])(?:{pattern})(?![\w'])", re.IGNORECASE)) for often, pattern in _CUES
)

# "not that i never do it" and friends would need a parser; two negations are left to a question
_NO = re.compile(r"^\s*(?:no|nope|nah|never|not)\b", re.IGNORECASE)

_SUBORDINATE = (
    r"(?:(?:but |just |mostly |mainly |only |usually |especially |particularly |apart from |except )*"
    r"(?:when(?:ever)?|if|after|before|while|unless|until|during|"
    r"once (?=i|he|she|we|they|it)|as soon as|any ?time|every time)\s*\b(?!i'm not sure|i think about it$)[^,.;!?]{3,80})"
)
_WITH = (
    r"(?:(?:but |just |mostly |mainly |only |usually |especially |particularly )*"
    r"(?:with|around|at|on|in front of|about (?!a |an |once|twice|half|\d|one|two|three|every|now)|over|in|during|near|because of|for)\s+"
    r"(?:my |his |her |their |our |the |a |other )?(?!all\b|me\b|it\b|that\b|this\b|times\b|least\b|some\b|general\b|a while\b|"
    r"the moment\b|first\b|and off\b|phases\b|once\b|sure\b)[^,.;!?]{2,60})"
)
_CONDITION = re.compile(rf"(?<![\w'])(?:{_SUBORDINATE})", re.IGNORECASE)
_LIMIT = re.compile(rf"(?<![\w'])(?:{_WITH})", re.IGNORECASE)
_DEPENDS = re.compile(r"\bdepend(?:s|ing)(?: a (?:lot|bit)| really)? on\s+([^,.;!?]{2,60})", re.IGNORECASE)
# "if she's in a bad mood | i do": the main clause is no part of the condition
_MAIN = re.compile(
    r"(?<=\w\w)\s+(?:then\s+)?i(?:'ll|'d)?\s+(?:do|will|would|did|might|always|never|just|tend|can|am)\b.*$|\s+then$",
    re.IGNORECASE,
)
_NOT_NEVER = re.compile(r"\bnot (?:that|like|as if) (?:i|it|we|they|he|she)\b.*\bnever\b", re.IGNORECASE)
MAX_ANSWER_WORDS = 12
"""A longer message that only starts with "when" is a story, not an answer."""

_STRIP_LIMITERS = re.compile(
    r"^(?:(?:but|just|mostly|mainly|only|usually|especially|particularly|apart from|except)\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,]+(?:tbh|lol|haha+|i guess|i suppose|i think|though|tho|really|or so|maybe|probably|to be honest|honestly)\s*$",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"(?<![\w'])(?:only|just|mostly|mainly|except|apart from|unless|but)(?![\w'])", re.IGNORECASE
)


def frequency(text: str) -> Frequency | None:
    """Read how often, and when, from an answer; None where it says neither.

    A condition alone ("when he has been drinking") counts as sometimes. "Mostly when ..." and "only when ..."
    are sometimes too: they tell when, not how often.
    """
    said = mend(text).strip().lower()
    if not said or _NOT_NEVER.search(said):
        return None
    found = condition(text)
    limited = found is not None and (_ONLY.search(said) is not None)
    core = said
    if found is not None:
        # words inside the condition ("every time his mum is here") do not say how often
        core = said.replace(found.lower().removeprefix("depending on "), " ")
    often = _often(core)
    if found is None:
        return Frequency(often) if often else None
    if often is None or (often == "often" and limited) or (often == "never" and limited):
        # "no, only when he drinks" is not never
        if often is None and len(said.split()) > MAX_ANSWER_WORDS:
            return None
        return (
            Frequency("sometimes", found) if often or limited or _starts_with_condition(said, found) else None
        )
    return Frequency(often, found)


def condition(text: str) -> str | None:
    """Return the limiting phrase in the person's own words, without "only" and trailing fillers, or None."""
    said = mend(text)
    if depends := _DEPENDS.search(said):
        return _trim(f"depending on {depends[1]}")
    match = _CONDITION.search(said)
    if match is None and (len(said.split()) <= 9):
        match = _LIMIT.search(said)
    if match is None:
        return None
    return _trim(_MAIN.sub("", _STRIP_LIMITERS.sub("", match[0].strip())))


def _trim(phrase: str) -> str | None:
    while (shorter := _TAIL.sub("", phrase)) != phrase:
        phrase = shorter
    return phrase.strip() or None


def _starts_with_condition(said: str, phrase: str) -> bool:
    before = said.split(phrase.lower().removeprefix("depending on "), 1)[0]
    return len(before.split()) <= 2


def _often(said: str) -> Often | None:
    best: tuple[int, int, Often] | None = None
    for rank, (often, pattern) in enumerate(_COMPILED):
        match = pattern.search(said)
        if match is None:
            continue
        # the earliest cue speaks; at the same place the more special list (first) does
        key = (match.start(), rank, often)
        if best is None or key[:2] < best[:2]:
            best = key
    if best is None:
        return None
    if best[2] == "never" and _NO.search(said):
        # "no, not often" / "not never": look on behind a bare no
        rest = re.sub(r"^\s*(?:no|nope|nah)\b[\s,.-]*", "", said)
        if rest != said and (later := _often(rest)):
            return later
    return best[2]
