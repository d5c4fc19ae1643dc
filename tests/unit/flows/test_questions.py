"""Every question has its wordings, its place in the domain, and at most four buttons that somebody answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import questions
from bot.flows.talk import Talk
from bot.flows.turn import Button, Draft
from tests.unit.flows.making import in_state, talk_with

DOMAIN: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[3] / "domain.yml").read_text(encoding="utf-8")
)
OWN_WORDS = {"safe_check"}  # asked in the sign's own words


def test_the_domain_knows_every_question_and_no_other() -> None:
    assert set(DOMAIN["slots"]["question"]["values"]) == set(questions.known())


@pytest.mark.parametrize("question", sorted(set(questions.known()) - OWN_WORDS - {"clarify"}))
def test_a_question_can_be_put_and_brought_back_in_words(question: str) -> None:
    assert f"utter_ask_{question}" in DOMAIN["responses"]
    assert f"utter_recall_{question}" in DOMAIN["responses"]


@pytest.mark.parametrize("question", questions.known())
def test_a_question_has_at_most_four_buttons_with_short_titles(lib: Library, question: str) -> None:
    offered = {"choose_item": ("K2", "T1", "T2"), "clarify": ("ask_topic", "show_plan")}
    talk = talk_with(
        "enabling", "anxiety", focus="enabling", offered=offered.get(question, ("enabling", "anxiety"))
    )
    shown = questions.buttons_for(question, talk, lib)
    assert len(shown) <= 4
    assert len({button.title for button in shown}) == len(shown)


def test_every_button_sends_an_intent_of_the_domain() -> None:
    every = [value for value in vars(b).values() if isinstance(value, Button)]
    assert every
    for button in every:
        assert button.payload[1:].partition("{")[0] in DOMAIN["intents"]


def test_every_offered_reading_is_an_intent_of_the_domain() -> None:
    assert set(questions.TITLES) <= set(DOMAIN["intents"])


def test_a_choice_of_items_is_brought_back_without_those_that_are_not_safe_now(lib: Library) -> None:
    talk = in_state(talk_with("enabling", question="choose_item", offered=("T1", "M2", "T2")), "watch")
    draft = Draft(talk)
    questions.recall(draft, lib)
    assert not any("M2" in button.payload for button in draft.bubbles[0].buttons)


def test_a_choice_with_nothing_left_to_choose_from_is_left(lib: Library) -> None:
    for question, instead in (("choose_item", "offer_steps"), ("choose_sign", "stands_out")):
        draft = Draft(in_state(talk_with("enabling", question=question, offered=("M2",)), "watch"))
        questions.recall(draft, lib)
        assert draft.talk.question == instead


def test_who_has_told_something_is_not_asked_what_brings_them(lib: Library) -> None:
    told, fresh = Draft(Talk(question="opening", flow="reflection")), Draft(Talk(question="opening"))
    questions.recall(told, lib)
    questions.recall(fresh, lib)
    assert (told.talk.question, fresh.talk.question) == ("go_on", "opening")
