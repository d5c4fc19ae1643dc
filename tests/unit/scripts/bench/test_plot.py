"""The charts show every point that was measured, whatever is missing."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from scripts.bench.plot import svg

ALL = {
    "trellis": {"cpu@10": 20.0, "cpu@100": 20.0, "cpu@10000": 21.0, "core@1": 50.0, "core@32": 55.0},
    "same": {"cpu@10": 130.0, "cpu@100": 300.0, "core@1": 6.0, "core@32": 7.0},
    "init": {"core@32": 30.0},
}


def named(drawing: str, tag: str) -> list[ET.Element]:
    return [element for element in ET.fromstring(drawing).iter() if element.tag.endswith(tag)]


def test_each_point_is_drawn_inside() -> None:
    drawing = svg(ALL)
    points = named(drawing, "}circle")
    assert len(points) == 10
    assert all(0 < float(p.get("cx", "")) < 760 and 50 < float(p.get("cy", "")) < 260 for p in points)


def test_less_is_lower() -> None:
    heights = [float(p.get("cy", "")) for p in named(svg(ALL), "}circle")]
    assert heights[0] > heights[3]  # 20 ms under 130 ms


def test_what_was_not_measured_is_left_out() -> None:
    for figures in ({}, {"trellis": {}}, {"trellis": {"cpu@10": 20.0}}):
        assert named(svg(figures), "}svg")
    assert len(named(svg({"trellis": {"cpu@10": 20.0}}), "}circle")) == 1


def test_it_says_what_the_lines_mean() -> None:
    assert [t.text for t in named(svg(ALL), "}text")][-3:] == [
        "Trellis",
        "the same bot under stock Rasa",
        "rasa init",
    ]
