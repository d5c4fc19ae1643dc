"""How did it go? Done, partly, not, or it felt unsafe: each with its own path, and no guilt.

Owns the answer to a report within a talk. Coming back after days, with recap and reminders, builds on this.
"""

from __future__ import annotations

import re

from bot.content.library import Library
from bot.flows import questions
from bot.flows.care import stand_by
from bot.flows.heard import Heard
from bot.flows.reflection import note
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.safety.state import after_answer

_NOT = re.compile(r"\b(?:didn'?t|did not|couldn'?t|haven'?t|not yet|forgot|failed|never|no time|chickened)\b", re.I)
_PARTLY = re.compile(r"\b(?:partly|half|sort of|kind of|kinda|a bit|some of|almost|nearly|tried)\b", re.I)
_UNSAFE = re.compile(r"\b(?:unsafe|scared|afraid|frightened|threat\w*)\b", re.I)


def report(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take a report on the plan, or ask how it went."""
    draft = Draft(note(talk, heard, library).having(flow="checkin", misses=0))
    if talk.plan is None:
        draft.utter("utter_progress_no_plan", act="reflect")
        questions.put(draft, "offer_steps" if talk.present() else "offer_walk", library)
        return draft.done()
    went = heard.values.get("went") or went_in(heard.words)
    if went is None:
        questions.put(draft, "progress", library)
        return draft.done()
    if went == "unsafe":
        draft.talk = draft.talk.guarded(after_answer(talk.safety_state, "yes", "partner"))
        draft.talk = draft.talk.having(concern="partner", resume={"question": "after_plan"})
        stand_by(draft, "partner", library)
        return draft.done()
    draft.utter(f"utter_progress_{went}", act="affirm" if went == "done" else "reflect")
    if went == "done":
        questions.put(draft, "after_plan", library)
        return draft.done()
    questions.put(draft, "obstacle", library)
    return draft.done()


def went_in(words: str) -> str | None:
    """Read how it went from words; None for a bare question.

    >>> went_in("i didn't get round to it")
    'not'
    """
    if not words:
        return None
    for went, pattern in (("unsafe", _UNSAFE), ("partly", _PARTLY), ("not", _NOT)):
        if pattern.search(words):
            return went
    return "done"


def obstacle(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take what got in the way, without guilt, and leave the choice to them."""
    draft = Draft(talk.having(flow="checkin"))
    draft.utter("utter_progress_obstacle", act="reflect")
    questions.put(draft, "after_plan", library)
    return draft.done()
