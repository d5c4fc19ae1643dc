"""A question at the end of what a person tells, whatever intent the telling was taken for.

Owns finding it and answering it from the content, or saying plainly that it cannot be answered. Must not answer what
other intents answer: those questions have their own flows.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.content.library import Library
from bot.flows import understanding
from bot.flows.gate import may_offer
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.language.sentences import last

_TELLING = frozenset("share_sign share_story nlu_fallback out_of_scope go_back repeat answer_unsure".split())
"""Intents under which a question may hide; "out_of_scope" and the two commands only where the content has an answer."""
_PLAINLY_TOLD = frozenset(("share_sign", "share_story"))
_ASKS = re.compile(
    r"^(?:(?:and|but|so|or|ok|well|lol|also)[ ,]+)*(?:what|how|why|when|where|who|which|is|isn't|are|am|do|does|did"
    r"|can|could|will|would|should|have|has)\b",
    re.I,
)
_BREAKS = re.compile(r"(?<=[.!?,;])\s+|\s+(?=but\b)")
_CLAUSES = re.compile(r"[,;:]\s+")
_PLAINLY_ASKS = re.compile(
    r"^(?:(?:and|but|so|or|ok|well|honestly|tell me|be honest)[ ,]+)*(?:(?:is|isn't|isnt) (?:that|this|it)|am i|are we"
    r"|aren't we|should i|do i)\b.{2,40}$",
    re.I,
)
"""A question without its mark: "is that creepy tho"."""
_WANTS_A_VIEW = re.compile(
    r"\b(?:is|isn't|am|are|was|aren't)\b.{0,30}\b(?:bad|normal|ok(?:ay)?|alright|all right|wrong|weird|odd|creepy"
    r"|selfish|silly|stupid|strange|fine)\b",
    re.I,
)
_OF_SOMEBODY_ELSE = re.compile(r"\b(?:he|she|they|him|her|them|his|their)\b", re.I)
UNANSWERED = "utter_question_open"


def answered(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Answer it where the content has something on it; None for any other message."""
    question = _question(talk, heard)
    if question is None:
        return None
    if _WANTS_A_VIEW.search(question):
        return understanding.verdict(talk, heard, library)
    found = next((i for i in library.find(question) if may_offer(library.item(i), talk)), None)
    if found is None:
        return None
    return understanding.explain(talk, replace(heard, values={**heard.values, "item": found}), library)


def owned_up(talk: Talk, heard: Heard, turn: Turn) -> Turn:
    """Say that a question stays unanswered, where what was told is taken up and the question is not: before the next one."""
    question = _question(talk, heard)
    if question is None or heard.intent not in _PLAINLY_TOLD or _OF_SOMEBODY_ELSE.search(question):
        return turn
    if turn.follow or any(bubble.act == "inform" for bubble in turn.bubbles):
        return turn
    draft = Draft(talk)
    draft.utter(UNANSWERED, act="inform")
    place = next(
        (at for at, bubble in enumerate(turn.bubbles) if bubble.act in ("ask", "offer")), len(turn.bubbles)
    )
    return replace(turn, bubbles=(*turn.bubbles[:place], *draft.bubbles, *turn.bubbles[place:]))


def _question(talk: Talk, heard: Heard) -> str | None:
    if talk.running or heard.pressed or heard.verdict != "none" or heard.intent not in _TELLING:
        return None
    sentence = last(heard.words) or heard.words
    if not sentence.endswith("?"):
        return next((part for part in _BREAKS.split(heard.words) if _PLAINLY_ASKS.match(part)), None)
    clause = _CLAUSES.split(sentence)[-1]
    return next((part for part in (sentence, clause) if _ASKS.match(part)), None)
