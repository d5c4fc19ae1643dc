"""The half plan: what the plan form has by now, kept however the form ends.

Owns the form's slots, what they lack, and that nothing is rehearsed while the partner is not safe.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.content.library import Library
from bot.flows.if_then import in_the_making
from bot.flows.picture import UNSAFE
from bot.flows.quote import listed
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.language.plan_answer import Answer

FORM = "plan_form"
SLOTS = ("plan_when", "plan_action", "plan_obstacle", "plan_sentence", "plan_confidence", "plan_smaller")
EMPTY = dict.fromkeys(SLOTS)
"""The form's slots, all open."""
_OPEN = {
    "plan_when": "when",
    "plan_action": "what you do",
    "plan_obstacle": "what could get in the way",
    "plan_confidence": "how sure you are",
}
_PARTS = {"plan_when": "when", "plan_action": "action", "plan_obstacle": "obstacle"}


def is_there(talk: Talk) -> bool:
    """Tell whether a plan was begun and not finished."""
    return talk.chosen is not None and (talk.running == FORM or any(getattr(talk, s) for s in SLOTS))


def open_parts(talk: Talk) -> str:
    """Say which parts are not known yet."""
    return listed([name for slot, name in _OPEN.items() if getattr(talk, slot) in (None, "")])


def filled(talk: Talk, parts: Answer, requested: str) -> Mapping[str, str]:
    """Give the slots that an answer fills: the one asked for, and any other that is still open."""
    said = {slot: getattr(parts, name) for slot, name in _PARTS.items()}
    return {s: words for s, words in said.items() if words and (s == requested or not getattr(talk, s))}


def show(draft: Draft, library: Library) -> Turn:
    """Read the half plan back with what is missing, and go on where it was left."""
    talk = draft.talk
    lines = in_the_making(talk)
    if lines:
        draft.utter("utter_plan_half", act="reflect", plan=lines, open=open_parts(talk) or "nothing more")
    else:
        title = library.item(talk.chosen).title.lower() if talk.chosen else ""
        draft.utter("utter_plan_half_empty", act="reflect", title=f"“{title}”")
    if talk.running:
        return draft.done()
    return draft.done(question=None, resume=None, follow=FORM)


def unrehearsed(turn: Turn) -> Turn:
    """Leave open what could get in the way while the partner is not safe: nothing is practised against them."""
    talk = turn.talk
    if talk.safety not in UNSAFE or talk.chosen is None or (talk.plan_obstacle == talk.plan_sentence == ""):
        return turn
    return replace(turn, talk=talk.having(plan_obstacle="", plan_sentence=""))
