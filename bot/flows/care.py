"""The safety flow: how Trellis answers when somebody may be in danger, and what it asks beforehand.

Owns the replies to a raised verdict and the gentle checks that the content's links call for. What counts as danger
is bot.safety's to say; `lines` gives the numbers, `steady` stays with the person.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.content.library import Library
from bot.flows import pressure, questions
from bot.flows.concern import base, concern_of
from bot.flows.gate import form_to_resume, still_told
from bot.flows.goodbye import say_goodbye
from bot.flows.heard import Heard
from bot.flows.lines import REGION, SHOWN, add_lines, ask_region, decline, keep_near
from bot.flows.room import offer_next
from bot.flows.steady import write_plan
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.flows.way_out import go_on, place_of
from bot.language import farewell
from bot.language.feelings import feeling
from bot.language.number import choice
from bot.language.subject import about_oneself, for_another
from bot.safety import answers
from bot.safety.state import after_answer, after_correction, after_cue, after_verdict
from bot.safety.verdict import LEARNED, Finding, Verdict

_ANGER = re.compile(r"\b(ang(?:er|ry)|shout\w*|scream\w*|rage\w*|furious|kicks? off|temper|smash\w*|throws?)\b", re.I)
_CONTROL = re.compile(
    r"\b(?:(?:wo|does|do|did)n'?t let me|(?:not|never) allowed|permission|has to know|checks? (?:my|up on)|follows? me|forbid\w*"
    r"|calls? me (?:names|stupid|useless)|insult\w*|humiliat\w*|tip ?toe\w*|egg ?shells)\b",
    re.I,
)
_LOW = re.compile(r"\b(hopeless\w*|worthless\w*|pointless|empty|numb|hate myself|can'?t (?:go on|cope)|no point)\b", re.I)


_TELLS = frozenset(("share_sign", "share_story", "answer_frequency"))
CLEAR_GUESS = 0.97
"""From here on the classifier's guess is asked about wherever it comes."""
FREELY_TOLD = frozenset(("opening", "stands_out", "safe_check", "confirm_safe", "resume"))
"""Questions whose answers may hold anything, or are about danger: a guess on one of these is asked about."""
BARE = 3
"""Words at most of an answer that is only a "sometimes": a longer one may answer something else."""
A_SENTENCE = 4
"""Words from which an answer in doubt is one all the same: "not afraid, she just shouts a bit"."""


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


