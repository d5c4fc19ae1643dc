"""An answer about a plan taken apart: nothing invented, each part clean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.plan_answer import Answer, act, spoken, take_apart, trimmed

CASES = [
    ("when", "i guess sunday at 9", Answer(when="sunday at 9")),
    ("when", "lunch with ada on fridays i think. n my wife being cold made me feel bad", Answer(
        when="on fridays", action="lunch with ada", rest="my wife being cold made me feel bad")),
    ("when", "wrong. i want to change the plan: friday at 6", Answer(when="friday at 6")),
    ("when", "when she works late i could paint", Answer(when="when she works late", action="paint")),
    ("when", "an hour for the choir… but she wouldnt like it", Answer(
        action="an hour for the choir", obstacle="she wouldnt like it")),
    ("action", "take the class. i already said", Answer(action="take the class")),
    ("action", "sit in the garden, and leave the phone inside", Answer(action="sit in the garden, and leave the phone inside")),
    ("action", "draw, is that too little?", Answer(action="draw", rest="is that too little")),
    ("when", "dunno. monday. before bed. actually no wednesday", Answer(when="wednesday, before bed", rest="no")),
    ("when", "sunday morning, in a bar by the river. i write one page", Answer(
        when="sunday morning, in a bar by the river", action="i write one page")),
    ("when", "I should like to sing again on a Monday evening, seven o'clock, at the hall", Answer(
        when="on a Monday evening, seven o'clock, at the hall", action="sing again")),
    ("when", "thursday nite when hes at darts. thats when i usually text him", Answer(
        when="thursday nite when hes at darts", rest="thats when i usually text him")),
    ("when", "The where, please. At the town hall, Mondays at half past six.", Answer(
        when="At the town hall, Mondays at half past six")),
    ("when", "On Monday evening after tea, at St. Anne's hall at half past six", Answer(
        when="On Monday evening after tea, at St. Anne's hall at half past six")),
    ("when", "when im off shift, leave the phone in the hall", Answer(when="when im off shift", action="leave the phone in the hall")),
    ("when", "saturdays. 9 till 12. he does the bins or whatever, i dont care", Answer(when="saturdays, 9 till 12", rest="he does the bins")),
    ("when", "friday evening, at the kitchen table", Answer(when="friday evening, at the kitchen table")),
    ("action", "thank you so much. and is it normal?", Answer(rest="is it normal")),
    ("when", "fridays at six, once her mum is here. i'd be home by nine", Answer(when="fridays at six, once her mum is here", rest="i'd be home by nine")),
    ("when", "sunday morning 9", Answer(when="sunday morning 9")),
    ("action", "nah id just leave his post alone innit. thats the thing", Answer(
        action="just leave his post alone", rest="the thing")),
    ("action", "i'd ring Ada and ask how she is", Answer(action="ring Ada and ask how she is")),
    ("obstacle", "If her. she'll sulk…", Answer(obstacle="she'll sulk")),
    ("obstacle", "she'd ring, what would you suggest", Answer(obstacle="she'd ring", rest="what would you suggest")),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "text", "parts"), CASES)
def test_each_part_goes_where_it_belongs(wanted: str, text: str, parts: Answer) -> None:
    assert take_apart(text, wanted) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("i'll put my phone on the table in the hall", Answer(action="put my phone on the table in the hall")),
        ("leave the car at home after work", Answer("after work", "leave the car at home")),
        ("draw in the garden", Answer("in the garden", "draw")),
    ],
)
def test_a_place_that_belongs_to_the_act_is_no_moment(text: str, parts: Answer) -> None:
    assert take_apart(text, "when") == parts


def test_edges_are_trimmed_and_what_announces_an_act_is_left_out() -> None:
    assert trimmed("um, maybe wednesday.") == "wednesday"
    assert trimmed("no phone in the bedroom") == "no phone in the bedroom"
    assert act("i guess i'll walk to the pool") == "walk to the pool"


def test_a_remark_to_the_listener_is_no_part_of_what_is_said_to_somebody() -> None:
    assert spoken("back by six. i already said") == "back by six"
    assert spoken("hi. thinking of you") == "hi. thinking of you"


@given(text=st.text(max_size=120), wanted=st.sampled_from(("when", "action", "obstacle", "smaller")))
def test_no_word_is_invented(text: str, wanted: str) -> None:
    parts = take_apart(text, wanted)
    words = " ".join((parts.when, parts.action, parts.obstacle, parts.rest.replace(". ", " "))).replace(",", " ").split()
    assert all(word.strip(".") in text for word in words)
