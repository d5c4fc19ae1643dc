"""What somebody else could see: the bill, the call list, the browser, this talk; and what to say when they walk in.

Owns these two answers, in every state. A person who is watched asks them first, long before anything is told, so the answer
presumes nothing and leaves one door open. When somebody walks in, one short line: nothing on the screen that needs explaining.
"""

from __future__ import annotations

from bot.content.library import Library
from bot.flows import pressure, pushback
from bot.flows.goodbye import closed
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.flows.understanding import after
from bot.language import traces


def answered(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Answer such a message; None for any other, and for a statement of danger."""
    if heard.pressed or not heard.words or heard.verdict == "act":
        return None
    if traces.walked_in(heard.words):
        draft = Draft(talk.having(flow="closing"))
        draft.leave_form()
        draft.utter("utter_seen_later", act="close")
        return closed(draft, talk)
    told = talk.safety_state.partner
    inside = told and pressure.spoken_about(talk, library) is not None and not talk.running
    if not (traces.asks(heard.words) if inside else traces.wonders(heard.words)):
        return None
    if heard.verdict != "none" and not told:
        return None  # what a rule finds beside the question is answered first
    draft = Draft(pushback.settled(talk, heard, library))  # "just arguments. can he see this?" answers first
    here = traces.of_this_talk(heard.words) if inside else not traces.of_calls(heard.words)
    draft.utter("utter_harm_traces_here" if here else "utter_harm_traces", act="inform")
    if not told:
        draft.utter("utter_seen_door", act="reflect")
    return after(draft, library)
