"""The if-then plan: when and where, the small action, what could get in the way, a sentence for it, confidence.

Owns the reading of the plan form's answers and the writing of the plan. Must not choose the item.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bot.content.library import Library
from bot.flows import aside, half_plan, questions, seen
from bot.flows.gate import may_offer
from bot.flows.half_plan import SLOTS
from bot.flows.heard import Heard
from bot.flows.if_then import text, tidy
from bot.flows.interrupts import asks, interrupts
from bot.flows.quote import quote
from bot.flows.reflection import hear
from bot.flows.talk import Plan, Talk
from bot.flows.turn import Draft, Turn
from bot.language import plan_asides, plan_parts, traces
from bot.language.moment import find, weekday
from bot.language.number import confidence
from bot.language.plan_answer import Answer, act, spoken
from bot.language.spelling import pronounceable

CONFIDENT = 7
"""From here on a plan tends to be kept; below it a smaller step is asked for (design.md, section 2)."""
MAX_ANSWER = 240
LONGEST_PART = 14
"""Words: more than that, taken as they are, would be a story and no moment."""
A_TELLING = 4
"""So many words beside the answer are heard; fewer are filling."""
A_NUMBER = 2
"""Words at most, where a number is said instead of a smaller step."""
A_BARE_NUMBER = 4
"""Words."""
_JUST_THAT = re.compile(
    r"^\W*(?:(?:yes|yeah|ok|just|exactly|well|um+|maybe|i'?ll do|do|the same|same|as)[ ,.]+)*"
    r"(?:that|this|it|(?:just )?what you (?:said|wrote|put)"
    r"|(?:as |like )?you (?:said|put it|wrote)"
    r"|the same|that one|like that|yours|your one|as it is|the thing(?: you said)?)\W*$",
    re.I,
)
_OPTIONAL = ("plan_obstacle", "plan_sentence", "plan_smaller")
_NOT_AN_ANSWER = frozenset(("nlu_fallback", "out_of_scope"))
_LEFT_FOR = ("after_drop", "choose_item", "notice_safe")
"""Questions that a form which ended without a plan has put."""
_LITTLE = re.compile(
    r"^(?:On|At|In|After|Before|By|When|While|During|Next|Every|Each|The|My|A|It|It's|She|He|They|We|There|Just|Only|Maybe|One|Two|Three"
    r"|Half|Some|Most)\b")
_IN_WORDS = ("plan_action", "plan_obstacle", "plan_sentence")
_A_NUMBER = re.compile(r"^\W*\d+\W*$")
_SAME = ("same", "as before", "that stays", "no change")


def answer(talk: Talk, heard: Heard, requested: str, library: Library) -> Turn | None:
    """Take a message as the answer to the requested slot; None when it is something else (the form steps aside)."""
    if requested not in SLOTS or heard.verdict != "none":
        return None
    if traces.wonders(heard.words):
        return seen.answered(talk, heard, library)
    if requested != "plan_obstacle" and traces.walked_in(heard.words):
        return None  # the form gives way at once; as what may get in the way, "he's home" is an answer
    draft = Draft(talk)
    if requested == "plan_confidence" and len(heard.words.split()) <= A_BARE_NUMBER and confidence(heard.words) is not None:
        return _confidence(draft, heard)  # "like a 7?" asks nothing
    if requested == "plan_action" and talk.chosen and _just_that(heard):
        return _taken(draft, requested, aside.step(talk, library))
    if beside := aside.take(draft, heard, requested, library):
        return beside
    if interrupts(heard) or (heard.pressed and heard.intent != "skip"):
        return None
    again = requested == "plan_smaller" and len(heard.words.split()) <= A_NUMBER
    numbered = (again or requested == "plan_confidence") and confidence(heard.words) is not None
    if not numbered and (
        heard.intent == "skip" or (heard.intent in ("answer_unsure", "deny") and requested in _OPTIONAL)
    ):
        return _skipped(draft, requested)
    if again and numbered:
        return _confidence(Draft(talk.having(plan_smaller="")), heard)
    if requested == "plan_confidence":
        return _confidence(draft, heard)
    words = heard.words[:MAX_ANSWER]
    if talk.plan and tidy(words).lower().removeprefix("the ").startswith(_SAME):
        return _taken(draft, requested, getattr(talk.plan, requested.removeprefix("plan_")) or words)
    if words and not (pronounceable(words) and any(c.isalnum() for c in words)):
        return None
    if requested in _IN_WORDS and _A_NUMBER.match(words):
        words = ""  # "6" is no step and no hindrance
    parts = _of_the_act(aside.parts_of(words, requested), words, talk, requested)
    if not words or (heard.intent == "answer_unsure" and not half_plan.filled(talk, parts, requested)):
        hint = aside.hint(talk, requested, library)
        draft.utter(f"utter_hint_{requested}", act="reflect", hint=hint)
        return draft.done(misses=talk.misses + 1)
    if requested == "plan_sentence":
        before, said = plan_parts.said_aloud(words)
        obstacle = {"plan_obstacle": before} if before and not talk.plan_obstacle else {}
        return _taken(draft, requested, spoken(said), **obstacle)
    if requested == "plan_smaller":
        return _skipped(draft, requested) if plan_asides.keeps(words) else _smaller(draft, words)
    return _filled(draft, heard, requested, parts)


def _of_the_act(parts: Answer, words: str, talk: Talk, requested: str) -> Answer:
    """Leave an occasion in the act where the time is known already: "say it once that is clear" loses nothing."""
    when = find(parts.when)
    if requested != "plan_action" or not talk.plan_when or when is None or when.is_dated or parts.rest or parts.obstacle:
        return parts
    return Answer(action=act(words))


def _just_that(heard: Heard) -> bool:
    """Tell whether the step is to be as it was put, without words of their own."""
    if heard.pressed:
        return heard.intent == "affirm"
    agrees = heard.intent == "affirm" and len(heard.words.split()) <= A_TELLING
    return agrees or bool(_JUST_THAT.match(heard.words))


def _filled(draft: Draft, heard: Heard, requested: str, parts: Answer) -> Turn:
    """Fill what the answer holds; where it lacks what was asked for, ask again in other words, once."""
    fills = dict(half_plan.filled(draft.talk, parts, requested))
    # the act's moment is known by now, so what is left can only be the act
    _hear_beside(draft, heard, parts.rest)
    if requested != "plan_obstacle" and fills.get("plan_obstacle"):
        draft.utter("utter_heard_plan_obstacle", act="reflect", words=quote(fills["plan_obstacle"]))
    if requested in fills:
        return _taken(draft, requested, fills.pop(requested), **fills)
    if not draft.talk.misses:
        again = {"plan_when": "utter_when_again", "plan_action": "utter_action_again"}
        draft.utter(again.get(requested, f"utter_hint_{requested}"), act="inform", hint="")
        return draft.done(misses=1, **fills)
    left = tidy(heard.words[:MAX_ANSWER])
    if fills or asks(heard.words) or not left or len(left.split()) > LONGEST_PART:
        draft.utter("utter_plan_skipped", act="reflect")
        return draft.done(misses=0, **{**fills, requested: ""})
    draft.bubbles.clear()
    return _taken(draft, requested, left)


def _smaller(draft: Draft, words: str) -> Turn:
    """Take the smaller step as it was said, and with it another moment or number that it names."""
    moment, sure = find(words), re.search(r"\b(?:an?|like an?|to an?) (\w+)\W*$", words, re.I)
    left_out = moment and re.search(r"\b(?:not|n't|except|without|but|unless)\W+(?:\w+\W+){0,2}$", words[: moment.start], re.I)
    moved = moment and not left_out and weekday(moment.text) and weekday(moment.text) != weekday(draft.talk.plan_when or "")
    others: dict[str, Any] = {"plan_when": moment.text} if moment and moved else {}
    number = confidence(sure[1]) if sure else None
    if number is not None:
        others["plan_confidence"] = round(number)
    return _taken(draft, "plan_smaller", tidy(words), **others)


def _hear_beside(draft: Draft, heard: Heard, rest: str) -> None:
    """Hear what is no part of the plan: a feeling, a worry, a question."""
    if len(rest.split()) < A_TELLING:
        return
    if "?" in heard.words and asks(rest):
        draft.utter("utter_plan_question", act="reflect")
    else:
        draft.utter("utter_plan_beside", act="reflect", words=quote(rest, 14))


def _inside(words: str) -> str:
    """Give words as they stand inside a sentence: "On Monday" -> "on Monday"; a name or "I" stays as it is."""
    return words[:1].lower() + words[1:] if _LITTLE.match(words) else words


def _taken(draft: Draft, requested: str, words: str, **others: Any) -> Turn:
    """Take words into a slot, and give them back unless something else of the answer was just heard."""
    if not draft.bubbles and requested in ("plan_when", "plan_action"):
        said = _inside(tidy(words))
        draft.utter(f"utter_heard_{requested}", act="reflect", words=said, start=said[:1].upper() + said[1:])
    elif not draft.bubbles and requested in ("plan_obstacle", "plan_sentence"):
        draft.utter(f"utter_heard_{requested}", act="reflect", words=quote(words))
    return draft.done(misses=0, **{requested: words, **others})


def write(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Write the plan down, invite the person to notice, and leave the next move to them."""
    if talk.question in _LEFT_FOR:
        return Draft(talk).done()  # that turn has said why, and asked what now
    if not talk.chosen:
        return withheld(talk, library)
    item = library.item(talk.chosen)
    if not may_offer(item, talk):
        return withheld(talk, library)
    plan = Plan(
        item=item.id,
        when=talk.plan_when or "",
        action=talk.plan_action or talk.plan_smaller or item.title.lower(),
        obstacle=talk.plan_obstacle or "",
        sentence=talk.plan_sentence or "",
        confidence=talk.plan_confidence,
        smaller=talk.plan_smaller or "",
    )
    draft = Draft(talk.having(plan=plan, flow="plan"))
    draft.utter("utter_plan_written", act="plan", plan=text(plan), items=(item.id,))
    focus = talk.focus
    if (
        focus
        and talk.picture.get(focus)
        and _follows(item.id, focus, library)
        and library.sign(focus).notice not in talk.said
    ):
        draft.say(library.sign(focus).notice, act="offer")
    questions.put(draft, "after_plan", library)
    return draft.done(chosen=None, misses=0, **half_plan.EMPTY)


