"""Free talk: name the signs that were heard, in the person's words, and go one question deeper.

Owns what is noted from free talk and the rhythm of a turn: reflection, strength, one question or an offer.
Must not advise.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.content.library import Library
from bot.content.models import Sign
from bot.flows import questions, room
from bot.flows.check import ask_check, due_check
from bot.flows.echo import echo, give_back, say_circumstance, say_deeper
from bot.flows.heard import GUESSED_FROM, Heard, HeardSign, often_in
from bot.flows.naming import named_entry
from bot.flows.talk import CODEPENDENCY, Entry, Guess, Talk, polarity_of
from bot.flows.turn import Draft, Turn
from bot.language import asides, circumstances
from bot.language.number import choice

_LEAD = re.compile(r"^(?:(?:i (?:do not|don'?t) know|idk|dunno|not sure|well|um+|so)[ ,.]+)+", re.I)
SEVERAL = 2
LISTENING = 2
"""Tellings without a sign that are only listened to, before questions are offered."""
A_TELLING = 7
"""Words of a message that tells something of their life."""
MOST_GUESSES = 2
"""In one talk."""
NOT_GUESSED = ("tolerates_mistreatment", "enabling", "low_self_esteem")
"""A wrong guess at these is an accusation."""
CERTAIN = 0.9
CLEARLY_CORRECTED = 0.5
"""Below it a message is a correction only where its words say so: what was told is not thrown away on a guess."""
_JUST_NOTED = ("deepen", "safe_check", *questions.ROOM)
"""Questions about the sign that was noted last: a correction there ("no, that's my sister") is about that one."""


def hear(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Reflect what the person told, note the signs in it, and choose the next question."""
    if asides.declines(heard.words) or (talk.question in questions.OFFERS and asides.not_yet(heard.words)):
        talk = questions.turned_down(talk, *questions.OFFERS)
    fresh = circumstances.told(heard.words) - set(talk.circumstances)
    talk = talk.knowing(fresh)
    if talk.question == "deepen" and asides.only_no(heard.words):
        return _unanswered(talk, library)
    backwards = talk.focus in talk.picture and (
        asides.turned_round(heard.words) or _strength_denied(talk, heard, library)
    )
    if backwards or (talk.question == "deepen" and asides.denies_first(heard.words)):
        talk = _without_focus(talk)
    if backwards and not heard.own_signs:
        draft = Draft(talk.having(flow="reflection", misses=0))
        draft.utter("utter_reading_backwards", act="reflect")
        questions.put(draft, "go_on", library)
        return draft.done()
    found = _told(talk, heard, library)
    if not found:
        return _hear_story(talk, heard, fresh, library)
    draft = Draft(note(talk, heard, library))
    focus = _focus(found, talk, library)
    draft.talk = draft.talk.having(focus=focus.id, flow="reflection", misses=0)
    burdens = tuple(s for s in found if _burden(s, library))
    give_back(draft, found, library)
    told = say_circumstance(draft, fresh)
    if not told and (len(burdens) < SEVERAL or not draft.bubbles):
        say_deeper(draft, library.sign(focus.id), focus.polarity)
    _ask_next(draft, burdens, focus, talk.question, heard, library)
    return draft.done()


def _unanswered(talk: Talk, library: Library) -> Turn:
    """Leave a question open that is answered by a bare no: what they told themselves is not taken back by it."""
    draft = Draft(talk.having(flow="reflection", misses=0))
    draft.utter("utter_stays_open", act="reflect")
    room.offer_next(draft, library)
    return draft.done()


def note(talk: Talk, heard: Heard, library: Library) -> Talk:
    """Put the person's own signs of a message into the picture."""
    for sign in _told(talk, heard, library):
        often, when = often_in(sign.words)
        if often == "never":  # "i never see my friends" tells the sign, it does not deny it
            often = None
        entry = Entry(polarity_of(sign.polarity), often, sign.words, when, "told")
        talk = talk.noting(sign.id, entry)
    return talk


