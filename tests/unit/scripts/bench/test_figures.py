"""Figures are shown with their unit, compared the right way round, and put where the document wants them."""

from __future__ import annotations

import pytest

from bot.cli.scores import quantile
from scripts.bench.figures import (
    BEGIN,
    CROWDS,
    END,
    LENGTHS,
    ROWS,
    median,
    placed,
    ratio,
    shown,
    table,
)

BY_KEY = {row.key: row for row in ROWS}


def test_every_figure_has_a_name_of_its_own() -> None:
    assert len(BY_KEY) == len(ROWS) == len({row.label for row in ROWS})
    assert {f"cpu@{n}" for n in LENGTHS} | {f"rate@{n}" for n in CROWDS} <= set(BY_KEY)


def test_a_figure_is_shown_with_its_unit() -> None:
    assert shown(BY_KEY["ready"], 2.94) == "2.9 s"
    assert shown(BY_KEY["wait@1000"], 1304.2) == "1,304 ms"
    assert shown(BY_KEY["peak"], None) == "–"


def test_better_is_more_where_more_is_better() -> None:
    assert ratio(BY_KEY["ready"], 3.0, 13.5) == "4.5 x"
    assert ratio(BY_KEY["rate@32"], 40.0, 20.0) == "2.0 x"
    assert ratio(BY_KEY["cpu@1000"], 20.0, 1000.0) == "50 x"
    assert ratio(BY_KEY["peak"], None, 800.0) == ratio(BY_KEY["peak"], 300.0, None) == "–"


def test_the_table_has_what_was_measured_and_the_same_width_everywhere() -> None:
    lines = table(
        {"trellis": {"ready": 3.0, "telegram": 60.0}, "same": {"ready": 12.0}, "init": {"ready": 30.0}}
    ).splitlines()
    assert lines[2:] == [
        "| ready, from the start of the process | 3.0 s | 12.0 s | 4.0 x | 30.0 s | 3.5 s |",
        "| an answer on Telegram (its server on this machine) | 60 ms | – | – | – |  |",
    ]
    assert len({line.count("|") for line in lines}) == 1


def test_without_stock_nothing_is_compared() -> None:
    assert table({"trellis": {"ready": 3.0}}).splitlines()[0] == "|  | Trellis | target |"


def test_the_table_takes_the_place_of_the_last_one() -> None:
    document = f"Before.\n\n{BEGIN}\nold\n{END}\n\nAfter.\n"
    once = placed(document, "new\n")
    assert once == f"Before.\n\n{BEGIN}\nnew\n{END}\n\nAfter.\n" == placed(once, "new")
    for broken in ("Before.", f"{BEGIN} only", f"{END} only"):
        with pytest.raises(ValueError, match="has no"):
            placed(broken, "new")


def test_the_middle_and_the_slowest() -> None:
    assert median([5.0]) == 5.0 and median([3.0, 1.0, 2.0]) == 2.0
    assert quantile(list(range(100)), 0.95) == 95 and quantile([1.0], 0.99) == 1.0
