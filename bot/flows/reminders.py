"""Reminders: only when asked for, at a time and by a clock the person names in words, off with one word.

Owns the asking. When one is due and sent is the journal's and the runtime's. Must not offer any where a notification
could endanger the person.
"""

from __future__ import annotations

import re
from typing import Any

from bot.content.library import Library
from bot.flows import questions
from bot.flows.gate import form_to_resume
from bot.flows.heard import Heard
from bot.flows.reflection import hear
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.flows.understanding import after
from bot.journal.moments import Wish, is_once, wish, zone_of
from bot.journal.records import Past
from bot.journal.schedule import Rule
from bot.language import moment

_OFF = re.compile(
    r"\b(?:off|unsubscribe|cancel|no (?:more )?reminders?|no more of (?:these|those)|quit"
    r"|(?:stop|end|don'?t|never|without|turn off) (?:\w+ ){0,4}?(?:remind\w*|messag\w*|writ\w*|ping\w*|nudg\w*|these|those))\b",
    re.I,
)
_WHEN_IS_IT = re.compile(r"\b(?:when|what time|do i have|which)\b.*\bremind\w*", re.I)


def set(talk: Talk, heard: Heard, library: Library, past: Past | None = None) -> Turn:
    """Set, change or end reminders, asking for what is missing."""
    words = heard.values.get("moment") or heard.words
    asked = talk.question in ("reminder_time", "reminder_zone")
    if not (asked or talk.reminder or heard.pressed) and moment.only(heard.words):
        return hear(talk, heard, library)  # "monday mornings" tells when something happens; nobody spoke of reminders
    draft = Draft(talk.having(misses=0))
    if _OFF.search(words):
        return _end(draft, library)
    if _WHEN_IS_IT.search(words) and talk.reminder:
        draft.utter("utter_reminder_is", act="inform", moment=Rule.from_dict(talk.reminder).in_words())
        return _back(draft, library)
    if talk.safety in ("partner_unsafe", "crisis"):
        draft.utter("utter_reminder_unsafe", act="reflect")
        return _back(draft, library)
    if is_once(words):
        draft.utter("utter_reminder_once", act="inform")
    known = _wish(talk.reminder_draft)
    if not asked:
        known = Wish()
        draft.talk = draft.talk.having(resume=talk.place)
    rested = bool(past and past.reminder and past.reminder.due is None)
    if rested and wish(words) == Wish():
        known = _wish(talk.reminder)  # they have gone quiet, and "remind me" brings them back as they were
    found = wish(words).filled_from(known)
    place = zone_of(words) or (talk.reminder_draft or {}).get("zone") or (talk.reminder or {}).get("zone")
    return _settle(draft, found, place or (zone_of(talk.region) if talk.region else None), library)


def hear_zone(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the place whose clock counts; a time that is named with it counts too."""
    if heard.values.get("moment") or (heard.words and _OFF.search(heard.words)):
        return set(talk, heard, library)
    draft = Draft(talk)
    country = library.country(heard.words)
    place = zone_of(heard.words) or (zone_of(country) if country else None)
    if place is None and (talk.misses or heard.intent in ("deny", "skip")):
        draft.utter("utter_reminder_left", act="reflect")
        return _back(draft, library)
    if place is None:
        draft.utter("utter_reminder_where", act="inform")
        return draft.done(misses=1)
    return _settle(draft, _wish(talk.reminder_draft), place, library)


def hear_time(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take days and time; a no, or a second answer without them, leaves it."""
    nothing = not heard.values.get("moment") and wish(heard.words) == Wish()
    if nothing and (heard.intent in ("deny", "skip") or talk.misses):
        draft = Draft(talk)
        draft.utter("utter_reminder_left", act="reflect")
        return _back(draft, library)
    if nothing:
        draft = Draft(talk)
        questions.put(draft, "reminder_time", library, recalled=True)
        return draft.done(misses=1)
    return set(talk, heard, library)


def answers_one(past: Past) -> bool:
    """Tell whether the latest thing sent to the person was a reminder they have not answered."""
    return bool(past.reminder and past.reminder.unanswered)


def end(talk: Talk, heard: Heard, library: Library) -> Turn:
    """End reminders: the one word that was said in answer to one."""
    return _end(Draft(talk), library)


def _end(draft: Draft, library: Library) -> Turn:
    draft.utter("utter_reminder_off" if draft.talk.reminder else "utter_reminder_none", act="inform")
    draft.talk = draft.talk.having(reminder=None, reminder_draft=None)
    return _back(draft, library)


def _settle(draft: Draft, found: Wish, place: str | None, library: Library) -> Turn:
    """Ask for what is missing, else set it and say it back."""
    draft.talk = draft.talk.having(reminder_draft=_stored(found, place))
    if place is None or not found.whole:
        draft.leave_form()
    if not found.whole:
        some = found.days or found.hour is not None
        questions.put(
            draft, "reminder_time", library, recalled=bool(some and draft.talk.question == "reminder_time")
        )
        return draft.done()
    if place is None:
        questions.put(draft, "reminder_zone", library)
        return draft.done()
    rule = Rule(found.days or (), found.hour or 0, found.minute, place)
    draft.utter("utter_reminder_set", act="plan", moment=rule.in_words())
    count = int((draft.talk.reminder or {}).get("set") or 0) + 1  # set again, even if it is the same
    draft.talk = draft.talk.having(reminder={**rule.as_dict(), "set": count}, reminder_draft=None)
    return _back(draft, library)


def _back(draft: Draft, library: Library) -> Turn:
    """Go back to where the talk was."""
    talk = draft.talk
    if talk.running or talk.question not in ("reminder_time", "reminder_zone"):
        return after(draft, library)
    was, form = talk.resume or {}, form_to_resume(talk, library)
    draft.talk = talk.having(question=was.get("question"), resume=None, reminder_draft=None, misses=0)
    if form:
        return draft.done(follow=form)
    return after(draft, library)


def _wish(stored: Any) -> Wish:
    if not stored:
        return Wish()
    return Wish(tuple(stored.get("days") or ()) or None, stored.get("hour"), int(stored.get("minute") or 0))


def _stored(found: Wish, place: str | None) -> dict[str, Any]:
    return {"days": list(found.days or ()), "hour": found.hour, "minute": found.minute, "zone": place}
