"""Questions in people's own words find the item that answers them, and other talk finds nothing."""

from __future__ import annotations

import time

import pytest

from bot.content import library
from bot.content.finder import Finder, stem, tokens

# question -> the items that may come first
ANSWERED = {
    "what is codependency": "D3",
    "whats codependency": "D3",
    "what's co-dependency exactly?": "D3",
    "what does codependency even mean": "D1 D3",
    "so my sister says im codependent, what is that": "D3 D1",
    "what is codependancy": "D3",
    "what is interdependence": "D5",
    "whats interdependance": "D5",
    "tell me about interdependence": "D5",
    "what's the difference": "D6",
    "whats the opposite of codependency": "D6",
    "whats the difference between that and just being nice": "E1",
    "isn't that just being nice though": "E1",
    "isnt that just love": "E1",
    "what good does interdependence do": "E11",
    "what are the benefits": "E11",
    "what are boundaries": "E7",
    "how do boundaries work": "E7 T3a",
    "how do i set a boundary": "T3a",
    "what does it do to people": "E10",
    "what are the effects of codependency": "E10",
    "is it bad to need people": "E2",
    "is it unhealthy to lean on your partner": "E2",
    "why do people stay in bad relationships": "E3",
    "why cant i just leave": "E3",
    "why is it so hard to leave": "E3",
    "is codependency an illness": "E5",
    "is it a mental disorder": "E5",
    "can it be cured": "E8",
    "will it ever change": "E8",
    "how long does it take to change": "E8",
    "where does it come from": "E4",
    "did i get this from my mum": "E4",
    "what causes it": "E4",
    "can you be codependent with your mother": "E6",
    "can friends be codependent": "E6",
    "what are the signs": "E12",
    "characteristics of codependency": "E12",
    "what are signs of a healthy relationship": "E13",
    "what is enabling": "S6",
    "why do i feel so lonely with them": "I4",
    "does it cause anxiety": "I2",
    "why am i scared of being left": "S5 C2",
    "am i just a people pleaser": "C1 S4",
    "what is self care": "K4",
    "is vulnerability a weakness": "P1",
    "does it have to be 50/50": "P2",
    "how do i love without losing myself": "P4",
    "is it worth it": "Z1",
    "what does autonomy mean": "N1",
    "how do we build trust again": "B1",
    "what does healthy look like": "D5",
}
UNANSWERED = [
    "whats the weather like",
    "who won the football",
    "write me a poem",
    "how old are you",
    "can you order pizza",
    "what is 2+2",
    "how do i bake bread",
    "my car broke down",
    "what time is it",
    "good morning",
    "is it normal",
    "what is",
    "why",
    "yes",
    "no",
    "",
    "???",
    "さようなら",
]
assert ANSWERED and UNANSWERED


@pytest.mark.parametrize("question", ANSWERED)
def test_a_question_finds_the_item_that_answers_it(question: str) -> None:
    found = library().find(question)
    assert found and found[0] in ANSWERED[question].split(), found


@pytest.mark.parametrize("talk", UNANSWERED)
def test_other_talk_finds_nothing(talk: str) -> None:
    assert library().find(talk) == ()


def test_every_alias_leads_to_its_item() -> None:
    lost = [
        (item.id, alias)
        for item in library().items
        for alias in item.aliases
        if item.id not in library().find(alias)
    ]
    assert lost == []


def test_a_very_long_message_is_answered_without_delay() -> None:
    unknown = " ".join(f"wordlike{number}" for number in range(2_000))
    started = time.process_time()
    assert library().find("codependency " * 8_000) == library().find("codependency")
    assert library().find(unknown) == ()
    assert time.process_time() - started < 1.0


def test_what_fits_best_comes_first_and_equals_keep_the_order_of_the_files() -> None:
    finder = Finder([("B", ["red apples"]), ("A", ["red apples"]), ("C", ["red apples and pears"])])
    assert finder.find("red apples and pears")[0] == "C"
    assert finder.find("red apples")[:2] == ("B", "A")


@pytest.mark.parametrize(
    ("word", "root"),
    [("boundaries", "boundary"), ("codependent", "codepend"), ("codependency", "codepend"), ("loss", "loss")],
)
def test_endings_do_not_matter(word: str, root: str) -> None:
    assert stem(word) == root


def test_filler_is_left_out() -> None:
    assert tokens("So, what IS co-dependency, please?") == ("what", "is", "codepend")
