"""Numbers in answers: a confidence from 0 to 10, and which of several offers was meant.

Owns these two readings only. It must not guess: an answer without a number gives None.

    confidence("6 or 7")             # 6.5
    choice("the second one", 3)      # 1
    choice("last", 3)                # 2
"""

from __future__ import annotations

import re

from bot.language.spelling import plain

_UNITS = {
    "zero": 0, "nought": 0, "none": 0, "nil": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_NUMBER = r"(?:\d{1,3}(?:[.,]\d)?|" + "|".join(_UNITS) + r")"
_PERCENT = re.compile(rf"({_NUMBER}|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|hundred)\s*(?:%|per ?cent)", re.I)
_TENS = {w: 10 * (n + 2) for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
_OUT_OF = re.compile(rf"({_NUMBER})\s*(?:/|out of|of)\s*(10|ten|5|five|100|a hundred)\b", re.I)
_RANGE = re.compile(rf"(?<![\w.])({_NUMBER})\s*(?:-|–|or|to|/|and|maybe|, maybe)\s*(?:maybe |a |even )?({_NUMBER})(?![\w%])", re.I)
_SINGLE = re.compile(rf"(?<![\w.])(-?{_NUMBER})(?:\s*(?:ish|and a half|\.5))?(?![\w%])", re.I)
_HALF = re.compile(rf"({_NUMBER})\s*(?:and a half|\.5|,5|½)", re.I)
_WITH_A_REASON = re.compile(
    rf"^\W*(?:(?:a|an|like|about|maybe|probably|i'd say|i would say|i think|say)\s+)*({_NUMBER})(?:ish)?\b(?:\W+(?:because|cause|since|as|if)\b|\s*,(?!\s*(?:no\b|nah\b|maybe|or\b|actually|wait)))",
    re.I,
)
"""A number that answers, and then its reason, which may hold others: "eight, because it is only five things"."""
_IDLE = re.compile(r"\b(?:no one|some ?one|any ?one|every ?one|the one|this one|that one|which one|one (?:of|day|thing|more|evening|"
                   r"week|time|night))\b", re.I)  # fmt: skip
_WORDS: tuple[tuple[str, float], ...] = (
    (r"(?:not|in?n'?t|ain't) (?:at all|remotely) (?:sure|confident|certain)|no chance|no way|not a chance", 0),
    (r"(?:not|n't) (?:very|that|so|too|really|all that) (?:sure|confident|certain|likely)", 3),
    (r"half ?way|in the middle|fifty[ -]fifty|50[ /-]50|half and half", 5),
    (r"(?:pretty|quite|fairly|rather) (?:sure|confident|certain|likely)", 7),
    (r"(?:very|really|super) (?:sure|confident|certain|likely)", 9),
    (r"(?:totally|completely|absolutely|hundred per ?cent|dead) (?:sure|confident|certain)|for certain|definitely|no doubt", 10),
)
_WORD_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), value) for pattern, value in _WORDS)


def confidence(text: str) -> float | None:
    """Read a confidence between 0 and 10; None for no number ("no idea") and for one outside the scale.

    Ranges give their middle, percentages a tenth, "3 out of 5" doubles. Words count where there is no number:
    "pretty sure" is 7.
    """
    said = plain(text).lower()
    if match := _PERCENT.search(said):
        return _within(_value(match[1]) / 10)
    if match := _OUT_OF.search(said):
        whole = 100.0 if "hundred" in match[2] else _value(match[2])
        return _within(10 * _value(match[1]) / whole)
    said = _IDLE.sub(" ", said)
    if match := _HALF.search(said):
        return _within(_value(match[1]) + 0.5)
    numbers = [_value(m) for m in _SINGLE.findall(said)]
    if (match := _WITH_A_REASON.match(said)) and not _RANGE.match(match[1] + said[match.end(1) :]):
        return _within(_value(match[1]))
    if (match := _RANGE.search(said)) and len(numbers) <= 2:
        return _within((_value(match[1]) + _value(match[2])) / 2)
    if numbers:
        # "a 5, no, a 6": the last one stands; "1 in 3" style answers are left to a question
        return _within(numbers[-1]) if len(numbers) <= 2 else None
    for pattern, value in _WORD_PATTERNS:
        if pattern.search(said):
            return value
    return None