def _told(talk: Talk, heard: Heard, library: Library) -> tuple[HeardSign, ...]:
    """Give the signs to note; one that was taken out of the picture comes back only on a clear word."""
    known = (s for s in heard.own_signs if s.id in library.sign_ids)
    return tuple(s for s in known if s.id not in talk.guessed or s.id in talk.picture or s.confidence >= CERTAIN)


def _without_focus(talk: Talk) -> Talk:
    """Take back the sign that was read last, which the answer denies: "nah, not on edge"."""
    entry = talk.picture.get(talk.focus or "")
    if entry is None or entry.source != "told":
        return talk
    return _taken_back(talk, (talk.focus,), (talk.focus,))


def _strength_denied(talk: Talk, heard: Heard, library: Library) -> bool:
    """Tell whether a no answers a question that took a strength for granted: "no, hard things dont get said"."""
    if talk.question != "deepen" or talk.focus is None or library.sign(talk.focus).side == CODEPENDENCY:
        return False
    return asides.begins_with_no(heard.words) and talk.focus not in {s.id for s in heard.own_signs if s.polarity == "affirmed"}


def _taken_back(talk: Talk, gone: Collection[str | None], wrong: tuple[str | None, ...]) -> Talk:
    """Give the talk without these entries; what was wrong is not guessed at again."""
    kept = {sign: entry for sign, entry in talk.picture.items() if sign not in gone}
    return talk.having(picture=kept, focus=None, guessed=tuple(dict.fromkeys((*talk.guessed, *wrong))))


def _hear_story(talk: Talk, heard: Heard, fresh: set[str], library: Library) -> Turn:
    """Answer talk in which no sign was heard: reflect, then invite, then offer another way in."""
    draft = Draft(talk.having(flow="reflection"))
    if talk.question == "guess" and asides.begins_with_no(heard.words):
        draft.utter("utter_guess_dropped", act="reflect")
        draft.talk = draft.talk.having(guess=None)
    others = tuple(s for s in heard.signs if s.who != "self" and _burden(s, library))
    if others:
        about = "partner" if others[0].who == "partner" else "other"
        echo(draft, others[0].words, 4, "utter_reflect_words", f"utter_reflect_{about}")
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
    if not say_circumstance(draft, fresh):
        echo(draft, _LEAD.sub("", heard.words), 4, "utter_reflect_words", "utter_reflect_story")
    if talk.misses >= LISTENING:
        questions.put(draft, "offer_walk", library)
        return draft.done(misses=0)
    if len(heard.words.split()) >= A_TELLING or talk.has_told:  # who has begun is not asked to begin
        draft.utter("utter_invite_more", act="ask")
    else:
        room.invitation(draft)
    return draft.done(question="opening", misses=talk.misses + 1)


def _put_guess(draft: Draft, heard: Heard, library: Library) -> bool:
    """Put the likeliest sign to the person, where none was sure; each sign once. Tell whether there was one."""
    guess, talk = heard.guess, draft.talk
    if guess is None or guess.id not in library.sign_ids or guess.confidence < GUESSED_FROM or talk.running:
        return False
    if guess.id in NOT_GUESSED or talk.circumstances:
        return False
    if talk.question == "guess" or len(talk.guessed) >= MOST_GUESSES:
        return False  # after one that was wrong, listening helps more than another
    if guess.id in talk.picture or guess.id in talk.guessed:
        return False
    echo(draft, guess.words, 4, "utter_reflect_words", "utter_reflect_answer_short")
    draft.talk = talk.having(
        guess=Guess(guess.id, guess.words), guessed=(*talk.guessed, guess.id), flow="reflection"
    )
    questions.put(draft, "guess", library)
    return True


