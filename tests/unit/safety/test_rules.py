"""Loading the rules: broken data is refused with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.safety.nodes import DataError
from bot.safety.rules import DATA, load_rules

RULE = """# a
# b
# c
rules:
  - id: one
    kind: self_harm
    verdict: act
    subject: self
    patterns: ['blue whale']
    examples:
      must: [a blue whale]
      must_not: [a whale]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in DATA.glob("*.yml"):
        shutil.copy(file, tmp_path / file.name)
    (tmp_path / "others.yml").write_text(RULE, encoding="utf-8")
    return tmp_path


def test_a_good_rule_is_read(folder: Path) -> None:
    rule = load_rules(folder).rule("one")
    assert rule.cues == {"whale"} or rule.cues == {"blue"}
    assert rule.pattern.search("a blue whale")
    assert not rule.pattern.search("a blue whales")


BROKEN = [
    ("verdict: act", "verdikt: act", "others.yml:7: unknown key 'verdikt'; allowed: id, kind, verdict"),
    ("verdict: act", "verdict: scream", "others.yml:7: 'scream' is not known here; allowed: act, ask"),
    ("kind: self_harm", "kind: weather", "others.yml:6: 'weather' is not known here; allowed: self_harm"),
    ("blue whale']", "(blue whale']", "others.yml:9: not a pattern"),
    ("blue whale']", "blue.* whale']", "others.yml:9: a pattern may not repeat without a bound"),
    ("blue whale']", "{nowhere} whale']", "others.yml:9: no word list 'nowhere'; known: "),
    ("blue whale']", "(?:{gap3})?']", "others.yml:9: no word here must always be there"),
    ("    subject: self\n", "", "others.yml:5: key 'subject' is missing"),
    ("must: [a blue whale]", "must: []", "others.yml:11: at least one 'must' example is wanted"),
    ("id: one", "id: sh_kill_self", "others.yml:5: rule 'sh_kill_self' is already in self_harm.yml:"),
    (
        "    subject: self\n",
        "    subject: self\n    subject: self\n",
        "others.yml:9: key 'subject' is there twice",
    ),
    ("    subject: self\n", "    subject: [a]\n", "others.yml:8: a text is wanted here"),
    ("rules:", "rules: {", "others.yml:"),
    (RULE, "", "others.yml:1: the file is empty"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), BROKEN)
def test_broken_data_is_refused_with_file_and_line(
    folder: Path, right: str, wrong: str, message: str
) -> None:
    (folder / "others.yml").write_text(RULE.replace(right, wrong), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_rules(folder)
    assert str(caught.value).startswith(message)


def test_a_context_for_a_rule_that_is_not_there_is_refused(folder: Path) -> None:
    path = folder / "pseudo.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("[sh_suicidal]", "[sh_nothing]"), encoding="utf-8"
    )
    with pytest.raises(DataError, match=r"pseudo.yml:\d+: 'sh_nothing' is not known here"):
        load_rules(folder)


def test_ids_are_asked_for_by_name() -> None:
    with pytest.raises(KeyError):
        load_rules().rule("sh_nothing")
