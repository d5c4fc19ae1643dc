"""The charts look as they did (snapshots), are readable by everybody, and never hold a score.

`pytest tests/unit/charts --new-charts` writes the snapshots anew; look at them before you commit.
"""

from __future__ import annotations

import asyncio
import io
import re
import time
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bot.charts import (
    Chart,
    Course,
    Lane,
    Mark,
    Picture,
    Point,
    blocks,
    chart_from,
    data_uri,
    describe,
    png,
    rows,
    svg,
)
from bot.charts.render import Renderer
from bot.charts.svg import DARK, LIGHT
from tests.unit.charts.making import COURSE, PICTURE

SNAPSHOTS = Path(__file__).parent / "snapshots"
CHARTS = {"picture": PICTURE, "course": COURSE}
SVG = "{http://www.w3.org/2000/svg}"
THUMB = (90, 135)


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("kind", ["svg", "txt"])
def test_drawing_and_blocks_are_as_they_were(name: str, kind: str, request: pytest.FixtureRequest) -> None:
    made = svg(CHARTS[name]) if kind == "svg" else blocks(CHARTS[name])
    path = SNAPSHOTS / f"{name}.{kind}"
    if request.config.getoption("--new-charts"):
        path.write_text(made + "\n", encoding="utf-8")
    assert made + "\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CHARTS)
def test_the_png_shows_the_same_as_it_did(name: str, request: pytest.FixtureRequest) -> None:
    image = Image.open(io.BytesIO(png(CHARTS[name]))).convert("RGB")
    assert image.width == 630
    small = image.resize(THUMB)
    path = SNAPSHOTS / f"{name}.png"
    if request.config.getoption("--new-charts"):
        small.save(path, optimize=True)
    apart = ImageChops.difference(small, Image.open(path).convert("RGB")).convert("L")
    assert sum(apart.getdata()) / (THUMB[0] * THUMB[1]) < 2, "looks different; see --new-charts"


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_a_screen_reader_gets_every_entry(chart: Chart) -> None:
    root = ET.fromstring(svg(chart))
    assert root.get("role") == "img"
    ids = {part.get("id"): part.text for part in root if part.tag in (f"{SVG}title", f"{SVG}desc")}
    named = [ids[name] for name in (root.get("aria-labelledby") or "").split()]
    assert all(named)
    for row in rows(chart)[1:]:
        assert row[1] in (named[1] or "") and row[1] in describe(chart)


def test_every_entry_and_every_word_of_theirs_is_in_drawing_table_and_blocks() -> None:
    drawn = " ".join(ET.fromstring(svg(PICTURE)).itertext())
    for mark in PICTURE.marks:
        assert mark.label in drawn and mark.words in describe(PICTURE) and mark.label in blocks(PICTURE)
        assert any(mark.label in row and mark.words in row for row in rows(PICTURE))


def test_no_chart_holds_a_number_that_could_be_a_score() -> None:
    for chart in CHARTS.values():
        root = ET.fromstring(svg(chart))
        texts = [t.text or "" for t in root.iter(f"{SVG}text")]
        dates = re.compile(r"\d{1,2} [A-Z][a-z]+(?: \d{4})?")
        assert [t for t in texts if re.search(r"\d", dates.sub("", t))] == []
        assert not re.search(r"\d", "".join(dates.sub("", cell) for row in rows(chart) for cell in row))


def test_colours_are_readable_in_light_and_dark_and_shapes_tell_the_sides_apart() -> None:
    for colours in (LIGHT, DARK):
        for ground in ("page", "leans-tint", "holds-tint"):
            assert contrast(colours["ink"], colours[ground]) >= 7
            assert contrast(colours["soft"], colours[ground]) >= 4.5
        for side in ("leans", "holds"):
            assert contrast(colours[side], colours["page"]) >= 4.5
            assert contrast(colours[side], colours[f"{side}-tint"]) >= 3
        for deficiency in COLOUR_BLIND:
            a, b = (seen(colours[side], deficiency) for side in ("leans", "holds"))
            assert sum((x - y) ** 2 for x, y in zip(a, b)) ** 0.5 > 0.12, deficiency
    root = ET.fromstring(svg(PICTURE))
    assert {p.get("class") for p in root.iter(f"{SVG}circle")} & {"f-leans"}
    assert {p.get("class") for p in root.iter(f"{SVG}path")} & {"f-holds"}
    assert not {p.get("class") for p in root.iter(f"{SVG}circle")} & {"f-holds"}