def _value(word: str) -> float:
    word = word.lower().replace(",", ".")
    negative = word.startswith("-")
    word = word.lstrip("-")
    if "hundred" in word:
        return 100.0
    found = float(_UNITS.get(word, _TENS.get(word, -1)))
    found = found if found >= 0 else float(word)
    return -found if negative else found


def _within(value: float) -> float | None:
    return round(value, 1) if 0 <= value <= 10 else None


_ORDINALS: tuple[tuple[str, int], ...] = (
    (r"first(?! (?:times?|things?|place|dates?|nights?|years?|weeks?|months?|days?|child|kid|marriage|husband|wife))|1st|number one|option one|top|former", 0),
    (r"second(?! (?:thoughts?|views?|opinions?|times?|chances?|look))|2nd|number two|option two", 1),
    (r"third|3rd|number three|option three", 2),
    (r"fourth|4th|number four|option four", 3),
    (r"fifth|5th|number five|option five", 4),
)
_POINTS = (
    r"(?:^\W*(?:(?:a|i|i'd|i'll|um+|well|ok|okay|yes|yeah|please|no|actually|go|more|let's)\W+)*"
    r"|\b(?:the|that|this|your|my|and|or|for|with|take|pick|choose|like|want|prefer|try|say|is|was|it's|its|maybe|perhaps"
    r"|probably|rather|think|guess)\W+(?:very )?)"
)
"""What stands before a place in a row: "i'd say second"; "i always give in first" names none."""
_ORDINAL_PATTERNS = tuple((re.compile(rf"{_POINTS}(?:{pattern})\b", re.IGNORECASE), index) for pattern, index in _ORDINALS)
_LAST = re.compile(r"\b(?:last|final|bottom|latter)(?! (?:night|week|month|year|time|summer|winter|christmas))\b", re.IGNORECASE)
_SECOND_LAST = re.compile(r"\b(?:second (?:to|from)(?: the)? (?:last|end)|second[- ]last|last but one|penultimate)\b", re.IGNORECASE)
_MIDDLE = re.compile(r"\b(?:middle|in between)\b", re.IGNORECASE)
_BARE = re.compile(
    rf"^\W*(?:(?:i'll |i |let's |lets )?(?:take|pick|choose|go (?:with|for)|like|think|try|want|prefer|guess|maybe|say|do)\s+)*"
    rf"(?:(?:the|number|no\.?|option|nr\.?|#|maybe|um|ok|okay|yes|yeah|probably)\s*)*({_NUMBER})\W*(?:please|i think|i guess|then|maybe)?\W*$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|don't (?:like|want)|rather not|except|anything but)(?: the)?$", re.IGNORECASE)


def choice(text: str, count: int) -> int | None:
    """Read which of `count` offers was meant, counted from 0; None where no place in a row is named or it does not exist."""
    said = plain(text).lower()
    found: list[int] = []
    if _SECOND_LAST.search(said):
        found = [count - 2]
    elif match := _BARE.match(said):
        number = _value(match[1])
        found = [int(number) - 1] if number == int(number) else []
    else:
        for pattern, index in _ORDINAL_PATTERNS:
            if (match := pattern.search(said)) and not _NOT.search(said[: match.start()].rstrip()):
                found.append(index)
        if (match := _LAST.search(said)) and not _NOT.search(said[: match.start()].rstrip()):
            found.append(count - 1)
        if _MIDDLE.search(said) and count % 2:
            found.append(count // 2)
    if len(set(found)) != 1 or not 0 <= found[0] < count:
        return None
    return found[0]
