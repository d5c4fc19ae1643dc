"""The gentle questions that come before anything is raised: a sign's own, and the one that mild signs add up to.

Owns when each is due and what its answer leads to. The replies to danger are `care`'s.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.content.library import Library
from bot.flows import pressure, questions
from bot.flows.care import MEANING, answered, ask, joined, read_answer, stand_by, told_beside
from bot.flows.gate import still_told
from bot.flows.heard import Heard
from bot.flows.lines import REGION, SHOWN, keep_near
from bot.flows.room import offer_next
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.language.number import choice
from bot.safety import answers
from bot.safety.state import after_cue

_ANGER = re.compile(r"\b(ang(?:er|ry)|shout\w*|scream\w*|rage\w*|furious|kicks? off|temper|smash\w*|throws?)\b", re.I)
_CONTROL = re.compile(
    r"\b(?:(?:wo|does|do|did)n'?t let me|(?:not|never) allowed|permission|has to know|checks? (?:my|up on)|follows? me|forbid\w*"
    r"|calls? me (?:names|stupid|useless)|insult\w*|humiliat\w*|tip ?toe\w*|egg ?shells)\b",
    re.I,
)
_LOW = re.compile(r"\b(hopeless\w*|worthless\w*|pointless|empty|numb|hate myself|can'?t (?:go on|cope)|no point)\b", re.I)


def due_check(talk: Talk, sign: str, words: str, library: Library) -> str | None:
    """Give the id of the safety question that is due for `sign`, or None.

    Each is asked once a conversation, and where one about the partner was asked, another only if the words point to fear or
    control again: `present` as soon as the sign is there, `absent` when a strength is denied,
    `anger` and `low_mood` only where the person's words tell of it.
    """
    link = library.link(sign)
    if link.ask is None or link.ask in talk.checked:
        return None
    about = pressure.about(link.ask)
    if pressure.spent(talk, about) or (about == "partner" and pressure.asked(talk, about) and not points_to_fear(words)):
        return None
    entry = talk.picture.get(sign)
    told = f"{words} {entry.words if entry else ''}"
    # low words told beside another sign, some turns ago, are no reason to ask now that the talk is about something else
    low = told if sign == talk.focus else words
    due = {
        "present": entry is not None and entry.present,
        "absent": entry is not None and not entry.present,
        "anger": entry is not None and entry.present and bool(_ANGER.search(told)),
        "low_mood": entry is not None and entry.present and bool(_LOW.search(low)),
    }
    return link.ask if due.get(link.ask_when or "present", False) else None


def points_to_fear(words: str) -> bool:
    """Tell whether words speak of fear, anger or control."""
    return answers.alarms(words, "partner") or bool(_CONTROL.search(words) or _ANGER.search(words))


def notice(turn: Turn, heard: Heard, library: Library) -> Turn:
    """Count a mild sign of control; where a sign's own question fits it, or several have come together, ask one gentle question.

    It comes in place of the turn's own. What the turn noted is kept, and the talk goes on where it would have been.
    """
    if not heard.cue or heard.verdict != "none" or turn.talk.flow == "safety":
        return turn
    watched = turn.talk.safety_state.level != "safe"
    state, due = after_cue(turn.talk.safety_state)
    due = due or (heard.fear and watched and not state.partner)
    if heard.fear and watched and pressure.spent(turn.talk, "partner") and not turn.talk.running:
        return _believe(replace(turn, talk=turn.talk.guarded(state)))
    talk = turn.talk.guarded(state) if turn.talk.safety_state != state else turn.talk
    # what is offered beside it was chosen for the state before
    turn = replace(turn, bubbles=still_told(turn.bubbles, talk, library))
    if pressure.asked(talk, "partner") and talk.question == "safe_check":
        return replace(turn, talk=talk)
    if not due or pressure.asked(talk, "partner") or pressure.spent(talk, "partner"):
        return _check_now(replace(turn, talk=talk), library)
    draft = Draft(talk.having(concern="partner", flow="safety", resume=talk.place))
    draft.leave_form()
    draft.utter("utter_harm_added_up", act="reflect")
    ask(draft, "partner", library)
    return draft.done()


def _believe(turn: Turn) -> Turn:
    """Say that it is believed, in place of a reading that would call it a mere worry."""
    draft = Draft(turn.talk)
    draft.utter("utter_harm_fear", act="reflect")
    return replace(turn, bubbles=(*draft.bubbles, *(b for b in turn.bubbles if b.act not in ("reflect", "affirm"))))


def _check_now(turn: Turn, library: Library) -> Turn:
    """Ask the question of a sign that is there, where the words have just pointed to it and nothing was asked yet."""
    talk = turn.talk
    if pressure.asked(talk, "partner") or talk.running or turn.follow:
        return turn
    draft = Draft(talk)
    draft.add([bubble for bubble in turn.bubbles if bubble.act in ("reflect", "affirm")])
    partner = [sign for sign in talk.present() if pressure.about(library.link(sign).ask) == "partner"]
    return draft.done() if any(ask_check(draft, sign, "", library) for sign in partner) else turn


def weigh(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the answer to a sign's own safety question."""
    from bot.flows.reflection import hear  # the two flows hand over to each other

    if talk.focus is None:
        return hear(talk, heard, library)
    check = library.link(talk.focus).ask
    concern = pressure.about(check)
    chosen = heard.values.get("meaning") or _chosen(talk.focus, heard, library)
    read = None if chosen else read_answer(heard, concern)
    meaning = chosen or read or MEANING.get(heard.intent)
    draft = Draft(talk.having(question="deepen"))
    if concern == "partner" and not chosen and meaning != "calm":
        stated = check in _FEAR_ASKED and answers.afraid(heard.words)
        # a bare yes to "is it this or that?" says neither, and a partner's anger may be a row: the plain question decides
        unclear = meaning in ("unsafe", "sometimes") or answers.alarms(heard.words, concern)
        if unclear and not stated:
            bare = heard.intent == "affirm" and not answers.alarms(heard.words, concern)
            draft.utter("utter_which_of_both" if bare else "utter_harm_heard_partner", act="reflect")
            draft.talk = draft.talk.having(concern="partner", flow="safety", resume={"question": "offer_steps"})
            ask(draft, "partner", library)
            return draft.done()
        meaning = "sometimes" if stated else meaning
    if meaning is None:
        return hear(draft.talk, heard, library)
    if meaning in ("unsafe", "sometimes"):
        draft.talk = answered(draft.talk, meaning, concern, heard)
        draft.talk = draft.talk.having(concern=concern, flow="safety", resume={"question": "offer_steps"})
        stand_by(draft, concern, library)
        return draft.done()
    if meaning == "unsure" and concern == "partner" and check not in _FEAR_ASKED and not points_to_fear(heard.words):
        # "a bit of both" to "a second view, or their leave?" tells no fear: it counts as a mild sign, and the talk goes on
        draft.talk = draft.talk.guarded(after_cue(draft.talk.safety_state)[0])
        draft.utter("utter_check_both", act="reflect")
    elif meaning == "unsure":
        draft.talk = answered(draft.talk, meaning, concern, heard)
        keep_near(draft, "utter_check_unsure")
    else:
        draft.talk = pressure.settle(draft.talk, concern)
        draft.utter("utter_check_calm", act="reflect")
        if more := told_beside(heard, concern):
            return joined(draft, hear(draft.talk, more, library))
    offer_next(draft, library)
    return draft.done()


