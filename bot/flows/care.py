"""The safety flow: how Trellis answers when somebody may be in danger, and what it asks beforehand.

Owns the replies to a raised verdict and the gentle checks that the content's links call for. What counts as danger
is bot.safety's to say; `lines` gives the numbers, `steady` stays with the person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.content.library import Library
from bot.flows import questions
from bot.flows.concern import base, concern_of
from bot.flows.gate import form_to_resume
from bot.flows.heard import Heard
from bot.flows.lines import add_lines, ask_region, decline
from bot.flows.steady import write_plan
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.language.number import choice
from bot.safety.answers import declines_lines, fear
from bot.safety.state import after_answer, after_cue, after_verdict
from bot.safety.verdict import Finding, Verdict

_ANGER = re.compile(r"\b(ang(?:er|ry)|shout\w*|scream\w*|rage\w*|furious|kicks? off|temper|smash\w*|throws?)\b", re.I)
_LOW = re.compile(r"\b(hopeless\w*|worthless\w*|pointless|empty|numb|hate myself|can'?t (?:go on|cope)|no point)\b", re.I)


def due_check(talk: Talk, sign: str, words: str, library: Library) -> str | None:
    """Give the id of the safety question that is due for `sign`, or None.

    Each is asked once a conversation: `present` as soon as the sign is there, `absent` when a strength is denied,
    `anger` and `low_mood` only where the person's words tell of it.
    """
    link = library.link(sign)
    if link.ask is None or link.ask in talk.checked:
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


def respond(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Answer a message on which the screen raised its verdict."""
    findings = tuple(Finding(kind, heard.verdict, heard.about) for kind in heard.kinds or (heard.kind or "others",))
    after = after_verdict(talk.safety_state, Verdict(heard.verdict, heard.kind, heard.about, findings=findings))
    concern = concern_of(heard)
    if talk.question == "harm_plan" and concern == "self" and heard.verdict == "ask":
        # hard words belong into a plan for hard hours: they are its answer, and the state has heard them
        return write_plan(talk.guarded(after), heard, library)
    draft = Draft(talk.guarded(after).having(concern=concern, flow="safety", resume=_place(talk)))
    draft.leave_form()
    told_before = talk.safety_state.partner if concern == "partner" else concern == "self" and talk.safety_state.crisis
    if heard.verdict == "ask" and (told_before or talk.question == f"harm_ask_{base(concern)}"):
        _hear_more(draft, concern, library)
    elif heard.verdict == "ask":
        draft.utter(f"utter_harm_heard_{concern}", act="reflect")
        questions.put(draft, f"harm_ask_{base(concern)}", library)
    else:
        stand_by(draft, concern, library)
    return draft.done()


def _hear_more(draft: Draft, concern: str, library: Library) -> None:
    """Take one more unclear word where the question was put or answered already: asking it again would press."""
    if concern == "self" and not draft.talk.safety_state.crisis:
        draft.talk = draft.talk.guarded(after_answer(draft.talk.safety_state, "sometimes", "self_harm"))
        stand_by(draft, concern, library)
        return
    draft.utter("utter_harm_more", act="reflect")
    questions.put(draft, f"harm_{base(concern)}", library, recalled=True)


def stand_by(draft: Draft, concern: str, library: Library) -> None:
    """Add the reply to an explicit statement: believe, refer, and more than a number."""
    draft.utter(f"utter_harm_{concern}", act="reflect")
    if concern == "partner":
        draft.utter("utter_harm_partner_screen", act="inform")
    add_lines(draft, concern, library)
    if concern != "partner":
        ask_region(draft)
    questions.put(draft, f"harm_{base(concern)}", library)


def notice(turn: Turn, heard: Heard, library: Library) -> Turn:
    """Count a mild sign of control; where several have come together, ask one gentle question in place of the turn's own.

    What the turn noted is kept, and the talk goes on where it would have been.
    """
    if not heard.cue or heard.verdict != "none" or turn.talk.flow == "safety":
        return turn
    state, due = after_cue(turn.talk.safety_state)
    talk = turn.talk.guarded(state) if turn.talk.safety_state != state else turn.talk
    if not due:
        return replace(turn, talk=talk)
    draft = Draft(talk.having(concern="partner", flow="safety", resume=talk.place))
    draft.leave_form()
    draft.utter("utter_harm_added_up", act="reflect")
    questions.put(draft, "harm_ask_partner", library)
    return draft.done()


