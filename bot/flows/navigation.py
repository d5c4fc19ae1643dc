"""The person steers: back, skip, repeat, stop, start over, help; at any time, without losing anything.

Owns what each of these says and which state it leads to. Must not change the picture, except `back`, which restores it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.content.library import Library
from bot.flows import lines, questions
from bot.flows.gate import form_to_resume, still_told
from bot.flows.goodbye import closed, leave_as_it_was
from bot.flows.heard import Heard
from bot.flows.reflection import hear
from bot.flows.room import offer_next
from bot.flows.talk import Talk
from bot.flows.turn import Bubble, Draft, Turn
from bot.flows.understanding import after
from bot.language import farewell

_OF_THE_QUESTION = re.compile(
    r"\b(?:stop|quit|no more|enough) (?:asking|with (?:that|this) question)\b", re.I
)
"""What is to stop is the question, not the talk: "stop asking me that"."""
# Never taken back by going back: safety, and what was said of the person's place.
KEPT = (
    "safety",
    "danger",
    "concern",
    "checked",
    "region",
    "safety_plan",
    "noticed_safe",
    "welcomed",
    "shown",
    "items",
    "private",
    "reminder",
    "season",
    "circumstances",
)


def back(talk: Talk, before: Mapping[str, Any] | None, loop: str | None, library: Library) -> Turn:
    """Go one step back: `before` are the slots as they were, `loop` the form that ran then; None when at the start."""
    draft = Draft(talk)
    if before is None:
        draft.utter("utter_back_at_start", act="inform")
        return after(draft, library)
    kept = {name: getattr(talk, name) for name in KEPT}
    draft = Draft(Talk.from_slots(before, talk.said, talk.running).having(**kept))
    draft.utter("utter_back", act="inform")
    if loop:
        return draft.done(follow=loop if loop != talk.running else None)
    draft.leave_form()
    if draft.talk.question:
        questions.recall(draft, library)
    else:
        draft.utter("utter_invite_telling", act="offer")
        draft.talk = draft.talk.having(question="opening")
    return draft.done()


def skip(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Leave the open question aside and go to the next thing."""
    draft = Draft(talk.having(misses=0))
    draft.utter("utter_skipped", act="reflect")
    form = form_to_resume(talk, library)
    if talk.question in ("change_sign", "choose_sign") and form:
        return draft.done(question=None, resume=None, follow=form)
    if talk.question in ("deepen", "check", "guess", "safe_check", "change_sign", "choose_sign", *questions.ROOM):
        offer_next(draft, library)
    elif talk.question in ("offer_steps", "choose_item", "need_picture"):
        questions.put(draft, "offer_walk", library)
    else:
        questions.put(draft, "help", library)
    return draft.done()


def repeat(talk: Talk, latest: Sequence[Bubble], library: Library) -> Turn:
    """Say the latest bubbles once more, word for word; a running form puts its own question again."""
    draft = Draft(talk)
    draft.utter("utter_repeat", act="inform")
    if talk.running:
        return draft.done(walk=replace(talk.walk, asked=None) if talk.walk else None)
    told = still_told(latest, talk, library)
    draft.add(told)
    if not told:
        questions.recall(draft, library)
    return draft.done(items=talk.items)


def stop(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Pause: nothing is lost, and the way to help stays in sight where that matters."""
    if _OF_THE_QUESTION.search(heard.words) and not talk.running:
        return skip(talk, heard, library)
    if farewell.ends_own_habit(heard.words) and not talk.running:
        return hear(talk, heard, library)
    draft = Draft(talk.having(flow="closing"))
    draft.leave_form()
    leave_as_it_was(draft, talk)
    draft.utter("utter_stop" if talk.picture or talk.plan else "utter_stop_early", act="close")
    lines.part(draft)
    return closed(draft, talk)


def start_over(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Ask once before the picture and the plan of this talk are cleared."""
    draft = Draft(talk)
    if not talk.picture and not talk.plan:
        return restart(talk, heard, library)
    draft.leave_form()
    questions.put(draft, "confirm_restart", library)
    return draft.done(resume=talk.place)


def restart(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Clear the picture and the plan; keep safety and what was agreed about it."""
    kept = {name: getattr(talk, name) for name in KEPT if name not in ("shown", "items")}
    draft = Draft(Talk(said=talk.said, running=talk.running).having(**kept))
    draft.leave_form()
    draft.utter("utter_restarted", act="inform")
    questions.put(draft, "opening", library)
    return draft.done()


def help(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Say what one can say here."""
    draft = Draft(talk.having(misses=0))
    draft.utter("utter_help", act="inform")
    questions.put(draft, "help", library)
    return draft.done()
