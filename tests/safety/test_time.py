"""The screen's own time: short messages in far under 3 ms, 20,000 hostile characters in linear time."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
import yaml

from bot.safety.screen import Screen

SCREEN = Screen.load()
LIMIT = 20_000
_WORDS = sorted({cue for rule in SCREEN.book.rules for cue in rule.cues})
_CHANCE = random.Random(5)


def _ms(text: str) -> float:
    """Measure CPU time, the best of three: other work on the machine must not fail the test."""
    return min(_once(text) for _ in range(3))


def _once(text: str) -> float:
    start = time.process_time()
    SCREEN.screen(text)
    return (time.process_time() - start) * 1000


HOSTILE = {
    "cue words in a heap": " ".join(_CHANCE.choice(_WORDS) for _ in range(6000)),
    "one letter": "a" * LIMIT,
    "spaces": " " * LIMIT,
    "stars": "k*" * LIMIT,
    "spelled out": "s.u.i." * LIMIT,
    "letters apart": "i d i e a " * 4000,
    "quotes": '" i want " ' * 2000,
    "accents": "a\u0301" * LIMIT,
    "signs": "?!.,;:'-" * 3000,
    "denials": "i do not want to kill myself " * 900,
    "half a threat": "he said he would never ever " * 900,
    "people": "if he hits me my mum my dad my friend " * 600,
    "gaps": "with my a a a a a a " * 1200,
    "slips": "suicidx threatenex " * 1200,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_input_is_read_in_time(text: str) -> None:
    assert _ms(text[:LIMIT]) < 400


@pytest.mark.parametrize("name", ["cue words in a heap", "denials", "people", "slips"])
def test_time_grows_in_step_with_length(name: str) -> None:
    text = (HOSTILE[name] * 2)[: 2 * LIMIT]
    pairs = [(_once(text), _once(text[: LIMIT // 2])) for _ in range(5)]  # in turn: a machine's speed may change between
    assert min(long for long, _ in pairs) < 6 * min(short for _, short in pairs)


def test_an_explicit_end_of_a_hostile_message_is_read() -> None:
    text = HOSTILE["half a threat"][: LIMIT - 30] + ". i want to kill myself"
    assert SCREEN.screen(text).verdict == "act"


def test_ordinary_messages_take_far_less_than_three_milliseconds() -> None:
    groups = yaml.safe_load((Path(__file__).parent / "verdicts.yml").read_text(encoding="utf-8"))["groups"]
    took = sorted(_ms(text) for group in groups for text in group["texts"])
    assert took[int(len(took) * 0.99)] < 3
