"""What is committed says what it is, and says nothing of the machine it was written on."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.data import project

# what a requirement file, a lock or a note may pick up where it was made
MACHINE = re.compile(r"/(?:home|Users|root)/\w|(?:--|^)(?:extra-)?index-url|--find-links|file:///", re.MULTILINE)
SPEAKS_OF_PLACES = {"tests/data/test_files.py"}


def tracked(*patterns: str) -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns], cwd=project.ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("not a git checkout")
    return [Path(name) for name in done.stdout.split("\0") if name and (project.ROOT / name).is_file()]


def test_yaml_files_begin_by_saying_what_belongs_there() -> None:
    bare = []
    for path in tracked("*.yml", "*.yaml", ".yamllint"):
        lines = (project.ROOT / path).read_text(encoding="utf-8").splitlines()
        if "fixtures" not in path.parts and not all(line.startswith("#") for line in lines[:3]):
            bare.append(str(path))
    assert bare == []


def test_no_file_names_the_machine_it_was_written_on() -> None:
    found = {}
    for path in tracked("*.py", "*.md", "*.txt", "*.toml", "*.yml", "Makefile", "scripts/*", ".ci/*"):
        hit = MACHINE.search((project.ROOT / path).read_text(encoding="utf-8", errors="replace"))
        if hit and str(path) not in SPEAKS_OF_PLACES:
            found[str(path)] = hit.group()
    assert found == {}


def test_every_requirement_has_a_hash() -> None:
    for path in sorted((project.ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8").replace("\\\n", " ")
        pins = [line for line in text.splitlines() if re.match(r"[A-Za-z0-9]", line)]
        assert pins, path.name
        assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == [], path.name
