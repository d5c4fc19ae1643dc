"""A wish to change the plan or the picture, whatever intent it was taken for.

Owns which intents may hide one. Must not change anything itself: the plan and the picture do.
"""

from __future__ import annotations

from bot.content.library import Library
from bot.flows import picture, plan
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn

_MAY_HIDE_ONE = frozenset(
    "share_sign share_story nlu_fallback out_of_scope choose_item ask_steps ask_alternatives report_progress change_answer"
    " correct_reading show_plan answer_frequency answer_unsure deny ask_topic".split()
)


def asked(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Take up such a wish; None for any other message."""
    if heard.intent not in _MAY_HIDE_ONE or heard.verdict != "none":
        return None
    return plan.taken_up(talk, heard, library) or picture.taken_out(talk, heard, library)