def respond(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Answer a message on which the screen raised its verdict."""
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
    draft = Draft(talk.guarded(after).having(concern=concern, flow="safety", resume=place_of(talk)))
    draft.leave_form()
    told_before = talk.safety_state.partner if concern == "partner" else concern == "self" and talk.safety_state.crisis
    if heard.verdict == "act":
        stand_by(draft, concern, library)
    elif told_before or talk.question == f"harm_ask_{about}":
        _hear_more(draft, concern, heard, library)
    elif concern == "self" and heard.learned:
        draft.utter("utter_harm_unsure_of_self", act="reflect")
        _ask(draft, concern, library, lightly=True)
    else:
        draft.utter(f"utter_harm_heard_{concern}", act="reflect")
        _ask(draft, concern, library, lightly=heard.learned)
    return draft.done()


def only_guessed(talk: Talk, heard: Heard, concern: str) -> bool:
    """Tell whether an answer to our own question was taken for a dark one on a guess, for the first time.

    "If I stop, everything stops" answers "what if you did not step in?", and "just go anyway" a plan's question. It is heard
    and watched; a second one is asked about.
    """
    question = talk.question or ""
    answers_us = bool(talk.running) or (bool(question) and question not in FREELY_TOLD and not question.startswith("harm"))
    first = not (pressure.guessed(talk) or pressure.asked(talk, "self") or talk.safety_state.crisis)
    guessed = heard.learned and heard.verdict == "ask" and heard.confidence < CLEAR_GUESS
    return concern == "self" and answers_us and first and guessed and not heard.pressed


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
        _ask(draft, "self", library)
        return draft.done()
    draft.utter(_believed(heard), act="reflect")
    return go_on(draft, library)


def _believed(heard: Heard) -> str:
    """Name the words for one more thing told: fear in the body, or a house kept quiet, is believed as that."""
    return "utter_harm_fear" if heard.fear else "utter_harm_more"


def _ask(draft: Draft, concern: str, library: Library, lightly: bool = False) -> None:
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
    _ask(draft, "partner", library)
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


def answer_ask(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the answer to a gentle safety question: yes or unsure stays with it, no goes back to the talk."""
    concern = talk.concern or "self"
    if base(concern) != "other" and for_another(heard.words):
        return _of_another(talk, library)
    if concern in ("other", "partner") and about_oneself(heard.words) and not answers.answer(heard.words, "partner"):
        return _of_oneself(talk, library)
    if heard.words and answers.declines_lines(heard.words):
        return decline(talk, library)
    meaning = heard.values.get("meaning") or _read(heard, base(concern)) or _MEANING.get(heard.intent, "unsure")
    # the button says "Sometimes", typed doubt may mean less
    bare = heard.pressed or len(heard.words.split()) <= BARE or not pressure.lightly(talk, "self")
    often = heard.intent == "answer_frequency" and bare
    said_sometimes = meaning == "sometimes" or often or (heard.pressed and meaning == "unsure")
    if concern == "self" and meaning != "calm" and said_sometimes:
        meaning = "sometimes"
    if concern == "self" and meaning == "unsure" and heard.intent in _TELLS and not answers.alarms(heard.words, "self"):
        return _unanswered(talk, heard, library)
    draft = Draft(talk if base(concern) == "other" else _answered(talk, meaning, concern, heard))
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
    kind = "partner" if talk.concern == "partner" else "self_harm"
    draft = Draft(talk.guarded(after_correction(talk.safety_state, kind)).having(concern="other"))
    draft.utter("utter_harm_heard_other", act="reflect")
    _ask(draft, "other", library)
    return draft.done()


def _of_oneself(talk: Talk, library: Library) -> Turn:
    """Take it that there was no friend: it took something to say so, and the question is theirs."""
    draft = Draft(talk.having(concern="partner"))
    draft.utter("utter_harm_of_you", act="reflect")
    _ask(draft, "partner", library)
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
    return _joined(draft, hear(draft.talk.having(question=was, resume=None, flow="reflection"), more, library))


def _joined(draft: Draft, turn: Turn) -> Turn:
    return replace(turn, bubbles=(*draft.bubbles, *turn.bubbles), leave=turn.leave or draft.left)


def _unanswered(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take a telling in place of an answer about their own life: what was only a guess is let go, else it is asked once more."""
    from bot.flows.reflection import hear  # the two flows hand over to each other

    if pressure.lightly(talk, "self"):
        was = (talk.resume or {}).get("question")
        return hear(talk.having(question=was, resume=None, flow="reflection"), heard, library)
    draft = Draft(talk)
    if pressure.spent(talk, "self"):
        draft = Draft(_answered(talk, "unsure", "self", heard))
        stand_by(draft, "self", library)
        return draft.done()
    draft.utter("utter_harm_unclear", act="reflect")
    _ask(draft, "self", library)
    return draft.done()


_READ = {answers.YES: "unsafe", answers.SOMETIMES: "sometimes", answers.NO: "calm", answers.UNSURE: "unsure"}


def _read(heard: Heard, about: str) -> str | None:
    """Read an answer in the person's own words, whatever its intent was taken for."""
    said = answers.answer(heard.words, about) if heard.words else None
    if said is not None:
        return _READ[said]
    return "calm" if heard.denied and heard.intent != "affirm" else None


def weigh(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the answer to a sign's own safety question."""
    from bot.flows.reflection import hear  # the two flows hand over to each other

    if talk.focus is None:
        return hear(talk, heard, library)
    check = library.link(talk.focus).ask
    concern = pressure.about(check)
    chosen = heard.values.get("meaning") or _chosen(talk.focus, heard, library)
    read = None if chosen else _read(heard, concern)
    meaning = chosen or read or _MEANING.get(heard.intent)
    draft = Draft(talk.having(question="deepen"))
    if concern == "partner" and not chosen and meaning != "calm":
        stated = check in _FEAR_ASKED and answers.afraid(heard.words)
        # a bare yes to "is it this or that?" says neither, and a partner's anger may be a row: the plain question decides
        unclear = meaning in ("unsafe", "sometimes") or answers.alarms(heard.words, concern)
        if unclear and not stated:
            bare = heard.intent == "affirm" and not answers.alarms(heard.words, concern)
            draft.utter("utter_which_of_both" if bare else "utter_harm_heard_partner", act="reflect")
            draft.talk = draft.talk.having(concern="partner", flow="safety", resume={"question": "offer_steps"})
            _ask(draft, "partner", library)
            return draft.done()
        meaning = "sometimes" if stated else meaning
    if meaning is None:
        return hear(draft.talk, heard, library)
    if meaning in ("unsafe", "sometimes"):
        draft.talk = _answered(draft.talk, meaning, concern, heard)
        draft.talk = draft.talk.having(concern=concern, flow="safety", resume={"question": "offer_steps"})
        stand_by(draft, concern, library)
        return draft.done()
    if meaning == "unsure" and concern == "partner" and check not in _FEAR_ASKED and not points_to_fear(heard.words):
        # "a bit of both" to "a second view, or their leave?" tells no fear: it counts as a mild sign, and the talk goes on
        draft.talk = draft.talk.guarded(after_cue(draft.talk.safety_state)[0])
        draft.utter("utter_check_both", act="reflect")
    elif meaning == "unsure":
        draft.talk = _answered(draft.talk, meaning, concern, heard)
        keep_near(draft, "utter_check_unsure")
    else:
        draft.talk = pressure.settle(draft.talk, concern)
        draft.utter("utter_check_calm", act="reflect")
        if more := told_beside(heard, concern):
            return _joined(draft, hear(draft.talk, more, library))
    offer_next(draft, library)
    return draft.done()


_FEAR_ASKED = frozenset(("losing_or_afraid", "drink_and_anger", "treated_badly"))
"""The questions of signs that ask about fear by name."""


_MEANING = {"affirm": "unsafe", "deny": "calm", "report_safe": "calm", "answer_unsure": "unsure", "skip": "unsure"}


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


_ANSWERS = {"unsafe": "yes", "sometimes": "sometimes", "calm": "no", "unsure": "unsure"}


def _answered(talk: Talk, meaning: str, concern: str, heard: Heard) -> Talk:
    clear = heard.pressed or heard.intent == "affirm" or meaning == "unsafe"
    kind = "partner" if concern == "partner" else "self_harm"
    return talk.guarded(after_answer(talk.safety_state, _ANSWERS[meaning], kind, clear))
