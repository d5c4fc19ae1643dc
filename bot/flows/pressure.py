"""How often a question about harm is put in one talk: once, once more after an unclear answer, never after a clear one.

Owns the marks that remember it, kept in `Talk.checked`. Must not say anything, nor hold back the answer to a statement.

    >>> settled(settle(Talk(), "partner"), "partner")
    True
"""

from __future__ import annotations

from bot.content.library import Library
from bot.flows.concern import base
from bot.flows.talk import Talk

OWN_LIFE = "own_safety"
"""The one safety question of a sign that is about the person's own life; the others are about the partner."""
_ASKED, _AGAIN, _SETTLED, _LIGHTLY = "asked_", "again_", "settled_", "lightly_"
GUESSED = "guessed_self"
_MARKS = (GUESSED, _ASKED, _AGAIN, _SETTLED, _LIGHTLY)
_INSIDE = ("harm_self", "harm_partner", "harm_other", "confirm_safe", "resume")


def asked_about(talk: Talk, library: Library) -> str | None:
    """Give whom the open question asks about (self, partner, other); None where it does not ask about harm."""
    question = talk.question or ""
    if question.startswith("harm_ask_"):
        return question.removeprefix("harm_ask_")
    if question == "safe_check" and talk.focus:
        return about(library.link(talk.focus).ask)
    return None


def spoken_about(talk: Talk, library: Library) -> str | None:
    """Give whom the talk is about, where harm is asked about or is what they talk about."""
    if talk.question in _INSIDE and talk.flow == "safety":
        return base(talk.concern or "self")
    return asked_about(talk, library)


def about(check: str | None) -> str:
    """Give whom a sign's safety question is about."""
    return "self" if check == OWN_LIFE else "partner"


def ask(talk: Talk, about: str, lightly: bool = False) -> Talk:
    """Give the talk in which a question about harm was put; `lightly` where only a guess led to it."""
    marks = [(_AGAIN if asked(talk, about) else _ASKED) + about, *([_LIGHTLY + about] if lightly else [])]
    return talk.having(checked=tuple(dict.fromkeys((*talk.checked, *marks))))


def settle(talk: Talk, about: str) -> Talk:
    """Give the talk in which the question was answered clearly, or the person wants none of it."""
    return talk.having(checked=tuple(dict.fromkeys((*talk.checked, _SETTLED + about))))


def asked(talk: Talk, about: str) -> bool:
    """Tell whether it was asked in this talk."""
    return _ASKED + about in talk.checked


def settled(talk: Talk, about: str) -> bool:
    """Tell whether it must not be asked again."""
    return _SETTLED + about in talk.checked


def spent(talk: Talk, about: str) -> bool:
    """Tell whether it was asked as often as it may be, or was told already."""
    told = {"partner": talk.safety_state.partner, "self": talk.safety_state.crisis}.get(about, False)
    return told or settled(talk, about) or _AGAIN + about in talk.checked


def lightly(talk: Talk, about: str) -> bool:
    """Tell whether only a guess led to the question."""
    return _LIGHTLY + about in talk.checked


def false_alarm(talk: Talk) -> bool:
    """Tell whether all that was asked came from a guess and was answered clearly."""
    marks = [mark.removeprefix(_ASKED) for mark in talk.checked if mark.startswith(_ASKED)]
    return bool(marks) and all(lightly(talk, about) and settled(talk, about) for about in marks)


def guessed(talk: Talk) -> bool:
    """Tell whether a first guess about their own life was let go already."""
    return GUESSED in talk.checked


def guess(talk: Talk) -> Talk:
    """Give the talk in which a first guess was let go."""
    return talk.having(checked=tuple(dict.fromkeys((*talk.checked, GUESSED))))


def afresh(talk: Talk) -> Talk:
    """Give the talk of another day, in which it may be asked again."""
    kept = tuple(mark for mark in talk.checked if not mark.startswith(_MARKS))
    return talk if kept == talk.checked else talk.having(checked=kept)
