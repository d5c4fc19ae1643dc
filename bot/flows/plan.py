"""The if-then plan: when and where, the small action, what could get in the way, a sentence for it, confidence.

Owns the reading of the plan form's answers and the writing of the plan. Must not choose the item.
"""

from __future__ import annotations

import re

from bot.content.library import Library
from bot.flows import questions
from bot.flows.gate import may_offer
from bot.flows.heard import Heard
from bot.flows.interrupts import interrupts
from bot.flows.quote import quote, sentence
from bot.flows.talk import Plan, Talk
from bot.flows.turn import Draft, Turn
from bot.language.number import confidence
from bot.language.spelling import pronounceable

CONFIDENT = 7
"""From here on a plan tends to be kept; below it a smaller step is asked for (design.md, section 2)."""
MAX_ANSWER = 160
_SLOTS = ("plan_when", "plan_action", "plan_obstacle", "plan_sentence", "plan_confidence", "plan_smaller")
_LEAD = re.compile(
    r"^(?:(?:um+|well|ok|okay|so|maybe|probably|perhaps|i think|i guess|i suppose|let'?s say|how about|say(?=,))[ ,]+)+", re.I
)
_I_WILL = re.compile(r"^(?:(?:i'?ll|i will|i would|i'?d|i could|i can|i want to|i'?m going to|to|just)\s+)+", re.I)
_STARTS_A_CLAUSE = re.compile(
    r"^(?:when|after|before|once|as soon as|if|every|each|while|during|at|in|on|from|around|tonight|tomorrow|next|this"
    r"|first thing|straight|right after|whenever|most)\b",
    re.I,
)
_NOT_AN_ANSWER = frozenset(("nlu_fallback", "out_of_scope"))


def answer(talk: Talk, heard: Heard, requested: str, library: Library) -> Turn | None:
    """Take a message as the answer to the requested slot; None when it is something else (the form steps aside)."""
    if requested not in _SLOTS or interrupts(heard) or (heard.pressed and heard.intent != "skip"):
        return None
    draft = Draft(talk)
    if heard.intent == "skip" or (heard.intent in ("answer_unsure", "deny") and requested in _OPTIONAL):
        return _skipped(draft, requested, library)
    if requested == "plan_confidence":
        return _confidence(draft, heard)
    words = heard.words[:MAX_ANSWER]
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


def write(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Write the plan down, invite the person to notice, and leave the next move to them."""
    if not talk.chosen:
        return _withheld(talk, library)
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
    if focus and talk.picture.get(focus) and library.sign(focus).notice not in talk.said:
        draft.say(library.sign(focus).notice, act="offer")
    questions.put(draft, "after_plan", library)
    return draft.done(chosen=None, misses=0)


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
    questions.put(draft, "progress", library)
    return draft.done()


def _withheld(talk: Talk, library: Library) -> Turn:
    """Keep back a plan that involves the partner while that is not safe."""
    draft = Draft(talk)
    draft.utter("utter_item_withheld", act="reflect")
    questions.put(draft, "offer_steps", library)
    # in the middle of another plan that one goes on
    return draft.done(chosen=talk.chosen if talk.running else None)


def text(plan: Plan) -> str:
    """Write a plan as one to three sentences, in the person's own words.

    >>> text(Plan("K2", "wednesday", "i'll walk to the pool", "he calls", "im out till nine"))
    'When it is wednesday, I will walk to the pool.\\nIf he calls: “im out till nine”'
    """
    lines = [sentence(f"{_when(plan.when)}I will {_I_WILL.sub('', tidy(plan.action))}")]
    if plan.obstacle and plan.sentence:
        lines.append(f"If {_obstacle(plan.obstacle)}: {quote(plan.sentence, 30)}")
    elif plan.sentence:
        lines.append(f"To say or think then: {quote(plan.sentence, 30)}")
    elif plan.obstacle:
        lines.append(f"What may get in the way: {quote(plan.obstacle, 20)}")
    if plan.smaller and plan.smaller != plan.action:
        lines.append(f"Made easier: {quote(plan.smaller, 20)}")
    return "\n".join(lines)


def tidy(words: str) -> str:
    """Take hesitations and full stops off an answer: "um, maybe wednesday." -> "wednesday"."""
    return _LEAD.sub("", words.strip()).strip(" .,;:!?") or words.strip()


def _when(when: str) -> str:
    said = re.sub(r"^(?:when it(?:'?s| is)|on)\s+", "", tidy(when), flags=re.I)
    if not said:
        return ""
    return f"{said}, " if _STARTS_A_CLAUSE.match(said) else f"When it is {said}, "


def _obstacle(words: str) -> str:
    return re.sub(r"^(?:if|that|when)\s+", "", tidy(words), flags=re.I)


_OPTIONAL = ("plan_obstacle", "plan_sentence", "plan_smaller")


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
    hints = {"plan_when": item.draft, "plan_action": item.try_this, "plan_sentence": item.say, "plan_smaller": item.smaller}
    return hints.get(requested) or item.draft or ""