def answer_ask(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the answer to a gentle safety question: yes or unsure stays with it, no goes back to the talk."""
    concern = talk.concern or "self"
    if heard.words and declines_lines(heard.words):
        return decline(talk, library)
    meaning = heard.values.get("meaning") or _meant(heard, concern) or _MEANING.get(heard.intent, "unsure")
    # the button says "Sometimes", typed doubt may mean less
    said_sometimes = heard.intent == "answer_frequency" or (heard.pressed and heard.intent == "answer_unsure")
    sometimes = concern == "self" and said_sometimes
    draft = Draft(talk if base(concern) == "other" else _answered(talk, "sometimes" if sometimes else meaning, concern))
    if meaning == "unsafe" or (meaning == "unsure" and concern == "self"):
        stand_by(draft, concern, library)
        return draft.done()
    draft.utter("utter_harm_unsure" if meaning == "unsure" else "utter_harm_denied", act="reflect")
    return go_on(draft, library)


def _meant(heard: Heard, concern: str) -> str | None:
    """Read an answer in the person's own words: fear of them, none, or a plain denial."""
    if heard.intent in _MEANING and heard.intent != "affirm":
        return None
    if concern == "partner" and heard.words:
        return {"afraid": "unsafe", "calm": "calm"}.get(fear(heard.words) or "")
    return "calm" if heard.denied and heard.intent != "affirm" else None


def weigh(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the answer to a sign's own safety question."""
    from bot.flows.reflection import hear, offer_next  # the two flows hand over to each other

    if talk.focus is None:
        return hear(talk, heard, library)
    concern = "self" if library.link(talk.focus).ask == "own_safety" else "partner"
    meaning = heard.values.get("meaning") or _chosen(talk.focus, heard, library) or _MEANING.get(heard.intent)
    draft = Draft(talk.having(question="deepen"))
    told = fear(heard.words) if meaning is None and concern == "partner" else None
    meaning = "calm" if told == "calm" else meaning
    # a bare yes to "is it this or that?" says neither: the plain question decides
    bare_yes = heard.intent == "affirm" and "meaning" not in heard.values and meaning == "unsafe"
    if concern == "partner" and (told == "afraid" or bare_yes):
        draft.utter("utter_harm_heard_partner", act="reflect")
        draft.talk = draft.talk.having(concern="partner", resume={"question": "offer_steps"})
        questions.put(draft, "harm_ask_partner", library)
        return draft.done()
    if meaning is None:
        return hear(draft.talk, heard, library)
    if meaning == "unsafe":
        draft.talk = _answered(draft.talk, meaning, concern)
        draft.talk = draft.talk.having(concern=concern, flow="safety", resume={"question": "offer_steps"})
        stand_by(draft, concern, library)
        return draft.done()
    if meaning == "unsure":
        draft.talk = _answered(draft.talk, meaning, concern)
    draft.utter(f"utter_check_{meaning}", act="reflect")
    offer_next(draft, library)
    return draft.done()


def leave_be(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Leave it here for now: the way to help stays in sight, and the talk may go on."""
    draft = Draft(talk)
    if heard.intent == "report_safe":
        draft.talk = talk.guarded(after_answer(talk.safety_state, "report_safe", _kind(talk)))
    draft.utter("utter_harm_left", act="reflect")
    return go_on(draft, library)


def go_on(draft: Draft, library: Library) -> Turn:
    """Offer to go on where the talk was, or leave it here."""
    questions.put(draft, "resume", library)
    return draft.done()


def resume(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Go on where the talk was before safety broke in."""
    was, form = talk.resume or {}, form_to_resume(talk, library)
    draft = Draft(talk.having(question=was.get("question"), resume=None, flow="reflection"))
    draft.utter("utter_go_on", act="reflect")
    if form:
        return draft.done(follow=form)
    draft.talk = draft.talk.having(chosen=None)
    if draft.talk.question:
        questions.recall(draft, library)
        return draft.done()
    draft.utter("utter_invite_telling", act="offer")
    return draft.done(question="opening")


def report_safe(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the person's own word that they are safe: thanked at once, believed when said twice."""
    draft = Draft(talk)
    if talk.safety == "safe":
        draft.utter("utter_glad_safe", act="reflect")
        questions.recall(draft, library)
        return draft.done()
    if talk.question == "confirm_safe":
        draft.talk = talk.guarded(after_answer(talk.safety_state, "report_safe_confirmed", _kind(talk)))
        draft.utter("utter_glad_safe", act="reflect")
        return go_on(draft, library)
    draft.utter("utter_heard_safe", act="reflect")
    draft.talk = draft.talk.having(resume=_place(talk))
    draft.leave_form()
    questions.put(draft, "confirm_safe", library)
    return draft.done()


_MEANING = {"affirm": "unsafe", "deny": "calm", "report_safe": "calm", "answer_unsure": "unsure", "skip": "unsure"}


_NEGATES = re.compile(r"\b(?:no|not|never|\w+n'?t)\b", re.I)


def _chosen(sign: str, heard: Heard, library: Library) -> str | None:
    """Read an answer that names one of the offered ones, by its place ("the second") or its words."""
    answers = library.sign(sign).safety_answers
    words = set(re.findall(r"[\w']+", heard.words.lower()))
    named = [a.meaning for a in answers if set(re.findall(r"[\w']+", a.title.lower())) <= words]
    if len(named) == 1 and not _NEGATES.search(heard.words):
        return named[0]  # before the place: "a second view" is no "second one"
    place = choice(heard.words, len(answers)) if heard.words else None
    if place is not None:
        return answers[place].meaning
    return None


def ask_due(draft: Draft, library: Library) -> bool:
    """Put the first safety question that a present sign calls for, where none was asked yet in this talk."""
    signs = () if draft.talk.checked else draft.talk.present()
    return any(ask_check(draft, sign, "", library) for sign in signs)


def ask_check(draft: Draft, sign: str, words: str, library: Library) -> bool:
    """Put a sign's safety question if it is due; tell whether it was."""
    check = due_check(draft.talk, sign, words, library)
    if check is None:
        return False
    draft.talk = draft.talk.having(focus=sign, question="safe_check", checked=(*draft.talk.checked, check))
    buttons = questions.buttons_for("safe_check", draft.talk, library)
    draft.say(library.sign(sign).safety_question or "", act="ask", buttons=buttons)
    return True


_ANSWERS = {"unsafe": "yes", "sometimes": "sometimes", "calm": "no", "unsure": "unsure"}


def _answered(talk: Talk, meaning: str, concern: str) -> Talk:
    kind = "partner" if concern == "partner" else "self_harm"
    return talk.guarded(after_answer(talk.safety_state, _ANSWERS[meaning], kind))


def _place(talk: Talk) -> Mapping[str, Any] | None:
    """Give where the talk was before safety broke in; inside the safety flow that place stays."""
    inside = (talk.question or "").startswith(("harm", "resume", "confirm_safe"))
    return talk.resume if inside else talk.place


def _kind(talk: Talk) -> str:
    return "partner" if talk.concern == "partner" or talk.safety == "partner_unsafe" else "self_harm"

