"""A chart as SVG: 360 units wide, the width of a phone, light or dark as the reader's screen is.

Owns the look. Each side has a colour, a shape and a heading of its own, so that no meaning hangs on colour alone
(blue-green and orange-brown stay apart for every kind of colour-blindness). Must not add anything up.

Colours stand as attributes, for readers that know no style sheet; the style sheet replaces them in the dark.

    >>> "<title" in svg(Picture((Mark("Interests of your own", "holds", "often"),)))
    True
"""

from __future__ import annotations

import base64
from datetime import date
from html import escape
from typing import Literal

from bot.charts import fonts
from bot.charts.chart import HEADINGS, Chart, Course, Lane, Mark, Picture, Side
from bot.charts.fonts import BOLD, ITALIC, REGULAR, Face, wrap
from bot.charts.words import HOW_OFTEN, MONTHS, SIDES, describe, subtitle, title, went

Scheme = Literal["auto", "light", "dark"]
WIDTH = 360
EDGE = 16
GAP = 12
COLUMN = (WIDTH - 2 * EDGE - GAP) / 2
PAD = 11
MOST_LANES = 10
"""Lanes that are drawn; the table has them all."""
FEW_POINTS = 14
"""Up to here every point gets its dot."""
BAND = 34
"""Height of a lane: never at its foot, often at its top."""

LIGHT = {
    "page": "#fbfaf6",
    "ink": "#23272b",
    "soft": "#5d646b",
    "faint": "#dcd9cf",
    "leans": "#a4530f",
    "leans-tint": "#f8ede1",
    "holds": "#0d6a73",
    "holds-tint": "#e3f1f1",
}
DARK = {
    "page": "#1b1e21",
    "ink": "#eceae4",
    "soft": "#aeb4ba",
    "faint": "#42474d",
    "leans": "#f0a468",
    "leans-tint": "#33271c",
    "holds": "#6cc7cd",
    "holds-tint": "#17302f",
}


def svg(chart: Chart, scheme: Scheme = "auto") -> str:
    """Draw the chart. `auto` follows the reader's screen, `light` and `dark` do not."""
    pen = _Pen(DARK if scheme == "dark" else LIGHT, fitted=scheme == "auto")
    height = _picture(pen, chart) if isinstance(chart, Picture) else _course(pen, chart)
    colours = "".join(f".f-{name}{{fill:{c}}}.s-{name}{{stroke:{c}}}" for name, c in DARK.items())
    style = f"<style>@media (prefers-color-scheme:dark){{{colours}}}</style>" if scheme == "auto" else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'height="{height:.0f}" role="img" aria-labelledby="chart-title chart-desc" font-family="{fonts.FAMILY}">'
        f'<title id="chart-title">{escape(title(chart))}</title>'
        f'<desc id="chart-desc">{_clean(describe(chart))}</desc>{style}'
        f'<rect width="{WIDTH}" height="{height:.0f}" rx="14" {pen.fill("page")}/>{"".join(pen.parts)}</svg>'
    )


def data_uri(chart: Chart) -> str:
    """Give the SVG as an address that an image element can show."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg(chart).encode()).decode()


class _Pen:
    """Collects the parts of a drawing."""

    def __init__(self, colours: dict[str, str], fitted: bool) -> None:
        """`fitted`: every line says how wide it is, so that a reader's wider font runs out of no box."""
        self.colours = colours
        self.fitted = fitted
        self.parts: list[str] = []

    def fill(self, name: str) -> str:
        return f'class="f-{name}" fill="{self.colours[name]}"'

    def stroke(self, name: str, wide: float) -> str:
        return f'class="s-{name}" stroke="{self.colours[name]}" stroke-width="{wide}"'

    def add(self, part: str) -> None:
        self.parts.append(part)

    def text(
        self,
        words: str,
        x: float,
        y: float,
        size: float,
        colour: str = "ink",
        face: Face = REGULAR,
        end: bool = False,
    ) -> None:
        weight = ' font-weight="700"' if face == BOLD else ""
        slant = ' font-style="italic"' if face == ITALIC else ""
        anchor = ' text-anchor="end"' if end else ""
        wide = fonts.width(words, size, face) / fonts.SPARE
        fit = f' textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs"' if self.fitted and words else ""
        self.add(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}"{weight}{slant}{anchor}{fit} {self.fill(colour)}>'
            f"{_clean(words)}</text>"
        )

    def shape(self, side: Side, x: float, y: float, radius: float, filled: bool = True) -> None:
        """Draw the shape of a side round its middle: a disc for what leans, a square on its tip for what holds."""
        paint = self.fill(side) if filled else f'fill="none" {self.stroke(side, 1.5)}'
        r = radius if filled else radius - 0.75
        if side == "leans":
            self.add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.2f}" {paint}/>')
        else:
            d = r * 1.25
            self.add(
                f'<path d="M{x:.1f} {y - d:.1f}L{x + d:.1f} {y:.1f}L{x:.1f} {y + d:.1f}L{x - d:.1f} {y:.1f}Z" '
                f'stroke-linejoin="round" {paint}/>'
            )

    def heading(self, chart: Chart) -> float:
        """Write title and subtitle; give the place below them."""
        self.text(title(chart), EDGE, 36, 21, face=BOLD)
        self.text(subtitle(chart), EDGE, 55, 12.5, "soft")
        return 68


# ---- the picture ----


