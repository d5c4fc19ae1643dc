"""The opening: what Trellis is and is not, who it is for, what is stored; then what brings the person.

And coming back: a recap of two sentences in their words, then go on, look at the plan, or start fresh. A form that
broke off goes on at its question by itself. Must not ask anything again without saying why.
"""

from __future__ import annotations

from datetime import timedelta

from bot.content.library import Library
from bot.flows import if_then, questions
from bot.flows.gate import form_to_resume, may_offer
from bot.flows.heard import Heard
from bot.flows.quote import listed, quote
from bot.flows.talk import CODEPENDENCY, Talk
from bot.flows.turn import Bubble, Draft, Turn
from bot.flows.understanding import after
from bot.journal.records import Past

A_WHILE = timedelta(minutes=30)
"""A hello after so long is a return; before, it is just a hello."""
LONG_AWAY = timedelta(days=30)
UNSAFE = ("partner_unsafe", "crisis")
WORDS_IN_RECAP = 12
_RISING = ("never", "rarely", "sometimes", "often")
A_TELLING = 3
"""Words; with fewer ("often") an entry tells nothing by itself."""


def greet(talk: Talk, heard: Heard, library: Library, past: Past | None = None) -> Turn:
    """Open the talk in two bubbles and a question; welcome back who comes back; a later hello is just answered."""
    past = past or Past()
    draft = Draft(talk)
    if not talk.welcomed:
        draft.utter("utter_welcome_what", act="inform")
        draft.utter("utter_welcome_terms", act="inform")
        questions.put(draft, "opening", library)
        return draft.done(welcomed=True)
    if (heard.values.get("came") or past.away >= A_WHILE) and _has_something(talk, past):
        return come_back(talk, library, past)
    draft.utter("utter_hello_again", act="smalltalk")
    return after(draft, library)


def come_back(talk: Talk, library: Library, past: Past) -> Turn:
    """Welcome a person back: what was, in two sentences of their words, and the choice what to do with it."""
    draft = Draft(talk.having(misses=0))
    form = form_to_resume(talk, library)
    away = "long" if past.away >= LONG_AWAY else "short"
    if talk.safety in UNSAFE:
        draft.utter(
            "utter_return_careful", act="reflect"
        )  # nothing of theirs: somebody else may see the screen
    else:
        draft.utter(f"utter_return_{away}", act="smalltalk")
        _recap(draft, library, past, talk.running or form)
        _reminder(draft, past)
    if talk.running or (form and talk.question == "closing"):
        return draft.done(follow=None if talk.running else form)
    place = talk.resume if talk.question in ("closing", "returning", *questions.CONFIRMS) else talk.place
    questions.put(draft, "returning", library)
    return draft.done(resume=place, flow="welcome")


def _has_something(talk: Talk, past: Past) -> bool:
    known = talk.picture or talk.plan or talk.running or past.checkins or talk.safety in UNSAFE
    return bool(known) or bool(past.told)


def _recap(draft: Draft, library: Library, past: Past, form: str | None) -> None:
    """Say what was told, and where it was left: one sentence each."""
    talk = draft.talk
    things = _things(talk, library) or quote(past.told, WORDS_IN_RECAP)
    if things:
        draft.utter("utter_recap_told", act="reflect", things=things)
    if form == "walk_form" and talk.walk:
        draft.utter("utter_recap_walk", act="inform")
    elif form == "plan_form":
        lines = if_then.in_the_making(talk)
        draft.utter(
            "utter_recap_planning_half" if lines else "utter_recap_planning", act="inform", plan=lines
        )
    elif talk.plan and may_offer(library.item(talk.plan.item), talk):
        draft.utter("utter_recap_plan", act="reflect", plan=if_then.text(talk.plan).splitlines()[0])
    elif talk.focus:
        draft.utter("utter_recap_focus", act="reflect", back=library.sign(talk.focus).back)


def _things(talk: Talk, library: Library) -> str:
    """Give what was told last, in their words; who only pressed buttons hears the most frequent burden by its name."""
    present = talk.present()
    told = [sign for sign in present if len(talk.picture[sign].telling.split()) >= A_TELLING]
    if told:
        return listed([quote(talk.picture[sign].words, WORDS_IN_RECAP) for sign in told[-2:]])
    burdens = [sign for sign in present if library.sign(sign).side == CODEPENDENCY]
    most = max(
        burdens or present, key=lambda sign: _RISING.index(talk.picture[sign].often or "rarely"), default=""
    )
    return library.sign(most).back if most else ""


def _reminder(draft: Draft, past: Past) -> None:
    """Show the reminder that could not be sent, or say that they have gone quiet."""
    if past.reminder and past.reminder.waiting and past.now:
        draft.utter("utter_reminder_waiting", act="inform", moment=past.reminder.rule.in_words())
        draft.talk = draft.talk.having(reminded=past.now.isoformat())
    elif past.reminder and past.reminder.due is None:
        draft.utter("utter_reminder_rested", act="inform")


def thanks(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take thanks shortly, and leave the next move to them."""
    draft = Draft(talk)
    draft.utter("utter_thanks", act="smalltalk")
    if talk.question in ("after_plan", "closing"):
        return draft.done()
    return after(draft, library)


def precede(turn: Turn) -> Turn:
    """Put the shortest welcome before the first reply of a talk that did not begin with a greeting."""
    if turn.talk.welcomed:
        return turn
    brief = Bubble(response="utter_welcome_brief", act="inform")
    return Turn((brief, *turn.bubbles), turn.talk.having(welcomed=True), turn.follow, turn.leave)
