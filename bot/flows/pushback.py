"""What a person says against a safety question, whatever intent it was taken for: no, "you misread me", "leave it", a wish.

Owns hearing it before any rule does: a clear no is believed and not asked about again, a correction takes back what was
only read between the lines, "leave it" holds, and a harmless wish of their own comes first. An explicit statement of
danger is none of these: the screen's word stands.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.content.library import Library
from bot.flows import care, check, half_plan, lines, own_step, pressure, questions
from bot.flows.concern import harm_of
from bot.flows.gate import form_to_resume, may_offer
from bot.flows.heard import Heard
from bot.flows.lines import keep_near
from bot.flows.own_step import OwnStep
from bot.flows.quote import quote
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.flows.way_out import go_on, resume
from bot.safety import answers
from bot.safety.state import after_answer, after_correction

_FREE = frozenset(
    "affirm deny skip stop go_back repeat answer_unsure answer_frequency share_story share_sign nlu_fallback out_of_scope"
    " report_safe report_progress correct_reading ask_why disclose_harm greet thank choose_item ask_about_trellis".split()
)
"""Intents under which such words may hide; the others ask for something that has its own answer."""
_SAFETY_TOO = re.compile(
    r"\b(?:saf\w+|help\w*|leave (?:him|her|them)|get (?:out|away)|police|lines?|numbers?|call|stay with|this|hide"
    r"|run)\b",
    re.I,
)
_WITH_THEM = re.compile(
    r"\b(?:him|her|them|his|he|she|they|partner|husband|wife|boyfriend|girlfriend|bf|gf|together)\b", re.I
)
_BACK = re.compile(r"\b(?:back to|go on with)\b|\b(?:have|do|about) (?:my|the|that|it)\b", re.I)


def taken(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Answer such words; None for any other message."""
    about = pressure.spoken_about(talk, library)
    if about is None or talk.running or not heard.words:
        return None
    if heard.verdict != "act" and (told := _practical(talk, heard, library)):
        return told
    if heard.intent not in _FREE:
        return None
    if about == "partner" and heard.verdict == "ask" and answers.denies(heard.words, about):
        return _taken_back(talk, heard, about, library)  # "i am not afraid of him" says more than what a rule finds beside it
    if (
        heard.verdict == "act"
        or (heard.verdict == "ask" and not heard.learned)
        or answers.declines_lines(heard.words)
    ):
        return None
    if pressure.asked_about(talk, library):
        return _to_question(talk, heard, about, library)
    return _to_care(talk, heard, about, library)


def freed(talk: Talk, heard: Heard, library: Library) -> Talk:
    """Give the talk in which a clear no has answered the open question about harm, whatever else the message asks for."""
    return settled(talk, heard, library) if heard.intent not in _FREE else talk


def settled(talk: Talk, heard: Heard, library: Library) -> Talk:
    """Give the talk in which a clear no in the message has answered the open question about harm."""
    about = pressure.asked_about(talk, library)
    typed = about and not talk.running and heard.words
    if not about or not typed or heard.verdict != "none" or answers.answer(heard.words, about) != answers.NO:
        return talk
    kind = harm_of(about)
    state = talk.safety_state if about == "other" else after_answer(talk.safety_state, "no", kind)
    answered = pressure.settle(talk.guarded(state), about)
    if talk.question == "safe_check":
        return answered.having(question="deepen")
    return answered.having(question=(talk.resume or {}).get("question"), resume=None, flow="reflection")


