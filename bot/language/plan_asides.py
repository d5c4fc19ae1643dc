"""What is said about a plan, or asked, while it is made: for an idea, whether it is too small, for the list, to write it anew.

Owns these readings, by wording. They must be certain: what is taken for an aside is lost as an answer.

    asks_for_idea("what would you suggest?")        # True
    asks_if_enough("is it silly to plan a nap?")    # True
    added("could you add that i take my dog?")      # "i take my dog"
"""

from __future__ import annotations

import re

from bot.language.spelling import mend

_IDEA = re.compile(
    r"\bwhat (?:would|could|do|can|should) (?:you|others?|other people|people|most people|one|i) (?:suggest|recommend|advise|propose|say|do|try|answer)\b|\bany (?:ideas?|suggestions?|tips?|thoughts?)\b"
    r"|\b(?:do|have|got) (?:you )?(?:got |have )?(?:an?|any|some) (?:ideas?|suggestions?|examples?|tips?)\b|\bwhat (?:helps|has helped|works)\b|\b(?:give|show|tell) me (?:an?|some) (?:ideas?|examples?|suggestions?)\b"
    r"|\bfor (?:example|instance)\s*\?|\blike what\b|\bcan you (?:suggest|help)\b|\bwhat do you (?:mean|think)\b|\bsuch as\s*\?",
    re.I,
)
_ENOUGH = re.compile(
    r"\b(?:is|isn't|would|does|sounds?|am|was)\b[^.!]*\b(?:silly|stupid|daft|too small|too little|enough|ridiculous|childish|pathetic|weird|selfish|lame|dumb|count|okay|ok|alright)\b[^.!]*(?:\?|$)",
    re.I,
)
_ABOUT_IT = re.compile(
    r"^\W*(?:(?:but|and|or|hm+|um+|so|well|ok|sorry)[ ,]+)*(?:is|isn't|would|does|doesn't|am i|i know|maybe it(?:'s| is)|it(?:'s| is) (?:probably |maybe )?(?:silly|stupid|daft))\b",
    re.I,
)
_STOP_ASKING = re.compile(
    r"\b(?:stop|quit|don't (?:keep )?) ?(?:asking|ask)\b|\byou(?:'ve| have)? (?:keep|kept) asking\b|\byou (?:already |just )?asked (?:me )?(?:that|this)\b|\bi(?:'ve)? (?:already|just) (?:answered|told you|said (?:that|so|it))\b",
    re.I,
)
_ASKS_TRELLIS = re.compile(
    r"^\W*(?:(?:mate|hey|wait|ok|but|and|so|um+|hm+)[ ,]+)*(?:are you (?:even |actually )?(?:listening|reading|there|serious|hearing)|why (?:are|do|did|would|is) (?:you|it|that|this)\b)",
    re.I,
)
_KEEPS = re.compile(
    r"\b(?:keep|leave) (?:it|that|this)(?: (?:as|like|how) (?:it|that|this)(?: is)?)?\b|\bas (?:it )?is\b|\b(?:nothing|no|not(?: any)?|can't (?:get|be|go)(?: any)?|couldn't be(?: any)?) (?:smaller|easier|shorter)\b"
    r"|\b(?:it|that|this)(?:'s| is) (?:fine|ok|okay|small|alright|good|enough|already)\b|\b(?:small|easy) enough\b|\b(?:don't|do not|no need to) (?:want|need|make)(?: (?:it|to|anything))* (?:smaller|easier|change)\w*|\bno (?:change|need)\b",
    re.I,
)
_REWRITE = re.compile(
    r"\b(?:can|could|would|will|please|pls)\b[^.?!]*\b(?:write|say|put|word|phrase|do|make)\b[^.?!]*\b(?:properly|better|right|nicer|nicely|clearer|clearly|differently|another way|make sense|correctly)\b"
    r"|\b(?:write|word|phrase) (?:it|that|this|the plan) (?:properly|better|right|nicer|differently|again|correctly)\b|\b(?:that|this|it) (?:doesn't|does not|makes no|didn't) (?:make (?:any )?sense|sense|read well|sound right)\b"
    r"|\b(?:that|this|it)(?:'s| is| was)(?: just| really)? (?:not (?:what i (?:said|say|meant|mean|asked|wanted)|right|it|true|my (?:words|step|idea))|wrong|all wrong|gibberish|nonsense|rubbish)\b|\bi (?:didn't|did not|never) (?:say|said|mean|meant|write) (?:that|this|it)\b"
    r"|\b(?:you|it) (?:got|wrote|has|have) (?:it |that |this |the plan )?(?:all )?wrong\b",
    re.I,
)
_ADDS = re.compile(
    r"^(?:(?:and|also|ok|oh|can|could|would|will|you|we|please|i'd like to|i want to|wait)[ ,]+)*(?:add|put|include|note|write)\b(?: down)?(?P<what>.*?)(?:\s+(?:to|in|into|on) (?:it|there|(?:the|my) plan|that))?(?: (?:too|as well|please|in|for me))*\W*$",
    re.I,
)
_POINTS = re.compile(r"^(?:it|that|this|those|them|these|one more thing|something)?$", re.I)
_LIST = re.compile(
    r"\b(?:back|return|see|show|look)\b[^.?!]*\b(?:list|ideas|options|choices|suggestions|steps|others)\b|\b(?:the|that) list (?:again|please)\b|\bwhat (?:were|was) (?:the|those) (?:others?|list|ideas|options|steps)\b",
    re.I,
)
_UNCHOSEN = re.compile(
    r"\bi (?:did not|didn't|never|have not|haven't) (?:choose|chose|chosen|pick|picked|select|take|ask for|asked for) (?:this|that|it|one|any|anything|the)\b"
    r"|\bi (?:only|just) asked (?:what|about|how)\b|\bi was (?:only|just) asking\b",
    re.I,
)
_MEANING = re.compile(
    r"\bwhat (?:do(?:es)?|did|is|are|means|was)\b(?!.*\b(?:else|others?|list)\b)|\bhow (?:do(?:es)?|would|is) (?:that|it|this|one|you|i)\b|\b(?:explain|tell me (?:more )?about|more about|meaning of|what's)\b|\bdon't (?:get|understand|know what)\b|\bmeans\s*\?|\bmean\s*\?",
    re.I,
)

