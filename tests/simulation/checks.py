"""What must hold at every turn, whatever a person does. Each check reads what was seen and names what is wrong.

Owns the list of violations: failure, silence, long, dead_end, repeat, withheld, advice, unfilled. Must not run the bot.

    checker = Checker(library(), responses)
    checker.look(seen)      # [Violation("dead_end", "...")]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.content.library import Library
from bot.content.models import Item
from tests.simulation.seen import Seen, Shown

WORDS = 60
"""The longest bubble (design.md, section 1); quotations of the person's own words do not count."""
QUOTED = re.compile(r"“[^”]*”")
PLACEHOLDER = re.compile(r"\{[a-z_]+\}|\bNone\b(?! of)|“”|<[a-z]+>")
NAMED = re.compile(r"{([A-Za-z_][A-Za-z0-9_]*)}")
OPEN_ACTS = frozenset(("ask", "offer", "close"))
AGAIN = frozenset(("utter_empty", "utter_too_long", "utter_button_gone"))
"""They repeat every button that was open, of all the bubbles before: none is lost by a slip of the thumb."""
INVITING = frozenset(("utter_empty", "utter_too_long", "utter_privacy_deleted"))
"""What asks for a word, or ends all, and carries no act: the runtime's own, and what is said of a talk that is gone."""
REFLECTING = frozenset(("reflect", "affirm"))
UNSAFE = frozenset(("partner_unsafe", "crisis"))

ASKED_FOR = frozenset(["ask_steps", "ask_alternatives", "choose_item", "ask_maintenance", "repeat"])
"""Intents that ask for advice in so many words."""
OFFERS = frozenset(["offer_steps", "offer_strategies", "after_plan", "need_picture", "notice_safe", "next_step"])
"""Open questions that offer it: a yes, or a perhaps, takes it up."""
TAKEN_UP = frozenset(("affirm", "answer_unsure"))
CHOOSING = frozenset(("choose_item", "notice_safe"))
"""Open questions about ideas that were asked for: any answer leads to one of them, or to others in its place."""


@dataclass(frozen=True)
class Violation:
    """One thing that must not happen."""

    kind: str
    detail: str
    """What and where, in our own words and names; never a person's."""


