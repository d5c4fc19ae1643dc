"""From what was recognised to small steps: which items fit, offered with "because you said ...", one chosen.

Owns the choice and order of steps, blocks and strategies. What may be offered at all is bot.safety's to say.
"""

from __future__ import annotations

import re

from bot.content.library import Library
from bot.content.models import Item
from bot.flows import plan, questions
from bot.flows.care import ask_due
from bot.flows.gate import allowed, may_offer
from bot.flows.heard import Heard
from bot.flows.quote import quote
from bot.flows.talk import INTERDEPENDENCE, Talk
from bot.flows.turn import Draft, Turn
from bot.language import asides
from bot.language.number import choice
from bot.language.spelling import mend
from bot.safety.state import after_answer

FIRST = "T1"
ALWAYS = "T2"
"""Therapy or a group is in every offer, and never alone in it."""
GENERAL = ("T1", "K2", "K4", "T4", "K1", "K3")
AT_ONCE = 3
WORDS_IN_A_QUOTE = 8
WORDS_AT_ONCE = 40
ALIKE = 1.0
"""One word of its title or offer, or two of its aliases, names an item."""
FEW_WORDS = 8
"""A longer message names an item only by several of its words."""
_NONE = re.compile(
    r"\b(?:none of (?:these|those|them|that)|something else|anything else|others?|neither(?: of them)?|not (?:these|those))\b",
    re.I,
)
_PARTS = re.compile(r"[.,;!?]|\b(?:but|because|cos|though)\b")
_TURNED_DOWN = re.compile(r"\b(?:no|not|never|cannot|without|nor|hate|\w+n't)\b", re.I)
_ANNOUNCES = re.compile(
    r"^.*?\b(?:make|have|got|try|do|rather) (?:up )?"
    r"(?:(?:an|one) idea|something of my own|my own(?: (?:step|idea|one))?)\b[ .,:;!-]*",
    re.I | re.S,
)
"""What comes before a step of their own: "i'll make my own. he books his own dentist"."""
_PROPOSES = re.compile(
    r"^(?:(?:no|none|none of (?:these|them|those)|hm+|um+|well|ok|so|actually|maybe|perhaps|but|rather|i think|i guess)[ ,.]+)*"
    r"(?:(?:what (?:about|if)|how about|maybe|can|could) i(?: just| could| can)?|i(?:'d| would) (?:rather|like to|prefer to)"
    r"|i (?:want to|could|might|will|can)|i'll)\s+(?=(?:just )?[a-z]+ \w+ \w+)(?!know|see|think|have to know|be sure|not)",
    re.I,
)
_SPOKEN_TO_THEM = re.compile(
    r"\b(?:tell|ask|say|talk|speak|explain|show|text|write|suggest|with)\b.*\b(?:him|her|them|partner|husband|wife|boyfriend|girlfriend|bf|gf)\b",
    re.I,
)
OWN_STEP, OWN_STEP_WITH_THEM = "T4", "K5"
"""The items that a step of the person's own stands under: it may only be planned where those may be offered."""
_COMMON = frozenset(
    "your that with this have want them they then what when would could like just please maybe some about from into more"
    " there here think guess rather really said first last something need going make same little will feel take"
    " days time evening evenings morning night today tonight week talk thing things".split()
)
"""Words that name no item, however often they stand in one."""


def fitting(talk: Talk, library: Library) -> tuple[str, ...]:
    """Give the ids of steps and blocks (and strategies, once a plan is written) that follow from the picture.

    The sign in the foreground comes first, T1 before all, ALWAYS is left out; nothing that the safety state withholds.
    """
    present = talk.present()
    signs = [s for s in (talk.focus, *present) if s in present]
    found: list[str] = []
    for sign in signs:
        link = library.link(sign)
        if library.sign(sign).side == INTERDEPENDENCE:
            continue
        found += [*link.steps, *link.blocks]
    for sign in signs:
        link = library.link(sign)
        if talk.plan or library.sign(sign).side == INTERDEPENDENCE:
            found += link.strategies
    ids = sorted(dict.fromkeys(i for i in found if i != ALWAYS), key=lambda i: i != FIRST)
    return allowed(tuple(ids), talk, library)


