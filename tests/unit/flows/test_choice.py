"""Which of the offered items a message means."""

from __future__ import annotations

import pytest

from bot.content.library import Library
from bot.flows.choice import NONE, picked
from tests.unit.flows.making import say, talk_with

TALK = talk_with("loss_of_self", offered=("K2", "T2"), question="choose_item")


@pytest.mark.parametrize(
    ("text", "id"), [("the second", "T2"), ("a group maybe", "T2"), ("no counsellor. my own interests", "K2")]
)
def test_it_is_read_from_its_place_or_its_words(lib: Library, text: str, id: str) -> None:
    item = picked(TALK, say(text, "choose_item"), lib)
    assert item is not None and item.id == id


def test_what_names_none_is_none(lib: Library) -> None:
    assert picked(TALK, say("hmm", "nlu_fallback"), lib) is None
    assert NONE.search("neither of them") and not NONE.search("the one for me")


def test_the_whole_title_names_an_item_that_is_not_on_the_list(lib: Library) -> None:
    item = picked(TALK, say("noticing the pattern i guess", "nlu_fallback"), lib)
    assert item is not None and item.id == "T1"
