"""What `make bench` is asked for, and where its figures go."""

from __future__ import annotations

import pytest

from scripts.bench.__main__ import DOCUMENT, PLOT, arguments
from scripts.bench.figures import placed


def test_it_is_short_unless_asked_for_more() -> None:
    asked = arguments([])
    assert not (asked.stock or asked.train or asked.far or asked.understanding or asked.write)


def test_help_helps(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        arguments(["--help"])
    told = capsys.readouterr().out
    assert "make bench ARGS=" in told and "--stock" in told and "minutes" in told


def test_the_document_has_a_place_for_the_table_and_shows_the_charts() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert placed(text, "here").count("here") >= 1
    assert f"({PLOT.name})" in text and PLOT.is_file()