def _practical(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Answer what helps at once: lines for a country just named, that it counts at all."""
    told = talk.safety_state.partner
    draft = Draft(talk)
    if lines.told_country(talk, heard.words, library):
        return lines.give_lines(talk, heard, library)
    if told and answers.minimises(heard.words) and not answers.alarms(heard.words, "partner"):
        draft.utter("utter_harm_minimised", act="reflect")
    else:
        return None
    questions.recall(draft, library)
    return draft.done()


def _to_question(talk: Talk, heard: Heard, about: str, library: Library) -> Turn | None:
    """Take what answers an open question: a no, why it is asked, that it was misread, that it is not welcome."""
    said = answers.answer(heard.words, about)
    own_check = talk.question == "safe_check"
    if said == answers.NO and not own_check:
        return _denied(talk, heard, about, library)
    if answers.leaves_it(heard.words):
        return _left(talk, heard, about, said, library)
    if said is None and answers.asks_why(heard.words):
        draft = Draft(talk)
        draft.utter("utter_harm_why", act="inform")
        questions.recall(draft, library)
        return draft.done()
    if said in (answers.NO, None) and answers.misread(heard.words, about):
        return _taken_back(talk, heard, about, library)
    if own_check:
        return _before(check.weigh(talk, heard, library), heard) if said else None
    return care.answer_ask(talk, heard, library) if said else None


def _to_care(talk: Talk, heard: Heard, about: str, library: Library) -> Turn | None:
    """Take what is said while they talk about harm: a denial of it, "leave it", a wish."""
    if about != "other" and (answers.denies(heard.words, about) or answers.misread(heard.words, about)):
        return _taken_back(talk, heard, about, library)
    if about == "self" or answers.alarms(heard.words, "partner"):
        return None
    if answers.leaves_it(heard.words) and talk.question != "resume":  # there, leaving it means a pause
        return _left(talk, heard, about, None, library)
    if (
        answers.wishes(heard.words)
        and not _SAFETY_TOO.search(heard.words)
        and not _WITH_THEM.search(heard.words)
    ):
        return _granted(Draft(talk), heard, library)
    return None


def _denied(talk: Talk, heard: Heard, about: str, library: Library) -> Turn:
    """Believe a clear no, and never ask again; where only a guess had led there, say sorry and go straight back."""
    kind = harm_of(about)
    state = talk.safety_state if about == "other" else after_answer(talk.safety_state, "no", kind)
    draft = Draft(pressure.settle(talk.guarded(state), about))
    alarm = pressure.lightly(talk, about)
    if alarm:
        draft.utter("utter_harm_misread", act="reflect")
    else:
        keep_near(draft, "utter_harm_denied")
    if answers.asks_why(heard.words):
        draft.utter("utter_harm_why", act="inform")
    if more := _beside(draft.talk, heard, about, library):
        return care.hear_beside(draft, more, library)
    return _back(draft, heard, library) if alarm else go_on(draft, library)


def _beside(talk: Talk, heard: Heard, about: str, library: Library) -> Heard | None:
    """Give what was told beside the no, where no form waits to go on."""
    return None if form_to_resume(talk, library) else care.told_beside(heard, about)


def _taken_back(talk: Talk, heard: Heard, about: str, library: Library) -> Turn:
    """Take a correction: what was stated stays noted, what was read between the lines does not."""
    kind = harm_of(about)
    draft = Draft(talk if about == "other" else talk.guarded(after_correction(talk.safety_state, kind)))
    draft.talk = pressure.settle(draft.talk, about)
    # who told of being kept short and is not afraid was not misread
    told = about == "partner" and draft.talk.safety != "safe" and not answers.misread(heard.words, about)
    draft.utter("utter_harm_not_afraid" if told else "utter_harm_misread", act="reflect")
    if more := _beside(draft.talk, heard, about, library):
        return care.hear_beside(draft, more, library)
    return _back(draft, Heard(), library)


def _left(talk: Talk, heard: Heard, about: str, said: str | None, library: Library) -> Turn | None:
    """Respect that they would rather not: no more questions about it, help within reach, back to what they want."""
    if about == "self":
        return care.answer_ask(pressure.settle(talk, about), Heard(intent="skip"), library)
    answer = "rather_not" if said in (None, answers.NO, answers.UNSURE) else "yes"
    state = (
        talk.safety_state
        if about == "other"
        else after_answer(talk.safety_state, answer, "partner", clear=False)
    )
    draft = Draft(pressure.settle(talk.guarded(state), about))
    keep_near(draft, "utter_harm_rest")
    return _granted(draft, heard, library) if answers.wishes(heard.words) else _back(draft, heard, library)


def _granted(draft: Draft, heard: Heard, library: Library) -> Turn:
    """Put a harmless wish of theirs first: a step of their own is planned, anything else is where the talk was."""
    own = _step(heard.words)
    if (
        form_to_resume(draft.talk, library)
        or own is None
        or not may_offer(library.item(own.item), draft.talk)
    ):
        return _back(draft, heard, library)
    draft.utter("utter_own_step", act="reflect", words=quote(own.action))
    begun = {**half_plan.EMPTY, "plan_action": own.action, "plan_when": own.when or None}
    return draft.done(
        follow=half_plan.FORM, question=None, resume=None, flow="transition", chosen=own.item, **begun
    )


def _step(words: str) -> OwnStep | None:
    """Read the step that a wish names, or None where it only points back to one."""
    if own_step.asked_leave(words):
        return own_step.read(words)
    parts = re.split(r"(?<=[.!?])\s+(?!(?:can|could|may|shall) )", words)
    named = [p for p in parts if not (answers.leaves_it(p) or (answers.wishes(p) and _BACK.search(p)))]
    return own_step.read(" ".join(named)) if named else None


def _before(turn: Turn, heard: Heard) -> Turn:
    """Say first why it was asked, where they wanted to know that too."""
    if not answers.asks_why(heard.words):
        return turn
    draft = Draft(turn.talk)
    draft.utter("utter_harm_why", act="inform")
    return replace(turn, bubbles=(*draft.bubbles, *turn.bubbles))


def _back(draft: Draft, heard: Heard, library: Library) -> Turn:
    """Go straight back to where the talk was, behind what was said first."""
    if draft.talk.question == "safe_check":
        draft.talk = draft.talk.having(resume={"question": "deepen"})
    turn = resume(draft.talk, heard, library)
    return replace(turn, bubbles=(*draft.bubbles, *turn.bubbles))
