"""Parts of a plan named in a message, and words to say parted from what comes before them."""

from __future__ import annotations

import pytest

from bot.language.plan_parts import named, said_aloud

NAMED = [
    ("wait no, the when is sunday morning over coffee", {"plan_when": "sunday morning over coffee"}),
    ("change it please. what: i sketch one door. get in way: she wants lunch", {
        "plan_action": "i sketch one door", "plan_obstacle": "she wants lunch"}),
    ("why does it say that lol. put: leave his letters alone", {"plan_action": "leave his letters alone"}),
    ("no thats the plan. not opening his letters. till sunday", {
        "plan_action": "not opening his letters. till sunday"}),
    ("no. please sketching IS in the plan. this is my step", {"plan_action": "sketching"}),
    ("nah id just leave his post alone innit. thats the thing", {"plan_action": "just leave his post alone"}),
    ("perhaps she want lunch with me. i can say: i go draw, back at two", {
        "plan_obstacle": "she want lunch with me", "plan_sentence": "i go draw, back at two"}),
    ("make it thursday", {"plan_when": "thursday"}),
    ("the obstacle is that she asks where i was", {"plan_obstacle": "that she asks where i was"}),
]  # fmt: skip
NOT_NAMED = [
    "sunday at eight",
    "he says the plan was mine all along",
    "this is my step",
    "i want to change the plan",
    "time will tell",
    "the step is not what i said",
    "the what is missing",
]


@pytest.mark.parametrize(("text", "parts"), NAMED)
def test_a_named_part_is_read_with_its_words(text: str, parts: dict[str, str]) -> None:
    assert named(text) == parts


@pytest.mark.parametrize("text", NOT_NAMED)
def test_other_words_name_no_part(text: str) -> None:
    assert named(text) == {}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("maybe she wants lunch. i can say: back at two", ("maybe she wants lunch", "back at two")),
        ("I suppose I could say, it is in the drawer, I am singing.", ("", "it is in the drawer, I am singing.")),
        ("not now, love", ("", "not now, love")),
    ],
)
def test_words_to_say_are_parted_from_what_comes_before(text: str, parts: tuple[str, str]) -> None:
    before, said = said_aloud(text)
    assert said == parts[1] and bool(before) == bool(parts[0])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("the what is not right, it should be: ring him from the car", {"plan_action": "ring him from the car"}),
        ("the when still says table. it must be: sunday after lunch", {"plan_when": "sunday after lunch"}),
        ("the sentence should say: i'm out till ten", {"plan_sentence": "i'm out till ten"}),
        ("what should be done?", {}),
    ],
)
def test_a_part_may_be_put_right(text: str, parts: dict[str, str]) -> None:
    assert named(text) == parts
