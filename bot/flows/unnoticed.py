"""Planning where a partner's fury may follow: nothing is rehearsed, only what leaves no trace is offered, or nothing.

Owns the question whether it would be safe if they noticed, and what its answers lead to.
"""

from __future__ import annotations

import re

from bot.content.library import Library
from bot.content.models import Item
from bot.flows import half_plan, offers, questions
from bot.flows.heard import Heard
from bot.flows.picture import UNSAFE
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.language.hindrance import punishes
from bot.language.spelling import mend
from bot.safety.state import after_answer

TRACELESS = ("T1", "K1", "K4")
"""What can be done in one's head, alone, and found by nobody."""


_PAYS_NO_HEED = (
    r"texts?|notices?|cares?|minds?|looks?|knows?|asks?|bothers?|sees?|lives?|here|home"
    r"|around|there|reads?|checks?|watch(?:es)?|gets?|hears?|finds?|answers?|replies|reply"
)
"""A no to one of these is no doubt: "yes, she doesn't even look"."""
_DOUBT = re.compile(
    rf"\b(?:bad|worse|(?:not|no|never|\w+n't)(?! (?:even |really |ever |once )*(?:{_PAYS_NO_HEED})\b)|angry|furious|mad|trouble"
    r"|danger\w*|unsafe|afraid|scared|hurt\w*|but"
    r"|if|depends|unless|only when)\b",
    re.I,
)


def doubted(words: str) -> bool:
    """Tell whether a yes to "would it be safe?" is none: "yes, it would be bad"."""
    return bool(_DOUBT.search(mend(words))) or punishes(words)


def told(draft: Draft, heard: Heard, library: Library) -> Turn | None:
    """Stop planning where the answer tells of fury or punishment, and ask whether being noticed would be safe."""
    if draft.talk.noticed_safe or heard.pressed or not punishes(heard.words):
        return None
    draft.leave_form()
    draft.utter("utter_plan_careful", act="reflect")
    questions.put(draft, "notice_safe", library)
    return draft.done(misses=0, plan_obstacle="", plan_sentence="")


def must_ask(item: Item, talk: Talk) -> bool:
    """Tell whether being noticed has to be asked about before this item is planned."""
    return talk.safety in UNSAFE and talk.noticed_safe is None and item.id not in TRACELESS


def allowed(ids: tuple[str, ...], talk: Talk) -> tuple[str, ...]:
    """Keep what leaves no trace, where being noticed would not be safe."""
    return tuple(i for i in ids if i in TRACELESS) if talk.noticed_safe is False else ids


def answered_no(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take a no, or a doubt, to being noticed: the plan is left, and something without a trace is there for the taking."""
    answer = "yes" if heard.intent == "deny" else "unsure"
    draft = Draft(talk.guarded(after_answer(talk.safety_state, answer, "partner")))
    draft.leave_form()
    draft.utter("utter_plan_traceless", act="reflect")
    fresh = tuple(i for i in TRACELESS if i != draft.talk.chosen)[:2]
    draft.talk = draft.talk.having(chosen=None, **half_plan.EMPTY)
    offers.put(draft, fresh, "utter_offer_items", library)
    return draft.done()