def surer(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take a number said after the plan ("like a 7 now") as how sure they are by now."""
    value = confidence(heard.words)
    if talk.plan is None or value is None:
        return hear(talk, heard, library)
    number = round(value)
    draft = Draft(talk.having(plan=replace(talk.plan, confidence=number), misses=0))
    kind = "confident" if number >= CONFIDENT else "unsure"
    draft.utter(f"utter_plan_{kind}", act="affirm" if number >= CONFIDENT else "reflect", number=str(number))
    questions.recall(draft, library)
    return draft.done()


def show(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Read the plan back, the half one with what it lacks, or say that there is none yet."""
    draft = Draft(talk.having(flow="plan"))
    if half_plan.is_there(talk) and talk.chosen and may_offer(library.item(talk.chosen), talk):
        return half_plan.show(draft, library)
    if talk.plan is None:
        draft.utter("utter_plan_none", act="inform")
        questions.put(draft, "offer_steps" if talk.present() else "offer_walk", library)
        return draft.done()
    if not may_offer(library.item(talk.plan.item), talk):
        return withheld(talk, library)
    draft.utter("utter_plan_recalled", act="reflect", plan=text(talk.plan), items=(talk.plan.item,))
    if (
        talk.question == "after_plan" and not talk.running
    ):  # it was written just now: too early to ask how it went
        draft.utter("utter_plan_rests", act="ask", buttons=questions.buttons_for("progress", talk, library))
        return draft.done(question="progress")
    questions.put(draft, "progress", library)
    return draft.done()


def withheld(talk: Talk, library: Library) -> Turn:
    """Keep back a plan that involves the partner while that is not safe."""
    draft = Draft(talk)
    draft.utter("utter_item_withheld", act="reflect")
    questions.put(draft, "offer_steps", library)
    # in the middle of another plan that one goes on
    return draft.done(chosen=talk.chosen if talk.running else None)


def _follows(item: str, sign: str, library: Library) -> bool:
    """Tell whether an item is among what follows from a sign."""
    link = library.link(sign)
    return item in (*link.steps, *link.blocks, *link.strategies)


def _skipped(draft: Draft, requested: str) -> Turn:
    draft.utter("utter_plan_skipped", act="reflect")
    if requested == "plan_confidence":
        return draft.done(plan_confidence=-1, plan_smaller="", misses=0)
    changes = {requested: ""}
    if requested == "plan_obstacle":
        changes["plan_sentence"] = ""
    return draft.done(misses=0, **changes)


def _confidence(draft: Draft, heard: Heard) -> Turn | None:
    value = confidence(heard.words)
    if value is None:
        if heard.intent in _NOT_AN_ANSWER and draft.talk.misses:
            return None
        draft.utter("utter_plan_need_number", act="inform")
        return draft.done(misses=draft.talk.misses + 1)
    number = round(value)
    if number >= CONFIDENT:
        draft.utter("utter_plan_confident", act="affirm", number=str(number))
        return draft.done(plan_confidence=number, plan_smaller="", misses=0)
    draft.utter("utter_plan_unsure", act="reflect", number=str(number))
    return draft.done(plan_confidence=number, misses=0)
