"""The training data: enough of everything, no message twice, none that tests understanding as well."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from rasa.shared.nlu.training_data.loading import load_data

from bot.content.models import SIGN_IDS
from bot.language.examples import Example
from bot.nlu.training_data import examples_of

ROOT = Path(__file__).parents[2]
FEWEST = 30
"""Examples of an intent; fewer are learned badly."""


@lru_cache(maxsize=2)
def loaded(place: str) -> tuple[Example, ...]:
    return tuple(examples_of(load_data(str(ROOT / place))))


def examples(place: str) -> tuple[Example, ...]:
    """Give what is learned from."""
    return tuple(e for e in loaded(place) if e.learn)


def measured() -> tuple[Example, ...]:
    """Give what thresholds are measured on."""
    return tuple(e for e in loaded("data/nlu") if not e.learn)


def words(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text.lower()))


def test_every_intent_has_enough_examples() -> None:
    counts = Counter(e.intent for e in examples("data/nlu"))
    assert {name: n for name, n in counts.items() if n < FEWEST} == {}


@pytest.mark.parametrize("sign", sorted(SIGN_IDS))
def test_every_sign_is_told_in_each_polarity(sign: str) -> None:
    own = Counter(s.polarity for e in examples("data/nlu") for s in e.spans if s.sign == sign and s.who == "self")
    assert own["affirmed"] >= 150 and own["denied"] >= 60 and own["past"] >= 30 and own["hedged"] >= 20, own


def test_messages_of_every_kind_are_many() -> None:
    every = examples("data/nlu")
    several = [e for e in every if len({s.sign for s in e.spans}) > 1]
    mixed = [e for e in several if len({s.polarity for s in e.spans}) > 1]
    others = [e for e in every if any(s.who != "self" for s in e.spans)]
    plain = [e for e in every if e.intent == "share_story"]
    assert (len(several) >= 400, len(mixed) >= 200, len(others) >= 150, len(plain) >= 600) == (True,) * 4


def test_only_signs_we_know_are_marked_and_no_mark_is_empty() -> None:
    for example in (*examples("data/nlu"), *examples("tests/nlu/messages")):
        for span in example.spans:
            assert span.sign in SIGN_IDS, example.text
            assert example.words(span).strip() == example.words(span) != "", example.text


def test_a_message_without_a_sign_has_no_mark_and_one_with_a_sign_has() -> None:
    assert [e.text for e in examples("data/nlu") if (e.intent == "share_sign") != bool(e.spans)] == []


def test_no_message_stands_twice() -> None:
    seen = Counter((words(e.text), e.intent) for e in examples("data/nlu") if len(e.text.split()) > 3)
    assert [text for text, n in seen.items() if n > 1] == []


def test_no_test_message_is_trained_on() -> None:
    known = {words(e.text) for e in examples("data/nlu")}
    assert [e.text for e in examples("tests/nlu/messages") if len(e.text.split()) > 3 and words(e.text) in known] == []


def test_what_is_measured_on_holds_every_sign_and_is_not_learned() -> None:
    counts = Counter((s.sign, s.polarity in ("affirmed", "hedged")) for e in measured() for s in e.spans if s.who == "self")
    assert min(counts[sign, present] for sign in SIGN_IDS for present in (True, False)) >= 12
    assert sum(e.intent == "share_story" for e in measured()) >= 150
    known = {words(e.text) for e in examples("data/nlu")}
    assert [e.text for e in measured() if words(e.text) in known] == []
