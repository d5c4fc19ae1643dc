"""Free talk: name the signs that were heard, in the person's words, and go one question deeper.

Owns what is noted from free talk and the rhythm of a turn: reflection, strength, one question or an offer.
Must not advise.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.content.library import Library
from bot.content.models import Sign
from bot.flows import questions
from bot.flows.care import ask_check, due_check
from bot.flows.heard import Heard, HeardSign, often_in
from bot.flows.naming import named_entry
from bot.flows.quote import listed, sentence
from bot.flows.talk import CODEPENDENCY, Entry, Guess, Talk, polarity_of
from bot.flows.turn import Draft, Turn
from bot.language import asides
from bot.language.mirror import mirror
from bot.language.number import choice

_LEAD = re.compile(r"^(?:(?:i (?:do not|don'?t) know|idk|dunno|not sure|well|um+|so)[ ,.]+)+", re.I)
# Below this the reading is put as a guess, to be corrected.
SURE = 0.4
SURELY_DENIED = 0.6
SEVERAL = 2
# Words of theirs that still read well in one bubble.
ONE_BUBBLE = 42
# After so many present signs the talk is summed up.
ENOUGH_FOR_A_SUMMARY = 3
LISTENING = 2
"""Tellings without a sign that are only listened to, before questions are offered."""
MOST_GUESSES = 3
"""In one talk."""
CLEARLY_CORRECTED = 0.5
"""Below it a message is a correction only where its words say so: what was told is not thrown away on a guess."""
GO_ON = "go_on"
_JUST_NOTED = ("deepen", "safe_check")
"""Questions about the sign that was noted last: a correction there ("no, that's my sister") is about that one."""


def hear(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Reflect what the person told, note the signs in it, and choose the next question."""
    if asides.declines(heard.words) or (talk.question in questions.OFFERS and asides.not_yet(heard.words)):
        talk = questions.turned_down(talk, *questions.OFFERS)
    backwards = talk.focus in talk.picture and asides.turned_round(heard.words)
    if backwards or (talk.question == "deepen" and asides.denies_first(heard.words)):
        talk = _without_focus(talk)
    if backwards and not heard.own_signs:
        draft = Draft(talk.having(flow="reflection", misses=0))
        draft.utter("utter_reading_backwards", act="reflect")
        questions.put(draft, "go_on", library)
        return draft.done()
    found = tuple(s for s in heard.own_signs if s.id in library.sign_ids and _sure(s))
    if not found:
        return _hear_story(talk, heard, library)
    draft = Draft(note(talk, heard, library))
    focus = _focus(found, talk, library)
    draft.talk = draft.talk.having(focus=focus.id, flow="reflection", misses=0)
    burdens = tuple(s for s in found if _burden(s, library))
    give_back(draft, found, library)
    if len(burdens) < SEVERAL or not draft.bubbles:
        _say_deeper(draft, library.sign(focus.id), focus.polarity)
    _ask_next(draft, burdens, focus, talk.question, heard, library)
    return draft.done()


def note(talk: Talk, heard: Heard, library: Library) -> Talk:
    """Put the person's own signs of a message into the picture."""
    for sign in heard.own_signs:
        if sign.id in library.sign_ids and _sure(sign):
            often, when = often_in(sign.words)
            if often == "never":  # "i never see my friends" tells the sign, it does not deny it
                often = None
            entry = Entry(polarity_of(sign.polarity), often, sign.words, when, "told")
            talk = talk.noting(sign.id, entry)
    return talk


def _without_focus(talk: Talk) -> Talk:
    """Take back the sign that was read last, which the answer denies: "nah, not on edge"."""
    entry = talk.picture.get(talk.focus or "")
    if entry is None or entry.source != "told":
        return talk
    return _taken_back(talk, (talk.focus,), (talk.focus,))


def _taken_back(talk: Talk, gone: Collection[str | None], wrong: tuple[str | None, ...]) -> Talk:
    """Give the talk without these entries; what was wrong is not guessed at again."""
    kept = {sign: entry for sign, entry in talk.picture.items() if sign not in gone}
    return talk.having(picture=kept, focus=None, guessed=tuple(dict.fromkeys((*talk.guessed, *wrong))))


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


