"""Room to say more: what is asked once something was heard, before ideas or questions are offered.

Owns the order (a summary, room, an offer) and what a yes or a no to it leads to. Must not note signs.

    offer_next(draft, library)      # the first time: "And beside all that, what has kept its place?"
"""

from __future__ import annotations

from bot.content.library import Library
from bot.flows import questions
from bot.flows.goodbye import say_goodbye
from bot.flows.heard import Heard
from bot.flows.quote import listed
from bot.flows.talk import CODEPENDENCY, Talk
from bot.flows.turn import Draft, Turn

ENOUGH_FOR_A_SUMMARY = 3
"""After so many present signs the talk is summed up."""
GO_ON, WHAT_HOLDS = questions.ROOM


def offer_next(draft: Draft, library: Library) -> None:
    """Sum up after three signs, else ask whether a few ideas would help; for a strength, go on telling."""
    talk = draft.talk
    present = [s for s in talk.present() if library.sign(s).side == CODEPENDENCY]
    if len(present) >= ENOUGH_FOR_A_SUMMARY and len(present) > talk.summed:
        labels = listed([library.sign(s).back for s in present[:3]])
        draft.utter("utter_summary", act="reflect", things=labels)
        draft.talk = draft.talk.having(summed=len(present))
        questions.put(draft, "stands_out", library)
    elif GO_ON not in talk.offers:  # first there is room to say more
        draft.talk = talk.having(offers={**talk.offers, GO_ON: 1})
        held = any(library.sign(s).side != CODEPENDENCY for s in talk.picture)
        questions.put(draft, GO_ON if held else WHAT_HOLDS, library)
    elif present:
        questions.put(draft, "offer_steps", library)
    else:
        questions.put(draft, "offer_walk", library)


def invite(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Invite the person to tell it in their own words; what they turned down with it is not offered again."""
    draft = Draft(questions.turned_down(talk) if heard.intent == "deny" else talk)
    if talk.question in questions.ROOM:
        draft.utter("utter_invite_rest", act="offer")
        return draft.done(flow="reflection")
    invitation(draft)
    return draft.done(question="opening", flow="reflection")


def invitation(draft: Draft) -> None:
    """Add the bubble that invites to begin."""
    draft.utter("utter_invite_telling_ended" if draft.talk.over else "utter_invite_telling", act="offer")


def no_more(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take a no to saying more: nothing holds, or all is said. Only who wants no ideas is let go with it."""
    draft = Draft(talk.having(flow="reflection", misses=0))
    if heard.intent == "answer_unsure":
        draft.utter("utter_stays_open", act="reflect")
    elif talk.question == WHAT_HOLDS:
        draft.utter("utter_nothing_holds", act="reflect")
    elif not talk.has_told or questions.is_turned_down(talk, "offer_steps"):
        return say_goodbye(talk, heard, library)
    else:
        draft.utter("utter_all_said", act="reflect")
    burdened = any(library.sign(s).side == CODEPENDENCY for s in talk.present())
    questions.put(draft, "offer_steps" if burdened else "offer_walk", library)
    return draft.done()
