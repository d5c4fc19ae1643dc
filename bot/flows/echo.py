"""Giving back what was told: in the person's words turned round, by the feeling in it, or a shade deeper.

Owns the reflections of a turn. Must not ask, advise or note anything.
"""

from __future__ import annotations

from bot.content.library import Library
from bot.content.models import Sign
from bot.flows.heard import HeardSign
from bot.flows.quote import listed, sentence
from bot.flows.talk import CODEPENDENCY
from bot.flows.turn import Draft
from bot.language.circumstances import CIRCUMSTANCES
from bot.language.feelings import feeling
from bot.language.mirror import mirror

ONE_BUBBLE = 42
"""Words of theirs that still read well in one bubble."""
MOST_CLAUSES = 3


def give_back(draft: Draft, found: tuple[HeardSign, ...], library: Library) -> None:
    """Give their words back in the second person, strengths with their evidence, in one bubble where it fits."""
    burdens, strengths = _sides(found, library)
    told = listed(_mirrored(burdens))
    held = listed(_mirrored(tuple(s for s in strengths if s.polarity in ("affirmed", "hedged"))))
    if told and held and len(f"{told} {held}".split()) <= ONE_BUBBLE:
        draft.utter("utter_reflect_both", act="reflect", clauses=told, held=held)
        return
    if told:
        draft.utter("utter_reflect_words", act="reflect", clauses=told)
    if held:
        draft.utter("utter_reflect_strength", act="affirm", sentence=sentence(held))


def echo(draft: Draft, words: str, fewest: int, response: str, otherwise: str) -> None:
    """Name the feeling that words tell; else give them back, or say something shorter where fewer than `fewest` are left."""
    if felt := feeling(words):
        draft.utter(f"utter_feeling_{felt}", act="reflect")
        return
    mirrored = mirror(words)
    if mirrored and len(mirrored.split()) >= fewest:
        draft.utter(response, act="reflect", clauses=mirrored)
    else:
        draft.utter(otherwise, act="reflect")


def say_deeper(draft: Draft, sign: Sign, polarity: str) -> None:
    """Say a reflection a shade deeper than what was told; of what is over, none that speaks as if it went on."""
    if draft.talk.over and polarity in ("affirmed", "hedged") and sign.side == CODEPENDENCY:
        draft.utter("utter_reflect_ended", act="reflect", items=sign.items[:1])
        return
    by_polarity = {"hedged": sign.hedged, "denied": sign.denied, "past": sign.past}
    draft.say(draft.pick(by_polarity.get(polarity, sign.reflections)), act="reflect", items=sign.items[:1])


def say_circumstance(draft: Draft, fresh: set[str]) -> bool:
    """Acknowledge what was told of their circumstances for the first time; tell whether there was anything."""
    told = next((name for name in ("bereaved", *CIRCUMSTANCES) if name in fresh), None)
    if told is None:
        return False
    draft.utter(f"utter_story_{told}", act="reflect")
    return True


def _sides(
    found: tuple[HeardSign, ...], library: Library
) -> tuple[tuple[HeardSign, ...], tuple[HeardSign, ...]]:
    burdens = tuple(s for s in found if library.sign(s.id).side == CODEPENDENCY)
    return burdens, tuple(s for s in found if s not in burdens)


def _mirrored(signs: tuple[HeardSign, ...]) -> list[str]:
    """Give each distinct stretch of their words in the second person, in the order it was said."""
    clauses: list[str] = []
    for sign in sorted(signs, key=lambda s: s.start):
        clause = mirror(sign.words)
        if clause and clause not in clauses:
            clauses.append(clause)
    return clauses[:MOST_CLAUSES]
