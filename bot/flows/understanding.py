"""Answers about the subject: codependency, interdependence, how they differ, what helps; always with a source.

Owns explaining, sources, "am I codependent?" and the questions no program can decide. It may come in the middle of
another flow, which then goes on where it was. Must not label.
"""

from __future__ import annotations

import re
from typing import Any

from bot.content import render
from bot.content.library import Library
from bot.content.models import Item
from bot.flows import buttons as b
from bot.flows import questions
from bot.flows.echo import give_back
from bot.flows.gate import may_offer
from bot.flows.heard import Heard
from bot.flows.interrupts import asks
from bot.flows.reflection import hear, note
from bot.flows.talk import Talk
from bot.flows.turn import Button, Draft, Turn

_NORMAL = re.compile(
    r"\b(?:normal|common|usual|weird of me|just me|only one|other (?:people|couples)|everyone else)\b", re.I
)
PER_PAGE = 3
TOPICS: dict[str, tuple[str, ...]] = {
    "codependency": ("definition", "characteristic", "impact"),
    "interdependence": ("nature", "benefit", "principle", "closing"),
    "signs": ("sign", "strength"),
    "change": ("quality", "step", "block", "strategy"),
}


def explain(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Explain what was asked about, or show what can be asked."""
    topic = heard.values.get("topic")
    if topic:
        return browse(talk, topic, int(heard.values.get("page") or 0), library)
    item = _asked(talk, heard, library)
    draft = _heard_first(talk.having(flow="understanding", misses=0), heard, library)
    if item is None and (referral := library.referral(heard.words)) and referral.text not in talk.said:
        draft.say(referral.text, act="refer")
        return after(draft, library)
    if item is None:
        draft.utter("utter_topic_unknown", act="inform")
        return _topics(draft)
    if not may_offer(item, talk):
        draft.utter("utter_item_withheld", act="reflect")
        return after(draft, library)
    draft.say(render.bubble(item, again=item.text in talk.said), act="inform", items=(item.id,))
    return after(draft, library)


def browse(talk: Talk, topic: str, page: int, library: Library) -> Turn:
    """Show what can be asked: the four topics, or the items of one, three at a time."""
    draft = Draft(talk.having(flow="understanding", misses=0))
    kinds = TOPICS.get(topic)
    if kinds is None:
        draft.utter("utter_topics", act="offer")
        return _topics(draft)
    items = [i for kind in kinds for i in library.of_kind(kind) if may_offer(i, talk)]  # type: ignore[arg-type]
    shown = items[page * PER_PAGE : (page + 1) * PER_PAGE] or items[:PER_PAGE]
    choices: list[Button] = [b.button(i.title, "ask_topic", item=i.id) for i in shown]
    if (page + 1) * PER_PAGE < len(items):
        choices.append(b.button("More", "ask_topic", topic=topic, page=str(page + 1)))
    draft.utter("utter_topic_list", act="offer", buttons=choices)
    return draft.done()


def source(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Say where the latest content comes from, or what the source is in general."""
    draft = Draft(talk)
    known = (library.item(i) for i in talk.items if i in library.item_ids)
    # told while it was safe, asked about when it is not: the title alone would bring it back to the screen
    named = [item for item in known if may_offer(item, talk)]
    if not named:
        draft.utter("utter_source_general", act="inform")
    seen: set[str] = set()
    for item in named[:3]:
        line = render.source_line(item)
        if line not in seen:
            seen.add(line)
            title = f"{item.title}: " if len(named) > 1 else ""
            draft.say(f"{title}{line}", act="inform", items=(item.id,))
    return after(draft, library, items=talk.items)


def label(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Answer "am I codependent?" without a label: what the word means, and what can be looked at instead."""
    draft = _heard_first(talk.having(flow="understanding", misses=0), heard, library)
    draft.utter("utter_label_none", act="reflect")
    item = library.item("D3")
    if item.text not in talk.said:
        draft.say(item.text, act="inform", items=(item.id,))
    return after(draft, library)


def verdict(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Answer "should I leave?", "is it my fault?", "is that normal?": theirs to decide, no verdict.

    A plain telling ("it would be on me") is heard as one.
    """
    if not asks(heard.text) and not _NORMAL.search(heard.words) and talk.running is None:
        return hear(talk, heard, library)
    draft = _heard_first(talk.having(misses=0), heard, library)
    draft.utter(
        "utter_verdict_normal" if _NORMAL.search(heard.words) else "utter_verdict_none", act="reflect"
    )
    return after(draft, library)


def partner(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Answer "why does he do that?": no guess about somebody who is not here. A plain telling is heard as one."""
    if not asks(heard.text) and talk.running is None:
        return hear(talk, heard, library)
    draft = _heard_first(talk.having(misses=0), heard, library)
    draft.utter("utter_about_partner", act="reflect")
    return after(draft, library)


def trellis(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Say what Trellis is and is not."""
    draft = Draft(talk.having(misses=0))
    draft.utter("utter_about_trellis", act="inform")
    return after(draft, library)


def why(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Say why the open question is asked."""
    draft = Draft(talk)
    sign = talk.walk.queue[0] if talk.running == "walk_form" and talk.walk and talk.walk.queue else talk.focus
    if sign and (
        talk.running == "walk_form" or talk.question in ("deepen", "safe_check", "check", "change_sign")
    ):
        draft.say(library.sign(sign).why, act="inform", items=library.sign(sign).items[:1])
    else:
        draft.utter("utter_why_general", act="inform")
    return after(draft, library)


def after(draft: Draft, library: Library, **changes: Any) -> Turn:
    """End an answer: bring back the open question, or offer to look at how it is for them.

    While a form runs, the form itself goes on with its question, so nothing is added here.
    """
    if draft.talk.running is None:
        if draft.talk.question:
            questions.recall(draft, library)
        elif not draft.talk.picture:
            questions.put(draft, "offer_walk", library)
    return draft.done(**changes)


def _heard_first(talk: Talk, heard: Heard, library: Library) -> Draft:
    """Take in what was told before the question, so that the answer does not pass it over."""
    found = tuple(s for s in heard.own_signs if s.id in library.sign_ids)
    draft = Draft(note(talk, heard, library) if found else talk)
    if found and talk.running is None:
        give_back(draft, found, library)
        draft.talk = draft.talk.having(focus=found[0].id)
    return draft


def _asked(talk: Talk, heard: Heard, library: Library) -> Item | None:
    given = heard.values.get("item")
    if given in library.item_ids:
        return library.item(str(given))
    found = library.find(heard.words)
    return library.item(found[0]) if found else None


def _topics(draft: Draft) -> Turn:
    last = draft.bubbles.pop()
    draft.utter(
        last.response or "utter_topics",
        act="offer",
        buttons=(b.TOPIC_CODEPENDENCY, b.TOPIC_INTERDEPENDENCE, b.TOPIC_SIGNS, b.TOPIC_CHANGE),
    )
    return draft.done()