def _hear_story(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Answer talk in which no sign was heard: reflect, then invite, then offer another way in."""
    draft = Draft(talk.having(flow="reflection"))
    others = tuple(s for s in heard.signs if s.who != "self" and _burden(s, library))
    if others:
        about = "partner" if others[0].who == "partner" else "other"
        draft.utter(f"utter_reflect_{about}", act="reflect")
        questions.put(draft, "deepen", library)
        return draft.done(focus=None)
    for sign in talk.present():
        # what the words just told of, such as a temper beside the drink; the other checks come before an offer
        if library.link(sign).ask_when in ("anger", "low_mood") and due_check(
            talk, sign, heard.words, library
        ):
            draft.talk = draft.talk.having(focus=sign)
            draft.utter("utter_reflect_answer_short", act="reflect")
            ask_deeper(draft, heard, library)
            return draft.done()
    if _put_guess(draft, heard, library):
        return draft.done(misses=0)
    if (talk.question == "deepen" and talk.focus) or (
        talk.present() and talk.question not in ("opening", None)
    ):
        return _answered(draft, heard, library)
    _mirror(draft, _LEAD.sub("", heard.words), 4, "utter_reflect_words", "utter_reflect_story")
    if talk.misses >= LISTENING:
        questions.put(draft, "offer_walk", library)
        return draft.done(misses=0)
    draft.utter("utter_invite_telling", act="offer")
    return draft.done(question="opening", misses=talk.misses + 1)


def _put_guess(draft: Draft, heard: Heard, library: Library) -> bool:
    """Put the likeliest sign to the person, where none was sure; each sign once. Tell whether there was one."""
    guess, talk = heard.guess, draft.talk
    if guess is None or guess.id not in library.sign_ids or talk.running:
        return False
    if talk.question == "guess" or len(talk.guessed) >= MOST_GUESSES:
        return False  # after one that was wrong, listening helps more than another
    if guess.id in talk.picture or guess.id in talk.guessed:
        return False
    _mirror(draft, guess.words, 4, "utter_reflect_words", "utter_reflect_answer_short")
    draft.talk = talk.having(
        guess=Guess(guess.id, guess.words), guessed=(*talk.guessed, guess.id), flow="reflection"
    )
    questions.put(draft, "guess", library)
    return True


def take_guess(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take a yes to a guess: note the sign in the words it rested on, and go one question deeper."""
    guess = talk.guess
    if guess is None or guess.sign not in library.sign_ids:
        return invite(talk, heard, library)
    often, when = heard.how_often()
    if often == "never":
        return correct(talk, heard, library)
    polarity = polarity_of("hedged" if heard.intent == "answer_unsure" else "affirmed")
    noted = talk.noting(guess.sign, Entry(polarity, often, guess.words, when, "told"))
    draft = Draft(noted.having(focus=guess.sign, guess=None, misses=0))
    _say_deeper(draft, library.sign(guess.sign), polarity)
    ask_deeper(draft, heard, library)
    return draft.done()


def _answered(draft: Draft, heard: Heard, library: Library) -> Turn:
    """Answer a reply to a deepening question: reflect it, then ask whether ideas would help."""
    _mirror(draft, heard.words, 3, "utter_reflect_answer", "utter_reflect_answer_short")
    offer_next(draft, library)
    return draft.done()


def offer_next(draft: Draft, library: Library) -> None:
    """Sum up after three signs, else ask whether a few ideas would help; for a strength, go on telling."""
    talk = draft.talk
    present = [s for s in talk.present() if library.sign(s).side == CODEPENDENCY]
    if len(present) >= ENOUGH_FOR_A_SUMMARY and len(present) > talk.summed:
        labels = listed([library.sign(s).back for s in present[:3]])
        draft.utter("utter_summary", act="reflect", things=labels)
        draft.talk = draft.talk.having(summed=len(present))
        questions.put(draft, "stands_out", library)
    elif present and GO_ON not in talk.offers:  # first there is room to say more
        draft.talk = talk.having(offers={**talk.offers, GO_ON: 1})
        questions.put(draft, GO_ON, library)
    elif present:
        questions.put(draft, "offer_steps", library)
    else:
        questions.put(draft, "offer_walk", library)


def deepen(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Go one question deeper into the sign that was chosen, or the one in the foreground."""
    chosen = heard.values.get("sign") or _named(talk, heard, library) or talk.focus
    if not chosen or chosen not in library.sign_ids:
        return invite(talk, heard, library)
    draft = Draft(talk.having(focus=chosen, flow="reflection", misses=0))
    sign = library.sign(chosen)
    entry = talk.picture.get(chosen)
    _say_deeper(draft, sign, entry.polarity if entry else "affirmed")
    ask_deeper(draft, heard, library)
    return draft.done()


def ask_deeper(draft: Draft, heard: Heard, library: Library) -> None:
    """Add the next question about the sign in the foreground: its safety question first, where it has one."""
    focus = draft.talk.focus
    if focus is None:
        return
    if ask_check(draft, focus, heard.words, library):
        return
    if draft.talk.picture.get(focus) and (other := _other_question(draft.talk.picture[focus], library.sign(focus))):
        draft.utter(other, act="ask")
    else:
        draft.say(draft.pick(library.sign(focus).questions), act="ask")
    draft.talk = draft.talk.having(question="deepen")


def _other_question(entry: Entry, sign: Sign) -> str | None:
    """Give the utterance that asks about what is over or missing: a sign's own questions ask about what is there."""
    if entry.polarity == "past":
        return "utter_deepen_over" if sign.side == CODEPENDENCY else "utter_deepen_lost"
    missing = not entry.present and sign.side != CODEPENDENCY
    return "utter_deepen_missing" if missing else None


def stood_out(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take what stands out to the person: note new signs, reflect it, then ask whether ideas would help."""
    if heard.own_signs:
        return hear(talk, heard, library)
    draft = Draft(talk.having(flow="reflection", misses=0))
    return _answered(draft, heard, library)


def invite(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Invite the person to tell it in their own words; what they turned down with it is not offered again."""
    draft = Draft(questions.turned_down(talk) if heard.intent == "deny" else talk)
    draft.utter("utter_invite_telling", act="offer")
    return draft.done(question="opening", flow="reflection")


def correct(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take a correction: take back what was just noted, apologise shortly, ask for it in other words."""
    if not heard.pressed and heard.confidence < CLEARLY_CORRECTED and not asides.objects(heard.words):
        return hear(talk, heard, library)
    draft = Draft(talk)
    named = named_entry(heard.words, talk, library)
    just = talk.offered if talk.question == "check" else (talk.focus,) if talk.question in _JUST_NOTED else ()
    wrong = (named,) if named else just
    if wrong:
        gone = [k for k, v in talk.picture.items() if k in wrong and (v.source == "told" or named)]
        draft.talk = _taken_back(talk, gone, wrong)
    draft.utter("utter_take_correction", act="reflect")
    return draft.done(question="opening", flow="reflection", offered=(), guess=None)


def _ask_next(
    draft: Draft,
    burdens: tuple[HeardSign, ...],
    focus: HeardSign,
    open_question: str | None,
    heard: Heard,
    library: Library,
) -> None:
    """Check the reading of several signs or of an unsure one; else go deeper, and after that offer ideas."""
    if len(burdens) >= SEVERAL or (burdens and focus.confidence < SURE):
        draft.talk = draft.talk.having(offered=tuple(s.id for s in burdens[:3]))
        questions.put(draft, "check", library)
    elif focus.polarity == "denied" and library.sign(focus.id).side == CODEPENDENCY:
        questions.put(draft, GO_ON, library)  # what is not so wants no closer look
    elif open_question == "deepen" and not due_check(draft.talk, focus.id, heard.words, library):
        offer_next(draft, library)
    else:
        ask_deeper(draft, heard, library)


def _named(talk: Talk, heard: Heard, library: Library) -> str | None:
    """Find which of the offered signs is meant: by its place in the row, or a word it shares with the button."""
    offered = [s for s in talk.offered if s in library.sign_ids]
    place = choice(heard.words, len(offered)) if heard.words and offered else None
    if place is not None:
        return offered[place]
    words = {w.strip(".,!?")[:5] for w in heard.words.lower().split() if len(w) > 3}
    for sign in offered:
        known = library.sign(sign)
        if words & {w[:5] for w in f"{known.button} {known.label}".lower().split() if len(w) > 3}:
            return sign
    return heard.own_signs[0].id if heard.own_signs else None


def _sure(sign: HeardSign) -> bool:
    """Tell whether a sign may be noted: a wrong "that is not so" jars more than one left out."""
    return sign.polarity in ("affirmed", "hedged") or sign.confidence >= SURELY_DENIED


def _burden(sign: HeardSign, library: Library) -> bool:
    return library.sign(sign.id).side == CODEPENDENCY and sign.polarity in ("affirmed", "hedged")


def _focus(found: tuple[HeardSign, ...], talk: Talk, library: Library) -> HeardSign:
    """Choose what to look at: a burden before a strength, a present one before a denied one, the surest first."""

    def weight(sign: HeardSign) -> tuple[bool, bool, float]:
        burden = library.sign(sign.id).side == CODEPENDENCY
        return (sign.polarity in ("affirmed", "hedged"), burden, sign.confidence)

    return max(found, key=weight)


def _sides(
    found: tuple[HeardSign, ...], library: Library
) -> tuple[tuple[HeardSign, ...], tuple[HeardSign, ...]]:
    burdens = tuple(s for s in found if library.sign(s.id).side == CODEPENDENCY)
    return burdens, tuple(s for s in found if s not in burdens)


def _mirror(draft: Draft, words: str, fewest: int, response: str, otherwise: str) -> None:
    """Give words back in the second person, or say something shorter where fewer than `fewest` are left of them."""
    mirrored = mirror(words)
    if mirrored and len(mirrored.split()) >= fewest:
        draft.utter(response, act="reflect", clauses=mirrored)
    else:
        draft.utter(otherwise, act="reflect")


def _mirrored(signs: tuple[HeardSign, ...]) -> list[str]:
    """Give each distinct stretch of their words in the second person, in the order it was said, at most three."""
    clauses: list[str] = []
    for sign in sorted(signs, key=lambda s: s.start):
        clause = mirror(sign.words)
        if clause and clause not in clauses:
            clauses.append(clause)
    return clauses[:3]


def _say_deeper(draft: Draft, sign: Sign, polarity: str) -> None:
    """Say a reflection a shade deeper than what was told."""
    by_polarity = {"hedged": sign.hedged, "denied": sign.denied, "past": sign.past}
    draft.say(draft.pick(by_polarity.get(polarity, sign.reflections)), act="reflect", items=sign.items[:1])
