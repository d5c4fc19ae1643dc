"""Whom a raised message is about."""

from __future__ import annotations

import pytest

from bot.flows.concern import CONCERNS, base, concern_of
from bot.flows.heard import Heard

ABOUT = [
    ("self_harm", ("self_harm",), "self", "self"),
    ("self_harm", ("self_harm",), "other", "other"),
    ("self_harm", ("self_harm",), "partner", "other"),
    ("self_harm", ("self_harm",), "child", "child"),
    ("partner", ("partner",), "self", "partner"),
    ("partner", ("partner",), "child", "child"),
    ("partner", ("partner",), "other", "other"),
    (None, ("others",), "partner", "harming"),
    (None, ("others",), "self", "family"),
    (None, ("others",), "other", "someone"),
    (None, (), "other", "someone"),
]


@pytest.mark.parametrize(("kind", "kinds", "about", "concern"), ABOUT)
def test_a_message_has_one_concern(
    kind: str | None, kinds: tuple[str, ...], about: str, concern: str
) -> None:
    assert concern_of(Heard(verdict="ask", kind=kind, kinds=kinds, about=about)) == concern


def test_every_concern_is_reached_and_shares_a_question() -> None:
    assert {concern for *_, concern in ABOUT} == set(CONCERNS)
    assert {base(concern) for concern in CONCERNS} == {"self", "partner", "other"}
