"""What an editor sees when a file is wrong: the file, the line, and what is allowed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.content.errors import ContentError
from bot.content.loader import DATA, FILES, load


class Case(NamedTuple):
    """One broken file and the line it must produce."""

    name: str
    file: str
    text: str | None
    line: int
    says: str
    hint: str


ITEM = """\
items:
  - id: Z1
    kind: closing
    title: A title
    section: Closing
    text: >-
      Some text.
    again: >-
      Other text.
"""

CASES = [
    Case(
        "unknown key",
        "closing",
        ITEM + "    colour: blue\n",
        10,
        "unknown key 'colour'",
        "allowed: id, kind, title",
    ),
    Case(
        "nearly right key",
        "closing",
        ITEM + "    alias: [x]\n",
        10,
        "unknown key 'alias'",
        "did you mean 'aliases'?",
    ),
    Case(
        "missing key",
        "closing",
        ITEM.replace("    title: A title\n", ""),
        2,
        "Z1: 'title' is missing",
        "add 'title:'",
    ),
    Case(
        "list for text",
        "closing",
        ITEM.replace("A title", "[A, title]"),
        4,
        "'title' takes one text, found a list",
        "",
    ),
    Case(
        "text for list",
        "closing",
        ITEM + "    aliases: closing\n",
        10,
        "'aliases' takes a list, found one text",
        "- ",
    ),
    Case("keys for text", "closing", ITEM.replace("A title", "{a: b}"), 4, "found several keys", ""),
    Case("empty text", "closing", ITEM.replace(" A title", ""), 4, "'title' is empty", "leave the key out"),
    Case(
        "closed list",
        "closing",
        ITEM.replace("closing", "ending"),
        3,
        "'ending' is not a kind",
        "one of: definition",
    ),
    Case(
        "key given twice", "closing", ITEM + "    title: Another\n", 10, "'title' is given twice", "keep one"
    ),
    Case(
        "item not a mapping", "closing", "items:\n  - only words\n", 2, "expected one item with keys", "- id"
    ),
    Case(
        "top key unknown", "closing", "itmes: []\n", 1, "unknown key 'itmes'", "allowed in this file: items"
    ),
    Case("top key missing", "helplines", "countries: []\n", 1, "'helplines' is missing", "add 'helplines:'"),
    Case("no top key", "closing", "- id: Z1\n", 1, "the file needs a heading key", "start it with 'items:'"),
    Case("list missing", "closing", "items: none\n", 1, "'items' takes a list", "start each entry with '- '"),
    Case(
        "not YAML",
        "closing",
        "items:\n  - text: So: this\n",
        2,
        "not valid YAML",
        "on the lines below 'key: >-'",
    ),
    Case("empty file", "closing", "", 0, "the file is empty", "put it back"),
    Case("file missing", "closing", None, 0, "the file is missing", "put it back"),
    Case("file unknown", "steps", "items: []\n", 0, "not one that Trellis reads", "closing.yml"),
    Case(
        "bad date",
        "helplines",
        "countries: []\nhelplines:\n  - {country: US, name: A, kind: crisis, hours: h, url: u, source: s, checked: soon}\n",
        3,
        "'soon' is not a date",
        "2026-11-24",
    ),
    Case(
        "bad answer inside a sign",
        "signs",
        "signs:\n  - id: enabling\n    safety_answers:\n      - {title: Yes, meaning: fine}\n",
        4,
        "'fine' is not a meaning",
        "one of: calm, unsure, unsafe",
    ),
]
assert CASES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_names_its_place_and_the_way_out(case: Case, tree: Callable[..., Path]) -> None:
    with pytest.raises(ContentError) as caught:
        load(tree(**{case.file: case.text}))
    found = [p for p in caught.value.problems if case.says in p.message]
    assert found, str(caught.value)
    assert (Path(found[0].file).name, found[0].line) == (f"{case.file}.yml", case.line)
    assert case.hint in found[0].hint


def test_several_mistakes_are_told_together_in_order(tree: Callable[..., Path]) -> None:
    folder = tree(closing=ITEM + "    colour: blue\n    size: big\n", links="links:\n  - steps: [T1]\n")
    with pytest.raises(ContentError) as caught:
        load(folder)
    assert [p.message for p in caught.value.problems] == [
        "unknown key 'colour'",
        "unknown key 'size'",
        "link: 'sign' is missing",
    ]
    assert len(str(caught.value).splitlines()) == 3


def test_an_id_used_in_two_files_names_the_first_place(tree: Callable[..., Path]) -> None:
    with pytest.raises(ContentError) as caught:
        load(tree(closing=ITEM, definitions=ITEM))
    (problem,) = caught.value.problems
    assert problem.message == "id 'Z1' is already used"
    assert problem.hint.startswith("first at ") and problem.hint.endswith("definitions.yml:2")


def test_text_stays_as_it_was_typed(tree: Callable[..., Path]) -> None:
    content = load(tree(closing=ITEM.replace("A title", "No")))
    assert content.items[0].title == "No"


def test_a_problem_points_at_the_line_of_a_list_entry(tree: Callable[..., Path]) -> None:
    content = load(tree(closing=ITEM + "    aliases:\n      - one\n      - two\n"))
    assert content.problem(content.items[0], "m", at="aliases[1]").line == 12
    assert content.problem(content.items[0], "m", at="text").line == 6
    assert content.problem(content.items[0], "m", at="offer").line == 2


def test_the_shipped_folder_loads_and_holds_every_file() -> None:
    assert {path.name for path in DATA.glob("*.yml")} == set(FILES)
    assert load().items


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_opens_by_saying_what_belongs_in_it(name: str) -> None:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("# ") for line in lines[:3]), name
    assert [
        line for line in lines if len(line) > 130 and " " in line.strip()
    ] == []  # a web address cannot be broken