def test_the_dark_drawing_follows_the_reader_or_is_asked_for() -> None:
    assert "prefers-color-scheme:dark" in svg(PICTURE)
    assert DARK["page"] in svg(PICTURE, "dark") and "<style>" not in svg(PICTURE, "dark")
    assert png(PICTURE, dark=True) != png(PICTURE)


def test_nothing_runs_out_of_a_phone() -> None:
    for chart in CHARTS.values():
        for part in ET.fromstring(svg(chart)).iter(f"{SVG}text"):
            start = float(part.get("x") or -1)
            wide = float(
                part.get("textLength") or 1_000
            )  # told, so that a reader's wider font is drawn closer
            left, right = (start - wide, start) if part.get("text-anchor") else (start, start + wide)
            assert left >= 0 and right <= 344.5, ET.tostring(part)
            assert float(part.get("font-size") or 0) >= 10.5
    assert max(len(line) for chart in CHARTS.values() for line in blocks(chart).splitlines()) <= 76


@given(st.text(max_size=80), st.sampled_from(["often", "never", None]), st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_whatever_people_write_the_drawing_stays_whole(label: str, often: str | None, words: str) -> None:
    chart = Picture((Mark(label, "leans", often, words[:40], words),))
    root = ET.fromstring(svg(chart))
    assert root.tag == f"{SVG}svg"
    assert not list(root.iter(f"{SVG}script"))
    assert chart_from(chart.as_dict()) == chart
    blocks(chart)


def test_markup_in_their_words_is_text() -> None:
    chart = Picture((Mark("x", "leans", "often", "", "“</text><script>alert(1)</script>”"),))
    assert "<script" not in svg(chart)
    assert png(chart)[:4] == b"\x89PNG"


def test_a_year_of_weekly_points_and_twenty_entries_can_be_drawn() -> None:
    days = [date(2026, 1, 4) + timedelta(days=7 * n) for n in range(52)]
    lanes = tuple(
        Lane(f"Sign {'abcdefghij'[n]}", "leans", tuple(Point(d, "often") for d in days)) for n in range(10)
    )
    assert chart_from(Course(lanes).as_dict()) == Course(lanes)
    assert png(Course(lanes))[:4] == b"\x89PNG"
    many = Picture(
        tuple(Mark(f"Entry {'abcdefghijklmnopqrst'[n]}", "leans", "often", "", "“words”") for n in range(20))
    )
    image = Image.open(io.BytesIO(png(many)))
    assert image.width * image.height < 900_000


def test_an_empty_side_says_so() -> None:
    assert "nothing here so far" in svg(Picture((Mark("Interests of your own", "holds", "often"),)))


def test_an_address_for_an_image_element_is_the_whole_drawing() -> None:
    assert data_uri(PICTURE).startswith("data:image/svg+xml;base64,")


def test_drawing_holds_up_nobody_else_and_a_killed_process_is_replaced() -> None:
    async def draw() -> tuple[bytes, bytes, float]:
        renderer = Renderer()
        try:
            first = await renderer.png(PICTURE)
            longest, last, task = 0.0, time.perf_counter(), asyncio.ensure_future(renderer.png(COURSE))
            while not task.done():
                await asyncio.sleep(0.002)
                longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
            for process in list(renderer._pool._processes.values()):  # type: ignore[union-attr]
                process.kill()
            return first, await renderer.png(PICTURE), longest
        finally:
            renderer.close()

    first, again, longest = asyncio.run(draw())
    assert first == again == png(PICTURE)
    assert longest < 0.1


def luminance(colour: str) -> float:
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour)))


def linear(colour: str) -> tuple[float, ...]:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)


def contrast(one: str, other: str) -> float:
    a, b = sorted((luminance(one), luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


# Viénot, Brettel and Mollon 1999; linear RGB.
COLOUR_BLIND = {
    "protan": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deutan": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}


def seen(colour: str, deficiency: str) -> tuple[float, ...]:
    return tuple(sum(w * c for w, c in zip(row, linear(colour))) for row in COLOUR_BLIND[deficiency])
