"""What is measured, and how it is shown: the rows, the table, and its place in a document.

Owns: names, units, targets, ratios. Pure. Must not: measure.

Example::

    print(table({"trellis": {"ready": 2.9}, "same": {"ready": 13.8}}))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cli.scores import quantile

Figures = Mapping[str, Mapping[str, float]]
"""Who was measured -> key of the row -> figure."""

WHO = {"trellis": "Trellis", "same": "the same bot under stock Rasa", "init": "`rasa init`"}
"""Who can be measured, and the heading of their column."""
LENGTHS = (10, 100, 1_000, 10_000)
"""Turns that lie behind when a turn is measured."""
CROWDS = (1, 8, 32, 128)
"""People who talk at the same time."""
BEGIN, END = "<!-- begin: make bench ARGS=--stock -->", "<!-- end -->"


@dataclass(frozen=True)
class Row:
    """One figure: what it is called, its unit and decimals, and what it shall be."""

    key: str
    label: str
    unit: str
    decimals: int = 0
    target: str = ""
    more_is_better: bool = False


ROWS = (
    Row("train", "training", "s"),
    Row("traincpu", "training, processor time", "s"),
    Row("ready", "ready, from the start of the process", "s", 1, "3.5 s"),
    Row("readycpu", "ready, processor time", "s", 1),
    Row("first", "the first answer, from the start of the process", "s", 1),
    Row("peak", "peak memory while serving", "MB", 0, "520 MB"),
    Row("inside", "a turn inside the process, processor time", "ms", 0, "30 ms"),
    *(Row(f"cpu@{n}", f"a turn after {n:,}, processor time of all processes", "ms") for n in LENGTHS),
    *(Row(f"wait@{n}", f"an answer after {n:,}, over HTTP", "ms") for n in LENGTHS),
    Row("web", "an answer on the page (socket.io)", "ms"),
    Row("telegram", "an answer on Telegram (its server on this machine)", "ms"),
    *(row for n in CROWDS for row in (
        Row(f"rate@{n}", f"turns with {n} {'people' if n > 1 else 'person'} at once", "/s", 1,
            "2.5 x stock" if n == 32 else "", more_is_better=True),
        Row(f"core@{n}", f"turns a second of processor time, {n} at once", "/s", 1, more_is_better=True),
    )),
    *(Row(f"crowd@{n}", f"an answer with {n} people at once", "ms") for n in CROWDS[1:]),
    *(Row(f"lost@{n}", f"messages without an answer, {n} at once", "%", 1) for n in CROWDS[1:]),
    Row("webrate@32", "turns with 32 pages at once (socket.io)", "/s", 1, more_is_better=True),
)  # fmt: skip


def shown(row: Row, figure: float | None) -> str:
    """Write one figure with its unit; a dash where there is none."""
    return "–" if figure is None else f"{figure:,.{row.decimals}f} {row.unit}"


def ratio(row: Row, ours: float | None, theirs: float | None) -> str:
    """Say how many times better ours is; a dash where one is missing."""
    if not ours or not theirs:
        return "–"
    times = ours / theirs if row.more_is_better else theirs / ours
    return f"{times:.1f} x" if times < 10 else f"{times:.0f} x"


def table(figures: Figures) -> str:
    """Give the measured rows as a Markdown table, with how many times better Trellis is than the same bot."""
    who = [name for name in WHO if name in figures]
    compared = who[:2] == ["trellis", "same"]
    heads = ["", *(WHO[name] for name in who), "target"]
    if compared:
        heads.insert(3, "so many times better")
    lines = [heads, ["---", *["--:"] * (len(heads) - 1)]]
    for row in ROWS:
        values = [figures[name].get(row.key) for name in who]
        if all(value is None for value in values):
            continue
        cells = [row.label, *(shown(row, value) for value in values), row.target]
        if compared:
            cells.insert(3, ratio(row, values[0], values[1]))
        lines.append(cells)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def placed(document: str, block: str) -> str:
    """Put `block` between the marks of a document, in the place of what stood there. Raises ValueError without marks."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document has no {BEGIN} ... {END}")
    return f"{before}{BEGIN}\n{block.strip()}\n{END}{after}"


def median(values: Sequence[float]) -> float:
    """Give the middle one; of an even number, the upper of the two in the middle."""
    return quantile(values, 0.5)
