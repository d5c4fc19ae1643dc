"""The questions that can be open, with their buttons, and how each is put again after an interruption.

Owns which buttons a question shows. The wording is in domain.yml: `utter_ask_<question>` puts it,
`utter_recall_<question>` brings it back ("Back to ...").
"""

from __future__ import annotations

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import pressure
from bot.flows.gate import allowed
from bot.flows.quote import quote
from bot.flows.talk import Talk
from bot.flows.turn import Button, Draft

STATIC: dict[str, tuple[Button, ...]] = {
    "opening": (b.TELL, b.WALK, b.WHAT_IS_IT, b.PRIVATE),
    "deepen": (),
    "guess": (b.THAT_IS_IT, b.A_LITTLE, b.NOT_THAT),
    "offer_steps": (b.YES_PLEASE, b.NOT_NOW, b.MY_PICTURE),
    "stands_out": (b.SMALL_STEPS, b.WALK_SHORT, b.CHANGE),
    "walk_more": (b.YES_PLEASE, b.SMALL_STEPS, b.NOT_NOW),
    "offer_walk": (b.YES_PLEASE, b.NOT_NOW, b.TOPICS),
    "need_picture": (b.WALK, b.GENERAL_STEPS),
    "after_plan": (b.KEEP_GOING, b.CHANGE_PLAN, b.MY_PICTURE, b.ENOUGH),
    "plan_part": (b.THE_WHEN, b.THE_WHAT, b.THE_HARD_MOMENT, b.AS_IT_IS),
    "after_drop": (b.SOMETHING_ELSE, b.MY_PICTURE, b.ENOUGH),
    "go_on": (b.SMALL_STEPS, b.MY_PICTURE, b.ENOUGH),
    "what_holds": (b.SMALL_STEPS, b.MY_PICTURE, b.ENOUGH),
    "offer_strategies": (b.YES_PLEASE, b.NOT_NOW),
    "change_sign": b.HOW_OFTEN,
    "progress": (b.DONE, b.PARTLY, b.NOT_DONE, b.FELT_UNSAFE),
    "obstacle": (),
    "returning": (b.GO_ON_THERE, b.MY_PICTURE, b.AFRESH),
    "make_smaller": (b.AS_IT_IS,),
    "bend": (b.SMALLER, b.SOMETHING_ELSE, b.LEAVE_FOR_NOW),
    "recheck": b.HOW_OFTEN,
    "season": (b.NOT_NOW,),
    "next_step": (b.NEXT_STEP, b.KEEP_GOING, b.ENOUGH),
    "confirm_delete": (b.YES_DELETE, b.COPY, b.KEEP_ALL),
    "confirm_private": (b.YES_PRIVATE, b.NOT_NOW),
    "reminder_time": (b.SUNDAY_SIX, b.SOME_EVENING, b.NO_REMINDERS),
    "reminder_zone": (b.NO_REMINDERS,),
    "closing": (b.MY_PICTURE, b.MY_PLAN, b.GO_ON),
    "confirm_restart": (b.START_FRESH, b.NOT_NOW),
    "topics": (b.TOPIC_CODEPENDENCY, b.TOPIC_INTERDEPENDENCE, b.TOPIC_SIGNS, b.TOPIC_CHANGE),
    "help": (b.WALK, b.MY_PICTURE, b.SMALL_STEPS, b.TOPICS),
    "harm_ask_self": (b.YES, b.MAYBE, b.NO),
    "harm_ask_partner": (b.JUST_ARGUMENTS, b.SOMETIMES_AFRAID, b.RATHER_NOT_SAY),
    "harm_ask_other": (b.YES, b.NO, b.RATHER_NOT_SAY),
    "harm_self": (b.SLOW_DOWN, b.SAFETY_PLAN, b.SOMEONE_TO_CALL, b.OKAY_FOR_NOW),
    "harm_pace": (b.NEXT, b.THATS_ENOUGH),
    "harm_plan": (b.SKIP_THIS, b.STOP_HERE),
    "harm_plan_keep": (b.KEEP_IT, b.DONT_KEEP_IT),
    "harm_partner": (b.STAY_WITH_IT, b.LEAVE_IT, b.HELP_LINES),
    "harm_other": (b.STAY_WITH_IT, b.LEAVE_IT, b.HELP_LINES),
    "resume": (b.GO_ON, b.LEAVE_IT),
    "notice_safe": (b.YES, b.NO, b.RATHER_NOT_SAY),
    "confirm_safe": (b.SAFE_NOW, b.NO),
    "region": (),
}


