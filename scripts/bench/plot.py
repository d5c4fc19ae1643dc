"""Two small charts of the comparison as one SVG: how a turn grows with the talk, and how many turns there are a second.

Owns the drawing, on a logarithmic scale so that 20 ms and 2 s both show. Pure. Must not: measure.

Example::

    Path("docs/performance.svg").write_text(svg(figures))
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from scripts.bench.figures import CROWDS, LENGTHS, WHO, Figures

WIDTH, HEIGHT = 760, 330
LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT, APART = 52, 58, 300, 190, 380
LOOKS = {"trellis": ("#0d6a73", ""), "same": ("#a4530f", "6 4"), "init": ("#5d646b", "2 4")}
"""Colour and dashes, so that no meaning hangs on colour alone."""
INK, FAINT = "#23272b", "#dcd9cf"

Points = Sequence[tuple[int, float]]


def svg(figures: Figures) -> str:
    """Draw both charts and what the lines mean."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12" fill="{INK}" role="img" aria-label="Trellis and stock Rasa compared; the table has the figures">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbfaf6"/>',
        *_chart(0, "processor time of a turn (ms), by turns before", _lines(figures, "cpu", LENGTHS)),
        *_chart(
            APART, "turns a second of processor time, by people at once", _lines(figures, "core", CROWDS)
        ),
    ]
    for place, name in enumerate(name for name in WHO if name in figures):
        x, (colour, dashes) = LEFT + place * 240, LOOKS[name]
        parts.append(
            f'<path d="M{x} {HEIGHT - 22}h26" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes}"/>'
        )
        parts.append(f'<text x="{x + 34}" y="{HEIGHT - 18}">{escape(WHO[name].replace("`", ""))}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _lines(figures: Figures, key: str, places: Sequence[int]) -> dict[str, Points]:
    """Collect the points that were measured of each who."""
    found = {
        name: [(n, figures[name][f"{key}@{n}"]) for n in places if figures[name].get(f"{key}@{n}")]
        for name in WHO
        if name in figures
    }
    return {name: points for name, points in found.items() if points}


def _chart(left: int, title: str, lines: dict[str, Points]) -> list[str]:
    parts = [f'<text x="{left + LEFT}" y="30" font-weight="bold">{escape(title)}</text>']
    if not lines:
        return parts
    across = sorted({n for points in lines.values() for n, _ in points})
    heights = [value for points in lines.values() for _, value in points]
    low, high = math.floor(math.log10(min(heights))), math.ceil(math.log10(max(heights)) + 1e-9)
    high = max(high, low + 1)

    def x(n: int) -> float:
        first, last = math.log10(across[0]), math.log10(across[-1])
        share = (math.log10(n) - first) / (last - first) if last > first else 0.5
        return round(left + LEFT + share * PLOT_WIDTH, 1)

    def y(value: float) -> float:
        return round(TOP + PLOT_HEIGHT * (1 - (math.log10(value) - low) / (high - low)), 1)

    for power in range(low, high + 1):
        level = y(10**power)
        parts.append(f'<path d="M{left + LEFT} {level}h{PLOT_WIDTH}" stroke="{FAINT}"/>')
        parts.append(f'<text x="{left + LEFT - 6}" y="{level + 4}" text-anchor="end">{10**power:,g}</text>')
    parts += [
        f'<text x="{x(n)}" y="{TOP + PLOT_HEIGHT + 20}" text-anchor="middle">{n:,}</text>' for n in across
    ]
    for name, points in lines.items():
        colour, dashes = LOOKS[name]
        path = " ".join(f"{x(n)},{y(value)}" for n, value in points)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes}"/>'
        )
        parts += [f'<circle cx="{x(n)}" cy="{y(value)}" r="3.5" fill="{colour}"/>' for n, value in points]
    return parts
