"""A panic that is there now comes before any question: a word for it, when to call for help, and slowing down together.

Owns what is said first and where the talk goes on afterwards. The steps themselves are bot.flows.steady's.
"""

from __future__ import annotations

from bot.flows.heard import Heard
from bot.flows.steady import begin_pace
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.flows.way_out import place_of
from bot.language.panic import panics

PACING = "harm_pace"


def taken(talk: Talk, heard: Heard) -> Turn | None:
    """Slow down with somebody who panics; None for any other message, and where the screen has something to answer."""
    if heard.pressed or heard.verdict != "none" or talk.question == PACING or not panics(heard.words):
        return None
    draft = Draft(talk.having(resume=place_of(talk), misses=0))
    draft.leave_form()
    draft.utter("utter_panic", act="reflect")
    draft.utter("utter_panic_body", act="refer")
    return begin_pace(draft)