_FEAR_ASKED = frozenset(("losing_or_afraid", "drink_and_anger", "treated_badly"))
"""The questions of signs that ask about fear by name."""


_NEGATES = re.compile(r"\b(?:no|not|never|\w+n'?t)\b", re.I)


def _chosen(sign: str, heard: Heard, library: Library) -> str | None:
    """Read an answer that names one of the offered ones, by its place ("the second") or its words."""
    answers = library.sign(sign).safety_answers
    words = set(re.findall(r"[\w']+", heard.words.lower()))
    named = [a.meaning for a in answers if _weighty(re.findall(r"[\w']+", a.title.lower())) <= words]
    if len(named) == 1 and not _NEGATES.search(heard.words):
        return named[0]  # before the place: "a second view" is no "second one"
    place = choice(heard.words, len(answers)) if heard.words else None
    if place is not None:
        return answers[place].meaning
    return None


def _weighty(words: list[str]) -> set[str]:
    """Leave out the little words, which people leave out as well: "i like second view"."""
    return set(words) - {"a", "an", "the", "it's", "they", "be"}


def ask_due(draft: Draft, library: Library) -> bool:
    """Put the first safety question that a present sign calls for, where none was asked yet in this talk."""
    signs = () if set(draft.talk.checked) - {REGION, SHOWN} else draft.talk.present()
    return any(ask_check(draft, sign, "", library) for sign in signs)


def ask_check(draft: Draft, sign: str, words: str, library: Library) -> bool:
    """Put a sign's safety question if it is due; tell whether it was."""
    check = due_check(draft.talk, sign, words, library)
    if check is None:
        return False
    asked = pressure.ask(draft.talk, pressure.about(check))
    draft.talk = asked.having(focus=sign, question="safe_check", checked=(*asked.checked, check))
    buttons = questions.buttons_for("safe_check", draft.talk, library)
    draft.say(library.sign(sign).safety_question or "", act="ask", buttons=buttons)
    return True
