"""Whose doing it is, whether it is normal, "am i crazy", "how do i get her back": asked in doubt, and answered at once.

Owns these answers, whatever intent the question was taken for. It says nothing about the partner's character, and
never that it is usual. What the screen raises is answered by bot.flows.care; the answer here stands before it.

    asks_blame("is it my fault when he is angry?")                 # True
    asks_normal("she calls me dim. is that how couples are?")      # True
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.language.spelling import mend

_BLAME = re.compile(
    r"\b(?:(?:is|isn't|was|wasn't) (?:it|that|this|all of it) (?:all |maybe |really |just |partly )*"
    r"(?:my (?:own )?(?:fault|doing)|me|because of me|down to me)"
    r"|(?:am|was) i (?:\w+ )?(?:to blame|causing|making (?:him|her|them)|provoking|the (?:reason|problem|cause))"
    r"|(?:do|did) i (?:\w+ )?(?:cause|provoke|make (?:him|her|them)|deserve|bring (?:it|this|that) on|ask for (?:it|this))"
    r"|(?:it'?s|it is|maybe it'?s|perhaps it'?s) (?:\w+ )?my (?:own )?(?:fault|doing) (?:that|when|if|because) (?:s?he|they)"
    r"|i (?:\w+ )?(?:make|made) (?:him|her|them) (?:so )?(?:angry|mad|furious|do it|hit|shout)|i (?:\w+ )?bring it on myself)\b",
    re.I,
)
_MAD = r"(?:crazy|mad|insane|nuts|weird|stupid|pathetic|paranoid)"
_CRAZY = re.compile(
    rf"\b(?:am i (?:\w+ )?(?:(?:going |the )?{_MAD}(?: one)?|overreacting|(?:over-?|too )sensitive|broken|losing it"
    r"|(?:imagining|making) (?:it|this|things)(?: up)?)"
    rf"|(?:do )?(?:you|u) (?:must |probably )?think (?:that )?(?:i'?m|i am) (?:\w+ )?{_MAD})\b",
    re.I,
)
_BAD = r"a bad (?:person|partner|wife|husband|girlfriend|boyfriend|mother|father|mum|dad)"
_SELFISH = re.compile(
    rf"\b(?:am i (?:\w+ ){{0,2}}(?:selfish|ungrateful|needy|clingy|too much|unfair|{_BAD})"
    r"|(?:is|isn't) (?:that|it|this) (?:\w+ )?(?:selfish|ungrateful|unfair) (?:of me|to)"
    rf"|(?:does|do) (?:that|it|this) make me (?:\w+ )?(?:selfish|{_BAD}))\b",
    re.I,
)
_MOVES_THEM = re.compile(
    r"\b(?:how|what)\b.{0,20}\b(?:do|can|could|should|would|to|will)\b.{0,16}\b(?:(?:get|win|have) (?:him|her|them|my ex) back"
    r"|(?:make|get) (?:him|her|them|my \w+) (?:to )?(?:\w+ )?(?:love|want|miss|come back|stay|change|stop|see|care|listen|quit"
    r"|leave (?:him|her|them)|understand|commit|choose|trust|answer|call|write|reply|talk))\b",
    re.I,
)
_THEIRS = re.compile(
    r"\b(?:ang(?:er|ry)|mad|furious|shout\w*|yell\w*|scream\w*|temper|rage\w*|kicks? off|los(?:es|t) it|hits?|hurts?|treats?"
    r"|moods?|like (?:that|this)"
    r"|explod\w*|snaps?|does (?:it|that|this)|the way (?:s?he|they))\b",
    re.I,
)
_NORMAL = re.compile(
    r"\bis (?:it|that|this) (?:\w+ )?(?:bad|wrong|weird|strange|silly|stupid|too much) (?:that|if|when|to)\b"
    r"|\b(?:is|isn't|are) (?:(?:it|that|this|they|things?) )?(?:\w+ )?"
    r"(?:normal|usual|ok|okay|all right|alright|common|how it is|how couples are)\b"
    r"|\b(?:is that|that'?s|it'?s) (?:normal|usual|okay?|right)\W*\?|\b(?:do|does) (?:all|other|most|every\w*) (?:\w+ )?"
    r"(?:men|women|husbands?|wives|couples?|partners?|people|one|body)\b.*\?",
    re.I,
)
_CALLED = re.compile(
    r"\b(?:calls?|called|says?|said|tells?|told|thinks)\b.{0,25}\b(?:stupid|thick|dumb|dim|idiot|useless|pathetic|worthless|ugly|fat|moron|names|hopeless)\b",
    re.I,
)

_SENTENCES = re.compile(r"(?<=[.!?…;])\s+|\n+")
A_TELLING = 5
"""Words beside such a question that are heard as well."""


def asks_blame(words: str) -> bool:
    """Tell whether the person asks, or supposes, that it is their own doing."""
    return bool(_BLAME.search(mend(words)))


def asks_normal(words: str) -> bool:
    """Tell whether the person asks if what they tell is normal."""
    return bool(_NORMAL.search(mend(words)))


def asks_about_self(words: str) -> str | None:
    """Name the answer to what the person fears to be; None where they do not ask that.

    >>> asks_about_self("am i crazy"), asks_about_self("is that selfish of me?"), asks_about_self("he is crazy")
    ('utter_not_crazy', 'utter_not_selfish', None)
    """
    said = mend(words)
    return "utter_not_crazy" if _CRAZY.search(said) else "utter_not_selfish" if _SELFISH.search(said) else None


def asks_to_move_them(words: str) -> bool:
    """Tell whether the person asks how to get the other one to do or feel something.

    >>> asks_to_move_them("how do i get her back"), asks_to_move_them("he asked how to get his money back")
    (True, False)
    """
    return bool(_MOVES_THEM.search(mend(words)))


def answer(talk: Talk, heard: Heard) -> str | None:
    """Name the utterance that answers such a question; None where it is not asked, or where nothing points to harm."""
    if not heard.words or heard.verdict == "act":
        return None
    if fears := asks_about_self(heard.words):
        return fears
    if asks_to_move_them(heard.words) and heard.verdict == "none":
        return "utter_not_mine_to_move"
    hinted = heard.cue or talk.safety_state.cues > 0
    troubled = hinted or talk.safety != "safe" or (heard.verdict == "ask" and heard.kind == "partner")
    if asks_blame(heard.words) and (troubled or _THEIRS.search(heard.words)):
        return "utter_not_your_doing"
    if asks_normal(heard.words) and (troubled or _CALLED.search(heard.words)):
        return "utter_names_not_normal" if _CALLED.search(heard.words) else "utter_may_mind_it"
    return None


def told_beside(heard: Heard) -> Heard:
    """Give the message without such a question, where something else is told in it; else as it is.

    >>> told_beside(Heard("am i too clingy? i ring her at work every single hour")).text
    'i ring her at work every single hour'
    """
    left = [s for s in _SENTENCES.split(heard.words) if not (asks_blame(s) or asks_normal(s) or asks_about_self(s))]
    words = " ".join(left)
    return replace(heard, text=words) if len(words.split()) >= A_TELLING else heard


def answered(said: str, turn: Turn, telling: bool = False) -> Turn:
    """Put the answer before what the turn reflects of a `telling`, else in its place; the turn's question stays."""
    draft = Draft(turn.talk)
    draft.utter(said, act="inform")
    kept = ("ask", "offer", "reflect", "affirm") if telling and turn.talk.flow == "reflection" else ("ask", "offer")
    rest = tuple(b for b in turn.bubbles if b.buttons or b.act in kept)
    return replace(turn, bubbles=(*draft.bubbles, *rest), talk=draft.talk)
