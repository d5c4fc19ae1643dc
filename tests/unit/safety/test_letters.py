"""Letters: one slip of a finger, and what look-alikes stand for."""

from __future__ import annotations

import pytest

from bot.safety.letters import one_slip, plain


@pytest.mark.parametrize(
    ("word", "target", "slipped"),
    [
        ("suicde", "suicide", True),
        ("siucide", "suicide", True),
        ("suicidee", "suicide", True),
        ("suixide", "suicide", True),
        ("suicide", "suicide", True),
        ("sucidde", "suicide", False),
        ("decide", "suicide", False),
        ("homicidal", "suicidal", False),
    ],
)
def test_one_slip_is_one_letter(word: str, target: str, slipped: bool) -> None:
    assert one_slip(word, target) is slipped


def test_lookalikes_accents_and_hidden_signs_are_taken_away() -> None:
    assert plain("D\u0456\u00c9\u200b") == "die"
