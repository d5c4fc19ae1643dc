"""The written plan taken up again: one part anew, something added, all of it begun again, or mended in its wording.

Owns what is changed by which wish. A wish is known whatever its intent was taken for; a doubtful message is none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bot.content.library import Library
from bot.flows import half_plan, plan, questions
from bot.flows.gate import may_offer
from bot.flows.heard import Heard
from bot.flows.if_then import text
from bot.flows.picture import UNSAFE
from bot.flows.talk import Plan, Talk
from bot.flows.turn import Draft, Turn
from bot.language import asides, plan_asides, plan_parts
from bot.language.moment import find
from bot.language.plan_answer import moved, take_apart, trimmed

BESIDE_THE_PLAN = ("after_plan", "progress", "plan_part")
_PLAN = re.compile(r"\bplan\b", re.I)
_REHEARSED = ("plan_obstacle", "plan_sentence")
_AFRESH = re.compile(r"\b(?:again|anew|afresh|over|from scratch|new one|new plan|another plan|all of it|everything)\b", re.I)
_I_DO = re.compile(r"^(?:that )?i(?:'ll| will| would)? (?=\w+ing\b|\w+ \w+)", re.I)
_LEAVES = ("deny", "skip", "stop")
WHOLE = "plan"
"""What the button names that changes the plan."""
ADDITION = "addition"
"""What is wanted while the words to add are asked for."""


def taken_up(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Change the plan where a message asks for that; None for any other message."""
    if (
        talk.plan is None
        or talk.running
        or heard.values.get("sign")
        or (heard.pressed and "part" not in heard.values)
    ):
        return None
    near = talk.question in BESIDE_THE_PLAN
    of_plan = heard.values.get("part", "").startswith("plan") or bool(_PLAN.search(heard.words))
    if near or of_plan:
        if (what := plan_asides.added(heard.words)) is not None and not plan_asides.rewrites(heard.words):
            return _add(talk, what, library)
        if plan_parts.named(heard.words) or asides.revises(heard.words):
            return revise(talk, heard, library)
        if plan_asides.rewrites(heard.words):
            return _ask_part(talk, library)
    return revise(talk, heard, library) if of_plan and heard.intent == "change_answer" else None


def revise(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the written plan up again: the part that is named or told is put anew, or all of it where none is."""
    if talk.plan is None:
        return plan.show(talk, heard, library)
    if not may_offer(library.item(talk.plan.item), talk):
        return plan.withheld(talk, library)
    asked = talk.question == "plan_part"
    stays = heard.intent in _LEAVES or plan_asides.keeps(heard.words)
    if asked and talk.wanted == ADDITION and heard.words and not stays:
        return _add(talk, heard.words, library)
    named = heard.values.get("part") or plan_asides.named_part(heard.words)
    if (asked and stays) or (named in _REHEARSED and talk.safety in UNSAFE):  # nothing is rehearsed against them
        draft = Draft(talk.having(wanted=None))
        draft.utter("utter_plan_kept", act="reflect")
        questions.put(draft, "after_plan", library, recalled=True)
        return draft.done()
    if told := _told(heard.words, talk.plan):
        return _written(talk, replace(talk.plan, **told), "utter_plan_written", library)
    pressed = heard.values.get("part")
    part = pressed if pressed in half_plan.SLOTS else plan_asides.named_part(heard.words)
    if part is None and pressed in (None, WHOLE) and not asked and not _AFRESH.search(heard.words):
        return _ask_part(talk, library)  # nothing that is written is put at risk by a wish that names no part
    draft = Draft(talk.having(flow="plan", misses=0))
    draft.leave_form()
    draft.utter("utter_plan_changing", act="reflect")
    slots = {**_slots(talk.plan), part: None} if part else half_plan.EMPTY
    return draft.done(follow=half_plan.FORM, question=None, wanted=None, chosen=talk.plan.item, **slots)


def _told(words: str, made: Plan) -> dict[str, Any]:
    """Give the parts of the plan that a message tells anew: "the time is sunday morning", "what: draw", "sunday at 8"."""
    if right := plan_parts.named(words):
        told = {slot.removeprefix("plan_"): said for slot, said in right.items()}
        if made.when and "when" in told and ((where := find(told["when"])) is None or where.is_place):
            told["when"] = f"{made.when}, {told['when']}"  # a place leaves the time as it is
        elif "when" in told:
            told["when"] = moved(made.when, told["when"])
        return told
    parts = take_apart(words)
    # "can we change the time?" names a part and tells nothing; a moment is told by itself
    return {"when": parts.when} if parts.when and not asides.revises(parts.when) else {}


def _slots(made: Plan) -> dict[str, Any]:
    """Give a written plan as the form's slots."""
    return {
        "plan_when": made.when,
        "plan_action": made.action,
        "plan_obstacle": made.obstacle,
        "plan_sentence": made.sentence,
        "plan_confidence": -1 if made.confidence is None else made.confidence,
        "plan_smaller": made.smaller,
    }


def _add(talk: Talk, what: str, library: Library) -> Turn:
    """Add words to the step, or ask which ones."""
    made = talk.plan
    if made is None or not may_offer(library.item(made.item), talk):
        return plan.withheld(talk, library)
    if not what:
        draft = Draft(talk)
        draft.utter("utter_plan_addition", act="ask")
        return draft.done(question="plan_part", wanted=ADDITION)
    parts = take_apart(what, "action")
    changes: dict[str, Any] = {"when": parts.when} if parts.when and not made.when else {}
    said = _I_DO.sub("", parts.action or trimmed(what))
    return _written(
        talk, replace(made, action=f"{made.action} and {said}", **changes), "utter_plan_added", library
    )


def _ask_part(talk: Talk, library: Library) -> Turn:
    draft = Draft(talk.having(flow="plan", misses=0, wanted=None))
    questions.put(draft, "plan_part", library)
    return draft.done()


def _written(talk: Talk, made: Plan, response: str, library: Library) -> Turn:
    draft = Draft(talk.having(flow="plan", misses=0, plan=made, wanted=None))
    draft.utter(response, act="plan", plan=text(made), items=(made.item,))
    questions.put(draft, "after_plan", library, recalled=True)
    return draft.done()
