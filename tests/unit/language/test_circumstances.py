"""What changes how a whole talk must be put."""

from __future__ import annotations

import pytest

from bot.language.circumstances import CIRCUMSTANCES, told

TOLD = [
    ("she moved out in february", "ended"),
    ("we split up last spring", "ended"),
    ("she left in march", "ended"),
    ("he left three months ago", "ended"),
    ("after the divorce i dont know who i am", "ended"),
    ("we're not together any more", "ended"),
    ("ok, we're over now", "ended"),
    ("my husband died two years ago", "bereaved"),
    ("i'm a widow", "bereaved"),
    ("he has parkinsons, i do his meals", "caring"),
    ("he has early dementia", "caring"),
    ("i'm her full-time carer now", "caring"),
]


@pytest.mark.parametrize(("text", "what"), TOLD)
def test_what_has_happened_is_found(text: str, what: str) -> None:
    assert told(text) == {what}


def test_every_circumstance_has_an_example() -> None:
    assert {what for _, what in TOLD} == set(CIRCUMSTANCES)


@pytest.mark.parametrize(
    "text",
    ["i'm scared he'll leave me", "if he left me i'd fall apart", "she nearly left me once", "my ex cheated", "he threatened that we split up",
     "when we broke up for a week last year", "my mum had cancer when i was ten", "we are over the worst", "i left him a note", ""],
)  # fmt: skip
def test_what_is_feared_past_or_somebody_elses_is_none(text: str) -> None:
    assert told(text) == set()
