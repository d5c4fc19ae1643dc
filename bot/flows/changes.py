"""A wish that a message may hide, whatever its intent: to change the plan or the picture, to report, to see the list.

Owns which intents may hide one. Must not change anything itself: the flows do.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.content.library import Library
from bot.flows import amendment, checkin, picture, privacy, transition
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn
from bot.journal.records import Past
from bot.language import farewell, plan_parts

_MAY_HIDE_ONE = frozenset(
    "share_sign share_story nlu_fallback out_of_scope choose_item ask_steps ask_alternatives report_progress change_answer"
    " correct_reading show_plan answer_frequency answer_unsure deny ask_topic".split()
)
_YES = re.compile(
    r"^\W*(?:yes|yeah|yep|sure|ok(?:ay)?|please)\b(?!.*\bbut\b).*\b(?:hear|ideas?|steps?|suggest\w*|others?|tips?|show"
    r"|tell)\b",
    re.I,
)
"""A yes to the offer of ideas, however it goes on."""
_OF_THE_PLAN = _MAY_HIDE_ONE | {
    "affirm",
    "repeat",
    "ask_why",
    "set_reminder",
    "ask_about_trellis",
    "thank",
    "ask_maintenance",
}
"""Beside a written plan these may hide a wish to change it as well."""


def asked(talk: Talk, heard: Heard, library: Library, past: Callable[[], Past] = Past) -> Turn | None:
    """Take up such a wish; None for any other message."""
    if heard.verdict != "none":
        return None
    if turn := privacy.confirmed(talk, heard, library):
        return turn
    if turn := transition.about_being_noticed(talk, heard, library):
        return turn
    if (
        talk.question == "plan_part"
        and heard.intent in ("stop", "goodbye", "start_over")
        and not farewell.leaves(heard.words)
    ):
        return amendment.revise(talk, heard, library)
    if turn := transition.at_the_list(talk, heard, library):
        return turn
    if (
        talk.question == "offer_steps"
        and heard.intent in ("share_sign", "share_story")
        and _YES.match(heard.words)
    ):
        return transition.offer(talk, heard, library)
    if checkin.told(talk, heard):
        return checkin.report(talk, heard, library, past())
    near = talk.question in amendment.BESIDE_THE_PLAN
    beside = near and (heard.intent in _OF_THE_PLAN or bool(plan_parts.named(heard.words)))
    if (beside or heard.intent in _MAY_HIDE_ONE) and (turn := amendment.taken_up(talk, heard, library)):
        return turn
    return picture.taken_out(talk, heard, library) if heard.intent in _MAY_HIDE_ONE else None