@dataclass
class Checker:
    """Checks the turns of one session, in their order."""

    library: Library
    responses: Mapping[str, Sequence[Mapping[str, Any]]]
    counts: Counter[str] = field(default_factory=Counter)
    """turns, bubbles, reflections, questions."""
    used: Counter[str] = field(default_factory=Counter)
    """How often each wording was said in this session."""
    single: Counter[str] = field(default_factory=Counter)
    """Sentences said again because they have no other wording: no violation, but worth one."""

    def look(self, seen: Seen) -> list[Violation]:
        """Check one turn and remember what was said in it."""
        found = [*self._steady(seen), *self._said(seen), *self._kept_back(seen), *self._unasked(seen)]
        found += [v for shown in seen.shown for v in self._repeated(shown, seen)]
        self._count(seen)
        return found

    def begin_again(self) -> None:
        """Forget which wordings were used, as the bot does when all of a talk is deleted."""
        self.used.clear()

    def _steady(self, seen: Seen) -> Iterator[Violation]:
        for failure in seen.failures:
            yield Violation("failure", failure)
        if not seen.shown:
            yield Violation("silence", f"no reply to {seen.intent} at {at(seen)}")
        elif not goes_on(seen):
            yield Violation("dead_end", f"{names(seen)} after {seen.intent} at {at(seen)}")

    def _said(self, seen: Seen) -> Iterator[Violation]:
        for shown in seen.shown:
            words = len(QUOTED.sub("", shown.text).split())
            if words > WORDS and shown.act != "refer":
                yield Violation("long", f"more than {words // 10 * 10} words in {name(shown)}")
            if PLACEHOLDER.search(shown.text) or not shown.text.strip():
                yield Violation("unfilled", f"{name(shown)} at {at(seen)}")
            if len(shown.buttons) > 4 and shown.utterance not in AGAIN:
                yield Violation("buttons", f"{len(shown.buttons)} under {name(shown)}")

    def _kept_back(self, seen: Seen) -> Iterator[Violation]:
        """No item that involves the partner where that is not safe: by id, by button, or by its very words."""
        held = [item for item in self.library.items if withheld(item, seen)]
        for shown in seen.shown:
            for item in held:
                if item.id in shown.items or any(item.id in told(b[1]) for b in shown.buttons):
                    yield Violation(
                        "withheld", f"{item.id} in {name(shown)}, {seen.after.safety}, after {seen.intent}"
                    )
                elif any(
                    text and text in shown.text for text in (item.text, item.again, item.offer, item.try_this)
                ):
                    yield Violation(
                        "withheld", f"the words of {item.id} in {name(shown)}, {seen.after.safety}"
                    )

    def _unasked(self, seen: Seen) -> Iterator[Violation]:
        if any(shown.act == "advise" for shown in seen.shown) and not asked_for(seen):
            what = next(name(s) for s in seen.shown if s.act == "advise")
            yield Violation("advice", f"{what} after {seen.intent} at {at(seen)}")

    def _repeated(self, shown: Shown, seen: Seen) -> Iterator[Violation]:
        """The same wording again while another of its kind was not yet used."""
        mine, others = self._wordings(shown)
        if seen.intent != "repeat" and self.used[mine]:
            if any(not self.used[other] for other in others):
                yield Violation("repeat", f"{name(shown)} at {at(seen)} after {seen.intent}")
            elif not others and shown.act not in ("refer", "plan"):
                self.single[name(shown)] += 1
        self.used[mine] += 1

    def _wordings(self, shown: Shown) -> tuple[str, list[str]]:
        """Give the key of a wording and the keys of those that could stand in its place."""
        if shown.utterance in self.responses:
            from bot.runtime.responses import mark_of

            marked = {mark_of(dict(v)): v for v in self.responses[shown.utterance]}
            needs = NAMED.findall(str(marked.get(shown.variant or "", {}).get("text", "")))
            can = [m for m, v in marked.items() if set(NAMED.findall(str(v.get("text", "")))) <= set(needs)]
            return f"{shown.utterance}:{shown.variant}", [
                f"{shown.utterance}:{m}" for m in can if m != shown.variant
            ]
        return shown.text, [text for text in self._family(shown.text) if text != shown.text]

    def _family(self, text: str) -> Sequence[str]:
        for sign in self.library.signs:
            for family in (sign.reflections, sign.hedged, sign.denied, sign.past, sign.questions):
                if text in family:
                    return family
        for item in self.library.items:
            if text in (item.text, item.again):
                return (item.text, item.again)
        return ()

    def _count(self, seen: Seen) -> None:
        self.counts["turns"] += 1
        self.counts["bubbles"] += len(seen.shown)
        self.counts["reflections"] += sum(s.act in REFLECTING for s in seen.shown)
        self.counts["questions"] += sum(
            len(re.findall(r"\?(?=\s|$)", QUOTED.sub("", s.text))) for s in seen.shown
        )
        self.counts["inviting"] += any(s.buttons or s.act in OPEN_ACTS or "?" in s.text for s in seen.shown)


def goes_on(seen: Seen) -> bool:
    """Tell whether the person sees or knows a way on: a button, an invitation, an open question, or a closing."""
    visible = any(
        s.buttons or s.act in OPEN_ACTS or s.utterance in INVITING or s.text.rstrip().endswith("?")
        for s in seen.shown
    )
    return visible or bool(seen.after.question or seen.after.loop)


def withheld(item: Item, seen: Seen) -> bool:
    """Tell whether an item may not be said: the graver of the states before and after the turn decides."""
    if item.partner_contact in (None, "none"):
        return False
    states = {seen.after.safety}
    return bool(states & UNSAFE) or (seen.after.safety == "watch" and not seen.after.noticed_safe)


def asked_for(seen: Seen) -> bool:
    """Tell whether the person asked for advice or took up an offer of it."""
    if seen.intent in ASKED_FOR or seen.before.question in CHOOSING or seen.before.wanted:
        return True
    return seen.before.question in OFFERS and seen.intent in TAKEN_UP


def told(payload: str) -> set[str]:
    """Give the values that a button carries."""
    return set(re.findall(r'"(?:item)": ?"([^"]+)"', payload))


def name(shown: Shown) -> str:
    """Name a bubble without quoting a person."""
    return shown.utterance or f"“{shown.text[:50]}”"


def names(seen: Seen) -> str:
    """Name the bubbles of a turn."""
    return ", ".join(name(s) for s in seen.shown)


def at(seen: Seen) -> str:
    """Name the place a message came to."""
    before = seen.before
    return f"{before.loop}/{before.requested}" if before.loop else str(before.question)
