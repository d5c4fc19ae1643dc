"""The safety flow: how Trellis answers when somebody may be in danger.

Owns the replies to a raised verdict and the reading of answers to its question. What counts as danger is bot.safety's to
say; `check` asks beforehand, `lines` gives the numbers, `steady` stays with the person.
"""

from __future__ import annotations

from dataclasses import replace

from bot.content.library import Library
from bot.flows import pressure, questions
from bot.flows.concern import base, concern_of, harm_of
from bot.flows.gate import form_to_resume
from bot.flows.goodbye import say_goodbye
from bot.flows.heard import Heard
from bot.flows.lines import add_lines, ask_region, decline, keep_near
from bot.flows.steady import write_plan
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.flows.way_out import go_on, place_of
from bot.language import farewell
from bot.language.feelings import feeling
from bot.language.stretches import LONG
from bot.language.subject import about_oneself, for_another
from bot.safety import answers
from bot.safety.state import after_answer, after_correction, after_verdict
from bot.safety.verdict import LEARNED, Finding, Verdict

_TELLS = frozenset(("share_sign", "share_story", "answer_frequency"))
CLEAR_GUESS = 0.97
"""From here on the classifier's guess is asked about wherever it comes."""
FREELY_TOLD = frozenset(("opening", "stands_out", "safe_check", "confirm_safe", "resume"))
"""Questions whose answers may hold anything, or are about danger: a guess on one of these is asked about."""
BARE = 3
"""Words at most of an answer that is only a "sometimes": a longer one may answer something else."""
A_SENTENCE = 4
"""Words from which an answer in doubt is one all the same: "not afraid, she just shouts a bit"."""


