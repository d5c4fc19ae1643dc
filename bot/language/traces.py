"""Questions about what a partner could see: the call on the bill, the chat in the history, the words kept on a phone.

Owns these readings. Where somebody is known to be watched a doubtful message counts as asking; anywhere else it must be
put as a question or a wish, for "he checks my phone" tells something and asks nothing.

    asks("will she see the call on the bill?")    # True
    wonders("he sees every bill")                 # False
    of_this_talk("what do you keep on here")      # True
    walked_in("gotta go he's here")               # True
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
_THEY = r"(?:s?he|they|(?:my|the) (?:partner|husband|wife|girlfriend|boyfriend|bf|gf|spouse|ex)|anyone|anybody|someone|somebody|people)"
_CALLED = r"\b(?:calls?|call(?:ed|ing)|rang|ring|bill|numbers?|statement|contract|list|log|history|browser|search(?:es|ed)?)\b"
_THIS = (
    r"(?:(?:this|it)(?=\W*$|\W*[?.,!]| (?:here|too|later|on|if|when|somehow|chat|app|page|site|talk|conversation|bot)\b)"
    r"|what i (?:say|said|write|wrote|type|typed|told you)|(?:the|our|these|my) (?:chat|talk|messages? here|conversation)|(?:that )?i(?:'m| am| was|'ve been) (?:here|on (?:here|this)|using|writing|talking to))"
)
_WONDERS = re.compile(
    rf"\b(?:can|could|will|would|does|do|might|may|what if|(?:ask(?:ed)?|know|wonder(?:ed|ing)?|tell me) (?:whether|if))\b [^.!?]{{0,12}}\b{_THEY}\b[^.!?]{{0,20}}\b(?:see|sees|find|finds|know|knows|notice|read|look at|trace|get at|tell)\b[^.!?]{{0,24}}(?:{_THIS}|{_CALLED})"
    r"|\b(?:can|could|will|would|does|do|is|are)\b[^.!?]{0,40}\b(?:show|appear|come|turn|be|stay|listed)\b[^.!?]{0,12}\b(?:on|in)\b[^.!?]{0,12}\b(?:phone bill|bill|statement|call (?:list|log|history)|history|phone'?s list)\b"
    rf"|\b(?:is|are|does|will)\b[^.!?]{{0,20}}\b(?:private|hidden|secret|safe|visible)\b[^.!?]{{0,6}}\b(?:from|to)\b (?:him|her|them|{_THEY})\b"
    r"|\b(?:how|can|could) (?:do |can |could )?i\b[^.!?]{0,12}\b(?:hide|delete|clear|keep|close)\b[^.!?]{0,20}\b(?:this|it|chat|history|page|private|secret)\b[^.!?]{0,12}\b(?:from (?:him|her|them|my \w+)|before (?:s?he|they))"
    rf"|\b(?:don't|do not|doesn't|can't|mustn't) (?:want|let|have)\b[^.!?]{{0,8}}\b(?:him|her|them|{_THEY})\b[^.!?]{{0,8}}\b(?:see|find|seeing|finding|read|reading|know about|knowing about)\b[^.!?]{{0,8}}{_THIS}"
    rf"|\b(?:can|could|will|would|does|did|might) (?!(?:i|you|u|we|it|that|this|the|he|she|they)\b)[a-z]+(?: get to| ever| also)? (?:see|read|find|open|get at) (?:{_THIS}|what i\b)"
    r"|\b(?:we|i|he|she|they) (?:both |all )?(?:share|use) (?:a|the|one|this|my|his|her|our|the same) (?:same )?(?:laptop|computer|phone|tablet|ipad|pc|device|account)\b.{0,40}\?"
    r"|\?.{0,20}\bwe (?:both |all )?(?:share|use) (?:a|the|one|this|the same) (?:laptop|computer|phone|tablet|ipad|pc|device|account)\b"
    r"|\bdoes (?:it|this|that)\b[^.!?]{0,12}\bleave (?:a |any )?(?:trace|record)",
    re.I,
)
_GO = r"(?:i(?:'ve| have|'d)? )?(?:got to|have to|must|need to|better|should) (?:go|stop|run|close this)|(?:i )?can't talk|brb|bye"
_WALKED_IN = re.compile(
    rf"^\W*(?:(?:ok(?:ay)?|sorry|quick|oh|no|shit|crap|wait|stop|hang on|hold on|one sec|{_GO})(?: now)?[ ,.!;:-]+(?:(?:because|as|and|but) )?)*"
    r"(?:s?he|they|my (?:partner|husband|wife|girlfriend|boyfriend|bf|gf))(?:'s|'re| is| are)? (?:just )?"
    r"(?:here|home|back|awake|outside|upstairs|downstairs|at the door|in the (?:room|hall|house|kitchen)"
    r"|coming(?: (?:in|up|back|home|over|upstairs|downstairs))?|(?:got|came|walked|pulled) (?:home|in|back|up)"
    r"|on (?:his|her|their|the) way(?: (?:up|in|home|back))?)"
    rf"(?:[ ,.!;:-]+(?:now|again|already|sorry|{_GO}))*\W*$",
    re.I,
)


def asks(text: str) -> bool:
    """Tell whether a message asks what a partner could see or find."""
    return bool(_SEES.search(mend(text))) or of_this_talk(text)


def wonders(text: str) -> bool:
    """Tell whether a message asks, or wishes, outright that a partner should not see the talk, a call or a page."""
    return bool(_WONDERS.search(mend(text)))


def of_calls(text: str) -> bool:
    """Tell whether the question is about a call, a bill or a list of pages, rather than about this talk."""
    return bool(re.search(_CALLED, mend(text), re.I))


def walked_in(text: str) -> bool:
    """Tell whether a message says no more than that somebody is coming, or there."""
    return bool(_WALKED_IN.match(mend(text)))


def of_this_talk(text: str) -> bool:
    """Tell whether a message asks what is kept of this talk, or who learns of it."""
    return bool(_HERE.search(mend(text)))
