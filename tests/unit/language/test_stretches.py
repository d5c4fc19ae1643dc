"""A long message is read in stretches that together are all of it, none too short to tell anything."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.language.stretches import LONG, MOST, stretches

SENTENCES = (
    "We moved in together in spring and the rent comes out of my wages.",
    "My sister lives round the corner, which helps.",
    "She has two boys and no time.",
    "On Fridays I go swimming and nobody minds.",
)


def test_a_short_message_is_one_stretch() -> None:
    assert [(s.start, s.end) for s in stretches("he is kind. i am tired")] == [(0, 22)]


def test_a_long_one_is_parted_at_its_sentences_and_each_knows_what_came_before() -> None:
    text = " ".join(SENTENCES * 2)
    found = stretches(text)
    assert [text[s.start : s.end].rstrip(".") for s in found][:2] == [s.rstrip(".") for s in SENTENCES[:2]]
    assert found[0].before == () and any("My sister" in clause for clause in found[2].before)


def test_a_message_without_full_stops_is_parted_too() -> None:
    text = ", and ".join(s.rstrip(".").lower() for s in SENTENCES * 3)
    assert len(stretches(text)) > 2
    assert all(len(text[s.start : s.end].split()) <= MOST for s in stretches(text))


@given(words=st.lists(st.sampled_from(("i", "love", "her.", "and", "but", "he", "says,", "no!", "\n", "…")), min_size=LONG, max_size=150))
def test_stretches_follow_each_other_and_lose_no_clause(words: list[str]) -> None:
    text = " ".join(words)
    found = stretches(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(s.start < s.end <= len(text) for s in found)
