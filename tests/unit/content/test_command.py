"""``trellis content``: what an editor sees on the command line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.content import content
from bot.content.loader import DATA


def run(*arguments: str) -> Result:
    return CliRunner().invoke(content, list(arguments))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped data to spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def spoil(path: Path, old: str, new: str) -> int:
    """Replace one text in a file; return its line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_good_content_takes_one_line() -> None:
    result = run("check")
    assert result.exit_code == 0
    assert "(62 from the article), 20 signs, 20 links," in result.output.splitlines()[-1]
    assert result.output.rstrip().endswith("all well")


def test_an_unknown_key_is_named_with_its_line_and_the_allowed_ones(folder: Path) -> None:
    line = spoil(folder / "closing.yml", "    title: It takes effort, and it pays\n", "    titel: It pays\n")
    result = run("check", "--data", str(folder))
    assert result.exit_code == 1
    assert (
        f"closing.yml:{line}: unknown key 'titel' (did you mean 'title'? allowed: id, kind, " in result.output
    )
    assert "Z1: 'title' is missing (add 'title:')" in result.output


def test_wording_that_commands_is_named(folder: Path) -> None:
    spoil(folder / "closing.yml", "It is slow work,", "You should know it is slow work,")
    result = run("check", "--data", str(folder))
    assert result.exit_code == 1
    assert "Z1 again: 'You should' gives an order (offer it: 'you could')" in result.output
    assert "all well" not in result.output


def test_an_unsafe_link_is_refused(folder: Path) -> None:
    spoil(
        folder / "links.yml",
        "    steps: [T2]\n    blocks: [K3, K4]\n",
        "    steps: [T2]\n    blocks: [K5, K4]\n",
    )
    result = run("check", "--data", str(folder))
    assert result.exit_code == 1
    assert "tolerates_mistreatment links K5, which involves the partner" in result.output


def test_an_item_is_shown_with_its_source() -> None:
    result = run("show", "k2")
    assert result.exit_code == 0
    assert "called 'Building Interdependent Relationships'" in result.output
    assert "partner_contact: none" in result.output


def test_a_sign_is_shown_with_what_it_offers() -> None:
    result = run("show", "enabling")
    assert result.exit_code == 0
    assert "offers T1, T2, T3a, T3b, K4, K3, M3, M4" in result.output


def test_a_word_instead_of_an_id_gets_a_suggestion() -> None:
    result = run("show", "boundaries")
    assert result.exit_code == 1
    assert result.stderr.startswith("there is no item or sign 'boundaries'; did you mean E7")


def test_ids_and_titles_are_listed() -> None:
    output = run("list").output
    assert "T3a  step" in output and "(not from the article)" in output and "own_interests" in output
    assert "D1" not in run("list", "--kind", "step").output


def test_an_unknown_kind_is_wrong_use() -> None:
    result = run("list", "--kind", "poem")
    assert result.exit_code == 2
    assert "one of: definition," in result.stderr


def test_the_mistake_in_the_guide_looks_as_the_guide_says(folder: Path) -> None:
    guide = Path(__file__).parents[3].joinpath("docs", "content.md").read_text(encoding="utf-8")
    told = [line.strip() for line in guide.splitlines() if line.startswith("    bot/content/data/")]
    assert len(told) == 2
    spoil(
        folder / "closing.yml",
        "    title: It takes effort, and it pays\n",
        "    titel: It takes effort, and it pays\n",
    )
    said = run("check", "--data", str(folder)).output.splitlines()
    assert sorted(line.rpartition("/")[2] for line in said) == sorted(
        line.rpartition("/")[2] for line in told
    )


def test_the_guide_names_every_file() -> None:
    guide = Path(__file__).parents[3].joinpath("docs", "content.md").read_text(encoding="utf-8")
    assert {path.name for path in DATA.glob("*.yml")} <= set(re.findall(r"\w+\.yml", guide))
