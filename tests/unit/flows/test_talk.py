"""The way between slots and values loses nothing."""

from __future__ import annotations

import json

from hypothesis import given

from bot.flows.talk import DERIVED, Entry, Talk, polarity_of
from tests.unit.flows.making import entries, talks, words


@given(talks())
def test_a_talk_survives_the_way_into_slots_and_back(talk: Talk) -> None:
    assert Talk.from_slots(talk.to_slots()) == talk


@given(talks())
def test_slots_are_plain_json(talk: Talk) -> None:
    slots = talk.to_slots()
    assert json.loads(json.dumps(slots)) == slots
    assert Talk.from_slots(json.loads(json.dumps(slots))) == talk


@given(talks())
def test_a_talk_has_no_changes_against_itself_and_its_changes_rebuild_it(talk: Talk) -> None:
    assert talk.changes(talk) == {}
    empty = Talk()
    assert Talk.from_slots({**empty.to_slots(), **talk.changes(empty)}) == talk


@given(talks(), words)
def test_what_was_said_and_the_running_form_are_never_slots(talk: Talk, said: str) -> None:
    assert not set(DERIVED) & set(talk.having(said=said, running="walk_form").to_slots())


@given(talks(), entries)
def test_the_latest_word_on_a_sign_wins_and_the_others_stay(talk: Talk, entry: Entry) -> None:
    after = talk.noting("enabling", entry)
    assert after.picture["enabling"] == entry
    assert {k: v for k, v in after.picture.items() if k != "enabling"} == {
        k: v for k, v in talk.picture.items() if k != "enabling"
    }


@given(talks())
def test_present_signs_are_those_that_are_affirmed_or_hedged_and_not_never(talk: Talk) -> None:
    for sign, entry in talk.picture.items():
        there = entry.polarity in ("affirmed", "hedged") and entry.often != "never"
        assert (sign in talk.present()) == there


def test_missing_slots_get_their_default_and_unknown_ones_are_ignored() -> None:
    assert Talk.from_slots({"question": None, "misses": None, "weather": "fine"}) == Talk()


def test_an_unknown_polarity_counts_as_affirmed() -> None:
    assert polarity_of("so-so") == "affirmed"
