"""What is kept is said plainly, and the talk goes on where it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given

from bot.content.library import Library
from bot.flows import privacy
from bot.flows.talk import Talk
from bot.flows.turn import Turn
from tests.unit.flows.making import say, talk_with, talks, texts

ASK = say("what do you keep", "ask_privacy")


def test_it_says_how_much_of_this_person_is_noted_only_where_something_is(lib: Library) -> None:
    known = privacy.explain(talk_with("enabling", "anxiety"), ASK, lib)
    assert next(b for b in known.bubbles if b.response == "utter_privacy_known").values["count"] == "2"
    assert "utter_privacy_known" not in texts(privacy.explain(Talk(), ASK, lib))


@pytest.mark.parametrize("flow", [privacy.explain, privacy.export, privacy.delete])
@given(talk=talks())
def test_nothing_noted_is_changed_by_asking(
    flow: Callable[..., Turn], lib: Library, talk: Talk
) -> None:
    after = flow(talk, ASK, lib).talk
    assert (after.picture, after.plan, after.safety) == (talk.picture, talk.plan, talk.safety)


def test_the_open_question_is_brought_back(lib: Library) -> None:
    turn = privacy.delete(talk_with("enabling", question="offer_steps"), ASK, lib)
    assert turn.talk.question == "offer_steps" and "utter_recall_offer_steps" in texts(turn)
