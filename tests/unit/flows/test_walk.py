"""The guided walk ends, whatever is answered, and asks only what is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import Library
from bot.content.models import SIGN_IDS
from bot.flows import buttons as b
from bot.flows import walk
from bot.flows.heard import Heard
from bot.flows.talk import Entry, Talk, Walk
from tests.unit.flows.making import heard_sign, pictures, press, say, talk_with, texts

SKIP = say("skip", "skip")
ANSWERS: list[Heard] = [
    *(press(button) for button in b.HOW_OFTEN),
    SKIP,
    say("most days", "answer_frequency"),
    say("only when his mum comes over", "answer_frequency"),
    say("yes", "affirm"),
    say("no", "deny"),
    say("maybe, i don't know", "answer_unsure"),
    say("i let her choose", "share_sign", heard_sign("needs_partner_to_decide")),
    say("i do that and i lie for him often", "share_sign", heard_sign("enabling"), heard_sign("anxiety")),
    say("i let her pick because it is easier", "share_story"),
    say("i guess it is more complicated", "nlu_fallback"),
]


def test_the_order_asks_each_of_the_signs_once() -> None:
    assert sorted(walk.ORDER) == sorted(SIGN_IDS)


def test_the_first_round_asks_about_both_sides(lib: Library) -> None:
    sides = {lib.sign(s).side for s in walk.ORDER[: walk.ROUND]}
    assert sides == {"codependency", "interdependence"}


@given(picture=pictures)
def test_signs_in_the_picture_are_not_asked_again(lib: Library, picture: dict[str, Entry]) -> None:
    talk = walk.start(Talk(picture=picture), SKIP, lib).talk
    queue = talk.walk.queue if talk.walk else ()
    assert not set(queue) & set(picture)
    assert len(queue) == min(walk.ROUND, len(SIGN_IDS) - len(picture))


@given(picture=pictures, answers=st.lists(st.sampled_from(ANSWERS), min_size=60, max_size=60))
def test_a_round_ends_in_as_many_questions_as_it_has(
    lib: Library, picture: dict[str, Entry], answers: list[Heard]
) -> None:
    talk = walk.start(Talk(picture=picture), SKIP, lib).talk
    total = talk.walk.total if talk.walk else 0
    put: list[str] = []
    for heard in answers:
        if talk.walk is None or not talk.walk.queue:
            break
        put.append(talk.walk.queue[0])
        talk = walk.ask(talk, heard, lib).talk
        turn = walk.answer(talk, heard, lib)
        if turn is None:  # the form steps aside: something else answers, and the question is put again
            continue
        talk = turn.talk
    assert talk.walk is None or not talk.walk.queue
    assert len(set(put)) <= total <= walk.ROUND
    assert walk.finish(talk, SKIP, lib).talk.walk is None


@given(answers=st.lists(st.sampled_from(ANSWERS), max_size=20))
def test_an_answer_never_leaves_more_to_ask(lib: Library, answers: list[Heard]) -> None:
    talk = walk.start(Talk(), SKIP, lib).talk
    for heard in answers:
        before = talk.walk
        turn = walk.answer(walk.ask(talk, heard, lib).talk, heard, lib)
        if turn is None or before is None or turn.talk.walk is None:
            break
        talk = turn.talk
        assert talk.walk is not None and set(talk.walk.queue) <= set(before.queue)


BUTTONS = [
    (b.OFTEN, "affirmed", "often"),
    (b.SOMETIMES, "affirmed", "sometimes"),
    (b.RARELY, "affirmed", "rarely"),
    (b.NOT_ME, "denied", "never"),
]


@pytest.mark.parametrize(("button", "polarity", "often"), BUTTONS)
@pytest.mark.parametrize("sign", SIGN_IDS)
def test_a_button_is_noted_as_it_is_meant(
    lib: Library, sign: str, button: b.Button, polarity: str, often: str
) -> None:
    talk = Talk(walk=Walk((sign,), sign, 1))
    turn = walk.answer(talk, press(button), lib)
    assert turn is not None
    entry = turn.talk.picture[sign]
    assert (entry.polarity, entry.often, entry.words, entry.source) == (polarity, often, "", "asked")


def test_own_words_are_kept_and_then_asked_how_often(lib: Library) -> None:
    talk = Talk(walk=Walk(("enabling",), "enabling", 1))
    turn = walk.answer(talk, say("i let her pick because it is easier", "share_story"), lib)
    assert turn is not None and turn.talk.walk is not None
    assert turn.talk.walk.kept == "i let her pick because it is easier"
    then = walk.answer(turn.talk, press(b.SOMETIMES), lib)
    assert then is not None
    entry = then.talk.picture["enabling"]
    assert (entry.often, entry.words) == ("sometimes", "i let her pick because it is easier")


def test_a_condition_is_noted_in_their_words(lib: Library) -> None:
    talk = Talk(walk=Walk(("anxiety",), "anxiety", 1))
    turn = walk.answer(talk, say("only when his mum comes over", "answer_frequency"), lib)
    assert turn is not None
    assert "his mum comes over" in turn.talk.picture["anxiety"].when
    assert texts(turn) == ["utter_walk_when"]


INTERRUPTIONS = [
    say("what is codependency?", "ask_topic"),
    say("back", "go_back"),
    say("why do you ask", "ask_why"),
    say("stop", "stop"),
    say("show me my picture", "show_picture"),
    say("what's the weather?", "out_of_scope"),
    say("he hit me", "disclose_harm", verdict="act", kind="partner"),
]


@pytest.mark.parametrize("heard", INTERRUPTIONS, ids=lambda h: h.intent)
@pytest.mark.parametrize("kept", ["", "it depends on the mood"])
def test_an_interruption_changes_nothing_in_the_walk(lib: Library, heard: Heard, kept: str) -> None:
    talk = Talk(walk=Walk(("anxiety", "enabling"), "anxiety", 2, kept))
    assert walk.answer(talk, heard, lib) is None


NOT_AN_ANSWER = [
    say("thanks", "thank"),
    say("hello", "greet"),
    say("that's not what i meant", "correct_reading"),
]


@pytest.mark.parametrize("heard", NOT_AN_ANSWER)
@pytest.mark.parametrize("kept", ["", "it depends on the mood"])
def test_manners_are_no_answer(lib: Library, heard: Heard, kept: str) -> None:
    talk = Talk(walk=Walk(("anxiety", "enabling"), "anxiety", 2, kept))
    turn = walk.answer(talk, heard, lib)
    assert turn is None or heard.words not in [e.words for e in turn.talk.picture.values()]


def test_after_an_interruption_the_question_is_only_recalled(lib: Library) -> None:
    talk = Talk(walk=Walk(("anxiety",), None, 1))
    first = walk.ask(talk, SKIP, lib)
    second = walk.ask(first.talk, SKIP, lib)
    assert texts(first) == [lib.sign("anxiety").question]
    assert texts(second) == ["utter_walk_recall"]


def test_when_all_was_asked_the_picture_is_shown_instead(lib: Library) -> None:
    turn = walk.start(talk_with(*SIGN_IDS), SKIP, lib)
    assert turn.follow is None and turn.talk.question == "stands_out"
    assert texts(turn)[0] == "utter_walk_all_asked"


def test_a_how_often_in_front_is_the_answer_whatever_follows(lib: Library) -> None:
    talk = Talk(running="walk_form", walk=Walk(("open_communication",), "open_communication", 1))
    heard = say("Sometimes. He listens, but then he tells it to his mother.", "share_sign", heard_sign("loneliness"))
    turn = walk.answer(talk, heard, lib)
    assert turn is not None and turn.talk.picture["open_communication"].often == "sometimes"