def known() -> tuple[str, ...]:
    """Give the ids of all questions."""
    return (*STATIC, "check", "choose_item", "choose_sign", "safe_check")


def buttons_for(question: str, talk: Talk, library: Library) -> tuple[Button, ...]:
    """Give the buttons of a question as the talk stands now, at most four."""
    if question == "check":
        signs = tuple(b.button(library.sign(s).button, "affirm", sign=s) for s in _signs(talk, library)[:3])
        return (*signs, b.NOT_RIGHT) if len(signs) > 1 else (b.RIGHT, b.NOT_RIGHT)
    if question == "choose_sign":
        return tuple(
            b.button(library.sign(s).button, "change_answer", sign=s) for s in _signs(talk, library)[:4]
        )
    if question == "choose_item":
        items = [library.item(i) for i in _items(talk, library)[:3]]
        return (*(b.button(i.title, "choose_item", item=i.id) for i in items), b.SOMETHING_ELSE)
    if question == "safe_check" and talk.focus:
        answers = library.sign(talk.focus).safety_answers
        return tuple(b.button(a.title, _MEANINGS[a.meaning], meaning=a.meaning) for a in answers)
    if question == "returning":
        if talk.safety in ("partner_unsafe", "crisis"):
            return (b.GO_ON_THERE, *(() if talk.safety_state.no_lines else (b.HELP_LINES,)), b.AFRESH)
        return (b.GO_ON_THERE, b.MY_PLAN if talk.plan else b.MY_PICTURE, b.AFRESH)
    shown = STATIC.get(question, ())
    return tuple(x for x in shown if x != b.HELP_LINES) if talk.safety_state.no_lines else shown


# A safety question asks, in one way or another, "are you afraid?".
_MEANINGS = {"calm": "deny", "unsure": "answer_unsure", "unsafe": "affirm"}

CONFIRMS = ("confirm_delete", "confirm_private", "confirm_restart")
"""Questions whether to do what cannot be undone. Who leaves without a yes finds them closed, and nothing done."""
OFFERS = ("offer_walk", "offer_steps")
ROOM = ("go_on", "what_holds")
"""These leave room to say more."""
LEAVES_ROOM = (*OFFERS, *ROOM)
"""Brought back, these ask nothing: they only leave room."""
ENOUGH_OFFERS = 2
"""Unasked, each is offered so often; after that, or after a no, the person is simply asked to go on."""
TURNED_DOWN = 100
"""The count that stands for a no."""

# What a guessed intent is called when Trellis offers its best readings; the others are not worth offering.
TITLES: dict[str, str] = {
    "start_walk": "Ask me questions",
    "show_picture": "My picture",
    "change_answer": "Change an answer",
    "ask_steps": "Small steps",
    "show_plan": "My plan",
    "report_progress": "How it went",
    "set_reminder": "A reminder",
    "ask_maintenance": "Keeping it going",
    "ask_topic": "Explain something",
    "ask_label": "Am I codependent?",
    "ask_about_partner": "Why they do it",
    "ask_verdict": "What to do about us",
    "ask_about_trellis": "What you are",
    "ask_privacy": "Is this private?",
    "ask_helpline": "Help lines",
    "go_back": "Back one step",
    "stop": "Stop here",
    "start_over": "Start over",
    "ask_help": "What I can say",
}


