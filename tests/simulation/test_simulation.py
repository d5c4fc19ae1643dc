"""A small run of the simulator in every test run, and proof that each of its checks bites."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.content.library import library
from tests.simulation.checks import Checker
from tests.simulation.people import HABITS, OTHERS, sentences
from tests.simulation.seen import Place, Seen, Shown
from tests.simulation.simulator import run

WALKS, TURNS, SEED = 60, 40, 7

FINE = Seen(
    said="hi",
    pressed=False,
    intent="affirm",
    before=Place("offer_steps"),
    after=Place("choose_item"),
    shown=(Shown("Which one has some pull?", "ask"),),
)
UNSAFE = replace(FINE, after=Place("choose_item", safety="partner_unsafe"))
RESPONSES = {"utter_a": [{"text": "One."}, {"text": "Two {x}."}], "utter_b": [{"text": "Only."}]}

BROKEN: list[tuple[str, Seen]] = [
    ("failure", replace(FINE, failures=("action_x: KeyError at y.py:1",))),
    ("silence", replace(FINE, shown=())),
    ("dead_end", replace(FINE, after=Place(), shown=(Shown("Okay."),))),
    ("long", replace(FINE, shown=(Shown("word " * 61, "ask"),))),
    ("unfilled", replace(FINE, shown=(Shown("So {words}.", "ask"),))),
    ("unfilled", replace(FINE, shown=(Shown("You said “”.", "ask"),))),
    ("buttons", replace(FINE, shown=(Shown("Pick.", buttons=tuple((str(n), f"/x{n}") for n in range(5))),))),
    ("withheld", replace(UNSAFE, shown=(Shown("Try this.", "advise", items=("M1",)),))),
    ("withheld", replace(UNSAFE, shown=(Shown("Pick.", buttons=(("x", '/choose_item{"item": "K5"}'),)),))),
    ("withheld", replace(UNSAFE, shown=(Shown(library().item("T3b").text),))),
    ("advice", replace(FINE, before=Place("deepen"), shown=(Shown("Try this.", "advise"),))),
    ("advice", replace(FINE, intent="share_story", shown=(Shown("Try this.", "advise"),))),
]


@pytest.mark.parametrize(("kind", "seen"), BROKEN)
def test_each_violation_is_seen(kind: str, seen: Seen) -> None:
    assert kind in [v.kind for v in Checker(library(), RESPONSES).look(seen)]


ALLOWED: list[Seen] = [
    FINE,
    replace(FINE, shown=(Shown("“" + "word " * 80 + "” is what you said.", "ask"),)),
    replace(FINE, after=Place(), shown=(Shown("Take care.", "close"),)),
    replace(FINE, intent="ask_steps", before=Place("deepen"), shown=(Shown("Try this.", "advise"),)),
    replace(FINE, intent="nlu_fallback", before=Place("choose_item"), shown=(Shown("This one.", "advise"),)),
    replace(UNSAFE, shown=(Shown(library().item("K2").text, items=("K2",)),)),
    replace(FINE, shown=(Shown(library().item("M1").text, items=("M1",)),)),
]


@pytest.mark.parametrize("seen", ALLOWED)
def test_what_is_right_is_left_alone(seen: Seen) -> None:
    assert Checker(library(), RESPONSES).look(seen) == []


def test_a_wording_again_is_a_violation_only_while_another_could_serve() -> None:
    from bot.runtime.responses import mark_of

    checker = Checker(
        library(), {"utter_a": [{"text": "One."}, {"text": "Two."}], "utter_b": [{"text": "Only."}]}
    )
    one, two = (mark_of({"text": text}) for text in ("One.", "Two."))

    def kinds(*shown: Shown, intent: str = "affirm") -> list[str]:
        return [v.kind for v in checker.look(replace(FINE, shown=shown, intent=intent))]

    assert kinds(Shown("One.", utterance="utter_a", variant=one)) == []
    assert kinds(Shown("One.", utterance="utter_a", variant=one), intent="repeat") == []
    assert kinds(Shown("One.", utterance="utter_a", variant=one)) == ["repeat"]
    assert kinds(Shown("Two.", utterance="utter_a", variant=two)) == []
    assert kinds(Shown("One.", utterance="utter_a", variant=one)) == []
    sign = library().sign("enabling")
    assert kinds(Shown(sign.reflections[0])) == []
    assert kinds(Shown(sign.reflections[0])) == ["repeat"]


def test_every_group_of_sentences_is_used_and_there_are_enough() -> None:
    assert set(sentences()) == set(OTHERS)
    assert all(isinstance(s, str) for group in sentences().values() for s in group)
    assert sum(len(group) for group in sentences().values()) >= 150
    assert all(set(own) <= set(OTHERS) for _, own in HABITS.values())


def test_random_walks_meet_no_violation(model: Path) -> None:
    report = run(WALKS, TURNS, SEED, model, min(os.cpu_count() or 1, 4), progress=False)
    assert report.counts["turns"] == WALKS * TURNS
    assert not report.violations, "\n".join(report.lines())
