"""Walks to every one of the article's 62 items, by buttons, by asking and by talking, and asks where it is from.

Also: from the first clear sign to a written plan in twelve turns of the person or fewer.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest

from bot.content.library import library
from bot.content.models import CODEPENDENCY_SIGNS, SIGN_IDS, Item
from bot.flows.understanding import TOPICS

if TYPE_CHECKING:
    from tests.conftest import Talking

ARTICLE = (
    "D1 D2 D3 D4 C1 C2 C3 C4 C5 C6 I1 I2 I3 I4 D5 N1 N2 N3 B1 B2 B3 B4 B5 P1 P2 P3 P4 D6 S1 S2 S3 S4 S5 S6"
    " H1 H2 H3 H4 H5 H6 H7 H8 Q1 Q2 Q3 T1 T2 T3a T3b T4 K1 K2 K3 K4 K5 M1 M2 M3 M4 Z1 Z2 Z3"
).split()
ENOUGH_PAGES = 12

TOLD = {
    "loss_of_self": "i don't really know who i am any more, i just turned into whatever she is",
    "worth_from_partner": "i only feel worth something when he is pleased with me",
    "needs_partner_to_decide": "i can't even pick a paint colour without checking with her first",
    "neglects_own_needs": "i skip my own doctor's visits so that i am there for him",
    "fear_of_abandonment": "i'm always afraid that he will leave me",
    "enabling": "i ring his boss and say he is ill when he is really hung over",
    "need_for_approval": "i change what i say so that she approves of me",
    "one_sided_sacrifice": "i give and give in this relationship and nothing ever comes back to me",
    "tolerates_mistreatment": "she makes fun of me in front of people and i just put up with it",
    "low_self_esteem": "i feel like i'm not good enough next to him",
    "anxiety": "i am always on edge about what mood he will be in",
    "no_close_ties_outside": "i hardly see my friends any more, it is only him now",
    "loneliness": "i feel so lonely even when she is sitting next to me",
    "sense_of_self": "i know who i am, with or without him",
    "own_interests": "i still go to my pottery class every week",
    "decides_independently": "i make my own choices about my work and my money",
    "secure_apart": "when he is away for a week i feel fine about us",
    "open_communication": "we can talk openly about everything, even the hard things",
    "mutual_support": "when i am ill she looks after me, and i do the same for her",
    "encourages_growth": "he cheers me on whenever i try something new",
}


class Chat:
    """One conversation."""

    def __init__(self, talker: Talking) -> None:
        self.talker = talker
        self.id = uuid.uuid4().hex
        self.turn: Any = self.say("hi")

    def say(self, text: str) -> Any:
        """Type something."""
        self.turn = self.talker.send(self.id, text)
        return self.turn

    def press(self, title: str) -> Any:
        """Press a button that is on the screen."""
        payload = next((b["payload"] for b in self.turn.buttons if b["title"] == title), None)
        assert payload, f"no button {title!r}, only {[b['title'] for b in self.turn.buttons]}"
        self.turn = self.talker.send(self.id, payload, pressed=True)
        return self.turn

    @property
    def slots(self) -> Any:
        """The slots as they are now."""
        return self.talker.slots(self.id)


def names_source(turn: Any, item: Item) -> bool:
    """Tell whether a turn names the section of the article that an item is from."""
    text = " ".join(reply.text for reply in turn.replies)
    said = {"Introduction": "opening of our source article", "Closing": "last part of our source article"}
    return said.get(item.section or "", item.part or item.section or "?") in text


def tells(turn: Any, item: Item) -> bool:
    """Tell whether a turn says what an item says."""
    return any(item.id in reply.items and reply.text in (item.text, item.again) for reply in turn.replies)


def test_the_content_holds_the_article_completely() -> None:
    assert len(ARTICLE) == len(set(ARTICLE)) == 62
    assert set(ARTICLE) == {item.id for item in library().items if item.origin == "article"}


@pytest.mark.parametrize("id", ARTICLE)
def test_every_item_is_found_by_buttons_and_names_its_source(talker: Talking, id: str) -> None:
    item = library().item(id)
    topic = next(name for name, kinds in TOPICS.items() if item.kind in kinds)
    title = {"codependency": "Codependency", "interdependence": "Interdependence", "signs": "The signs"}
    chat = Chat(talker)
    chat.say("help")
    chat.press("What I can ask")
    chat.press(title.get(topic, "What helps"))
    for _ in range(ENOUGH_PAGES):
        if any(b["title"] == item.title for b in chat.turn.buttons):
            break
        chat.press("More")
    assert tells(chat.press(item.title), item)
    assert names_source(chat.say("where is that from?"), item)


@pytest.mark.parametrize("id", ARTICLE)
def test_every_item_is_found_by_asking_and_names_its_source(talker: Talking, id: str) -> None:
    item = library().item(id)
    asked = []
    for alias in item.aliases:
        for text in (alias, f"tell me about {alias}", f"what does {alias} mean?"):
            chat = Chat(talker)
            asked.append(text)
            if tells(chat.say(text), item):
                assert names_source(chat.say("where is that from?"), item)
                return
    pytest.fail(f"{id} was not told for any of {asked}")


@pytest.mark.parametrize("sign", SIGN_IDS)
def test_every_sign_is_found_by_talking_and_names_its_source(talker: Talking, sign: str) -> None:
    chat = Chat(talker)
    turn = chat.say(TOLD[sign])
    if chat.slots.get("question") == "guess":  # where it is not sure, it asks
        turn = chat.say(ANSWERS["guess"])
    item = library().item(library().sign(sign).items[0])
    assert sign in turn.as_dict()["state"]["signs"]
    assert any(item.id in reply.items for reply in turn.replies)
    assert names_source(chat.say("where is that from?"), item)


ANSWERS = {
    "guess": "yes, that's it",
    "check": "yes, that's right",
    "deepen": "it makes me tired and a bit sad, if i'm honest",
    "safe_check": "no, nothing like that",
    "stands_out": "that i always come last",
    "go_on": "it has been like that for years",
    "what_holds": "my sister, i call her on sundays",
    "offer_steps": "yes please",
    "choose_item": "the first one",
    "plan_when": "thursday evening after work",
    "plan_action": "write down three things that i want",
    "plan_obstacle": "he might phone",
    "plan_sentence": "this half hour is mine",
    "plan_confidence": "8",
    "plan_smaller": "just five minutes",
}


@pytest.mark.parametrize("sign", CODEPENDENCY_SIGNS)
def test_a_plan_is_written_within_twelve_turns_of_the_first_clear_sign(talker: Talking, sign: str) -> None:
    chat = Chat(talker)
    said = [TOLD[sign]]
    chat.say(TOLD[sign])
    while not chat.slots.get("plan"):
        asked = chat.slots.get("requested_slot") or chat.slots.get("question")
        assert asked in ANSWERS, f"nothing is asked that leads on: {asked}, after {said}"
        said.append(ANSWERS[asked])
        assert len(said) <= 12, f"no plan after twelve turns: {said}"
        chat.say(ANSWERS[asked])
    plan = chat.slots["plan"]
    assert (plan["when"], plan["action"]) == (ANSWERS["plan_when"], ANSWERS["plan_action"])
