"""The way out of the safety flow: leave it, go on where the talk was, say that one is safe.

Owns these endings. Must not judge danger, and never lowers a state further than bot.safety lets it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.content.library import Library
from bot.flows import questions
from bot.flows.gate import form_to_resume
from bot.flows.heard import Heard
from bot.flows.lines import keep_near
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.safety.state import after_answer


def leave_be(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Leave it here for now: the way to help stays in sight, and the talk may go on."""
    draft = Draft(talk)
    if heard.intent == "report_safe":
        draft.talk = talk.guarded(after_answer(talk.safety_state, "report_safe", _kind(talk)))
    keep_near(draft, "utter_harm_left")
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
    if talk.question == "confirm_safe" or talk.safety_state.inferred:
        draft.talk = talk.guarded(after_answer(talk.safety_state, "report_safe_confirmed", _kind(talk)))
        draft.utter("utter_glad_safe", act="reflect")
        return go_on(draft, library)
    draft.utter("utter_heard_safe", act="reflect")
    draft.talk = draft.talk.having(resume=place_of(talk))
    draft.leave_form()
    questions.put(draft, "confirm_safe", library)
    return draft.done()


def place_of(talk: Talk) -> Mapping[str, Any] | None:
    """Give where the talk was before safety broke in; inside the safety flow that place stays."""
    inside = (talk.question or "").startswith(("harm", "resume", "confirm_safe"))
    return talk.resume if inside else talk.place


def _kind(talk: Talk) -> str:
    return "partner" if talk.concern == "partner" or talk.safety == "partner_unsafe" else "self_harm"

