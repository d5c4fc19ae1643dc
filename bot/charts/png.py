"""A chart as PNG, for messengers and other places that show no SVG.

Owns the rendering (resvg, in memory, with our own fonts, so that it looks the same on every machine). Must not draw
anything itself. The first chart takes some 100 ms, the next ones a few tens: call it with ``asyncio.to_thread``.

    >>> png(Picture((Mark("Interests of your own", "holds", "often"),)))[:4]
    b'\\x89PNG'
"""

from __future__ import annotations

import re

from bot.charts import fonts
from bot.charts.chart import Chart
from bot.charts.svg import WIDTH, svg

HEIGHT = re.compile(r'viewBox="0 0 360 (\d+)"')
SCALE = 1.75
"""Pixels a unit: 630 wide, sharp enough on a phone, and drawn in a third of the time of 1080."""
MOST_PIXELS = 800_000
"""A taller chart is drawn a little smaller: time grows with the area."""


def png(chart: Chart, dark: bool = False) -> bytes:
    """Render the chart, 630 pixels wide, less where it is very tall."""
    return rendered(svg(chart, "dark" if dark else "light"))


def rendered(drawing: str) -> bytes:
    """Render a drawing of ours. Raises ValueError for a text that is none."""
    import resvg_py

    height = HEIGHT.search(drawing)
    if height is None:
        raise ValueError("this is no chart")
    zoom = min(SCALE, (MOST_PIXELS / (WIDTH * float(height[1]))) ** 0.5)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string="".join(c for c in drawing if ord(c) < 0x10000),  # no font has emoji
            zoom=zoom,
            skip_system_fonts=True,
            font_files=list(fonts.files()),
            sans_serif_family="Lato",
        )
    )
