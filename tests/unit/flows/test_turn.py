"""A turn collects bubbles and remembers what was told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.flows.talk import Talk
from bot.flows.turn import Draft

VARIANTS = ("The first.", "The second.", "The third.")


def test_told_items_become_the_latest_and_are_kept_as_shown() -> None:
    draft = Draft(Talk(shown=("D1",)))
    draft.say("A text.", items=("K2",))
    draft.say("Another.", items=("K2", "T1"))
    turn = draft.done()
    assert turn.talk.items == ("K2", "T1")
    assert turn.talk.shown == ("D1", "K2", "T1")


def test_a_turn_that_tells_nothing_leaves_the_latest_items_alone() -> None:
    draft = Draft(Talk(items=("K2",)))
    draft.utter("utter_thanks")
    assert draft.done().talk.items == ("K2",)


@given(st.integers(1, 12))
def test_no_wording_comes_again_while_another_is_unused(times: int) -> None:
    draft = Draft(Talk())
    chosen = [draft.pick(VARIANTS) for _ in range(times)]
    for start in range(0, times, len(VARIANTS)):
        batch = chosen[start : start + len(VARIANTS)]
        assert len(set(batch)) == len(batch)