def _picture(pen: _Pen, chart: Picture) -> float:
    top = pen.heading(chart)
    lows = [
        _column(pen, chart.side(side), side, EDGE + n * (COLUMN + GAP), top) for n, side in enumerate(SIDES)
    ]
    return max(lows) + EDGE - 4


def _column(pen: _Pen, marks: tuple[Mark, ...], side: Side, x: float, top: float) -> float:
    """Draw one side; give the place below it."""
    pen.shape(side, x + 6, top + 11.5, 5)
    pen.text(HEADINGS[side], x + 18, top + 16, 13, side, BOLD)
    y = top + 28
    if not marks:
        pen.text("nothing here so far", x + 2, y + 14, 12.5, "soft", ITALIC)
        return y + 24
    for mark in marks:
        y = _card(pen, mark, x, y) + 8
    return y


def _card(pen: _Pen, mark: Mark, x: float, y: float) -> float:
    """Draw one entry; give the place below it."""
    room = COLUMN - 2 * PAD - 3
    label = wrap(mark.label, 14, room, BOLD, most=3)
    note = wrap(HOW_OFTEN.get(mark.often or "", ""), 12.5, room)[:1]
    condition = wrap(mark.note, 12.5, room, most=3)
    words = wrap(mark.words, 12.5, room, ITALIC, most=4)
    height = 2 * PAD - 3 + 18 * len(label) + 17 * (len(note) + len(condition)) + 16 * len(words)
    pen.add(
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{COLUMN:.1f}" height="{height}" rx="9" {pen.fill(f"{mark.side}-tint")}/>'
    )
    pen.add(
        f'<rect x="{x:.1f}" y="{y + 8:.1f}" width="3" height="{height - 16}" rx="1.5" {pen.fill(mark.side)}/>'
    )
    left, line = x + PAD + 3, y + PAD + 11
    for part in label:
        pen.text(part, left, line, 14, face=BOLD)
        line += 18
    line -= 1
    if mark.level is not None:
        for step in range(3):
            pen.shape(mark.side, left + 5 + 14 * step, line - 4, 4.6, filled=step < mark.level)
    for part in note:
        pen.text(part, left + 48, line, 12.5, "soft")
    line += 17 * len(note)
    for part in condition:
        pen.text(part, left, line, 12.5, "soft")
        line += 17
    for part in words:
        pen.text(part, left, line, 12.5, "ink", ITALIC)
        line += 16
    return y + height


# ---- its course ----


def _course(pen: _Pen, chart: Course) -> float:
    y = pen.heading(chart) + 2
    first, last = chart.span
    for side in SIDES:
        lanes = chart.side(side)[:MOST_LANES]
        if not lanes:
            continue
        pen.shape(side, EDGE + 6, y + 10.5, 5)
        pen.text(HEADINGS[side], EDGE + 18, y + 15, 13, side, BOLD)
        y += 30
        for lane in lanes:
            y = _lane(pen, lane, y, first, last)
        y += 2
    _days(pen, y, first, last)
    return y + 22 + EDGE / 2


RIGHT = WIDTH - EDGE - 7
AXIS = 44
"""Room at the left for the names of the lowest and the highest step."""


def _lane(pen: _Pen, lane: Lane, y: float, first: date, last: date) -> float:
    """Draw one sign: its name, where it was and is, and the line between; give the place below it."""
    how = went(lane)
    room = WIDTH - 2 * EDGE - fonts.width(how, 12) - 10
    label = wrap(lane.label, 13.5, room, BOLD, most=2)
    for part in label:
        pen.text(part, EDGE, y + 12, 13.5, face=BOLD)
        y += 17
    pen.text(how, WIDTH - EDGE, y - 5, 12, "soft", end=True)
    foot = y + BAND + 8
    for level, step in enumerate(("not", "", "", "often")):
        line = foot - level * BAND / 3
        if step:
            pen.text(step, EDGE, line + 3.5, 10.5, "soft")
        pen.add(
            f'<path d="M{EDGE + AXIS - 8} {line:.1f}H{WIDTH - EDGE}" {pen.stroke("faint", 0.8 if step else 0.5)}/>'
        )
    dots = [(_place(point.day, first, last), foot - point.level * BAND / 3) for point in lane.points]
    if len(dots) > 1:
        path = "L".join(f"{x:.1f} {high:.1f}" for x, high in dots)
        pen.add(
            f'<path d="M{path}" fill="none" stroke-linejoin="round" stroke-linecap="round" '
            f"{pen.stroke(lane.side, 2)}/>"
        )
    shown = dots if len(dots) <= FEW_POINTS else [dots[0], dots[-1]]
    for x, high in shown:
        pen.shape(lane.side, x, high, 4.4)
    return foot + 16


def _place(day: date, first: date, last: date) -> float:
    span = (last - first).days
    left = EDGE + AXIS
    return RIGHT if not span else left + (RIGHT - left) * (day - first).days / span


def _days(pen: _Pen, y: float, first: date, last: date) -> None:
    pen.text(_short(first, last), EDGE + AXIS - 6, y + 8, 11.5, "soft")
    if first != last:
        pen.text(_short(last, first), WIDTH - EDGE, y + 8, 11.5, "soft", end=True)


def _short(day: date, other: date) -> str:
    year = f" {day.year}" if day.year != other.year else ""
    return f"{day.day} {MONTHS[day.month - 1][:3]}{year}"


def _clean(text: str) -> str:
    """Escape, and leave out what XML does not allow; people paste anything."""
    fine = (c if c.isprintable() or c == " " else " " for c in text)
    return escape("".join(fine), quote=True)
