"""The end of a talk: what the person leaves with, and where it goes on another time.

Owns the closing words. Must not clear anything: a goodbye loses nothing.
"""

from __future__ import annotations

from bot.content.library import Library
from bot.flows import lines, questions
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.language import farewell

_HIDES_A_GOODBYE = frozenset("affirm thank start_walk ask_steps out_of_scope".split())
BRIEF = 7
"""Words."""


def say_goodbye(talk: Talk, heard: Heard, library: Library) -> Turn:
    """End well: what they leave with, and people outside this chat."""
    draft = Draft(talk.having(flow="closing"))
    draft.leave_form()
    leave_as_it_was(draft, talk)
    if talk.plan:
        draft.utter("utter_goodbye_plan", act="close")
    elif talk.picture:
        draft.utter("utter_goodbye_picture", act="close")
    else:
        draft.utter("utter_goodbye", act="close")
    lines.part(draft)
    return closed(draft, talk)


def taken(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Let go who says that this is all, whatever that was taken for: "that's me done" is no yes to an offer."""
    if talk.running or heard.pressed or heard.verdict != "none" or heard.intent not in _HIDES_A_GOODBYE:
        return None
    brief = len(heard.words.split()) <= BRIEF
    return say_goodbye(talk, heard, library) if brief and farewell.leaves(heard.words) else None


def leave_as_it_was(draft: Draft, talk: Talk) -> None:
    """Say that nothing was done, to whom leaves a question like "shall I delete it all?" without a yes."""
    if talk.question in questions.CONFIRMS:
        draft.utter("utter_left_as_it_was", act="inform")


def closed(draft: Draft, talk: Talk) -> Turn:
    """Leave any form, and remember where to go on; said twice, the first place stays."""
    was = talk.resume if talk.question in ("closing", *questions.CONFIRMS) else talk.place
    return draft.done(question="closing", resume=was)
