"""Panic while it is there: no breath, a tight chest, shaking, the wish to be calmed down now.

Owns this reading, by wording. A panic that is over, somebody else's, or a figure of speech ("i can't breathe in that house")
is none; a doubtful message is none.

    panics("my chest is tight and its hard to breathe. is this a panic attack")    # True
    panics("i had panic attacks all last year")                                    # False
"""

from __future__ import annotations

import re

from bot.language.spelling import mend

_NOW = re.compile(
    r"\b(?:i (?:really |literally |just )?(?:can(?:'t|not| not)|can hardly|can barely) (?:really |properly )?(?:breathe|catch my breath|get (?:any )?air)"
    r"(?! (?:in|around|with|without|near|next|under|beside|a word|unless|when|until|till)\b)"
    r"|(?:it'?s|it is|its) (?:so |really )?hard to breathe(?! (?:in|around|with|near)\b)"
    r"|my chest (?:is|feels|gets|hurts|'s) ?(?:so |really |all )?(?:tight|heavy|hurting|pounding|sore)?(?=\W|$)"
    r"|my heart (?:is|'s|won't stop) (?:so |really )?(?:racing|pounding|hammering|going (?:mad|crazy|so fast))"
    r"|(?:i'?m|i am|i think i'?m|i think i am) (?:having|getting|in) (?:a|another|the middle of a) (?:full )?(?:panic|anxiety) attack"
    r"|(?:is (?:this|that)|could (?:this|that) be) (?:an? |what an? )?(?:panic|anxiety) attack"
    r"|(?:i'?m|i am) (?:so |totally |really |completely )?(?:panicking|freaking out|hyperventilating|shaking all over|spiral(?:ing|ling))(?: (?:right )?now)?(?=\W*(?:$|[.,;!?]))"
    r"|(?:i'?m|i am) (?:still )?in a panic)",
    re.I,
)
_CALM_ME = re.compile(
    r"^\W*(?:(?:please|pls|omg|ok|can you|could you|i need you to|just)[ ,.!]+)*(?:help me (?:to )?calm(?: me)? down|calm me down|help me breathe"
    r"|i (?:really )?need to calm down(?: (?:right )?now)?|how do i calm down(?: (?:right )?now)?)\b",
    re.I,
)
_NOT_NOW = re.compile(
    r"\b(?:used to|last (?:year|month|week|summer|winter)|back then|years ago|as a (?:kid|child)|in the past|anymore|any more|every time|whenever|when (?:he|she|they|we))\b",
    re.I,
)


def panics(text: str) -> bool:
    """Tell whether the person is in a panic as they write, or asks to be calmed down."""
    said = mend(text)
    return bool(_NOW.search(said) or _CALM_ME.search(said)) and not _NOT_NOW.search(said)
