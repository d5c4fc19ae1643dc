"""A step that the person thought of themselves."""

from __future__ import annotations

import pytest

from bot.flows import own_step

STEPS = [
    ("fifteen minutes on the tram, eyes closed, no phone. could we do that?", "fifteen minutes eyes closed, no phone", "on the tram"),
    ("i want to stop reading her messages", "stop reading her messages", ""),
    ("lunch out with ada on fridays i think. her mood got to me", "lunch out with ada", "on fridays"),
    ("maybe i could knit on sundays", "knit", "on sundays"),
    ("carry the old radio down to the bench", "carry the old radio down to the bench", ""),
    ("when she's out at choir, sort my stamps", "sort my stamps", "when she's out at choir"),
    ("i'll make my own. he books his own dentist", "he books his own dentist", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "action", "when"), STEPS)
def test_a_proposal_is_read(text: str, action: str, when: str) -> None:
    step = own_step.read(text)
    assert step is not None and (step.action, step.when) == (action, when)


@pytest.mark.parametrize(
    "text",
    [
        "the first one",
        "i want to know more",
        "hmm",
        "can we do that?",
        "i can see that",
        "on sundays he is away",
        "i am alone at night",
        "i might be too lazy for it",
        "take the second one then",
        "tell me more about this",
    ],
)
def test_what_proposes_nothing_is_none(text: str) -> None:
    assert own_step.read(text) is None


def test_a_wish_to_end_something_is_told_from_an_act() -> None:
    assert own_step.OwnStep("stop ringing her").ends_something
    assert not own_step.OwnStep("ring my sister").ends_something
