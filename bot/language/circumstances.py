"""What changes how a whole talk must be put: the relationship is over, the partner has died, or is ill and cared for.

Owns which words tell so. Only what has happened counts, and not what is feared or weighed; in doubt it is none.

    told("she moved out in february")            # {"ended"}
    told("i'm scared he'll leave me")            # set()
    told("he has parkinson's, i do his meals")   # {"caring"}
"""

from __future__ import annotations

import re

from bot.language.spelling import mend

_THEM = r"(?:s?he(?:'s| has| had)?|they(?:'ve| have)?|my (?:husband|wife|partner|boyfriend|girlfriend|fianc[eé]e?|bf|gf)(?: has| had)?)"
_ENDED = re.compile(
    rf"\bwe(?:'ve| have|'re| are| were)? (?:just |finally |recently |both )?(?:broke(?:n)? up|split(?: up)?|separated|divorced|over(?= now|\W*$|[,.;!])|not together|no longer together)\b(?! (?:for a|once|twice|and got back))"
    rf"|\b{_THEM} (?:just |finally |suddenly )?(?:moved out|left (?:me\b|(?:in|last|this) (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|year|month|week|christmas)|(?:\w+ ){{1,3}}ago)|dumped me|walked out on|broke up with me|ended (?:it|things|us)|divorced me)\b"
    r"|\b(?:since|after) (?:the|our|my) (?:break ?-?up|divorce|separation|split)\b|\bi (?:left|dumped|divorced) (?:him|her|them|my (?:husband|wife|partner))\b(?! (?:an?|the|some|alone|to|at|in|with|my|one|two)\b)"
    r"|\bi(?:'m| am) (?:newly |recently |now |freshly )?(?:divorced|separated|single again)\b|\bit(?:'s| is|'s been| has been) over (?:between us|since|now)\b"
    r"|\bthere (?:isn't|is no|is not)(?: a| an)? (?:us|theirs?|between us)\b.{0,12}\b(?:any ?more|now|left)",
    re.I,
)
_BEREAVED = re.compile(
    rf"\b{_THEM} (?:just |suddenly )?(?:died|passed(?: away)?)\b|\bmy late (?:husband|wife|partner)\b|\bi(?:'m| am) (?:a )?widow(?:er|ed)?\b|\blost my (?:husband|wife|partner)\b",
    re.I,
)
_ILLNESS = (
    r"(?:dementia|alzheimer\w*|parkinson\w*|a stroke|cancer|chemo\w*|multiple sclerosis|motor neurone\w*|heart failure|brain (?:injury|tumou?r)|bedridden"
    r"|in a wheelchair|chronically ill|chronic (?:illness|pain|fatigue)|terminal(?:ly ill)?|dialysis|palliative|paralysed|paralyzed)"
)
_CARING = re.compile(
    rf"\b(?:his|her|their|with|has|had|having|got|in|from|of|he's|she's|he is|she is|after) (?:\w+ ){{0,2}}{_ILLNESS}\b"
    rf"|\bi(?:'m| am) (?:his|her|their|a|the|now his|now her) (?:full[- ]time )?(?:carer|caregiver|caretaker|nurse)\b|\bi (?:care|nurse) for (?:him|her|them|my \w+)\b",
    re.I,
)
_SOMEBODY_ELSE = re.compile(
    r"\bmy (?:\w+ )?(?:mum|mom|mother|dad|father|parents?|nan|gran\w*|aunt\w*|uncle|sister|brother|friend|mate|boss|cat|dog|son|daughter|child|kid)"
    r"(?:'s)?(?: \w+){0,3} ?$",
    re.I,
)
_WEIGHED = re.compile(
    r"\b(?:if|when i was|scared|afraid|worr\w+|fear\w*|terrified|threat\w*|says? (?:s?he|they)|nearly|almost|would|might|could|what|until|before|dream\w*|once|twice)"
    r"(?:\W+\w+){0,5}\W*$",
    re.I,
)
_TOLD = {"ended": _ENDED, "bereaved": _BEREAVED, "caring": _CARING}
CIRCUMSTANCES = tuple(_TOLD)


def told(text: str) -> set[str]:
    """Return which of CIRCUMSTANCES a message tells of."""
    said = mend(text)
    return {
        name
        for name, pattern in _TOLD.items()
        if any(_holds(name, said[: match.start()]) for match in pattern.finditer(said))
    }


def _holds(name: str, before: str) -> bool:
    return not (_SOMEBODY_ELSE if name == "caring" else _WEIGHED).search(before)