def put(
    draft: Draft, question: str, library: Library, recalled: bool = False, way: str = "", **values: str
) -> None:
    """Add the bubble that puts a question, or brings it back, and make it the open one; `way` is another utterance for it.

    While a form runs it asks its own question, one at a time, so nothing is added.
    """
    if draft.talk.running:
        return
    if question in OFFERS and not recalled:
        count = draft.talk.offers.get(question, 0)
        draft.talk = draft.talk.having(offers={**draft.talk.offers, question: count + 1})
        question = "go_on" if count >= ENOUGH_OFFERS else question
    draft.talk = draft.talk.having(question=question)
    draft.utter(
        way or f"utter_{'recall' if recalled else 'ask'}_{question}",
        act="offer" if recalled and question in LEAVES_ROOM else "ask",
        buttons=buttons_for(question, draft.talk, library),
        **(_values(question, draft.talk, library) | values),
    )


def turned_down(talk: Talk, *offers: str) -> Talk:
    """Give the talk in which these are not offered again unasked; what was open is taken where none is named."""
    named = offers or ((talk.question,) if talk.question in OFFERS else ())
    return talk.having(offers={**talk.offers, **dict.fromkeys((o for o in named if o), TURNED_DOWN)})


def is_turned_down(talk: Talk, offer: str) -> bool:
    """Tell whether the person said no to this."""
    return talk.offers.get(offer, 0) >= TURNED_DOWN


def recall(draft: Draft, library: Library) -> None:
    """Bring back the question that is open, so that an answered interruption ends where it began."""
    if draft.talk.running:
        return
    if about := pressure.asked_about(draft.talk, library):
        if pressure.spent(draft.talk, about):
            inside = draft.talk.flow == "safety" and draft.talk.resume
            put(
                draft,
                "resume" if inside else "offer_steps" if draft.talk.present() else "offer_walk",
                library,
            )
            return
        draft.talk = pressure.ask(draft.talk, about)
    if draft.talk.question == "safe_check" and draft.talk.focus:
        question = library.sign(draft.talk.focus).safety_question or ""
        draft.say(question, act="ask", buttons=buttons_for("safe_check", draft.talk, library))
        return
    question = draft.talk.question or "opening"
    if question == "guess":  # put twice, a guess is a claim
        draft.talk = draft.talk.having(guess=None)
        put(draft, "go_on", library)
        return
    if question == "opening" and draft.talk.has_told:
        question = "go_on"  # who has told something is not asked what brings them
    if not _stands(question, draft.talk, library):
        put(draft, "offer_steps" if question == "choose_item" else "stands_out", library)
        return
    put(draft, question, library, recalled=draft.talk.question is not None)


def _signs(talk: Talk, library: Library) -> list[str]:
    return [s for s in talk.offered if s in library.sign_ids]


def _items(talk: Talk, library: Library) -> tuple[str, ...]:
    """Give the offered items that may still be offered: the safety state may have changed since."""
    return allowed(tuple(i for i in talk.offered if i in library.item_ids), talk, library)


def _stands(question: str, talk: Talk, library: Library) -> bool:
    """Tell whether an open question still has something to choose from."""
    if question == "choose_item":
        return bool(_items(talk, library))
    if question == "guess":
        return talk.guess is not None
    return question != "choose_sign" or bool(_signs(talk, library))


def _values(question: str, talk: Talk, library: Library) -> dict[str, str]:
    about = talk.guess.sign if question == "guess" and talk.guess else talk.focus
    sign = library.sign(about) if about else None
    entry = talk.picture.get(about or "")
    return {
        "back": sign.back if sign else "what you told me",
        "label": sign.label if sign else "",
        "words": quote(entry.words) if entry and entry.words else (f"“{sign.label}”" if sign else ""),
    }
