"""The if-then plan: when and where, the small action, what could get in the way, a sentence for it, confidence.

Owns the reading of the plan form's answers and the writing of the plan. Must not choose the item.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.content.library import Library
from bot.flows import questions
from bot.flows.gate import may_offer
from bot.flows.heard import Heard
from bot.flows.if_then import text, tidy
from bot.flows.interrupts import interrupts
from bot.flows.quote import quote
from bot.flows.reflection import hear
from bot.flows.talk import Plan, Talk
from bot.flows.turn import Draft, Turn
from bot.language import asides
from bot.language.number import confidence
from bot.language.spelling import pronounceable

CONFIDENT = 7
"""From here on a plan tends to be kept; below it a smaller step is asked for (design.md, section 2)."""
MAX_ANSWER = 160
_SLOTS = ("plan_when", "plan_action", "plan_obstacle", "plan_sentence", "plan_confidence", "plan_smaller")
_NOT_AN_ANSWER = frozenset(("nlu_fallback", "out_of_scope"))
_SAME = re.compile(
    r"^\W*(?:(?:the )?same(?: as (?:before|last time))?|as before|that stays|no change)\b", re.I
)
_PARTS: tuple[tuple[str, str], ...] = (
    ("plan_when", r"\b(?:time|day|when|where|moment|place)\b"),
    ("plan_smaller", r"\b(?:smaller|easier|shorter|simpler)\b"),
    ("plan_action", r"\b(?:step|action|what i (?:do|will do)|thing itself)\b"),
    ("plan_obstacle", r"\b(?:obstacle|in the way)\b"),
    ("plan_sentence", r"\b(?:sentence|words?|what i say)\b"),
    ("plan_confidence", r"\b(?:number|how sure|sure)\b"),
)
"""Which part of a plan a wish to change it names."""


def answer(talk: Talk, heard: Heard, requested: str, library: Library) -> Turn | None:
    """Take a message as the answer to the requested slot; None when it is something else (the form steps aside)."""
    if requested not in _SLOTS or heard.verdict != "none":
        return None
    draft = Draft(talk)
    if aside := _aside(draft, heard, requested, library):
        return aside
    if interrupts(heard) or (heard.pressed and heard.intent != "skip"):
        return None
    numbered = requested == "plan_confidence" and confidence(heard.words) is not None
    if not numbered and (
        heard.intent == "skip" or (heard.intent in ("answer_unsure", "deny") and requested in _OPTIONAL)
    ):
        return _skipped(draft, requested, library)
    if requested == "plan_confidence":
        return _confidence(draft, heard)
    words = heard.words[:MAX_ANSWER]
    if talk.plan and _SAME.search(words):
        words = getattr(talk.plan, requested.removeprefix("plan_")) or words
    if words and not (pronounceable(words) and any(c.isalnum() for c in words)):
        return None
    if heard.intent == "answer_unsure" or not words:
        draft.utter(f"utter_hint_{requested}", act="reflect", hint=_hint(talk, requested, library))
        return draft.done(misses=talk.misses + 1)
    if requested in ("plan_when", "plan_action"):
        said = tidy(words)
        draft.utter(f"utter_heard_{requested}", act="reflect", words=said, start=said[:1].upper() + said[1:])
    elif requested in ("plan_obstacle", "plan_sentence"):
        draft.utter(f"utter_heard_{requested}", act="reflect", words=quote(words))
    return draft.done(misses=0, **{requested: words})


def _aside(draft: Draft, heard: Heard, requested: str, library: Library) -> Turn | None:
    """Take what is said about the plan or to Trellis, so that it is not written into the plan."""
    if heard.pressed:
        return None
    # a sentence to say to somebody may well be "i'd rather not"
    speaking = requested == "plan_sentence"
    if asides.refuses_plan(heard.words) or (asides.refuses(heard.words) and not speaking):
        return _dropped(draft, library)
    if asides.revises(heard.words) and not speaking:
        return _begun_again(draft, heard)
    if part := asides.puts_right(heard.words):
        slot, said = part
        draft.utter("utter_plan_put_right", act="reflect", words=quote(said))
        return draft.done(misses=0, **{slot: said})
    if asides.complains(heard.words) and not speaking:
        if draft.talk.misses:
            return _dropped(draft, library)
        draft.utter("utter_plan_misheard", act="reflect")
        return draft.done(misses=draft.talk.misses + 1)
    return None


def _dropped(draft: Draft, library: Library) -> Turn:
    """Leave the plan unwritten: the form ends, and something else may be looked at, or nothing."""
    draft.leave_form()
    draft.utter("utter_plan_dropped", act="reflect")
    questions.put(draft, "after_drop", library)
    return draft.done(chosen=None, misses=0, **EMPTY)


def _begun_again(draft: Draft, heard: Heard) -> Turn:
    """Ask again for the part that is named, or from the start where none is."""
    part = _part(heard.words)
    draft.utter("utter_plan_changing", act="reflect")
    return draft.done(misses=0, **({part: None} if part else EMPTY))


def revise(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the written plan up again: the part that is named is asked anew, or all of it where none is named."""
    plan = talk.plan
    if plan is None:
        return show(talk, heard, library)
    if not may_offer(library.item(plan.item), talk):
        return _withheld(talk, library)
    kept = {
        "plan_when": plan.when,
        "plan_action": plan.action,
        "plan_obstacle": plan.obstacle,
        "plan_sentence": plan.sentence,
        "plan_confidence": -1 if plan.confidence is None else plan.confidence,
        "plan_smaller": plan.smaller,
    }
    if right := asides.puts_right(heard.words):
        slot, said = right
        now = replace(plan, when=said) if slot == "plan_when" else replace(plan, action=said)
        draft = Draft(talk.having(flow="plan", misses=0, plan=now))
        draft.utter("utter_plan_written", act="plan", plan=text(now), items=(now.item,))
        questions.put(draft, "after_plan", library, recalled=True)
        return draft.done()
    part = _part(heard.words)
    draft = Draft(talk.having(flow="plan", misses=0))
    draft.leave_form()
    draft.utter("utter_plan_changing", act="reflect")
    return draft.done(
        follow="plan_form", question=None, chosen=plan.item, **({**kept, part: None} if part else EMPTY)
    )


