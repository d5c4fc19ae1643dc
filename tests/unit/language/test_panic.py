"""Panic that is there now, and what only sounds like it."""

from __future__ import annotations

import pytest

from bot.language.panic import panics


@pytest.mark.parametrize(
    "text",
    [
        "i cant breathe properly",
        "its so hard to breathe right now",
        "my chest is really tight and my hands shake",
        "I think I'm having a panic attack",
        "is this an anxiety attack?",
        "my heart won't stop racing",
        "im freaking out rn",
        "pls help me calm down",
    ],
)
def test_hears_a_panic(text: str) -> None:
    assert panics(text)


@pytest.mark.parametrize(
    "text",
    [
        "i can't breathe in this marriage",
        "I used to have panic attacks before we met",
        "he says he can't breathe around me",
        "she has panic attacks at night and i hold her",
        "i'm freaking out about the bill",
        "my heart is full",
        "when she rings twice my heart is racing",
        "i need to calm her down every evening",
    ],
)
def test_leaves_alone_what_is_over_somebody_elses_or_a_figure_of_speech(text: str) -> None:
    assert not panics(text)
