"""Certain cases of somebody else's matter; everything else is left to the recogniser."""

from __future__ import annotations

import pytest

from bot.language.subject import about_other, about_partner, about_self, leaves_undone


@pytest.mark.parametrize(
    "clause",
    [
        "my sister always covers for her husband",
        "my best friend can't pick a film without asking her girlfriend",
        "a woman i work with never sees anyone",
        "and my brother's wife decides everything",
        "someone i know does that",
        "my mother-in-law lives for praise",
    ],
)
def test_hears_that_it_is_about_somebody_else(clause: str) -> None:
    assert about_other(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "my sister says i do too much for him",
        "my friends are gone",
        "my husband never asks",
        "he can't decide without me",
        "my mum and i both hide things from dad",
        "i cover for my brother",
    ],
)
def test_does_not_hear_it_where_the_person_takes_part(clause: str) -> None:
    assert not about_other(clause)


def test_she_points_back_to_the_friend_named_before() -> None:
    assert about_other("she asks him about every little thing", ["my cousin has a new man"])
    assert not about_other("she asks me about every little thing", ["my cousin has a new man"])
    assert not about_other("she asks about every little thing", ["my cousin met my wife"])
    assert not about_other("she never asks", [])


@pytest.mark.parametrize(
    "clause", ["i keep phoning her boss", "But I always cover for her", "and i'm the one who pays"]
)
def test_what_the_person_does_themselves_is_theirs(clause: str) -> None:
    assert about_self(clause)


@pytest.mark.parametrize(
    "clause", ["my sister covers for him", "he says i do too much", "in the end she pays"]
)
def test_what_another_does_is_not_taken_for_theirs(clause: str) -> None:
    assert not about_self(clause)


@pytest.mark.parametrize(
    "clause",
    ["my wife decides the colour of my shirts", "and he picks the film", "my partner has a choir of his own"],
)
def test_hears_that_the_partner_is_the_one_who_does_it(clause: str) -> None:
    assert about_partner(clause)


@pytest.mark.parametrize(
    "clause",
    ["i pick the film", "he says i pick the film", "the colour is mine to choose", "we decide together"],
)
def test_what_the_person_does_is_not_the_partners(clause: str) -> None:
    assert not about_partner(clause)


def test_an_i_that_is_left_out_is_still_the_person() -> None:
    assert about_self("scared my girlfriend will leave me") and about_self("never see my friends")
    assert not about_self("i can tell she is scared i will go")


@pytest.mark.parametrize("clause", ["he never says thanks", "my wife doesn't lift a finger", "and they won't even ask"])
def test_hears_what_a_partner_leaves_undone(clause: str) -> None:
    assert leaves_undone(clause)


@pytest.mark.parametrize(
    "clause",
    ["she gives up everything for me", "he never has an hour to himself", "i never say thanks", "my sister never rests"],
)
def test_a_partner_who_gives_leaves_nothing_undone(clause: str) -> None:
    assert not leaves_undone(clause)
