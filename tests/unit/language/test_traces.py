"""Questions about what a partner could see."""

from __future__ import annotations

import pytest

from bot.language import traces


@pytest.mark.parametrize(
    "text",
    [
        "could he find the number on our phone bill",
        "does that come up in the browser history",
        "can she see who i called, it's her contract",
        "will they know i was on this chat",
    ],
)
def test_a_question_about_traces_is_heard(text: str) -> None:
    assert traces.asks(text)


@pytest.mark.parametrize("text", ["what do you store on this laptop", "please dont tell him", "is any of it saved here"])
def test_a_question_about_this_talk_is_told_apart(text: str) -> None:
    assert traces.of_this_talk(text) and traces.asks(text)


@pytest.mark.parametrize("text", ["she paid the gas bill", "i keep quiet", "he saw his mother", "what would be safer tonight"])
def test_other_words_ask_nothing_of_the_kind(text: str) -> None:
    assert not traces.asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "can she see this",
        "would he find out that i was on here?",
        "is this private from him",
        "hidden from my wife? is it visible to her?",
        "does a call to them show up on the phone bill?",
        "will my husband know what i wrote",
        "i don't want him to see this",
        "could anyone read what i say",
        "how do i hide this from him",
        "can they see my search history",
        "what if he sees this chat",
        "could robin read this? we use the same tablet",
        "does kim get to see what i wrote",
    ],
)
def test_a_person_who_may_be_watched_is_heard_wondering(text: str) -> None:
    assert traces.wonders(text)


@pytest.mark.parametrize(
    "text",
    [
        "he checks my phone every night",
        "she sees the phone bill and pays it",
        "does he see it my way?",
        "we share a car and a laptop",
        "can you see what i wrote",
        "will she find somebody else",
        "can he see how tired i am?",
        "i don't want him to see me cry",
        "is she safe with him",
        "my husband reads the paper",
        "would she notice if i stopped?",
    ],
)
def test_a_telling_about_them_asks_nothing(text: str) -> None:
    assert not traces.wonders(text)


@pytest.mark.parametrize(
    "text",
    ["he's here", "gotta go he's here", "shes coming", "sorry, my husband is home", "have to go, he just got back", "he's at the door, bye"],
)
def test_somebody_walking_in_is_heard(text: str) -> None:
    assert traces.walked_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "when he's home",
        "he's here for me",
        "he's coming with a knife",
        "she is back at work and i miss her",
        "he's at the door every night shouting",
        "i have to go to my sister",
        "he is home all day since he lost his job",
    ],
)
def test_a_sentence_about_where_they_are_is_no_walking_in(text: str) -> None:
    assert not traces.walked_in(text)
