"""What is said beside the question while a plan is made: a no, a complaint, a question, a wish to see the list.

Owns the answers to these, so that none is written into the plan and none is swallowed.
"""

from __future__ import annotations

import re
from typing import Any

from bot.content.library import Library
from bot.flows import half_plan, offers, questions, unnoticed
from bot.flows.heard import Heard
from bot.flows.interrupts import asks
from bot.flows.picture import UNSAFE
from bot.flows.quote import quote
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.language import asides, hindrance, plan_asides, plan_parts
from bot.language.plan_answer import Answer, take_apart

_SELFISH = re.compile(r"\bselfish\b", re.I)
_WANTED = {
    "plan_when": "when",
    "plan_action": "action",
    "plan_obstacle": "obstacle",
    "plan_smaller": "smaller",
}


def parts_of(words: str, requested: str) -> Answer:
    """Take an answer apart as the question asks for it."""
    return take_apart(words, _WANTED.get(requested, "when")) if requested in _WANTED else Answer()


def take(draft: Draft, heard: Heard, requested: str, library: Library) -> Turn | None:
    """Take what is said about the plan or to Trellis; None for a plain answer."""
    if heard.pressed:
        return None
    words = heard.words
    # a sentence to say to somebody may well be "i'd rather not"
    speaking = requested == "plan_sentence"
    if requested != "plan_confidence" and (careful := unnoticed.told(draft, heard, library)):
        return careful
    if plan_asides.asks_for_list(words) and _listed(draft, library):
        return draft.done(misses=0)
    if plan_asides.unchosen(words):
        return _given_back(draft, library)
    kept = requested == "plan_smaller" and plan_asides.keeps(words)
    if not kept and (asides.refuses_plan(words) or (asides.refuses(words) and not speaking)):
        return dropped(draft, library)
    named = plan_parts.named(words)
    if named and not (requested == "plan_action" and set(named) == {"plan_sentence"}):  # "i say: ..." is the step itself
        draft.utter("utter_plan_put_right", act="reflect", words=quote("; ".join(named.values())))
        return draft.done(misses=0, **named)
    to_trellis = _asked(words) or asides.revises(words)
    return None if speaking and not to_trellis else _to_trellis(draft, heard, requested, library)


def _asked(words: str) -> bool:
    return plan_asides.asks_for_idea(words) or plan_asides.asks_if_enough(words) or plan_asides.asks_trellis(words)


def _to_trellis(draft: Draft, heard: Heard, requested: str, library: Library) -> Turn | None:
    """Answer what is said to Trellis; what else the message holds is taken into the plan."""
    words = heard.words
    parts = parts_of(words, requested)
    fills: dict[str, Any] = dict(half_plan.filled(draft.talk, parts, requested))
    if plan_asides.asks_for_idea(words):
        give_idea(draft, fills.get("plan_obstacle", ""), requested, library)
        return draft.done(**fills)
    if plan_asides.asks_if_enough(words) and not _SELFISH.search(words):  # on that the content has something to say
        fills = {slot: said for slot, said in fills.items() if not asks(said)}
        draft.utter("utter_plan_small_enough", act="affirm")
        return draft.done(**fills)
    if asides.revises(words) and not (requested == "plan_smaller" and parts.action):
        draft.utter("utter_plan_changing", act="reflect")
        part = plan_asides.named_part(words)
        anew: dict[str, Any] = fills or ({part: None} if part else half_plan.EMPTY)
        return draft.done(misses=0, **anew)
    if requested in fills or not (asides.complains(words) or plan_asides.asks_trellis(words) or plan_asides.asked_enough(words)):
        return None
    if draft.talk.misses or plan_asides.asked_enough(words):
        draft.utter("utter_plan_not_again", act="reflect")
        left: dict[str, Any] = {requested: -1 if requested == "plan_confidence" else ""}
        return draft.done(misses=0, **{**fills, **left})
    draft.utter("utter_plan_misheard", act="reflect")
    return draft.done(misses=draft.talk.misses + 1, **fills)


def _given_back(draft: Draft, library: Library) -> Turn:
    """Take back a choice that was none: the ideas are on the table again."""
    draft.utter("utter_plan_unchosen", act="reflect")
    if not _listed(draft, library):
        draft.leave_form()
        questions.put(draft, "after_drop", library)
    return draft.done(chosen=None, misses=0, **half_plan.EMPTY)


def dropped(draft: Draft, library: Library) -> Turn:
    """Leave the plan unwritten: the form ends, and something else may be looked at, or nothing."""
    draft.leave_form()
    draft.utter("utter_plan_dropped", act="reflect")
    questions.put(draft, "after_drop", library)
    return draft.done(chosen=None, misses=0, **half_plan.EMPTY)


def give_idea(draft: Draft, obstacle: str, requested: str, library: Library) -> None:
    """Name one or two things that others have done, fitting what stands in the way."""
    talk = draft.talk
    obstacle = obstacle or talk.plan_obstacle or ""
    if requested in ("plan_obstacle", "plan_sentence") and obstacle:
        kind = hindrance.kind(obstacle)
        careful = kind == "partner" and talk.safety != "safe"
        draft.utter(f"utter_idea_{'other' if careful else kind}", act="offer")
        return
    if requested == "plan_confidence":
        draft.utter("utter_plan_need_number", act="inform")
        return
    draft.utter(f"utter_hint_{requested}", act="offer", hint=hint(talk, requested, library))


def step(talk: Talk, library: Library) -> str:
    """Give the chosen step in a few words, for whoever takes it as it was put."""
    return offers.wording(library.item(talk.chosen), talk, library).offer or "" if talk.chosen else ""


def hint(talk: Talk, requested: str, library: Library) -> str:
    """Give an example for an answer, from the item that is being planned."""
    if talk.chosen is None:
        return ""
    item = offers.wording(library.item(talk.chosen), talk, library)
    hints = {
        "plan_when": item.draft,
        "plan_action": item.try_this,
        "plan_sentence": item.say if talk.safety not in UNSAFE else None,
        "plan_smaller": item.smaller,
    }
    return hints.get(requested) or item.draft or ""


def _listed(draft: Draft, library: Library) -> bool:
    """Lay the plan aside and list the ideas again, where there were any; what was planned so far is kept."""
    if not draft.talk.offered:
        return False
    draft.leave_form()
    return offers.put_again(draft, library)
