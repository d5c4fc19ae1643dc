"""A real farewell: words that end the talk, and nothing else that sounds like it.

Owns which words those are, for goodbye, stop and hello in the middle of a question. A doubtful message is none.

    leaves("have to go, he's home")       # True
    leaves("just tonight")                # False
    stops("i want to stop checking")      # False
"""

from __future__ import annotations

import re

from bot.language import asides
from bot.language.spelling import mend

_BYE = re.compile(
    r"\b(?:good ?bye|bye(?:-?bye)?|cya|ttyl|talk (?:to you )?(?:later|tomorrow)|so long)\b|^\W*(?:good ?night|night night|farewell|cheerio)\b|\bgood ?night\W*$"
    r"|\bsee you(?: later| soon| tomorrow| around| then)?\W*$|\b(?:(?:have|got|need|better|must) (?:to )?(?:go|leave|run|log off|sleep)|going to (?:bed|sleep))(?: now)?\W*$"
    r"|\bi(?:'m| am) (?:off|done|leaving|out)\b(?: now)?\W*$|\b(?:that(?:'s| is| will be|'ll be)|it(?:'s| is)) (?:enough|all|it)(?: for (?:today|now|tonight|me))?\W*$"
    r"|\bthat(?:'s| is) me (?:done|finished|off)\b(?:[ ,.]+(?:now|then|thanks|ta|cheers|for (?:now|today|tonight)))*\W*$|^\W*enough(?: for (?:today|now|tonight))?\W*$|\b(?:later|another time|some other time|not today)\W*$",
    re.I,
)
_STOP = re.compile(
    r"^\W*(?:(?:ok|okay|please|no|sorry|well|so|can we|could we|can i|let'?s|let us|i (?:want|need|would like|'d like) to|i'd like to|we can|shall we|you can)[ ,.]+)*"
    r"(?:stop|pause|quit|exit|halt|end|cancel|leave|break|a break|take a break|finish|continue)(?:[ ,.]+(?:it|this|that|here|now|there|please|talking|chatting|asking|everything|the|chat|talk|conversation"
    r"|questions|for|today|tonight|a|moment|break|and|with|later|tomorrow|off|cheers|thanks|ta))*\W*$",
    re.I,
)
_HELLO = re.compile(
    r"^\W*(?:hi+|hey+|hello+|hiya|yo|good (?:morning|evening|afternoon)|hallo)(?: (?:there|again|trellis))?\W*$",
    re.I,
)
_OWN_HABIT = re.compile(
    r"\bi\b.{0,30}\b(?:stop|quit)\s+(?!(?:talking|chatting|asking|answering|writing|typing|using|doing|going|playing|reading|being asked)\b)"
    r"\w+ing\b",
    re.I,
)
_NO_QUESTIONS = re.compile(
    r"\b(?:stop|leave|end|drop|quit|enough|no more)\b(?: (?:with|of|asking))? ?(?:(?:these|the|your|all|me)\s+){0,2}(?:questions|quiz)\b"
    r"|\b(?:must|do) i (?:have to )?answer (?:all|these|them|six|more|the)\b|\bi(?:'d| would) rather (?:just )?(?:talk|tell you|speak) about\b",
    re.I,
)
MOST_WORDS = 12


def leaves(text: str) -> bool:
    """Tell whether a message says goodbye."""
    said = mend(text)
    return asides.leaves(said) or (len(said.split()) <= MOST_WORDS and bool(_BYE.search(said)))


def stops(text: str) -> bool:
    """Tell whether a message wants the talk to stop, rather than something in the person's life."""
    return bool(_STOP.match(mend(text))) or leaves(text)


def ends_questions(text: str) -> bool:
    """Tell whether a message wants no more of the questions, and would go on talking.

    >>> ends_questions("may i stop these questions, please"), ends_questions("i stopped asking him questions")
    (True, False)
    """
    return bool(_NO_QUESTIONS.search(mend(text)))


def ends_own_habit(text: str) -> bool:
    """Tell whether a message speaks of something the person wants to stop doing, and not of the talk.

    >>> ends_own_habit("i want to stop checking"), ends_own_habit("i want to stop talking")
    (True, False)
    """
    return bool(_OWN_HABIT.search(mend(text)))


def greets(text: str) -> bool:
    """Tell whether a message is a greeting and no more."""
    return bool(_HELLO.match(mend(text)))