def taken_up(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Revise the plan where a message asks for that, whatever its intent was taken for; None for any other message."""
    return revise(talk, heard, library) if _meant(talk, heard) else None


def _meant(talk: Talk, heard: Heard) -> bool:
    """Tell whether "change" speaks of the plan rather than of an answer in the picture."""
    if talk.plan is None or talk.running or heard.values.get("sign"):
        return False
    if talk.question in ("after_plan", "progress") and asides.puts_right(heard.words):
        return True
    of_plan = heard.values.get("part") == "plan" or "plan" in heard.words.lower().split()
    changing = heard.intent == "change_answer" or asides.revises(heard.words)
    return (of_plan and changing) or (
        talk.question in ("after_plan", "progress") and asides.revises(heard.words)
    )


def _part(words: str) -> str | None:
    return next((name for name, pattern in _PARTS if re.search(pattern, words, re.I)), None)


def write(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Write the plan down, invite the person to notice, and leave the next move to them."""
    if not talk.chosen:
        # dropped on the way: that turn has said so and asked what now
        return Draft(talk).done() if talk.question else _withheld(talk, library)
    item = library.item(talk.chosen)
    if not may_offer(item, talk):
        return _withheld(talk, library)
    action = talk.plan_action or talk.plan_smaller or item.title.lower()
    plan = Plan(
        item=item.id,
        when=talk.plan_when or "",
        action=action,
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
    return draft.done(chosen=None, misses=0)


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
    """Read the plan back, or say that there is none yet."""
    draft = Draft(talk.having(flow="plan"))
    if talk.plan is None:
        draft.utter("utter_plan_none", act="inform")
        questions.put(draft, "offer_steps" if talk.present() else "offer_walk", library)
        return draft.done()
    if not may_offer(library.item(talk.plan.item), talk):
        return _withheld(talk, library)
    draft.utter("utter_plan_recalled", act="reflect", plan=text(talk.plan), items=(talk.plan.item,))
    if (
        talk.question == "after_plan" and not talk.running
    ):  # it was written just now: too early to ask how it went
        draft.utter("utter_plan_rests", act="ask", buttons=questions.buttons_for("progress", talk, library))
        return draft.done(question="progress")
    questions.put(draft, "progress", library)
    return draft.done()


def _withheld(talk: Talk, library: Library) -> Turn:
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


_OPTIONAL = ("plan_obstacle", "plan_sentence", "plan_smaller")
EMPTY = dict.fromkeys(_SLOTS)
"""The form's slots, all open."""


def _skipped(draft: Draft, requested: str, library: Library) -> Turn:
    if requested == "plan_confidence":
        draft.utter("utter_plan_skipped", act="reflect")
        return draft.done(plan_confidence=-1, plan_smaller="")
    draft.utter("utter_plan_skipped", act="reflect")
    value = ""
    changes: dict[str, str] = {requested: value}
    if requested == "plan_obstacle":
        changes["plan_sentence"] = ""
    return draft.done(**changes)


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


def _hint(talk: Talk, requested: str, library: Library) -> str:
    item = library.item(talk.chosen) if talk.chosen else None
    if item is None:
        return ""
    hints = {
        "plan_when": item.draft,
        "plan_action": item.try_this,
        "plan_sentence": item.say,
        "plan_smaller": item.smaller,
    }
    return hints.get(requested) or item.draft or ""
