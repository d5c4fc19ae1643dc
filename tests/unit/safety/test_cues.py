"""Cues: a rule is tried only where a cue stands, so no pattern may match without one."""

from __future__ import annotations

import random
import sre_constants as op
import sre_parse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from bot.safety import cues
from bot.safety.cues import cues_of
from bot.safety.rules import Rule, load_rules


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(?:kill|hang) myself", {"myself"}),
        ("(?:[a-z]+ ){0,3}die", {"die"}),
        ("abus(?:er|ive (?:[a-z]+ ){0,2}man)", {"abuser", "abusive"}),
        ("egg ?shells", {"eggshells", "shells"}),
        ("jump(?:ing)?(?: again)?", {"jump", "jumping"}),
        ("(?:[a-z]+ ){0,3}", set()),
    ],
)
def test_cues_are_the_rarest_words_that_must_be_there(pattern: str, words: set[str]) -> None:
    assert cues_of(pattern) == words


def test_what_was_found_is_taken_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cues, "_found", {"(?:kill|hang) myself": frozenset({"myself"})})
    cues.keep(tmp_path)
    monkeypatch.setattr(cues, "_found", {})
    monkeypatch.setattr(cues, "_of", None)  # nothing is found anew
    cues.recall(tmp_path)
    assert cues_of("(?:kill|hang) myself") == {"myself"}


@pytest.mark.parametrize("kept", [None, "", "{", "[]", '{"by": "another version", "cues": {"die": ["live"]}}'])
def test_what_another_version_found_or_nobody_is_found_anew(
    kept: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cues, "_found", {})
    if kept is not None:
        (tmp_path / cues.FILE).write_text(kept, encoding="utf-8")
    cues.recall(tmp_path)
    assert cues_of("die") == {"die"}


def _sample(items: Iterable[tuple[Any, Any]], chance: random.Random) -> str:
    """Write one text that a parsed pattern matches."""
    out = []
    for kind, value in items:
        if kind is op.LITERAL:
            out.append(chr(value))
        elif kind is op.IN:
            what, which = value[0]
            out.append(chr(chance.randint(*which) if what is op.RANGE else which))
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            low, high, inner = value
            times = chance.choice([low, low, min(high, low + 1)])
            out += [_sample(inner, chance) for _ in range(times)]
        elif kind is op.SUBPATTERN:
            out.append(_sample(value[-1], chance))
        elif kind is op.BRANCH:
            out.append(_sample(chance.choice(value[1]), chance))
    return "".join(out)


@pytest.mark.parametrize("rule", load_rules().rules, ids=lambda r: r.id)
def test_no_rule_can_match_without_one_of_its_cues(rule: Rule) -> None:
    chance = random.Random(7)
    parsed = sre_parse.parse(rule.pattern.pattern)
    for _ in range(400):
        text = _sample(parsed, chance)  # type: ignore[arg-type]
        if rule.pattern.search(text):
            assert rule.cues & set(text.split()), text
