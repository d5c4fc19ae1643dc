"""Strategies for keeping interdependence: after a step is chosen, or where the matching strength is present.

Owns which strategies fit. Withholds what involves the partner where that is not safe.
"""

from __future__ import annotations

from bot.content.library import Library
from bot.flows import questions
from bot.flows.check import ask_due
from bot.flows.gate import allowed
from bot.flows.heard import Heard
from bot.flows.talk import INTERDEPENDENCE, Talk
from bot.flows.turn import Draft, Turn

STRATEGIES = ("M4", "M2", "M3", "M1")
AFTER = {"done": ("M2",), "partly": ("M3", "M1"), "not": ("M3", "M1")}
"""What fits a report on a step: celebrate, or carry each other through."""
AT_ONCE = 3


def offer(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Offer the strategies that fit what is strong and what was planned, at most three."""
    draft = Draft(talk.having(flow="maintenance", misses=0))
    draft.leave_form()
    if ask_due(draft, library):
        return draft.done()
    fits = fitting(talk, library)
    fresh = tuple(i for i in fits if i not in talk.shown) or fits
    chosen = fresh[:AT_ONCE]
    strong = [s for s in talk.present() if library.sign(s).side == INTERDEPENDENCE]
    if strong:
        draft.utter("utter_maintenance_strength", act="affirm", strength=library.sign(strong[0]).label)
    else:
        draft.utter("utter_maintenance_intro", act="reflect")
    lines = "\n".join(f"• {library.item(i).offer}" for i in chosen)
    draft.utter("utter_offer_strategies", act="advise", items=chosen, lines=lines)
    draft.talk = draft.talk.having(offered=chosen)
    questions.put(draft, "choose_item", library)
    return draft.done()


def fitting(talk: Talk, library: Library) -> tuple[str, ...]:
    """Give strategy ids: first those linked to present strengths, then to the other signs, then the rest."""
    present = sorted(talk.present(), key=lambda s: library.sign(s).side != INTERDEPENDENCE)
    linked = [i for sign in present for i in library.link(sign).strategies]
    reported = AFTER.get(str((talk.checkin or {}).get("went")), ()) if talk.question == "next_step" else ()
    return allowed(tuple(dict.fromkeys((*reported, *linked, *STRATEGIES))), talk, library)
