"""The direction of fear: afraid of them is raised, afraid of losing them is not; pairs of own sentences."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot.safety.screen import Screen

SCREEN = Screen.load()
PAIRS = yaml.safe_load((Path(__file__).parent / "fear.yml").read_text(encoding="utf-8"))["pairs"]
TOLD_APART = 0.97
"""Share of pairs; issue and docs/safety.md."""


def test_there_are_enough_pairs_and_none_stands_twice() -> None:
    assert len(PAIRS) >= 120
    assert len({(pair["of"], pair["not_of"]) for pair in PAIRS}) == len(PAIRS)


def test_fear_of_them_is_told_from_fear_of_losing_them() -> None:
    confused = [pair for pair in PAIRS if not (_of_partner(pair["of"]) and not SCREEN.screen(pair["not_of"]).raised)]
    assert 1 - len(confused) / len(PAIRS) >= TOLD_APART, confused


def _of_partner(text: str) -> bool:
    found = SCREEN.screen(text)
    return found.raised and "partner" in found.kinds
