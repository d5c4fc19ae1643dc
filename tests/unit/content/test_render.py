"""Where something comes from is said in one honest sentence."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from bot.content import library, render
from bot.content.models import Helpline

SOURCES = {
    "D1": "That comes from the opening of our source article",
    "D3": "That comes from the part of our source article called 'Understanding Codependency'.",
    "S3": "That comes from the part of our source article called 'Signs of Codependency'.",
    "D6": "called 'Identifying Signs of Codependency vs. Interdependence'.",
    "K2": "called 'Building Interdependent Relationships'.",
    "Z3": "That comes from the last part of our source article",
    "E1": "That is not from the article. We added it ourselves: ",
}
assert SOURCES

LINE = Helpline(
    country="US",
    name="A Line",
    kind="crisis",
    hours="day and night",
    url="https://line.example",
    source="https://line.example",
    checked=date(2026, 11, 24),
)
LINES = [
    ({"number": "988"}, "A Line: call 988. Open: day and night."),
    ({"number": "988", "text": "text 988"}, "A Line: call 988, or text 988. Open: day and night."),
    (
        {"number": "988", "text": "text 988", "chat": "https://line.example/chat"},
        "A Line: call 988, text 988, or chat at https://line.example/chat. Open: day and night.",
    ),
    ({}, "A Line: see https://line.example. Open: day and night."),
    ({"number": "1", "note": "Press 5."}, "A Line: call 1. Open: day and night. Press 5."),
]
assert LINES


@pytest.mark.parametrize("id", SOURCES)
def test_an_item_names_its_source(id: str) -> None:
    assert SOURCES[id] in render.source_line(library().item(id))


def test_every_item_names_a_source_and_none_claims_an_addition_as_the_articles() -> None:
    for item in library().items:
        line = render.source_line(item)
        assert ("not from the article" in line) == (item.origin == "editorial"), item.id


def test_the_second_time_other_words_are_used() -> None:
    item = library().item("D3")
    assert render.bubble(item) == item.text
    assert render.bubble(item, again=True) == item.again


def test_a_step_is_what_it_is_and_one_thing_to_try() -> None:
    assert render.step_lines(library().item("K2")) == (
        library().item("K2").text,
        library().item("K2").try_this,
    )
    assert render.step_lines(library().item("D1")) == (library().item("D1").text,)


@pytest.mark.parametrize(("ways", "sentence"), LINES)
def test_a_helpline_tells_every_way_to_reach_it(ways: dict[str, str], sentence: str) -> None:
    assert render.helpline_line(dataclasses.replace(LINE, **ways)) == sentence  # type: ignore[arg-type]


def test_several_lines_stand_under_each_other() -> None:
    assert render.helpline_block((LINE, LINE)).count("\n") == 1