def respond(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Answer a message on which the screen raised its verdict; what else it tells is noted."""
    from bot.flows.reflection import note  # the flows hand over to each other

    findings = tuple(Finding(kind, heard.verdict, heard.about) for kind in heard.kinds or (heard.kind or "others",))
    reason = LEARNED if heard.learned else None
    after = after_verdict(talk.safety_state, Verdict(heard.verdict, heard.kind, heard.about, reason, findings=findings))
    concern = concern_of(heard)
    about = base(concern)
    if talk.question == "harm_plan" and concern == "self" and heard.verdict == "ask":
        # hard words belong into a plan for hard hours: they are its answer, and the state has heard them
        return write_plan(talk.guarded(after), heard, library)
    if only_guessed(talk, heard, concern):
        return _let_go(pressure.guess(talk.guarded(after)), heard, library)
    outside = pressure.spoken_about(talk, library) != about
    if heard.verdict == "ask" and outside and _answered_before(talk, heard, about):
        return _hear_on(talk.guarded(after), heard, about, library)
    noted = note(talk, heard, library) if heard.verdict == "ask" and not talk.running else talk
    draft = Draft(noted.guarded(after).having(concern=concern, flow="safety", resume=place_of(talk)))
    draft.leave_form()
    told_before = talk.safety_state.partner if concern == "partner" else concern == "self" and talk.safety_state.crisis
    if heard.verdict == "act":
        stand_by(draft, concern, library)
    elif told_before or talk.question == f"harm_ask_{about}":
        _hear_more(draft, concern, heard, library)
    elif concern == "self" and heard.learned:
        draft.utter("utter_harm_unsure_of_self", act="reflect")
        ask(draft, concern, library, lightly=True)
    else:
        draft.utter(f"utter_harm_heard_{concern}", act="reflect")
        ask(draft, concern, library, lightly=heard.learned)
    return draft.done()


def only_guessed(talk: Talk, heard: Heard, concern: str) -> bool:
    """Tell whether an answer to our own question, or a long story, was taken for a dark one on a guess, for the first time.

    "If I stop, everything stops" answers "what if you did not step in?", and "just go anyway" a plan's question. It is heard
    and watched; a second one is asked about.
    """
    question = talk.question or ""
    answers_us = bool(talk.running) or (bool(question) and question not in FREELY_TOLD and not question.startswith("harm"))
    # one guess on all of a long message is no reason to pass over the rest
    long = len(heard.words.split()) >= LONG and not question.startswith("harm")
    first = not (pressure.guessed(talk) or pressure.asked(talk, "self") or talk.safety_state.crisis)
    guessed = heard.learned and heard.verdict == "ask" and heard.confidence < CLEAR_GUESS
    return concern == "self" and (answers_us or long) and first and guessed and not heard.pressed


def as_answer(talk: Talk, heard: Heard) -> tuple[Talk, Heard]:
    """Give an answer in a form as what it is, where only a first guess took it for a dark one; the state has heard it."""
    if heard.verdict == "none" or not only_guessed(talk, heard, concern_of(heard)) or feeling(heard.words):
        return talk, heard
    state = after_verdict(talk.safety_state, Verdict(heard.verdict, heard.kind, heard.about, LEARNED))
    intent = next((name for name, _ in heard.ranking if name != heard.intent), "share_story")
    return pressure.guess(talk.guarded(state)), replace(heard, verdict="none", kind=None, kinds=(), intent=intent, learned=False)


def _let_go(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Hear what only a guess took for a dark word: a farewell is one, tears get a word, and a form goes on."""
    from bot.flows.reflection import hear  # the flows hand over to each other

    if farewell.leaves(heard.words):
        return say_goodbye(talk, heard, library)
    if not talk.running:
        return hear(talk, heard, library)
    draft = Draft(talk)
    felt = feeling(heard.words)
    draft.utter(f"utter_feeling_{felt}" if felt else "utter_heard_beside", act="reflect")
    return draft.done()


def _answered_before(talk: Talk, heard: Heard, about: str) -> bool:
    return pressure.settled(talk, about) or (heard.learned and pressure.asked(talk, about))


def _hear_on(talk: Talk, heard: Heard, about: str, library: Library) -> Turn:
    """Go on with the talk where the question was answered, or is not welcome: a guess is no new statement.

    What a rule has found is taken seriously, without the question; about their own life it is put again.
    """
    from bot.flows.reflection import hear, note  # the two flows hand over to each other

    if heard.learned:
        return hear(talk, heard, library)
    draft = Draft(note(talk, heard, library).having(resume=place_of(talk), concern=concern_of(heard), flow="safety"))
    draft.leave_form()
    if about == "self":
        draft.utter("utter_harm_heard_self", act="reflect")
        ask(draft, "self", library)
        return draft.done()
    draft.utter(_believed(heard), act="reflect")
    return go_on(draft, library)


def _believed(heard: Heard) -> str:
    """Name the words for one more thing told: fear in the body, or a house kept quiet, is believed as that."""
    return "utter_harm_fear" if heard.fear else "utter_harm_more"


def ask(draft: Draft, concern: str, library: Library, lightly: bool = False) -> None:
    """Put the gentle question; one about their own life that only a guess led to is put as a check of the understanding."""
    about = base(concern)
    draft.talk = pressure.ask(draft.talk, about, lightly)
    questions.put(draft, f"harm_ask_{about}", library, way="utter_gently_harm_ask_self" if lightly and about == "self" else "")


def _hear_more(draft: Draft, concern: str, heard: Heard, library: Library) -> None:
    """Take one more unclear word where the question was put or answered already: asking it again would press."""
    if concern == "self" and not draft.talk.safety_state.crisis:
        meant = "unsure" if heard.learned else "sometimes"
        draft.talk = draft.talk.guarded(after_answer(draft.talk.safety_state, meant, "self_harm"))
        stand_by(draft, concern, library)
        return
    draft.utter(_believed(heard) if concern == "partner" else "utter_harm_more", act="reflect")
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


def answer_ask(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the answer to a gentle safety question: yes or unsure stays with it, no goes back to the talk."""
    concern = talk.concern or "self"
    if base(concern) != "other" and for_another(heard.words):
        return _of_another(talk, library)
    if concern in ("other", "partner") and about_oneself(heard.words) and not answers.answer(heard.words, "partner"):
        return _of_oneself(talk, library)
    if heard.words and answers.declines_lines(heard.words):
        return decline(talk, library)
    meaning = heard.values.get("meaning") or read_answer(heard, base(concern)) or MEANING.get(heard.intent, "unsure")
    # the button says "Sometimes", typed doubt may mean less
    bare = heard.pressed or len(heard.words.split()) <= BARE or not pressure.lightly(talk, "self")
    often = heard.intent == "answer_frequency" and bare
    said_sometimes = meaning == "sometimes" or often or (heard.pressed and meaning == "unsure")
    if concern == "self" and meaning != "calm" and said_sometimes:
        meaning = "sometimes"
    if concern == "self" and meaning == "unsure" and heard.intent in _TELLS and not answers.alarms(heard.words, "self"):
        return _unanswered(talk, heard, library)
    draft = Draft(talk if base(concern) == "other" else answered(talk, meaning, concern, heard))
    if meaning in ("unsafe", "sometimes") or (meaning == "unsure" and concern == "self"):
        stand_by(draft, concern, library)
        return draft.done()
    if meaning == "calm":
        draft.talk = pressure.settle(draft.talk, base(concern))
    said = len(heard.words.split()) >= A_SENTENCE and heard.intent not in ("skip", "answer_unsure")
    unsure = "utter_harm_answered" if said else "utter_harm_unsure"
    keep_near(draft, unsure if meaning == "unsure" else "utter_harm_denied")
    more = told_beside(heard, base(concern)) if meaning == "calm" else None
    return hear_beside(draft, more, library) if more and not form_to_resume(talk, library) else go_on(draft, library)


def _of_another(talk: Talk, library: Library) -> Turn:
    """Take it that somebody else was meant: what was read of their own life is taken back, the question is about the other."""
    kind = harm_of(talk.concern)
    draft = Draft(talk.guarded(after_correction(talk.safety_state, kind)).having(concern="other"))
    draft.utter("utter_harm_heard_other", act="reflect")
    ask(draft, "other", library)
    return draft.done()


def _of_oneself(talk: Talk, library: Library) -> Turn:
    """Take it that there was no friend: it took something to say so, and the question is theirs."""
    draft = Draft(talk.having(concern="partner"))
    draft.utter("utter_harm_of_you", act="reflect")
    ask(draft, "partner", library)
    return draft.done()


def told_beside(heard: Heard, about: str) -> Heard | None:
    """Give what a no is followed by as a message of its own, with the signs in it; None where it is only a no."""
    rest = answers.beside(heard.words, about)
    if not rest:
        return None
    signs = tuple(s for s in heard.signs if s.words and s.words in rest)
    return replace(heard, text=rest, signs=signs, guess=None, intent="share_sign" if signs else "share_story", verdict="none")


def hear_beside(draft: Draft, more: Heard, library: Library) -> Turn:
    """Hear it as part of the talk that was interrupted, behind what was said to the no."""
    from bot.flows.reflection import hear  # the two flows hand over to each other

    was = (draft.talk.resume or {}).get("question")
    return joined(draft, hear(draft.talk.having(question=was, resume=None, flow="reflection"), more, library))


def joined(draft: Draft, turn: Turn) -> Turn:
    """Give a turn behind what a draft has said."""
    return replace(turn, bubbles=(*draft.bubbles, *turn.bubbles), leave=turn.leave or draft.left)


def _unanswered(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take a telling in place of an answer about their own life: what was only a guess is let go, else it is asked once more."""
    from bot.flows.reflection import hear  # the two flows hand over to each other

    if pressure.lightly(talk, "self"):
        was = (talk.resume or {}).get("question")
        return hear(talk.having(question=was, resume=None, flow="reflection"), heard, library)
    draft = Draft(talk)
    if pressure.spent(talk, "self"):
        draft = Draft(answered(talk, "unsure", "self", heard))
        stand_by(draft, "self", library)
        return draft.done()
    draft.utter("utter_harm_unclear", act="reflect")
    ask(draft, "self", library)
    return draft.done()


_READ = {answers.YES: "unsafe", answers.SOMETIMES: "sometimes", answers.NO: "calm", answers.UNSURE: "unsure"}


def read_answer(heard: Heard, about: str) -> str | None:
    """Read an answer in the person's own words, whatever its intent was taken for."""
    said = answers.answer(heard.words, about) if heard.words else None
    if said is not None:
        return _READ[said]
    return "calm" if heard.denied and heard.intent != "affirm" else None


MEANING = {"affirm": "unsafe", "deny": "calm", "report_safe": "calm", "answer_unsure": "unsure", "skip": "unsure"}


_ANSWERS = {"unsafe": "yes", "sometimes": "sometimes", "calm": "no", "unsure": "unsure"}


def answered(talk: Talk, meaning: str, concern: str, heard: Heard) -> Talk:
    """Give the talk with its safety state as an answer has left it."""
    clear = heard.pressed or heard.intent == "affirm" or meaning == "unsafe"
    kind = harm_of(concern)
    return talk.guarded(after_answer(talk.safety_state, _ANSWERS[meaning], kind, clear))