_PARTS: tuple[tuple[str, str], ...] = (
    ("plan_when", r"\b(?:time|day|when|where|moment|place|first)\b"),
    ("plan_smaller", r"\b(?:smaller|easier|shorter|simpler)\b"),
    ("plan_action", r"\b(?:step|action|what(?: i (?:do|will do))?|thing itself|second)\b"),
    ("plan_obstacle", r"\b(?:obstacle|in the way|hard(?: moment)?|gets hard|third|last)\b"),
    ("plan_sentence", r"\b(?:sentence|words?|what i say)\b"),
    ("plan_confidence", r"\b(?:number|how sure|sure)\b"),
)
"""Which part of a plan a wish to change it names."""


def named_part(text: str) -> str | None:
    """Give the slot of the part of a plan that a message names.

    >>> named_part("can we change the time?")
    'plan_when'
    """
    return next((name for name, pattern in _PARTS if re.search(pattern, text, re.I)), None)


def asks_for_idea(text: str) -> bool:
    """Tell whether a message asks what one might answer."""
    return bool(_IDEA.search(mend(text)))


def asks_if_enough(text: str) -> bool:
    """Tell whether a message asks if an answer is too small, or silly."""
    return any(
        bool(_ENOUGH.search(part)) and bool(_ABOUT_IT.match(part))
        for part in re.split(r"(?<=[.!?])\s+|,\s+(?=is\b|would\b|am\b|or\b)", mend(text))
    )


def asks_trellis(text: str) -> bool:
    """Tell whether a message asks Trellis why it does what it does: "are you even listening?"."""
    return bool(_ASKS_TRELLIS.search(mend(text)))


def asked_enough(text: str) -> bool:
    """Tell whether a message wants a question not to come again."""
    return bool(_STOP_ASKING.search(mend(text)))


def keeps(text: str) -> bool:
    """Tell whether a step is wanted as it is: "nothing smaller, it's fine"."""
    return bool(_KEEPS.search(mend(text)))


def rewrites(text: str) -> bool:
    """Tell whether a written plan is said to be wrong, or to read badly."""
    return len(text.split()) <= 20 and bool(_REWRITE.search(mend(text)))


def added(text: str) -> str | None:
    """Give what is to be added to a plan: its words, "" where they only point at it, None where nothing is."""
    found = _ADDS.match(mend(text).strip())
    if found is None:
        return None
    what = re.sub(r"^\W*(?:that|also|in|down)\s+(?=\w+ \w+)", "", found["what"]).strip(" ,.:;?!\"“”'")
    return "" if _POINTS.match(what) else what


def asks_for_list(text: str) -> bool:
    """Tell whether a message asks for the ideas again."""
    return bool(_LIST.search(mend(text)))


def unchosen(text: str) -> bool:
    """Tell whether a message says that the step was never chosen."""
    return bool(_UNCHOSEN.search(mend(text)))


def asks_meaning(text: str) -> bool:
    """Tell whether a message asks what something means, rather than choosing it."""
    return bool(_MEANING.search(mend(text)))
