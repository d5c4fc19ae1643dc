"""Giving back what was told: in the person's words turned round, by the feeling in it, or a shade deeper.

Owns the reflections of a turn. Must not ask, advise or note anything.
"""

from __future__ import annotations

import re

from bot.content.library import Library
from bot.content.models import Sign
from bot.flows.heard import HeardSign
from bot.flows.quote import listed, quote, sentence
from bot.flows.talk import CODEPENDENCY
from bot.flows.turn import Draft
from bot.language.circumstances import CIRCUMSTANCES
from bot.language.feelings import feeling
from bot.language.mirror import mirror

ONE_BUBBLE = 42
"""Words of theirs that still read well in one bubble."""
MOST_CLAUSES = 3
MOST_QUOTED, TELLING = 9, 2
"""Words of an answer that is quoted whole, and how many of them must tell something."""
_BEGINNING = re.compile(r"\s+(?:because|cos|so|and|but)\s+|,\s+", re.I)
"""What is too long or too winding to be turned round is given back up to here."""
_SAYS_LITTLE = frozenset(
    "don't can't really maybe think about something anything nothing whatever guess there those these would could should".split()
)


def give_back(draft: Draft, found: tuple[HeardSign, ...], library: Library) -> None:
    """Give their words back in the second person, strengths with their evidence, in one bubble where it fits."""
    strengths = tuple(s for s in found if _holds(s, library))
    told = listed(_mirrored(tuple(s for s in found if s not in strengths)))
    held = listed(_mirrored(strengths))
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
    elif _can_be_quoted(words):
        draft.utter("utter_reflect_quoted", act="reflect", words=quote(words))
    else:
        draft.utter(otherwise, act="reflect")


def _can_be_quoted(words: str) -> bool:
    """Tell whether words are short and say something: "playing in front of people", and not "lol ok whatever"."""
    telling = [word for word in re.findall(r"[a-z']+", words.lower()) if len(word) > 4 and word not in _SAYS_LITTLE]
    return len(words.split()) <= MOST_QUOTED and len(telling) >= TELLING and "?" not in words


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


def _holds(sign: HeardSign, library: Library) -> bool:
    """Tell whether a sign is a strength that is there: one that is missing or over is given back among what weighs."""
    return library.sign(sign.id).side != CODEPENDENCY and sign.polarity in ("affirmed", "hedged")


def _mirrored(signs: tuple[HeardSign, ...]) -> list[str]:
    """Give each distinct stretch of their words in the second person, in the order it was said."""
    clauses: list[str] = []
    for sign in sorted(signs, key=lambda s: s.start):
        clause = mirror(sign.words) or mirror(_BEGINNING.split(sign.words)[0])
        if clause and clause not in clauses:
            clauses.append(clause)
    return clauses[:MOST_CLAUSES]
