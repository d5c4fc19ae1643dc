"""Questions about what a partner could see: the call on the bill, the chat in the history, the words kept on a phone.

Owns these readings. They are asked where somebody may be watched, so a doubtful message counts as asking.

    asks("will she see the call on the bill?")    # True
    of_this_talk("what do you keep on here")      # True
"""

from __future__ import annotations

import re

from bot.language.spelling import mend

_SEES = re.compile(
    r"\b(?:s?he|they|partner|husband|wife|girlfriend|boyfriend|gf|bf|anyone|somebody|someone)\b[^.!?]{0,20}\b(?:see|sees|find|finds|know|knows|notice|look|read|check|checks|trace)\b"
    r"[^.!?]{0,30}\b(?:calls?|call(?:ed|ing)|bill|history|this|it|here|chat|messages?|numbers?|phone|browser|app|screen|talk)\b"
    r"|\b(?:show|shows|appear|come|stay|be) (?:up )?(?:on|in) (?:(?:the|my|our|her|his|their) )?(?:(?:phone|mobile) )?(?:bill|statement|history|contract|phone|record)\b"
    r"|\b(?:phone|mobile) bill\b|\b(?:browser|search|call) (?:history|list|log)\b|\bleave (?:a |any )?(?:trace|record)s?\b|\bprivate window\b|\bincognito\b",
    re.I,
)
_HERE = re.compile(
    r"\b(?:keep|store|save|stays?|kept|saved|stored)\b[^.!?]{0,20}\b(?:here|this|phone|laptop|computer|tablet|it|stuff|device)\b|\b(?:s?he|they)\b[^.!?]{0,20}\b(?:see|read|find)\b[^.!?]{0,12}\b(?:this|chat|it here)\b"
    r"|\b(?:tell|show) (?:her|him|them)\b",
    re.I,
)


def asks(text: str) -> bool:
    """Tell whether a message asks what a partner could see or find."""
    return bool(_SEES.search(mend(text))) or of_this_talk(text)


def of_this_talk(text: str) -> bool:
    """Tell whether a message asks what is kept of this talk, or who learns of it."""
    return bool(_HERE.search(mend(text)))
