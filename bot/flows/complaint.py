"""A complaint about how Trellis listens, or how fast it goes, in free talk: owned up to, whatever intent it was taken for.

Owns the answers to these. In a form they are the form's own to take, beside a written plan the plan's.
"""

from __future__ import annotations

from bot.content.library import Library
from bot.flows import pressure, questions
from bot.flows.amendment import BESIDE_THE_PLAN
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.language import asides
from bot.language.feelings import feeling

_HIDES_ONE = frozenset(
    "share_sign share_story nlu_fallback out_of_scope ask_about_trellis correct_reading deny repeat answer_unsure stop greet"
    " go_back ask_why ask_help answer_frequency choose_item".split()
)


def taken(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Answer such words; None for any other message."""
    if talk.running or heard.pressed or heard.verdict != "none" or heard.intent not in _HIDES_ONE:
        return None
    if talk.question in BESIDE_THE_PLAN or pressure.spoken_about(talk, library):
        return None
    if asides.rushed(heard.words):
        return _slower(talk)
    return _owned(talk, heard) if asides.complains(heard.words) and not asides.takes_back(heard.words) else None


def _slower(talk: Talk) -> Turn:
    """Leave room: nothing is asked now, and nothing offered unasked from here on."""
    draft = Draft(questions.turned_down(talk, *questions.OFFERS).having(flow="reflection", misses=0, guess=None))
    draft.utter("utter_no_hurry", act="reflect")
    return draft.done(question="go_on")


def _owned(talk: Talk, heard: Heard) -> Turn:
    """Say sorry, without defending what was said; a feeling that came with it is heard."""
    draft = Draft(talk.having(flow="reflection", misses=0, guess=None))
    draft.utter("utter_not_listened", act="reflect")
    if felt := feeling(heard.words):
        draft.utter(f"utter_feeling_{felt}", act="reflect")
    draft.utter("utter_say_again", act="offer")
    return draft.done(question="opening")