def take_guess(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take a yes to a guess: note the sign in the words it rested on, and go one question deeper."""
    guess = talk.guess
    if guess is None or guess.sign not in library.sign_ids:
        return room.invite(talk, heard, library)
    often, when = heard.how_often()
    if often == "never":
        return correct(talk, heard, library)
    polarity = polarity_of("hedged" if heard.intent == "answer_unsure" else "affirmed")
    noted = talk.noting(guess.sign, Entry(polarity, often, guess.words, when, "told"))
    draft = Draft(noted.having(focus=guess.sign, guess=None, misses=0))
    say_deeper(draft, library.sign(guess.sign), polarity)
    ask_deeper(draft, heard, library)
    return draft.done()


def _answered(draft: Draft, heard: Heard, library: Library) -> Turn:
    """Answer a reply to a deepening question: reflect it, then ask whether ideas would help."""
    echo(draft, heard.words, 3, "utter_reflect_answer", "utter_reflect_answer_short")
    room.offer_next(draft, library)
    return draft.done()


def deepen(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Go one question deeper into the sign that was chosen, or the one in the foreground."""
    chosen = heard.values.get("sign") or _named(talk, heard, library) or talk.focus
    if not chosen or chosen not in library.sign_ids:
        return room.invite(talk, heard, library)
    draft = Draft(talk.having(focus=chosen, flow="reflection", misses=0))
    sign = library.sign(chosen)
    entry = talk.picture.get(chosen)
    say_deeper(draft, sign, entry.polarity if entry else "affirmed")
    ask_deeper(draft, heard, library)
    return draft.done()


def ask_deeper(draft: Draft, heard: Heard, library: Library) -> None:
    """Add the next question about the sign in the foreground: its safety question first, where it has one."""
    focus = draft.talk.focus
    if focus is None:
        return
    if ask_check(draft, focus, heard.words, library):
        return
    if draft.talk.picture.get(focus) and (other := _other_question(draft.talk, library.sign(focus))):
        draft.utter(other, act="ask")
    else:
        draft.say(draft.pick(library.sign(focus).questions), act="ask")
    draft.talk = draft.talk.having(question="deepen")


def _other_question(talk: Talk, sign: Sign) -> str | None:
    """Give the utterance that asks about what is over or missing: a sign's own questions ask about what is there."""
    entry = talk.picture[sign.id]
    burden = sign.side == CODEPENDENCY
    if entry.polarity == "past":
        return "utter_deepen_over" if burden else "utter_deepen_lost"
    if talk.over and burden:
        return "utter_deepen_ended"
    return None if entry.present or burden else "utter_deepen_missing"


def stood_out(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take what stands out to the person: note new signs, reflect it, then ask whether ideas would help."""
    if heard.own_signs:
        return hear(talk, heard, library)
    draft = Draft(talk.having(flow="reflection", misses=0))
    return _answered(draft, heard, library)


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
    """Check the reading of several signs; else go deeper, and after that offer ideas."""
    if len(burdens) >= SEVERAL:
        draft.talk = draft.talk.having(offered=tuple(s.id for s in burdens[:3]))
        questions.put(draft, "check", library)
    elif focus.polarity == "denied" and library.sign(focus.id).side == CODEPENDENCY:
        questions.put(draft, room.GO_ON, library)  # what is not so wants no closer look
    elif open_question == "deepen" and not due_check(draft.talk, focus.id, heard.words, library):
        room.offer_next(draft, library)
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


def _burden(sign: HeardSign, library: Library) -> bool:
    return library.sign(sign.id).side == CODEPENDENCY and sign.polarity in ("affirmed", "hedged")


def _focus(found: tuple[HeardSign, ...], talk: Talk, library: Library) -> HeardSign:
    """Choose what to look at: a burden before a strength, a present one before a denied one, the surest first."""

    def weight(sign: HeardSign) -> tuple[bool, bool, float]:
        burden = library.sign(sign.id).side == CODEPENDENCY
        return (sign.polarity in ("affirmed", "hedged"), burden, sign.confidence)

    return max(found, key=weight)
