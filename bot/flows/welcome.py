"""The opening: what Trellis is and is not, who it is for, what is stored; then what brings the person."""

from __future__ import annotations

from bot.content.library import Library
from bot.flows import questions
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Bubble, Draft, Turn
from bot.flows.understanding import after


def greet(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Open the talk in two bubbles and a question; a later hello is just answered."""
    draft = Draft(talk)
    if talk.welcomed:
        draft.utter("utter_hello_again", act="smalltalk")
        return after(draft, library)
    draft.utter("utter_welcome_what", act="inform")
    draft.utter("utter_welcome_terms", act="inform")
    questions.put(draft, "opening", library)
    return draft.done(welcomed=True)


def thanks(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take thanks shortly, and leave the next move to them."""
    draft = Draft(talk)
    draft.utter("utter_thanks", act="smalltalk")
    if talk.question in ("after_plan", "closing"):
        return draft.done()
    return after(draft, library)


def precede(turn: Turn) -> Turn:
    """Put the shortest welcome before the first reply of a talk that did not begin with a greeting."""
    if turn.talk.welcomed:
        return turn
    brief = Bubble(response="utter_welcome_brief", act="inform")
    return Turn((brief, *turn.bubbles), turn.talk.having(welcomed=True), turn.follow, turn.leave)