def offer(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Offer one to three items that fit and were not offered before."""
    if talk.question == "choose_item" and (own := _own_step(talk, heard, library)):
        return own
    draft = Draft(talk.having(flow="transition", misses=0))
    draft.leave_form()
    asked_again = "any" in heard.values or talk.question == "need_picture" or ALWAYS in talk.shown
    if not talk.present() and not asked_again:
        draft.utter("utter_steps_need_picture", act="inform")
        questions.put(draft, "need_picture", library)
        return draft.done()
    if ask_due(draft, library):
        return draft.done()
    fits = fitting(talk, library) or allowed(GENERAL, talk, library)
    fresh = tuple(i for i in fits if i not in talk.shown) or fits
    chosen = (*fresh[: AT_ONCE - 1], ALWAYS)
    if fresh == fits and talk.offered == chosen:
        draft.utter("utter_steps_all_offered", act="inform")
    draft.utter("utter_offer_items", act="advise", items=chosen, lines=_lines(chosen, draft.talk, library))
    draft.talk = draft.talk.having(offered=chosen)
    questions.put(draft, "choose_item", library)
    return draft.done()


def choose(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the item the person picked, say what it is, and begin the plan; where they want none of these, bring others."""
    announced = _ANNOUNCES.match(mend(heard.words))
    item = None if announced else _picked(talk, heard, library)
    if item is None and (own := _own_step(talk, heard, library)):
        return own
    if item is None and _NONE.search(heard.words):
        return offer(talk, heard, library)
    draft = Draft(talk.having(flow="transition", misses=0))
    draft.leave_form()
    if item is None:
        if not talk.offered or talk.question != "choose_item":
            return offer(talk, heard, library)
        draft.utter("utter_which_item", act="reflect")
        questions.put(draft, "choose_item", library, recalled=True)
        return draft.done()
    if not may_offer(item, talk):
        return withheld(talk, item, library)
    draft.say(item.text if item.text not in talk.said else item.again, act="advise", items=(item.id,))
    if item.try_this:
        draft.say(item.try_this, act="advise", items=(item.id,))
    return draft.done(follow="plan_form", question=None, chosen=item.id, **plan.EMPTY)


def _own_step(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Plan a step that the person thought of themselves; None where the message proposes none."""
    said = mend(heard.words)
    proposed = _ANNOUNCES.match(said) or _PROPOSES.match(said)
    if talk.question != "choose_item" or proposed is None:
        return None
    words = said[proposed.end() :].rstrip(" ?.!")
    if not words:
        return None
    item = library.item(OWN_STEP_WITH_THEM if _SPOKEN_TO_THEM.search(words) else OWN_STEP)
    if not may_offer(item, talk):
        return withheld(talk, item, library)
    draft = Draft(talk.having(flow="transition", misses=0))
    draft.utter("utter_own_step", act="reflect", words=quote(words))
    return draft.done(
        follow="plan_form", question=None, chosen=item.id, **{**plan.EMPTY, "plan_action": words}
    )


def withheld(talk: Talk, item: Item, library: Library) -> Turn:
    """Leave aside an item that involves the partner: ask first whether that would be safe, or say why not."""
    draft = Draft(talk)
    draft.leave_form()
    if talk.safety == "watch" and talk.noticed_safe is None:
        questions.put(draft, "notice_safe", library)
        return draft.done(chosen=item.id)
    draft.utter("utter_item_withheld", act="reflect")
    questions.put(draft, "offer_steps", library)
    return draft.done(chosen=None)


def noticed(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the answer to "would it be safe if they noticed?": only a clear yes opens what involves the partner."""
    safe = heard.intent == "affirm"
    now = talk.having(noticed_safe=safe, question=None)
    if safe and talk.chosen:
        return choose(now, Heard(intent="choose_item", values={"item": talk.chosen}, pressed=True), library)
    answer = "yes" if heard.intent == "deny" else "unsure"
    draft = Draft(now.guarded(after_answer(talk.safety_state, answer, "partner")))
    draft.utter("utter_item_withheld", act="reflect")
    questions.put(draft, "offer_steps", library)
    return draft.done(chosen=None)


def respect_no(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take a no to ideas as it is: nothing is pressed, the picture and the talk stay open."""
    quiz = asides.declines(heard.words) and talk.question != "offer_steps"
    draft = Draft(questions.turned_down(talk.having(misses=0), *(questions.OFFERS if quiz else ("offer_steps",))))
    draft.utter("utter_respect_no_questions" if quiz else "utter_respect_no", act="reflect")
    questions.put(draft, "offer_walk", library)
    return draft.done()


def _picked(talk: Talk, heard: Heard, library: Library) -> Item | None:
    """Find the item meant: a button's value, a place in the row, or words of its title, offer or aliases."""
    if heard.values.get("item") in library.item_ids:
        return library.item(heard.values["item"])
    if not heard.words:
        return None
    wanted = _wanted(heard.words)
    place = choice(wanted, len(talk.offered))
    if place is not None:
        return _item_or_none(talk.offered[place], library)
    words = _content_words(wanted)
    seen = (*talk.offered, *(i for i in talk.shown if i in library.item_ids and library.item(i).offer))
    known = [i for i in dict.fromkeys(seen) if i in library.item_ids]
    scored = sorted(((_likeness(words, library.item(i)), i) for i in known), reverse=True)
    alike = ALIKE if len(wanted.split()) <= FEW_WORDS else 2 * ALIKE
    if scored and scored[0][0] >= alike and (len(scored) == 1 or scored[0][0] > scored[1][0]):
        return library.item(scored[0][1])
    if heard.intent not in ("choose_item", "ask_topic", "ask_steps"):
        return None
    named = [i for i in library.find(wanted) if library.item(i).try_this]
    return library.item(named[0]) if named else None


def _item_or_none(id: str, library: Library) -> Item | None:
    return library.item(id) if id in library.item_ids else None


def _wanted(words: str) -> str:
    """Leave out what is turned down: "no therapy, the evening" -> "the evening"."""
    parts = _PARTS.split(_NONE.sub(" ", mend(words)))
    return " ".join(part for part in parts if not _TURNED_DOWN.search(part)).strip()


def _likeness(words: set[str], item: Item) -> float:
    """Weigh the words a message shares with an item: those of its title or offer whole, those of its aliases by half."""
    names = _content_words(f"{item.title} {item.offer or ''}")
    return len(words & names) + 0.5 * len(words & (_content_words(" ".join(item.aliases)) - names))


def _content_words(text: str) -> set[str]:
    """Give the beginnings of the longer words: "noticing" and "notice" are one."""
    found = (w.strip(".,;:!?\"'()") for w in text.lower().split())
    return {w[:5] for w in found if len(w) > 3 and w not in _COMMON}


def _lines(items: tuple[str, ...], talk: Talk, library: Library) -> str:
    """Write the offers one a line, each with its reason; the same reason is not said twice, nor one too many."""
    lines: list[str] = []
    reasons: set[str] = set()
    for id in items:
        reason = _because(id, talk, library)
        line = f"• {library.item(id).offer}"
        if reason not in reasons and len(" ".join([*lines, line, reason]).split()) <= WORDS_AT_ONCE:
            line += reason
            reasons.add(reason)
        lines.append(line)
    return "\n".join(lines)


def _because(item: str, talk: Talk, library: Library) -> str:
    """Say which of their words an item follows from, shortly."""
    for sign in dict.fromkeys(s for s in (talk.focus, *talk.present()) if s in talk.present()):
        link = library.link(sign)
        if item in (*link.steps, *link.blocks, *link.strategies):
            words = quote(talk.picture[sign].words, WORDS_IN_A_QUOTE)
            return f", because you said {words}" if words else f", because {library.sign(sign).because}"
    return ""
