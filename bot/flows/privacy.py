"""What is kept, and a person's say over it: to know it, have a copy, keep no words, delete it. Says only what is true.

Owns these answers. Deleting asks once; the runtime does it when the turn is over.
"""

from __future__ import annotations

import re

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import lines, questions
from bot.flows.heard import Heard
from bot.flows.quote import listed
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.flows.understanding import after
from bot.journal.records import Past
from bot.journal.schedule import Rule

_ON = re.compile(
    r"\bprivate mode\b|\b(?:don'?t|do not|without|stop|never) (?:\w+ ){0,2}?(?:sav|stor|keep|record|remember)\w*",
    re.I,
)
_OFF = re.compile(
    r"\b(?:off|leave|end|stop|out of|no more)\b.*\bprivate mode\b|\bprivate mode\b.*\boff\b", re.I
)


_YES = re.compile(r"^\W*(?:yes|yep|yeah|yup|ok(?:ay)?|sure|please do|go ahead|do it)\b", re.I)
_BUT = re.compile(r"\b(?:not|don'?t|no|but|first|wait|copy|later|maybe|before|after|why|what|how)\b|\?", re.I)
"""What makes a yes to something that cannot be undone a doubtful one."""
MOST_WORDS_OF_A_YES = 12


def explain(talk: Talk, heard: Heard, library: Library, past: Past | None = None) -> Turn:
    """Say what is stored and what Trellis knows of this person; take a wish to keep no words."""
    wish = heard.values.get("private") or _wish(heard.words)
    draft = Draft(talk.having(misses=0))
    if wish == "on" and not talk.private:
        draft.talk = draft.talk.having(resume=talk.place)
        draft.leave_form()
        questions.put(draft, "confirm_private", library)
        return draft.done()
    if wish == "off" and talk.private:
        draft.utter("utter_private_off", act="inform")
        draft.talk = draft.talk.having(private=False)
        return after(draft, library)
    draft.utter("utter_privacy_stored", act="inform")
    mode = b.PRIVATE_OFF if talk.private else b.PRIVATE_ON
    known = _known(talk, past or Past())
    if known:
        draft.utter("utter_privacy_known", act="inform", things=known, buttons=(b.COPY, mode, b.DELETE_ALL))
    elif talk.private:
        draft.utter("utter_private_is_on", act="inform", buttons=(mode,))
    return after(draft, library)


def _wish(words: str) -> str | None:
    if _OFF.search(words):
        return "off"
    return "on" if _ON.search(words) else None


def _known(talk: Talk, past: Past) -> str:
    """List what is known of the person, counted."""
    things = []
    if talk.picture:
        things.append(_counted(len(talk.picture), "thing in your picture", "things in your picture"))
    if talk.plan:
        things.append("a plan")
    if past.checkins:
        things.append(_counted(len(past.checkins), "report on how it went", "reports on how it went"))
    if talk.reminder:
        things.append(f"a reminder, {Rule.from_dict(talk.reminder).in_words()}")
    if talk.region:
        things.append("your country")
    return listed(things)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def confirm_private(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Keep no words from now on; those of before are taken out by the journal in the same breath."""
    draft = Draft(talk.having(private=True))
    draft.utter("utter_private_on", act="inform")
    questions.put(draft, "resume", library)
    return draft.done()


def export(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Hand over a copy of everything."""
    draft = Draft(talk.having(misses=0))
    draft.utter("utter_privacy_export", act="inform")
    draft.hand_over()
    return after(draft, library)


def delete(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Ask once before everything is deleted."""
    draft = Draft(talk.having(misses=0))
    if talk.question != "confirm_delete":
        draft.talk = draft.talk.having(resume=talk.place)
    draft.leave_form()
    questions.put(draft, "confirm_delete", library)
    return draft.done()


def confirmed(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Take a typed yes to deleting or to private mode, whatever goes with it: "yes bye", "ok delete it all now".

    A yes with an "if" or a "but" is asked about once more, since it cannot be taken back. None for any other message.
    """
    if heard.pressed or talk.question not in ("confirm_delete", "confirm_private"):
        return None
    if not _YES.match(heard.words) or len(heard.words.split()) > MOST_WORDS_OF_A_YES:
        return None
    if not _BUT.search(heard.words):
        return _DO[talk.question](talk, heard, library)
    if heard.intent != "affirm":
        return None
    draft = Draft(talk.having(misses=0))
    questions.put(draft, talk.question, library, recalled=True)
    return draft.done()


def confirm_delete(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Delete everything when this turn is over."""
    draft = Draft(talk.having(erase=True))
    draft.leave_form()
    draft.utter("utter_privacy_deleted", act="close")
    lines.part(draft)
    return draft.done(question=None)


_DO = {"confirm_delete": confirm_delete, "confirm_private": confirm_private}
