"""Staying with somebody in a hard hour: slowing down together, what would make it safer, and a plan of their own.

Owns the pacing and the order of the plan's parts. Must not press: each step waits for the person, each part can be left
out, and the plan is theirs to keep or not. The wording is in domain.yml.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.content.library import Library
from bot.flows import lines, questions
from bot.flows.concern import base
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn

WAYS: Mapping[str, tuple[str, ...]] = {
    "breath": ("utter_pace_breath_one", "utter_pace_breath_two", "utter_pace_breath_three"),
    "senses": ("utter_pace_senses_one", "utter_pace_senses_two", "utter_pace_senses_three", "utter_pace_senses_four"),
}
PARTS = ("signs", "helps", "people", "safer")
"""Warning signs, what helps, who to call, making tonight safer: the parts that safety planning asks for, in this order."""
_NO = frozenset({"deny", "skip", "stop", "report_safe", "goodbye"})
LONGEST = 300
"""Characters of one part that are kept."""


def stay(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Stay with it: slow down together, write a plan, or think of what would make tonight safer."""
    if heard.values.get("calm"):
        return begin_pace(Draft(talk))
    if heard.values.get("write"):
        return _begin_plan(talk, library)
    concern = talk.concern or "self"
    draft = Draft(talk)
    draft.utter(f"utter_stay_{concern}", act="offer")
    draft.utter(f"utter_stay_{concern}_more", act="offer")
    if base(concern) == "partner":
        lines.ask_region(draft)
    questions.put(draft, f"harm_{base(concern)}", library, recalled=True)
    return draft.done()


def begin_pace(draft: Draft) -> Turn:
    """Begin with breathing; asked for again, with the senses."""
    last = (draft.talk.pace or {}).get("way")
    return _pace(draft, "senses" if last == "breath" else "breath", 0)


def keep_pace(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Go one step on when the person is ready, or stop where they want to."""
    way, at = (talk.pace or {}).get("way", "breath"), int((talk.pace or {}).get("at", 0))
    draft = Draft(talk)
    # "next" is read as a skip: here it means what it says
    over = heard.intent in _NO - {"skip"} or at + 1 >= len(WAYS[way])
    if not over:
        return _pace(draft, way, at + 1)
    draft.utter("utter_pace_over", act="reflect")
    after = f"harm_{base(talk.concern or 'self')}" if talk.safety != "safe" or talk.concern else "resume"
    questions.put(draft, after, library, recalled=after != "resume")
    return draft.done()


def _pace(draft: Draft, way: str, at: int) -> Turn:
    draft.utter(WAYS[way][at], act="offer", buttons=questions.STATIC["harm_pace"])
    return draft.done(question="harm_pace", pace={"way": way, "at": at})


def _begin_plan(talk: Talk, library: Library) -> Turn:
    """Begin the plan, or show the one that was kept."""
    if talk.safety_plan and not _open_part(talk.safety_plan):
        draft = Draft(talk)
        draft.utter("utter_safety_plan_is", act="plan")
        draft.say(plan_text(talk.safety_plan), act="plan")
        questions.put(draft, "harm_plan_keep", library)
        return draft.done()
    draft = Draft(talk.having(safety_plan=talk.safety_plan or {}))
    draft.utter("utter_safety_plan_start", act="plan")
    return _ask_part(draft, library)


def write_plan(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the answer to the open part of the plan, in the person's own words; then the next part, or keeping it."""
    written = dict(talk.safety_plan or {})
    if talk.question == "harm_plan_keep":
        return _keep(talk, heard, library)
    draft = Draft(talk)
    part = _open_part(written)
    # a button says no; typed words are the plan's, whatever they were taken for ("stop" alone is heard before this)
    if part is None or (heard.pressed and heard.intent == "deny"):
        return _end_early(draft, written, library)
    written[part] = heard.words[:LONGEST] if heard.words and heard.intent != "skip" else ""
    draft.talk = talk.having(safety_plan=written)
    if _open_part(written):
        return _ask_part(draft, library)
    if not any(written.values()):
        return _end_early(draft, written, library)
    draft.utter("utter_safety_plan_is", act="plan")
    draft.say(plan_text(written), act="plan")
    questions.put(draft, "harm_plan_keep", library)
    return draft.done()


def _ask_part(draft: Draft, library: Library) -> Turn:
    part = _open_part(draft.talk.safety_plan or {})
    draft.utter(f"utter_safety_plan_{part}", act="ask", buttons=questions.STATIC["harm_plan"])
    return draft.done(question="harm_plan")


def _keep(talk: Talk, heard: Heard, library: Library) -> Turn:
    draft = Draft(talk)
    if heard.intent in _NO:
        draft.utter("utter_safety_plan_left", act="reflect")
        draft.talk = talk.having(safety_plan=None)
    else:
        draft.utter("utter_safety_plan_kept", act="reflect")
    questions.put(draft, f"harm_{base(talk.concern or 'self')}", library, recalled=True)
    return draft.done()


def _end_early(draft: Draft, written: Mapping[str, Any], library: Library) -> Turn:
    draft.utter("utter_safety_plan_stopped", act="reflect")
    if not any(written.values()):
        draft.talk = draft.talk.having(safety_plan=None)
    questions.put(draft, f"harm_{base(draft.talk.concern or 'self')}", library, recalled=True)
    return draft.done()


def _open_part(written: Mapping[str, Any]) -> str | None:
    return next((part for part in PARTS if part not in written), None)


_TITLES = {"signs": "When it starts", "helps": "What eases it", "people": "Who I can call", "safer": "To be safer tonight"}


def plan_text(written: Mapping[str, Any]) -> str:
    """Write the plan out, a line a part, in the person's own words; parts left out are not shown."""
    return "\n".join(f"{_TITLES[part]}: {written[part]}" for part in PARTS if written.get(part))
