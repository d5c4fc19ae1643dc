"""The choice among wordings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import Library
from bot.flows.variants import pick


def test_the_first_unused_wording_is_taken() -> None:
    assert pick(["One.", "Two."], said="Hello. One.") == "Two."


def test_when_all_were_used_the_one_said_longest_ago_comes_again() -> None:
    assert pick(["One.", "Two.", "Three."], said="Two.\nOne.\nThree.") == "Two."


def test_no_wording_at_all_is_an_error() -> None:
    with pytest.raises(ValueError, match="no variant"):
        pick([], said="")


@given(st.data())
def test_the_reflections_of_a_sign_are_all_used_before_one_repeats(lib: Library, data: st.DataObject) -> None:
    sign = data.draw(st.sampled_from(lib.signs))
    family = data.draw(
        st.sampled_from((sign.reflections, sign.hedged, sign.denied, sign.past, sign.questions))
    )
    said = ""
    for _ in family:
        chosen = pick(family, said)
        assert chosen not in said
        said = f"{said}\n{chosen}"
