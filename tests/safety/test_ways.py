"""Every content item, in every safety state, by every way that could show it: 0 leaks.

A leak is a withheld item's text, its id on a bubble, or a button that leads to it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.content.library import Library, library
from bot.content.models import Item
from bot.flows import (
    checkin,
    goodbye,
    maintenance,
    navigation,
    plan,
    questions,
    transition,
    understanding,
    way_out,
)
from bot.flows.heard import Heard
from bot.flows.talk import Entry, Plan, Talk
from bot.flows.turn import Bubble, Draft, Turn
from bot.safety.policy import allows_item
from bot.safety.state import LEVELS, SafetyState
from tests.unit.flows.making import items as shown_items
from tests.unit.flows.making import say

LIB = library()
PRESENT = {sign: Entry(often="often") for sign in LIB.sign_ids}
WRITTEN = {"when": "on sunday", "action": "do what the plan says", "sentence": "when it is sunday, i do it"}


def base(item: Item, level: str) -> Talk:
    """A talk in which everything was told and the item is on the table in each way a slot can hold it."""
    talk = Talk(
        welcomed=True, picture=PRESENT, offered=(item.id,), items=(item.id,), chosen=item.id, question="choose_item",
        checked=tuple(link for sign in LIB.sign_ids if (link := LIB.link(sign).ask)), plan=Plan(item.id, **WRITTEN),
    )  # fmt: skip
    return talk.guarded(SafetyState.of(level))


def _button(intent: str) -> Callable[[Item], Heard]:
    return lambda item: Heard(text=f"/{intent}", intent=intent, confidence=1.0, values={"item": item.id}, pressed=True)


def _words(text: str, intent: str) -> Callable[[Item], Heard]:
    return lambda item: say(text.format(title=item.title.lower()), intent)


def _recall(talk: Talk, heard: Heard, lib: Library) -> Turn:
    draft = Draft(talk)
    questions.recall(draft, lib)
    return draft.done()


def _repeat(talk: Talk, heard: Heard, lib: Library) -> Turn:
    item = lib.item(talk.items[0])
    return navigation.repeat(talk, (Bubble(text=item.text, items=(item.id,), act="advise"),), lib)


def _back(talk: Talk, heard: Heard, lib: Library) -> Turn:
    return navigation.back(talk.having(question="help"), talk.to_slots(), None, lib)


def _resume(talk: Talk, heard: Heard, lib: Library) -> Turn:
    return way_out.resume(talk.having(resume={"question": "choose_item", "loop": "plan_form"}), heard, lib)


Way = tuple[Callable[[Item], Heard], Callable[[Talk, Heard, Library], Turn | None]]
WAYS: dict[str, Way] = {
    "its button": (_button("choose_item"), transition.choose),
    "its name": (_words("{title} please", "choose_item"), transition.choose),
    "its place in the row": (_words("the first one", "choose_item"), transition.choose),
    "a button that explains it": (_button("ask_topic"), understanding.explain),
    "a question about it": (_words("what is {title}?", "ask_topic"), understanding.explain),
    "its source": (_words("where is that from?", "ask_source"), understanding.source),
    "ideas": (_words("what can i do?", "ask_steps"), transition.offer),
    "other ideas": (_words("something else", "ask_alternatives"), transition.offer),
    "yes to what was offered": (_words("yes", "affirm"), transition.choose),
    "strategies": (_words("how do we keep it going?", "ask_maintenance"), maintenance.offer),
    "yes, it would be safe if they noticed": (_words("yes", "affirm"), transition.noticed),
    "writing the plan": (_words("", ""), plan.write),
    "the plan read back": (_words("what was my plan?", "show_plan"), plan.show),
    "a report on the plan": (_words("i did it", "report_progress"), checkin.report),
    "what got in the way": (_words("he was cross", "share_story"), checkin.obstacle),
    "the open question put again": (_words("hm", "nlu_fallback"), _recall),
    "saying it once more": (_words("say that again", "repeat"), _repeat),
    "one step back": (_words("back", "go_back"), _back),
    "going on after safety broke in": (_words("yes", "affirm"), _resume),
    "help": (_words("help", "ask_help"), navigation.help),
    "a goodbye": (_words("bye", "goodbye"), goodbye.say_goodbye),
}
assert len(LIB.items) * len(LEVELS) * len(WAYS) > 2_000


@pytest.mark.parametrize("noticed", [None, True])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("level", LEVELS)
def test_no_way_leads_to_a_withheld_item(level: str, way: str, noticed: bool | None) -> None:
    hear, act = WAYS[way]
    for item in LIB.items:
        talk = base(item, level).having(noticed_safe=noticed)
        turn = act(talk, hear(item), LIB)
        if turn is None:
            continue
        state = turn.talk.safety_state
        withheld = [i for i in LIB.items if not allows_item(i, state, bool(turn.talk.noticed_safe))]
        said = "\n".join(b.text or "" for b in turn.bubbles)
        leaked = [i.id for i in withheld if i.id in shown_items(turn) or i.text in said]
        assert leaked == [], f"{item.id} in {level} by {way}"
        asked = LIB.item(item.id) in withheld and "do what the plan says" in said
        assert not asked, f"the plan for {item.id} was read back in {level} by {way}"
        assert turn.follow != "plan_form" or item not in withheld, f"a plan for {item.id} began in {level} by {way}"


def test_in_the_grave_states_something_is_withheld() -> None:
    for level in ("partner_unsafe", "crisis", "watch"):
        assert [i for i in LIB.items if not allows_item(i, SafetyState.of(level))]
